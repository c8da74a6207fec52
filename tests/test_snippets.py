"""Snippets that show no output run, too: programs in ```py blocks, and claimrec's commands in ```sh blocks."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from claimrec import Reconciliation, extract, read_sources, reconcile
from claimrec.cli import main

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```(py|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LIBRARIES = ("duckdb", "matplotlib", "polars", "pyarrow")


def blocks(kind: str) -> Iterator[Any]:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for number, block in enumerate(BLOCK.finditer(page.read_text("utf-8")), 1):
            if block[1] == kind and "--8<--" not in block[2]:  # what is shown from examples/ is run there
                yield pytest.param(block[2], id=f"{page.stem}-{number}")


def commands() -> Iterator[Any]:
    for block in blocks("sh"):
        for line in block.values[0].splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["claimrec"]:
                yield pytest.param(words[1:], id=" ".join(words[1:3]))


@pytest.fixture(scope="module")
def result() -> Reconciliation:
    return reconcile(extract(read_sources([ROOT / "examples" / "ferry"])))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, result: Reconciliation) -> Path:
    """What the snippets read: the ferry's reports under the names that they use."""
    monkeypatch.chdir(tmp_path)
    for name in ("examples/ferry", "reports"):
        shutil.copytree(ROOT / "examples" / "ferry", name)
    Path("page.html").write_text("<html><body><p>Two people were killed in Oslo on 3 March 2024.</p></body></html>", "utf-8")
    Path("more.jsonl").write_text(json.dumps({"id": "more", "text": "Rain fell on Oslo."}) + "\n", "utf-8")
    for name in ("yesterday.json", "today.json"):
        Path(name).write_text(result.to_json(), "utf-8")
    return tmp_path


@pytest.mark.parametrize("program", list(blocks("py")))
def test_a_program_runs(program: str, folder: Path, result: Reconciliation) -> None:
    for name in LIBRARIES:
        if re.search(rf"\b{name}\b", program) or (name == "pyarrow" and "tables" in program):
            pytest.importorskip(name)
    if "plots" in program:
        pytest.importorskip("matplotlib").use("Agg")
    if "pandas" in program and find_spec("pandas") is None:
        pytest.skip("pandas is not installed")
    exec(compile(program, "<shown>", "exec"), {"result": result})


@pytest.mark.parametrize("words", list(commands()))
def test_a_command_runs(words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if "--output" in words:
        Path(words[words.index("--output") + 1]).write_text("", "utf-8")
    assert main(words) == 0
    assert Path(words[words.index("--output") + 1]).stat().st_size if "--output" in words else capsys.readouterr().out


def test_there_is_something_to_run() -> None:
    assert list(blocks("py"))
    assert len(list(commands())) > 2


def test_every_example_is_listed() -> None:
    listed = (ROOT / "examples" / "README.md").read_text("utf-8"), (ROOT / "docs" / "examples.md").read_text("utf-8")
    names = [path.name for path in sorted((ROOT / "examples").glob("*.py"))]
    assert [name for name in names for page in listed if name not in page] == []
