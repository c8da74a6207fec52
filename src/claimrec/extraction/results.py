"""Results of votes and games: "voted 52-48", "by 52 votes to 48", "a 3-1 win" say what either side got."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from claimrec.extraction.draft import Draft, DraftArgument
from claimrec.extraction.reading import Reading
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["attach_results"]

PAIR = re.compile(
    r"(?<![\w.,:/$€£–-])(?P<one>\d{1,3})"
    r"(?:\s?[-–]\s?(?:to\s?[-–]\s?)?| (?P<noun>votes|goals|points|runs) to | to )"
    r"(?P<other>\d{1,3})(?![\w%]|\s?[-–/:]\s?\w|[.,]\d| (?:votes|goals|points|runs|percent|per)\b)"
)
"""Two numbers that may be a result."""

UNITS = {"votes": ("vote", "losing vote"), "games": ("point", "losing point")}
"""What the winning and the losing side got, whichever of them a sentence names first."""

BESIDE = 4
"""Tokens around a result within which a word may say that it is none of the whole vote or game."""

REACH = 14
"""Tokens between a result and the verb or noun that it is one of."""


def attach_results(reading: Reading, drafts: dict[int, Draft]) -> None:
    """Give each result to the vote or game of its sentence; one that has two of them ("6-4, 6-3") gets none.

    Args:
        reading: the source as it is read.
        drafts: the drafts by the index of their trigger's token and of its light verb.
    """
    doc = reading.doc
    deciding = {key: [doc[i] for i in drafts if _decides(doc[i], key)] for key in UNITS}
    if not any(deciding.values()):
        return
    found: list[tuple[Draft, str, re.Match[str]]] = []
    for match in PAIR.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or not len(span) or _is_part(doc, span.start, span.end):
            continue
        near = [(*_distance(t, span.start, span.end), t.i, key) for key, tokens in deciding.items() for t in tokens]
        near = [one for one in near if reading.sentence(one[2]) == reading.sentence(span.start) and one[1] <= REACH]
        if " to " in match[0] and not match["noun"]:
            near = [one for one in near if one[3] == "votes"]  # "lost 40 to 45 sheep" is no result
        if near:
            _, _, token, key = min(near)
            found.append((drafts[token], key, match))
    several = Counter(id(draft) for draft, _, _ in found)
    for draft, key, match in found:
        if several[id(draft)] == 1:
            _add(reading, draft, key, match)


def _decides(token: Token, key: str) -> bool:
    return bool({token.lower_, token.lemma_.lower()} & words("numbered", "decided", key))


def _distance(token: Token, start: int, end: int) -> tuple[bool, int]:
    """How near a word is: the noun that a result stands before ("a narrow 52-48 vote") is nearer than any verb."""
    behind = token.i - end
    noun = token.pos_ in ("NOUN", "PROPN") and 0 <= behind <= 2
    return not noun, behind if behind >= 0 else start - token.i


def _is_part(doc: Doc, start: int, end: int) -> bool:
    """True for a score at half-time, in a set or a series, and for numbers of a thing ("the 9-11 panel")."""
    beside = doc[max(0, start - BESIDE) : end + BESIDE]
    if any({t.lower_, t.lemma_.lower()} & words("numbered", "decided", "parts") for t in beside):
        return True
    if start and doc[start - 1].lower_ in ("from", "between", "aged", "ages"):
        return True
    behind = next((t for t in doc[end : end + 1] if t.pos_ in ("NOUN", "PROPN")), None)
    phrase = doc[end : end + BESIDE]
    return behind is not None and not any(_decides(t, key) for t in phrase for key in UNITS)


def _add(reading: Reading, draft: Draft, key: str, match: re.Match[str]) -> None:
    """Both numbers, the higher one first, whose side won."""
    names = sorted(("one", "other"), key=lambda name: (-int(match[name]), name))
    for name, unit in zip(names, UNITS[key], strict=True):
        start, end = match.span(name)
        # "52 votes" was counted before
        known = [a for a in draft.having(Role.QUANTITY) if isinstance(a.value, Quantity) and a.value.unit == unit]
        span = reading.doc.char_span(start, end, alignment_mode="expand")
        if not known and span is not None:
            shown = reading.chars(start, end, span.start)
            draft.add(DraftArgument(Role.QUANTITY, Quantity.exactly(int(match[name]), unit, text=shown.text), shown, span.start))
