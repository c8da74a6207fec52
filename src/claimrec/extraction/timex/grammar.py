"""The grammar of English time expressions: text -> expressions, with no regard to when it was published.

A small recursive descent over compiled patterns. It knows nothing of spaCy: what needs syntax (tense, names) is
decided in :mod:`claimrec.extraction.times`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from claimrec.extraction.numerals.numbers import CARDINALS, ORDINALS
from claimrec.extraction.timex.absolute import Parsed, bare, date, holiday, period
from claimrec.extraction.timex.calendar import Date, Expression, Period
from claimrec.extraction.timex.expressions import Clock, DayOf, Range, Relative, Shift, Window
from claimrec.extraction.timex.relative import counted, longest, nth, part, relative, shift
from claimrec.extraction.timex.words import DAYS, DIRECTIONS, MONTHS, PART_OF_DAY, QUARTERS, SEASONS, UNITS, direction_of, pattern
from claimrec.lexicon import table

__all__ = ["Written", "written_times"]

_HOLIDAYS: dict[str, list[int]] = table("holidays")["days"]
_ZONES: dict[str, int] = table("holidays")["zones"]


@frozen
class Written:
    """A time expression where it is written.

    Args:
        start: first character.
        end: character after the last.
        expression: what it says.
    """

    start: int
    end: int
    expression: Expression



_OFWEEK = pattern(r"(?:\s+morning|\s+afternoon|\s+evening|\s+night)?(?:,?\s+of)?\s+(?P<dir>last|this|next)\s+week\b")

_CLOCK = pattern(r"(?:(?P<h>1[0-2]|0?[1-9])(?:[:.]\s?(?P<m>[0-5]\d))?(?::[0-5]\d)?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)|(?P<H>[01]?\d|2[0-3])[:.]\s?(?P<M>[0-5]\d)(?::[0-5]\d)?(?=\s?(?:hours|hrs|utc|gmt|local|z\b|[a-z]{1,3}t\b))"
             r"|(?P<H4>[01]\d|2[0-3])(?P<M4>[0-5]\d)(?=\s?(?:hours|hrs|utc|gmt|local|z\b))|(?P<oc>1[0-2]|[1-9]|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\s+o['’]clock\b|(?P<w>noon|midnight|midday)\b)"
             r"(?:\s?(?:hours|hrs)\b)?(?:\s*\(?(?P<z>utc|gmt|z|bst|cet|cest|eet|eest|msk|ist|jst|est|edt|cst|cdt|mst|mdt|pst|pdt|et|pt|ct|mt)\b\)?)?(?:\s+local(?:\s+time)?\b)?")

_TO_CLOCK = pattern(r"(?:,|\s+-)?\s+(?:(?:at|around|about|by|shortly\s+after|shortly\s+before|just\s+after|just\s+before|before|after|from|until)\s+(?:about\s+|around\s+)?)?")

_TO_DAY = pattern(r",?\s+(?:on\s+)?(?:the\s+)?")

_DAYPART = pattern(rf"\s+{PART_OF_DAY}(?:\s+(?:local\s+)?time\b)?")

_JOIN = pattern(r"\s*(?:(?P<dash>[-–—~])|\b(?P<to>to|through|thru|till|until|up\s+to|and\s+ending(?:\s+on)?)\b|(?P<and>\band\b))\s*(?:the\s+)?")

_DATE_NOW = pattern(r"(?:date|now|present|current\s+date)\b")

def _clock(text: str, pos: int) -> Parsed | None:
    match = _CLOCK.match(text, pos)
    if not match:
        return None
    minute: int | None = None
    if match["w"]:
        hour, minute = (0 if match["w"].casefold() == "midnight" else 12), 0
    elif match["oc"]:
        written = match["oc"].casefold()
        hour = CARDINALS.get(written) or int(written)
    elif match["half"]:
        hour = int(match["h"]) % 12 + (12 if match["half"][0] in "pP" else 0)
        minute = int(match["m"]) if match["m"] else None
    else:
        hour, minute = int(match["H"] or match["H4"]), int(match["M"] or match["M4"])
    zone = (match["z"] or "").casefold()
    return Clock(hour, minute, None, _ZONES.get(zone)), match.end()


def _point(text: str, pos: int) -> Parsed | None:
    """One time, with the part of the day and the clock time that belong to it."""
    found = longest(text, pos, (part, nth, date, period, counted, relative, shift, holiday, bare, _clock))
    if found is None:
        return None
    expression, end = found
    if isinstance(expression, Date) and expression.on and expression.month is None:
        if match := _OFWEEK.match(text, end):
            expression, end = DayOf(expression.on, Relative("week", direction_of(match["dir"]))), match.end()
    if expression.granularity == "day" and (match := _DAYPART.match(text, end)):
        end = match.end()
    if isinstance(expression, Clock):
        if match := _TO_DAY.match(text, end):
            day = longest(text, match.end(), (date, relative, shift, bare))
            if day is not None and day[0].granularity == "day":
                dayend = _DAYPART.match(text, day[1])
                return Clock(expression.hour, expression.minute, day[0], expression.offset), dayend.end() if dayend else day[1]
    elif expression.granularity == "day" and (match := _TO_CLOCK.match(text, end)):
        clock = _clock(text, match.end())
        if clock is not None and isinstance(clock[0], Clock):
            return Clock(clock[0].hour, clock[0].minute, expression, clock[0].offset), clock[1]
    return expression, end


_MOVED = re.compile(r"\b(?:moved|postponed|delayed|pushed|shifted|rescheduled|changed|switched)\b.{0,40}\bfrom\s+(?:the\s+)?$", re.IGNORECASE)

def _time(text: str, pos: int) -> Parsed | None:
    """One time, or a range of two."""
    found = _point(text, pos)
    if found is None:
        return None
    first, end = found
    if isinstance(first, Range | Window | Shift) or (join := _JOIN.match(text, end)) is None:
        return found
    before = text[max(0, pos - 60):pos]
    between = re.search(r"\bbetween\s+(?:the\s+)?$", before, re.IGNORECASE)
    led = re.search(r"\bfrom\s+(?:the\s+)?$", before, re.IGNORECASE)
    if (join["and"] and not between) or (join["to"] and (between or _MOVED.search(before))):
        return found
    if led and join["to"] and _DATE_NOW.match(text, join.end()):
        match = _DATE_NOW.match(text, join.end())
        return Range(first, Relative("day", 0)), match.end() if match else end
    second = _point(text, join.end())
    if second is None or isinstance(second[0], Shift | Window | Range) or (isinstance(first, Clock) != isinstance(second[0], Clock)):
        return found
    if isinstance(first, Clock):
        return found
    if join["to"] and not led and first.granularity != second[0].granularity:
        return found
    return Range(first, second[0]), second[1]


_WORD = re.compile(r"['’]?[A-Za-z0-9]+")

_STARTERS = (
    {*MONTHS, *DAYS, *SEASONS, *UNITS, *QUARTERS, *ORDINALS, "q1", "q2", "q3", "q4", *CARDINALS}
    | {"the", "a", "an", "this", "that", "last", "past", "previous", "next", "coming", "upcoming", "current", "following", "half"}
    | {"early", "mid", "late", "later", "earlier", "beginning", "start", "middle", "end", "close", "rest", "remainder", "remaining"}
    | {"first", "second", "final", "latter", "opening", "today", "tonight", "yesterday", "tomorrow", "noon", "midnight", "midday", "calendar", "in"}
    | {name.split()[0].split("'")[0] for name in _HOLIDAYS}
)

@lru_cache(maxsize=64)
def written_times(text: str) -> tuple[Written, ...]:
    """Every time expression in a text, from left to right, none inside another.

    >>> [text.expression.partial for text in written_times("It happened on Aug. 20 and again in May.")]
    ['XXXX-08-20', 'XXXX-05']
    """
    found: list[Written] = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        written = word[0]
        if start < end:
            continue
        if not written[0].isdigit() and written[0] not in "'’" and written.casefold() not in _STARTERS:
            continue
        if start and (text[start - 1] in "$€£#@/\\_" or text[start - 1] in ".,-" and written[0].isdigit() and start > 1 and text[start - 2].isalnum()):
            continue
        parsed = _time(text, start)
        if parsed is None:
            continue
        expression, stop = parsed
        if stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
            continue
        first = start
        if written.casefold() == "the" and isinstance(expression, Date | Period):
            first = start + re.match(r"the\s+", text[start:], re.IGNORECASE).end()  # type: ignore[union-attr]
        stop = len(text[:stop].rstrip()) if text[stop - 1].isspace() else stop
        found.append(Written(first, stop, expression))
        end = stop
    return tuple(found)

