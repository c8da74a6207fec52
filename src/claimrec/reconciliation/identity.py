"""Who is who across sources: document-level entity ids become ids of the whole pile.

Names are compared once per distinct name, within blocks (last name, skeleton of the last name, tokens of a
body's name, acronym), so the work grows with the number of names and not of claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from heapq import heappop, heappush
from operator import is_
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.model import Argument, Claim, slug
from claimrec.reconciliation.alike import alike_names
from claimrec.reconciliation.bearers import Bearers, OfficeKey, bearers
from claimrec.reconciliation.naming import ACTING, acting_country, is_named
from claimrec.reconciliation.ragged import NONE, Ints, narrow, numbered, once, ordered_codes
from claimrec.reconciliation.reading import Reading
from claimrec.reconciliation.unionfind import UnionFind
from claimrec.values import Entity, Office, Place, Relation, Value

__all__ = ["ACTING", "Identity", "acting_country", "identify", "is_named"]

AGE_GAP = 8
"""Two ages further apart than this are of two people of one name; nearer ones may be a reporter's slip."""


@frozen(eq=False)
class Identity:
    """What was decided: who each source's entities are in the pile, and the fullest name of each.

    Args:
        names: id in the pile -> the entity by its fullest name.
        countries: id in the pile -> the only country in whose office it acts.
        decided: ids in the pile, by code.
        argument: for each argument that was read the code of its entity's id, NONE where it is no entity.
        sources: source id -> its entities' ids there -> what was decided, made when asked for.
        own: for each value that was read whether it is an entity with a name of its own.
    """

    names: Mapping[str, Entity]
    countries: Mapping[str, str]
    decided: Sequence[str]
    argument: Ints
    sources: Callable[[str], Mapping[str, str]]
    own: NDArray[np.bool_]

    def names_of(self, r: Reading, at: Ints) -> tuple[list[str], Ints]:
        """The ids of the entities of these arguments, or of their places' countries, and for each argument which it is."""
        code, value = self.argument[at], r.arguments.values[at]
        told = np.where(code != NONE, code, len(self.decided) + value)
        number, kept = ordered_codes(told, len(self.decided) + len(r.values))
        size = len(self.decided)
        names, place = once([self.decided[n] if n < size else _country(r.values[n - size]) for n in kept.tolist()])
        return names, place[number[told]]

    def of(self, source: str, entity: str) -> str:
        """The id in the pile of an entity id of a source; the id itself where the source names no such entity."""
        return self.sources(source).get(entity, entity)

    def named(self, values: Iterable[Value], codes: Ints) -> list[Value]:
        """Values of arguments under the ids that were decided, by their codes in ``argument``; what is no entity stays."""
        # Whoever asks does so once for each value, so nothing is kept. Most entities have the id that was decided.
        decided = self.decided
        return [
            _with_id(value, decided[code]) if code != NONE and isinstance(value, Entity) else value
            for value, code in zip(values, codes.tolist(), strict=True)
        ]

    def rename(self, claim: Claim) -> Claim:
        """The claim with the decided ids; its own id stays, as entity ids do not enter it."""
        known = self.sources(claim.source.id)
        made = tuple([_renamed(known, a) for a in claim.arguments])
        return claim if all(map(is_, made, claim.arguments)) else claim.with_entities(made)


def _country(value: Value) -> str:
    return slug(acting_country(value)) if isinstance(value, Place) else ""


def _renamed(known: Mapping[str, str], argument: Argument) -> Argument:
    value, of = argument.value, argument.of
    if isinstance(value, Entity):
        local = value.id or slug(value.name)
        value = _called(value, known.get(local, local))
    if of is not None:
        of = known.get(of, of)
    if value is argument.value and of == argument.of:
        return argument
    return Argument(argument.role, value, argument.evidence, of, argument.inferred)


def _with_id(entity: Entity, name: str) -> Entity:
    return entity if entity.id == name else Entity(entity.name, entity.type, name, entity.titles, entity.text)


_called = lru_cache(maxsize=65536)(_with_id)


def identify(r: Reading) -> Identity:
    """Decide who is who in a pile of claims.

    Names join where they are equal, or where one fits only one fuller name of the pile; a description joins the
    one named holder of its office; nothing joins against a contradiction (two ages, two kinds of thing). A
    description of nobody in particular ("a man") stays within its source.
    """
    told = bearers(r)
    sets = UnionFind(len(told))
    _join_equal_names(told, sets)
    _join_names_that_fit(told, sets)
    _join_offices(told, sets)
    leaders = sets.leaders()
    roots, best = _fullest(told, np.arange(len(told), dtype=np.int64), leaders)
    ids = _ids(r, told, leaders, roots, best)
    names = {name: _with_id(told.names[n], name) for name, n in zip(ids, told.best[best].tolist(), strict=True)}
    made = numbered(roots, len(told))[leaders][told.node]
    argument = narrow(np.append(made, NONE))[told.entity]
    sources = _by_source(r, told, ids, made)
    own = np.zeros(len(r.values), dtype=np.bool_)
    own[told.value] = told.own
    return Identity(names, _countries_served(r, sources), ids, argument, sources, own)


def _fullest(told: Bearers, nodes: Ints, leaders: Ints) -> tuple[Ints, Ints]:
    """Of these bearers who stands for each of their groups, sorted, and who has the fullest name in it."""
    nodes = nodes[np.argsort(leaders[nodes], kind="stable")]
    roots, starts, sizes = np.unique(leaders[nodes], return_index=True, return_counts=True)
    best = nodes[starts]
    for n in np.flatnonzero(sizes > 1).tolist():
        best[n] = _best(told, nodes[starts[n] : starts[n] + sizes[n]].tolist())
    return roots, best


def _by_source(r: Reading, told: Bearers, ids: Sequence[str], made: Ints) -> Callable[[str], Mapping[str, str]]:
    """What gives a source's entities: id there -> id in the pile."""
    keys, local = told.key, told.local  # all that is needed of it later on
    size = max(1, len(local))
    place = {source.id: n for n, source in enumerate(r.sources)}

    @lru_cache(maxsize=4096)
    def entities(source: str) -> Mapping[str, str]:
        if source not in place:
            return {}
        first, last = np.searchsorted(keys, [place[source] * size, (place[source] + 1) * size])
        return {local[int(keys[n]) % size]: ids[made[n]] for n in range(int(first), int(last))}

    return entities


def _countries_served(r: Reading, sources: Callable[[str], Mapping[str, str]]) -> dict[str, str]:
    """Entity id -> the only country in whose office it acts."""
    made: dict[str, set[str]] = defaultdict(set)
    rows = r.row
    for n in np.flatnonzero((r.of != NONE) & r.kind(Office)).tolist():
        office, owner = r.values[r.arguments.values[n]], r.owners[r.of[n]]
        if isinstance(office, Office) and office.country and office.status != "former" and owner:
            made[sources(r.sources[r.source[rows[n]]].id).get(owner, owner)].add(office.country)
    return {name: countries.pop() for name, countries in made.items() if len(countries) == 1}


def _ages_clash(a: AbstractSet[float], b: AbstractSet[float]) -> bool:
    return bool(a and b) and min(abs(x - y) for x in a for y in b) > AGE_GAP


def _join_equal_names(told: Bearers, sets: UnionFind) -> None:
    """Equal names of one kind are one bearer, unless ages set them apart."""
    first: dict[str, int] = {}
    of_name: dict[str, list[int]] = {}
    for n, name in enumerate(map(told.slugs.__getitem__, told.best.tolist())):
        if first.setdefault(name, n) != n:
            of_name.setdefault(name, [first[name]]).append(n)
    groups: dict[tuple[str, str], list[int]] = {}
    for name, many in of_name.items():
        for n in many:
            sort = told.called(n).type
            if told.named[n] or sort == "group":
                groups.setdefault((sort, name), []).append(n)
    for (sort, name), group in groups.items():
        alone = sort == "person" and "-" not in name
        leaders: list[tuple[int, AbstractSet[float]]] = []
        # Those whose age is known go first, so that the rest joins somebody in a fixed order.
        for n in sorted(group, key=lambda n: (n not in told.ages, n)):
            ages = told.ages.get(n, frozenset[float]())
            for place, (leader, known) in enumerate(leaders):
                if not _ages_clash(ages, known) and not (alone and ages and known and ages != known):
                    sets.join(leader, n)
                    leaders[place] = leader, known | ages
                    break
            else:
                leaders.append((n, ages))


def _join_names_that_fit(told: Bearers, sets: UnionFind) -> None:
    """Compatible names join: equal in other spelling first, then a short name with the only fuller one it fits."""
    leaders = sets.leaders()
    roots, reps = _fullest(told, np.flatnonzero(told.named), leaders)
    ages = _ages(told, leaders, told.named)
    best = told.best[reps].tolist()
    names = [told.names[n] for n in best]
    fits: dict[int, set[int]] = defaultdict(set)
    full: dict[int, int] = {}
    slugs = [told.slugs[n] for n in best]
    # Names that begin alike one after the other, so that each is cut up once.
    for one, two in sorted(alike_names(names, slugs), key=lambda pair: slugs[pair[0]]):
        a, b = int(roots[one]), int(roots[two])
        if _ages_clash(ages[a], ages[b]):
            continue
        relation = names[one].compare(names[two])
        if relation is Relation.EQUAL:
            sets.join(a, b)
        elif relation in (Relation.BROADER, Relation.NARROWER):
            short, fuller, name = (a, b, names[one]) if relation is Relation.BROADER else (b, a, names[two])
            fits[short].add(fuller)
            full[short] = len(name.name.split())
    for short in sorted(fits, key=lambda root: (-full[root], root)):
        holders = {sets.find(root) for root in fits[short]} - {sets.find(short)}
        # "Smith" of whom an age is told joins no John Smith of another age, not even of a near one.
        if len(holders) == 1 and not ((known := ages[short]) and (other := ages[min(holders)]) and known.isdisjoint(other)):
            sets.join(min(holders), short)


def _ages(told: Bearers, leaders: Ints, counted: NDArray[np.bool_]) -> Mapping[int, AbstractSet[float]]:
    """The ages of those bearers that are counted, by who stands for them; nothing for all others."""
    ages: dict[int, frozenset[float]] = defaultdict(frozenset)
    for n, known in told.ages.items():
        if counted[n]:
            ages[int(leaders[n])] |= known
    return ages


def _join_offices(told: Bearers, sets: UnionFind) -> None:
    """A description ("the Iranian president") is the one named holder of that office in the pile."""
    holders: dict[OfficeKey, set[int]] = defaultdict(set)
    persons = [n for n in sorted(told.offices) if told.called(n).type == "person"]
    for n in persons:
        for office in told.offices[n] if told.named[n] else ():
            holders[office].add(sets.find(n))
    for n in persons:
        if not told.named[n]:
            found = {sets.find(root) for office in told.offices[n] for root in holders.get(office, ())}
            if len(found) == 1:
                sets.join(found.pop(), n)


def _best(told: Bearers, group: Sequence[int]) -> int:
    """The one with the fullest name, the most frequent among equally full ones; a name goes before a description."""
    counted = told.counted(group)

    def rank(n: int) -> tuple[Any, ...]:
        e = told.called(n)
        return (not told.named[n], -min(len(e.name.split()), 4), -counted[e.name], e.name, e.type, e.titles, e.text)

    return min(group, key=rank)


def _ids(r: Reading, told: Bearers, leaders: Ints, roots: Ints, best: Ints) -> list[str]:
    """Readable ids: the slug of the best name; where two bearers share it, what tells them apart is added."""
    ids = [told.slugs[n] or "unknown" for n in told.best[best].tolist()]
    for n in np.flatnonzero(~told.named[best]).tolist():
        # A description belongs to its source: two men in two reports are not yet one man.
        if told.called(best[n]).type != "group":
            ids[n] = f"{ids[n]}-in-{slug(r.sources[told.source(roots[n])].id) or 'source'}"
    first: dict[str, int] = {}
    rivals: dict[str, list[int]] = {}
    for n, name in enumerate(ids):
        if first.setdefault(name, n) != n:
            rivals.setdefault(name, [first[name]]).append(n)
    ages = _ages(told, leaders, np.ones(len(told), dtype=np.bool_))
    taken: set[str] = set()
    for name in sorted(rivals):
        types = [told.called(best[n]).type for n in rivals[name]]
        for n, sort in zip(rivals[name], types, strict=True):
            source = r.sources[told.source(roots[n])].id
            ids[n] = _not_taken(f"{name}-{_told_apart(ages[int(roots[n])], sort, types, source)}", taken)
    # Whoever has such an id for a name of its own gives way. What it gets instead comes later in the order of names.
    displaced = sorted(name for name in taken if name in first and name not in rivals)
    while displaced:
        name = heappop(displaced)
        ids[first[name]] = made = _not_taken(name, taken)
        if made in first and made not in rivals:
            heappush(displaced, made)
    return ids


def _not_taken(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where somebody has it; then it is taken."""
    made, number = name, 2
    while made in taken:
        made, number = f"{name}-{number}", number + 1
    taken.add(made)
    return made


def _told_apart(ages: AbstractSet[float], type: str, types: Sequence[str], source: str) -> str:
    """What tells one from others of its name: the type, an age, the source."""
    if types.count(type) == 1:
        return type
    return f"{min(ages):g}" if ages else slug(source) or "other"
