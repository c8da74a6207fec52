"""Ages: "a 28-year-old", "Smith, 28,", "aged 28", "who was 28", each with whose age it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimrec.extraction.counted import NOUNS, Seen, lemma_of
from claimrec.extraction.numerals.figures import bounded
from claimrec.lexicon import table
from claimrec.values import Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["Age", "age_of"]

_OLD = re.compile(r"[-\s]+olds?\b|\s+of\s+age\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)\s+(?:of\s+)?(?:between\s+)?(?:\d+(?:,|,?\s+and)\s+)*$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s*(?:[,.;)—]|$)|\s(?:of|from|who|was|and)\b")
_NO_PERSON = frozenset("GPE LOC FAC DATE TIME NORP".split())
_OLDEST = 120


@frozen(eq=False)
class Age:
    """An age: its value, the characters that state it, the token it hangs by, and whose it is."""

    value: Quantity
    start: int
    end: int
    head: int
    holder: int | None


def age_of(seen: Seen) -> Age | None:
    """The age that a figure states; None where it states none."""
    figure = seen.figure
    if figure.unit in ("year", "month", "week", "day"):
        return _written_out(seen)
    low, high = figure.low, figure.high
    if figure.unit is not None or figure.vague or high is None or not 0 < low <= high <= _OLDEST or not float(low).is_integer():
        return None
    if _AGED.search(seen.text, max(0, figure.start - 40), figure.start):
        return _plain(seen, _person_before(seen))
    if (subject := _subject_of_be(seen)) is not None:
        return _plain(seen, subject)
    if figure.words or figure.bound is not None or (name := _name_before(seen)) is None:
        return None
    return _plain(seen, name.i)


def _plain(seen: Seen, holder: int | None) -> Age:
    figure = evolve(seen.figure, unit="year")
    return Age(bounded(figure), figure.start, figure.end, seen.root.i, holder)


def _written_out(seen: Seen) -> Age | None:
    """ "28-year-old": of the noun it modifies, of the subject ("he is 28 years old"), or of nobody else ("a 28-year-old")."""
    doc, figure = seen.doc, seen.figure
    old = _OLD.match(seen.text, figure.end)
    span = doc.char_span(figure.number, old.end(), alignment_mode="expand") if old else None
    if old is None or span is None:
        return None
    root = span.root
    if span.end < len(doc) and doc[span.end].tag_ == "POS":  # "the 15-year-old's death": nobody else's age
        return Age(bounded(figure), figure.start, old.end(), root.i, root.i)
    holder = root.head if root.head.i >= span.end and root.head.pos_ in (*NOUNS, "PRON") else None
    if holder is None and root.dep_ in ("acomp", "attr", "npadvmod") and root.head.pos_ in ("AUX", "VERB"):
        holder = _subject(root.head)
    if holder is None and span.end < len(doc) and doc[span.end].pos_ in NOUNS:
        holder = doc[span.end]
    return Age(bounded(figure), figure.start, old.end(), root.i, (holder if holder is not None else root).i)


def _subject(verb: Token) -> Token | None:
    return next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")), None)


def _subject_of_be(seen: Seen) -> int | None:
    """Who "was 10" or "will be 35": the subject of "be", a person, with nothing behind the number that it counts."""
    root, following = seen.root, seen.following
    be = root.head
    if root.dep_ not in ("attr", "acomp") or be.lemma_ != "be" or root.i < be.i:
        return None
    if any(child.i >= seen.end for child in root.children):
        return None
    if following is not None and following.pos_ in (*NOUNS, "ADJ", "NUM", "SYM"):
        return None
    subject = _subject(be)
    if subject is None or (subject.lower_ not in ("he", "she", "who") and subject.ent_type_ != "PERSON"):
        return None
    return be.head.i if subject.lower_ == "who" and be.dep_ == "relcl" else subject.i


def _person_before(seen: Seen) -> int | None:
    """Whom "aged 28" is said of: the person it modifies, else the subject of its clause, else the noun before it."""
    people: list[str] = table("numbered")["people"]
    token = seen.doc[max(0, seen.start - 1)]
    for _ in range(6):
        if token.pos_ in NOUNS and (token.ent_type_ == "PERSON" or lemma_of(token) in people):
            return token.i
        if token.pos_ in ("VERB", "AUX") and (subject := _subject(token)) is not None:
            return subject.i
        token = token.head
    nouns = [t.i for t in seen.doc[max(0, seen.start - 6) : seen.start] if t.pos_ in NOUNS and t.lower_ not in ("age", "ages")]
    return nouns[-1] if nouns else None


def _name_before(seen: Seen) -> Token | None:
    """The name in "Jane Smith, 28," and "Smith (28)"; a place or a body there is no person."""
    if seen.start < 2:
        return None
    comma, name = seen.doc[seen.start - 1], seen.doc[seen.start - 2]
    after = seen.text[seen.figure.end : seen.figure.end + 8]
    if comma.text not in (",", "(") or name.pos_ != "PROPN" or name.ent_type_ in _NO_PERSON or not _AFTER_NAME.match(after):
        return None
    if name.ent_type_ == "PERSON":
        return name
    full = seen.start >= 3 and seen.doc[seen.start - 3].pos_ == "PROPN"
    closed = after.lstrip()[:1] in (",", ")")
    if name.ent_type_ == "ORG" and not closed:
        return None
    return name if seen.figure.low >= 5 and (full or closed) else None
