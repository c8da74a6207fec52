"""What one person says in several reports of a story: the same statement in other words, translated or retold."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from claimrec.model import Kind, Polarity, Role
from claimrec.reconciliation.agreements import PLAIN
from claimrec.reconciliation.drafts import Draft, agree
from claimrec.reconciliation.figures import content_words, share_words
from claimrec.reconciliation.statements import spoken
from claimrec.reconciliation.stories import Story, in_order
from claimrec.values import Text

__all__ = ["said_alike"]

SHARED = 3
"""Words that two wordings of one statement share."""

SHARE = 0.45
"""Their least share of the words of the shorter one."""

CROWD = 40
"""Statements of one person that are compared with each other."""


def said_alike(story: Story, known: Collection[tuple[Kind, str, int]]) -> list[Draft]:
    """Agreement on who said it, where two witnesses credit one person with words that are nearly the same.

    Args:
        story: the story.
        known: kinds, sources and starts of the words on which findings agree.
    """
    made = []
    several = sorted(name for name, told in story.persons.items() if len(told) > 1) if story.beside else ()
    for name in several:
        credited = [
            (claim, a)
            for claim, a, _ in story.persons[name]
            if a.role is Role.SPEAKER
            and claim.polarity is Polarity.AFFIRMED
            and all((Kind.ATTRIBUTION, claim.source.id, start) not in known for start in (a.evidence.start, claim.trigger.start))
        ]
        if len(credited) < 2 or len({story.witness(claim) for claim, _ in credited}) < 2:
            continue
        told = [
            (claim, a, content_words(said.value.text) - PLAIN)
            for claim, a in credited[:CROWD]
            for said in claim.having(Role.CONTENT)
            if isinstance(said.value, Text)
        ]
        used: set[int] = set()
        for (x, a, mine), (y, b, theirs) in combinations(told, 2):
            alike = share_words(mine, theirs, SHARED, SHARE)
            if alike and story.joins(story.witness(x), story.witness(y)) and not {id(x), id(y)} & used:
                used |= {id(x), id(y)}
                said = [s for claim, given in ((x, a), (y, b)) for s in spoken(claim, given, story.witness(claim))]
                made.append(agree([in_order(said)], story.origins, "speaker of nearly the same words"))
    return made
