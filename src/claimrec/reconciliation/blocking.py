"""Candidate pairs: which claims are worth comparing at all.

Claims that share a key with something telling in it (a rare actor, a day, a place, a count, quoted words)
fall into one block; pairs are made within blocks. A block larger than ``CAP`` is cut into overlapping
windows along time and story, so the number of pairs grows with the number of claims. Sources that may tell one
story compare all their happenings, so that what is found in a story does not depend on the size of the pile.
"""

from __future__ import annotations

import numpy as np

from claimrec.reconciliation.columns import NONE, Columns, Ints, Lists, distinct
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.likeness import near_stories

__all__ = ["CAP", "candidate_pairs"]

CAP = 64
"""Blocks up to this size give all their pairs."""

WINDOW = 12
"""In larger blocks each claim meets this many neighbours."""


def _families(c: Columns) -> list[Ints]:
    """For every type the families of types it may be one event with; each family has a number.

    A type is a family of its own, a wide type ("attack") is in the family of each narrower one, and words of one
    meaning ("thwart", "foil") have a family together.
    """
    code = {name: n for n, name in enumerate(c.types)}
    members: list[Ints] = []
    for name in c.types:
        own = {code[name]} | {code[n] for n in kinds().stands_for.get(name, ()) if n in code}
        own |= {len(code) + n for n, family in enumerate(kinds().families) if name in family}
        members.append(np.array(sorted(own), dtype=np.int64))
    return members


def candidate_pairs(c: Columns) -> tuple[Ints, Ints]:
    """Pairs of rows ``(a, b)`` with ``a < b``, each pair once, sorted."""
    if len(c) < 2:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty
    families = _families(c)
    sizes = np.array([len(f) for f in families], dtype=np.int64)
    rows = np.repeat(np.arange(len(c), dtype=np.int64), sizes[c.type])
    family = np.concatenate([families[t] for t in c.type])
    speech = np.array([name in kinds().speech for name in c.types], dtype=np.bool_)[np.repeat(c.type, sizes[c.type])]
    pairs: list[Ints] = []
    happening = rows[~speech], family[~speech]
    # Small piles: everything of one family is compared. Sayings are told by their words alone.
    pairs.append(_pairs_in_blocks(c, happening[0], happening[1], whole=True))
    pairs.append(_keyed(c, *happening, _telling(c, c.acting)))
    pairs.append(_keyed(c, *happening, c.counts))
    known = c.start[happening[0]] != NONE
    pairs.append(_pairs_in_blocks(c, happening[0][known], happening[1][known] * _SPREAD + c.start[happening[0][known]]))
    placed = c.place[happening[0]] != NONE
    pairs.append(_pairs_in_blocks(c, happening[0][placed], happening[1][placed] * _SPREAD + c.place[happening[0][placed]]))
    pairs.append(_in_one_story(c, *happening))
    said = distinct(rows[speech])
    pairs.append(_content_pairs(c, said))
    joined = _each_once(pairs)
    return joined // len(c), joined % len(c)


_SPREAD = 1 << 32


def _telling(c: Columns, actors: Lists) -> Lists:
    """The actors with a name; descriptions and groups make no block."""
    where, values = actors.spread(np.arange(len(c), dtype=np.int64))
    keep = c.named[values] if len(values) else np.empty(0, dtype=np.bool_)
    counts = np.bincount(where[keep], minlength=len(c))
    return Lists(values[keep], np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


def _keyed(c: Columns, rows: Ints, family: Ints, column: Lists) -> Ints:
    where, values = column.spread(rows)
    return _pairs_in_blocks(c, rows[where], family[where] * _SPREAD + values)


def _pairs_in_blocks(c: Columns, rows: Ints, keys: Ints, *, whole: bool = False) -> Ints:
    """Pairs (as ``a * n + b``) of rows that share a key; ``whole`` leaves blocks above the cap out altogether."""
    if len(rows) == 0:
        return np.empty(0, dtype=np.int64)
    # Within a block claims stand by day, story and row, so that the neighbours in a window are alike.
    order = np.lexsort((rows, c.witness[rows], c.start[rows], keys))
    rows, keys = rows[order], keys[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    sizes = np.diff(np.concatenate([starts, [len(keys)]]))
    size = np.repeat(sizes, sizes)
    left = np.repeat(starts + sizes, sizes) - np.arange(len(rows))  # rows from here to the end of the block
    made: list[Ints] = []
    first = np.flatnonzero(size <= CAP) if whole else np.arange(len(rows))
    for step in range(1, int(min(CAP, sizes.max()))):
        if step == WINDOW + 1:
            first = first[size[first] <= CAP]
        first = first[left[first] > step]
        a, b = rows[first], rows[first + step]
        made.append((np.minimum(a, b) * len(c) + np.maximum(a, b))[a != b])
    return _each_once(made)


def _in_one_story(c: Columns, rows: Ints, family: Ints) -> Ints:
    """Pairs of one family within one source, and between two that may tell one story, whatever else the pile holds."""
    if len(rows) == 0:
        return np.empty(0, dtype=np.int64)
    many = int(family.max()) + 1
    order = np.lexsort((rows, family, c.source[rows]))
    rows, keys = rows[order], (c.source[rows] * many + family)[order]
    groups, starts, sizes = np.unique(keys, return_index=True, return_counts=True)
    of_source = np.searchsorted(groups, np.arange(len(c.sources) + 1, dtype=np.int64) * many)
    a, b = near_stories(c)
    every = np.arange(len(c.sources), dtype=np.int64)
    a, b = np.concatenate([a, every]), np.concatenate([b, every])
    # Each group of the one source meets the group of the same family of the other.
    held = of_source[a + 1] - of_source[a]
    first = np.repeat(of_source[a] - np.cumsum(held) + held, held) + np.arange(int(held.sum()), dtype=np.int64)
    wanted = np.repeat(b, held) * many + groups[first] % many
    then = np.minimum(np.searchsorted(groups, wanted), len(groups) - 1)
    met = (groups[then] == wanted) & (sizes[first] * sizes[then] <= SQUARE)
    first, then = first[met], then[met]
    number = sizes[first] * sizes[then]
    at = np.arange(int(number.sum()), dtype=np.int64) - np.repeat(np.cumsum(number) - number, number)
    wide = np.repeat(sizes[then], number)
    one = rows[np.repeat(starts[first], number) + at // wide]
    two = rows[np.repeat(starts[then], number) + at % wide]
    made = np.minimum(one, two) * len(c) + np.maximum(one, two)
    return _each_once([made[one != two]])


SQUARE = 1024
"""Claims of one family in two sources, multiplied, up to which all of them are compared."""


def _each_once(parts: list[Ints]) -> Ints:
    """The numbers of all parts, sorted, each once."""
    if not parts:
        return np.empty(0, dtype=np.int64)
    return distinct(np.concatenate(parts))


def _content_pairs(c: Columns, rows: Ints) -> Ints:
    """Sayings that share two neighbouring rare words of what is said."""
    where, words = c.content.spread(rows)
    if len(words) == 0:
        return np.empty(0, dtype=np.int64)
    # The rarest words of each saying are its keys: a common word would put all sayings into one block.
    order = np.lexsort((words, -c.rarity[words], where))
    where, words = where[order], words[order]
    first = np.searchsorted(where, np.arange(len(rows)))
    rank = np.arange(len(where)) - first[where]
    keep = rank < KEYWORDS
    return _pairs_in_blocks(c, rows[where[keep]], words[keep])


KEYWORDS = 12
"""Words by which a saying is looked up."""
