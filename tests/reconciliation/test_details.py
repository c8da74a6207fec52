"""Details of which one story has one, and what had happened or not."""

from __future__ import annotations

from claimrec.model import Claim, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Place, Quantity

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")
LEADS = {
    "a": "A bus crash shook Oslo on 3 March.",
    "b": "In Oslo nobody will forget the crash at the quay on 3 March.",
}


def report(id: str, more: str, published: str | None = None) -> Source:
    return make_source(f"{LEADS[id]} {more}", id=id, published=published)


def crash(source: Source, **said: object) -> Claim:
    return make_claim(source, "crash", trigger="crash", place=OSLO, time=DAY, **said)  # type: ignore[arg-type]


def of(outcome: Outcome, relation: str, kind: str) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == relation and f.kind == kind]


def old(source: Source, trigger: str, number: int, unit: str, words: str) -> Claim:
    return make_claim(source, "hospitalize", trigger=trigger, **{unit: Quantity(number, number, unit, words, stated=number)})


def babies(one: str, two: str) -> Outcome:
    a = report("a", f"A {one} was taken to hospital.")
    b = report("b", f"Doctors treated a {two}.")
    first, then = one.rsplit(" ", 1)[0], two.rsplit(" ", 1)[0]
    numbers = [int(words.split("-")[0]) for words in (first, then)]
    return reconcile_claims(
        [
            crash(a),
            old(a, "taken to hospital", numbers[0], "month", first),
            crash(b),
            old(b, "treated", numbers[1], "month", then),
        ]
    )


def test_the_only_baby_has_one_age() -> None:
    assert len(of(babies("3-month-old baby", "4-month-old baby"), "conflict", "quantity")) == 1


def test_a_baby_and_a_boy_are_two_children() -> None:
    assert not of(babies("3-month-old baby", "4-month-old boy"), "conflict", "quantity")
    assert not of(babies("3-month-old baby", "9-month-old baby"), "conflict", "quantity")


def sides(one: str, two: str) -> Outcome:
    a, b = report("a", f"It was the second crash in {one}."), report("b", f"A crash in {two} was feared for long.")
    claims = [crash(a), crash(b)]
    for source, name in ((a, one), (b, two)):
        place = Place(name, ("Oslo", "Norway"), name, level="area")
        claims.append(make_claim(source, "crash", trigger="crash in", time=DAY, place=place))
    return reconcile_claims(claims)


def test_the_south_and_the_southeast_of_a_town() -> None:
    assert of(sides("south Oslo", "southeast Oslo"), "conflict", "place")


def test_opposite_sides_of_a_town_are_two_happenings() -> None:
    assert not of(sides("north Oslo", "south Oslo"), "conflict", "place")


def test_nobody_was_hurt_against_a_count_of_the_hurt() -> None:
    a, b = report("a", "Two people were injured."), report("b", "No one was injured, the bus company said.")
    hurt = make_claim(a, "injure", trigger="injured", injured=(2, "Two people"))
    unhurt = make_claim(b, "injure", trigger="injured", polarity="denied")
    found = reconcile_claims([crash(a), hurt, crash(b), unhurt])
    assert of(found, "conflict", "polarity") == ["a: people were hurt; b: nobody was"]


def test_nobody_else_was_hurt_denies_nothing() -> None:
    a, b = report("a", "Two people were injured."), report("b", "No one else was injured, the bus company said.")
    hurt = make_claim(a, "injure", trigger="injured", injured=(2, "Two people"))
    unhurt = make_claim(b, "injure", trigger="injured", polarity="denied")
    assert not of(reconcile_claims([crash(a), hurt, crash(b), unhurt]), "conflict", "polarity")


def test_an_arrest_after_no_arrest_is_an_update() -> None:
    a = report("a", "No arrests have been made.", "2025-03-03")
    b = report("b", "Police arrested Ola Moen.", "2025-03-06")
    none = make_claim(a, "arrest", trigger="arrests", polarity="denied")
    one = make_claim(b, "arrest", trigger="arrested", patients=["Ola Moen"])
    found = reconcile_claims([crash(a), none, crash(b), one])
    assert of(found, "update", "polarity") == ["a: it had not happened yet; b, later: it had"]


def test_several_may_be_charged_over_one_matter() -> None:
    a, b = report("a", "Ola Moen was charged."), report("b", "Prosecutors charged Kari Lie.")
    claims = [crash(a), make_claim(a, "charge", trigger="charged", patients=["Ola Moen"], time=DAY, place=OSLO)]
    claims += [crash(b), make_claim(b, "charge", trigger="charged", patients=["Kari Lie"], time=DAY, place=OSLO)]
    assert not of(reconcile_claims(claims), "conflict", "participant")


# --- who has no name yet


def named(sentence: str, published: tuple[str, str]) -> list[str]:
    a = report("a", sentence, published[0])
    b = report("b", "Ola Moen died in the bus.", published[1])
    denied = make_claim(a, "identify", trigger="identified", polarity="denied", evidence=sentence)
    dead = make_claim(b, "kill", trigger="died", patients=["Ola Moen"])
    return of(reconcile_claims([crash(a), denied, crash(b), dead]), "update", "participant")


def test_a_name_after_no_name_is_an_update() -> None:
    assert named("The victim has not been identified.", ("2025-03-03", "2025-03-04")) == ["a: not named yet; b: Ola Moen"]


def test_an_older_name_is_none() -> None:
    assert named("The victim has not been identified.", ("2025-03-04", "2025-03-03")) == []


def test_a_suspect_without_a_name_is_not_the_dead() -> None:
    assert named("The suspect has not been identified.", ("2025-03-03", "2025-03-04")) == []


# --- what did not happen


def denials(one: str, two: str) -> list[str]:
    a, b = report("a", one), report("b", two)
    claims = [crash(a), make_claim(a, "find", trigger="found", polarity="denied", place=OSLO, time=DAY, evidence=one)]
    claims += [crash(b), make_claim(b, "find", trigger="found", polarity="denied", place=OSLO, time=DAY, evidence=two)]
    outcome = reconcile_claims(claims)
    assert len([e for e in outcome.events if e.type == "find"]) == 1
    return of(outcome, "agree", "polarity")


def test_a_denial_in_two_reports_is_agreed_on() -> None:
    assert denials("No skid marks were found.", "Skid marks have not been found.") == ["“did not happen” (a, b): one denial"]


def test_two_denials_need_not_be_of_one_thing() -> None:
    assert denials("No skid marks were found.", "The driver has not been found.") == []
