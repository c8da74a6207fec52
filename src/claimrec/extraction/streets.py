"""Addresses, numbered roads, corners, floors: "4100 Calder", "6000 NW 32nd Court", "Route 94", "Elm and Oak streets"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from claimrec.extraction.gazetteer import listed
from claimrec.values.place import Place

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc

__all__ = ["Address", "address", "corner", "floor", "numbered_road", "numbered_street"]

_HOUSE = re.compile(r"[1-9]\d{1,4}$")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$", re.IGNORECASE)
_ROAD_NUMBER = re.compile(r"[A-Z]?-?\d{1,4}[A-Z]?$")
_YEARS = range(1900, 2100)
_AT = frozenset({"at", "outside"})  # behind these a bare number with a name is a house ("at 4100 Calder")


@frozen
class Address:
    """A place in streets, as tokens ``start`` to ``end`` of a Doc; ``head`` is the token that hangs in the sentence."""

    place: Place
    start: int
    end: int
    head: int


def address(doc: Doc, lower: list[str], i: int) -> Address | None:
    """ "6000 NW 32nd Court", "318 Elm St.", and behind "at" also "4100 Calder": the house at the number ``i``."""
    if not _HOUSE.match(doc[i].text) or i + 1 >= len(doc):
        return None
    j = i + 1
    while j < len(doc) and lower[j] in listed("addresses", "compass"):
        j += 1
    named = j
    while j < len(doc) and j - named < 4 and _is_name(doc, j) and lower[j] not in listed("addresses", "ends"):
        j += 1
    if j > named and j < len(doc) and lower[j] in listed("addresses", "ends") and doc[j].text[:1].isupper():
        end = j + 1
    elif 0 < j - named <= 2 and _stands_alone(doc, lower, i, named, j):
        end = j
    else:
        return None
    street = doc[i + 1 : end].text
    place = Place(f"{doc[i].text} {street}", (street,), level="street")
    return Address(place, i, end, int(doc[i:end].root.i))


def _is_name(doc: Doc, j: int) -> bool:
    token = doc[j]
    return bool(_ORDINAL.match(token.text)) or (token.is_title and token.is_alpha and token.ent_type_ not in ("DATE", "TIME"))


def _stands_alone(doc: Doc, lower: list[str], i: int, named: int, end: int) -> bool:
    """Whether a number with a name, and no word for a street, can only be an address."""
    if i == 0 or lower[i - 1] not in _AT or int(doc[i].text) in _YEARS or len(doc[i].text) < 3:
        return False
    return all(doc[j].pos_ == "PROPN" for j in range(named, end)) and not (end < len(doc) and doc[end].pos_ in ("NOUN", "PROPN"))


def numbered_street(doc: Doc, lower: list[str], i: int) -> Address | None:
    """ "NW 60th Street", "32nd St.": the street whose number is the token ``i``."""
    if not _ORDINAL.match(lower[i]) or i + 1 >= len(doc) or lower[i + 1] not in listed("addresses", "ends"):
        return None
    if not doc[i + 1].text[:1].isupper():
        return None
    start = i - 1 if i and lower[i - 1] in listed("addresses", "compass") and doc[i - 1].text[:1].isupper() else i
    return Address(Place(doc[start : i + 2].text, (), level="street"), start, i + 2, int(doc[start : i + 2].root.i))


def numbered_road(doc: Doc, i: int) -> Address | None:
    """ "Route 94", "state Highway 12", "U.S. Route 4", "Interstate 5": the road named by the word at ``i`` and a number."""
    if i + 1 >= len(doc) or not doc[i].text[:1].isupper() or not _ROAD_NUMBER.match(doc[i + 1].text):
        return None
    start = i - 1 if i and doc[i - 1].text in ("U.S.", "US", "State", "County") else i
    road = Place(doc[start : i + 2].text, (), level="street")
    return Address(road, start, i + 2, int(doc[start : i + 2].root.i))


def corner(doc: Doc, lower: list[str], i: int) -> Address | None:
    """ "Odessa and Franklin streets": a corner lies in each of the streets that the plural at ``i`` names."""
    start, names, begun = i, [], i
    while start > 0 and i - start < 8:
        word = doc[start - 1]
        if word.lower_ in ("and", ",", "&") and begun > start:
            names.append(doc[start:begun].text)
            begun = start - 1
        elif not (word.text[:1].isupper() and word.is_alpha or _ORDINAL.match(word.text)):
            break
        start -= 1
    while start < i and not doc[start].text[:1].isupper() and not _ORDINAL.match(doc[start].text):
        start += 1
    if begun > start:
        names.append(doc[start:begun].text)
    if len(names) < 2:
        return None
    kind = lower[i].removesuffix("s").title()
    streets = tuple(f"{name} {kind}" for name in reversed(names))
    return Address(Place(doc[start : i + 1].text, streets, level="street"), start, i + 1, i)


def floor(doc: Doc, lower: list[str], i: int) -> Address | None:
    """ "The third floor", "the second and third floors": a part of a building, named by the word at ``i``."""
    start = i
    while start > 0 and (lower[start - 1] in listed("floors") or _ORDINAL.match(lower[start - 1]) or _joins(lower, start - 1)):
        start -= 1
    if start == i:
        return None
    return Address(Place(doc[start : i + 1].text, (), level="site"), start, i + 1, i)


def _joins(lower: list[str], j: int) -> bool:
    """ "and" between two ordinals."""
    return (
        lower[j] in ("and", "or", "to", ",", "-")
        and j > 0
        and (lower[j - 1] in listed("floors") or bool(_ORDINAL.match(lower[j - 1])))
    )
