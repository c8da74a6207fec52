"""Sketches of stories: a few bits for each source, which tell at once that two stories have too little in common.

The words, actors and places of all stories are put into classes by how much they tell, and each class has some bits. What
two sources share leaves bits that are set in both, so that these, and what each source lost where two of its words fell on
one bit, tell how much they can share at most (Bloom 1970 counts on hashed bits in the same way).
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.reconciliation.ragged import Floats, Ints

__all__ = ["Sketches", "sketches_of"]

SLACK = 1e-9
"""Sums are made in another order here, so that they may differ in their last digits."""

ROWS = 2_000
"""Rows that are sketched at a time."""


@frozen(eq=False)
class Sketches:
    """The sketches of all rows of words.

    Args:
        bits: bits of each row, so many numbers for each class, class after class.
        lost: how many words of each class share a bit with another one of the row.
        most: the most that a word of each class tells.
    """

    bits: NDArray[np.uint64]
    lost: NDArray[np.unsignedinteger]
    most: Floats

    def at_most(self, a: Ints, b: Ints) -> Floats:
        """No less than what all the words tell that rows ``a`` and ``b`` share; two different rows each."""
        # Rows are taken several times as fast as they are looked up by an array of places.
        both = self.bits.take(a, axis=0)
        both &= self.bits.take(b, axis=0)
        shared = np.minimum(self.lost.take(a, axis=0), self.lost.take(b, axis=0))
        counted = np.bitwise_count(both)
        for first in range(0, counted.shape[1], len(self.most)):
            shared += counted[:, first : first + len(self.most)]
        made: Floats = (shared @ self.most) * (1 + SLACK)
        return made


def sketches_of(words: Ints, sizes: Ints, weights: Floats, classes: int = 16, wide: int = 2) -> Sketches:
    """Sketches of rows of words.

    Args:
        words: codes of the words, one row after the other.
        sizes: how many of them each row has.
        weights: how much each of these tells.
        classes: classes of words that tell about as much.
        wide: numbers of 64 bits that a class has.

    >>> made = sketches_of(np.array([0, 1, 1, 2, 2]), np.array([2, 2, 1]), np.array([1.0, 2.0, 4.0]))
    >>> made.at_most(np.array([0, 0, 1]), np.array([1, 2, 2])).round(3).tolist()
    [2.0, 0.0, 4.0]
    """
    class_, bit, most = _bits(np.bincount(words, minlength=len(weights)), weights, classes, wide * 64)
    ends = np.cumsum(sizes)
    bits = np.zeros((len(sizes), wide * classes), dtype=np.uint64)
    lost = np.zeros((len(sizes), classes), dtype=np.int32)
    for begin in range(0, len(sizes), ROWS):
        part = slice(begin, begin + ROWS)
        codes = words[ends[begin] - sizes[begin] : ends[part][-1]]
        where = np.repeat(np.arange(len(sizes[part])), sizes[part])
        known = np.flatnonzero(bit[codes] >= 0)
        where, codes = where[known], codes[known]
        flags = np.zeros((len(sizes[part]), wide, classes, 64), dtype=np.bool_)
        flags[where, bit[codes] // 64, class_[codes], bit[codes] % 64] = True
        bits[part] = np.packbits(flags, axis=3).view(np.uint64).reshape(len(flags), -1)
        number = np.bincount(where * classes + class_[codes], minlength=len(flags) * classes).reshape(len(flags), classes)
        lost[part] = number - np.bitwise_count(bits[part]).reshape(-1, wide, classes).sum(axis=1)
    # Small numbers are fetched and added faster; they must hold a class whose bits are all set besides.
    return Sketches(bits, lost.astype(np.min_scalar_type(int(np.max(lost, initial=0)) + wide * 64)), most)


def _bits(held: Ints, weights: Floats, classes: int, wide: int) -> tuple[Ints, Ints, Floats]:
    """The class and the bit of each word, -1 where only one row has it, and the most that a word of each class tells."""
    shared = np.flatnonzero(held > 1)
    shared = shared[np.argsort(weights[shared], kind="stable")]
    # What tells much is rare, yet one such word more or less decides: it has more classes than its number would give it.
    told = np.cumsum(held[shared] * np.sqrt(weights[shared]))
    of = np.minimum(classes - 1, (told * (classes / max(1e-9, float(np.max(told, initial=0.0))))).astype(np.int64))
    most = np.zeros(classes, dtype=np.float64)
    np.maximum.at(most, of, weights[shared])
    # The most common ones of a class have each a bit of its own.
    order = np.lexsort((-held[shared], of))
    place = np.arange(len(order)) - np.searchsorted(of[order], np.arange(classes))[of[order]]
    class_, bit = np.zeros(len(weights), dtype=np.int64), np.full(len(weights), -1, dtype=np.int64)
    class_[shared], bit[shared[order]] = of, place % wide
    return class_, bit, most
