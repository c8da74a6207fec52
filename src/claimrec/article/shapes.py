"""What single paragraphs look like: captions, bylines, headlines, and what stands between them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimrec.article.bylines import Credit, author_of, credits_in, is_dateline, stamp_of
from claimrec.article.layout import Unit, pages

__all__ = ["headline_end", "is_byline", "is_caption", "is_furniture", "looks_like_headline", "signature_of"]

_PHOTO = re.compile(
    r"\b(?:AP|Reuters|REUTERS|AFP|EPA|Getty|Handout|File|FILE|Courtesy)\s?(?:Photos?|Images?|photo|image|/)"
    r"|\bGetty Images\b|\bView Full Caption\b|\bEFE/|\b(?:via|VIA) (?:AP|REUTERS|Reuters)\)|\|\s*(?:AFP|AP|Reuters|Getty)\b"
    r"|\((?:Photo|Image|Picture|File|Credit|Courtesy)\b|(?:Photo|Image|Photograph|Picture)(?: credit)?(?: by|: |/)"
)
_SHOWN = re.compile(
    r"(?:FILE(?: PHOTO)?\s*[-–—:]|File photo|In this (?:\w+ )?(?:photo|image|picture|file|frame|undated)"
    r"|This (?:photo|image|picture|combination|undated|file)\b"
    r"|(?:A|An) (?:photo|image|picture|screengrab|still) (?:shows|released|taken|of)|(?:Photo|Image|Picture|Caption)\s*[:|])",
    re.I,
)
_SEPARATOR = re.compile(r"\s+[-–—|]+\s+")
# What only an outlet is called by. "State TV" and "Tasnim News" behind a dash say on whose word it is, and stay.
_OUTLET = re.compile(
    r"\b(?:[A-Za-z][\w-]*\.(?:com|org|net|tv)\b"
    r"|(?:FOX|Fox|ABC|abc|NBC|CBS|CW|NewsChannel|Channel|Region|Local|Action News) ?\d+\b"
    r"|[KW][A-Z]{3}-?TV\b|(?:News|TV|Radio),? (?:and |& )?(?:Weather|weather|Sports|sports|Radio|On Your Side|For You)\b)"
)
_SMALL_WORDS = frozenset("a and at for from in more of on the to weather sports traffic your authority local".split())
_ENDS_IN_DATE = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d\d?, (?:19|20)\d\d\.?$|\b\d\d? [A-Z][a-z]{2,8} (?:19|20)\d\d\.?$")


@cache
def _present() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(pages()['caption_verbs'])})\b")


@lru_cache(maxsize=256)  # asked for each paragraph by all who look around
def is_caption(unit: Unit) -> bool:
    """Whether a paragraph describes a picture: a photo credit, its usual openings, or the present tense before a full date."""
    if not 4 <= unit.words <= 90:
        return False
    tail = unit.text[-160:]
    if _SHOWN.match(unit.text) and (unit.words <= 60):
        return True
    if _PHOTO.search(tail):
        return True
    body = unit.text.rstrip("\"'”’) ")
    return bool(_ENDS_IN_DATE.search(body[-40:])) and _present().search(unit.text) is not None and " said" not in unit.text


@lru_cache(maxsize=256)
def is_byline(unit: Unit) -> bool:
    """Whether a line says who wrote it, when, or from where it was taken, and nothing else."""
    if unit.words > 30:
        return False
    if stamp_of(unit.text, 0, len(unit.text)).alone:
        return True
    if not unit.text[:1].isalpha() or unit.words > 16:
        return False
    return bool(author_of(unit.text)) or any(True for _ in credits_in(unit.text, 0, len(unit.text), alone=True) if not unit.prose)


def looks_like_headline(unit: Unit) -> bool:
    """Whether a line may be a headline: some words without a full stop, and none of what stands around one."""
    if unit.bullet or unit.label or unit.waste or not 3 <= unit.words <= 30:
        return False
    return not (unit.prose and unit.text.rstrip("\"'”’)")[-1:] not in "?!:") and not is_furniture(unit)


def headline_end(text: str) -> int:
    """Where a headline ends before the name of its outlet; the whole length where none stands behind it.

    >>> line = "Two hurt in a fire at a mill - KXYZ Lakeside, OH - Channel 5 News, Weather"
    >>> line[: headline_end(line)]
    'Two hurt in a fire at a mill'
    >>> line = "Two hurt in a fire at a mill - State TV"
    >>> headline_end(line) == len(line)
    True
    """
    for found in _SEPARATOR.finditer(text):
        rest = text[found.end() :]
        words = [w.strip(".,:|&") for w in rest.split()]
        proper = all(not w[:1].islower() or w in _SMALL_WORDS or "." in w for w in words)
        if len(text[: found.start()].split()) >= 3 and proper and _OUTLET.search(rest):
            return found.start()
    return len(text)


def is_furniture(unit: Unit) -> bool:
    """What stands between a headline and the first paragraph without being either."""
    return bool(unit.label) or unit.waste or unit.words < 3 or is_caption(unit) or is_byline(unit) or is_dateline(unit.text)


def signature_of(unit: Unit) -> tuple[Credit, ...]:
    """Credits in a line that is nothing else: agency or author below the last paragraph."""
    return () if unit.words > 6 else tuple(credits_in(unit.text, 0, len(unit.text), alone=True))
