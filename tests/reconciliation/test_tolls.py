"""Which of a report's figures is its toll, and what explains two tolls."""

from __future__ import annotations

from claimrec.model import Claim, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Place, Quantity

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")


def some(text: str) -> Quantity:
    """Somebody told of without being counted."""
    return Quantity(1, None, text="", unit="injured")


def hurt(source: Source, words: str, number: Quantity | int, patient: Entity | None = None, trigger: str = "hurt") -> Claim:
    people = [] if patient is None else [(patient, words)]
    return make_claim(source, "injure", trigger=trigger, patients=people, injured=(number, words))


def relations(outcome: Outcome, field: str) -> set[str]:
    return {str(f.relation) for f in outcome.findings if f.field == field}


def test_those_told_of_one_by_one_are_some_of_the_toll() -> None:
    source = make_source("Shots rang out in Oslo on 3 March. Five people were hurt. A woman was wounded in the leg.", id="a")
    claims = [
        make_claim(source, "shoot", trigger="Shots", place=OSLO, time=DAY),
        hurt(source, "Five people", 5),
        hurt(source, "A woman", some("A woman"), trigger="wounded"),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    value = root.consensus["injured"].value
    assert isinstance(value, Quantity) and (value.low, value.high) == (5, 5)


def test_a_figure_that_was_said_at_first_is_given_up() -> None:
    source = make_source(
        "Shots rang out in Oslo on 3 March. Five people were hurt. Police originally said eight were harmed.", id="a"
    )
    claims = [
        make_claim(source, "shoot", trigger="Shots", place=OSLO, time=DAY),
        hurt(source, "Five people", 5),
        hurt(source, "eight", 8, trigger="harmed"),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    value = root.consensus["injured"].value
    assert isinstance(value, Quantity) and (value.low, value.high) == (5, 5)


def test_who_was_hurt_and_died_is_counted_among_the_dead() -> None:
    boy = Entity("boy", "person", id="boy")
    source = make_source("A boy was shot in Oslo on 3 March. He was hurt badly. The boy died at night.", id="a")
    claims = [
        make_claim(source, "shoot", trigger="shot", place=OSLO, time=DAY, patients=[(boy, "A boy")]),
        hurt(source, "He", some("He"), boy),
        make_claim(source, "kill", trigger="died", patients=[(boy, "The boy")], killed=(Quantity(1, None, "killed"), "The boy")),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    assert "killed" in root.consensus and "injured" not in root.consensus


def test_who_was_shot_and_not_killed_was_hurt() -> None:
    source = make_source("Six people were shot in Oslo on 3 March. Two died.", id="a")
    claims = [
        make_claim(source, "shoot", trigger="shot", place=OSLO, time=DAY, shot=(6, "Six people")),
        make_claim(source, "kill", trigger="died", killed=(2, "Two")),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    value = root.consensus["injured"].value
    assert isinstance(value, Quantity) and value.low == 4


def test_a_count_goes_before_those_who_are_only_told_of() -> None:
    counting = make_source("Shots rang out in Oslo on 3 March. Three people were killed. A man was found dead at home.", id="a")
    telling = make_source("Shots rang out in Oslo on 3 March. A man died.", id="b")
    some_dead = Quantity(1, None, "killed")
    claims = [
        make_claim(counting, "shoot", trigger="Shots", place=OSLO, time=DAY),
        make_claim(counting, "kill", trigger="killed", killed=(3, "Three people")),
        make_claim(counting, "kill", trigger="dead", killed=(some_dead, "A man")),
        make_claim(telling, "shoot", trigger="Shots", place=OSLO, time=DAY),
        make_claim(telling, "kill", trigger="died", killed=(some_dead, "A man")),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    value = root.consensus["killed"].value
    assert isinstance(value, Quantity) and (value.low, value.high) == (3, 3)


def test_her_sister_is_somebody_else() -> None:
    source = make_source("A girl was shot in Oslo on 3 March and died. Her sister was hurt.", id="a")
    claims = [
        make_claim(source, "shoot", trigger="shot", place=OSLO, time=DAY),
        make_claim(source, "kill", trigger="died", killed=(Quantity(1, None, "killed"), "A girl")),
        hurt(source, "Her sister", some("Her sister")),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    assert "injured" in root.consensus


def kills(name: str, text: str, number: int, words: str) -> Claim:
    return make_claim(make_source(text, id=name), "kill", trigger="killed", place=OSLO, time=DAY, killed=(number, words))


def test_with_or_without_the_attacker_is_a_matter_of_scope() -> None:
    outcome = reconcile_claims(
        [
            kills("a", "In Oslo five people were killed on 3 March by a man with a rifle.", 5, "five people"),
            kills("b", "Six people were killed on 3 March in Oslo, including the gunman.", 6, "Six people"),
        ]
    )
    assert relations(outcome, "killed") == {"scope"}


def test_children_are_not_set_against_people() -> None:
    outcome = reconcile_claims(
        [
            kills("a", "In Oslo nine people were killed on 3 March by a landslide.", 9, "nine people"),
            kills("b", "A slope gave way in Oslo on 3 March and four children were killed.", 4, "four children"),
        ]
    )
    assert relations(outcome, "killed") == {"scope"}


def test_the_attack_is_the_shooting_of_the_same_report() -> None:
    source = make_source("A gunman shot at a bus in Oslo on 3 March. The attack lasted a minute.", id="a")
    claims = [
        make_claim(source, "shoot", trigger="shot", place=OSLO, time=DAY),
        make_claim(source, "attack", trigger="attack"),
    ]
    outcome = reconcile_claims(claims)
    assert [(e.type, len(e.claims)) for e in outcome.events] == [("shoot", 2)]


def test_a_hospital_of_no_town_gives_way_to_the_town() -> None:
    first = make_source("A man was shot in a hospital on 3 March. Police in Oslo look for a car.", id="a")
    claims = [
        make_claim(first, "shoot", trigger="shot", place=(Place("hospital", level="site"), "a hospital"), time=DAY),
        make_claim(first, "search", trigger="look", place=OSLO),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.type == "shoot")
    place = root.consensus["place"].value
    assert isinstance(place, Place) and place.name == "Oslo"


def test_hours_apart_are_two_moments() -> None:
    from claimrec.values import TimeSpan

    def at(name: str, text: str, hour: int, words: str) -> Claim:
        time = TimeSpan(f"2025-03-03T{hour:02}:20", f"2025-03-03T{hour:02}:21", "time", text=words)
        return make_claim(
            make_source(text, id=name), "kill", trigger="killed", place=OSLO, time=(time, words), killed=(3, "three")
        )

    near = [
        at("a", "In Oslo three were killed at 5:20 p.m. when a wall fell.", 17, "at 5:20 p.m."),
        at("b", "A wall in Oslo killed three: they were killed at 6:20 p.m.", 18, "at 6:20 p.m."),
    ]
    far = [near[0], at("b", "A wall in Oslo killed three: they were killed at 9:20 p.m.", 21, "at 9:20 p.m.")]
    assert "conflict" in relations(reconcile_claims(near), "time")
    assert "conflict" not in relations(reconcile_claims(far), "time")


def test_a_street_of_a_county_lies_in_the_town_that_another_report_names() -> None:
    street = Place("Elm Street", ("Lake County", "Ohio", "United States"), level="street")
    town = Place("Mentor", ("Ohio", "United States"), level="city")
    first = make_source("A man was shot on Elm Street in Lake County on 3 March.", id="a")
    second = make_source("Police in Mentor look for who shot a man on 3 March.", id="b")
    claims = [
        make_claim(first, "shoot", trigger="shot", place=(street, "Elm Street"), time=DAY),
        make_claim(second, "shoot", trigger="shot", time=DAY),
        make_claim(second, "search", trigger="look", place=(town, "Mentor")),
    ]
    root = next(e for e in reconcile_claims(claims).events if e.type == "shoot")
    place = root.consensus["place"].value
    assert isinstance(place, Place) and place.within == ("Mentor", "Ohio", "United States")


def dead(*claims: Claim) -> tuple[float | None, float | None]:
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    value = root.consensus["killed"].value
    assert isinstance(value, Quantity)
    return value.low, value.high


def self_killed(source: Source, words: str = "himself") -> Claim:
    return make_claim(source, "kill", trigger="killed himself", place=OSLO, time=DAY, killed=(Quantity(1, None, "killed"), words))


def test_the_killer_is_one_of_the_dead() -> None:
    source = make_source("A man shot three people dead in Oslo on 3 March before he killed himself.", id="a")
    gunman = (Entity("man", "person"), "A man")
    claims = [
        make_claim(source, "kill", trigger="dead", agents=[gunman], place=OSLO, time=DAY, killed=(3, "three people")),
        self_killed(source),
    ]
    assert dead(*claims) == (4, 4)


def test_the_killer_is_counted_once() -> None:
    text = "Four people were dead in Oslo on 3 March, including the gunman, who killed himself."
    source = make_source(text, id="a")
    claims = [
        make_claim(source, "kill", trigger="dead", place=OSLO, time=DAY, killed=(4, "Four people")),
        self_killed(source),
    ]
    assert dead(*claims) == (4, 4)


def test_who_is_only_hurt_by_his_killer_is_not_dead() -> None:
    source = make_source("A man hurt an officer in Oslo on 3 March and killed himself.", id="a")
    claims = [
        make_claim(source, "injure", trigger="hurt", place=OSLO, time=DAY, injured=(some("an officer"), "an officer")),
        self_killed(source),
    ]
    made = reconcile_claims(claims).events
    assert all(e.consensus["killed"].value.low == 1 for e in made if "killed" in e.consensus)  # type: ignore[union-attr]


def test_with_and_without_the_attacker_may_be_told_by_one_report() -> None:
    a = make_source("A gunman killed six people in Bergen on 3 March. Seven people died, including the gunman.", id="a")
    b = make_source("Bergen mourns: in all, seven people died there on 3 March when shots fell.", id="b")
    place, time = Place("Bergen", ("Norway",), level="city"), ("2025-03-03", "on 3 March")
    claims = [
        make_claim(a, "kill", trigger="killed", place=place, time=time, killed=(6, "six people"), evidence=a.text[:48]),
        make_claim(a, "kill", trigger="died", place=place, time=time, killed=(7, "Seven people"), evidence=a.text[49:]),
        make_claim(b, "kill", trigger="died", place=place, time=time, killed=(7, "seven people")),
    ]
    found = {f.relation: f.explanation for f in reconcile_claims(claims).findings if f.field == "killed"}
    assert set(found) == {"agree", "scope"}
    assert "with and without the attacker" in found["scope"]
