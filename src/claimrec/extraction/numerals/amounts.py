"""Numbers with their unit or currency, one by one: before bounds and ranges are read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from attrs import evolve, frozen

from claimrec.extraction.numerals.measures import any_of, currency_before, unit_after
from claimrec.extraction.numerals.numbers import CARDINALS, SCALES, number_of
from claimrec.values.units import convert, convertible, unit_named

__all__ = ["Amount", "amounts_in"]

Number = int | float


@frozen
class Amount:
    """A number where it is written, with its unit.

    Args:
        start: first character, a currency sign before it included.
        end: character after the number and its unit.
        after: character after the number alone.
        low: the number, or the lowest that "dozens" leaves open.
        high: the number, or the highest; None is unbounded.
        unit: canonical unit or currency; None where there is none.
        words: True where it is written in words.
        vague: True for "dozens", "several".
        scale: the factor of a "million" written behind it; None where there is none.
    """

    start: int
    end: int
    after: int
    low: Number
    high: Number | None
    unit: str | None = None
    words: bool = False
    vague: bool = False
    scale: int | None = None


_GLYPHS = "½⅓⅔¼¾⅛"
# Thousands by commas, by the lakh and crore of India, by narrow spaces or apostrophes, by plain spaces (see _matches); then a
# comma for the decimal point, which only a scale, a percentage or euros behind it tell from a list.
_COMMA = r",\d{1,2}(?=\s?(?:million|billion|trillion|percent\b|per\s+cent|%|euros?\b|€))"
_WHOLE = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d{1,3}(?:[\u00a0\u2007\u2009\u202f'’]\d{3})+(?!\d)"
    rf"|(?P<spaced>[1-9]\d{{0,2}}(?:[ ]\d{{3}})+(?![\d/:]|[.,]\d{{3}}|[ ]\d)(?:{_COMMA})?)|\d{{1,3}}{_COMMA}|\d+)"
)
_HALVES = r"[\s-]and[\s-]an?[\s-](?:half|quarter)\b"  # "22 and a half years"
_DIGITS = rf"{_WHOLE}(?:\.\d+)?(?:\s?[{_GLYPHS}]|\s\d/\d{{1,2}}\b|/\d{{1,2}}(?![\d/])|{_HALVES})?|\.\d+|[{_GLYPHS}]"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|mln|bln|crore|lakh|dozen)"
_SCALES = rf"{_SCALE}(?:[\s-]+(?:thousand|million|billion|crore)\b)?"  # "3.2 lakh crore"
_LETTERS = r"(?:mil|mn|bn|trn|tn|[kKmMbB])"
_BIG = r"(?:hundred|thousand|million|billion|trillion)"
_SMALL = rf"(?:(?:{any_of(list(CARDINALS)[20:])})(?:[-\s](?:{any_of(list(CARDINALS)[1:10])}))?|{any_of(list(CARDINALS)[:20])})\b"
_PART = r"third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_GRADE = r"(?:grade|form|year|round|place|class|day|person|floor|degree|party)"  # "one third grader"
_WORDS = (
    rf"(?:(?:an?|one|three)[\s-]+(?:quarters?|thirds?)[\s-]+of\s+an?\s+(?:{_BIG}|lakh|crore)"
    rf"|(?:a\s+)?half[\s-]+(?:an?\s+)?{_SCALE}|(?:a\s+)?half(?:[\s-]+an?(?=\s))?|an?\s+(?:quarter|third|fifth)"
    rf"|one[-\s](?:half|quarter|(?:{_PART})(?![-\s]+{_GRADE}))|three[-\s]quarters"
    rf"|(?:{any_of(list(CARDINALS)[2:10])})[-\s](?:{_PART})s"
    rf"|{_SMALL}(?:(?:[-\s]+{_BIG})+(?:[-\s]+(?:and[-\s]+)?{_SMALL}(?:[-\s]+{_BIG})*)*)?"
    rf"(?:[\s-]+and[\s-]+an?[\s-]+(?:half|quarter))?(?:\s+{_SCALE})?"
    rf"|an?\s+{_SCALE}(?:\s+(?:million|billion|thousand))?)"
)
# The interval of a vague number: from one of the named size to ten. ACLED reads dozens as 12 and hundreds as 100 at least.
_VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (12, 120),
    "scores": (20, 200),
    "hundreds": (100, 1_000),
    "thousands": (1_000, 10_000),
    "millions": (10**6, 10**7),
    "billions": (10**9, 10**10),
    "several": (2, None),
    "a handful": (2, 10),
    "a couple": (2, 3),
}
_MANY = r"(?:dozen|hundred|thousand|million|billion)"
_VAGUELY = (
    r"(?:(?P<heap>dozens|scores|hundreds|thousands|millions)\s+(?:upon|on|and)\s+(?P=heap)"
    rf"|(?:several|a\s+few|a\s+couple(?:\s+of)?)\s+{_MANY}|(?:tens|hundreds)\s+of\s+(?:thousands|millions|billions)"
    rf"|scores(?=\s+(?:of|more|dead|injured|wounded|killed|hurt|missing|arrested)\b)|{any_of(set(_VAGUE) - {'scores'})})"
)
# Digits may be glued to a currency's letters ("AUD1.5m"); words may not be glued to anything.
_START = r"(?:(?<![\w.])|(?:(?<=(?-i:[A-Z][A-Z]))|(?<=(?-i:Rs))|(?<=(?-i:Rs\.))|(?<=(?-i:\bR))|(?<=(?-i:KSh|Ksh)))(?=\d))"
_NUMBER = re.compile(
    rf"{_START}(?P<sign>minus[-\s]|[-−+](?=[.\d]))?(?:(?P<vague>{_VAGUELY})\b"
    rf"|(?P<digits>{_DIGITS})(?:[\s-]?(?P<scale>{_SCALES})\b|(?P<letter>{_LETTERS})(?![A-Za-z\d]))?|(?P<words>{_WORDS})\b)",
    re.IGNORECASE,
)
# Text without any of these has no number: most sentences are done with here.
_SIGNS = (*CARDINALS, *_VAGUE, *"half third thirds quarter quarters tens few dozen hundred thousand million billion".split())
_MAYBE = re.compile(rf"\d|[{_GLYPHS}]|\b(?:{any_of(_SIGNS)})\b", re.IGNORECASE)
_PHONE = re.compile(
    r"\+\d[\d\s-]{7,}\d|\(\d{3}\)\s?\d{3}[-\s]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b|\b\d+(?:-\d+){2,}\b"
    r"|\b0\d{2,4}[ -]\d{3,4}(?:[ -]\d{3,4})?\b"
)
_LARGEST = 1e24


def amounts_in(text: str) -> list[Amount]:
    """Every number in a text, from left to right, none inside another.

    >>> [(a.low, a.high, a.unit) for a in amounts_in("dozens of people within 3 km")]
    [(12, 120, None), (3, 3, 'kilometre')]
    """
    if not _MAYBE.search(text):
        return []
    found: list[Amount] = []
    phones = [match.span() for match in _PHONE.finditer(text)]
    for match in _matches(text):
        if any(a <= match.start() < b for a, b in phones):
            continue
        amount = _vague(text, match) if match["vague"] else _amount(text, match)
        if amount is not None and (not found or amount.start >= found[-1].after):
            found.append(amount)
    return _summed(text, [_lent(text, one, other) for one, other in zip(found, [*found, None][1:], strict=True)])


# What a number names or dates, so that the three digits behind it are a number of their own: "on day 12 500 people came".
_ENDS = re.compile(
    r"(?:\d|[A-Z][\w.'’]*"
    r"|\b(?:aged?|at|by|no|nos|number|day|week|page|section|route|room|row|chapter|class|game|level|step))\.?\s+$"
)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The numbers as they are written; digits in groups between plain spaces are one only where nothing ends the first."""
    at = 0
    while match := _NUMBER.search(text, at):
        if match["spaced"] and _ENDS.search(text, max(0, match.start() - 24), match.start()):
            match = _NUMBER.search(text, at, text.index(" ", match.start("spaced"))) or match
        yield match
        at = match.end()


def _vague(text: str, match: re.Match[str]) -> Amount:
    """ "dozens", "several hundred", "tens of thousands", and what is measured in them ("hundreds of miles")."""
    low = " ".join(match["vague"].casefold().split())
    head, _, tail = low.rpartition(" ")
    size = SCALES.get(tail.removesuffix("s"), 1)
    interval: tuple[int, int | None]
    if match["heap"]:  # "thousands upon thousands"
        interval = (_VAGUE[tail][0], None)
    elif low in _VAGUE:
        interval = _VAGUE[low]
    elif head in ("tens of", "hundreds of"):
        base = (10 if head == "tens of" else 100) * size
        interval = (base, 10 * base)
    else:
        interval = (2 * size, (3 if head.startswith("a couple") else 10) * size)
    of = 3 if text[match.end() : match.end() + 4].casefold() == " of " else 0
    unit, end = unit_after(text, match.end() + of)
    return Amount(match.start(), end if unit else match.end(), match.end(), *interval, unit=unit, words=True, vague=True)


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    start, after = match.start(), match.end()
    currency = currency_before(text, start) if match["digits"] else None
    if currency is not None and text[currency.start : start] == "R" and not _RANDS.search(match[0]):
        return None  # "R2", not "R12 500"
    if match["digits"] and _glued(text, match, money=currency is not None):
        return None
    if match["letter"] and currency is None and not _scales(text, match):
        after = match.start("letter")  # "400m" is a distance
    number = number_of(text[start:after].lstrip("+"))
    if number is None or abs(number) > _LARGEST or _IDIOM.fullmatch(text, start, after):
        return None
    written = match["scale"] or (match["letter"] if after == match.end() else "") or _last_word(match["words"])
    scale = math.prod(SCALES[word] for word in re.split(r"[\s-]+", written.casefold()) if word in SCALES) if written else None
    if currency is not None:
        number = -number if currency.minus else number
        return Amount(currency.start, _us(text, after), after, number, number, currency.code, scale=scale)
    unit, end = unit_after(text, after, big=abs(number) >= 10**6)
    if unit is None and match["words"] and 0 < number < 1 and (of := _OF_A.match(text, after)):
        unit, stop = unit_after(text, of.end())  # "a quarter of a percentage point"
        end = stop if unit else end
    if unit is None and match["words"] and 0 < number < 1 and (point := _POINT.match(text, after)):
        unit, end = "percentage point", point.end()  # "a quarter point"
    if unit is None and text[end : end + 1].isalpha() and text[end - 1].isalnum():
        return None  # "5G"
    if unit is None and (named := _MAGNITUDE.search(text, max(0, start - 16), start)):
        unit, start = "magnitude", named.start()
    if unit is None and match["sign"] and match["sign"] in "-−":
        start, number = start + 1, abs(number)  # a dash, no minus
    return Amount(start, end, after, number, number, unit, bool(match["words"]), scale=scale)


def _last_word(words: str | None) -> str:
    """The "hundred" of "three hundred", which "two to three hundred" shares; none for "a hundred", which stands alone."""
    parts = re.split(r"[\s-]+", words or "")
    return parts[-1] if len(parts) == 2 and parts[0].casefold() in CARDINALS else ""


_IDIOM = re.compile(r"(?:24/7|20/20|50/50|9/11|7/7)")
_POINT = re.compile(r"[-\s](?:of\s+an?\s+)?points?\b", re.IGNORECASE)
_OF_A = re.compile(r"\s+of\s+(?:an?|one)\b", re.IGNORECASE)
_MAGNITUDE = re.compile(r"\bmagnitude[-\s](?:of\s+)?$", re.IGNORECASE)
_NO_NOUN = r"(?:in|of|from|away|to|at|on|tall|long|wide|deep|high|above|below|x)\b"
_COUNTED = re.compile(rf"\s+(?:(?!{_NO_NOUN})[A-Za-z-]+\s+){{0,4}}(?:people|[a-z]+s)\b")
_ORDINAL_OR_CODE = re.compile(r"(?:st|nd|rd|th)\b|:\d|\.\d|/\d|,\d")
_PREFIX = re.compile(r"(?:sub|magnitude|to|or|now|then|mid|pre)-$", re.IGNORECASE)
_US = re.compile(r"\s+US\b(?!\s)")


_RANDS = re.compile(r"[ ,.]\d|[a-z]", re.IGNORECASE)


def _scales(text: str, match: re.Match[str]) -> bool:
    """Whether a letter behind digits is a thousand, a million or a billion: "2.7m sales", but not "a 400m race"."""
    if match["letter"].casefold() not in ("m", "b", "mil") or _COUNTED.match(text, match.end()):
        return True
    unit, _ = unit_after(text, match.end(), big=True)
    return unit is not None and len(unit) == 3 and unit.isupper()  # "100m Norwegian kroner"


def _us(text: str, end: int) -> int:
    match = _US.match(text, end)
    return match.end() if match else end


def _glued(text: str, match: re.Match[str], *, money: bool) -> bool:
    """Part of a code, a clock time, an ordinal or a path."""
    start = match.start()
    before = text[max(0, start - 2) : start]
    if _ORDINAL_OR_CODE.match(text, match.end()):
        return True
    if not before:
        return False
    if before[-1] in "-–" and before[:-1].isalpha():
        return _PREFIX.search(text, max(0, start - 10), start) is None  # "COVID-19", not "sub-7"
    return before[-1] in "/:#@_+" and not match["sign"] or (before[-1].isalnum() and (bool(match["sign"]) or not money))


_JOINED = re.compile(r"-?\s+(?:to|or|and)\s+")
_OLD = re.compile(r"[-\s]+old")


def _lent(text: str, one: Amount, other: Amount | None) -> Amount:
    """The first of two numbers takes the unit written behind the second: "from 13.5 to 14 mm", "7- or 8-inch"."""
    if other is None or one.unit is not None or other.unit is None or not 0 <= other.start - one.end < 8:
        return one
    if one.vague or (one.words and 0 < one.low < 1):  # "by a third to 20 miles"
        return one
    if not text[other.start].isdigit() or not _JOINED.fullmatch(text, one.end, other.start) or _OLD.match(text, other.end):
        return one
    return evolve(one, unit=other.unit)


_INCHES = re.compile(r"\s*,?\s*(?P<n>1[01]|\d)\s?(?:in\b\.?|inch(?:es)?\b|[\"″])|-(?P<hyphened>1[01]|\d)(?![\d-])")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:,\s*|,?\s*and\s+|\s)")


def _summed(text: str, amounts: list[Amount]) -> list[Amount]:
    """Numbers that state one measure in two units together: "six hours and 30 minutes" are 390 minutes."""
    made: list[Amount] = []
    for amount in amounts:
        if made and amount.start < made[-1].end:
            continue  # the inches of "5 ft 10 in."
        if made and _one_measure(text, made[-1], amount):
            first = made.pop()
            assert first.unit is not None
            assert amount.unit is not None
            total = round(convert(first.low, first.unit, amount.unit) + amount.low, 9)
            whole = int(total) if float(total).is_integer() else total
            amount = Amount(first.start, amount.end, amount.after, whole, whole, amount.unit, first.words)
        elif made and made[-1].unit is None and amount.unit == "inch" and text[made[-1].end : amount.start] in ("'", "’", "′"):
            first = made.pop()
            amount = evolve(amount, start=first.start, low=12 * first.low + amount.low, high=12 * first.low + amount.low)
        elif amount.unit == "foot" and not amount.vague and (match := _INCHES.match(text, amount.end)):
            total = 12 * amount.low + int(match["n"] or match["hyphened"])
            amount = Amount(amount.start, match.end(), match.end(), total, total, "inch", amount.words)
        made.append(amount)
    return made


def _one_measure(text: str, first: Amount, second: Amount) -> bool:
    if first.unit is None or first.unit == second.unit or not convertible(first.unit, second.unit) or first.vague or second.vague:
        return False
    large, small = unit_named(first.unit), unit_named(second.unit)
    if large is None or small is None or large.dimension not in ("time", "length", "mass") or not isinstance(first.low, int):
        return False
    ratio = large.factor / small.factor
    if not math.isclose(ratio, round(ratio)):
        return False  # how many days a month has depends on the month
    part = 0 < second.low < ratio and first.low > 0
    if _BETWEEN.search(text, max(0, first.start - 10), first.start):  # "between one year and six months"
        return False
    return part and _BESIDE.fullmatch(text, first.end, second.start) is not None
