"""Names in running text: where each stands, and whether it names a person, a body, a country or a place.

The small model finds most names, but mixes up their kinds and borders. Here candidates are collected from three sides:
bodies told by their head noun ("... Committee"), the model's entities, and the proper nouns that it left over; titles
are cut off. :mod:`claimrec.extraction.kinds` then says what each names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from claimrec.extraction.kinds import Candidate, Kinds
from claimrec.lexicon import countries as lands
from claimrec.lexicon import titles

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["Name", "names_in"]

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"})
_DROP_LEFT = frozenset({"the", "a", "an", "'", '"', "“", "‘", "(", "[", ",", "-", "—", "–", ".", "and", "of", "by", "’", "”"})
_DROP_RIGHT = frozenset({"'s", "’s", "'", "’", '"', "”", ")", "]", ",", "-", "—", "–", ":", ";", "|", "and", "the", "“", "of"})
_BREAKS = frozenset({"(", ")", "|", "/", "—", "•", "“", "”", '"'})
_QUOTES = frozenset({"“", "”", '"'})
_PROPER = frozenset({"PROPN", "NOUN", "ADJ"})
_GIVEN_TOO = frozenset({"dean", "marshal", "earl", "duke", "prince", "major", "rich"})  # "Dean Smith"
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_MONTHS = frozenset(
    "January February March April May June July August September October November December"
    " Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()
)
_REACH = 6  # words between a title and its country; words of a full name
_ALONE = frozenset({"parliament", "congress", "senate", "duma", "mod"})


@frozen
class Name:
    """A name in a Doc.

    Args:
        start: first token.
        end: token after the last.
        kind: ``person organization country place demonym people``.
        text: the words without article and possessive ending.
        canonical: the country's or the region's normal name; else the words.
        site: places: True for one building or ground.
    """

    start: int
    end: int
    kind: str
    text: str
    canonical: str
    site: bool = False


def names_in(doc: Doc) -> list[Name]:
    """The names of a Doc from left to right, none overlapping another; made once and kept with the Doc.

    >>> from claimrec.extraction.language import english
    >>> [(n.text, n.kind) for n in names_in(english()("Iranian officials met John Smith in Minsk."))]
    [('Iranian', 'demonym'), ('John Smith', 'person'), ('Minsk', 'place')]
    """
    kept: list[Name] | None = doc.user_data.get("claimrec.names")
    if kept is None:
        kept = _names(doc)
        doc.user_data["claimrec.names"] = kept
    return kept


def _names(doc: Doc) -> list[Name]:
    found = []
    for candidate, kind, canonical in Kinds(doc, _Collector(doc).candidates()).told():
        text = doc[candidate.start : candidate.end].text
        found.append(
            Name(candidate.start, candidate.end, kind.removesuffix("/site"), text, canonical or text, kind.endswith("/site"))
        )
    return found


def _upper(token: Token) -> bool:
    return bool(token.text[:1].isupper())


class _Collector:
    """Collects candidates; what one side has taken, the next leaves alone."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.taken = bytearray(len(doc))
        self.found: list[Candidate] = []

    def candidates(self) -> list[Candidate]:
        for token in self.doc:
            if token.lower_ == "of" and (holder := self._holder(token.i)) is not None:
                self._take(token.i + 1, holder[0], "GPE")
                self._take(*holder, "PERSON")
        for token in self.doc:
            if _upper(token) and token.lower_ in titles.bodies("state") and token.pos_ in _PROPER:
                span = self._body(token.i)
                if span is not None:
                    self._take(*span, "BODY")
        for ent in self.doc.ents:
            if ent.label_ in _LABELS:
                whole = self._whole(ent.start, ent.end) if ent.label_ == "PERSON" else (ent.start, ent.end)
                for start, end in self._pieces(*whole, ent.label_):
                    for begin, stop in self._untitled(start, end, ent.label_):
                        described = begin > start and self.doc[begin - 1].lower_ in titles.persons()
                        self._take(begin, stop, "PERSON" if described else ent.label_)
        self._left_over()
        return sorted(self.found, key=lambda c: c.start)

    def _take(self, start: int, end: int, label: str) -> None:
        doc = self.doc
        while start < end and (doc[start].lower_ in _DROP_LEFT or doc[start].is_space):
            start += 1
        while end > start and (doc[end - 1].lower_ in _DROP_RIGHT or doc[end - 1].is_space):
            end -= 1
        if end - start > 2 and doc[end - 1].text.isdigit() and doc[end - 2].text in _MONTHS:
            end -= 2  # "the Garlic Festival July 28"
        if end - start > 2 and doc[end - 1].text in _DAYS and doc[end - 2].text == "on":
            end -= 2  # "passed by the House on Wednesday"
        if end - start > 3 and doc[end - 1].text.isdigit() and doc[end - 2].text in "-–" and doc[end - 3].text.isdigit():
            end -= 3  # "beat Wales 3-1"
        if end - start > 1 and start and doc[start].text in _MONTHS and doc[start - 1].text.isdigit():
            start += 1  # "on 15 June Solis met"
        if start < end and not any(self.taken[start:end]):
            self.taken[start:end] = b"\1" * (end - start)
            self.found.append(Candidate(start, end, label))

    def _holder(self, of: int) -> tuple[int, int] | None:
        """The name right behind the country in "President of Peru Ana Solis", of which the model makes one with the country."""
        doc = self.doc
        titled = any(titles.office_class(t.lower_) is not None for t in doc[max(0, of - _REACH) : of])
        start = next((of + 1 + n for n in (4, 3, 2, 1) if lands.country_named(doc[of + 1 : of + 1 + n].text) is not None), 0)
        end = start
        while titled and start and end < len(doc) and end - start < _REACH and self._in_full_name(end):
            joined = end + 2 < len(doc) and doc[end + 1].text == "-" and self._in_full_name(end + 2)
            end += 3 if joined else 1
        return (start, end) if end - start > 1 else None

    def _in_full_name(self, i: int) -> bool:
        token = self.doc[i]
        initial = len(token.text) == 2 and token.text.endswith(".")
        if token.pos_ != "PROPN" or not (token.is_title and token.is_alpha or initial) or token.is_sent_start:
            return False
        return not titles.title_word(token.lower_) and not _of_title(token)

    def _left_over(self) -> None:
        tokens, end = list(self.doc), 0
        for token in tokens:
            if token.pos_ != "PROPN" or token.i < end:
                continue
            end = token.i
            while end < len(tokens) and tokens[end].pos_ == "PROPN" and not self.taken[end] and _upper(tokens[end]):
                end += 1
            if end > token.i:
                for piece in self._untitled(token.i, end, ""):
                    self._take(*piece, "")

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """A person's name with the proper nouns that the parser joins to it where the model found only a part."""
        doc = self.doc
        while start > 0 and self._joins(start - 1) and start <= doc[start - 1].head.i < end:
            start -= 1
        while end < len(doc) and self._joins(end) and doc[end - 1].dep_ == "compound" and doc[end - 1].head.i == end:
            end += 1
        return start, end

    def _joins(self, i: int) -> bool:
        token = self.doc[i]
        if token.pos_ != "PROPN" or token.ent_type_ or self.taken[i] or not token.is_alpha or not token.is_title:
            return False
        return not titles.title_word(token.lower_) and not _of_title(token)

    def _pieces(self, start: int, end: int, label: str) -> list[tuple[int, int]]:
        """A name does not run over the end of a line, a bracket or a dash, though the model may think so."""
        doc, made, begin = self.doc, [], start
        quoted = sum(t.text in _QUOTES for t in doc[start + 1 : end - 1])
        if label == "PERSON" and quoted == 2 and not any(t.is_space for t in doc[start:end]):
            return [(start, end)]  # a nickname inside a name
        for i in range(start, end):
            dash = doc[i].text in ("-", "–") and i > 0 and doc[i - 1].whitespace_
            if (doc[i].is_space and "\n" in doc[i].text) or doc[i].text in _BREAKS or dash:
                made.append((begin, i))
                begin = i + 1
        made.append((begin, end))
        return [(a, b) for a, b in made if a < b]

    def _untitled(self, start: int, end: int, label: str) -> list[tuple[int, int]]:
        """The name without titles before it ("President Jane Smith") or behind it, and apart from a country before a title."""
        if label not in ("PERSON", "", "ORG"):
            return [(start, end)]
        doc = self.doc
        last = self._last_title(start, end, label)
        if last >= start:
            before = [
                (i, i + 1)
                for i in range(start, last)
                if lands.country_of_demonym(doc[i].text) or lands.country_named(doc[i].text)
            ]
            return [*before, *([(last + 1, end)] if last + 1 < end else [])]
        if label == "ORG":
            while end > start and _tail(doc[end - 1].lower_):
                end -= 1
        return [(start, end)] if start < end else []

    def _last_title(self, start: int, end: int, label: str) -> int:
        """The last word of the titles before a name, below ``start`` if there are none ("King" in "Stephen King" is none)."""
        doc, last = self.doc, start - 1
        strong, leading = (
            titles.unnamed("strong_titles"),
            label != "ORG" and not (end - start == 2 and doc[start].lower_ in _GIVEN_TOO),
        )
        for i in range(start, end):
            low = doc[i].lower_
            if i + 2 < end and leading and titles.office_class(f"{low} {doc[i + 1].lower_}") is not None:
                last = i + 1  # "Public Defender Jane Roe"
            elif i == last:
                continue
            elif (low in strong and (i + 1 < end or leading)) or (leading and titles.title_word(low) and low != "first"):
                last = i
            elif i == start and end - start > 2 and low in titles.persons():
                last = i  # "Musician Jane Roe", at the beginning of a sentence
            else:
                leading = leading and _of_title(doc[i])
        return last

    # -- bodies told by their head noun ---------------------------------------------------------------

    def _body(self, i: int) -> tuple[int, int] | None:
        """The words around a capitalised head noun that name a body: "State Authority for Fisheries", "Ministry of Health"."""
        doc, start = self.doc, i
        while (step := self._leftwards(start, i)) < start:
            start = step
        end = i + 1
        while (step := self._rightwards(end)) > end:
            end = step
        # The country before a body ("Belarus State Authority", "Iranian Defense Ministry") is no part of its name.
        while start < i and (lands.country_of_demonym(doc[start].text) or lands.country_named(doc[start].text)):
            start += 1
        if start == i and end == i + 1 and doc[i].lower_ not in _ALONE:
            return None  # a lone capitalised word ("Board") names nothing by itself
        return start, end

    def _leftwards(self, start: int, head: int) -> int:
        """Where the name begins if the word before ``start`` belongs to it; ``start`` if it does not."""
        doc = self.doc
        if start == 0 or self.taken[start - 1]:
            return start
        word = doc[start - 1]
        if _upper(word) and word.lower_ not in _DROP_LEFT and word.pos_ in ("PROPN", "NOUN", "ADJ", "VERB"):
            fits = not word.is_sent_start or word.pos_ in ("PROPN", "ADJ")
            return start - 1 if fits and not _titling(word.lower_) else start
        before = doc[start - 2] if start > 1 else None
        if before is None or not _upper(before):
            return start
        if word.text == "-" and not word.whitespace_:
            return start - 2
        if word.lower_ in ("and", "&") and start < head and before.pos_ == "PROPN" and before.ent_type_ in ("ORG", ""):
            return start - 2
        if (
            word.lower_ in ("'s", "’s")
            and before.ent_type_ == word.ent_type_ == doc[start].ent_type_ != ""
            and doc[start].ent_iob_ == "I"
        ):
            return start - 2 if lands.country_named(before.text) is None else start  # "Queen Anne's County Police"
        return start

    def _rightwards(self, end: int) -> int:
        doc = self.doc
        if end >= len(doc):
            return end
        word = doc[end]
        if _upper(word) and word.pos_ in _PROPER and word.ent_type_ != "PERSON" and not titles.title_word(word.lower_):
            foreign = word.ent_type_ in ("GPE", "NORP") and doc[end - 1].lower_ not in ("of", "for", "and")
            return end if foreign else end + 1
        if word.text == "-" and not word.whitespace_ and end + 1 < len(doc) and _upper(doc[end + 1]):
            return end + 2
        if word.lower_ in ("of", "for", "and", "on", "&"):
            return self._past(end, word.lower_)
        return end

    def _past(self, i: int, word: str) -> int:
        """The end of "of [the] Name" at ``i`` where it belongs to the body before it; ``i`` where it does not."""
        doc, j = self.doc, i + 1
        if j < len(doc) and doc[j].lower_ == "the" and word != "and":
            j += 1
        if j >= len(doc) or not _upper(doc[j]) or doc[j].pos_ not in _PROPER or doc[j].ent_type_ == "PERSON":
            return i
        if word in ("and", "&") and (doc[j].ent_type_ in ("GPE", "NORP") or titles.title_word(doc[j].lower_)):
            return i
        if word in ("of", "for") and any(lands.country_named(doc[j : j + n].text) for n in (1, 3, 4)):
            return i  # "Ministry of Defence of Iran": the country stands beside the body's name
        return j + 1


def _titling(word: str) -> bool:
    """A title, which does not belong to the body behind it; "New" and "Justice" may."""
    return titles.title_word(word) and titles.prefix(word) != "plain" and word not in ("general", "justice")


def _of_title(token: Token) -> bool:
    """A word that may stand in or before a title: "Iranian", "Defense", "State", "Police"."""
    low = token.lower_
    if low in ("of", "and") or low in titles.bodies("all") or titles.portfolio(low) is not None:
        return True
    return lands.country_of_demonym(token.text) is not None or lands.country_named(token.text) is not None


def _tail(word: str) -> bool:
    """A title at the end of what the model takes for a body ("Harbour Police Detective")."""
    return titles.rank_class(word) is not None or word in (
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "chief",
        "director",
        "chairman",
    )
