"""From claims to an Outcome: identity, witnesses, candidate pairs, events, findings, consensus."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Self

import numpy as np
from attrs import evolve, frozen

from claimrec.errors import OptionError, SourceError
from claimrec.model import Claim, Event, Finding, Judgement, Outcome, Source
from claimrec.model.built import Built
from claimrec.reconciliation.building import columns_of, framed
from claimrec.reconciliation.comparison import shared_surnames
from claimrec.reconciliation.consensus import strategy_named
from claimrec.reconciliation.division import PART, Part, parts_of, ties_of_persons
from claimrec.reconciliation.identity import Identity, identify
from claimrec.reconciliation.independence import origins
from claimrec.reconciliation.judging import Pile, judge, renamed, with_own_names
from claimrec.reconciliation.matching import Linked, Matches, weighed_pairs
from claimrec.reconciliation.own_features import OwnFeature, PairFeature, own_features
from claimrec.reconciliation.ragged import NONE, Ints
from claimrec.reconciliation.reading import Reading, read, runs_of, words_of
from claimrec.reconciliation.sentences import Words
from claimrec.reconciliation.strategies import Learner, Strategy, vote
from claimrec.reconciliation.tolls import the_dead
from claimrec.reconciliation.workers import beside, shared_work

__all__ = ["Asked", "Ready", "matches_of", "outcome_of", "prepared", "reconcile_claims", "without_collector"]


@contextmanager
def without_collector() -> Iterator[None]:
    """Records hold no circles, and looking for some among millions of them again and again takes a quarter of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # What was made stays: it is put among what is old, so that it is not looked through at once.
            gc.freeze()
            gc.unfreeze()
        gc.enable()


@without_collector()
def reconcile_claims(
    claims: Iterable[Claim],
    *,
    judgements: Iterable[Judgement] = (),
    features: PairFeature | Iterable[PairFeature] = (),
    min_confidence: float = 0.0,
    strategy: Strategy | Learner | str = vote,
    sources: Iterable[Source] = (),
    n_process: int = 1,
) -> Outcome:
    """Group claims into events and say for every shared field how the sources stand to each other.

    Args:
        claims: claims of any number of sources, in any order; a claim given twice counts once.
        judgements: pairs of claims of which a person decided that they are of one event, or of two.
        features: functions of two claims whose weights are added to those of the built-in features.
        min_confidence: findings below this are left out (0 to 1).
        strategy: how a consensus is chosen: ``"vote"``, ``"latest"``, ``"conservative"``, ``"accu"``, a callable or a learner.
        sources: everything that was read, so that the outcome also lists those in which no claim was found.
        n_process: processes that work on a large pile; the outcome does not depend on it.

    Raises:
        OptionError: something given is no claim or no source, ``min_confidence`` is not between 0 and 1, or a feature fails.
        SourceError: two different sources have one id.

    >>> reconcile_claims([]).events
    ()
    """
    asked = Asked.of(judgements, min_confidence, strategy, features)
    known: dict[str, Source] = {}
    for source in sources:
        if not isinstance(source, Source):
            raise OptionError(
                f"sources must be Source objects, not {type(source).__name__}; make them with Source(…)", value=source
            )
        _add_source(known, source)
    given = _given(claims, known)
    reading, words = read(given)
    ready = prepared(reading, words, known, asked, partial(_renamed, given), keep=True, n_process=n_process)
    row = {claim.id: n for n, claim in enumerate(ready.claims)}
    judged = list(
        shared_work(
            partial(judge, ready.pile),
            ready.parts,
            n_process,
            known=lambda thing: row[thing.id] if isinstance(thing, Claim) else None,
            recall=ready.claims.__getitem__,
        )
    )
    names = with_own_names([(part.events, part.names) for part in judged])
    shown = [renamed(part.events, part.findings, new) for part, new in zip(judged, names, strict=True)]
    events = sorted((event for called, _ in shown for event in called), key=lambda e: e.id)
    findings = sorted((f for _, found in shown for f in found), key=lambda f: (f.event, f.field, f.relation, f.id))
    matches = matches_of(ready, asked, [(found.pairs, found.wholes) for found in judged])
    return outcome_of(ready, known, asked, events, findings, matches)


@frozen(eq=False)
class Asked:
    """How a pile is to be reconciled.

    Args:
        judgements: what a person decided, in a stable order.
        least: findings below this confidence are left out.
        strategy: how a consensus is chosen.
        features: the user's features.
    """

    judgements: tuple[Judgement, ...]
    least: float
    strategy: Strategy | Learner
    features: tuple[OwnFeature, ...]

    @classmethod
    def of(
        cls,
        judgements: Iterable[Judgement],
        min_confidence: float,
        strategy: Strategy | Learner | str,
        features: PairFeature | Iterable[PairFeature] = (),
    ) -> Self:
        """What was asked for, made sure of.

        Raises:
            OptionError: ``min_confidence`` is not between 0 and 1, or no strategy has that name.
        """
        if not 0.0 <= min_confidence <= 1.0:
            raise OptionError(f"min_confidence must be between 0 and 1, not {min_confidence!r}", value=min_confidence)
        decided = tuple(sorted(judgements, key=lambda j: (j.a, j.b, j.same)))
        return cls(decided, min_confidence, strategy_named(strategy), own_features(features))


@frozen(eq=False)
class Ready:
    """A pile before its parts are judged.

    Args:
        claims: the claims with decided entity ids, in their stable order; made when asked for where they are not kept.
        pile: all that its parts need to know.
        parts: its parts, until they are judged.
    """

    claims: Sequence[Claim]
    pile: Pile
    parts: list[Part]


def prepared(
    reading: Reading,
    words: Iterable[Words],
    known: Mapping[str, Source],
    asked: Asked,
    given: Callable[[Reading, Identity], Callable[[Ints], list[Claim]]],
    *,
    keep: bool,
    n_process: int,
) -> Ready:
    """Everything that is done to a pile as a whole: who is who, who copies whom, which pairs are worth comparing.

    Args:
        reading: what was read of the claims.
        words: the words of their sentences, batch by batch, which others may still be reading.
        known: the sources by id.
        asked: how to reconcile.
        given: what makes the claims of some rows, with decided entity ids.
        keep: True keeps the claims with their decided ids in memory; else they are made anew for each part.
        n_process: processes that weigh pairs.
    """
    reading = evolve(reading, sources=[known[source.id] for source in reading.sources])
    # Who is who needs no words, so that others have time to read them.
    identity = identify(reading)
    parts = list(words)
    size = len(reading)
    # What is told of sources and persons is told beside the columns; a small pile is not worth a process of its own.
    with beside(partial(_around, reading, identity, parts), n_process if size > PART else 1) as around:
        frame = framed(reading, identity)
        anew = given(reading, identity)
        everything = np.arange(size, dtype=np.int64)
        told: Sequence[Claim] = tuple(anew(everything)) if keep else Built(size, lambda: anew(everything))
        row = {name: n for n, name in enumerate(reading.ids)} if asked.judgements else {}
        columns = columns_of(told, frame, words_of(reading, parts), lambda: around()[0])
        witness, dead, namesakes = around()
    parts.clear()
    pile = Pile(
        columns=columns,
        claims=(lambda rows: [told[n] for n in rows.tolist()]) if keep else anew,
        origins=witness,
        strategy=asked.strategy,
        least=asked.least,
        decided=[(row[j.a], row[j.b], j) for j in asked.judgements if j.a in row and j.b in row],
        dead=dead,
        namesakes=namesakes,
    )
    return Ready(told, pile, _divided(pile, reading, identity, asked.features, n_process))


def _around(
    reading: Reading, identity: Identity, parts: Sequence[Words]
) -> tuple[Mapping[str, str], frozenset[str], frozenset[str]]:
    """Which source repeats which, whose death is told, and which last names several persons bear."""
    witness = origins(reading.sources, runs_of(reading, parts))
    return witness, the_dead(reading, identity), shared_surnames(identity.names)


def _renamed(given: Sequence[Claim], reading: Reading, identity: Identity) -> Callable[[Ints], list[Claim]]:
    position = reading.position
    return lambda rows: [identity.rename(given[n]) for n in position[rows].tolist()]


def outcome_of(
    ready: Ready,
    known: Mapping[str, Source],
    asked: Asked,
    events: Sequence[Event],
    findings: Sequence[Finding],
    matches: Matches,
) -> Outcome:
    """What was found, put together.

    Args:
        ready: the pile.
        known: the sources by id.
        asked: how it was reconciled.
        events: the events, in a stable order.
        findings: the findings, in a stable order.
        matches: the pairs that matter.
    """
    told_of = tuple(known[name] for name in sorted(known))
    witness = {source.id: ready.pile.origins.get(source.id, source.id) for source in told_of}
    return Outcome(told_of, witness, ready.claims, matches, events, findings, asked.judgements)


def _divided(pile: Pile, reading: Reading, identity: Identity, features: Sequence[OwnFeature], n_process: int) -> list[Part]:
    """The parts of a pile: a strategy that learns from all of it needs it in one."""
    weighed = weighed_pairs(pile.columns, n_process, features)
    if isinstance(pile.strategy, Learner) or len(pile.columns) <= PART:
        return parts_of(pile.columns, weighed, size=len(pile.columns))
    judged = [pair[:2] for pair in pile.decided]
    return parts_of(pile.columns, weighed, judged, ties_of_persons(reading, identity), size=PART)


def matches_of(ready: Ready, asked: Asked, linked: Sequence[tuple[Linked, Ints]]) -> Matches:
    """The pairs that matter in all parts; the pairs of the parts, which are not needed any more, are let go of.

    Args:
        ready: the pile.
        asked: how it was reconciled.
        linked: for each part the pairs that matter, and the larger happenings of its claims.
    """
    columns = ready.pile.columns
    wholes = np.full(len(columns), NONE, dtype=np.int64)
    for part, (_, found) in zip(ready.parts, linked, strict=True):
        wholes[part.rows] = found
    ready.parts.clear()
    a, b, scores = (np.concatenate([getattr(pairs, name) for pairs, _ in linked]) for name in ("a", "b", "scores"))
    own = np.concatenate([pairs.own for pairs, _ in linked], axis=1)
    return Matches(evolve(columns, whole=wholes), Linked(a, b, scores, own), asked.features)


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


def _given(claims: Iterable[Claim], known: dict[str, Source]) -> list[Claim]:
    """The claims; their sources are added to those known.

    Raises:
        OptionError: something is no claim.
        SourceError: two different sources have one id.
    """
    made = list(claims)
    for claim in made:
        if not isinstance(claim, Claim):
            raise OptionError(
                f"claims must be Claim objects, not {type(claim).__name__}; make them with extract or Claim.from_dict",
                value=claim,
            )
        _add_source(known, claim.source)
    return made
