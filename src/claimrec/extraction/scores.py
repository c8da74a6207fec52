"""Results of games and votes: the two numbers of "beat them 3-2" and "a 52-48 vote", which are no range and count no noun.

They are quantities only for who asks for them, since "3-2" says nothing of what it counts and stands in many a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimrec.extraction.mentions import Found
from claimrec.lexicon import words
from claimrec.values import Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc

__all__ = ["scores_in"]

_PAIR = re.compile(r"(?<![\w.,:/$€£–-])(?P<one>\d{1,3})\s?[-–]\s?(?P<other>\d{1,3})(?![\w%]|\s?[-–/:]\s?\w|[.,]\d)")
_REACH = 12  # tokens around a result within which a word tells what it is one of


def scores_in(doc: Doc, text: str) -> Iterator[Found]:
    """Both numbers of each result, in units ``vote`` beside a word for a vote and ``point`` beside one for a game."""
    for match in _PAIR.finditer(text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        unit = None if span is None or not len(span) else _unit(doc, span.start, span.end)
        if unit is None:
            continue
        for name in ("one", "other"):
            start, end = match.span(name)
            part = doc.char_span(start, end, alignment_mode="expand")
            if part is not None and len(part):
                value = Quantity.exactly(int(match[name]), unit, text=text[start:end])
                yield Found(value=value, start=part.start, end=part.end, head=part.root.i, chars=(start, end))


def _unit(doc: Doc, start: int, end: int) -> str | None:
    """What a result counts, by the nearest word that tells; None where none does."""
    names = words("numbered", "names_of", "pages")
    if start and doc[start - 1].lemma_.lower() in names:
        return None  # "pages 3-4"
    near = [token for token in doc[max(0, start - _REACH) : end + _REACH] if _in_one_sentence(doc, start, token.i)]
    for token in sorted(near, key=lambda token: (min(abs(token.i - start), abs(token.i - end + 1)), token.i)):
        for unit, key in (("vote", "votes"), ("point", "games")):
            if {token.lower_, token.lemma_.lower()} & words("numbered", "results", key):
                return unit
    return None


def _in_one_sentence(doc: Doc, a: int, b: int) -> bool:
    return not any(token.is_sent_start for token in doc[min(a, b) + 1 : max(a, b) + 1])
