"""Weighing many candidate pairs, of which few matter: the cheap features first, and the others where hope is left.

Most candidate pairs are of strangers that have a town or a word in common. What has been weighed of them, with the most
that the other features can add, soon shows that they cannot be of one event.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from claimrec.reconciliation.columns import Columns, Floats, Ints, distinct
from claimrec.reconciliation.features import FEATURES, Feature, whole
from claimrec.reconciliation.kinds import kinds

__all__ = ["CHUNK", "Summed", "added", "hopeful", "summed"]

CHUNK = 16_384
"""Pairs weighed at a time: what is laid out for them stays in the processor's cache, which halves the time."""

WHOLE = next(n for n, feature in enumerate(FEATURES) if feature.weigh is whole)

HAPPENINGS = (
    ("kind", "wording", "time", "actors", "other actors"),
    ("story",),
    ("counts", "place", "occasion"),
    ("company", "words"),
)
SAYINGS = (
    ("kind", "wording", "time", "place", "occasion", "counts", "actors", "other actors"),
    ("statement",),
    ("story",),
    ("company", "words"),
)
"""The features in the order in which pairs are weighed, those together after which it is worth looking who is left."""

SLACK = 1e-6
"""Sums are made in another order here, so that they may differ in their last digits."""


@frozen(eq=False)
class Summed:
    """Weights of some pairs, those of the larger happening left out.

    Args:
        at: places of the pairs among those asked for, sorted.
        before: sums of the features before ``whole``.
        after: weights of the features after it, one row a feature.
    """

    at: Ints
    before: Floats
    after: Floats


def added(score: Floats, *after: Floats) -> Floats:
    """A score and what the features behind it add, one after the other, so that the same pair always sums up alike."""
    for weights in after:
        score = score + weights
    return score


def summed(c: Columns, a: Ints, b: Ints) -> Summed:
    """The weights of all these pairs."""
    return hopeful(c, a, b, np.full(len(a), -np.inf))


def hopeful(c: Columns, a: Ints, b: Ints, least: Floats) -> Summed:
    """The weights of the pairs whose sums may be above what is the least for each, and maybe of some others.

    Args:
        c: the columns.
        a: rows of the first claims.
        b: rows of the second claims.
        least: the least sum for each pair.
    """
    made = [_hopeful(c, a[n : n + CHUNK], b[n : n + CHUNK], least[n : n + CHUNK], n) for n in range(0, len(a), CHUNK)]
    if not made:
        return Summed(np.empty(0, dtype=np.int64), np.empty(0), np.empty((len(FEATURES) - WHOLE - 1, 0)))
    return Summed(
        np.concatenate([part.at for part in made]),
        np.concatenate([part.before for part in made]),
        np.concatenate([part.after for part in made], axis=1),
    )


def _hopeful(c: Columns, a: Ints, b: Ints, least: Floats, first: int) -> Summed:
    said = np.array([name in kinds().speech for name in c.types], dtype=np.bool_)[c.type[a]]
    weights = np.zeros((len(FEATURES), len(a)), dtype=np.float64)
    left = [_weigh_hopeful(c, a, b, least, order, np.flatnonzero(said == n), weights) for n, order in enumerate(ORDERS)]
    at = distinct(np.concatenate(left))
    told = weights[:, at]
    return Summed(at + first, added(told[0], *told[1:WHOLE]), told[WHOLE + 1 :])


def _weigh_hopeful(c: Columns, a: Ints, b: Ints, least: Floats, stages: Stages, at: Ints, weights: Floats) -> Ints:
    """Weigh the pairs at these places; those that are left when all is weighed."""
    may = sum(most for stage in stages for _, _, most in stage) + SLACK - least[at]
    one, two = a[at], b[at]
    for stage in stages:
        for n, feature, most in stage:
            told = feature.weigh(c, one, two).round(3)
            weights[n, at] = told
            may += told - most
        keep = np.flatnonzero(may > 0)
        one, two, at, may = one[keep], two[keep], at[keep], may[keep]
    return at


NAMED = {feature.name: (n, feature) for n, feature in enumerate(FEATURES)}
Stages = Sequence[Sequence[tuple[int, Feature, float]]]
ORDERS: Sequence[Stages] = [
    [[(*NAMED[name], NAMED[name][1].most[n]) for name in names] for names in order]
    for n, order in enumerate((HAPPENINGS, SAYINGS))
]
