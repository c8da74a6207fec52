"""The web site of the documentation: built strictly, complete, and loading nothing from elsewhere."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

for needed in ("mkdocs", "material", "mkdocstrings"):
    pytest.importorskip(needed)

# What a page may take from elsewhere is nothing; what it may link to is anything.
LOADED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"?(?:https?:)?//|<link\b[^>]*\bhref=\"?(?:https?:)?//[^>]*stylesheet"
)


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(made)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root / "src")}
    done = subprocess.run(command, cwd=root, env=quiet, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def test_every_page_is_built(root: Path, site: Path) -> None:
    pages = {path.stem for path in (root / "docs").glob("*.md")}
    assert pages <= {path.stem for path in site.glob("*.html")}


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    assert pages
    assert [found for page in pages for found in LOADED.findall(page)] == []


def test_the_reference_shows_docstrings_with_their_examples(site: Path) -> None:
    page = (site / "interface.html").read_text("utf-8")
    for name in ("claimrec.result.reconcile", "claimrec.model.Claim", "claimrec.values.Quantity", "claimrec.plots.agreement"):
        assert f'id="{name}"' in page or f"id={name}" in page
    assert "&gt;&gt;&gt;" in page
    assert ":func:`" not in page
    assert ":class:`" not in page


def test_the_examples_page_shows_every_program(root: Path, site: Path) -> None:
    page = html.unescape(re.sub(r"<[^>]*>", "", (site / "examples.html").read_text("utf-8")))
    programs = [path.read_text("utf-8") for path in sorted((root / "examples").glob("*.py"))]
    assert programs
    assert [program.splitlines()[0] for program in programs if program.partition("\n\n")[2] not in page] == []


def test_docstrings_become_markdown(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.syspath_prepend(str(root / "scripts"))
    from docstrings import shown

    written = "See :func:`claimrec.extract`.\n\n>>> 1 + 1\n2\n>>> 2\n2\n\nThe end.\n\n"
    written += "====  ====\na     b\n====  ====\n1     2\n====  ===="
    assert shown(written) == (
        "See `claimrec.extract`.\n\n```pycon\n>>> 1 + 1\n2\n>>> 2\n2\n```\n\nThe end.\n\n"
        "```text\n====  ====\na     b\n====  ====\n1     2\n====  ====\n```"
    )
