"""Short reports of one story, and what must or must not be found between them (``cases/plain_news.json``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimrec import Source, extract, reconcile

CASES = json.loads((Path(__file__).resolve().parent / "cases" / "plain_news.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_reports(case: dict[str, Any]) -> None:
    sources = [
        Source(f"s{n}", text, publisher=f"Paper {n}", published=case.get("published")) for n, text in enumerate(case["reports"])
    ]
    told = {(str(f.relation), f.field) for f in reconcile(extract(sources)).findings}
    for wanted in case.get("findings", []):
        assert tuple(wanted) in told
    for never in case.get("never", []):
        assert tuple(never) not in told
