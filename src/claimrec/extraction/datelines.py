"""Datelines: where a report is written from ("LEEDS, England (AP) —"), read with the gazetteer alone."""

from __future__ import annotations

import re

from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.lexicon.cities import City, cities_named
from claimrec.lexicon.countries import country_named, regions_named
from claimrec.values import Place

__all__ = ["datelines"]

PARTS = re.compile(r"\s*(?P<town>[^,(–—]+?)\s*(?:,\s*(?P<region>[A-Za-z. ]+?))?\s*(?:\(|--|–|—|-(?:\s|$)|$)")


def datelines(reading: Reading) -> list[Found]:
    """The towns that a reading's paragraphs are datelined from, as places of their tokens."""
    made = []
    start = 0
    while start < len(reading.doc):
        block = reading.block_index(start)
        end = start + 1
        while end < len(reading.doc) and reading.block_index(end) == block:
            end += 1
        if reading.block(start).kind == "dateline":
            doc = reading.doc
            place = _place(doc[start:end].text)
            if place is not None:
                last = next(
                    (i for i in range(start, end) if not doc[i].is_alpha and doc[i].text not in (",", ".", "-", "'")), end
                )
                last = max(start + 1, min(last, end))
                made.append(Found(place, start, last, start, (doc[start].idx, doc[last - 1].idx + len(doc[last - 1]))))
        start = end
    return made


def _place(text: str) -> Place | None:
    match = PARTS.match(text)
    if match is None:
        return None
    town, region = match["town"].strip(), (match["region"] or "").strip()
    known = cities_named(town)
    if region:
        names = {r.name for r in regions_named(region, codes=True)}
        country = country_named(region)
        if country is not None:
            names.add(country.name)
        fits = [c for c in known if {c.region, c.country} & names]
        if fits:
            return _of(fits[0], text)
        if names:
            lands = [r.country for r in regions_named(region, codes=True)]
            return Place(town, (min(names), *lands[:1]), text=town, level="city")
        return _quarter(town, region)
    if len({(c.region, c.country) for c in known}) == 1:
        return _of(known[0], text)
    return Place(town, (), text=town, level="city") if known else None


def _quarter(name: str, town: str) -> Place | None:
    """ "HARLEM, MANHATTAN": a quarter of the only city of its name."""
    known = cities_named(town)
    if len({(c.region, c.country) for c in known}) != 1:
        return None
    city = _of(known[0], town)
    return Place(name.title() if name.isupper() else name, (city.name, *city.within), text=name, level="area")


def _of(city: City, text: str) -> Place:
    return Place(
        city.name, tuple(x for x in (city.region, city.country) if x), text=text.split("(")[0].strip(" -–—"), level="city"
    )
