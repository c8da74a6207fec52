"""The injured as they are in the end."""

from __future__ import annotations

from claimrec.model import Claim, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Place, Quantity

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")


def shots(source: Source) -> Claim:
    return make_claim(source, "shoot", trigger="shooting", place=OSLO, time=DAY)


def injured(*claims: Claim) -> tuple[float | None, float | None] | None:
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    told = root.consensus.get("injured")
    if told is None:
        return None
    assert isinstance(told.value, Quantity)
    return told.value.low, told.value.high


FIRST = make_source("Five people were injured in a shooting in Oslo on 3 March.", id="first", published="2025-03-04")
LATER = make_source(
    "One of the wounded of a shooting in Oslo on 3 March died, a hospital said.", id="later", published="2025-03-08"
)
SAME_DAY = make_source("A man died and five were injured in a shooting in Oslo on 3 March.", id="same", published="2025-03-04")


def test_who_died_days_later_is_no_longer_among_the_injured() -> None:
    before = [shots(FIRST), make_claim(FIRST, "injure", trigger="injured", injured=(5, "Five people"))]
    after = [shots(LATER), make_claim(LATER, "kill", trigger="died", killed=(1, "One"))]
    assert injured(*before) == (5, 5)
    assert injured(*before, *after) == (4, 4)


def test_who_died_at_once_was_not_counted_among_the_injured() -> None:
    dead = make_claim(SAME_DAY, "kill", trigger="died", killed=(1, "A man"))
    hurt = make_claim(SAME_DAY, "injure", trigger="injured", injured=(5, "five"))
    again = make_claim(FIRST, "injure", trigger="injured", injured=(5, "Five people"))
    assert injured(shots(SAME_DAY), dead, hurt, shots(FIRST), again) == (5, 5)


def test_those_who_were_not_hurt_are_no_injured() -> None:
    source = make_source("After the shooting in Oslo on 3 March three children at home were not hurt.", id="a")
    none = make_claim(source, "injure", trigger="hurt", polarity="denied", injured=(3, "three children"))
    assert injured(shots(source), none) is None


def test_nobody_is_said_of_the_others_where_somebody_was_shot() -> None:
    source = make_source("A guard was shot in a shooting in Oslo on 3 March. Nobody was hurt in the panic.", id="a")
    shot = make_claim(source, "shoot", trigger="shot", place=OSLO, time=DAY, shot=(1, "A guard"))
    none = make_claim(source, "injure", trigger="hurt", polarity="denied", injured=(0, "Nobody"))
    assert injured(shot, none) == (1, 1)


def test_two_reports_that_nobody_was_hurt_agree() -> None:
    one = make_source("Nobody was hurt in a fire in Oslo on 3 March.", id="a")
    two = make_source("No one was hurt by the fire in Oslo on 3 March.", id="b")
    told = [
        claim
        for source, words in ((one, "Nobody"), (two, "No one"))
        for claim in (
            make_claim(source, "burn", trigger="fire", place=OSLO, time=DAY),
            make_claim(source, "injure", trigger="hurt", polarity="denied", place=OSLO, time=DAY, injured=(0, words)),
        )
    ]
    found = [f for f in reconcile_claims(told).findings if f.field == "injured"]
    assert [str(f.relation) for f in found] == ["agree"]


def test_the_dead_of_a_fallen_house_were_not_counted_among_the_injured() -> None:
    first = make_source("Five people were injured when a house in Oslo collapsed on 3 March.", id="a", published="2025-03-04")
    later = make_source("Three died when a house in Oslo collapsed on 3 March.", id="b", published="2025-03-08")

    def fall(source: Source) -> Claim:
        return make_claim(source, "collapse", trigger="collapsed", place=OSLO, time=DAY)

    hurt = make_claim(first, "injure", trigger="injured", injured=(5, "Five people"))
    dead = make_claim(later, "kill", trigger="died", killed=(3, "Three"))
    assert injured(fall(first), hurt, fall(later), dead) == (5, 5)


def test_only_those_who_died_after_the_count_are_taken_off() -> None:
    first = make_source("A man died and five were injured in a shooting in Oslo on 3 March.", id="a", published="2025-03-04")
    later = make_source("Two have died since a shooting in Oslo on 3 March.", id="b", published="2025-03-08")
    claims = [
        shots(first),
        make_claim(first, "kill", trigger="died", killed=(1, "A man")),
        make_claim(first, "injure", trigger="injured", injured=(5, "five")),
        shots(later),
        make_claim(later, "kill", trigger="died", killed=(2, "Two")),
    ]
    assert injured(*claims) == (4, 4)


def test_who_counts_the_shot_and_the_dead_counts_the_injured() -> None:
    source = make_source("Eight men were shot in Oslo on 3 March, two of them died. Two were badly wounded.", id="a")
    told = [
        make_claim(source, "shoot", trigger="shot", place=OSLO, time=DAY, shot=(8, "Eight men")),
        make_claim(source, "kill", trigger="died", killed=(2, "two")),
        make_claim(source, "injure", trigger="wounded", injured=(2, "Two")),
    ]
    assert injured(*told) == (6, 6)


def test_the_others_who_were_shot_are_not_the_dead() -> None:
    source = make_source("A man was killed and five others were shot in Oslo on 3 March. A woman was wounded.", id="a")
    some = Quantity(1, None, "injured")
    told = [
        make_claim(source, "shoot", trigger="shot", place=OSLO, time=DAY, shot=(5, "five others")),
        make_claim(source, "kill", trigger="killed", killed=(1, "A man")),
        make_claim(source, "injure", trigger="wounded", injured=(some, "A woman")),
    ]
    assert injured(*told) == (5, 5)


def test_who_died_the_same_day_was_not_known_to_a_report_that_tells_of_no_death() -> None:
    later = make_source("One of the wounded of a shooting in Oslo on 3 March has died.", id="later", published="2025-03-04")
    before = [shots(FIRST), make_claim(FIRST, "injure", trigger="injured", injured=(5, "Five people"))]
    after = [shots(later), make_claim(later, "kill", trigger="died", killed=(1, "One"))]
    assert injured(*before, *after) == (4, 4)
