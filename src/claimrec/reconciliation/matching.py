"""Scored pairs: candidates, their scores, and the pairs worth keeping with their reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claimrec.model import Match
from claimrec.reconciliation.blocking import candidate_pairs
from claimrec.reconciliation.columns import Columns, Floats, Ints
from claimrec.reconciliation.features import explain, weigh
from claimrec.reconciliation.unionfind import UnionFind

__all__ = ["matches_of", "scored_pairs"]

CHUNK = 200_000
"""Pairs weighed at a time: bounds the memory."""


def scored_pairs(c: Columns) -> tuple[Ints, Ints, Floats]:
    """Candidate pairs with their weights (features x pairs), those left out that cannot change the clustering.

    A pair with a score of 0 or less matters only between claims that others link; elsewhere it is dropped.
    """
    a, b = candidate_pairs(c)
    kept_a: list[Ints] = []
    kept_b: list[Ints] = []
    kept_w: list[Floats] = []
    for first in range(0, len(a), CHUNK):
        part_a, part_b = a[first : first + CHUNK], b[first : first + CHUNK]
        kept_a.append(part_a)
        kept_b.append(part_b)
        kept_w.append(weigh(c, part_a, part_b))
    if not kept_a:
        return a, b, weigh(c, a, b)
    weights = np.concatenate(kept_w, axis=1)
    return _within_components(len(c), np.concatenate(kept_a), np.concatenate(kept_b), weights)


def _within_components(size: int, a: Ints, b: Ints, weights: Floats) -> tuple[Ints, Ints, Floats]:
    score = weights.sum(axis=0)
    sets = UnionFind(size)
    for n in np.flatnonzero(score > 0).tolist():
        sets.join(int(a[n]), int(b[n]))
    root = np.array([sets.find(n) for n in range(size)], dtype=np.int64)
    keep = root[a] == root[b]
    return a[keep], b[keep], weights[:, keep]


def matches_of(c: Columns, a: Ints, b: Ints, weights: Floats, *, explained: bool = True) -> tuple[Match, ...]:
    """The kept pairs as matches, sorted by claim ids.

    Args:
        c: the columns.
        a: rows of the first claims.
        b: rows of the second claims.
        weights: features x pairs.
        explained: True for matches with reasons, which add up to the score; False for scores alone.
    """
    ids: Sequence[str] = [claim.id for claim in c.claims]
    scores = weights.sum(axis=0).round(3).tolist()
    made = []
    for n in range(len(a)):
        one, two = int(a[n]), int(b[n])
        if ids[two] < ids[one]:
            one, two = two, one
        reasons = explain(c, one, two, weights[:, n]) if explained else ()
        made.append(Match(ids[one], ids[two], scores[n], reasons))
    return tuple(sorted(made, key=lambda m: (m.a, m.b)))
