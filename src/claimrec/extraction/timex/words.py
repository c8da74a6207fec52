"""The vocabulary of English dates, and the pieces of patterns that are made of it.

Months, days, units and directions are closed classes of the language and stand here; holidays and time zones are a
word list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimrec.extraction.numerals.numbers import CARDINALS, ORDINALS, number_of, year_of_words

__all__ = [
    "DAY",
    "DAYS",
    "DAY_NAMES",
    "DIRECTIONS",
    "MONTH",
    "MONTHS",
    "NUMBER",
    "ORDINAL",
    "PART_OF_DAY",
    "QUARTERS",
    "SEASONS",
    "UNIT",
    "UNITS",
    "WEEKDAY",
    "YEAR",
    "any_of",
    "cased",
    "count_of",
    "day_number",
    "digits_of",
    "direction_of",
    "exists",
    "in_full",
    "month_of",
    "pattern",
    "unit_of",
    "weekday_of",
    "year_of",
]

_MONTH_NAMES = "january february march april may june july august september october november december".split()
MONTHS = {written: n for n, name in enumerate(_MONTH_NAMES, 1) for written in (name, name[:3])} | {"sept": 9}
DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
DAYS = {written: n for n, name in enumerate(DAY_NAMES, 1) for written in (name, name[:3])}
DAYS |= {"tues": 2, "weds": 3, "thur": 4, "thurs": 4}
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
DIRECTIONS = {"last": -1, "past": -1, "previous": -1, "this past": -1, "this": 0, "current": 0, "this current": 0}
DIRECTIONS |= {"next": 1, "coming": 1, "upcoming": 1, "this coming": 1, "following": 1}
UNITS = {name: name for name in "day week weekend fortnight month quarter year decade century hour minute second".split()}
UNITS |= {"yr": "year", "centurie": "century"}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_COUNTS = {"a": 1, "an": 1, "half a": 0.5, "one and a half": 1.5, "two and a half": 2.5, "a couple of": 2, "a couple": 2}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def pattern(written: str) -> re.Pattern[str]:
    """Compile a pattern in any case, its white space left out."""
    return re.compile(written, re.IGNORECASE | re.VERBOSE)


ORDINAL = any_of(ORDINALS)
MONTH = rf"(?P<mon>(?:{any_of(_MONTH_NAMES)})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
WEEKDAY = rf"(?P<wd>(?:{any_of(DAY_NAMES)})\b|(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b\.?)"
_CLOCK_FOLLOWS = r"[\d:%]|[.,]\d|\s?(?:a\.?m|p\.?m)\b"
_DIGITS = rf"(?P<day>(?:3[01]|[12]\d|0?[1-9])(?:\s?(?:st|nd|rd|th)\b|(?!{_CLOCK_FOLLOWS}|st|nd|rd|th)))"
DAY = rf"(?:{_DIGITS}|(?P<ord>(?:{ORDINAL})\b))"
_HUNDREDS = r"(?:nineteen|eighteen|seventeen|sixteen|fifteen|twenty|two[ ]thousand|one[ ]thousand)"
_SPELLED = rf"{_HUNDREDS}(?:[ -](?:hundred|and|oh|{any_of(CARDINALS)}))*"
YEAR = rf"(?P<year>(?:1[0-9]|20|21)\d\d(?![\d%]|[.,]\d|[-–]year)|(?:{_SPELLED})\b|['’]\d\d(?!\d|s))"
NUMBER = rf"(?:\d{{1,3}}(?![\d.,]\d)|(?:{any_of(CARDINALS)})(?:[- ](?:{any_of(list(CARDINALS)[:10])}))?|{any_of(_COUNTS)})"
UNIT = rf"(?:{any_of(UNITS)})s?\b"
PART_OF_DAY = r"(?:early\s+|late\s+)?(?:morning|afternoon|evening|night|midday|overnight|lunchtime)\b"


def count_of(written: str) -> float:
    """The count before a unit: "three", "a couple of", "half a"."""
    low = " ".join(written.casefold().split())
    return _COUNTS.get(low) or float(number_of(low) or 0)


def unit_of(written: str) -> str:
    """The unit that a word names, in the singular."""
    low = written.casefold()
    return UNITS.get(low) or UNITS[low.removesuffix("s")]


def direction_of(written: str) -> int:
    """-1, 0 or 1 for "last", "this" and "next" and their like."""
    return DIRECTIONS[" ".join(written.casefold().split())]


def month_of(written: str) -> int:
    """A month's number."""
    return MONTHS[written.casefold().rstrip(".")]


def weekday_of(written: str) -> int:
    """A weekday's number, Monday 1."""
    return DAYS[written.casefold().rstrip(".")]


def year_of(match: re.Match[str]) -> int | None:
    """The year that a match of ``YEAR`` holds; None where it holds none."""
    written = match["year"]
    if not written:
        return None
    if written[0] in "'’":
        return in_full(int(written[1:]))
    return int(written) if written.isdigit() else year_of_words(written)


def in_full(short: int) -> int:
    """A year of two digits: 1930 to 2029, which is what news means by one."""
    return short + (2000 if short < 30 else 1900)


def day_number(match: re.Match[str]) -> int:
    """The day of the month that a match of ``DAY`` holds."""
    return digits_of(match["day"]) if match["day"] else ORDINALS[match["ord"].casefold()]


def digits_of(written: str) -> int:
    """The number in "21st"."""
    return int(re.sub(r"\D", "", written))


def exists(day: int, month: int) -> bool:
    """Whether some year has this day."""
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


# Words and given names when in lower case.
_CAPITALS = frozenset("may march mar dec sat sun jan mon wed".split())


def cased(written: str) -> bool:
    """Whether a month or day is written as one: "may", "march" and "sun" need a capital."""
    return written[0].isupper() or written.casefold().rstrip(".") not in _CAPITALS
