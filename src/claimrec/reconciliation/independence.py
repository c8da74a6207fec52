"""Which sources are one witness: copies, near-copies and texts of one agency, told by the sentences their claims stand in.

Word shingles of the claims' sentences are compared, so that menus and teasers around an article do not
count; candidates share a shingle, and each candidate pair is compared exactly (Broder 1997,
*On the resemblance and containment of documents*).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from claimrec.model import Source
from claimrec.reconciliation.ragged import Ints, bounds_of, distinct
from claimrec.reconciliation.sentences import WIDTH, Narrow, Runs
from claimrec.values import Entity, Relation, Text

__all__ = ["age_key", "origins", "shingles"]

CONTAINED = 0.6
"""Share of the smaller text that must stand in the larger one."""

RESEMBLES = 0.25
"""Share of both texts together: a long report that quotes a short one in full is still its own witness."""

AGENCY = 0.1
"""Share of the smaller text that two texts of one agency must have in common: what was rewritten still keeps some sentences."""

SMALLEST = 8
"""Texts with fewer shingles are only copies where all of them are shared."""

CROWD = 40
"""Of a shingle's sources only the earliest are looked at, so that a boilerplate line costs no more than this."""


ONE_NAME = frozenset({Relation.EQUAL, Relation.NARROWER, Relation.BROADER})


def shingles(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """All runs of five words within each text; a shorter text counts as one run.

    >>> sorted(shingles(["Rain fell on the old town."]))
    [('fell', 'on', 'the', 'old', 'town'), ('rain', 'fell', 'on', 'the', 'old')]
    """
    made: set[tuple[str, ...]] = set()
    for text in texts:
        words = Text(text).words
        made.update(words[i : i + WIDTH] for i in range(max(1, len(words) - WIDTH + 1)) if words)
    return frozenset(made)


def age_key(source: Source) -> tuple[bool, str, str]:
    """Sorts the earliest source first: by publication date where known, then by id."""
    published = source.published
    if isinstance(published, dt.datetime):
        written = published.replace(tzinfo=None).isoformat()
    else:
        written = published.isoformat() if published else ""
    return (published is None, written, source.id)


def origins(sources: Sequence[Source], runs: Sequence[tuple[Runs, Narrow]]) -> dict[str, str]:
    """Source id -> id of the earliest source whose text it repeats; its own id where it repeats none.

    Two texts that are credited to one agency, or one to the other's publisher, repeat each other as soon as some of their
    words are the same; two dispatches of the agency on different things share none.

    Args:
        sources: the sources.
        runs: shingles of their sentences, and the codes of the sources where they stand, batch by batch.
    """
    ages = sorted(range(len(sources)), key=lambda n: age_key(sources[n]))
    order = [sources[n] for n in ages]
    age = np.empty(len(ages), dtype=np.int64)
    age[ages] = np.arange(len(ages))
    rows, shared_runs, sizes = _runs(runs, age)
    later, earlier, shared = _shared_runs(rows, shared_runs)
    smaller = np.minimum(sizes[later], sizes[earlier])
    either = sizes[later] + sizes[earlier] - shared
    copied = np.where(smaller < SMALLEST, shared == either, (shared >= CONTAINED * smaller) & (shared >= RESEMBLES * either))
    credited = np.array([source.agency is not None for source in order], dtype=np.bool_)
    alike = ~copied & (credited[later] | credited[earlier]) & (shared >= np.maximum(2, AGENCY * smaller))
    for n in np.flatnonzero(alike).tolist():
        copied[n] = _of_one_agency(order[later[n]], order[earlier[n]])
    origin = list(range(len(order)))
    # Pairs come by the later source and then the earlier one: the earliest that it copies is seen first.
    for n, first in zip(later[copied].tolist(), earlier[copied].tolist(), strict=True):
        if origin[n] == n:
            origin[n] = origin[first]
    made = {source.id: order[origin[n]].id for n, source in enumerate(order)}
    return {name: made[name] for name in sorted(made)}


def _runs(batches: Sequence[tuple[Runs, Narrow]], age: Ints) -> tuple[Ints, Ints, Ints]:
    """The shingles that may stand in two sources: the sources' ages and what stands there, sorted by shingle and age.

    Each stands once for a source. The third array says how many different shingles each source has in all.
    """
    size = max(1, len(age))
    twice = _marks_of_twins([runs for runs, _ in batches])
    sizes = np.zeros(size, dtype=np.int64)
    found, holders = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int32)]
    for told, source in batches:
        perhaps = twice[_marks(told)]
        sizes += np.bincount(source[~perhaps], minlength=size)
        found.append(told[perhaps])
        holders.append(source[perhaps])
    runs, source = np.concatenate(found), np.concatenate(holders)
    order = np.argsort(runs)
    runs = runs[order]
    number = np.cumsum(np.concatenate([[False], runs[1:] != runs[:-1]])[: len(runs)])
    pairs = distinct(number * size + age[source[order]])
    rows = pairs % size
    counted = np.empty(size, dtype=np.int64)
    counted[age] = sizes[: len(age)]
    return rows, pairs // size, counted + np.bincount(rows, minlength=size)


def _marks_of_twins(batches: Sequence[Runs]) -> NDArray[np.bool_]:
    """The marks of shingles that stand in two places; few others have one of these marks too.

    Most stand nowhere else. To sort numbers alone is far cheaper than to sort them with the sources in which they stand.
    """
    ordered = np.concatenate([np.empty(0, dtype=np.uint64), *batches])
    ordered.sort()
    known = np.zeros(MARKS, dtype=np.bool_)
    known[_marks(ordered[1:][ordered[1:] == ordered[:-1]])] = True
    return known


def _marks(runs: Runs) -> Runs:
    return runs & np.uint64(MARKS - 1)


MARKS = 1 << 24
"""Places for marks of shingles that stand twice."""


def _of_one_agency(a: Source, b: Source) -> bool:
    """ "(AP)" above both texts, or "(AP)" above what a newspaper prints and The Associated Press as the other's publisher."""
    return any(
        one and other and Entity(one, "organization").compare(Entity(other, "organization")) in ONE_NAME
        for one, other in ((a.agency, b.agency), (a.agency, b.publisher), (a.publisher, b.agency))
    )


def _shared_runs(rows: Ints, runs: Ints) -> tuple[Ints, Ints, Ints]:
    """Pairs of a later and an earlier text, sorted, and how many shingles they share.

    Texts are numbered by age; of those with one shingle only the first ``CROWD`` are looked at as the earlier one.
    """
    bounds = bounds_of(runs)
    sizes = np.diff(bounds)
    first = np.repeat(bounds[:-1], sizes)
    rank = np.arange(len(runs)) - first
    size = int(np.max(rows, initial=0)) + 1
    found: list[Ints] = [np.empty(0, dtype=np.int64)]
    behind = np.arange(len(runs), dtype=np.int64)
    for n in range(min(CROWD, int(np.max(sizes, initial=0)))):
        behind = behind[rank[behind] > n]
        found.append(rows[behind] * size + rows[first[behind] + n])
    told = np.sort(np.concatenate(found))
    bounds = bounds_of(told)
    pairs, shared = told[bounds[:-1]], np.diff(bounds)
    return pairs // size, pairs % size, shared
