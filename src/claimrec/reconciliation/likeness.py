"""How alike the stories of two sources are, and which sources tell one story.

A source's story is all its words, actors and places. Sources are brought together by their rarest ones, so the work
grows with the number of sources. How alike two of them are hardly depends on what else lies in the pile: the shares of
``commonness`` stand in for the reports that a small one lacks.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from attrs import frozen

from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.ragged import NONE, Floats, Ints, bounds_of, numbered, repeated
from claimrec.reconciliation.workers import side_by_side

__all__ = ["NEAR", "Meetings", "meetings", "most_alike", "near_stories", "pairs_of_sources", "story_cosines"]

NEAR = 0.08
"""How alike two sources are whose happenings are all compared. Of pairs further apart, one in a thousand tells one story."""

KEYS = 16
"""Rarest words, actors and places by which a source is looked up."""

COMMON = 2
"""Keys that two sources must share: one rare surname alone is no story."""

BLOCK = 64
"""Sources with one key that are all paired; in larger blocks each meets ``WINDOW`` neighbours by day."""

WINDOW = 16
"""In larger blocks each source meets this many neighbours."""


def story_cosines(c: Columns, a: Ints, b: Ints) -> Floats:
    """How alike the stories of sources ``a`` and ``b`` are, 0 to 1; pairs of one first source stand together.

    Args:
        c: the columns.
        a: codes of the first sources.
        b: codes of the second ones.
    """
    return _alike(c, a, b, _dots(c, a, b))


def most_alike(c: Columns, a: Ints, b: Ints) -> Floats:
    """No less than :func:`story_cosines` of different sources, from their sketches, by a tenth of the work.

    Args:
        c: the columns.
        a: codes of the first sources, in any order.
        b: codes of the second ones.
    """
    made = np.empty(len(a), dtype=np.float64)
    for n in range(0, len(a), SKETCHED):
        part = slice(n, n + SKETCHED)
        made[part] = _alike(c, a[part], b[part], c.sketches.at_most(a[part], b[part]))
    return made


SKETCHED = 1024
"""Pairs whose sketches are laid out at a time."""


def _alike(c: Columns, a: Ints, b: Ints, dots: Floats) -> Floats:
    one, two = c.norms[a], c.norms[b]
    cosine = dots / np.maximum(1e-9, np.sqrt(one * two))
    # A short report may lie wholly within a long one: the share of the shorter one counts as much as the cosine.
    alike: Floats = np.sqrt(cosine * dots / np.maximum(1e-9, np.minimum(one, two)))
    return alike


def _dots(c: Columns, a: Ints, b: Ints) -> Floats:
    """The sums of what the stories of two sources share; each first source is marked once for the pairs that stand together."""
    made = np.zeros(len(a), dtype=np.float64)
    if len(a) == 0:
        return made
    bounds = bounds_of(a)
    # First sources that have few pairs each are marked together, each in a row of its own.
    together = bounds[:-1] // TOGETHER
    groups = bounds_of(together)
    wide = len(c.story_weights) + 1
    marks = np.zeros(int(np.diff(groups).max()) * wide, dtype=np.bool_)
    for first, last in pairwise(groups.tolist()):
        ends = bounds[first : last + 1]
        row, mine = c.story.spread(a[ends[:-1]])
        mine += row * wide
        marks[mine] = True
        part = slice(int(ends[0]), int(ends[-1]))
        where, lines = c.story_lines.of(b[part])
        row = np.repeat(np.arange(last - first) * wide, np.diff(ends))
        both = np.flatnonzero(marks.take(lines + row[where][:, None] if last - first > 1 else lines))
        weights = c.story_weights[lines.ravel()[both]]
        made[part] = np.bincount(where[both // lines.shape[1]], weights=weights, minlength=part.stop - part.start)
        marks[mine] = False
    return made


TOGETHER = 128
"""Pairs of sources, about, that are compared at a time."""


@frozen(eq=False)
class Meetings:
    """Which sources have a key in common.

    Args:
        by_day: codes of the sources in the order of their days.
        who: places of sources in that order, those with one key beside each other.
        reach: for each of these how many of the next ones it is compared with, and itself.
    """

    by_day: Ints
    who: Ints
    reach: Ints


def meetings(c: Columns) -> Meetings:
    """Which sources have one of their rarest words, actors and places in common."""
    size = max(1, len(c.sources))
    where, keys = _rarest(c)
    # Sources with one key stand by day, so that in large blocks those of one time meet.
    by_day = np.argsort(c.published, kind="stable")
    order = keys * size + numbered(by_day, size)[where]
    order.sort()
    keys = order // size
    bounds = bounds_of(keys)
    sizes = np.diff(bounds)
    reach = np.repeat(np.where(sizes <= BLOCK, sizes, WINDOW + 1), sizes)
    left = np.repeat(bounds[1:], sizes) - np.arange(len(keys))
    return Meetings(by_day, order - keys * size, np.minimum(reach, left))


def pairs_of_sources(c: Columns, a: Ints, b: Ints) -> Ints:
    """A number for each pair of sources, whichever comes first."""
    return np.minimum(a, b) * len(c.sources) + np.maximum(a, b)


def near_stories(c: Columns, met: Meetings, part: slice) -> tuple[Ints, Ints, Floats]:
    """Pairs of sources that may tell one story, and how alike their stories are.

    Args:
        c: the columns.
        met: which sources have a key in common.
        part: places by day of the earlier source of each pair.
    """
    size = max(1, len(c.sources))
    first = np.flatnonzero((met.who >= part.start) & (met.who < part.stop))
    shared: list[Ints] = [np.empty(0, dtype=np.int64)]
    for step in range(1, int(np.max(met.reach, initial=0))):
        first = first[met.reach[first] > step]
        shared.append(met.who[first] * size + met.who[first + step])
    pairs = repeated(np.concatenate(shared), COMMON)
    one = pairs // size
    a, b = met.by_day[one], met.by_day[pairs - one * size]
    alike = story_cosines(c, a, b)
    near = alike >= NEAR
    return a[near], b[near], alike[near]


def _rarest(c: Columns) -> tuple[Ints, Ints]:
    """Sources and their keys: of what a source shares with any other, that which tells most."""
    size = len(c.story_weights)
    by_weight = np.argsort(-c.story_weights, kind="stable")
    place = numbered(by_weight, size)
    place[c.story.held(size) < 2] = NONE

    def rarest(begin: int) -> Ints:
        where, keys = c.story.spread(np.arange(begin, min(begin + SOURCES, len(c.sources)), dtype=np.int64))
        keys = place[keys]
        shared = np.flatnonzero(keys != NONE)
        order = (where[shared] + begin) * size + keys[shared]
        order.sort()
        where = order // size - begin
        rank = np.arange(len(where)) - np.searchsorted(where, np.arange(SOURCES))[where]
        return order[rank < KEYS]

    blocks = side_by_side(rarest, range(0, len(c.sources), SOURCES), len(c.story.values))
    kept = np.concatenate([np.empty(0, dtype=np.int64), *blocks])
    where = kept // max(1, size)
    return where, by_weight[kept - where * size]


SOURCES = 2_000
"""Sources whose keys are looked for at a time."""
