"""How alike the stories of two sources are, and which sources tell one story.

A source's story is all its words, actors and places. Sources are brought together by their rarest ones, so the work
grows with the number of sources. How alike two of them are hardly depends on what else lies in the pile: the shares of
``commonness`` stand in for the reports that a small one lacks.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from claimrec.reconciliation.columns import Columns, Floats, Ints, numbered, repeated

__all__ = ["NEAR", "near_stories", "story_cosines"]

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
    """How alike the stories of sources ``a`` and ``b`` are, 0 to 1; pairs come sorted.

    Args:
        c: the columns.
        a: codes of the first sources.
        b: codes of the second ones.
    """
    dots = _dots(c, a, b)
    one, two = c.norms[a], c.norms[b]
    cosine = dots / np.maximum(1e-9, np.sqrt(one * two))
    # A short report may lie wholly within a long one: the share of the shorter one counts as much as the cosine.
    alike: Floats = np.sqrt(cosine * dots / np.maximum(1e-9, np.minimum(one, two)))
    return alike


def _dots(c: Columns, a: Ints, b: Ints) -> Floats:
    """The sums of what the stories of two sources share; pairs come sorted, so each first source is marked once."""
    made = np.zeros(len(a), dtype=np.float64)
    marks = np.zeros(len(c.story_weights) + 1, dtype=np.bool_)
    starts = np.flatnonzero(np.concatenate([[True], a[1:] != a[:-1]])) if len(a) else np.empty(0, dtype=np.int64)
    for first, last in pairwise([*starts.tolist(), len(a)]):
        mine = c.story.row(int(a[first]))
        marks[mine] = True
        where, lines = c.story_lines.of(b[first:last])
        both = np.flatnonzero(marks.take(lines))
        weights = c.story_weights[lines.ravel()[both]]
        made[first:last] = np.bincount(where[both // lines.shape[1]], weights=weights, minlength=last - first)
        marks[mine] = False
    return made


def near_stories(c: Columns) -> tuple[Ints, Ints]:
    """Pairs of sources ``a < b`` that may tell one story, sorted."""
    size = max(1, len(c.sources))
    where, keys = _rarest(c)
    # Sources with one key stand by day, so that in large blocks those of one time meet.
    by_day = np.argsort(c.published, kind="stable")
    order = keys * size + numbered(by_day, size)[where]
    order.sort()
    keys = order // size
    where = by_day[order - keys * size]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.concatenate([starts, [len(keys)]]))
    reach = np.repeat(np.where(sizes <= BLOCK, sizes, WINDOW + 1), sizes)
    left = np.minimum(reach, np.repeat(starts + sizes, sizes) - np.arange(len(keys)))
    met: list[Ints] = [np.empty(0, dtype=np.int64)]
    first = np.arange(len(keys), dtype=np.int64)
    for step in range(1, int(left.max(initial=0))):
        first = first[left[first] > step]
        one, two = where[first], where[first + step]
        met.append(np.minimum(one, two) * size + np.maximum(one, two))
    pairs = repeated(np.concatenate(met), COMMON)
    a = pairs // size
    b = pairs - a * size
    near = story_cosines(c, a, b) >= NEAR
    return a[near], b[near]


def _rarest(c: Columns) -> tuple[Ints, Ints]:
    """Sources and their keys: of what a source shares with any other, that which tells most."""
    where, keys = c.story.spread(np.arange(len(c.sources), dtype=np.int64))
    size = len(c.story_weights)
    shared = np.flatnonzero(np.bincount(keys, minlength=size)[keys] > 1)
    by_weight = np.argsort(-c.story_weights, kind="stable")
    order = where[shared] * size + numbered(by_weight, size)[keys[shared]]
    order.sort()
    where = order // size
    rank = np.arange(len(where)) - np.searchsorted(where, np.arange(len(c.sources)))[where]
    kept = np.flatnonzero(rank < KEYS)
    where = where[kept]
    return where, by_weight[order[kept] - where * size]
