"""Weighing many candidate pairs, of which few matter: the cheap features first, and the others where hope is left.

Most candidate pairs are of strangers that have a town or a word in common. What has been weighed of them, with the most
that the other features can add, soon shows that they cannot be of one event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.features import FEATURES, Weigh, statement_at_most, story_at_most, whole
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.ragged import Floats, Ints

__all__ = ["CHUNK", "Summed", "Tells", "added", "hopeful", "summed", "telling"]

CHUNK = 16_384
"""Pairs weighed at a time: what is laid out for them stays in the processor's cache, which halves the time."""

WHOLE = next(n for n, feature in enumerate(FEATURES) if feature.weigh is whole)

Stage = Sequence[tuple[int, Weigh]]

Tells = NDArray[np.int16]

ROWS = {feature.name: n for n, feature in enumerate(FEATURES)}


def _stages(*stages: Sequence[str]) -> Sequence[Stage]:
    return [[(ROWS[name], FEATURES[ROWS[name]].weigh) for name in names] for names in stages]


STAGES: Sequence[tuple[Sequence[Stage], Sequence[Stage]]] = (
    (
        [[*_stages(("kind", "wording"))[0], (ROWS["story"], story_at_most)], *_stages(("time", "actors", "other actors"))],
        _stages(("story",), ("counts", "place", "occasion"), ("company", "words")),
    ),
    (
        [
            [*_stages(("kind",))[0], (ROWS["statement"], statement_at_most)],
            *_stages(("wording", "time", "place", "occasion", "counts", "actors", "other actors")),
        ],
        _stages(("statement", "story"), ("company", "words")),
    ),
)
"""For happenings and for sayings the features in the order in which pairs are weighed, those together after which it is worth
looking who is left. The second half is for the few that are left after the first one."""

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


def summed(c: Columns, a: Ints, b: Ints, tells: Tells | None = None) -> Summed:
    """The weights of all these pairs."""
    return hopeful(c, a, b, np.full(len(a), -np.inf), tells)


def hopeful(c: Columns, a: Ints, b: Ints, least: Floats, tells: Tells | None = None) -> Summed:
    """The weights of the pairs whose sums may be above what is the least for each, and maybe of some others.

    Args:
        c: the columns.
        a: rows of the first claims.
        b: rows of the second claims.
        least: the least sum for each pair.
        tells: what :func:`telling` says of the columns, where it has been asked before.
    """
    said = np.array([name in kinds().speech for name in c.types], dtype=np.bool_)[c.type[a]]
    tells = telling(c) if tells is None else tells
    made = []
    for n, (early, late) in enumerate(STAGES):
        most = np.array([0.0 if feature.weigh is whole else feature.most[n] for feature in FEATURES])
        together = _most_together(most)
        at = np.flatnonzero(said == n)
        left = _joined([_sifted(c, _begun(a, b, least, tells, together, part), early, most) for part in _chunks(at)])
        made.append(_joined([_sifted(c, left.taken(part), late, most) for part in _chunks(np.arange(len(left.at)))]))
    done = _joined(made)
    order = np.argsort(done.at)
    told = [done.weights[n][order] if n in done.weights else np.zeros(len(order)) for n in range(len(FEATURES))]
    return Summed(done.at[order], added(told[0], *told[1:WHOLE]), np.stack(told[WHOLE + 1 :]))


def _chunks(at: Ints) -> list[Ints]:
    return [at[n : n + CHUNK] for n in range(0, len(at), CHUNK)]


def telling(c: Columns) -> Tells:
    """For each row the features that can tell anything of it, a bit for each."""
    made = np.zeros(len(c), dtype=np.int16)
    for n, feature in enumerate(FEATURES):
        made |= (np.ones(len(c), dtype=np.bool_) if feature.tells is None else feature.tells(c)).astype(np.int16) << n
    return made


@frozen(eq=False)
class _Left:
    """Pairs of which hope is left.

    Args:
        at: places of the pairs among those asked for.
        a: rows of the first claims.
        b: rows of the second claims.
        tells: features that can tell anything of both, a bit for each.
        may: by how much the sums may be above the least.
        weights: for each feature that was asked what it weighs, or what it weighs at most.
    """

    at: Ints
    a: Ints
    b: Ints
    tells: Tells
    may: Floats
    weights: Mapping[int, Floats]

    def taken(self, at: Ints) -> _Left:
        """The pairs at these places."""
        weights = {n: weights[at] for n, weights in self.weights.items()}
        return _Left(self.at[at], self.a[at], self.b[at], self.tells[at], self.may[at], weights)


def _most_together(most: Floats) -> Floats:
    """For each set of features, as bits, the most that they can tell together."""
    made = np.zeros(1, dtype=np.float64)
    for weight in most.tolist():
        made = np.concatenate([made, made + weight])
    return made


def _begun(a: Ints, b: Ints, least: Floats, tells: Tells, together: Floats, at: Ints) -> _Left:
    """Pairs of which nothing is known but which features can tell anything."""
    one, two = a[at], b[at]
    both = tells[one] & tells[two]
    return _Left(at, one, two, both, together[both] + SLACK - least[at], {})


def _joined(parts: Sequence[_Left]) -> _Left:
    """The pairs of all parts."""
    nothing = np.empty(0, dtype=np.int64)
    weights = {
        n: np.concatenate([part.weights[n] if n in part.weights else np.zeros(len(part.at)) for part in parts])
        for n in sorted({n for part in parts for n in part.weights})
    }
    return _Left(
        np.concatenate([nothing, *(part.at for part in parts)]),
        np.concatenate([nothing, *(part.a for part in parts)]),
        np.concatenate([nothing, *(part.b for part in parts)]),
        np.concatenate([np.empty(0, dtype=np.int16), *(part.tells for part in parts)]),
        np.concatenate([np.empty(0), *(part.may for part in parts)]),
        weights,
    )


def _sifted(c: Columns, left: _Left, stages: Sequence[Stage], most: Floats) -> _Left:
    """Those of which hope is left after these features have been weighed."""
    for stage in stages:
        may, weights = left.may.copy(), dict(left.weights)
        for n, weigh in stage:
            some = np.flatnonzero(left.tells >> n & 1)
            told = weigh(c, left.a[some], left.b[some]).round(3)
            may[some] += told - (weights[n][some] if n in weights else most[n])
            weights[n] = np.zeros(len(may), dtype=np.float64)
            weights[n][some] = told
        left = _Left(left.at, left.a, left.b, left.tells, may, weights)
        keep = np.flatnonzero(may > 0)
        if len(keep) < len(may):
            left = left.taken(keep)
    return left
