"""Larger happenings: the killed and the injured belong to the shooting, the signing to the visit.

An event looks for its whole among the types that its own may be a part of. That table (``lexicon/aspects.toml``)
runs in no circle, which is checked where it is read, so the links form a forest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from attrs import frozen

from claimrec.model import Claim, Role
from claimrec.reconciliation.identity import ACTING, is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.values import Entity, Place, Relation, TimeSpan

__all__ = ["Group", "Groups", "children_of", "roots"]

Stated = TypeVar("Stated", TimeSpan, Place)


@frozen(eq=False, slots=False)  # with slots, what is worked out once would be looked up the slow way
class Group:
    """One event while it is being built: its folded type and its claims.

    Args:
        type: the type most of its claims have.
        claims: the claims, in their stable order.
    """

    type: str
    claims: tuple[Claim, ...]

    @cached_property
    def sources(self) -> frozenset[str]:
        """Ids of the sources that tell of it."""
        return frozenset(claim.source.id for claim in self.claims)

    @cached_property
    def sentences(self) -> frozenset[tuple[str, int]]:
        """Where its sentences stand."""
        return frozenset((claim.source.id, claim.evidence.start) for claim in self.claims)

    @cached_property
    def actors(self) -> frozenset[str]:
        """Ids of everybody who takes part."""
        return frozenset(value.id for value in self._acting() if value.id)

    @cached_property
    def persons(self) -> frozenset[str]:
        """Ids of the persons with a name who take part."""
        return frozenset(value.id for value in self._acting() if value.type == "person" and is_named(value))

    def _acting(self) -> Iterator[Entity]:
        return (a.value for c in self.claims for a in c.arguments if a.role in ACTING and isinstance(a.value, Entity))

    @cached_property
    def times(self) -> Sequence[TimeSpan]:
        """The times stated, each once."""
        return _once(a.value for c in self.claims for a in c.arguments if a.role is Role.TIME and isinstance(a.value, TimeSpan))

    @cached_property
    def places(self) -> Sequence[Place]:
        """The places stated, each once."""
        return _once(a.value for c in self.claims for a in c.arguments if a.role is Role.PLACE and isinstance(a.value, Place))

    @cached_property
    def starts(self) -> Mapping[str, Sequence[int]]:
        """Source id -> where its triggers stand."""
        made: dict[str, list[int]] = defaultdict(list)
        for claim in self.claims:
            made[claim.source.id].append(claim.trigger.start)
        return made


def _once(values: Iterable[Stated]) -> list[Stated]:
    return list(dict.fromkeys(values))


class Groups:
    """The claims of a part as groups; what is found out of a group is kept, since a second grouping has most of them again.

    Args:
        claims: the claims, in their stable order.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        fold = kinds().fold
        self._claims = claims
        self._types = [fold.get(claim.type, claim.type) for claim in claims]
        self._made: dict[tuple[int, ...], Group] = {}
        self._fits: dict[tuple[Group, Group], float] = {}

    def of(self, members: Iterable[Sequence[int]]) -> list[Group]:
        """A group for each event.

        Args:
            members: the rows of the claims of each event, sorted.
        """
        made = []
        for rows in members:
            key = tuple(rows)
            group = self._made.get(key)
            if group is None:
                group = Group(_type_of([self._types[n] for n in key]), tuple([self._claims[n] for n in key]))
                self._made[key] = group
            made.append(group)
        return made

    def wholes(self, groups: Sequence[Group]) -> list[int | None]:
        """For each event the number of the happening that it is part of, or None at the root."""
        part_of, siblings = kinds().part_of, kinds().siblings
        types = {group.type for group in groups}
        sought = {whole for type in types for table in (part_of, siblings) for whole in table.get(type, ())}
        by_source: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, group in enumerate(groups):
            if group.type in sought:
                for source in group.sources:
                    by_source[group.type, source].append(n)
        made: list[int | None] = []
        for group in groups:
            found = None
            for table in (part_of, siblings):
                if found is None and group.type in table:
                    found = self._best_whole(group, table[group.type], groups, by_source)
            made.append(found)
        return made

    def _best_whole(
        self, part: Group, possible: Sequence[str], groups: Sequence[Group], by_source: Mapping[tuple[str, str], Sequence[int]]
    ) -> int | None:
        near = {m for whole in possible for s in part.sources for m in by_source.get((whole, s), ())}
        # Of two wholes that fit alike, the closer type wins.
        fits = [(self._fit(part, groups[m]) - 0.02 * possible.index(groups[m].type), -m) for m in near]
        best = max(fits, default=(0.0, 0))
        return -best[1] if best[0] >= ENOUGH else None

    def _fit(self, part: Group, whole: Group) -> float:
        fit = self._fits.get((part, whole))
        if fit is None:
            fit = self._fits[part, whole] = _fit(part, whole)
        return fit


def _type_of(types: Sequence[str]) -> str:
    """The type of most claims stands for the event, a happening before another verb, a narrow word before a wide one."""
    counted = Counter(types) if len(types) > 1 else {types[0]: 1}
    if len(counted) == 1:
        return types[0]
    narrow = {n for wide in counted for n in kinds().stands_for.get(wide, ()) if n in counted}
    wide = {w for w in counted if kinds().stands_for.get(w, frozenset()) & narrow}
    return min(counted, key=lambda name: (name in wide, not kinds().is_happening(name), -counted[name], name))


ENOUGH = 1.0
"""The least sum of evidence for a whole."""


def _fit(part: Group, whole: Group) -> float:
    """What speaks for one event being part of another: common sources and sentences, actors, time and place."""
    mine, theirs = part.sources, whole.sources
    score = 0.6 + 0.8 * len(mine & theirs) / len(mine) + 0.1 * len(mine & theirs)
    if not part.sentences.isdisjoint(whole.sentences):
        score += 0.8
    times = _relations(part.times, whole.times)
    places = _relations(part.places, whole.places)
    for relations, against in ((times, 3.0), (places, 3.0)):
        if relations and all(r is Relation.DISJOINT for r in relations):
            score -= against
        elif any(r.compatible for r in relations):
            score += 0.4
    score += min(1.0, 0.5 * len(part.actors & whole.actors))
    if part.persons and whole.persons and part.persons.isdisjoint(whole.persons):
        score -= 0.8
    return score + 0.6 * _closeness(part, whole)


def _closeness(part: Group, whole: Group) -> float:
    """1 where both are told in one place of a text, falling to 0 over a few paragraphs."""
    gaps = [abs(a - b) for source in part.sources & whole.sources for a in part.starts[source] for b in whole.starts[source]]
    return max(0.0, 1.0 - min(gaps) / 1500) if gaps else 0.0


def _relations(mine: Sequence[TimeSpan] | Sequence[Place], theirs: Sequence[TimeSpan] | Sequence[Place]) -> set[Relation]:
    found = {a.compare(b) for a in mine for b in theirs}
    return found - {Relation.UNKNOWN}


def roots(parents: Sequence[int | None]) -> list[int]:
    """For each event the root of its tree."""
    made = []
    for n in range(len(parents)):
        top, above = n, parents[n]
        while above is not None:
            top, above = above, parents[above]
        made.append(top)
    return made


def children_of(parents: Sequence[int | None]) -> Mapping[int, list[int]]:
    """Root -> everything below it, in the order of the events."""
    below: dict[int, list[int]] = defaultdict(list)
    for n, top in enumerate(roots(parents)):
        if top != n:
            below[top].append(n)
    return below
