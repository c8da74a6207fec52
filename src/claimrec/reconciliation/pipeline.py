"""From claims to an Outcome: identity, witnesses, candidate pairs, events, findings, consensus."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
from attrs import evolve

from claimrec.errors import OptionError, SourceError
from claimrec.model import Claim, Judgement, Outcome, Source
from claimrec.reconciliation.building import columns_of
from claimrec.reconciliation.clustering import cluster_rows
from claimrec.reconciliation.columns import NONE
from claimrec.reconciliation.comparison import findings_of
from claimrec.reconciliation.consensus import strategy_named
from claimrec.reconciliation.events import events_of, whole_of_claims
from claimrec.reconciliation.identity import identify
from claimrec.reconciliation.independence import origins
from claimrec.reconciliation.matching import Linked, Matches, PairScores, linked, weighed_pairs
from claimrec.reconciliation.own_features import PairFeature, own_features
from claimrec.reconciliation.statements import statements_of
from claimrec.reconciliation.strategies import Learner, Strategy, vote
from claimrec.reconciliation.tolls import dead_among_hurt

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
    features: PairFeature | Iterable[PairFeature] = (),
    min_confidence: float = 0.0,
    strategy: Strategy | Learner | str = vote,
    sources: Iterable[Source] = (),
) -> Outcome:
    """Group claims into events and say for every shared field how the sources stand to each other.

    Args:
        claims: claims of any number of sources, in any order; a claim given twice counts once.
        judgements: pairs of claims of which a person decided that they are of one event, or of two.
        features: functions of two claims whose weights are added to those of the built-in features.
        min_confidence: findings below this are left out (0 to 1).
        strategy: how a consensus is chosen: ``"vote"``, ``"latest"``, ``"conservative"``, ``"accu"``, a callable or a learner.
        sources: everything that was read, so that the outcome also lists those in which no claim was found.

    Raises:
        OptionError: something given is no claim or no source, ``min_confidence`` is not between 0 and 1, or a feature fails.
        SourceError: two different sources have one id.

    >>> reconcile_claims([]).events
    ()
    """
    if not 0.0 <= min_confidence <= 1.0:
        raise OptionError(f"min_confidence must be between 0 and 1, not {min_confidence!r}", value=min_confidence)
    chosen = strategy_named(strategy)
    own = own_features(features)
    decided = tuple(sorted(judgements, key=lambda j: (j.a, j.b, j.same)))
    known: dict[str, Source] = {}
    for source in sources:
        if not isinstance(source, Source):
            raise OptionError(
                f"sources must be Source objects, not {type(source).__name__}; make them with Source(…)", value=source
            )
        _add_source(known, source)
    given = _in_order(claims, known)
    identity = identify(given)
    told = [identity.rename(claim) for claim in given]
    witness = origins(told)
    columns = columns_of(told, identity, witness)
    row = {claim.id: n for n, claim in enumerate(told)}
    weighed = weighed_pairs(columns, own)
    pairs = linked(columns, weighed)
    wholes = whole_of_claims(_groups(pairs, row, decided), told, witness)
    if (wholes != NONE).any():
        # The parts of a happening that a first grouping has put together are weighed once more, in that light.
        columns = evolve(columns, whole=wholes)
        pairs = linked(columns, weighed)
    groups = [[told[n] for n in group] for group in _groups(pairs, row, decided)]
    fatal = dead_among_hurt(told)
    stated = {group[0].id: statements_of(group, witness, fatal) for group in groups}
    events = events_of(groups, witness, chosen, stated)
    scores = PairScores(row, pairs)
    findings = [f for f in findings_of(events, told, witness, scores, stated) if f.confidence >= min_confidence]
    told_of = tuple(known[name] for name in sorted(known))
    witness = {source.id: witness.get(source.id, source.id) for source in told_of}
    return Outcome(told_of, witness, tuple(told), Matches(columns, pairs, own), events, tuple(findings), decided)


def _groups(pairs: Linked, row: Mapping[str, int], decided: Sequence[Judgement]) -> list[list[int]]:
    """Rows of the claims of each event, sorted; the groups in the order of their least claim ids, by which ties are settled."""
    ids = sorted(row)
    rows = np.array([row[name] for name in ids], dtype=np.int64)
    rank = np.empty(len(rows), dtype=np.int64)
    rank[rows] = np.arange(len(rows))
    judged = [(int(rank[row[j.a]]), int(rank[row[j.b]]), j) for j in decided if j.a in row and j.b in row]
    groups = cluster_rows(len(ids), rank[pairs.a], rank[pairs.b], pairs.scores, judged)
    return [sorted(rows[group].tolist()) for group in groups]


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
