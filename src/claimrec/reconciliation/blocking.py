"""Candidate pairs: which claims are worth comparing at all.

Claims that share a key with something telling in it (a rare actor, a day, a place, a count, quoted words)
fall into one block; pairs are made within blocks. A block larger than ``CAP`` is cut into overlapping
windows along time and story, so the number of pairs grows with the number of claims. Sources that may tell one
story compare all their happenings, so that what is found in a story does not depend on the size of the pile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.likeness import Meetings, meetings, near_stories, pairs_of_sources
from claimrec.reconciliation.ragged import NONE, Floats, Ints, Lists, bounds_of, distinct, numbered, repeated, starts_of
from claimrec.reconciliation.workers import shared_work, side_by_side

__all__ = ["CAP", "Candidates", "candidates", "rows_of"]

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


@frozen(eq=False)
class Candidates:
    """Pairs of rows worth comparing, each as one number (see :func:`rows_of`).

    Args:
        found: what each way of looking for pairs found, sorted; what two of them found stands in both.
        near: pairs of sources that may tell one story (see :func:`claimrec.reconciliation.likeness.pairs_of_sources`).
        alike: how alike the stories of each of these are.
    """

    found: Sequence[Ints]
    near: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    alike: Floats = field(factory=lambda: np.empty(0, dtype=np.float64))

    def __len__(self) -> int:
        return sum(map(len, self.found))

    @property
    def numbers(self) -> Ints:
        """All pairs, each once, sorted."""
        return distinct(np.concatenate([np.empty(0, dtype=np.int64), *self.found]))

    def shares(self, size: int) -> list[tuple[int, int]]:
        """The numbers cut into ranges, from a first one to one before which it ends, that hold so many pairs, about.

        >>> Candidates([np.array([2, 3, 7]), np.array([3, 8])]).shares(2)
        [(0, 3), (3, 8), (8, 9)]
        """
        some = max(1, size // SAMPLE)
        told = [found[::some] for found in self.found]
        end = max((int(found[-1]) for found in self.found if len(found)), default=-1) + 1
        sample = np.sort(np.concatenate([np.empty(0, dtype=np.int64), *told]))
        wide = max(1, size // some)
        cuts = distinct(np.append(sample[wide::wide], [0, end])).tolist()
        return list(pairwise(cuts)) or [(0, 0)]

    def within(self, share: tuple[int, int]) -> Ints:
        """The pairs in a range, each once, sorted.

        >>> Candidates([np.array([2, 3, 7]), np.array([3, 8])]).within((3, 8)).tolist()
        [3, 7]
        """
        return distinct(self.told(share))

    def told(self, share: tuple[int, int]) -> Ints:
        """The pairs in a range as often as they were found."""
        cuts = [np.searchsorted(found, share) for found in self.found]
        return np.concatenate(
            [np.empty(0, dtype=np.int64), *(found[first:end] for found, (first, end) in zip(self.found, cuts, strict=True))]
        )


SAMPLE = 64
"""Pairs of a range that are looked at to cut ranges of about one size."""


def candidates(c: Columns, n_process: int = 1) -> Candidates:
    """Pairs of rows worth comparing.

    Args:
        c: the columns.
        n_process: processes that look for them.
    """
    if len(c) < 2:
        return Candidates([])
    some = n_process if len(c) > SHARED else 1
    made = list(shared_work(lambda find: find(), _searches(c), some, room=ROOM * len(c)))
    near, alike = (np.concatenate([getattr(told, name) for told in made]) for name in ("near", "alike"))
    return Candidates([pairs for told in made for pairs in told.found], near, alike)


def rows_of(numbers: Ints, size: int) -> tuple[Ints, Ints]:
    """The rows ``(a, b)`` with ``a < b`` of pairs as numbers.

    Args:
        numbers: pairs, each the one row times the size plus the other.
        size: rows of the columns.

    >>> [rows.tolist() for rows in rows_of(np.array([1, 5]), 3)]
    [[0, 1], [1, 2]]
    """
    a = numbers // size
    return a, numbers - a * size


SHARED = 50_000
"""Claims of a pile from which on it is worth sharing the work among processes."""


ROOM = 256
"""Bytes for what one search finds of a claim, more than most find."""


def _searches(c: Columns) -> list[Callable[[], Candidates]]:
    """Ways of looking for pairs, each by itself, those that take longest first."""
    families = _families(c)
    sizes = np.array([len(f) for f in families], dtype=np.int64)
    rows = np.repeat(np.arange(len(c), dtype=np.int64), sizes[c.type])
    family = Lists(np.concatenate(families), starts_of(sizes)).spread(c.type)[1]
    speech = np.array([name in kinds().speech for name in c.types], dtype=np.bool_)[np.repeat(c.type, sizes[c.type])]
    happening = rows[~speech], family[~speech]
    some: list[Callable[[], Any]] = [partial(meetings, c), partial(_grouped, c, *happening), partial(_stand, c)]
    met, groups, stand = side_by_side(lambda make: make(), some, len(c))
    return [
        lambda: Candidates([_content_pairs(c, stand, distinct(rows[speech]))]),
        *_in_one_story(c, groups, met),
        lambda: Candidates([_valued(stand, *happening, c.place)]),
        lambda: Candidates([_valued(stand, *happening, c.start)]),
        lambda: Candidates([_keyed(stand, *happening, c.counts)]),
        # Descriptions and groups make no block.
        lambda: Candidates([_keyed(stand, *happening, c.acting.taken_where(c.named))]),
        # Small piles: everything of one family is compared. Sayings are told by their words alone.
        lambda: Candidates([_pairs_in_blocks(stand, happening[0], happening[1], whole=True)]),
    ]


def _stand(c: Columns) -> Ints:
    """The place of each row by day, story and row: the order within a block, so that the neighbours in a window are alike."""
    return numbered(np.lexsort((c.witness, c.start)), len(c))


def _keyed(stand: Ints, rows: Ints, family: Ints, column: Lists) -> Ints:
    where, values = column.spread(rows)
    return _pairs_in_blocks(stand, rows[where], _key(family[where], values))


def _valued(stand: Ints, rows: Ints, family: Ints, column: Ints) -> Ints:
    values = column[rows]
    known = np.flatnonzero(values != NONE)
    return _pairs_in_blocks(stand, rows[known], _key(family[known], values[known] - np.min(values, initial=0)))


def _key(family: Ints, values: Ints) -> Ints:
    return family * (int(np.max(values, initial=0)) + 1) + values


def _pairs_in_blocks(stand: Ints, rows: Ints, keys: Ints, *, whole: bool = False, often: int = 1) -> Ints:
    """Pairs (as ``a * n + b``) of rows that share a key.

    Args:
        stand: the order in which rows stand within a block.
        rows: the rows.
        keys: a key of each, 0 or more.
        whole: True leaves blocks above the cap out altogether.
        often: how many keys a pair must share.
    """
    if len(rows) == 0:
        return np.empty(0, dtype=np.int64)
    size = len(stand)
    row_of = np.empty(size, dtype=np.int64)
    row_of[stand] = np.arange(size, dtype=np.int64)
    # One number for key and place is sorted several times as fast as both.
    order = keys * size + stand[rows]
    order.sort()
    keys = order // size
    rows = row_of[order - keys * size]
    bounds = bounds_of(keys)
    sizes = np.diff(bounds)
    # How many of the next rows each row meets: all of its block, or those of a window.
    left = np.repeat(bounds[1:] - 1, sizes) - np.arange(len(rows))
    reach = np.minimum(left, np.repeat(np.where(sizes <= CAP, CAP, 0 if whole else WINDOW), sizes))
    made = np.empty(int(reach.sum()), dtype=np.int64)
    found = 0
    # Some blocks at a time: what is laid out for them stays in the processor's cache.
    cuts = bounds[distinct(np.append(np.searchsorted(bounds, np.arange(0, len(rows), SLICE)), len(sizes)))]
    for first, end in pairwise(cuts.tolist()):
        pairs = _neighbours(rows[first:end], reach[first:end], size)
        pairs = distinct(pairs) if often == 1 else pairs
        made[found : found + len(pairs)] = pairs
        found += len(pairs)
    return repeated(made[:found], often)


SLICE = 32_768
"""Rows, about, that are paired at a time."""


def _neighbours(rows: Ints, reach: Ints, size: int) -> Ints:
    """Pairs of each row with so many of the next ones."""
    made: list[Ints] = [np.empty(0, dtype=np.int64)]
    first = np.arange(len(rows), dtype=np.int64)
    for step in range(1, int(np.max(reach, initial=0)) + 1):
        first = first[reach[first] >= step]
        a, b = rows[first], rows[first + step]
        made.append((np.minimum(a, b) * size + np.maximum(a, b))[a != b])
    return np.concatenate(made)


@frozen(eq=False)
class _Groups:
    """Claims of one family in one source.

    Args:
        rows: the claims, group by group.
        starts: where each group starts, and where the last one ends.
        family: the family of each group.
        of_source: the first group of each source, and behind the last one.
        number: for each source and family the group, NONE where there is none.
    """

    rows: Ints
    starts: Ints
    family: Ints
    of_source: Ints
    number: NDArray[np.int32]


def _in_one_story(c: Columns, groups: _Groups, met: Meetings) -> list[Callable[[], Candidates]]:
    """Pairs of one family within one source, and between two that may tell one story, whatever else the pile holds."""
    wide = -(-len(c.sources) // SLICES)
    return [partial(_in_stories, c, groups, met, slice(n, n + wide)) for n in range(0, len(c.sources), wide)]


SLICES = 6
"""Shares in which the stories of a pile are looked through."""


def _grouped(c: Columns, rows: Ints, family: Ints) -> _Groups:
    many = int(np.max(family, initial=0)) + 1
    order = (c.source[rows] * many + family) * len(c) + rows
    order.sort()
    keys = order // len(c)
    bounds = bounds_of(keys)
    groups = keys[bounds[:-1]]
    of_source = np.searchsorted(groups, np.arange(len(c.sources) + 1, dtype=np.int64) * many)
    number = np.full((len(c.sources), many), NONE, dtype=np.int32)
    number.ravel()[groups] = np.arange(len(groups))
    return _Groups(order - keys * len(c), bounds, groups % many, of_source, number)


def _in_stories(c: Columns, groups: _Groups, met: Meetings, part: slice) -> Candidates:
    """The pairs within the sources of this part, and between one of them and another one."""
    first, then, alike = near_stories(c, met, part)
    every = met.by_day[part]
    made = _in_sources(c, groups, np.concatenate([first, every]), np.concatenate([then, every]))
    return Candidates([made], pairs_of_sources(c, first, then), alike)


def _in_sources(c: Columns, groups: _Groups, a: Ints, b: Ints) -> Ints:
    """The pairs of claims of one family in the sources ``a`` and ``b``, which may be one."""
    held = groups.of_source[a + 1] - groups.of_source[a]
    first = np.repeat(groups.of_source[a] - np.cumsum(held) + held, held) + np.arange(int(held.sum()), dtype=np.int64)
    then = groups.number[np.repeat(b, held), groups.family[first]].astype(np.int64)
    sizes = np.diff(groups.starts)
    some = (then != NONE) & (sizes[first] * sizes[then] <= SQUARE)
    first, then = first[some], then[some]
    number = sizes[first] * sizes[then]
    at = np.arange(int(number.sum()), dtype=np.int64) - np.repeat(np.cumsum(number) - number, number)
    wide = np.repeat(sizes[then], number)
    one = groups.rows[np.repeat(groups.starts[first], number) + at // wide]
    two = groups.rows[np.repeat(groups.starts[then], number) + at % wide]
    made = np.minimum(one, two) * len(c) + np.maximum(one, two)
    return distinct(made[one != two])


SQUARE = 1024
"""Claims of one family in two sources, multiplied, up to which all of them are compared."""


def _content_pairs(c: Columns, stand: Ints, rows: Ints) -> Ints:
    """Sayings that share a rare word of what is said, or two that many sayings have."""
    where, words = c.content.spread(rows)
    if len(words) == 0:
        return np.empty(0, dtype=np.int64)
    # The rarest words of each saying are its keys: a common word would put all sayings into one block.
    by_rarity = np.argsort(-c.rarity, kind="stable")
    order = where * len(by_rarity) + numbered(by_rarity, len(by_rarity))[words]
    order.sort()
    where = order // len(by_rarity)
    words = by_rarity[order - where * len(by_rarity)]
    first = np.searchsorted(where, np.arange(len(rows)))
    keep = np.arange(len(where)) - first[where] < KEYWORDS
    where, words = rows[where[keep]], words[keep]
    rare = np.bincount(words)[words] <= RARE
    common = _pairs_in_blocks(stand, where[~rare], words[~rare], often=2)
    return distinct(np.concatenate([_pairs_in_blocks(stand, where[rare], words[rare]), common]))


RARE = 24
"""Sayings up to so many that share a word are all paired: a word that more have tells little by itself."""

KEYWORDS = 12
"""Words by which a saying is looked up."""
