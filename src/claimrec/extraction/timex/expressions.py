"""Times that are written by way of others: relative to the day of publication, as parts of periods, as ranges."""

from __future__ import annotations

import datetime as dt
import math

from attrs import frozen

from claimrec.extraction.timex.calendar import (
    ONE,
    Context,
    Date,
    Expression,
    Interval,
    Period,
    around,
    day_of,
    first_of,
    on_day,
    shifted,
)

__all__ = ["Ago", "Around", "Clock", "DayOf", "Nth", "Part", "Range", "Relative", "Shift", "Window"]


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
        return around(shifted(day_of(base), self.count, self.unit), self.unit)


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
            start = None if found is None else day_of(found.start)
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
                return Interval(shifted(day_of(base.start), -int(self.steps[0][0]), "quarter"), base.start, "range")
            return Interval(base.end, shifted(day_of(base.end), int(self.steps[0][0]), "quarter"), "range")
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
        start, end = day_of(whole.start), day_of(whole.end)
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
                cut = (first_of(start.year, start.month + parts[0]), first_of(start.year, start.month + parts[1]))
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
        start, end = day_of(whole.start), day_of(whole.end)
        if self.unit == "week":
            # A week belongs to the period that holds its Thursday (ISO 8601).
            first = around(start, "week").start
            first = first if day_of(first) + 3 * ONE >= start else day_of(first) + 7 * ONE
            last = around(end - ONE, "week").start
            last = last if day_of(last) + 3 * ONE < end else day_of(last) - 7 * ONE
            if self.number < 0:
                return Interval(day_of(last) - 7 * (self.count - 1) * ONE, day_of(last) + 7 * ONE, self.granularity)
            begin = day_of(first) + 7 * (self.number - 1) * ONE
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
        start = day_of(whole.start)
        day = start + dt.timedelta((self.on - start.isoweekday()) % 7)
        return on_day(day) if day < day_of(whole.end) else None


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
        day = day_of(whole.start)
        if self.unit == "weekend" and day.isoweekday() in (1, 5):  # a long one
            return Interval(day - 2 * ONE, day + ONE, "range") if day.isoweekday() == 1 else Interval(day, day + 3 * ONE, "range")
        return around(day, self.unit)


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
            if low is not None and high is not None and day_of(low.start) >= day_of(high.end):
                low = _with_year(first, year - 1).resolve(context)
        else:
            low = first.resolve(context)
            tense = "future" if low is not None else context.tense
            seen = Context(day_of(low.start), tense, context.year) if low is not None and _open(last) else context
            high = last.resolve(seen)
        if low is None or high is None or day_of(low.start) >= day_of(high.end):
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
        start = dt.datetime.combine(day_of(day.start), dt.time(self.hour, self.minute or 0), zone)
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
