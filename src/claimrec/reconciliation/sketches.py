"""Sketches of stories: a few bits for each source, which tell at once that two stories have too little in common.

The words, actors and places of all stories are put into classes by how much they tell, and each class has some bits. What
two sources share leaves bits that are set in both, so that these, and what each source lost where two of its words fell on
one bit, tell how much they can share at most (Bloom 1970 counts on hashed bits in the same way).
"""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["Sketches", "sketches_of"]

CLASSES = 16
"""Classes of words that tell about as much."""

WIDE = 2
"""Numbers of 64 bits that a class has."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SOURCES = 2_000
"""Sources that are sketched at a time."""


@frozen(eq=False)
class Sketches:
    """The sketches of all sources.

    Args:
        bits: bits of each source, ``WIDE`` numbers for each class.
        lost: how many words of each class share a bit with another one of the source.
        most: the most that a word of each class tells.
    """

    bits: NDArray[np.uint64]
    lost: NDArray[np.unsignedinteger]
    most: Floats

    def at_most(self, a: Ints, b: Ints) -> Floats:
        """No less than what all the words tell that sources ``a`` and ``b`` share; two different sources each."""
        both = np.bitwise_count(self.bits[a] & self.bits[b])
        shared = both[:, :CLASSES] + both[:, CLASSES:] + np.minimum(self.lost[a], self.lost[b])
        made: Floats = shared @ self.most
        return made


def sketches_of(story: Ints, sizes: Ints, weights: Floats) -> Sketches:
    """Sketches of what each source's story is made of.

    Args:
        story: codes of what the sources' stories are made of, one source after the other.
        sizes: how many of them each source has.
        weights: how much each of these tells.

    >>> made = sketches_of(np.array([0, 1, 1, 2, 2]), np.array([2, 2, 1]), np.array([1.0, 2.0, 4.0]))
    >>> made.at_most(np.array([0, 0, 1]), np.array([1, 2, 2])).tolist()
    [2.0, 0.0, 4.0]
    """
    class_, bit, most = _bits(np.bincount(story, minlength=len(weights)), weights)
    ends = np.cumsum(sizes)
    bits = np.zeros((len(sizes), WIDE * CLASSES), dtype=np.uint64)
    lost = np.zeros((len(sizes), CLASSES), dtype=np.int64)
    for begin in range(0, len(sizes), SOURCES):
        part = slice(begin, begin + SOURCES)
        codes = story[ends[begin] - sizes[begin] : ends[part][-1]]
        where = np.repeat(np.arange(len(sizes[part])), sizes[part])
        known = np.flatnonzero(bit[codes] >= 0)
        where, codes = where[known], codes[known]
        flags = np.zeros((len(sizes[part]), WIDE, CLASSES, 64), dtype=np.bool_)
        flags[where, bit[codes] // 64, class_[codes], bit[codes] % 64] = True
        bits[part] = np.packbits(flags, axis=3).view(np.uint64).reshape(len(flags), -1)
        number = np.bincount(where * CLASSES + class_[codes], minlength=len(flags) * CLASSES).reshape(len(flags), CLASSES)
        lost[part] = number - flags.sum(axis=(1, 3))
    # Small numbers are fetched and added faster; they must hold a class whose bits are all set besides.
    return Sketches(bits, lost.astype(np.min_scalar_type(int(np.max(lost, initial=0)) + WIDE * 64)), most)


def _bits(held: Ints, weights: Floats) -> tuple[Ints, Ints, Floats]:
    """The class and the bit of each word, -1 where only one source has it, and the most that a word of each class tells."""
    shared = np.flatnonzero(held > 1)
    shared = shared[np.argsort(weights[shared], kind="stable")]
    # What tells much is rare, yet one such word more or less decides: it has more classes than its number would give it.
    told = np.cumsum(held[shared] * np.sqrt(weights[shared]))
    of = np.minimum(CLASSES - 1, (told * (CLASSES / max(1e-9, float(np.max(told, initial=0.0))))).astype(np.int64))
    most = np.zeros(CLASSES, dtype=np.float64)
    np.maximum.at(most, of, weights[shared])
    # The most common ones of a class have each a bit of its own.
    order = np.lexsort((-held[shared], of))
    place = np.arange(len(order)) - np.searchsorted(of[order], np.arange(CLASSES))[of[order]]
    class_, bit = np.zeros(len(weights), dtype=np.int64), np.full(len(weights), -1, dtype=np.int64)
    class_[shared], bit[shared[order]] = of, place % (WIDE * 64)
    return class_, bit, most
