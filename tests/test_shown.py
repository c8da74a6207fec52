"""Console sessions and examples print what is written beside them; Sybil runs the Python in README and docs."""

from __future__ import annotations

from pathlib import Path

import pytest
import refresh_shown as shown

ROOT = Path(__file__).resolve().parent.parent
PAGES = [path for path in shown.documents(ROOT) if "```console" in path.read_text("utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_console_session_prints_what_is_shown(page: Path) -> None:
    for block in shown.BLOCK.finditer(page.read_text("utf-8")):
        if block[1] == "console":
            assert shown._console(block[2]) == block[2]


@pytest.mark.parametrize("example", shown.examples(ROOT), ids=lambda path: path.name)
def test_an_example_prints_what_is_shown(example: Path) -> None:
    if not shown.runs(example):
        pytest.skip(f"{shown.NEEDS[example.name]} is not installed")
    written = example.read_text("utf-8")
    assert shown.PRINTS in written, "python scripts/refresh_shown.py writes the output down"
    assert shown.refreshed(example) == written


@pytest.mark.parametrize("example", shown.examples(ROOT), ids=lambda path: path.name)
def test_an_example_is_short(example: Path) -> None:
    program = example.read_text("utf-8").partition(shown.PRINTS)[0]
    assert len(program.splitlines()) < 60
