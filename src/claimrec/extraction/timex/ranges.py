"""Times that lend each other what they leave out: "from November to March 2025", "spring last year"."""

from __future__ import annotations

from attrs import evolve, frozen

from claimrec.extraction.timex.calendar import Context, Date, Expression, Holiday, Interval, Period
from claimrec.extraction.timex.expressions import Nth, Part
from claimrec.extraction.timex.feasts import Feast
from claimrec.values.record import calendar_day

__all__ = ["InYear", "Range"]


@frozen
class Range(Expression):
    """From one time to another, both included; the second may lend the first its month and year."""

    first: Expression
    last: Expression

    def _granularity(self) -> str:
        return "range"

    def _resolve(self, context: Context) -> Interval | None:
        year = _year_of(self.last) if _lacks_year(self.first) else None
        if year is not None:  # "from November to March 2025"
            high = self.last.resolve(context)
            low = _with_year(self.first, year).resolve(context)
            if low is not None and high is not None and calendar_day(low.start) >= calendar_day(high.end):
                low = _with_year(self.first, year - 1).resolve(context)
        elif (now := self._around_now(context)) is not None:
            return now
        else:
            low = self.first.resolve(context)
            seen = context
            if low is not None and _lacks_year(self.last):  # the second end comes after the first
                seen = Context(calendar_day(low.start), "future", context.year)
            high = self.last.resolve(seen)
        if low is None or high is None or calendar_day(low.start) >= calendar_day(high.end):
            return None
        return Interval(low.start, high.end, "range")

    def _around_now(self, context: Context) -> Interval | None:
        """The range without a year that the day of publication lies in: "it runs from August to October", read in September."""
        today = context.published
        if today is None or context.tense == "past" or not (_lacks_year(self.first) and _lacks_year(self.last)):
            return None
        for year in (today.year, today.year - 1):
            low = _with_year(self.first, year).resolve(context)
            high = None if low is None else self.last.resolve(Context(calendar_day(low.start), "future", context.year))
            if low is not None and high is not None and calendar_day(low.start) <= today < calendar_day(high.end):
                return Interval(low.start, high.end, "range")
        return None


def _year_of(expression: Expression) -> int | None:
    inner = expression.inner if isinstance(expression, Part | Nth) else expression
    return inner.year if isinstance(inner, Date | Period) else None


@frozen
class InYear(Expression):
    """A day or period of a year that is told by the day of publication: "spring last year", "on 3 May this year"."""

    inner: Expression
    count: int

    def _granularity(self) -> str:
        return self.inner.granularity

    def _partial(self) -> str | None:
        return self.inner.partial

    def _resolve(self, context: Context) -> Interval | None:
        today = context.published
        if today is None or not 1 <= today.year + self.count <= 9998:
            return None
        return _with_year(self.inner, today.year + self.count).resolve(context)


def _lacks_year(expression: Expression) -> bool:
    inner = expression.inner if isinstance(expression, Part | Nth) else expression
    return isinstance(inner, Date | Period) and inner.year is None and inner.direction is None


def _with_year(expression: Expression, year: int) -> Expression:
    if isinstance(expression, Part):
        return Part(expression.which, _with_year(expression.inner, year))
    if isinstance(expression, Date):
        return Date(year, expression.month, expression.day, expression.on)
    if isinstance(expression, Period):
        return Period(expression.unit, expression.number, year)
    if isinstance(expression, Nth):
        return evolve(expression, inner=_with_year(expression.inner, year))
    return evolve(expression, year=year) if isinstance(expression, Holiday | Feast) else expression
