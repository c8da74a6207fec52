"""Places in running text: cities, regions and countries with what they lie in, sites and streets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.gazetteer import Gazetteer, listed, spelling
from claimrec.extraction.mentions import Found
from claimrec.extraction.naming import Name, names_in
from claimrec.extraction.streets import address, corner, floor, numbered_road, numbered_street
from claimrec.lexicon import countries as lands
from claimrec.lexicon.cities import cities_named
from claimrec.values.place import Place

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["places_in", "suffixed"]

_LEVELS = ("site", "street", "area", "city", "region", "country")
_NEAR = frozenset({"near", "outside"})
_LOCATIVE = frozenset(
    "in at inside outside near into from to on around toward towards through across beside behind under".split()
)
_LINKS = frozenset(
    "in of , ( the 's ’s near at on neighborhood neighbourhood area city town district village suburb county province".split()
)
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# "Britain-based", "US-led": the country says something of the noun that follows, and is nobody's place.
_SUFFIXES = frozenset(
    "based led held backed born controlled wide run style made trained brokered mediated occupied administered flagged "
    "bound dominated speaking".split()
)


def places_in(doc: Doc) -> list[Found]:
    """The places of a Doc from left to right, each with what it lies in as far as that is sure.

    >>> from claimrec.extraction.language import english
    >>> [found] = places_in(english()("They met in the Belarusian capital."))
    >>> found.value.name, found.value.within, found.value.text
    ('Minsk', ('Belarus',), 'the Belarusian capital')
    """
    kept: list[Found] | None = doc.user_data.get("claimrec.places")
    if kept is None:
        kept = _Finder(doc).read()
        doc.user_data["claimrec.places"] = kept
    return list(kept)


class _Finder:
    """Finds the places of one Doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names = names_in(doc)
        self.gazetteer = Gazetteer(doc, self.names)
        self.lower = self.gazetteer.lower
        self.starting = {name.start: name for name in self.names}
        self.ending = {name.end: name for name in self.names}
        self.bodies = {i for name in self.names if name.kind == "organization" for i in range(name.start, name.end)}
        self.taken = bytearray(len(doc))

    def read(self) -> list[Found]:
        found: list[Found] = []
        for i, word in enumerate(self.lower):
            made = self._capital(i) if word == "capital" else self._block(i) if word == "block" else self._road(i)
            if made is not None:
                self._add(found, made)
        for name in self.names:
            free = not any(self.taken[name.start : name.end])
            if name.kind in ("place", "country") and free and not suffixed(self.doc, name.end):
                self._add(found, self._named(name))
        for name in self.names:
            if name.kind == "organization" and self._entered(name):
                self._add(found, self._found(Place(name.text, (), level="site"), name.start, name.end, name.end - 1))
        for token in self.doc:
            if token.pos_ in ("NOUN", "PROPN") and not self.taken[token.i]:
                site = self._site(token)
                if site is not None:
                    self._add(found, site)
        return self._nested(sorted(found, key=lambda f: (f.start, -f.end)))

    def _add(self, found: list[Found], made: Found) -> None:
        found.append(made)
        self.taken[made.start : made.end] = b"\1" * (made.end - made.start)

    def _found(self, place: Place, start: int, end: int, head: int) -> Found:
        span = self.doc[start:end]
        return Found(evolve(place, text=span.text), start, end, head, (span.start_char, span.end_char))

    def _entered(self, name: Name) -> bool:
        """ "Inside Club Orion", "outside Harbour Health": a body that people are in or before is a building."""
        before = name.start - 1
        while before > 0 and self.lower[before] == "the":
            before -= 1
        last = self.doc[name.end - 1]
        return before >= 0 and self.lower[before] in ("inside", "outside") and last.dep_ == "pobj" and not self.taken[name.start]

    # -- names --------------------------------------------------------------------------------------

    def _named(self, name: Name) -> Found:
        outer = self.gazetteer.outer(name)
        if name.site and self.lower[name.end - 1] in listed("streets"):
            return self._street(name)
        if name.site and not self.gazetteer.is_town(name):
            place, end = Place(name.text, (), level="site"), name.end
        elif outer is not None:
            place, end = self._within(name, *outer)
        elif name.kind == "country":
            place, end = Place(name.canonical, (), level="country"), name.end
        else:
            place, end = self.gazetteer.place(name)
        return self._widened(place, name, end)

    def _road(self, i: int) -> Found | None:
        """An address, a numbered road or a corner at the token."""
        word = self.lower[i]
        if self.taken[i]:
            return None
        if word[0].isdigit():
            told = address(self.doc, self.lower, i) or numbered_street(self.doc, self.lower, i)
        elif word in listed("addresses", "numbered"):
            told = numbered_road(self.doc, i)
        elif word in ("floor", "floors"):
            told = floor(self.doc, self.lower, i)
        else:
            told = corner(self.doc, self.lower, i) if word in listed("addresses", "plurals") else None
        if told is None or any(self.taken[told.start : told.end]):
            return None
        near = told.start > 0 and self.lower[told.start - 1] == "near"
        return self._found(evolve(told.place, near=near), told.start, told.end, told.head)

    def _street(self, name: Name) -> Found:
        """ "Elm Street", "318 Elm St.": a house is narrower than its street."""
        start, head = name.start, int(self.doc[name.start : name.end].root.i)
        if self.doc[start].text.isdigit() and name.end - start > 2:
            street = self.doc[start + 1 : name.end].text
            return self._found(Place(name.text, (street,), level="street"), start, name.end, head)
        if start > 0 and self.doc[start - 1].text.isdigit() and not self.taken[start - 1]:
            return self._found(
                Place(f"{self.lower[start - 1]} {name.text}", (name.text,), level="street"), start - 1, name.end, head
            )
        return self._found(Place(name.text, (), level="street"), start, name.end, head)

    def _within(self, name: Name, end: int, region: str, country: str) -> tuple[Place, int]:
        """ "Springfield, Ohio": one place; a country behind the state belongs to the phrase."""
        own = [r for r in lands.regions_named(name.text) if r.country == country] if not region else []
        within = (region, country) if region else (country,)
        if own:
            place = Place(own[0].name, within, level="region")
        else:
            place = Place(spelling(name.text, within), within, level=self.gazetteer.level(name) or "city")
        last = self.starting.get(end + 1) if end + 1 < len(self.doc) and self.lower[end] == "," else None
        if last is not None and last.kind == "country" and last.canonical == country:
            end = last.end
        return place, end

    def _widened(self, place: Place, name: Name, end: int) -> Found:
        """The Found, with a compass word and "near" before the name taken in."""
        doc, start = self.doc, name.start
        head = int(doc[name.start : name.end].root.i)
        if start > 0 and self.lower[start - 1] in listed("compass", "words") and not self.taken[start - 1]:
            start -= 1
            word = self.lower[start]
            if start > 1 and self.lower[start - 1] == "-" and self.lower[start - 2] in ("north", "south"):
                start -= 2  # "north-western"
                word = self.lower[start] + word
            level = "region" if place.level in ("region", "country") else "area"
            place = Place(f"{word} {place.name}", (place.name, *place.within), level=level)
        before = start - 1
        while before > 0 and self.lower[before] in ("the", "of", "city", "town", "village"):
            before -= 1
        modifies = doc[head].dep_ in ("compound", "nmod", "poss") and doc[head].head.i >= end  # "near the Oslo station"
        if before >= 0 and self.lower[before] in _NEAR and not modifies:
            place, start = evolve(place, near=True), before
        return self._found(place, start, end, head)

    # -- phrases ------------------------------------------------------------------------------------

    def _capital(self, i: int) -> Found | None:
        """ "the Belarusian capital", "Iran's capital", "the capital of Iran", with the city's name beside it if it is there."""
        start, end = i, i + 1
        owner = self.ending.get(i - 1 if i and self.lower[i - 1] in _POSSESSIVES else i)
        if owner is not None and owner.kind in ("demonym", "country"):
            start = owner.start
        else:
            j = i + 2 + (i + 2 < len(self.lower) and self.lower[i + 2] == "the")
            if i + 1 >= len(self.lower) or self.lower[i + 1] != "of":
                return self._only_capital(i)
            owner = self.starting.get(j)
            if owner is None or owner.kind != "country":
                return None
            end = owner.end
        country = owner.canonical
        capital = lands.capital_of(country)
        if capital is None or (end < len(self.doc) and self.doc[end].pos_ == "NOUN" and self.lower[end] != "city"):
            return None  # "capital punishment"
        if start > 0 and self.lower[start - 1] == "the":
            start -= 1
        beside = self._beside_capital(start, end, country)
        if beside is not None:
            start, end, capital = min(start, beside.start), max(end, beside.end), spelling(beside.text, (country,))
        return self._found(Place(capital, (country,), level="city"), start, end, i)

    def _only_capital(self, i: int) -> Found | None:
        """ "The capital" alone, in a text that speaks of one country only."""
        countries = self.gazetteer.countries
        if i == 0 or self.lower[i - 1] != "the" or len(countries) != 1 or self.doc[i].dep_ in ("compound", "amod"):
            return None
        country = next(iter(countries))
        capital = lands.capital_of(country)
        return self._found(Place(capital, (country,), level="city"), i - 1, i + 1, i) if capital is not None else None

    def _beside_capital(self, start: int, end: int, country: str) -> Name | None:
        """The city's own name in apposition: "the Belarusian capital, Minsk", "Minsk, the capital of Belarus"."""
        j = end + 1 if end < len(self.lower) and self.lower[end] in (",", "city", "of") else end
        for name in (self.starting.get(j), self.ending.get(start - 1) if start and self.lower[start - 1] == "," else None):
            if name is None or name.kind != "place":
                continue
            if lands.country_of_capital(name.text) == country or any(c.country == country for c in cities_named(name.text)):
                return name
        return None

    def _block(self, i: int) -> Found | None:
        """ "the 1200 block of Main Street": narrower than its street, which is narrower than its city."""
        if i + 2 >= len(self.doc) or self.lower[i + 1] != "of":
            return None
        j = i + 2
        while j < len(self.doc) and (
            self.doc[j].text[:1].isupper() or self.doc[j].like_num or self.lower[j] in listed("streets")
        ):
            j += 1
            if self.lower[j - 1] in listed("streets"):
                break
        if j == i + 2:
            return None
        start = i - 1 if i and any(c.isdigit() for c in self.lower[i - 1]) else i
        street = self.doc[i + 2 : j].text
        return self._found(Place(f"{self.doc[start : i + 1].text} of {street}", (street,), level="street"), start, j, i)

    def _site(self, token: Token) -> Found | None:
        """A building or ground by its head noun, with the name before it if there is one ("the Harbor movie theater")."""
        i, sites = token.i, listed("sites")
        lemma = token.lemma_.lower() if token.pos_ == "NOUN" else self.lower[i]
        two = f"{self.lower[i - 1]} {lemma}" if i else lemma
        if (lemma not in sites and two not in sites) or (lemma in listed("weak_sites") and i in self.bodies):
            return None  # "Medical Examiner's Office"
        if token.dep_ in ("compound", "nmod", "amod") and 0 < token.head.i - i < 3:
            return None
        start = i
        while start > 0 and self._before_site(start - 1):
            start -= 1
        named = any(self.doc[k].pos_ == "PROPN" for k in range(start, i + 1))
        placed = token.dep_ == "pobj" and (token.head.lower_ in _LOCATIVE or _is_front(token.head))
        several = token.tag_ in ("NNS", "NNPS") and not named and lemma not in listed("plural_sites")
        if not (named or placed) or several:
            return None
        before = start - 1
        while before > 0 and self.lower[before] in ("the", "a", "an"):
            before -= 1
        near = before >= 0 and self.lower[before] in _NEAR
        return self._found(Place(self.doc[start : i + 1].text, (), level="site", near=near), start, i + 1, i)

    def _before_site(self, i: int) -> bool:
        token = self.doc[i]
        if (
            self.taken[i]
            or token.is_space
            or token.ent_type_ in ("DATE", "TIME")
            or token.dep_ not in ("compound", "nmod", "punct", "amod")
        ):
            return False
        if token.text == "-":
            return bool(i > 0 and not token.whitespace_ and self._before_site(i - 1))
        return token.pos_ in ("PROPN", "NOUN")

    # -- what lies in what --------------------------------------------------------------------------

    def _nested(self, found: list[Found]) -> list[Found]:
        """ "the arena in Springfield", "Qingdao in China's Shandong province": a smaller place lies in the one after it."""
        made = list(found)
        for n in range(len(made) - 2, -1, -1):
            inner, outer = made[n], made[n + 1]
            between = self.lower[inner.end : outer.start]
            a, b = inner.value, outer.value
            assert isinstance(a, Place)
            assert isinstance(b, Place)
            if between[1:] == ["of"] and between[0] in listed("levels", "city"):
                made[n + 1] = evolve(outer, value=_named_town(b, a))
                continue
            if not _linked(between):
                continue
            if between[0] in _POSSESSIVES:
                made[n + 1] = evolve(outer, value=_owned(b, a))
                continue
            b = self._owned_by(made, n + 1) or b
            if _smaller(a, b) and not b.near and not (between == [","] and a.level in ("city", "region") and a.within):
                made[n] = evolve(inner, value=_lying_in(a, b, said=between[0] in ("in", "of", "(")))
        return made

    def _owned_by(self, found: list[Found], n: int) -> Place | None:
        """In "eastern China's Shandong province" the place meant is the province."""
        if n + 1 >= len(found) or self.lower[found[n].end : found[n + 1].start] not in (["'s"], ["’s"]):
            return None
        place = found[n + 1].value
        return place if isinstance(place, Place) and place.level in ("city", "region", "area") else None


def suffixed(doc: Doc, end: int) -> bool:
    """True before "-based", "-led" and the like: the name says something of the noun that follows."""
    return end + 1 < len(doc) and doc[end].text in ("-", "–") and not doc[end].whitespace_ and doc[end + 1].lower_ in _SUFFIXES


def _is_front(preposition: Token) -> bool:
    """The "of" of "in front of" and "outside of"."""
    return preposition.lower_ == "of" and preposition.i > 0 and preposition.head.lower_ in ("front", "outside", "inside")


def _linked(between: list[str]) -> bool:
    """True where only words that link a place with the one around it stand between two places."""
    return 0 < len(between) <= 3 and all(w in _LINKS or w in listed("compass", "words") for w in between)


def _owned(place: Place, owner: Place) -> Place:
    """ "Syria's Idlib province": the owner is around the place."""
    if (
        owner.level not in ("country", "region")
        or not (_smaller(place, owner) or owner.level == place.level)
        or place.name == owner.name
    ):
        return place
    around = {owner.name, *owner.within}
    return place if around & set(place.within) else evolve(place, within=(*place.within, owner.name, *owner.within))


def _named_town(town: Place, around: Place) -> Place:
    """ "The southern Wyoming town of Torrington": a town of that state."""
    if around.level not in ("region", "country") or town.within or town.level != "city":
        return town
    return evolve(town, within=around.within if around.name.endswith(around.within[:1]) else (around.name, *around.within))


def _lying_in(place: Place, outer: Place, *, said: bool) -> Place:
    """A place in the one that the text puts it in, where it says so ("in"); else a city keeps what the gazetteer says."""
    around = (outer.name, *outer.within)
    if set(place.within) & set(around):
        return evolve(place, within=_longer(place.within, around))
    if not place.within:
        return evolve(place, within=around)
    fits = said or any(city.within[-1] == around[-1] for city in cities_named(place.name))
    if place.within[-1] == around[-1] or (place.level == "city" and fits):
        return evolve(place, within=around)
    return evolve(place, within=(*place.within, *around)) if place.level in ("site", "street", "area") else place


def _longer(known: tuple[str, ...], around: tuple[str, ...]) -> tuple[str, ...]:
    """Two chains that share a place, joined: what only the nearer one has stands first."""
    if around[0] in known:
        return known
    return (*(name for name in known if name not in around), *around)


def _smaller(a: Place, b: Place) -> bool:
    if a.level is None:
        return b.level in ("city", "region", "country")
    if b.level is None:
        return a.level in ("site", "street")
    return _LEVELS.index(a.level) < _LEVELS.index(b.level)
