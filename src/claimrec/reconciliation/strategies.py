"""Strategies: which of the stated values stands as the consensus of a field.

A strategy is a callable from the candidates of one field to the chosen one. A learner sees the fields of the
whole pile first and gives back such a callable. Neither changes a finding: the disagreement stays in view.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol, runtime_checkable

from attrs import frozen

from claimrec.errors import OptionError
from claimrec.model import Source
from claimrec.reconciliation.statements import Statement
from claimrec.values import Quantity, Relation, Value

__all__ = ["Candidate", "Learner", "Strategy", "Voice", "backed", "conservative", "latest", "size", "trusted", "vote"]


@frozen
class Voice:
    """One witness behind a value: a source with all that repeat its text.

    Args:
        witness: id of the source whose text the others repeat.
        sources: the sources behind this value that are of this witness, by id.
        weight: 1 where the value is stated; less where it comes from context, or is told as planned or possible.
    """

    witness: str
    sources: tuple[Source, ...]
    weight: float

    @property
    def outlet(self) -> str:
        """The publisher of the witness, or its id where that is not known or not among the sources."""
        return next((s.publisher for s in self.sources if s.id == self.witness and s.publisher), self.witness)


@frozen(eq=False)
class Candidate:
    """One distinct value of a field and who stands behind it.

    Args:
        value: the value.
        own: independent sources that state this very value, counted as 1 each, less where only from context.
        support: the same with a share of the voices for wider and narrower values.
        published: the last day on which it was stated ("" where unknown).
        exactness: larger is more specific.
        order: where the value stands among all, to settle ties the same way every time.
        told: what states it, and with which weight each witness does.
    """

    value: Value
    own: float
    support: float
    published: str
    exactness: float
    order: int
    told: tuple[Sequence[Statement], Mapping[str, float]] = ((), {})

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The witnesses behind it, by id."""
        statements, weights = self.told
        made = []
        for name in sorted(weights):
            found = {s.source: s.claim.source for s in statements if s.witness == name}
            made.append(Voice(name, tuple(found[source] for source in sorted(found)), weights[name]))
        return tuple(made)


Strategy = Callable[[Sequence[Candidate]], Candidate]
"""Chooses one of the candidates of a field; there is at least one."""


@runtime_checkable
class Learner(Protocol):
    """A strategy that has to see the whole pile before it can choose."""

    def learn(self, fields: Iterable[Sequence[Candidate]], /) -> Strategy:
        """The strategy that the candidates of all fields of all events teach."""
        ...


def vote(candidates: Sequence[Candidate]) -> Candidate:
    """Most independent sources; a tie goes to the more specific, then the later, then the lower value."""
    return max(candidates, key=lambda c: (round(c.support, 6), *_ties(c)))


def latest(candidates: Sequence[Candidate]) -> Candidate:
    """What was stated last; a tie is settled by vote."""
    last = max(c.published for c in candidates)
    return vote([c for c in candidates if c.published == last])


def conservative(candidates: Sequence[Candidate]) -> Candidate:
    """The lowest figure that somebody states (ACLED's rule); for what is no figure, the vote."""
    figures = [c for c in candidates if isinstance(c.value, Quantity)]
    return min(figures, key=lambda c: (size(c.value), -c.support, c.order)) if figures else vote(candidates)


def trusted(weights: Mapping[str, float], *, default: float = 1.0) -> Strategy:
    """A vote in which each source counts as much as you trust it.

    Args:
        weights: id or publisher of a source -> its weight, 0 or more; an id goes before a publisher. Of a report and
            its copies, which are one witness, the most trusted counts.
        default: the weight of every other source. With 0, others are heard only where none of yours speaks.

    Raises:
        OptionError: a weight is negative or no number.

    >>> from claimrec import reconcile
    >>> from claimrec.testing import make_claim, make_source
    >>> def report(id, dead):
    ...     source = make_source(f"The {id} counts {dead} killed by floods in Oslo.", id=id)
    ...     return make_claim(source, "kill", trigger="killed", place="Oslo", killed=dead)
    >>> claims = [report("agency", 12), report("blog", 15), report("forum", 15)]
    >>> for strategy in ("vote", trusted({"agency": 3})):
    ...     reconcile(claims, strategy=strategy).events[0].consensus["killed"].value.low
    15
    12
    """
    for name, weight in {**weights, "default": default}.items():
        if not isinstance(weight, int | float) or not math.isfinite(weight) or weight < 0:
            raise OptionError(f"a source's weight must be a number of 0 or more, not {weight!r} for {name!r}", value=weight)
    return partial(_by_trust, {name: float(weight) for name, weight in weights.items()}, float(default))


def _by_trust(weights: Mapping[str, float], default: float, candidates: Sequence[Candidate]) -> Candidate:
    def trust(source: Source) -> float:
        return weights.get(source.id, weights.get(source.publisher or "", default))

    own = [sum(voice.weight * max(map(trust, voice.sources)) for voice in c.voices) for c in candidates]
    support = {c.order: total for c, total in zip(candidates, backed([c.value for c in candidates], own), strict=True)}
    # Where only sources of no weight speak, they are better than nothing: the plain vote among them.
    return max(candidates, key=lambda c: (round(support[c.order], 6), round(c.support, 6), *_ties(c)))


def _ties(c: Candidate) -> tuple[float, str, float, int]:
    return (c.exactness, c.published, -size(c.value), -c.order)


SHARE: Mapping[Relation, float] = {Relation.NARROWER: 0.5, Relation.OVERLAP: 0.25, Relation.BROADER: 0.25}
"""How far a voice for another value stands behind this one, by the relation of this one to the other."""


def backed(values: Sequence[Value], own: Sequence[float]) -> list[float]:
    """For each value its own voices and a share of those for wider and narrower ones.

    Who says it less exactly stands behind it by half, who says it more exactly by a quarter: the exact value that
    many leave room for goes before the vague one that contains everything.
    """
    shares = [[0.0] * len(values) for _ in values]
    for n, value in enumerate(values):
        for m in range(n):
            relation = value.compare(values[m])
            shares[n][m], shares[m][n] = SHARE.get(relation, 0.0), SHARE.get(relation.inverse, 0.0)
    return [
        told + sum([share * voices for share, voices in zip(row, own, strict=True)]) if any(row) else told
        for row, told in zip(shares, own, strict=True)
    ]


def size(value: Value) -> float:
    """A figure's number, its lower bound where it has one; 0 for what is no figure."""
    if not isinstance(value, Quantity):
        return 0.0
    low, high = value.bounds
    return low if math.isfinite(low) else (high if math.isfinite(high) else 0.0)
