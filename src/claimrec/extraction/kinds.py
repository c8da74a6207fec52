"""What a name names: the model's label weighed against word lists, the words around it, and the rest of the text.

Who is called "Jane Smith" once is a person as "Smith" too; what stands before ", Ohio" once is a place wherever it
stands; "Minsk" is a place though the model may call it a body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from claimrec.lexicon import countries as lands
from claimrec.lexicon import fold, table, titles, words
from claimrec.lexicon.cities import cities_like, cities_named

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc

__all__ = ["Candidate", "Kinds"]

# Countries whose names are common as given names or as names of a state.
_MISTAKABLE = frozenset({"chad", "jordan", "georgia"})
_DIRECTIONS = frozenset({"west", "east", "north", "south"})
_LOCATIVE = frozenset({"in", "at", "near", "from", "to", "of", "around", "into", "outside", "toward", "towards"})
_FAMOUS = 700  # thousands of inhabitants from which on a lone name is a city whatever the model says
_LARGE = 50  # the same for a name after "in"
_KNOWN = 15  # the same for a name in a country that the text speaks of
_YOUNG, _OLD = 10, 110  # a number behind a name, between commas, is an age
_AMERICAN = frozenset({"atlanta", "savannah", "sheriff", "ga.", "u.s.", "us", "georgians", "county"})
_CAUCASIAN = frozenset({"tbilisi", "abkhazia", "ossetia", "moscow", "russian", "russia", "caucasus"})


@frozen
class Candidate:
    """Words that may be a name, with the model's label, "BODY" for a body told by its head noun, or "" for neither."""

    start: int
    end: int
    label: str


class Kinds:
    """Tells the kinds of the candidates of one Doc."""

    def __init__(self, doc: Doc, candidates: list[Candidate]) -> None:
        self.doc = doc
        self.candidates = candidates
        self.texts = [doc[c.start : c.end].text for c in candidates]
        self.countries = {found.name for text in self.texts if (found := lands.country_named(text)) is not None}
        self.countries |= {land for text in self.texts if (land := lands.country_of_demonym(text)) is not None}
        self.places = {text for c, text in zip(candidates, self.texts, strict=True) if self._before_state(c, text)}
        self.people = self._last_names()

    def told(self) -> Iterator[tuple[Candidate, str, str]]:
        """Each candidate that names something, its kind ("place/site" for a building), and its normal name ("" for its words)."""
        for candidate, text in zip(self.candidates, self.texts, strict=True):
            kind, canonical = self._kind(candidate, text)
            if kind:
                yield candidate, kind, canonical

    # -- what the text says elsewhere -------------------------------------------------------------------

    def _before_state(self, c: Candidate, text: str) -> bool:
        """ "Garden Grove, California": what stands before a state is a place in it, unless the model takes it for a person."""
        doc = self.doc
        if c.end + 1 >= len(doc) or doc[c.end].text != "," or lands.country_named(text):
            return False
        states = lands.regions_named(doc[c.end + 1].text) or lands.regions_named(doc[c.end + 1 : c.end + 3].text)
        if (
            states
            and c.label in ("ORG", "", "GPE", "LOC")
            and not self._titled(c)
            and text.split()[-1].lower() not in titles.bodies("all")
        ):
            return True
        return any(city.region == state.name for state in states for city in cities_named(text) or cities_like(text))

    def _last_names(self) -> frozenset[str]:
        """Last words of full names that the model takes for persons, or that the words around tell as such."""
        doc = self.doc
        votes: Counter[str] = Counter()
        for c, text in zip(self.candidates, self.texts, strict=True):
            last = doc[c.end - 1]
            if not 1 < c.end - c.start < 6 or not (last.is_alpha or "-" in last.text) or text in self.places:
                continue
            if self._placed(c, text):
                votes[last.text] -= 1
            elif c.label == "PERSON" or self._titled(c) or self._told_who(c) or self._aged(c):
                votes[last.text] += 1
            elif c.label in ("GPE", "LOC", "FAC"):
                votes[last.text] -= 1
        return frozenset(word for word, count in votes.items() if count > 0)

    def _titled(self, c: Candidate) -> bool:
        if c.start == 0:
            return False
        word = self.doc[c.start - 1]
        if word.text == "." and c.start > 1 and titles.rank_class(self.doc[c.start - 2].lower_) is not None:
            return True
        low = word.lower_
        return (
            low in titles.honorifics()
            or titles.rank_class(low) is not None
            or (titles.office_class(low) is not None and word.text[:1].isupper())
        )

    def _told_who(self, c: Candidate) -> bool:
        """True for a name of plain words that "who ..." or an office in apposition follows."""
        doc, end = self.doc, c.end
        if any(not t.is_alpha or t.lower_ in titles.bodies("all") for t in doc[c.start : end]):
            return False
        if self._put_in_office(c):
            return True
        if end + 1 >= len(doc) or doc[end].text != ",":
            return False
        i = end + 1
        if doc[i].lower_ == "who":
            return True
        if doc[i].lower_ in ("the", "a", "an", "its", "their", "then", "former") and i + 1 < len(doc):
            i += 1
        for token in doc[i : i + 5]:
            if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
                return False
            if titles.office_class(token.lower_) is not None:
                return True
        return False

    def _put_in_office(self, c: Candidate) -> bool:
        """ "Appointed Jane Roe prime minister": a full name between such a verb and a title behind which no name follows."""
        doc = self.doc
        if c.start == 0 or not 1 < c.end - c.start < 4 or doc[c.start - 1].lemma_ not in words("cues", "offices", "naming"):
            return False
        for token in doc[c.end : c.end + 4]:
            if not token.text.islower() or token.pos_ not in ("NOUN", "ADJ"):
                return False
            if titles.office_class(token.lower_) is not None:
                return token.i + 1 == len(doc) or doc[token.i + 1].pos_ not in ("PROPN", "NOUN")
        return False

    def _aged(self, c: Candidate) -> bool:
        """ "Okafor, 34, was": who is of an age is a person."""
        doc, end = self.doc, c.end
        if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 2].text not in (",", ".", ";"):
            return False
        age = doc[end + 1].text
        words = doc[c.start : end]
        return (
            age.isdigit()
            and _YOUNG <= int(age) <= _OLD
            and all(t.text[:1].isupper() and t.text[1:].islower() and t.lower_ not in titles.bodies("all") for t in words)
        )

    def _placed(self, c: Candidate, text: str) -> bool:
        """A name of several words, or after "in", that the gazetteer has in a country of which the text speaks."""
        if self._titled(c) or (text.isupper() and len(text) < 6):
            return False
        before = self.doc[c.start - 1].lower_ if c.start else ""
        if c.end - c.start == 1 and before not in _LOCATIVE:
            return False
        if before == "in" and any(city.thousands >= (_LARGE if c.label == "PERSON" else _KNOWN) for city in cities_named(text)):
            return True
        return any(
            city.country in self.countries and city.thousands >= _KNOWN for city in cities_named(text) or cities_like(text)
        )

    # -- one name ---------------------------------------------------------------------------------------

    def _kind(self, c: Candidate, text: str) -> tuple[str, str]:
        if not any(ch.isalpha() for ch in text) or self._is_portfolio(c, text):
            return "", ""
        if c.label == "BODY":
            return "organization", ""
        if fold(text) in _groups():
            return "organization", ""
        return self._land(c, text) or self._by_context(c, text) or self._by_head(c, text) or self._by_label(c, text)

    def _is_portfolio(self, c: Candidate, text: str) -> bool:
        """ "Defense" in "Defense Minister" and "State" in "Secretary of State" are parts of a title, no bodies."""
        if titles.portfolio(text) is None:
            return False
        doc = self.doc
        after = doc[c.end].lower_ if c.end < len(doc) else ""
        before = doc[c.start - 2].lower_ if c.start > 1 and doc[c.start - 1].lower_ == "of" else ""
        return any(titles.office_class(w) in ("minister", "secretary", "head", "undersecretary") for w in (after, before) if w)

    def _land(self, c: Candidate, text: str) -> tuple[str, str] | None:
        """A country, a nationality, or what stands for a government."""
        country = lands.country_named(text)
        if country is None and text.endswith("s") and text[:-1].lower() not in ("america", "guinea", "congo"):
            country = lands.country_named(text[:-1])  # an apostrophe lost in copying ("Syrias forces")
        key = fold(text)
        if country is not None and not (key in _MISTAKABLE and (c.label == "PERSON" or text in self.people)):
            if key == "georgia" and self.american:
                return "place", "Georgia"
            return "country", country.name
        demonym = lands.country_of_demonym(text)
        if demonym is not None:
            return ("people" if self._plural_people(c) else "demonym"), demonym
        people = lands.country_of_people(text)
        if people is not None:
            return "people", people
        return ("organization", "") if lands.country_of_seat(text) is not None else None

    def _plural_people(self, c: Candidate) -> bool:
        """ "Iranians", "the British said": people, where "Iranian" before a noun is a modifier."""
        token = self.doc[c.end - 1]
        if token.tag_ in ("NNS", "NNPS"):
            return True
        return token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN") and token.tag_ != "JJ"

    @cached_property
    def american(self) -> bool:
        """True where the text speaks of the United States and not of the Caucasus, so that Georgia is the state."""
        words = {t.lower_ for t in self.doc if t.text[:1].isupper()}
        return bool(words & _AMERICAN) and not words & _CAUCASIAN

    def _by_context(self, c: Candidate, text: str) -> tuple[str, str] | None:
        last = text.split()[-1]
        if text in self.places or (c.label != "NORP" and self._before_area(c) and not self._titled(c)):
            return "place", ""
        if last in self.people and c.label != "NORP" and (c.end - c.start == 1 or self._told_who(c)):
            return "person", ""
        if c.label in ("ORG", "GPE", "") and self._like_a_person(c) and not self._placed(c, text):
            return "person", ""
        if c.label in ("PERSON", "ORG", "GPE", "") and self._aged(c) and not (lands.regions_named(text) or _famous(text)):
            return "person", ""
        if self._titled(c) and c.label != "NORP" and not (lands.regions_named(text) or _famous(text)):
            return "person", ""
        return None

    def _before_area(self, c: Candidate) -> bool:
        """ "Raqqa city", "the village of Dubno": an area noun of its own follows or stands before."""
        doc = self.doc
        if c.start > 1 and doc[c.start - 1].lower_ == "of" and doc[c.start - 2].lower_ in _areas() and c.label != "BODY":
            return True
        if c.end >= len(doc) or doc[c.end].lower_ not in _areas() or not doc[c.end].text.islower() or doc[c.end].tag_ != "NN":
            return False
        return c.end + 1 >= len(doc) or doc[c.end + 1].pos_ not in ("NOUN", "PROPN")

    def _like_a_person(self, c: Candidate) -> bool:
        """Two to four plain words, the first of them a given name."""
        words = self.doc[c.start : c.end]
        if not 2 <= len(words) <= 4 or words[0].lower_ not in _given():
            return False
        return all(t.text[:1].isupper() and (t.is_alpha or "." in t.text) for t in words) and not (
            words[-1].lower_ in titles.bodies("all") or words[-1].lower_ in _listed("sites") | _listed("streets") | _areas()
        )

    def _by_head(self, c: Candidate, text: str) -> tuple[str, str] | None:
        """What the last word says, or a list of places."""
        last, single = self.doc[c.end - 1].lower_, c.end - c.start == 1
        region = lands.world_region(text)
        if region is not None:
            return "place", region
        if (
            last in _listed("occasions") | _listed("calendar")
            or fold(text) in _DIRECTIONS
            or (single and last in titles.unnamed("bodies") and not (text.isupper() and len(text) > 1))
        ):
            return "", ""  # "Police" and "West" name nothing by themselves
        if not single and last in titles.bodies("all"):
            return "organization", ""
        if not single and last in _listed("natural"):
            return "place", ""
        if c.label == "FAC" or (not single and last in _listed("streets") | _listed("sites")):
            return "place/site", ""
        if single and last in titles.bodies("state"):
            return "organization", ""
        if c.label not in ("GPE", "LOC", "NORP") and self._placed(c, text):
            return "place", ""
        return None

    def _by_label(self, c: Candidate, text: str) -> tuple[str, str]:
        single = c.end - c.start == 1
        if c.label == "NORP":
            return ("people" if self._plural_people(c) else ""), ""
        if c.label in ("GPE", "LOC"):
            acronym = single and text.isupper() and 1 < len(text) < 7 and not (lands.regions_named(text) or cities_named(text))
            return ("organization" if acronym else "place"), ""
        if _famous(text) and (single or c.label != "PERSON"):
            return "place", ""
        if c.label in ("", "ORG") and lands.regions_named(text):
            return "place", ""
        if c.label == "PERSON":
            if single and text.isupper() and len(text) <= 5:
                return "organization", ""
            return ("person" if self._personal(c) else ""), ""
        if text.split()[-1] in self.people and c.label in ("ORG", "") and (single or c.end - c.start < 4):
            return "person", ""
        acronym = c.label == "" and single and text.isupper() and 2 <= len(text) <= 6
        return ("organization" if c.label == "ORG" or acronym else ""), ""

    def _personal(self, c: Candidate) -> bool:
        """A name that the model takes for a person ends in a capitalised word and has no figure in it."""
        words = self.doc[c.start : c.end]
        if not words[-1].text[:1].isupper() or any(t.like_num or t.is_space for t in words):
            return False
        return any(t.pos_ not in ("VERB", "AUX", "ADP", "ADV", "PRON", "DET") for t in words)


@cache
def _famous(text: str) -> bool:
    """True for a capital and for a city of which everybody has heard."""
    if lands.country_of_capital(text) is not None:
        return True
    if len(text) < 4 or (text.isupper() and len(text) < 6 and not any(c.name.upper() == text for c in cities_named(text))):
        return False
    cities = cities_named(text)
    return bool(cities) and cities[0].thousands >= _FAMOUS


@cache
def _groups() -> frozenset[str]:
    return frozenset(
        fold(name) for names in table("groups").values() for name in names if len(name) > 2 or name in ("UN", "EU", "AP", "RT")
    )


@cache
def _listed(section: str) -> frozenset[str]:
    return frozenset(table("places")[section])


@cache
def _areas() -> frozenset[str]:
    return frozenset(word for words in table("places")["levels"].values() for word in words)


@cache
def _given() -> frozenset[str]:
    return frozenset(table("names")["persons"]["given"].split())
