"""Larger happenings: the killed and the injured belong to the shooting, the signing to the visit.

An event looks for its whole among the types that its own may be a part of. That table (``lexicon/aspects.toml``)
runs in no circle, which is checked where it is read, so the links form a forest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Self, TypeVar

from attrs import define, frozen

from claimrec.model import Claim
from claimrec.reconciliation.identity import ACTING, is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import AT_PLACE, AT_TIME
from claimrec.values import Entity, Place, Relation, TimeSpan

__all__ = ["Group", "Groups", "children_of", "roots"]

Stated = TypeVar("Stated", TimeSpan, Place)


@frozen(eq=False)
class Told:
    """What the claims of an event tell that speaks for or against a larger happening.

    Args:
        sources: ids of the sources that tell of it.
        sentences: where its sentences stand.
        starts: source id -> where its triggers stand.
        actors: ids of everybody who takes part.
        persons: ids of the persons with a name who take part.
        times: the times stated, each once.
        places: the places stated, each once.
    """

    sources: AbstractSet[str]
    sentences: AbstractSet[tuple[str, int]]
    starts: Mapping[str, Sequence[int]]
    actors: AbstractSet[str]
    persons: AbstractSet[str]
    times: Sequence[TimeSpan]
    places: Sequence[Place]

    @classmethod
    def by(cls, claims: Iterable[Claim]) -> Self:
        """What these claims tell."""
        sentences: set[tuple[str, int]] = set()
        starts: dict[str, list[int]] = {}
        actors: set[str] = set()
        persons: set[str] = set()
        times: list[TimeSpan] = []
        places: list[Place] = []
        for claim in claims:
            source = claim.source.id
            sentences.add((source, claim.evidence.start))
            if source in starts:
                starts[source].append(claim.trigger.start)
            else:
                starts[source] = [claim.trigger.start]
            for a in claim.arguments:
                role, value = a.role, a.value
                if role is AT_TIME:
                    if isinstance(value, TimeSpan):
                        times.append(value)
                elif role is AT_PLACE:
                    if isinstance(value, Place):
                        places.append(value)
                elif role in ACTING and isinstance(value, Entity):
                    if value.id:
                        actors.add(value.id)
                    if value.type == "person" and is_named(value):
                        persons.add(value.id)
        return cls(starts.keys(), sentences, starts, actors, persons, _once(times), _once(places))


def _once(values: list[Stated]) -> list[Stated]:
    return list(dict.fromkeys(values)) if len(values) > 1 else values


@define(eq=False)  # nobody changes one; a frozen one takes twice as long to make
class Group:
    """One event while it is being built: its folded type and its claims.

    Args:
        type: the type most of its claims have.
        claims: the claims, in their stable order.
    """

    type: str
    claims: tuple[Claim, ...]

    @property
    def sources(self) -> Collection[str]:
        """Ids of the sources that tell of it."""
        claims = self.claims
        return (claims[0].source.id,) if len(claims) == 1 else {claim.source.id for claim in claims}


class Groups:
    """The claims of a part as groups; what is found out of a group is kept, since a second grouping has most of them again.

    Args:
        claims: the claims, in their stable order.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        fold = kinds().fold
        self._claims = claims
        self._types = [fold.get(claim.type, claim.type) for claim in claims]
        self._lone: list[Group | None] = [None] * len(claims)
        self._made: dict[tuple[int, ...], Group] = {}
        self._told: dict[Group, Told] = {}
        self._fits: dict[tuple[Group, Group], float] = {}
        self._compared: Compared = {}

    def of(self, members: Iterable[Sequence[int]]) -> list[Group]:
        """A group for each event.

        Args:
            members: the rows of the claims of each event, sorted.
        """
        claims, types, lone, known = self._claims, self._types, self._lone, self._made
        made = []
        for rows in members:
            if len(rows) == 1:
                n = rows[0]
                group = lone[n]
                if group is None:
                    group = lone[n] = Group(types[n], (claims[n],))
            else:
                key = tuple(rows)
                group = known.get(key)
                if group is None:
                    group = known[key] = Group(_type_of([types[n] for n in key]), tuple([claims[n] for n in key]))
            made.append(group)
        return made

    def wholes(self, groups: Sequence[Group]) -> list[int | None]:
        """For each event the number of the happening that it is part of, or None at the root."""
        types = {group.type for group in groups}
        tables = kinds().part_of, kinds().siblings
        possible = {name: [ranked for table in tables if (ranked := _told_of(table, name, types))] for name in types}
        sought = {whole for ranked in possible.values() for table in ranked for whole in table}
        by_source: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for n, group in enumerate(groups):
            if group.type in sought:
                for source in group.sources:
                    by_source[source][group.type].append(n)
        made: list[int | None] = [None] * len(groups)
        for n, group in enumerate(groups):
            if possible[group.type]:
                near = [there for source in group.sources if (there := by_source.get(source))]
                for ranked in possible[group.type]:
                    if made[n] is None:
                        made[n] = self._best_whole(group, ranked, groups, near)
        return made

    def _best_whole(
        self, part: Group, ranked: Mapping[str, int], groups: Sequence[Group], near: Sequence[Mapping[str, Sequence[int]]]
    ) -> int | None:
        wholes = {m for there in near for whole in there.keys() & ranked.keys() for m in there[whole]}
        if not wholes:
            return None
        # Of two wholes that fit alike, the closer type wins.
        fits = [(self._fit(part, groups[m]) - 0.02 * ranked[groups[m].type], -m) for m in wholes]
        best = max(fits)
        return -best[1] if best[0] >= ENOUGH else None

    def _fit(self, part: Group, whole: Group) -> float:
        fit = self._fits.get((part, whole))
        if fit is None:
            fit = self._fits[part, whole] = _fit(self._what(part), self._what(whole), self._compared)
        return fit

    def _what(self, group: Group) -> Told:
        """What its claims tell that speaks for or against a larger happening."""
        told = self._told.get(group)
        if told is None:
            told = self._told[group] = Told.by(group.claims)
        return told


def _told_of(table: Mapping[str, Sequence[str]], type: str, types: AbstractSet[str]) -> dict[str, int]:
    """The types that one type may be a part of and that are told of at all, each with its rank."""
    return {whole: rank for rank, whole in enumerate(table.get(type, ())) if whole in types}


def _type_of(types: Sequence[str]) -> str:
    """The type of most claims stands for the event, a happening before another verb, a narrow word before a wide one."""
    if len(set(types)) == 1:
        return types[0]
    counted = Counter(types)
    narrow = {n for wide in counted for n in kinds().stands_for.get(wide, ()) if n in counted}
    wide = {w for w in counted if kinds().stands_for.get(w, frozenset()) & narrow}
    return min(counted, key=lambda name: (name in wide, not kinds().is_happening(name), -counted[name], name))


ENOUGH = 1.0
"""The least sum of evidence for a whole."""

Compared = dict[tuple[int, int], Relation]
"""Addresses of two times or places -> how they relate, since many events of a source state the same ones."""


def _fit(part: Told, whole: Told, known: Compared) -> float:
    """What speaks for one event being part of another: common sources and sentences, actors, time and place."""
    mine, common = part.sources, part.sources & whole.sources
    score = 0.6 + 0.8 * len(common) / len(mine) + 0.1 * len(common)
    if not part.sentences.isdisjoint(whole.sentences):
        score += 0.8
    score += _agreement(part.times, whole.times, known)
    score += _agreement(part.places, whole.places, known)
    score += min(1.0, 0.5 * len(part.actors & whole.actors))
    if part.persons and whole.persons and part.persons.isdisjoint(whole.persons):
        score -= 0.8
    return score + 0.6 * _closeness(part, whole, common)


def _agreement(
    mine: Sequence[TimeSpan] | Sequence[Place], theirs: Sequence[TimeSpan] | Sequence[Place], known: Compared
) -> float:
    """What it says that some of these times or places may be the same, or that none is."""
    relations = set()
    for a in mine:
        for b in theirs:
            key = id(a), id(b)
            relation = known.get(key)
            if relation is None:
                relation = known[key] = a.compare(b)
            relations.add(relation)
    if any(relation.compatible for relation in relations):
        return 0.4
    return -3.0 if Relation.DISJOINT in relations else 0.0


def _closeness(part: Told, whole: Told, common: Iterable[str]) -> float:
    """1 where both are told in one place of a text, falling to 0 over a few paragraphs."""
    gaps = [abs(a - b) for source in common for a in part.starts[source] for b in whole.starts[source]]
    return max(0.0, 1.0 - min(gaps) / 1500) if gaps else 0.0


def roots(parents: Sequence[int | None]) -> list[int]:
    """For each event the root of its tree."""
    made = list(range(len(parents)))
    for n, above in enumerate(parents):
        while above is not None:
            made[n], above = above, parents[above]
    return made


def children_of(tops: Sequence[int]) -> Mapping[int, list[int]]:
    """Root -> everything below it, in the order of the events, from the root of each event's tree."""
    below: dict[int, list[int]] = defaultdict(list)
    for n, top in enumerate(tops):
        if top != n:
            below[top].append(n)
    return below
