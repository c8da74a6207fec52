"""Which place a name means: the gazetteer's candidates, weighed by what the text speaks of.

"Springfield, Ohio" once is Springfield, Ohio, wherever it stands in the text; a state or a country that is mentioned
speaks for its own cities. Where nothing decides between two cities, neither is taken.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from claimrec.extraction.naming import Name
from claimrec.lexicon import countries as lands
from claimrec.lexicon import fold, table
from claimrec.lexicon.cities import City, cities_like, cities_named, is_exonym
from claimrec.values.place import Place

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc

__all__ = ["Gazetteer", "Outer", "listed"]

Outer = tuple[int, str, str]
"""What stands behind a name after a comma: (end, state or province or "", country)."""

_SURE = 5.0  # a city this many times larger than the next of its name is meant where nothing else decides
_LOCAL = 40  # thousands of inhabitants from which on a name that hardly any other city bears means that city
_SMALL = 100  # thousands of inhabitants below which a name alone decides nothing
_LARGE = 300  # the same where the text speaks of another state
_FAMOUS = 700  # the same where the text speaks of another country
_SPELLED = 100  # thousands of inhabitants from which on the table's spelling is taken for the usual one
_ABBREVIATIONS = {"D.C.": "District of Columbia", "DC": "District of Columbia"}
# Names of a city and of the state or province around it: the city is meant where the text does not say "province".
_BOTH = frozenset(
    {"new york", "washington", "quebec", "sao paulo", "rio de janeiro", "oaxaca", "puebla", "santa fe", "buenos aires"}
)


class Gazetteer:
    """Knows which states and countries one Doc speaks of, and tells places by it."""

    def __init__(self, doc: Doc, names: list[Name]) -> None:
        self.doc = doc
        self.names = names
        self.lower = [t.lower_ for t in doc]
        self.starting = {name.start: name for name in names}
        self.countries: Counter[str] = Counter()
        self.regions: Counter[tuple[str, str]] = Counter()
        self.decided: dict[str, tuple[str, tuple[str, ...]]] = {}
        for name in names:
            self._count(name)
        for name in names:
            self._settle(name)

    # -- what the text speaks of ------------------------------------------------------------------

    def _count(self, name: Name) -> None:
        if name.kind in ("country", "demonym", "people"):
            self.countries[name.canonical] += 1
        elif name.kind == "organization":  # "Nevada State Police"
            words = name.text.split()
            for region in lands.regions_named(" ".join(words[:2])) or lands.regions_named(words[0]):
                self.regions[region.name, region.country] += 1
                self.countries[region.country] += 1
        elif name.kind == "place":
            for region in lands.regions_named(name.text):
                self.regions[region.name, region.country] += 1
                self.countries[region.country] += 1
            country = lands.country_of_capital(name.text)
            if country is not None and any(c.country == country for c in cities_named(name.text)[:1]):
                self.countries[country] += 1

    def _settle(self, name: Name) -> None:
        """A name that stands beside its state or country once is settled for the whole text."""
        outer = self.outer(name) if name.kind in ("place", "person", "organization", "country") else None
        if outer is None:
            return
        _, region, country = outer
        self.countries[country] += 1
        if region:
            self.regions[region, country] += 1
        within = (region, country) if region else (country,)
        self.decided.setdefault(fold(name.text), (spelling(name.text, within), within))

    def outer(self, name: Name) -> Outer | None:
        """ "..., Ohio", "..., Ill.", "..., CO", "..., Belarus" right after a name, where it says what the name lies in."""
        i = name.end
        if i + 1 >= len(self.doc) or self.lower[i] not in (",", "(") or name.site:
            return None
        following = self.starting.get(i + 1)
        end = following.end if following is not None else i + 2
        text = self.doc[i + 1 : end].text
        if not text[:1].isupper() or fold(name.text) == fold(text):
            return None
        cities = cities_named(name.text)
        sure = name.kind == "place"
        regions = lands.regions_named(_ABBREVIATIONS.get(text, text), codes=True)
        if regions and (sure or any(c.region == regions[0].name for c in cities)):
            return end, regions[0].name, regions[0].country
        country = lands.country_named(text)
        if (
            country is None
            or not sure
            or lands.world_region(name.text)
            or (cities and all(c.country != country.name for c in cities))
        ):
            return None  # "in Syria, Iraq and Iran" is a row
        return end, "", country.name

    # -- one name ---------------------------------------------------------------------------------

    def place(self, name: Name) -> tuple[Place, int]:
        """The place that a name means where nothing behind it says so, and the end of its phrase ("Idlib province")."""
        text, level = name.text, self.level(name)
        if lands.world_region(text):
            return Place(name.canonical, (), level="region"), name.end
        after = self.lower[name.end] if name.end < len(self.lower) else ""
        if level in ("region", "area") and after in listed("levels", level):
            whole = lands.regions_named(f"{text} {after}") or lands.regions_named(f"{self._usual(text)} {after}")
            if whole:
                return Place(whole[0].name, (whole[0].country,), level="region"), name.end + 1
            named = lands.regions_named(text)
            country = named[0].country if named else self._one_country(self._cities(text))
            shown = named[0].name if named else f"{self._usual(text)} {after}" if after != "area" else text
            return Place(shown, (country,) if country else (), level=level), name.end + 1
        beyond = self.lower[name.end + 1] if name.end + 1 < len(self.lower) else ""
        if level == "city" and after and beyond != "of" and cities_named(whole_name := f"{text} {self.doc[name.end].text}"):
            return self._alone(whole_name, level), name.end + 1  # "Gaza City", of which the model took the first word
        return self._alone(text, level), name.end

    def _cities(self, text: str) -> tuple[City, ...]:
        """The gazetteer's candidates; another transliteration only in a country of which the text speaks."""
        return self._spoken(text, cities_named(text)) or tuple(c for c in cities_like(text) if self.countries[c.country])

    def _spoken(self, text: str, known: tuple[City, ...]) -> tuple[City, ...]:
        """Without cities that bear the name in another spelling only, in a country of which the text does not speak."""
        if not self.countries or not known:
            return known
        name = fold(text)
        return tuple(
            c
            for c in known
            if self.countries[c.country]
            or fold(c.name) == name
            or is_exonym(name)
            or lands.country_of_capital(c.name) == c.country  # "Kiev"
        )

    def is_town(self, name: Name) -> bool:
        """ "Villa Park" is a town where the text speaks of the state in which a town of that name lies."""
        return any(c.region and self.regions[c.region, c.country] for c in cities_named(name.text))

    def _usual(self, text: str) -> str:
        city = self._choose(self._cities(text))
        return city.name if city is not None and city.thousands >= _SPELLED else text

    def _alone(self, text: str, level: str | None) -> Place:
        bare = _bare(text)
        if level == "city" and self._cities(bare) and not cities_named(text):
            text = bare  # "Raqqa city"
        regions = lands.regions_named(text) or (() if cities_named(text) else lands.regions_named(bare))  # "Gaza City"
        cities = self._cities(text)
        if fold(text) in self.decided and (not regions or level != "region"):
            shown, within = self.decided[fold(text)]
            return Place(shown, within, level=level or "city")
        if regions and (level == "region" or not (cities and fold(text) in _BOTH)):
            said = [r for r in regions if self.countries[r.country]] or list(regions)
            one = len({r.country for r in said}) == 1
            return Place(said[0].name, (said[0].country,), level="region") if one else Place(text, (), level="region")
        cities = cities or self._cities(bare)
        if level in ("region", "area"):
            return Place(text, self._one_state(text) or self._one_land(cities), level=level)
        if not cities:
            return self._quarter(text) or Place(text, (), level=level)
        city = self._choose(cities)
        if city is None and level == "city" and len(cities) == 1 and cities[0].thousands >= _SMALL:
            city = cities[0]  # "Gaza City": the only one of its name
        if city is not None:
            return Place(spelling(text, city.within), city.within, level="city")
        shared = sorted({c.country for c in cities})
        return Place(text, tuple(shared) if len(shared) == 1 and self.countries[shared[0]] else (), level="city")

    def _quarter(self, text: str) -> Place | None:
        """ "West Baltimore", "Northeast Portland": a part of the city that the rest of the name means."""
        first, _, rest = text.partition(" ")
        if first.lower() not in listed("compass", "sides") or not cities_named(rest):
            return None
        around = self._alone(rest, None)
        whole = around.level == "city" and bool(around.within)
        return Place(text, (around.name, *around.within), level="area") if whole else None

    def level(self, name: Name) -> str | None:
        """The level that an area noun in, after or before the name gives ("Shandong province", "the city of Homs")."""
        words = [self.lower[name.end - 1]] if name.end - name.start > 1 else []
        words += [self.lower[name.end]] if name.end < len(self.lower) else []
        if name.start > 1 and self.lower[name.start - 1] == "of":
            words.append(self.lower[name.start - 2])
        return next((level for word in words for level in ("city", "region", "area") if word in listed("levels", level)), None)

    def _one_state(self, text: str) -> tuple[str, ...]:
        """A county lies in the state that the text speaks of, where it speaks of one only."""
        if len(self.regions) != 1 or text.split()[-1].lower() not in ("county", "parish"):
            return ()
        return next(iter(self.regions))

    def _one_land(self, cities: tuple[City, ...]) -> tuple[str, ...]:
        country = self._one_country(cities)
        return (country,) if country else ()

    def _one_country(self, cities: tuple[City, ...]) -> str | None:
        said = {c.country for c in cities if self.countries[c.country]}
        if len(said) == 1:
            return next(iter(said))
        city = self._choose(cities)
        return city.country if city is not None else None

    def _choose(self, cities: tuple[City, ...]) -> City | None:
        """The city that the text can only mean; None where it may mean another."""
        if not cities:
            return None
        scored = sorted(((self._score(c), c) for c in cities), key=_order)
        best, city = scored[0]
        rest, runner = scored[1] if len(scored) > 1 else (0.0, None)
        larger = runner is None or city.thousands >= _SURE * runner.thousands
        alone = runner is None or city.thousands >= 2 * _SURE * runner.thousands
        floor = _LOCAL if alone and not self.countries else self._floor(city, larger=larger)
        if city.thousands < floor:
            return None
        return city if best - rest >= 2 or (best >= rest and larger) else None

    def _floor(self, city: City, *, larger: bool) -> int:
        """How many thousands of inhabitants a city needs to be meant: the more the text speaks of elsewhere, the more."""
        states = [region for region, country in self.regions if country == city.country]
        if city.region in states or (self.countries[city.country] and not (states and city.region)):
            return 0
        if states and city.region:  # the text speaks of another state of the same country
            return _LARGE
        if self.countries:  # the text speaks of other countries
            return _FAMOUS
        return _SMALL if larger else _FAMOUS

    def _score(self, city: City) -> float:
        score = math.log10(city.thousands + 1) + 2 * min(self.countries[city.country], 2)
        if city.region:
            score += 3 * min(self.regions[city.region, city.country], 2)
        known = city.thousands >= _SMALL or self.countries[city.country]
        return score + (4 if known and lands.country_of_capital(city.name) == city.country else 0)


def spelling(text: str, within: tuple[str, ...]) -> str:
    """The usual spelling of a city that is known to lie in these places; its own where the city is small or unknown."""
    loud = text.isupper() and len(text) > 3
    for city in cities_named(text) or cities_like(text):
        if city.thousands < _SPELLED and not loud:
            break
        if city.within[-1] == within[-1] and (len(within) == 1 or not city.region or city.region == within[0]):
            return city.name
    return text.title() if loud else text


def _order(pair: tuple[float, City]) -> tuple[float, int, str, str]:
    score, city = pair
    return -score, -city.thousands, city.country, city.region


def _bare(text: str) -> str:
    """ "Shandong province" without the area noun."""
    words = text.split()
    last = words[-1].lower()
    areas = listed("levels", "city") | listed("levels", "region") | listed("levels", "area")
    return " ".join(words[:-1]) if len(words) > 1 and last in areas else text


@cache
def listed(section: str, key: str = "") -> frozenset[str]:
    """A word list of ``places.toml``."""
    words = table("places")[section]
    return frozenset(words[key] if key else words)
