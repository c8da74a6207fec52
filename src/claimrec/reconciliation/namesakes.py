"""One person under two first names: two full names with one last name and one age, post or tie of kin, in one story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from attrs import define, field

from claimrec.model import Argument, Claim, Kind, Role, Severity
from claimrec.reconciliation.identity import is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.stories import Stories, in_order, set_apart
from claimrec.reconciliation.verdicts import Draft, witnesses
from claimrec.values import Entity, Office, Relation

__all__ = ["namesakes"]


@define
class _Person:
    """What one story tells of one bearer of a full name."""

    value: Entity
    said: list[Statement] = field(factory=list)
    ages: set[str] = field(factory=set)
    ties: set[str] = field(factory=set)
    beside: set[str] = field(factory=set)


def namesakes(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """Conflicts of first names: "John Roe, 18" in one report and "James Roe, 18" in another, or further down in the same.

    Args:
        claims: the claims of one story.
        stories: pairs of witnesses that tell of one happening.
        origins: source id -> id of the source whose text it repeats.
    """
    by_word: dict[tuple[bool, str], dict[str, _Person]] = defaultdict(dict)
    for name, person in _persons(claims, origins).items():
        by_word[True, _words(person.value)[-1]][name] = person
        if person.ages:
            by_word[False, _words(person.value)[0]][name] = person
    made = []
    for last, word in sorted(by_word):
        if len(by_word[last, word]) > BLOCK:
            continue
        for a, b in combinations(sorted(by_word[last, word]), 2):
            one, two = by_word[last, word][a], by_word[last, word][b]
            if _of_one(one, two) and _in_one_story(one, two, stories):
                why = f"one person, and two {'first' if last else 'last'} names"
                made.append(set_apart(in_order(one.said), in_order(two.said), origins, why, "trait", Severity.MEDIUM))
    return made


BLOCK = 300
"""Bearers of one name that are compared with each other."""


def _persons(claims: Sequence[Claim], origins: Mapping[str, str]) -> dict[str, _Person]:
    """Everybody whom the claims call by a first and a last name."""
    made: dict[str, _Person] = {}
    for claim, a, value in _full_names(claims):
        person = made.setdefault(value.id, _Person(value))
        kind = str(a.role) if a.role in PARTY else "participant"
        person.said.append(Statement(Kind.PARTICIPANT, kind, value, claim, (a.evidence,), origins[claim.source.id]))
        person.ages |= _ages(claim, a)
        held = {x.value.title.casefold() for x in claim.arguments if isinstance(x.value, Office) and x.of == value.id}
        person.ties |= held & (KIN | POSTS | kinds().post)
        person.beside |= {x.value.id for x in claim.arguments if isinstance(x.value, Entity)}
    return made


def _full_names(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Argument, Entity]]:
    for claim in claims:
        for a in claim.arguments:
            value = a.value
            if a.role in PARTY | {Role.SPEAKER, Role.TOPIC} and isinstance(value, Entity) and value.type == "person":
                if is_named(value) and len(_words(value)) > 1:
                    yield claim, a, value


def _words(person: Entity) -> list[str]:
    """The words of a name without "Jr." and the like."""
    words = [w.strip(".,") for w in person.name.casefold().split()]
    return [w for w in words if w not in ("jr", "sr", "ii", "iii", "iv")]


AGE_BEHIND = re.compile(r"(?:,| \()? ?(?:an? )?(?P<age>\d{1,3})(?:[,;)]|\.(?!\d)| ?-? ?years?\b|$)")
AGE_BEFORE = re.compile(r"\b(?P<age>\d{1,3}) ?- ?year ?- ?old (?:[\w-]+ ){0,2}$")


def _ages(claim: Claim, a: Argument) -> set[str]:
    """The age that stands right beside a name."""
    text, span = claim.source.text, a.evidence
    found = AGE_BEHIND.match(text, span.end), AGE_BEFORE.search(text[max(0, span.start - 40) : span.start])
    return {match["age"] for match in found if match}


KIN = frozenset(
    "mother father wife husband son daughter brother sister grandmother grandfather grandson granddaughter uncle aunt nephew "
    "niece cousin fiance fiancé fiancee fiancée girlfriend boyfriend stepfather stepmother stepson stepdaughter widow".split()
)
"""Words for one person's tie to another."""

POSTS = frozenset(
    {"chief", "police chief", "fire chief", "sheriff", "district attorney", "coroner", "superintendent", "principal"}
)
"""Posts of which a town or county has one."""


def _of_one(a: _Person, b: _Person) -> bool:
    """True where two names with one last name are told of somebody of one age, post or tie, and never of two people at once."""
    if a.value.compare(b.value) is not Relation.DISJOINT or a.value.id in b.beside or b.value.id in a.beside:
        return False
    ends = [(_words(person.value)[0], _words(person.value)[-1]) for person in (a, b)]
    parts = [set(" ".join(_words(person.value)).replace("-", " ").split()) for person in (a, b)]
    if ends[0] == ends[1] or parts[0] <= parts[1] or parts[1] <= parts[0]:
        return False
    if any(TWINS.search(s.claim.evidence.text) for s in (*a.said, *b.said)):
        return False
    return bool(a.ages and a.ages == b.ages) or (bool(a.ties & b.ties) and not (a.ages and b.ages))


TWINS = re.compile(r"\btwins?\b", re.IGNORECASE)


def _in_one_story(a: _Person, b: _Person, stories: Stories) -> bool:
    """True where each is a stranger to a witness of the other, or a witness calls one person of one age by both names."""
    one, two = witnesses(a.said), witnesses(b.said)
    if one & two:
        return bool(a.ages & b.ages)
    return any(frozenset((x, y)) in stories for x in one for y in two)
