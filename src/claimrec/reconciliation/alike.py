"""Which names of a pile are worth comparing: those that share a block, unless a look at their words tells them apart.

Blocks are made of last names, their skeletons, and the words and acronyms of bodies. They grow with the pile until
they are too large, so the pairs in them are looked at as numbers: the words of a name are bits, and one name holds another
only if it has all of its bits. The few pairs that are left are looked at word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from claimrec.reconciliation.columns import Codes, Ints, distinct
from claimrec.reconciliation.naming import PARTICLES
from claimrec.values import Entity
from claimrec.values.outlines import Outline, may_hold, outline

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
    outlines = [_outline(entity) for entity in names]
    pairs = _pairs_in_blocks(*_blocked(names, slugs), _Bits(outlines))
    size = max(1, len(names))
    found = ((pair // size, pair % size) for pair in distinct(pairs[0] * size + pairs[1]).tolist())
    return [(a, b) for a, b in found if may_hold(outlines[a], outlines[b])]


def _outline(entity: Entity) -> Outline | None:
    """Only two persons' names and two bodies' names are compared by their words alone."""
    if entity.type not in ("person", "organization") or not entity.named:
        return None
    made = outline(entity.name, kind=entity.type)
    # Sources that give one id mean one bearer, whatever they call it.
    return Outline(made.words, made.wholes | {f"id {entity.id}"}) if made is not None and entity.id else made


class _Bits:
    """Outlines as numbers: each word is one of 64 bits, so names may seem alike that are not, but never the other way round.

    Args:
        outlines: the outlines; one that is not known is alike to all.
    """

    def __init__(self, outlines: Sequence[Outline | None]) -> None:
        self._bits: dict[str, int] = {}
        self._words = self._numbers(() if made is None else made.words for made in outlines)
        self._wholes = self._numbers(() if made is None else made.wholes for made in outlines)
        self._all = self._words | self._wholes

    def _numbers(self, names: Iterable[Iterable[str]]) -> NDArray[np.uint64]:
        made, bits = [], self._bits
        for words in names:
            number = 0
            for word in words:
                number |= bits.setdefault(word, 1 << len(bits) % 64)
            made.append(number)
        return np.array(made, dtype=np.uint64)

    def may_hold(self, a: Ints, b: Ints) -> NDArray[np.bool_]:
        """Which of these pairs may hold each other, by :func:`may_hold`."""
        one, two = self._words[a], self._words[b]
        common = one & two
        whole = (self._wholes[a] & self._all[b]) | (self._wholes[b] & self._all[a])
        held: NDArray[np.bool_] = (common == one) | (common == two) | (whole != 0)
        return held


def _blocked(names: Sequence[Entity], slugs: Sequence[str]) -> tuple[Ints, Ints]:
    """Names and the codes of the blocks in which they stand."""
    codes = Codes()
    told = [(n, codes[key]) for n, (entity, slug) in enumerate(zip(names, slugs, strict=True)) for key in _keys(entity.type, slug)]
    where, key = np.array(told, dtype=np.int64).reshape(-1, 2).T
    return where, key


def _keys(type: str, slug: str) -> set[str]:
    words = [w for w in slug.split("-") if w and w not in PARTICLES]
    if not words:
        return set()
    if type == "person":
        return {f"p:{word}" for word in (words[-1], _skeleton(words[-1]), words[0] if len(words) > 2 else words[-1])}
    keys = {f"o:{w}" for w in words if len(w) > 2 or len(words) == 1}
    return keys | {f"o:{''.join([w[0] for w in words])}"} if len(words) > 2 else keys


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
        a, b = where[first], where[first + step]
        kept = bits.may_hold(a, b)
        made.append((a[kept], b[kept]))
    return np.concatenate([a for a, _ in made]), np.concatenate([b for _, b in made])
