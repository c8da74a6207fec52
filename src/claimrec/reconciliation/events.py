"""Groups of claims become events: type, readable id, larger happening, consensus."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from attrs import evolve

from claimrec.model import Claim, Consensus, Event, slug
from claimrec.reconciliation.consensus import Strategy, agree_on
from claimrec.reconciliation.identity import ACTING, acting_country, is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.parts import Group, children_of, wholes
from claimrec.reconciliation.statements import Statement, statements_of
from claimrec.values import Entity, Place, TimeSpan

__all__ = ["events_of"]

UNTOLD = frozenset({"speaker", "authority", "happened"})
"""Fields that are shown as findings, not as a consensus of the event."""


def events_of(groups: Sequence[Sequence[Claim]], origins: Mapping[str, str], strategy: Strategy) -> tuple[Event, ...]:
    """The events of groups of claims, in a stable order (by id).

    Args:
        groups: claims of one event each, in their stable order.
        origins: source id -> id of the source whose text it repeats.
        strategy: chooses the consensus among the values of a field.
    """
    built = [_group(claims, origins) for claims in groups]
    parents = wholes(built)
    stated = [statements_of(group.claims, origins) for group in built]
    own = [_consensus(group.claims, fields, strategy) for group, fields in zip(built, stated, strict=True)]
    ids = _ids(built, own)
    below = children_of(parents)
    made = []
    for n, group in enumerate(built):
        parent = parents[n]
        told = dict(own[n])
        if parent is None:
            told.update(_from_parts(told, [stated[m] for m in below.get(n, ())], strategy))
        ordered = {name: told[name] for name in sorted(told)}
        made.append(Event(ids[n], group.type, group.claims, None if parent is None else ids[parent], ordered))
    return tuple(sorted(made, key=lambda e: e.id))


def _group(claims: Sequence[Claim], origins: Mapping[str, str]) -> Group:
    """The type of most claims stands for the event; of a wide and a narrow word the narrow one, where it is said at all."""
    counted = Counter(kinds().folded(claim.type) for claim in claims)
    narrow = {n for wide in counted for n in kinds().stands_for.get(wide, ()) if n in counted}
    wide = {w for w in counted if kinds().stands_for.get(w, frozenset()) & narrow}
    best = min(counted, key=lambda name: (name in wide, -counted[name], name))
    return Group(best, tuple(claims), frozenset(origins[claim.source.id] for claim in claims))


def _consensus(claims: Sequence[Claim], fields: Mapping[str, Sequence[Statement]], strategy: Strategy) -> dict[str, Consensus]:
    made = {}
    for name in sorted(set(fields) - UNTOLD):
        usable = [s for s in fields[name] if s.asserted] or list(fields[name])
        found = agree_on(usable, strategy)
        if found is not None:
            made[name] = found
    return made


def _from_parts(
    own: Mapping[str, Consensus], parts: Sequence[Mapping[str, Sequence[Statement]]], strategy: Strategy
) -> dict[str, Consensus]:
    """What only the parts state, worked out over all of them together."""
    pooled: dict[str, list[Statement]] = defaultdict(list)
    for fields in parts:
        for name in fields:
            if name not in own and name not in UNTOLD:
                pooled[name].extend(s for s in fields[name] if s.asserted)
    made = {name: agree_on(pooled[name], strategy) for name in sorted(pooled)}
    return {name: value for name, value in made.items() if value is not None}


def _ids(groups: Sequence[Group], consensus: Sequence[Mapping[str, Consensus]]) -> list[str]:
    """Readable ids that do not depend on what else is in the pile."""
    wanted = [_name(group, told) for group, told in zip(groups, consensus, strict=True)]
    often = Counter(name for name, _ in wanted)
    made = []
    for group, (name, known) in zip(groups, wanted, strict=True):
        if not known or often[name] > 1:
            least = min(claim.id for claim in group.claims)
            name += "-" + hashlib.blake2b(least.encode(), digest_size=3).hexdigest()
        made.append(name)
    return made


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


def renamed(event: Event, id: str) -> Event:
    """The event under another id."""
    return evolve(event, id=id)
