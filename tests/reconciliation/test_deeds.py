"""Figures of which one deed has one, however each report words them: who shot, how long, how often hit, how old."""

from __future__ import annotations

from typing import Any

import pytest

from claimrec.model import Claim, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Place, Quantity, TimeSpan

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")

LEADS = {
    "a": "Shots rang out at a harbour bar in Oslo on 3 March.",
    "b": "Nobody in the old rope works slept after gunfire tore through a tavern in Oslo on 3 March.",
}
"""Two reporters do not write the same sentence; who does is taken for a copy."""


def report(name: str, more: str) -> Source:
    return make_source(f"{LEADS[name]} {more}", id=name)


def told(name: str, sentence: str, type: str, trigger: str, **said: Any) -> list[Claim]:
    """The shooting that makes two reports one story, and a sentence of its report."""
    source = report(name, sentence)
    lead = make_claim(source, "shoot", trigger={"a": "Shots", "b": "gunfire"}[name], place=OSLO, time=DAY)
    return [lead, make_claim(source, type, trigger=trigger, **said)]


def exact(number: float, unit: str, words: str) -> tuple[Quantity, str]:
    return Quantity(number, number, unit, text=words, stated=number), words


def conflicts(outcome: Outcome, field: str) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == "conflict" and f.field == field]


# --- who shot


def shooters(name: str, sentence: str, number: int, words: str) -> list[Claim]:
    return told(name, sentence, "shoot", "opened fire", shooter=exact(number, "shooter", words))


def test_two_men_and_a_lone_gunman_are_two_accounts() -> None:
    outcome = reconcile_claims(
        [
            *shooters("a", "Two men stepped off a ferry and opened fire.", 2, "Two men"),
            *shooters("b", "A lone gunman opened fire from the gallery, the landlord said.", 1, "A lone gunman"),
        ]
    )
    assert conflicts(outcome, "shooter") == ["2 shooters (a) vs 1 shooter (b): no number is both"]


def test_a_second_or_a_possible_gunman_is_one_among_several() -> None:
    one = shooters("a", "Two men stepped off a ferry and opened fire.", 2, "Two men")
    two = shooters("b", "Later a second gunman opened fire from the gallery.", 1, "a second gunman")
    assert not conflicts(reconcile_claims([*one, *two]), "shooter")


def test_who_gives_several_figures_is_set_against_nobody() -> None:
    claims = [
        *shooters("a", "Two men stepped off a ferry and opened fire.", 2, "Two men"),
        *shooters("b", "A lone gunman opened fire, some said; others saw that three people opened fire.", 1, "A lone gunman"),
    ]
    more = make_claim(claims[-1].source, "shoot", trigger="opened fire", shooter=exact(3, "shooter", "three people"))
    assert not conflicts(reconcile_claims([*claims, more]), "shooter")


# --- how long it lasted


def lasted(name: str, sentence: str, trigger: str, words: tuple[float, str, str]) -> list[Claim]:
    number, unit, text = words
    return told(name, sentence, trigger, trigger, **{unit: exact(number, unit, text)})


def test_lengths_of_one_siege_are_compared_in_minutes() -> None:
    one = lasted("a", "The siege lasted 90 minutes.", "lasted", (90, "minute", "90 minutes"))
    two = lasted("b", "It ended a three-hour siege of the tavern.", "ended", (3, "hour", "three-hour"))
    same = lasted("b", "It ended a 1.5-hour siege of the tavern.", "ended", (1.5, "hour", "1.5-hour"))
    assert conflicts(reconcile_claims([*one, *two]), "duration") == ["90 minutes (a) vs 180 minutes (b): no number is both"]
    assert not conflicts(reconcile_claims([*one, *same]), "duration")


def test_the_length_of_something_else_is_none_of_the_deed() -> None:
    one = lasted("a", "The siege lasted 90 minutes.", "lasted", (90, "minute", "90 minutes"))
    two = lasted("b", "Surgeons operated for 3 hours on the cook.", "operated", (3, "hour", "3 hours"))
    assert not conflicts(reconcile_claims([*one, *two]), "duration")


# --- how often somebody was hit, and life terms


def hit(name: str, sentence: str, unit: str, number: int, words: str, victim: str) -> list[Claim]:
    return told(name, sentence, "hit", "hit", patients=[victim], **{unit: exact(number, unit, words)})


def test_hits_are_compared_for_one_person() -> None:
    one = hit("a", "Seven bullets hit Ane Lund.", "bullet", 7, "Seven bullets", "Ane Lund")
    two = hit("b", "Doctors found that Lund was hit by four bullets.", "bullet", 4, "four bullets", "Lund")
    other = hit("b", "Doctors found that Per Moe was hit by four bullets.", "bullet", 4, "four bullets", "Per Moe")
    assert conflicts(reconcile_claims([*one, *two]), "bullet")
    assert not conflicts(reconcile_claims([*one, *other]), "bullet")


@pytest.mark.parametrize(
    ("sentence", "apart"),
    [
        ("Lund, it turned out, was serving three life sentences.", True),
        ("Lund, it turned out, was serving a life sentence.", False),
        ("Lund wrote a book on three life sentences.", False),
    ],
)
def test_life_terms_are_compared_for_one_person(sentence: str, apart: bool) -> None:
    one = told("a", "Ane Lund is serving a life sentence.", "serve", "serving", agents=["Ane Lund"])
    verb = "serving" if "serving" in sentence else "wrote"
    two = told("b", sentence, "serve", verb, agents=["Lund"])
    assert bool(conflicts(reconcile_claims([*one, *two]), "life sentence")) is apart


# --- lists of ages


def aged(name: str, sentence: str, trigger: str, first: tuple[int, str], second: tuple[int, str]) -> list[Claim]:
    from attrs import evolve

    claims = told(name, sentence, "find", trigger, year=exact(*_year(first)))
    other = make_claim(claims[1].source, "find", trigger=trigger, year=exact(*_year(second)))
    return [claims[0], evolve(claims[1], arguments=(*claims[1].arguments, *other.arguments))]


def _year(age: tuple[int, str]) -> tuple[int, str, str]:
    return age[0], "year", age[1]


def test_two_lists_of_ages_that_differ_in_one() -> None:
    one = aged("a", "Two cooks, 68 and 48 years old, were found.", "found", (68, "68"), (48, "48 years old"))
    two = aged("b", "Guards found women of 61 and 48 years of age.", "found", (61, "61"), (48, "48 years of age"))
    outcome = reconcile_claims([*one, *two])
    assert conflicts(outcome, "age") == ["68 years (a) vs 61 years (b): no number is both"]


def test_ages_far_apart_are_of_two_people() -> None:
    one = aged("a", "Two cooks, 68 and 48 years old, were found.", "found", (68, "68"), (48, "48 years old"))
    two = aged("b", "Guards found women of 21 and 48 years of age.", "found", (21, "21"), (48, "48 years of age"))
    assert not conflicts(reconcile_claims([*one, *two]), "age")


# --- the only hour that a report gives, and years


def clock(name: str, sentence: str, verb: str, at: str, words: str, agent: str) -> list[Claim]:
    value = TimeSpan(granularity="time", partial=f"XXXX-XX-XXT{at}", text=words)
    return told(name, sentence, verb, verb, agents=[agent], time=(value, words))


@pytest.mark.parametrize(("second", "apart"), [("Lund", True), ("Per Moe", False)])
def test_the_only_hours_of_two_reports_are_compared_for_one_person(second: str, apart: bool) -> None:
    one = clock("a", "Ane Lund rowed home at 1:00 a.m. in the fog.", "rowed", "01:00", "1:00 a.m.", "Ane Lund")
    two = clock("b", f"Guards say {second} steered north at 1:30 a.m. near the pier.", "steered", "01:30", "1:30 a.m.", second)
    assert bool(conflicts(reconcile_claims([*one, *two]), "time")) is apart


def dated(name: str, sentence: str, verb: str, year: str) -> list[Claim]:
    """A year amid its words, and other sentences beside it: what is rare shows only where there is more."""
    words = "anchor barrel copper dagger engine feather granite hammer island jacket kettle".split() if name == "a" else []
    claims = told(name, f"{sentence} {' '.join(f'Somebody lost the {word}.' for word in words)}", verb, verb, time=(year, year))
    text = claims[1].source
    rest = [make_claim(text, "lose", trigger=word) for word in words]
    return [*claims, *rest]


def test_two_years_of_one_thing_amid_the_same_rare_words() -> None:
    one = dated("a", "Dockers approved the lighthouse endowment ballot in 2009.", "approved", "2009")
    two = dated("b", "The lighthouse endowment ballot, which dockers backed in 2010, had failed.", "backed", "2010")
    other = dated("b", "The tavern's violin collection, bought in 2010, was spared.", "bought", "2010")
    assert conflicts(reconcile_claims([*one, *two]), "time") == ["2009 (a) vs 2010 (b): the times do not meet"]
    assert not conflicts(reconcile_claims([*one, *other]), "time")
