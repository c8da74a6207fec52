"""What most independent sources say of a field, with the extremes beside it; never instead of the disagreement."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from claimrec.errors import OptionError
from claimrec.lexicon.countries import country_named
from claimrec.model import Consensus
from claimrec.reconciliation.statements import QUANTITY, Statement, one_value
from claimrec.reconciliation.strategies import Candidate, Learner, Strategy, backed, conservative, latest, vote
from claimrec.reconciliation.tolls import is_mention
from claimrec.reconciliation.truth import Accu
from claimrec.values import Entity, Office, Place, Quantity, Relation, TimeSpan, Value
from claimrec.values.record import records_of

__all__ = [
    "STRATEGIES",
    "agree_on",
    "agreed_on",
    "candidates_of",
    "exactness",
    "grouped",
    "is_adrift",
    "same_value",
    "strategy_named",
    "weight",
]

STRATEGIES: Mapping[str, Strategy | Learner] = {
    "vote": vote,
    "latest": latest,
    "conservative": conservative,
    "accu": Accu(),
}
"""The strategies that can be asked for by name."""


def strategy_named(strategy: Strategy | Learner | str) -> Strategy | Learner:
    """The strategy of that name, or the callable or learner itself.

    >>> strategy_named("latest") is latest
    True

    Raises:
        OptionError: no strategy has that name.
    """
    if not isinstance(strategy, str):
        if callable(strategy) or isinstance(strategy, Learner):
            return strategy
    elif strategy in STRATEGIES:
        return STRATEGIES[strategy]
    raise OptionError(
        f"a strategy must be a callable, a learner or one of {', '.join(sorted(STRATEGIES))}, not {strategy!r}", value=strategy
    )


def exactness(value: Value) -> float:
    """How specific a value is: larger leaves fewer possibilities open. Only values of one kind are comparable."""
    if isinstance(value, Entity):
        return float(min(4, len(value.name.split())))
    if isinstance(value, Quantity):
        low, high = value.bounds
        return -math.log1p(high - low) if math.isfinite(high - low) else -100.0
    if isinstance(value, TimeSpan):
        grain = ("time", "day", "week", "range", "month", "quarter", "season", "year", "decade").index(value.granularity)
        # The day is what a reader asks for; a clock time does not outrank it.
        return (0.0 if value.start is not None else -20.0) - max(1, grain)
    if isinstance(value, Place):
        return float(("country", "region", "area", "city", "street", "site").index(value.level or "area")) - 0.5 * value.near
    if isinstance(value, Office):
        return float((value.body is not None) + (value.country is not None))
    return 0.0


def ordering(value: Value) -> tuple[float, str]:
    """A stable order of the values of one field: by size or time, then by their words."""
    if isinstance(value, TimeSpan):
        start = value.start.isoformat() if value.start else "~"
        end = value.end.isoformat() if value.end else "~"
        return (0.0, f"{start}/{end}/{value.partial}/{value.weekday}/{value.text}")
    if isinstance(value, Quantity):
        low, high = value.bounds
        return (low if math.isfinite(low) else high, f"{high}/{value.text}")
    name = getattr(value, "name", None) or getattr(value, "title", "") or getattr(value, "text", "")
    return (-exactness(value), f"{name}/{getattr(value, 'within', '')}/{getattr(value, 'text', '')}")


SITES = (None, "site", "street", "area")
"""Levels of places that mean little without the city around them."""


def is_adrift(place: Place) -> bool:
    """True for a place that does not say in which city or country it is.

    >>> is_adrift(Place("hospital", level="site")), is_adrift(Place("Oslo", ["Norway"], level="city"))
    (True, False)
    """
    if place.level not in SITES:
        return False
    return not place.within or country_named(place.within[-1]) is None


def candidates_of(statements: Sequence[Statement]) -> list[Candidate]:
    """The distinct values of one field, in a stable order, with who stands behind each."""
    return _weighed(grouped(statements))


def _weighed(groups: Sequence[Sequence[Statement]]) -> list[Candidate]:
    values = [group[0].value for group in groups]
    told = [voices(group) for group in groups]
    own = [_total(best) for best in told]
    support = backed(values, own)
    made = []
    for n, group in enumerate(groups):
        days = [s.claim.source.published.isoformat() for s in group if s.claim.source.published]
        made.append(Candidate(values[n], own[n], support[n], max(days, default=""), exactness(values[n]), n, (group, told[n])))
    return made


def agree_on(statements: Sequence[Statement], strategy: Strategy) -> Consensus:
    """The consensus of one field, of which somebody states a value."""
    return agreed_on([statements], strategy)[0]


def agreed_on(fields: Sequence[Sequence[Statement]], strategy: Strategy) -> list[Consensus]:
    """The same for many fields at a time: of most of them all state the very same value."""
    disputed: dict[int, list[list[Statement]]] = {}
    values, support, sure = [], list[tuple[str, ...]](), []
    for n, told in enumerate(fields):
        first = told[0]
        value = first.value
        if len(told) == 1:
            support.append((first.source,))
            sure.append(ALONE)
        else:
            if not _undisputed(told):
                groups = grouped(told)
                value = groups[0][0].value
                if len(groups) > 1:
                    disputed[n] = groups
            support.append(tuple(sorted({s.source for s in told})))
            sure.append(_confidence_of(told))
        values.append(value)
    made = records_of(Consensus, values, values, values, support, sure)
    for n, groups in disputed.items():
        made[n] = _chosen(groups, fields[n], strategy)
    return made


def _chosen(groups: Sequence[Sequence[Statement]], statements: Sequence[Statement], strategy: Strategy) -> Consensus:
    """The consensus where several values are stated."""
    candidates = _weighed(groups)
    chosen = strategy(candidates)
    backing = [s for c in candidates if c is chosen or chosen.value.compare(c.value).compatible for s in c.told[0]]
    everyone = {s.witness for s in statements}
    behind = {s.witness for s in backing}
    values = sorted((c.value for c in candidates), key=ordering)
    confidence = _confidence(len(behind), len(everyone))
    return Consensus(chosen.value, values[0], values[-1], tuple(sorted({s.source for s in backing})), confidence)


def _confidence_of(undisputed: Sequence[Statement]) -> float:
    number = len({s.witness for s in undisputed})
    return _confidence(number, number)


ALONE = 0.375
"""Confidence in what one witness says: half the tempered share of all."""


@cache
def _confidence(behind: int, everyone: int) -> float:
    """Confidence in a value that so many of all witnesses stand behind."""
    # Two voices are few: the share is tempered as if two more had said nothing (Laplace).
    return round((behind + 0.5) / (everyone + 1.0) * (1.0 - 0.5**behind), 3)


def weight(statements: Sequence[Statement]) -> float:
    """Independent sources behind statements; one that has the value from context only counts half."""
    return _total(voices(statements))


def _total(best: Mapping[str, float]) -> float:
    return sum([best[name] for name in sorted(best)])


def voices(statements: Sequence[Statement]) -> dict[str, float]:
    """Witness -> the weight of its voice: 1 where it states the value, less where it has it from context."""
    best: dict[str, float] = {}
    for s in statements:
        voice = (0.5 if s.inferred else 1.0) * (1.0 if s.asserted else 0.6)
        if isinstance(s.value, Place) and is_adrift(s.value):
            voice *= 0.2  # "the hospital", "Main Street": of which town nobody says
        elif s.kind is QUANTITY and is_mention(s):
            voice *= 0.6  # "a man was killed" leaves open whether others were
        best[s.witness] = max(best.get(s.witness, 0.0), voice)
    return best


def grouped(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements by distinct value, in a stable order; values that are equal as sets are one.

    The first statement of a group shows its value best: stated rather than from context, the fullest words.
    """
    if len(statements) < 2:
        return [list(statements)] if statements else []
    if _undisputed(statements):
        return [_shown_best_first(statements)]
    groups: list[list[Statement]] = []
    for told in _by_value(statements):
        for group in groups:
            if same_value(group[0].value, told[0].value):
                group += told
                break
        else:
            groups.append(told)
    return [_shown_best_first(group) for group in groups]


def _by_value(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements of each value object, in a stable order; those of a value that is not like itself one by one."""
    told: dict[int, list[Statement]] = {}
    for s in statements:
        told.setdefault(id(s.value), []).append(s)
    made = [
        said for same in told.values() for said in ([same] if same_value(same[0].value, same[0].value) else [[s] for s in same])
    ]
    place = [ordering(said[0].value) for said in made]
    # Of values that show alike, the one that is told first comes first.
    first = [min(_telling(s) for s in said) for said in made] if len(set(place)) < len(place) else place
    return [made[n] for n in sorted(range(len(made)), key=lambda n: (place[n], first[n]))]


def _telling(s: Statement) -> tuple[str, int, str]:
    return (s.source, s.claim.trigger.start, s.claim.id)


def _undisputed(statements: Sequence[Statement]) -> bool:
    """True where all state the very same value, and that is like itself."""
    return one_value(statements) and same_value(statements[0].value, statements[0].value)


def _shown_best_first(group: Sequence[Statement]) -> list[Statement]:
    if len(group) < 2:
        return list(group)
    return sorted(group, key=lambda s: (s.inferred, s.source, s.claim.trigger.start, s.claim.id))


def same_value(a: Value, b: Value) -> bool:
    """Equal as sets of possibilities; entities with one decided id are equal whatever they are called."""
    if isinstance(a, Entity):
        if a is b:
            return True
        if isinstance(b, Entity) and a.id and b.id:
            return a.id == b.id
    return a.compare(b) is Relation.EQUAL
