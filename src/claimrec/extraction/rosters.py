"""Rosters: "identified the dead as Ana Ruiz, 40, Carl Dunn, 26, and Evan Ford", which no parser takes for one list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.draft import Draft, Mentions
from claimrec.extraction.reading import Reading
from claimrec.model import Role, slug
from claimrec.values import Entity, Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["listed_names", "own_ages"]

# What stands between the names of a roster: marks, ages, towns.
BETWEEN = frozenset({"and", "&", ",", ";", "-", "of", "from", "year", "years", "old", "month", "jr", "jr.", "sr", "sr."})


def listed_names(reading: Reading, mentions: Mentions, verb: Token) -> list[Token]:
    """The heads of the people whom a verb of naming lists behind "as".

    Args:
        reading: the source as it is read.
        mentions: the values found in it.
        verb: "identified" or "named".
    """
    doc, i = reading.doc, verb.i + 1
    here = reading.sentence(verb)
    while i < len(doc) and doc[i].lower_ != "as" and reading.sentence(i) == here:
        i += 1
    made: list[Token] = []
    i += 1
    while i < len(doc) and reading.sentence(i) == here:
        found = mentions.entity_at.get(i)
        person = found is not None and isinstance(found.value, Entity) and found.value.type == "person" and bool(found.value.id)
        if found is not None and person and found.start == i and doc[i - 1].lower_ not in ("of", "from"):
            made.append(doc[found.head])
            i = found.end
        elif doc[i].lower_ in BETWEEN or doc[i].like_num or doc[i].pos_ == "PROPN" or i in mentions.quantity_at:
            i += 1
        else:
            break
    return made


def own_ages(reading: Reading, drafts: list[Draft]) -> None:
    """ "Ana Ruiz, 40, and Carl Dunn, 26": the number right behind a name and its comma is the age of who is named."""
    for draft in drafts:
        named = {  # whatever the model takes an odd name for
            a.evidence.end: a.value.id or slug(a.value.name)
            for a in draft.arguments
            if isinstance(a.value, Entity) and not a.inferred
        }
        for argument in draft.having(Role.QUANTITY):
            start = argument.evidence.start
            age = isinstance(argument.value, Quantity) and argument.value.unit == "year" and argument.of is None
            if age and start - 2 in named and reading.source.text[start - 2 : start] == ", ":
                argument.of = named[start - 2]
