"""Nouns and units that a later number leaves out: "460 cars were stolen, compared with 63 a year ago"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.mentions import Found
from claimrec.values import Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc

__all__ = ["completed"]

# Two numbers that are held against each other are of one kind.
_COMPARED = re.compile(
    r"\b(?:compar(?:ed|es|ing)\s+(?:with|to)|(?:up|down|and)\s+from|rising\s+from|falling\s+from|against|versus|vs\.?|rather\s+than)\s+"
    r"(?:just\s+|only\s+|some\s+|the\s+)?$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\s+(?:to|against)\s+", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|but|while|whereas)\b", re.IGNORECASE)
_TO_LEVEL = re.compile(r"\bto\s+(?:close\s+at\s+|end\s+at\s+|finish\s+at\s+|stand\s+at\s+)?$", re.IGNORECASE)
_REACH = 160  # characters from one number to the other
_PARALLEL = frozenset("is was are were be by".split())
_PLACING = frozenset("in on at from for".split())


def completed(doc: Doc, text: str, found: list[Found]) -> list[Found]:
    """The mentions, bare numbers with the noun or unit of the number before them where the sentence says it is the same.

    The value alone is completed: ``noun`` stays None, since no noun stands there.
    """
    made: list[Found] = []
    for mention in found:
        value = mention.value
        if isinstance(value, Quantity) and value.unit is None and mention.measure is None and not _modifies(doc, mention):
            mention = _completed(doc, text, mention, value, made)
        made.append(mention)
    return made


def _completed(doc: Doc, text: str, mention: Found, value: Quantity, before: list[Found]) -> Found:
    following = doc[mention.end].lower_ if mention.end < len(doc) else ""
    if following == "who":  # "1,200 people are without work and 950 who have two jobs"
        return evolve(mention, value=evolve(value, unit="people"))
    for other in reversed(before[-3:]):
        model = other.value
        if not _one_sentence(doc, other, mention) or mention.chars[0] - other.chars[1] > _REACH:
            return mention
        if isinstance(model, Quantity) and model.unit is not None and other.measure not in ("age", "lapse"):
            same = _is_same(doc, text, other, mention, following)
            return evolve(mention, value=evolve(value, unit=model.unit), measure=other.measure) if same else mention
    return mention


def _is_same(doc: Doc, text: str, one: Found, other: Found, following: str) -> bool:
    assert isinstance(one.value, Quantity)
    between = text[one.chars[1] : other.chars[0]]
    if one.value.unit == "vote" and _AGAINST.fullmatch(between):  # "by 312 votes to 288"
        return True
    if _COMPARED.search(between):
        return True
    if one.value.unit == "point" and _TO_LEVEL.search(between):  # "the index rose 64 points to 4,577"
        return True
    if not _JOINED.search(between):
        return False
    last = doc[other.start - 1].lower_
    if last in _PARALLEL and one.start > 0 and doc[one.start - 1].lower_ == last:  # "one is 84 cents, while the other is 74"
        return True
    behind = doc[one.end].lower_ if one.end < len(doc) else ""
    return last in ("and", "but") and following == behind and behind in _PLACING  # "300 in the north and 500 in the south"


def _modifies(doc: Doc, mention: Found) -> bool:
    """ "30 others" and "another 40 percent more" leave open of what."""
    return mention.noun is not None or doc[mention.head].lower_ in ("others", "other", "more")


def _one_sentence(doc: Doc, one: Found, other: Found) -> bool:
    return not any(doc[i].is_sent_start for i in range(one.end, other.start + 1) if i < len(doc))
