"""Offices in running text: which title, in what body, of which country, and who holds it.

A title phrase is read around its head noun by :mod:`claimrec.extraction.title_phrases`; its holder is the name that it
stands before ("President Jane Smith") or beside ("Jane Smith, president of ...", "Jane Smith is the president").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimrec.extraction.naming import Name, names_in
from claimrec.extraction.title_phrases import TitlePhrase, TitleReader
from claimrec.lexicon import countries as lands
from claimrec.lexicon import titles, words
from claimrec.values.office import Office

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["Held", "offices_in"]

_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "one", "then"})
_INDEFINITE = frozenset({"a", "an", "any", "no", "another", "every", "each", "some", "one"})
_POSSESSIVE = frozenset({"the", "his", "her", "its", "their"})
_VERBS = {
    "heads": "head",
    "leads": "leader",
    "chairs": "chairman",
    "directs": "director",
    "commands": "commander",
    "runs": "head",
}
_RANK_PARTS = frozenset({"brigadier", "elect", "-", "designate"})


@frozen
class Held:
    """An office where it stands.

    Args:
        office: the value.
        start: first token of the title phrase.
        end: token after its last.
        head: the head noun's token.
        holder: the name of who holds it; None where no name stands beside it.
        adjacent: True where title and name stand side by side without a comma.
        plural: True for "the two presidents".
        definite: True where the phrase points to one holder ("the Iranian president").
    """

    office: Office
    start: int
    end: int
    head: int
    holder: Name | None = None
    adjacent: bool = False
    plural: bool = False
    definite: bool = False


def offices_in(doc: Doc) -> list[Held]:
    """The offices of a Doc from left to right, one for each holder.

    >>> from claimrec.extraction.language import english
    >>> [held] = offices_in(english()("Latvian President Omar Haddad arrived."))
    >>> held.office.title, held.office.country, held.holder.text
    ('president', 'Latvia', 'Omar Haddad')
    """
    kept: list[Held] | None = doc.user_data.get("claimrec.offices")
    if kept is None:
        kept = _Holders(doc).read()
        doc.user_data["claimrec.offices"] = kept
    return kept


class _Holders:
    """Finds the holders of the offices of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        names = names_in(doc)
        self.starting = {name.start: name for name in names}
        self.ending = {name.end: name for name in names}
        self.inside = {i: name for name in names for i in range(name.start, name.end)}

    def read(self) -> list[Held]:
        found: list[Held] = []
        for phrase in TitleReader(self.doc, names_in(self.doc)).phrases():
            found += self._held(phrase)
        return sorted([*found, *self._by_verb(), *self._counterparts(found)], key=lambda h: h.start)

    def _counterparts(self, found: list[Held]) -> list[Held]:
        """ "Foreign Minister A met his Chadian counterpart, B": the same ministry, of the other country.

        Of ministers alone: a prime minister's counterpart may be a chancellor, a mayor's may be of any town.
        """
        made = []
        for token in self.doc:
            if token.lower_ != "counterpart" or token.pos_ not in ("NOUN", "PROPN"):
                continue
            before = [h for h in found if h.head < token.i and h.office.title == "minister" and h.office.body and not h.plural]
            model = before[-1] if before else None
            if model is None or any(t.is_sent_start for t in self.doc[model.head + 1 : token.i + 1]):
                continue
            near = [(c, land) for c in token.lefts if (land := lands.country_of_demonym(c.text)) is not None]
            if not near or near[0][1] in (model.office.country, "United States"):
                continue
            start, end = near[0][0].i, token.i + 1
            holder = self._person_at(self._past_ranks(end))
            adjacent = holder is not None
            if holder is None and end < len(self.doc) and self.doc[end].text == ",":
                after = self._person_at(self._past_ranks(end + 1))
                holder = after if after is not None and self._closes(after) else None
            office = evolve(model.office, country=near[0][1], text=self.doc[start:end].text)
            made.append(Held(office, start, end, token.i, holder, adjacent, False, True))
        return made

    def _by_verb(self) -> list[Held]:
        """ "Jane Roe, who heads the Harbour Board": an office told by a verb in the present tense."""
        made = []
        for token in self.doc:
            title = _VERBS.get(token.lower_)
            if title is None or token.tag_ != "VBZ":
                continue
            subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
            body = next((c for c in token.children if c.dep_ == "dobj"), None)
            holder = self._person_of(subject) if subject is not None else None
            name = self.inside.get(body.i) if body is not None else None
            if holder is None or name is None or name.kind != "organization":
                continue
            owner = self.ending.get(name.start) or self.ending.get(name.start - 1)
            country = (
                owner.canonical if owner is not None and owner.kind in ("country", "demonym") and owner.start > token.i else None
            )
            office = Office(title, name.text, country, "current", self.doc[token.i : name.end].text)
            made.append(Held(office, token.i, name.end, token.i, holder, False, False, True))
        return made

    def _held(self, phrase: TitlePhrase) -> list[Held]:
        doc, end = self.doc, phrase.title_end
        holders = self._of(phrase)
        if not holders and (phrase.weak or (phrase.title in titles.unnamed("weak_titles") & titles.persons())):
            return []  # "the leader" of what? And "a reporter" is a person, whoever it is
        if not holders and phrase.end == end < len(doc) and end not in self.starting and _proper(doc[end]):
            return []  # part of a longer title that no list knows ("Chief Human Resources Officer")
        text = doc[phrase.start : phrase.end].text
        office = Office(phrase.title, phrase.body, phrase.country, phrase.status, text)
        made = [
            Held(
                office if country is None or office.country is not None else evolve(office, country=country),
                phrase.start,
                phrase.end,
                end - 1,
                holder,
                adjacent,
                phrase.plural,
                True,
            )
            for holder, adjacent, country in holders
        ]
        return made or [Held(office, phrase.start, phrase.end, end - 1, None, False, phrase.plural, self._definite(phrase))]

    def _definite(self, phrase: TitlePhrase) -> bool:
        """The phrase points to one holder: "the", a possessor, a country before it, or a body before a bare noun."""
        if phrase.plural or phrase.status == "former":
            return False
        before = self.doc[phrase.start - 1].lower_ if phrase.start else ""
        if before in _INDEFINITE:
            return False
        return before in _POSSESSIVE or phrase.country is not None or phrase.body is not None

    # -- whose it is --------------------------------------------------------------------------------

    def _of(self, phrase: TitlePhrase) -> list[tuple[Name, bool, str | None]]:
        """Whose office it is: (name, side by side, country said after the name)."""
        doc = self.doc
        name = self._person_at(self._past_ranks(phrase.title_end)) or self._person_at(self._past_ranks(phrase.end))
        adjacent = name is not None
        if name is None and phrase.end < len(doc) and doc[phrase.end].text in (",", ":"):
            after = self._person_at(self._past_ranks(phrase.end + 1))
            if after is not None and (phrase.plural or self._closes(after)):
                name = after
        if name is not None:
            return self._row(name, adjacent) if phrase.plural else [(name, adjacent, self._country_after(name))]
        beside = None if phrase.plural else self._put_in(phrase) or self._beside(phrase)
        return [] if beside is None else [(beside, False, None)]

    def _put_in(self, phrase: TitlePhrase) -> Name | None:
        """ "Appointed Jane Roe prime minister": who comes into the office stands right before it."""
        name, doc = self.ending.get(phrase.start), self.doc
        if name is None or name.kind != "person" or not name.start or not doc[phrase.start].text[:1].islower():
            return None
        return name if doc[name.start - 1].lemma_ in words("cues", "offices", "naming") else None

    def _person_at(self, i: int) -> Name | None:
        name = self.starting.get(i)
        return name if name is not None and name.kind == "person" else None

    def _past_ranks(self, i: int) -> int:
        doc = self.doc
        while i < len(doc) and i not in self.starting:
            low = doc[i].lower_
            second_title = titles.office_class(low) is not None and doc[i].text[:1].isupper()
            dot = low == "." and i > 0 and titles.rank_class(doc[i - 1].lower_) is not None and not doc[i].is_sent_start
            if not (
                dot or low in titles.honorifics() or titles.rank_class(low) is not None or low in _RANK_PARTS or second_title
            ):
                break
            i += 1
        return i

    def _closes(self, name: Name) -> bool:
        """The name after "the chairman of X," is an apposition where its phrase ends there; else it begins another clause."""
        doc = self.doc
        return name.end >= len(doc) or doc[name.end].text in (",", ".", ";", ")", "—", "–", "(")

    def _row(self, first: Name, adjacent: bool) -> list[tuple[Name, bool, str | None]]:
        """ "Presidents A of X and B of Y": every name of the row, each with its country."""
        doc = self.doc
        made: list[tuple[Name, bool, str | None]] = []
        name: Name | None = first
        while name is not None:
            country = self._country_after(name)
            made.append((name, adjacent and not made, country))
            i = name.end if country is None else self._past_of(name.end)
            while i < len(doc) and (
                doc[i].lower_ in (",", "and", "&") or (i in self.starting and self.starting[i].kind == "demonym")
            ):
                i += 1
            name = self._person_at(self._past_ranks(i)) if i > name.end else None
        return made

    def _past_of(self, i: int) -> int:
        i += 1
        while i < len(self.doc) and self.doc[i].lower_ == "the":
            i += 1
        name = self.starting.get(i)
        return name.end if name is not None else i

    def _country_after(self, name: Name) -> str | None:
        doc, i = self.doc, name.end
        if i + 1 >= len(doc) or doc[i].lower_ != "of":
            return None
        end = self._past_of(i)
        found = self.ending.get(end)
        return found.canonical if found is not None and found.kind == "country" else None

    def _beside(self, phrase: TitlePhrase) -> Name | None:
        """ "A, chairman of X", "A, 45, the mayor", "A is the chairman of X": the name that the title is said of."""
        doc = self.doc
        start = phrase.start
        while start > 0 and doc[start - 1].lower_ in _ARTICLES:
            start -= 1
        if start > 1 and doc[start - 1].text in (",", "(", "—", "–"):
            end = start - 1
            if end > 2 and doc[end - 1].like_num and doc[end - 2].text == ",":
                end -= 2
            name = self.ending.get(end)
            if name is not None and name.kind == "person" and not self._in_a_row(name, phrase):
                return name
        head = doc[phrase.title_end - 1]
        if head.dep_ == "appos":
            return self._person_of(head.head)
        if head.dep_ == "attr" and head.head.lemma_ == "be" and head.head.tag_ in ("VBZ", "VBP"):
            return next((self._person_of(c) for c in head.head.children if c.dep_ == "nsubj"), None)
        return None

    def _in_a_row(self, name: Name, phrase: TitlePhrase) -> bool:
        """ "A, the mayor and the chief": people in a row, not what A is."""
        doc = self.doc
        if phrase.end >= len(doc) or doc[phrase.end].lower_ not in ("and", "or") or phrase.body is not None:
            return False
        opened = phrase.start > 0 and doc[phrase.start - 1].lower_ in ("the", "a")
        return (
            opened and doc[phrase.title_end - 1].dep_ != "appos" and doc[name.end - 1].dep_ in ("conj", "nsubj", "pobj", "dobj")
        )

    def _person_of(self, token: Token) -> Name | None:
        name = self.inside.get(token.i)
        if name is not None and name.kind == "person":
            return name
        if token.lower_ in ("who", "that"):
            clause = token.head
            while clause.dep_ not in ("relcl", "ROOT") and clause.head is not clause:
                clause = clause.head
            if clause.dep_ == "relcl":
                return self._person_of(clause.head)
        return None


def _proper(token: Token) -> bool:
    return bool(token.pos_ == "PROPN" and token.text[:1].isupper())
