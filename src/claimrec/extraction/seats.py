"""Seats: the towns whose police, fire service or mayor a text speaks of ("Houston police", "the Oslo Fire Department")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.gazetteer import Gazetteer
from claimrec.extraction.mentions import Found
from claimrec.extraction.naming import Name, names_in
from claimrec.lexicon import words
from claimrec.lexicon.cities import cities_named

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc

__all__ = ["seats_in"]


def seats_in(doc: Doc) -> list[Found]:
    """The towns of a Doc's town services, in order; a report on what they answered to is about their town, as a rule.

    >>> from claimrec.extraction.language import english
    >>> [found.value.name for found in seats_in(english()("Two men were hurt, the Leeds Police Department said."))]
    ['Leeds']
    """
    names = names_in(doc)
    gazetteer = None
    made = []
    for name in names:
        end = _town_end(doc, name)
        text = doc[name.start : end].text
        if end > name.start and cities_named(text):
            gazetteer = gazetteer or Gazetteer(doc, names)
            place, _ = gazetteer.place(Name(name.start, end, "place", text, text))
            span = doc[name.start : end]
            if place.level == "city":
                made.append(Found(evolve(place, text=text), name.start, end, end - 1, (span.start_char, span.end_char)))
    return made


def _town_end(doc: Doc, name: Name) -> int:
    """Where the town's name ends in "Leeds Police Department" or before "police"; the start where it is no such body."""
    services = words("cues", "settings", "services")
    if name.kind == "organization":
        for i in range(name.start + 1, name.end):
            if doc[i].lower_ in services:
                return i
    if name.kind in ("organization", "place") and name.end < len(doc) and doc[name.end].lower_ in services:
        return name.end
    return name.start
