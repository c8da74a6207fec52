"""From drafts to findings: what each side's words are, wherever a source writes the value."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from claimrec.model import Event, Evidence, Finding, Position
from claimrec.reconciliation.consensus import same_value
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.tolls import is_toll
from claimrec.reconciliation.verdicts import Draft, Group, by_support, witnesses
from claimrec.values import Quantity

__all__ = ["Words", "finding_id", "finding_of"]


class Words:
    """Where else a source writes the same value for the same field: in the same happening, or of the same kind of event."""

    def __init__(self, events: Sequence[Event], tops: Sequence[int], stated: Sequence[Mapping[str, Sequence[Statement]]]) -> None:
        self._events, self._roots, self._stated = events, tops, stated
        self._types = [event.type for event in events]
        self._places = {event.id: n for n, event in enumerate(events)}
        self._deadly = {root for root, fields in zip(self._roots, stated, strict=True) if "killed" in fields}
        self._of_source: dict[str, list[int]] = defaultdict(list)
        for n, event in enumerate(events):
            if len(event.claims) == 1:
                self._of_source[event.claims[0].source.id].append(n)
                continue
            for source in {claim.source.id for claim in event.claims}:
                self._of_source[source].append(n)
        self._counting = {n for n, fields in enumerate(stated) if not COUNTS.isdisjoint(fields)}
        self._near: dict[int, tuple[frozenset[str], frozenset[int]]] = {}
        self._sentences: dict[str, set[tuple[int, int]]] = {}

    def beside(self, event: str, group: Group) -> set[Statement]:
        """Further statements of the group's value by its sources, those it holds included."""
        first, here = group[0], self._places[event]
        found = set(group)
        if first.field in UNTOLD:
            return found
        field, value, stated = first.field, first.value, self._stated
        toll = is_toll(field)
        sources = {s.source for s in group}
        near = self._alike(here, sources)
        told = [s for n in near for s in stated[n].get(field, ()) if s not in found and s.claim.source.id in sources]
        found.update([s for s in told if s.asserted and (s.value is value or same_value(value, s.value))])
        if toll:
            for source in sources:
                found.update(self._in_other_words(source, self._roots[here], first))
        return found

    def _alike(self, event: int, sources: set[str]) -> frozenset[int]:
        """The events of some sources that belong to the same happening as this one, or are of its type; itself included.

        Those of its own sources are all among them, whichever are asked for.
        """
        known = self._near.get(event)
        if known is None:
            own = frozenset([claim.source.id for claim in self._events[event].claims])
            known = self._near[event] = (own, frozenset(self._alike_of(event, own)))
        own, near = known
        return near if sources <= own else near.union(self._alike_of(event, sources - own))

    def _alike_of(self, event: int, sources: Iterable[str]) -> list[int]:
        roots, types = self._roots, self._types
        root, sort = roots[event], types[event]
        return [n for source in sources for n in self._of_source[source] if types[n] == sort or roots[n] == root]

    def _in_other_words(self, source: str, root: int, first: Statement) -> list[Statement]:
        """The same number of people in a sentence on the same happening; whoever was shot where nobody died was hurt."""
        others = ["people"]
        if first.field in SHOT and root not in self._deadly:
            others.extend(SHOT - {first.field})
        return [
            s
            for n in self._of_source[source]
            if n in self._counting
            for name in others
            for s in self._stated[n].get(name, ())
            if s.source == source
            and s.asserted
            and isinstance(s.value, Quantity)
            and isinstance(first.value, Quantity)
            and s.value.bounds == first.value.bounds
            and (self._roots[n] == root or (s.claim.evidence.start, root) in self._sentences_of(source))
        ]

    def _sentences_of(self, source: str) -> set[tuple[int, int]]:
        """Where the sentences of a source start, each with the happening of which it tells."""
        if source not in self._sentences:
            self._sentences[source] = {
                (claim.evidence.start, self._roots[n])
                for n in self._of_source[source]
                for claim in self._events[n].claims
                if claim.source.id == source
            }
        return self._sentences[source]


UNTOLD = frozenset({"speaker", "authority", "happened"})
"""Fields of which a finding shows only the words of its own statements."""

SHOT = frozenset({"shot", "injured"})
"""Fields that count the same people where nobody died."""

COUNTS = SHOT | {"people"}
"""Fields in which the people of another may be counted."""


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


def _position(group: Group, shown: Collection[Statement]) -> Position:
    claims = {s.claim.id: s.claim for s in group}
    evidence = {(s.claim.source.id, span.start, span.end, span.text) for s in shown for span in s.evidence}
    ordered = sorted(claims.values(), key=lambda c: (c.source.id, c.trigger.start, c.id))
    return Position(
        value=group[0].value,
        claims=tuple(ordered),
        sources=tuple(dict.fromkeys([c.source.id for c in ordered])),
        independent=len(witnesses(group)),
        evidence=tuple([Evidence(*words) for words in sorted(evidence)]),
    )
