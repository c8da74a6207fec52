"""Times that lean on another: "last week", "three days ago", "the end of May", "the same day"."""

from __future__ import annotations

import re
from collections.abc import Callable

from claimrec.extraction.numerals.numbers import ORDINALS
from claimrec.extraction.timex.absolute import Parsed, bare, date, full_date, holiday, period
from claimrec.extraction.timex.calendar import Date, Period
from claimrec.extraction.timex.expressions import Ago, Around, Clock, DayOf, Nth, Part, Range, Relative, Shift, Window
from claimrec.extraction.timex.words import (
    DAY_NAMES,
    DIRECTIONS,
    MONTH,
    NUMBER,
    PART_OF_DAY,
    SEASONS,
    UNIT,
    WEEKDAY,
    any_of,
    cased,
    digits_of,
    direction_of,
    month_of,
    number,
    pattern,
    unit_of,
    weekday_of,
)

__all__ = ["counted", "longest", "nth", "part", "relative", "shift"]

_TODAY = pattern(rf"(?P<w>today|tonight|yesterday|tomorrow|(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow)\b(?:['’]s)?(?:\s+{PART_OF_DAY})?"
             rf"|(?P<this>(?:earlier\s+)?this\s+(?:very\s+)?(?:morning|afternoon|evening|lunchtime))\b|(?P<last>last\s+(?:night|evening))\b")

_DIRECTED = pattern(rf"(?P<the>the\s+)?(?P<dir>{any_of(DIRECTIONS)})\s+(?:(?P<cal>calendar\s+)?(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b(?!-|['’]?s?\s+old)"
                rf"|(?:(?:{any_of(DAY_NAMES)}|mon|tue|wed|thu|fri)\b(?!s\b))(?:\s+{PART_OF_DAY})?|(?P<season>{any_of(SEASONS)})\b|{MONTH})(?:['’]s)?")

_DIRWD = pattern(rf"(?:the\s+)?(?P<dir>{any_of(DIRECTIONS)})\s+{WEEKDAY}(?:\s+{PART_OF_DAY})?")

_AFTERNEXT = pattern(r"(?:the\s+)?(?P<unit>week|month|year|weekend)\s+after\s+next\b")

_STEP = pattern(rf"(?P<n>{NUMBER})[\s-]+(?P<unit>{UNIT})")

_AND = pattern(r"\s*(?:,|and|,\s*and)?\s+")

_SUFFIX = pattern(r"\s*(?:(?P<ago>ago\b)|(?P<now>from\s+(?:now|today)\b|hence\b|['’]?s?\s*time\b)|(?P<earlier>earlier\b(?!\s+(?:this|today)))|(?P<later>later\b|afterwards?\b)"
              r"|(?P<rel>before|after|from|since|prior\s+to|following)\s+(?:the\s+)?)")

_COUNTED = pattern(rf"(?:the\s+)?(?:(?P<dir>{any_of(DIRECTIONS)})\s+(?P<n>{NUMBER})\s+(?:business\s+|working\s+)?|(?P<n2>{NUMBER})\s+(?P<dir2>next|last|past|previous|upcoming|coming)\s+)(?P<unit>{UNIT})")

_SAME = pattern(r"(?:(?:on\s+)?the|that)\s+(?:very\s+)?same\s+(?P<unit>day|night|evening|morning|afternoon|week|month|year)\b|(?P<that>that\s+(?:very\s+)?(?:day|night|evening|afternoon|morning))\b(?=\W)")

_NEXTDAY = pattern(r"(?:the\s+)?(?P<w>next|following|previous|preceding)\s+(?P<unit>day|night|morning|week|month|year)\b|the\s+(?P<unit2>day|week|month|year|night)\s+(?P<w2>after|before)\b(?!\s+(?:yesterday|tomorrow|today|next))"
               r"|a\s+(?P<unit3>day|week|month|year)\s+(?P<w3>earlier|later|before|after)\b(?!\s+this)")

_PART = pattern(r"(?:the\s+)?(?:(?P<e>(?:very\s+)?early(?:\s+in|\s+on|[\s-])|(?:very\s+)?(?:beginning|start|first\s+part|opening\s+days|first\s+days)(?:\s+of\b|-))"
            r"|(?P<m>(?:middle|midst)(?:\s+of\b)|mid(?:-|\s+|(?=\d)))|(?P<l>late(?:\s+in|\s+on|[\s-])|(?:end|close|latter\s+(?:half|part)|last\s+days|final\s+days|tail\s+end)(?:\s+of\b|-))"
            r"|(?P<h1>first|1st)\s+half\s+of|(?P<h2>second|2nd)\s+half\s+of|(?P<bn>earlier)(?:\s+in|\s+on)?\s|(?P<an>later(?:\s+in|\s+on)?|rest\s+of|remainder\s+of|remaining\s+of)\s)\s*")

_NTH = pattern(rf"(?:the\s+)?(?P<n>first|second|third|fourth|fifth|last|final|opening|closing|\d{{1,2}}(?:st|nd|rd|th))\s+(?:(?P<c>{NUMBER})\s+)?(?P<unit>week|weekend|day|month|year)s?\s+(?:of|in)\s+(?:the\s+)?")

_THE = pattern(r"(?:the\s+|this\s+)?(?P<unit>week|month|year|quarter|decade|century)\b(?!\s+(?:of|ending|beginning|starting|before|after|old|ago|earlier|later)\b|-)")

_WEEKOF = pattern(r"(?:the\s+)?(?P<unit>week|weekend|month)\s+(?:of|beginning|starting|commencing)\s+(?:on\s+)?(?:the\s+)?")

_WEEKDAYOF = pattern(rf"(?:the\s+)?(?P<dir>last|this|next|previous|following)\s+week\s*-?\s*(?:on\s+)?{WEEKDAY}")

_WEEKEND = pattern(r"the\s+weekend\b(?!\s+(?:of|before|after))")

_IN = pattern(r"in\s+(?:about\s+|around\s+)?(?!the\b)")

_UNIT_DAYS = {"day": 1, "night": 1, "morning": 1, "week": 7, "month": 30, "year": 365}

def relative(text: str, pos: int) -> Parsed | None:
    if match := _TODAY.match(text, pos):
        word = " ".join((match["w"] or "").casefold().removeprefix("the ").split())
        count = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}.get(word, -1 if match["last"] else 0)
        end = match.end() - (2 if match[0].casefold().endswith(("'s", "’s")) else 0)
        return Relative("day", count), end
    if match := _WEEKDAYOF.match(text, pos):
        return DayOf(weekday_of(match["wd"]), Relative("week", direction_of(match["dir"]))), match.end()
    if match := _AFTERNEXT.match(text, pos):
        return Relative(unit_of(match["unit"]), 2), match.end()
    if match := _DIRWD.match(text, pos):
        if not re.match(r"(?:s\b|['’]?\s*\d)", text[match.end():match.end() + 3]) and len(match["wd"]) > 2:
            return Date(on=weekday_of(match["wd"]), direction=direction_of(match["dir"])), match.end()
    if match := _DIRECTED.match(text, pos):
        if match["mon"] and (date := full_date(text, match.start("mon"))) and isinstance(date[0], Date):
            whole = date[0]
            direction = None if whole.year else direction_of(match["dir"])
            return Date(whole.year, whole.month, whole.day, None, direction), date[1]
        return _directed(match)
    if match := _WEEKEND.match(text, pos):
        return Relative("weekend", 0), match.end()
    return None


def _directed(match: re.Match[str]) -> Parsed | None:
    word = " ".join(match["dir"].casefold().split())
    direction = DIRECTIONS[word]
    end = match.end() - (2 if match[0].casefold().endswith(("'s", "’s")) else 0)
    if match["unit"]:
        unit = unit_of(match["unit"])
        if word in ("previous", "following") and match["the"] and unit != "quarter":
            return None  # counts from another date
        if unit == "day":
            return None
        if match["the"] and word in ("last", "past", "next", "coming") and unit in ("week", "month", "year"):
            return Window(((1, unit),), direction), end
        return Relative(unit, direction), end
    if match["season"]:
        return Period("season", SEASONS[match["season"].casefold()], None, direction), end
    if match["mon"]:
        if not cased(match["mon"]):
            return None
        return Period("month", month_of(match["mon"]), None, direction), end
    return None


def _steps(text: str, pos: int) -> tuple[tuple[tuple[float, str], ...], int] | None:
    steps: list[tuple[float, str]] = []
    while match := _STEP.match(text, pos):
        steps.append((number(match["n"]), unit_of(match["unit"])))
        end = match.end()
        joined = _AND.match(text, end)
        if not joined:
            break
        pos = joined.end()
    return (tuple(steps), end) if steps else None


def counted(text: str, pos: int) -> Parsed | None:
    if match := _COUNTED.match(text, pos):
        count = number(match["n"] or match["n2"])
        sign = direction_of(match["dir"] or match["dir2"]) or -1
        steps: tuple[tuple[float, str], ...] = ((count, unit_of(match["unit"])),)
        end = match.end()
        if (joined := _AND.match(text, end)) and "and" in joined[0] and (more := _steps(text, joined.end())):
            if not _SUFFIX.match(text, more[1]):
                steps, end = steps + more[0], more[1]
        plural = match["unit"][-1] in "sS"
        return (Window(steps, sign), end) if count >= 1 and plural == (count != 1) else None
    found = _steps(text, pos)
    if found is None:
        return None
    steps, end = found
    match = _SUFFIX.match(text, end)
    if match is None:
        return None
    if match["ago"] or match["now"]:
        return Ago(steps, -1 if match["ago"] else 1), match.end()
    if match["rel"]:
        base = longest(text, match.end(), (date, period, relative, holiday, bare))
        sign = -1 if match["rel"].casefold().startswith(("before", "prior")) else 1
        if base is not None and not isinstance(base[0], Clock | Shift | Window):
            return Ago(steps, sign, base[0]), base[1]
        return None
    days = sum(count * {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}.get(unit, 0) for count, unit in steps)
    unit = steps[-1][1] if steps[-1][1] in ("day", "week", "month", "year") else "day"
    return Shift(round(days) * (-1 if match["earlier"] else 1), unit), match.end()


def shift(text: str, pos: int) -> Parsed | None:
    if (match := _IN.match(text, pos)) and (found := _steps(text, match.end())):
        return Ago(found[0], 1, future=True), found[1]
    if match := _SAME.match(text, pos):
        unit = (match["unit"] or "day").casefold()
        return Shift(0, unit if unit in ("week", "month", "year") else "day"), match.end()
    if match := _NEXTDAY.match(text, pos):
        word = (match["w"] or match["w2"] or match["w3"]).casefold()
        unit = (match["unit"] or match["unit2"] or match["unit3"]).casefold()
        if match["w"] and word == "next" and unit not in ("day", "morning", "night"):
            return None
        if match["w"] and not match[0].casefold().startswith("the") and unit != "day":
            return None
        sign = -1 if word in ("previous", "preceding", "before", "earlier") else 1
        return Shift(sign * _UNIT_DAYS[unit], unit if unit in ("week", "month", "year") else "day"), match.end()
    return None


def part(text: str, pos: int) -> Parsed | None:
    match = _PART.match(text, pos)
    if not match:
        return None
    which = next(name for name in ("e", "m", "l", "h1", "h2", "bn", "an") if match[name])
    if which in ("bn", "an"):
        inner = relative(text, match.end()) or _the(text, match.end())
        if inner is None or inner[0].granularity == "day" and not isinstance(inner[0], Relative):
            return None
    else:
        start = match.end()
        inner = longest(text, start, (date, period, relative, holiday, _the if " of" in match[0] + " " else _nothing, bare))
        if inner is None and re.match(r"(?:end|beginning|start)\s+of\s+(?:month|year)", match[0] + text[start:start + 6], re.IGNORECASE):
            inner = _the(text, start)
    if inner is None or isinstance(inner[0], Clock | Window | Range):
        return None
    name = {"e": "early", "m": "mid", "l": "late", "h1": "first half", "h2": "second half", "bn": "before now", "an": "after now"}[which]
    return Part(name, inner[0]), inner[1]


def _nothing(text: str, pos: int) -> Parsed | None:
    return None


def _the(text: str, pos: int) -> Parsed | None:
    """ "the year", "the month": the current one, inside "the end of the year" only."""
    match = _THE.match(text, pos)
    return (Relative(unit_of(match["unit"]), 0), match.end()) if match else None


def nth(text: str, pos: int) -> Parsed | None:
    if match := _NTH.match(text, pos):
        inner = longest(text, match.end(), (date, period, relative, _the, bare))
        if inner is None or inner[0].granularity == "day":
            return None
        word = match["n"].casefold()
        number = -1 if word in ("last", "final", "closing") else 1 if word == "opening" else ORDINALS.get(word) or digits_of(word)
        unit = match["unit"].casefold()
        if unit == "weekend":
            return None
        return Nth(number, unit, inner[0], int(number(match["c"])) if match["c"] else 1), inner[1]
    if match := _WEEKOF.match(text, pos):
        inner = longest(text, match.end(), (date, holiday, relative))
        if inner is None:
            day = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\b").match(text, match.end())
            inner = (Date(day=int(day[1])), day.end()) if day and 1 <= int(day[1]) <= 31 else None
        if inner is not None and inner[0].granularity == "day":
            return Around(unit_of(match["unit"]), inner[0]), inner[1]
    return None


def longest(text: str, pos: int, parsers: tuple[Callable[[str, int], Parsed | None], ...]) -> Parsed | None:
    best: Parsed | None = None
    for parse in parsers:
        found = parse(text, pos)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best

