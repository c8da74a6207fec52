"""From matches to events: greedy agglomeration by average link, which can be replayed from the matches alone.

Pairs are taken from the best down. Two groups join where the mean score of all compared pairs between them
speaks for it and no pair speaks strongly against, so that a chain of fair matches does not glue three
meetings into one (average linkage: Sokal and Michener 1958; must-not-link: Wagstaff et al. 2001).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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


class _Links:
    """What the compared pairs between two groups come to, group by group.

    Args:
        between: group -> another group -> number of what stands between them, the same from both sides.
        total: sums of the scores less ``MEAN``, by that number: not below 0 where their mean speaks for one group. A pair
            that keeps its groups apart counts as minus infinity, whatever is added to it.
        telling: the same without those below 0 that say little.
    """

    def __init__(self) -> None:
        self.between: dict[int, dict[int, int]] = defaultdict(dict)
        self.total: list[float] = []
        self.telling: list[float] = []

    def of(self, a: Sequence[int], b: Sequence[int], scores: Sequence[float]) -> None:
        """Take in pairs of groups and their scores."""
        between, known = self.between, len(self.total)
        counted = [score - MEAN if score > VETO else -math.inf for score in scores]
        self.total += counted
        self.telling += [-MEAN if LITTLE < score < 0 else told for score, told in zip(scores, counted, strict=True)]
        for n, (one, two) in enumerate(zip(a, b, strict=True), known):
            mine = between[one]
            if two in mine:
                to = mine[two]
                self.total[to] += self.total[n]
                self.telling[to] += self.telling[n]
            elif one != two:
                mine[two] = between[two][one] = n

    def merge(self, kept: int, gone: int) -> None:
        """What was between a group and the others is between them and the group that it has become one with."""
        between, total, telling = self.between, self.total, self.telling
        mine, theirs = between[kept], between.pop(gone)
        del mine[gone], theirs[kept]
        for other, n in theirs.items():
            around = between[other]
            del around[gone]
            to = mine.get(other)
            if to is None:
                mine[other] = around[kept] = n
            else:
                total[to] += total[n]
                telling[to] += telling[n]


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
    sets = UnionFind(size)
    careful = inside & hard[roots[a]]
    _agglomerate(sets, a[careful], b[careful], scores[careful], decided)
    found = np.where(hard[roots], sets.leaders(), roots)
    return found if before is None else np.where(anew[roots], found, before[0])


def _agglomerate(sets: UnionFind, a: Ints, b: Ints, scores: Floats, decided: Sequence[tuple[int, int, Judgement]]) -> None:
    """Join the best pairs first, as long as the mean between the groups speaks for it."""
    links = _Links()
    _decide(decided, sets, links)
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((high, low, -scores))
    ones, twos, told = low[order].tolist(), high[order].tolist(), scores[order].tolist()
    group = {n: sets.find(n) for n in sorted({*ones, *twos})}
    members: dict[int, list[int]] = defaultdict(list)
    for n, number in group.items():
        members[number].append(n)
    if decided:
        links.of([group[one] for one in ones], [group[two] for two in twos], told)
    else:
        links.of(ones, twos, told)
    between, total, telling = links.between, links.total, links.telling
    for one, two, score in zip(ones, twos, told, strict=True):
        if score <= 0:
            break
        x, y = group[one], group[two]
        if x == y:
            continue
        if (telling if score >= AUDIBLE else total)[between[x][y]] >= 0:
            sets.join(x, y)
            kept, gone = (x, y) if len(between[x]) >= len(between[y]) else (y, x)
            links.merge(kept, gone)
            for m in members[gone]:
                group[m] = kept
            members[kept] += members.pop(gone)


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


def _decide(decided: Sequence[tuple[int, int, Judgement]], sets: UnionFind, links: _Links) -> None:
    """Put into effect what a person decided, before any score is looked at."""
    for one, two, j in decided:
        if j.same:
            sets.join(one, two)
    for one, two, j in decided:
        if j.same:
            continue
        a, b = sets.find(one), sets.find(two)
        if a == b:
            raise OptionError(f"judgements must not contradict each other: {j.a} and {j.b} are also said to be the same", value=j)
        links.of([a], [b], [-math.inf])
