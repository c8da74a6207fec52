"""Calendar arithmetic, and the dates and periods that have a name.

An expression knows what was written; :meth:`Expression.resolve` says which days that is, seen from a day of
publication. Without one, what stands relative to it stays unresolved and only ``partial`` or ``weekday`` tell what
is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from attrs import frozen

from claimrec.values.record import Moment, calendar_day

__all__ = [
    "ONE",
    "Context",
    "Date",
    "Expression",
    "Holiday",
    "Interval",
    "Period",
    "around",
    "first_of",
    "months_from",
    "nearest",
    "on_day",
    "shifted",
]

ONE = dt.timedelta(1)


@frozen
class Context:
    """What an expression is seen from.

    Args:
        published: the day of publication; None where it is not known.
        tense: ``past``, ``future`` or None, of the verb that governs the expression.
        year: the year to take for a date without one where ``published`` is None.
    """

    published: dt.date | None = None
    tense: str | None = None
    year: int | None = None


@frozen
class Interval:
    """Half-open days (or moments) with the granularity they were written in."""

    start: Moment
    end: Moment
    granularity: str


@frozen
class Expression:
    """What was written; subclasses know how to place it."""

    def resolve(self, context: Context) -> Interval | None:
        """The interval, None where it cannot be known."""
        return self._resolve(context)

    @property
    def partial(self) -> str | None:
        """What is known without a year, as an EDTF date with X for the unknown."""
        return self._partial()

    @property
    def weekday(self) -> int | None:
        """1 (Monday) to 7 where one is written."""
        return self._weekday()

    @property
    def granularity(self) -> str:
        """The granularity of the expression, resolved or not."""
        return self._granularity()

    @property
    def anchor(self) -> int | None:
        """Days from another date that the text has spoken of; None where it does not count from one."""
        return self._anchor()

    def _resolve(self, context: Context) -> Interval | None:
        raise NotImplementedError

    def _partial(self) -> str | None:
        return None

    def _weekday(self) -> int | None:
        return None

    def _granularity(self) -> str:
        return "day"

    def _anchor(self) -> int | None:
        return None


def on_day(day: dt.date) -> Interval:
    """One day as an interval."""
    return Interval(day, day + ONE, "day")


def months_from(year: int, month: int, count: int, granularity: str) -> Interval:
    """``count`` whole months from the first of a month, which may lie outside 1 to 12."""
    return Interval(first_of(year, month), first_of(year, month + count), granularity)


def first_of(year: int, month: int) -> dt.date:
    """The first of a month, which may lie outside 1 to 12."""
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def shifted(day: dt.date, count: int, unit: str) -> dt.date:
    """A day moved by so many units; the end of a month holds (31 March back one month is 28 February)."""
    if unit == "business day":  # Monday to Friday; whose holidays would count is not known
        step = ONE if count > 0 else -ONE
        for _ in range(min(abs(count), 366)):
            day += step
            while day.isoweekday() > 5:
                day += step
        return day
    if unit in ("day", "week", "fortnight"):
        return day + dt.timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    first = first_of(day.year, day.month + months)
    last = first_of(first.year, first.month + 1) - ONE
    return min(first.replace(day=day.day) if day.day <= last.day else last, last)


def around(day: dt.date, unit: str) -> Interval:
    """The calendar unit that a day lies in."""
    if unit in ("day", "hour", "minute", "second"):
        return on_day(day)
    if unit == "week":
        monday = day - dt.timedelta(day.weekday())
        return Interval(monday, monday + 7 * ONE, "week")
    if unit == "fortnight":
        monday = day - dt.timedelta(day.weekday())
        return Interval(monday, monday + 14 * ONE, "range")
    if unit == "weekend":
        saturday = day - dt.timedelta(day.weekday()) + 5 * ONE
        return Interval(saturday, saturday + 2 * ONE, "range")
    if unit == "month":
        return months_from(day.year, day.month, 1, "month")
    if unit == "quarter":
        return months_from(day.year, day.month - (day.month - 1) % 3, 3, "quarter")
    if unit == "year":
        return months_from(day.year, 1, 12, "year")
    size = {"decade": 10, "century": 100}[unit]
    return months_from(day.year - day.year % size, 1, 12 * size, "decade" if unit == "decade" else "range")


def nearest(found: Iterable[Interval], context: Context) -> Interval | None:
    """Of the intervals that a date without a year may stand for, the one that is meant at publication.

    In the past tense the latest that has begun, in the future tense the first that is not over, else the nearest.
    """
    today = context.published
    candidates = sorted(found, key=lambda interval: str(interval.start))
    if not candidates or today is None:
        return None
    if context.tense == "past":
        begun = [c for c in candidates if calendar_day(c.start) <= today]
        return begun[-1] if begun else None
    if context.tense == "future":
        coming = [c for c in candidates if calendar_day(c.end) > today]
        return coming[0] if coming else None
    return min(candidates, key=lambda c: max((calendar_day(c.start) - today).days, (today - calendar_day(c.end) + ONE).days, 0))


@frozen
class Date(Expression):
    """A day by what is written of it: year, month, day of the month, day of the week.

    ``direction`` is -1, 0 or 1 for "last", "this" and "next" before a weekday, None where none is written.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    on: int | None = None
    direction: int | None = None

    def _partial(self) -> str | None:
        if self.day is None and self.month is None:
            return None
        month, day = (f"{n:02}" if n else "XX" for n in (self.month, self.day))
        return f"{self.year or 'XXXX'}-{month}-{day}"

    def _weekday(self) -> int | None:
        return self.on

    def _resolve(self, context: Context) -> Interval | None:
        today = context.published
        if self.day is None:
            return self._of_week(context)
        if self.year is not None and self.month is not None:
            return _valid([(self.year, self.month, self.day)])[0] if _valid([(self.year, self.month, self.day)]) else None
        if today is None:
            found = _valid([(context.year, self.month, self.day)]) if context.year and self.month else []
            return found[0] if found else None
        reach = range(today.year - 8, today.year + 9)
        months = [self.month] if self.month else list(range(1, 13))
        found = _valid([(year, month, self.day) for year in reach for month in months])
        if self.direction == -1:
            return next((f for f in reversed(found) if calendar_day(f.end) <= today), None)
        if self.direction == 0:
            return next((f for f in found if f.start.year == today.year), None)
        if self.direction == 1:
            return next((f for f in found if calendar_day(f.start) > today), None)
        fitting = [f for f in found if self.on is None or f.start.isoweekday() == self.on]
        return nearest(fitting or found, context)

    def _of_week(self, context: Context) -> Interval | None:
        today = context.published
        if today is None or self.on is None:
            return None
        this_week = today + dt.timedelta(self.on - today.isoweekday())
        if self.direction == -1:
            return on_day(this_week if this_week < today else this_week - 7 * ONE)
        if self.direction == 1:
            return on_day(this_week + 7 * ONE)
        if self.direction == 0:
            return on_day(this_week)
        if context.tense == "future":
            return on_day(this_week if this_week >= today else this_week + 7 * ONE)
        return on_day(this_week if this_week <= today else this_week - 7 * ONE)


def _valid(days: Iterable[tuple[int, int | None, int]]) -> list[Interval]:
    found = []
    for year, month, day in days:
        try:
            found.append(on_day(dt.date(year, month or 0, day)))
        except (ValueError, OverflowError):
            continue
    return found


@frozen
class Period(Expression):
    """A calendar period by name: a month, quarter, season, year, decade or century, its year known or not.

    ``direction``: -1, 0 or 1 for "last", "this" and "next" before its name.
    """

    unit: str
    number: int = 1
    year: int | None = None
    direction: int | None = None

    def _partial(self) -> str | None:
        code = {"month": self.number, "quarter": 32 + self.number, "season": 20 + self.number}.get(self.unit)
        return f"{self.year or 'XXXX'}-{code:02}" if code else None

    def _granularity(self) -> str:
        return "range" if self.unit == "century" else self.unit

    def _in(self, year: int) -> Interval:
        if self.unit == "year":
            return months_from(year, 1, 12, "year")
        if self.unit == "decade":
            return months_from(year, 1, 120, "decade")
        if self.unit == "century":
            return months_from(year, 1, 1200, "range")
        if self.unit == "month":
            return months_from(year, self.number, 1, "month")
        # Seasons by the meteorologists' convention, of the northern half: spring is March to May.
        return months_from(year, 3 * self.number - (2 if self.unit == "quarter" else 0), 3, self.unit)

    def _resolve(self, context: Context) -> Interval | None:
        year = self.year
        if year is not None:
            return self._in(year)
        today = context.published
        if today is None:
            return self._in(context.year) if context.year else None
        found = [self._in(y) for y in range(today.year - 2, today.year + 3)]
        if self.direction == -1:
            return next((f for f in reversed(found) if f.end <= today), None)
        if self.direction == 1:
            return next((f for f in found if f.start > today), None)
        if self.direction == 0:
            return next((f for f in found if calendar_day(f.start).year == today.year), None)
        return nearest(found, context)


@frozen
class Holiday(Expression):
    """A day that moves or stands in the calendar by name: month and day, the nth weekday of a month, or days from Easter."""

    rule: tuple[int, ...]
    year: int | None = None
    direction: int | None = None

    def _in(self, year: int) -> dt.date:
        match self.rule:
            case (month, day):
                return dt.date(year, month, day)
            case (month, weekday, nth):
                days = (dt.date(year, month, 1) + n * ONE for n in range(31))
                found = [day for day in days if day.month == month and day.isoweekday() == weekday]
                return found[nth - 1] if nth > 0 else found[nth]
            case _:
                return _easter(year) + self.rule[0] * ONE

    def _partial(self) -> str | None:
        return f"{self.year or 'XXXX'}-{self.rule[0]:02}-{self.rule[1]:02}" if len(self.rule) == 2 else None

    def _resolve(self, context: Context) -> Interval | None:
        year, today = self.year, context.published
        if year is None and today is None:
            year = context.year
        if year is not None:
            return on_day(self._in(year))
        if today is None:
            return None
        found = [on_day(self._in(y)) for y in range(today.year - 2, today.year + 3)]
        if self.direction == -1:
            return next((f for f in reversed(found) if f.end <= today), None)
        if self.direction == 1:
            return next((f for f in found if f.start > today), None)
        return nearest(found, context)


def _easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus, Nature 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)
