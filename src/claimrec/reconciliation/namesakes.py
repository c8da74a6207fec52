"""One person under two first names: two full names with one last name and one age, post or tie of kin, in one story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import combinations

from attrs import define

from claimrec.model import Argument, Claim, Kind, Severity
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.naming import without_tails
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.stories import Story, in_order, set_apart
from claimrec.values import Entity, Office, Relation

__all__ = ["namesakes"]


@define(eq=False, slots=False)
class _Person:
    """What one story tells of one bearer of a full name.

    Args:
        value: the person.
        where: the claims that tell of it, each with what calls it so.
    """

    value: Entity
    where: Sequence[tuple[Claim, Argument]]

    @cached_property
    def words(self) -> Sequence[str]:
        return _words(self.value.name)

    @cached_property
    def ages(self) -> set[str]:
        """The ages that stand right beside its name."""
        return {age for claim, a in self.where for age in _ages(claim, a)}

    @cached_property
    def ties(self) -> set[str]:
        """Posts of which a town has one, and ties of kin, that the person is said to have."""
        wanted = KIN | POSTS | kinds().post
        given = (x for claim, _ in self.where for x in claim.arguments if x.of == self.value.id)
        return {x.value.title.casefold() for x in given if isinstance(x.value, Office)} & wanted

    @cached_property
    def beside(self) -> set[str]:
        """Ids of all whom a claim names together with the person."""
        return {x.value.id for claim, _ in self.where for x in claim.arguments if isinstance(x.value, Entity)}

    def witnesses(self, story: Story) -> set[str]:
        return {story.witness(claim) for claim, _ in self.where}

    def statements(self, story: Story) -> list[Statement]:
        return in_order(
            story.said(Kind.PARTICIPANT, str(a.role) if a.role in PARTY else "participant", a.value, claim, a.evidence)
            for claim, a in self.where
        )


def namesakes(story: Story) -> list[Draft]:
    """Conflicts of first names: "John Roe, 18" in one report and "James Roe, 18" in another, or further down in the same."""
    by_last: dict[str, list[str]] = defaultdict(list)
    by_first: dict[str, list[str]] = defaultdict(list)
    for name, told in story.persons.items():
        words = _full_name(told)
        if words:
            by_last[words[-1]].append(name)
            by_first[words[0]].append(name)
    shared: dict[tuple[bool, str], list[str]] = {(True, word): sorted(names) for word, names in by_last.items() if len(names) > 1}
    for word, names in by_first.items():
        # First names are shared by many, of whom two must be of an age that stands beside the name.
        aged = sorted(name for name in names if _is_aged(story.persons[name])) if len(names) > 1 else ()
        if len(aged) > 1:
            shared[False, word] = aged
    known = {name: _person(story, name) for names in shared.values() for name in names}
    made = []
    for last, word in sorted(shared):
        persons = [known[name] for name in shared[last, word]]
        if len(persons) > BLOCK:
            continue
        for one, two in combinations(persons, 2):
            if _of_one(one, two) and _in_one_story(one, two, story):
                why = f"one person, and two {'first' if last else 'last'} names"
                sides = one.statements(story), two.statements(story)
                made.append(set_apart(*sides, story.origins, why, "trait", Severity.MEDIUM))
    return made


BLOCK = 300
"""Bearers of one name that are compared with each other."""


_Where = Sequence[tuple[Claim, Argument, Entity]]
"""Who calls a person by name, and how."""


def _full_name(where: _Where) -> Sequence[str]:
    """The words by which a person is first called by several; none where it never is."""
    for _, _, value in where:
        words = _words(value.name)
        if len(words) > 1:
            return words
    return ()


def _is_aged(where: _Where) -> bool:
    """True where an age stands right beside a full name."""
    # The cheapest is asked first: beside most names there is no age.
    return any(_ages(claim, a) and len(_words(value.name)) > 1 for claim, a, value in where)


def _person(story: Story, name: str) -> _Person:
    """Whom the claims call by a first and a last name, by id."""
    full = [(claim, a, value) for claim, a, value in story.persons[name] if len(_words(value.name)) > 1]
    return _Person(full[0][2], [(claim, a) for claim, a, _ in full])


def _words(name: str) -> Sequence[str]:
    """The words of a name without "Jr." and the like."""
    words = name.casefold().split()
    if "." in name or "," in name:
        words = [w.strip(".,") for w in words]
    return without_tails(words)


AGE_BEHIND = re.compile(r"(?:,| \()? ?(?:an? )?(?P<age>\d{1,3})(?:[,;)]|\.(?!\d)| ?-? ?years?\b|$)")
AGE_BEFORE = re.compile(r"\b(?P<age>\d{1,3}) ?- ?year ?- ?old (?:[\w-]+ ){0,2}$")


UNKNOWN: AbstractSet[str] = frozenset()


def _ages(claim: Claim, a: Argument) -> AbstractSet[str]:
    """The age that stands right beside a name."""
    text, span = claim.source.text, a.evidence
    before = text[max(0, span.start - 40) : span.start]
    behind, in_front = AGE_BEHIND.match(text, span.end), AGE_BEFORE.search(before) if "old" in before else None
    return {match["age"] for match in (behind, in_front) if match} if behind or in_front else UNKNOWN


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
    if not (a.ages == b.ages if a.ages and b.ages else a.ties & b.ties) or a.value.id in b.beside or b.value.id in a.beside:
        return False
    parts = [set(" ".join(person.words).replace("-", " ").split()) for person in (a, b)]
    if (a.words[0], a.words[-1]) == (b.words[0], b.words[-1]) or parts[0] <= parts[1] or parts[1] <= parts[0]:
        return False
    if a.value.compare(b.value) is not Relation.DISJOINT:
        return False
    return not any(TWINS.search(claim.evidence.text) for claim, _ in (*a.where, *b.where))


TWINS = re.compile(r"\btwins?\b", re.IGNORECASE)


def _in_one_story(a: _Person, b: _Person, story: Story) -> bool:
    """True where each is a stranger to a witness of the other, or a witness calls one person of one age by both names."""
    one, two = a.witnesses(story), b.witnesses(story)
    if one & two:
        return bool(a.ages & b.ages)
    return any(story.joins(x, y) for x in one for y in two)
