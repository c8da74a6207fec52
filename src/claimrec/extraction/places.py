"""Places in running text: cities, regions and countries with what they lie in, sites and streets.

Where a name fits several cities, what the text speaks of decides ("Springfield, Ohio" once is Springfield, Ohio, ever
after; a state or country that is mentioned speaks for its own cities). Where nothing decides, ``within`` stays empty.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.mentions import Found
from claimrec.extraction.naming import Name, names_in
from claimrec.lexicon import countries as lands
from claimrec.lexicon import fold, table
from claimrec.lexicon.cities import City, cities_named
from claimrec.values.place import Place

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["places_in"]

_LEVELS = ("site", "street", "area", "city", "region", "country")
_NEAR = frozenset({"near", "outside"})
_LOCATIVE = frozenset({"in", "at", "inside", "outside", "near", "into", "from", "to", "on", "around", "toward", "towards", "through", "across", "beside", "behind"})
_LINKS = frozenset({"in", "of", ",", "(", "the", "'s", "’s", "near", "at", "on", "outside", "neighborhood", "neighbourhood", "area", "city", "town", "district", "village", "suburb", "county", "province", "section", "part", "southern", "northern"})
_CARRIERS = frozenset({"city", "town", "village", "district", "province", "region", "suburb", "state", "county", "governorate", "neighborhood", "neighbourhood", "township", "municipality", "island", "port", "capital", "area", "border"})
_SURE = 5.0  # a city this many times larger than the next of its name is meant where nothing else decides
_SMALL = 50  # thousands of inhabitants below which a name alone decides nothing
_SPELLED = 100  # thousands of inhabitants from which on the table's spelling is taken for the usual one
_SPECIAL_ABBREVIATIONS = {"D.C.": "District of Columbia", "DC": "District of Columbia"}


def places_in(doc: Doc) -> list[Found]:
    """The places of a Doc from left to right, each with what it lies in as far as that is sure.

    >>> from claimrec.extraction.language import english
    >>> [f.value] = places_in(english()("They met in the Belarusian capital."))
    >>> f.value.name, f.value.within, f.value.text
    ('Minsk', ('Belarus',), 'the Belarusian capital')
    """
    kept: list[Found] | None = doc.user_data.get("claimrec.places")
    if kept is None:
        kept = _Gazetteer(doc).read()
        doc.user_data["claimrec.places"] = kept
    return list(kept)


class _Gazetteer:
    """Reads one Doc; knows which states and countries it speaks of."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names = names_in(doc)
        self.lower = [t.lower_ for t in doc]
        self.starting = {name.start: name for name in self.names}
        self.covered = bytearray(len(doc))
        for name in self.names:
            self.covered[name.start : name.end] = b"\1" * (name.end - name.start)
        self.countries: Counter[str] = Counter()
        self.regions: Counter[tuple[str, str]] = Counter()
        self.decided: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._survey()

    def read(self) -> list[Found]:
        found = self._capitals() + self._blocks()
        skipped = {i for f in found for i in range(f.start, f.end)}
        for name in self.names:
            if name.kind in ("place", "country") and name.start not in skipped:
                made = self._place(name)
                if made is not None:
                    found.append(made)
                    skipped.update(range(made.start, made.end))
        found += self._sites(skipped)
        return self._chained(sorted(found, key=lambda f: (f.start, -f.end)))

    # -- what the text speaks of ------------------------------------------------------------------

    def _survey(self) -> None:
        """Count the states and countries mentioned, and settle the cities that stand beside one ("Springfield, Ohio")."""
        for name in self.names:
            if name.kind in ("country", "demonym", "people"):
                self.countries[name.canonical] += 1
            elif name.kind == "place":
                for region in lands.regions_named(name.text):
                    if not cities_named(name.text) or not self._after_comma(name) and region.name != name.text:
                        self.regions[region.name, region.country] += 1
                        self.countries[region.country] += 1
                        continue
                    self.regions[region.name, region.country] += 1
                    self.countries[region.country] += 1
                country = lands.country_of_capital(name.text)
                if country is not None:
                    self.countries[country] += 1
        for name in self.names:
            if name.kind in ("place", "person", "organization", "country"):
                outer = self._outer(name)
                if outer is not None:
                    _, region, country = outer
                    self.countries[country] += 1
                    if region:
                        self.regions[region, country] += 1
                    within = (region, country) if region else (country,)
                    self.decided.setdefault(fold(name.text), (self._spelling(name.text, within), within))

    def _after_comma(self, name: Name) -> bool:
        return name.start > 1 and self.lower[name.start - 1] == ","

    def _outer(self, name: Name) -> tuple[int, str, str] | None:
        """ "..., Ohio", "..., Ill.", "..., CO", "..., Belarus" right after a name: (end, region, country)."""
        i = name.end
        if i + 1 >= len(self.doc) or self.lower[i] not in (",", "("):
            return None
        j = i + 1
        token = self.doc[j]
        following = self.starting.get(j)
        end = following.end if following is not None else j + 1
        text = self.doc[j:end].text
        if not text[:1].isupper():
            return None
        if name.site or fold(name.text) == fold(text):
            return None
        if name.kind == "country" and not lands.regions_named(text):
            return None
        if name.kind in ("person", "organization") and not cities_named(name.text):
            return None
        regions = lands.regions_named(_SPECIAL_ABBREVIATIONS.get(text, text), codes=True)
        if regions and (name.kind not in ("person", "organization", "country") or any(c.region == regions[0].name for c in cities_named(name.text))):
            if len(regions) == 1 or True:
                return end, regions[0].name, regions[0].country
        country = lands.country_named(text)
        if country is not None and name.kind == "place":
            if not self._row(name, end):
                return end, "", country.name
        del token
        return None

    def _row(self, name: Name, end: int) -> bool:
        """ "in Syria, Iraq and Iran" is a row of countries, no city in a country."""
        if lands.country_named(name.text) or lands.world_region(name.text):
            return True
        cities = cities_named(name.text)
        outer = lands.country_named(self.doc[name.end + 1 : end].text)
        return bool(cities) and outer is not None and all(c.country != outer.name for c in cities)

    @staticmethod
    def _spelling(text: str, within: tuple[str, ...]) -> str:
        for city in cities_named(text):
            if city.thousands < _SPELLED:
                break
            if city.within[-1] == within[-1] and (len(within) == 1 or not city.region or city.region == within[0]):
                return city.name
        return text

    # -- one name ------------------------------------------------------------------------------------

    def _place(self, name: Name) -> Found | None:
        start, end = name.start, name.end
        outer = self._outer(name)
        if name.kind == "country" and outer is None:
            place = Place(name.canonical, (), name.text, "country")
        elif name.site:
            street = self.lower[end - 1] in _streets()
            place = Place(name.text, (), name.text, "street" if street else "site")
        elif outer is not None:
            end, region, country = outer
            within = (region, country) if region else (country,)
            if region and fold(region) == fold(name.text) and not cities_named(name.text):
                return None
            level = "city"
            regions = [r for r in lands.regions_named(name.text) if r.country == country]
            if regions and not region:
                place, level = Place(regions[0].name, (country,)), "region"
            else:
                place = Place(self._spelling(name.text, within), within)
            place = evolve(place, level=self._level(name) or level)
            # "Aurora, Colorado, United States": the country is part of the phrase.
            if end + 1 < len(self.doc) and self.lower[end] == "," and (last := self.starting.get(end + 1)) is not None and last.kind == "country":
                if last.canonical == country:
                    end = last.end
        else:
            known = self._known(name)
            if known is None:
                return None
            place = known
        return self._shown(place, start, end, doc_root(self.doc, name))

    def _known(self, name: Name) -> Place | None:
        text = name.text
        region_level = self._level(name)
        bare = _bare(text)
        if lands.world_region(text):
            return Place(name.canonical, (), level="region")
        regions = lands.regions_named(text) or lands.regions_named(bare)
        cities = cities_named(text)
        if fold(text) in self.decided:
            shown, within = self.decided[fold(text)]
            if not regions or region_level != "region":
                return Place(shown, within, level=region_level or "city")
        if regions and (region_level == "region" or not self._rather_city(text, cities)):
            named = [r for r in regions if self.countries[r.country]] or list(regions)
            if len({r.country for r in named}) == 1:
                return Place(named[0].name, (named[0].country,), level="region")
            return Place(text, (), level="region")
        if region_level in ("region", "area"):
            cities = cities or cities_named(bare)
            country = self._one_country(cities)
            return Place(text, (country,) if country else (), level=region_level)
        cities = cities or cities_named(bare)
        if not cities:
            return Place(text, (), level=region_level)
        city = self._choose(cities)
        if city is None:
            shared = {c.country for c in cities}
            return Place(text, tuple(shared) if len(shared) == 1 and self.countries[next(iter(shared))] else (), level="city")
        return Place(city.name if city.thousands >= _SPELLED else text, city.within, level="city")

    def _rather_city(self, text: str, cities: tuple[City, ...]) -> bool:
        """Names of both a state and a city: New York and Washington are cities unless the text says "state"."""
        if not cities or fold(text) not in ("new york", "washington", "mexico", "quebec", "idlib", "homs", "aleppo"):
            return False
        return True

    def _level(self, name: Name) -> str | None:
        """The level that an area noun in or after the name gives ("Shandong province", "the city of Homs")."""
        levels = table("places")["levels"]
        for word in (self.lower[name.end - 1], self.lower[name.end] if name.end < len(self.doc) else ""):
            for level, words in levels.items():
                if word in words and not (word == self.lower[name.end - 1] and name.end - name.start == 1):
                    return str(level)
        if name.start > 1 and self.lower[name.start - 1] == "of":
            for level, words in levels.items():
                if self.lower[name.start - 2] in words:
                    return str(level)
        return None

    def _one_country(self, cities: tuple[City, ...]) -> str | None:
        said = {c.country for c in cities if self.countries[c.country]}
        if len(said) == 1:
            return next(iter(said))
        city = self._choose(cities)
        return city.country if city is not None else None

    def _choose(self, cities: tuple[City, ...]) -> City | None:
        """The city that the text can only mean; None where it may mean another."""
        scored = sorted(((self._score(c), c) for c in cities), key=lambda pair: (-pair[0], -pair[1].thousands, pair[1].country, pair[1].region))
        if not scored:
            return None
        best, city = scored[0]
        said = self.countries[city.country] or self.regions[city.region, city.country]
        if len(scored) == 1:
            return city if said or city.thousands >= _SMALL else None
        if not said and city.thousands < 2 * _SMALL:
            return None
        rest, runner = scored[1]
        if best - rest >= 2 or (best - rest >= 0 and city.thousands >= _SURE * runner.thousands):
            return city
        return None

    def _score(self, city: City) -> float:
        score = math.log10(city.thousands + 1)
        score += 2 * min(self.countries[city.country], 2)
        if city.region:
            score += 3 * min(self.regions[city.region, city.country], 2)
        if lands.country_of_capital(city.name) == city.country:
            score += 4
        return score

    def _shown(self, place: Place, start: int, end: int, head: int) -> Found:
        """The Found, with a compass word and "near" before the name taken in."""
        if start > 0 and self.lower[start - 1] in _compass() and not self.covered[start - 1]:
            start -= 1
            word = self.lower[start]
            within = (place.name, *place.within)
            level = "area" if place.level in ("city", "area", None) else "region"
            place = Place(f"{word} {place.name}", within, level=level)
        before = start - 1
        while before > 0 and self.lower[before] in ("the", "of", "city", "town", "village"):
            before -= 1
        if before >= 0 and self.lower[before] in _NEAR:
            place = evolve(place, near=True)
            start = before
        return self._found(place, start, end, head)

    def _found(self, place: Place, start: int, end: int, head: int) -> Found:
        span = self.doc[start:end]
        return Found(evolve(place, text=span.text), start, end, head, (span.start_char, span.end_char))

    # -- phrases ------------------------------------------------------------------------------------

    def _capitals(self) -> list[Found]:
        """ "the Belarusian capital", "Iran's capital", "the capital of Iran", with the city's name behind if it is there."""
        found = []
        for i, word in enumerate(self.lower):
            if word != "capital":
                continue
            start, end, country = i, i + 1, None
            for name in self.names:
                if name.end in (i, i - 1) and name.kind in ("demonym", "country") and (name.end == i or self.lower[i - 1] in ("'s", "’s", "'", "’")):
                    start, country = name.start, name.canonical
                if name.kind == "country" and name.start in (i + 2, i + 3) and self.lower[i + 1] == "of":
                    end, country = name.end, name.canonical
            capital = lands.capital_of(country) if country else None
            if country is None or capital is None or (end < len(self.doc) and self.doc[end].pos_ == "NOUN"):
                continue
            if start > 0 and self.lower[start - 1] == "the":
                start -= 1
            after = self.starting.get(end + 1 if end < len(self.doc) and self.lower[end] in (",", "city") else end)
            if after is not None and after.kind == "place":
                if lands.country_of_capital(after.text) != country and not any(c.country == country for c in cities_named(after.text)):
                    after = None
            else:
                after = None
            before = next((n for n in self.names if n.end == start - 1 and self.lower[start - 1] == "," and n.kind == "place"), None)
            if after is not None:
                end, capital = after.end, self._spelling(after.text, (country,))
            elif before is not None and lands.country_of_capital(before.text) == country:
                start = before.start
            found.append(self._found(Place(capital, (country,), level="city"), start, end, i))
        return found

    def _blocks(self) -> list[Found]:
        """ "the 1200 block of Main Street": a street is narrower than its city, a block narrower than its street."""
        found = []
        for i, word in enumerate(self.lower):
            if word != "block" or i + 2 >= len(self.doc) or self.lower[i + 1] != "of":
                continue
            j = i + 2
            while j < len(self.doc) and (self.doc[j].text[:1].isupper() or self.doc[j].like_num or self.lower[j] in ("st.", "ave.", "st", "ave")):
                j += 1
                if self.lower[j - 1] in _streets():
                    break
            if j == i + 2:
                continue
            start = i - 1 if i and self.doc[i - 1].like_num else i
            if start == i and i and any(c.isdigit() for c in self.lower[i - 1]):
                start = i - 1
            street = self.doc[i + 2 : j].text
            number = self.doc[start].text + " " if start < i else ""
            found.append(self._found(Place(f"{number}block of {street}", (street,), level="street"), start, j, i))
        return found

    def _sites(self, skipped: set[int]) -> list[Found]:
        """Buildings and grounds by their head noun, with the name before it if there is one ("the Harbor movie theater")."""
        doc, found = self.doc, []
        sites, weak = _sites(), _weak_sites()
        for token in doc:
            i = token.i
            low = self.lower[i]
            if i in skipped or token.pos_ not in ("NOUN", "PROPN"):
                continue
            lemma = token.lemma_.lower() if token.pos_ == "NOUN" else low
            two = f"{self.lower[i - 1]} {lemma}" if i else lemma
            if lemma not in sites and two not in sites:
                continue
            if token.dep_ in ("compound", "nmod", "amod") and token.head.i > i and token.head.i - i < 3:
                continue
            start, named = i, False
            while start > 0 and start - 1 not in skipped and (
                doc[start - 1].pos_ in ("PROPN", "NOUN") or (doc[start - 1].text == "-" and not doc[start - 1].whitespace_)
            ) and doc[start - 1].dep_ in ("compound", "nmod", "punct", "poss", "nsubj", "pobj", "amod") and not doc[start - 1].is_space and doc[start - 1].ent_type_ not in ("DATE", "TIME"):
                start -= 1
                named = named or doc[start].pos_ == "PROPN"
            placed = token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE
            if lemma in weak and two not in sites and not named and not placed:
                continue
            if not named and not placed:
                continue
            if token.tag_ in ("NNS", "NNPS") and not named:
                continue
            name = doc[start : i + 1].text
            near = start > 0 and (self.lower[start - 1] in _NEAR or (start > 1 and self.lower[start - 1] in ("the", "a", "an") and self.lower[start - 2] in _NEAR))
            found.append(self._found(Place(name, (), level="site", near=near), start, i + 1, i))
            skipped.update(range(start, i + 1))
        return found

    # -- what lies in what --------------------------------------------------------------------------

    def _chained(self, found: list[Found]) -> list[Found]:
        """ "the arena in Springfield", "Qingdao in eastern China's Shandong province": a smaller place lies in the one after it."""
        made = list(found)
        for n in range(len(made) - 2, -1, -1):
            inner, outer = made[n], made[n + 1]
            if n + 2 < len(made) and self.lower[outer.end : made[n + 2].start] in (["'s"], ["’s"]):
                outer = made[n + 2]  # "in eastern China's Shandong province"
            a, b = inner.value, outer.value
            if not isinstance(a, Place) or not isinstance(b, Place) or outer.start < inner.end:
                continue
            between = self.lower[inner.end : made[n + 1].start]
            if outer is made[n + 1] and between in (["'s"], ["’s"]) and b.level == "region" and a.level == "region":
                made[n + 1] = evolve(outer, value=evolve(b, within=_joined(b.within, a.within)))
                continue
            if len(between) > 3 or not all(w in _LINKS or w in _compass() for w in between):
                continue
            if between and between[-1] in ("'s", "’s") and not _smaller(b, a):
                continue
            if between and between[0] in ("'s", "’s"):
                if _smaller(b, a) and a.name not in b.within and a.level == "country":
                    made[n + 1] = evolve(outer, value=evolve(b, within=_joined(b.within, (a.name, *a.within))))
                continue
            if "and" in between or not between or not _smaller(a, b) or b.near:
                continue
            if between == [","] and a.level not in ("site", "street", "area") and a.within and b.name not in a.within:
                continue
            outside = (b.name, *b.within)
            if a.within and a.within[-1] != outside[-1] and not {*a.within} & {*outside}:
                if a.level == "city" and any(c.within[-1] == outside[-1] for c in cities_named(a.name)):
                    made[n] = evolve(inner, value=evolve(a, within=outside))
                continue
            made[n] = evolve(inner, value=evolve(a, within=_joined(outside, a.within)))
        return made


def doc_root(doc: Doc, name: Name) -> int:
    """The token by which a name hangs in its sentence."""
    return int(doc[name.start : name.end].root.i)


def _joined(nearer: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*[n for n in nearer if n not in known], *known))) if not set(nearer) & set(known) else (
        nearer if len(nearer) >= len(known) else known
    )


def _smaller(a: Place, b: Place) -> bool:
    if a.level is None:
        return b.level in ("city", "region", "country")
    return b.level is not None and _LEVELS.index(a.level) < _LEVELS.index(b.level)


def _bare(text: str) -> str:
    """ "Shandong province" without the area noun."""
    words = text.split()
    if len(words) > 1 and words[-1].lower() in _CARRIERS:
        return " ".join(words[:-1])
    return text


def _compass() -> frozenset[str]:
    return _set("compass", "words")


def _streets() -> frozenset[str]:
    return _set("streets")


def _sites() -> frozenset[str]:
    return _set("sites")


def _weak_sites() -> frozenset[str]:
    return _set("weak_sites")


def _set(section: str, key: str = "") -> frozenset[str]:
    made = _SETS.get(section)
    if made is None:
        words = table("places")[section]
        made = _SETS[section] = frozenset(words[key] if key else words)
    return made


_SETS: dict[str, frozenset[str]] = {}
