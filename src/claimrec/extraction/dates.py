"""The grammar of English time expressions: text -> expressions, with no regard to when it was published.

A small recursive descent over compiled patterns; the vocabulary is closed (months, days, units, directions). It knows
nothing of spaCy: what needs syntax (tense, names) is decided in :mod:`claimrec.extraction.times`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from attrs import frozen

from claimrec.extraction.calendar import (
    Ago,
    Around,
    Clock,
    Date,
    DayOf,
    Expression,
    Holiday,
    Nth,
    Part,
    Period,
    Range,
    Relative,
    Shift,
    Window,
)
from claimrec.extraction.numbers import CARDINALS, ORDINALS, ORDINAL_WORDS, number_of, year_of_words

__all__ = ["Written", "written_times"]

Parsed = tuple[Expression, int]


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


_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, 1)} | {name[:3]: n for n, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAYS = {name: n for n, name in enumerate(_DAY_NAMES, 1)} | {name[:3]: n for n, name in enumerate(_DAY_NAMES, 1)}
_DAYS |= {"tues": 2, "weds": 3, "thur": 4, "thurs": 4}
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_DIRECTIONS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1,
               "this coming": 1, "this past": -1, "this current": 0, "following": 1}
_UNITS = {"day": "day", "week": "week", "weekend": "weekend", "fortnight": "fortnight", "month": "month", "quarter": "quarter",
          "year": "year", "yr": "year", "decade": "decade", "century": "century", "hour": "hour", "minute": "minute", "second": "second"}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4}
_COUNTS = {"a": 1, "an": 1, "half a": 0.5, "one and a half": 1.5, "two and a half": 2.5, "a couple of": 2, "a couple": 2}
# Offsets in minutes of zones that name one offset only; "ET" and "PT" do not.
_ZONES = {"utc": 0, "gmt": 0, "z": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "ist": 330, "jst": 540,
          "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420}
_HOLIDAYS: dict[str, tuple[int, ...]] = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year day": (1, 1), "new year's": (1, 1),
    "valentine's day": (2, 14), "halloween": (10, 31), "independence day": (7, 4), "veterans day": (11, 11),
    "may day": (5, 1), "international workers' day": (5, 1), "earth day": (4, 22), "juneteenth": (6, 19), "st patrick's day": (3, 17),
    "thanksgiving day": (11, 4, 4), "thanksgiving": (11, 4, 4), "labor day": (9, 1, 1), "memorial day": (5, 1, -1),
    "martin luther king day": (1, 1, 3), "presidents day": (2, 1, 3), "columbus day": (10, 1, 2),
    "easter sunday": (0,), "easter monday": (1,), "good friday": (-2,), "palm sunday": (-7,), "easter": (0,), "ash wednesday": (-46,),
}


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_MON = rf"(?P<mon>(?:{_any(_MONTH_NAMES)})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
_WD = rf"(?P<wd>(?:{_any(_DAY_NAMES)})\b|(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b\.?)"
_NUMDAY = r"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b|(?![\d:%]|[.,]\d|\s?(?:a\.?m|p\.?m)\b|st|nd|rd|th)))"
_ORDDAY = rf"(?P<ord>(?:{ORDINAL_WORDS.replace(' ', '[ ]')})\b)"
_DAY = rf"(?:{_NUMDAY}|{_ORDDAY})"
_SPELLED = r"(?:nineteen|eighteen|seventeen|sixteen|fifteen|twenty|two[ ]thousand|one[ ]thousand)(?:[ -](?:hundred|and|oh|" + _any(CARDINALS) + r"))*"
_YEAR = rf"(?P<year>(?:1[0-9]|20|21)\d\d(?![\d%]|[.,]\d|[-–]year)|(?P<spelled>{_SPELLED})\b|['’]\d\d(?!\d|s))"
_NUM = rf"(?:\d{{1,3}}(?![\d.,]\d)|(?:{_any(CARDINALS)})(?:[- ](?:{_any(list(CARDINALS)[:10])}))?|{_any(_COUNTS)})"
_UNIT = r"(?:day|week|weekend|fortnight|month|quarter|year|yr|decade|centurie|century|hour|minute|second)s?\b"
_PART_OF_DAY = r"(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday|overnight|lunchtime)\b"

_MDY = _re(rf"(?:{_WD},?\s+(?:the\s+)?)?{_MON}\s*[-/]?\s*(?:the\s+)?{_DAY}(?!\s+(?:people|others|persons|men|women|children)\b)"
           rf"(?:\s*(?:,|\bof\b|\bin\b|\()?\s*{_YEAR}\)?)?")
_DMY = _re(rf"(?:{_WD},?\s+(?:the\s+)?)?{_DAY}(?:\s+of)?\s*[-/]?\s*{_MON}(?:\s*(?:,|\bof\b|\bin\b|[-/])?\s*{_YEAR})?")
_MY = _re(rf"{_MON}(?:\s*,\s*|\s+of\s+|\s+in\s+|\s+|-){_YEAR}|(?P<y2>(?:19|20)\d\d)\s+{_MON.replace('mon', 'm2')}(?!\s*\d)")
_ISO = _re(r"(?P<y>\d{4})([-/.\s])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d/-])|(?P<y8>(?:19|20)\d\d)(?P<m8>0[1-9]|1[0-2])(?P<d8>[0-2]\d|3[01])(?![\d,.]\d|\d)")
_YM = _re(r"(?P<y>(?:19|20)\d\d)-(?P<m>0?[1-9]|1[0-2])(?![\d-])|(?P<m2>0?[1-9]|1[0-2])[-/](?P<y2>(?:19|20)\d\d)(?![\d/-])")
_SLASH = _re(r"(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<y>\d{4}|\d{2})(?![\d/])")
_SHORT = _re(rf"(?:{_WD},?\s+)?(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})(?![\d/%.]|,\d)")
_WDNUM = _re(rf"{_WD},?\s+(?:the\s+)?(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:(?:st|nd|rd|th)\b|(?=[.!?,;)]|$)(?![.,]\d)))")
_WEEKDAY = _re(rf"(?P<wd>(?:{_any(_DAY_NAMES)})\b(?!s)|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\b\.?)")
_ODD = _re(r"(?:\d{1,4}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([-/])(?:\d{1,2}|[a-z]{3})\1(?:\d{1,4}|[a-z]{3})\b")
_DECADE = _re(r"(?:the\s+)?(?:(?P<c>1\d|20)(?P<d>\d)0['’]?s\b|['’](?P<e>\d)0s\b|(?P<f>[2-9])0[ ]?s\b(?=.{0,3}$))")
_CENTURY = _re(rf"(?:the\s+)?(?P<n>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_WORDS})\s*[- ]centur(?:y|ies)\b")
_QUARTER = _re(rf"(?:the\s+)?(?:(?P<q>{_any(_QUARTERS)})[ -]quarter\b|(?P<qn>Q[1-4])\b)(?:\s*(?:,|of|in|-)?\s*(?:the\s+)?(?:{_YEAR}|(?P<rel>year|this\s+year|last\s+year|next\s+year)\b))?"
               rf"|(?P<y0>(?:19|20)\d\d)[ -]?(?P<q0>Q[1-4])\b")
_SEASON = _re(rf"(?P<s>{_any(_SEASONS)})(?:\s+of|,)?\s+{_YEAR}")
_YEARONLY = _re(rf"(?:(?:the\s+)?(?:calendar\s+)?year\s+)?{_YEAR}(?:['’]s)?")
_TODAY = _re(rf"(?P<w>today|tonight|yesterday|tomorrow|(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow)\b(?:['’]s)?(?:\s+{_PART_OF_DAY})?"
             rf"|(?P<this>(?:earlier\s+)?this\s+(?:very\s+)?(?:morning|afternoon|evening|lunchtime))\b|(?P<last>last\s+(?:night|evening))\b")
_DIRECTED = _re(rf"(?P<the>the\s+)?(?P<dir>{_any(_DIRECTIONS)})\s+(?:(?P<cal>calendar\s+)?(?P<unit>day|week|weekend|month|quarter|year|decade|century)\b(?!-|['’]?s?\s+old)"
                rf"|(?:(?:{_any(_DAY_NAMES)}|mon|tue|wed|thu|fri)\b(?!s\b))(?:\s+{_PART_OF_DAY})?|(?P<season>{_any(_SEASONS)})\b|{_MON})(?:['’]s)?")
_DIRWD = _re(rf"(?:the\s+)?(?P<dir>{_any(_DIRECTIONS)})\s+{_WD}(?:\s+{_PART_OF_DAY})?")
_AFTERNEXT = _re(r"(?:the\s+)?(?P<unit>week|month|year|weekend)\s+after\s+next\b")
_STEP = _re(rf"(?P<n>{_NUM})[\s-]+(?P<unit>{_UNIT})")
_AND = _re(r"\s*(?:,|and|,\s*and)?\s+")
_SUFFIX = _re(r"\s*(?:(?P<ago>ago\b)|(?P<now>from\s+(?:now|today)\b|hence\b|['’]?s?\s*time\b)|(?P<earlier>earlier\b(?!\s+(?:this|today)))|(?P<later>later\b|afterwards?\b)"
              r"|(?P<rel>before|after|from|since|prior\s+to|following)\s+(?:the\s+)?)")
_COUNTED = _re(rf"(?:the\s+)?(?:(?P<dir>{_any(_DIRECTIONS)})\s+(?P<n>{_NUM})\s+(?:business\s+|working\s+)?|(?P<n2>{_NUM})\s+(?P<dir2>next|last|past|previous|upcoming|coming)\s+)(?P<unit>{_UNIT})")
_SAME = _re(r"(?:(?:on\s+)?the|that)\s+(?:very\s+)?same\s+(?P<unit>day|night|evening|morning|afternoon|week|month|year)\b|(?P<that>that\s+(?:very\s+)?(?:day|night|evening|afternoon|morning))\b(?=\W)")
_NEXTDAY = _re(r"(?:the\s+)?(?P<w>next|following|previous|preceding)\s+(?P<unit>day|night|morning|week|month|year)\b|the\s+(?P<unit2>day|week|month|year|night)\s+(?P<w2>after|before)\b(?!\s+(?:yesterday|tomorrow|today|next))"
               r"|a\s+(?P<unit3>day|week|month|year)\s+(?P<w3>earlier|later|before|after)\b(?!\s+this)")
_PART = _re(r"(?:the\s+)?(?:(?P<e>(?:very\s+)?early(?:\s+in|\s+on|[\s-])|(?:very\s+)?(?:beginning|start|first\s+part|opening\s+days|first\s+days)(?:\s+of\b|-))"
            r"|(?P<m>(?:middle|midst)(?:\s+of\b)|mid(?:-|\s+|(?=\d)))|(?P<l>late(?:\s+in|\s+on|[\s-])|(?:end|close|latter\s+(?:half|part)|last\s+days|final\s+days|tail\s+end)(?:\s+of\b|-))"
            r"|(?P<h1>first|1st)\s+half\s+of|(?P<h2>second|2nd)\s+half\s+of|(?P<bn>earlier)(?:\s+in|\s+on)?\s|(?P<an>later(?:\s+in|\s+on)?|rest\s+of|remainder\s+of|remaining\s+of)\s)\s*")
_NTH = _re(rf"(?:the\s+)?(?P<n>first|second|third|fourth|fifth|last|final|opening|closing|\d{{1,2}}(?:st|nd|rd|th))\s+(?:(?P<c>{_NUM})\s+)?(?P<unit>week|weekend|day|month|year)s?\s+(?:of|in)\s+(?:the\s+)?")
_THE = _re(r"(?:the\s+|this\s+)?(?P<unit>week|month|year|quarter|decade|century)\b(?!\s+(?:of|ending|beginning|starting|before|after|old|ago|earlier|later)\b|-)")
_WEEKOF = _re(r"(?:the\s+)?(?P<unit>week|weekend|month)\s+(?:of|beginning|starting|commencing)\s+(?:on\s+)?(?:the\s+)?")
_OFWEEK = _re(r"(?:\s+morning|\s+afternoon|\s+evening|\s+night)?(?:,?\s+of)?\s+(?P<dir>last|this|next)\s+week\b")
_WEEKDAYOF = _re(rf"(?:the\s+)?(?P<dir>last|this|next|previous|following)\s+week\s*-?\s*(?:on\s+)?{_WD}")
_HOLIDAY = _re(rf"(?:(?:the\s+)?(?P<dir>{_any(_DIRECTIONS)})\s+)?(?P<h>{_any(_HOLIDAYS)})(?!\s+(?:island|rising|egg|tree|bunny))\b(?:\s+(?:of\s+|in\s+)?(?:{_YEAR}))?(?P<we>\s+weekend\b)?")
_WEEKEND = _re(r"the\s+weekend\b(?!\s+(?:of|before|after))")
_CLOCK = _re(r"(?:(?P<h>1[0-2]|0?[1-9])(?:[:.]\s?(?P<m>[0-5]\d))?(?::[0-5]\d)?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)|(?P<H>[01]?\d|2[0-3])[:.]\s?(?P<M>[0-5]\d)(?::[0-5]\d)?(?=\s?(?:hours|hrs|utc|gmt|local|z\b|[a-z]{1,3}t\b))"
             r"|(?P<H4>[01]\d|2[0-3])(?P<M4>[0-5]\d)(?=\s?(?:hours|hrs|utc|gmt|local|z\b))|(?P<oc>1[0-2]|[1-9]|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\s+o['’]clock\b|(?P<w>noon|midnight|midday)\b)"
             r"(?:\s?(?:hours|hrs)\b)?(?:\s*\(?(?P<z>utc|gmt|z|bst|cet|cest|eet|eest|msk|ist|jst|est|edt|cst|cdt|mst|mdt|pst|pdt|et|pt|ct|mt)\b\)?)?(?:\s+local(?:\s+time)?\b)?")
_TO_CLOCK = _re(r"(?:,|\s+-)?\s+(?:(?:at|around|about|by|shortly\s+after|shortly\s+before|just\s+after|just\s+before|before|after|from|until)\s+(?:about\s+|around\s+)?)?")
_TO_DAY = _re(r",?\s+(?:on\s+)?(?:the\s+)?")
_DAYPART = _re(rf"\s+{_PART_OF_DAY}(?:\s+(?:local\s+)?time\b)?")
_JOIN = _re(r"\s*(?:(?P<dash>[-–—~])|\b(?P<to>to|through|thru|till|until|up\s+to|and\s+ending(?:\s+on)?)\b|(?P<and>\band\b))\s*(?:the\s+)?")
_DAYRANGE = _re(rf"{_MON}\s+(?:the\s+)?{_DAY}\s*(?:[-–—]|\bto\b|\bthrough\b|\btill\b|\buntil\b|\band\b)\s*(?:the\s+)?(?P<day2>\d{{1,2}}(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)|(?:{ORDINAL_WORDS})\b)(?:,?\s*(?:of\s+)?{_YEAR})?")
_DAYRANGE2 = _re(rf"{_DAY}\s*(?P<sep>[-–—]|\bto\b|\bthrough\b|\btill\b|\buntil\b|\band\b)\s*(?:the\s+)?(?P<day2>\d{{1,2}}(?:st|nd|rd|th)?|(?:{ORDINAL_WORDS})\b)(?:\s+of)?\s+{_MON}(?:,?\s*(?:of\s+|in\s+)?{_YEAR})?")
_YEARRANGE = _re(r"(?P<a>(?:1[5-9]|20)\d\d)[-–/](?P<b>\d\d)(?![\d-])")
_DATE_NOW = _re(r"(?:date|now|present|current\s+date)\b")


def _number(written: str) -> float:
    low = " ".join(written.casefold().split())
    return _COUNTS.get(low) or float(number_of(low) or 0)


def _unit(written: str) -> str:
    low = written.casefold()
    return _UNITS.get(low) or _UNITS.get(low.removesuffix("s")) or "century"


def _month(written: str) -> int:
    return _MONTHS[written.casefold().rstrip(".")]


def _weekday(written: str) -> int:
    return _DAYS[written.casefold().rstrip(".")]


def _year(match: re.Match[str]) -> int | None:
    written = match["year"]
    if not written:
        return None
    if written[0] in "'’":
        return _century(int(written[1:]))
    return int(written) if written.isdigit() else year_of_words(written)


def _century(short: int) -> int:
    """Two digits as a year: 1930 to 2029, as in POSIX strptime with the window moved to the present use in news."""
    return short + (2000 if short < 30 else 1900)


def _daynum(match: re.Match[str], name: str = "day") -> int:
    written = match[name] or match["ord"]
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else ORDINALS[written.casefold()]


def _real(day: int | None, month: int | None) -> bool:
    return bool(day and month and 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31))


def _cased(written: str) -> bool:
    """ "may", "march", "mar", "sun" and the like are months and days with a capital only."""
    return written[0].isupper() or written.casefold().rstrip(".") not in {"may", "march", "mar", "dec", "sat", "sun", "jan", "mon", "wed"}


def _full_date(text: str, pos: int) -> Parsed | None:
    if match := _DAYRANGE.match(text, pos):
        month, first, year = _month(match["mon"]), _daynum(match), _year(match)
        last = ORDINALS.get(match["day2"].casefold()) or int(re.sub(r"\D", "", match["day2"]))
        if _cased(match["mon"]) and _real(first, month) and _real(last, month) and last > first:
            return Range(Date(year, month, first), Date(year, month, last)), match.end()
    if match := _DAYRANGE2.match(text, pos):
        month, first, year = _month(match["mon"]), _daynum(match), _year(match)
        last = ORDINALS.get(match["day2"].casefold()) or int(re.sub(r"\D", "", match["day2"]))
        joined = match["sep"] != "and" or re.search(r"\bbetween\s+(?:the\s+)?$", text[max(0, pos - 15):pos], re.IGNORECASE)
        if joined and _cased(match["mon"]) and _real(first, month) and _real(last, month) and last > first:
            return Range(Date(year, month, first), Date(year, month, last)), match.end()
    for pattern in (_MDY, _DMY):
        if (match := pattern.match(text, pos)) and _cased(match["mon"]):
            month, day = _month(match["mon"]), _daynum(match)
            if _real(day, month):
                return Date(_year(match), month, day, _weekday(match["wd"]) if match["wd"] else None), match.end()
    if match := _MY.match(text, pos):
        if match["y2"]:
            return Period("month", _month(match["m2"]), int(match["y2"])), match.end()
        if _cased(match["mon"]) and (year := _year(match)):
            return Period("month", _month(match["mon"]), year), match.end()
    return None


def _numeric_date(text: str, pos: int) -> Parsed | None:
    if match := _ISO.match(text, pos):
        year, month, day = (int(match[name] or match[name + "8"]) for name in "ymd")
        if _real(day, month) and 1000 <= year <= 2199:
            return Date(year, month, day), match.end()
    if match := _SLASH.match(text, pos):
        a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
        year = year if year > 99 else _century(year)
        month, day = (b, a) if a > 12 or (match[2] == "." and b <= 12) else (a, b)
        if _real(day, month) and 1000 <= year <= 2199:
            return Date(year, month, day), match.end()
    if match := _YM.match(text, pos):
        return Period("month", int(match["m"] or match["m2"]), int(match["y"] or match["y2"])), match.end()
    if (match := _SHORT.match(text, pos)) and text[pos:match.end()] not in ("9/11", "7/7", "24/7", "50/50"):
        dotted = "." in match[0][len(match["wd"] or ""):]
        led = match["wd"] or re.search(r"(?:\b(?:since|until|till|by|this|next)|\b(?:from|between|to)|[-–])\s*$", text[max(0, pos - 12):pos], re.IGNORECASE)
        a, b = int(match["a"]), int(match["b"])
        month, day = (b, a) if a > 12 else (a, b)
        if (match["wd"] or (led and not dotted)) and _real(day, month):
            return Date(None, month, day, None), match.end()
    return _odd_date(text, pos)


def _odd_date(text: str, pos: int) -> Parsed | None:
    match = _ODD.match(text, pos)
    if not match or not re.search(r"[a-z]{3}", match[0], re.IGNORECASE):
        return None
    from claimrec.extraction.oddities import parse_odd_date  # loads dateparser, which few texts need

    day = parse_odd_date(match[0])
    return None if day is None else (Date(day.year, day.month, day.day), match.end())


def _date(text: str, pos: int) -> Parsed | None:
    if found := _full_date(text, pos) or _numeric_date(text, pos):
        return found
    if match := _YEARRANGE.match(text, pos):
        first, last = int(match["a"]), int(match["b"])
        if last > first % 100 and (last > 12 or first % 100 >= 12 or last - first % 100 == 1):
            return Range(Period("year", year=first), Period("year", year=first - first % 100 + last)), match.end()
    if match := _WDNUM.match(text, pos):
        return Date(None, None, _daynum_plain(match["day"]), _weekday(match["wd"])), match.end()
    return None


def _daynum_plain(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _period(text: str, pos: int) -> Parsed | None:
    if match := _QUARTER.match(text, pos):
        number = int((match["q0"] or match["qn"])[1]) if match["q0"] or match["qn"] else _QUARTERS[match["q"].casefold()]
        year = int(match["y0"]) if match["y0"] else _year(match)
        relative = " ".join((match["rel"] or "").casefold().split())
        direction = {"this year": 0, "year": 0}.get(relative)
        if relative in ("last year", "next year"):
            return Nth(number, "quarter", Relative("year", -1 if relative[0] == "l" else 1)), match.end()
        return Period("quarter", number, year, direction), match.end()
    if (match := _SEASON.match(text, pos)) and (year := _year(match)):
        return Period("season", _SEASONS[match["s"].casefold()], year), match.end()
    if match := _DECADE.match(text, pos):
        year = int(match["c"] + match["d"] + "0") if match["c"] else _century(int((match["e"] or match["f"]) + "0"))
        return Period("decade", year=year), match.end()
    if match := _CENTURY.match(text, pos):
        written = match["n"].casefold()
        number = ORDINALS.get(written) or _daynum_plain(written)
        return (Period("century", year=100 * (number - 1)), match.end()) if 11 <= number <= 22 else None
    return None


_NO_DAY = re.compile(r"\b(?:black|bloody|super|cyber|sheffield|fat|every|each|giving|palm|ash|man)\s+$", re.IGNORECASE)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|last|this|next|early|late|of|from|to|and|through|throughout|between|for|before|after|around|mid|or)\s+|mid-|[-–(]\s*)$",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|of|from|to|through|throughout|between|before|after|around|mid|early|late|circa|and|or|year|for|than|into|summer|spring|autumn|fall|winter|back|as|vs)\s+|mid-|[-–(~]\s*)$",
    re.IGNORECASE,
)
_YEAR_FOLLOWS = re.compile(r"\s*(?:[-–~]|to|through|until)\s*(?:19|20)\d\d\b")
_NO_YEAR = re.compile(r"\s+(?:people|persons?|men|women|children|others|troops|soldiers|years|days|meters|metres|feet|miles|km|percent|dollars|euros|"
                      r"jobs|workers|employees|units|homes|houses|students|votes|points|tons|tonnes|pounds|cases|deaths|residents|members|hours|MW|"
                      r"GMT|UTC|block|calories|million|thousand|hundred)\b|\s*[%°]")


def _bare(text: str, pos: int) -> Parsed | None:
    """A weekday, a month or a year with nothing beside it: what stands before must speak for it."""
    before = text[max(0, pos - 14):pos]
    if (match := _WEEKDAY.match(text, pos)) and match[0][0].isupper() | match[0].islower() and not _NO_DAY.search(before):
        written = match["wd"]
        if not (len(written.rstrip(".")) < 6 and not written[0].isupper()):
            return Date(on=_weekday(written)), match.end()
    if match := _re_month(text, pos):
        led = _BEFORE_MONTH.search(before)
        if _cased(match["mon"]) and (led or (match["mon"].casefold().rstrip(".") not in ("may", "march", "mar", "jun", "dec", "jan"))):
            return Period("month", _month(match["mon"])), match.end()
    if (match := _YEARONLY.match(text, pos)) and (year := _year(match)) and not _NO_YEAR.match(text, match.end()):
        named = match[0].casefold().lstrip().startswith(("the", "year", "calendar"))
        modifier = re.search(r"\b(?:the|a|an|its|his|her|their|our)\s+$", before, re.IGNORECASE) and re.match(r"\s+(?:[A-Z]?[a-z]+)\b", text[match.end():match.end() + 30])
        possessive = match[0].endswith("s") and match[0][-2] in "'’"
        ranged = _YEAR_FOLLOWS.match(text, match.end())
        if named or _BEFORE_YEAR.search(before) or modifier or possessive or ranged or not before.strip():
            return Period("year", year=year), match.end() - (2 if possessive else 0)
    return None


_MONTH_ONLY = _re(_MON + r"(?!\s*[A-Z][a-z]+\s+said)")


def _re_month(text: str, pos: int) -> re.Match[str] | None:
    match = _MONTH_ONLY.match(text, pos)
    return match if match and (len(match["mon"].rstrip(".")) > 3 or match["mon"][0].isupper() or match["mon"].islower()) else None


def _relative(text: str, pos: int) -> Parsed | None:
    if match := _TODAY.match(text, pos):
        word = " ".join((match["w"] or "").casefold().removeprefix("the ").split())
        count = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}.get(word, -1 if match["last"] else 0)
        end = match.end() - (2 if match[0].casefold().endswith(("'s", "’s")) else 0)
        return Relative("day", count), end
    if match := _WEEKDAYOF.match(text, pos):
        return DayOf(_weekday(match["wd"]), Relative("week", _DIRECTIONS[match["dir"].casefold()])), match.end()
    if match := _AFTERNEXT.match(text, pos):
        return Relative(_unit(match["unit"]), 2), match.end()
    if match := _DIRWD.match(text, pos):
        if not re.match(r"(?:s\b|['’]?\s*\d)", text[match.end():match.end() + 3]) and len(match["wd"]) > 2:
            return Date(on=_weekday(match["wd"]), direction=_DIRECTIONS[" ".join(match["dir"].casefold().split())]), match.end()
    if match := _DIRECTED.match(text, pos):
        if match["mon"] and (date := _full_date(text, match.start("mon"))) and isinstance(date[0], Date):
            whole = date[0]
            direction = None if whole.year else _DIRECTIONS[" ".join(match["dir"].casefold().split())]
            return Date(whole.year, whole.month, whole.day, None, direction), date[1]
        return _directed(match)
    if match := _WEEKEND.match(text, pos):
        return Relative("weekend", 0), match.end()
    return None


def _directed(match: re.Match[str]) -> Parsed | None:
    word = " ".join(match["dir"].casefold().split())
    direction = _DIRECTIONS[word]
    end = match.end() - (2 if match[0].casefold().endswith(("'s", "’s")) else 0)
    if match["unit"]:
        unit = _unit(match["unit"])
        if word in ("previous", "following") and match["the"] and unit != "quarter":
            return None  # counts from another date
        if unit == "day":
            return None
        if match["the"] and word in ("last", "past", "next", "coming") and unit in ("week", "month", "year"):
            return Window(((1, unit),), direction), end
        return Relative(unit, direction), end
    if match["season"]:
        return Period("season", _SEASONS[match["season"].casefold()], None, direction), end
    if match["mon"]:
        if not _cased(match["mon"]):
            return None
        return Period("month", _month(match["mon"]), None, direction), end
    return None


def _steps(text: str, pos: int) -> tuple[tuple[tuple[float, str], ...], int] | None:
    steps: list[tuple[float, str]] = []
    while match := _STEP.match(text, pos):
        steps.append((_number(match["n"]), _unit(match["unit"])))
        end = match.end()
        joined = _AND.match(text, end)
        if not joined:
            break
        pos = joined.end()
    return (tuple(steps), end) if steps else None


def _counted(text: str, pos: int) -> Parsed | None:
    if match := _COUNTED.match(text, pos):
        count = _number(match["n"] or match["n2"])
        sign = _DIRECTIONS[" ".join((match["dir"] or match["dir2"]).casefold().split())] or -1
        steps: tuple[tuple[float, str], ...] = ((count, _unit(match["unit"])),)
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
        base = _point(text, match.end())
        sign = -1 if match["rel"].casefold().startswith(("before", "prior")) else 1
        if base is not None and not isinstance(base[0], Clock | Shift | Window):
            return Ago(steps, sign, base[0]), base[1]
        return None
    days = sum(count * {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}.get(unit, 0) for count, unit in steps)
    unit = steps[-1][1] if steps[-1][1] in ("day", "week", "month", "year") else "day"
    return Shift(round(days) * (-1 if match["earlier"] else 1), unit), match.end()


_IN = _re(r"in\s+(?:about\s+|around\s+)?(?!the\b)")
_UNIT_DAYS = {"day": 1, "night": 1, "morning": 1, "week": 7, "month": 30, "year": 365}


def _shift(text: str, pos: int) -> Parsed | None:
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


def _part(text: str, pos: int) -> Parsed | None:
    match = _PART.match(text, pos)
    if not match:
        return None
    which = next(name for name in ("e", "m", "l", "h1", "h2", "bn", "an") if match[name])
    if which in ("bn", "an"):
        inner = _relative(text, match.end()) or _the(text, match.end())
        if inner is None or inner[0].granularity == "day" and not isinstance(inner[0], Relative):
            return None
    else:
        start = match.end()
        inner = _longest(text, start, (_date, _period, _relative, _holiday, _the if " of" in match[0] + " " else _nothing, _bare))
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
    return (Relative(_unit(match["unit"]), 0), match.end()) if match else None


def _nth(text: str, pos: int) -> Parsed | None:
    if match := _NTH.match(text, pos):
        inner = _longest(text, match.end(), (_date, _period, _relative, _the, _bare))
        if inner is None or inner[0].granularity == "day":
            return None
        word = match["n"].casefold()
        number = -1 if word in ("last", "final", "closing") else 1 if word == "opening" else ORDINALS.get(word) or _daynum_plain(word)
        unit = match["unit"].casefold()
        if unit == "weekend":
            return None
        return Nth(number, unit, inner[0], int(_number(match["c"])) if match["c"] else 1), inner[1]
    if match := _WEEKOF.match(text, pos):
        inner = _longest(text, match.end(), (_date, _holiday, _relative))
        if inner is None:
            day = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\b").match(text, match.end())
            inner = (Date(day=int(day[1])), day.end()) if day and 1 <= int(day[1]) <= 31 else None
        if inner is not None and inner[0].granularity == "day":
            return Around(_unit(match["unit"]), inner[0]), inner[1]
    return None


def _holiday(text: str, pos: int) -> Parsed | None:
    match = _HOLIDAY.match(text, pos)
    if not match or not (match["h"][0].isupper() or match["dir"]) and match["h"].casefold() in ("easter", "may day"):
        return None
    direction = _DIRECTIONS[" ".join(match["dir"].casefold().split())] if match["dir"] else None
    day = Holiday(_HOLIDAYS[match["h"].casefold().replace("’", "'")], _year(match), direction)
    return (Around("weekend", day) if match["we"] else day), match.end()


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


def _longest(text: str, pos: int, parsers: tuple[Callable[[str, int], Parsed | None], ...]) -> Parsed | None:
    best: Parsed | None = None
    for parse in parsers:
        found = parse(text, pos)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best


def _point(text: str, pos: int) -> Parsed | None:
    """One time, with the part of the day and the clock time that belong to it."""
    found = _longest(text, pos, (_part, _nth, _date, _period, _counted, _relative, _shift, _holiday, _bare, _clock))
    if found is None:
        return None
    expression, end = found
    if isinstance(expression, Date) and expression.on and expression.month is None:
        if match := _OFWEEK.match(text, end):
            expression, end = DayOf(expression.on, Relative("week", _DIRECTIONS[match["dir"].casefold()])), match.end()
    if expression.granularity == "day" and (match := _DAYPART.match(text, end)):
        end = match.end()
    if isinstance(expression, Clock):
        if match := _TO_DAY.match(text, end):
            day = _longest(text, match.end(), (_date, _relative, _shift, _bare))
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
    {*_MONTHS, *_DAYS, *_SEASONS, *_UNITS, *_QUARTERS, *ORDINALS, "q1", "q2", "q3", "q4", *CARDINALS}
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
