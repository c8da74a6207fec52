"""Quantities as sets of numbers."""

from __future__ import annotations

import math

import pytest

from claimrec.errors import ValueRecordError
from claimrec.values import Quantity, Relation, Text

KILLED = "killed"


@pytest.mark.parametrize(
    ("made", "low", "high", "stated"),
    [
        (Quantity.exactly(12, KILLED), 12, 12, 12),
        (Quantity.at_least(12, KILLED), 12, None, 12),
        (Quantity.at_most(12, KILLED), None, 12, 12),
        (Quantity.more_than(12, KILLED), 13, None, 12),
        (Quantity.fewer_than(12, KILLED), None, 11, 12),
        (Quantity.more_than(12, "kilometre"), 12, None, 12),
        (Quantity.fewer_than(12, "USD"), None, 12, 12),
        (Quantity.about(300, KILLED), 270, 330, 300),
        (Quantity.about(3, KILLED), 2, 4, 3),
        (Quantity.about(2.5, "kilometre"), 2.25, 2.75, 2.5),
        (Quantity.between(3, 5, KILLED), 3, 5, None),
    ],
)
def test_constructors(made: Quantity, low: float | None, high: float | None, stated: float | None) -> None:
    assert (made.low, made.high, made.stated) == (low, high, stated)


def test_only_about_is_approximate() -> None:
    assert Quantity.about(300).approximate
    assert not Quantity.at_least(300).approximate


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (Quantity.exactly(12, KILLED), Quantity.exactly(12, KILLED), Relation.EQUAL),
        (Quantity.exactly(12, KILLED), Quantity.exactly(13, KILLED), Relation.DISJOINT),
        (Quantity.exactly(12, KILLED), Quantity.at_least(10, KILLED), Relation.NARROWER),
        (Quantity.exactly(12, KILLED), Quantity.more_than(12, KILLED), Relation.DISJOINT),
        (Quantity.at_most(12, KILLED), Quantity.at_least(10, KILLED), Relation.OVERLAP),
        (Quantity.exactly(297, KILLED), Quantity.about(300, KILLED), Relation.NARROWER),
        (Quantity.exactly(12, KILLED), Quantity.exactly(12, "injured"), Relation.UNKNOWN),
        (Quantity.exactly(12, KILLED), Quantity.exactly(12), Relation.UNKNOWN),
        (Quantity.exactly(12), Quantity.exactly(12), Relation.EQUAL),
        (Quantity.exactly(5, "USD"), Quantity.exactly(5, "EUR"), Relation.UNKNOWN),
        (Quantity.exactly(27, "mile"), Quantity.exactly(43, "kilometre"), Relation.OVERLAP),
        (Quantity.exactly(27, "mile"), Quantity.exactly(50, "kilometre"), Relation.DISJOINT),
        (Quantity.exactly(200, "mile"), Quantity.exactly(320, "kilometre"), Relation.BROADER),
        (Quantity.exactly(27, "mile"), Quantity.exactly(28, "mile"), Relation.DISJOINT),
        (Quantity.exactly(1, "kilometre"), Quantity.exactly(1000, "metre"), Relation.EQUAL),
        (Quantity.exactly(48, "hour"), Quantity.exactly(2, "day"), Relation.EQUAL),
        (Quantity.exactly(0, "degree Celsius"), Quantity.exactly(32, "degree Fahrenheit"), Relation.EQUAL),
        (Quantity.exactly(5, "mile"), Text("5 miles"), Relation.UNKNOWN),
    ],
)
def test_compare(a: Quantity, b: object, relation: Relation) -> None:
    assert a.compare(b) is relation
    if isinstance(b, Quantity):
        assert b.compare(a) is relation.inverse


def test_a_third_is_a_percentage() -> None:
    assert Quantity.exactly(1 / 3, "fraction").compare(Quantity.exactly(33, "percent")).compatible
    assert Quantity.exactly(1 / 2, "fraction").compare(Quantity.exactly(33, "percent")) is Relation.DISJOINT


def test_converted_keeps_the_bounds() -> None:
    assert Quantity.at_least(2, "hour").converted("minute") == Quantity.at_least(120, "minute")
    with pytest.raises(ValueRecordError, match="give it a unit first"):
        Quantity.exactly(2).converted("minute")


@pytest.mark.parametrize("bad", [{"low": 3, "high": 2}, {"low": math.nan}, {"stated": math.nan}])
def test_what_breaks_its_own_rule(bad: dict[str, float]) -> None:
    with pytest.raises(ValueRecordError):
        Quantity(**bad)  # type: ignore[arg-type]


def test_equal_quantities_are_equal_records() -> None:
    assert Quantity(12.0, math.inf) == Quantity(12, None)
    assert Quantity(-math.inf, 12.0).bounds == (-math.inf, 12)


def test_a_wider_range_reaches_no_less_far_in_another_unit() -> None:
    exact, wider = Quantity.exactly(40, "mile"), Quantity.between(39, 40, "mile")
    other = Quantity.exactly(61.5, "kilometre")  # 38.2 miles
    assert exact.compare(other).compatible
    assert wider.compare(other).compatible


@pytest.mark.parametrize("number", [0, 1e-300, 1e300, 10**40, -273.15])
def test_any_size_is_compared_across_units(number: float) -> None:
    here = Quantity.exactly(number, "metre")
    assert here.compare(here.converted("mile")) is Relation.EQUAL
    assert Quantity(-1e308, number, "metre").compare(Quantity.exactly(1, "mile")) in Relation
