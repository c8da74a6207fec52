"""What one person says in several reports, in other words."""

from __future__ import annotations

import pytest

from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Place

TOWN = Place("Tromso", ("Norway",), level="city")
DAY = ("2025-05-06", "on 6 May")


@pytest.mark.parametrize(
    ("words", "agreed"),
    [
        ("our divers recovered both anchors from the wreck", ["Kari Lie (a, b): one speaker of nearly the same words"]),
        ("the harbour will stay closed until June", []),
    ],
)
def test_one_statement_in_two_wordings(words: str, agreed: list[str]) -> None:
    a = make_source(
        "A trawler sank off Tromso on 6 May. Kari Lie said that divers have recovered both of the anchors of the wreck.", id="a"
    )
    b = make_source(
        f"Nobody drowned when the Havmaak went down near Tromso on 6 May, and it was Kari Lie who told us {words}.", id="b"
    )
    claims = [
        make_claim(a, "sink", trigger="sank", place=TOWN, time=DAY),
        make_claim(a, "shoot", trigger="trawler", place=TOWN, time=DAY),
        make_claim(b, "shoot", trigger="went down", place=TOWN, time=DAY),
        make_claim(
            a, "say", trigger="said", speakers=["Kari Lie"], content="divers have recovered both of the anchors of the wreck"
        ),
        make_claim(b, "tell", trigger="told", speakers=["Kari Lie"], content=words),
    ]
    found = [f.explanation for f in reconcile_claims(claims).findings if f.kind == "attribution" and f.relation == "agree"]
    assert found == agreed
