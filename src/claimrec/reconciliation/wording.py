"""Sources in words, for explanations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from claimrec.reconciliation.statements import Statement
from claimrec.values import Quantity
from claimrec.values.wording import say

__all__ = ["other_words", "said_by", "say", "sides"]


def said_by(statements: Sequence[Statement], origins: Mapping[str, str]) -> str:
    """The sources behind statements, copies named as such: "a; copied by b"."""
    everyone = sorted({s.source for s in statements})
    copies = [s for s in everyone if origins.get(s, s) != s and origins[s] in everyone]
    if not copies:
        return ", ".join(everyone)
    return f"{', '.join(s for s in everyone if s not in copies)}; copied by {', '.join(copies)}"


def sides(groups: Sequence[Sequence[Statement]], origins: Mapping[str, str]) -> str:
    """The sides of a finding: "12 agreements (a; copied by b) vs 13 agreements (c, d)"."""
    return " vs ".join([f"{say(group[0].value)} ({said_by(group, origins)})" for group in groups])


def other_words(groups: Sequence[Sequence[Statement]]) -> str:
    """A note where the sides count by different nouns: that alone does not explain the difference."""
    if not isinstance(groups[0][0].value, Quantity):
        return ""
    written = [sorted({s.evidence[0].text for s in group}) for group in groups]
    nouns = [{noun for text in side if (noun := _noun(text))} for side in written]
    if not all(nouns) or any(one & two for one, two in combinations(nouns, 2)):
        return ""
    quoted = " / ".join(", ".join(f"“{text}”" for text in side) for side in written)
    return f"; written {quoted}, which may be wider and narrower words for the same things"


NUMERAL = re.compile(
    r"[\d.,]+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|dozens?|an?|the|about|around|some|at|least|"
    r"most|more|fewer|less|than|nearly|almost|over|up|to|as|many|others?|total|of)\b",
    re.IGNORECASE,
)
"""What in "more than 300 rounds" is no noun."""


def _noun(text: str) -> str:
    """The noun by which words count, in the singular; "" for a bare number."""
    words = re.findall(r"[^\W\d]+", NUMERAL.sub(" ", text.casefold()))
    return words[-1].removesuffix("s") if words else ""
