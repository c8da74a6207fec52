"""The report as one web page that loads nothing, and the small one that notebooks show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from claimrec.model import Event, Finding, Outcome
from claimrec.report.drawing import drawing_of
from claimrec.report.layout import Section, nothing, sections
from claimrec.report.lookup import Lookup
from claimrec.report.marking import marks_by_source, places_by_source
from claimrec.report.terms import counted, noun_for
from claimrec.report.timeline import Lane, timeline_of
from claimrec.report.views import EventView, FindingView, LoneView, SourceView, event_view, finding_view, lone_view, source_view
from claimrec.templating import render
from claimrec.values import Verdict
from claimrec.values.record import as_tuple

__all__ = ["html_report"]

_UNFOLDED = 12  # findings of one section that are open at first
_FEW = 12  # events that are all seen on the timeline
_MOST = 60  # cards of one section at first
_LANES = 30  # events on the timeline at first
_MANY = 1_000  # claims from which on folded parts wait as text until they are unfolded
_SNIPPET, _WORDS = 140, 80  # letters of an event that one source tells of; where there are many


@frozen
class Part:
    """One section of the page."""

    id: str
    title: str
    short: str
    about: str
    findings: tuple[FindingView, ...] = field(converter=as_tuple)


@frozen
class Figure:
    """A number of the summary, and where it leads."""

    number: int
    label: str
    target: str
    look: str = ""


def html_report(outcome: Outcome, *, title: str = "Reconciliation report") -> str:
    """One page, conflicts first, with the words for each side; everything from the sources is escaped.

    The page needs no network and no script; with scripts it can be searched, and its colours can be chosen.

    Args:
        outcome: what reconciliation found.
        title: the heading of the page.

    >>> html_report(Outcome()).startswith("<!doctype html>")
    True
    """
    lookup = Lookup(outcome)
    shown = [_part(section, lookup) for section in sections(outcome)]
    several, single = _events(lookup)
    timeline = timeline_of(lookup)
    first, later = _lanes(timeline.lanes)
    lean = len(outcome.claims) >= _MANY
    return (
        render(
            "page.html.jinja",
            title=title,
            lean=lean,
            most=_MOST,
            figures=list(_figures(outcome, shown)),
            lede=_lede(outcome),
            parts=shown,
            timeline=timeline,
            lanes=first,
            more_lanes=later,
            several=several,
            single=single,
            sources=list(_sources(lookup)),
            drawing=drawing_of(lookup),
        )
        + "\n"
    )


def _part(section: Section, lookup: Lookup) -> Part:
    unfolded = not section.brief and section.title != "Refinements" and len(section.findings) <= _UNFOLDED
    found = _by_event(section.findings) if section.brief else section.findings
    views = [finding_view(finding, lookup, unfolded=unfolded) for finding in found]
    short = section.title.split()[-1].capitalize()
    return Part("section-" + section.title.lower().replace(" ", "-"), section.title, short, section.about, views)


def _by_event(findings: Sequence[Finding]) -> list[Finding]:
    """What is agreed on one event side by side, the surest first."""
    first: dict[str, int] = {}
    for place, finding in enumerate(findings):
        first.setdefault(finding.event, place)
    return sorted(findings, key=lambda finding: first[finding.event])


def _figures(outcome: Outcome, parts: Sequence[Part]) -> Iterator[Figure]:
    witnesses = len({outcome.origins.get(source.id, source.id) for source in outcome.sources})
    told = Counter(finding.relation for finding in outcome.findings)
    targets = {part.title: part.id for part in parts}
    yield Figure(len(outcome.sources), noun_for(len(outcome.sources), "source"), "section-sources")
    yield Figure(witnesses, noun_for(witnesses, "independent witness", "independent witnesses"), "section-sources")
    yield Figure(len(outcome.events), noun_for(len(outcome.events), "event"), "section-events")
    for verdict, one, title in (
        (Verdict.CONFLICT, "conflict", "Conflicts"),
        (Verdict.UPDATE, "update", "Updates"),
        (Verdict.AGREE, "agreement", "Agreements"),
    ):
        number = told[verdict]
        yield Figure(number, noun_for(number, one), targets.get(title, "section-summary"), verdict.value)


def _lede(outcome: Outcome) -> str:
    """What a reader in a hurry needs to know."""
    if not outcome.findings:
        return nothing(outcome)
    told = Counter(finding.relation for finding in outcome.findings)
    conflicts, agreed = told[Verdict.CONFLICT], told[Verdict.AGREE]
    if conflicts:
        said = f"The sources contradict each other on {counted(conflicts, 'fact')} and agree on {agreed}."
    else:
        said = f"No two sources conflict; on {counted(agreed, 'fact')} they agree."
    copies = sum(outcome.origins.get(source.id, source.id) != source.id for source in outcome.sources)
    if copies:
        said += f" {'1 source repeats' if copies == 1 else f'{copies} sources repeat'} the text of another, which counts once."
    return said


def _events(lookup: Lookup) -> tuple[list[EventView], list[LoneView]]:
    """The events that several sources tell of, the disputed ones first, and, in a line each, those that only one does."""
    parts: dict[str, list[Event]] = {}
    for event in lookup.outcome.events:
        if event.part_of is not None:
            parts.setdefault(event.part_of, []).append(event)
    ordered = sorted(lookup.outcome.events, key=lambda event: _weight(event, lookup.findings.get(event.id, ())))
    lone = {event.id for event in ordered if len(event.sources) <= 1 and event.id not in lookup.findings}
    several = [event_view(event, parts.get(event.id, ()), lookup) for event in ordered if event.id not in lone]
    letters = _WORDS if len(lone) > _MANY else _SNIPPET
    return several, [lone_view(event, lookup, letters) for event in ordered if event.id in lone]


def _weight(event: Event, findings: Sequence[Finding]) -> tuple[int, int, int, str]:
    conflicts = sum(finding.relation is Verdict.CONFLICT for finding in findings)
    return -conflicts, -len(findings), -len(event.sources), event.id


def _lanes(lanes: Sequence[Lane]) -> tuple[list[Lane], list[Lane]]:
    """The events to be seen at first, which several sources tell of, and the others; both in the order of time."""
    if len(lanes) <= _FEW:
        return list(lanes), []
    ranked = sorted((lane for lane in lanes if lane.sources > 1), key=lambda lane: (not lane.disputed, -lane.sources))
    first = {lane.event for lane in (ranked or lanes)[:_LANES]}
    return [lane for lane in lanes if lane.event in first], [lane for lane in lanes if lane.event not in first]


def _sources(lookup: Lookup) -> Iterator[SourceView]:
    marks = marks_by_source(lookup)
    places = places_by_source(lookup.outcome.findings, lookup.outcome.claims)
    claims = Counter(claim.source.id for claim in lookup.outcome.claims)
    for source in lookup.outcome.sources:
        yield source_view(source, marks.get(source.id, ()), places.get(source.id, ()), lookup, claims[source.id])
