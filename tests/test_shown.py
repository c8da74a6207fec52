"""Console sessions and examples print what is written beside them; Sybil runs the Python in README and docs."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def load() -> ModuleType:
    spec = spec_from_file_location("refresh_shown", ROOT / "scripts" / "refresh_shown.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


shown = load()
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
