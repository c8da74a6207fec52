"""What a number counts: the noun it modifies, the noun of its of-phrase, or the plural to its right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from claimrec.extraction.numerals.figures import Figure
from claimrec.lexicon import table

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["NOUNS", "Seen", "counted_noun", "is_plural", "lemma_of", "place_in_toll", "term_end"]

NOUNS = ("NOUN", "PROPN")
_PLURALS = ("NNS", "NNPS")
_MODIFIERS = frozenset("nummod quantmod amod compound nmod det npadvmod advmod poss appos".split())
_INSIDE = frozenset("JJ JJR JJS VBN VBG NN NNS NNP NNPS HYPH CD RB RBS POS".split())
_CLAUSES = ("ROOT", "conj", "advcl", "ccomp")


@frozen(eq=False)
class Seen:
    """A figure in a Doc: its tokens are ``doc[start:end]``, hedge and unit left out where they stand apart.

    ``text`` is ``doc.text``, which spaCy joins anew at each call.
    """

    doc: Doc
    figure: Figure
    start: int
    end: int
    text: str

    @property
    def following(self) -> Token | None:
        """The token behind the figure."""
        return self.doc[self.end] if self.end < len(self.doc) else None

    @property
    def root(self) -> Token:
        """The token by which the figure hangs in the sentence."""
        return self.doc[self.start : self.end].root

    @property
    def hyphened(self) -> bool:
        """True for "four-door"."""
        return self.text[self.figure.end : self.figure.end + 1] == "-"

    def behind(self, length: int = 16) -> str:
        """The text behind the figure, in lower case."""
        return self.text[self.figure.end : self.figure.end + length].casefold()


def is_plural(token: Token) -> bool:
    """Whether a noun is plural by form or meaning."""
    return token.tag_ in _PLURALS or token.lower_ == "people"


def counted_noun(seen: Seen) -> Token | None:
    """The noun that a number counts; None where it is left out ("12 were hurt")."""
    following = seen.following
    if following is None:
        return None
    if following.lower_ == "of":
        return _of_phrase(seen.doc, seen.end)
    if following.lower_ == "times":
        return following
    if seen.behind().startswith("-strong"):  # "a 500-strong crowd" counts the people in it
        return None
    head = seen.root.head
    if seen.root.dep_ in _MODIFIERS and head.pos_ in NOUNS and head.i >= seen.end and _one_phrase(seen.doc, seen.end, head.i):
        return _whole(seen, head)
    return None if following.lower_ == "others" else _to_the_right(seen)


def _whole(seen: Seen, head: Token) -> Token:
    """The head of a compound: "profile" -> "slots" in "five profile slots", but "page" in "a 12 page document"."""
    for _ in range(4):
        if head.dep_ not in ("compound", "nmod") or head.head.i != head.i + 1 or head.head.pos_ not in NOUNS or is_plural(head):
            break
        head = head.head
    first = seen.doc[seen.end]
    several = seen.figure.low != 1 or seen.figure.high != 1
    singular = head.tag_ == "NN" and not is_plural(head)
    return first if several and singular and first.i < head.i and first.tag_ == "NN" else head


def _one_phrase(doc: Doc, end: int, noun: int) -> bool:
    """Whether nothing between a number and a noun ends the phrase: a bad parse may reach far."""
    between = doc[end:noun]
    ends = (t.text in ";:.()" or (t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP")) for t in between)
    return len(between) < 9 and not any(ends)


def _to_the_right(seen: Seen) -> Token | None:
    """The noun that follows, where the parse does not connect it: headlines and lists."""
    doc = seen.doc
    start = seen.end + (doc[seen.end].lower_ in ("more", "other", "additional"))
    last = None
    for token in doc[start : start + 6]:
        if token.tag_ not in _INSIDE or (token.is_sent_start and token.i > start):
            break
        last = token if token.pos_ in NOUNS else last
        if token.tag_ in _PLURALS:
            break
    if last is None or any(t.pos_ == "VERB" and t.dep_ in _CLAUSES for t in doc[start : last.i]):
        return None
    return last if is_plural(last) or seen.figure.low == 1 or seen.hyphened or seen.root.dep_ in _MODIFIERS else None


def _of_phrase(doc: Doc, of: int) -> Token | None:
    """The noun of "13 of the agreements"."""
    found = next((t for t in doc[of].children if t.dep_ == "pobj"), None)
    if found is not None and found.pos_ in NOUNS:
        return found
    last = None
    for token in doc[of + 1 : of + 7]:
        if token.pos_ in NOUNS:
            last = token
        elif token.pos_ not in ("DET", "ADJ", "PRON", "NUM", "VERB") or last is not None:
            break
    return last


def lemma_of(noun: Token) -> str:
    """The singular of a noun, in lower case."""
    low = noun.lower_
    plurals: dict[str, str] = table("numbered")["plurals"]
    if low in plurals:
        return plurals[low]
    lemma = noun.lemma_.lower()
    if is_plural(noun) and lemma == low:  # the lemmatizer leaves capitals alone: "Dozens of Casualties"
        for ending, singular in (
            ("ies", "y"),
            ("sses", "ss"),
            ("ches", "ch"),
            ("shes", "sh"),
            ("xes", "x"),
            ("ss", "ss"),
            ("s", ""),
        ):
            if low.endswith(ending):
                lemma = low.removesuffix(ending) + singular
                break
    return lemma.replace("\u00ad", "")  # soft hyphens


def term_end(noun: Token, text: str) -> int:
    """The character where a noun ends, with the of-phrase that makes it one term ("memoranda of understanding")."""
    doc = noun.doc
    tails: list[str] = table("numbered")["terms"].get(lemma_of(noun), [])
    if noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ == "of":
        start = doc[noun.i + 2].idx
        rest = text[start : start + 40].lower()
        for tail in tails:
            if rest.startswith(tail):
                return start + len(tail)
    return noun.idx + len(noun)


def place_in_toll(person: Token) -> int:
    """ "A ninth man has died", "Ninth victim dies": nine; 1 where nobody is numbered, or it is not the last so far."""
    ordinals: list[str] = table("cues")["counts"]["ordinals"]
    lefts = [c.lower_ for c in person.lefts]
    place = next((ordinals.index(word) + 1 for word in lefts if word in ordinals), 1)
    bare = person.tag_ == "NN" and not any(c.dep_ in ("det", "poss") for c in person.lefts)
    return place if bare or "a" in lefts or "an" in lefts else 1
