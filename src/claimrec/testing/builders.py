"""Sources and claims by hand, each argument on its own words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from attrs import evolve

from claimrec.errors import AnchorError, OptionError
from claimrec.model import Argument, Citation, Claim, Modality, Polarity, Role, Source, Span, digest_of, slug
from claimrec.values import Entity, Office, Place, Quantity, Text, TimeSpan, Value
from claimrec.values.record import Number, parse_moment

__all__ = ["make_claim", "make_source", "time_of"]

Given = Any
"""A value, what stands for one (a name, a number, an ISO date), or a pair of it and the words that state it."""


def make_source(
    text: str,
    *,
    id: str | None = None,
    publisher: str | None = None,
    published: dt.date | dt.datetime | str | None = None,
    title: str | None = None,
    url: str | None = None,
    agency: str | None = None,
) -> Source:
    """A source from its text; the id is made from the publisher, else from the text.

    >>> make_source("Rain fell.", publisher="The Daily Rain").id
    'the-daily-rain'
    """
    made = id or (slug(publisher) if publisher else "s-" + digest_of(text)[7:15])
    return Source(id=made, text=text, publisher=publisher, published=parse_moment(published), title=title, url=url, agency=agency)


def make_claim(
    text: str | Source | None,
    type: str,
    *,
    trigger: str | None = None,
    agents: Iterable[Given] = (),
    patients: Iterable[Given] = (),
    participants: Iterable[Given] = (),
    recipients: Iterable[Given] = (),
    speakers: Iterable[Given] = (),
    time: Given = None,
    place: Given = None,
    content: str | None = None,
    ages: Mapping[str, Given] | None = None,
    offices: Mapping[str, Given] | None = None,
    cited: Iterable[str | tuple[str, str]] = (),
    polarity: str = "affirmed",
    modality: str = "actual",
    evidence: str | None = None,
    **counts: Given,
) -> Claim:
    """A claim whose every span is looked up in the text, as whole words where they stand as such.

    An argument is a value, or what stands for one: a name, a number, an ISO date ("2025-08", "2025-08-20/2025-08-22"
    with both days included). Its words are the value's ``text``, else the name or number as written; where the text says
    it in other words, give a pair: ``time=("2025-08-20", "on Wednesday")``. Spans need no spaCy, and the claim is not
    what :func:`claimrec.extract` would necessarily read in that sentence.

    Args:
        text: the report; None writes one out of the words given.
        type: the event type ("kill").
        trigger: the words that name the event; the type where left out.
        agents: who did it: an Entity each, or the name of a person.
        patients: to whom.
        participants: who took part, where the act is mutual.
        recipients: who got it.
        speakers: who said it.
        time: a TimeSpan or ISO date.
        place: a Place or its name.
        content: the words said.
        ages: name of the holder -> age in years.
        offices: name of the holder -> an Office.
        cited: whom the article says it from, outermost first; a name, or name and words.
        polarity: "affirmed" or "denied".
        modality: "actual", "planned" or "possible".
        evidence: the clause; the sentence around the trigger where left out.
        **counts: unit -> number, such as ``killed=12`` or ``killed=(12, "a dozen")``.

    Raises:
        AnchorError: words that the text does not contain.
        OptionError: an argument that is no value and stands for none.

    >>> claim = make_claim("Floods killed at least ten people in Oslo on Wednesday.", "kill", trigger="killed",
    ...                    killed=Quantity(10, None, "killed", text="at least ten"), time=("2025-08-20", "on Wednesday"))
    >>> [(argument.role.value, argument.evidence.text) for argument in claim.arguments]
    [('time', 'on Wednesday'), ('quantity', 'at least ten')]
    >>> make_claim(None, "sign", agents=["Jane Roe"], agreement=12, place="Oslo").source.text
    'sign Jane Roe Oslo 12.'
    """
    given: list[_Said] = []
    for role, people in (
        (Role.AGENT, agents),
        (Role.PATIENT, patients),
        (Role.PARTICIPANT, participants),
        (Role.RECIPIENT, recipients),
        (Role.SPEAKER, speakers),
    ):
        given += [_said(role, person, _entity) for person in people]
    if time is not None:
        given.append(_said(Role.TIME, time, time_of))
    if place is not None:
        given.append(_said(Role.PLACE, place, Place))
    given += [_said(Role.QUANTITY, count, partial(_count, unit=unit)) for unit, count in counts.items()]
    given += [_said(Role.QUANTITY, age, partial(_count, unit="year"), slug(holder)) for holder, age in (ages or {}).items()]
    given += [_said(Role.ROLE, office, Office, slug(holder)) for holder, office in (offices or {}).items()]
    if content is not None:
        given.append(_said(Role.CONTENT, content, Text))
    credited = [(who, who) if isinstance(who, str) else who for who in cited]

    cue = trigger or type
    source = _source(text, [cue, *(said.words for said in given), *(words for _, words in credited)])
    at = _find(source, cue)
    return Claim(
        source=source,
        type=type,
        trigger=at,
        evidence=_find(source, evidence) if evidence else _sentence(source, at),
        polarity=Polarity(polarity),
        modality=Modality(modality),
        cited=tuple(_citation(name, _find(source, words)) for name, words in credited),
        arguments=tuple(Argument(said.role, said.value, _find(source, said.words), said.of) for said in given),
    )


def time_of(iso: str) -> TimeSpan:
    """The time that an ISO 8601 date, month, year or pair of days stands for.

    >>> time_of("2025-08"), time_of("2025-08-20/2025-08-22").end
    (TimeSpan(start=datetime.date(2025, 8, 1), end=datetime.date(2025, 9, 1), granularity='month', edtf='2025-08', ...
    """
    if "/" in iso:
        first, last = (time_of(part) for part in iso.split("/"))
        return TimeSpan(first.start, last.end, "range", edtf=iso)
    parts = [int(part) for part in iso.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", iso) else []
    if not parts:
        raise OptionError(
            f"a time must be written as '2025', '2025-08' or '2025-08-20', not {iso!r}; or pass a TimeSpan", value=iso
        )
    start = dt.date(*parts, *[1] * (3 - len(parts)))
    granularity = ("year", "month", "day")[len(parts) - 1]
    after = {
        "year": lambda: start.replace(year=start.year + 1),
        "month": lambda: (start + dt.timedelta(days=31)).replace(day=1),
        "day": lambda: start + dt.timedelta(days=1),
    }
    return TimeSpan(start, after[granularity](), granularity, edtf=iso)


class _Said(NamedTuple):
    role: Role
    value: Value
    words: str
    of: str | None


def _said(role: Role, given: Given, make: Callable[[Any], Value], of: str | None = None) -> _Said:
    """The value that is given, or made from what stands for it, with its words."""
    content, words = given if isinstance(given, tuple) else (given, "")
    value = content if isinstance(content, Value) else make(content)
    words = words or value.text or getattr(value, "name", "") or str(content)
    return _Said(role, value if value.text else evolve(value, text=words), words, of)


def _entity(name: str) -> Entity:
    return Entity(name, id=slug(name))


def _count(number: Number, unit: str) -> Quantity:
    if not isinstance(number, int | float) or isinstance(number, bool):
        raise OptionError(f"a count must be a number, a Quantity, or a pair of it and its words, not {number!r}", value=number)
    return Quantity(number, number, unit, stated=number)


def _citation(name: str, span: Span) -> Citation:
    return Citation(name, span.start, span.end, span.text)


def _source(text: str | Source | None, words: list[str]) -> Source:
    if isinstance(text, Source):
        return text
    return make_source(" ".join(words) + "." if text is None else text)


def _find(source: Source, words: str) -> Span:
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", source.text)
    start = whole.start() if whole else source.text.find(words)
    if start < 0:
        raise AnchorError(
            f"the words of an argument must stand in the text: {words!r} is not in {source.text!r}; "
            "give a pair of the value and its words",
            value=words,
        )
    return source.span(start, start + len(words))


def _sentence(source: Source, at: Span) -> Span:
    ends = [0, *(match.end() for match in re.finditer(r"(?<=[.!?])\s+|\n+", source.text))]
    start = max(end for end in ends if end <= at.start)
    stop = re.compile(r"[.!?](?=\s|$)|(?=\n)|$").search(source.text, at.end)
    return source.span(start, stop.end() if stop else len(source.text))
