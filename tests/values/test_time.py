"""Times as calendar intervals, and as what is known of one."""

from __future__ import annotations

import datetime as dt

import pytest

from claimrec.errors import DateError, ValueRecordError
from claimrec.values import Relation, Text, TimeSpan

DAY = TimeSpan.on("2025-08-20")


@pytest.mark.parametrize(
    ("time", "edtf"),
    [
        (DAY, "2025-08-20"),
        (TimeSpan.in_month(2025, 12), "2025-12"),
        (TimeSpan.in_year(1999), "1999"),
        (TimeSpan("1960-01-01", "1970-01-01", "decade"), "196X"),
        (TimeSpan("2025-07-01", "2025-10-01", "quarter"), "2025-35"),
        (TimeSpan("2025-06-01", "2025-09-01", "season"), "2025-22"),
        (TimeSpan("2025-08-18", "2025-08-25", "week"), "2025-08-18/2025-08-24"),
        (TimeSpan.between("2025-08-20", "2025-08-22"), "2025-08-20/2025-08-22"),
        (TimeSpan("2025-08-20T09:00", "2025-08-20T10:00", "time"), "2025-08-20T09:00:00"),
        (TimeSpan("2025-08-20", "2025-08-21", edtf="2025-08-20?"), "2025-08-20?"),
        (TimeSpan(partial="XXXX-08-20"), None),
    ],
)
def test_edtf(time: TimeSpan, edtf: str | None) -> None:
    assert time.edtf == edtf
    assert TimeSpan.from_dict(time.to_dict()) == time


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (DAY, TimeSpan.on("2025-08-20"), Relation.EQUAL),
        (DAY, TimeSpan.in_month(2025, 8), Relation.NARROWER),
        (DAY, TimeSpan.on("2025-08-21"), Relation.DISJOINT),
        (DAY, TimeSpan.between("2025-08-19", "2025-08-20"), Relation.NARROWER),
        (TimeSpan.between("2025-08-19", "2025-08-21"), TimeSpan.between("2025-08-20", "2025-08-23"), Relation.OVERLAP),
        (TimeSpan("2025-08-20T09:00", "2025-08-20T10:00", "time"), DAY, Relation.NARROWER),
        (DAY, Text("Wednesday"), Relation.UNKNOWN),
        # partly known
        (TimeSpan(weekday=2), TimeSpan(weekday=3), Relation.DISJOINT),
        (TimeSpan(weekday=2), TimeSpan(weekday=2), Relation.EQUAL),
        (TimeSpan(partial="XXXX-08-20"), TimeSpan(partial="XXXX-08", granularity="month"), Relation.NARROWER),
        (TimeSpan(partial="XXXX-08-20"), TimeSpan(partial="XXXX-09"), Relation.DISJOINT),
        (TimeSpan(partial="XXXX-08-20"), TimeSpan(weekday=3), Relation.OVERLAP),
        (TimeSpan(partial="XXXX-08-20", weekday=3), TimeSpan(weekday=3), Relation.NARROWER),
        (TimeSpan(partial="XXXX-XX-XXT18:00"), TimeSpan(partial="XXXX-XX-XXT19:00"), Relation.DISJOINT),
        (TimeSpan(), TimeSpan(weekday=3), Relation.UNKNOWN),
        (TimeSpan(), TimeSpan(), Relation.UNKNOWN),
        (TimeSpan(weekday=3), DAY, Relation.UNKNOWN),
    ],
)
def test_compare(a: TimeSpan, b: object, relation: Relation) -> None:
    assert a.compare(b) is relation
    if isinstance(b, TimeSpan):
        assert b.compare(a) is relation.inverse


def test_offsets_are_compared_in_utc_where_both_sides_state_one() -> None:
    tehran = TimeSpan("2025-08-20T12:30+03:30", "2025-08-20T12:31+03:30", "time")
    london = TimeSpan("2025-08-20T09:00+00:00", "2025-08-20T09:01+00:00", "time")
    wall = TimeSpan("2025-08-20T12:30", "2025-08-20T12:31", "time")
    assert tehran.compare(london) is Relation.EQUAL
    assert tehran.compare(wall) is Relation.EQUAL
    assert london.compare(wall) is Relation.DISJOINT


@pytest.mark.parametrize(
    "bad",
    [
        {"start": "2025-08-20"},
        {"start": "2025-08-20", "end": "2025-08-20"},
        {"start": "2025-08-21", "end": "2025-08-20"},
        {"partial": "August"},
        {"weekday": 8},
        {"granularity": "fortnight"},
    ],
)
def test_what_breaks_its_own_rule(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        TimeSpan(**bad)  # type: ignore[arg-type]


def test_errors_say_what_to_write() -> None:
    with pytest.raises(ValueRecordError, match="XXXX-08-20"):
        TimeSpan(partial="August")
    with pytest.raises(DateError, match="2025-10-23"):
        TimeSpan.on("soon")


def test_a_datetime_counts_as_its_day() -> None:
    assert TimeSpan.on(dt.datetime(2025, 8, 20, 17, 5)) == DAY


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        (TimeSpan.since("1999-03-02"), "1999-03-02/.."),
        (TimeSpan.until("2000-01-01"), "../1999-12-31"),
        (TimeSpan.since("2025-10-20T09:00"), "2025-10-20T09:00:00/.."),
    ],
)
def test_an_open_end_is_said_in_edtf(value: TimeSpan, edtf: str) -> None:
    assert (value.edtf, value.granularity) == (edtf, "range")
    assert TimeSpan.from_dict(value.to_dict()) == value


def test_an_open_end_holds_what_comes() -> None:
    since, until = TimeSpan.since("1999-01-01"), TimeSpan.until("2000-01-01")
    assert TimeSpan.on("2025-08-20").compare(since) is Relation.NARROWER
    assert TimeSpan.on("1998-08-20").compare(since) is Relation.DISJOINT
    assert since.compare(until) is Relation.OVERLAP
    assert TimeSpan.since("2000-01-01").compare(until) is Relation.DISJOINT
