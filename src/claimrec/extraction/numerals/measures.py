"""Units and currencies as they are written beside a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from claimrec.lexicon import table
from claimrec.values.units import units

__all__ = ["Before", "any_of", "currency_before", "unit_after"]


class Before(NamedTuple):
    """A currency sign before a number: where it begins, the ISO 4217 code, and whether a minus stands behind it."""

    start: int
    code: str
    minus: bool


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, with any white space where they have a space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word)))


# ---------------------------------------------------------------- currencies


@cache
def _before() -> re.Pattern[str]:
    currencies = table("currencies")
    symbols = (
        re.escape(s) if s in ("$", "A$") else re.escape(s).replace(r"\$", r"\s?\$") for s in currencies["symbols"]
    )  # also "US $5", not "A $5 coin"
    codes = "|".join(currencies["codes"]["before_or_after"])
    longest_first = "|".join(sorted(symbols, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?:(?P<symbol>{longest_first})|(?P<code>{codes}))\s?[-−]?$")


def currency_before(text: str, start: int) -> Before | None:
    """The currency written before ``text[start]``.

    >>> currency_before("It cost US $5", 12)
    Before(start=8, code='USD', minus=False)
    """
    match = _before().search(text, max(0, start - 6), start)
    if match is None:
        return None
    code: str = match["code"] or table("currencies")["symbols"][re.sub(r"\s", "", match["symbol"])]
    return Before(match.start(), code, match[0][-1] in "-−")


@cache
def _after() -> re.Pattern[str]:
    currencies = table("currencies")
    marks = any_of(symbol for symbol in currencies["symbols"] if len(symbol) == 1 and not symbol.isalpha())
    words = any_of({*currencies["words"], *currencies["shared"]["words"]})
    return re.compile(
        rf"\s?(?P<mark>{marks})(?!\w)|\s?(?P<code>{'|'.join(currencies['codes']['before_or_after'])})\b"
        rf"|[\s-]+(?:(?i:(?P<national>{any_of(currencies['national'])})s?)|(?i:(?P<word>{words})s?))\b"
    )


_CLOSES = re.compile(r"\s*(?:[.,;:)(]|$|(?:in|to|from|for|on|worth|and|by|of)\b|an?\s+(?:year|month|day)\b)", re.IGNORECASE)


def _currency_after(text: str, end: int, *, big: bool) -> tuple[str | None, int] | None:
    match = _after().match(text, end)
    if match is None:
        return None
    currencies = table("currencies")
    if match["mark"]:
        return currencies["symbols"][match["mark"]], match.end()
    if match["code"]:
        return match["code"], match.end()
    if match["national"]:
        return currencies["national"][" ".join(match["national"].casefold().split())], match.end()
    word = match["word"].casefold()
    if word == "won":  # money by the million, a verb else: "2 million won the lottery"
        return ("KRW", match.end()) if big and _CLOSES.match(text, match.end()) else (None, end)
    if word == "pound":  # money by the million, weight else
        return ("GBP" if big else "pound"), match.end()
    code = currencies["words"].get(word)
    return (code, match.end()) if code else (None, end)  # "12 pesos" of which country?


# ---------------------------------------------------------------- units of measure

# Short forms that are words, too: they need a space or nothing before them, never a hyphen.
_SHORT = frozenset("second ms mi sec min ha pc tw".split())
_LETTERS = frozenset("m s h l L g C F V W".split())
_MAGNITUDE = re.compile(r"[-\s]magnitude\b", re.IGNORECASE)


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for unit in units().values():
        symbols |= dict.fromkeys(unit.symbols, unit.name)
        for word in unit.words:
            names[word.casefold()] = unit.name
            if word[-1].isalpha() and len(word) > 2 and not word.endswith("s"):
                names.setdefault(f"{word.casefold()}s", unit.name)
    return names, symbols


@cache
def _unit() -> re.Pattern[str]:
    names, symbols = _names()
    return re.compile(
        rf"(?P<gap>\s*-?\s*)(?:(?i:(?P<name>{any_of(names)}))(?![A-Za-z\d²³])|(?P<symbol>{any_of(symbols)})(?![A-Za-z\d]))"
    )


def unit_after(text: str, end: int, *, big: bool = False) -> tuple[str | None, int]:
    """The unit or currency behind ``text[:end]``, and where it ends; None and ``end`` where there is none.

    Args:
        text: the text.
        end: where the number ends.
        big: whether the number is in the millions, so that pounds are money.

    >>> unit_after("5 km away", 1), unit_after("5 million pounds", 9, big=True)
    (('kilometre', 4), ('GBP', 16))
    """
    if (money := _currency_after(text, end, big=big)) is not None:
        return money
    if magnitude := _MAGNITUDE.match(text, end):
        return "magnitude", magnitude.end()
    match = _unit().match(text, end)
    if match is None:
        return None, end
    names, symbols = _names()
    if match["symbol"]:
        return (symbols[match["symbol"]], match.end()) if _is_symbol(text, end, match["symbol"], match["gap"]) else (None, end)
    name = re.sub(r"\s+", " ", match["name"].casefold())
    if name in _SHORT and ("-" in match["gap"] or (name == "second" and match["name"][0].isupper())):
        return None, end
    return names[name], match.end()


def _is_symbol(text: str, end: int, symbol: str, gap: str) -> bool:
    if symbol in _LETTERS and ("-" in gap or text[end - 1].isalpha()):  # "four F-16 jets"
        return False
    if symbol == "s":  # "the 3s" are no seconds
        return "." in text[max(0, end - 6) : end]
    if symbol in ("'", '"', "in.", "in"):  # a closing quotation mark is no inch
        return not gap and not (symbol == '"' and text.count('"', text.rfind("\n", 0, end) + 1, end) % 2)
    return True
