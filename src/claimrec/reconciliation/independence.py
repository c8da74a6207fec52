"""Which sources are one witness: copies, near-copies and texts of one agency, told by the sentences their claims stand in.

Word shingles of the claims' sentences are compared, so that menus and teasers around an article do not
count; candidates share a rare shingle, and each candidate pair is compared exactly (Broder 1997,
*On the resemblance and containment of documents*).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from claimrec.model import Claim, Source
from claimrec.values import Entity, Relation, Text

__all__ = ["age_key", "origins", "shingles"]

WIDTH = 5
"""Words in a shingle: long enough that two reporters do not share one by chance."""

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

QUOTED = re.compile(r"[“„«][^”»]*(?:[”»]|$)|^[^“„«]*[”»]|\"[^\"]*\"")
"""Words in quotation marks: two reporters at one press conference share them without copying each other."""


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


def origins(claims: Iterable[Claim]) -> dict[str, str]:
    """Source id -> id of the earliest source whose text it repeats; its own id where it repeats none.

    Two texts that are credited to one agency, or one to the other's publisher, repeat each other as soon as some of their
    words are the same; two dispatches of the agency on different things share none.
    """
    sentences: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, Source] = {}
    for claim in claims:
        sources[claim.source.id] = claim.source
        sentences[claim.source.id].add(QUOTED.sub(" ", claim.evidence.text))
    texts = {name: shingles(sorted(said)) for name, said in sentences.items()}
    order = sorted(sources.values(), key=age_key)
    rank = {source.id: n for n, source in enumerate(order)}
    origin: dict[str, str] = {}
    holders: Mapping[tuple[str, ...], list[str]] = _index(texts, [s.id for s in order])
    for source in order:
        earlier: dict[str, int] = defaultdict(int)
        for run in texts[source.id]:
            for other in holders.get(run, ()):
                if rank[other] >= rank[source.id]:
                    break  # holders stand in order of age: only earlier ones count
                earlier[other] += 1
        copied = [
            o
            for o in earlier
            if _copies(texts[source.id], texts[o], earlier[o])
            or (_of_one_agency(source, sources[o]) and _overlaps(texts[source.id], texts[o], earlier[o]))
        ]
        origin[source.id] = origin[min(copied, key=rank.__getitem__)] if copied else source.id
    return {name: origin[name] for name in sorted(origin)}


def _index(texts: Mapping[str, frozenset[tuple[str, ...]]], order: list[str]) -> dict[tuple[str, ...], list[str]]:
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in order:
        for run in texts[name]:
            holders[run].append(name)
    return {run: names[:CROWD] for run, names in holders.items() if len(names) > 1}


def _copies(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]], shared: int) -> bool:
    smaller = min(len(a), len(b))
    if smaller < SMALLEST:
        return shared == len(a | b)
    return shared >= CONTAINED * smaller and shared >= RESEMBLES * len(a | b)


def _overlaps(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]], shared: int) -> bool:
    return shared >= max(2, AGENCY * min(len(a), len(b)))


def _of_one_agency(a: Source, b: Source) -> bool:
    """ "(AP)" above both texts, or "(AP)" above what a newspaper prints and The Associated Press as the other's publisher."""
    return any(
        one and other and Entity(one, "organization").compare(Entity(other, "organization")) in ONE_NAME
        for one, other in ((a.agency, b.agency), (a.agency, b.publisher), (a.publisher, b.agency))
    )
