"""A table of constructions: each form of sentence with what must be read from it (``cases/constructions.json``)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimrec import Source, extract
from claimrec.model import Claim

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "constructions.json").read_text(encoding="utf-8"))


def params() -> list[Any]:
    made = []
    for case in CASES:
        marks = [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else []
        made.append(pytest.param(case, id=case["label"], marks=marks))
    return made


def meets(claim: Claim, wanted: dict[str, Any]) -> bool:
    """The claim says all that is wanted; names are compared by their words, whatever article stands before them."""
    for key, expected in wanted.items():
        if key in ("type", "polarity", "modality"):
            ok = getattr(claim, key) == expected
        elif key == "trigger":
            ok = claim.trigger.text == expected
        elif key == "cited":
            ok = all(any(e.lower() in c.text.lower() for c in claim.cited) for e in expected)
        elif key == "quantity":
            said = {(a.value.low, a.value.high, a.value.unit) for a in claim.having("quantity")}  # type: ignore[union-attr]
            ok = all(tuple(e) in said for e in expected)
        elif key == "time":
            days = [a.value.start.isoformat()[:10] for a in claim.having("time") if a.value.start]  # type: ignore[union-attr]
            ok = all(e in days for e in expected)
        elif key == "place":
            ok = all(e in [getattr(a.value, "name", "") for a in claim.having("place")] for e in expected)
        elif key == "office":
            held = [(a.value.title, a.value.country) for a in claim.having("role")]  # type: ignore[union-attr]
            ok = all(tuple(e) in held for e in expected)
        elif key == "within":
            ok = all(any(e in getattr(a.value, "within", ()) for a in claim.having("place")) for e in expected)
        elif key == "words":
            ok = all({a.evidence.text for a in claim.having(role)} >= set(said) for role, said in expected.items())
        elif key == "no":
            ok = not any(claim.having(role) for role in expected)
        else:
            words = [a.evidence.text + " " + getattr(a.value, "name", "") for a in claim.having(key)]
            ok = all(any(e.lower() in w.lower() for w in words) for e in expected)
        if not ok:
            return False
    return True


@pytest.mark.parametrize("case", params())
def test_construction(case: dict[str, Any]) -> None:
    claims = extract([Source("case", case["text"], published=case.get("published"))])
    for wanted in case.get("claims", []):
        assert any(meets(claim, wanted) for claim in claims), (wanted, claims)
    for kind in case.get("never", []):
        assert all(claim.type != kind for claim in claims), claims
    for low, high, unit in case.get("not_counted", []):
        said = {(a.value.low, a.value.high, a.value.unit) for claim in claims for a in claim.having("quantity")}  # type: ignore[union-attr]
        assert (low, high, unit) not in said
    for role, words in case.get("never_words", {}).items():
        assert not {a.evidence.text for claim in claims for a in claim.having(role)} & set(words)
    for claim in claims:
        claim.check()
