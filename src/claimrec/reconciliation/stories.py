"""What is compared over a whole story rather than within one event: streets and names.

Reports tell one happening in many verbs: the shots that "rang out" at nine in one paper are the call that "came in"
at half past in another. Within sources that tell one story, a few kinds of detail can be set side by side all the
same, since a story has one of each: the hour at which it all began, the street where it did, a person's name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from attrs import evolve, frozen

from claimrec.model import Claim, Event, Kind, Role, Severity
from claimrec.reconciliation.identity import is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.people import alike
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.unionfind import UnionFind
from claimrec.reconciliation.verdicts import Draft, Group, witnesses
from claimrec.reconciliation.wording import sides
from claimrec.values import Entity, Place, Relation, Verdict

__all__ = ["Stories", "apart_by_story", "in_order", "over_stories", "set_all_apart", "set_apart", "stories_of", "through_a_third"]

Key = TypeVar("Key", bound=object)

Stories = frozenset[frozenset[str]]
"""Pairs of witnesses that tell of one happening."""


def over_stories(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """Conflicts of streets and names between sources of one story.

    Args:
        claims: all claims, with decided entity ids.
        stories: pairs of witnesses that tell of one happening.
        origins: source id -> id of the source whose text it repeats.
    """
    return [*_streets(claims, stories, origins), *_names(claims, stories, origins)] if stories else []


def apart_by_story(
    events: Sequence[Event], claims: Sequence[Claim], origins: Mapping[str, str]
) -> list[tuple[list[Event], list[Claim]]]:
    """A pile of many stories as one pile a story: its happenings and all claims of its witnesses.

    Witnesses that share a happening, be it through others, are of one story; what is compared over a whole story
    is compared within such a pile only.
    """
    names = sorted(set(origins.values()))
    number = {name: n for n, name in enumerate(names)}
    sets = UnionFind(len(names))
    happenings = [event for event in events if kinds().is_happening(kinds().folded(event.type))]
    told = [[number[origins[name]] for name in event.sources] for event in happenings]
    for members in told:
        for n in members[1:]:
            sets.join(members[0], n)
    made: dict[int, tuple[list[Event], list[Claim]]] = defaultdict(lambda: ([], []))
    for event, members in zip(happenings, told, strict=True):
        made[sets.find(members[0])][0].append(event)
    for claim in claims:
        made[sets.find(number[origins[claim.source.id]])][1].append(claim)
    return [made[root] for root in sorted(made)]


def stories_of(events: Sequence[Event], origins: Mapping[str, str]) -> Stories:
    """Pairs of witnesses that share a happening."""
    made: set[frozenset[str]] = set()
    for event in events:
        if kinds().is_happening(kinds().folded(event.type)):
            found = sorted({origins[name] for name in event.sources})
            # A pile of hundreds of reports of one event needs no pairs of all with all.
            made.update(frozenset(pair) for pair in combinations(found[:CROWD], 2))
    return frozenset(made)


def through_a_third(stories: Stories) -> Stories:
    """The pairs, and those of which each tells one story with the same third witness."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, two in (sorted(pair) for pair in stories):
        beside[one].add(two)
        beside[two].add(one)
    made = set(stories)
    for name in sorted(beside):
        made.update(frozenset(pair) for pair in combinations(sorted(beside[name])[:CROWD], 2))
    return frozenset(made)


CROWD = 40
"""Witnesses of one event that are paired with each other."""


def set_apart(a: Group, b: Group, origins: Mapping[str, str], why: str, basis: str, severity: Severity) -> Draft:
    """A conflict of two values, the better supported first."""
    return set_all_apart((a, b), origins, why, basis, severity)


def set_all_apart(groups: Sequence[Group], origins: Mapping[str, str], why: str, basis: str, severity: Severity) -> Draft:
    """A conflict of values of which each excludes each other, the best supported first."""
    chosen = sorted(groups, key=lambda g: (-len(witnesses(g)), g[0].source, g[0].evidence[0].start))
    first = chosen[0][0]
    text = f"{sides(chosen, origins)}: {why}"
    return Draft(first.kind, first.field, Verdict.CONFLICT, tuple(chosen), text, severity, basis)


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Statements in the order of sources and text."""
    return sorted(statements, key=lambda s: (s.source, s.evidence[0].start, s.claim.trigger.start, s.claim.id))


# --- streets

WAYS = {
    "st": "street",
    "ave": "avenue",
    "av": "avenue",
    "rd": "road",
    "dr": "drive",
    "blvd": "boulevard",
    "ln": "lane",
    "hwy": "highway",
    "pkwy": "parkway",
    "pl": "place",
    "ct": "court",
}
WAY = frozenset(WAYS.values()) | {"way", "terrace", "row", "square", "crescent"}
COMPASS = {
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "n.e": "northeast",
    "n.w": "northwest",
    "s.e": "southeast",
    "s.w": "southwest",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
}


@frozen
class _Street:
    """A street's name, what kind of way it is, and its compass points."""

    name: str
    way: str
    compass: frozenset[str]


def _street(value: Place) -> _Street | None:
    """The street that a place is, without a house number and a block; None for what is no named street."""
    if value.level not in ("street", None):
        return None
    words = re.sub(r"^.*\bblock of\b", "", value.name.casefold()).replace(",", " ").split()
    words = [COMPASS.get(w.rstrip("."), WAYS.get(w.rstrip("."), w.rstrip("."))) for w in words]
    while words and words[0].isdigit():
        words = words[1:]
    compass = frozenset(w for w in words if w in COMPASS.values())
    way = words[-1] if words and words[-1] in WAY else ""
    name = " ".join(w for w in words if w not in compass and (w != way or w != words[-1]))
    return _Street(name, way, compass) if way and len(name) > 3 and not any(c.isdigit() for c in name) else None


def _streets(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """One street in two spellings, or as a street and as an avenue, where neither report knows the other's."""
    told: dict[_Street, list[Statement]] = defaultdict(list)
    for claim in claims:
        for a in (*claim.having(Role.PLACE), *claim.having(Role.ROLE)):  # where it happened, and where somebody lives
            street = _street(a.value) if isinstance(a.value, Place) else None
            if street is not None:
                told[street].append(Statement(Kind.PLACE, "place", a.value, claim, (a.evidence,), origins[claim.source.id]))

    def slip(a: _Street, b: _Street) -> bool:
        if a.compass and b.compass and a.compass != b.compass:
            return False
        return a.way != b.way if a.name == b.name else _spelt_alike(a.name, b.name)

    return _slips(told, slip, stories, origins, "two spellings of what seems to be one street")


def _spelt_alike(a: str, b: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return a[:1] == b[:1] and ratio(a, b) >= 84


def _slips(
    told: Mapping[Key, Sequence[Statement]],
    slip: Callable[[Key, Key], bool],
    stories: Stories,
    origins: Mapping[str, str],
    why: str,
) -> list[Draft]:
    """Conflicts of two written forms a slip apart, in different witnesses of one story that do not know both."""
    made = []
    ordered = sorted(told, key=lambda key: (-len(witnesses(told[key])), str(key)))
    for a, b in combinations(ordered, 2):
        one, two = witnesses(told[a]), witnesses(told[b])
        if one & two or not slip(a, b):
            continue
        if any(frozenset((x, y)) in stories for x in one for y in two):
            made.append(set_apart(in_order(told[a]), in_order(told[b]), origins, why, "spelling", Severity.LOW))
    return made


# --- names


def _names(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """Two full names a slip apart, each unknown to the reports that have the other."""
    told: dict[str, list[Statement]] = defaultdict(list)
    shown: dict[str, Entity] = {}
    for claim in claims:
        for a in claim.arguments:
            value = a.value
            if a.role in PARTY | {Role.SPEAKER} and isinstance(value, Entity) and value.type == "person" and is_named(value):
                field = str(a.role) if a.role in PARTY else "participant"
                told[value.id].append(Statement(Kind.PARTICIPANT, field, value, claim, (a.evidence,), origins[claim.source.id]))
                known = shown.setdefault(value.id, value)
                if (len(value.name), value.name) > (len(known.name), known.name):
                    shown[value.id] = value

    def slip(a: str, b: str) -> bool:
        return shown[a].compare(shown[b]) is Relation.DISJOINT and alike(shown[a], shown[b])

    by_first: dict[str, dict[str, list[Statement]]] = defaultdict(dict)
    for name in sorted(told):
        for word in {w[:2] for w in shown[name].name.casefold().split()[-1:]}:
            by_first[word][name] = [evolve(s, field=told[name][0].field, value=shown[name]) for s in told[name]]
    made = []
    for word in sorted(by_first):
        if len(by_first[word]) <= BLOCK:
            made += _slips(by_first[word], slip, stories, origins, "two spellings that can hardly be of one name")
    return made


BLOCK = 300
"""Names with one beginning that are compared with each other."""
