"""What one report says more exactly than another, in sentences with different verbs."""

from __future__ import annotations

from typing import Any

import pytest

from claimrec.model import Claim, Outcome
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Place, Quantity, TimeSpan

TOWN = Place("Bergen", ("Norway",), level="city")
DAY = ("2025-05-06", "on 6 May")

LEADS = {
    "a": "Fire swept a cannery in Bergen on 6 May.",
    "b": "The old harbour of the city of Bergen lay under smoke on 6 May as a cannery burned.",
}


def told(name: str, sentence: str, type: str, trigger: str, **said: Any) -> list[Claim]:
    """The fire that makes two reports one story, and a sentence of its report."""
    source = make_source(f"{LEADS[name]} {sentence}", id=name)
    lead = make_claim(source, "burn", trigger={"a": "Fire", "b": "burned"}[name], place=TOWN, time=DAY)
    return [lead, make_claim(source, type, trigger=trigger, **said)]


def refined(outcome: Outcome, field: str) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == "refines" and f.field == field]


def clock(hour: str, words: str) -> tuple[TimeSpan, str]:
    return TimeSpan(granularity="time", partial=f"XXXX-XX-XXT{hour}"), words


# --- clock times

CALLED = told(
    "a", "Neighbours called the brigade to the cannery at 6:52 a.m.", "call", "called", time=clock("06:52", "6:52 a.m.")
)


@pytest.mark.parametrize(
    ("sentence", "hour", "words", "expected"),
    [
        ("The brigade reached the cannery about 7 a.m.", "07:00", "7 a.m.", ["6:52 a.m. (a) vs 7 a.m. (b)"]),
        ("The brigade reached the cannery shortly after 6:51 a.m.", "06:51", "6:51 a.m.", ["6:52 a.m. (a) vs 6:51 a.m. (b)"]),
        # Two exact times are two moments.
        ("The brigade reached the cannery at 6:57 a.m.", "06:57", "6:57 a.m.", []),
        ("The brigade reached the cannery at 9 a.m.", "09:00", "9 a.m.", []),
        # No words in common.
        ("Trams stopped about 7 a.m.", "07:00", "7 a.m.", []),
    ],
)
def test_a_round_hour_and_an_exact_one(sentence: str, hour: str, words: str, expected: list[str]) -> None:
    trigger = "stopped" if "stopped" in sentence else "reached"
    came = told("b", sentence, "arrive", trigger, time=clock(hour, words))
    found = refined(reconcile_claims([*CALLED, *came]), "time")
    assert [text.rpartition(": all")[0] for text in found] == expected


# --- figures

STORED = told(
    "a", "The cannery stored 240 barrels of herring oil.", "store", "stored", x=(Quantity.exactly(240, "barrel"), "240 barrels")
)


@pytest.mark.parametrize(
    ("sentence", "value", "words", "expected"),
    [
        (
            "More than 200 barrels of herring oil in the cannery caught fire.",
            Quantity.at_least(201, "barrel"),
            "More than 200 barrels",
            1,
        ),
        # Another order of magnitude is of another thing.
        (
            "More than 20 barrels of herring oil in the cannery caught fire.",
            Quantity.at_least(21, "barrel"),
            "More than 20 barrels",
            0,
        ),
        # Only the noun in common.
        ("More than 200 barrels will be auctioned next week.", Quantity.at_least(201, "barrel"), "More than 200 barrels", 0),
    ],
)
def test_an_open_figure_and_an_exact_one(sentence: str, value: Quantity, words: str, expected: int) -> None:
    source = Quantity(value.low, value.high, value.unit, text=words, stated=int(words.split()[2]))
    trigger = "auctioned" if "auctioned" in sentence else "caught"
    caught = told("b", sentence, "auction" if trigger == "auctioned" else "catch", trigger, x=(source, words))
    found = refined(reconcile_claims([*STORED, *caught]), "barrel")
    assert found == ["240 barrels (a) vs at least 201 barrels (b): all can be true, 240 barrels is the most exact"] * expected


def test_a_report_that_tells_both_tells_two_things() -> None:
    caught = told(
        "b",
        "More than 200 barrels of herring oil in the cannery caught fire.",
        "catch",
        "caught",
        x=(Quantity(201, None, "barrel", text="More than 200 barrels", stated=200), "More than 200 barrels"),
    )
    source = make_source(caught[0].source.text + " It once held 240 barrels.", id="b")
    lead = make_claim(source, "burn", trigger="burned", place=TOWN, time=DAY)
    open_ = make_claim(source, "catch", trigger="caught", x=(caught[1].arguments[0].value, "More than 200 barrels"))
    held = make_claim(source, "hold", trigger="held", x=(Quantity.exactly(240, "barrel"), "240 barrels"))
    assert refined(reconcile_claims([*STORED, lead, open_, held]), "barrel") == []


# --- addresses


@pytest.mark.parametrize(("house", "expected"), [("1576 Alder St.", 1), ("1676 Alder St.", 0), ("1576 Birch St.", 0)])
def test_a_house_and_its_block(house: str, expected: int) -> None:
    words = "1500 block of South Alder Street"
    block = told("a", f"Hoses lay in the {words}.", "lay", "lay", place=(Place(words, level="street"), words))
    came = told("b", f"Crews came to {house} first.", "come", "came", place=(Place(house, level="street"), house))
    found = refined(reconcile_claims([*block, *came]), "place")
    assert found == [f"{house} (b) vs {words} (a): all can be true, {house} is the most exact"] * expected
