"""Which names of a pile are worth comparing: those that share a block, unless a look at their words tells them apart.

Blocks are made of last names, their skeletons, and the words and acronyms of bodies. They grow with the pile until
they are too large, so the pairs in them are looked at as numbers: the words of a name are bits, and one name holds another
only if it has all of its bits. The few pairs that are left are compared word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from claimrec.reconciliation.naming import PARTICLES
from claimrec.reconciliation.ragged import Ints, Lists, bounds_of, distinct, joined_lists, starts_of
from claimrec.values import Entity
from claimrec.values.names import is_part
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
    words = _Words(slugs)
    person = np.array([entity.type == "person" for entity in names], dtype=np.bool_)
    pairs = _pairs_in_blocks(*_blocked(words, person), _Bits(names, words, person))
    size = max(1, len(names))
    found = distinct(pairs[0] * size + pairs[1])
    return list(zip((found // size).tolist(), (found % size).tolist(), strict=True))


class _Words:
    """The words of slugs: ``listed`` holds each once, ``rows`` their codes in each slug, as they come.

    What can be told of a word is told once, however many names have it.
    """

    def __init__(self, slugs: Sequence[str]) -> None:
        self.slugs = slugs
        self.codes: dict[str, int] = {}
        code = self.codes.setdefault
        # One text of all slugs is cut into words far sooner than slug by slug.
        flat = [code(word, len(self.codes)) for word in "-".join(slugs).split("-")] if slugs else []
        sizes = np.array([slug.count("-") + 1 for slug in slugs], dtype=np.int64)
        self.rows = Lists(np.array(flat, dtype=np.int64), starts_of(sizes))
        self.listed = list(self.codes)

    def code(self, word: str) -> int:
        """The code of a word, a new one where no slug has it."""
        return self.codes.setdefault(word, len(self.codes))


class _Bits:
    """Outlines as numbers in which each word is a bit: names that are not alike may seem so, if rarely.

    Args:
        names: the names.
        words: the words of their slugs.
        person: whether each is a person.
    """

    def __init__(self, names: Sequence[Entity], words: _Words, person: NDArray[np.bool_]) -> None:
        plain = _plain(names, words, person)
        rest = np.flatnonzero(~plain)
        told = [_outline(names[n]) or _OPEN for n in rest.tolist()]
        # Which words share a bit differs from run to run, and so does what passes for alike, but not what is found alike.
        listed = np.array([hash(word) for word in words.listed], dtype=np.int64)
        at = np.flatnonzero(plain)
        own = words.rows.taken(at)
        joined = [hash(words.slugs[n].replace("-", "")) for n in at.tolist()]
        once = Lists(np.array(joined, dtype=np.int64), np.arange(len(at) + 1, dtype=np.int64))
        parts = ((Lists(listed[own.values], own.starts), [o.words for o in told]), (once, [o.wholes for o in told]))
        made = [_numbers(joined_lists([hashes, _hashes(rows)]), np.concatenate([at, rest])) for hashes, rows in parts]
        self._numbers = list(zip(*made, strict=True))
        # Sources that give one id mean one bearer, whatever they call it; who has none is like nobody by this.
        self._id = np.array([hash(e.id) if e.id else -n for n, e in enumerate(names, 1)], dtype=np.int64)

    def alike(self, a: Ints, b: Ints) -> tuple[Ints, Ints]:
        """Those of these pairs that may hold each other; see :func:`claimrec.values.outlines.may_hold`."""
        same = self._id[a] == self._id[b]
        some: list[tuple[Ints, Ints]] = [(a[same], b[same])]
        for words, wholes in self._numbers:
            one, two, whole, other = words[a], words[b], wholes[a], wholes[b]
            common = one & two
            held = (common == one) | (common == two) | ((whole & (other | two)) | (other & one) != 0)
            a, b = a[held], b[held]
        some.append((a, b))
        return np.concatenate([a for a, _ in some]), np.concatenate([b for _, b in some])


_OPEN = Outline((), ())

NUMBERS = 6
"""Numbers for each name: in fewer too many words share their bits."""


def _plain(names: Sequence[Entity], words: _Words, person: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each name whether its outline is plain to see: a person's, of one or two words that are nothing but parts of names."""
    always = np.array([is_part(word) for word in words.listed] or [False], dtype=np.bool_)
    parts = words.rows.total(always.astype(np.float64)) == words.rows.sizes
    plain: NDArray[np.bool_] = person & parts & (words.rows.sizes <= 2)
    for n in np.flatnonzero(plain).tolist():
        name = names[n].name
        plain[n] = name.isascii() and name.lower() == words.slugs[n].replace("-", " ")
    return plain


def _outline(entity: Entity) -> Outline | None:
    """Only two persons' names and two bodies' names are compared by their words alone."""
    if entity.type not in ("person", "organization") or not entity.named:
        return None
    return outline(entity.name, kind=entity.type)


def _hashes(rows: Sequence[Sequence[str]]) -> Lists:
    flat = np.array([hash(word) for words in rows for word in words], dtype=np.int64)
    return Lists(flat, starts_of(np.array([len(words) for words in rows], dtype=np.int64)))


def _numbers(hashes: Lists, places: Ints) -> list[NDArray[np.uint64]]:
    """For rows of words some numbers each, in which each word is a bit; each row at its place."""
    flat, starts = hashes.values.view(np.uint64), hashes.starts[:-1]
    some = hashes.sizes > 0
    made = [np.zeros(len(places), dtype=np.uint64) for _ in range(NUMBERS)]
    for n, numbers in enumerate(made if len(flat) else ()):
        bits = np.uint64(1) << (flat >> np.uint64(6 * n) & np.uint64(63))
        numbers[places[some]] = np.bitwise_or.reduceat(bits, starts[some])
    return made


def _blocked(words: _Words, person: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Names and the codes of the blocks in which they stand, sorted by block and name; each once.

    A person stands in the blocks of the last name, of its skeleton, and of longer names the first; a body in those of its
    words, and of the letters that would be its acronym.
    """
    listed = words.listed
    rows = words.rows.taken_where(np.array([bool(word) and word not in PARTICLES for word in listed] or [False], dtype=np.bool_))
    sizes, first, last = rows.sizes, rows.starts[:-1], rows.starts[1:] - 1
    some, longer = np.flatnonzero(person & (sizes > 0)), np.flatnonzero(person & (sizes > 2))
    names = rows.values[last[some]]
    ends, place = np.unique(names, return_inverse=True)
    skeletons = np.array([words.code(_skeleton(listed[n])) for n in ends.tolist()], dtype=np.int64)
    where, body = rows.spread(np.flatnonzero(~person))
    where = np.flatnonzero(~person)[where]
    long = np.array([len(word) > 2 for word in listed] or [False], dtype=np.bool_)
    kept = long[body] | (sizes[where] == 1)
    lettered = np.flatnonzero(~person & ((sizes > 2) | _shortened(words, rows, person)))
    letters = [words.code("".join([listed[w][0] for w in rows.row(n).tolist()])) for n in lettered.tolist()]
    codes = np.concatenate([names, skeletons[place], rows.values[first[longer]], body[kept], np.array(letters, dtype=np.int64)])
    where = np.concatenate([some, some, longer, where[kept], lettered])
    size = max(1, len(person))
    pairs = distinct((2 * codes + person[where]) * size + where)
    return pairs % size, pairs // size


def _shortened(words: _Words, rows: Lists, person: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each body of two words whether its two letters are a name in the pile ("UN"): any two words have some."""
    short = {slug for n, slug in enumerate(words.slugs) if len(slug) == 2 and not person[n]}
    made = np.zeros(len(person), dtype=np.bool_)
    for n in np.flatnonzero(~person & (rows.sizes == 2)).tolist() if short else ():
        made[n] = "".join([words.listed[w][0] for w in rows.row(n).tolist()]) in short
    return made


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    """Consonants of a name, doubles collapsed: transliterations of one name mostly share it."""
    kept = re.sub(r"[aeiouy'’\-]", "", word)
    return word[:1] + re.sub(r"(.)\1+", r"\1", kept)


def _pairs_in_blocks(where: Ints, key: Ints, bits: _Bits) -> tuple[Ints, Ints]:
    """The pairs within blocks that are left when their bits are compared, some of them more than once.

    Args:
        where: names, by block.
        key: their blocks, sorted.
        bits: what is compared.
    """
    bounds = bounds_of(key)
    sizes = np.diff(bounds)
    left = np.repeat(bounds[1:], sizes) - np.arange(len(key))  # names from here to the end of the block
    first = np.flatnonzero(np.repeat(sizes, sizes) <= BLOCK)
    made: list[tuple[Ints, Ints]] = []
    for step in range(1, BLOCK):
        first = first[left[first] > step]
        if not len(first):
            break
        made.append(bits.alike(where[first], where[first + step]))
    none = np.empty(0, dtype=np.int64)
    return np.concatenate([none, *(a for a, _ in made)]), np.concatenate([none, *(b for _, b in made)])
