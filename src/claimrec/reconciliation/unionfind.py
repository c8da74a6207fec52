"""Disjoint sets over 0..n-1; the smallest member stands for its set, so that results do not depend on order."""

from __future__ import annotations

import numpy as np

from claimrec.reconciliation.ragged import Ints

__all__ = ["UnionFind"]


class UnionFind:
    """Disjoint sets with path halving.

    >>> sets = UnionFind(3)
    >>> sets.join(2, 1)
    1
    >>> sets.find(2), sets.find(0)
    (1, 0)
    """

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, item: int) -> int:
        """The member that stands for the set of ``item``: its smallest."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: int, b: int) -> int:
        """Make the sets of ``a`` and ``b`` one; returns who stands for it."""
        a, b = self.find(a), self.find(b)
        low, high = min(a, b), max(a, b)
        self._parent[high] = low
        return low

    def leaders(self) -> Ints:
        """For each member who stands for its set.

        >>> sets = UnionFind(4)
        >>> sets.join(3, 1)
        1
        >>> sets.leaders().tolist()
        [0, 1, 2, 1]
        """
        made = np.array(self._parent, dtype=np.int64)
        while not np.array_equal(higher := made[made], made):
            made = higher
        return made
