"""The town that an article is about, in which its streets, buildings and quarters lie."""

from __future__ import annotations

import re
from collections import Counter

from attrs import evolve

from claimrec.extraction.draft import Draft
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.seats import seats_in
from claimrec.lexicon import words
from claimrec.lexicon.cities import cities_named
from claimrec.lexicon.countries import country_named, regions_named
from claimrec.model import Role
from claimrec.values import Place

__all__ = ["place_in_town"]

DATELINE, LEAD, SERVICE = 6, 3, 2  # what a mention of a town there weighs, against 1 elsewhere
OPENING = 3  # sentences that count as the lead
COUNTIES = ("county", "parish")


def place_in_town(reading: Reading, drafts: list[Draft], places: list[Found]) -> None:
    """A street or a site lies in the town that the article is about, where it names no other; so does an unknown quarter."""
    town = _town(reading, places)
    if town is None:
        return
    for draft in drafts:
        for argument in draft.having(Role.PLACE):
            place = argument.value
            if not isinstance(place, Place) or place.name == town.name or place.level in ("region", "country"):
                continue
            if place.level == "city":
                argument.value = _quarter(place, town)
                continue
            if _lies_anywhere(place, town):
                around = tuple(name for name in place.within if not _is_settled(name) and name != town.name)
                argument.value = evolve(place, within=(*around, town.name, *town.within))


def _lies_anywhere(place: Place, town: Place) -> bool:
    """True where nothing is said of the town or region that a street, a site or a quarter lies in.

    Of a quarter the country alone may be known, if the town's region is known besides: a valley or a river of a country
    need not lie in the capital, from where it is reported.
    """
    settled = [name for name in place.within if _is_settled(name)]
    if not settled:
        return True
    exact = place.level in ("street", "site") or len(town.within) > 1
    return exact and tuple(settled) == town.within[-1:]


def _quarter(place: Place, town: Place) -> Place:
    """A name that several towns bear elsewhere, in a report on another town, is one of its quarters."""
    if place.within or len(town.within) < 2 or town.level != "city":
        return place
    if any(city.within == town.within for city in cities_named(place.name)):
        return place
    return evolve(place, within=(town.name, *town.within), level="area")


def _town(reading: Reading, places: list[Found]) -> Place | None:
    """The town that the dateline, the lead and the rest of the article name most; where none is, its county."""
    weights: Counter[str] = Counter()
    fullest: dict[str, Place] = {}
    around: dict[str, Place] = {}
    seats = seats_in(reading.doc)
    for found in (*places, *seats):
        place = _whole(found.value) if isinstance(found.value, Place) else None
        if place is None or not (place.level == "city" or _is_county(place)) or _is_elsewhere(reading, found):
            continue
        weight = SERVICE if found in seats else 1
        if reading.block(found.start).kind == "dateline":
            weight = DATELINE
        elif reading.sentence(found.start) < OPENING:
            weight = LEAD
        weights[place.name] += weight
        # What is said of a quarter need not be known of every place around ("downtown Homs, Homs province").
        known = fullest if place is found.value else around
        if place.name not in known or len(place.within) > len(known[place.name].within):
            known[place.name] = place
    if not weights:
        # A name of no list is a place that its outlet need not be in: a station is heard in three states.
        unlisted = any(isinstance(f.value, Place) and f.value.level is None and not f.value.within for f in places)
        return None if unlisted else _outlet_town(reading)
    fullest = around | fullest
    # A town says more than its county, unless it is named once in passing.
    best = max(weights, key=lambda name: (weights[name] > 1 and not _is_county(fullest[name]), weights[name]))
    return fullest[best]


OUTLET = re.compile(r"(?<=[-–|] )(?:[KW][A-Z]{3} )?(?P<town>[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}), (?P<state>[A-Z][A-Za-z]+)\b")
"""A town in the name of an outlet behind a headline: "KXYZ Lakeside, OH"."""


def _outlet_town(reading: Reading) -> Place | None:
    """The town in the name of the outlet, for a report that names no other: its readers know which town is meant."""
    text = reading.source.text
    for block in reading.article.blocks:
        if block.kind == "headline":
            end = text.find("\n", block.end)
            found = OUTLET.search(text, block.end, len(text) if end < 0 else end)
            regions = regions_named(found["state"], codes=True) if found is not None else ()
            if found is not None and regions:
                return Place(found["town"], (regions[0].name, regions[0].country), level="city")
    return None


def _whole(place: Place) -> Place:
    """The city of "West Baltimore" and of "EAST NEW YORK, BROOKLYN"; any other place itself."""
    quarter = place.level == "area" and len(place.within) > 1 and not place.near and bool(cities_named(place.within[0]))
    return Place(place.within[0], place.within[1:], level="city") if quarter else place


def _is_county(place: Place) -> bool:
    return place.level == "region" and place.name.split()[-1].lower() in COUNTIES


def _is_elsewhere(reading: Reading, found: Found) -> bool:
    """ "He was arrested in Leeds", "treated at Mercy Hospital in Leeds": the story happened before, and maybe elsewhere."""
    before = reading.doc[found.start - 1] if found.start else None
    if before is not None and before.lower_ == "in" and before.head.lemma_ in words("cues", "settings", "catching"):
        return True
    return _of_hospital(reading, found)


def _of_hospital(reading: Reading, found: Found) -> bool:
    """ "Airlifted to Mercy Hospital in Leeds": where somebody was treated is not where the story happened."""
    doc, i = reading.doc, found.start - 1
    if i < 1 or doc[i].lower_ not in ("in", "of", "at", ","):
        return False
    i -= 1
    while i >= 0 and (doc[i].text[:1].isupper() or doc[i].lower_ in ("hospital", "center", "centre", "clinic")):
        if doc[i].lower_ in words("cues", "settings", "hospitals"):
            return True
        i -= 1
    return False


def _is_settled(name: str) -> bool:
    """True for the name of a town, region or country; False for a street or a site."""
    return bool(cities_named(name) or regions_named(name) or country_named(name))
