"""Numbers and days along a line: where each stands, in percent of its length."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import field, frozen

from claimrec.values import Quantity, TimeSpan
from claimrec.values.record import Moment, as_tuple

__all__ = ["Axis", "Bar", "bar", "days", "ends", "line_of", "number"]

_MARGIN = 3.0  # percent left free on both sides, so that the outermost bars are seen whole
_NEAR = 14.0  # days that keep their true distance; longer gaps are pressed together
_FAR = 60.0  # days from which on a shortened gap is marked as one
_SMALLEST = 0.8  # percent: an exact value is still a bar to be seen


@frozen
class Axis:
    """A line from the first to the last stop; between two neighbouring stops positions are true to scale.

    Args:
        stops: the numbers that matter, in order.
        places: where each stands, in percent.
        pressed: pairs of neighbouring stops whose distance was shortened by much.
    """

    stops: tuple[float, ...] = field(converter=as_tuple)
    places: tuple[float, ...] = field(converter=as_tuple)
    pressed: tuple[tuple[float, float], ...] = field(default=(), converter=as_tuple)

    def at(self, value: float) -> float:
        """Where a number stands, in percent; the margins beyond the ends.

        >>> line_of([10, 20]).at(15)
        50.0
        """
        if math.isinf(value):
            return 0.0 if value < 0 else 100.0
        after = bisect_right(self.stops, value)
        if after == 0:
            return self.places[0]
        if after == len(self.stops):
            return self.places[-1]
        low, high = self.stops[after - 1], self.stops[after]
        share = (value - low) / (high - low)
        return round(self.places[after - 1] + share * (self.places[after] - self.places[after - 1]), 2)


@frozen
class Bar:
    """A stretch of the line, in percent; ``open_low`` and ``open_high`` where it goes on for ever."""

    start: float
    width: float
    open_low: bool = False
    open_high: bool = False
    exact: bool = False

    @property
    def middle(self) -> float:
        """Where its middle stands."""
        return round(self.start + self.width / 2, 2)


def line_of(values: Iterable[float], *, press: bool = False) -> Axis:
    """The axis that shows these numbers.

    Args:
        values: at least one finite number.
        press: shorten long gaps (of days), so that near things can be told apart beside far ones.
    """
    stops = sorted({value for value in values if not math.isinf(value)}) or [0.0]
    gaps = [b - a for a, b in pairwise(stops)]
    lengths = [_pressed(gap) if press else gap for gap in gaps]
    total = sum(lengths)
    if not total:
        return Axis([stops[0]], [50.0])
    places, at = [_MARGIN], 0.0
    for length in lengths:
        at += length
        places.append(round(_MARGIN + at / total * (100 - 2 * _MARGIN), 2))
    pressed = [(a, b) for a, b, gap in zip(stops, stops[1:], gaps, strict=False) if press and gap > _FAR]
    return Axis(stops, places, pressed)


def _pressed(gap: float) -> float:
    """Two weeks stay as long as they are, a year becomes 24 days, a century 38."""
    return gap if gap <= _NEAR else _NEAR + 3 * math.log(gap / _NEAR)


def bar(axis: Axis, low: float, high: float) -> Bar:
    """The part of the line from low to high."""
    start, end = axis.at(low), axis.at(high)
    exact = low == high
    if end - start < _SMALLEST:
        start, end = (start + end - _SMALLEST) / 2, (start + end + _SMALLEST) / 2
    return Bar(round(start, 2), round(end - start, 2), math.isinf(low), math.isinf(high), exact)


def days(value: TimeSpan) -> tuple[float, float] | None:
    """A resolved time as days since year 1; None for another one."""
    if value.start is None or value.end is None:
        return None
    return number(value.start), number(value.end)


def number(moment: Moment) -> float:
    """A moment of local time as days since year 1.

    >>> number(dt.datetime(2025, 8, 20, 12)) - number(dt.date(2025, 8, 20))
    0.5
    """
    if isinstance(moment, dt.datetime):
        return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440
    return float(moment.toordinal())


def ends(values: Sequence[object]) -> list[tuple[float, float]] | None:
    """The ends of all values where they are all quantities of one unit, or all resolved times; None for others."""
    made = []
    for value in values:
        found = value.bounds if isinstance(value, Quantity) else days(value) if isinstance(value, TimeSpan) else None
        if found is None:
            return None
        made.append(found)
    units = {value.unit for value in values if isinstance(value, Quantity)}
    return made if len(units) <= 1 and len({type(value) for value in values}) == 1 else None
