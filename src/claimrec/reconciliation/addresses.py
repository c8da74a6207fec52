"""Streets and named places as reports write them: "the 2600 block of Elm Pl." and "2600 block of Elm Place SE" are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from attrs import frozen

from claimrec.values import Place, Relation

__all__ = ["Address", "Street", "address_of", "same_place", "street_of", "written_out"]

WAYS = {
    "st": "street",
    "ave": "avenue",
    "av": "avenue",
    "rd": "road",
    "dr": "drive",
    "blvd": "boulevard",
    "ln": "lane",
    "hwy": "highway",
    "pkwy": "parkway",
    "pl": "place",
    "ct": "court",
}
WAY = frozenset(WAYS.values()) | {"way", "terrace", "row", "square", "crescent"}
COMPASS = {
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "n.e": "northeast",
    "n.w": "northwest",
    "s.e": "southeast",
    "s.w": "southwest",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
}
POINTS = frozenset(COMPASS.values())


@frozen
class Street:
    """A street's name, what kind of way it is, and its compass points."""

    name: str
    way: str
    compass: frozenset[str]


@lru_cache(maxsize=8192)
def street_of(name: str) -> Street | None:
    """The street of that name, without a house number and a block; None for what is no named street.

    >>> street_of("1500 block of S. Alder St.")
    Street(name='alder', way='street', compass=frozenset({'south'}))
    """
    words = _words(re.sub(r"^.*\bblock of\b", "", name.casefold()))
    while words and words[0].isdigit():
        words = words[1:]
    compass = frozenset(w for w in words if w in POINTS)
    way = words[-1] if words and words[-1] in WAY else ""
    name = " ".join(w for w in words if w not in compass and (w != way or w != words[-1]))
    return Street(name, way, compass) if way and len(name) > 3 and not any(c.isdigit() for c in name) else None


def _words(text: str) -> list[str]:
    """Words of a name in lower case, with the usual abbreviations written out."""
    return [COMPASS.get(w.rstrip("."), WAYS.get(w.rstrip("."), w.rstrip("."))) for w in text.replace(",", " ").split()]


@lru_cache(maxsize=16384)
def written_out(name: str) -> str:
    """A name in lower case, with abbreviations written out, and of a street without its points of the compass.

    >>> written_out("2600 block of Elm Pl. SE"), written_out("West Park")
    ('2600 block of elm place', 'west park')
    """
    words, points = _spelt(name)
    return name.casefold() if points and words and words[-1] not in WAY else " ".join(words)


@lru_cache(maxsize=16384)
def _spelt(name: str) -> tuple[Sequence[str], frozenset[str]]:
    """A name's words without articles and compass points, and these points."""
    words = _words(name.casefold())
    return tuple(w for w in words if w not in POINTS and w != "the"), frozenset(w for w in words if w in POINTS)


ADDRESS = re.compile(r"(\d+)( block(?: of)?)? (.+)")


@frozen
class Address:
    """A house, or a block, of a street: its number, and the street's name without its kind and its points of the compass."""

    street: str
    number: int
    block: bool

    def lies_in(self, other: Address) -> bool:
        """True for a house of a block: 1576 is in the 1500 block."""
        return other.block and not self.block and self.street == other.street and self.number // 100 == other.number // 100


@lru_cache(maxsize=8192)
def address_of(name: str) -> Address | None:
    """The house or block that a place is; None for anything else.

    >>> address_of("1576 South Alder").lies_in(address_of("1500 block of S. Alder Street"))
    True
    """
    found = ADDRESS.fullmatch(name.casefold())
    if found is None:
        return None
    words = [w for w in _words(found[3]) if w not in POINTS]
    street = " ".join(words[:-1] if len(words) > 1 and words[-1] in WAY else words)
    return Address(street, int(found[1]), bool(found[2])) if street and len(found[1]) < 6 else None


def same_place(a: Place, b: Place) -> bool:
    """True for one small place, written in one way or another, of which one report may say in which town it is.

    >>> same_place(Place("2600 block of Elm Pl", level="street"), Place("2600 block of Elm Place SE", ["Oslo"], level="street"))
    True
    >>> same_place(Place("South Lane"), Place("North Lane")), same_place(Place("South Hill"), Place("Hill"))
    (False, False)
    """
    if a.near or b.near or a.compare(b) is Relation.DISJOINT:
        return False
    one, two = _spelt(a.name), _spelt(b.name)
    if not one[0] or one[0] != two[0]:
        return False
    # Of streets many a report leaves out the point of the compass; the south of a city is not the city.
    return one[1] == two[1] or (one[0][-1] in WAY and not (one[1] and two[1]))
