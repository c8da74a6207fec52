"""What the templates of the web page show: findings, events and sources, ready to be written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import field, frozen

from claimrec.model import Claim, Event, Finding, Modality, Polarity, Position, Source
from claimrec.report.layout import explained, one_line
from claimrec.report.lookup import Lookup
from claimrec.report.marking import Mark, Segment, segments
from claimrec.report.passages import Passage, Quote, cut, quotes_of
from claimrec.report.scale import Extremes, Scale, extremes, scale_of
from claimrec.report.terms import HEADINGS, VERDICTS, counted, field_title, title_of, verdict_reason
from claimrec.templating import clip, web_link
from claimrec.values import Quantity, Verdict
from claimrec.values.record import as_tuple
from claimrec.values.wording import say

__all__ = ["EventView", "FindingView", "LoneView", "SourceView", "event_view", "finding_view", "lone_view", "source_view"]

_QUOTES = 5  # sources of one side that are seen at once; the others are folded
_NAMED = 4  # sources that a warning names
_VOICES = 12  # sources of an event that are seen at once
_SNIPPET = 140  # letters of an event's first claim, so that "find" tells something
_QUOTED = ("“", "‘", '"', "'", "``", "«", "„")


@frozen
class Voice:
    """A source where it is quoted."""

    id: str
    label: str
    anchor: str | None
    published: str
    repeats: str | None

    @property
    def named(self) -> bool:
        """True where the label is not the id, so that both are shown: explanations use the id."""
        return self.label != self.id


@frozen
class Side:
    """One value of a finding and who states it."""

    value: str
    who: str
    quotes: tuple[tuple[Voice, Quote], ...] = field(converter=as_tuple)
    more: tuple[tuple[Voice, Quote], ...] = field(converter=as_tuple)


@frozen
class FindingView:
    """A finding as the page shows it."""

    id: str
    title: str
    name: str
    relation: str
    meaning: str
    heading: str
    reason: str
    explanation: str
    severity: str
    percent: int
    event: str
    event_title: str
    sides: tuple[Side, ...] = field(converter=as_tuple)
    extremes: Extremes | None = None
    scale: Scale | None = None
    torn: str = ""
    open: bool = False

    @property
    def beyond(self) -> bool:
        """True where the extremes come from other findings too, so that the reader has to be told."""
        values = [side.value for side in self.sides]
        return self.extremes is not None and any(
            said not in values for said in (self.extremes.low, self.extremes.best, self.extremes.high)
        )


def finding_view(finding: Finding, lookup: Lookup, *, unfolded: bool = False) -> FindingView:
    """A finding with its sides, each with its words in context."""
    event = lookup.events.get(finding.event)
    consensus = event.consensus.get(finding.field) if event is not None else None
    differs = finding.relation is not Verdict.AGREE
    return FindingView(
        id=finding.id,
        title=title_of(finding, lookup.names),
        name=finding.field,
        relation=finding.relation.value,
        meaning=VERDICTS[finding.relation],
        heading=HEADINGS[finding.relation],
        reason=verdict_reason(finding.relation),
        explanation=explained(finding, lookup.label),
        severity=finding.severity.value,
        percent=round(finding.confidence * 100),
        event=finding.event,
        event_title=lookup.titles.get(finding.event, finding.event),
        sides=[_side(position, lookup) for position in finding.shown],
        torn=_torn(finding, lookup),
        extremes=extremes(consensus, [p.value for p in finding.positions]) if consensus is not None and differs else None,
        scale=scale_of(finding, lookup),
        open=unfolded,
    )


def _torn(finding: Finding, lookup: Lookup) -> str:
    """A warning where sources stand on several sides of a conflict: such a text may speak of two things."""
    sides = Counter(source for position in finding.positions for source in position.sources)
    torn = [lookup.label(source) for source, number in sides.items() if number > 1]
    if finding.relation is not Verdict.CONFLICT or not torn:
        return ""
    named = ", ".join(torn[:_NAMED]) + (f" and {len(torn) - _NAMED} more" if len(torn) > _NAMED else "")
    stating = "states" if len(torn) == 1 else "state"
    return one_line(f"{named} {stating} more than one of these values: see whether they are of one thing there.")


def _side(position: Position, lookup: Lookup) -> Side:
    who = counted(len(position.sources), "source")
    if position.independent != len(position.sources):
        who += f", {counted(position.independent, 'independent witness', 'independent witnesses')}"
    quoted = [(_voice(quote.source, lookup), quote) for quote in quotes_of(position, lookup)]
    return Side(one_line(say(position.value)), who, quoted[:_QUOTES], quoted[_QUOTES:])


def _voice(source: str, lookup: Lookup) -> Voice:
    origin = lookup.origin(source)
    found = lookup.sources.get(source)
    label = found.publisher if found is not None and found.publisher else source  # its id stands beside it
    return Voice(source, label, lookup.anchor(source), day_of(lookup.sources.get(source)), origin and lookup.label(origin))


def day_of(source: Source | None) -> str:
    """The day on which a source was published, or nothing."""
    return source.published.isoformat()[:10] if source is not None and source.published is not None else ""


@frozen
class Saying:
    """What one source says of an event: its sentences, each with the notes on the claims in it."""

    voice: Voice
    passages: tuple[tuple[Passage, tuple[str, ...]], ...] = field(converter=as_tuple)


@frozen
class Fact:
    """What the sources say together of one field."""

    title: str
    extremes: Extremes
    percent: int


@frozen
class EventView:
    """An event as the page shows it."""

    id: str
    title: str
    count: str
    snippet: str
    parent: tuple[str, str] | None
    parts: tuple[tuple[str, str], ...] = field(converter=as_tuple)
    facts: tuple[Fact, ...] = field(converter=as_tuple)
    findings: tuple[tuple[str, str, str], ...] = field(converter=as_tuple)
    sayings: tuple[Saying, ...] = field(converter=as_tuple)
    more: tuple[Saying, ...] = field(converter=as_tuple)

    @property
    def ranging(self) -> bool:
        """True where some field has a lowest and a highest value."""
        return any(fact.extremes.ordered and not fact.extremes.one for fact in self.facts)


def event_view(event: Event, parts: Sequence[Event], lookup: Lookup) -> EventView:
    """An event with what is agreed on it, its findings and its claims."""
    sayings = list(_sayings(event.claims, lookup))
    return EventView(
        id=event.id,
        title=lookup.titles[event.id],
        count=f"{counted(len(event.sources), 'source')}, {counted(len(event.claims), 'claim')}",
        snippet=_snippet(event.claims[0]) if event.claims else "",
        parent=None if event.part_of is None else (event.part_of, lookup.titles.get(event.part_of, event.part_of)),
        parts=[(part.id, lookup.titles[part.id]) for part in parts],
        facts=[_fact(name, event, lookup.names) for name in event.consensus],
        findings=[(f.id, f.relation.value, title_of(f, lookup.names)) for f in lookup.findings.get(event.id, ())],
        sayings=sayings[:_VOICES],
        more=sayings[_VOICES:],
    )


@frozen
class LoneView:
    """An event that one source alone tells of: its text holds everything that is known."""

    id: str
    title: str
    snippet: str
    source: str
    anchor: str | None


def _snippet(claim: Claim, letters: int = _SNIPPET) -> str:
    """The beginning of the sentence between quotation marks, unless it brings its own."""
    said = clip(one_line(claim.evidence.text), letters)
    return said if said.startswith(_QUOTED) else f"“{said}”"


def lone_view(event: Event, lookup: Lookup, letters: int) -> LoneView:
    """An event in one line, with the place where it is told and so many letters of the sentence."""
    if not event.claims:
        return LoneView(event.id, lookup.titles[event.id], "", "", None)
    claim = event.claims[0]
    anchor = lookup.anchor(claim.source.id, claim.trigger.start if claim.source.text else None)
    return LoneView(event.id, lookup.titles[event.id], _snippet(claim, letters), lookup.label(claim.source.id), anchor)


def _fact(name: str, event: Event, names: Mapping[str, str]) -> Fact:
    found = event.consensus[name]
    unit = found.value.unit if isinstance(found.value, Quantity) else None
    return Fact(field_title(name, names, unit), extremes(found), round(found.confidence * 100))


def _sayings(claims: Iterable[Claim], lookup: Lookup) -> Iterator[Saying]:
    """Source by source; claims of one sentence are marked in it together, unless they are of different standing."""
    found: dict[str, dict[tuple[int, int, tuple[str, ...]], list[Claim]]] = {}
    for claim in claims:
        key = (claim.evidence.start, claim.evidence.end, tuple(_notes(claim)))
        found.setdefault(claim.source.id, {}).setdefault(key, []).append(claim)
    for source, sentences in found.items():
        yield Saying(_voice(source, lookup), [(_sentence(group, lookup), notes) for (_, _, notes), group in sentences.items()])


def _notes(claim: Claim) -> Iterator[str]:
    if claim.polarity is not Polarity.AFFIRMED:
        yield claim.polarity.value
    if claim.modality is not Modality.ACTUAL:
        yield claim.modality.value
    yield from (f"according to {one_line(cited.name)}" for cited in claim.cited)


def _sentence(claims: Sequence[Claim], lookup: Lookup) -> Passage:
    """The sentence of some claims with their triggers marked."""
    source, said = claims[0].source, claims[0].evidence
    if not source.text:
        return Passage(())
    marks = sorted({(claim.trigger.start, claim.trigger.end) for claim in claims})
    return cut(source.text, marks, [(said.start, said.end)], anchor=lookup.anchor(source.id, marks[0][0]))


@frozen
class SourceView:
    """A source as the page shows it: its text with every claim and value marked."""

    anchor: str | None
    label: str
    id: str
    title: str | None
    published: str
    url: str | None
    link: str | None
    repeats: tuple[str, str | None] | None
    claims: str
    conflicts: int
    text: bool
    segments: tuple[Segment, ...] = field(converter=as_tuple)


def source_view(source: Source, marks: Sequence[Mark], places: Iterable[int], lookup: Lookup, claims: int) -> SourceView:
    """A source with the marks on its words; a copy says what it repeats."""
    origin = lookup.origin(source.id)
    conflicts = {mark.target for mark in marks if mark.look == Verdict.CONFLICT.value}
    return SourceView(
        anchor=lookup.anchor(source.id),
        label=source.publisher or source.id,
        id=source.id,
        title=source.title,
        published=str(source.published) if source.published is not None else "",
        url=source.url,
        link=web_link(source.url),
        repeats=None if origin is None else (lookup.label(origin), lookup.anchor(origin)),
        claims=counted(claims, "claim"),
        conflicts=len(conflicts),
        text=bool(source.text),
        segments=segments(source.text, marks, places),
    )
