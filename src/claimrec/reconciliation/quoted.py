"""What one person says in several reports of a story: the same statement in other words, translated or retold."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from claimrec.model import Kind, Polarity, Role
from claimrec.reconciliation.agreements import PLAIN
from claimrec.reconciliation.drafts import Draft, agree
from claimrec.reconciliation.figures import content_words
from claimrec.reconciliation.statements import spoken
from claimrec.reconciliation.stories import Story, in_order

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
        credited = [(c, a) for c, a, _ in story.persons[name] if a.role is Role.SPEAKER and c.polarity is Polarity.AFFIRMED]
        if len(credited) < 2 or len({story.witness(claim) for claim, _ in credited}) < 2:
            continue
        told = [s for claim, a in credited for s in spoken(claim, a, story.witness(claim))]
        left = [s for s in told if (Kind.ATTRIBUTION, s.source, s.evidence[0].start) not in known][:CROWD]
        words = {id(s): content_words(s.about.text if s.about else "") - PLAIN for s in left}
        used: set[int] = set()
        for x, y in combinations(left, 2):
            mine, theirs = words[id(x)], words[id(y)]
            shared = len(mine & theirs)
            alike = shared >= max(SHARED, SHARE * min(len(mine), len(theirs)))
            if alike and story.joins(x.witness, y.witness) and not {id(x), id(y)} & used:
                used |= {id(x), id(y)}
                made.append(agree([in_order([x, y])], story.origins, "speaker of nearly the same words"))
    return made
