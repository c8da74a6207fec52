"""From drafts to findings: what each side's words are, wherever a source writes the value."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain, islice

from claimrec.model import Claim, Event, Evidence, Finding, Position
from claimrec.reconciliation.consensus import same_value
from claimrec.reconciliation.drafts import Draft, Group, by_support
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.tolls import is_toll
from claimrec.values import Quantity
from claimrec.values.record import records_of

__all__ = ["Words", "finding_id", "findings_from"]


class Words:
    """Where else a source writes the same value for the same field: in the same happening, or of the same kind of event."""

    def __init__(
        self,
        events: Sequence[Event],
        tops: Sequence[int],
        trees: Mapping[int, Sequence[int]],
        stated: Sequence[Mapping[str, Sequence[Statement]]],
    ) -> None:
        self._events, self._roots, self._trees, self._stated = events, tops, trees, stated
        self._of_type: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for n, event in enumerate(events):
            of_source = self._of_type[event.type]
            for claim in event.claims:
                of_source[claim.source.id].append(n)
        self._near: dict[int, tuple[frozenset[str], frozenset[int]]] = {}
        self._sentences: dict[str, set[tuple[int, int]]] = {}

    @cached_property
    def _deadly(self) -> set[int]:
        """Happenings in which people died."""
        return {root for root, fields in zip(self._roots, self._stated, strict=True) if "killed" in fields}

    @cached_property
    def _counted(self) -> dict[tuple[str, str], list[tuple[int, Statement]]]:
        """Field and source -> whom the source counts there and may count otherwise elsewhere, with the number of the event."""
        made: dict[tuple[str, str], list[tuple[int, Statement]]] = defaultdict(list)
        for n, fields in enumerate(self._stated):
            if not COUNTS.isdisjoint(fields):
                for name in COUNTS.intersection(fields):
                    for s in fields[name]:
                        made[name, s.source].append((n, s))
        return made

    def beside(self, event: int, group: Group) -> list[Statement]:
        """The statements of a group, and further ones of its value by its sources."""
        first, stated = group[0], self._stated
        field, value = first.field, first.value
        if field in UNTOLD:
            return list(group)
        sources, known = {s.source for s in group}, set(group)
        told = [s for n in self._alike(event, sources) for s in stated[n].get(field, ()) if s not in known]
        same = [s for s in told if s.source in sources and s.asserted and (s.value is value or same_value(value, s.value))]
        if is_toll(field):
            for source in sources:
                same.extend(self._in_other_words(source, self._roots[event], first))
        return [*group, *same]

    def _alike(self, event: int, sources: AbstractSet[str]) -> frozenset[int]:
        """The events of some sources that belong to the same happening as this one, or are of its type; itself included.

        Those of its own sources are all among them, whichever are asked for.
        """
        known = self._near.get(event)
        if known is None:
            own = frozenset(self._events[event].sources)
            known = self._near[event] = (own, frozenset(self._alike_of(event, own)))
        own, near = known
        return near if sources <= own else near.union(self._alike_of(event, sources - own))

    def _alike_of(self, event: int, sources: AbstractSet[str]) -> list[int]:
        of_source = self._of_type[self._events[event].type]
        made = [n for source in sources for n in of_source.get(source, ())]
        root = self._roots[event]
        parts = self._trees.get(root)
        if parts is not None:
            made.extend([n for n in (root, *parts) if any(c.source.id in sources for c in self._events[n].claims)])
        return made

    def _in_other_words(self, source: str, root: int, first: Statement) -> list[Statement]:
        """The same number of people in a sentence on the same happening; whoever was shot where nobody died was hurt."""
        if not isinstance(first.value, Quantity):
            return []
        others = ["people"]
        if first.field in SHOT and root not in self._deadly:
            others.extend(SHOT - {first.field})
        return [
            s
            for name in others
            for n, s in self._counted.get((name, source), ())
            if s.asserted
            and isinstance(s.value, Quantity)
            and s.value.bounds == first.value.bounds
            and (self._roots[n] == root or (s.claim.evidence.start, root) in self._sentences_of(source))
        ]

    def _sentences_of(self, source: str) -> set[tuple[int, int]]:
        """Where the sentences of a source start, each with the happening of which it tells."""
        if source not in self._sentences:
            told = {n for of_source in self._of_type.values() for n in of_source.get(source, ())}
            self._sentences[source] = {
                (claim.evidence.start, self._roots[n])
                for n in told
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


def findings_from(drafts: Sequence[tuple[int, Draft]], events: Sequence[Event], words: Words) -> list[Finding]:
    """The findings that drafts become, in their order.

    Args:
        drafts: the drafts, each with the number of the event that carries it.
        events: the events.
        words: where else a source writes a value.
    """
    sides = [(n, group) for n, draft in drafts for group in by_support(draft.groups)]
    claims = [_claims(group) for _, group in sides]
    shown = [_shown(words.beside(n, group)) for n, group in sides]
    made = iter(records_of(Evidence, *zip(*chain.from_iterable(shown), strict=True)) if shown else ())
    positions = records_of(
        Position,
        [group[0].value for _, group in sides],
        [tuple(told.values()) for told in claims],
        [tuple(dict.fromkeys([source for source, _, _ in told])) for told in claims],
        [len({s.witness for s in group}) for _, group in sides],
        [tuple(islice(made, len(spans))) for spans in shown],
    )
    taken = iter(positions)
    ids = [events[n].id for n, _ in drafts]
    told = [draft for _, draft in drafts]
    return records_of(
        Finding,
        [finding_id(event, draft.field, draft.relation) for event, draft in zip(ids, told, strict=True)],
        ids,
        [draft.kind for draft in told],
        [draft.field for draft in told],
        [draft.relation for draft in told],
        [tuple(islice(taken, len(draft.groups))) for draft in told],
        [draft.confidence for draft in told],
        [draft.severity for draft in told],
        [draft.explanation for draft in told],
    )


def _claims(group: Group) -> dict[tuple[str, int, str], Claim]:
    """The claims of a group, each once, in the order of their sources, triggers and ids."""
    found = {(s.source, s.claim.trigger.start, s.claim.id): s.claim for s in group}
    return {place: found[place] for place in sorted(found)}


def _shown(statements: Iterable[Statement]) -> list[tuple[str, int, int, str]]:
    """Sources, starts, ends and words of all that statements are shown with, sorted."""
    return sorted({(s.source, span.start, span.end, span.text) for s in statements for span in s.evidence})
