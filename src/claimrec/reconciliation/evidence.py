"""From drafts to findings: what each side's words are, wherever a source writes the value."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from claimrec.model import Event, Evidence, Finding, Position
from claimrec.reconciliation.consensus import same_value
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.tolls import is_toll
from claimrec.reconciliation.verdicts import Draft, Group, by_support, witnesses
from claimrec.values import Quantity

__all__ = ["Words", "finding_id", "finding_of"]


class Words:
    """Where else a source writes the same value for the same field: in the same happening, or of the same kind of event."""

    def __init__(self, events: Sequence[Event], stated: Sequence[Mapping[str, Sequence[Statement]]]) -> None:
        above = {event.id: event.part_of for event in events}
        self.types = {event.id: event.type for event in events}
        self.roots: dict[str, str] = {}
        for event in events:
            top, whole = event.id, event.part_of
            while whole is not None:
                top, whole = whole, above[whole]
            self.roots[event.id] = top
        self.told: dict[tuple[str, str], list[tuple[str, Statement]]] = defaultdict(list)
        self.sentences = {(c.source.id, c.evidence.start, self.roots[event.id]) for event in events for c in event.claims}
        self.deadly = {self.roots[e.id] for e, fields in zip(events, stated, strict=True) if "killed" in fields}
        for event, fields in zip(events, stated, strict=True):
            for name, statements in fields.items():
                if name not in ("speaker", "authority", "happened"):
                    for s in statements:
                        self.told[s.source, name].append((event.id, s))

    def beside(self, event: str, group: Group) -> list[Statement]:
        """Further statements of the group's value by its sources, those it holds included."""
        first = group[0]
        found = list(group)
        for source in sorted({s.source for s in group}):
            found.extend(
                s
                for other, s in self.told.get((source, first.field), ())
                if (self.roots[other] == self.roots[event] or self.types[other] == self.types[event])
                and s.asserted
                and same_value(first.value, s.value)
            )
            if is_toll(first.field):
                found.extend(self._in_other_words(source, self.roots[event], first))
        return found

    def _in_other_words(self, source: str, root: str, first: Statement) -> list[Statement]:
        """The same number of people in a sentence on the same happening; whoever was shot where nobody died was hurt."""
        others = ["people"]
        if first.field in SHOT and root not in self.deadly:
            others.extend(SHOT - {first.field})
        return [
            s
            for name in others
            for event, s in self.told.get((source, name), ())
            if s.asserted
            and isinstance(s.value, Quantity)
            and isinstance(first.value, Quantity)
            and s.value.bounds == first.value.bounds
            and (self.roots[event] == root or (source, s.claim.evidence.start, root) in self.sentences)
        ]


SHOT = frozenset({"shot", "injured"})
"""Fields that count the same people where nobody died."""


def finding_id(event: str, field: str, relation: str) -> str:
    """The id of the one finding that an event has for a field and a relation."""
    return "f-" + hashlib.blake2b(f"{event}|{field}|{relation}".encode(), digest_size=6).hexdigest()


def finding_of(event: Event, draft: Draft, words: Words) -> Finding:
    """The finding that a draft for an event becomes."""
    return Finding(
        id=finding_id(event.id, draft.field, draft.relation),
        event=event.id,
        kind=draft.kind,
        field=draft.field,
        relation=draft.relation,
        positions=tuple(_position(group, words.beside(event.id, group)) for group in by_support(draft.groups)),
        confidence=draft.confidence,
        severity=draft.severity,
        explanation=draft.explanation,
    )


def _position(group: Group, shown: Group) -> Position:
    claims = {s.claim.id: s.claim for s in group}
    evidence = {(s.source, span.start, span.end, span.text) for s in shown for span in s.evidence}
    ordered = sorted(claims.values(), key=lambda c: (c.source.id, c.trigger.start, c.id))
    return Position(
        value=group[0].value,
        claims=tuple(ordered),
        sources=tuple(sorted({s.source for s in group})),
        independent=len(witnesses(group)),
        evidence=tuple(Evidence(*words) for words in sorted(evidence)),
    )
