"""Details of which one story has one: the age of its only baby, the side of town, whether anybody was hurt."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from itertools import combinations

from claimrec.model import Kind, Modality, Polarity, Role, Severity, Span
from claimrec.reconciliation.alive import LIVING, alive
from claimrec.reconciliation.deaths import DYING, deaths
from claimrec.reconciliation.denials import LATER, not_yet, unhurt
from claimrec.reconciliation.drafts import Draft, Group
from claimrec.reconciliation.excuses import comparable
from claimrec.reconciliation.finders import FINDING, finders
from claimrec.reconciliation.gainsaid import ARMING, unarmed
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.namesakes import namesakes
from claimrec.reconciliation.statements import Statement, is_own, named_persons
from claimrec.reconciliation.stories import Sole, Story, in_order, set_apart, sole_apart
from claimrec.reconciliation.traits import TRAIT_CUES, traits
from claimrec.reconciliation.unnamed import NAMING, named_later
from claimrec.reconciliation.whereabouts import homes, quarters
from claimrec.values import Place, Quantity, TimeSpan, Value
from claimrec.values.record import calendar_day

__all__ = ["CUES", "TYPES", "sole_details"]

DEED = frozenset({"kill", "shoot", "attack", "bomb", "explode", "crash", "collapse", "quake"})
"""What happens at one moment, and is told of as the killing now and as the shooting then."""

TYPES = DEED | FINDING | NAMING | {"injure", *LATER}
"""Types of which some rule asks a story for the claims."""

CUES = (*ARMING, *DYING, *LIVING, *TRAIT_CUES)
"""Cues of which some rule asks a story for the claims."""


def sole_details(story: Story) -> list[Draft]:
    """Conflicts of details that each report of one story gives once, and what the early reports had not seen yet."""
    if not story.beside:  # what one report may say in two ways
        return [*namesakes(story), *unarmed(story)]
    return [
        *_ages(story),
        *_sides_of_town(story),
        *_days(story),
        *traits(story),
        *deaths(story),
        *alive(story),
        *finders(story),
        *namesakes(story),
        *quarters(story),
        *homes(story),
        *unarmed(story),
        *unhurt(story),
        *not_yet(story),
        *named_later(story),
    ]


# --- the age of somebody described

NOUN = (
    r"(baby|infant|toddler|child|boy|girl|schoolboy|schoolgirl|son|daughter|man|woman|suspect|gunman|driver|pilot|student|victim"
    r"|grandmother|grandfather|cyclist|motorcyclist|pedestrian|motorist|climber|hiker|swimmer|skier|surfer|diver|tourist|teenager"
    r"|mother|father|worker|teacher|officer|soldier|farmer|fisherman|player|singer|actor|actress)\b"
)
OLD = re.compile(rf"^[\w-]*?[- ]?(?:year|month|week|day)s?[- ]old (?:[\w.-]+ )?{NOUN}", re.IGNORECASE)
AGED = re.compile(rf"\b{NOUN}(?:,| aged|, aged|, who was) $", re.IGNORECASE)
"""Right before an age: "a cyclist, 26", "a girl aged nine"."""

NEAR_AGES = 2.0
"""By how much two ages of one person differ; further apart they are of two people, unless their digits are swapped."""


def _ages(story: Story) -> list[Draft]:
    """ "A 3-month-old baby" and "a 4-month-old baby", where each report tells of one such person only."""
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    known: dict[str, set[float]] = defaultdict(set)
    for claim, a in story.having(Role.QUANTITY):
        if not isinstance(a.value, Quantity) or claim.polarity is not Polarity.AFFIRMED:
            continue
        if a.value.unit in ("year", "month", "week", "day"):
            known[story.witness(claim)].add(a.value.bounds[0])
        found = _described(a.value, claim.source.text, a.evidence)
        if found and a.value.exact and not a.inferred:
            noun = found[1].casefold()
            said = story.said(Kind.QUANTITY, f"age of {noun}", a.value, claim, a.evidence)
            told[noun][said.witness].append(said)
    made = []
    for noun in sorted(told):
        sole = {name: in_order(said) for name, said in told[noun].items() if len({s.value for s in said}) == 1}
        for one, two in combinations(sorted(sole), 2):
            if not story.joins(one, two) or not _near(sole[one], sole[two]):
                continue
            if _numbers(sole[one]).isdisjoint(known[two]) and _numbers(sole[two]).isdisjoint(known[one]):
                made.append(set_apart(sole[one], sole[two], story.origins, "no number is both", "person", Severity.MEDIUM))
                break
    return made


def _described(age: Quantity, text: str, span: Span) -> re.Match[str] | None:
    """The noun for somebody of an age: "a 3-month-old baby", "a cyclist, 26"."""
    words = text[span.start : span.end + 30]
    if "old" in words.casefold():
        return OLD.match(words)
    return AGED.search(text[max(0, span.start - 24) : span.start]) if age.unit == "year" else None


def _numbers(group: Group) -> set[float]:
    return {s.value.bounds[0] for s in group if isinstance(s.value, Quantity)}


def _near(a: Group, b: Group) -> bool:
    one, two = a[0].value, b[0].value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity) or one.unit != two.unit:
        return False
    ages = [f"{q.bounds[0]:.0f}" for q in (one, two)]
    swapped = one.unit == "year" and ages[0] == ages[1][::-1]  # 26 and 62
    return 0 < abs(one.bounds[0] - two.bounds[0]) <= NEAR_AGES or (swapped and ages[0] != ages[1])


# --- the side of town

SIDE = re.compile(r"^(north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)? (\w[\w .'-]+)$", re.IGNORECASE)


def _sides_of_town(story: Story) -> list[Draft]:
    """One happening in the south of a town and in its southeast."""
    told: dict[str, dict[str, dict[str, list[Statement]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for claim, a in story.having(Role.PLACE):
        if claim.polarity is not Polarity.AFFIRMED or kinds().folded(claim.type) not in kinds().on_the_spot:
            continue
        found = SIDE.match(a.value.name) if isinstance(a.value, Place) else None
        if found:
            said = story.said(Kind.PLACE, "place", a.value, claim, a.evidence, inferred=a.inferred)
            told[found[2].casefold()][said.witness][found[1].casefold()].append(said)
    made = []
    for town in sorted(told):
        why = f"two sides of {town.title()}"
        made += sole_apart(told[town], story, why, "spelling", Severity.LOW, opposed=_beside)
    return made


def _beside(a: Sole, b: Sole) -> bool:
    """True for two sides of which one is within the other's quarter of the compass, both stated where they belong."""
    stated = not any(all(s.inferred for s in group) for group in (a.said, b.said))
    return a.value != b.value and (a.value in b.value or b.value in a.value) and stated


# --- the day


def _days(story: Story) -> list[Draft]:
    """The day of the deed, where each report gives one, they lie side by side, and both name the one to whom it was done."""
    # Few reports name whoever suffered it, and two of them must.
    if len({story.witness(claim) for claim, _ in story.having(Role.PATIENT) if kinds().folded(claim.type) in DEED}) < 2:
        return []
    told: dict[str, list[Statement]] = defaultdict(list)
    for claim in story.of_type(*sorted(DEED)):
        if claim.polarity is not Polarity.AFFIRMED or claim.modality is not Modality.ACTUAL:
            continue
        for a in claim.having(Role.TIME):
            if isinstance(a.value, TimeSpan) and a.value.granularity in ("day", "time") and _day(a.value) is not None:
                said = story.said(Kind.TIME, "time", a.value, claim, a.evidence, inferred=a.inferred)
                if is_own(said):
                    told[said.witness].append(said)
    sole = {name: in_order(said) for name, said in told.items() if len({_day(s.value) for s in said}) == 1}
    for one, two in combinations(sorted(sole), 2):
        if not story.joins(one, two):
            continue
        first, then = sole[one], sole[two]
        near = _next_day(_day(first[0].value), _day(then[0].value)) and comparable(first[0].value, then[0].value)
        if near and not _victims(first).isdisjoint(_victims(then)):
            return [set_apart(first, then, story.origins, "the times do not meet", "", Severity.HIGH)]
    return []


def _victims(group: Group) -> set[str]:
    return {person.id for s in group for person in named_persons(s.claim, {Role.PATIENT})}


def _day(value: Value) -> dt.date | int | None:
    """The day of a time, or its weekday where the date is not known."""
    if not isinstance(value, TimeSpan):
        return None
    if value.start is not None:
        return calendar_day(value.start)
    return value.weekday


def _next_day(a: dt.date | int | None, b: dt.date | int | None) -> bool:
    if isinstance(a, dt.date) and isinstance(b, dt.date):
        return abs((a - b).days) == 1
    one, two = (day.isoweekday() if isinstance(day, dt.date) else day for day in (a, b))
    return one is not None and two is not None and (one - two) % 7 in (1, 6)
