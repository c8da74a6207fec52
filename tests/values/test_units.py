"""Units: what converts into what."""

from __future__ import annotations

import pytest

from claimrec.errors import ValueRecordError
from claimrec.values.units import convert, convertible, unit_named, units


@pytest.mark.parametrize(
    ("number", "unit", "to", "expected"),
    [
        (1, "mile", "kilometre", 1.609344),
        (3, "foot", "metre", 0.9144),
        (1, "tonne", "kilogram", 1000),
        (2, "pound", "kilogram", 0.90718474),
        (2, "day", "hour", 48),
        (18, "month", "year", 1.5),
        (100, "kilometre per hour", "mile per hour", 62.1371192),
        (-40, "degree Celsius", "degree Fahrenheit", -40),
        (212, "degree Fahrenheit", "degree Celsius", 100),
        (50, "basis point", "percentage point", 0.5),
    ],
)
def test_conversion_there_and_back(number: float, unit: str, to: str, expected: float) -> None:
    assert convert(number, unit, to) == pytest.approx(expected)
    assert convert(expected, to, unit) == pytest.approx(number)


@pytest.mark.parametrize(
    ("a", "b"), [("EUR", "USD"), ("mile", "hour"), ("killed", "injured"), ("percent", "percentage point"), (None, "mile")]
)
def test_what_does_not_convert(a: str | None, b: str) -> None:
    assert not convertible(a, b)
    assert not convertible(b, a)


def test_converting_between_dimensions_is_an_error() -> None:
    with pytest.raises(ValueRecordError, match="EUR does not convert into USD"):
        convert(5, "EUR", "USD")


def test_every_unit_is_known_by_its_name_and_written_once() -> None:
    written: dict[str, str] = {}
    for name, unit in units().items():
        assert unit_named(name) is unit
        assert unit.factor > 0
        for word in (*unit.words, *unit.symbols):
            assert written.setdefault(word, name) == name
