"""Runs examples/walkthrough.ipynb from top to bottom and stores it with its outputs.

    python scripts/run_walkthrough.py            after a change of its cells, or of what they show
    python scripts/run_walkthrough.py --check    changes nothing; exit status 1 where an output would change

No times, counters of runs or paths are stored. Pictures are compared by being there, not by their pixels, which differ between
versions of Matplotlib.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

__all__ = ["NOTEBOOK", "outputs", "run", "stored"]

NOTEBOOK = Path(__file__).resolve().parent.parent / "examples" / "walkthrough.ipynb"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def stored() -> Any:
    """The notebook as it is stored."""
    import nbformat

    return nbformat.read(NOTEBOOK, as_version=4)


def run() -> Any:
    """The notebook after a run, with what must not be stored taken out."""
    from nbclient import NotebookClient

    notebook = stored()
    where = {"metadata": {"path": NOTEBOOK.parent}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False, resources=where).execute()
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
        cell.metadata.clear()
    notebook.metadata = {"kernelspec": KERNEL}
    return notebook


def outputs(notebook: Any) -> list[list[tuple[str, object]]]:
    """What each cell shows; a picture without its pixels."""
    return [[one for output in cell.get("outputs", ()) for one in _shown(output)] for cell in notebook.cells]


def _shown(output: Any) -> list[tuple[str, object]]:
    if output.output_type == "stream":
        return [(output.name, output.text)]
    return [("picture", "")] if "image/png" in output.data else sorted(output.data.items())


def main(arguments: list[str]) -> int:
    import nbformat

    before, now = outputs(stored()), run()
    if "--check" in arguments:
        return 0 if before == outputs(now) else 1
    nbformat.write(now, NOTEBOOK)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
