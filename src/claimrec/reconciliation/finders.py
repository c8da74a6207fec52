"""Who found the dead: officers in one report, a relative or a passer-by in another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from claimrec.lexicon import table
from claimrec.model import Kind, Polarity, Role, Severity
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Story, sole_apart
from claimrec.values import Text

__all__ = ["FINDING", "finders"]

FINDING = frozenset({"find", "discover", "come across", "stumble"})
DEAD = re.compile(r"\b(?:bod(?:y|ies)|corpses?|remains|dead)\b", re.IGNORECASE)


def finders(story: Story) -> list[Draft]:
    """Conflicts of who found a body: each of two witnesses tells of one kind of finder."""
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for claim in story.of_type(*sorted(FINDING)):
        if claim.polarity is not Polarity.AFFIRMED or not any(DEAD.search(a.evidence.text) for a in claim.having(Role.PATIENT)):
            continue
        for a in claim.having(Role.AGENT):
            kind = _finder(a.evidence.text)
            if kind and not a.inferred:
                said = story.said(Kind.PARTICIPANT, "agent", a.value, claim, a.evidence)
                told[said.witness][kind].append(said)
    return sole_apart(told, story, "two kinds of people found the dead", "trait", Severity.LOW)


def _finder(words: str) -> str:
    """Which kind of people a finder is of; "" where the words do not tell."""
    said = Text(words).words
    return _kinds().get(" ".join(said[-2:])) or _kinds().get(" ".join(said[-1:]), "")


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, words in table("traits")["finders"].items() for word in words}
