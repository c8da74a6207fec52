"""The time finder, case by case (``cases/times.json``), with and without a day of publication."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimrec.errors import DateError, OptionError
from claimrec.extraction.tense import tense_of
from claimrec.extraction.times import find_times, times_in
from claimrec.values import TimeSpan

if TYPE_CHECKING:
    from spacy.language import Language

TABLE = json.loads((Path(__file__).resolve().parents[1] / "cases" / "times.json").read_text(encoding="utf-8"))
PUBLISHED = dt.date.fromisoformat(TABLE["published"])


def spans_of(text: str, nlp: Language, published: dt.date | None) -> list[TimeSpan]:
    found = []
    for mention in times_in(nlp(text), published):
        assert isinstance(mention.value, TimeSpan)
        assert mention.value.text == text[slice(*mention.chars)]
        found.append(mention.value)
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in TABLE["cases"]])
def test_resolved(case: dict[str, Any], nlp: Language) -> None:
    found = []
    for value in spans_of(case["text"], nlp, PUBLISHED):
        assert value.start is not None and value.end is not None
        found.append([value.text, value.start.isoformat(), (value.end - dt.timedelta(1)).isoformat(), value.granularity])
    assert found == case["found"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in TABLE["unresolved"]])
def test_without_a_date_of_publication_nothing_is_guessed(case: dict[str, Any], nlp: Language) -> None:
    values = spans_of(case["text"], nlp, None)
    assert [[value.text, value.partial, value.weekday, value.granularity] for value in values] == case["found"]
    assert not any(value.resolved for value in values)


def test_a_hint_gives_the_year(nlp: Language) -> None:
    [found] = times_in(nlp("The ship sank on August 20."), None, year_hint=2017)
    assert found.value.start == dt.date(2017, 8, 20)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The bell rang on Oct. 2 at 9:40 p.m.", "2025-10-02T21:40:00", "2025-10-02T21:41:00"),
        ("The bell rang at 9 p.m. on Tuesday.", "2025-10-21T21:00:00", "2025-10-21T22:00:00"),
        ("The probe landed at 18:05 GMT on Oct. 2.", "2025-10-02T18:05:00+00:00", "2025-10-02T18:06:00+00:00"),
        ("The probe landed at 9:05 a.m. EDT (1305 GMT) on Tuesday.", "2025-10-21T09:05:00-04:00", "2025-10-21T09:06:00-04:00"),
        ("The probe landed on Tuesday at noon.", "2025-10-21T12:00:00", "2025-10-21T12:01:00"),
    ],
)
def test_clock_times(text: str, start: str, end: str, nlp: Language) -> None:
    [value] = spans_of(text, nlp, PUBLISHED)
    assert value.start is not None and value.end is not None
    assert (value.granularity, value.start.isoformat(), value.end.isoformat()) == ("time", start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Polls were open from 7 a.m. to 8:30 p.m. on Tuesday.", "2025-10-21T07:00:00", "2025-10-21T20:30:00"),
        ("The road was shut between 7 and 9 p.m. Tuesday.", "2025-10-21T19:00:00", "2025-10-21T21:00:00"),
        ("They were seen Tuesday from 11 to 1 p.m.", "2025-10-21T11:00:00", "2025-10-21T13:00:00"),
        ("A curfew held from 10 p.m. to 4 a.m. on Oct. 2.", "2025-10-02T22:00:00", "2025-10-03T04:00:00"),
    ],
)
def test_hours_of_a_day(text: str, start: str, end: str, nlp: Language) -> None:
    [value] = spans_of(text, nlp, PUBLISHED)
    assert value.start is not None and value.end is not None
    assert (value.granularity, value.start.isoformat(), value.end.isoformat()) == ("range", start, end)


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("He died the same day.", 0),
        ("He died a day later.", 1),
        ("He died two weeks earlier.", -14),
        ("He had left the day before.", -1),
    ],
)
def test_what_counts_from_another_date_has_an_anchor(text: str, anchor: int, nlp: Language) -> None:
    [found] = times_in(nlp(text), PUBLISHED)
    assert (found.anchor, found.value.start) == (anchor, None)  # type: ignore[union-attr]


def test_the_finder_counts_from_the_last_day_spoken_of() -> None:
    mentions = find_times("She was shot on March 3, 2021. She died two days later.", published="2025-10-24")
    assert [mention.value.edtf for mention in mentions] == ["2021-03-03", "2021-03-05"]  # type: ignore[union-attr]


def test_spans_point_into_the_whole_text() -> None:
    text = "Storm log\n\n\tRain fell on Tuesday.\nThe sun\ncame back on Oct. 23.  "
    spans = [mention.span for mention in find_times(text, published=PUBLISHED)]
    assert [text[span.start : span.end] for span in spans] == [span.text for span in spans] == ["Tuesday", "Oct. 23"]


@pytest.mark.parametrize(
    ("text", "word", "tense"),
    [
        ("The envoy left on Tuesday.", "Tuesday", "past"),
        ("The envoy had left on Tuesday.", "Tuesday", "past"),
        ("The envoy will leave on Tuesday.", "Tuesday", "future"),
        ("The envoy plans to leave on Tuesday.", "Tuesday", "future"),
        ("The envoy is due on Tuesday.", "Tuesday", "future"),
        ("The museum opens on Tuesday.", "Tuesday", "future"),
        ("The mayor will attend a meeting on Tuesday.", "Tuesday", "future"),
        ("Snow on Tuesday.", "Tuesday", None),
    ],
)
def test_tense(text: str, word: str, tense: str | None, nlp: Language) -> None:
    [token] = [token for token in nlp(text) if token.text == word]
    assert tense_of(token) == tense


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x07", "No date here."])
def test_nothing_to_find(text: str) -> None:
    assert find_times(text, published=PUBLISHED) == []


def test_bad_arguments_are_refused() -> None:
    with pytest.raises(OptionError, match="decode bytes first"):
        find_times(b"Tuesday")  # type: ignore[arg-type]
    with pytest.raises(DateError, match="2025-13-45"):
        find_times("Tuesday", published="2025-13-45")


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max])
def test_the_ends_of_the_calendar_leave_times_unresolved(published: dt.date) -> None:
    texts = (
        "last year",
        "30 years ago",
        "next decade",
        "on Tuesday",
        "in December",
        "the end of the year",
        "tomorrow",
        "yesterday",
    )
    for text in texts:
        assert all(mention.value.text for mention in find_times(f"It was seen {text}.", published=published))  # type: ignore[union-attr]
