"""Quantities in running text: figures with what they count, found by syntax.

A figure is no quantity where it names something ("Flight 370"), belongs to a date, a score or an address, or where
"one" is a pronoun. What is counted is the noun that the number modifies, or the noun of its of-phrase.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.mentions import Found
from claimrec.extraction.numerals.figures import Figure, bounded, figures_in
from claimrec.extraction.passages import read_passages
from claimrec.extraction.times import stands
from claimrec.extraction.timex.expressions import Ago, Shift, Window
from claimrec.extraction.timex.grammar import written_times
from claimrec.lexicon import table
from claimrec.model import Mention, Span
from claimrec.values import Quantity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["find_quantities", "quantities_in"]

_NOUNS = ("NOUN", "PROPN")
_MODIFIERS = frozenset("nummod quantmod amod compound nmod det npadvmod advmod poss appos".split())
_INSIDE = frozenset("JJ JJR JJS VBN VBG NN NNS NNP NNPS HYPH CD RB RBS POS".split())


def quantities_in(doc: Doc) -> list[Found]:
    """The quantities that a Doc states, in order of the text; see :class:`Found` for what each tells.

    ``measure`` is ``age duration distance amount share speed weight magnitude`` and the like, None for counts, and
    ``lapse`` for a stretch of time inside a time expression ("two days later"), which is no duration of anything.
    """
    text = doc.text
    figures = figures_in(text)
    if not figures:
        return []
    times = [(w.start, w.end, isinstance(w.expression, Ago | Shift | Window)) for w in written_times(text) if stands(doc, w)]
    found: list[Found] = []
    for n, figure in enumerate(figures):
        limit = figures[n + 1].start if n + 1 < len(figures) else len(text)
        lapse = False
        inside = next(((a, b, counts) for a, b, counts in times if a < figure.end and figure.number < b), None)
        if inside is not None:
            lapse = inside[2] and (figure.unit is not None) and figure.end <= inside[1] + 1
            if not lapse and figure.unit is None or not (lapse or figure.end > inside[1]):
                continue
        made = _found(doc, figure, lapse=lapse, limit=limit)
        if made is not None:
            found.append(made)
    return found


def find_quantities(text: str, *, nlp: Language | None = None) -> list[Mention]:
    """The quantities that a text states, in order, each with its span.

    Args:
        text: any string.
        nlp: an English spaCy pipeline with tagger, parser and ner; the installed one where it is left out.

    Raises:
        OptionError: ``text`` is no string.
        PipelineError: no usable pipeline.

    >>> [mention] = find_quantities("More than 12 people were rescued.")
    >>> mention.span.text, mention.value.low, mention.value.unit
    ('More than 12 people', 13, 'people')
    """
    mentions = []
    for offset, doc in read_passages(text, nlp):
        for found in quantities_in(doc):
            start, end = offset + found.chars[0], offset + found.chars[1]
            mentions.append(Mention(Span.of(text, start, end), found.value))
    return mentions


def _found(doc: Doc, figure: Figure, *, lapse: bool, limit: int) -> Found | None:
    span = doc.char_span(figure.number, figure.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    age = _age(doc, figure, span.start, span.end)
    if age is not None:
        return age
    if figure.unit in ("millimetre", "millilitre") and _gun().match(doc.text, figure.end):
        return None
    if figure.unit is not None:
        return _measured(doc, figure, span.start, span.end, lapse=lapse)
    if _is_name(doc, figure, span.start, span.end):
        return None
    return _counted(doc, figure, span.start, span.end, limit)


def _measured(doc: Doc, figure: Figure, start: int, end: int, *, lapse: bool) -> Found:
    value = bounded(figure)
    measure = "lapse" if lapse else figure.measure
    return _make(doc, value, figure.start, figure.end, head=doc[start:end].root.i, measure=measure)


def _make(doc: Doc, value: Quantity, start: int, end: int, *, head: int, noun: int | None = None, measure: str | None = None,
          holder: int | None = None) -> Found:
    span = doc.char_span(start, end, alignment_mode="expand")
    return Found(
        value=evolve(value, text=doc.text[start:end]),
        start=span.start,
        end=span.end,
        head=head,
        chars=(start, end),
        noun=noun,
        measure=measure,
        holder=holder,
    )


# ---------------------------------------------------------------- ages

_OLD = re.compile(r"[\s-]*(?P<unit>years?|months?|weeks?|days?)(?:[-\s]+olds?\b|\s+of\s+age\b)", re.IGNORECASE)
_OLD_REST = re.compile(r"[-\s]+olds?\b|\s+of\s+age\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages|at\s+the\s+age\s+of|the\s+age\s+of)\s+(?:between\s+)?(?:\d+(?:,\s*\d+)*,?\s+and\s+)?$", re.IGNORECASE)
_AFTER_AGE = re.compile(r"\s*(?:[,.;)—]|$|\s(?:of|from|who|was|and)\b)")


def _age(doc: Doc, figure: Figure, start: int, end: int) -> Found | None:
    """ "a 28-year-old", "Smith, 28,", "aged 28"; the holder is whose age it is."""
    text = doc.text
    if figure.unit in ("year", "month", "week", "day"):
        rest = _OLD_REST.match(text, figure.end)
        if rest is None:
            return None
        span = doc.char_span(figure.number, rest.end(), alignment_mode="expand")
        root: Token = span.root
        outside = root.head if root.head.i >= span.end and root.head.pos_ in (*_NOUNS, "PRON") else None
        if outside is None and root.dep_ in ("acomp", "attr", "npadvmod") and root.head.pos_ in ("AUX", "VERB"):
            outside = next((t for t in root.head.children if t.dep_ in ("nsubj", "nsubjpass")), None)
        if outside is None and span.end < len(doc) and doc[span.end].pos_ in _NOUNS:
            outside = doc[span.end]
        value = bounded(figure)
        return _make(doc, value, figure.start, rest.end(), head=root.i, measure="age", holder=(outside or root).i)
    if figure.unit is not None or figure.words and figure.stated is None:
        return None
    low, high = figure.low, figure.high
    if low is None or high is None or not 0 < low <= high <= 120 or not float(low).is_integer():
        return None
    aged = evolve(figure, unit="year")
    if led := _AGED.search(text, max(0, figure.start - 24), figure.start):
        holder = _nearest_person(doc, start)
        return _make(doc, bounded(aged), figure.start, figure.end, head=doc[start].i, measure="age", holder=holder) if led else None
    if (subject := _says_age(doc, start, end)) is not None:
        return _make(doc, bounded(aged), figure.start, figure.end, head=start, measure="age", holder=subject)
    if figure.words or figure.bound is not None or start < 2:
        return None
    before, name = doc[start - 1], doc[start - 2]
    if before.text not in (",", "(") or name.pos_ != "PROPN" or name.ent_type_ in ("GPE", "LOC", "FAC", "DATE", "ORG", "TIME", "NORP"):
        return None
    after = text[figure.end :]
    if not _AFTER_AGE.match(after) or low < 5 and name.ent_type_ != "PERSON":
        return None
    if name.ent_type_ != "PERSON" and not (start >= 3 and doc[start - 3].pos_ == "PROPN") and not re.match(r"\s*[,)]", after):
        return None
    return _make(doc, bounded(aged), figure.start, figure.end, head=start, measure="age", holder=name.i)


def _says_age(doc: Doc, start: int, end: int) -> int | None:
    """Who "was 10" or "will be 35": the subject of "be", a person, with nothing behind the number that it counts."""
    root = doc[start:end].root
    be = root.head
    if root.dep_ not in ("attr", "acomp") or be.lemma_ != "be" or root.i < be.i or end < len(doc) and doc[end].pos_ in (*_NOUNS, "ADJ", "NUM", "SYM"):
        return None
    if any(child.i >= end for child in root.children):
        return None
    subject = next((t for t in be.children if t.dep_ == "nsubj"), None)
    if subject is not None and (subject.lower_ in ("he", "she", "who") or subject.ent_type_ == "PERSON"):
        return int(subject.head.head.i if subject.lower_ == "who" and be.dep_ == "relcl" else subject.i)
    return None


def _nearest_person(doc: Doc, start: int) -> int | None:
    """The noun that "aged 28" is said of: the head of the phrase before it."""
    token = doc[start - 1]
    for _ in range(6):
        if token.pos_ in _NOUNS and token.lower_ not in ("age", "ages") and (token.ent_type_ == "PERSON" or _lemma(token) in _PERSONS):
            return token.i
        if token.pos_ in ("VERB", "AUX"):
            subject = next((t for t in token.children if t.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None:
                return subject.i
        token = token.head
    for back in range(start - 1, max(-1, start - 6), -1):
        if doc[back].pos_ in _NOUNS and doc[back].lower_ not in ("age", "ages"):
            return back
    return None


# ---------------------------------------------------------------- counts

def _counted(doc: Doc, figure: Figure, start: int, end: int, limit: int) -> Found | None:
    fraction = figure.stated is not None and 0 < figure.stated < 1 and figure.words
    noun = _noun(doc, figure, start, end)
    if not _is_quantity(doc, figure, start, end, noun):
        return None
    value = bounded(figure)
    measure = None
    if noun is not None and noun.i >= end and noun.lower_ in table("numbered")["outcomes"]:
        noun = None
    if fraction:
        value, measure = evolve(value, unit="fraction"), "share"
    elif noun is not None and _lemma(noun) not in ("other", "more"):
        value = evolve(value, unit=_lemma(noun))
    stop = figure.end
    if noun is not None and end <= noun.i and noun.idx < limit and not fraction:
        stop = max(stop, _phrase_end(noun))
    head = noun.i if noun is not None else doc[start:end].root.i
    counted = noun if noun is not None and value.unit is not None else None  # "30 others" leaves open of what
    return _make(doc, value, figure.start, stop, head=head, noun=None if counted is None else counted.i, measure=measure)


def _noun(doc: Doc, figure: Figure, start: int, end: int) -> Token | None:
    """What is counted: the noun that the number modifies, else that of its of-phrase, else the noun to its right."""
    root = doc[start:end].root
    if end < len(doc) and doc[end].lower_ == "of":
        return _of_phrase(doc, end)
    if end < len(doc) and doc[end].lower_ == "times":
        return doc[end]
    head = root.head
    if root.dep_ in _MODIFIERS and head.pos_ in _NOUNS and head.i >= end and _contiguous(doc, end, head.i):
        full = _full(doc, head)
        several = figure.low != 1 or figure.high != 1
        if several and full.tag_ == "NN" and full.i > end and doc[end].tag_ == "NN" and full.lower_ != "people":
            return doc[end]  # "a 12 page document" has 12 pages
        return full
    if end < len(doc) and doc[end].lower_ in ("more", "other", "others", "additional") and end + 1 < len(doc):
        if doc[end].lower_ == "others":
            return None
        end += 1
    last = None
    for token in doc[end : min(len(doc), end + 6)]:
        if token.tag_ not in _INSIDE or token.is_sent_start and token.i > end:
            break
        if token.pos_ in _NOUNS:
            last = token
            if token.tag_ in ("NNS", "NNPS"):
                break
    if last is None or last.i > end and any(t.pos_ == "VERB" and t.tag_ in ("VBN", "VBG") and t.dep_ in ("ROOT", "conj", "advcl", "ccomp") for t in doc[end : last.i]):
        return None
    return last if last.tag_ in ("NNS", "NNPS") or last.lower_ == "people" or figure.low == 1 or doc.text[figure.end : figure.end + 1] == "-" or root.dep_ in _MODIFIERS else None


def _full(doc: Doc, head: Token) -> Token:
    """The head of a compound: "profile" -> "slots" in "five profile slots"."""
    seen = 0
    while head.dep_ in ("compound", "nmod") and head.head.i == head.i + 1 and head.head.pos_ in _NOUNS and head.tag_ not in ("NNS", "NNPS") and seen < 4:
        head, seen = head.head, seen + 1
    return head


def _contiguous(doc: Doc, end: int, noun: int) -> bool:
    return noun - end < 9 and not any(t.text in (";", ":", ".", "(", ")") or t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP") for t in doc[end:noun])


def _of_phrase(doc: Doc, of: int) -> Token | None:
    pobj = next((t for t in doc[of].children if t.dep_ == "pobj"), None)
    if pobj is not None and pobj.pos_ in _NOUNS:
        return pobj
    last = None
    for token in doc[of + 1 : min(len(doc), of + 7)]:
        if token.pos_ in _NOUNS:
            last = token
        elif token.pos_ not in ("DET", "ADJ", "PRON", "NUM", "VERB") or last is not None:
            break
    return last


def _lemma(noun: Token) -> str:
    low = noun.lower_
    plurals: dict[str, str] = table("numbered")["plurals"]
    if low in plurals:
        return plurals[low]
    lemma = noun.lemma_.lower()
    if noun.tag_ == "NNPS" and lemma == low and low.endswith("s") and not low.endswith("ss"):
        return low[:-1]
    return lemma


def _phrase_end(noun: Token) -> int:
    """Where the counted noun ends, with the of-phrase that makes it one term ("memoranda of understanding")."""
    doc = noun.doc
    terms: dict[str, list[str]] = table("numbered")["terms"]
    tail = terms.get(_lemma(noun))
    if tail and noun.i + 2 < len(doc) and doc[noun.i + 1].lower_ in ("of", "to"):
        rest = doc.text[doc[noun.i + 2].idx :].lower()
        for complement in tail:
            if rest.startswith(complement):
                return doc[noun.i + 2].idx + len(complement)
    return noun.idx + len(noun)


# ---------------------------------------------------------------- what is no quantity

_LIST_MARK = re.compile(r"(?:^|\n)\s*\(?$")
_SCORE = re.compile(r"\d+\s?[-–]\s?\d+")


@cache
def _gun() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{'|'.join(table('numbered')['guns'])})\b", re.IGNORECASE)


def _is_name(doc: Doc, figure: Figure, start: int, end: int) -> bool:
    """A number that names: "Flight 370", "iPhone 11", "the S&P 500", "1200 block of Main Street"."""
    text = doc.text
    words = table("numbered")
    if figure.vague or figure.bound is not None:
        return False
    written = text[figure.number : figure.end]
    if _gun().match(text, figure.end) and written.startswith((".", "0.")):
        return True
    if re.search(r"[/_=&?]\s?$|\s-\s$", text[max(0, figure.number - 3) : figure.number]) and written.isdigit() and len(written) > 4:
        return True  # a number in an address of a page
    if _LIST_MARK.search(text, max(0, figure.number - 4), figure.number) and re.match(r"[.)](?:\s|$)", text[figure.end : figure.end + 2]):
        return True
    following = doc[end] if end < len(doc) else None
    if following is not None and _street(doc, end, words["streets"]):
        return True
    if start == 0:
        return False
    before = doc[start - 1]
    if before.text in ("-", "–") and start > 1:
        before = doc[start - 2]
        if before.text.isupper() and before.is_alpha and len(before) < 6 and not before.is_sent_start:
            return True  # "AK-47", also in "AK - 47 rifles"
    low = before.lower_
    plural = following is not None and (following.tag_ == "NNS" or following.lower_ == "people" or following.tag_ in ("JJ", "VBG") and end + 1 < len(doc) and doc[end + 1].tag_ == "NNS")
    if text[before.idx + len(before) : figure.number].strip(" -–#") or figure.words and low in ("no", "number"):
        return False
    if low in words["indices"]:
        return True
    if low in words["names"] and not plural:
        return True
    if before.text in ("#", "No", "№"):
        return True
    if figure.words and figure.low != 1:
        return False
    named = before.tag_ in ("NNP", "NNPS") or any(c.isupper() for c in before.text) and not before.is_sent_start and before.pos_ in ("ADJ", "NOUN")
    if named and before.ent_type_ not in ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY") and not plural:
        return not (before.i == 0 or before.is_sent_start) or following is None or following.pos_ in ("PUNCT", "PROPN")
    return before.tag_ in ("NNP", "NNPS") and following is not None and following.tag_ == "NNPS"


def _street(doc: Doc, end: int, streets: list[str]) -> bool:
    for token in doc[end : min(len(doc), end + 4)]:
        if token.lower_ in streets and (token.text[0].isupper() or token.lower_ == "block"):
            return True
        if not token.text[:1].isupper():
            return False
    return False


_PERSONS = frozenset("people person man woman boy girl teenager suspect victim child men women children others soldier troop student worker employee resident civilian officer "
    "actor actress singer player driver mother father son daughter brother sister husband wife adult".split())


def _is_quantity(doc: Doc, figure: Figure, start: int, end: int, noun: Token | None) -> bool:
    text = doc.text
    token = doc[start]
    if noun is not None and noun.tag_ == "NNP" and not figure.words and figure.bound is None and noun.i >= end and not noun.text.isupper():
        return False  # "the 787 Dreamliner"
    if noun is not None and noun.tag_ in ("NN", "NNP") and text[figure.end : figure.end + 1] == "-":
        return False  # "a four-door car"
    if figure.dash and figure.unit is None:
        if noun is None or noun.tag_ not in ("NNS", "NNPS") and _lemma(noun) not in _PERSONS:
            return False
    elif re.match(r"\s?[-–]\s?\d", text[figure.end : figure.end + 3]) or re.search(r"\d\s?[-–]\s?$", text[max(0, figure.number - 4) : figure.number]):
        return False  # a score
    if figure.vague:
        return noun is not None or figure.high is not None and doc.text[figure.number : figure.number + 7].casefold() not in ("a coupl", "a handf")
    stated = figure.stated
    year_like = stated is not None and not figure.words and figure.bound is None and float(stated).is_integer() and 1900 <= stated <= 2050
    if year_like and re.fullmatch(r"\d{4}", text[figure.number : figure.end]):
        return noun is not None and _lemma(noun) in _PERSONS
    if stated == 1 and figure.words and figure.bound is None:
        return _counts_one(doc, token, end, noun)
    if noun is None and start and figure.bound is None and doc[start - 1].lower_ in ("top", "bottom", "final", "first", "last"):
        return False
    written = text[figure.number : figure.end].casefold()
    if written in ("half", "half a", "half an", "a half") or written.endswith((" half", "-half")):
        return written.startswith("half a") or bool(re.match(r"\s+(?:of|the|their|its|his|her)\b", text[figure.end : figure.end + 8].casefold()))
    if re.fullmatch(r"an?\s+(?:quarter|third|fifth)", written):
        return end < len(doc) and doc[end].lower_ == "of"
    return True


def _counts_one(doc: Doc, token: Token, end: int, noun: Token | None) -> bool:
    """ "one" counts before a noun ("one person was killed"); it is a pronoun in "one of them", "this one", "one day"."""
    if noun is None or end < len(doc) and (doc[end].like_num or doc[end].lower_ in ("of", "another", "day", "time", "-", "way", "side", "hand", "thing")):
        return False
    if token.i > 0 and (doc[token.i - 1].tag_ in ("DT", "WDT", "PRP$", "JJ") or doc[token.i - 1].lower_ in ("no", "any", "each", "every", "number")):
        return False
    return noun.i >= end and noun.tag_ in ("NN", "NNP") and not doc[token.i].ent_type_ == "DATE"
