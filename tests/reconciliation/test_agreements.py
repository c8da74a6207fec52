"""What witnesses agree on: every value that several state, and what they tell with different verbs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from claimrec.model import Claim, Outcome
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


def told(name: str, sentence: str, type: str, trigger: str, **said: Any) -> list[Claim]:
    """The shooting that makes two reports one story, and a sentence of its report."""
    source = make_source(f"{LEADS[name]} {sentence}", id=name)
    lead = make_claim(source, "shoot", trigger={"a": "Shots", "b": "gunfire"}[name], place=OSLO, time=DAY)
    return [lead, make_claim(source, type, trigger=trigger, **said)]


def exact(number: float, unit: str, words: str) -> tuple[Quantity, str]:
    return Quantity(number, number, unit, text=words, stated=number), words


def clock(hour: str, words: str) -> tuple[TimeSpan, str]:
    return TimeSpan(granularity="time", partial=f"XXXX-XX-XXT{hour}"), words


def agreed(outcome: Outcome, field: str) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == "agree" and f.field == field]


# --- other verbs

FOUND = told("a", "Divers found 16 cartridges in the harbour basin.", "find", "found", x=exact(16, "cartridge", "16 cartridges"))


def test_a_figure_is_agreed_on_whatever_was_done_to_the_things() -> None:
    seized = told(
        "b", "Police took 16 cartridges from the harbour basin.", "take", "took", x=exact(16, "cartridge", "16 cartridges")
    )
    outcome = reconcile_claims([*FOUND, *seized])
    assert agreed(outcome, "cartridge") == ["16 cartridges (a, b): one value"]
    assert len({e.id for e in outcome.events for c in e.claims if c.type in ("find", "take")}) == 2


def test_an_hour_is_agreed_on_whatever_happened_then() -> None:
    called = told("a", "Neighbours called police to the tavern at 9:40 p.m.", "call", "called", time=clock("21:40", "9:40 p.m."))
    came = told("b", "Police reached the tavern about 9:40 p.m.", "arrive", "reached", time=clock("21:40", "9:40 p.m."))
    assert "9:40 p.m. (a, b): one value" in agreed(reconcile_claims([*called, *came]), "time")


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        pytest.param("A ferry brought 16 cartridges of ink.", exact(16, "cartridge", "16 cartridges"), id="other words"),
        pytest.param("Police took 15 cartridges from the harbour basin.", exact(15, "cartridge", "15 cartridges"), id="figures"),
        pytest.param("Police took 16 knives from the harbour basin.", exact(16, "knife", "16 knives"), id="things"),
    ],
)
def test_no_agreement_on_what_is_not_one_fact(sentence: str, figure: tuple[Quantity, str]) -> None:
    verb = "took" if "took" in sentence else "brought"
    outcome = reconcile_claims([*FOUND, *told("b", sentence, {"took": "take"}.get(verb, "bring"), verb, x=figure)])
    assert [agreed(outcome, name) for name in ("cartridge", "knife")] == [[], []]


def test_no_agreement_between_stories() -> None:
    source = make_source("Police took 16 cartridges from the harbour basin of Riga.", id="c")
    claim = make_claim(source, "take", trigger="took", x=exact(16, "cartridge", "16 cartridges"))
    assert agreed(reconcile_claims([*FOUND, claim]), "cartridge") == []


# --- several values of one field


def test_each_value_that_several_state_is_agreed_on() -> None:
    claims = []
    for name, sentence in (
        ("a", "A crane fell at Pier Nine in Oslo on 3 March."),
        ("b", "Oslo lost its oldest crane on 3 March; it fell at Pier Nine."),
        ("c", "The last steam crane of Oslo fell on 3 March."),
    ):
        source = make_source(sentence, id=name)
        claims.append(make_claim(source, "collapse", trigger="fell", place=(OSLO, "Oslo"), time=DAY))
        if "Pier Nine" in sentence:
            pier = Place("Pier Nine", ("Oslo", "Norway"), level="site")
            claims.append(make_claim(source, "collapse", trigger="fell", place=(pier, "Pier Nine"), time=DAY))
    [text] = agreed(reconcile_claims(claims), "place")
    assert text == "Oslo (Norway) (a, b, c) and Pier Nine (Oslo, Norway) (a, b): each value by several"


def test_a_refinement_names_what_is_wider_and_what_is_narrower_than_the_best_supported_value() -> None:
    pier = Place("Pier Nine", ("Oslo", "Norway"), level="site")
    told_of = {
        "a": ("A crane fell in Oslo on 3 March.", (OSLO, "Oslo")),
        "b": ("Oslo lost its oldest crane on 3 March.", (OSLO, "Oslo")),
        "c": ("The last steam crane fell at Pier Nine on 3 March.", (pier, "Pier Nine")),
        "d": ("Norway has no steam crane left since one fell on 3 March.", (Place("Norway", level="country"), "Norway")),
    }
    claims = [
        make_claim(make_source(sentence, id=name), "collapse", trigger="lost" if name == "b" else "fell", place=place, time=DAY)
        for name, (sentence, place) in told_of.items()
    ]
    [text] = [f.explanation for f in reconcile_claims(claims).findings if f.relation == "refines" and f.field == "place"]
    sides = "Pier Nine (Oslo, Norway) (c) vs Oslo (Norway) (a, b) vs Norway (d)"
    assert text == f"{sides}: all can be true, Pier Nine (Oslo, Norway) is the most exact"


def test_a_street_is_agreed_on_in_two_spellings() -> None:
    found = told(
        "a",
        "Officers found shells all over the 300 block of North Mill St. that night.",
        "find",
        "found",
        place=(Place("300 block of North Mill St.", level="street"), "300 block of North Mill St."),
    )
    combed = told(
        "b",
        "For shells officers combed the 300 block of Mill Street until dawn.",
        "search",
        "combed",
        place=(Place("300 block of Mill Street", level="street"), "300 block of Mill Street"),
    )
    assert "300 block of North Mill St. (a) (b): one value" in [
        text.replace("(a, b)", "(a) (b)") for text in agreed(reconcile_claims([*found, *combed]), "place")
    ]


def test_a_second_day_on_which_reports_agree_is_told_under_another_event() -> None:
    day = ("2025-03-04", "on 4 March")
    first = [
        *told("a", "Divers searched the harbour basin for the pistol on 4 March.", "search", "searched", time=day),
        make_claim(
            make_source(f"{LEADS['a']} Divers searched the harbour basin for the pistol on 4 March.", id="a"),
            "find",
            trigger="searched",
        ),
    ]
    second = told("b", "Divers went into the harbour basin for the pistol on 4 March.", "go", "went", time=day)
    found = agreed(reconcile_claims([*first, *second]), "time")
    assert "2025-03-04 (a, b): one value" in found


# --- one place in one event

HOME = {"a": Place("5 Mill Street", ["Oslo", "Norway"], level="street"), "b": Place("5 Mill St", level="street")}


def test_a_place_is_one_whether_or_not_a_report_names_its_town() -> None:
    claims = []
    for name, words in (("a", "5 Mill Street"), ("b", "5 Mill St")):
        source = make_source(
            f"{'Two shots were fired at' if name == 'a' else 'Gunfire rang through'} {words} on 3 March.", id=name
        )
        trigger = "shots" if name == "a" else "Gunfire"
        claims.append(make_claim(source, "shoot", trigger=trigger, place=(HOME[name], words), time=DAY))
    found = [f for f in reconcile_claims(claims).findings if f.kind == "place"]
    assert [(f.relation, len(f.positions)) for f in found] == [("agree", 1)]


# --- one value in two forms


def test_three_decades_are_thirty_years() -> None:
    kept = told("a", "The tavern had belonged to the Lie family for three decades.", "belong", "belonged")
    ran = told("b", "The Lie family ran the tavern for 30 years.", "run", "ran")
    kept[1] = make_claim(kept[1].source, "belong", trigger="belonged", x=exact(3, "decade", "three decades"))
    ran[1] = make_claim(ran[1].source, "run", trigger="ran", x=exact(30, "year", "30 years"))
    assert len(agreed(reconcile_claims([*kept, *ran]), "duration")) == 1


def test_an_hour_to_the_minute_needs_few_words_and_two_days_are_two_hours() -> None:
    def came(day: str) -> tuple[TimeSpan, str]:
        start = dt.datetime.fromisoformat(f"{day}T21:43")
        return TimeSpan(start, start + dt.timedelta(minutes=1), granularity="time"), "9:43 p.m."

    called = told("a", "A neighbour called at 9:43 p.m. that day.", "call", "called", time=came("2025-03-03"))
    reached = told("b", "A neighbour saw crews come at 9:43 p.m. sharp.", "arrive", "come", time=clock("21:43", "9:43 p.m."))
    assert len(agreed(reconcile_claims([*called, *reached]), "time")) == 2  # the day of the shooting, and the hour
    late = told("b", "A neighbour saw crews come at 9:43 p.m. sharp.", "arrive", "come", time=came("2025-03-04"))
    assert len(agreed(reconcile_claims([*called, *late]), "time")) == 1


def test_an_age_is_agreed_on_for_a_name_and_for_a_description() -> None:
    a = told("a", "Police accused Ola Moen, 44, of shooting at guests from a boat.", "accuse", "accused")
    b = told("b", "The police accused a man of 44 of shooting at guests.", "accuse", "accused")
    a[1] = make_claim(a[1].source, "accuse", trigger="accused", patients=["Ola Moen"], ages={"Ola Moen": 44})
    b[1] = make_claim(b[1].source, "accuse", trigger="accused", x=exact(44, "year", "44"))
    assert "44 years (a, b): one value" in agreed(reconcile_claims([*a, *b]), "age")
