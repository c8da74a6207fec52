"""The hour of a story: when it began, by the clock times that its reports give."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from claimrec.model import Argument, Claim, Kind, Modality, Polarity, Role, Severity, Span
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Group, Statement, named_persons
from claimrec.reconciliation.stories import Story, in_order, set_apart
from claimrec.values import TimeSpan, Value

__all__ = ["clocks_of", "hours", "lead"]

NEAR_HOURS = 20
"""Minutes by which two reports may differ about one moment ("about three", "ten past three")."""

FAR_HOURS = 60
"""Minutes beyond which two hours are two moments of the story."""

ZONE = re.compile(r"\b(?:GMT|UTC|BST|[ECMP][SD]?T|local)\b")


Clocks = Sequence[tuple[Claim, Argument, int]]
"""Clock times, each with its claim and its minute of the day."""

Clock = dict[str, dict[int, list[Statement]]]
"""Witness -> minute of the day -> what tells it."""


def hours(story: Story) -> list[Draft]:
    """The hour at which it began: the nearest ones that two reports give lie twenty minutes to an hour apart."""
    if not story.beside:
        return []
    clocks = _clocks(story)
    return _apart(_of_the_deed(clocks, story), story) or _apart(_only(clocks, story), story, by_name=True)


def clocks_of(story: Story) -> Clock:
    """The clock times that each witness of a story states in the sentence of some verb."""
    made: Clock = defaultdict(lambda: defaultdict(list))
    for claim, a, minute in _clocks(story):
        if not a.inferred:
            made[story.witness(claim)][minute].append(_clock(claim, a, minute, story))
    return made


def _clocks(story: Story) -> Clocks:
    return [
        (claim, a, minute)
        for claim, a in story.having(Role.TIME)
        if (minute := _minute(a.value)) is not None and _is_fact(claim) and not ENDED.search(_sentence(claim, a.evidence))
    ]


def _is_fact(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and claim.modality is Modality.ACTUAL


def _of_the_deed(clocks: Clocks, story: Story) -> Clock:
    """Clock times of the happening, and of what sets its scene."""
    by_witness: Clock = defaultdict(lambda: defaultdict(list))
    for claim, a, minute in clocks:
        happening = kinds().folded(claim.type) in kinds().once - {"kill", "injure"}
        if claim.type not in kinds().scene and not happening:
            continue
        # A clock time that was carried to the shooting from the next sentence is the shooting's own.
        if not a.inferred or happening or claim.evidence.start <= a.evidence.start < claim.evidence.end:
            by_witness[story.witness(claim)][minute].append(_clock(claim, a, minute, story))
    return by_witness


def _only(clocks: Clocks, story: Story) -> Clock:
    """The clock times of reports that give one only, whatever verb it stands by."""
    by_witness: Clock = defaultdict(lambda: defaultdict(list))
    for claim, a, minute in clocks:
        if not a.inferred:
            by_witness[story.witness(claim)][minute].append(_clock(claim, a, minute, story))
    return {name: told for name, told in by_witness.items() if len(told) == 1}


def _clock(claim: Claim, a: Argument, minute: int, story: Story) -> Statement:
    shown = TimeSpan(granularity="time", partial=f"XXXX-XX-XXT{minute // 60:02}:{minute % 60:02}", text=a.evidence.text)
    return story.said(Kind.TIME, "time", shown, claim, a.evidence)


def _apart(told: Clock, story: Story, *, by_name: bool = False) -> list[Draft]:
    """The pair of hours, twenty minutes to an hour apart, that most witnesses are apart by.

    With ``by_name`` both must tell of somebody by name: nothing else says that they are hours of one moment.
    """
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for one, two in combinations(sorted(told), 2):
        if not story.joins(one, two):
            continue
        gap, early, late = min((abs(x - y), min(x, y), max(x, y)) for x in told[one] for y in told[two])
        if NEAR_HOURS <= gap <= FAR_HOURS and not (by_name and _persons(told[one]).isdisjoint(_persons(told[two]))):
            found[early, late] |= {one, two}
    made = []
    for early, late in sorted(found, key=lambda pair: (-len(found[pair]), pair))[:1]:
        names = sorted(found[early, late])
        groups = [in_order(s for name in names for s in told[name].get(minute, ())) for minute in (early, late)]
        if not _on_one_day(*(_days(group, story) for group in groups)):
            continue
        # "Just before four" leaves room for twenty to four.
        if any(BEFORE.search(lead(s)) for s in groups[1]):
            continue
        if not (late - early == FAR_HOURS and any(ZONE.search(s.evidence[0].text) for g in groups for s in g)):
            made.append(set_apart(groups[0], groups[1], story.origins, "the times do not meet", "hours", Severity.MEDIUM))
    return made


def _persons(told: Mapping[int, Sequence[Statement]]) -> set[str]:
    """Ids of the persons named in the claims that give the hours."""
    return {person.id for said in told.values() for s in said for person in named_persons(s.claim)}


ENDED = re.compile(
    r"\b(?:(?<!was )(?<!were )stop(?:s|ped)(?! (?:him|her|them|it|the|a|an|for|by|in|on|at)\b)"
    r"|end(?:s|ed)|ceas(?:es|ed)|is over|was over|earlier (?:shooting|incident|attack|call)"
    r"|(?:first|second|third|another|separate|later) (?:\w+ )?"
    r"(?:shooting|incident|attack|crash|explosion|blast|scene|call|report))s?\b",
    re.IGNORECASE,
)
"""A sentence that tells when it was over, or of one happening among several."""

BEFORE = re.compile(r"\b(?:before|by|until|till)\b[^.,;]{0,8}$", re.IGNORECASE)


def _sentence(claim: Claim, span: Span) -> str:
    """The sentence in which a span stands, near enough: the claim's own, or what stands between two full stops."""
    if claim.evidence.start <= span.start < claim.evidence.end:
        return claim.evidence.text
    text = claim.source.text
    before, after = text[max(0, span.start - 200) : span.start], text[span.end : span.end + 200]
    return re.split(r"[.!?]\s|\n", before)[-1] + span.text + re.split(r"[.!?]\s|\n", after)[0]


def _days(group: Group, story: Story) -> set[dt.date]:
    """The days that go with clock times: their own, else those on which their reports date such a happening."""
    own: set[dt.date] = set()
    for s in group:
        shown = {a.evidence: a.value for a in s.claim.having(Role.TIME)}.get(s.evidence[0])
        if isinstance(shown, TimeSpan) and isinstance(shown.start, dt.datetime):
            own.add(shown.start.date())
    if own:
        return own
    types = {(s.source, kinds().folded(s.claim.type)) for s in group}
    around = [c for c in story.claims if (c.source.id, kinds().folded(c.type)) in types and _is_fact(c)]
    return {day for claim in around for day in _dates(claim)}


def _dates(claim: Claim) -> list[dt.date]:
    """The days that a claim names."""
    values = [a.value for a in claim.having(Role.TIME) if isinstance(a.value, TimeSpan) and a.value.granularity == "day"]
    return [v.start for v in values if v.start is not None and not isinstance(v.start, dt.datetime)]


def _on_one_day(a: set[dt.date], b: set[dt.date]) -> bool:
    return not a or not b or bool(a & b)


def lead(s: Statement) -> str:
    """The words in front of a clock time's digits."""
    span, text = s.evidence[0], s.claim.source.text
    digit = re.search(r"\d|noon|midnight", span.text)
    return text[max(0, span.start - 16) : span.start] + span.text[: digit.start() if digit else 0]


def _minute(value: Value) -> int | None:
    """The minute of the day that a clock time names."""
    if not isinstance(value, TimeSpan) or value.granularity != "time":
        return None
    if isinstance(value.start, dt.datetime):
        return value.start.hour * 60 + value.start.minute
    clock = re.search(r"T(\d\d)(?::(\d\d))?", value.partial or "")
    return int(clock[1]) * 60 + int(clock[2] or 0) if clock else None
