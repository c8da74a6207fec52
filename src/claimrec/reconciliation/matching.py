"""Scored pairs: candidates, their scores, and the pairs worth keeping with their reasons.

Scores are worked out once and kept as numbers. The records of matches, with reasons in words, are made only when
somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from attrs import evolve, frozen

from claimrec.model import Claim, Match
from claimrec.model.built import Built
from claimrec.reconciliation.blocking import candidates, rows_of
from claimrec.reconciliation.clustering import components
from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.features import MOST, explain, of_one_whole, weigh
from claimrec.reconciliation.own_features import OwnFeature, own_reasons, weigh_own
from claimrec.reconciliation.ragged import NONE, Floats, Ints, distinct
from claimrec.reconciliation.weighing import CHUNK, added, hopeful, summed, telling
from claimrec.reconciliation.workers import shared_work

__all__ = ["Linked", "Matches", "PairScores", "Weighed", "linked", "weighed_pairs"]


@frozen(eq=False)
class Weighed:
    """Candidate pairs with the sums of their weights, those of the larger happening left out, which is not known yet.

    Args:
        a: rows of the first claims.
        b: rows of the second claims.
        before: sums of the features before ``whole``.
        after: weights of the features after it, one row a feature.
        own: those of the user's features, one row a feature.
    """

    a: Ints
    b: Ints
    before: Floats
    after: Floats
    own: Floats

    @property
    def score(self) -> Floats:
        """The sums of all weights but that of the larger happening."""
        return added(self.before, *self.after, *self.own)


@frozen(eq=False)
class Linked:
    """The pairs that matter: both claims may be of one event, be it through others.

    Args:
        a: rows of the first claims.
        b: rows of the second claims.
        scores: how strongly the two speak of one event, to three decimals.
        own: weights of the user's features, one row a feature.
    """

    a: Ints
    b: Ints
    scores: Floats
    own: Floats


TASK = 32 * CHUNK
"""Pairs that one process weighs at a time."""


ROOM = 32
"""Bytes for what is found of a pair, where all of a task matter; few do."""


def weighed_pairs(c: Columns, n_process: int = 1, features: Sequence[OwnFeature] = ()) -> Weighed:
    """Candidate pairs with their weights, those left out that can change nothing even if they are of one larger happening.

    Args:
        c: the columns.
        n_process: processes that weigh.
        features: the user's features.
    """
    c = evolve(c)  # what is made ready for weighing is let go of when all is weighed
    c.ready()
    found, tells = candidates(c, n_process), telling(c)
    task = min(TASK, max(CHUNK, -(-len(found) // (4 * n_process))))
    shares = found.shares(task)
    # The user's functions are asked in this process, of each pair once.
    asked = [weigh_own(features, c.claims, *rows_of(found.within(share), len(c))) for share in shares] if features else []

    def own_of(n: int, pairs: Ints) -> Floats:
        return asked[n][:, np.searchsorted(found.within(shares[n]), pairs)] if asked else np.zeros((0, len(pairs)))

    def hopeful_in(n: int) -> Weighed:
        pairs = found.within(shares[n])
        a, b = rows_of(pairs, len(c))
        own = own_of(n, pairs)
        told = hopeful(c, a, b, LEAST - own.sum(axis=0), tells)
        return Weighed(a[told.at], b[told.at], told.before, told.after, own[:, told.at])

    def kept_in(n: int) -> Weighed:
        pairs = found.told(shares[n])
        # Of the others those matter that speak against a link within a chain of likely pairs.
        pairs = distinct(pairs[np.equal(*(roots[rows] for rows in rows_of(pairs, len(c))))])
        a, b = rows_of(pairs, len(c))
        told = likely[n]
        numbers = told.a * len(c) + told.b
        at = np.searchsorted(numbers, pairs)
        known = np.append(numbers, NONE)[at] == pairs
        others = summed(c, a[~known], b[~known], tells)
        before, after = np.empty(len(pairs)), np.empty((len(told.after), len(pairs)))
        before[known], before[~known] = told.before[at[known]], others.before
        after[:, known], after[:, ~known] = told.after[:, at[known]], others.after
        return Weighed(a, b, before, after, own_of(n, pairs))

    def shared_out(work: Callable[[int], Weighed]) -> list[Weighed]:
        return list(shared_work(work, range(len(shares)), n_process, room=ROOM * task))

    likely = shared_out(hopeful_in)
    above = [part.score > LEAST for part in likely]
    a, b = ([getattr(part, name)[some] for part, some in zip(likely, above, strict=True)] for name in ("a", "b"))
    roots = components(len(c), np.concatenate(a), np.concatenate(b))
    kept = shared_out(kept_in)
    return Weighed(*(np.concatenate([getattr(part, name) for part in kept], axis=-1) for name in COLUMNS))


COLUMNS = ("a", "b", "before", "after", "own")


LEAST = -MOST - 0.01
"""A score above which a pair may speak for one event, if both claims are found to be part of one larger happening."""


def linked(pairs: Weighed, types: Ints, wholes: Ints) -> Linked:
    """The pairs with their scores, those left out that cannot change the clustering.

    A pair with a score of 0 or less matters only between claims that others link; elsewhere it is dropped.

    Args:
        pairs: compared pairs of claims.
        types: codes of the claims' types.
        wholes: codes of the larger happenings that they are part of, NONE where that is not known.
    """
    score = added(pairs.before + of_one_whole(types, wholes, pairs.a, pairs.b), *pairs.after, *pairs.own)
    above = score > 0
    roots = components(len(types), pairs.a[above], pairs.b[above])
    keep = roots[pairs.a] == roots[pairs.b]
    return Linked(pairs.a[keep], pairs.b[keep], score[keep].round(3), pairs.own[:, keep])


class Matches(Built[Match]):
    """The kept pairs as matches, sorted by claim ids, made when they are first looked at.

    Args:
        columns: the columns.
        pairs: the kept pairs.
        features: the user's features; a stored result has none, since functions are not stored.
    """

    def __init__(self, columns: Columns, pairs: Linked, features: Sequence[OwnFeature] = ()) -> None:
        super().__init__(len(pairs.scores), lambda: _matches(columns, pairs, features))
        self.features = tuple(features)


def _matches(c: Columns, pairs: Linked, features: Sequence[OwnFeature]) -> list[Match]:
    ids = [claim.id for claim in c.claims]
    scores = pairs.scores.tolist()
    made = []
    for first in range(0, len(scores), CHUNK):
        weights = weigh(c, pairs.a[first : first + CHUNK], pairs.b[first : first + CHUNK])
        for n in range(weights.shape[1]):
            one, two = int(pairs.a[first + n]), int(pairs.b[first + n])
            if ids[two] < ids[one]:
                one, two = two, one
            reasons = (*explain(c, one, two, weights[:, n]), *own_reasons(features, pairs.own[:, first + n]))
            made.append(Match(ids[one], ids[two], scores[first + n], reasons))
    return sorted(made, key=lambda m: (m.a, m.b))


class PairScores(Mapping[tuple[str, str], float]):
    """Ids of two compared claims, in order, -> how strongly they speak of one event.

    Args:
        claims: the claims, by row.
        pairs: the kept pairs.
    """

    def __init__(self, claims: Sequence[Claim], pairs: Linked) -> None:
        self._claims = claims
        keys = pairs.a * len(claims) + pairs.b
        order = np.argsort(keys, kind="stable")
        self._keys, self._scores = keys[order], pairs.scores[order]

    @cached_property
    def _rows(self) -> dict[str, int]:
        """Claim id -> its row; in most parts few scores are asked for, in many none."""
        return {claim.id: n for n, claim in enumerate(self._claims)}

    def __getitem__(self, pair: tuple[str, str]) -> float:
        one, two = sorted((self._rows[pair[0]], self._rows[pair[1]]))
        key = one * len(self._claims) + two
        n = int(np.searchsorted(self._keys, key))
        if n == len(self._keys) or self._keys[n] != key:
            raise KeyError(pair)
        return float(self._scores[n])

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for key in self._keys.tolist():
            one, two = sorted(self._claims[row].id for row in divmod(key, len(self._claims)))
            yield one, two
