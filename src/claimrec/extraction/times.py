"""Times in running text: the grammar's expressions, placed by tense and the day of publication.

Weekdays are read as newspapers mean them: in the past tense the latest such day, the day of publication included;
in the future tense the coming one.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from claimrec.extraction.mentions import Found
from claimrec.extraction.passages import read_passages
from claimrec.extraction.tense import tense_of
from claimrec.extraction.timex.bounds import opened
from claimrec.extraction.timex.calendar import Context, Date, Expression, Holiday, Interval, Period, around, shifted
from claimrec.extraction.timex.expressions import Ago, Relative
from claimrec.extraction.timex.feasts import Feast
from claimrec.extraction.timex.grammar import Written, written_times
from claimrec.model import Mention, Span
from claimrec.values import TimeSpan
from claimrec.values.record import Moment, calendar_day, parse_moment

if TYPE_CHECKING:
    from spacy.language import Language

    from claimrec.extraction.tokens import Doc, Token

__all__ = ["find_times", "stands", "times_in"]


_NAMES = ("ORG", "WORK_OF_ART", "FAC", "LAW", "PERSON", "PRODUCT")


def times_in(doc: Doc, published: dt.date | dt.datetime | None, *, year_hint: int | None = None) -> list[Found]:
    """The times that a Doc states, in order of the text.

    Args:
        doc: parsed English text.
        published: the day of publication; None leaves what is relative to it unresolved.
        year_hint: the year of dates that are written without one, where ``published`` is None.

    What counts from another date ("two days later") has ``anchor`` in days, and no interval.
    """
    found = []
    text = doc.text
    for written in written_times(text):
        span = doc.char_span(written.start, written.end, alignment_mode="expand")
        if span is None or not stands(doc, written):
            continue
        head = span.root
        expression = written.expression
        context = Context(_day(published), tense_of(head) if published is not None else None, year_hint)
        found.append(
            Found(
                value=_value(expression, _interval(expression, context), text[written.start : written.end]),
                start=span.start,
                end=span.end,
                head=head.i,
                chars=(written.start, written.end),
                anchor=expression.anchor,
            )
        )
    return found


def find_times(
    text: str,
    *,
    published: dt.date | dt.datetime | str | None = None,
    open_ends: bool = False,
    nlp: Language | None = None,
) -> list[Mention]:
    """The times that a text states, in order, each with its span.

    Args:
        text: any string.
        published: when the text was published: date, datetime, ISO 8601 string or None.
        open_ends: read "since 1999", "until Friday" and "from Monday on" as the stretches that they are; else as the times
            that they name, 1999, Friday and Monday.
        nlp: an English spaCy pipeline with tagger, parser and ner; the installed one where it is left out.

    Raises:
        OptionError: ``text`` is no string.
        DateError: ``published`` is no date.
        PipelineError: no usable pipeline.

    >>> [mention] = find_times("The bridge fell on Tuesday.", published="2025-10-24")
    >>> mention.span.text, mention.value.edtf
    ('Tuesday', '2025-10-21')
    >>> [mention] = find_times("It has been closed since 1999.", published="2025-10-24", open_ends=True)
    >>> mention.span.text, mention.value.edtf
    ('since 1999', '1999/..')
    """
    when = parse_moment(published)
    mentions: list[Mention] = []
    last: dt.date | None = None  # the latest day spoken of, which "two days later" counts from
    for passage in read_passages(text, nlp):
        for found in times_in(passage.doc, when):
            value = found.value
            assert isinstance(value, TimeSpan)
            if found.anchor is not None and last is not None and value.granularity != "time":
                value = _anchored(value, last, found.anchor)
            elif value.granularity in ("day", "time") and value.start is not None and not found.anchor:
                last = calendar_day(value.start)
            start, end = passage.place(found.chars)
            if open_ends and (stretch := opened(text, start, end, value, _day(when))):
                start, end, value = stretch
            mentions.append(Mention(Span.of(text, start, end), value))
    return mentions


def _day(moment: Moment | None) -> dt.date | None:
    return None if moment is None else calendar_day(moment)


def _interval(expression: Expression, context: Context) -> Interval | None:
    try:
        return expression.resolve(context)
    except (ValueError, OverflowError):  # beyond the years 1 to 9999
        return None


def _value(expression: Expression, interval: Interval | None, text: str) -> TimeSpan:
    if interval is None:
        return TimeSpan(granularity=expression.granularity, text=text, partial=expression.partial, weekday=expression.weekday)
    return TimeSpan(interval.start, interval.end, interval.granularity, text=text)


def _anchored(value: TimeSpan, base: dt.date, days: int) -> TimeSpan:
    try:
        if value.granularity in ("month", "year"):
            count = round(days / (30 if value.granularity == "month" else 365))
            interval = around(shifted(base, count, value.granularity), value.granularity)
        else:
            interval = around(base + dt.timedelta(days), value.granularity)
    except (ValueError, OverflowError):
        return value
    return TimeSpan(interval.start, interval.end, interval.granularity, text=value.text)


def stands(doc: Doc, written: Written) -> bool:
    """Whether a written time is one here, and not a name ("June Brown", "USA Today") or a duration ("lost it in two weeks")."""
    span = doc.char_span(written.start, written.end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    expression, token = written.expression, span[0]
    if isinstance(expression, Ago) and expression.future:
        return tense_of(span.root) == "future" and not _is_record(span.root)
    if len(span) > 1:
        return True
    if isinstance(expression, Date) and token.ent_type_ in _NAMES and token.i + 1 < len(doc):
        following = doc[token.i + 1]  # "The Sunday Times", "the Friday Mosque"
        return not (following.ent_iob_ == "I" and following.tag_ in ("NNP", "NNPS"))
    if isinstance(expression, Relative):
        inside = token.i > 0 and not token.is_sent_start
        return not (inside and token.text[0].isupper() and doc[token.i - 1].tag_ in ("NNP", "NNPS"))
    if isinstance(expression, Holiday | Feast):
        named = token.dep_ == "compound" and token.head.i > token.i and token.nbor(1).tag_ in ("NNP", "NNPS")
        return token.ent_type_ != "PERSON" and not named  # "Tariq Ramadan", "Christmas Hill Park"
    if isinstance(expression, Period) and expression.unit == "month" and expression.year is None:
        speaks = token.dep_ == "nsubj" and token.head.lemma_ in ("say", "tell", "add")
        return token.ent_type_ != "PERSON" and not speaks
    return True


def _is_record(token: Token) -> bool:
    """ "The strongest quake to hit Peru in 40 years": how long no other did, and not when one will."""
    while token.tag_ != "VB":
        if token.head is token:
            return False
        token = token.head
    to = next((c for c in token.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    if to is None or not to.i:
        return False
    return any(c.tag_ in ("JJS", "RBS") or c.lower_ in ("first", "only") for c in to.nbor(-1).subtree if c.i < to.i)
