"""Letters: how a name is spelt, and when two spellings are one word heard twice or one word with a slip.

The sound key folds what transliterations and ears mix up (Mohammed and Muhammad, Sergei and Sergey); the slip count is
the optimal string alignment distance: letters added, lost, replaced or swapped with a neighbour.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["plain", "slips", "sound", "syllabic"]

_LOOKALIKES = str.maketrans("013459$@", "oieasgsa")
_SOUNDS = [
    (re.compile(pattern), with_)
    for pattern, with_ in (
        *((r"^x", "s"), (r"x", "ks"), (r"t?sch|sh", "s"), (r"tch|ch|cz", "c"), (r"zh|dj", "j")),
        *((r"kh", "h"), (r"gh", "g"), (r"dh", "d"), (r"th", "t"), (r"ph", "f"), (r"ck|q|c(?=[aou]|$)", "k")),
        *((r"w", "v"), (r"ts|tz", "z"), (r"[yj]", "i"), (r"e", "a"), (r"u", "o"), (r"(.)\1+", r"\1")),
    )
]


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """A name in lower-case Latin letters without accents, whatever script it was in.

    >>> plain("Vučić"), plain("Владимир Путин")
    ('vucic', 'vladimir putin')
    """
    if name.isascii():
        return name.casefold()
    flat = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if not flat.isascii():
        from anyascii import anyascii  # loaded only for scripts that need it

        flat = str(anyascii(flat))
    return flat.casefold()


def syllabic(name: str) -> bool:
    """True for a name in a script that writes syllables or words, not letters: one sign more or less is another name.

    >>> syllabic("김정은"), syllabic("Kim")
    (True, False)
    """
    return any(
        "\u1100" <= c <= "\u11ff" or "\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" or c >= "\U00020000" for c in name
    )


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A key that spellings of one name in Latin letters share.

    >>> sound("mohammed") == sound("muhammad"), sound("sergei") == sound("sergey"), sound("smith") == sound("smythe")
    (True, True, False)
    """
    made = word
    for pattern, with_ in _SOUNDS:
        made = pattern.sub(with_, made)
    return made


@lru_cache(maxsize=16384)
def slips(a: str, b: str) -> int:
    """How many slips of the pen lie between two words.

    >>> slips("macron", "marcon"), slips("smith", "smith"), slips("smith", "jones")
    (1, 0, 5)
    """
    if a == b:
        return 0
    from rapidfuzz.distance import OSA

    return int(OSA.distance(a, b))


def without_lookalikes(word: str) -> str:
    """A word whose figures are read as the letters they look like, where it has letters too ("b1ll")."""
    if any(c.isalpha() for c in word) and any(c in "013459$@" for c in word):
        return word.translate(_LOOKALIKES)
    return word
