"""Cities: where in the world a city of this name may lie, largest first.

The table is from GeoNames (https://www.geonames.org, CC BY 4.0), reduced by ``scripts/build_cities.py``.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from attrs import frozen

from claimrec.lexicon import fold, table
from claimrec.lexicon.countries import countries, region_coded

__all__ = ["City", "cities_like", "cities_named", "is_exonym", "loose"]

_ARTICLES = ("al ", "ar ", "as ", "ash ", "at ", "an ", "ad ", "az ", "el ", "ul ")
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)


@frozen
class City:
    """A city, town or village.

    Args:
        name: its name without accents.
        region: the state or province, "" where the table does not tell.
        country: the country's name.
        thousands: inhabitants, in thousands.
    """

    name: str
    region: str
    country: str
    thousands: int

    @property
    def within(self) -> tuple[str, ...]:
        """The larger places around it, from the nearest to the outermost."""
        return (self.region, self.country) if self.region else (self.country,)


@cache
def _rows() -> tuple[list[str], list[str]]:
    """The lines of the table, and those of other spellings, both sorted; nothing is parsed before it is asked for."""
    text = gzip.decompress((files("claimrec.lexicon") / "cities.tsv.gz").read_bytes()).decode()
    towns, _, spellings = text.partition("\n# other spellings\n")
    return towns.split("\n")[1:], spellings.split("\n")[:-1]


def _key(line: str) -> str:
    return line.partition("\t")[0].casefold()


@cache
def _keys() -> tuple[list[str], list[str]]:
    """What the lines begin with, folded: made once, since a large pile looks up tens of thousands of names."""
    towns, spellings = _rows()
    return [_key(line) for line in towns], [_key(line) for line in spellings]


def _towns(key: str) -> list[str]:
    """The lines of the towns of this name, found by halving."""
    keys = _keys()[0]
    return _rows()[0][bisect_left(keys, key) : bisect_right(keys, key)]


def _spelled(key: str) -> list[str]:
    """The names of which this is another spelling."""
    keys = _keys()[1]
    return [line.partition("\t")[2] for line in _rows()[1][bisect_left(keys, key) : bisect_right(keys, key)]]


def loose(name: str) -> str:
    """A spelling that transliterations share: no Arabic article, no doubled letter, no final h, no mark.

    >>> loose("Al-Rastan"), loose("Deir ez-Zor"), loose("Deir Ezzor")
    ('rastan', 'deirezor', 'deirezor')
    """
    text = name.casefold().replace("'", "").replace("-", " ")
    for article in _ARTICLES:
        if text.startswith(article) and len(text) > len(article) + 2:
            text = text[len(article) :]
            break
    text = text.replace(" ", "")
    made = _DOUBLED.sub(r"\1", text)
    return made[:-1] if made.endswith("h") and len(made) > 4 else made


def _city(line: str) -> City | None:
    name, code, region_code, thousands = line.split("\t")
    country = countries().get(code)
    if country is None:
        return None
    region = region_coded(code, region_code) if region_code else None
    return City(name, region.name if region else _regions_told(code).get(name, ""), country.name, int(thousands))


@cache
def _regions_told(code: str) -> dict[str, str]:
    told: dict[str, list[str]] = table("world")["city_regions"].get(code, {})
    return {city: region for region, cities in told.items() for city in cities}


@cache
def cities_named(name: str) -> tuple[City, ...]:
    """The cities of this name, of another spelling, or of which this is an old or a short name; largest first.

    >>> [(c.region, c.country) for c in cities_named("Springfield")][:2]
    [('Missouri', 'United States'), ('Massachusetts', 'United States')]
    >>> cities_named("Kiev")[0].name
    'Kyiv'
    """
    key = fold(name)
    names = [key, name.casefold()] if key != name.casefold() else [key]  # "St. John's" ends like a possessive
    exonym = _exonyms().get(key)
    # A village may bear the name by which the world knows a city elsewhere ("Kiev").
    names += [exonym] if exonym is not None else _spelled(key)
    return _sorted(line for known in dict.fromkeys(names) if known for line in _towns(known))


@cache
def cities_like(name: str) -> tuple[City, ...]:
    """The cities whose names may be another transliteration of this one, largest first: good only where the country fits.

    >>> [c.name for c in cities_like("Deir Ezzor")], [c.name for c in cities_like("Al-Rastan")]
    (['Deir ez-Zor'], ['Rastan'])
    """
    key = loose(fold(name))
    if len(key) < 4:
        return ()
    return _sorted(line for known in dict.fromkeys(_spelled("~" + key)) for line in _towns(known))


def _sorted(lines: Iterable[str]) -> tuple[City, ...]:
    found = {city for line in lines if (city := _city(line)) is not None}
    return tuple(sorted(found, key=lambda c: (-c.thousands, c.country, c.region, c.name)))


def is_exonym(name: str) -> bool:
    """True for a folded name by which the world knows, or knew, a city of another name.

    >>> is_exonym("bombay"), is_exonym("oslo")
    (True, False)
    """
    return name in _exonyms()


@cache
def _exonyms() -> dict[str, str]:
    return {fold(old): new.casefold() for old, new in table("world")["exonyms"].items()}
