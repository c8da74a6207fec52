"""Who found the dead: officers in one report, a relative or a passer-by in another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

from claimrec.lexicon import table
from claimrec.model import Claim, Kind, Polarity, Role, Severity
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Stories, in_order, set_apart
from claimrec.reconciliation.verdicts import Draft
from claimrec.values import Text

__all__ = ["finders"]

FINDING = frozenset({"find", "discover", "come across", "stumble"})
DEAD = re.compile(r"\b(?:bod(?:y|ies)|corpses?|remains|dead)\b", re.IGNORECASE)


def finders(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """Conflicts of who found a body: each of two witnesses tells of one kind of finder.

    Args:
        claims: the claims of one story.
        stories: pairs of witnesses that tell of one happening.
        origins: source id -> id of the source whose text it repeats.
    """
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.type not in FINDING or claim.polarity is not Polarity.AFFIRMED:
            continue
        if not any(DEAD.search(a.evidence.text) for a in claim.having(Role.PATIENT)):
            continue
        for a in claim.having(Role.AGENT):
            kind = _finder(a.evidence.text)
            if kind and not a.inferred:
                witness = origins[claim.source.id]
                told[witness][kind].append(Statement(Kind.PARTICIPANT, "agent", a.value, claim, (a.evidence,), witness))
    sole = {name: next(iter(said.items())) for name, said in sorted(told.items()) if len(said) == 1}
    for one, two in combinations(sole, 2):
        (first, mine), (then, theirs) = sole[one], sole[two]
        if first != then and frozenset((one, two)) in stories:
            why = "two kinds of people found the dead"
            return [set_apart(in_order(mine), in_order(theirs), origins, why, "trait", Severity.LOW)]
    return []


def _finder(words: str) -> str:
    """Which kind of people a finder is of; "" where the words do not tell."""
    said = Text(words).words
    return _kinds().get(said[-1], "") if said else ""


@cache
def _kinds() -> Mapping[str, str]:
    return {word: kind for kind, words in table("traits")["finders"].items() for word in words}
