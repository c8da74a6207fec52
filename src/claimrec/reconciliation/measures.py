"""What a figure measures, by the noun or verb beside it: the depth of a quake, the turnout, a company's revenue.

An amount alone may be anything. Of the quake, the vote or the quarter that reports tell of there is one depth, one turnout, one
revenue, whatever verb they tell it with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from attrs import frozen

from claimrec.lexicon import table
from claimrec.model import Argument, Claim, Kind, Modality, Polarity, Role, Severity
from claimrec.reconciliation.drafts import Draft, Group
from claimrec.reconciliation.excuses import update_reason
from claimrec.reconciliation.figures import content_words, may_be_one
from claimrec.reconciliation.kinds import field_of_unit
from claimrec.reconciliation.statements import Statement, is_broken
from claimrec.reconciliation.stories import Sole, Story, sole_apart
from claimrec.values import Quantity, Relation

__all__ = ["measures"]

REACH = 90
"""Characters before or behind a figure within which the measure must stand."""

FAR = 3.0
"""By which factor two figures of one thing differ at most; further apart they are of two things."""

SHARED = 2
"""Words that the two sentences must share beside the measure."""

CONNECTED = (
    r"(?:of|at|to|was|is|were|are|stood|stands|standing|reached|reaching|hit|totall?ed|totall?ing|came|in|had|has|been|put|set|estimated"
    r"|measured|about|around|nearly|almost|roughly|approximately|some|over|more|than|just|under|up|down|rose|fell|climbed|dropped|increased"
    r"|jumped|slipped|edged|grew|sank|soared|surged|rising|falling|climbing|as|high|much|the|a|an|total)"
)
ROUGHLY = r"(?:about|around|nearly|almost|roughly|some|over|up|to|an?|estimated|just)"
CHANGE = r" by (?:[\d.]+|an?|half|quarter)(?: an?| of an?)?(?: percent| per cent|%|[ -]percentage)?(?:[ -]points?)?"

RISEN = re.compile(
    r"\b(?:ro?se|risen|rising|fell|falling|fallen|climbed|dropped|increased|decreased|jumped|slipped|edged|grew|sank|soared|surged|up|down|by)"
    r"(?: (?:about|around|nearly|almost|just|over|some|a))*\s*$",
    re.IGNORECASE,
)
"""Right before a share of a hundred: by how much something rose, and not what it rose to."""

FORMER = re.compile(r"\b(?:from|against|compared (?:with|to)|versus)(?: \w+)?\s*$", re.IGNORECASE)
"""Right before a figure: it is of another time."""

SUPPOSED = re.compile(
    r"\b(?:expect\w*|forecast\w*|predict\w*|analysts?|would|could|might|may|last (?:year|month|quarter)|previous\w*"
    r"|a year (?:ago|earlier)|record|average)\b",
    re.IGNORECASE,
)
"""In such a sentence a figure may be of another time, or nobody's."""

KINDS_OF = frozenset(
    "net gross operating pretax pre-tax annual yearly quarterly monthly weekly daily hourly average maximum minimum top peak "
    "initial core youth first second third fourth half-year full-year adjusted trade domestic foreign".split()
)
"""Words right before a measure that make another one of it."""


@frozen
class _Measure:
    """A measure that a figure is said to be of, and the word that says which one of its kind."""

    name: str
    kind: str


def measures(story: Story) -> list[Draft]:
    """Conflicts of figures that witnesses of one story give for one measured thing, each of them one figure.

    Args:
        story: the story.
    """
    if not story.beside:
        return []
    told: dict[str, dict[str, dict[object, list[Statement]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    sorts: dict[int, str] = {}
    for claim, a in story.having(Role.QUANTITY):
        found = _measure(claim, a)
        if found is not None and isinstance(a.value, Quantity):
            said = story.said(Kind.QUANTITY, found.name, a.value, claim, a.evidence)
            told[found.name][said.witness][a.value.unit, a.value.bounds].append(said)
            sorts[id(said)] = found.kind
    made: list[Draft] = []
    for name in sorted(told):

        def opposed(one: Sole, two: Sole) -> bool:
            return _opposed(one.said, two.said, sorts)

        made += sole_apart(told[name], story, "no number is both", "figures", Severity.MEDIUM, opposed=opposed)
    return made


def _measure(claim: Claim, a: Argument) -> _Measure | None:
    """What a figure is said to measure; None where the words beside it do not tell, or may speak of another time."""
    value = a.value
    if not isinstance(value, Quantity) or not value.unit or value.stated is None or a.inferred:
        return None
    dimension = field_of_unit(value.unit, None)
    words = _words().get(dimension)
    if (
        (words is None and dimension != "duration")
        or claim.polarity is not Polarity.AFFIRMED
        or claim.modality is not Modality.ACTUAL
        or is_broken(claim, a.evidence)
    ):
        return None
    text, start = claim.evidence.text, a.evidence.start - claim.evidence.start
    end = start + len(a.evidence.text)
    if start < 0 or end > len(text) or SUPPOSED.search(text):
        return None
    before, behind = text[max(0, start - REACH) : start], text[end : end + REACH]
    if FORMER.search(before) or (dimension == "share" and RISEN.search(before)):
        return None
    if words is None:
        return _lasting(before, a.evidence.text, behind)
    found = words.before.search(before) or words.behind.match(behind) or words.verb.search(before)
    if found is None:
        return None
    word = found["measure"].casefold()
    ahead = (before if found.re is not words.behind else behind)[: found.start("measure")].split()
    kind = ahead[-1].casefold() if ahead else ""
    return _Measure(words.names[word], kind if kind in KINDS_OF else "")


def _lasting(before: str, figure: str, behind: str) -> _Measure | None:
    """ "A 14-hour operation", "the operation lasted 16 hours": how long one thing took."""
    lasted, thing = _of_things()
    found = thing.match(behind) if "-" in figure else lasted.search(before)
    return _Measure(f"duration of {found[1].casefold()}", "") if found else None


@cache
def _of_things() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where the thing stands that takes a time of its own: before "lasted", and behind "14-hour"."""
    things = "|".join(map(re.escape, table("aspects")["words"]["lasting"]))
    return (
        re.compile(
            rf"\b({things})(?: (?:of|with|between|at|in|on|by|to|from) [^,.]{{1,40}})?"
            rf" (?:lasted|took|went on for|continued for|ran for)(?: {ROUGHLY})* ?$",
            re.IGNORECASE,
        ),
        re.compile(rf" ({things})\b", re.IGNORECASE),
    )


def _opposed(one: Group, two: Group, sorts: Mapping[int, str]) -> bool:
    x, y = one[0], two[0]
    if x.value.compare(y.value) is not Relation.DISJOINT or update_reason(one, two):
        return False
    a, b = x.value, y.value
    assert isinstance(a, Quantity)
    assert isinstance(b, Quantity)
    low, high = sorted((abs(a.bounds[0]), abs(b.bounds[0])))
    if a.unit != b.unit or not low or high / low > FAR:
        return False
    kinds_ = {sorts[id(s)] for s in (*one, *two)} - {""}
    mine, theirs = (frozenset().union(*(content_words(s.claim.evidence.text) for s in side)) for side in (one, two))
    return len(kinds_) < 2 and len(mine & theirs) > SHARED and all(may_be_one(s.claim, t.claim) for s in one for t in two)


@frozen
class _Words:
    """The words for the measures of one dimension: which measure each one names, and where they stand about a figure."""

    names: Mapping[str, str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    verb: re.Pattern[str]


@cache
def _words() -> Mapping[str, _Words]:
    """Dimension -> its words, from ``aspects.toml``."""
    made = {}
    for dimension, named in table("aspects")["measures"].items():
        names = {word: name for name, words in named.items() for word in words if not word.startswith("~")}
        verbs = {word.removeprefix("~"): name for name, words in named.items() for word in words if word.startswith("~")}
        one_of, doing = (
            "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) or "(?!)" for words in (names, verbs)
        )
        made[dimension] = _Words(
            names | verbs,
            re.compile(rf"\b(?P<measure>{one_of})(?:(?: {CONNECTED}|{CHANGE}),?)* ?$", re.IGNORECASE),
            re.compile(rf"(?: in| of|-)?(?: [\w-]+){{0,2}}? ?\b(?P<measure>{one_of})\b", re.IGNORECASE),
            re.compile(rf"\b(?P<measure>{doing})(?: {ROUGHLY})* ?$", re.IGNORECASE),
        )
    return made
