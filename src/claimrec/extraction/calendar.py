"""Time expressions and what calendar interval each stands for, seen from a day of publication.

An expression knows what was written ("the last week of August"); :meth:`Expression.resolve` says which days that
is. Without a publication date, what stands relative to it stays unresolved and only ``partial`` or ``weekday``
tell what is known.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from attrs import frozen

__all__ = [
    "Ago",
    "Around",
    "Clock",
    "Context",
    "Date",
    "DayOf",
    "Expression",
    "Holiday",
    "Interval",
    "Nth",
    "Part",
    "Period",
    "Range",
    "Relative",
    "Shift",
    "Window",
]

Moment = dt.date | dt.datetime
ONE = dt.timedelta(1)
SEASONS = ("spring", "summer", "autumn", "winter")


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
        raise NotImplementedError

    @property
    def partial(self) -> str | None:
        """What is known without a year, as an EDTF date with X for the unknown."""
        return None

    @property
    def weekday(self) -> int | None:
        """1 (Monday) to 7 where one is written."""
        return None

    @property
    def granularity(self) -> str:
        """The granularity of the expression, resolved or not."""
        return "day"

    @property
    def anchor(self) -> int | None:
        """Days from another date that the text has spoken of; None where it does not count from one."""
        return None


def on_day(day: dt.date) -> Interval:
    """One day as an interval."""
    return Interval(day, day + ONE, "day")


def months_from(year: int, month: int, count: int, granularity: str) -> Interval:
    """``count`` whole months from the first of a month, which may lie outside 1 to 12."""
    return Interval(_first(year, month), _first(year, month + count), granularity)


def _first(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def shifted(day: dt.date, count: int, unit: str) -> dt.date:
    """A day moved by so many units; the end of a month holds (31 March back one month is 28 February)."""
    if unit in ("day", "week", "fortnight"):
        return day + dt.timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    first = _first(day.year, day.month + months)
    last = _first(first.year, first.month + 1) - ONE
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


def _nearest(found: Iterable[Interval], context: Context) -> Interval | None:
    """Of the intervals that a date without a year may stand for, the one that is meant at publication.

    In the past tense the latest that has begun, in the future tense the first that is not over, else the nearest.
    """
    today = context.published
    candidates = sorted(found, key=lambda interval: str(interval.start))
    if not candidates or today is None:
        return None
    if context.tense == "past":
        begun = [c for c in candidates if _day(c.start) <= today]
        return begun[-1] if begun else None
    if context.tense == "future":
        coming = [c for c in candidates if _day(c.end) > today]
        return coming[0] if coming else None
    return min(candidates, key=lambda c: max((_day(c.start) - today).days, (today - _day(c.end) + ONE).days, 0))


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


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

    @property
    def partial(self) -> str | None:
        if self.day is None and self.month is None:
            return None
        month, day = (f"{n:02}" if n else "XX" for n in (self.month, self.day))
        return f"{self.year or 'XXXX'}-{month}-{day}"

    @property
    def weekday(self) -> int | None:
        return self.on

    def resolve(self, context: Context) -> Interval | None:
        today = context.published
        if self.day is None:
            return self._weekday(context)
        if self.year is not None and self.month is not None:
            return _valid([(self.year, self.month, self.day)])[0] if _valid([(self.year, self.month, self.day)]) else None
        if today is None:
            found = _valid([(context.year, self.month, self.day)]) if context.year and self.month else []
            return found[0] if found else None
        reach = range(today.year - 8, today.year + 9)
        months = [self.month] if self.month else list(range(1, 13))
        found = _valid([(year, month, self.day) for year in reach for month in months])
        if self.direction == -1:
            return next((f for f in reversed(found) if _day(f.end) <= today), None)
        if self.direction is not None:
            return next((f for f in found if (_day(f.start) > today if self.direction else f.start.year == today.year)), None)
        fitting = [f for f in found if self.on is None or f.start.isoweekday() == self.on]
        return _nearest(fitting or found, context)

    def _weekday(self, context: Context) -> Interval | None:
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

    @property
    def partial(self) -> str | None:
        code = {"month": self.number, "quarter": 32 + self.number, "season": 20 + self.number}.get(self.unit)
        return f"{self.year or 'XXXX'}-{code:02}" if code else None

    @property
    def granularity(self) -> str:
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

    def resolve(self, context: Context) -> Interval | None:
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
            return next((f for f in found if _day(f.start).year == today.year), None)
        return _nearest(found, context)


@frozen
class Relative(Expression):
    """The calendar unit so many units from the one of publication: "last week" is ``("week", -1)``."""

    unit: str
    count: int

    @property
    def granularity(self) -> str:
        return self.unit if self.unit in ("day", "week", "month", "quarter", "year", "decade") else "range"

    def resolve(self, context: Context) -> Interval | None:
        today = context.published
        if today is None:
            return None
        if self.unit == "weekend":
            # On a Monday, "this weekend" with a past tense is the one that has just been.
            back = self.count == 0 and context.tense == "past" and today.isoweekday() < 6
            last = -1 if back else self.count + (1 if self.count < 0 and today.isoweekday() > 5 else 0)
            return around(today + 7 * (last if self.count >= 0 or back else self.count) * ONE, "weekend")
        base = around(today, "month" if self.unit == "quarter" else self.unit).start
        return around(shifted(_day(base), self.count, self.unit), self.unit)


@frozen
class Ago(Expression):
    """So many units before or after a base (the day of publication where there is none).

    The result is as coarse as its smallest unit: "two years ago" is a year, "three days ago" a day.
    """

    steps: tuple[tuple[float, str], ...]
    sign: int
    base: Expression | None = None
    future: bool = False
    """True for "in two weeks", which is a time in the future tense only and a duration else."""

    @property
    def granularity(self) -> str:
        unit = self.steps[-1][1]
        return unit if unit in ("day", "week", "month", "quarter", "year", "decade") else "range" if unit != "hour" else "day"

    def resolve(self, context: Context) -> Interval | None:
        start = context.published
        if self.base is not None:
            found = self.base.resolve(context)
            start = None if found is None else _day(found.start)
        if start is None:
            return None
        for count, unit in self.steps:
            if unit in ("hour", "minute", "second"):
                if self.base is None and unit == "hour" and count > 12:
                    return None
                continue
            start = shifted(start, self.sign * int(count), unit) if float(count).is_integer() else shifted(
                start, self.sign * round(count * 12), "month") if unit == "year" else start + self.sign * count * 7 * ONE
        return on_day(start) if self.base is not None else around(start, {"fortnight": "week"}.get(self.steps[-1][1], self.steps[-1][1])
                                                                 if self.granularity != "day" else "day")


@frozen
class Window(Expression):
    """The stretch of so many units up to, or from, the day of publication: "the past three months"."""

    steps: tuple[tuple[float, str], ...]
    sign: int

    @property
    def granularity(self) -> str:
        return "range"

    def resolve(self, context: Context) -> Interval | None:
        today = context.published
        if today is None or any(unit in ("minute", "second") for _, unit in self.steps):
            return None
        if self.steps[0][1] == "hour":
            days = math.ceil(self.steps[0][0] / 24) * ONE  # the hour of publication is not known
            return Interval(today - days, today + ONE, "range") if self.sign < 0 else Interval(today, today + days + ONE, "range")
        if self.steps[0][1] == "quarter":
            base = around(today, "quarter")
            if self.sign < 0:
                return Interval(shifted(_day(base.start), -int(self.steps[0][0]), "quarter"), base.start, "range")
            return Interval(base.end, shifted(_day(base.end), int(self.steps[0][0]), "quarter"), "range")
        other = today if self.sign < 0 else today + ONE
        first = other
        for count, unit in self.steps:
            other = shifted(other, self.sign * int(count), unit)
        low, high = sorted((first, other))
        return Interval(low, high, "range") if low < high else None


@frozen
class Part(Expression):
    """Part of a period: ``early``, ``mid``, ``late``, ``first half``, ``second half``, ``before now``, ``after now``.

    Of a month, early is the first half, mid the 10th to the 20th, late the second half; longer periods fall into thirds.
    """

    which: str
    inner: Expression

    @property
    def partial(self) -> str | None:
        return self.inner.partial

    @property
    def weekday(self) -> int | None:
        return self.inner.weekday

    @property
    def granularity(self) -> str:
        return "day" if self.inner.granularity == "day" else "range"

    def resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None or whole.granularity in ("day", "time"):
            return whole  # "late Thursday" is a Thursday
        start, end = _day(whole.start), _day(whole.end)
        today = context.published
        if self.which in ("before now", "after now"):
            if today is None or not start <= today < end:
                return whole
            cut = (start, today + ONE) if self.which == "before now" else (today, end)
        elif whole.granularity == "month":
            last = {"early": (1, 15), "first half": (1, 15), "mid": (10, 20)}.get(self.which, (16, 31))
            cut = (start.replace(day=last[0]), min(end, start + last[1] * ONE))
        else:
            months = (end.year - start.year) * 12 + end.month - start.month
            if months < 3:
                third = (end - start) / 3
                cut = {"early": (start, end - third), "late": (start + third, end)}.get(self.which, (start, end))
            else:
                parts = {"early": (0, months // 3), "mid": (months // 3, months - months // 3), "late": (months - months // 3, months),
                         "first half": (0, months // 2)}.get(self.which, (months // 2, months))
                cut = (_first(start.year, start.month + parts[0]), _first(start.year, start.month + parts[1]))
        return Interval(cut[0], cut[1], "range") if cut[0] < cut[1] else whole


@frozen
class Nth(Expression):
    """The nth unit, or the first or last ``count`` units, of a period: "the last week of August"."""

    number: int
    unit: str
    inner: Expression
    count: int = 1

    @property
    def granularity(self) -> str:
        return self.unit if self.count == 1 else "range"

    def resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None:
            return None
        start, end = _day(whole.start), _day(whole.end)
        if self.unit == "week":
            # A week belongs to the period that holds its Thursday (ISO 8601).
            first = around(start, "week").start
            first = first if _day(first) + 3 * ONE >= start else _day(first) + 7 * ONE
            last = around(end - ONE, "week").start
            last = last if _day(last) + 3 * ONE < end else _day(last) - 7 * ONE
            if self.number < 0:
                return Interval(_day(last) - 7 * (self.count - 1) * ONE, _day(last) + 7 * ONE, self.granularity)
            begin = _day(first) + 7 * (self.number - 1) * ONE
            return Interval(begin, begin + 7 * self.count * ONE, self.granularity)
        if self.number < 0:
            return Interval(max(start, shifted(end, -self.count, self.unit)), end, self.granularity)
        begin = shifted(start, self.number - 1, self.unit)
        stop = shifted(begin, self.count, self.unit)
        return Interval(begin, stop, self.granularity) if begin < end else None


@frozen
class DayOf(Expression):
    """A day of the week in a week that is named: "Tuesday of next week", "the week of 18 August"."""

    on: int
    inner: Expression

    @property
    def weekday(self) -> int | None:
        return self.on

    def resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None:
            return None
        start = _day(whole.start)
        day = start + dt.timedelta((self.on - start.isoweekday()) % 7)
        return on_day(day) if day < _day(whole.end) else None


@frozen
class Around(Expression):
    """The calendar unit that another time lies in: "the week of 18 August"."""

    unit: str
    inner: Expression

    @property
    def granularity(self) -> str:
        return self.unit if self.unit != "weekend" else "range"

    def resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None:
            return None
        day = _day(whole.start)
        if self.unit == "weekend" and day.isoweekday() in (1, 5):  # a long one
            return Interval(day - 2 * ONE, day + ONE, "range") if day.isoweekday() == 1 else Interval(day, day + 3 * ONE, "range")
        return around(day, self.unit)


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
                found = [d for d in (dt.date(year, month, 1) + n * ONE for n in range(31)) if d.month == month and d.isoweekday() == weekday]
                return found[nth - 1] if nth > 0 else found[nth]
            case _:
                return _easter(year) + self.rule[0] * ONE

    @property
    def partial(self) -> str | None:
        return f"{self.year or 'XXXX'}-{self.rule[0]:02}-{self.rule[1]:02}" if len(self.rule) == 2 else None

    def resolve(self, context: Context) -> Interval | None:
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
        return _nearest(found, context)


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


@frozen
class Range(Expression):
    """From one time to another, both included; the second may lend the first its month and year."""

    first: Expression
    last: Expression

    @property
    def granularity(self) -> str:
        return "range"

    def resolve(self, context: Context) -> Interval | None:
        first, last = self.first, self.last
        if isinstance(first, Date | Period) and first.year is None and first.direction is None and (year := _year_of(last)) is not None:
            low = _with_year(first, year).resolve(context)
            high = last.resolve(context)
            if low is not None and high is not None and _day(low.start) >= _day(high.end):
                low = _with_year(first, year - 1).resolve(context)
        else:
            low = first.resolve(context)
            tense = "future" if low is not None else context.tense
            seen = Context(_day(low.start), tense, context.year) if low is not None and _open(last) else context
            high = last.resolve(seen)
        if low is None or high is None or _day(low.start) >= _day(high.end):
            return None
        return Interval(low.start, high.end, "range")


def _year_of(expression: Expression) -> int | None:
    inner = expression.inner if isinstance(expression, Part | Nth) else expression
    return inner.year if isinstance(inner, Date | Period) else None


def _open(expression: Expression) -> bool:
    """A second end without a year comes after the first ("from November to March")."""
    inner = expression.inner if isinstance(expression, Part | Nth) else expression
    return isinstance(inner, Date | Period) and inner.year is None and inner.direction is None


def _with_year(expression: Expression, year: int) -> Expression:
    if isinstance(expression, Date):
        return Date(year, expression.month, expression.day, expression.on)
    if isinstance(expression, Period):
        return Period(expression.unit, expression.number, year)
    return expression


@frozen
class Clock(Expression):
    """A clock time, on a day where one is written; ``minute`` None where only the hour is."""

    hour: int
    minute: int | None
    inner: Expression | None = None
    offset: int | None = None

    @property
    def partial(self) -> str | None:
        day = (self.inner.partial if self.inner is not None else None) or "XXXX-XX-XX"
        return f"{day}T{self.hour:02}" + ("" if self.minute is None else f":{self.minute:02}")

    @property
    def weekday(self) -> int | None:
        return None if self.inner is None else self.inner.weekday

    @property
    def anchor(self) -> int | None:
        return None if self.inner is None else self.inner.anchor

    @property
    def granularity(self) -> str:
        return "time"

    def resolve(self, context: Context) -> Interval | None:
        day = None if self.inner is None else self.inner.resolve(context)
        if day is None or day.granularity != "day":
            return None
        zone = None if self.offset is None else dt.timezone(dt.timedelta(minutes=self.offset))
        start = dt.datetime.combine(_day(day.start), dt.time(self.hour, self.minute or 0), zone)
        return Interval(start, start + (dt.timedelta(hours=1) if self.minute is None else dt.timedelta(minutes=1)), "time")


@frozen
class Shift(Expression):
    """A time that counts from another one in the text: "the same day", "two weeks later"."""

    days: int
    unit: str = "day"

    @property
    def granularity(self) -> str:
        return self.unit

    @property
    def anchor(self) -> int | None:
        return self.days

    def resolve(self, context: Context) -> Interval | None:
        return None
