"""Times as half-open intervals of local wall clock time, with the granularity they were written in."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import in_, optional

from claimrec.errors import ValueRecordError
from claimrec.values.record import Moment, Record, parse_moment
from claimrec.values.relation import Relation, of_sets

__all__ = ["GRANULARITIES", "TimeSpan"]

GRANULARITIES = ("time", "day", "week", "month", "quarter", "season", "year", "decade", "range")


@frozen
class TimeSpan(Record):
    """A calendar interval, or what is known of one that cannot be resolved.

    Args:
        start: first moment (a date where no clock time was stated); None while unresolved.
        end: first moment after it (half-open); None while unresolved.
        granularity: one of ``time day week month quarter season year decade range``.
        edtf: the Extended Date/Time Format string; made from the interval where it is left out.
        text: the words that state it.
        partial: what is known without a year ("XXXX-08-20").
        weekday: 1 (Monday) to 7 (Sunday) where only that is known.

    >>> day = TimeSpan("2025-08-20", "2025-08-21", "day")
    >>> month = TimeSpan("2025-08-01", "2025-09-01", "month")
    >>> day.compare(month)
    <Relation.NARROWER: 'narrower'>
    """

    kind: ClassVar[str] = "time"

    start: Moment | None = field(default=None, converter=parse_moment)
    end: Moment | None = field(default=None, converter=parse_moment)
    granularity: str = field(default="day", validator=in_(GRANULARITIES))
    edtf: str | None = None
    text: str = ""
    partial: str | None = None
    weekday: int | None = field(default=None, validator=optional(in_(range(1, 8))))

    def __attrs_post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueRecordError("a time has both a start and an end, or neither; give the other one too", value=(self.start, self.end))
        if self.start is not None and self.end is not None and _clock(self.start) >= _clock(self.end):
            raise ValueRecordError(f"a time must end after it starts: {self.start} to {self.end}", value=(self.start, self.end))

    def compare(self, other: object) -> Relation:
        """How this time relates to another value; UNKNOWN for another kind, or where one is unresolved."""
        if not isinstance(other, TimeSpan) or self.start is None or other.start is None or self.end is None or other.end is None:
            return Relation.UNKNOWN
        a, b, c, d = _clock(self.start), _clock(self.end), _clock(other.start), _clock(other.end)
        return of_sets(a_in_b=c <= a and b <= d, b_in_a=a <= c and d <= b, meet=max(a, c) < min(b, d))


def _clock(moment: Moment) -> dt.datetime:
    if isinstance(moment, dt.datetime):
        return moment.replace(tzinfo=None)
    return dt.datetime(moment.year, moment.month, moment.day)
