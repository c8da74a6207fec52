"""What must not stand anywhere in the project."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDERS = ("src", "tests", "docs", "examples", "scripts", "bench", ".ci")
SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".json",
    ".jsonl",
    ".html",
    ".tsv",
    ".cfg",
    ".yml",
    ".yaml",
    ".jinja",
    ".css",
    ".js",
    "",
}
# Paths of one machine, and words about how the project came about. A bracket in each keeps this file out.
FORBIDDEN = (
    r"/(?:[w]ork|[r]oot|[h]ome|[U]sers)/\w",
    r"(?<!-)\b[c]laude\b",
    r"\b[a]nthropic\b",
    r"\b[o]penai\b",
    r"\b[c]hatgpt\b",
    r"\b[c]opilot\b",
    r"\b[l]arge language model",
    r"\b[L]LMs?\b",
    r"\b[A]I[- ](?:generated|written|assisted|agent|assistant)",
    r"\b[g]enerated (?:by|with) ",
    r"\bco-[a]uthored-by\b",
)
RUN = 60


def project_files(root: Path) -> Iterator[Path]:
    found = [path for folder in FOLDERS for path in (root / folder).rglob("*")]
    found += [path for path in root.iterdir() if path.name != "LICENSE"]
    for path in sorted(found):
        hidden = any(part.startswith((".", "__pycache__")) and part != ".ci" for part in path.relative_to(root).parts)
        if path.is_file() and path.suffix in SUFFIXES and (not hidden or path.name == ".gitignore"):
            yield path


def read(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nothing_forbidden_is_written_anywhere(root: Path, pattern: str) -> None:
    wanted = re.compile(pattern, re.IGNORECASE)
    found = [f"{path.relative_to(root)}: {hit.group()!r}" for path in project_files(root) for hit in wanted.finditer(read(path))]
    assert found == []


def test_the_files_that_are_read_here_are_there(root: Path) -> None:
    names = {path.relative_to(root).as_posix() for path in project_files(root)}
    assert {"README.md", "pyproject.toml", "tests/test_tree.py", "src/claimrec/model/claim.py", ".ci/run"} <= names


def strings(record: object) -> Iterator[str]:
    if isinstance(record, str):
        yield record
    elif isinstance(record, dict | list):
        for inner in record.values() if isinstance(record, dict) else record:
            yield from strings(inner)


def foreign_texts(shared: Path) -> Iterator[str]:
    for path in sorted(shared.rglob("seeds/*.txt")):
        yield read(path)
    for path in sorted(shared.rglob("data/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from (text for text in strings(json.loads(line)) if len(text) >= RUN)


def test_no_sentence_of_other_people_s_articles_is_copied(root: Path) -> None:
    shared = root.parent / "shared"
    if not shared.is_dir():
        pytest.skip("there is nothing beside the checkout to compare with")
    # A run of 60 characters holds one of the pieces of 30 that a file is cut into, wherever the run starts.
    half = RUN // 2
    ours = {path.relative_to(root).as_posix(): " ".join(read(path).split()) for path in project_files(root)}
    pieces = {text[at : at + half]: (name, at) for name, text in ours.items() for at in range(0, len(text) - half, half)}
    copied = []
    for foreign in foreign_texts(shared):
        flat = " ".join(foreign.split())
        for start in range(len(flat) - half):
            hit = pieces.get(flat[start : start + half])
            if hit:
                name, at = hit
                run = common_run(ours[name], at, flat, start)
                if len(run) >= RUN and sum(map(str.isalpha, run)) >= half:  # rules of dashes are nobody's
                    copied.append(f"{name}: {run!r}")
    assert sorted(set(copied)) == []


def common_run(a: str, i: int, b: str, j: int) -> str:
    start = 0
    while start < min(i, j) and a[i - start - 1] == b[j - start - 1]:
        start += 1
    end = 0
    while i + end < len(a) and j + end < len(b) and a[i + end] == b[j + end]:
        end += 1
    return a[i - start : i + end]


def test_links_between_pages_lead_somewhere(root: Path) -> None:
    pages = [root / "README.md", root / "CHANGELOG.md", root / "examples" / "README.md", *sorted((root / "docs").rglob("*.md"))]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)", read(page)) if "://" not in link]
    assert links
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []
