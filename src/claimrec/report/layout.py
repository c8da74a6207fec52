"""What every report shows, in which order, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from claimrec.model import Claim, Event, Evidence, Finding, Kind, Outcome, Position, Role
from claimrec.templating import clip
from claimrec.values import Entity, Verdict
from claimrec.values.wording import say

__all__ = [
    "Section",
    "entry_title",
    "event_name",
    "event_names",
    "explained",
    "nothing",
    "one_line",
    "quotes",
    "sections",
    "summary",
]

_SEVERITY = {"high": 0, "medium": 1, "low": 2}
_NAMED = 4  # sides and sources that an explanation names where there are more than twice as many
_NAME = 60  # letters of a source's id there
_VERSUS, _COPIED = " vs ", "; copied by "
_LIST = re.compile(r"\(([^()]+)\)")
_HARMLESS = "\u200c\u200d\u200e\u200f\u061c"  # joiners of Persian letters and of emoji, marks of direction that end by themselves
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))  # where a word may break, or may not: nothing to be seen
_SHOWN = 3  # quotes a source in one position; the claims hold the others


@frozen
class Section:
    """Findings of one relation, under a heading; ``brief`` where a line for each is enough."""

    title: str
    about: str
    findings: tuple[Finding, ...]
    brief: bool = False


_SECTIONS = (
    (Verdict.CONFLICT, "Conflicts", "cannot all be true", False),
    (Verdict.UPDATE, "Updates", "a later report moved it on", False),
    (Verdict.SCOPE, "Different scope", "the values look comparable, but are about different things", False),
    (Verdict.REFINES, "Refinements", "all can be true, one says it more exactly", False),
    (Verdict.AGREE, "Agreements", "the same, however worded", True),
)


def sections(outcome: Outcome) -> tuple[Section, ...]:
    """The findings as a reader needs them: conflicts, who is credited with what, and the others."""
    made = []
    for verdict, title, about, brief in _SECTIONS:
        found = [f for f in outcome.findings if f.relation is verdict]
        if verdict is not Verdict.CONFLICT:
            # Differences of attribution stand in a section of their own, beside the conflicts.
            found = [f for f in found if f.kind is not Kind.ATTRIBUTION or verdict is Verdict.AGREE]
        made.append(Section(title, about, tuple(sorted(found, key=_weight)), brief))
        if verdict is Verdict.CONFLICT:
            others = (
                f for f in outcome.findings if f.kind is Kind.ATTRIBUTION and f.relation not in (Verdict.CONFLICT, Verdict.AGREE)
            )
            made.append(Section("Attribution", "whom the sources credit, where they differ", tuple(sorted(others, key=_weight))))
    return tuple(section for section in made if section.findings)


def _weight(finding: Finding) -> tuple[int, float, str]:
    return _SEVERITY[finding.severity.value], -finding.confidence, finding.id


def one_line(text: str) -> str:
    """Words in one line, with what a terminal would act on made visible."""
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    return "".join(c if c.isprintable() or c in _HARMLESS else "�" for c in flat.translate(_UNSEEN))


def explained(finding: Finding, label: Callable[[str], str] = str) -> str:
    """The explanation in one line, with long lists of sides and of sources cut short; the positions name them all.

    Args:
        finding: the finding.
        label: what the source of an id is called.
    """
    told = one_line(finding.explanation)
    sides = told.split(_VERSUS)
    if len(sides) == len(finding.positions) > 2 * _NAMED:
        reason = "".join(sides[-1].rpartition("): ")[1:])[1:]
        told = f"{_VERSUS.join(sides[:_NAMED])}{_VERSUS}{len(sides) - _NAMED} more{reason}"
    known = {source for position in finding.positions for source in position.sources}

    def named(part: str) -> str:
        return _COPIED.join(clip(one_line(label(name)) if name in known else name, _NAME) for name in part.split(_COPIED))

    def shortened(match: re.Match[str]) -> str:
        names = [named(part) for part in match[1].split(", ")]
        more = f" and {len(names) - _NAMED} more" if len(names) > 2 * _NAMED else ""
        return f"({', '.join(names[:_NAMED] if more else names)}{more})"

    return _LIST.sub(shortened, told)


def summary(outcome: Outcome) -> str:
    """What there is, in one line."""
    counts = [
        ("source", len(outcome.sources)),
        ("claim", len(outcome.claims)),
        ("event", len(outcome.events)),
        ("finding", len(outcome.findings)),
        ("conflict", sum(f.relation is Verdict.CONFLICT for f in outcome.findings)),
    ]
    copies = sum(outcome.origins.get(s.id, s.id) != s.id for s in outcome.sources)
    made = ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for name, n in counts)
    return made + (f"; {copies} source{'' if copies == 1 else 's'} repeat{'s' if copies == 1 else ''} another" if copies else "")


def nothing(outcome: Outcome) -> str:
    """Why there is nothing to show, where there are no findings.

    >>> nothing(Outcome())
    'No fact is stated by two sources, so there is nothing to compare.'
    """
    if outcome.sources and not outcome.claims:
        return "The sources say of no event that it happened, so there is nothing to compare."
    if len(outcome.sources) == 1:
        return "There is one source only, so there is nothing to compare."
    return "No fact is stated by two sources, so there is nothing to compare."


def event_names(outcome: Outcome) -> dict[str, str]:
    """Event id -> what it is called: its type, who took part, where and when."""
    return {event.id: event_name(event) for event in outcome.events}


def event_name(event: Event, *, time: bool = True) -> str:
    """What an event is called; ``time=False`` where its time stands beside it."""
    parts = [event.type]
    people = list(dict.fromkeys(_participants(event.claims)))
    if people:
        parts.append(", ".join(people[:3]) + (" and others" if len(people) > 3 else ""))
    settings = ("place", "time") if time else ("place",)
    parts.extend(say(event.consensus[name].value) for name in settings if name in event.consensus)
    return one_line(" · ".join(parts))


def _participants(claims: Iterable[Claim]) -> Iterator[str]:
    """Who takes part: those with a name, else those who are described."""
    parties = (Role.AGENT, Role.PATIENT, Role.PARTICIPANT, Role.SPEAKER)
    found = [a.value for claim in claims for a in claim.arguments if isinstance(a.value, Entity) and a.role in parties]
    named = [entity.name for entity in found if entity.named]
    yield from named or (entity.name for entity in found)


def entry_title(finding: Finding, events: Mapping[str, str]) -> str:
    """The heading of a finding: its field and the event it is about."""
    return f"{one_line(finding.field)} — {events.get(finding.event, finding.event)}"


def quotes(position: Position) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    """The words behind a position, source by source, each wording once."""
    made: dict[str, dict[str, Evidence]] = {source: {} for source in position.sources}
    for shown in position.evidence:
        made.setdefault(shown.source, {}).setdefault(one_line(shown.text), shown)
    return tuple((source, tuple(words.values())[:_SHOWN]) for source, words in made.items())
