"""Days that share their month: "Oct. 3, 4 and 5", "14 and 15 March 2022"."""

from __future__ import annotations

import re
from itertools import pairwise

from claimrec.extraction.timex.calendar import Date, Expression
from claimrec.extraction.timex.ranges import Range
from claimrec.extraction.timex.words import MONTH, YEAR, cased, exists, month_of, pattern, year_of

__all__ = ["Listed", "days_of_month"]

Listed = tuple[int, int, Expression]
"""First character, character after the last, and what is written there."""

_N = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_AND = r"\s*(?:,\s*)?(?:\b(?:and|or)\b|&)\s*(?:the\s+)?"
_MONTH_FIRST = pattern(rf"{MONTH}\s+(?P<days>{_N}(?:,\s*{_N})*{_AND}{_N})\b(?![.,:]?\d|%)(?:,?\s+{YEAR})?")
_DAYS_FIRST = pattern(rf"(?P<days>{_N}(?:,\s*{_N})*{_AND}{_N})(?:\s+of)?\s+{MONTH}(?:,?\s+{YEAR})?")
# Behind the last day no noun may stand that it counts: "on Oct. 3, 4 boats and 5 people were lost".
_ENDS = re.compile(
    r"\s*(?:[.;:,)!?\]–—]|$)|\s+(?:at|in|on|for|with|to|when|as|during|before|after|while|by|under|from|but|and|or|that|which|"
    r"where|respectively|last|this|next|will|would|was|were|is|are|has|have|had)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_DAY = re.compile(r"\d+(?:st|nd|rd|th)?")


def days_of_month(text: str, pos: int) -> list[Listed]:
    """The days of a list that begins here, each on its own; days in a row are one stretch. Empty where there is no list."""
    match = _MONTH_FIRST.match(text, pos) or _DAYS_FIRST.match(text, pos)
    if match is None or not cased(match["mon"]) or _BETWEEN.search(text, max(0, pos - 14), pos):
        return []
    if not _ENDS.match(text, match.end()):
        return []
    month, year = month_of(match["mon"]), year_of(match)
    written = list(_DAY.finditer(text, *match.span("days")))
    days = [int(re.sub(r"\D", "", day[0])) for day in written]
    if any(not exists(day, month) for day in days) or any(a >= b for a, b in pairwise(days)):
        return []
    if days[-1] - days[0] == len(days) - 1:
        return [(match.start(), match.end(), Range(Date(year, month, days[0]), Date(year, month, days[-1])))]
    starts = [match.start(), *(day.start() for day in written[1:])]
    ends = [*(day.end() for day in written[:-1]), match.end()]
    return [(a, b, Date(year, month, day)) for a, b, day in zip(starts, ends, days, strict=True)]
