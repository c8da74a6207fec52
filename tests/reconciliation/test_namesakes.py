"""One person under two names, one story in two quarters of a city, one person with two homes."""

from __future__ import annotations

import pytest
from attrs import evolve

from claimrec.model import Argument, Claim, Outcome, Role, Source, Span
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Office, Place

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")
LEADS = {"a": "A shooting shook Oslo on 3 March.", "b": "In Oslo nobody will forget the shooting at the quay on 3 March."}


def report(key: str, more: str) -> Source:
    return make_source(f"{LEADS[key]} {more}", id=key)


def shooting(source: Source, place: Place = OSLO) -> Claim:
    return make_claim(source, "shoot", trigger="shooting", place=place, time=DAY)


def of(outcome: Outcome, kind: str, relation: str = "conflict") -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == relation and f.kind == kind]


# --- names


def named(a: str, b: str, *names: str) -> Outcome:
    """Two reports, each with one person who ran."""
    claims = []
    for key, more, name in zip(LEADS, (a, b), names, strict=True):
        source = report(key, more)
        claims += [shooting(source), make_claim(source, "run", trigger="ran", agents=[name])]
    return reconcile_claims(claims)


def test_one_age_and_one_last_name_are_one_person() -> None:
    found = named("Then Ola Moen, 18, ran.", "The 18-year-old Per Moen ran.", "Ola Moen", "Per Moen")
    assert of(found, "participant") == ["Ola Moen (a) vs Per Moen (b): one person, and two first names"]
    found = named("Then Ola Moen, 18, ran.", "The 18-year-old Ola Berg ran.", "Ola Moen", "Ola Berg")
    assert of(found, "participant") == ["Ola Moen (a) vs Ola Berg (b): one person, and two last names"]


@pytest.mark.parametrize(
    ("a", "b", "name"),
    [
        ("Then Ola Moen, 18, ran.", "The 44-year-old Per Moen ran.", "Per Moen"),
        ("Then Ola Moen ran.", "Per Moen ran.", "Per Moen"),
        ("Then Ola Moen, 18, ran.", "His twin brother Per Moen, 18, ran.", "Per Moen"),
        ("Then Ola Moen, 18, ran.", "Then Ola Moen-Berg, 18, ran.", "Ola Moen-Berg"),
    ],
    ids=["two ages", "no ages", "twins", "a longer name"],
)
def test_two_people_of_one_last_name(a: str, b: str, name: str) -> None:
    assert not of(named(a, b, "Ola Moen", name), "participant")


def test_one_tie_of_kin_and_one_last_name_are_one_person() -> None:
    claims = []
    for key, name in (("a", "Ola Moen"), ("b", "Per Moen")):
        source = report(key, f"His grandson {name} ran.")
        claims += [shooting(source)]
        claims.append(
            make_claim(source, "run", trigger="ran", agents=[name], offices={name: Office("grandson", text="grandson")})
        )
    assert of(reconcile_claims(claims), "participant") == ["Ola Moen (a) vs Per Moen (b): one person, and two first names"]


def test_one_post_and_one_last_name_are_one_person() -> None:
    claims = []
    for key, name in (("a", "Ola Moen"), ("b", "Per Moen")):
        source = report(key, f"Police chief {name} ran.")
        held = {name: Office("police chief", text="Police chief")}
        claims += [shooting(source), make_claim(source, "run", trigger="ran", agents=[name], offices=held)]
    assert of(reconcile_claims(claims), "participant") == ["Ola Moen (a) vs Per Moen (b): one person, and two first names"]


def test_two_who_stand_side_by_side_are_two() -> None:
    a, b = report("a", "Then Ola Moen, 18, and Per Moen, 18, ran."), report("b", "Then Per Moen, 18, ran.")
    claims = [shooting(a), make_claim(a, "run", trigger="ran", agents=["Ola Moen", "Per Moen"])]
    claims += [shooting(b), make_claim(b, "run", trigger="ran", agents=["Per Moen"])]
    assert not of(reconcile_claims(claims), "participant")


# --- quarters


def quarters(a: str, b: str, more: str = "People fled.") -> Outcome:
    claims = []
    for key, name, rest in (("a", a, "People fled."), ("b", b, more)):
        source = report(key, f"It was the first shooting in {name} this year. {rest}")
        place = Place(name, ("Oslo", "Norway"), name, level="area")
        claims += [shooting(source), make_claim(source, "shoot", trigger="shooting in", time=DAY, place=place)]
    return reconcile_claims(claims)


def test_one_story_has_one_quarter() -> None:
    assert len(of(quarters("Grorud", "Majorstuen neighborhood"), "place")) == 1


@pytest.mark.parametrize(
    ("a", "b", "more"),
    [
        ("Grorud", "Groruud", "People fled."),
        ("Grorud", "Majorstuen", "Some fled to Grorud."),
        ("Grorud", "Lower Campus", "People fled."),
        ("Grorud", "Alna River", "People fled."),
        ("Upper Grorud", "Grorud", "People fled."),
    ],
    ids=["two spellings", "both are named", "no name", "a river", "a part of it"],
)
def test_no_two_quarters(a: str, b: str, more: str) -> None:
    assert not of(quarters(a, b, more), "place")


def test_a_hospital_is_named_after_a_quarter() -> None:
    assert of(quarters("Grorud", "Majorstuen", "They were taken to Grorud Hospital."), "place")


# --- homes


def homes(a: Place, b: Place) -> Outcome:
    claims = []
    for key, home in (("a", a), ("b", b)):
        source = report(key, f"Then Ola Moen of {home.name} ran.")
        claim = make_claim(source, "run", trigger="ran", agents=["Ola Moen"])
        start = source.text.index(home.name)
        span = Span.of(source.text, start, start + len(home.name))
        lives = Argument(Role.ROLE, home, span, of="ola-moen")
        claims += [shooting(source), evolve(claim, arguments=(*claim.arguments, lives))]
    return reconcile_claims(claims)


def test_one_person_has_one_home_town() -> None:
    bergen, molde = (Place(name, ("Norway",), name, level="city") for name in ("Bergen", "Molde"))
    assert of(homes(bergen, molde), "place") == ["Bergen (Norway) (a) vs Molde (Norway) (b): two homes of one person"]
    assert not of(homes(bergen, Place("Norway", text="Norway", level="country")), "place")


def test_one_home_in_a_street_and_an_avenue() -> None:
    one, two = (Place(f"Alna {way}", (f"Alna {way}",), f"Alna {way}", level="street") for way in ("Street", "Avenue"))
    assert of(homes(one, two), "place")


def test_a_last_name_alone_is_nobody_else() -> None:
    assert not of(named("Then Moen, 18, ran.", "The 18-year-old Per Moen ran.", "Moen", "Per Moen"), "participant")
