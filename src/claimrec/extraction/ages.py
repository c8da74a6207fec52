"""Ages: "a 28-year-old", "Smith, 28,", "aged 28", "who was 28", "in his 40s", each with whose age it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimrec.extraction.counted import NOUNS, Seen, is_plural, lemma_of
from claimrec.extraction.numerals.figures import bounded
from claimrec.lexicon import table
from claimrec.lexicon.titles import office_class, persons, singular
from claimrec.values import Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["Age", "age_of", "decade_ages"]

_OLD = re.compile(r"[-\s]+olds?\b|\s+of\s+age\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages)\s+(?:of\s+)?(?:between\s+)?(?:just\s+|only\s+)?(?:\d+(?:,|,?\s+and)\s+)*$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"\s*(?:[,.;)—]|$)|\s(?:of|from|who|was|and)\b")
_SEVERAL = re.compile(r",\s+(?P<more>(?:\d{1,2},?\s+(?:and\s+)?)*)$")
_CLOSES = re.compile(r"(?P<more>(?:,?\s+(?:and\s+)?\d{1,2})*)\s*[,;.](?!\d)")
_BOTH_OLD = re.compile(r"(?:,\s+\d{1,3})*,?\s+(?:and|or)\s+\d{1,3}[\s-]+years?[\s-]+olds?\b", re.IGNORECASE)
_OF_YEARS = frozenset("man woman boy girl child youth youngster lad teenager baby toddler person".split())
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
    if not figure.words and _BOTH_OLD.match(seen.text, figure.end):
        return _plain(seen, None)  # "two women, 71 and 53 years old"
    if _AGED.search(seen.text, max(0, figure.start - 40), figure.start):
        return _plain(seen, _person_before(seen))
    if (subject := _subject_of_be(seen)) is not None:
        return _plain(seen, subject)
    if (person := _of_age(seen)) is not None or (person := _died_at(seen)) is not None:
        return _plain(seen, person)
    if figure.words or figure.bound is not None:
        return None
    name = _name_before(seen) or _person_in_commas(seen)
    return None if name is None else _plain(seen, name.i)


def _plain(seen: Seen, holder: int | None) -> Age:
    figure = evolve(seen.figure, unit="year")
    return Age(bounded(figure), figure.start, figure.end, seen.root.i, holder)


def _written_out(seen: Seen) -> Age | None:
    """ "28-year-old": of the noun it modifies, of the subject ("he is 28 years old"), or of nobody else ("a 28-year-old")."""
    doc, figure = seen.doc, seen.figure
    old = _OLD.match(seen.text, figure.end)
    span = doc.char_span(figure.number, old.end(), alignment_mode="expand") if old else None
    if old is None or span is None or not len(span):
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
    """Who "was 10", "will be 35" or "turned 40": the subject, a person, with nothing behind the number that it counts."""
    root, following = seen.root, seen.following
    be = root.head
    turned = be.lemma_ == "turn" and root.dep_ in ("attr", "acomp", "oprd", "dobj")
    if not (turned or (be.lemma_ == "be" and root.dep_ in ("attr", "acomp"))) or root.i < be.i:
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


def _of_age(seen: Seen) -> int | None:
    """Who is "a man of 77" or "a girl of nine"; "a father of three" is nobody's age."""
    root, following = seen.root, seen.following
    if root.dep_ != "pobj" or root.head.lower_ != "of":
        return None
    if following is not None and following.pos_ in (*NOUNS, "ADJ", "NUM", "SYM"):
        return None
    person = root.head.head
    return person.i if person.tag_ == "NN" and person.lower_ in _OF_YEARS and seen.doc[seen.start - 1].i == root.head.i else None


def _died_at(seen: Seen) -> int | None:
    """Who "died at 91": the one who died; below thirteen it may be the hour, and "at 91 Main Street" is an address."""
    root, following = seen.root, seen.following
    if seen.figure.low < 13 or root.dep_ != "pobj" or root.head.lower_ != "at" or root.i != root.head.i + 1:
        return None
    if following is not None and following.pos_ in (*NOUNS, "ADJ", "NUM", "SYM"):
        return None
    died = root.head.head
    away = died.lemma_ == "pass" and any(c.lower_ == "away" for c in died.children)
    if not (away or died.lemma_.lower() in ("die", "dead")):
        return None
    subject = _subject(died) or _subject(died.head)
    return None if subject is None else subject.i


def _person_in_commas(seen: Seen) -> Token | None:
    """The noun in "the striker, 24, left" and "her sons, 6 and 9, left": a person, or as many persons as there are numbers."""
    before = _SEVERAL.search(seen.text, max(0, seen.figure.number - 24), seen.figure.number)
    after = _CLOSES.match(seen.text, seen.figure.end)
    if before is None or after is None or before.start() == 0:
        return None
    span = seen.doc.char_span(before.start() - 1, before.start(), alignment_mode="expand")
    if span is None or not len(span) or span[0].pos_ != "NOUN":
        return None
    noun, several = span[0], bool(before["more"] or after["more"])
    person = singular(noun.lower_) in persons() or office_class(noun.lower_) is not None
    return noun if person and several == is_plural(noun) and seen.figure.low >= (1 if several else 5) else None


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


# ---------------------------------------------------------------- "in his 40s"

_TENS = {
    word: 10 * n for n, word in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), 2)
}
_DECADE = re.compile(
    rf"""\b(?:his|her|their)\s+(?P<age>(?:(?P<part>early|mid|late)(?:-?\s*to\s*-?\s*(?P<to>mid|late))?[\s-]+)?
    (?:(?P<n>[2-9]0)['’]?s\b|(?P<word>{"|".join(_TENS)})\b|(?P<teens>teens)\b))""",
    re.IGNORECASE | re.VERBOSE,
)
# The years of a decade that its parts are; they overlap, since nobody counts when writing "late 20s".
_YEARS = {"early": (0, 4), "mid": (3, 7), "late": (6, 9)}


def decade_ages(doc: Doc, text: str) -> Iterator[Age]:
    """Ages that are told by their decade: "a man in his 40s" is from 40 to 49, "in her late 20s" from 26 to 29."""
    for match in _DECADE.finditer(text):
        span = doc.char_span(match.start("age"), match.end("age"), alignment_mode="expand")
        if span is None or not len(span):
            continue
        base = 0 if match["teens"] else int(match["n"]) if match["n"] else _TENS[match["word"].casefold()]
        first, last = (13, 19) if match["teens"] else (0, 9)
        if match["part"] and not match["teens"]:
            first, last = _YEARS[match["part"].casefold()][0], _YEARS[(match["to"] or match["part"]).casefold()][1]
        place = span.root.head
        holder = place.head if place.pos_ == "ADP" else place
        subject = _subject(holder) if holder.pos_ in ("VERB", "AUX") else None
        value = Quantity.between(base + first, base + last, "year")
        yield Age(value, match.start("age"), match.end("age"), span.root.i, (subject if subject is not None else holder).i)
