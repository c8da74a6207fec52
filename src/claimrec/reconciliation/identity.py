"""Who is who across sources: document-level entity ids become ids of the whole pile.

Names are compared once per distinct name, within blocks (last name, skeleton of the last name, tokens of a
body's name, acronym), so the work grows with the number of names and not of claims.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from attrs import evolve, field, frozen, mutable

from claimrec.model import Argument, Claim, Role, slug
from claimrec.reconciliation.unionfind import UnionFind
from claimrec.values import Entity, Office, Place, Quantity, Relation

__all__ = ["ACTING", "Identity", "acting_country", "identify", "is_named"]

ACTING = frozenset({Role.AGENT, Role.PATIENT, Role.RECIPIENT, Role.PARTICIPANT, Role.INSTRUMENT, Role.SPEAKER})
"""Roles in which a place stands for its country."""

PARTICLES = frozenset(
    "al el bin ibn ben van von der den de del della di da dos das du la le y e ter ten st of the and for on in at".split()
)
"""Lower-case words inside names."""

BLOCK = 200
"""Larger blocks of distinct names (a very common last name) are compared for equal names only."""

AGE_GAP = 8
"""Two ages further apart than this are of two people of one name; nearer ones may be a reporter's slip."""

Key = tuple[str, str]
"""A source's id and the entity's id in it."""


def is_named(entity: Entity) -> bool:
    """True for a name of its own, False for a description ("a man", "the Iranian president").

    >>> is_named(Entity("Viktor Khrenin")), is_named(Entity("gunman")), is_named(Entity("president of Iran"))
    (True, False, False)
    """
    return _is_name(entity.name, entity.type)


@lru_cache(maxsize=65536)
def _is_name(name: str, type: str) -> bool:
    words = [w for w in re.split(r"[\s\-‐]+", name) if any(c.isalpha() for c in w)]
    if not words:
        return False
    if type == "country":
        return True
    capital = [w[:1].isupper() or any(c.isupper() for c in w) or not w[0].isascii() for w in words]
    if type == "person":
        return all(up or w.casefold() in PARTICLES for up, w in zip(capital, words, strict=True)) and capital[-1]
    if type == "organization":
        return any(capital)
    return capital[-1]


def acting_country(place: Place) -> str:
    """The country that a place stands for where it acts.

    >>> acting_country(Place("Minsk", ["Belarus"])), acting_country(Place("Iran"))
    ('Belarus', 'Iran')
    """
    return place.within[-1] if place.within else place.name


@frozen
class Identity:
    """What was decided: (source, entity id there) -> id in the pile, and the fullest name of each id."""

    ids: Mapping[Key, str]
    names: Mapping[str, Entity]

    def of(self, source: str, entity: str) -> str:
        """The id in the pile of an entity id of a source; the id itself where the source names no such entity."""
        return self.ids.get((source, entity), entity)

    def rename(self, claim: Claim) -> Claim:
        """The claim with the decided ids; its own id stays, as entity ids do not enter it."""
        made = tuple(self._rename(claim.source.id, a) for a in claim.arguments)
        return claim if made == claim.arguments else evolve(claim, arguments=made)

    def _rename(self, source: str, argument: Argument) -> Argument:
        value, of = argument.value, argument.of
        if isinstance(value, Entity):
            value = evolve(value, id=self.of(source, value.id or slug(value.name)))
        if of is not None:
            of = self.of(source, of)
        return argument if value is argument.value and of == argument.of else evolve(argument, value=value, of=of)


@mutable
class _Node:
    """One entity of one source."""

    key: Key
    names: Counter[str] = field(factory=Counter)
    type: str = "person"
    best: Entity = field(factory=lambda: Entity(""))
    ages: set[float] = field(factory=set)
    offices: set[tuple[str, str, str]] = field(factory=set)
    former: set[tuple[str, str, str]] = field(factory=set)


def _nodes(claims: Iterable[Claim]) -> dict[Key, _Node]:
    nodes: dict[Key, _Node] = {}
    for claim in claims:
        for a in claim.arguments:
            if isinstance(a.value, Entity):
                key = (claim.source.id, a.value.id or slug(a.value.name))
                node = nodes.setdefault(key, _Node(key))
                node.names[a.value.name] += 1
                if _fuller(a.value, node.best):
                    node.best, node.type = a.value, a.value.type
    for claim in claims:
        for a in claim.arguments:
            owner = nodes.get((claim.source.id, a.of)) if a.of else None
            if owner is None:
                continue
            if (
                isinstance(a.value, Quantity)
                and a.value.unit == "year"
                and a.value.low is not None
                and a.value.low == a.value.high
            ):
                owner.ages.add(float(a.value.low))
            elif isinstance(a.value, Office):
                office = _office_key(a.value)
                if office is not None:
                    (owner.offices if a.value.status != "former" else owner.former).add(office)
    return nodes


def _fuller(a: Entity, b: Entity) -> bool:
    return (len(a.name.split()), len(a.name), a.name, a.type) > (len(b.name.split()), len(b.name), b.name, b.type)


def _office_key(office: Office) -> tuple[str, str, str] | None:
    """An office that one person holds at a time; None where body and country are both left open."""
    if not (office.country or office.body):
        return None
    return (office.title.casefold(), slug(office.body or ""), slug(office.country or ""))


def identify(claims: Sequence[Claim]) -> Identity:
    """Decide who is who in a pile of claims.

    Names join where they are equal, or where one fits only one fuller name of the pile; a description joins the
    one named holder of its office; nothing joins against a contradiction (two ages, two kinds of thing). A
    description of nobody in particular ("a man") stays within its source.

    >>> identify([]).ids
    {}
    """
    nodes = _nodes(claims)
    order = sorted(nodes)
    place = {key: n for n, key in enumerate(order)}
    people = [nodes[key] for key in order]
    sets = UnionFind(len(order))
    named = [is_named(node.best) for node in people]
    _join_equal_names(people, named, sets)
    _join_names_that_fit(people, named, sets)
    _join_offices(people, named, sets)
    members: dict[int, list[int]] = defaultdict(list)
    for n in range(len(order)):
        members[sets.find(n)].append(n)
    ids = _ids([[people[n] for n in group] for group in members.values()])
    best: dict[str, Entity] = {}
    for group in members.values():
        made = ids[people[group[0]].key]
        best[made] = evolve(_best_name([people[n] for n in group]), id=made)
    return Identity({key: ids[key] for key in place}, {name: best[name] for name in sorted(best)})


def _ages_clash(a: set[float], b: set[float]) -> bool:
    return bool(a and b) and min(abs(x - y) for x in a for y in b) > AGE_GAP


def _join_equal_names(people: Sequence[_Node], named: Sequence[bool], sets: UnionFind) -> None:
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


def _join_names_that_fit(people: Sequence[_Node], named: Sequence[bool], sets: UnionFind) -> None:
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


def _join_offices(people: Sequence[_Node], named: Sequence[bool], sets: UnionFind) -> None:
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


def _best_name(group: Sequence[_Node]) -> Entity:
    """The fullest name, the most frequent among equally full ones; a name goes before a description."""
    counted: Counter[str] = Counter()
    for node in group:
        counted.update(node.names)
    return min(
        (node.best for node in group),
        key=lambda e: (not is_named(e), -min(len(e.name.split()), 4), -counted[e.name], e.name, e.type, e.titles, e.text),
    )


def _ids(groups: Sequence[Sequence[_Node]]) -> dict[Key, str]:
    """Readable ids: the slug of the best name; where two bearers share it, what tells them apart is added."""
    wanted: dict[str, list[Sequence[_Node]]] = defaultdict(list)
    for group in groups:
        best = _best_name(group)
        local = not is_named(best) and best.type != "group"
        first = min(node.key for node in group)
        # A description belongs to its source: two men in two reports are not yet one man.
        wanted[
            f"{slug(best.name) or 'unknown'}-in-{slug(first[0]) or 'source'}" if local else slug(best.name) or "unknown"
        ].append(group)
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    for name in sorted(wanted):
        rivals = sorted(wanted[name], key=lambda group: min(node.key for node in group))
        for group in rivals:
            made = name if len(rivals) == 1 else f"{name}-{_told_apart(group, rivals)}"
            unique, n = made, 2
            while unique in taken:
                unique, n = f"{made}-{n}", n + 1
            taken.add(unique)
            ids.update({node.key: unique for node in group})
    return ids


def _told_apart(group: Sequence[_Node], rivals: Sequence[Sequence[_Node]]) -> str:
    types = [_best_name(rival).type for rival in rivals]
    mine = _best_name(group).type
    if types.count(mine) == 1:
        return mine
    ages = sorted(set().union(*(node.ages for node in group)))
    if ages:
        return f"{ages[0]:g}"
    return slug(min(node.key for node in group)[0]) or "other"
