"""Who is who across sources: document-level entity ids become ids of the whole pile.

Names are compared once per distinct name, within blocks (last name, skeleton of the last name, tokens of a
body's name, acronym), so the work grows with the number of names and not of claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from operator import is_
from typing import Any

import numpy as np
from attrs import frozen

from claimrec.model import Argument, Claim, slug
from claimrec.reconciliation.alike import alike_names
from claimrec.reconciliation.bearers import Bearers, Key, Node, bearers
from claimrec.reconciliation.columns import NONE, Ints, ordered_codes
from claimrec.reconciliation.naming import ACTING, acting_country, is_named
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
    """

    names: Mapping[str, Entity]
    countries: Mapping[str, str]
    decided: Sequence[str]
    argument: Ints
    sources: Callable[[str], Mapping[str, str]]

    def names_of(self, r: Reading, at: Ints) -> tuple[list[str], Ints]:
        """The ids of the entities of these arguments, or of their places' countries, and for each argument which it is."""
        code, value = self.argument[at], r.arguments.values[at]
        told = np.where(code != NONE, code, len(self.decided) + value)
        number, kept = ordered_codes(told, len(self.decided) + len(r.values))
        names: dict[str, int] = {}
        place = [names.setdefault(self._name_of(r, n), len(names)) for n in kept.tolist()]
        return list(names), np.array(place or [0], dtype=np.int64)[number[told]]

    def _name_of(self, r: Reading, code: int) -> str:
        if code < len(self.decided):
            return self.decided[code]
        value = r.values[code - len(self.decided)]
        return slug(acting_country(value)) if isinstance(value, Place) else ""

    def of(self, source: str, entity: str) -> str:
        """The id in the pile of an entity id of a source; the id itself where the source names no such entity."""
        return self.sources(source).get(entity, entity)

    def named(self, value: Value, code: int) -> Value:
        """The value of an argument under the id that was decided, by its code in ``argument``; what is no entity stays."""
        # Whoever asks does so once for each value, so nothing is kept.
        return _with_id(value, self.decided[code]) if code != NONE and isinstance(value, Entity) else value

    def rename(self, claim: Claim) -> Claim:
        """The claim with the decided ids; its own id stays, as entity ids do not enter it."""
        known = self.sources(claim.source.id)
        made = tuple([_renamed(known, a) for a in claim.arguments])
        return claim if all(map(is_, made, claim.arguments)) else claim.with_entities(made)


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
    read = bearers(r)
    people = read.nodes
    sets = UnionFind(len(people))
    _join_equal_names(people, sets)
    _join_names_that_fit(people, sets)
    _join_offices(people, sets)
    groups = list(_grouped(range(len(people)), sets).values())
    best = [_best([people[n] for n in group]) for group in groups]
    ids = _ids([[people[n] for n in group] for group in groups], best)
    names = {name: _with_id(node.best, name) for name, node in zip(ids, best, strict=True)}
    group_of = np.empty(len(people), dtype=np.int64)
    group_of[[n for group in groups for n in group]] = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    made = group_of[read.node] if len(people) else read.node
    sources = _by_source(r, read, ids, made)
    argument = np.where(read.entity == NONE, NONE, made[read.entity] if len(made) else NONE)
    served = _countries_served(r, sources)
    return Identity({name: names[name] for name in sorted(names)}, served, ids, argument, sources)


def _grouped(people: Iterable[int], sets: UnionFind) -> dict[int, list[int]]:
    """Those who were joined, by who stands for them."""
    groups: dict[int, list[int]] = {}
    for n in people:
        groups.setdefault(sets.find(n), []).append(n)
    return groups


def _by_source(r: Reading, read: Bearers, ids: Sequence[str], made: Ints) -> Callable[[str], Mapping[str, str]]:
    """What gives a source's entities: id there -> id in the pile."""
    keys, local = read.key, read.local  # all that is needed of it later on
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


def _join_equal_names(people: Sequence[Node], sets: UnionFind) -> None:
    """Equal names of one kind are one bearer, unless ages set them apart."""
    by_name: dict[tuple[str, str], list[int]] = {}
    for n, node in enumerate(people):
        if node.named or node.type == "group":
            by_name.setdefault((node.type, node.slug), []).append(n)
    for (sort, name), group in by_name.items():
        alone = sort == "person" and "-" not in name
        leaders: list[tuple[int, AbstractSet[float]]] = []
        # Those whose age is known go first, so that the rest joins somebody in a fixed order.
        for n in sorted(group, key=lambda n: (not people[n].ages, people[n].key)) if len(group) > 1 else ():
            ages = people[n].ages
            for place, (leader, known) in enumerate(leaders):
                if not _ages_clash(ages, known) and not (alone and ages and known and ages != known):
                    sets.join(leader, n)
                    leaders[place] = leader, known | ages
                    break
            else:
                leaders.append((n, ages))


def _join_names_that_fit(people: Sequence[Node], sets: UnionFind) -> None:
    """Compatible names join: equal in other spelling first, then a short name with the only fuller one it fits."""
    groups = _grouped((n for n, node in enumerate(people) if node.named), sets)
    roots = sorted(groups)
    reps = [_best([people[n] for n in groups[root]]) for root in roots]
    ages: dict[int, frozenset[float]] = defaultdict(frozenset)
    for root, group in groups.items():
        for n in group:
            if people[n].ages:
                ages[root] |= people[n].ages
    fits: dict[int, set[int]] = defaultdict(set)
    full: dict[int, int] = {}
    for one, two in alike_names([rep.best for rep in reps], [rep.slug for rep in reps]):
        a, b = roots[one], roots[two]
        if _ages_clash(ages[a], ages[b]):
            continue
        relation = reps[one].best.compare(reps[two].best)
        if relation is Relation.EQUAL:
            sets.join(a, b)
        elif relation in (Relation.BROADER, Relation.NARROWER):
            short, fuller, rep = (a, b, reps[one]) if relation is Relation.BROADER else (b, a, reps[two])
            fits[short].add(fuller)
            full[short] = len(rep.best.name.split())
    for short in sorted(fits, key=lambda root: (-full[root], root)):
        found = {sets.find(root) for root in fits[short]} - {sets.find(short)}
        # "Smith" of whom an age is told joins no John Smith of another age, not even of a near one.
        if len(found) == 1 and not ((known := ages[short]) and (other := ages[min(found)]) and known.isdisjoint(other)):
            sets.join(min(found), short)


def _join_offices(people: Sequence[Node], sets: UnionFind) -> None:
    """A description ("the Iranian president") is the one named holder of that office in the pile."""
    holders: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for n, node in enumerate(people):
        if node.offices and node.named and node.type == "person":
            for office in node.offices:
                holders[office].add(sets.find(n))
    for n, node in enumerate(people):
        if not node.offices or node.named or node.type != "person":
            continue
        found = {sets.find(root) for office in node.offices for root in holders.get(office, ())}
        if len(found) == 1:
            sets.join(found.pop(), n)


def _best(group: Sequence[Node]) -> Node:
    """The one with the fullest name, the most frequent among equally full ones; a name goes before a description."""
    if len(group) == 1:
        return group[0]
    counted: Counter[str] = Counter()
    for node in group:
        counted.update(node.names)

    def rank(node: Node) -> tuple[Any, ...]:
        e = node.best
        return (not node.named, -min(len(e.name.split()), 4), -counted[e.name], e.name, e.type, e.titles, e.text)

    return min(group, key=rank)


def _ids(groups: Sequence[Sequence[Node]], best: Sequence[Node]) -> list[str]:
    """Readable ids: the slug of the best name; where two bearers share it, what tells them apart is added."""
    wanted: dict[str, list[int]] = {}
    first = [group[0].key if len(group) == 1 else min([node.key for node in group]) for group in groups]
    for n, node in enumerate(best):
        local = not node.named and node.type != "group"
        name = node.slug or "unknown"
        # A description belongs to its source: two men in two reports are not yet one man.
        wanted.setdefault(f"{name}-in-{slug(first[n][0]) or 'source'}" if local else name, []).append(n)
    ids = [""] * len(groups)
    taken: set[str] = set()
    for name in sorted(wanted):
        rivals = wanted[name]
        types = [best[n].type for n in rivals] if len(rivals) > 1 else ()
        for n in sorted(rivals, key=first.__getitem__) if types else rivals:
            told = f"{name}-{_told_apart(groups[n], best[n].type, types, first[n])}" if types else name
            made, number = told, 2
            while made in taken:
                made, number = f"{told}-{number}", number + 1
            taken.add(made)
            ids[n] = made
    return ids


def _told_apart(group: Sequence[Node], type: str, types: Sequence[str], first: Key) -> str:
    """What tells one from others of its name: the type, an age, the source."""
    if types.count(type) == 1:
        return type
    ages = sorted(frozenset[float]().union(*[node.ages for node in group]))
    return f"{ages[0]:g}" if ages else slug(first[0]) or "other"
