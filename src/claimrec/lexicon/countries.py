"""Countries by name, adjective, people, capital and seat of government; their regions; regions of the world."""

from __future__ import annotations

from functools import cache, lru_cache

from attrs import frozen

from claimrec.lexicon import fold, table

__all__ = [
    "Country",
    "Region",
    "capital_of",
    "countries",
    "country_named",
    "country_of_capital",
    "country_of_demonym",
    "country_of_people",
    "country_of_seat",
    "in_world_region",
    "region_coded",
    "regions_named",
    "with_article",
    "world_region",
]


@frozen
class Country:
    """A country.

    Args:
        code: ISO 3166-1 alpha-2.
        name: canonical English name.
        aliases: other names.
        adjectives: "Iranian".
        people: "Iranian", "Iranians".
        capitals: the first is the one meant by "the Iranian capital".
        seats: buildings and institutions that stand for its government.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


@frozen
class Region:
    """A state, province or the like: its name, the code that texts use ("CA", "" for none) and its country's name."""

    name: str
    code: str
    country: str
    country_code: str


def _people(adjectives: tuple[str, ...]) -> tuple[str, ...]:
    made: list[str] = []
    for word in adjectives:
        made.append(word)
        if not word.endswith(("s", "se", "sh", "ch", "ss")):
            made.append(word + "s")
    return tuple(made)


@cache
def countries() -> dict[str, Country]:
    """All countries by ISO code."""
    made = {}
    for code, row in table("countries").items():
        adjectives = tuple(row.get("adjectives", ()))
        made[code] = Country(
            code,
            row["name"],
            tuple(row.get("aliases", ())),
            adjectives,
            tuple(row.get("people", ())) or _people(adjectives),
            tuple(row.get("capitals", ())),
            tuple(row.get("seats", ())),
        )
    return made


@cache
def _index() -> dict[str, dict[str, Country]]:
    found: dict[str, dict[str, Country]] = {"name": {}, "adjective": {}, "people": {}, "capital": {}, "seat": {}}
    for country in countries().values():
        for kind, words in (
            ("name", (country.name, *country.aliases)),
            ("adjective", country.adjectives),
            ("people", country.people),
            ("capital", country.capitals),
            ("seat", country.seats),
        ):
            for word in words:
                found[kind].setdefault(fold(word), country)
    return found


def _look(kind: str, name: str) -> Country | None:
    return _index()[kind].get(fold(name))


@lru_cache(maxsize=8192)  # what places lie in is asked again and again
def country_named(name: str) -> Country | None:
    """The country of this name or alias; None for anything else, cities and adjectives too.

    A lower-case "us" is a pronoun and no country.

    >>> country_named("U.S.").name, country_named("the Islamic Republic").name, country_named("us")
    ('United States', 'Iran', None)
    """
    found = _look("name", name) or _official(name)
    return None if found is not None and name.islower() else found


def _official(name: str) -> Country | None:
    """ "Republic of X", "Kingdom of X" and the like."""
    kind, _, rest = fold(name).partition(" of ")
    return _index()["name"].get(rest) if kind in _FORMS and rest else None


_FORMS = frozenset({"republic", "kingdom", "state", "islamic republic", "federal republic", "sultanate", "commonwealth"})


def with_article(name: str) -> str:
    """A country's name as it stands in a sentence.

    >>> with_article("United States"), with_article("Iran")
    ('the United States', 'Iran')
    """
    found = _look("name", name)
    return f"the {name}" if found is not None and table("countries")[found.code].get("article") else name


def country_of_demonym(word: str) -> str | None:
    """The country's name for its adjective.

    >>> country_of_demonym("Belarusian"), country_of_demonym("Minsk")
    ('Belarus', None)
    """
    found = _look("adjective", word)
    return None if found is None or word.islower() else found.name


def country_of_people(word: str) -> str | None:
    """The country's name for its people.

    >>> country_of_people("Iranians"), country_of_people("Britons")
    ('Iran', 'United Kingdom')
    """
    found = _look("people", word)
    return None if found is None or word.islower() else found.name


def country_of_capital(name: str) -> str | None:
    """The country's name for its capital or another seat of its government.

    >>> country_of_capital("Tehran")
    'Iran'
    """
    found = _look("capital", name)
    return None if found is None else found.name


def country_of_seat(name: str) -> str | None:
    """The country's name for a building or institution that stands for its government.

    >>> country_of_seat("the Kremlin"), country_of_seat("White House")
    ('Russia', 'United States')
    """
    found = _look("seat", name)
    return None if found is None else found.name


def capital_of(country: str) -> str | None:
    """The capital of a country, by any of the country's names.

    >>> capital_of("Belarus")
    'Minsk'
    """
    found = country_named(country)
    return found.capitals[0] if found and found.capitals else None


@cache
def _regions() -> tuple[dict[str, tuple[Region, ...]], dict[tuple[str, str], Region]]:
    names: dict[str, tuple[Region, ...]] = {}
    codes: dict[tuple[str, str], Region] = {}
    for country_code, rows in table("regions").items():
        country = countries()[country_code].name
        for name, *rest in rows:
            code, others = (rest[0] if rest else ""), rest[1:]
            region = Region(name, code, country, country_code)
            for word in (name, *others):
                key = fold(word)
                if region not in names.get(key, ()):
                    names[key] = (*names.get(key, ()), region)
            if code:
                codes[country_code, code] = region
            codes.setdefault((country_code, name), region)
    return names, codes


def regions_named(name: str, *, codes: bool = False) -> tuple[Region, ...]:
    """The states, provinces and the like of this name, which may be one country's or several.

    Args:
        name: a name or a press abbreviation ("Ohio", "Ill.").
        codes: True takes a postal code of the United States or Canada too ("OH"); right only after a city.

    >>> [r.country for r in regions_named("Ill.")], [r.name for r in regions_named("OH", codes=True)]
    (['United States'], ['Ohio'])
    """
    names, by_code = _regions()
    found = names.get(fold(name), ())
    if not found and codes and name.isupper():
        found = tuple(by_code[c, name] for c in ("US", "CA") if (c, name) in by_code)
    return found


def region_coded(country_code: str, code: str) -> Region | None:
    """The region that the table of cities means by a code."""
    return _regions()[1].get((country_code, code))


@cache
def _world() -> dict[str, tuple[str, ...]]:
    world = table("world")
    named = {fold(name): (name, *codes) for name, codes in world["regions"].items()}
    members: dict[str, list[str]] = world["members"]
    return named | {fold(name): (name, *members.get(name, ())) for name in world["continents"]}


def holder_of(territory: str) -> str | None:
    """The country that a territory with a code of its own belongs to; None for a country, and for what is neither.

    >>> holder_of("Hong Kong"), holder_of("China")
    ('China', None)
    """
    found = country_named(territory)
    code = None if found is None else table("world")["territories"].get(found.code)
    return None if code is None else countries()[code].name


def world_region(name: str) -> str | None:
    """The normal form of the name of a continent, an ocean or another region of several countries.

    >>> world_region("the Middle East"), world_region("Minsk")
    ('Middle East', None)
    """
    found = _world().get(fold(name))
    return None if found is None else found[0]


def in_world_region(country: str, region: str) -> bool:
    """True where a country surely lies in a region of the world; False where it does not, or where opinions differ.

    >>> in_world_region("Thailand", "Southeast Asia"), in_world_region("Turkey", "Middle East")
    (True, False)
    """
    known, found = _world().get(fold(region), ()), country_named(country)
    return found is not None and found.code in known[1:]
