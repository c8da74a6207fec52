"""A text as lines and units: what stands where, and what it looks like.

A unit is a paragraph: one line, or several where the text is wrapped at a column. Nothing here
decides what belongs to the article; that is :mod:`claimrec.article.extent`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from attrs import frozen

__all__ = ["Unit", "key_of", "pages", "units_of"]

# Bullets, arrows and list numbers that open a line. A hyphen needs a space behind it ("-5 degrees" is no list).
_MARK = re.compile(r"(?:[•‣▪●◦■□▶►»›→✓★☆*–—-](?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
_BLANK = " \t\r\x0b\x0c\xa0\u200b\u2009\u200a\u202f\u3000\ufeff\u2028\u2029"
_CLOSING = "\"'”’»)]}*`"
_INNER_STOP = re.compile(r"[.!?…][\"'”’)\]]*\s+[\"'“‘(]*[A-Z0-9]")
_WIDEST = 100  # columns: wider lines are not wrapped by a program for terminals or mail
_URL = re.compile(r"\s*(?:https?\s?:\s?/\s?/|www\s?\.)\s?\S", re.I)
_TIMECODE = re.compile(r"\d{1,2}:\d\d(?::\d\d)?\s+\S")
# "3 weeks ago": when the page was looked at is not known, so this dates nothing.
_AGO = re.compile(
    r"\W*(?:(?:published|posted|updated)\s+)?(?:(?:\d+|an?|one|two|few)\s+\w+\s+ago|yesterday|today|just now)\W*", re.I
)
_OF_BYLINE = re.compile(r"(?:on|by|from|via|updated|posted|published)\b[\s:]")
# Expressions of a page template that were never filled in.
_TEMPLATE = re.compile(r"\{\{.*\}\}|\$\{|<%|%>|\b\w+\?\.\w+|\w+\.\w+\.\w+\(\)|\bundefined\b.*\bundefined\b|\[object Object\]")


@frozen
class Unit:
    """A paragraph as it looks.

    Args:
        start: first character, behind a bullet.
        end: behind the last character.
        text: the words; lines that were joined keep their line break.
        words: how many.
        bullet: True where a bullet or a list number stands before it.
        apart: True where a blank line stands before it.
        label: what kind of page label it is (``buttons rails ends afters``), or "".
        prose: True where it reads like a sentence or more.
        waste: True for what is never an article's: links, template code, notices to the reader.
    """

    start: int
    end: int
    text: str
    words: int
    bullet: bool
    apart: bool
    label: str
    prose: bool
    waste: bool

    @property
    def key(self) -> str:
        """What two copies of one paragraph share."""
        return key_of(self.text)


def key_of(words: str) -> str:
    """Words without case, spacing and the punctuation around them."""
    return " ".join(words.split()).casefold().strip(" .:–-")


@cache
def pages() -> dict[str, tuple[str, ...]]:
    """The word lists of web pages."""
    with files("claimrec.lexicon").joinpath("page.toml").open("rb") as file:
        return {name: tuple(words) for name, words in tomllib.load(file).items()}


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
        made = (re.escape(p).replace(r"\*", r"(?:\S+ ?){1,6}").replace(r"\#", r"[\d.,]+k?") for p in phrases)
        return re.compile("|".join(made))

    return {kind: pattern(pages()[kind]) for kind in ("afters", "ends", "rails", "buttons")}


@cache
def _openings(name: str) -> re.Pattern[str]:
    made = "|".join(re.escape(p) for p in sorted(pages()[name], key=len, reverse=True))
    return re.compile(rf"(?:{made})", re.I)


def units_of(text: str) -> tuple[Unit, ...]:
    """The paragraphs of a text, in order."""
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    made: list[Unit] = []
    start = end = 0
    bullet = apart = False
    for n, (a, b, marked, blank) in enumerate(lines):
        if n and not (blank or marked) and _joins(text, lines[n - 1], (a, b), width):
            end = b
            continue
        if n:
            made.append(_unit(text, start, end, bullet, apart))
        start, end, bullet, apart = a, b, marked, blank
    if lines:
        made.append(_unit(text, start, end, bullet, apart))
    return tuple(made)


def _lines(text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """Start and end of each line's words, whether a bullet stands before them, whether a blank line does."""
    at, blank = 0, True
    while at <= len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        body = line.strip(_BLANK)
        if body:
            start = at + line.index(body[0])
            mark = _MARK.match(body)
            inner = mark.end() if mark and mark.end() < len(body) else 0
            yield start + inner, start + len(body), bool(inner), blank
        blank = not body
        at = stop + 1


def _wrap_width(text: str, lines: list[tuple[int, int, bool, bool]]) -> int:
    """The column at which a program wrapped the text, or 0: then no next word would have fitted into the line before."""
    width = max((b - a for a, b, _, _ in lines), default=0)
    if not 40 <= width <= _WIDEST:
        return 0
    full = breaks = cut = 0
    for (a, b, _, _), (c, d, marked, blank) in pairwise(lines):
        if blank or marked:
            continue
        breaks += 1
        if _is_full(text, (a, b), (c, d), width):
            full += 1
            cut += text[b - 1] not in ".!?:"
    return width if cut and full >= 0.6 * breaks else 0


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    first = text[following[0] : following[1]].split(None, 1)[0]
    # Editors count a trailing space or a hyphen differently, so a few columns are allowed for.
    return line[1] - line[0] + 1 + len(first) > width - 3


def _joins(text: str, before: tuple[int, int, bool, bool], here: tuple[int, int], width: int) -> bool:
    a, b = before[:2]
    if width and _is_full(text, (a, b), here, width):
        return True
    # A sentence broken in the middle: no stop, and the next line goes on in lower case. "on March 3, 2024" and
    # "by Ann Lee" below a headline do not go on with it.
    following = text[here[0] : here[1]]
    if len(following.split()) <= 6 and _OF_BYLINE.match(following):
        return False
    return b - a >= 30 and text[b - 1] not in '.!?:;"”' and text[here[0]].islower()


def _unit(text: str, start: int, end: int, bullet: bool, apart: bool) -> Unit:
    body = text[start:end]
    words = len(body.split())
    label = _label(body) if words <= 9 else ""
    prose = not label and _is_prose(body, words)
    return Unit(start, end, body, words, bullet, apart, label, prose, not label and _is_waste(body, words, prose))


def _label(body: str) -> str:
    plain = " ".join(body.casefold().replace("’", "'").split()).strip(" :;,.!?»›>→|-–…")
    for kind, pattern in _labels().items():
        if pattern.fullmatch(plain):
            return kind
    return ""


def _is_prose(body: str, words: int) -> bool:
    last = body.rstrip(_CLOSING + " ")[-1:]
    if last in (".", "!", "?", "…"):
        return words >= 3
    if words >= 60 or (last in (":", ";", ",") and words >= 5):
        return True
    return words >= 12 and _INNER_STOP.search(body) is not None


def _is_waste(body: str, words: int, prose: bool) -> bool:
    if words <= 6 and (_AGO.fullmatch(body) or not any(map(str.isalnum, body))):
        return True
    if _URL.match(body) and words <= 80 and not body.endswith("."):
        return True
    if words <= 40 and len(body) <= 400 and _TEMPLATE.search(body):
        return True
    if not prose and words <= 25 and _TIMECODE.match(body):
        return True
    if words <= 45 and _openings("notices").match(body):
        return True
    if words > 25 or prose and body.rstrip(_CLOSING)[-1:] == ".":
        return False
    teaser = _openings("teasers").match(body)
    if teaser is None or teaser.end() >= len(body):
        return False
    # "Watch: …" and "Related Coverage Police …" are teasers; "Related charges were filed" goes on in lower case.
    rest = body[teaser.end() :].lstrip()
    return rest[:1] in ":|»›>→" or (" " in teaser.group() and rest[:1].isupper() and body[teaser.end()] == " ")
