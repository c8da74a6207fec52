"""The entities that each source names, with what it says of them: the bearers of names that identity puts together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

import numpy as np
from attrs import field, frozen, mutable
from numpy.typing import NDArray

from claimrec.model import slug, slugs_of
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.ragged import NONE, Ints, first_places, narrow, numbered, ordered_codes, wide
from claimrec.reconciliation.reading import Reading
from claimrec.values import Entity, Office, Quantity

__all__ = ["Bearers", "OfficeKey", "bearers"]

OfficeKey = tuple[str, str, str]
"""An office that one person holds at a time: its title, and whose it is."""


@frozen(eq=False, kw_only=True)
class Bearers:
    """The entities of each source, sorted by source and id there, and the bearers of their names.

    Entities of which nothing is known but one name are one bearer from the start, all others have one each. Bearers stand in
    the order of their first entities.

    Args:
        key: for each entity the code of its source and of its id there as one number, sorted.
        entity: for each argument its entity, NONE where it has none.
        local: ids in sources, by code, sorted.
        node: for each entity its bearer.
        first: for each bearer its first entity.
        best: for each bearer its fullest name, by its place in ``names``.
        names: the names.
        slugs: their slugs.
        own: whether each is a name of its own.
        value: its place among all values.
        ages: how old bearers are said to be.
        offices: what they are said to hold.
        spoken: for each argument with an entity the bearer, and the name by its place.
    """

    key: Ints
    entity: Ints
    local: Sequence[str]
    node: Ints
    first: Ints
    best: Ints
    names: Sequence[Entity]
    slugs: Sequence[str]
    own: NDArray[np.bool_]
    value: Ints
    ages: Mapping[int, AbstractSet[float]]
    offices: Mapping[int, AbstractSet[OfficeKey]]
    spoken: tuple[Ints, Ints]

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """For each bearer whether its fullest name is a name of its own."""
        return self.own[self.best]

    def called(self, n: int) -> Entity:
        """A bearer by its fullest name."""
        return self.names[int(self.best[n])]

    def source(self, n: int) -> int:
        """The code of the source of a bearer's first entity."""
        return int(self.key[self.first[n]]) // max(1, len(self.local))

    def counted(self, nodes: Iterable[int]) -> Counter[str]:
        """The names under which bearers go, and how often."""
        starts, names, times = self._spoken_names
        made: Counter[str] = Counter()
        for n in nodes:
            for at in range(starts[n], starts[n + 1]):
                made[self.names[names[at]].name] += int(times[at])
        return made

    @cached_property
    def _spoken_names(self) -> tuple[Ints, Ints, Ints]:
        """Where the names of each bearer start, the names, and how often it goes by each."""
        nodes, names = self.spoken
        size = max(1, len(self.names))
        pairs, times = np.unique(nodes * size + names, return_counts=True)
        return np.searchsorted(pairs, np.arange(len(self) + 1) * size), pairs % size, times


def bearers(r: Reading) -> Bearers:
    """The entities of each source.

    Args:
        r: what was read of the claims.
    """
    kept = np.array([n for n, value in enumerate(r.values) if value.__class__ is Entity], dtype=np.int64)
    names = [value for value in r.values if isinstance(value, Entity)]
    slugs = slugs_of([e.name for e in names])
    called = [e.id or said for e, said in zip(names, slugs, strict=True)]
    local = sorted(set(called))
    code = {name: n for n, name in enumerate(local)}
    size = max(1, len(local))
    name = narrow(numbered(kept, len(r.values)))[r.arguments.values] if len(r.values) else r.arguments.values
    at = np.flatnonzero(name != NONE)
    name = wide(name[at])
    coded = np.array([code[told] for told in called] or [NONE], dtype=np.int64)
    key, where = np.unique(r.source[r.row[at]] * size + coded[name], return_inverse=True)
    entity = np.full_like(r.of, NONE)
    entity[at] = where
    best, known = _best_names(names, name, where, len(key)), _told_of(r, key, code)
    _add_titles(names, best, known)
    own = np.array([is_named(e) for e in names] or [False], dtype=np.bool_)
    node, first = _gathered(names, own, best, known)
    return Bearers(
        key=key,
        entity=entity,
        local=local,
        node=node,
        first=first,
        best=best[first],
        names=names,
        slugs=slugs,
        own=own,
        value=kept,
        ages={int(node[n]): told.ages for n, told in known.items() if told.ages},
        offices={int(node[n]): told.offices for n, told in known.items() if told.offices},
        spoken=(node[where], name),
    )


def _best_names(names: Sequence[Entity], name: Ints, where: Ints, size: int) -> Ints:
    """For each entity the fullest of its names, the first among equals."""
    best = np.empty(size, dtype=np.int64)
    best[where] = name
    # Most entities go by one name, so only the others are looked at.
    several = np.zeros(size, dtype=np.bool_)
    several[where[best[where] != name]] = True
    at = np.flatnonzero(several[where])
    place = {told: n for n, told in enumerate(np.unique(name[at]).tolist())}
    fullness = [_fullness(names[told]) for told in place]
    ranks = {told: n for n, told in enumerate(sorted(set(fullness)))}
    rank = np.array([ranks[fullness[place[told]]] for told in name[at].tolist()], dtype=np.int64)
    order = at[np.lexsort((at, -rank, where[at]))]
    best[where[order[::-1]]] = name[order[::-1]]  # written from the last to the first, so that the first stays
    return best


def _fullness(entity: Entity) -> tuple[int, int, str, str]:
    return len(entity.name.split()), len(entity.name), entity.name, entity.type


def _gathered(names: Sequence[Entity], own: NDArray[np.bool_], best: Ints, known: Mapping[int, _Known]) -> tuple[Ints, Ints]:
    """For each entity its bearer, and of each bearer the first entity."""
    alike = _alike(names)
    apart = ~(own | np.array([e.type == "group" for e in names] or [False], dtype=np.bool_))[best]
    apart[list(known)] = True
    size = len(names) + len(best)
    node = np.where(apart, len(names) + np.arange(len(best), dtype=np.int64), alike[best])
    number, kept = ordered_codes(node, size)
    return number[node], first_places(node, size)[kept]


def _alike(names: Sequence[Entity]) -> Ints:
    """For each name the first that is the same but for its id."""
    once: dict[str, int] = {}
    alike = np.array([once.setdefault(e.name, n) for n, e in enumerate(names)], dtype=np.int64)
    again = alike != np.arange(len(alike))
    told: dict[tuple[str, str, tuple[str, ...], str], int] = {}
    # Most names stand there once, and need not be looked at closely.
    for n in np.flatnonzero(np.isin(alike, alike[again])).tolist():
        e = names[n]
        alike[n] = told.setdefault((e.name, e.type, e.titles, e.text), n)
    return alike


@mutable
class _Known:
    """What is told of one entity besides its name."""

    ages: set[float] = field(factory=set)
    offices: set[OfficeKey] = field(factory=set)


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


def _add_titles(names: Sequence[Entity], best: Ints, known: dict[int, _Known]) -> None:
    """Add the offices that are written among the titles of persons, as those of somebody whom no name tells."""
    titled = {n: made for n, e in enumerate(names) if e.titles and e.type == "person" and (made := _titles(e))}
    if titled:
        listed = np.zeros(len(names), dtype=np.bool_)
        listed[list(titled)] = True
        for place in np.flatnonzero(listed[best]).tolist():
            known.setdefault(place, _Known()).offices.update(titled[int(best[place])])


def _titles(entity: Entity) -> list[OfficeKey]:
    """The written titles that say of what body or country the office is: "President of Chad"."""
    return [("", slug(title), "") for title in entity.titles if " of " in title and not title.startswith("Former ")]


def _office_key(office: Office) -> OfficeKey | None:
    """An office that one person holds at a time; None where body and country are both left open."""
    if not (office.country or office.body):
        return None
    return (office.title.casefold(), slug(office.body or ""), slug(office.country or ""))
