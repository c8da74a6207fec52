"""What reports of one story agree on although they tell it with different verbs: a figure, an hour, a day, a place.

Events are joined by what is said to have happened. "Guards rang at 6:20 p.m." and "crews came about 6:20 p.m."
are two events, and "16 rounds" were "found" in one report and "seized" in the other. Where two sentences share such a value
and words besides, a reader sees one fact.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from claimrec.model import Argument, Claim, Kind, Polarity, Role
from claimrec.reconciliation.addresses import written_out
from claimrec.reconciliation.drafts import Draft, agree
from claimrec.reconciliation.figures import content_words, share_words
from claimrec.reconciliation.kinds import field_of_unit
from claimrec.reconciliation.statements import Statement, is_age, is_broken
from claimrec.reconciliation.stories import Story, in_order
from claimrec.values import Place, Quantity, Relation, TimeSpan, Value

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
        new = {id(a) for claim, a in found if (kind, claim.source.id, a.evidence.start) not in known}
        # Who agrees on it already would only do so once more.
        before = {story.witness(claim) for claim, a in found if id(a) not in new}
        alike = [] if {story.witness(claim) for claim, _ in found} <= before else _alike(kind, name, found[:CROWD], new, story)
        if not {s.witness for s in alike} <= before:
            made.append(agree([in_order(alike)], story.origins, "value"))
    return sorted(made, key=lambda draft: (draft.field, draft.explanation))


def _alike(
    kind: Kind, name: str, found: Sequence[tuple[Claim, Argument]], new: AbstractSet[int], story: Story
) -> list[Statement]:
    """What states one value in sentences that are alike, of which one at least is in no agreement yet."""
    said = [(story.said(kind, name, a.value, claim, a.evidence), a) for claim, a in found]
    words = [content_words(s.claim.evidence.text) for s, _ in said]
    first = found[0][1].value
    least, share = (1, 0.0) if _is_to_the_minute(first) else (SHARED, SHARE_FOR_A_YEAR if _is_year(first) else SHARE)
    alike: dict[int, Statement] = {}
    for n, m in combinations(range(len(said)), 2):
        (x, a), (y, b) = said[n], said[m]
        if not (id(a) in new or id(b) in new) or not story.joins(x.witness, y.witness) or not _of_one(a, b):
            continue
        if share_words(words[n], words[m], least, share):
            alike |= {id(s): s for s in (x, y)}
    return list(alike.values())


def _of_one(a: Argument, b: Argument) -> bool:
    """True unless two ages are of two people, or two hours of two days."""
    return (a.of is None or b.of is None or a.of == b.of) and a.value.compare(b.value) is not Relation.DISJOINT


def told_key(claim: Claim, a: Argument) -> Told | None:
    """The field and the value of a figure, an hour, a day or a place that a claim states itself; None for anything else."""
    value = a.value
    if isinstance(value, TimeSpan):
        if value.start is None:
            told = value.partial or value.weekday  # "the next night" is another one in each report
            return ("time", _hour(value) or (value.partial, value.weekday)) if told and value.granularity in DATED else None
        return "time", _hour(value) or (value.granularity, value.start)
    if isinstance(value, Place):
        # "A home" may be any; of a place with a name a story has one.
        plain = value.name.islower() or (value.level == "site" and " " not in value.name)
        return None if value.near or plain else ("place", written_out(value.name))
    if not isinstance(value, Quantity) or not value.unit or value.stated is None or is_broken(claim, a.evidence):
        return None
    if is_age(value):
        return "age", value.bounds
    if a.of is not None:
        return None
    told_as = value.converted("year") if value.unit == "decade" else value
    return field_of_unit(told_as.unit or "", None), (told_as.unit, told_as.bounds)


DATED = ("time", "day")
"""Granularities of times without a date on which reports may agree."""


def _hour(value: TimeSpan) -> str:
    """The time of day that a clock time names, with or without a date; "" for anything else."""
    if value.granularity != "time":
        return ""
    if isinstance(value.start, dt.datetime):
        return f"{value.start:%H:%M}"
    return (value.partial or "").partition("T")[2]


def _is_to_the_minute(value: Value) -> bool:
    """True for a clock time that is no full and no half hour: of those a story has few."""
    return isinstance(value, TimeSpan) and _hour(value)[-2:] not in ("", "00", "30")


def _is_year(value: Value) -> bool:
    return isinstance(value, TimeSpan) and value.granularity == "year"
