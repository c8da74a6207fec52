"""Features of pairs of claims: when and where. See :mod:`claimrec.reconciliation.features`."""

from __future__ import annotations

import numpy as np

from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.paired import ordered, told_by
from claimrec.reconciliation.ragged import NONE, Floats, Ints
from claimrec.values import Relation

__all__ = ["occasion", "place", "time"]


def time(c: Columns, a: Ints, b: Ints) -> Floats:
    """Times: one day speaks for one event, a common month a little; days apart speak against, the more the further.

    The next day speaks little against: reporters err by a day. Times from another sentence count less.
    """
    known = (c.start[a] != NONE) & (c.start[b] != NONE)
    gap = np.maximum(c.start[a] - c.end[b], c.start[b] - c.end[a]) + 1  # 1: neighbouring days; 0 or less: they meet
    meet = MEET.take(np.maximum(c.grain[a], c.grain[b]))
    days = np.clip(gap, 0, LONG)
    made = np.where(known, np.where(gap <= 0, meet, APART.take(days)), 0.0)
    # A date from context may be a neighbour's, but it is seldom another month's.
    halves = np.where(c.time_inferred[a] | c.time_inferred[b], LOOSE.take(days), 1.0)
    told: Floats = made * halves
    loose = np.flatnonzero(~known & (c.time[a] != NONE) & (c.time[b] != NONE))
    told[loose] += told_by(c.weighed["time"], len(c.times), *ordered(c.time, a[loose], b[loose]), lambda x, y: _partial(c, x, y))
    return told


MEET = np.array([2.0, 2.0, 1.0, 0.6, 0.4, 0.1, 0.1, 0.1, 0.1, 0.1])
"""What two times weigh that meet, by the grain of the coarser one."""

LONG = 41
"""Days from which on it does not matter how many there are between two times."""


def _by_days(*steps: tuple[int, float]) -> Floats:
    """A weight for each number of days up to ``LONG``, from the last day for which each weight holds."""
    last, weights = zip(*steps, strict=True)
    return np.repeat(weights, np.diff(last, prepend=-1)).astype(np.float64)


APART = _by_days((1, -0.5), (2, -1.6), (4, -2.8), (9, -4.0), (40, -9.0), (LONG, -14.0))
"""What two times weigh so many days apart."""

LOOSE = _by_days((0, 0.7), (9, 0.5), (LONG, 0.8))
"""By how much that counts where one of them comes from context."""


def _partial(c: Columns, x: int, y: int) -> float:
    relation = c.times[x].compare(c.times[y])
    if relation is Relation.DISJOINT:
        return -0.8
    return 0.8 if relation in (Relation.EQUAL, Relation.NARROWER, Relation.BROADER) else 0.0


def place(c: Columns, a: Ints, b: Ints) -> Floats:
    """Places: one city speaks for one event, one country a little; two cities against. From context: half."""
    told = told_by(c.weighed["place"], len(c.places), *ordered(c.place, a, b), lambda x, y: _places(c, x, y))
    return told * np.where(c.place_inferred[a] | c.place_inferred[b], np.where(told > 0, 0.7, 0.5), 1.0)


def occasion(c: Columns, a: Ints, b: Ints) -> Floats:
    """One day and one place together: two happenings of one kind seldom share both."""
    day = np.flatnonzero((c.start[a] == c.start[b]) & (c.start[a] != NONE) & (c.grain[a] <= 1) & (c.grain[b] <= 1))
    made = np.zeros(len(a), dtype=np.float64)
    made[day[place(c, a[day], b[day]) > 1.0]] = 1.0
    return made


def _places(c: Columns, x: int, y: int) -> float:
    one, two = c.places[x], c.places[y]
    relation = one.compare(two)
    if relation is Relation.DISJOINT:
        return -4.0
    if relation is Relation.EQUAL:
        return 0.5 if one.level == "country" or (one.level is None and not one.within) else 1.6
    if relation in (Relation.NARROWER, Relation.BROADER):
        wide = two if relation is Relation.NARROWER else one
        return 0.3 if wide.level == "country" or not wide.within else 1.0
    return 0.0
