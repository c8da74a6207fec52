"""Numbers in words and digits: "twenty-eight thousand", "1.2m", "half a million", "3 1/2"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

__all__ = ["CARDINALS", "ORDINALS", "SCALES", "number_of", "year_of_words"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS: dict[str, int] = {word: n for n, word in enumerate(_ONES.split())}
CARDINALS |= {word: 10 * n for n, word in enumerate(_TENS.split(), start=2)}
SCALES: dict[str, int] = {"dozen": 12, "hundred": 100, "thousand": 1_000, "k": 1_000, "lakh": 100_000, "crore": 10_000_000}
SCALES |= dict.fromkeys(("million", "mln", "mn", "mil", "m"), 10**6)
SCALES |= dict.fromkeys(("billion", "bln", "bn", "b"), 10**9)
SCALES |= dict.fromkeys(("trillion", "trn", "tn"), 10**12)

_FIRST = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: dict[str, int] = {word: n for n, word in enumerate(_FIRST.split(), start=1)} | {"thirtieth": 30}
ORDINALS |= {
    f"{tens}{gap}{one}": base + n
    for tens, base in (("twenty", 20), ("thirty", 30))
    for gap in ("-", " ")
    for n, one in enumerate(_FIRST.split()[:9], start=1)
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4} | {word: ORDINALS[word] for word in _FIRST.split()[4:10]}
_GLYPHS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}

_SIGN = re.compile(r"\s*(?:minus[-\s]+|[-−])", re.IGNORECASE)
_PIECE = re.compile(
    r"[a-z]+|(?:\d[\d,\u00a0\u2007\u2009\u202f'’]*(?:[ ]\d{3}(?!\d)(?:,\d{1,2}\b)?)*(?:\.\d+)?|\.\d+)(?:/\d+)?|[½⅓⅔¼¾⅛]"
)
_DECIMAL_COMMA = re.compile(r"[\d\s]+,\d{1,2}")
_AND_A = re.compile(r"[\s-]and[\s-]+an?[\s-]")
_LONGEST = 40  # digits; longer strings of them are no numbers that news states


@lru_cache(maxsize=4096)
def number_of(written: str) -> int | float | None:
    """The number that digits and words state; None where they state none.

    >>> number_of("twenty-eight thousand six hundred"), number_of("half a million"), number_of("two and a half")
    (28600, 500000, 2.5)
    >>> number_of("1.2m"), number_of("1,250"), number_of("3 1/2"), number_of("of course")
    (1200000, 1250, 3.5, None)
    >>> number_of("1,25,000"), number_of("3.2 lakh crore"), number_of("1,1 million")
    (125000, 3200000000000, 1100000)
    """
    low = written.casefold()
    sign = _SIGN.match(low)
    added = _AND_A.search(low) is not None
    total = Fraction(0)
    current: Fraction | None = None
    last: Fraction | None = None  # what the scale before added, while no number has followed it
    for piece in _PIECE.findall(low[sign.end() :] if sign else low):
        if piece in ("and", "a", "an", "of"):
            continue
        if piece in SCALES and last is not None:  # "lakh crore"
            total, last = total + last * (SCALES[piece] - 1), last * SCALES[piece]
            continue
        last = None
        if piece in SCALES:
            current = (Fraction(1) if current is None else current) * SCALES[piece]
            if SCALES[piece] > 100:
                total, last, current = total + current, current, Fraction(0)
            continue
        plain = _plain(piece)
        if plain is not None:
            current = (current or 0) + plain
        elif (share := _PARTS.get(piece.removesuffix("s"))) is not None:
            current = Fraction(1, share) if current is None else current + Fraction(1, share) if added else current / share
        else:
            return None
    if current is None:
        return None
    value = (total + current) * (-1 if sign else 1)
    return int(value) if value.denominator == 1 else float(value)


def _plain(piece: str) -> Fraction | None:
    """The number of one piece: "seven", "1,250", "1/2", "½"."""
    if piece in CARDINALS:
        return Fraction(CARDINALS[piece])
    if piece in _GLYPHS:
        return Fraction(*_GLYPHS[piece])
    decimal = _DECIMAL_COMMA.fullmatch(piece) is not None
    digits = re.sub(r"[,\s'’]", "", piece.replace(",", ".") if decimal else piece)
    if not digits[-1].isdigit() or len(digits) > _LONGEST:
        return None
    top, _, bottom = digits.partition("/")
    return None if bottom and not int(bottom) else Fraction(top) / int(bottom or 1)


_YEAR_WORDS = re.compile(r"(nineteen|eighteen|seventeen|sixteen|fifteen|twenty)[ -](?:hundred(?: and)? ?)?(.*)")


def year_of_words(written: str) -> int | None:
    """The year that words spell out; None where they spell none.

    >>> year_of_words("nineteen ninety six"), year_of_words("two thousand and five"), year_of_words("twenty-three")
    (1996, 2005, None)
    """
    low = written.casefold().strip()
    year: float | None = None
    if low.startswith(("two thousand", "one thousand")):
        year = number_of(low)
    elif match := _YEAR_WORDS.fullmatch(low):
        rest = number_of(match[2].replace("oh ", "")) if match[2] else 0 if "hundred" in low else None
        whole = "hundred" in low or " oh " in low
        if rest is not None and (0 if whole else 10) <= rest < 100:  # "twenty-three" is no year
            year = CARDINALS[match[1]] * 100 + rest
    return int(year) if year is not None and 1000 <= year <= 2199 else None
