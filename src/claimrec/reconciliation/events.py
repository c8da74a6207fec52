"""Groups of claims become events: type, readable id, larger happening, consensus."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

import numpy as np

from claimrec.model import Claim, Consensus, Event, slug
from claimrec.reconciliation.consensus import agree_on, agreed_on, candidates_of, is_adrift
from claimrec.reconciliation.killers import with_the_killers
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.naming import ACTING, acting_country, is_named
from claimrec.reconciliation.parts import Group, Groups, children_of, roots
from claimrec.reconciliation.ragged import NONE, Ints
from claimrec.reconciliation.statements import QUANTITY, TIME, Statement
from claimrec.reconciliation.strategies import Learner, Strategy
from claimrec.reconciliation.survivors import THE_HURT, survivors, the_injured
from claimrec.reconciliation.tolls import is_toll, told_tolls
from claimrec.reconciliation.towns import Towns
from claimrec.values import Entity, Place, TimeSpan, Value
from claimrec.values.record import records_of

__all__ = ["events_of", "firsts_of_wholes", "mark_of", "whole_of_claims"]

UNTOLD = frozenset({"speaker", "authority", "happened"})
"""Fields that are shown as findings, not as a consensus of the event."""


def events_of(
    groups: Sequence[Group],
    parents: Sequence[int | None],
    strategy: Strategy | Learner,
    stated: Sequence[Mapping[str, Sequence[Statement]]],
) -> tuple[tuple[Event, ...], list[int], list[str]]:
    """The events of groups of claims, in a stable order (by id), the number of each one's group, and the name of each.

    The name is the id without what tells it from others of that name.

    Args:
        groups: the groups, in a stable order.
        parents: for each the number of the happening that it is part of, or None at the root.
        strategy: chooses the consensus among the values of a field, or learns from all of them how to.
        stated: for each group field -> what it states for it.
    """
    if isinstance(strategy, Learner):
        strategy = strategy.learn(
            candidates_of(_counting(fields[name])) for fields in stated for name in sorted(set(fields) - UNTOLD)
        )
    agreed = _consensus(stated, strategy)
    ids, names = _ids(groups, agreed)
    towns = Towns(stated, strategy)
    below = children_of(roots(parents))
    once = kinds().once
    for n, (group, told, parent) in enumerate(zip(groups, agreed, parents, strict=True)):
        # Most events stand alone, and say nothing that their happening would tell in another way.
        if parent is None and (n in below or group.type in once or not TOLLS.isdisjoint(told)):
            parts, alone_told = below.get(n, ()), len(told)
            if parts:
                told |= _over_the_tree(told, stated[n], [stated[m] for m in parts], strategy)
            if not TOLLS.isdisjoint(told):
                _count_again(told, {group.type, *(groups[m].type for m in parts)}, [stated[m] for m in (n, *parts)], strategy)
            if group.type in once:
                place = towns.settled(told.get("place"), [group, *(groups[m] for m in parts)])
                if place is not None:
                    told["place"] = place
            if len(told) > alone_told:
                agreed[n] = {name: told[name] for name in sorted(told)}
    order = sorted(range(len(groups)), key=ids.__getitem__)
    wholes = [None if (parent := parents[n]) is None else ids[parent] for n in order]
    types, claims = [groups[n].type for n in order], [groups[n].claims for n in order]
    made = records_of(Event, [ids[n] for n in order], types, claims, wholes, [agreed[n] for n in order])
    return tuple(made), order, [names[n] for n in order]


TOLLS = THE_HURT | {"killed"}
"""Fields of counts that are worked out anew over a happening and its parts."""


def _count_again(
    told: dict[str, Consensus],
    types: AbstractSet[str],
    stated: Sequence[Mapping[str, Sequence[Statement]]],
    strategy: Strategy,
) -> None:
    """Put the hurt and the dead of a happening into its consensus, as its own claims and those of its parts count them."""
    facts = {name: _facts(name, stated) for name in ("injured", "killed", "shot")}
    if "injured" in told and (living := survivors(facts)):
        facts["injured"] = living
        told["injured"] = _agreed(living, strategy)
    if not THE_HURT.isdisjoint(told):
        hurt = the_injured(types, told, facts)
        if hurt is not None:
            told["injured"] = hurt
    if "killed" in told and (dead := with_the_killers(facts["killed"])):
        told["killed"] = agree_on(dead, strategy)


def _consensus(stated: Sequence[Mapping[str, Sequence[Statement]]], strategy: Strategy) -> list[dict[str, Consensus]]:
    """For each event field -> consensus, in the order of the fields' names."""
    orders: dict[tuple[str, ...], list[str]] = {}  # most events have the fields of many others
    order = []
    for fields in stated:
        told = tuple(fields)
        names = orders.get(told)
        if names is None:
            names = orders[told] = sorted(name for name in told if name not in UNTOLD)
        order.append(names)
    told_of = [
        said if len(said := fields[name]) == 1 else _counting(said)
        for names, fields in zip(order, stated, strict=True)
        for name in names
    ]
    agreed = iter(agreed_on(told_of, strategy))
    return [dict(zip(names, agreed)) for names in order]  # noqa: B905 - the names of each take as many as they are


def _agreed(statements: Sequence[Statement], strategy: Strategy) -> Consensus:
    return agree_on(_counting(statements), strategy)


def _counting(statements: Sequence[Statement]) -> list[Statement]:
    """What is told as a fact, of tolls each report's own; all of it, where nothing is."""
    told = [s for s in statements if s.asserted] or list(statements)
    kind = told[0].kind
    if kind is TIME:  # "at 6 p.m." says nothing where others say which day
        return [s for s in told if isinstance(s.value, TimeSpan) and s.value.start is not None] or told
    return told_tolls(told) if kind is QUANTITY else told


def _over_the_tree(
    own: Mapping[str, Consensus],
    fields: Mapping[str, Sequence[Statement]],
    parts: Sequence[Mapping[str, Sequence[Statement]]],
    strategy: Strategy,
) -> dict[str, Consensus]:
    """What a root says for its parts: what only they state, and the tolls and the place over all of them together.

    A toll is told now with the shooting, now with the killing, and a report's largest figure is its toll.
    """
    pooled: dict[str, list[Statement]] = {}
    for name in {name for part in parts for name in part if name not in UNTOLD}:
        if name not in own or is_toll(name) or _is_open(own[name].value):
            pooled[name] = _facts(name, (fields, *parts))
    return {name: _agreed(told, strategy) for name, told in pooled.items() if told}


def _facts(name: str, stated: Iterable[Mapping[str, Sequence[Statement]]]) -> list[Statement]:
    """What a happening and its parts state as facts for a field."""
    return [s for fields in stated for s in fields.get(name, ()) if s.asserted]


def _is_open(value: Value) -> bool:
    """True for a place of which nobody says in which town it lies, and for a time without its day."""
    return _adrift(value) or (isinstance(value, TimeSpan) and value.start is None)


def _adrift(value: Value) -> bool:
    return isinstance(value, Place) and is_adrift(value)


def _ids(groups: Sequence[Group], consensus: Sequence[Mapping[str, Consensus]]) -> tuple[list[str], list[str]]:
    """Readable ids that do not depend on what else is in the pile, and the names that they begin with."""
    starts = {name: "-".join(filter(None, ("e", slug(name)))) for name in {group.type for group in groups}}
    names = _Names()
    wanted = [names.of(starts[group.type], group, told) for group, told in zip(groups, consensus, strict=True)]
    plain = [name for name, _ in wanted]
    often = Counter(plain)
    ids = [
        name if known and often[name] == 1 else f"{name}-{_mark(group.claims)}"
        for group, (name, known) in zip(groups, wanted, strict=True)
    ]
    return ids, plain


def mark_of(claims: Iterable[str]) -> str:
    """What tells two events of one name apart: a short hash of the least of their claims' ids.

    >>> mark_of(["c-2", "c-1"]) == mark_of(["c-1"])
    True
    """
    return _hash(min(claims))


def _mark(claims: Sequence[Claim]) -> str:
    return _hash(claims[0].id) if len(claims) == 1 else mark_of([claim.id for claim in claims])


def _hash(id: str) -> str:
    return hashlib.blake2b(id.encode(), digest_size=3).hexdigest()


_slug = lru_cache(maxsize=16384)(slug)


NOBODY = (NONE, "")
"""Stands for the main actor where nobody has a name."""


class _Names:
    """Names of the events of a part; what a value gives to a name is worked out once."""

    def __init__(self) -> None:
        # By the address of the value; an actor comes with the rank of its type.
        self._actors: dict[int, tuple[int, str] | None] = {}
        self._dates: dict[int, str] = {}

    def of(self, start: str, group: Group, told: Mapping[str, Consensus]) -> tuple[str, bool]:
        """Type, main actor or place, and date; and whether that is enough to know the event by."""
        about = self._main_actor(group.claims)
        if not about and (place := told.get("place")) is not None:
            about = _slug(place.value.name) if isinstance(place.value, Place) else ""
        name = f"{start}-{about}" if about else start
        time = told.get("time")
        if time is None:
            return name, False
        when = time.value
        date = self._dates.get(id(when))
        if date is None:
            date = self._dates[id(when)] = _date(when)
        return (f"{name}-{date}", bool(about)) if date else (name, False)

    def _main_actor(self, claims: Sequence[Claim]) -> str:
        """The named actor that most witnesses name: those to whom it happened first, countries last."""
        if len(claims) == 1:
            return min(self._acting(claims[0]), default=NOBODY)[1]
        naming: dict[tuple[int, str], list[Claim]] = {}
        for claim in claims:
            for actor in self._acting(claim):
                if actor in naming:
                    naming[actor].append(claim)
                else:
                    naming[actor] = [claim]
        first = min(naming, default=NOBODY)
        rivals = [actor for actor in naming if actor[0] == first[0]]
        if len(rivals) < 2:
            return first[1]
        return min(rivals, key=lambda actor: (-len({claim.source.id for claim in naming[actor]}), actor[1]))[1]

    def _acting(self, claim: Claim) -> list[tuple[int, str]]:
        """The actors of a claim that an event may be called after."""
        known, made = self._actors, []
        for a in claim.arguments:
            if a.role in ACTING:
                place = id(a.value)
                if place not in known:
                    known[place] = _actor(a.value)
                actor = known[place]
                if actor is not None:
                    made.append(actor)
        return made


def _date(when: Value) -> str:
    if not isinstance(when, TimeSpan) or when.start is None:
        return ""
    return when.start.isoformat()[: LENGTHS.get(when.granularity, 10)]


LENGTHS = {"year": 4, "decade": 4, "month": 7, "quarter": 7, "season": 7}
"""Granularity of a time -> how much of its date is known."""


def _actor(value: Value) -> tuple[int, str] | None:
    if isinstance(value, Entity):
        return (RANKS.get(value.type, 1), value.id) if is_named(value) else None
    return (RANKS["country"], _slug(acting_country(value))) if isinstance(value, Place) else None


RANKS = {"person": 0, "country": 2}
"""Type of entity -> its rank among those that an event may be called after."""


def whole_of_claims(members: Sequence[Sequence[int]], claims: Sequence[Claim]) -> Ints:
    """For each claim the row of the first claim of the root that its group is part of, NONE at a root.

    Args:
        members: the rows of the claims of each event, sorted.
        claims: the claims, in their stable order.
    """
    groups = Groups(claims)
    return firsts_of_wholes(members, groups.wholes(groups.of(members)), len(claims))


def firsts_of_wholes(members: Sequence[Sequence[int]], parents: Sequence[int | None], size: int) -> Ints:
    """The same where the larger happening of each group is known.

    >>> firsts_of_wholes([[0, 2], [1]], [None, 0], 3).tolist()
    [-1, 0, -1]
    """
    made = np.full(size, NONE, dtype=np.int64)
    for n, top in enumerate(roots(parents)):
        if top != n:
            made[members[n]] = members[top][0]
    return made
