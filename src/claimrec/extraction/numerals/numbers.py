"""Numbers in words and digits: "twenty-eight thousand", "1.2m", "half a million", "3 1/2"."""

from __future__ import annotations

import re
from fractions import Fraction

__all__ = ["CARDINALS", "ORDINALS", "ORDINAL_WORDS", "SCALES", "WORDS", "number_of", "year_of_words"]

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_ONES.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), start=2)
}
SCALES: dict[str, int] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "mln": 10**6,
    "mn": 10**6,
    "mil": 10**6,
    "billion": 10**9,
    "bln": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "trn": 10**12,
    "tn": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "k": 1_000,
    "m": 10**6,
    "b": 10**9,
}
_ORDINAL_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_ORDINAL_ONES.split()) if n} | {"thirtieth": 30}
ORDINALS |= {f"{tens}{gap}{one}": base + n for tens, base in (("twenty", 20), ("thirty", 30)) for gap in "- "
             for one, n in tuple(ORDINALS.items())[:9]}
ORDINAL_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_GLYPHS = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅕": Fraction(1, 5),
           "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8)}

WORDS = "|".join(sorted((*CARDINALS, "hundred", "thousand", "million", "billion", "trillion"), key=len, reverse=True))

_PIECE = re.compile(r"[a-z]+|[+\-−]?(?:\d[\d,\u00a0\u202f]*(?:[ ]\d{3}(?!\d))*(?:\.\d+)?|\.\d+)(?:/\d+)?|[½⅓⅔¼¾⅕⅛⅜⅝⅞]")


def number_of(written: str) -> int | float | None:
    """The number that digits and words state; None where they state none.

    >>> number_of("twenty-eight thousand six hundred"), number_of("1.2m"), number_of("half a million"), number_of("two and a half")
    (28600, 1200000, 500000, 2.5)
    >>> number_of("1,250"), number_of("3 1/2"), number_of("a third"), number_of("of course") is None
    (1250, 3.5, 0.3333333333333333, True)
    """
    pieces = _PIECE.findall(written.casefold().replace("−", "-").replace("-", " ", 1 if written[:1] not in "-−+" else 0).replace("- ", " "))
    total, current, seen = Fraction(0), Fraction(0), False
    pending: Fraction | None = None  # "half" before "a million"
    for piece in pieces:
        if piece in ("and", "a", "an", "of"):
            continue
        if piece in _GLYPHS:
            current, seen = current + _GLYPHS[piece], True
        elif piece in CARDINALS:
            current, seen = current + CARDINALS[piece], True
        elif piece.rstrip("s") in _FRACTIONS and piece not in CARDINALS:
            part = Fraction(1, _FRACTIONS[piece.rstrip("s")])
            if not seen:
                pending, current, seen = part, part, True
            elif re.search(r"[\s-]and[\s-]an?[\s-]", written.casefold()):  # two and a half
                current += part
            else:  # two thirds
                current *= part
        elif piece in SCALES:
            scale = SCALES[piece]
            if not seen:
                current, seen = Fraction(1), True
            if scale == 100 or piece == "dozen":
                current *= scale
            else:
                total, current = total + (current or 1) * scale, Fraction(0)
            pending = None
        elif piece[-1].isdigit():
            digits = re.sub(r"[,\s]", "", piece)
            if len(digits) > 40 or digits.endswith("/0"):
                return None
            top, _, bottom = digits.partition("/")
            if bottom and not int(bottom):
                return None
            current, seen = current + Fraction(top) / (int(bottom) if bottom else 1), True
        else:
            return None
    if not seen:
        return None
    value = total + current
    return int(value) if value.denominator == 1 else float(value)


_YEAR_HUNDREDS = re.compile(r"(nineteen|eighteen|seventeen|sixteen|fifteen|twenty)[ -](?:hundred(?: and)? ?)?(.*)", re.IGNORECASE)


def year_of_words(written: str) -> int | None:
    """The year that words spell out; None where they spell none.

    >>> year_of_words("nineteen ninety six"), year_of_words("two thousand and five"), year_of_words("twenty")
    (1996, 2005, None)
    """
    low = written.casefold().strip()
    if low.startswith(("two thousand", "one thousand")):
        year = number_of(low)
    elif match := _YEAR_HUNDREDS.fullmatch(low):
        rest = number_of(match[2].replace("oh ", "")) if match[2] else 0 if "hundred" in low else None
        year = None if rest is None or not 0 <= rest < 100 else CARDINALS[match[1].casefold()] * 100 + rest
    else:
        return None
    return int(year) if year is not None and 1000 <= year <= 2199 else None
