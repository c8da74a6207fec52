"""What explains two values without a conflict, and what does not."""

from __future__ import annotations

from claimrec.model import Claim, Judgement, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Office, Place, Quantity, TimeSpan

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")


def of(outcome: Outcome, relation: str, field: str) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == relation and f.field == field]


def report(id: str, more: str, published: str | None = None) -> Source:
    leads = {"a": "A fire swept through a mill in Oslo on 3 March.", "b": "The old mill of Oslo was lost to a fire on 3 March."}
    return make_source(f"{leads[id]} {more}", id=id, published=published)


def fire(source: Source) -> Claim:
    return make_claim(source, "burn", trigger="fire", place=OSLO, time=DAY)


def ages(one: int, two: int, days: tuple[str, str]) -> Outcome:
    a = report("a", f"Ola Moen, {one}, died.", days[0])
    b = report("b", f"The dead man is Ola Moen, {two}.", days[1])
    claims = [fire(a), make_claim(a, "kill", trigger="died", patients=["Ola Moen"], ages={"Ola Moen": one})]
    claims += [fire(b), make_claim(b, "kill", trigger="dead", patients=["Ola Moen"], ages={"Ola Moen": two})]
    return reconcile_claims(claims)


def test_two_ages_on_two_days_are_a_conflict_and_a_year_later_they_are_not() -> None:
    assert of(ages(40, 41, ("2025-03-04", "2025-03-05")), "conflict", "age of ola-moen")
    late = ages(40, 41, ("2025-03-04", "2025-11-20"))
    assert not of(late, "conflict", "age of ola-moen")
    assert "birthday" in of(late, "update", "age of ola-moen")[0]
    assert of(ages(41, 40, ("2025-03-04", "2025-11-20")), "conflict", "age of ola-moen")  # nobody gets younger


def test_an_age_of_long_ago_is_no_age_of_today() -> None:
    a = report("a", "Ola Moen, 41, died.")
    b = report("b", "Ola Moen died. He was first elected at the age of 23.")
    claims = [fire(a), make_claim(a, "kill", trigger="died", patients=["Ola Moen"], ages={"Ola Moen": 41})]
    claims += [fire(b), make_claim(b, "kill", trigger="died", patients=["Ola Moen"])]
    claims += [make_claim(b, "elect", trigger="elected", patients=[("Ola Moen")], ages={"Ola Moen": 23})]
    assert not of(reconcile_claims(claims), "conflict", "age of ola-moen")


def test_a_part_of_them_is_no_rival_count() -> None:
    a = report("a", "Seven people were killed.")
    b = report("b", "It killed two of his cousins.")
    claims = [fire(a), make_claim(a, "kill", trigger="killed", place=OSLO, time=DAY, killed=(7, "Seven people"))]
    claims += [fire(b), make_claim(b, "kill", trigger="killed", place=OSLO, time=DAY, killed=(2, "two of his cousins"))]
    assert not of(reconcile_claims(claims), "conflict", "killed")


def test_a_count_that_was_open_above_and_grew_is_an_update() -> None:
    a = report("a", "At least two people were killed.", "2025-03-03")
    b = report("b", "The dead number at least six.", "2025-03-05")
    two, six = Quantity(2, None, "killed", "At least two people", stated=2), Quantity(6, None, "killed", "at least six", stated=6)
    claims = [fire(a), make_claim(a, "kill", trigger="killed", place=OSLO, time=DAY, killed=two)]
    claims += [fire(b), make_claim(b, "kill", trigger="dead", place=OSLO, time=DAY, killed=six)]
    assert of(reconcile_claims(claims), "update", "killed")


def test_two_kinds_of_one_thing_are_counted_apart() -> None:
    a = make_source("Police in Oslo seized three hunting rifles and 40 grenades on 3 March.", id="a")
    b = make_source("On 3 March officers seized seven air rifles and 40 grenades in Oslo, it was said.", id="b")
    claims = [
        make_claim(
            a, "seize", trigger="seized", place=OSLO, time=DAY, rifle=(3, "three hunting rifles"), grenade=(40, "40 grenades")
        ),
        make_claim(
            b,
            "seize",
            trigger="seized",
            place=OSLO,
            time=("2025-03-03", "On 3 March"),
            rifle=(7, "seven air rifles"),
            grenade=(40, "40 grenades"),
        ),
    ]
    assert not of(reconcile_claims(claims), "conflict", "rifle")


def test_a_number_that_was_torn_apart_counts_nothing() -> None:
    a = report("a", "More than 1, 300 people were hurt.")
    b = report("b", "Hospitals took in 1300 hurt people.")
    claims = [fire(a), make_claim(a, "injure", trigger="hurt", place=OSLO, time=DAY, injured=(300, "300 people"))]
    claims += [fire(b), make_claim(b, "injure", trigger="hurt", place=OSLO, time=DAY, injured=(1300, "1300 hurt people"))]
    assert not of(reconcile_claims(claims), "conflict", "injured")


def test_one_hour_by_two_clocks_is_one_hour() -> None:
    a = report("a", "Ola Moen died at 18:41.")
    b = report("b", "Ola Moen died (17:41 GMT).")
    claims = []
    for source, clock, words in ((a, "18:41", "18:41"), (b, "17:41", "17:41 GMT")):
        when = TimeSpan(granularity="time", partial=f"XXXX-XX-XXT{clock}", text=words)
        claims += [fire(source), make_claim(source, "kill", trigger="died", patients=["Ola Moen"], time=(when, words))]
    assert not of(reconcile_claims(claims), "conflict", "time")


def offices(one: Office, words: str, two: Office, other: str) -> Outcome:
    a = make_source(f"{words} Ola Moen spoke in Oslo.", id="a")
    b = make_source(f"So says Ola Moen, {other}, in a letter.", id="b")
    claims = [
        make_claim(a, "say", trigger="spoke", speakers=["Ola Moen"], offices={"Ola Moen": (one, words)}),
        make_claim(b, "say", trigger="says", speakers=["Ola Moen"], offices={"Ola Moen": (two, other)}),
    ]
    return reconcile_claims(claims)


def test_who_chairs_two_bodies_is_in_no_conflict_with_himself() -> None:
    found = offices(
        Office("chairman", "Harbour Company"), "Harbour Company chairman", Office("chairman", "Opera"), "chairman of the Opera"
    )
    assert not of(found, "conflict", "office of ola-moen")


def test_a_town_written_short_is_the_same_town() -> None:
    found = offices(Office("mayor", "Mount Dale"), "Mount Dale mayor", Office("mayor", "Mt. Dale"), "mayor of Mt. Dale")
    assert not of(found, "conflict", "office of ola-moen")


def test_nobody_is_mayor_of_two_towns() -> None:
    found = offices(Office("mayor", "Bergen"), "Bergen mayor", Office("mayor", "Bodø"), "mayor of Bodø")
    assert of(found, "conflict", "office of ola-moen")


def test_three_of_the_seven_makes_the_seven_a_whole() -> None:
    a = make_source("Guards fired at a van in Oslo. Three of the seven bullets fired hit the door.", id="a")
    b = make_source("Guards fired eleven bullets at a van in Oslo.", id="b")
    claims = [
        make_claim(a, "shoot", trigger="fired at", evidence="Guards fired at a van in Oslo.", place="Oslo"),
        make_claim(a, "shoot", trigger="bullets fired", place=None, gunshot=(7, "seven bullets")),
        make_claim(b, "shoot", trigger="fired", place="Oslo", gunshot=(11, "eleven bullets")),
    ]
    decided = [Judgement(claims[0].id, c.id, same=True) for c in claims[1:]]
    assert of(reconcile_claims(claims, judgements=decided), "conflict", "gunshot")
