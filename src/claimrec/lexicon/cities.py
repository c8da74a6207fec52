"""Cities: where in the world a city of this name may lie, largest first.

The table is from GeoNames (https://www.geonames.org, CC BY 4.0), reduced by ``scripts/build_cities.py``.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from attrs import frozen

from claimrec.lexicon import fold, table
from claimrec.lexicon.countries import countries, region_coded

__all__ = ["City", "cities_named"]

_ARTICLES = ("al ", "ar ", "as ", "ash ", "at ", "an ", "ad ", "az ", "el ", "ul ")


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
def _rows() -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
    """Lines of the table by name, by other spelling, and by loose spelling; parsed only when asked for."""
    names: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    loose: dict[str, list[str]] = {}
    text = gzip.decompress((files("claimrec.lexicon") / "cities.tsv.gz").read_bytes()).decode()
    for line in text.splitlines()[1:]:
        name = line.partition("\t")[0]
        names.setdefault(name.casefold(), []).append(line)
        spellings = line.split("\t")[4:]
        if spellings:
            loose.setdefault(_loose(name), []).append(line)
            for other in spellings[0].split("|"):
                others.setdefault(other.casefold(), []).append(line)
    return names, others, loose


def _loose(name: str) -> str:
    """A spelling that transliterations share: no Arabic article, no doubled letter, no final h, no mark."""
    text = name.casefold().replace("'", "").replace("-", " ")
    for article in _ARTICLES:
        if text.startswith(article) and len(text) > len(article) + 2:
            text = text[len(article) :]
            break
    text = text.replace(" ", "")
    kept = [c for i, c in enumerate(text) if i == 0 or c != text[i - 1]]
    made = "".join(kept)
    return made[:-1] if made.endswith("h") and len(made) > 4 else made


def _city(line: str) -> City | None:
    name, code, region_code, thousands, *_ = (*line.split("\t"), "")
    country = countries().get(code)
    if country is None:
        return None
    region = region_coded(code, region_code) if region_code else None
    return City(name, region.name if region else "", country.name, int(thousands))


@cache
def cities_named(name: str) -> tuple[City, ...]:
    """The cities of this name, largest first; of another spelling or an old name where none has exactly this one.

    >>> [(c.region, c.country) for c in cities_named("Springfield")][:2]
    [('Missouri', 'United States'), ('Massachusetts', 'United States')]
    >>> cities_named("Kiev")[0].name
    'Kyiv'
    """
    key = fold(name)
    names, others, loose = _rows()
    exonym = _exonyms().get(key)
    lines = list(names.get(key, ()) or names.get(name.casefold(), ()))  # "St. John's" ends like a possessive
    if exonym is not None:
        lines = names.get(exonym, []) + lines
    else:
        # A village may bear the name by which the world knows a city elsewhere ("Kiev").
        lines += [line for line in others.get(key, ()) if line not in lines]
    if not lines and len(key) > 3:
        lines = loose.get(_loose(key), [])
    found = {c for c in map(_city, lines) if c is not None}
    return tuple(sorted(found, key=lambda c: (-c.thousands, c.country, c.region, c.name)))


@cache
def _exonyms() -> dict[str, str]:
    return {fold(old): new.casefold() for old, new in table("world")["exonyms"].items()}
