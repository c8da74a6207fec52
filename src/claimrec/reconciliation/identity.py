"""Who is who across sources: document-level entity ids become ids of the whole pile.

Names are compared once per distinct name, within blocks (last name, skeleton of the last name, tokens of a
body's name, acronym), so the work grows with the number of names and not of claims.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import is_

import numpy as np
from attrs import evolve, frozen

from claimrec.model import Argument, Claim, slug
from claimrec.reconciliation.bearers import Bearers, Node, bearers
from claimrec.reconciliation.columns import NONE, Ints
from claimrec.reconciliation.naming import ACTING, PARTICLES, acting_country, is_named
from claimrec.reconciliation.reading import Reading
from claimrec.reconciliation.unionfind import UnionFind
from claimrec.values import Entity, Office, Place, Relation

__all__ = ["ACTING", "Identity", "acting_country", "identify", "is_named"]

BLOCK = 200
"""Larger blocks of distinct names (a very common last name) are compared for equal names only."""

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

    def names_of(self, r: Reading, at: Ints) -> list[str]:
        """For each of these arguments the id of its entity, or of the country for which its place stands."""
        countries = [slug(acting_country(value)) if isinstance(value, Place) else "" for value in r.values]
        told = zip(self.argument[at].tolist(), r.arguments.values[at].tolist(), strict=True)
        return [self.decided[code] if code != NONE else countries[value] for code, value in told]

    def of(self, source: str, entity: str) -> str:
        """The id in the pile of an entity id of a source; the id itself where the source names no such entity."""
        return self.sources(source).get(entity, entity)

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


@lru_cache(maxsize=65536)
def _called(entity: Entity, name: str) -> Entity:
    return entity if entity.id == name else evolve(entity, id=name)


def identify(r: Reading) -> Identity:
    """Decide who is who in a pile of claims.

    Names join where they are equal, or where one fits only one fuller name of the pile; a description joins the
    one named holder of its office; nothing joins against a contradiction (two ages, two kinds of thing). A
    description of nobody in particular ("a man") stays within its source.
    """
    read = bearers(r)
    people = read.nodes
    sets = UnionFind(len(people))
    named = [is_named(node.best) for node in people]
    _join_equal_names(people, named, sets)
    _join_names_that_fit(people, named, sets)
    _join_offices(people, named, sets)
    members: dict[int, list[int]] = defaultdict(list)
    for n in range(len(people)):
        members[sets.find(n)].append(n)
    groups = list(members.values())
    ids = _ids([[people[n] for n in group] for group in groups])
    best = {ids[n]: evolve(_best_name([people[m] for m in group]), id=ids[n]) for n, group in enumerate(groups)}
    group_of = np.empty(len(people), dtype=np.int64)
    for n, group in enumerate(groups):
        group_of[group] = n
    made = group_of[read.node] if len(people) else read.node
    sources = _by_source(r, read, ids, made)
    argument = np.where(read.entity == NONE, NONE, made[read.entity] if len(made) else NONE)
    served = _countries_served(r, sources)
    return Identity({name: best[name] for name in sorted(best)}, served, ids, argument, sources)


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


def _ages_clash(a: set[float], b: set[float]) -> bool:
    return bool(a and b) and min(abs(x - y) for x in a for y in b) > AGE_GAP


def _join_equal_names(people: Sequence[Node], named: Sequence[bool], sets: UnionFind) -> None:
    """Equal names of one kind are one bearer, unless ages set them apart."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, node in enumerate(people):
        if named[n] or node.type == "group":
            by_name[node.type, slug(node.best.name)].append(n)
    for (sort, name), group in sorted(by_name.items()):
        alone = sort == "person" and "-" not in name
        leaders: list[tuple[int, set[float]]] = []
        # Those whose age is known go first, so that the rest joins somebody in a fixed order.
        for n in sorted(group, key=lambda n: (not people[n].ages, people[n].key)):
            ages = people[n].ages
            for leader, known in leaders:
                if not _ages_clash(ages, known) and not (alone and ages and known and ages != known):
                    sets.join(leader, n)
                    known |= ages
                    break
            else:
                leaders.append((n, set(ages)))


def _skeleton(word: str) -> str:
    """Consonants of a name, doubles collapsed: transliterations of one name mostly share it."""
    kept = re.sub(r"[aeiouy'’\-]", "", word)
    return word[:1] + re.sub(r"(.)\1+", r"\1", kept)


def _blocks(entity: Entity) -> list[str]:
    words = [w for w in slug(entity.name).split("-") if w and w not in PARTICLES]
    if not words:
        return []
    if entity.type == "person":
        return sorted({f"p:{words[-1]}", f"p:{_skeleton(words[-1])}", f"p:{words[0]}" if len(words) > 2 else f"p:{words[-1]}"})
    letters = "".join(w[0] for w in words)
    keys = {f"o:{w}" for w in words if len(w) > 2}
    keys |= {f"o:{letters}"} if len(words) > 2 else set()
    keys |= {f"o:{words[0]}"} if len(words) == 1 else set()
    return sorted(keys)


def _join_names_that_fit(people: Sequence[Node], named: Sequence[bool], sets: UnionFind) -> None:
    """Compatible names join: equal in other spelling first, then a short name with the only fuller one it fits."""
    groups: dict[int, list[int]] = defaultdict(list)
    for n in range(len(people)):
        if named[n]:
            groups[sets.find(n)].append(n)
    reps = {root: _best_name([people[n] for n in group]) for root, group in groups.items()}
    ages = {root: set().union(*(people[n].ages for n in group)) for root, group in groups.items()}
    fits: dict[int, set[int]] = defaultdict(set)
    for a, b in _alike_names(reps):
        relation = reps[a].compare(reps[b])
        if _ages_clash(ages[a], ages[b]):
            continue
        if relation is Relation.EQUAL:
            sets.join(a, b)
        elif relation is Relation.BROADER:
            fits[a].add(b)
        elif relation is Relation.NARROWER:
            fits[b].add(a)
    for short in sorted(fits, key=lambda root: (-len(reps[root].name.split()), root)):
        fuller = sorted({sets.find(root) for root in fits[short]} - {sets.find(short)})
        # "Smith" of whom an age is told joins no John Smith of another age, not even of a near one.
        if len(fuller) == 1 and not (ages[short] and ages.get(fuller[0]) and ages[short].isdisjoint(ages[fuller[0]])):
            sets.join(fuller[0], short)


def _alike_names(names: Mapping[int, Entity]) -> list[tuple[int, int]]:
    """Pairs of names that share a block."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for root in sorted(names):
        for key in _blocks(names[root]):
            blocks[key].append(root)
    pairs: set[tuple[int, int]] = set()
    for roots in blocks.values():
        if len(roots) <= BLOCK:
            pairs |= {(a, b) for i, a in enumerate(roots) for b in roots[i + 1 :]}
    return sorted(pairs)


def _join_offices(people: Sequence[Node], named: Sequence[bool], sets: UnionFind) -> None:
    """A description ("the Iranian president") is the one named holder of that office in the pile."""
    holders: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for n, node in enumerate(people):
        if named[n] and node.type == "person":
            for office in node.offices:
                holders[office].add(sets.find(n))
    for n, node in enumerate(people):
        if named[n] or node.type != "person":
            continue
        found = {sets.find(root) for office in node.offices for root in holders.get(office, ())}
        if len(found) == 1:
            sets.join(found.pop(), n)


def _best_name(group: Sequence[Node]) -> Entity:
    """The fullest name, the most frequent among equally full ones; a name goes before a description."""
    counted: Counter[str] = Counter()
    for node in group:
        counted.update(node.names)
    return min(
        (node.best for node in group),
        key=lambda e: (not is_named(e), -min(len(e.name.split()), 4), -counted[e.name], e.name, e.type, e.titles, e.text),
    )


def _ids(groups: Sequence[Sequence[Node]]) -> list[str]:
    """Readable ids: the slug of the best name; where two bearers share it, what tells them apart is added."""
    wanted: dict[str, list[int]] = defaultdict(list)
    first = [min(node.key for node in group) for group in groups]
    for n, group in enumerate(groups):
        best = _best_name(group)
        local = not is_named(best) and best.type != "group"
        name = slug(best.name) or "unknown"
        # A description belongs to its source: two men in two reports are not yet one man.
        wanted[f"{name}-in-{slug(first[n][0]) or 'source'}" if local else name].append(n)
    ids = [""] * len(groups)
    taken: set[str] = set()
    for name in sorted(wanted):
        rivals = sorted(wanted[name], key=first.__getitem__)
        for n in rivals:
            made = name if len(rivals) == 1 else f"{name}-{_told_apart(groups[n], [groups[m] for m in rivals])}"
            unique, number = made, 2
            while unique in taken:
                unique, number = f"{made}-{number}", number + 1
            taken.add(unique)
            ids[n] = unique
    return ids


def _told_apart(group: Sequence[Node], rivals: Sequence[Sequence[Node]]) -> str:
    types = [_best_name(rival).type for rival in rivals]
    mine = _best_name(group).type
    if types.count(mine) == 1:
        return mine
    ages = sorted(set().union(*(node.ages for node in group)))
    if ages:
        return f"{ages[0]:g}"
    return slug(min(node.key for node in group)[0]) or "other"
