"""What features ask of pairs of rows: what both hold, what their codes weigh together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.ragged import NONE, Floats, Ints, Lists

__all__ = ["Flags", "in_common", "is_type", "ordered", "sums", "told_by"]

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


def in_common(a: Ints, b: Ints, column: Lists) -> tuple[Ints, Ints]:
    """Pairs' numbers and the values that both rows of the pair hold.

    >>> from claimrec.reconciliation.ragged import lists_of
    >>> pairs, values = in_common(np.array([0, 0]), np.array([1, 2]), lists_of([[5, 7], [7, 9], []]))
    >>> pairs.tolist(), values.tolist()
    ([0], [7])
    """
    size = column.most + 1
    some = np.flatnonzero((column.sizes[a] > 0) & (column.sizes[b] > 0))
    where_a, values_a = column.spread(a[some])
    where_b, values_b = column.spread(b[some])
    # Both lists of keys are sorted, and a stable sort merges what is sorted already.
    keys = np.concatenate([where_a * size + values_a, where_b * size + values_b])
    keys.sort(kind="stable")
    both = keys[1:][keys[1:] == keys[:-1]]
    where = both // size
    return some[where], both - where * size


def sums(where: Ints, amounts: Floats, size: int) -> Floats:
    """For each of ``size`` pairs the sum of the amounts that belong to it."""
    return np.bincount(where, weights=amounts, minlength=size).astype(np.float64)


def told_by(known: dict[int, float], size: int, one: Ints, two: Ints, weigh: Callable[[int, int], float]) -> Floats:
    """A weight for each pair of codes below ``size``, worked out once for each distinct pair; 0 where one is missing."""
    made = np.zeros(len(one), dtype=np.float64)
    some = np.flatnonzero((one != NONE) & (two != NONE))
    if len(some):
        distinct, inverse = np.unique(one[some] * size + two[some], return_inverse=True)
        keys = distinct.tolist()
        for key in keys:
            if key not in known:
                known[key] = weigh(key // size, key % size)
        made[some] = np.array([known[key] for key in keys], dtype=np.float64)[inverse]
    return made


def ordered(codes: Ints, a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """The lower and the higher code of each pair: what is told by both does not depend on which comes first."""
    return np.minimum(codes[a], codes[b]), np.maximum(codes[a], codes[b])


def is_type(c: Columns, rows: Ints, names: frozenset[str]) -> Flags:
    """For each row whether its claim is of one of these types."""
    table = np.array([name in names for name in c.types], dtype=np.bool_)
    return table[c.type[rows]]
