"""Words beside a figure which say that it counts a part, or more than the one happening that others tell of."""

from __future__ import annotations

import re

from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Statement
from claimrec.values import Quantity, Text

__all__ = ["everywhere", "inside", "partial"]

_BESIDE = r"others?|another|additional|further|more(?! than)"
_PARTLY = (
    r"remaining|of (?:them|whom|which|those|his|her|their|its|my|our|the)"
    r"|among (?:them|those)|including"
    r"|excluding|besides|in addition|not counting|apart from|this year|in total|altogether|combined|first|last"
)

PARTIAL = re.compile(rf"\b({_BESIDE}|{_PARTLY})\b", re.IGNORECASE)
"""Words next to a number which say that it counts a part, or more than this one happening."""

PARTIAL_INJURED = re.compile(rf"\b({_PARTLY})\b", re.IGNORECASE)
"""For the injured "five others" are besides the dead: that is all of them."""

WHOLE = re.compile(r"(?:,|\band)\s+(?:\d+ |\w+ )?of (?:them|whom|which)\b|\b(?:including|among them)\b", re.IGNORECASE)
"""Words behind a number that tell of a part of it, so that the number is the whole: "131 hurt, of which 20 badly"."""

OF_ALL = re.compile(r"\bof (?:the|his|her|their|its|those|these)\s*$", re.IGNORECASE)
"""Right before a number: "three of the seven" makes the seven a whole."""

SEVERAL = re.compile(r"\b(?:pair|series|string|spate|wave) of (?:\w+ )?\w+s\b", re.IGNORECASE)
"""A sentence on several happenings at once."""

ONE_AND = re.compile(
    r"\b(?:baby|infant|toddler|child|boy|girl|man|woman|teen|teenager|officer|deputy|mother|father|driver|passenger)"
    r"\b(?:,| and|, and)\s*$",
    re.IGNORECASE,
)
"""Right before a figure: one more is told of beside those it counts."""

OTHERS_DIED = re.compile(
    r"\b(?:and|as|while|but) (?:\w+ ){1,2}(?:others?|more) (?:\w+ )?(?:died|succumbed|were (?:killed|pronounced dead))\b",
    re.IGNORECASE,
)
"""Behind a count of the dead: "two died there, and three others died in hospital" counts the first two alone."""

_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"

OUT_OF = re.compile(
    rf"\s*(?:out )?of (?:the |its |their |all )*"
    rf"(\d[\d,]*|{_SMALL}|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)\b",
    re.IGNORECASE,
)
"""Right behind a figure of things: out of how many ("won 82 of the 150 seats"). Who leaves that out counts the same things."""

HUNDRED = re.compile(r"\s*of (?:all )?(?:the|its|their|his|her|our) ((?:[\w-]+ ?){1,3})", re.IGNORECASE)
"""Right behind a share: any share is one of a whole ("51 percent of the vote")."""

SPELL = re.compile(
    rf"\b(?:first|last) (?:half|quarter|(?:{_SMALL}|\d+) (?:month|week|quarter)s)\b(?: of (?:the|its) (?:[\w-]+ )?year)?",
    re.IGNORECASE,
)
"""A stretch of a year: when the figure was so, and no part of it."""

INSIDE = re.compile(r"\b(?:including|of (?:which|whom|them|those)|among (?:them|whom|which|those))\b([^.;]*)", re.IGNORECASE)
"""Behind a figure: what is counted in it."""

EVERYWHERE = re.compile(
    r"\b(?:nation-?wide|world-?wide|state-?wide|country-?wide|company-?wide|group-?wide|nationally|globally|overall"
    r"|across (?:the|its|all) (?:country|nation|world|globe|group|company))\b",
    re.IGNORECASE,
)
"""Words for all places together."""

FIGURE = re.compile(r"\d[\d,.]*\d|\d|[a-z]+(?:-[a-z]+)?", re.IGNORECASE)

BEHIND = 22
"""Characters behind a figure in which a word that makes it partial begins."""

REACH = 80
"""Characters behind a figure that are looked at at all."""


def partial(s: Statement, other: Statement) -> str:
    """The words beside the figure that make it partial, or "".

    Args:
        s: states the figure.
        other: states the figure that it is set against.
    """
    text, span = s.claim.evidence.text, s.evidence[0]
    start = span.start - s.claim.evidence.start
    end = span.end - s.claim.evidence.start
    if start < 0 or end > len(text):
        return ""
    several = SEVERAL.search(text)
    if several:
        return several.group(0)
    if ONE_AND.search(text[max(0, start - 30) : start]) and s.field in kinds().people:
        return text[max(0, start - 14) : end]
    if s.field == "killed" and (later := OTHERS_DIED.search(text[end:])):
        return later.group(0)
    behind = WHOLE.split(_behind(s, other)[: BEHIND + len(" than")])[0]  # "more than 200 were displaced" is told of others
    before = OF_ALL.sub("", text[max(0, start - 14) : start])
    beside = before + text[start:end] + behind
    found = (PARTIAL_INJURED if s.field == "injured" else PARTIAL).search(beside)
    return found.group(0) if found and found.start() < len(before) + end - start + BEHIND else ""


def inside(whole: Statement, part: Statement) -> bool:
    """True where the words behind a figure say that it has the other one in it: "4,000 jobs, including 1,200 in Ghent"."""
    one, two = whole.value, part.value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity) or one.bounds[0] <= two.bounds[0]:
        return False
    told = INSIDE.search(whole.claim.evidence.text, max(0, whole.evidence[0].end - whole.claim.evidence.start))
    figure = FIGURE.search(part.evidence[0].text)
    return (
        told is not None and figure is not None and re.search(rf"\b{re.escape(figure[0])}\b", told[1], re.IGNORECASE) is not None
    )


def everywhere(s: Statement) -> bool:
    """True where a figure of things or a share is told of all places together: "44 percent of the vote nationwide"."""
    return s.field not in kinds().people and EVERYWHERE.search(s.claim.evidence.text) is not None


def _behind(s: Statement, other: Statement) -> str:
    """The words behind a figure without those that make it no smaller than it is."""
    behind = _after(s)
    if s.field in kinds().people:
        return behind
    behind = SPELL.sub("", behind)
    if s.field == "share":
        mine, theirs = HUNDRED.match(behind), HUNDRED.match(_after(other))
        one_whole = mine and (theirs is None or {*Text(mine[1]).words} & {*Text(theirs[1]).words})
        return behind[mine.end() :] if mine and one_whole else behind
    whole = OUT_OF.match(behind)
    return behind[whole.end() :] if whole and whole[1].casefold() not in other.evidence[0].text.casefold() else behind


def _after(s: Statement) -> str:
    end = s.evidence[0].end - s.claim.evidence.start
    return s.claim.evidence.text[end : end + REACH] if end > 0 else ""
