"""A pile cut into parts that can be judged one by one, and side by side.

Claims that no chain of likely matches joins, through their own sources and through those of others, never meet in an
event, a larger happening or a story. What shares neither a source nor a likely match can therefore be judged apart from
the rest: memory stays flat however large the pile is, and processes can share the work.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from claimrec.reconciliation.clustering import components
from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.identity import Identity
from claimrec.reconciliation.matching import Weighed
from claimrec.reconciliation.ragged import NONE, Ints, distinct
from claimrec.reconciliation.reading import Reading
from claimrec.values import Entity, Quantity

__all__ = ["PART", "Part", "parts_of", "ties_of_persons"]

PART = 1024
"""Claims in a part, about; whoever tells of one story stays together. A smaller pile is one part.

The records of so many still lie close to the processor while they are judged: parts of four times the size take longer a claim.
"""


@frozen(eq=False)
class Part:
    """Some claims of a pile, with the pairs among them.

    Args:
        rows: rows of the claims, sorted.
        pairs: the compared pairs, by place in ``rows``.
    """

    rows: Ints
    pairs: Weighed


LARGEST = 100_000
"""Claims that persons in common may bring into one part. Beyond that, what is told of a person is compared part by part."""

Ties = Sequence[tuple[int, int]]
"""Pairs of rows."""


def ties_of_persons(r: Reading, identity: Identity) -> list[tuple[int, int]]:
    """Claims that tell of one person's age or office, wherever they stand: these are compared with each other."""
    rows = r.row
    told = {(int(rows[n]), _owner(r, identity, int(rows[n]), n)) for n in np.flatnonzero(r.of != NONE).tolist()}
    years = np.array([isinstance(v, Quantity) and v.unit == "year" for v in r.values] or [False], dtype=np.bool_)
    aged = np.zeros(len(r), dtype=np.bool_)
    aged[rows[years[r.arguments.values]]] = True
    people = np.array([isinstance(v, Entity) and v.type == "person" for v in r.values] or [False], dtype=np.bool_)
    named = np.flatnonzero(people[r.arguments.values] & aged[rows])
    told.update((int(rows[n]), identity.decided[identity.argument[n]]) for n in named.tolist())
    first: dict[str, int] = {}
    return [(first.setdefault(name, row), row) for row, name in sorted(told) if first.setdefault(name, row) != row]


def _owner(r: Reading, identity: Identity, row: int, argument: int) -> str:
    return identity.of(r.sources[r.source[row]].id, r.owners[r.of[argument]])


def parts_of(c: Columns, pairs: Weighed, judged: Ties = (), persons: Ties = (), *, size: int = PART) -> list[Part]:
    """The parts of a pile, in a stable order; every claim is in exactly one.

    Args:
        c: the columns.
        pairs: the compared pairs.
        judged: rows of which somebody said that they are of one event, or of two.
        persons: rows that tell of one person.
        size: how many claims make a part; a story with more than these is a part of its own.
    """
    rows = np.arange(len(c), dtype=np.int64)
    if len(c) <= size:
        return [Part(rows, pairs)]
    story = _stories(c, pairs, [*judged, *persons])
    if persons and np.max(np.bincount(story)) > LARGEST:
        story = _stories(c, pairs, judged)
    # Stories are packed in the order of their first claims; a part is full with the story that fills it.
    stories, first, number, claims = np.unique(story, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first, kind="stable")
    packed = np.empty(len(stories), dtype=np.int64)
    before = np.cumsum(claims[order]) - claims[order]
    packed[order] = before // size
    part = packed[number]
    return _cut(rows, part, pairs)


def _stories(c: Columns, pairs: Weighed, tied: Ties) -> Ints:
    """For each row a number that it shares with all that it is joined to by likely matches, copies and ties."""
    likely = pairs.score > 0
    one, two = np.array(tied, dtype=np.int64).reshape(-1, 2).T
    a = np.concatenate([c.source[pairs.a[likely]], c.source, c.source[one]])
    b = np.concatenate([c.source[pairs.b[likely]], c.witness, c.source[two]])
    ties = distinct(a * len(c.sources) + b)
    return components(len(c.sources), ties // len(c.sources), ties % len(c.sources))[c.source]


def _cut(rows: Ints, part: Ints, pairs: Weighed) -> list[Part]:
    order = np.argsort(part, kind="stable")
    names, starts = np.unique(part[order], return_index=True)
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = rows - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    inside = np.flatnonzero(part[pairs.a] == part[pairs.b])
    inside = inside[np.argsort(part[pairs.a[inside]], kind="stable")]
    bounds = np.searchsorted(part[pairs.a[inside]], [*names.tolist(), int(np.max(part)) + 1])
    made = []
    for n, (start, end) in enumerate(zip(starts.tolist(), [*starts[1:].tolist(), len(rows)], strict=True)):
        mine = inside[bounds[n] : bounds[n + 1]]
        cut = Weighed(place[pairs.a[mine]], place[pairs.b[mine]], pairs.before[mine], pairs.after[:, mine], pairs.own[:, mine])
        made.append(Part(rows[order[start:end]], cut))
    return made
