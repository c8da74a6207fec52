"""From matches to events: greedy agglomeration by average link, which can be replayed from the matches alone.

Pairs are taken from the best down. Two groups join where the mean score of all compared pairs between them
speaks for it and no pair speaks strongly against, so that a chain of fair matches does not glue three
meetings into one (average linkage: Sokal and Michener 1958; must-not-link: Wagstaff et al. 2001).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from claimrec.errors import OptionError
from claimrec.model import Judgement, Match
from claimrec.reconciliation.ragged import Floats, Ints
from claimrec.reconciliation.unionfind import UnionFind

__all__ = ["MEAN", "VETO", "cluster", "clustered", "components", "groups_of"]

MEAN = 0.0
"""The least mean score between two groups that are joined."""

VETO = -6.0
"""A pair with this score or less keeps its groups apart."""

LITTLE = -2.5
"""A score from here to 0 says little: a bare "the attack" is like no other sentence."""

AUDIBLE = 0.5
"""A pair with this score or more speaks for two groups; those that say little against it are then not heard."""

Against = defaultdict[int, dict[int, float]]
"""Group -> the groups against which it has a score below 0, and the least."""


def cluster(
    matches: Iterable[Match], claim_ids: Sequence[str], judgements: Iterable[Judgement] = ()
) -> tuple[tuple[str, ...], ...]:
    """The groups of claims that speak of one event each; every claim is in exactly one.

    Args:
        matches: the compared pairs with their scores; their order does not matter.
        claim_ids: all claims.
        judgements: what a person decided; it is obeyed whatever the scores say.

    Returns:
        Groups of ids, each sorted, sorted by their first id.

    Raises:
        OptionError: two judgements contradict each other.

    >>> cluster([Match("a", "b", 2.0)], ["a", "b", "c"])
    (('a', 'b'), ('c',))
    >>> cluster([Match("a", "b", 2.0)], ["a", "b", "c"], [Judgement("a", "b", same=False)])
    (('a',), ('b',), ('c',))
    """
    ids = sorted(set(claim_ids))
    place = {name: n for n, name in enumerate(ids)}
    known = [m for m in matches if m.a in place and m.b in place]
    a, b = (np.array([place[name] for name in names], dtype=np.int64) for names in ([m.a for m in known], [m.b for m in known]))
    firsts = clustered(len(ids), a, b, np.array([m.score for m in known], dtype=np.float64), _rows(judgements, place))
    return tuple(sorted(tuple(ids[n] for n in group) for group in groups_of(firsts)))


def _rows(judgements: Iterable[Judgement], place: Mapping[str, int]) -> list[tuple[int, int, Judgement]]:
    return [(place[j.a], place[j.b], j) for j in judgements if j.a in place and j.b in place]


def groups_of(firsts: Ints) -> list[list[int]]:
    """Groups of 0..n-1 from the first of each one's group, each sorted, sorted by their first.

    >>> groups_of(np.array([0, 1, 0]))
    [[0, 2], [1]]
    """
    groups: dict[int, list[int]] = {}
    for n, first in enumerate(firsts.tolist()):
        if first == n:
            groups[n] = [n]
        else:
            groups[first].append(n)
    return list(groups.values())


def clustered(
    size: int,
    a: Ints,
    b: Ints,
    scores: Floats,
    decided: Sequence[tuple[int, int, Judgement]] = (),
    before: tuple[Ints, NDArray[np.bool_]] | None = None,
) -> Ints:
    """The same over numbers: for each claim the first of its group.

    Args:
        size: how many claims there are, numbered in the order of their ids.
        a: the first claims of the compared pairs.
        b: the second ones.
        scores: the scores of the pairs.
        decided: pairs of which a person decided, and what.
        before: what came out with other scores, and True for each pair whose score has risen since. Where none has, all
            comes out as before.

    Raises:
        OptionError: two judgements contradict each other.
    """
    judged = np.array([pair[:2] for pair in decided], dtype=np.int64).reshape(-1, 2)
    above = scores > 0
    roots = components(size, np.concatenate([a[above], judged[:, 0]]), np.concatenate([b[above], judged[:, 1]]))
    inside = roots[a] == roots[b]
    anew = np.ones(size, dtype=np.bool_)
    if before is not None:
        anew[:] = False
        anew[roots[a[inside & before[1]]]] = True
        anew[roots[judged.ravel()]] = True
        inside &= anew[roots[a]]
    # Where every pair speaks for one event, so does every mean: all of the component is one group.
    hard = np.zeros(size, dtype=np.bool_)
    hard[roots[a[inside & (scores < MEAN)]]] = True
    hard[roots[judged.ravel()]] = True
    careful = inside & hard[roots[a]]
    found = np.where(hard[roots], _agglomerated(size, a[careful], b[careful], scores[careful], decided), roots)
    return found if before is None else np.where(anew[roots], found, before[0])


def _agglomerated(size: int, a: Ints, b: Ints, scores: Floats, decided: Sequence[tuple[int, int, Judgement]]) -> Ints:
    """Join the best pairs first, as long as the mean between the groups speaks for it; for each claim the first of its group."""
    group, against = _decided(size, decided)
    known = dict(zip((np.minimum(a, b) * size + np.maximum(a, b)).tolist(), scores.tolist(), strict=True))
    members: dict[int, list[int]] = defaultdict(list)
    for n in sorted({*a.tolist(), *b.tolist(), *(n for one, two, _ in decided for n in (one, two))}):
        members[group[n]].append(n)
    low = scores < 0
    for score, one, two in zip(scores[low].tolist(), a[low].tolist(), b[low].tolist(), strict=True):
        if group[one] != group[two]:
            _speak_against(against, group[one], group[two], score)
    for score, one, two in _best_first(a, b, scores):
        x, y = group[one], group[two]
        if x == y:
            continue
        least = against[x].get(y, 0.0)
        if least < 0:  # where no pair speaks against the two, nor does their mean
            if least <= VETO:
                continue
            between = _between(known, size, members[x], members[y])
            if _mean(between, LITTLE if score >= AUDIBLE else 0.0) < MEAN:
                continue
        kept, gone = (x, y) if len(members[x]) >= len(members[y]) else (y, x)
        for other, least in against.pop(gone, {}).items():
            del against[other][gone]
            if other != kept:
                _speak_against(against, other, kept, least)
        for n in members[gone]:
            group[n] = kept
        members[kept] += members.pop(gone)
    found = np.arange(size, dtype=np.int64)
    for joined in members.values():
        found[joined] = min(joined)
    return found


def components(size: int, a: Ints, b: Ints) -> Ints:
    """For each of 0..size-1 the smallest number that a chain of pairs links it to.

    >>> components(4, np.array([3, 1]), np.array([1, 2])).tolist()
    [0, 1, 1, 1]
    """
    made = np.arange(size, dtype=np.int64)
    while len(a):
        x, y = made[a], made[b]
        apart = x != y
        if not apart.any():
            break
        a, b, x, y = a[apart], b[apart], x[apart], y[apart]
        np.minimum.at(made, np.maximum(x, y), np.minimum(x, y))
        while True:
            up = made[made]
            if np.array_equal(up, made):
                break
            made = up
    return made


def _decided(size: int, decided: Sequence[tuple[int, int, Judgement]]) -> tuple[list[int], Against]:
    """What a person decided, before any score is looked at: for each claim who stands for its group, and who is kept apart."""
    sets = UnionFind(size)
    for one, two, j in decided:
        if j.same:
            sets.join(one, two)
    group: list[int] = sets.leaders().tolist()
    against: Against = defaultdict(dict)
    for one, two, j in decided:
        if j.same:
            continue
        a, b = group[one], group[two]
        if a == b:
            raise OptionError(f"judgements must not contradict each other: {j.a} and {j.b} are also said to be the same", value=j)
        _speak_against(against, a, b, float("-inf"))
    return group, against


def _best_first(a: Ints, b: Ints, scores: Floats) -> Iterator[tuple[float, int, int]]:
    """The pairs that speak for one event, from the best down."""
    above = np.flatnonzero(scores > 0)
    low, high, scores = np.minimum(a, b)[above], np.maximum(a, b)[above], scores[above]
    order = np.lexsort((high, low, -scores))
    return zip(scores[order].tolist(), low[order].tolist(), high[order].tolist(), strict=True)


def _between(known: Mapping[int, float], size: int, mine: Sequence[int], theirs: Sequence[int]) -> list[float]:
    """The scores of the compared pairs between two groups."""
    numbers = [n * size + m if n < m else m * size + n for n in mine for m in theirs]
    return [known[number] for number in numbers if number in known]


def _mean(scores: Sequence[float], heard: float) -> float:
    """The mean score, where one below 0 but above ``heard`` counts as 0."""
    # Scores have three decimals: in which order they are added is no reason for a sum to be off 0.
    return round(sum([score for score in scores if score >= 0 or score <= heard]), 6) / len(scores)


def _speak_against(against: Against, a: int, b: int, score: float) -> None:
    mine = against[a]
    if score < mine.get(b, 0.0):
        mine[b] = against[b][a] = score
