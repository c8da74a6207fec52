"""Whether somebody lives, as two reports of one story have it."""

from __future__ import annotations

import pytest

from claimrec.model import Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Place

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")
PILOT = Entity("pilot")


def told(dead: str, lives: str, *, published: tuple[str, str] = ("2025-03-04", "2025-03-04")) -> Outcome:
    """A report of a crash with a death, and one of the same crash that the pilot survived."""
    lead = "A plane crashed in Oslo on 3 March."
    sources: list[Source] = [
        make_source(f"{lead} {text}", id=name, published=day)
        for name, text, day in zip("ab", (dead, lives), published, strict=True)
    ]
    one, two = sources
    crashes = [make_claim(source, "crash", trigger="crashed", place=OSLO, time=DAY, evidence=lead) for source in sources]
    died = make_claim(one, "kill", trigger="killed", patients=[PILOT], time=DAY, evidence=dead)
    lived = make_claim(two, "survive", trigger="survived", agents=[PILOT], time=DAY, evidence=lives)
    return reconcile_claims([*crashes, died, lived])


def of(outcome: Outcome) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == "conflict" and f.kind == "polarity"]


def test_killed_and_survived() -> None:
    assert of(told("The pilot was killed.", "The pilot survived.")) == ["a: dead; b: alive"]


@pytest.mark.parametrize(
    "lives",
    [
        "A pilot survived.",
        "The other pilot survived.",
        "If the pilot survived is not known.",
        "The pilot survived by luck until dead.",
    ],
    ids=["some pilot", "another", "not known", "later dead"],
)
def test_nothing_sure_of_the_same_one(lives: str) -> None:
    assert not of(told("The pilot was killed.", lives))


def test_who_died_later_was_alive_before() -> None:
    assert not of(told("The pilot was killed.", "The pilot survived.", published=("2025-03-06", "2025-03-04")))
    assert of(told("The pilot was killed.", "The pilot survived.", published=("2025-03-04", "2025-03-06")))
