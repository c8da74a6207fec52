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
        ("Shots rang out at 6 in the evening on Tuesday.", "2025-10-21T18:00:00", "2025-10-21T19:00:00"),
        ("The siren went at half past seven on Tuesday morning.", "2025-10-21T07:30:00", "2025-10-21T07:31:00"),
        ("It ended at a quarter to nine on Tuesday night.", "2025-10-21T20:45:00", "2025-10-21T20:46:00"),
        ("They were seen at two o'clock in the morning on Tuesday.", "2025-10-21T02:00:00", "2025-10-21T03:00:00"),
        ("They met on Tuesday afternoon at 4 o'clock.", "2025-10-21T16:00:00", "2025-10-21T17:00:00"),
        ("The siren went at 7 this morning.", "2025-10-24T07:00:00", "2025-10-24T08:00:00"),
        ("The siren went around 11 last night.", "2025-10-23T23:00:00", "2025-10-24T00:00:00"),
        ("The truce took effect at 00:01 on Tuesday.", "2025-10-21T00:01:00", "2025-10-21T00:02:00"),
        ("The bell rang at 11:45pm on Friday night (October 17).", "2025-10-17T23:45:00", "2025-10-17T23:46:00"),
        ("The doors open at 7 p.m. (EDT) on Friday.", "2025-10-24T19:00:00-04:00", "2025-10-24T20:00:00-04:00"),
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


def test_what_counts_from_an_event_has_no_anchor() -> None:
    mentions = find_times("The storm came on March 3, 2021. The dam broke the day after the vote.", published="2025-10-24")
    assert [mention.span.text for mention in mentions] == ["March 3, 2021", "the day after"]
    assert [mention.value.edtf for mention in mentions] == ["2021-03-03", None]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "words", "edtf", "end"),
    [
        ("It has been shut since 1999.", "since 1999", "1999/..", "2025-10-25"),
        ("It has rained ever since Monday.", "ever since Monday", "2025-10-20/..", "2025-10-25"),
        ("Sales are barred from 2027 on.", "from 2027 on", "2027/..", "9999-12-31"),
        ("The road stays shut until Nov. 3.", "until Nov. 3", "../2025-11-03", "2025-11-04"),
        ("It was built before 1990.", "before 1990", "../1989-12-31", "1990-01-01"),
        ("Rents fell after May 2020.", "after May 2020", "2020-06-01/..", "9999-12-31"),
        ("They ruled from 1999 to 2004.", "1999 to 2004", "1999-01-01/2004-12-31", "2005-01-01"),
    ],
)
def test_open_ends_where_they_are_asked_for(text: str, words: str, edtf: str, end: str) -> None:
    [mention] = find_times(text, published=PUBLISHED, open_ends=True)
    value = mention.value
    assert isinstance(value, TimeSpan) and value.end is not None
    assert (mention.span.text, value.text, value.edtf, value.end.isoformat()) == (words, words, edtf, end)


@pytest.mark.parametrize("text", ["It has been shut since Monday.", "The road stays shut until Nov. 3."])
def test_an_unresolved_time_has_no_open_end(text: str) -> None:
    [mention] = find_times(text, open_ends=True)
    assert not mention.value.resolved  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "words"),
    [("It has been shut since 1999.", "1999"), ("The road stays shut until Nov. 3.", "Nov. 3")],
)
def test_a_time_names_what_it_names_else(text: str, words: str) -> None:
    [mention] = find_times(text, published=PUBLISHED)
    assert mention.span.text == words


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
