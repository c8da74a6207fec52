"""Streets and names in two spellings, each unknown to the reports of the story that have the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import combinations
from typing import TypeVar

from attrs import frozen

from claimrec.model import Argument, Claim, Kind, Role, Severity
from claimrec.reconciliation.drafts import Draft, witnesses
from claimrec.reconciliation.people import alike
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.stories import Story, in_order, set_apart
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


_Where = Sequence[tuple[Claim, Argument, Entity]]
"""Who calls a person by name, and how."""


def _fullest(where: _Where) -> Entity | None:
    """A person as whom the story knows it best, where it is more than spoken of."""
    best, topic = None, Role.TOPIC
    for _, a, value in where:
        if value is best or a.role is topic:
            continue
        if best is None or (len(value.name), value.name) > (len(best.name), best.name):
            best = value
    return best


def _named(story: Story, name: str) -> _Where:
    """Where a person is called by name and more than spoken of."""
    return [said for said in story.persons[name] if said[1].role is not Role.TOPIC]


def _statements(story: Story, name: str, value: Entity) -> list[Statement]:
    """What calls a person by name, under the longest of its names."""
    where = _named(story, name)
    role = where[0][1].role
    field = str(role) if role in PARTY else "participant"
    return in_order(story.said(Kind.PARTICIPANT, field, value, claim, a.evidence) for claim, a, _ in where)


def _names(story: Story) -> list[Draft]:
    """Two full names a slip apart, each unknown to the reports that have the other."""
    known: dict[str, Entity] = {}
    by_last: dict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for name, told in story.persons.items():
        person = _fullest(told)
        if person is not None:
            known[name] = person
            words = person.name.casefold().split()
            by_last[words[-1][:2] if words else ""].append((name, words))

    def slip(a: str, b: str) -> bool:
        return alike(known[a], known[b]) and known[a].compare(known[b]) is Relation.DISJOINT

    why = "two spellings that can hardly be of one name"
    made = []
    for beginning in sorted(by_last):
        block = by_last[beginning]
        if beginning and 1 < len(block) <= BLOCK and _share_a_word([words for _, words in block]):
            forms = {name: {story.witness(claim) for claim, _, _ in _named(story, name)} for name, _ in block}
            for one, two in _slips(forms, slip, story):
                groups = _statements(story, one, known[one]), _statements(story, two, known[two])
                made.append(set_apart(*groups, story.origins, why, "spelling", Severity.LOW))
    return made


def _share_a_word(names: Sequence[Sequence[str]]) -> bool:
    """True where two names have a word in one place, as names a slip apart do.

    >>> _share_a_word([["jon", "smith"], ["john", "smith"]]), _share_a_word([["john", "smith"], ["mia", "smythe"]])
    (True, False)
    """
    words = [placed for name in names for placed in enumerate(name)]
    return len(set(words)) < len(words)


BLOCK = 300
"""Names with one beginning that are compared with each other."""
