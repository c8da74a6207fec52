"""The entities that each source names, with what it says of them: the bearers of names that identity puts together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from attrs import field, frozen, mutable

from claimrec.model import slug
from claimrec.reconciliation.columns import NONE, Ints
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.reading import Reading
from claimrec.values import Entity, Office, Quantity

__all__ = ["Bearers", "Key", "Node", "bearers"]

Key = tuple[str, str]
"""A source's id and the entity's id in it."""


@mutable
class Node:
    """One entity of one source.

    Args:
        key: which it is.
        best: it by its fullest name.
        slug: the slug of that name.
        named: whether that is a name of its own.
        names: the names under which it goes, and how often.
        ages: how old it is said to be.
        offices: what it is said to hold.
    """

    key: Key
    best: Entity
    slug: str
    named: bool
    names: dict[str, int] = field(factory=dict)
    ages: AbstractSet[float] = frozenset()
    offices: AbstractSet[tuple[str, str, str]] = frozenset()

    @property
    def type(self) -> str:
        """The type of its fullest name."""
        return self.best.type


@frozen(eq=False)
class Bearers:
    """The entities of each source, sorted by source and id there.

    Args:
        nodes: one for all entities that are alike in what is known of them, sorted by the first of them.
        node: for each entity the place of its node.
        key: for each entity the code of its source and of its id there as one number, sorted.
        entity: for each argument its entity, NONE where it has none.
        local: ids in sources, by code.
    """

    nodes: Sequence[Node]
    node: Ints
    key: Ints
    entity: Ints
    local: Sequence[str]


def bearers(r: Reading) -> Bearers:
    """The entities of each source.

    Args:
        r: what was read of the claims.
    """
    at = np.flatnonzero(r.kind(Entity))
    entities = [value if isinstance(value, Entity) else None for value in r.values]
    slugs = ["" if e is None else slug(e.name) for e in entities]
    called = [said if e is None else e.id or said for e, said in zip(entities, slugs, strict=True)]
    local = sorted({name for name, e in zip(called, entities, strict=True) if e is not None})
    code = {name: n for n, name in enumerate(local)}
    coded = np.array([code.get(name, NONE) for name in called] or [NONE], dtype=np.int64)
    values = r.arguments.values[at]
    key, where = np.unique(r.source[r.row[at]] * max(1, len(local)) + coded[values], return_inverse=True)
    entity = np.full(len(r.role), NONE, dtype=np.int64)
    entity[at] = where
    best = _best_values(entities, values, where, len(key))
    known = _told_of(r, key, code)
    nodes, node = _gathered(r, entities, slugs, key, local, best, known)
    for n, name, times in _names_told(entities, values, node[where]):
        names = nodes[n].names
        names[name] = names.get(name, 0) + times
    return Bearers(nodes, node, key, entity, local)


def _best_values(entities: Sequence[Entity | None], values: Ints, where: Ints, size: int) -> Ints:
    """For each entity the fullest of its values, the first among equals."""
    best = np.empty(size, dtype=np.int64)
    best[where] = values
    # Most entities go by one name, so only the others are looked at.
    several = np.zeros(size, dtype=np.bool_)
    several[where[best[where] != values]] = True
    at = np.flatnonzero(several[where])
    place = {value: n for n, value in enumerate(np.unique(values[at]).tolist())}
    fullness = [_fullness(entities[value]) for value in place]
    ranks = {told: n for n, told in enumerate(sorted(set(fullness)))}
    rank = np.array([ranks[fullness[place[value]]] for value in values[at].tolist()], dtype=np.int64)
    order = at[np.lexsort((at, -rank, where[at]))]
    best[where[order[::-1]]] = values[order[::-1]]  # written from the last to the first, so that the first stays
    return best


def _fullness(entity: Entity | None) -> tuple[int, int, str, str]:
    return (0, 0, "", "") if entity is None else (len(entity.name.split()), len(entity.name), entity.name, entity.type)


def _names_told(entities: Sequence[Entity | None], values: Ints, nodes: Ints) -> Iterator[tuple[int, str, int]]:
    """Of each node the names under which it goes, and how often."""
    size = max(1, len(entities))
    pairs, times = np.unique(nodes * size + values, return_counts=True)
    for pair, number in zip(pairs.tolist(), times.tolist(), strict=True):
        entity = entities[pair % size]
        assert entity is not None
        yield pair // size, entity.name, number


def _gathered(
    r: Reading,
    entities: Sequence[Entity | None],
    slugs: Sequence[str],
    key: Ints,
    local: Sequence[str],
    best: Ints,
    known: Mapping[int, _Known],
) -> tuple[list[Node], Ints]:
    """The nodes: names of which nothing else is known are one from the start, all others have one each."""
    nodes: list[Node] = []
    alike: dict[tuple[str, str, tuple[str, ...], str], int] = {}
    node = np.empty(len(key), dtype=np.int64)
    plain: dict[int, int] = {}
    size = max(1, len(local))
    for n, (value, coded) in enumerate(zip(best.tolist(), key.tolist(), strict=True)):
        told = known.get(n)
        joined = plain.get(value) if told is None else None
        if joined is None:
            entity = entities[value]
            assert entity is not None
            named = is_named(entity)
            said = (entity.name, entity.type, entity.titles, entity.text)
            shared = told is None and (named or entity.type == "group")
            joined = alike.get(said) if shared else None
            if joined is None:
                joined = len(nodes)
                place, name = divmod(coded, size)
                nodes.append(Node((r.sources[place].id, local[name]), entity, slugs[value], named))
                if told is not None:
                    nodes[-1].ages, nodes[-1].offices = told.ages, told.offices
            if shared:
                alike[said] = plain[value] = joined
        node[n] = joined
    return nodes, node


@mutable
class _Known:
    """What is told of one entity besides its name."""

    ages: set[float] = field(factory=set)
    offices: set[tuple[str, str, str]] = field(factory=set)


def _told_of(r: Reading, key: Ints, code: Mapping[str, int]) -> dict[int, _Known]:
    """Place of an entity -> the ages and offices that its source gives it."""
    made: dict[int, _Known] = {}
    rows = r.row
    for n in np.flatnonzero(r.of != NONE).tolist():
        value = r.values[r.arguments.values[n]]
        wanted = int(r.source[rows[n]]) * max(1, len(code)) + code.get(r.owners[r.of[n]], NONE)
        place = int(np.searchsorted(key, wanted))
        if r.owners[r.of[n]] not in code or place == len(key) or key[place] != wanted:
            continue
        if isinstance(value, Quantity) and value.unit == "year" and value.low is not None and value.low == value.high:
            made.setdefault(place, _Known()).ages.add(float(value.low))
        elif isinstance(value, Office):
            office = _office_key(value)
            if office is not None:
                known = made.setdefault(place, _Known())
                if value.status != "former":
                    known.offices.add(office)
    return made


def _office_key(office: Office) -> tuple[str, str, str] | None:
    """An office that one person holds at a time; None where body and country are both left open."""
    if not (office.country or office.body):
        return None
    return (office.title.casefold(), slug(office.body or ""), slug(office.country or ""))
