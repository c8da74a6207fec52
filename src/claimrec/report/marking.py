"""A source's text cut into segments, each with the claim or value that it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from claimrec.model import Claim, Finding, Modality, Polarity
from claimrec.report.lookup import ORDER, Lookup
from claimrec.report.terms import title_of
from claimrec.values import Verdict
from claimrec.values.wording import say

__all__ = ["Mark", "Segment", "marks_by_source", "places_by_source", "segments"]

_VALUE, _TRIGGER = len(ORDER), len(ORDER) + 1


@frozen
class Mark:
    """What some words of a source state.

    Args:
        start: first letter.
        end: first letter after them.
        rank: lower is shown where several marks share words.
        look: ``conflict update scope refines agree value trigger``.
        title: what it is, in words.
        target: id in the page of the finding or event.
    """

    start: int
    end: int
    rank: int
    look: str
    title: str
    target: str | None = None


@frozen
class Segment:
    """A stretch of the text with the mark that it carries; ``place`` where other parts of the page point to it."""

    text: str
    mark: Mark | None = None
    place: int | None = None


def marks_by_source(lookup: Lookup) -> dict[str, tuple[Mark, ...]]:
    """Source id -> what its words state: findings first, then values, then the words that name events."""
    made: dict[str, dict[tuple[int, int, int, str | None], Mark]] = {source: {} for source in lookup.sources}
    for source, mark in (*_of_findings(lookup), *_of_claims(lookup)):
        if mark.start < mark.end:
            made.setdefault(source, {}).setdefault((mark.start, mark.end, mark.rank, mark.target), mark)
    return {source: tuple(found.values()) for source, found in made.items()}


def _of_findings(lookup: Lookup) -> Iterator[tuple[str, Mark]]:
    for finding in lookup.outcome.findings:
        title = f"{title_of(finding, lookup.names)}: {finding.relation.value}"
        look = _look(finding)
        for position in finding.positions:
            for shown in position.evidence:
                yield (
                    shown.source,
                    Mark(shown.start, shown.end, ORDER[finding.relation], look, f"{title}, {say(position.value)}", finding.id),
                )


def _look(finding: Finding) -> str:
    return Verdict(finding.relation).value


def _of_claims(lookup: Lookup) -> Iterator[tuple[str, Mark]]:
    for claim in lookup.outcome.claims:
        event = lookup.events_of.get(claim.id)
        yield claim.source.id, Mark(claim.trigger.start, claim.trigger.end, _TRIGGER, "trigger", _event_title(claim), event)
        for argument in claim.arguments:
            words, said = argument.evidence, say(argument.value)
            known = said.strip("“”").casefold() == words.text.casefold()  # the words say it themselves
            title = f"{argument.role.value} of {claim.type}" + ("" if known else f": {said}")
            yield claim.source.id, Mark(words.start, words.end, _VALUE, "value", title)


def _event_title(claim: Claim) -> str:
    marks = [claim.polarity.value] if claim.polarity is not Polarity.AFFIRMED else []
    marks += [claim.modality.value] if claim.modality is not Modality.ACTUAL else []
    return f"event: {claim.type}" + (f" ({', '.join(marks)})" if marks else "")


def segments(text: str, marks: Sequence[Mark], places: Iterable[int] = ()) -> tuple[Segment, ...]:
    """The text cut wherever a mark begins or ends; put together again, the segments are the text.

    Args:
        text: the text.
        marks: what its words state; may overlap. Words of several marks carry the lowest rank, then the shortest.
        places: offsets that have to begin a segment, because something points to them.

    >>> [(s.text, s.mark.look) for s in segments("12 died", [Mark(0, 2, 0, "conflict", "")]) if s.mark]
    [('12', 'conflict')]
    """
    wanted = {place for place in places if 0 <= place < len(text)}
    edges = sorted({0, len(text), *wanted, *(edge for m in marks for edge in (m.start, m.end) if 0 <= edge <= len(text))})
    starting: dict[int, list[Mark]] = {}
    for mark in marks:
        starting.setdefault(mark.start, []).append(mark)
    active: list[Mark] = []
    made: list[Segment] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark.end > start] + starting.get(start, [])
        best = min(active, key=lambda m: (m.rank, m.end - m.start, m.start, m.title), default=None)
        here = Segment(text[start:end], best, start if start in wanted else None)
        if made and here.place is None and _alike(made[-1].mark, best):
            made[-1] = evolve(made[-1], text=made[-1].text + here.text)
        else:
            made.append(here)
    return tuple(made)


def _alike(a: Mark | None, b: Mark | None) -> bool:
    """Whether two marks look the same to a reader."""
    return a is b or (a is not None and b is not None and (a.look, a.title, a.target) == (b.look, b.title, b.target))


def places_by_source(findings: Iterable[Finding], claims: Iterable[Claim]) -> Mapping[str, frozenset[int]]:
    """Source id -> the offsets that findings and events point to."""
    made: dict[str, set[int]] = {}
    for finding in findings:
        for position in finding.positions:
            for shown in position.evidence:
                made.setdefault(shown.source, set()).add(shown.start)
    for claim in claims:
        made.setdefault(claim.source.id, set()).add(claim.trigger.start)
    return {source: frozenset(found) for source, found in made.items()}
