"""Figures: numbers with their bounds, hedges and ranges; text -> figures, with no syntax.

What is counted, and whether a figure is a quantity at all (and not a name, a score or an address), is decided in
:mod:`claimrec.extraction.quantities` with the parse at hand.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import evolve, frozen

from claimrec.extraction.numerals.amounts import Amount, amounts_in
from claimrec.extraction.numerals.measures import any_of
from claimrec.lexicon import table
from claimrec.values.quantity import Quantity
from claimrec.values.units import unit_named

__all__ = ["Figure", "bounded", "figures_in"]

Number = int | float


@frozen
class Figure:
    """A number where it is written, with what bounds it.

    Args:
        start: first character, hedge included.
        number: first character of the number (or its currency sign).
        end: character after the number, its unit and a hedge behind it.
        low: smallest number it leaves open, before the hedge is applied.
        high: largest; None is unbounded.
        stated: the number as written; None for ranges and vague numbers.
        bound: the hedge's kind (``at_least more_than at_most fewer_than about nearly``), None for a plain figure.
        unit: canonical unit or currency; None for what may be a count.
        words: True where it is written in words.
        vague: True for "dozens", "several": an interval by itself.
        dash: True for a range written with a dash ("2-1"), which may be a score.
    """

    start: int
    number: int
    end: int
    low: Number
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
        return _is_money(self.unit)

    @property
    def measure(self) -> str | None:
        """What the unit measures; None for counts."""
        unit = unit_named(self.unit)
        return "amount" if self.money else None if unit is None else unit.measure


def _is_money(unit: str | None) -> bool:
    return unit is not None and len(unit) == 3 and unit.isupper()


@lru_cache(maxsize=64)
def figures_in(text: str) -> tuple[Figure, ...]:
    """Every figure in a text, from left to right, none inside another.

    >>> [(f.stated, f.bound, f.unit) for f in figures_in("more than 12 people walked up to 3 km for $1.5m")]
    [(12, 'more_than', None), (3, 'at_most', 'kilometre'), (1500000, None, 'USD')]
    """
    amounts = amounts_in(text)
    found: list[Figure] = []
    n = 0
    while n < len(amounts):
        figure = _range(text, amounts[n], amounts[n + 1]) if n + 1 < len(amounts) else None
        n += 1 if figure is None else 2
        made = _hedged(text, figure or _single(amounts[n - 1]), found[-1].end if found else 0)
        found.append(_in_other_words(text, found[-1], made) if found else made)
    return tuple(found)


def _single(amount: Amount) -> Figure:
    return Figure(
        amount.start,
        amount.start,
        amount.end,
        amount.low,
        amount.high,
        None if amount.vague else amount.low,
        unit=amount.unit,
        words=amount.words,
        vague=amount.vague,
    )


# ---------------------------------------------------------------- ranges

_JOIN = re.compile(
    r"\s*(?:(?P<dash>[-–—/])|(?:-\s+(?=to\b))?(?P<word>up\s+to|to|or|and|through)\b-?)\s*(?:as\s+(?:many|much)\s+as\s+|even\s+|up\s+to\s+)?"
    r"(?:(?:US|AU|A|C|NZ|S|HK)?\s?\$|[€£¥₹]|RM|Y=)?\s?"
)
_OUT_OF = re.compile(r"\s+(?:in|out\s+of)\s+(?:every\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|roughly\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+|up\s+to\s+)?$", re.IGNORECASE)
# "rose from 10 to 15" and "rose 3 points to 50" state two numbers at two times, no range.
_CHANGES = (
    r"\b(?:rose|risen?|rising|fell|falling|fallen|jump\w*|climb\w*|increas\w*|decreas\w*|drop\w*|grew|grow\w*|cut|rais\w*|lower\w*|"
    r"boost\w*|declin\w*|shr[aiu]nk\w*|widen\w*|narrow\w*|reduc\w*|upgrad\w*|revis\w*|improv\w*|doubled|went|gone|up|down|surg\w*|"
    r"slump\w*|slid\w*|soar\w*)\b"
)
_CHANGED = re.compile(rf"{_CHANGES}[^.;]*$", re.IGNORECASE)
_CHANGED_BY = re.compile(rf"{_CHANGES}\s+(?:(?:by|another|about|some|just|nearly|almost|a)\s+){{0,2}}$", re.IGNORECASE)
_STEEP = 3  # "rose by 5 to 10 percent" is a range, "rose by 5 to 40" is none


def _range(text: str, one: Amount, other: Amount) -> Figure | None:
    """ "10 to 15", "between 10 and 15", "$3 billion to $5 billion"; None where the two figures stand for themselves."""
    if not 0 <= other.start - one.end <= 16:
        return None
    gap = text[one.end : other.start]
    if one.vague or other.vague:
        return _vague_range(text, one, other, gap) if one.vague and other.vague else None
    if _is_share(text, one, other, gap):
        share = one.low / other.low
        return Figure(one.start, one.start, other.end, share, share, share, words=True)
    join = _JOIN.fullmatch(gap)
    if join is None or not _joins(text[max(0, one.start - 60) : one.start], join, one, other):
        return None
    low = one.low
    if one.scale is None and other.scale is not None and one.low < 1000:
        low = one.low * other.scale  # "$10 to $15 billion"
    if not low < other.low or (join["word"] == "or" and other.low - low > max(5, low / 2)):
        return None
    unit = other.unit or one.unit
    return Figure(one.start, one.start, other.end, low, other.low, None, unit=unit, words=one.words, dash=bool(join["dash"]))


_OR_EVEN = re.compile(r"(?P<comma>,)?\s+(?:if\s+not|or\s+even|or|to|possibly|perhaps|maybe|and\s+perhaps)\s+", re.IGNORECASE)
_CLOSED = re.compile(r",(?=\s+of\b)")


def _vague_range(text: str, one: Amount, other: Amount, gap: str) -> Figure | None:
    """ "hundreds, if not thousands, of people": from the lowest of the one to the highest of the other."""
    join = _OR_EVEN.fullmatch(gap)
    if join is None or other.low <= one.low or one.unit is not None:
        return None
    closed = _CLOSED.match(text, other.end) if join["comma"] else None
    end = closed.end() if closed else other.end
    return Figure(one.start, one.start, end, one.low, other.high, None, unit=other.unit, words=True, vague=True)


_SHARE_LED = re.compile(r"(?:\b(?:about|around|nearly|almost|roughly|than|some|only|just)\s+|[.,;:(“\"]\s*|^\s*)$", re.IGNORECASE)


def _is_share(text: str, one: Amount, other: Amount, gap: str) -> bool:
    """ "one in five", "about 1 in 10", "three out of four"; "40 out of 100 passengers" are forty passengers."""
    if one.unit is not None or other.unit is not None or not isinstance(other.low, int) or _OUT_OF.fullmatch(gap) is None:
        return False
    out = "out" in gap.casefold()
    said = one.words or out or _SHARE_LED.search(text, max(0, one.start - 12), one.start) is not None
    return (one.low == 1 and 1 < other.low <= 1000 and said) or (out and 0 < one.low < other.low <= 10)


def _joins(before: str, join: re.Match[str], one: Amount, other: Amount) -> bool:
    if one.unit is not None and one.unit != other.unit and (other.unit is not None or not _is_money(one.unit)):
        return False  # "0.7 percent to 6,327"
    if join["dash"] == "/":
        return one.unit is not None and one.unit == other.unit
    word = " ".join((join["word"] or "").split())
    if word == "and":
        return _BETWEEN.search(before) is not None
    led = _FROM.search(before)
    if word == "up to":
        return led is not None
    if word != "to":
        return True
    if led:
        return not _CHANGED.search(before)
    return one.low * _STEEP >= other.low or not _CHANGED_BY.search(before)


# ---------------------------------------------------------------- hedges


@cache
def _hedges(side: str) -> tuple[re.Pattern[str], dict[str, str]]:
    hedges = table("hedges")
    kinds = {word.strip(): kind for kind, entry in hedges.items() if kind != "neutral" for word in entry[side]}
    if side == "after":
        return re.compile(rf"(?P<plus>\+)(?!\d)|\s*,?\s*(?P<hedge>{any_of(kinds)})\b", re.IGNORECASE), kinds
    neutral = any_of(hedges["neutral"]["before"])
    pattern = rf"(?<![\w-])(?P<hedge>{any_of(kinds)})(?:\s+|-|(?<=[~≈<>.]))(?:(?:{neutral})\s+)?$"
    return re.compile(pattern, re.IGNORECASE), kinds


# "The toll rose up to 40": forty it is.
_GONE = re.compile(
    r"\b(?:rose|risen|rises|rising|climb(?:s|ed|ing)?|went|gone|jump(?:s|ed)?|mount(?:s|ed)?|came|comes)\s+$", re.IGNORECASE
)
_ADDED = re.compile(
    r"\s+(?:[$€£¥₹\d]|(?:an?|the|his|her|its|their|costs?|interest|tax|vat|bonus\w*|add-ons|expenses)\b)", re.IGNORECASE
)


def _hedged(text: str, figure: Figure, floor: int) -> Figure:
    """The figure with the hedge before or behind it; ``floor`` is where the figure before it ended."""
    pattern, kinds = _hedges("before")
    match = pattern.search(text, max(floor, figure.start - 48), figure.start)
    turned = (figure.vague and figure.high is None) or (figure.words and text[figure.end : figure.end + 8] == " another")
    if match is not None and match["hedge"].casefold() == "up to" and _GONE.search(text, 0, match.start()):
        return figure
    if match is not None and not turned:  # "turned around several times", "rally around one another"
        return evolve(figure, start=match.start(), bound=kinds[" ".join(match["hedge"].casefold().split())])
    pattern, kinds = _hedges("after")
    match = pattern.match(text, figure.end)
    if match is not None and not (match["hedge"] == "plus" and _ADDED.match(text, match.end())):
        kind = "at_least" if match["plus"] else kinds[" ".join(match["hedge"].casefold().split())]
        return evolve(figure, end=match.end(), bound=kind)
    return figure


_BRACKET = re.compile(r"\s*\(|\s?/\s?")


def _in_other_words(text: str, one: Figure, other: Figure) -> Figure:
    """The bound of "more than 100 km" holds for the conversion behind it in brackets too: "(60 miles)"."""
    same = (one.money and other.money) or (one.measure is not None and one.measure == other.measure)
    if same and other.bound is None and _BRACKET.fullmatch(text, one.end, other.start):
        return evolve(other, bound=one.bound)
    return other


def bounded(figure: Figure) -> Quantity:
    """The quantity that a figure with its hedge leaves open; whole numbers for counts.

    >>> bounded(figures_in("more than 12 people")[0]).low
    13
    """
    low, high, stated, unit = figure.low, figure.high, figure.stated, figure.unit
    if figure.bound is None:
        return Quantity(low, high, unit, stated=stated, approximate=figure.vague and (high is None or high < 12))
    if stated is None:  # a range or a vague number: the hedge opens one of its ends
        if figure.bound in ("at_least", "more_than"):
            return Quantity(low, None, unit, approximate=figure.vague)
        if figure.bound in ("at_most", "fewer_than"):
            return Quantity(None, high, unit, approximate=figure.vague)
        return Quantity(low, high, unit, approximate=True)
    match figure.bound:
        case "at_least":
            return Quantity.at_least(stated, unit)
        case "more_than":
            return Quantity.more_than(stated, unit)
        case "at_most":
            return Quantity.at_most(stated, unit)
        case "fewer_than":
            return Quantity.fewer_than(stated, unit)
    about = Quantity.about(stated, unit)
    return evolve(about, high=stated) if figure.bound == "nearly" else about
