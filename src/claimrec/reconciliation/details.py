"""Details of which one story has one: the age of its only baby, the side of town, whether anybody was hurt."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from claimrec.model import Claim, Kind, Modality, Polarity, Role, Severity
from claimrec.reconciliation.deaths import deaths
from claimrec.reconciliation.denials import not_yet, unhurt
from claimrec.reconciliation.excuses import comparable
from claimrec.reconciliation.finders import finders
from claimrec.reconciliation.gainsaid import unarmed
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.namesakes import namesakes
from claimrec.reconciliation.statements import Statement, is_own, named_persons
from claimrec.reconciliation.stories import Stories, in_order, set_apart
from claimrec.reconciliation.traits import traits
from claimrec.reconciliation.verdicts import Draft, Group
from claimrec.reconciliation.whereabouts import homes, quarters
from claimrec.values import Place, Quantity, TimeSpan, Value
from claimrec.values.record import calendar_day

__all__ = ["sole_details"]


def sole_details(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """Conflicts of details that each report of one story gives once, and what the early reports had not seen yet.

    Args:
        claims: the claims of one story.
        stories: pairs of witnesses that tell of one happening.
        origins: source id -> id of the source whose text it repeats.
    """
    stated = [c for c in claims if c.polarity is Polarity.AFFIRMED]
    return [
        *_ages(stated, stories, origins),
        *_sides_of_town(stated, stories, origins),
        *_days(stated, stories, origins),
        *traits(claims, stories, origins),
        *deaths(claims, stories, origins),
        *finders(claims, stories, origins),
        *namesakes(claims, stories, origins),
        *quarters(claims, stories, origins),
        *homes(claims, stories, origins),
        *unarmed(claims, stories, origins),
        *unhurt(claims, stories, origins),
        *not_yet(claims, stories, origins),
    ]


# --- the age of somebody described

OLD = re.compile(
    r"^[\w-]*?[- ]?(?:year|month|week|day)s?[- ]old (?:[\w.-]+ )?"
    r"(baby|infant|toddler|child|boy|girl|son|daughter|man|woman|suspect|gunman|driver|pilot|student|victim|grandmother|grandfather)\b",
    re.IGNORECASE,
)

NEAR_AGES = 2.0
"""By how much two ages of one person differ; further apart they are of two people."""


def _ages(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """ "A 3-month-old baby" and "a 4-month-old baby", where each report tells of one such person only."""
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    known: dict[str, set[float]] = defaultdict(set)
    for claim in claims:
        for a in claim.having(Role.QUANTITY):
            if isinstance(a.value, Quantity) and a.value.unit in ("year", "month", "week", "day"):
                known[origins[claim.source.id]].add(a.value.bounds[0])
            found = OLD.match(claim.source.text[a.evidence.start : a.evidence.end + 30])
            if found and isinstance(a.value, Quantity) and a.value.exact and not a.inferred:
                noun, witness = found[1].casefold(), origins[claim.source.id]
                told[noun][witness].append(Statement(Kind.QUANTITY, f"age of {noun}", a.value, claim, (a.evidence,), witness))
    made = []
    for noun in sorted(told):
        sole = {name: in_order(said) for name, said in told[noun].items() if len({s.value for s in said}) == 1}
        for one, two in combinations(sorted(sole), 2):
            strangers = not (_numbers(sole[one]) & known[two] or _numbers(sole[two]) & known[one])
            if frozenset((one, two)) in stories and strangers and _near(sole[one], sole[two]):
                made.append(set_apart(sole[one], sole[two], origins, "no number is both", "person", Severity.MEDIUM))
                break
    return made


def _numbers(group: Group) -> set[float]:
    return {s.value.bounds[0] for s in group if isinstance(s.value, Quantity)}


def _near(a: Group, b: Group) -> bool:
    one, two = a[0].value, b[0].value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity) or one.unit != two.unit:
        return False
    return 0 < abs(one.bounds[0] - two.bounds[0]) <= NEAR_AGES


# --- the side of town

SIDE = re.compile(r"^(north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)? (\w[\w .'-]+)$", re.IGNORECASE)


def _sides_of_town(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """One happening in the south of a town and in its southeast."""
    told: dict[str, dict[str, dict[str, list[Statement]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for claim in claims:
        if kinds().folded(claim.type) not in kinds().once - kinds().lasting - {"arrest", "charge"}:
            continue
        for a in claim.having(Role.PLACE):
            found = SIDE.match(a.value.name) if isinstance(a.value, Place) else None
            if found:
                witness = origins[claim.source.id]
                said = Statement(Kind.PLACE, "place", a.value, claim, (a.evidence,), witness, a.inferred)
                told[found[2].casefold()][witness][found[1].casefold()].append(said)
    made = []
    for town in sorted(told):
        sole = {name: next(iter(sides.items())) for name, sides in told[town].items() if len(sides) == 1}
        for one, two in combinations(sorted(sole), 2):
            (side, first), (other, then) = sole[one], sole[two]
            beside = side != other and (side in other or other in side) and frozenset((one, two)) in stories
            if beside and not any(all(s.inferred for s in group) for group in (first, then)):
                why = f"two sides of {town.title()}"
                made.append(set_apart(in_order(first), in_order(then), origins, why, "spelling", Severity.LOW))
                break
    return made


# --- the day

DEED = frozenset({"kill", "shoot", "attack", "bomb", "explode", "crash", "collapse", "quake"})
"""What happens at one moment, and is told of as the killing now and as the shooting then."""


def _days(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """The day of the deed, where each report gives one, they lie side by side, and both name the one to whom it was done."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        if kinds().folded(claim.type) not in DEED or claim.modality is not Modality.ACTUAL:
            continue
        for a in claim.having(Role.TIME):
            if isinstance(a.value, TimeSpan) and a.value.granularity in ("day", "time"):
                witness = origins[claim.source.id]
                said = Statement(Kind.TIME, "time", a.value, claim, (a.evidence,), witness, a.inferred)
                if is_own(said) and _day(a.value) is not None:
                    told[witness].append(said)
    sole = {name: in_order(said) for name, said in told.items() if len({_day(s.value) for s in said}) == 1}
    for one, two in combinations(sorted(sole), 2):
        first, then = sole[one], sole[two]
        of_one = bool(_victims(first) & _victims(then)) and _next_day(_day(first[0].value), _day(then[0].value))
        if frozenset((one, two)) in stories and of_one and comparable(first[0].value, then[0].value):
            return [set_apart(first, then, origins, "the times do not meet", "", Severity.HIGH)]
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
