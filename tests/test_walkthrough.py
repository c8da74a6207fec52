"""The walk-through notebook: it runs from top to bottom, and what is stored in it is what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("nbformat")
import run_walkthrough as script

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ("picture", "")


# Jupyter warns of its own: of event loops, of paths and of sockets.
@pytest.mark.filterwarnings("ignore")
def test_the_stored_outputs_are_what_the_cells_show() -> None:
    for needed in ("nbclient", "ipykernel", "matplotlib"):
        pytest.importorskip(needed)
    assert script.outputs(script.stored()) == script.outputs(script.run()), "python scripts/run_walkthrough.py writes them down"


def test_nothing_of_one_machine_is_stored() -> None:
    notebook = script.stored()
    assert notebook.metadata == {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    assert all(not cell.metadata for cell in notebook.cells)
    assert str(ROOT) not in script.NOTEBOOK.read_text("utf-8")
    shown = [one for cell in script.outputs(notebook) for one in cell]
    assert shown.count(PICTURE) == 4
    assert not [text for name, text in shown if name == "stderr"]


def test_the_notebook_is_small_enough_to_be_read_over() -> None:
    assert script.NOTEBOOK.stat().st_size < 300_000
    assert 10 < len(script.stored().cells) < 40
