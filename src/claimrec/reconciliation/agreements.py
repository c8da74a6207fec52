"""What reports of one story agree on although they tell it with different verbs: a figure, an hour, a day, a place.

Events are joined by what is said to have happened. "Guards rang at 6:20 p.m." and "crews came about 6:20 p.m."
are two events, and "16 rounds" were "found" in one report and "seized" in the other. Where two sentences share such a value
and words besides, a reader sees one fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from itertools import combinations

from claimrec.model import Argument, Claim, Kind, Polarity, Role
from claimrec.reconciliation.addresses import written_out
from claimrec.reconciliation.drafts import Draft, agree
from claimrec.reconciliation.figures import content_words
from claimrec.reconciliation.kinds import field_of_unit
from claimrec.reconciliation.statements import is_age, is_broken
from claimrec.reconciliation.stories import Story, in_order
from claimrec.values import Place, Quantity, TimeSpan, Value

__all__ = ["PLAIN", "SHARED", "agreements", "told_key"]

SHARED = 2
"""Words that two sentences must share beside the value."""

SHARE = 0.2
"""Their least share of the words of the shorter sentence."""

SHARE_FOR_A_YEAR = 0.35
"""The same for years, in which much happens."""

CROWD = 40
"""Statements of one value that are compared with each other."""

KINDS = {"time": Kind.TIME, "place": Kind.PLACE}
"""Fields that are no figures."""

Told = tuple[str, object]
"""A field, and what is the same for all values that are equal."""


PLAIN = content_words(
    "that with from have been were they them their this these those will would could should about after before more most than "
    "over into also said says tell told when which while where there other some only just each both such what whom whose here "
    "then once your under between among against during through because since until within being does many much very same made "
    "make "
)
"""Words that stand in any sentence."""


def agreements(story: Story, known: Collection[tuple[Kind, str, int]]) -> list[Draft]:
    """Values that two witnesses of one story state in sentences that are alike, and on which no finding agrees yet.

    Args:
        story: the story.
        known: kinds, sources and starts of the words on which findings agree.
    """
    if not story.beside:
        return []
    told: dict[Told, list[tuple[Claim, Argument]]] = defaultdict(list)
    for role in (Role.QUANTITY, Role.TIME, Role.PLACE):
        for claim, a in story.having(role):
            if not a.inferred and claim.polarity is Polarity.AFFIRMED:
                key = told_key(claim, a)
                if key is not None:
                    told[key].append((claim, a))
    made = []
    for (name, _), found in told.items():
        # Most values are told by one witness, or agreed on within an event.
        if len(found) < 2 or len({story.witness(claim) for claim, _ in found}) < 2:
            continue
        kind = KINDS.get(name, Kind.QUANTITY)
        left = [pair for pair in found if (kind, pair[0].source.id, pair[1].evidence.start) not in known][:CROWD]
        said = [story.said(kind, name, a.value, claim, a.evidence) for claim, a in left]
        words = {id(s): content_words(s.claim.evidence.text) for s in said}
        pairs = [pair for pair in combinations(said, 2) if story.joins(pair[0].witness, pair[1].witness)]
        share = SHARE_FOR_A_YEAR if _is_year(found[0][1].value) else SHARE
        alike = {id(s): s for x, y in pairs if _share_words(words[id(x)], words[id(y)], share) for s in (x, y)}
        if alike:
            made.append(agree([in_order(alike.values())], story.origins, "value"))
    return sorted(made, key=lambda draft: (draft.field, draft.explanation))


def told_key(claim: Claim, a: Argument) -> Told | None:
    """The field and the value of a figure, an hour, a day or a place that a claim states itself; None for anything else."""
    value = a.value
    if isinstance(value, TimeSpan):
        if value.start is None:
            told = value.partial or value.weekday  # "the next night" is another one in each report
            return ("time", (value.partial, value.weekday)) if told and value.granularity in ("time", "day") else None
        return "time", (value.granularity, value.start)
    if isinstance(value, Place):
        # "A home" may be any; of a place with a name a story has one.
        plain = value.name.islower() or (value.level == "site" and " " not in value.name)
        return None if value.near or plain else ("place", written_out(value.name))
    if (
        not isinstance(value, Quantity)
        or not value.unit
        or value.stated is None
        or a.of is not None
        or is_broken(claim, a.evidence)
    ):
        return None
    return "age" if is_age(value) else field_of_unit(value.unit, None), (value.unit, value.bounds)


def _is_year(value: Value) -> bool:
    return isinstance(value, TimeSpan) and value.granularity == "year"


def _share_words(mine: AbstractSet[str], theirs: AbstractSet[str], share: float) -> bool:
    """True for sentences of whose words enough are the same."""
    return len(mine & theirs) >= max(SHARED, share * min(len(mine), len(theirs)))
