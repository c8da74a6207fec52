"""From matches to events: greedy agglomeration by average link, which can be replayed from the matches alone.

Pairs are taken from the best down. Two groups join where the mean score of all compared pairs between them
speaks for it and no pair speaks strongly against, so that a chain of fair matches does not glue three
meetings into one (average linkage: Sokal and Michener 1958; must-not-link: Wagstaff et al. 2001).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimrec.errors import OptionError
from claimrec.model import Judgement, Match
from claimrec.reconciliation.unionfind import UnionFind

__all__ = ["MEAN", "VETO", "cluster"]

MEAN = 0.0
"""The least mean score between two groups that are joined."""

VETO = -6.0
"""A pair with this score or less keeps its groups apart."""

Links = dict[int, tuple[float, int, float]]
"""Another group -> sum, number and least of the scores between."""


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
    sets = UnionFind(len(ids))
    links: list[Links] = [{} for _ in ids]
    _decide(judgements, place, sets, links)
    pairs = sorted((-m.score, min(m.a, m.b), max(m.a, m.b)) for m in matches if m.a in place and m.b in place)
    for negative, one, two in pairs:
        a, b = sets.find(place[one]), sets.find(place[two])
        if a != b:
            _link(links, a, b, -negative)
    for negative, one, two in pairs:
        if negative >= 0:
            break
        a, b = sets.find(place[one]), sets.find(place[two])
        if a == b:
            continue
        total, number, least = links[a][b]
        if least > VETO and total / number >= MEAN:
            _merge(links, a, b, sets.join(a, b))
    groups: dict[int, list[str]] = {}
    for name in ids:
        groups.setdefault(sets.find(place[name]), []).append(name)
    return tuple(sorted(tuple(group) for group in groups.values()))


def _decide(judgements: Iterable[Judgement], place: Mapping[str, int], sets: UnionFind, links: list[Links]) -> None:
    """Put into effect what a person decided, before any score is looked at."""
    decided = [j for j in judgements if j.a in place and j.b in place]
    for j in decided:
        if j.same:
            sets.join(place[j.a], place[j.b])
    for j in decided:
        if j.same:
            continue
        a, b = sets.find(place[j.a]), sets.find(place[j.b])
        if a == b:
            raise OptionError(f"judgements must not contradict each other: {j.a} and {j.b} are also said to be the same", value=j)
        _link(links, a, b, float("-inf"))


def _link(links: list[Links], a: int, b: int, score: float) -> None:
    total, number, least = links[a].get(b, (0.0, 0, float("inf")))
    links[a][b] = links[b][a] = (total + score, number + 1, min(least, score))


def _merge(links: list[Links], a: int, b: int, kept: int) -> None:
    gone = b if kept == a else a
    for other, (total, number, least) in links[gone].items():
        if other == kept:
            continue
        old_total, old_number, old_least = links[kept].get(other, (0.0, 0, float("inf")))
        made = (old_total + total, old_number + number, min(old_least, least))
        links[kept][other] = links[other][kept] = made
        del links[other][gone]
    links[kept].pop(gone, None)
    links[gone] = {}
