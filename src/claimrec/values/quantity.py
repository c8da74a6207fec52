"""Numbers that count or measure something, as closed intervals."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import ClassVar, Self

from attrs import evolve, field, frozen

from claimrec.errors import ValueRecordError
from claimrec.values.record import Number, Record
from claimrec.values.relation import Relation, of_sets
from claimrec.values.units import convert, convertible, unit_named

__all__ = ["APPROXIMATION", "Quantity"]

APPROXIMATION = 0.1
"""How far "about" reaches to either side, as a share of the number; for whole counts at least 1."""

_ROUNDING = 0.05  # the most that trailing zeros are taken to hide in a converted number ("100 miles" for 160 km)


_WIDE = Context(prec=800)  # digits enough for any float on any grid


def _tidy(value: Number | None) -> Number | None:
    """Whole floats become ints and infinities None, so that equal quantities are equal records."""
    if value is None or isinstance(value, int):
        return value
    if math.isnan(value):
        raise ValueRecordError("a quantity must not be NaN; leave the bound out (None) where it is not known", value=value)
    if math.isinf(value):
        return None
    return int(value) if value.is_integer() else value


@frozen
class Quantity(Record):
    """A count or a measure: every number from ``low`` to ``high``, both included.

    Args:
        low: the smallest possible number; None is unbounded.
        high: the largest possible number; None is unbounded.
        unit: what is counted or measured, in one canonical word; None for a bare number.
        text: the words that state it.
        stated: the number as written ("more than 12": 12), None where none is.
        approximate: True for "about 300" and the like.

    Raises:
        ValueRecordError: ``low`` above ``high``, or NaN.

    >>> Quantity(12, 12, "killed").compare(Quantity(10, None, "killed"))
    <Relation.NARROWER: 'narrower'>
    >>> Quantity.exactly(27, "mile").compare(Quantity.exactly(43, "kilometre"))
    <Relation.OVERLAP: 'overlap'>
    """

    kind: ClassVar[str] = "quantity"

    low: Number | None = field(default=None, converter=_tidy)
    high: Number | None = field(default=None, converter=_tidy)
    unit: str | None = None
    text: str = ""
    stated: Number | None = field(default=None, converter=_tidy)
    approximate: bool = False

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueRecordError(
                f"a quantity's low must not be above its high: {self.low} > {self.high}; swap them", value=(self.low, self.high)
            )

    @classmethod
    def exactly(cls, number: Number, unit: str | None = None, *, text: str = "") -> Self:
        """This number and no other."""
        return cls(number, number, unit, text, stated=number)

    @classmethod
    def at_least(cls, number: Number, unit: str | None = None, *, text: str = "") -> Self:
        """This number or more."""
        return cls(number, None, unit, text, stated=number)

    @classmethod
    def at_most(cls, number: Number, unit: str | None = None, *, text: str = "") -> Self:
        """This number or less."""
        return cls(None, number, unit, text, stated=number)

    @classmethod
    def more_than(cls, number: Number, unit: str | None = None, *, text: str = "") -> Self:
        """Above this number. Counts are whole, so "more than 12 people" is 13 at least; a measure keeps its bound.

        >>> Quantity.more_than(12, "killed").low, Quantity.more_than(12, "kilometre").low
        (13, 12)
        """
        return cls(_above(number) if _is_count(unit) else number, None, unit, text, stated=number)

    @classmethod
    def fewer_than(cls, number: Number, unit: str | None = None, *, text: str = "") -> Self:
        """Below this number; 11 at most for "fewer than 12 people", 12 for a measure."""
        return cls(None, _below(number) if _is_count(unit) else number, unit, text, stated=number)

    @classmethod
    def about(cls, number: Number, unit: str | None = None, *, text: str = "") -> Self:
        """Around this number: ``APPROXIMATION`` to either side, for whole counts at least 1.

        >>> Quantity.about(300, "injured").bounds
        (270, 330)
        """
        low, high = around(number, whole=_is_count(unit))
        return cls(low, high, unit, text, stated=number, approximate=True)

    @classmethod
    def between(cls, low: Number, high: Number, unit: str | None = None, *, text: str = "") -> Self:
        """From ``low`` to ``high``, both included."""
        return cls(low, high, unit, text)

    @property
    def bounds(self) -> tuple[float, float]:
        """``low`` and ``high`` with infinities where unbounded."""
        return (
            -math.inf if self.low is None else self.low,
            math.inf if self.high is None else self.high,
        )

    @property
    def exact(self) -> bool:
        """True where one number only is possible."""
        return self.low is not None and self.low == self.high

    def converted(self, unit: str) -> Self:
        """The same quantity in another unit, its numbers not rounded.

        >>> Quantity.exactly(2, "hour").converted("minute").low
        120

        Raises:
            ValueRecordError: the units do not measure the same.
        """
        if self.unit is None and unit is not None:
            raise ValueRecordError(f"a bare number does not convert into {unit}; give it a unit first", value=self)
        own = self.unit or unit
        low, high, stated = (None if n is None else convert(n, own, unit) for n in (self.low, self.high, self.stated))
        return evolve(self, low=low, high=high, stated=stated, unit=unit)

    def compare(self, other: object) -> Relation:
        """How this quantity relates to another value; UNKNOWN for another kind or what does not convert.

        Where the units differ, both sides may have been rounded on the way, so each end is widened by half its
        last written digit (trailing zeros count as rounded, up to 5 %). In one unit, figures are exact.
        """
        if not isinstance(other, Quantity):
            return Relation.UNKNOWN
        if self.unit == other.unit:
            return _related(self.bounds, other.bounds)
        if self.unit is None or other.unit is None or not convertible(self.unit, other.unit):
            return Relation.UNKNOWN
        base = min(self.unit, other.unit)
        plain = [tuple(_convert(end, q.unit or base, base) for end in q.bounds) for q in (self, other)]
        if all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(*plain, strict=True)):
            return Relation.EQUAL
        return _related(_widened(self, base), _widened(other, base))


def around(number: Number, *, whole: bool) -> tuple[Number, Number]:
    """The interval of an approximate number."""
    reach = abs(number) * APPROXIMATION
    if whole and float(number).is_integer():
        reach = max(1, math.floor(reach))
        return (max(0, number - reach) if number >= 0 else number - reach), number + reach
    return number - reach, number + reach


def _is_count(unit: str | None) -> bool:
    is_money = unit is not None and len(unit) == 3 and unit.isupper()
    return unit_named(unit) is None and not is_money


def _above(number: Number) -> Number:
    return math.floor(number) + 1


def _below(number: Number) -> Number:
    return math.ceil(number) - 1


def _related(one: tuple[float, float], other: tuple[float, float]) -> Relation:
    (a, b), (c, d) = one, other
    return of_sets(a_in_b=c <= a and b <= d, b_in_a=a <= c and d <= b, meet=max(a, c) <= min(b, d))


def _convert(number: float, unit: str, to: str) -> float:
    return number if math.isinf(number) else convert(number, unit, to)


def _widened(quantity: Quantity, base: str) -> tuple[float, float]:
    """Every number that one of the numbers left open may have been rounded from; so a wider quantity stays wider."""
    low, high = quantity.bounds
    unit = quantity.unit or base
    bottom = min((n - _half_digit(n) for n in _roundest(low, high, ROUND_CEILING)), default=low)
    top = max((n + _half_digit(n) for n in _roundest(high, low, ROUND_FLOOR)), default=high)
    return _convert(bottom, unit, base), _convert(top, unit, base)


def _roundest(end: float, other: float, towards: str) -> Iterator[float]:
    """The end of an interval, and the ever rounder numbers next to it inside: 2.9, 3 for 2.9 to 5."""
    if math.isinf(end):
        return
    yield end
    exact = Decimal(str(end))
    within = range(min(_exponent(end), 0 if math.isinf(other) else _exponent(other)), exact.adjusted() + 2)
    for exponent in within:
        number = float(exact.quantize(Decimal(1).scaleb(exponent), towards, _WIDE))
        if number <= other if towards == ROUND_CEILING else number >= other:
            yield number


def _exponent(number: float) -> int:
    """The place of the last written digit: 0 for 43, -1 for 2.5, 1 for 320."""
    return int(Decimal(str(number)).normalize().as_tuple().exponent)


def _half_digit(number: float) -> float:
    """Half the last written digit: 0.5 for 43, 0.05 for 2.5, 5 for 320, and no more than 5 % for 100."""
    if math.isinf(number) or number == 0:
        return 0.0 if number else 0.5
    exponent = _exponent(number)
    half = 0.5 * 10.0**exponent
    return half if exponent <= 0 else min(half, max(0.5, abs(number) * _ROUNDING))
