"""Figures as they are written: number, bounds, unit or currency; text -> figures, with no syntax.

What is counted, and whether a figure is a quantity at all (and not a name, a score or an address), is decided in
:mod:`claimrec.extraction.quantities` with the parse at hand.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from attrs import evolve, frozen

from claimrec.extraction.numbers import CARDINALS, WORDS, number_of
from claimrec.values.quantity import Quantity
from claimrec.values.units import unit_named, units

__all__ = ["Figure", "bounded", "figures_in", "lexicon"]

Number = int | float


@frozen
class Figure:
    """A number where it is written.

    Args:
        start: first character, hedge included.
        number: first character of the number (or its currency sign).
        end: character after the number and its unit.
        low: smallest number it leaves open; None is unbounded.
        high: largest; None is unbounded.
        stated: the number as written.
        bound: the hedge's kind (``at_least more_than at_most fewer_than about nearly``), None for a plain figure.
        unit: canonical unit or currency; None for what may be a count.
        words: True where it is written in words.
        vague: True for "dozens", "several": an interval by itself.
        dash: True for a range written with a dash ("2-1"), which may be a score.
    """

    start: int
    number: int
    end: int
    low: Number | None
    high: Number | None
    stated: Number | None
    bound: str | None = None
    unit: str | None = None
    words: bool = False
    vague: bool = False
    dash: bool = False

    @property
    def money(self) -> bool:
        """True for an amount of money."""
        return self.unit is not None and _is_money(self.unit)

    @property
    def measure(self) -> str | None:
        """What the unit measures; None for counts."""
        unit = unit_named(self.unit)
        return "amount" if self.money else None if unit is None else unit.measure


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A word list of the package by name."""
    return tomllib.loads(files("claimrec").joinpath("lexicon", f"{name}.toml").read_text("utf-8"))


def _any(words: object) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:\s?[½⅓⅔¼¾⅛]|\s\d/\d{1,2}\b|/\d{1,2}(?![\d/]))?|\.\d+|[½⅓⅔¼¾⅛]"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|mln|bln|crore|lakh|dozen)"
_SHORT = r"(?:mil|mn|bn|trn|tn|[kKmMbB])"
_ONES = _any(list(CARDINALS)[:20])
_TENS = _any(list(CARDINALS)[20:])
_BIG = r"(?:hundred|thousand|million|billion|trillion)"
_SMALL = rf"(?:(?:{_TENS})(?:[-\s](?:{_any(list(CARDINALS)[1:10])}))?|{_ONES})\b"
_WORDNUM = (
    rf"(?:(?:a\s+)?half[\s-]+(?:an?\s+)?{_SCALE}|(?:a\s+)?half(?:[\s-]+an?(?=\s))?|an?\s+(?:quarter|third|fifth)|(?:one|two|three|four)[-\s](?:half|thirds?|quarters?|fourths?|fifths?|tenths?)"
    rf"|{_SMALL}(?:(?:[-\s]+{_BIG})+(?:[-\s]+(?:and[-\s]+)?{_SMALL}(?:[-\s]+{_BIG})*)*)?(?:[\s-]+and[\s-]+an?[\s-]+(?:half|quarter))?(?:\s+{_SCALE})?"
    rf"|an?\s+(?:{_SCALE})(?:\s+(?:million|billion|thousand))?)"
)
_VAGUE = r"(?:(?:several|a\s+few|a\s+couple(?:\s+of)?)\s+(?:dozen|hundred|thousand|million|billion)|tens\s+of\s+(?:thousands|millions|billions)|hundreds\s+of\s+(?:thousands|millions|billions)|dozens|scores(?=\s+of)|hundreds|thousands|millions|billions|several|a\s+handful|a\s+couple)"

_NUMBER = re.compile(
    rf"(?:(?<![\w.])|(?<=(?-i:[A-Z][A-Z]))(?=\d)|(?<=(?-i:Rs))(?=\d)|(?<=(?-i:Rs\.))(?=\d))(?P<sign>minus[-\s]|[-−+](?=[.\d]))?(?:(?P<vague>{_VAGUE})\b|(?P<digits>{_DIGITS})(?:(?:\s|-)?(?P<scale>{_SCALE})\b|(?P<short>{_SHORT})(?![A-Za-z\d]))?|(?P<words>{_WORDNUM})\b)",
    re.IGNORECASE,
)
# A quick test so that text without numbers costs next to nothing.
_MAYBE = re.compile(rf"\d|[½⅓⅔¼¾⅛]|\b(?:{WORDS}|dozens?|scores|half|third|thirds|quarters?|hundreds|thousands|millions|billions|several|handful|couple)\b", re.IGNORECASE)


@cache
def _money_before() -> re.Pattern[str]:
    table = lexicon("currencies")
    spaced = [re.escape(symbol).replace(r"\$", r"\s?\$") if symbol != "$" else r"\$" for symbol in table["symbols"]]
    alternatives = sorted(spaced, key=len, reverse=True)
    return re.compile(rf"(?:(?<![A-Za-z])(?P<symbol>{'|'.join(alternatives)})|(?<![A-Za-z])(?P<code>{'|'.join(table['codes']['before_or_after'])}))\s?[-−]?$")


@cache
def _money_after() -> re.Pattern[str]:
    table = lexicon("currencies")
    national = _any(table["national"])
    words = _any({*table["words"], *table["shared"]["words"]})
    codes = "|".join(table["codes"]["before_or_after"])
    marks = "|".join(re.escape(s) for s in table["symbols"] if len(s) == 1)
    return re.compile(rf"(?P<mark>\s?(?:{marks})(?![\d\w]))|\s?(?P<code>{codes})\b|[\s-]+(?:(?i:(?P<national>{national})s?)|(?i:(?P<word>{words})s?))\b(?P<us>\s+US\b)?")


@cache
def _unit_after() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for unit in units().values():
        for word in unit.words:
            names[word.casefold()] = unit.name
            if word[-1].isalpha() and len(word) > 2 and not word.endswith("s"):
                names.setdefault(f"{word.casefold()}s", unit.name)
        symbols |= dict.fromkeys(unit.symbols, unit.name)
    pattern = rf"(?:[\s\u00a0]*-?[\s\u00a0]*)(?:(?i:(?P<name>{_any(names)}))(?![A-Za-z\d²³])|(?P<symbol>{_any(symbols)})(?![A-Za-z\d]))"
    return re.compile(pattern), {**names, **{f"={symbol}": name for symbol, name in symbols.items()}}


@cache
def _hedge_before() -> tuple[re.Pattern[str], dict[str, str]]:
    table = lexicon("hedges")
    kinds = {" ".join(w.split()): kind for kind, entry in table.items() if kind != "neutral" for w in entry["before"]}
    neutral = _any(table["neutral"]["before"])
    return re.compile(rf"(?:(?<![\w-])(?P<hedge>{_any(kinds)})(?:\s+|-|(?<=[~≈<>.]))(?:(?:{neutral})\s+)?)$", re.IGNORECASE), kinds


@cache
def _hedge_after() -> tuple[re.Pattern[str], dict[str, str]]:
    table = lexicon("hedges")
    kinds = {w.strip(): kind for kind, entry in table.items() if kind != "neutral" for w in entry["after"]}
    return re.compile(rf"(?P<plus>\+)(?!\d)|(?:\s*,?\s*)(?P<hedge>{_any(kinds)})\b", re.IGNORECASE), kinds


_VAGUE_LOWS = {"dozens": (12, 120), "scores": (20, 200), "hundreds": (100, 1000), "thousands": (1000, 10_000), "millions": (10**6, 10**7),
               "billions": (10**9, 10**10), "several": (2, None), "a handful": (2, 10), "a couple": (2, 3)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}


def _vague(written: str) -> tuple[Number, Number | None]:
    low = " ".join(written.casefold().split())
    if low in _VAGUE_LOWS:
        return _VAGUE_LOWS[low]
    head, _, tail = low.rpartition(" ")
    if head in ("tens of", "hundreds of"):
        base = (10 if head == "tens of" else 100) * _SCALES[tail.removesuffix("s")]
        return base, 10 * base
    scale = _SCALES[tail]
    return 2 * scale, (10 if tail != "dozen" else 9) * scale if not head.startswith("a couple") else 3 * scale


@frozen
class _Atom:
    """A number with its currency or unit, before hedges and ranges."""

    start: int
    end: int
    low: Number
    high: Number | None
    unit: str | None
    words: bool
    vague: bool
    scale: str | None
    bare_end: int


def _atom(text: str, match: re.Match[str]) -> _Atom | None:
    start, end = match.start(), match.end()
    if match["vague"]:
        low, high = _vague(match["vague"])
        unit, after = _measured(text, end) if not match["vague"].casefold().endswith(("of",)) else (None, end)
        if text[end : end + 4].casefold() == " of ":
            unit, after = _measured(text, end + 3)
        return _Atom(start, after if unit else end, low, high, unit, True, True, None, end)
    if _glued(text, match):
        return None
    before = _money_before().search(text, max(0, start - 6), start) if start and match["digits"] else None
    written = text[start:end]
    number = number_of(re.sub(r"^minus[-\s]", "", written, flags=re.IGNORECASE).lstrip("+-−") if match["sign"] else written)
    if number is None or abs(number) > 1e24:
        return None
    sign = -1 if match["sign"] and not match["sign"].startswith("+") else 1
    if before is not None and before[0].rstrip()[-1:] in "-−":
        sign = -1
    if match["short"] and before is None and match["short"] in ("m", "M", "b", "B", "k", "K", "mil"):
        plural = _MILLIONS.match(text, end)
        if match["short"] in ("m", "M", "b", "B", "mil") and not plural:
            end -= len(match["short"])
            number = number_of(text[start:end].lstrip("+-−"))
            if number is None:
                return None
    number *= sign
    scale = match["scale"] or match["short"]
    if before is not None:
        symbol = re.sub(r"\s", "", before["symbol"] or "")
        return _Atom(before.start(), _us(text, end), number, number, before["code"] or lexicon("currencies")["symbols"][symbol], False, False, scale, end)
    unit, after = _measured(text, end, big=scale is not None or abs(number) >= 1e6)
    if unit is None and end < len(text) and text[end].isalpha() and text[end - 1].isalnum():
        return None  # "5G"
    if unit is None and (named := _MAGNITUDE.search(text, max(0, start - 16), start)):
        unit, start = "magnitude", named.start()
    if match["sign"] and unit is None and match["sign"] in "-−+":
        start, number = start + 1, abs(number)
    return _Atom(start, after, number, number, unit, bool(match["words"]), False, scale, end)


_MILLIONS = re.compile(r"\s+(?:(?!(?:in|of|from|away|to|at|on|tall|long|wide|deep|high|above|below|x)\b)[A-Za-z-]+\s+){0,4}(?:people|[a-z]+s)\b")
_MAGNITUDE = re.compile(r"\bmagnitude[-\s](?:of\s+)?$", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+\d[\d\s-]{7,}\d|\(\d{3}\)\s?\d{3}[-\s]\d{4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b|\b\d+(?:-\d+){2,}\b)")


def _us(text: str, end: int) -> int:
    match = re.compile(r"\s+US\b(?!\s)").match(text, end)
    return match.end() if match else end


def _glued(text: str, match: re.Match[str]) -> bool:
    """Part of a code, a clock time, a phone number or an ordinal."""
    start, end = match.start(), match.end()
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if match["digits"]:
        if re.match(r"(?:st|nd|rd|th)\b|:\d|\.\d|/\d|,\d", after) or (before and before[-1] in "/:#@_" and not match["sign"]):
            return True
        if before and before[-1] in "-–" and (len(before) > 1 and before[-2].isalpha()) and not re.search(r"(?i)(?:sub|magnitude|to|or|now|then|mid|pre)-$", text[max(0, start - 10) : start]):
            return True
        if before and before[-1].isalnum() and (match["sign"] or not _money_before().search(text, max(0, start - 6), start)):
            return True
    return False


def _measured(text: str, end: int, *, big: bool = False) -> tuple[str | None, int]:
    """The unit or currency behind a number, and where it ends."""
    if match := _money_after().match(text, end):
        table = lexicon("currencies")
        word = " ".join((match["word"] or "").casefold().split())
        if match["mark"]:
            return table["symbols"][match["mark"].strip()], match.end()
        if match["code"]:
            return match["code"], match.end()
        if match["national"]:
            return table["national"][" ".join(match["national"].casefold().split())], match.end("national") + _plural(text, match.end("national"))
        if word == "pound":
            return ("GBP", match.end()) if big else ("pound", match.end())
        if word in table["words"]:
            return table["words"][word], match.end()
        return None, end
    if magnitude := _QUAKE.match(text, end):
        return "magnitude", magnitude.end()
    pattern, names = _unit_after()
    match = pattern.match(text, end)
    if match is None:
        return None, end
    if match["symbol"]:
        symbol = match["symbol"]
        if symbol.isalpha() and symbol in ("m", "s", "h", "l", "L", "g", "C", "F", "V") and text[end : match.start("symbol")].strip(" ") != "":
            return None, end
        if symbol == "s" and "." not in text[max(0, end - 6) : end]:
            return None, end  # "the 3s"
        if symbol in ("'", '"', "in.") and (text[end : match.start("symbol")] or symbol == '"' and text.count('"', 0, end) % 2):
            return None, end
        return names[f"={symbol}"], match.end()
    name = re.sub(r"\s+", " ", match["name"].casefold())
    if name in ("second", "ms", "mi", "sec", "min", "ha", "pc", "nm", "kn", "tw") and (text[end] == "-" or match["name"][0].isupper() and name == "second"):
        return None, end
    return names[name], match.end()


_QUAKE = re.compile(r"[-\s]magnitude\b", re.IGNORECASE)


def _plural(text: str, end: int) -> int:
    return 1 if text[end : end + 1] == "s" else 0


_TO = re.compile(r"\s*(?:(?P<dash>[-–—/])|(?P<word>up\s+to|to|or|and|through)\b-?)\s*(?:as\s+(?:many|much)\s+as\s+|even\s+|up\s+to\s+)?(?P<cur>(?:US|AU|A|C|NZ|S|HK)?\s?\$|[€£¥₹]|RM|Y=)?\s?$")


@lru_cache(maxsize=64)
def figures_in(text: str) -> tuple[Figure, ...]:
    """Every figure in a text, from left to right, none inside another.

    >>> [(f.low, f.high, f.unit) for f in figures_in("more than 12 people walked up to 3 km for $1.5m")]
    [(12, None, None), (None, 3, 'kilometre'), (1500000, 1500000, 'USD')]
    """
    if not _MAYBE.search(text):
        return ()
    atoms: list[_Atom] = []
    phones = [match.span() for match in _PHONE.finditer(text)]
    for match in _NUMBER.finditer(text):
        if any(a <= match.start() < b for a, b in phones):
            continue
        atom = _atom(text, match)
        if atom is not None and (not atoms or atom.start >= atoms[-1].bare_end):
            atoms.append(atom)
    found: list[Figure] = []
    atoms = [_lent(text, one, other) for one, other in zip(atoms, [*atoms[1:], None], strict=False)]
    n = 0
    while n < len(atoms):
        figure = _range(text, atoms[n], atoms[n + 1]) if n + 1 < len(atoms) else None
        n += 1 if figure is None else 2
        made = _hedged(text, figure or _single(atoms[n - 1]), found[-1].end if found else 0)
        found.append(_in_other_words(text, found[-1], made) if found else made)
    return tuple(found)


def _lent(text: str, one: _Atom, other: _Atom | None) -> _Atom:
    """The first of two numbers takes the unit written behind the second: "from 13.5 to 14 mm", "7- or 8-inch"."""
    if other is None or one.unit is not None or other.unit is None or one.vague or not 0 <= other.start - one.end < 8:
        return one
    joined = re.fullmatch(r"-?\s+(?:to|or|and)\s+", text[one.end : other.start]) and not re.match(r"[-\s]+old", text[other.end : other.end + 6])
    return evolve(one, unit=other.unit) if joined and text[other.start : other.start + 1].isdigit() else one


def _single(atom: _Atom) -> Figure:
    stated = None if atom.vague else atom.low
    return Figure(atom.start, atom.start, atom.end, atom.low, atom.high, stated, unit=atom.unit, words=atom.words, vague=atom.vague)


_OUT_OF = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)


def _range(text: str, one: _Atom, other: _Atom) -> Figure | None:
    """ "10 to 15", "between 10 and 15", "$3 billion to $5 billion"; None where the two figures stand for themselves."""
    if one.vague or other.vague or other.start - one.end > 16 or other.start < one.end:
        return None
    gap = text[one.end : other.start]
    if one.low == 1 and one.unit is None and 1 < other.low <= 1000 and _OUT_OF.fullmatch(gap) and (one.words or " out of " in gap) and other.unit is None:
        share = 1 / other.low  # "one in five"
        return Figure(one.start, one.start, other.end, share, share, share, words=True)
    join = _TO.match(gap)
    if join is None:
        return None
    before = text[max(0, one.start - 60) : one.start]
    between = re.search(r"\bbetween\s+(?:about\s+|around\s+|roughly\s+)?$", before, re.IGNORECASE)
    word = join["word"] and join["word"].split()[-1]
    if " " in (join["word"] or "") and not re.search(r"\bfrom\s+$", before, re.IGNORECASE):
        return None
    if word == "and" and not between:
        return None
    if join["dash"] == "/" and (one.unit is None or one.unit != other.unit):
        return None
    if one.unit is not None and one.unit != other.unit and (other.unit is not None or not _is_money(one.unit)):
        return None  # "0.7 percent to 6,327"
    if re.search(r"\bfrom\s+(?:about\s+|around\s+|up\s+to\s+)?$", before, re.IGNORECASE) and word == "to" and _CHANGED.search(before):
        return None
    unit = other.unit or one.unit
    low = one.low
    if one.scale is None and other.scale is not None and one.low < 1000 and _scaled(other) is not None:
        low = one.low * _scaled(other)  # type: ignore[operator]  # "$10 to $15 billion"
    if not (low < other.low):
        return None
    if word == "or" and other.low - low > max(5, 0.5 * low):
        return None
    return Figure(one.start, one.start, other.end, low, other.low, None, unit=unit, words=one.words, dash=bool(join["dash"]))


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


_CHANGED = re.compile(
    r"\b(?:rose|risen?|rising|fell|falling|fallen|jump\w*|climb\w*|increas\w*|decreas\w*|drop\w*|grew|grow\w*|cut|rais\w*|lower\w*|boost\w*|"
    r"declin\w*|shr[aiu]nk\w*|widen\w*|narrow\w*|reduc\w*|upgrad\w*|revis\w*|improv\w*|doubled|went|gone|up|down|surg\w*|slump\w*|slid\w*|soar\w*)\b[^.;]*$",
    re.IGNORECASE,
)


def _scaled(atom: _Atom) -> int | None:
    return {"hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9,
            "bln": 10**9, "trillion": 10**12, "tn": 10**12, "dozen": 12}.get((atom.scale or "").casefold())


def _hedged(text: str, figure: Figure, floor: int) -> Figure:
    """The figure with the hedge before or behind it; ``floor`` is where the figure before it ended."""
    pattern, kinds = _hedge_before()
    start = max(floor, figure.start - 48)
    match = pattern.search(text[start : figure.start])
    if match is not None and not (figure.vague and figure.high is None or figure.low == 1 and figure.words and text[figure.end : figure.end + 8] == " another"):
        kind = kinds[" ".join(match["hedge"].casefold().split())]
        return evolve(figure, start=start + match.start(), bound=kind)
    pattern, kinds = _hedge_after()
    match = pattern.match(text, figure.end)
    if match is not None:
        kind = "at_least" if match["plus"] else kinds[match["hedge"].casefold().strip()]
        return evolve(figure, end=match.end(), bound=kind)
    return figure


def _in_other_words(text: str, one: Figure, other: Figure) -> Figure:
    """The bound of "more than 100 km" holds for the conversion behind it in brackets too: "(60 miles)"."""
    same = one.money and other.money or one.measure is not None and one.measure == other.measure
    if same and other.bound is None and re.fullmatch(r"\s*\(|\s?/\s?", text[one.end : other.start]):
        return evolve(other, bound=one.bound)
    return other


def bounded(figure: Figure, *, whole: bool) -> Quantity:
    """The quantity that a figure with its hedge leaves open; ``whole`` for counts, which have no decimals."""
    low, high, stated = figure.low, figure.high, figure.stated
    if figure.bound is None:
        return Quantity(low, high, figure.unit, stated=stated, approximate=figure.vague and (high is None or high < 12))
    unit = figure.unit
    if low != high or stated is None:  # a range or a vague number keeps its ends, and a bound opens one of them
        if figure.bound in ("at_least", "more_than"):
            return Quantity(low, None, unit, approximate=figure.vague)
        if figure.bound in ("at_most", "fewer_than"):
            return Quantity(None, high, unit, approximate=figure.vague)
        return Quantity(low, high, unit, approximate=True)
    made = {
        "at_least": Quantity.at_least,
        "more_than": Quantity.more_than,
        "at_most": Quantity.at_most,
        "fewer_than": Quantity.fewer_than,
    }.get(figure.bound)
    if made is not None:
        counted = made(stated, unit)
        return counted if whole or unit is not None else Quantity(*_loose(figure.bound, stated), unit, stated=stated)
    near = Quantity.about(stated, unit) if whole or unit is not None else Quantity.about(stated, "percent")
    if figure.bound == "nearly":
        return Quantity(near.low, stated, unit, stated=stated, approximate=True)
    return Quantity(near.low, near.high, unit, stated=stated, approximate=True)


def _loose(bound: str, stated: Number) -> tuple[Number | None, Number | None]:
    return (stated, None) if bound in ("at_least", "more_than") else (None, stated)


