"""What reports of one story agree on although they tell it with different verbs: a figure, an hour, a day.

Events are joined by what is said to have happened. "Police were called at 2:45 a.m." and "officers arrived about 2:45 a.m."
are two events, and "16 rounds" were "found" in one report and "seized" in the other. Where two sentences share such a value
and words besides, a reader sees one fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations

from claimrec.model import Argument, Claim, Kind, Polarity, Role
from claimrec.reconciliation.figures import content_words
from claimrec.reconciliation.kinds import field_of_unit
from claimrec.reconciliation.statements import Statement, is_age, is_broken
from claimrec.reconciliation.stories import Story, in_order
from claimrec.reconciliation.verdicts import Draft, agree
from claimrec.values import Quantity, TimeSpan

__all__ = ["agreements"]

SHARED = 2
"""Words that two sentences must share beside the value."""

SHARE = 0.2
"""Their least share of the words of the shorter sentence."""

Told = tuple[str, object]
"""A field, and a value that is the same for all that is equal."""


def agreements(story: Story, known: Callable[[Kind, str, int], bool]) -> list[Draft]:
    """Values that two witnesses of one story state in sentences that are alike, and on which no finding agrees yet.

    Args:
        story: the story.
        known: whether a finding on agreement of a kind shows the words of a source that start at some place.
    """
    if not story.beside:
        return []
    told: dict[Told, list[Statement]] = defaultdict(list)
    for claim, a in (*story.having(Role.QUANTITY), *story.having(Role.TIME)):
        key = None if a.inferred or claim.polarity is not Polarity.AFFIRMED else _key(claim, a)
        if key is not None:
            kind = Kind.TIME if isinstance(a.value, TimeSpan) else Kind.QUANTITY
            told[key].append(story.said(kind, key[0], a.value, claim, a.evidence))
    made = []
    for found in told.values():
        # Most values are told by one witness, or agreed on within an event.
        if len({s.witness for s in found}) < 2:
            continue
        open_ = [s for s in found if not known(s.kind, s.source, s.evidence[0].start)]
        alike = [pair for pair in combinations(open_[:CROWD], 2) if _on_one_fact(*pair, story)]
        if alike:
            made.append(agree([in_order({id(s): s for pair in alike for s in pair}.values())], story.origins, "value"))
    return sorted(made, key=lambda draft: (draft.field, draft.explanation))


CROWD = 40
"""Statements of one value that are compared with each other."""


def _key(claim: Claim, a: Argument) -> Told | None:
    """The field and the value of a figure, an hour or a day that a claim states itself; None for anything else."""
    value = a.value
    if isinstance(value, Quantity):
        if not value.unit or value.stated is None or a.of is not None or is_broken(claim, a.evidence):
            return None
        return "age" if is_age(value) else field_of_unit(value.unit, None), (value.unit, value.bounds)
    if isinstance(value, TimeSpan):
        if value.granularity == "time":
            return "time", value.partial if value.start is None else value.start.isoformat()[11:]
        return None if value.start is None or value.granularity not in DATED else ("time", (value.granularity, value.start))
    return None


DATED = frozenset({"day", "month", "year"})


def _on_one_fact(x: Statement, y: Statement, story: Story) -> bool:
    if x.witness == y.witness or not story.joins(x.witness, y.witness):
        return False
    mine, theirs = content_words(x.claim.evidence.text), content_words(y.claim.evidence.text)
    return len(mine & theirs) >= max(SHARED, SHARE * min(len(mine), len(theirs)))
