"""From claims to an Outcome: identity, witnesses, candidate pairs, events, findings, consensus."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import numpy as np
from attrs import evolve

from claimrec.errors import OptionError, SourceError
from claimrec.model import Claim, Judgement, Outcome, Source
from claimrec.reconciliation.building import columns_of
from claimrec.reconciliation.columns import NONE, Columns
from claimrec.reconciliation.comparison import shared_surnames
from claimrec.reconciliation.consensus import strategy_named
from claimrec.reconciliation.division import PART, Part, parts_of, ties_of_persons
from claimrec.reconciliation.identity import Identity, identify
from claimrec.reconciliation.independence import origins
from claimrec.reconciliation.judging import Judged, Pile, judge, renamed, with_own_names
from claimrec.reconciliation.matching import Linked, Matches, weighed_pairs
from claimrec.reconciliation.reading import Reading, joined, read
from claimrec.reconciliation.strategies import Learner, Strategy, vote
from claimrec.reconciliation.tolls import the_dead
from claimrec.reconciliation.workers import shared_work

__all__ = ["reconcile_claims"]


@contextmanager
def _without_collector() -> Iterator[None]:
    """Records hold no circles, and looking for some among millions of them again and again takes a quarter of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_without_collector()
def reconcile_claims(
    claims: Iterable[Claim],
    *,
    judgements: Iterable[Judgement] = (),
    min_confidence: float = 0.0,
    strategy: Strategy | Learner | str = vote,
    sources: Iterable[Source] = (),
    n_process: int = 1,
) -> Outcome:
    """Group claims into events and say for every shared field how the sources stand to each other.

    Args:
        claims: claims of any number of sources, in any order; a claim given twice counts once.
        judgements: pairs of claims of which a person decided that they are of one event, or of two.
        min_confidence: findings below this are left out (0 to 1).
        strategy: how a consensus is chosen: ``"vote"``, ``"latest"``, ``"conservative"``, ``"accu"``, a callable or a learner.
        sources: everything that was read, so that the outcome also lists those in which no claim was found.
        n_process: processes that work on a large pile; the outcome does not depend on it.

    Raises:
        OptionError: something given is no claim or no source, or ``min_confidence`` is not between 0 and 1.
        SourceError: two different sources have one id.

    >>> reconcile_claims([]).events
    ()
    """
    if not 0.0 <= min_confidence <= 1.0:
        raise OptionError(f"min_confidence must be between 0 and 1, not {min_confidence!r}", value=min_confidence)
    chosen = strategy_named(strategy)
    decided = tuple(sorted(judgements, key=lambda j: (j.a, j.b, j.same)))
    known: dict[str, Source] = {}
    for source in sources:
        if not isinstance(source, Source):
            raise OptionError(
                f"sources must be Source objects, not {type(source).__name__}; make them with Source(…)", value=source
            )
        _add_source(known, source)
    given = _in_order(claims, known)
    reading = joined([read(given)])
    identity, witness = identify(reading), origins(reading)
    told = tuple(identity.rename(claim) for claim in given)
    columns = columns_of(told, reading, identity, witness)
    row = {claim.id: n for n, claim in enumerate(told)}
    pile = Pile(
        columns=columns,
        claims=lambda rows: [told[n] for n in rows.tolist()],
        origins=witness,
        strategy=chosen,
        least=min_confidence,
        decided=[(row[j.a], row[j.b], j) for j in decided if j.a in row and j.b in row],
        dead=the_dead(reading, identity),
        namesakes=shared_surnames(identity.names),
    )
    parts = divided(pile, reading, identity)
    judged = list(
        shared_work(
            partial(judge, pile),
            parts,
            n_process,
            known=lambda thing: row[thing.id] if isinstance(thing, Claim) else None,
            recall=told.__getitem__,
        )
    )
    names = with_own_names([part.events for part in judged])
    shown = [renamed(part.events, part.findings, new) for part, new in zip(judged, names, strict=True)]
    events = sorted((event for called, _ in shown for event in called), key=lambda e: e.id)
    findings = sorted((f for _, found in shown for f in found), key=lambda f: (f.event, f.field, f.relation, f.id))
    told_of = tuple(known[name] for name in sorted(known))
    witness = {source.id: witness.get(source.id, source.id) for source in told_of}
    return Outcome(told_of, witness, told, _matches(columns, parts, judged), events, findings, decided)


def divided(pile: Pile, reading: Reading, identity: Identity) -> list[Part]:
    """The parts of a pile: a strategy that learns from all of it needs it in one."""
    weighed = weighed_pairs(pile.columns)
    if isinstance(pile.strategy, Learner) or len(pile.columns) <= PART:
        return parts_of(pile.columns, weighed, size=len(pile.columns))
    return parts_of(pile.columns, weighed, [pair[:2] for pair in pile.decided], ties_of_persons(reading, identity))


def _matches(columns: Columns, parts: Sequence[Part], judged: Sequence[Judged]) -> Matches:
    wholes = np.full(len(columns), NONE, dtype=np.int64)
    for part, found in zip(parts, judged, strict=True):
        wholes[part.rows] = found.wholes
    a, b, scores = (np.concatenate([getattr(found.pairs, name) for found in judged]) for name in ("a", "b", "scores"))
    return Matches(evolve(columns, whole=wholes), Linked(a, b, scores))


def _position(claim: Claim) -> tuple[str, int, str]:
    return (claim.source.id, claim.trigger.start, claim.id)


def _add_source(known: dict[str, Source], source: Source) -> None:
    """Note a source by its id.

    Raises:
        SourceError: another source has that id.
    """
    other = known.setdefault(source.id, source)
    if other is not source and other != source:
        raise SourceError(
            f"a source's id must be its own: {source.id!r} stands for two sources; give one of them another id",
            value=source.id,
        )
    if source.agency and not other.agency:
        known[source.id] = source  # what was read tells of the agency, what was given does not


def _in_order(claims: Iterable[Claim], known: dict[str, Source]) -> Sequence[Claim]:
    """The claims in their stable order, each once; their sources are added to those known.

    Raises:
        OptionError: something is no claim.
        SourceError: two different sources have one id.
    """
    seen: dict[str, Claim] = {}
    for claim in claims:
        if not isinstance(claim, Claim):
            raise OptionError(
                f"claims must be Claim objects, not {type(claim).__name__}; make them with extract or Claim.from_dict",
                value=claim,
            )
        _add_source(known, claim.source)
        seen.setdefault(claim.id, claim)
    return sorted(seen.values(), key=_position)
