"""How far reading is, for a function, a terminal and a notebook."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from claimrec import OptionError, Source, extract, iter_extract
from claimrec.extraction.progress import followed

SOURCES = [Source("a", "Ida met Olaf."), Source("b", "Rain fell on Oslo.")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal as standard error; no fixture, since pytest puts its own there between set-up and test."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    assert len(extract(SOURCES, progress=True).sources) == 2
    assert "0/2" in terminal.getvalue()
    assert "2/2" in terminal.getvalue()
    assert terminal.getvalue().endswith("\n")


def test_claims_one_by_one_get_a_bar_too(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    assert list(iter_extract(iter(SOURCES), progress=True))
    assert "2source" in terminal.getvalue().replace(" ", "")  # how many there are is not known
    stopped = iter_extract(SOURCES, progress=True)
    next(stopped)
    stopped.close()
    assert terminal.getvalue().endswith("\n")


def test_a_file_gets_none(capsys: pytest.CaptureFixture[str]) -> None:
    extract(SOURCES, progress=True)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("silent", [None, False])
def test_nothing_is_told_unless_asked(monkeypatch: pytest.MonkeyPatch, silent: Any) -> None:
    terminal = terminal_of(monkeypatch)
    extract(SOURCES, progress=silent)
    assert terminal.getvalue() == ""


def test_a_notebook_gets_a_bar_though_it_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel = SimpleNamespace(config={"IPKernelApp": {}})
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: kernel))
    extract(SOURCES, progress=True)
    assert "2/2" in capsys.readouterr().err


def test_a_bar_is_closed_where_reading_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    following = followed(True, 3)
    tell = following.__enter__()
    assert tell is not None
    tell(1, 3)
    assert not following.__exit__(ValueError, ValueError("stop"), None)
    assert "1/3" in terminal.getvalue()
    assert terminal.getvalue().endswith("\n")


@pytest.mark.parametrize("wrong", [1, 0, "yes", []])
def test_what_is_no_function_is_refused(wrong: Any) -> None:
    with pytest.raises(OptionError, match="progress must be True or a function"):
        extract(SOURCES, progress=wrong)


@pytest.mark.filterwarnings("ignore")  # Jupyter warns of its own
def test_a_real_notebook_shows_it() -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    notebook = nbformat.v4.new_notebook()
    cell = "from claimrec import Source, extract\nclaims = extract([Source('a', 'Ida met Olaf.')], progress=True)"
    notebook.cells.append(nbformat.v4.new_code_cell(cell))
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (outputs,) = (cell.outputs for cell in notebook.cells)
    shown = "".join(output.get("text", "") or str(output.get("data", "")) for output in outputs)
    assert "1/1" in shown
