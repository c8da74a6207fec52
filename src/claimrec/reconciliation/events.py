"""Groups of claims become events: type, readable id, larger happening, consensus."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from claimrec.model import Claim, Consensus, Event, Polarity, slug
from claimrec.reconciliation.columns import NONE, Ints
from claimrec.reconciliation.consensus import agree_on, candidates_of, is_adrift
from claimrec.reconciliation.identity import ACTING, acting_country, is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.parts import Group, children_of, roots, wholes
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.strategies import Learner, Strategy
from claimrec.reconciliation.survivors import the_injured
from claimrec.reconciliation.tolls import is_toll, main_figures
from claimrec.values import Entity, Place, Relation, TimeSpan, Value

__all__ = ["events_of", "told_apart", "whole_of_claims"]

UNTOLD = frozenset({"speaker", "authority", "happened"})
"""Fields that are shown as findings, not as a consensus of the event."""


def events_of(
    groups: Sequence[Sequence[Claim]],
    origins: Mapping[str, str],
    strategy: Strategy | Learner,
    statements: Mapping[str, Mapping[str, Sequence[Statement]]],
) -> tuple[Event, ...]:
    """The events of groups of claims, in a stable order (by id).

    Args:
        groups: claims of one event each, in their stable order.
        origins: source id -> id of the source whose text it repeats.
        strategy: chooses the consensus among the values of a field, or learns from all of them how to.
        statements: id of a group's first claim -> field -> what the group states for it.
    """
    built = [_group(claims, origins) for claims in groups]
    parents = wholes(built)
    stated = [statements[group.claims[0].id] for group in built]
    if isinstance(strategy, Learner):
        strategy = strategy.learn(
            candidates_of(_counting(fields[name])) for fields in stated for name in sorted(set(fields) - UNTOLD)
        )
    own = [_consensus(fields, strategy) for fields in stated]
    ids = _ids(built, own)
    towns = _towns(stated)
    below = children_of(parents)
    made = []
    for n, group in enumerate(built):
        parent = parents[n]
        told = dict(own[n])
        if parent is None:
            parts = below.get(n, ())
            told.update(_over_the_tree(told, stated[n], [stated[m] for m in parts], strategy))
            hurt = the_injured(told, _pooled([stated[n], *(stated[m] for m in parts)]))
            if hurt is not None:
                told["injured"] = hurt
            setting = _setting(group, [built[m] for m in parts], towns, strategy)
            if setting is not None and ("place" not in told or _is_better(setting.value, told["place"].value)):
                told["place"] = setting
        ordered = {name: told[name] for name in sorted(told)}
        made.append(Event(ids[n], group.type, group.claims, None if parent is None else ids[parent], ordered))
    return tuple(sorted(made, key=lambda e: e.id))


def _group(claims: Sequence[Claim], origins: Mapping[str, str]) -> Group:
    """The type of most claims stands for the event, a happening before another verb, a narrow word before a wide one."""
    counted = Counter(kinds().folded(claim.type) for claim in claims)
    narrow = {n for wide in counted for n in kinds().stands_for.get(wide, ()) if n in counted}
    wide = {w for w in counted if kinds().stands_for.get(w, frozenset()) & narrow}
    best = min(counted, key=lambda name: (name in wide, not kinds().is_happening(name), -counted[name], name))
    return Group(best, tuple(claims), frozenset(origins[claim.source.id] for claim in claims))


def _consensus(fields: Mapping[str, Sequence[Statement]], strategy: Strategy) -> dict[str, Consensus]:
    made = {name: _agreed(fields[name], strategy) for name in sorted(set(fields) - UNTOLD)}
    return {name: value for name, value in made.items() if value is not None}


def _agreed(statements: Sequence[Statement], strategy: Strategy) -> Consensus | None:
    return agree_on(_counting(statements), strategy)


def _counting(statements: Sequence[Statement]) -> list[Statement]:
    """What is told as a fact, of tolls each report's own; all of it, where nothing is."""
    if len(statements) == 1 and statements[0].asserted:
        return list(statements)
    return main_figures([s for s in statements if s.asserted] or [s for s in statements if not _unborn(s)])


def _unborn(s: Statement) -> bool:
    """ "The three children were not hurt" counts no three who were."""
    return is_toll(s.field) and s.claim.polarity is Polarity.DENIED


def _over_the_tree(
    own: Mapping[str, Consensus],
    fields: Mapping[str, Sequence[Statement]],
    parts: Sequence[Mapping[str, Sequence[Statement]]],
    strategy: Strategy,
) -> dict[str, Consensus]:
    """What a root says for its parts: what only they state, and the tolls and the place over all of them together.

    A toll is told now with the shooting, now with the killing, and a report's largest figure is its toll.
    """
    pooled: dict[str, list[Statement]] = defaultdict(list)
    for part in (fields, *parts):
        for name in part:
            if name not in UNTOLD and (name not in own or is_toll(name) or (name == "place" and _adrift(own[name].value))):
                pooled[name].extend(s for s in part[name] if s.asserted)
    made = {name: _agreed(pooled[name], strategy) for name in sorted(pooled) if pooled[name]}
    return {name: value for name, value in made.items() if value is not None}


def _pooled(stated: Sequence[Mapping[str, Sequence[Statement]]]) -> dict[str, list[Statement]]:
    """What a happening and its parts state as facts of the injured and the dead."""
    return {name: [s for fields in stated for s in fields.get(name, ()) if s.asserted] for name in ("injured", "killed")}


def _adrift(value: Value) -> bool:
    return isinstance(value, Place) and is_adrift(value)


def _is_better(town: Value, place: Value) -> bool:
    """True where the place names no town and may well lie in this one, or around it."""
    wide = isinstance(place, Place) and place.level in ("region", "country")
    return (_adrift(place) or wide) and town.compare(place) is not Relation.DISJOINT


def _setting(
    group: Group, parts: Sequence[Group], towns: Mapping[str, Sequence[Statement]], strategy: Strategy
) -> Consensus | None:
    """The town that most of the sources tell of, for a happening of which they say only a building or a street."""
    if group.type not in kinds().once:
        return None
    sources = sorted({claim.source.id for part in (group, *parts) for claim in part.claims})
    return agree_on([s for name in sources for s in towns.get(name, ())], strategy)


def _towns(stated: Sequence[Mapping[str, Sequence[Statement]]]) -> dict[str, list[Statement]]:
    """Source -> its statements of the town that it names most often."""
    named: dict[str, list[Statement]] = defaultdict(list)
    for fields in stated:
        for s in fields.get("place", ()):
            if isinstance(s.value, Place) and s.value.level == "city":
                named[s.source].append(s)
    made = {}
    for source, found in named.items():
        often = Counter(s.value.name for s in found if isinstance(s.value, Place))
        best = min(often, key=lambda name: (-often[name], name))
        made[source] = [s for s in found if isinstance(s.value, Place) and s.value.name == best]
    return made


def _ids(groups: Sequence[Group], consensus: Sequence[Mapping[str, Consensus]]) -> list[str]:
    """Readable ids that do not depend on what else is in the pile."""
    wanted = [_name(group, told) for group, told in zip(groups, consensus, strict=True)]
    often = Counter(name for name, _ in wanted)
    made = []
    for group, (name, known) in zip(groups, wanted, strict=True):
        if not known or often[name] > 1:
            name += f"-{_mark(group.claims)}"
        made.append(name)
    return made


def _mark(claims: Sequence[Claim]) -> str:
    """What tells two events of one name apart: a short hash of the least of their claims' ids."""
    return hashlib.blake2b(min(claim.id for claim in claims).encode(), digest_size=3).hexdigest()


def told_apart(event: Event) -> tuple[str, str]:
    """The name of an event without what tells it from others of that name, and that."""
    mark = _mark(event.claims)
    return event.id.removesuffix(f"-{mark}"), mark


def _name(group: Group, told: Mapping[str, Consensus]) -> tuple[str, bool]:
    """Type, main actor or place, and date; and whether that is enough to know the event by."""
    who = _main_actor(group)
    where = told["place"].value if "place" in told else None
    about = who or (slug(where.name) if isinstance(where, Place) else "")
    when = told["time"].value if "time" in told else None
    date = ""
    if isinstance(when, TimeSpan) and when.start is not None:
        date = when.start.isoformat()[: {"year": 4, "decade": 4, "month": 7, "quarter": 7, "season": 7}.get(when.granularity, 10)]
    parts = [part for part in ("e", slug(group.type), about, date) if part]
    return "-".join(parts), bool(about and date)


def _main_actor(group: Group) -> str:
    """The named actor that most witnesses name: those to whom it happened first, countries last."""
    seen: dict[tuple[int, str], set[str]] = defaultdict(set)
    for claim in group.claims:
        for a in claim.arguments:
            if a.role not in ACTING:
                continue
            if isinstance(a.value, Entity) and is_named(a.value):
                rank = 2 if a.value.type == "country" else 0 if a.value.type == "person" else 1
                seen[rank, a.value.id].add(claim.source.id)
            elif isinstance(a.value, Place):
                seen[2, slug(acting_country(a.value))].add(claim.source.id)
    if not seen:
        return ""
    return min(seen, key=lambda key: (key[0], -len(seen[key]), key[1]))[1]


def whole_of_claims(groups: Iterable[Sequence[int]], claims: Sequence[Claim], origins: Mapping[str, str]) -> Ints:
    """For each claim the row of the first claim of the root that its group is part of, NONE at a root.

    Args:
        groups: the rows of the claims of each event, sorted.
        claims: the claims, in their stable order.
        origins: source id -> id of the source whose text it repeats.
    """
    members = list(groups)
    built = [_group([claims[n] for n in group], origins) for group in members]
    parents = wholes(built)
    made = np.full(len(claims), NONE, dtype=np.int64)
    for n, top in enumerate(roots(parents)):
        if top != n:
            made[members[n]] = members[top][0]
    return made
