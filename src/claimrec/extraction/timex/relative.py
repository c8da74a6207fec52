"""Times that lean on another: "last week", "three days ago", "the end of May", "the same day"."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

from claimrec.extraction.numerals.numbers import ORDINALS
from claimrec.extraction.timex.absolute import Parsed, bare, date, full_date, holiday, period
from claimrec.extraction.timex.calendar import Context, Date, Expression, Holiday, Interval, Period
from claimrec.extraction.timex.expressions import Ago, Around, Clock, DayOf, Nth, Part, Relative, Run, Shift, Window
from claimrec.extraction.timex.feasts import Feast
from claimrec.extraction.timex.ranges import InYear, Range
from claimrec.extraction.timex.words import (
    DAY_NAMES,
    DIRECTIONS,
    MONTH,
    NUMBER,
    PART_OF_DAY,
    SEASONS,
    UNIT,
    WEEKDAY,
    YEAR,
    any_of,
    cased,
    count_of,
    digits_of,
    direction_of,
    month_of,
    pattern,
    unit_of,
    weekday_of,
    year_of,
)

__all__ = ["counted", "in_year", "longest", "nth", "part", "relative", "season_of_year", "shift"]

Steps = tuple[tuple[float, str], ...]


def longest(text: str, pos: int, parsers: tuple[Callable[[str, int], Parsed | None], ...]) -> Parsed | None:
    """What reads the most characters; the first of those that read as many."""
    best: Parsed | None = None
    for parse in parsers:
        found = parse(text, pos)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best


@frozen
class Unplaced(Expression):
    """A weekday that counts from another day of the text: "the following Monday"."""

    on: int

    def _weekday(self) -> int | None:
        return self.on

    def _resolve(self, context: Context) -> Interval | None:
        return None


# ---------------------------------------------------------------- last, this, next

_TODAY = pattern(
    rf"""(?P<w>today|tonight|yesterday|tomorrow|(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow)\b
    (?P<s>['’]s)?(?:\s+{PART_OF_DAY})?
    |(?P<this>(?:earlier\s+)?this\s+(?:very\s+)?(?:morning|afternoon|evening|lunchtime))\b
    |(?P<last>last\s+(?:night|evening))\b"""
)
_DAYS_OFF = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_DIRECTION = rf"(?P<the>the\s+)?(?P<dir>{any_of(DIRECTIONS)})"
_DIRECTED = pattern(
    rf"""{_DIRECTION}\s+(?:(?:calendar\s+)?(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b(?!-|['’]?s?\s+old)
    |(?P<season>{any_of(SEASONS)})\b|{MONTH})(?P<s>['’]s)?"""
)
_DIRECTED_DAY = pattern(
    rf"{_DIRECTION}\s+(?P<wd>(?:{any_of(DAY_NAMES)})\b|(?:mon|tues?|weds?|thu(?:rs?)?|fri)\b\.?)(?!\s*\d)(?:\s+{PART_OF_DAY})?"
)
_COMMA = pattern(r"\s*,\s*(?:the\s+)?")
_AFTER_NEXT = pattern(r"(?:the\s+)?(?P<unit>week|month|year|weekend)\s+after\s+next\b")
_DAY_OF_WEEK = pattern(rf"(?:the\s+)?(?P<dir>last|this|next|previous|following)\s+week\s*-?\s*(?:on\s+)?{WEEKDAY}")
_WEEKEND = pattern(r"the\s+weekend\b(?!\s+(?:of|before|after))")


def relative(text: str, pos: int) -> Parsed | None:
    """A time that counts from the day of publication by a word: "yesterday", "last week", "next Tuesday"."""
    if match := _TODAY.match(text, pos):
        word = " ".join((match["w"] or "").casefold().removeprefix("the ").split())
        return Relative("day", _DAYS_OFF.get(word, -1 if match["last"] else 0)), _bare_end(match)
    if match := _DAY_OF_WEEK.match(text, pos):
        return DayOf(weekday_of(match["wd"]), Relative("week", direction_of(match["dir"]))), match.end()
    if match := _AFTER_NEXT.match(text, pos):
        return Relative(unit_of(match["unit"]), 2), match.end()
    if match := _DIRECTED_DAY.match(text, pos):
        on = weekday_of(match["wd"])
        dated = full_date(text, comma.end()) if (comma := _COMMA.match(text, match.end())) else None
        if dated is not None and isinstance(dated[0], Date):  # "next Tuesday, Nov. 4": the date says which
            return Date(dated[0].year, dated[0].month, dated[0].day, on), dated[1]
        if match["the"] and match["dir"].casefold() in ("previous", "following"):
            return Unplaced(on), match.end()
        return Date(on=on, direction=direction_of(match["dir"])), match.end()
    if match := _DIRECTED.match(text, pos):
        return _directed_month(text, match) if match["mon"] else _directed(match)
    if match := _WEEKEND.match(text, pos):
        return Relative("weekend", 0), match.end()
    return None


def _bare_end(match: re.Match[str]) -> int:
    """The end of a match without a possessive ending that closes it."""
    return match.start("s") if match["s"] and match.end("s") == match.end() else match.end()


def _directed(match: re.Match[str]) -> Parsed | None:
    word = " ".join(match["dir"].casefold().split())
    direction = DIRECTIONS[word]
    if match["season"]:
        return Period("season", SEASONS[match["season"].casefold()], None, direction), _bare_end(match)
    unit = unit_of(match["unit"])
    if unit == "day" or (word in ("previous", "following") and match["the"] and unit != "quarter"):
        return None  # counts from another date
    if match["the"] and word in ("last", "past", "next", "coming") and unit in ("week", "month", "year"):
        return Window(((1, unit),), direction), _bare_end(match)
    return Relative(unit, direction), _bare_end(match)


def _directed_month(text: str, match: re.Match[str]) -> Parsed | None:
    direction = direction_of(match["dir"])
    found = full_date(text, match.start("mon"))
    if found is not None and isinstance(found[0], Date):  # "last August 26"
        day = found[0]
        return None if day.year else (Date(None, day.month, day.day, None, direction), found[1])  # "this Dec. 31, 2016 photo"
    if not cased(match["mon"]):
        return None
    return Period("month", month_of(match["mon"]), None, direction), _bare_end(match)


# ---------------------------------------------------------------- so many units

_NOW_BEHIND = pattern(r"\s+(?:today|this\s+(?P<unit>week|month))\b")
_WEEKDAY_BEHIND = pattern(rf"\s+{WEEKDAY}")
_STEP = pattern(rf"(?P<n>{NUMBER})[\s-]+(?P<unit>{UNIT})")
_AND = pattern(r"\s*(?:,|and|,\s*and)?\s+")
_TAIL = pattern(
    r"""\s*(?:(?P<ago>ago\b)|(?P<hence>from\s+(?:now|today)\b|hence\b|(?:['’]s?|(?<=s))\s*time\b)
    |(?P<earlier>earlier\b(?!\s+(?:this|today|than)))|(?P<later>later\b(?!\s+than)|afterwards?\b)
    |(?P<rel>before|after|from|prior\s+to|following)\s+(?:the\s+)?)"""
)
_COUNTED = pattern(
    rf"""(?:the\s+)?(?:(?P<dir>{any_of(DIRECTIONS)})\s+(?P<n>{NUMBER})\s+(?P<work>business\s+|working\s+)?
    |(?P<n2>{NUMBER})\s+(?P<dir2>next|last|past|previous|upcoming|coming)\s+)(?P<unit>{UNIT})"""
)
_UNIT_DAYS = {"day": 1, "night": 1, "morning": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}


def _steps(text: str, pos: int) -> tuple[Steps, int] | None:
    """ "2 years, 1 month and 21 days"."""
    steps: list[tuple[float, str]] = []
    end = pos
    while match := _STEP.match(text, pos):
        steps.append((count_of(match["n"]), unit_of(match["unit"])))
        end = match.end()
        joined = _AND.match(text, end)
        if not joined:
            break
        pos = joined.end()
    return (tuple(steps), end) if steps else None


def counted(text: str, pos: int) -> Parsed | None:
    """So many units back or ahead: "three weeks ago", "the past two years", "two days later"."""
    if match := _COUNTED.match(text, pos):
        return _window(text, match)
    found = _steps(text, pos)
    if found is None or (match := _TAIL.match(text, found[1])) is None:
        return None
    steps = found[0]
    if match["ago"] and (on := _WEEKDAY_BEHIND.match(text, match.end())) and steps[-1][1] in ("week", "month", "year"):
        return Ago(steps, -1, Date(on=weekday_of(on["wd"]))), on.end()  # "a week ago Friday"
    if match["ago"] and (now := _NOW_BEHIND.match(text, match.end())) and steps[-1][1] in ("month", "year", "decade", "century"):
        unit = unit_of(now["unit"]) if now["unit"] else "day"  # "ten years ago today", "a year ago this month"
        then = Ago(steps, -1, Relative(unit, 0))
        return (Around(unit, then) if now["unit"] else then), now.end()
    if match["ago"] or match["hence"]:
        return Ago(steps, -1 if match["ago"] else 1), match.end()
    if match["rel"]:
        base = longest(text, match.end(), (date, period, relative, holiday, bare))
        sign = -1 if match["rel"].casefold().startswith(("before", "prior")) else 1
        return None if base is None or isinstance(base[0], Window) else (Ago(steps, sign, base[0]), base[1])
    days = sum(count * _UNIT_DAYS.get(unit, 0) for count, unit in steps)
    return Shift(round(days) * (-1 if match["earlier"] else 1), _shift_unit(steps[-1][1])), match.end()


def _window(text: str, match: re.Match[str]) -> Parsed | None:
    count = count_of(match["n"] or match["n2"])
    unit = unit_of(match["unit"])
    steps: Steps = ((count, "business day" if match["work"] and unit == "day" else unit),)
    end = match.end()
    if count < 1 or (match["unit"][-1] in "sS") != (count != 1):
        return None  # "only 3 next week"
    if (joined := _AND.match(text, end)) and "and" in joined[0] and (more := _steps(text, joined.end())):
        if not _TAIL.match(text, more[1]):
            steps, end = steps + more[0], more[1]
    return Window(steps, direction_of(match["dir"] or match["dir2"]) or -1), end


def _shift_unit(unit: str) -> str:
    return unit if unit in ("week", "month", "year") else "day"


_IN = pattern(r"in\s+(?:about\s+|around\s+)?(?!the\b)")
_TIME = pattern(r"['’]s?\s+time\b")
_SAME = pattern(
    r"""(?:(?:on\s+)?the|that)\s+(?:very\s+)?same\s+(?P<unit>day|night|evening|morning|afternoon|week|month|year)\b
    |that\s+(?:very\s+)?(?:day|night|evening|afternoon|morning)\b(?=\W)"""
)
_NEXT_UNIT = pattern(r"(?P<the>the\s+)?(?P<w>next|following|previous|preceding)\s+(?P<unit>day|night|morning|week|month|year)\b")
_UNIT_AFTER = pattern(
    r"""the\s+(?P<unit>day|week|month|year|night)\s+(?P<w>after|before)\b(?!\s+(?:yesterday|tomorrow|today|next))
    |a\s+(?P<unit2>day|week|month|year)\s+(?P<w2>earlier|later|before|after)\b(?!\s+(?:this|than))"""
)
# "the day after the vote" counts from the vote; "the day before he left" from his leaving.
_TIED = pattern(r"\s+(?!(?:and|but|or|at|in|on|by|with|for|from|as|when|while|where)\b)\w")
_TO_THE = pattern(r"\bto\s+$")


def shift(text: str, pos: int) -> Parsed | None:
    """A time that counts from another one in the text, or ahead: "the same day", "the next day", "in two weeks"."""
    if (match := _IN.match(text, pos)) and (found := _steps(text, match.end())):
        time = _TIME.match(text, found[1])  # "in a fortnight's time" is no duration
        return Ago(found[0], 1, future=time is None), time.end() if time else found[1]
    if match := _SAME.match(text, pos):
        return Shift(0, _shift_unit((match["unit"] or "day").casefold())), match.end()
    if match := _NEXT_UNIT.match(text, pos):
        word, unit = match["w"].casefold(), match["unit"].casefold()
        if word == "next" and unit not in ("day", "morning", "night") or not match["the"] and unit != "day":
            return None  # "next week" counts from the day of publication
    elif (match := _UNIT_AFTER.match(text, pos)) and not _TO_THE.search(text, max(0, pos - 6), pos):  # "to the day after"
        word, unit = (match["w"] or match["w2"]).casefold(), (match["unit"] or match["unit2"]).casefold()
    else:
        return None
    sign = -1 if word in ("previous", "preceding", "before", "earlier") else 1
    tied = word in ("after", "before") and _TIED.match(text, match.end()) is not None
    return Shift(sign * _UNIT_DAYS[unit], _shift_unit(unit), tied), match.end()


# ---------------------------------------------------------------- parts of periods

_OF_YEAR = pattern(r"(?:,|\s+of)?\s+(?P<dir>last|this|next)\s+year\b(?!['’]s)")
_SEASON = pattern(rf"(?:the\s+)?(?P<s>{any_of(SEASONS)})(?:,|\s+of)?\s+(?P<dir>last|this|next)\s+year\b(?!['’]s)")


def in_year(text: str, found: Parsed) -> Parsed:
    """What was read, in the year that is told behind it: "May last year", "on 3 May this year"."""
    expression, end = found
    inner = expression.inner if isinstance(expression, Part | Nth) else expression
    lacking = isinstance(inner, Date | Period | Holiday | Feast) and inner.year is None and inner.granularity != "year"
    if not lacking or (isinstance(inner, Date) and inner.month is None) or (match := _OF_YEAR.match(text, end)) is None:
        return found
    if isinstance(inner, Period) and inner.unit not in ("month", "quarter", "season"):
        return found
    return InYear(expression, direction_of(match["dir"])), match.end()


def season_of_year(text: str, pos: int) -> Parsed | None:
    """ "spring last year": a season alone is no time."""
    match = _SEASON.match(text, pos)
    return (InYear(Period("season", SEASONS[match["s"].casefold()]), direction_of(match["dir"])), match.end()) if match else None


_PART = pattern(
    r"""(?:the\s+)?(?:
      (?P<early_mid>early(?:\s+|-)to(?:\s+|-)mid[\s-])
    | (?P<mid_late>mid(?:\s+|-)?to(?:\s+|-)late[\s-])
    | (?P<early>(?:very\s+)?early(?:\s+in|\s+on|[\s-])
        |(?:very\s+)?(?:beginning|start|first\s+part|opening\s+days|first\s+days)(?:\s+of\b|-))
    | (?P<mid>(?:middle|midst)(?:\s+of\b)|mid(?:-|\s+|(?=\d)))
    | (?P<late>late(?:\s+in|\s+on|[\s-])|(?:end|close|latter\s+(?:half|part)|last\s+days|final\s+days|tail\s+end)(?:\s+of\b|-))
    | (?P<first_half>first|1st)\s+half\s+of | (?P<second_half>second|2nd)\s+half\s+of
    | (?P<earlier>earlier)(?:\s+in|\s+on)?\s | (?P<later>later)(?:\s+in|\s+on)?\s | (?P<rest>rest|remainder|remaining)\s+of\s
    )\s*"""
)
_THE = pattern(
    r"""(?:the\s+|this\s+)?(?P<unit>week|month|year|quarter|decade|century)\b
    (?!\s+(?:of|ending|beginning|starting|before|after|old|ago|earlier|later)\b|-)"""
)


def _the(text: str, pos: int) -> Parsed | None:
    """ "the year", "the month": the current one, which only "the end of the year" and the like mean."""
    match = _THE.match(text, pos)
    return (Relative(unit_of(match["unit"]), 0), match.end()) if match else None


def part(text: str, pos: int) -> Parsed | None:
    """Part of a period: "late August", "mid-2024", "the end of the year", "earlier this month"."""
    match = _PART.match(text, pos)
    if match is None:
        return None
    which = (match.lastgroup or "").replace("_", " ")
    if which in ("earlier", "later", "rest"):
        inner = relative(text, match.end()) or _the(text, match.end())
        if inner is not None and inner[0].granularity == "day" and not isinstance(inner[0], Relative):
            return None
    else:
        of = (_the,) if match[0].rstrip().endswith("of") else ()
        inner = longest(text, match.end(), (date, period, relative, holiday, season_of_year, *of, bare))
        inner = None if inner is None else in_year(text, inner)
    if inner is None or isinstance(inner[0], Clock | Window | Range):
        return None
    return Part(which, inner[0]), inner[1]


_NTH = pattern(
    rf"""(?:the\s+)?(?P<n>first|second|third|fourth|fifth|last|final|opening|closing|\d{{1,2}}(?:st|nd|rd|th))\s+
    (?:(?P<c>{NUMBER})\s+)?(?P<unit>week|day|month|year)s?\s+(?:of|in)\s+(?:the\s+)?"""
)
_NTH_DAY = pattern(
    rf"""(?:the\s+)?(?P<n>first|second|third|fourth|last|final|1st|2nd|3rd|4th)\s+{WEEKDAY}\s+(?:of|in)\s+{MONTH}
    (?:,?\s+(?:of\s+)?{YEAR})?"""
)
_WEEK_OF = pattern(
    rf"""(?:(?:the\s+)?(?P<unit>week|weekend|month)\s+of
    |(?:the|(?P<c>{NUMBER}))\s+(?P<run>day|week|month|year)s?\s+(?:beginning|starting|commencing)(?:\s+on)?)\s+(?:the\s+)?"""
)
_ORDINAL_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\b")


def nth(text: str, pos: int) -> Parsed | None:
    """Units counted inside a period, or the one around a day: "the last week of August", "the week of May 4"."""
    if match := _NTH.match(text, pos):
        inner = longest(text, match.end(), (date, period, relative, _the, bare))
        if inner is None or inner[0].granularity == "day":
            return None
        word = match["n"].casefold()
        place = {"last": -1, "final": -1, "closing": -1, "opening": 1}.get(word) or ORDINALS.get(word) or digits_of(word)
        return Nth(place, match["unit"].casefold(), inner[0], int(count_of(match["c"])) if match["c"] else 1), inner[1]
    if (match := _NTH_DAY.match(text, pos)) and cased(match["mon"]):
        place = -1 if match["n"].casefold() in ("last", "final") else ORDINALS.get(match["n"].casefold()) or digits_of(match["n"])
        return Holiday((month_of(match["mon"]), weekday_of(match["wd"]), place), year_of(match)), match.end()
    if match := _WEEK_OF.match(text, pos):
        inner = longest(text, match.end(), (date, holiday, relative)) or _ordinal_day(text, match.end())
        if inner is None or inner[0].granularity != "day":
            return None
        if match["run"]:
            return Run(int(count_of(match["c"])) if match["c"] else 1, match["run"].casefold(), inner[0]), inner[1]
        return Around(unit_of(match["unit"]), inner[0]), inner[1]
    return None


def _ordinal_day(text: str, pos: int) -> Parsed | None:
    match = _ORDINAL_DAY.match(text, pos)
    return (Date(day=int(match[1])), match.end()) if match and 1 <= int(match[1]) <= 31 else None
