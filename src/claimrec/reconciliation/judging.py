"""One part of a pile: its compared claims become events and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from attrs import evolve, frozen

from claimrec.model import Claim, Event, Finding, Judgement
from claimrec.reconciliation.clustering import clustered
from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.comparison import findings_of
from claimrec.reconciliation.division import Part
from claimrec.reconciliation.events import events_of, firsts_of_wholes, mark_of
from claimrec.reconciliation.evidence import finding_id
from claimrec.reconciliation.features import of_one_whole
from claimrec.reconciliation.matching import Linked, PairScores, Weighed, linked
from claimrec.reconciliation.parts import Group, Groups
from claimrec.reconciliation.ragged import NONE, Ints
from claimrec.reconciliation.reading import claim_numbers
from claimrec.reconciliation.statements import statements_of
from claimrec.reconciliation.strategies import Learner, Strategy
from claimrec.reconciliation.tolls import dead_among_hurt

__all__ = ["Judged", "Pile", "judge", "judged", "renamed", "with_own_names"]


@frozen(eq=False, kw_only=True)
class Pile:
    """All that is known of a pile when its parts are judged.

    Args:
        columns: the claims as columns.
        claims: the claims of some rows, with decided entity ids.
        origins: source id -> id of the source whose text it repeats.
        strategy: how a consensus is chosen.
        least: findings below this confidence are left out.
        decided: pairs of rows of which a person decided, and what.
        dead: ids of those whose death is told.
        namesakes: last names that several persons bear.
    """

    columns: Columns
    claims: Callable[[Ints], list[Claim]]
    origins: Mapping[str, str]
    strategy: Strategy | Learner
    least: float
    decided: Sequence[tuple[int, int, Judgement]]
    dead: frozenset[str]
    namesakes: frozenset[str]


@frozen(eq=False)
class Judged:
    """What was found in a part.

    Args:
        events: its events, by id, which is the only one of its kind in the part.
        names: for each event its id without what tells it from others of that name.
        findings: its findings, in a stable order.
        pairs: the pairs that matter, by rows of the pile.
        wholes: for each claim of the part the row of the larger happening's first claim, NONE where there is none.
    """

    events: tuple[Event, ...]
    names: Sequence[str]
    findings: tuple[Finding, ...]
    pairs: Linked
    wholes: Ints


def judge(pile: Pile, part: Part) -> Judged:
    """The events and findings of a part.

    Raises:
        OptionError: two judgements contradict each other.
    """
    return judged(pile, part, pile.claims(part.rows))


def judged(pile: Pile, part: Part, told: Sequence[Claim]) -> Judged:
    """The same where the claims of the part are at hand."""
    place = {row: n for n, row in enumerate(part.rows.tolist())} if pile.decided else {}
    decided = [(place[a], place[b], j) for a, b, j in pile.decided if a in place and b in place]
    origins = _of_sources(pile.origins, told)
    made = _grouped(part.pairs, pile.columns.type[part.rows], told, decided)
    fatal = dead_among_hurt(told, pile.dead)
    stated = [statements_of(group.claims, origins, fatal) for group in made.groups]
    events, order, names = events_of(made.groups, made.parents, pile.strategy, stated)
    scores = PairScores(told, made.pairs)
    findings = findings_of(events, told, origins, scores, [stated[n] for n in order], pile.namesakes)
    kept = tuple(f for f in findings if f.confidence >= pile.least) if pile.least > 0 else findings
    pairs, wholes = made.pairs, made.wholes
    rows = Linked(part.rows[pairs.a], part.rows[pairs.b], pairs.scores, pairs.own)
    return Judged(events, names, kept, rows, np.where(wholes == NONE, NONE, part.rows[wholes]))


def _of_sources(origins: Mapping[str, str], claims: Iterable[Claim]) -> dict[str, str]:
    """Only what is known of the claims' own sources, in the order of their ids."""
    return {name: origins[name] for name in sorted({claim.source.id for claim in claims})}


@frozen(eq=False)
class _Grouped:
    """The claims of a part as groups of one event each.

    Args:
        pairs: the pairs that matter.
        groups: the groups, in the order of their least claim ids, by which ties are settled.
        parents: for each group the number of the happening that it is part of, or None at the root.
        wholes: for each claim the larger happening in whose light the pairs were weighed.
    """

    pairs: Linked
    groups: Sequence[Group]
    parents: Sequence[int | None]
    wholes: Ints


def _grouped(pairs: Weighed, types: Ints, told: Sequence[Claim], decided: Sequence[tuple[int, int, Judgement]]) -> _Grouped:
    """The parts of a happening that a first grouping has put together are weighed once more, in that light."""
    size = len(told)
    order = np.argsort(claim_numbers([claim.id for claim in told]), kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    judged = [(int(rank[a]), int(rank[b]), j) for a, b, j in decided]
    making = Groups(told)

    wholes = np.full(size, NONE, dtype=np.int64)
    found = linked(pairs, types, wholes)
    firsts = clustered(size, rank[found.a], rank[found.b], found.scores, judged)
    members = _members(firsts, order)
    groups = making.of(members)
    parents = making.wholes(groups)
    wholes = firsts_of_wholes(members, parents, size)
    if (wholes != NONE).any():
        found = linked(pairs, types, wholes)
        risen = of_one_whole(types, wholes, found.a, found.b) > 0
        again = clustered(size, rank[found.a], rank[found.b], found.scores, judged, (firsts, risen))
        if not np.array_equal(again, firsts):
            groups = making.of(_members(again, order))
            parents = making.wholes(groups)
    return _Grouped(found, groups, parents, wholes)


def _members(firsts: Ints, order: Ints) -> list[list[int]]:
    """The rows of the claims of each event, sorted, from the groups of their ranks."""
    among = np.lexsort((order, firsts))
    starts = np.flatnonzero(np.diff(firsts[among], prepend=NONE))
    rows, cuts = order[among].tolist(), [*starts.tolist(), len(order)]
    return [rows[start:end] for start, end in pairwise(cuts)]


# --- names that are one of a kind in the whole pile


def with_own_names(parts: Sequence[tuple[Sequence[Event], Sequence[str]]]) -> list[dict[str, str]]:
    """For each part the events that need another id, since another part has one of the same name: old id -> new id.

    Args:
        parts: for each part its events, and their names.
    """
    often = Counter(name for _, names in parts for name in names)
    # One with a hash in its id has another name without it.
    return [
        {event.id: f"{event.id}-{mark_of(claim.id for claim in event.claims)}" for event in events if often[event.id] > 1}
        for events, _ in parts
    ]


def renamed(events: Iterable[Event], findings: Iterable[Finding], names: Mapping[str, str]) -> tuple[list[Event], list[Finding]]:
    """Events and findings of a part where some events have another id."""
    if not names:
        return list(events), list(findings)
    called = [
        evolve(e, id=names.get(e.id, e.id), part_of=names.get(e.part_of, e.part_of) if e.part_of else None)
        if e.id in names or e.part_of in names
        else e
        for e in events
    ]
    told = [
        evolve(f, event=names[f.event], id=finding_id(names[f.event], f.field, f.relation)) if f.event in names else f
        for f in findings
    ]
    return called, told
