"""Stretches by their ends: "from 9 a.m. to 5 p.m. on Monday", "the three months to June", "the week ending Oct. 18"."""

from __future__ import annotations

import datetime as dt

from attrs import evolve, frozen

from claimrec.extraction.timex.absolute import Parsed, date, holiday
from claimrec.extraction.timex.calendar import Context, Date, Expression, Interval, Period, shifted
from claimrec.extraction.timex.expressions import Clock
from claimrec.extraction.timex.relative import longest
from claimrec.extraction.timex.words import MONTH, NUMBER, cased, count_of, month_of, pattern, unit_of
from claimrec.values.record import calendar_day

__all__ = ["Hours", "UpTo", "hours", "up_to"]


@frozen
class Hours(Expression):
    """From one clock time to another, on the day that one of them names."""

    first: Clock
    last: Clock

    def _weekday(self) -> int | None:
        return self.first.weekday

    def _granularity(self) -> str:
        return "range"

    def _resolve(self, context: Context) -> Interval | None:
        low, high = self.first.resolve(context), self.last.resolve(context)
        if low is None or high is None or not isinstance(low.start, dt.datetime) or not isinstance(high.start, dt.datetime):
            return None
        first, last = low.start, high.start
        if first.tzinfo is None or last.tzinfo is None:  # "9 a.m. to 5 p.m. GMT" means both
            zone = first.tzinfo or last.tzinfo
            first, last = first.replace(tzinfo=zone), last.replace(tzinfo=zone)
        if last <= first:  # "from 10 p.m. to 2 a.m."
            last += dt.timedelta(1)
        return Interval(first, last, "range")


def hours(first: Clock, last: Clock) -> Hours | None:
    """The stretch between two clock times; None where no day is named, or two."""
    if (first.inner is None) == (last.inner is None):
        return None
    day = first.inner or last.inner
    return Hours(evolve(first, inner=day), evolve(last, inner=day))


@frozen
class UpTo(Expression):
    """So many units that end with a day or month: "the three months to June"."""

    count: int
    unit: str
    last: Expression

    def _granularity(self) -> str:
        return "range" if self.count > 1 or self.unit not in ("week", "month", "quarter", "year") else self.unit

    def _resolve(self, context: Context) -> Interval | None:
        whole = self.last.resolve(context)
        if whole is None:
            return None
        end = calendar_day(whole.end)
        return Interval(shifted(end, -self.count, self.unit), end, "range")


_UP_TO = pattern(
    rf"""(?:the\s+)?(?:(?P<n>{NUMBER})[\s-]+)?(?P<unit>weeks?|months?|quarters?|years?)\s+
    (?:(?:ended|ending)(?:\s+on|\s+in)?|to|through)\s+(?:the\s+)?(?:end\s+of\s+)?"""
)
_BARE_MONTH = pattern(MONTH)


def up_to(text: str, pos: int) -> Parsed | None:
    """Units up to a day or month that is named."""
    match = _UP_TO.match(text, pos)
    if match is None:
        return None
    found = longest(text, match.end(), (date, holiday)) or _month(text, match.end())
    count = count_of(match["n"]) if match["n"] else 1
    if found is None or not isinstance(found[0], Date | Period) or count < 1 or not float(count).is_integer():
        return None
    unit = unit_of(match["unit"])
    ended = "end" in match[0].casefold()
    if not ended and not match[0].casefold().startswith("the"):
        return None  # "it took three months to March"
    if (match["unit"][-1] in "sS") != (count != 1) or (not match["n"] and not ended and unit != "year"):
        return None  # "the week to Monday", "months to May"
    return UpTo(int(count), unit, found[0]), found[1]


def _month(text: str, pos: int) -> Parsed | None:
    match = _BARE_MONTH.match(text, pos)
    if match is None or not cased(match["mon"]):
        return None
    return Period("month", month_of(match["mon"])), match.end()
