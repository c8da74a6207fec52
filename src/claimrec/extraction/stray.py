"""Stray spaces of old web text inside numbers, clock times and initials: "1, 300 people", "1: 30 a. m.", "$2. 5 million".

The parser would see two numbers, or the end of a sentence. So it is given the text without these spaces, and what is found is
looked up in the text as it stands. Where a list is as likely ("in 1, 300 died"), nothing is joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["gaps_of", "place_in", "stray_spaces", "without"]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_HALF = r"[ap]\.?[ ]?m\b"
_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT)\b"
_SCALE = r"(?:million|billion|trillion|percent|per[ ]cent|bn|magnitude|points?|miles?|kilomet(?:re|er)s?|km)\b|%"
_STRAY = re.compile(
    rf"""
    # thousands: no member of a list, no day of a month or number of a section before another number
    (?<![\d.,:/-])(?<!\d,[ ])(?P<thousands>[1-9]\d?(?:,[ ]\d{{3}})+|[1-9]\d\d(?:,[ ]\d{{3}})*,[ ]000)
      (?![\d:,.]\d|\d|,[ ]\d|[ ](?:and|or)[ ]\d)
    # the clock: with half of the day or a zone behind it, or a preposition of time before it
    | (?<![\d.,:/-])(?P<clock>(?:[01]?\d|2[0-3])[:.][ ][0-5]\d)(?=[ ]?{_HALF}|[ ]{_ZONE})
    | (?<=\bat[ ])(?P<hour>(?:[01]?\d|2[0-3]):[ ][0-5]\d)(?!\d)
    | (?<=\d[ ])(?P<half>[ap]\.[ ]m\b) | (?<=\d)(?P<close>[ap]\.[ ]m\b)
    # decimals with what they measure
    | (?<![\d.,:/-])(?P<decimal>\d{{1,3}}\.[ ]\d{{1,2}})(?=[ -](?:{_SCALE}))
    | (?<=\bmagnitude[ ])(?P<magnitude>\d\.[ ]\d)(?!\d)
    # initials of states and unions
    | (?<![\w.])(?P<initials>U\.[ ][SKN]\b(?:\.[ ]A\b)?|E\.[ ]U\b|U\.[ ]A\.[ ]E\b)
    """,
    re.VERBOSE,
)
# "On July 15, 126 people", "in 1, 300 died", "Chapter 9, 120 pages"
_NUMBERED = re.compile(
    rf"(?:\b{_MONTH}|\b(?:in|aged?|ages|no|number|nos|chapters?|pages?|part|section|articles?|day|week|round|game|row|room|route|highway"
    r"|interstate|unit|flight|district|ward|class|grade|level|phase|zone|gate|platform|line|version|between)\.?)\s+$",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def stray_spaces(text: str) -> tuple[int, ...]:
    """Where in a text such spaces stand, in ascending order.

    >>> stray_spaces("Some 1, 300 people fled at 1: 30 a. m. from the U. S. base")
    (7, 29, 35, 50)
    >>> stray_spaces("On July 15, 126 people fled; in 1, 300 died; rooms 4, 100 and 200")
    ()
    """
    found = []
    for match in _STRAY.finditer(text):
        if match["thousands"] and _NUMBERED.search(text, max(0, match.start() - 20), match.start()):
            continue
        found += [i for i in range(*match.span()) if text[i] == " "]
    return tuple(found)


def without(text: str, start: int, end: int) -> str:
    """The words of a stretch of the text without its stray spaces.

    >>> without("Some 1, 300 people", 5, 18)
    '1,300 people'
    """
    made = []
    for space in _inside(text, start, end):
        made.append(text[start:space])
        start = space + 1
    return "".join((*made, text[start:end]))


def gaps_of(text: str, start: int, end: int) -> tuple[int, ...]:
    """Where in ``without(text, start, end)`` a space is missing: before these characters.

    >>> gaps_of("Some 1, 300 people", 5, 18)
    (2,)
    """
    return tuple(space - start - n for n, space in enumerate(_inside(text, start, end)))


def _inside(text: str, start: int, end: int) -> tuple[int, ...]:
    stray = stray_spaces(text)
    return stray[bisect_left(stray, start) : bisect_left(stray, end)]


def place_in(gaps: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Where characters of a text without its stray spaces stand in the text with them.

    Args:
        gaps: where in the text without them the spaces are missing, in ascending order.
        start: the first character.
        end: the one after the last.

    >>> place_in([2], 0, 5)  # "1,300" in "1, 300"
    (0, 6)
    """
    return start + bisect_right(gaps, start), end + bisect_right(gaps, end - 1)
