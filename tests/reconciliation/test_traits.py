"""What set phrases tell of a gun, a car, a wound and a death; who found the dead."""

from __future__ import annotations

import pytest

from claimrec.model import Claim, Finding, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Place, Quantity

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")
LEADS = {
    "a": "A shooting shook Oslo on 3 March.",
    "b": "In Oslo nobody will forget the shooting at the quay on 3 March.",
    "c": "The shooting on 3 March has changed Oslo.",
}


def story(**told: str) -> list[Claim]:
    """Reports of one shooting; each has a further sentence, of which one claim stands for all."""
    claims = []
    for key, more in told.items():
        source = make_source(f"{LEADS[key]} {more}", id=key)
        claims += [shooting(source), make_claim(source, "tell", trigger=more.split()[0], evidence=more)]
    return claims


def shooting(source: Source) -> Claim:
    return make_claim(source, "shoot", trigger="shooting", place=OSLO, time=DAY)


def conflicts(outcome: Outcome, field: str) -> list[Finding]:
    return [f for f in outcome.findings if f.relation == "conflict" and f.field == field]


def told_apart(field: str, a: str, b: str) -> list[str]:
    found = conflicts(reconcile_claims(story(a=a, b=b)), field)
    return [f.explanation for f in found]


def test_one_gun_is_of_one_calibre() -> None:
    found = conflicts(
        reconcile_claims(story(a="He aimed a .22 caliber pistol.", b="A 9 mm handgun lay there.", c="It was a 9mm pistol.")),
        "instrument",
    )
    assert [f.explanation for f in found] == ["“9 mm” (b, c) vs “.22 caliber” (a): one gun is of one calibre"]
    assert [e.text for p in found[0].positions for e in p.evidence] == ["9 mm", "9mm", ".22 caliber"]
    assert found[0].kind == "participant"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("He aimed a .22 caliber pistol.", "He aimed a 22-caliber pistol."),
        ("He aimed a .22 caliber pistol.", "Hail of 9 mm fell."),
        ("He had a .22 caliber pistol and a .38 caliber revolver.", "He aimed a .38 caliber revolver."),
    ],
    ids=["one calibre", "no gun", "two guns"],
)
def test_no_two_calibres(a: str, b: str) -> None:
    assert not told_apart("instrument", a, b)


def test_one_car_is_of_one_model() -> None:
    assert told_apart("car of Toyota", "A white Toyota Corolla sped off.", "Police seek a white Toyota Camry.")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("A white Toyota Corolla sped off.", "Police seek a white Toyota SUV."),
        ("A white Toyota Corolla sped off.", "Police seek a black Volvo Amazon."),
        ("Ford Field was full.", "The Ford Foundation gave money."),
    ],
    ids=["vaguer", "two makes", "no cars"],
)
def test_no_two_models(a: str, b: str) -> None:
    found = reconcile_claims(story(a=a, b=b)).findings
    assert not [f for f in found if f.relation == "conflict" and f.field.startswith("car")]


def test_a_car_bomb_is_no_truck() -> None:
    assert told_apart("vehicle", "Somebody rammed a lorry into the gate.", "A car bomb went off at the gate.")
    assert not told_apart("vehicle", "Somebody rammed a lorry into the gate.", "The truck smashed into the gate.")
    assert not told_apart("vehicle", "Somebody rammed a lorry into the gate.", "Police fear that a second car bomb exists.")


def test_where_somebody_was_hit() -> None:
    found = told_apart(
        "wound of the 14-year-old", "A bullet struck a 14-year-old girl in the leg.", "The 14-year-old was hit in her arm."
    )
    assert found == ["“leg” (a) vs “arm” (b): these are two parts of the body"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("A 14-year-old was shot in the leg.", "A 14-year-old was shot in the right calf."),
        ("A 14-year-old was shot in the leg.", "A 15-year-old was shot in the arm."),
        ("A 14-year-old was shot in the leg and chest.", "A 14-year-old was shot in the chest."),
        ("A 14-year-old was shot in the leg, and another 14-year-old in the arm.", "A 14-year-old was shot in the arm."),
    ],
    ids=["a part of it", "another person", "one more", "two persons"],
)
def test_no_two_wounds(a: str, b: str) -> None:
    assert not told_apart("wound of the 14-year-old", a, b)


def test_lists_of_wounds_that_differ_in_one() -> None:
    a, b = "A 30-year-old was hit in the left arm and chest.", "A 30-year-old was hit in the left leg and chest."
    assert len(told_apart("wound of the 30-year-old", a, b)) == 1


def test_within_one_report_nothing_is_told_apart() -> None:
    assert not conflicts(reconcile_claims(story(a="He aimed a .22 caliber pistol. A 9 mm handgun lay there.")), "instrument")


# --- deaths


def dead(*sentences: str, name: str = "") -> Outcome:
    claims = []
    for key, more in zip(LEADS, sentences, strict=False):
        source = make_source(f"{LEADS[key]} {more}", id=key)
        trigger = "died" if "died" in more else "dead"
        if name:
            claims += [shooting(source), make_claim(source, "kill", trigger=trigger, patients=[name])]
        else:
            one = Quantity(1, None, "killed", more.split(" ")[0], stated=None)
            claims += [shooting(source), make_claim(source, "kill", trigger=trigger, killed=one)]
    return reconcile_claims(claims)


def test_one_dies_in_one_place() -> None:
    found = conflicts(dead("Somebody died at the scene.", "He was taken to Lie Hospital, where he died."), "place")
    assert [f.explanation for f in found] == ["“the scene” (a) vs “a hospital” (b): one dies in one place"]
    at_home = dead("Ola Moen died on Monday at his home.", "Ola Moen died at a hospice near his home.", name="Ola Moen")
    assert len(conflicts(at_home, "place")) == 1


def test_a_hospital_and_a_hospital_are_one() -> None:
    assert not conflicts(dead("Somebody died at a hospital.", "He was taken to Lie Hospital, where he died."), "place")


def test_where_several_died_nothing_is_told_apart() -> None:
    a = make_source(f"{LEADS['a']} Three people died. One died at the scene.", id="a")
    b = make_source(f"{LEADS['b']} One died at a hospital.", id="b")
    claims = [shooting(a), make_claim(a, "kill", trigger="died", killed=(3, "Three people"))]
    claims += [make_claim(a, "kill", trigger="died at", killed=(1, "One")), shooting(b)]
    claims.append(make_claim(b, "kill", trigger="died", killed=(1, "One")))
    assert not conflicts(reconcile_claims(claims), "place")


def test_one_death_has_one_cause() -> None:
    found = dead("Ola Moen died of heart failure.", "Ola Moen died on Monday from cancer.", name="Ola Moen")
    assert len(conflicts(found, "cause of death")) == 1
    same = dead("Ola Moen died of heart failure.", "Ola Moen died of a heart attack.", name="Ola Moen")
    assert conflicts(same, "cause of death") == []


# --- who found the dead


def found_by(*finders: str) -> Outcome:
    claims = []
    for key, who in zip(LEADS, finders, strict=False):
        source = make_source(f"{LEADS[key]} Then {who} found the bodies.", id=key)
        claims += [shooting(source)]
        claims.append(
            make_claim(source, "find", trigger="found", agents=[Entity(who)], patients=[Entity("bodies", type="group")])
        )
    return reconcile_claims(claims)


def test_officers_or_a_neighbor_found_the_dead() -> None:
    assert [f.kind for f in conflicts(found_by("officers", "a neighbor"), "agent")] == ["participant"]
    assert not conflicts(found_by("officers", "police"), "agent")
    assert not conflicts(found_by("officers", "somebody"), "agent")
