"""What explains two disjoint values without a conflict: another scope, a later moment, soft edges."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import cache

from claimrec.lexicon import table
from claimrec.model import Modality, Role
from claimrec.reconciliation.identity import is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.partial import everywhere, inside, partial
from claimrec.reconciliation.statements import Group, Statement
from claimrec.reconciliation.wording import say
from claimrec.values import Entity, Place, Quantity, Relation, Text, TimeSpan, Value

__all__ = ["comparable", "counted_in", "old_to_new", "scope_reason", "update_reason"]

VAGUE = re.compile(r"\b(ago|last|next|past|previous|coming|earlier|later|recent|this|that)\b", re.IGNORECASE)
"""Relative words: a span longer than a day that they name has soft edges."""


def comparable(a: Value, b: Value) -> bool:
    """True where two times or places are of a kind, so that their being apart means something."""
    if isinstance(a, Place) and isinstance(b, Place):
        if any(place.level in (None, "site") and place.name.islower() for place in (a, b)):
            return False  # "a nightclub" may well be the one that another names
        if any(not place.within and place.level != "country" for place in (a, b)):
            return False  # of whose whereabouts nothing is known may lie in the other
        # "The Woodburn bank" and "a Woodburn-area bank" are two wordings rather than two places.
        return a.level == b.level and not set(Text(a.name).words) & set(Text(b.name).words)
    if isinstance(a, TimeSpan) and isinstance(b, TimeSpan):
        if any(time.start is None and time.granularity in ("quarter", "season", "year") for time in (a, b)):
            return False  # the first quarter of a game or of a year
        clocks = {tuple(ZONE.findall(time.text)) for time in (a, b)}
        if len(clocks) > 1:
            return False  # one hour by two clocks
        if a.granularity == b.granularity == "time":
            # Hours apart are two moments of one happening: the shots and the death. A full hour may be a round figure.
            hours = _hours(a, b)
            return ROUND <= hours <= CLOCK or (hours <= CLOCK and not (_on_the_hour(a) or _on_the_hour(b)))
        if NIGHT.search(a.text + " " + b.text) and _hours(a, b) <= 36:
            return False
        if VAGUE.search(a.text) and a.text.casefold() == b.text.casefold():
            return False  # "this morning" in two papers of different days
    soft = [t for t in (a, b) if isinstance(t, TimeSpan) and t.granularity not in ("day", "time") and VAGUE.search(t.text)]
    return not soft


CLOCK = 1.0
"""Hours by which two clock times for one moment may differ; further apart they are taken for two moments."""

ROUND = 0.25
"""Hours by which a full hour may be a round figure for another clock time."""

NIGHT = re.compile(r"\b(?:night|overnight|midnight|late|early)\b", re.IGNORECASE)
"""Words for the hours that one reporter gives to the one day and another to the next."""

ZONE = re.compile(r"\b(?:GMT|UTC|Zulu|[ECMP][SD]?T|AK[SD]T|H[SD]T|BST|CES?T|local time)\b")
"""Names of clocks by which a time is told."""


def _on_the_hour(time: TimeSpan) -> bool:
    return isinstance(time.start, dt.datetime) and time.start.minute == 0


def _hours(a: TimeSpan, b: TimeSpan) -> float:
    """Hours between the starts of two times, or between their weekdays; large where one is not resolved."""
    if a.start is None and b.start is None and a.weekday and b.weekday:
        return 24.0 * min((a.weekday - b.weekday) % 7, (b.weekday - a.weekday) % 7)
    if a.start is None or b.start is None:
        return 1e9
    one, two = (m if isinstance(m, dt.datetime) else dt.datetime(m.year, m.month, m.day) for m in (a.start, b.start))
    return abs((one.replace(tzinfo=None) - two.replace(tzinfo=None)).total_seconds()) / 3600


def scope_reason(a: Group, b: Group, everything: Sequence[Statement]) -> str:
    """Why two figures do not count the same thing; "" where nothing says so."""
    if not isinstance(a[0].value, Quantity):
        return ""
    for group, other in ((a, b), (b, a)):
        marks = [partial(s, other[0]) for s in group]
        if all(marks):
            return f"{say(group[0].value)} is said of a part or of more: “{marks[0]}”"
        if any(inside(s, other[0]) for s in group):
            return f"{say(other[0].value)} is counted in {say(group[0].value)}"
    wide = [[everywhere(s) for s in group] for group in (a, b)]
    if any(all(mine) and not any(theirs) for mine, theirs in (wide, wide[::-1])):
        return "one is for all places together, the other need not be"
    for group in (a, b):
        if all(APART.search(s.claim.evidence.text) for s in group):
            return f"{say(group[0].value)} is told of another happening at about that time"
    why = counted_in(a, b, everything)
    if why:
        return why
    if a[0].field not in kinds().people:
        told = _told_apart(a, b)
        if told:
            return told
    nouns = [_subset(group) for group in (a, b)]
    beyond = any(not noun and not _leaves_room(all_, some) for noun, all_, some in zip(nouns, (a, b), (b, a), strict=True))
    if nouns[0] != nouns[1] and not beyond:
        return f"they count different people: {' / '.join(sorted(noun or 'all' for noun in nouns))}"
    spans = [_widest(group) for group in (a, b)]
    if None not in spans and (spans[0] == "period") != (spans[1] == "period"):
        return "one is for a day, the other for a longer period"
    places = [
        {place.name for place in _claim_places(g) if place.level == "country"} == {p.name for p in _claim_places(g)}
        for g in (a, b)
    ]
    if all(_claim_places(g) for g in (a, b)) and places[0] != places[1]:
        return "one is for a country, the other for a place in it"
    return ""


def counted_in(a: Group, b: Group, everything: Sequence[Statement]) -> str:
    """Who may be counted in the higher of two tolls and not in the lower one; "" where nobody is told of."""
    if a[0].field == "killed" and _apart_by_one(a, b) and any(ATTACKER.search(s.claim.evidence.text) for s in everything):
        return "they may be with and without the attacker, who died as well"
    if a[0].field == "injured" and _dead_among(a, b, everything):
        return "the higher figure may count those who died as well"
    return ""


APART = re.compile(
    r"^\W*(?:(?:at )?about the same time|meanwhile|elsewhere|separately|in (?:an)?other"
    r"|in a (?:separate|different|second)|in an unrelated"
    r"|(?:earlier|later) (?:in the|that|on) )",
    re.IGNORECASE,
)
"""How a sentence begins that turns to another happening."""

ATTACKER = re.compile(
    r"\b(?:gunm[ae]n|shooters?|suspects?|attackers?|assailants?|bombers?)\b[^.]*\b(?:dead|died|killed|shot)\b"
    r"|\b(?:shot|killed) (?:himself|herself|themselves)\b|\bself-inflicted\b|\bsuicide\b"
    r"|\bincluding (?:the |a )?(?:gunman|shooter|suspect|attacker|bomber)",
    re.IGNORECASE,
)
"""Sentences which say that the attacker died."""


def _apart_by_one(a: Group, b: Group) -> bool:
    one, two = a[0].value, b[0].value
    return isinstance(one, Quantity) and isinstance(two, Quantity) and abs(one.bounds[0] - two.bounds[0]) == 1


DEAD = re.compile(r"\b(?:dead|died|dies|killed|kills|killing|fatal(?:ly)?|deaths?)\b", re.IGNORECASE)


def _dead_among(a: Group, b: Group, everything: Sequence[Statement]) -> bool:
    """True where the higher figure is the lower one and the dead beside it, and its own sentences tell of no dead."""
    low, high = sorted((a, b), key=lambda g: g[0].value.bounds[0] if isinstance(g[0].value, Quantity) else 0.0)
    one, two = low[0].value, high[0].value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity) or any(DEAD.search(s.claim.evidence.text) for s in high):
        return False
    gap = two.bounds[0] - one.bounds[0]
    dead = {
        x.value.low
        for s in everything
        for x in s.claim.having("quantity")
        if isinstance(x.value, Quantity) and x.value.unit == "killed"
    }
    return gap in dead or (gap == 1 and any(DEAD.search(s.claim.evidence.text) for s in low))


def _told_apart(a: Group, b: Group) -> str:
    """Why two counts are of two kinds of one thing ("assault rifles", "air rifles"), or of what two doers did."""
    if sides := _apart_in(_modifiers, a, b):
        return f"they count two kinds: {' / '.join(' '.join(sorted(side)) for side in sides)}"
    return "they are told of two different doers" if any(_apart_in(who, a, b) for who in (_doers, _powers)) else ""


def _apart_in(what: Callable[[Statement], frozenset[str]], a: Group, b: Group) -> list[frozenset[str]]:
    """What the two sides tell, where each of their statements tells something and nothing stands on both; [] elsewhere."""
    told = [[what(s) for s in group] for group in (a, b)]
    one, two = (frozenset[str]().union(*side) for side in told)
    return [one, two] if all(map(all, told)) and one.isdisjoint(two) else []


def _modifiers(s: Statement) -> frozenset[str]:
    """The words between a number and the noun that it counts."""
    span, unit = s.evidence[0], (s.value.unit if isinstance(s.value, Quantity) else "") or ""
    words = [w for w in Text(span.text).words if not any(c.isdigit() for c in w)]
    if not any(w.startswith(unit[:4]) for w in words):  # "12" of "12 AK-47 rifles"
        after = re.split(r"[,.;:]", s.claim.source.text[span.end : span.end + 40])[0]
        words += [w for w in Text(after).words if not w.isdigit()]
    head = next((n for n, word in enumerate(words) if word.startswith(unit[:4])), 0)
    return frozenset(w for w in words[:head] if w not in kinds().plain)


def _doers(s: Statement) -> frozenset[str]:
    made = set()
    for a in s.claim.arguments:
        acting = a.role in (Role.AGENT, Role.PATIENT) and isinstance(a.value, Entity)
        if acting and isinstance(a.value, Entity) and a.value.type in ("person", "organization") and is_named(a.value):
            made.add(a.value.id)
    return frozenset(made)


def _powers(s: Statement) -> frozenset[str]:
    """The countries and bodies of many countries that act; any other body may be one of a country's own."""
    acting = [a.value for a in s.claim.having(Role.AGENT) if isinstance(a.value, Entity)]
    return frozenset(v.id for v in acting if v.type == "country" or v.name in _international())


@cache
def _international() -> frozenset[str]:
    return frozenset(table("groups")["international"])


def _leaves_room(everybody: Group, some: Group) -> bool:
    """True where a count of all may have so many of a kind in it: of 18 people 12 are men, and never 21; of nobody none is."""
    whole, part = everybody[0].value, some[0].value
    if ", " in some[0].evidence[0].text or any(_part_noun(s) for s in everybody):
        return True  # "eight hurt, suspect at large": the headline's next clause has the noun; "four" may be the "four men"
    return not isinstance(whole, Quantity) or not isinstance(part, Quantity) or part.bounds[0] <= whole.bounds[1]


def _subset(group: Group) -> str:
    """The kind of people concerned of which alone a figure tells; "" where it counts all."""
    for s in group:
        unit = s.value.unit if isinstance(s.value, Quantity) else None
        # Whoever loses a job is a worker.
        if unit == "dismissed" or (unit in kinds().people and not _part_noun(s)):
            return ""
    return _part_noun(group[0])


def _part_noun(s: Statement) -> str:
    return next((kinds().part[w] for w in s.evidence[0].text.casefold().replace("-", " ").split() if w in kinds().part), "")


def _widest(group: Group) -> str | None:
    times = [
        a.value
        for s in group
        for a in s.claim.having("time")
        if isinstance(a.value, TimeSpan) and a.value.start is not None and not a.inferred
    ]
    if not times:
        return None
    return "period" if all(t.granularity not in ("time", "day") for t in times) else "day"


def _claim_places(group: Group) -> list[Place]:
    return [a.value for s in group for a in s.claim.having("place") if isinstance(a.value, Place) and not a.inferred]


RISEN = re.compile(
    r"\b(ris(?:en|es)|rose|climb(?:ed|s)?|increas(?:ed|es)|grew|grown|(?<!ed )(?<!en )up from|revised|now|latest|updated?|so far"
    r"|has reached|later died|died later|an? (?:second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|twentie)th)"
    r" (?:person|victim|man|woman|child|patient|passenger|officer|soldier|student|body))\b",
    re.IGNORECASE,
)
"""Wording by which a report says that a figure has moved on; "a sixth person died" is one more than it was."""


def update_reason(a: Group, b: Group) -> str:
    """Why the later figure replaces the earlier one; "" where they are of one moment or run the wrong way."""
    one, two = a[0].value, b[0].value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity):
        return _rescheduled(a, b)
    if one.unit not in kinds().people:
        return _older(a, b) or _revised(a, b)
    first_a, first_b = _first_day(a), _first_day(b)
    high = b if one.bounds < two.bounds else a
    if first_a is not None and first_b is not None and first_a != first_b:
        later = b if first_a < first_b else a
        # A later repeat of the old figure is no reversal: what counts is when each figure was first given. Nor does a count
        # fall from "at least fifteen" to "more than a dozen".
        if later is high or one.unit in kinds().moving and one.compare(two) is Relation.DISJOINT:
            return f"{say(later[0].value)} was first reported later, on {max(first_a, first_b)}"
        return ""
    for s in high:
        found = RISEN.search(s.claim.evidence.text)
        if found:
            return f"the report of {say(high[0].value)} says “{found.group(0)}”"
    return ""


def _rescheduled(a: Group, b: Group) -> str:
    """Why a later report may have another time or place for what is still planned."""
    days = _first_day(a), _first_day(b)
    if None in days or days[0] == days[1] or any(s.claim.modality is not Modality.PLANNED for s in (*a, *b)):
        return ""
    return "it was planned, and the plan may have changed between the reports"


def _older(a: Group, b: Group) -> str:
    """Why the later report may give a person one year more, or as many as have passed; "" where it may not."""
    first, then = sorted((a, b), key=lambda g: g[0].value.bounds[0] if isinstance(g[0].value, Quantity) else 0.0)
    young, old = first[0].value, then[0].value
    day, later = _first_day(first), _last_day(then)
    if not a[0].field.startswith("age of") or day is None or later is None:
        return ""
    if not isinstance(young, Quantity) or not isinstance(old, Quantity):
        return ""
    passed = (later - day).days
    if passed >= BIRTHDAY and old.bounds[0] - young.bounds[1] <= passed / 365.25 + 1:
        return f"{passed} days lie between the reports, and a birthday may have"
    return ""


BIRTHDAY = 45
"""Days between two reports from which a birthday is a likelier reason for one year more than a mistake."""


def _revised(a: Group, b: Group) -> str:
    """Why a later report's figure replaces an earlier one: it says so itself."""
    first_a, first_b = _first_day(a), _first_day(b)
    if first_a is None or first_b is None or first_a == first_b:
        return ""
    later = b if first_a < first_b else a
    for s in later:
        found = CHANGED.search(s.claim.evidence.text)
        if found:
            return f"the later report of {say(later[0].value)} says “{found.group(0)}”"
    return ""


CHANGED = re.compile(
    r"\b(?:(?:increas|rais|upp|doubl|tripl|lower|reduc|revis|correct|updat|adjust|extend|expand)(?:ed|s|es)"
    r"|has (?:risen|grown|fallen|dropped)"
    r"|rose to|fell to|up from|down from|is now|are now)\b",
    re.IGNORECASE,
)
"""Wording by which a report says that a number has been changed."""


def old_to_new(groups: Sequence[Group]) -> list[Group]:
    """Sides of an update in the order of ``Finding.shown``: by first report, and by figure where days do not tell."""
    days = [_first_day(group) for group in groups]
    dated = None not in days
    keys = [((day if dated else None) or dt.date.min, _least(g[0].value)) for day, g in zip(days, groups, strict=True)]
    return [group for _, group in sorted(zip(keys, groups, strict=True), key=lambda pair: pair[0])]


def _least(value: Value) -> float:
    return value.bounds[0] if isinstance(value, Quantity) else 0.0


def _first_day(group: Group) -> dt.date | None:
    days = [s.published for s in group if s.published is not None]
    return min(days) if len(days) == len(group) else None


def _last_day(group: Group) -> dt.date | None:
    days = [s.published for s in group if s.published is not None]
    return max(days) if len(days) == len(group) else None
