"""Which names of a pile are worth comparing: those that share a block, unless a look at their words tells them apart.

Blocks are made of last names, their skeletons, and the words and acronyms of bodies. They grow with the pile until
they are too large, so the pairs in them are looked at as numbers: the words of a name are bits, and one name holds another
only if it has all of its bits. The few pairs that are left are compared word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from claimrec.reconciliation.columns import Ints, distinct
from claimrec.reconciliation.naming import PARTICLES
from claimrec.values import Entity
from claimrec.values.outlines import Outline, outline

__all__ = ["BLOCK", "alike_names"]

BLOCK = 200
"""Larger blocks of distinct names (a very common last name) are compared for equal names only."""


def alike_names(names: Sequence[Entity], slugs: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places of names that share a block and may be equal, or one a fuller form of the other; sorted.

    Args:
        names: names of their own.
        slugs: their slugs.

    >>> names = [Entity("Jane Smith"), Entity("Smith"), Entity("John Smith")]
    >>> alike_names(names, ["jane-smith", "smith", "john-smith"])
    [(0, 1), (1, 2)]
    """
    pairs = _pairs_in_blocks(*_blocked(names, slugs), _Bits(map(_outline, names)))
    size = max(1, len(names))
    found = distinct(pairs[0] * size + pairs[1])
    return list(zip((found // size).tolist(), (found % size).tolist(), strict=True))


def _outline(entity: Entity) -> Outline | None:
    """Only two persons' names and two bodies' names are compared by their words alone."""
    if entity.type not in ("person", "organization") or not entity.named:
        return None
    made = outline(entity.name, kind=entity.type)
    # Sources that give one id mean one bearer, whatever they call it.
    return Outline(made.words, (*made.wholes, f"id {entity.id}")) if made is not None and entity.id else made


class _Bits:
    """Outlines as numbers in which each word is a bit: names that are not alike may seem so, if rarely.

    Args:
        outlines: the outlines; a name without one is alike to all.
    """

    def __init__(self, outlines: Iterable[Outline | None]) -> None:
        told = [made or _OPEN for made in outlines]
        self._numbers = list(zip(_numbers([o.words for o in told]), _numbers([o.wholes for o in told]), strict=True))

    def alike(self, a: Ints, b: Ints) -> tuple[Ints, Ints]:
        """Those of these pairs that may hold each other; see :func:`claimrec.values.outlines.may_hold`."""
        for words, wholes in self._numbers:
            one, two, whole, other = words[a], words[b], wholes[a], wholes[b]
            common = one & two
            held = (common == one) | (common == two) | ((whole & (other | two)) | (other & one) != 0)
            a, b = a[held], b[held]
        return a, b


_OPEN = Outline((), ())

NUMBERS = 3
"""Numbers for each name: in one alone too many words share their bits."""


def _numbers(rows: Sequence[Sequence[str]]) -> list[NDArray[np.uint64]]:
    """For rows of words some numbers each, in which each word is a bit."""
    # Which words share a bit differs from run to run, and so does what passes for alike, but not what is found alike.
    hashes = np.array([hash(word) for words in rows for word in words], dtype=np.int64).view(np.uint64)
    sizes = np.array([len(words) for words in rows], dtype=np.int64)
    some, starts = sizes > 0, np.cumsum(sizes) - sizes
    made = [np.zeros(len(rows), dtype=np.uint64) for _ in range(NUMBERS)]
    for n, numbers in enumerate(made if len(hashes) else ()):
        bits = np.uint64(1) << (hashes >> np.uint64(6 * n) & np.uint64(63))
        numbers[some] = np.bitwise_or.reduceat(bits, starts[some])
    return made


def _blocked(names: Sequence[Entity], slugs: Sequence[str]) -> tuple[Ints, Ints]:
    """Names and the codes of the blocks in which they stand."""
    codes: tuple[dict[str, int], dict[str, int]] = ({}, {})
    where: list[int] = []
    keys: list[int] = []
    for n, (entity, slug) in enumerate(zip(names, slugs, strict=True)):
        person = entity.type == "person"
        known = codes[person]
        for key in _keys_of_person(slug) if person else _keys_of_body(slug):
            where.append(n)
            keys.append(2 * known.setdefault(key, len(known)) + person)
    return np.array(where, dtype=np.int64), np.array(keys, dtype=np.int64)


def _words(slug: str) -> list[str]:
    words = slug.split("-")
    return words if slug and PARTICLES.isdisjoint(words) else [w for w in words if w and w not in PARTICLES]


def _keys_of_person(slug: str) -> set[str]:
    """The last name, its skeleton, and of longer names the first."""
    words = _words(slug)
    return {words[-1], _skeleton(words[-1]), words[0] if len(words) > 2 else words[-1]} if words else set()


def _keys_of_body(slug: str) -> set[str]:
    """The words of a name, and the letters that would be its acronym."""
    words = _words(slug)
    keys = {w for w in words if len(w) > 2 or len(words) == 1}
    return keys | {"".join([w[0] for w in words])} if len(words) > 2 else keys


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    """Consonants of a name, doubles collapsed: transliterations of one name mostly share it."""
    kept = re.sub(r"[aeiouy'’\-]", "", word)
    return word[:1] + re.sub(r"(.)\1+", r"\1", kept)


def _pairs_in_blocks(where: Ints, key: Ints, bits: _Bits) -> tuple[Ints, Ints]:
    """The pairs within blocks that are left when their bits are compared, some of them more than once."""
    order = np.lexsort((where, key))
    where, key = where[order], key[order]
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if len(key) else key
    sizes = np.diff(np.append(starts, len(key)))
    left = np.repeat(starts + sizes, sizes) - np.arange(len(key))  # names from here to the end of the block
    first = np.flatnonzero(np.repeat(sizes, sizes) <= BLOCK)
    made: list[tuple[Ints, Ints]] = []
    for step in range(1, BLOCK):
        first = first[left[first] > step]
        if not len(first):
            break
        made.append(bits.alike(where[first], where[first + step]))
    none = np.empty(0, dtype=np.int64)
    return np.concatenate([none, *(a for a, _ in made)]), np.concatenate([none, *(b for _, b in made)])
