"""Streets and names in two spellings, each unknown to the reports of the story that have the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

from attrs import define, field, frozen

from claimrec.model import Argument, Claim, Kind, Role, Severity
from claimrec.reconciliation.people import alike
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.stories import Story, in_order, set_apart
from claimrec.reconciliation.verdicts import Draft, witnesses
from claimrec.values import Entity, Place, Relation

__all__ = ["spellings"]

Key = TypeVar("Key", bound=object)


def spellings(story: Story) -> list[Draft]:
    """Conflicts of streets and names between witnesses of one story."""
    return [*_streets(story), *_names(story)] if story.beside else []


def _slips(forms: Mapping[Key, AbstractSet[str]], slip: Callable[[Key, Key], bool], story: Story) -> Iterator[tuple[Key, Key]]:
    """Pairs of written forms a slip apart, in different witnesses of one story that do not know both.

    Args:
        forms: written form -> the witnesses that have it.
        slip: whether two are a slip apart.
        story: the story.
    """
    ordered = sorted(forms, key=lambda key: (-len(forms[key]), str(key)))
    for a, b in combinations(ordered, 2):
        if forms[a].isdisjoint(forms[b]) and slip(a, b) and any(story.joins(x, y) for x in forms[a] for y in forms[b]):
            yield a, b


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


@lru_cache(maxsize=8192)
def _street(name: str) -> _Street | None:
    """The street of that name, without a house number and a block; None for what is no named street."""
    words = re.sub(r"^.*\bblock of\b", "", name.casefold()).replace(",", " ").split()
    words = [COMPASS.get(w.rstrip("."), WAYS.get(w.rstrip("."), w.rstrip("."))) for w in words]
    while words and words[0].isdigit():
        words = words[1:]
    compass = frozenset(w for w in words if w in COMPASS.values())
    way = words[-1] if words and words[-1] in WAY else ""
    name = " ".join(w for w in words if w not in compass and (w != way or w != words[-1]))
    return _Street(name, way, compass) if way and len(name) > 3 and not any(c.isdigit() for c in name) else None


def _streets(story: Story) -> list[Draft]:
    """One street in two spellings, or as a street and as an avenue, where neither report knows the other's."""
    told: dict[_Street, list[Statement]] = defaultdict(list)
    for role in (Role.PLACE, Role.ROLE):  # where it happened, and where somebody lives
        for claim, a in story.having(role):
            if isinstance(a.value, Place) and a.value.level in ("street", None):
                street = _street(a.value.name)
                if street is not None:
                    told[street].append(story.said(Kind.PLACE, "place", a.value, claim, a.evidence))

    def slip(a: _Street, b: _Street) -> bool:
        if a.compass and b.compass and a.compass != b.compass:
            return False
        return a.way != b.way if a.name == b.name else _spelt_alike(a.name, b.name)

    why = "two spellings of what seems to be one street"
    forms = {street: witnesses(said) for street, said in told.items()}
    return [
        set_apart(in_order(told[a]), in_order(told[b]), story.origins, why, "spelling", Severity.LOW)
        for a, b in _slips(forms, slip, story)
    ]


def _spelt_alike(a: str, b: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return a[:1] == b[:1] and ratio(a, b) >= 84


# --- names


@define(eq=False)
class _Named:
    """A person by name: as whom the story knows it best, and who calls it so where."""

    value: Entity
    witnesses: set[str] = field(factory=set)
    where: list[tuple[Claim, Argument]] = field(factory=list)

    def statements(self, story: Story) -> list[Statement]:
        """What calls the person so, under the longest of its names."""
        role = self.where[0][1].role
        name = str(role) if role in PARTY else "participant"
        return in_order(story.said(Kind.PARTICIPANT, name, self.value, claim, a.evidence) for claim, a in self.where)


def _names(story: Story) -> list[Draft]:
    """Two full names a slip apart, each unknown to the reports that have the other."""
    known: dict[str, _Named] = {}
    for claim, a, value in story.persons:
        if a.role is Role.TOPIC:
            continue
        person = known.get(value.id)
        if person is None:
            person = known[value.id] = _Named(value)
        elif (len(value.name), value.name) > (len(person.value.name), person.value.name):
            person.value = value
        person.witnesses.add(story.witness(claim))
        person.where.append((claim, a))

    def slip(a: str, b: str) -> bool:
        one, two = known[a].value, known[b].value
        return alike(one, two) and one.compare(two) is Relation.DISJOINT

    why = "two spellings that can hardly be of one name"
    by_last: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for name, person in known.items():
        for word in person.value.name.casefold().split()[-1:]:
            by_last[word[:2]][name] = person.witnesses
    made = []
    for beginning in sorted(by_last):
        if 1 < len(by_last[beginning]) <= BLOCK:
            for one, two in _slips(by_last[beginning], slip, story):
                groups = known[one].statements(story), known[two].statements(story)
                made.append(set_apart(*groups, story.origins, why, "spelling", Severity.LOW))
    return made


BLOCK = 300
"""Names with one beginning that are compared with each other."""
