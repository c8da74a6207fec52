"""Text in columns of a terminal, where East Asian letters and emoji are as wide as two others (Unicode, UAX #11)."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

__all__ = ["columns", "filled", "wrapped"]

_JOINER = "\u200d"  # what follows it is drawn into what stands before it
_NO_WIDTH = ("Mn", "Me", "Cf")


def columns(text: str) -> int:
    """How many columns a text takes.

    >>> columns("Minsk"), columns("明斯克"), columns("e\u0301"), columns("👩‍👧")
    (5, 6, 1, 2)
    """
    return len(text) if text.isascii() else sum(map(len, _cells(text)))


def _cells(text: str) -> Iterator[str]:
    """Each letter as so many letters as it takes columns."""
    before = ""
    for letter in text:
        joined = before == _JOINER or category(letter) in _NO_WIDTH
        yield "" if joined else letter * (2 if east_asian_width(letter) in "WF" else 1)
        before = letter


def filled(text: str, width: int) -> str:
    """A text with blanks behind it, up to a column.

    >>> filled("明斯克", 8) + "|"
    '明斯克  |'
    """
    return text + " " * (width - columns(text))


def wrapped(text: str, width: int, first: str = "", then: str = "") -> list[str]:
    """A text in lines of so many columns; only a word that is longer than a line is cut.

    Args:
        text: words in one line.
        width: columns of a line, the beginnings included.
        first: how the first line begins.
        then: how the others do.

    >>> wrapped("nine people were killed", 14, "- ", "  ")
    ['- nine people', '  were killed']
    """
    lines, line, bare = [], first, True
    for word in filter(None, text.split(" ")):  # and not where blanks do not break
        rest = word
        while rest:
            gap = "" if bare else " "
            room = width - columns(line) - len(gap)
            if columns(rest) <= room:
                line, bare, rest = line + gap + rest, False, ""
                continue
            # Words that no line can hold go on where they are, as those of a script without blanks do.
            fitting = _fitting(rest, room) if columns(rest) > width - columns(then) else ""
            if bare and not fitting:
                fitting = rest[: max(1, len(_fitting(rest, 2)))] if columns(line) <= columns(then) else ""
            lines.append((line + gap + fitting).rstrip() if fitting else line.rstrip())
            line, bare, rest = then, True, rest[len(fitting) :]
    return [*lines, line.rstrip()] if not bare or not lines else lines


def _fitting(word: str, room: int) -> str:
    """The beginning of a word that takes at most so many columns; what has no width stays with its letter."""
    used = 0
    for at, cell in enumerate(_cells(word)):
        used += len(cell)
        if used > room:
            return word[:at]
    return word
