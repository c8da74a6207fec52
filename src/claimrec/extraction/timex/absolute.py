"""Dates and periods that name themselves: "Aug. 20, 2025", "20/8/2025", "the third quarter", "Tuesday", "May Day"."""

from __future__ import annotations

import re

from claimrec.extraction.numerals.numbers import CARDINALS, ORDINALS, number_of
from claimrec.extraction.timex.calendar import Date, Expression, Holiday, Period
from claimrec.extraction.timex.expressions import Around, Nth, Part, Relative
from claimrec.extraction.timex.feasts import Feast
from claimrec.extraction.timex.ranges import Range
from claimrec.extraction.timex.words import (
    DAY,
    DAY_NAMES,
    DIRECTIONS,
    MONTH,
    ORDINAL,
    QUARTERS,
    SEASONS,
    WEEKDAY,
    YEAR,
    any_of,
    cased,
    day_number,
    digits_of,
    direction_of,
    exists,
    in_full,
    month_of,
    pattern,
    weekday_of,
    year_of,
)
from claimrec.lexicon import table

__all__ = ["Parsed", "bare", "date", "full_date", "holiday", "period"]

Parsed = tuple[Expression, int]
"""An expression and the character after its last."""

_HOLIDAYS: dict[str, tuple[int, ...]] = {name: tuple(rule) for name, rule in table("holidays")["days"].items()}
_FEASTS: dict[str, tuple[str, int, int, int]] = {name: tuple(rule) for name, rule in table("holidays")["feasts"].items()}
_NAMES: dict[str, list[str]] = table("holidays")["names"]

# ---------------------------------------------------------------- days with their month

_DAY_WORDS = {*list(CARDINALS)[1:21], "thirty", "thirty-one", "thirty one"}
_DAY_WORDS |= {f"twenty{gap}{one}" for gap in "- " for one in list(CARDINALS)[1:10]}
_LEAD = rf"(?:{WEEKDAY},?\s+(?:the\s+)?)?"
_LAST_DAY = rf"(?P<day2>\d{{1,2}}(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)|(?:{ORDINAL})\b)"
_TO = r"[-–—]|\bto\b|\bthrough\b|\btill\b|\buntil\b|\band\b"

_MONTH_DAYS = pattern(rf"{MONTH}\s+(?:the\s+)?{DAY}\s*(?P<sep>{_TO})\s*(?:the\s+)?{_LAST_DAY}(?:,?\s*(?:of\s+)?{YEAR})?")
_DAYS_MONTH = pattern(rf"{DAY}\s*(?P<sep>{_TO})\s*(?:the\s+)?{_LAST_DAY}(?:\s+of)?\s+{MONTH}(?:,?\s*(?:of\s+|in\s+)?{YEAR})?")
_MONTH_DAY = pattern(
    rf"""{_LEAD}{MONTH}\s*[-/]?\s*(?:the\s+)?{DAY}(?!\s+(?:people|others|persons|men|women|children)\b)
    (?:\s*(?:,|\bof\b|\bin\b|\()?\s*{YEAR}\)?)?"""
)
_DAY_MONTH = pattern(rf"{_LEAD}{DAY}(?:\s+of)?\s*[-/]?\s*{MONTH}(?:\s*(?:,|\bof\b|\bin\b|[-/])?\s*{YEAR})?")
_SPELLED_DAY = pattern(rf"{_LEAD}(?:the\s+)?(?P<n>{any_of(_DAY_WORDS)})(?:\s+of)?\s+{MONTH},?\s+{YEAR}")
_MONTH_YEAR = pattern(rf"{MONTH}(?:\s*,\s*|\s+of\s+|\s+in\s+|\s+|-){YEAR}")
_YEAR_MONTH = pattern(rf"(?P<plain>(?:19|20)\d\d)\s+{MONTH}(?!\s*\d)")


def full_date(text: str, pos: int) -> Parsed | None:
    """A day or days of a month, or a month of a year: "Aug. 20", "20-22 August 2025", "October 2025"."""
    for pattern_ in (_MONTH_DAYS, _DAYS_MONTH):
        if (match := pattern_.match(text, pos)) and (found := _days(text, match)):
            return found
    for pattern_ in (_MONTH_DAY, _DAY_MONTH):
        if (match := pattern_.match(text, pos)) and cased(match["mon"]):
            month, day = month_of(match["mon"]), day_number(match)
            if exists(day, month) and not _is_count(text, match):
                return Date(year_of(match), month, day, weekday_of(match["wd"]) if match["wd"] else None), match.end()
    if (match := _SPELLED_DAY.match(text, pos)) and cased(match["mon"]):
        month, day, on = month_of(match["mon"]), int(number_of(match["n"]) or 0), match["wd"]
        if exists(day, month):
            return Date(year_of(match), month, day, weekday_of(on) if on else None), match.end()
    if match := _YEAR_MONTH.match(text, pos):
        return Period("month", month_of(match["mon"]), int(match["plain"])), match.end()
    if (match := _MONTH_YEAR.match(text, pos)) and cased(match["mon"]) and (year := year_of(match)):
        return Period("month", month_of(match["mon"]), year), match.end()
    return None


_IN = re.compile(r"\b(?:in|during)\s+$", re.IGNORECASE)


def _is_count(text: str, match: re.Match[str]) -> bool:
    """ "in May 12 soldiers died", since nothing happens *in* a day; "a Long March-5 rocket"."""
    if match["year"] or match["wd"] or not (match["day"] or "").isdigit() or match.start("mon") > match.start("day"):
        return False
    hyphened = text[match.start("day") - 1] == "-"
    return hyphened or _IN.search(text[max(0, match.start() - 8) : match.start()]) is not None


def _days(text: str, match: re.Match[str]) -> Parsed | None:
    month, first, year = month_of(match["mon"]), day_number(match), year_of(match)
    last = ORDINALS.get(match["day2"].casefold()) or digits_of(match["day2"])
    if match["sep"].casefold() == "and":  # "died on 3 and 12 September" are two days
        between = re.search(r"\bbetween\s+(?:the\s+)?$", text[max(0, match.start() - 15) : match.start()], re.IGNORECASE)
        if between is None:
            return None
    if cased(match["mon"]) and exists(first, month) and exists(last, month) and last > first:
        return Range(Date(year, month, first), Date(year, month, last)), match.end()
    return None


# ---------------------------------------------------------------- dates in digits

_ISO = pattern(r"(?P<y>\d{4})([-/.\s])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?![\d/-])")
_COMPACT = pattern(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?![\d,.]\d|\d)")
_YM = pattern(r"(?P<y>(?:19|20)\d\d)-(?P<m>0?[1-9]|1[0-2])(?![\d-])")
_MY = pattern(r"(?P<m>0?[1-9]|1[0-2])[-/](?P<y>(?:19|20)\d\d)(?![\d/-])")
_SLASHED = pattern(r"(?P<a>\d{1,2})([/.-])(?P<b>\d{1,2})\2(?P<y>\d{4}|\d{2})(?![\d/])")
_SHORT = pattern(rf"(?:{WEEKDAY},?\s+)?(?P<a>\d{{1,2}})(?P<sep>[/.])(?P<b>\d{{1,2}})(?![\d/%.]|,\d)")
_SHORT_LEAD = re.compile(r"(?:\b(?:since|until|till|by|this|next)|\b(?:from|between|to)|[-–])\s*$", re.IGNORECASE)
_NO_DATE = ("9/11", "7/7", "24/7", "50/50")
_ODD = pattern(r"(?:\d{1,4}|[a-z]{3})([-/])(?:\d{1,2}|[a-z]{3})\1(?:\d{1,4}|[a-z]{3})\b")


def _numeric(text: str, pos: int) -> Parsed | None:
    for pattern_ in (_ISO, _COMPACT):
        if match := pattern_.match(text, pos):
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
            if exists(day, month) and 1000 <= year <= 2199:
                return Date(year, month, day), match.end()
    if match := _SLASHED.match(text, pos):
        year = int(match["y"]) if len(match["y"]) == 4 else in_full(int(match["y"]))
        month, day = _month_and_day(int(match["a"]), int(match["b"]), dotted=match[2] == ".")
        if exists(day, month) and 1000 <= year <= 2199:
            return Date(year, month, day), match.end()
    for pattern_ in (_YM, _MY):
        if match := pattern_.match(text, pos):
            return Period("month", int(match["m"]), int(match["y"])), match.end()
    return _short(text, pos) or _odd(text, pos)


def _month_and_day(a: int, b: int, *, dotted: bool = False) -> tuple[int, int]:
    """The month first, as in the United States, unless it cannot be one; dots are used where the day comes first."""
    return (b, a) if a > 12 or (dotted and b <= 12) else (a, b)


def _short(text: str, pos: int) -> Parsed | None:
    """ "Friday 5/12", "from 10/1 to 10/7": two numbers are a date beside a word that says so."""
    match = _SHORT.match(text, pos)
    if match is None or match[0] in _NO_DATE:
        return None
    led = match["sep"] == "/" and _SHORT_LEAD.search(text[max(0, pos - 12) : pos])
    month, day = _month_and_day(int(match["a"]), int(match["b"]))
    return (Date(None, month, day), match.end()) if (match["wd"] or led) and exists(day, month) else None


def _odd(text: str, pos: int) -> Parsed | None:
    match = _ODD.match(text, pos)
    if match is None or not re.search(r"[a-z]{3}", match[0], re.IGNORECASE) or not re.search(r"\d", match[0]):
        return None
    from claimrec.extraction.timex.oddities import parse_odd_date  # loads dateparser, which few texts need

    day = parse_odd_date(match[0])
    return None if day is None else (Date(day.year, day.month, day.day), match.end())


_YEARS = pattern(r"(?P<a>(?:1[5-9]|20)\d\d)[-–/](?P<b>\d\d)(?![\d-])")
_WEEKDAY_NUMBER = pattern(
    rf"{WEEKDAY},?\s+(?:the\s+)?(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:(?:st|nd|rd|th)\b|(?=[.!?,;)]|$)(?![.,]\d)))"
)


def date(text: str, pos: int) -> Parsed | None:
    """A day, days or months that are written out, with or without a year."""
    if found := full_date(text, pos) or _numeric(text, pos):
        return found
    if match := _YEARS.match(text, pos):  # "2014-15", not "2010-12", which is a month
        first, last = int(match["a"]), int(match["b"])
        if last > first % 100 and (last > 12 or last - first % 100 == 1):
            return Range(Period("year", year=first), Period("year", year=first - first % 100 + last)), match.end()
    if match := _WEEKDAY_NUMBER.match(text, pos):
        return Date(None, None, digits_of(match["day"]), weekday_of(match["wd"])), match.end()
    return None


# ---------------------------------------------------------------- periods

_QUARTER = pattern(
    rf"""(?:the\s+)?(?:(?P<q>{any_of(QUARTERS)})[ -]quarter\b|(?P<qn>Q[1-4])\b)
    (?:\s*(?:,|of|in|-)?\s*(?:the\s+)?(?:{YEAR}|(?P<rel>year|this\s+year|last\s+year|next\s+year)\b))?"""
)
_YEAR_QUARTER = pattern(r"(?P<y>(?:19|20)\d\d)[ -]?(?P<q>Q[1-4])\b")
_SEASON = pattern(rf"(?:winter\s+(?P<winter>(?:19|20)\d\d)[-–/]\d\d\b(?![-/])|(?P<s>{any_of(SEASONS)})(?:\s+of|,)?\s+{YEAR})")
_DECADE = pattern(r"(?:the\s+)?(?:(?P<c>1\d|20)(?P<d>\d)0(?:['’]?|\s)s\b|['’](?P<e>\d)0s\b)")
_CENTURY = pattern(rf"(?:the\s+)?(?P<n>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})\s*[- ]centur(?:y|ies)\b")


_HALF_YEAR = pattern(r"H(?P<h>[12])[ -]?(?:of[ ])?(?P<y>20\d\d)\b")
_FISCAL_BEHIND = re.compile(r"\s+(?:of\s+|in\s+)?(?:the\s+|its\s+)?(?:fiscal|financial)\b", re.IGNORECASE)
_FISCAL_BEFORE = re.compile(r"\b(?:fiscal|financial)\s+$", re.IGNORECASE)


def period(text: str, pos: int) -> Parsed | None:
    """A quarter, half, or season of a year, a decade or a century."""
    if (match := _HALF_YEAR.match(text, pos)) and text[pos] == "H":
        half = "first half" if match["h"] == "1" else "second half"
        return Part(half, Period("year", year=int(match["y"]))), match.end()
    if match := _YEAR_QUARTER.match(text, pos):
        return Period("quarter", int(match["q"][1]), int(match["y"])), match.end()
    if match := _QUARTER.match(text, pos):
        if _FISCAL_BEHIND.match(text, match.end()) or _FISCAL_BEFORE.search(text, max(0, pos - 12), pos):
            return None  # whose year begins when is not known
        number = int(match["qn"][1]) if match["qn"] else QUARTERS[match["q"].casefold()]
        lean = " ".join((match["rel"] or "").casefold().split())
        if lean in ("last year", "next year"):
            return Nth(number, "quarter", Relative("year", direction_of(lean.split()[0]))), match.end()
        return Period("quarter", number, year_of(match), 0 if lean else None), match.end()
    if (match := _SEASON.match(text, pos)) and match["winter"]:
        return Period("season", SEASONS["winter"], int(match["winter"])), match.end()
    if match and (year := year_of(match)):
        return Period("season", SEASONS[match["s"].casefold()], year), match.end()
    if match := _DECADE.match(text, pos):
        year = int(match["c"] + match["d"] + "0") if match["c"] else in_full(int(match["e"] + "0"))
        return Period("decade", year=year), match.end()
    if match := _CENTURY.match(text, pos):
        number = ORDINALS.get(match["n"].casefold()) or digits_of(match["n"])
        return (Period("century", year=100 * (number - 1)), match.end()) if 11 <= number <= 22 else None
    return None


# ---------------------------------------------------------------- one word alone

_BARE_DAY = re.compile(rf"(?P<wd>(?i:{any_of(DAY_NAMES)})\b|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\b\.?)")
_BARE_MONTH = pattern(rf"{MONTH}(?!\s+(?-i:Ltd|Inc|Corp|PLC|plc|Group|Co|LLC)\b)")
_ON_THE = pattern(r"(?:the\s+)?(?P<n>[12]?\d(?:st|nd|rd|th)|30th|31st)(?=\s*(?:[.,;)?!]|$))")
_ON = re.compile(r"\bon\s+(?:the\s+)?$", re.IGNORECASE)
_BARE_YEAR = pattern(rf"(?P<said>(?:the\s+)?(?:calendar\s+)?year\s+)?{YEAR}(?P<s>['’]s\b)?")
_ON_A = re.compile(r"\bon\s+a\s+$", re.IGNORECASE)  # "on a Tuesday" is some Tuesday, "on a Tuesday visit" is not
_NO_NOUN = re.compile(
    r"\s*(?:[^\w\s-]|$)|\s+(?:morning|afternoon|evening|night|in|at|when|and|or|but|before|after)\b", re.IGNORECASE
)
_NO_DAY = re.compile(rf"\b(?:{any_of(_NAMES['before_weekday'])})\s+$", re.IGNORECASE)
_TO_MONTH = (
    "in since by until till during last this next early late of from to and through throughout between for before after "
    "around mid or"
)
_BEFORE_MONTH = re.compile(rf"(?:\b(?:{any_of(_TO_MONTH.split())})\s+|mid-|[-–(]\s*)$", re.IGNORECASE)
_TO_YEAR = f"{_TO_MONTH} circa year than into summer spring autumn fall winter back as vs not"
_BEFORE_YEAR = re.compile(rf"(?:\b(?:{any_of(_TO_YEAR.split())})\s+|mid-|[-–(~]\s*)$", re.IGNORECASE)
_YEAR_FOLLOWS = re.compile(r"\s*(?:[-–~]|to|through|until)\s*(?:19|20)\d\d\b")
_NO_YEAR = re.compile(rf"\s+(?:{any_of(_NAMES['after_number'])})\b|\s*[%°]")
_OWNER = re.compile(r"\b(?:the|a|an|its|his|her|their|our)\s+$", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:more|fewer|less)\s+than\s+$|\bas\s+(?:many|much|few)\s+as\s+$|\bup\s+to\s+$", re.IGNORECASE)
_WORD = re.compile(r"\s+[A-Za-z]+\b")
_PAIRED = re.compile(r"[-–/]\d\d\b")
# Month names that are also words or given names, or short forms of such.
_DOUBTFUL = frozenset({"may", "march", "mar", "jun", "dec", "jan"})


def bare(text: str, pos: int) -> Parsed | None:
    """A weekday, a month or a year with nothing beside it: what stands around must speak for it."""
    before = text[max(0, pos - 14) : pos]
    match = _BARE_DAY.match(text, pos)
    if match and not _NO_DAY.search(before) and not (_ON_A.search(before) and _NO_NOUN.match(text, match.end())):
        return Date(on=weekday_of(match["wd"])), match.end()
    if (match := _BARE_MONTH.match(text, pos)) and cased(match["mon"]):
        if _BEFORE_MONTH.search(before) or match["mon"].casefold().rstrip(".") not in _DOUBTFUL:
            return Period("month", month_of(match["mon"])), match.end()
    if (match := _ON_THE.match(text, pos)) and _ON.search(before) and 0 < digits_of(match["n"]) < 32:
        return Date(day=digits_of(match["n"])), match.end()
    if (match := _BARE_YEAR.match(text, pos)) and (year := year_of(match)) and not _NO_YEAR.match(text, match.end()):
        modifies = _OWNER.search(before) and _WORD.match(text, match.end())  # "the 1995 proposal"
        if _BOUND.search(before) and _WORD.match(text, match.end()):
            return None  # "as many as 1500 boats"
        sides = _BEFORE_YEAR.search(before) or modifies or _YEAR_FOLLOWS.match(text, match.end()) or not before.strip()
        if match["said"] and _PAIRED.match(text, match.end()):
            return None  # "the year 2014-15" is read from its figures on
        if match["said"] or match["s"] or sides:
            return Period("year", year=year), match.start("s") if match["s"] else match.end()
    return None


_SAME = {"chinese new year": "lunar new year", "deepavali": "diwali"}


def _dates(name: str) -> tuple[str, ...]:
    return tuple(table("holidays")["dates"].get(_SAME.get(name, name), ()))


_ALL_DAYS = {name.replace("'", ""): name for name in (*_HOLIDAYS, *_FEASTS)}
_HOLIDAY_NAMES = any_of({*_HOLIDAYS, *_FEASTS}).replace("'", "['’]?")
_HOLIDAY = pattern(
    rf"""(?:(?:the\s+)?(?P<dir>{any_of(DIRECTIONS)})\s+)?(?P<h>{_HOLIDAY_NAMES})(?!\s+(?:island|rising|egg|tree|bunny|agreement|accord))\b
    (?:\s+(?:of\s+|in\s+)?(?:{YEAR}))?(?P<we>\s+weekend\b)?"""
)
_COUNTRY = re.compile(r"\b([A-Z]\w*(?:\.[A-Z])?)(?:(?<=\.[A-Z])\.)?(?:['’]s?)?\s+$")
_SMALL_WORDS = frozenset("on the this last next since before after until by for during at from happy every in of".split())


def holiday(text: str, pos: int) -> Parsed | None:
    """A holiday by name, or the weekend around it."""
    match = _HOLIDAY.match(text, pos)
    if match is None or (match["h"] in ("easter", "may day") and not match["dir"]):
        return None
    direction = direction_of(match["dir"]) if match["dir"] else None
    name = _ALL_DAYS[re.sub("['’]", "", match["h"].casefold())]
    if name in _NAMES["national"] and direction is None and (country := _COUNTRY.search(text, max(0, pos - 20), pos)):
        if country[1].casefold() not in {*_SMALL_WORDS, *_NAMES["of_the_list"]}:
            return None
    day: Expression
    if name in _FEASTS:
        calendar, place, number, length = _FEASTS[name]
        day = Feast(calendar, place, number, length, year_of(match), _dates(name))
    else:
        day = Holiday(_HOLIDAYS[name], year_of(match), direction)
    return (Around("weekend", day) if match["we"] else day), match.end()
