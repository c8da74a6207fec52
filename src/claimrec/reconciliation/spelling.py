"""Streets and names in two spellings, each unknown to the reports of the story that have the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TypeVar

from claimrec.model import Argument, Claim, Kind, Role, Severity
from claimrec.reconciliation.addresses import Street, street_of
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


def _streets(story: Story) -> list[Draft]:
    """One street in two spellings, or as a street and as an avenue, where neither report knows the other's."""
    told: dict[Street, list[Statement]] = defaultdict(list)
    for role in (Role.PLACE, Role.ROLE):  # where it happened, and where somebody lives
        for claim, a in story.having(role):
            if isinstance(a.value, Place) and a.value.level in ("street", None):
                street = street_of(a.value.name)
                if street is not None:
                    told[street].append(story.said(Kind.PLACE, "place", a.value, claim, a.evidence))

    def slip(a: Street, b: Street) -> bool:
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
