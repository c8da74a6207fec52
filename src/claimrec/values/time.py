"""Times as half-open intervals of local wall clock time, with the granularity they were written in."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import ClassVar, Self

from attrs import field, frozen
from attrs.validators import in_, optional

from claimrec.errors import ValueRecordError
from claimrec.values.record import Moment, Record, calendar_day, parse_moment
from claimrec.values.relation import Relation, of_sets

__all__ = ["GRANULARITIES", "TimeSpan"]

GRANULARITIES = ("time", "day", "week", "month", "quarter", "season", "year", "decade", "range")

# EDTF (ISO 8601-2:2019) codes: 21 to 24 seasons, 33 to 36 quarters, both in the place of the month.
_PARTIAL = re.compile(r"(\d{4}|\d{3}X|X{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T(\d\d(?::\d\d)?))?")
_FIELDS = ("year", "month", "day", "clock")


@frozen
class TimeSpan(Record):
    """A calendar interval, or what is known of one that cannot be resolved.

    An open end is an end of the calendar, 0001-01-01 or 9999-12-31, and ``..`` in EDTF: see :meth:`since` and :meth:`until`.

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
    >>> day.edtf, month.edtf
    ('2025-08-20', '2025-08')
    >>> TimeSpan(weekday=2).compare(TimeSpan(weekday=3))
    <Relation.DISJOINT: 'disjoint'>
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
            raise ValueRecordError(
                "a time has both a start and an end, or neither; give the other one too", value=(self.start, self.end)
            )
        if self.partial is not None and not _PARTIAL.fullmatch(self.partial):
            raise ValueRecordError(
                f"a partial date is written like 'XXXX-08-20', 'XXXX-08' or 'XXXX-XX-XXT18:00', not {self.partial!r}",
                value=self.partial,
            )
        if self.start is None or self.end is None:
            return
        utc = _aware(self.start) and _aware(self.end)
        if _clock(self.start, utc=utc) >= _clock(self.end, utc=utc):
            raise ValueRecordError(f"a time must end after it starts: {self.start} to {self.end}", value=(self.start, self.end))
        if self.edtf is None:
            object.__setattr__(self, "edtf", _edtf(self.start, self.end, self.granularity))

    @classmethod
    def on(cls, day: dt.date | str, *, text: str = "") -> Self:
        """One day.

        >>> TimeSpan.on("2025-08-20").end
        datetime.date(2025, 8, 21)
        """
        first = _date(day)
        return cls(first, first + dt.timedelta(1), "day", text=text)

    @classmethod
    def in_month(cls, year: int, month: int, *, text: str = "") -> Self:
        """One calendar month."""
        return cls(dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1), "month", text=text)

    @classmethod
    def in_year(cls, year: int, *, text: str = "") -> Self:
        """One calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1), "year", text=text)

    @classmethod
    def between(cls, first: dt.date | str, last: dt.date | str, *, text: str = "") -> Self:
        """From one day to another, both included."""
        return cls(_date(first), _date(last) + dt.timedelta(1), "range", text=text)

    @classmethod
    def since(cls, first: Moment | str, *, text: str = "") -> Self:
        """From a day or moment on, with an open end.

        >>> TimeSpan.since("1999-01-01").edtf
        '1999-01-01/..'
        """
        return cls(first, dt.date.max, "range", text=text)

    @classmethod
    def until(cls, end: Moment | str, *, text: str = "") -> Self:
        """Up to a day or moment, which is itself left out, with an open start.

        >>> TimeSpan.until("2000-01-01").edtf
        '../1999-12-31'
        """
        return cls(dt.date.min, end, "range", text=text)

    @property
    def resolved(self) -> bool:
        """True where the calendar interval is known."""
        return self.start is not None

    def compare(self, other: object) -> Relation:
        """How this time relates to another value.

        Intervals are compared as sets: in UTC where both sides state an offset, else as wall clock times. Two
        unresolved times are compared by what is known of each. UNKNOWN for another kind, where nothing is known,
        and for an unresolved against a resolved one.
        """
        if not isinstance(other, TimeSpan) or (self.start is None) != (other.start is None):
            return Relation.UNKNOWN
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return _related(self._known(), other._known())
        if self is other:
            return Relation.EQUAL
        moments = (self.start, self.end, other.start, other.end)
        for moment in moments:
            if isinstance(moment, dt.datetime) and moment.utcoffset() is not None:
                return _as_sets(*moments)  # equal moments with other offsets show other wall clocks
        return _as_sets_once(*moments)

    def _known(self) -> dict[str, str]:
        """What is known of an unresolved time: each entry narrows the set of moments."""
        known = {} if self.weekday is None else {"weekday": str(self.weekday)}
        if self.partial is not None and (match := _PARTIAL.fullmatch(self.partial)):
            known |= {name: part for name, part in zip(_FIELDS, match.groups(), strict=True) if part and "X" not in part}
        return known


def _as_sets(start: Moment, end: Moment, other_start: Moment, other_end: Moment) -> Relation:
    moments = (start, end, other_start, other_end)
    utc = all(_aware(moment) for moment in moments)
    a, b, c, d = (_clock(moment, utc=utc) for moment in moments)
    return of_sets(a_in_b=c <= a and b <= d, b_in_a=a <= c and d <= b, meet=max(a, c) < min(b, d))


# One pile of reports names few dates and compares them again and again.
_as_sets_once = lru_cache(maxsize=65536)(_as_sets)


def _related(mine: dict[str, str], theirs: dict[str, str]) -> Relation:
    if not mine or not theirs:
        return Relation.UNKNOWN
    if any(theirs.get(name, part) != part for name, part in mine.items()):
        return Relation.DISJOINT
    return of_sets(a_in_b=theirs.keys() <= mine.keys(), b_in_a=mine.keys() <= theirs.keys(), meet=True)


def _date(day: dt.date | str) -> dt.date:
    moment = parse_moment(day)
    if moment is None:
        raise ValueRecordError("a day must be a date or an ISO 8601 string, not None", value=day)
    return calendar_day(moment)


def _aware(moment: Moment) -> bool:
    return isinstance(moment, dt.datetime) and moment.utcoffset() is not None


def _clock(moment: Moment, *, utc: bool) -> dt.datetime:
    if not isinstance(moment, dt.datetime):
        return dt.datetime(moment.year, moment.month, moment.day)
    offset = moment.utcoffset() if utc else None
    plain = moment.replace(tzinfo=None)
    return plain - offset if offset else plain


def _edtf(start: Moment, end: Moment, granularity: str) -> str:
    if start == dt.date.min or end == dt.date.max:
        last = end if isinstance(end, dt.datetime) else end - dt.timedelta(1)
        return f"{'..' if start == dt.date.min else _stamp(start)}/{'..' if end == dt.date.max else _stamp(last)}"
    if isinstance(start, dt.datetime) or isinstance(end, dt.datetime):
        return _stamp(start) if granularity == "time" else f"{_stamp(start)}/{_stamp(end)}"
    last = end - dt.timedelta(1)
    if start == last:
        return start.isoformat()
    whole_months = start.day == 1 and end.day == 1
    months = (end.year - start.year) * 12 + end.month - start.month
    year = f"{start.year:04}"
    if whole_months and months == 1:
        return f"{year}-{start.month:02}"
    if granularity == "year" and whole_months and months == 12 and start.month == 1:
        return year
    if granularity == "decade" and whole_months and months == 120 and start.year % 10 == 0:
        return f"{start.year // 10:03}X"
    if granularity == "quarter" and whole_months and months == 3 and start.month % 3 == 1:
        return f"{year}-{33 + start.month // 3}"
    if granularity == "season" and start.month in (3, 6, 9, 12):
        # The meteorological winter begins in December; EDTF's season belongs to the year in which it ends up mostly.
        return f"{start.year + (start.month == 12):04}-{ {3: 21, 6: 22, 9: 23, 12: 24}[start.month] }"
    return f"{start.isoformat()}/{last.isoformat()}"


def _stamp(moment: Moment) -> str:
    return moment.isoformat()
