"""The grammar of English time expressions: text -> expressions, with no regard to when it was published.

A small recursive descent over compiled patterns. It knows nothing of spaCy: what needs syntax (tense, names) is
decided in :mod:`claimrec.extraction.times`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import evolve, frozen

from claimrec.extraction.numerals.numbers import CARDINALS, ORDINALS
from claimrec.extraction.timex.absolute import Parsed, bare, date, full_date, holiday, period
from claimrec.extraction.timex.calendar import Date, Expression, Period
from claimrec.extraction.timex.expressions import Clock, DayOf, Relative, Shift, Window
from claimrec.extraction.timex.lists import days_of_month
from claimrec.extraction.timex.ranges import Range
from claimrec.extraction.timex.relative import counted, in_year, longest, nth, part, relative, season_of_year, shift
from claimrec.extraction.timex.stretches import Hours, UpTo, hours, up_to
from claimrec.extraction.timex.words import (
    DAY_NAMES,
    DAYS,
    MONTHS,
    PART_OF_DAY,
    QUARTERS,
    SEASONS,
    UNITS,
    any_of,
    direction_of,
    pattern,
)
from claimrec.lexicon import table

__all__ = ["Written", "written_times"]

_ZONES: dict[str, int] = table("holidays")["zones"]


@frozen
class Written:
    """A time expression where it is written: first character, character after the last, and what it says."""

    start: int
    end: int
    expression: Expression


# ---------------------------------------------------------------- clock times

_HOURS = any_of(list(CARDINALS)[1:13])
_MARKED = rf"\s?(?:hours|hrs|local|[a-z]{{1,3}}t\b|{any_of(_ZONES)}\b)"  # what makes "18:00" or "1800" a time of day
_CLOCK = pattern(
    rf"""(?:(?P<h>1[0-2]|0?[1-9])(?:[:.]\s?(?P<m>[0-5]\d))?(?::[0-5]\d)?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)
    |(?P<h24>[01]?\d|2[0-3])[:.]\s?(?P<m24>[0-5]\d)(?::[0-5]\d)?(?={_MARKED})
    |(?P<h24b>0\d|1[3-9]|2[0-3]):(?P<m24b>[0-5]\d)(?![:.]?\d|\s?[ap]\.?m\b|%)
    |(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?={_MARKED})
    |(?:(?P<past>half\s+past|(?:a\s+)?quarter\s+(?:past|after|to))\s+)?(?P<oclock>1[0-2]|[1-9]|{_HOURS})
    (?:[:.](?P<mo>[0-5]\d))?(?P<spoken>\s+o['’]clock\b)?(?P<when>\s+(?:in\s+the\s+(?:early\s+)?(?:morning|afternoon|evening)|at\s+night)\b)?
    (?P<ahead>(?=\s+(?:last\s+night|tonight|(?:this|yesterday|tomorrow)\s+(?:morning|afternoon|evening)|on\s+\w+day\s+(?:morning|afternoon|evening|night))\b))?
    |(?P<word>noon|midnight|midday)\b)
    (?:\s?(?:hours|hrs)\b)?(?:\s*\((?P<zoned>{any_of(_ZONES)}|et|pt|ct|mt)\)|\s*(?P<zone>{any_of(_ZONES)}|et|pt|ct|mt)\b)?(?:\s+local(?:\s+time)?\b)?"""
)


_AT = re.compile(r"\b(?:at|by|until|till|before|after|around|about|since|past|near|from|to)\s+$|^\s*$", re.IGNORECASE)
_ON = re.compile(rf"\s+(?:on\b|{any_of(_ZONES)}\b|local\b|{any_of(DAY_NAMES)})", re.IGNORECASE)


def _clock(text: str, pos: int) -> tuple[Clock, int] | None:
    match = _CLOCK.match(text, pos)
    if match is None:
        return None
    minute: int | None = None
    if match["word"]:
        before, after = text[max(0, pos - 8) : pos], text[match.end() : match.end() + 12]
        if not _AT.search(before) and not _ON.match(after):
            return None  # "a midnight blue car"
        hour, minute = (0 if match["word"].casefold() == "midnight" else 12), 0
    elif match["oclock"]:
        return _spoken(text, match)
    elif match["half"]:
        hour = int(match["h"]) % 12 + (12 if match["half"][0] in "pP" else 0)
        minute = int(match["m"]) if match["m"] else None
    else:
        if match["h24b"] and not _LED.search(text, max(0, pos - 8), pos):
            return None  # "02:15" may be a length
        hour, minute = (int(match[f"{of}24"] or match[f"{of}24b"] or match[f"{of}4"]) for of in "hm")
    return Clock(hour, minute, None, _ZONES.get((match["zone"] or match["zoned"] or "").casefold())), match.end()


_LED = re.compile(r"\b(?:at|around|about|by|until|till|before|after|from|since)\s+$", re.IGNORECASE)


def _spoken(text: str, match: re.Match[str]) -> tuple[Clock, int] | None:
    """ "half past seven", "four o'clock", "6:30 in the evening": without a word for it the half of the day is not known."""
    ahead = match["ahead"] is not None and _LED.search(text, max(0, match.start() - 8), match.start())  # "at 7 this morning"
    if not (match["past"] or match["spoken"] or match["when"] or ahead):
        return None
    hour = CARDINALS.get(match["oclock"].casefold()) or int(match["oclock"])
    minute = int(match["mo"]) if match["mo"] else None
    if match["past"]:
        minute = 30 if match["past"][0] in "hH" else 45 if match["past"].endswith(("to", "TO")) else 15
        hour = (hour - 2) % 12 + 1 if minute == 45 else hour
    clock = Clock(hour, minute, None, _ZONES.get((match["zone"] or match["zoned"] or "").casefold()), half_known=False)
    return (_halved(clock, match["when"]) if match["when"] else clock), match.end()


_LAST_NIGHT = re.compile(r"\blast\s+night\b", re.IGNORECASE)
_MORNING = re.compile(r"\bmorning\b", re.IGNORECASE)
_NIGHT = re.compile(r"\bnight\b", re.IGNORECASE)


def _halved(clock: Clock, when: str) -> Clock:
    """A clock time whose half of the day the words beside it tell."""
    if clock.half_known:
        return clock
    if _LAST_NIGHT.search(when) and (clock.hour < 6 or clock.hour == 12):
        return clock  # the night before or the one behind it
    late = not _MORNING.search(when) and not (_NIGHT.search(when) and (clock.hour < 6 or clock.hour == 12))
    return evolve(clock, hour=clock.hour % 12 + (12 if late else 0), half_known=True)


# ---------------------------------------------------------------- one time

_OF_WEEK = pattern(r"(?:\s+(?:morning|afternoon|evening|night))?(?:,?\s+of)?\s+(?P<dir>last|this|next)\s+week\b")
_DAYPART = pattern(rf"\s+{PART_OF_DAY}(?:\s+(?:local\s+)?time\b)?")
_TO_CLOCK = pattern(
    r"""(?:,|\s+-)?\s+(?:(?:at|around|about|by|shortly\s+after|shortly\s+before|just\s+after|just\s+before|before|after|from|until)\s+
    (?:about\s+|around\s+)?)?"""
)
_ALSO = pattern(rf"\s*\((?:[01]?\d|2[0-3])[:.]?[0-5]\d\s?(?:{any_of(_ZONES)})\)")  # "7 a.m. (1100 GMT) on Friday"
_TO_DAY = pattern(r",?\s+(?:on\s+)?(?:the\s+)?")


def _point(text: str, pos: int) -> Parsed | None:
    """One time, with the part of the day and the clock time that belong to it."""
    clock = _clock(text, pos)
    found = longest(text, pos, (part, nth, date, period, season_of_year, counted, up_to, relative, shift, holiday, bare))
    found = None if found is None else in_year(text, found)
    if clock is not None and (found is None or clock[1] > found[1]):
        return _clock_on(text, *clock)
    if found is None:
        return None
    expression, end = found
    if isinstance(expression, Date) and expression.on and expression.day is None and (match := _OF_WEEK.match(text, end)):
        expression, end = DayOf(expression.on, Relative("week", direction_of(match["dir"]))), match.end()
    if expression.granularity != "day":
        return expression, end
    when = ""
    if match := _DAYPART.match(text, end):
        when, end = match[0], match.end()
    expression, end = _dated(text, expression, end)
    if (match := _TO_CLOCK.match(text, end)) and (clock := _clock(text, match.end())):
        return _on_day(_halved(clock[0], when) if when else clock[0], expression), clock[1]
    return expression, end


def _on_day(clock: Clock, day: Expression) -> Expression:
    """A clock time on a day; the day alone where seven o'clock may be in the morning or the evening."""
    return evolve(clock, inner=day) if clock.half_known else day


_DAY_HALF = re.compile(r"\b(?:morning|afternoon|evening|night|tonight)\b", re.IGNORECASE)


def _clock_on(text: str, clock: Clock, end: int) -> Parsed | None:
    """A clock time with the day behind it, where there is one."""
    if also := _ALSO.match(text, end):
        end = also.end()
    match = _TO_DAY.match(text, end)
    day = longest(text, match.end(), (date, relative, shift, bare)) if match else None
    if day is None or day[0].granularity != "day":
        return (clock, also.start() if also else end) if clock.half_known else None
    later = _DAYPART.match(text, day[1])
    when = text[end : later.end() if later else day[1]]
    clock = _halved(clock, when) if _DAY_HALF.search(when) else clock
    expression, end = _dated(text, day[0], later.end() if later else day[1])
    return _on_day(clock, expression), end


_BRACKET = re.compile(r"\s*\(")


def _dated(text: str, expression: Expression, end: int) -> Parsed:
    """A weekday with its date in brackets: "on Friday night (October 17)"."""
    if not isinstance(expression, Date) or expression.on is None or expression.day is not None:
        return expression, end
    bracket = _BRACKET.match(text, end)
    found = None if bracket is None else full_date(text, bracket.end())
    if found is None or not isinstance(found[0], Date) or found[0].month is None or text[found[1] : found[1] + 1] != ")":
        return expression, end
    return Date(found[0].year, found[0].month, found[0].day, expression.on), found[1] + 1


# ---------------------------------------------------------------- ranges

_JOIN = pattern(
    r"""\s*(?:(?P<dash>[-–—~])|\b(?P<through>through|thru)\b|\b(?P<to>to|till|until|into|up\s+to|and\s+ending(?:\s+on)?)\b|(?P<and>\band\b))
    \s*(?:the\s+)?"""
)
_NOW = pattern(r"(?:date|now|present|current\s+date)\b")
_MOVED = re.compile(
    r"\b(?:moved|postponed|delayed|pushed|shifted|rescheduled|changed|switched)\b.{0,40}\bfrom\s+(?:the\s+)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)


def _time(text: str, pos: int) -> Parsed | None:
    """One time, or a range of two."""
    found = _half_hours(text, pos) or _point(text, pos)
    if found is None or isinstance(found[0], Range | Window | Shift | Hours | UpTo):
        return found
    if isinstance(found[0], Clock):
        return _hours(text, pos, found[0], found[1]) or found
    first, end = found
    if first.granularity == "day" and (to := _TO_CLOCK.match(text, end)) and (between := _half_hours(text, to.end(), first)):
        return between
    join = _JOIN.match(text, end)
    before = text[max(0, pos - 60) : pos]
    if join is None or bool(join["and"]) != bool(_BETWEEN.search(before)) and not join["dash"] or _MOVED.search(before):
        return found
    led = _FROM.search(before)
    if led and join["to"] and (now := _NOW.match(text, join.end())):
        return Range(first, Relative("day", 0)), now.end()
    second = _point(text, join.end())
    if second is None or isinstance(second[0], Shift | Window | Range | Clock | Hours | UpTo):
        return found
    if join["to"] and not led and first.granularity != second[0].granularity:
        return found  # "the August visit to Monday's ..." and the like
    return Range(first, second[0]), second[1]


_HALF = pattern(r"[ap]\.?m")
_FIRST_HOUR = pattern(r"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))?(?=\s*(?:[-–]|to\b|until\b|till\b|and\b)\s*\d)")


def _half_hours(text: str, pos: int, day: Expression | None = None) -> Parsed | None:
    """Two clock times of which the first takes its half of the day from the second: "from 7 to 9 p.m. on Monday"."""
    match = _FIRST_HOUR.match(text, pos)
    if match is None or (join := _JOIN.match(text, match.end())) is None:
        return None
    last = _clock(text, join.end())
    if last is None or not _HALF.search(text, join.end(), last[1]) or not _leads(text, pos, join):
        return None
    hour = int(match["h"]) % 12 + (12 if last[0].hour >= 12 else 0)
    if hour > last[0].hour:
        hour -= 12  # "from 11 to 1 p.m."
    return _hours(text, pos, Clock(max(hour, 0), int(match["m"] or 0), day), match.end())


def _hours(text: str, pos: int, first: Clock, end: int) -> Parsed | None:
    """Two clock times on one day, as a stretch of it."""
    join = _JOIN.match(text, end)
    if join is None or not _leads(text, pos, join):
        return None
    clock = _clock(text, join.end())
    second = None if clock is None else _clock_on(text, *clock)
    if second is None or not isinstance(second[0], Clock):
        return None
    stretch = hours(first, second[0])
    return None if stretch is None else (stretch, second[1])


def _leads(text: str, pos: int, join: re.Match[str]) -> bool:
    """Whether a range begins here: "and" joins two times after "between" only."""
    return not join["and"] or _BETWEEN.search(text, max(0, pos - 60), pos) is not None


# ---------------------------------------------------------------- all of a text

_WORD = re.compile(r"['’]?[A-Za-z0-9]+")
_STARTERS = frozenset(
    {*MONTHS, *DAYS, *SEASONS, *UNITS, *QUARTERS, *ORDINALS, *CARDINALS, "q1", "q2", "q3", "q4", "h1", "h2"}
    | {re.split(r"[.\s-]", name)[0].replace("'", "") for part in ("days", "feasts") for name in table("holidays")[part]}
    | {re.split(r"[\s']", name)[0] for name in table("holidays")["days"]}
    | set("the a an this that in last past previous next coming upcoming current following half calendar".split())
    | set("early mid late later earlier beginning start middle end close rest remainder remaining final latter opening".split())
    | set("today tonight yesterday tomorrow noon midnight midday".split())
)
# "the" and "in" stand everywhere; what may follow them in a time is looked at first.
_SMALL = frozenset("the a an that in".split())
_FOLLOWING = _STARTERS | frozenset(
    "about around couple day days evening first last morning midst night preceding same second tail very weekend".split()
)
_NEXT = re.compile(r"\s+['’]?([A-Za-z0-9]+)")


@lru_cache(maxsize=64)
def written_times(text: str) -> tuple[Written, ...]:
    """Every time expression in a text, from left to right, none inside another.

    >>> [written.expression.partial for written in written_times("It happened on Aug. 20 and again in May.")]
    ['XXXX-08-20', 'XXXX-05']
    """
    found: list[Written] = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        first = word[0]
        if start < end or not _begins(text, word) or _inside(text, start):
            continue
        if first[0].isdigit() or first.casefold() in MONTHS:
            listed = days_of_month(text, start)
            found += [Written(*each) for each in listed]
            if listed:
                end = listed[-1][1]
                continue
        parsed = _time(text, start)
        if parsed is None:
            continue
        expression, stop = parsed
        if stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
            continue
        if first.casefold() == "the" and isinstance(expression, Date | Period):
            start += len(first)
            while text[start].isspace():
                start += 1
        end = start + len(text[start:stop].rstrip())
        found.append(Written(start, end, expression))
    return tuple(found)


def _begins(text: str, word: re.Match[str]) -> bool:
    """Whether a time can begin with this word."""
    first = word[0]
    if first[0].isdigit() or first[0] in "'’":
        return True
    low = first.casefold()
    if low not in _SMALL:
        return low in _STARTERS
    following = _NEXT.match(text, word.end())
    return following is not None and (following[1][0].isdigit() or following[1].casefold() in _FOLLOWING)


def _inside(text: str, start: int) -> bool:
    """Whether a word is part of a longer one: an amount, a path, a code ("A-20")."""
    if start == 0:
        return False
    before = text[start - 1]
    return before in "$€£#@/\\_" or (before in ".,-" and text[start].isdigit() and start > 1 and text[start - 2].isalnum())
