"""Truth discovery: how reliable each outlet is, and who repeats whom, learned from the pile itself.

The method is AccuSim with copy detection, from X. L. Dong, L. Berti-Equille and D. Srivastava, *Integrating
Conflicting Data: The Role of Source Dependence*, PVLDB 2(1), 2009: outlets that are often right weigh more, an
outlet is right where the weighted vote says so, and two outlets that share values which seem to be false are
likely to depend on each other, so that the second of them adds little. A few rounds settle it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from attrs import field, frozen
from attrs.validators import ge, gt, lt

from claimrec.reconciliation.strategies import Candidate, backed, vote
from claimrec.values import Relation

__all__ = ["Accu", "Learned"]

Pair = frozenset[str]
"""Two outlets."""

CROWD = 40
"""Outlets of one field that are compared with each other."""


def _share(default: float) -> float:
    made: float = field(default=default, validator=[gt(0.0), lt(1.0)])
    return made


@frozen(kw_only=True)
class Accu:
    """A learner: a vote weighed by what the pile shows of each outlet, copied values discounted.

    An outlet is a source's publisher, or the source itself where that is not known. Copies that are plain from the
    text are one witness already; this finds also those who took the number and not the words. It needs outlets that
    report on several events; on a single story it comes down to the vote. Nothing in it is random.

    Args:
        error: how often an outlet of which nothing is known is wrong.
        copied: which share of its values an outlet takes over that depends on another.
        depends: how likely two outlets depend on each other before anything is known.
        falsehoods: how many wrong values a field has to choose from.
        rounds: how often reliability and truth are weighed against each other, at most.

    >>> from claimrec import reconcile
    >>> from claimrec.testing import make_claim, make_source
    >>> def report(outlet, town, day, dead):
    ...     text = f"{outlet}: floods killed {dead} in {town} on {day}."
    ...     source = make_source(text, id=f"{outlet}-{town}", publisher=outlet)
    ...     return make_claim(source, "kill", trigger="killed", place=town, time=day, killed=dead)
    >>> told = {
    ...     ("Oslo", "2025-03-05"): (12, 12, 12, 30, 30),
    ...     ("Bergen", "2025-05-09"): (5, 5, 6, 8, 8),
    ...     ("Lagos", "2025-07-11"): (40, 41, 40, 60, 60),
    ...     ("Lima", "2025-09-20"): (7, 6, 2, 9, 9),
    ... }
    >>> outlets = ("Post", "Times", "Echo", "Blog", "Mirror")
    >>> claims = [report(outlet, *where, n) for where, dead in told.items() for outlet, n in zip(outlets, dead)]
    >>> def dead_in_lima(strategy):
    ...     events = reconcile(claims, strategy=strategy).events
    ...     return next(e.consensus["killed"].value.low for e in events if e.consensus["place"].value.name == "Lima")
    >>> dead_in_lima("vote"), dead_in_lima(Accu())  # Blog and Mirror share what nobody else says
    (9, 7)
    """

    error: float = _share(0.2)
    copied: float = _share(0.8)
    depends: float = _share(0.2)
    falsehoods: int = field(default=10, validator=ge(1))
    rounds: int = field(default=10, validator=ge(1))

    def learn(self, fields: Iterable[Sequence[Candidate]], /) -> Learned:
        """What the fields of a pile teach about its outlets.

        Args:
            fields: the candidates of each field of each event.
        """
        contested = [item for item in map(_read, fields) if len(item.outlets) > 1]
        learned = Learned(self)
        decided: list[int] = []
        for _ in range(self.rounds):
            belief = [_belief(learned, item) for item in contested]
            best = [max(range(len(b)), key=lambda n: (round(b[n], 9), -n)) for b in belief]
            accuracy = self._accuracy(contested, belief)
            dependence = self._dependence(contested, best, accuracy)
            learned = Learned(self, accuracy, dependence)
            if best == decided:
                break
            decided = best
        return learned

    def _accuracy(self, items: Sequence[_Item], belief: Sequence[Sequence[float]]) -> dict[str, float]:
        """Outlet -> the mean belief in what it says, tempered as if it had spoken twice before (piles are small)."""
        said: dict[str, list[float]] = defaultdict(lambda: [1.0 - self.error] * 2)
        for item, beliefs in zip(items, belief, strict=True):
            for n, voices in enumerate(item.voices):
                for name in sorted(voices):
                    said[name].append(beliefs[n])
        return {name: min(0.99, max(0.01, math.fsum(said[name]) / len(said[name]))) for name in sorted(said)}

    def _dependence(self, items: Sequence[_Item], best: Sequence[int], accuracy: Mapping[str, float]) -> dict[Pair, float]:
        """How likely two outlets depend on each other, by Bayes' rule, from what they share and where they differ."""
        odds: dict[Pair, float] = defaultdict(lambda: math.log(self.depends / (1.0 - self.depends)))
        for item, right in zip(items, best, strict=True):
            sole = {name: found[0] for name, found in item.outlets.items() if len(found) == 1}
            for one, two in combinations(sorted(sole)[:CROWD], 2):
                a, b = sole[one], sole[two]
                if a != b and item.compatible[a][b]:
                    continue  # the same in other words is neither shared nor different
                # As if both were wrong as often as the two are on average.
                wrong = 1.0 - (accuracy[one] + accuracy[two]) / 2.0
                odds[frozenset((one, two))] += math.log(self._ratio(wrong, same=a == b, true=a == right))
        return {pair: 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds[pair])))) for pair in odds}

    def _ratio(self, wrong: float, *, same: bool, true: bool) -> float:
        """How much likelier one observation is of two outlets that depend on each other than of two that do not."""
        if not same:
            return 1.0 - self.copied
        once = 1.0 - wrong if true else wrong
        apart = once * once if true else once * once / self.falsehoods
        return (once * self.copied + apart * (1.0 - self.copied)) / apart


@frozen(eq=False)
class Learned:
    """A strategy that has learned: callable like every strategy.

    Args:
        method: how it was learned.
        accuracy: outlet -> how often it is right.
        dependence: two outlets -> how likely one repeats the other.
    """

    method: Accu
    accuracy: Mapping[str, float] = field(factory=dict)
    dependence: Mapping[Pair, float] = field(factory=dict)

    def __call__(self, candidates: Sequence[Candidate]) -> Candidate:
        """The candidate with the most weight behind it; a tie is settled by vote."""
        counts = _counts(self, _read(candidates))
        most = max(round(count, 6) for count in counts)
        return vote([c for c, count in zip(candidates, counts, strict=True) if round(count, 6) == most])


@frozen(eq=False)
class _Item:
    """One field: for each candidate who stands behind it, and how the candidates relate.

    Args:
        voices: for each candidate outlet -> weight of its voice.
        outlets: outlet -> the candidates it stands behind.
        compatible: True where two candidates may both be true.
        values: the candidates themselves.
    """

    voices: tuple[Mapping[str, float], ...]
    outlets: Mapping[str, tuple[int, ...]]
    compatible: tuple[tuple[bool, ...], ...]
    values: Sequence[Candidate]


def _read(candidates: Sequence[Candidate]) -> _Item:
    voices: list[dict[str, float]] = []
    outlets: dict[str, tuple[int, ...]] = {}
    for n, candidate in enumerate(candidates):
        told: dict[str, float] = {}
        for voice in candidate.voices:
            told[voice.outlet] = max(told.get(voice.outlet, 0.0), voice.weight)
        voices.append(told)
        for name in told:
            outlets[name] = (*outlets.get(name, ()), n)
    relations = tuple(tuple(a.value.compare(b.value) is not Relation.DISJOINT for b in candidates) for a in candidates)
    return _Item(tuple(voices), outlets, relations, candidates)


def _belief(learned: Learned, item: _Item) -> list[float]:
    """How likely each candidate is the true value: its weight against all, the values that nobody states included."""
    counts = _counts(learned, item)
    top = max(0.0, *counts)
    unsaid = max(0, learned.method.falsehoods + 1 - len(counts)) * math.exp(-top)
    total = math.fsum(math.exp(count - top) for count in counts) + unsaid
    return [math.exp(count - top) / total for count in counts]


def _counts(learned: Learned, item: _Item) -> list[float]:
    own = [_weight(learned, voices) for voices in item.voices]
    return backed([candidate.value for candidate in item.values], own)


def _weight(learned: Learned, voices: Mapping[str, float]) -> float:
    """The weight behind one value: each outlet by its accuracy, less what it may have taken from one before it."""
    method = learned.method

    def accuracy(name: str) -> float:
        return learned.accuracy.get(name, 1.0 - method.error)

    total = 0.0
    before: list[str] = []
    # The most accurate speaks first, so that what two may share is counted with the better of them.
    for name in sorted(voices, key=lambda name: (-accuracy(name), name)):
        right = accuracy(name)
        own = 1.0
        for other in before[:CROWD]:
            own *= 1.0 - method.copied * learned.dependence.get(frozenset((name, other)), method.depends)
        total += own * voices[name] * math.log(method.falsehoods * right / (1.0 - right))
        before.append(name)
    return total
