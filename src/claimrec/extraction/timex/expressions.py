"""Times that are written by way of others: relative to the day of publication, and as parts of periods."""

from __future__ import annotations

import datetime as dt
import math

from attrs import frozen

from claimrec.extraction.timex.calendar import (
    ONE,
    Context,
    Expression,
    Interval,
    around,
    first_of,
    on_day,
    shifted,
)
from claimrec.values.record import calendar_day

__all__ = ["Ago", "Around", "Clock", "DayOf", "Nth", "Part", "Relative", "Run", "Shift", "Window"]


@frozen
class Relative(Expression):
    """The calendar unit so many units from the one of publication: "last week" is ``("week", -1)``."""

    unit: str
    count: int

    def _granularity(self) -> str:
        return self.unit if self.unit in ("day", "week", "month", "quarter", "year", "decade") else "range"

    def _resolve(self, context: Context) -> Interval | None:
        today = context.published
        if today is None:
            return None
        if self.unit == "weekend":
            # On a Monday, "this weekend" with a past tense is the one that has just been.
            back = self.count == 0 and context.tense == "past" and today.isoweekday() < 6
            last = -1 if back else self.count + (1 if self.count < 0 and today.isoweekday() > 5 else 0)
            return around(today + 7 * (last if self.count >= 0 or back else self.count) * ONE, "weekend")
        base = around(today, "month" if self.unit == "quarter" else self.unit).start
        return around(shifted(calendar_day(base), self.count, self.unit), self.unit)


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

    def _granularity(self) -> str:
        count, unit = self.steps[-1]
        if unit in ("decade", "century") and not float(count).is_integer():
            return "year" if unit == "decade" else "decade"  # "half a century ago"
        if unit in ("day", "hour", "minute", "second"):
            return "day"
        return unit if unit in ("month", "quarter", "year", "decade") else "week" if unit in ("week", "fortnight") else "range"

    def _resolve(self, context: Context) -> Interval | None:
        start = context.published
        if self.base is not None:
            found = self.base.resolve(context)
            start = None if found is None else calendar_day(found.start)
        if start is None:
            return None
        for count, unit in self.steps:
            if unit == "hour" and count > 12:
                return None  # the hour of publication is not known
            if unit not in ("hour", "minute", "second"):
                start = _moved(start, self.sign * count, unit)
        return (
            on_day(start)
            if self.base is not None
            else around(start, "century" if self.granularity == "range" else self.granularity)
        )


def _moved(day: dt.date, count: float, unit: str) -> dt.date:
    """A day moved by units that may be halves: "two and a half years ago"."""
    if float(count).is_integer():
        return shifted(day, int(count), unit)
    if unit in ("year", "decade", "century"):
        return shifted(day, round(count * {"year": 12, "decade": 120, "century": 1200}[unit]), "month")
    return day + dt.timedelta(round(count * {"week": 7, "month": 30}.get(unit, 1)))


@frozen
class Window(Expression):
    """The stretch of so many units up to, or from, the day of publication: "the past three months"."""

    steps: tuple[tuple[float, str], ...]
    sign: int

    def _granularity(self) -> str:
        return "range"

    def _resolve(self, context: Context) -> Interval | None:
        today = context.published
        if today is None or any(unit in ("minute", "second") for _, unit in self.steps):
            return None
        if self.steps[0][1] == "hour":
            days = math.ceil(self.steps[0][0] / 24) * ONE  # the hour of publication is not known
            return Interval(today - days, today + ONE, "range") if self.sign < 0 else Interval(today, today + days + ONE, "range")
        if self.steps[0][1] == "quarter":
            base = around(today, "quarter")
            if self.sign < 0:
                return Interval(shifted(calendar_day(base.start), -int(self.steps[0][0]), "quarter"), base.start, "range")
            return Interval(base.end, shifted(calendar_day(base.end), int(self.steps[0][0]), "quarter"), "range")
        other = today if self.sign < 0 else today + ONE
        first = other
        for count, unit in self.steps:
            other = shifted(other, self.sign * int(count), unit)
        low, high = sorted((first, other))
        return Interval(low, high, "range") if low < high else None


# Which months of a longer period its parts are, as shares of its length.
_SHARES = {
    "early": (0, 1 / 3),
    "early mid": (0, 2 / 3),
    "mid": (1 / 3, 2 / 3),
    "mid late": (1 / 3, 1),
    "late": (2 / 3, 1),
    "first half": (0, 1 / 2),
    "second half": (1 / 2, 1),
}
# Days of a month: its halves overlap with its middle, since nobody counts when writing "late August".
_MONTH_DAYS = {
    "early": (1, 15),
    "early mid": (1, 20),
    "first half": (1, 15),
    "mid": (10, 20),
    "mid late": (10, 31),
    "late": (16, 31),
    "second half": (16, 31),
}


@frozen
class Part(Expression):
    """Part of a period: ``early``, ``mid``, ``late``, ``first half``, ``second half``, ``earlier``, ``later``, ``rest``.

    Of a month, early is the first half, mid the 10th to the 20th, late the second half; longer periods fall into thirds.
    """

    which: str
    inner: Expression

    def _partial(self) -> str | None:
        return self.inner.partial

    def _weekday(self) -> int | None:
        return self.inner.weekday

    def _granularity(self) -> str:
        return "day" if self.inner.granularity == "day" else "range"

    def _resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None or whole.granularity in ("day", "time"):
            return whole  # "late Thursday" is a Thursday
        start, end = calendar_day(whole.start), calendar_day(whole.end)
        if self.which in ("earlier", "later", "rest"):
            return self._beside_now(whole, context.published)
        if whole.granularity == "month":
            first, last = _MONTH_DAYS[self.which]
            return Interval(start.replace(day=first), min(end, start + last * ONE), "range")
        months = (end.year - start.year) * 12 + end.month - start.month
        if months < 3:  # a week or a weekend is too short for parts that could be told apart
            return whole
        low, high = (round(share * months) for share in _SHARES[self.which])
        return Interval(first_of(start.year, start.month + low), first_of(start.year, start.month + high), "range")

    def _beside_now(self, whole: Interval, today: dt.date | None) -> Interval:
        """ "earlier" and "later" leave the day of publication itself out, the "rest" of a week holds it."""
        if today is None:
            return whole
        start, end = calendar_day(whole.start), calendar_day(whole.end)
        if self.which == "earlier":
            end = min(end, today)
        else:
            start = max(start, today if self.which == "rest" else today + ONE)
        return Interval(start, end, "range") if start < end else whole


@frozen
class Nth(Expression):
    """The nth unit, or the first or last ``count`` units, of a period: "the last week of August"."""

    number: int
    unit: str
    inner: Expression
    count: int = 1

    def _granularity(self) -> str:
        return self.unit if self.count == 1 else "range"

    def _resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None:
            return None
        start, end = calendar_day(whole.start), calendar_day(whole.end)
        if self.unit == "week":
            return self._weeks(start, end)
        if self.number < 0:
            return Interval(max(start, shifted(end, -self.count, self.unit)), end, self.granularity)
        begin = shifted(start, self.number - 1, self.unit)
        return Interval(begin, shifted(begin, self.count, self.unit), self.granularity) if begin < end else None

    def _weeks(self, start: dt.date, end: dt.date) -> Interval:
        """A week belongs to the period that holds its Thursday, as in ISO 8601."""
        if self.number < 0:
            last = calendar_day(around(end - ONE, "week").start)
            stop = last + 7 * ONE if last + 3 * ONE < end else last
            return Interval(stop - 7 * self.count * ONE, stop, self.granularity)
        first = calendar_day(around(start, "week").start)
        begin = (first if first + 3 * ONE >= start else first + 7 * ONE) + 7 * (self.number - 1) * ONE
        return Interval(begin, begin + 7 * self.count * ONE, self.granularity)


@frozen
class DayOf(Expression):
    """A day of the week in a week that is named: "Tuesday of next week", "the week of 18 August"."""

    on: int
    inner: Expression

    def _weekday(self) -> int | None:
        return self.on

    def _resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None:
            return None
        start = calendar_day(whole.start)
        day = start + dt.timedelta((self.on - start.isoweekday()) % 7)
        return on_day(day) if day < calendar_day(whole.end) else None


@frozen
class Around(Expression):
    """The calendar unit that another time lies in: "the week of 18 August"."""

    unit: str
    inner: Expression

    def _granularity(self) -> str:
        return self.unit if self.unit != "weekend" else "range"

    def _resolve(self, context: Context) -> Interval | None:
        whole = self.inner.resolve(context)
        if whole is None:
            return None
        day = calendar_day(whole.start)
        if self.unit == "weekend" and day.isoweekday() in (1, 5):  # a long one
            return Interval(day - 2 * ONE, day + ONE, "range") if day.isoweekday() == 1 else Interval(day, day + 3 * ONE, "range")
        return around(day, self.unit)


@frozen
class Run(Expression):
    """So many units from a day on: "the week beginning 18 August", "two weeks starting tomorrow"."""

    count: int
    unit: str
    first: Expression

    def _granularity(self) -> str:
        return self.unit if self.count == 1 and self.unit != "weekend" else "range"

    def _resolve(self, context: Context) -> Interval | None:
        day = self.first.resolve(context)
        if day is None:
            return None
        start = calendar_day(day.start)
        return Interval(start, shifted(start, self.count, self.unit), self.granularity)


@frozen
class Clock(Expression):
    """A clock time, on a day where one is written; ``minute`` None where only the hour is.

    ``half_known`` is False while nothing tells whether "seven o'clock" is in the morning.
    """

    hour: int
    minute: int | None
    inner: Expression | None = None
    offset: int | None = None
    half_known: bool = True

    def _partial(self) -> str | None:
        day = (self.inner.partial if self.inner is not None else None) or "XXXX-XX-XX"
        return f"{day}T{self.hour:02}" + ("" if self.minute is None else f":{self.minute:02}")

    def _weekday(self) -> int | None:
        return None if self.inner is None else self.inner.weekday

    def _anchor(self) -> int | None:
        return None if self.inner is None else self.inner.anchor

    def _granularity(self) -> str:
        return "time"

    def _resolve(self, context: Context) -> Interval | None:
        day = None if self.inner is None else self.inner.resolve(context)
        if day is None or day.granularity != "day":
            return None
        zone = None if self.offset is None else dt.timezone(dt.timedelta(minutes=self.offset))
        start = dt.datetime.combine(calendar_day(day.start), dt.time(self.hour, self.minute or 0), zone)
        return Interval(start, start + (dt.timedelta(hours=1) if self.minute is None else dt.timedelta(minutes=1)), "time")


@frozen
class Shift(Expression):
    """A time that counts from another one in the text: "the same day", "two weeks later".

    ``tied`` to an event that is named ("the day after the vote"), it counts from no date that was spoken of before.
    """

    days: int
    unit: str = "day"
    tied: bool = False

    def _granularity(self) -> str:
        return self.unit

    def _anchor(self) -> int | None:
        return None if self.tied else self.days

    def _resolve(self, context: Context) -> Interval | None:
        return None
