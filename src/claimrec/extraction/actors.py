"""Actors: whom a phrase names, as a value with the shortest words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.counterparts import beside
from claimrec.extraction.draft import DraftArgument, Mentions
from claimrec.extraction.entities import acting_country, country_of_demonym
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import packaged, phrase_start
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Entity, Place, Value

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["POSSESSIVES", "Actors"]

PERSONAL_PRONOUNS = frozenset(
    {"he", "she", "they", "him", "her", "them", "it", "we", "i", "himself", "herself", "themselves", "both"}
)
POSSESSIVES = frozenset({"his", "her", "their", "its"})
HEDGES = frozenset({"least", "most", "more", "fewer", "less", "than", "many", "few", "up", "to"})  # of "at least ten people"


class Actors:
    """Turns the heads of phrases into participants.

    Args:
        reading: the source as it is read.
        mentions: the values found in it.
    """

    def __init__(self, reading: Reading, mentions: Mentions) -> None:
        self.reading = reading
        self.mentions = mentions

    def arguments(self, heads: list[Token], role: Role, *, places: bool = True) -> list[DraftArgument]:
        """The participants that some heads name; a pronoun has no value yet."""
        made = []
        for head in self._with_neighbours(heads):
            inner = packaged(head)
            value, evidence = self.actor(inner, places=places)
            if evidence is not None:
                evidence = self._bare(value, evidence, inner)
                made.append(DraftArgument(role, value, self.reading.chars(*evidence, inner.i), inner.i))
        return made

    def _bare(self, value: Value | None, chars: tuple[int, int], head: Token) -> tuple[int, int]:
        """The shortest words that state who: no article or number before a description."""
        if not isinstance(value, Entity) or (value.id and value.type == "person"):
            return chars
        token = head.doc[phrase_start(head)]
        while token.i < head.i and (
            token.idx < chars[0] or token.pos_ in ("DET", "NUM", "PUNCT", "ADP", "ADV") or token.lower_ in HEDGES
        ):
            if token.whitespace_ == "" and token.nbor(1).text == "-":
                break  # "20-year-old"
            token = token.nbor(1)
        return (max(chars[0], token.idx), chars[1]) if token.idx < chars[1] else chars

    def _with_neighbours(self, heads: list[Token]) -> list[Token]:
        """ "A and B" where the parser lost A: a name of the same type right before the "and" belongs to the phrase."""
        made = list(heads)
        for head in heads:
            found = self.mentions.entity(head.i)
            if found is not None and head.i in self.mentions.titled and found.head == head.i:
                made += [token for token in beside(head) if self._holds(token) and all(token.i != t.i for t in made)]
            while found is not None and isinstance(found.value, Entity):
                edge = self.mentions.title_start(found)
                while edge > 1 and head.doc[edge - 1].dep_ == "compound" and head.doc[edge - 1].head.i == found.head:
                    edge -= 1  # a rank: "General"
                if edge < 2 or head.doc[edge - 1].lower_ not in self._joints(head):
                    break
                before = self._left(head, edge - 2)
                kind = found.value.type
                if before is None or not isinstance(before.value, Entity) or before.value.type != kind or kind == "group":
                    break
                if all(self.mentions.entity(t.i) is not before for t in made):
                    made.insert(0, head.doc[before.head])
                found = before
        return made

    def _holds(self, token: Token) -> bool:
        """True for the country that stands for its minister, in "the ministers of A and B"."""
        found = self.mentions.entity_at.get(token.i)
        return found is not None and found.head == token.i and isinstance(found.value, Entity) and found.value.type == "person"

    def _joints(self, head: Token) -> tuple[str, ...]:
        """What joins names: in headlines a comma does ("Oman, Qatar sign pact")."""
        return (
            ("and", "&", "-", "–", "/", ",")
            if self.reading.block(head.i).kind in ("headline", "subhead")
            else ("and", "&", "-", "–", "/")
        )

    def _left(self, head: Token, i: int) -> Found | None:
        """The name that ends at a token, "of B" behind it included ("A of B and C of D")."""
        found = self.mentions.entity(i)
        if found is not None and found.start >= 2 and head.doc[found.start - 1].lower_ in ("of", "from"):
            person = self.mentions.entity(found.start - 2)
            if person is not None and person.end == found.start - 1:
                return person
        return found if found is not None and found.end == i + 1 else None

    def actor(self, head: Token, *, places: bool = True) -> tuple[Value | None, tuple[int, int] | None]:
        """Who a phrase names: a value and its characters; (None, chars) for a pronoun that context may resolve."""
        if head.i + 1 < len(head.doc) and head.nbor(1).tag_ == "$":
            return None, None  # "US $50 million"
        found = self.mentions.entity(head.i)
        if found is None or not isinstance(found.value, Entity) or not found.value.id:
            found = self._apposed(head) or found
        if found is not None and (found.start <= head.i < found.end or head.i in self.mentions.holder_at):
            return found.value, found.chars
        if found is not None and found.start > head.i:
            return found.value, found.chars
        place = self.place(head)
        if place is not None and isinstance(place.value, Place):
            if place.value.level == "country" or (
                places and acting_country(place.value.name) and head.dep_ in ("nsubj", "nsubjpass", "poss")
            ):
                country = acting_country(place.value.name) or place.value.name
                return Entity(country, "country", text=place.value.text), place.chars
            if places and head.dep_ == "nsubj" and head.head.pos_ == "VERB" and place.value.level == "city":
                return Entity(place.value.name, "organization", text=place.value.text), place.chars  # "Flint sued the state"
            return None, None
        if head.pos_ == "PRON" and head.lower_ in PERSONAL_PRONOUNS or head.lower_ in POSSESSIVES:
            return None, (head.idx, head.idx + len(head))
        return self._phrase(head)

    def place(self, head: Token) -> Found | None:
        """The place that a phrase names: "the besieged town of Gora" and "the capital, Gora" are both Gora."""
        found = self.mentions.place_at.get(head.i)
        if found is not None or head.lemma_.lower() not in words("cues", "frames", "settled"):
            return found
        for child in head.children:
            named = [child] if child.dep_ == "appos" else [c for c in child.children if child.lower_ == "of" and c.dep_ == "pobj"]
            for token in named:
                if (found := self.mentions.place_at.get(token.i)) is not None:
                    return found
        return None

    def _apposed(self, head: Token) -> Found | None:
        """ "His wife, Ida Holt, left": the name that stands beside a description says who it is."""
        if head.pos_ not in ("NOUN", "PROPN"):
            return None
        for child in head.children:
            if child.dep_ == "appos" and child.i > head.i and not head.i < head.head.i < child.i:
                found = self.mentions.entity_at.get(child.i)
                if found is not None and isinstance(found.value, Entity) and found.value.type == "person" and found.value.id:
                    return found
        return None

    def _phrase(self, head: Token) -> tuple[Value | None, tuple[int, int] | None]:
        """ "British aircraft": a thing of a country or body acts for it."""
        if head.pos_ not in ("NOUN", "PROPN") or head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"):
            return None, None
        if head.lemma_.lower() in words("cues", "frames", "settled"):
            return None, None  # "the northern town"
        owned = any(
            child.dep_ in ("amod", "compound", "nmod") and (country_of_demonym(child.text) is not None or child.pos_ == "PROPN")
            for child in head.children
            if child.i < head.i
        )
        if (
            head.pos_ == "PROPN"
            and head.text[:1].isupper()
            and head.ent_type_ not in ("GPE", "LOC", "EVENT", "LAW", "WORK_OF_ART")
        ):
            # a name that nobody knows, where somebody must stand
            text = head.doc[head.left_edge.i : head.i + 1].text if head.left_edge.pos_ == "PROPN" else head.text
            start = head.left_edge if head.left_edge.pos_ == "PROPN" else head
            return Entity(text, "organization", text=text), (start.idx, head.idx + len(head))
        if not owned or head.pos_ == "PROPN":
            return None, None
        first = phrase_start(head)
        while first < head.i and head.doc[first].pos_ in ("DET", "NUM", "PUNCT", "ADP"):
            first += 1
        text = head.doc[first : head.i + 1].text
        return Entity(text, "group", text=text), (head.doc[first].idx, head.idx + len(head))
