"""The entities that each source names, with what it says of them: the bearers of names that identity puts together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

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
    """One entity of one source."""

    key: Key
    names: Counter[str] = field(factory=Counter)
    type: str = "person"
    best: Entity = field(factory=lambda: Entity(""))
    ages: set[float] = field(factory=set)
    offices: set[tuple[str, str, str]] = field(factory=set)
    former: set[tuple[str, str, str]] = field(factory=set)


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
    called = ["" if e is None else e.id or slug(e.name) for e in entities]
    local = sorted({name for name, e in zip(called, entities, strict=True) if e is not None})
    code = {name: n for n, name in enumerate(local)}
    coded = np.array([code.get(name, NONE) for name in called] or [NONE], dtype=np.int64)
    values = r.arguments.values[at]
    key, where = np.unique(r.source[r.row[at]] * max(1, len(local)) + coded[values], return_inverse=True)
    entity = np.full(len(r.role), NONE, dtype=np.int64)
    entity[at] = where
    best = _best_values(entities, values, where)
    known = _told_of(r, key, code)
    nodes, node = _gathered(r, entities, key, local, best, known)
    for n, name, times in _names_told(entities, values, node[where]):
        nodes[n].names[name] += times
    return Bearers(nodes, node, key, entity, local)


def _best_values(entities: Sequence[Entity | None], values: Ints, where: Ints) -> Ints:
    """For each entity the fullest of its values, the first among equals."""
    fullness = [(0, 0, "", "") if e is None else (len(e.name.split()), len(e.name), e.name, e.type) for e in entities]
    ranks = {told: n for n, told in enumerate(sorted(set(fullness)))}
    rank = np.array([ranks[told] for told in fullness] or [0], dtype=np.int64)
    order = np.lexsort((np.arange(len(values)), -rank[values], where))
    first = np.concatenate([[True], where[order][1:] != where[order][:-1]]) if len(order) else order.astype(np.bool_)
    return values[order[first]]


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
    for n, value in enumerate(best.tolist()):
        joined = plain.get(value) if n not in known else None
        if joined is None:
            entity = entities[value]
            assert entity is not None
            said = (entity.name, entity.type, entity.titles, entity.text)
            shared = n not in known and (is_named(entity) or entity.type == "group")
            joined = alike.get(said) if shared else None
            if joined is None:
                joined = len(nodes)
                place, name = divmod(int(key[n]), max(1, len(local)))
                nodes.append(Node((r.sources[place].id, local[name]), type=entity.type, best=entity))
                if n in known:
                    told = known[n]
                    nodes[-1].ages, nodes[-1].offices, nodes[-1].former = told.ages, told.offices, told.former
            if shared:
                alike[said] = plain[value] = joined
        node[n] = joined
    return nodes, node


@mutable
class _Known:
    """What is told of one entity besides its name."""

    ages: set[float] = field(factory=set)
    offices: set[tuple[str, str, str]] = field(factory=set)
    former: set[tuple[str, str, str]] = field(factory=set)


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
                (known.offices if value.status != "former" else known.former).add(office)
    return made


def _office_key(office: Office) -> tuple[str, str, str] | None:
    """An office that one person holds at a time; None where body and country are both left open."""
    if not (office.country or office.body):
        return None
    return (office.title.casefold(), slug(office.body or ""), slug(office.country or ""))
