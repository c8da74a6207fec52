"""Which sentences of a part have one of many words: all the words are looked for at once, in all sentences together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["ENDING", "told_with"]


def told_with(sentences: Sequence[str], cues: Collection[str]) -> dict[str, list[int]]:
    """Cue -> numbers of the sentences in which it stands, be it inside a word, in ascending order.

    Args:
        sentences: texts, in any case.
        cues: what to look for, in lower case, without line breaks, of two characters at least; one with ``ENDING`` behind it
            is not found where a letter or a digit of ASCII follows.

    >>> told_with(["A Gun was found.", "Nobody saw it.", "Two guns and a knife."], ["gun", "gun|", "knife"])
    {'gun': [0, 2], 'gun|': [0], 'knife': [2]}
    """
    plain = "\n".join(sentences).casefold()
    sizes = map(len, sentences) if plain.isascii() else (len(_bytes(text.casefold())) for text in sentences)
    ends = np.cumsum(np.fromiter(sizes, dtype=np.int64, count=len(sentences)) + 1)
    whole = _bytes(plain) + PADDING
    sought = frozenset(cues)
    made: dict[str, list[int]] = {}
    for width in (2, 4):
        begun, wanted, table = _beginnings(sought, width)
        places = _places(whole, wanted, table, width)
        for at, row in zip(places.tolist(), np.searchsorted(ends, places, side="right").tolist(), strict=True):
            for word, cue, ending in begun.get(whole[at : at + width], ()):
                if whole.startswith(word, at) and not (ending and whole[at + len(word) : at + len(word) + 1].isalnum()):
                    rows = made.setdefault(cue, [])
                    if not rows or rows[-1] != row:
                        rows.append(row)
    return made


ENDING = "|"
"""Behind a cue with which a word ends."""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_Codes = NDArray[np.unsignedinteger]

_Begun = Mapping[bytes, Sequence[tuple[bytes, str, bool]]]
"""How words begin -> each such word, its cue, and whether it has to end there."""


@lru_cache(maxsize=8)
def _beginnings(cues: frozenset[str], width: int) -> tuple[_Begun, _Codes, NDArray[np.bool_]]:
    """Of some cues those that are looked for by a beginning of one width, the beginnings as numbers, and their table."""
    begun: dict[bytes, list[tuple[bytes, str, bool]]] = {}
    for cue in sorted(cues):
        word = _bytes(cue.removesuffix(ENDING))
        if (len(word) >= 4) == (width == 4):
            begun.setdefault(word[:width], []).append((word, cue, cue.endswith(ENDING)))
    table = np.zeros(TABLE, dtype=np.bool_)
    wanted = np.frombuffer(b"".join(begun), dtype=f"<u{width}")
    table[_hashed(wanted)] = True
    return begun, wanted, table


def _places(text: bytes, wanted: _Codes, table: NDArray[np.bool_], width: int) -> NDArray[np.int64]:
    """Where one of some beginnings of one width may stand, in ascending order: some places too many, and none too few."""
    if not len(wanted):
        return np.empty(0, dtype=np.int64)
    found = []
    for shift in range(width):
        codes = np.frombuffer(text, dtype=f"<u{width}", offset=shift, count=(len(text) - shift) // width)
        # Few are short, and to compare with each of a few is the fastest.
        stands = np.any([codes == code for code in wanted], axis=0) if len(wanted) <= FEW else table[_hashed(codes)]
        found.append(np.flatnonzero(stands) * width + shift)
    return np.sort(np.concatenate(found))


FEW = 3
"""Beginnings that are looked for one by one."""

PADDING = b"\n" * 4
"""Behind the last sentence, so that even no text at all is as wide as a beginning."""

TABLE = 1 << 16
"""Entries of the table of all others, by the upper half of their product with a number that spreads them well."""

SPREAD = np.uint32(0x9E3779B1)


def _hashed(codes: _Codes) -> _Codes:
    return (codes * SPREAD) >> np.uint32(16) if codes.dtype.itemsize == 4 else codes
