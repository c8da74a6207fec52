"""What one sentence affirms and another flatly denies, and whether somebody was armed."""

from __future__ import annotations

import pytest

from claimrec.model import Claim, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Place

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")
LEAD = "A shooting shook Oslo on 3 March."
HOSTAGES = Entity("hostages", type="group")


def shooting(source: Source) -> Claim:
    return make_claim(source, "shoot", trigger="shooting", place=OSLO, time=DAY)


def of(outcome: Outcome) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == "conflict" and f.kind == "polarity"]


def swapped(yes: str, no: str, *, apart: bool = False, agents: tuple[str, ...] = ()) -> Outcome:
    """Two sentences with the verb "swapped", in one report or in two."""
    first = make_source(f"{LEAD} {yes}" if apart else f"{LEAD} {yes} {no}", id="a")
    second = make_source(f"{LEAD} {no}", id="b") if apart else first
    told = make_claim(first, "swap", trigger="swapped", patients=[HOSTAGES], agents=agents[:1], time=DAY, evidence=yes)
    word = "swap" if "swapped" not in no else "swapped"
    start = no.rindex(word)
    denied = make_claim(
        second, "swap", trigger=no[start:], patients=[HOSTAGES], agents=agents[1:], polarity="denied", time=DAY, evidence=no
    )
    return reconcile_claims([told, denied, shooting(first), *([shooting(second)] if apart else [])])


def test_a_flat_denial_of_what_is_told() -> None:
    yes, no = "The hostages were swapped on Monday.", "A minister denied that the hostages were swapped."
    assert of(swapped(yes, no)) == ["a: it happened; a: it did not"]
    assert of(swapped(yes, no, apart=True)) == ["a: it happened; b: it did not"]
    assert of(swapped(yes, "The hostages were not swapped.", apart=True))


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("The hostages were swapped on Monday.", "So far the hostages have not been swapped."),
        ("The hostages were swapped on Monday.", "Other hostages were not swapped."),
        ("The hostages may be swapped on Monday.", "The hostages were not swapped."),
    ],
    ids=["not yet", "others", "only supposed"],
)
def test_no_denial_of_it(yes: str, no: str) -> None:
    assert not of(swapped(yes, no))


def test_two_doers_are_two_deeds() -> None:
    yes, no = "Ola Moen swapped the hostages.", "Per Lie never swapped hostages."
    assert not of(swapped(yes, no, agents=("Ola Moen", "Per Lie")))
    assert of(swapped(yes, "Ola Moen never swapped hostages.", agents=("Ola Moen", "Ola Moen")))


# --- whether somebody was armed


def armed(*sentences: str) -> Outcome:
    claims = []
    for key, more in zip("ab", sentences, strict=False):
        source = make_source(f"{LEAD} {more}", id=key)
        name = "Ola Moen" if "Ola Moen" in more else "Per Lie"
        claims += [shooting(source), make_claim(source, "run", trigger="ran", agents=[name])]
    return reconcile_claims(claims)


def test_armed_and_not_armed() -> None:
    found = armed("Ola Moen ran and pointed a loaded revolver at them.", "Ola Moen ran and did not have a gun, a witness said.")
    assert of(found) == ["a: armed; b: not armed"]
    shown = next(f for f in found.findings if f.kind == "polarity" and f.relation == "conflict")
    assert [e.text for p in shown.positions for e in p.evidence] == ["pointed a loaded revolver", "did not have a gun"]


def test_another_was_armed() -> None:
    assert not of(armed("Per Lie ran and pointed a revolver.", "Ola Moen ran and did not have a gun."))
    assert not of(armed("Ola Moen ran and had no gun.", "Ola Moen ran and did not have a gun."))
