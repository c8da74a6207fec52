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
from claimrec.reconciliation.blocking import Candidates, candidates, rows_of
from claimrec.reconciliation.clustering import components
from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.features import MOST, explain, of_one_whole, weigh
from claimrec.reconciliation.own_features import OwnFeature, own_reasons, weigh_own
from claimrec.reconciliation.ragged import Floats, Ints, distinct, found_among
from claimrec.reconciliation.weighing import CHUNK, Tells, added, hopeful, summed, telling
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
    found = candidates(c, n_process)
    c.alike.learn(found.near, found.alike)  # two sources of which many claims are compared need not be compared again
    task = min(TASK, max(CHUNK, -(-len(found) // (4 * n_process))))
    shares = found.shares(task)
    # The user's functions are asked in this process, of each pair once.
    own = [weigh_own(features, c.claims, *rows_of(found.within(share), len(c))) for share in shares] if features else []
    pairs = _Pairs(c, found, shares, telling(c), own)

    def shared_out(work: Callable[[int], Weighed]) -> list[Weighed]:
        return list(shared_work(work, range(len(shares)), n_process, room=ROOM * task))

    likely = shared_out(pairs.likely)
    above = [part.score > LEAST for part in likely]
    a, b = ([getattr(part, name)[some] for part, some in zip(likely, above, strict=True)] for name in ("a", "b"))
    roots = components(len(c), np.concatenate(a), np.concatenate(b))
    kept = shared_out(lambda n: pairs.kept(n, likely[n], roots))
    told = ([getattr(part, name) for part in kept] for name in ("a", "b", "before", "after", "own"))
    return Weighed(*(np.concatenate(parts, axis=-1) for parts in told))


@frozen(eq=False)
class _Pairs:
    """Candidate pairs, share by share: there are too many of them to lay them all out.

    Args:
        columns: the columns.
        found: the pairs.
        shares: the ranges of their numbers.
        tells: for each row which features can tell anything of it.
        own: for each share the weights of the user's features, if there are any.
    """

    columns: Columns
    found: Candidates
    shares: Sequence[tuple[int, int]]
    tells: Tells
    own: Sequence[Floats]

    def likely(self, n: int) -> Weighed:
        """Those that may be of one event, and maybe some others."""
        pairs = self.found.within(self.shares[n])
        a, b = rows_of(pairs, len(self.columns))
        own = self._own(n, pairs)
        told = hopeful(self.columns, a, b, LEAST - own.sum(axis=0), self.tells)
        return Weighed(a[told.at], b[told.at], told.before, told.after, own[:, told.at])

    def kept(self, n: int, likely: Weighed, roots: Ints) -> Weighed:
        """Those within a chain of likely pairs: of the others those matter that speak against a link there.

        Args:
            n: the number of the share.
            likely: the likely ones of this share.
            roots: for each row the same number as for all others of its chain.
        """
        c, pairs = self.columns, self.found.told(self.shares[n])
        pairs = distinct(pairs[np.equal(*(roots[rows] for rows in rows_of(pairs, len(c))))])
        a, b = rows_of(pairs, len(c))
        numbers = likely.a * len(c) + likely.b
        known, at = found_among(numbers, pairs)
        others = summed(c, a[~known], b[~known], self.tells)
        before, after = np.empty(len(pairs)), np.empty((len(likely.after), len(pairs)))
        before[known], before[~known] = likely.before[at[known]], others.before
        after[:, known], after[:, ~known] = likely.after[:, at[known]], others.after
        return Weighed(a, b, before, after, self._own(n, pairs))

    def _own(self, n: int, pairs: Ints) -> Floats:
        if not self.own:
            return np.zeros((0, len(pairs)), dtype=np.float64)
        return self.own[n][:, np.searchsorted(self.found.within(self.shares[n]), pairs)]


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
