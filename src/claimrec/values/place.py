"""Places, each with the larger places that it lies in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar, NamedTuple

from attrs import field, frozen

from claimrec.lexicon import fold
from claimrec.lexicon.cities import cities_like, cities_named
from claimrec.lexicon.countries import country_named, country_of_capital, holder_of, in_world_region, regions_named
from claimrec.values.letters import slips
from claimrec.values.record import Record, as_tuple
from claimrec.values.relation import Relation, of_sets

__all__ = ["Place"]

_QUARTERS = frozenset({"neighborhood", "neighbourhood", "district", "borough", "quarter"})
_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}


@frozen
class Place(Record):
    """A place and what it lies in.

    Args:
        name: the canonical name ("Minsk" for "the Belarusian capital").
        within: the larger places around it, from the nearest to the outermost.
        text: the words that state it.
        level: what it is: ``site street city region country area``; None where that is not known.
        near: True for "near Minsk", which is not in it.

    >>> Place("Minsk", ["Belarus"]).compare(Place("Belarus"))
    <Relation.NARROWER: 'narrower'>
    >>> Place("Paris", ["Texas", "United States"]).compare(Place("Paris", ["France"]))
    <Relation.DISJOINT: 'disjoint'>
    """

    kind: ClassVar[str] = "place"

    name: str
    within: tuple[str, ...] = field(default=(), converter=as_tuple)
    text: str = ""
    level: str | None = None
    near: bool = False

    def compare(self, other: object) -> Relation:
        """How this place relates to another value; UNKNOWN for another kind, or where neither contains the other for sure.

        Left-out regions and countries contradict nothing. "Near" a place is OVERLAP with it at most. Two buildings or two
        streets of different names are UNKNOWN: a cinema may be in a mall, a corner lies in two streets.
        """
        if not isinstance(other, Place):
            return Relation.UNKNOWN
        if self is other:
            return Relation.EQUAL if fold(self.name) else Relation.UNKNOWN
        # One pile of reports names few places and compares them again and again: what the words are does not matter.
        mine = _Told(self.name, self.within, self.level, self.near)
        return _compared(mine, _Told(other.name, other.within, other.level, other.near))


class _Told(NamedTuple):
    """What a place says but for its words; see :class:`Place`."""

    name: str
    within: tuple[str, ...]
    level: str | None
    near: bool


@lru_cache(maxsize=65536)
def _compared(a: _Told, b: _Told) -> Relation:
    if not fold(a.name) or not fold(b.name):
        return Relation.UNKNOWN
    near = a.near or b.near
    # Most towns are of two countries, which is known sooner than whether one of them has other names.
    if not near and _apart(a, b) and not (_holds(a, b) or _holds(b, a)):
        return Relation.DISJOINT
    mine, theirs = _key(a.name, a.within), _key(b.name, b.within)
    if near:
        return _beside(a, b, mine, theirs)
    around, theirs_around = _keys(a.within), _keys(b.within)
    if mine == theirs:
        return of_sets(a_in_b=theirs_around <= around, b_in_a=around <= theirs_around, meet=True)
    inside = theirs in around or _holds(b, a)
    outside = mine in theirs_around or _holds(a, b)
    if inside or outside:
        return of_sets(a_in_b=inside, b_in_a=outside, meet=True)
    return _named_apart(a, b, mine, theirs)


def _beside(a: _Told, b: _Told, mine: str, theirs: str) -> Relation:
    if a.near and b.near and mine == theirs and not _apart(a, b):
        return Relation.EQUAL
    related = mine == theirs or theirs in _keys(a.within) or mine in _keys(b.within)
    return Relation.OVERLAP if related and not _apart(a, b) else Relation.UNKNOWN


def _named_apart(a: _Told, b: _Told, mine: str, theirs: str) -> Relation:
    """Two places of different names, neither said to lie in the other."""
    if len(mine) > 5 and len(theirs) > 5 and slips(mine, theirs) == 1 and a.level == b.level:
        return Relation.OVERLAP
    if a.level == "site" and b.level == "site":
        return _sites(mine, theirs)
    if a.level == b.level == "city":
        return Relation.DISJOINT
    if a.level == b.level == "region":
        return _compass(mine, theirs)
    if a.level == b.level == "area" and {mine.split()[-1], theirs.split()[-1]} <= _QUARTERS:
        return Relation.DISJOINT  # two quarters of one city; valleys and suburbs may lie in each other
    return Relation.UNKNOWN


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(_key(name, ()) for name in names)


@lru_cache(maxsize=65536)
def _key(name: str, within: tuple[str, ...]) -> str:
    """One key for all the names of a place: "U.S." and "United States", "Kiev" and "Kyiv"."""
    country = country_named(name)
    if country is not None and not within:
        return fold(country.name)
    key = fold(name)
    cities = cities_named(name) or tuple(c for c in cities_like(name) if within and c.country == within[-1])
    if cities and fold(cities[0].name) != key and (not within or within[-1] == cities[0].country) and cities[0].thousands >= 30:
        key = fold(cities[0].name)
    return key


def _country(place: _Told) -> str | None:
    """The country that the place is, or is said to lie in."""
    for name in reversed(place.within):
        found = country_named(name)
        if found is not None and (name != "Georgia" or place.within[-1] == name):
            return found.name
    for name in place.within:
        if (home := _home_of_region(name)) is not None:  # "London, England"
            return home
    if place.within or place.level not in (None, "country"):
        return None
    found = country_named(place.name)
    if found is None or (place.level is None and regions_named(place.name)):  # "Georgia" alone may be either
        return None
    return found.name


def _home_of_region(name: str) -> str | None:
    """The country that alone has a state or province of this name."""
    homes = {region.country for region in regions_named(name)}
    return homes.pop() if len(homes) == 1 and country_named(name) is None else None


def _state(place: _Told, country: str | None) -> str | None:
    """The state or province with a code of its own that the place is, or is said to lie in."""
    names = [*place.within, place.name] if place.level in ("region", None) else [*place.within]
    for name in names:
        for region in regions_named(name):
            if region.code and region.country == country:
                return region.name
    return None


def _apart(a: _Told, b: _Told) -> bool:
    """True where the countries, or the states of one country, are both known and are different ones."""
    x, y = _country(a), _country(b)
    if x is None or y is None:
        return False
    if x != y:
        return True
    state, other = _state(a, x), _state(b, y)
    return state is not None and other is not None and state != other


def _holds(outer: _Told, inner: _Told) -> bool:
    """True for a country and its capital or state named alone, for a territory's country, and for a part of the world."""
    if outer.within or outer.level not in (None, "region", "country"):
        return False
    home = _country(inner)
    if home is not None and outer.level != "country" and in_world_region(home, outer.name):
        return True
    if outer.level == "region":
        return False
    country = country_named(outer.name)
    if country is None or (outer.level is None and regions_named(outer.name)):
        return False
    if home is not None and holder_of(home) == country.name:
        return True
    if inner.within:
        return home == country.name
    region = inner.level in (None, "region") and _home_of_region(inner.name) == country.name
    return region or (inner.level in (None, "city") and country_of_capital(inner.name) == country.name)


def _sites(mine: str, theirs: str) -> Relation:
    """ "A school" may be "Hill High School"; two schools of different names are two schools; else nothing is sure."""
    x, y = set(mine.split()), set(theirs.split())
    if x <= y or y <= x:
        return of_sets(a_in_b=y <= x, b_in_a=x <= y, meet=True)
    same_kind = mine.split()[-1] == theirs.split()[-1]
    return (
        Relation.DISJOINT
        if same_kind and len(x) > 1 and len(y) > 1 and not (x & y) - {mine.split()[-1], "high", "the"}
        else Relation.UNKNOWN
    )


def _compass(mine: str, theirs: str) -> Relation:
    """ "Northern Syria" and "southern Syria" share nothing; other regions may."""
    first, _, rest = mine.partition(" ")
    second, _, others = theirs.partition(" ")
    if rest and rest == others and _OPPOSITE.get(first.removesuffix("ern")) == second.removesuffix("ern"):
        return Relation.DISJOINT
    return Relation.UNKNOWN
