"""The same input gives the same bytes, whatever the hash seed and the order of the sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from claimrec import extract, read_sources, reconcile

STORY = Path(__file__).resolve().parents[1] / "examples" / "ferry"


def report(seed: str) -> bytes:
    command = [sys.executable, "-m", "claimrec", "reconcile", str(STORY), "--format", "json"]
    return subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout


def test_the_hash_seed_changes_nothing() -> None:
    assert report("1") == report("2")


def test_the_order_of_the_sources_changes_nothing() -> None:
    sources = read_sources(STORY)
    assert reconcile(extract(sources)).to_json() == reconcile(extract(sources[::-1])).to_json()
