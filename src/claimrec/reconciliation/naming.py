"""What is a name of its own, and for whom a place acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from claimrec.lexicon import words as word_list
from claimrec.model import Role
from claimrec.values import Entity, Place

__all__ = ["ACTING", "PARTICLES", "acting_country", "is_named", "without_tails"]

ACTING = frozenset({Role.AGENT, Role.PATIENT, Role.RECIPIENT, Role.PARTICIPANT, Role.INSTRUMENT, Role.SPEAKER})
"""Roles in which a place stands for its country."""

PARTICLES = frozenset(
    "al el bin ibn ben van von der den de del della di da dos das du la le y e ter ten st of the and for on in at".split()
)
"""Lower-case words inside names."""


CAPITALS = re.compile(r"[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*")
"""Words that all begin with a capital, as in most names: a name of its own, of whatever type."""


def is_named(entity: Entity) -> bool:
    """True for a name of its own, False for a description ("a man", "the Iranian president").

    >>> is_named(Entity("Viktor Khrenin")), is_named(Entity("gunman")), is_named(Entity("president of Iran"))
    (True, False, False)
    """
    return CAPITALS.fullmatch(entity.name) is not None or _is_name(entity.name, entity.type)


@lru_cache(maxsize=65536)
def _is_name(name: str, type: str) -> bool:
    words = [w for w in re.split(r"[\s\-‐]+", name) if any(c.isalpha() for c in w)]
    if not words:
        return False
    if type == "country":
        return True
    capital = [w[:1].isupper() or any(c.isupper() for c in w) or not w[0].isascii() for w in words]
    if type == "person":
        return all(up or w.casefold() in PARTICLES for up, w in zip(capital, words, strict=True)) and capital[-1]
    if type == "organization":
        return any(capital)
    return capital[-1]


def without_tails(words: Sequence[str]) -> list[str]:
    """The words of a name, in lower case, without "jr" and the like at its end; a name of nothing else stays.

    >>> without_tails(["john", "roe", "jr"]), without_tails(["senior"])
    (['john', 'roe'], ['senior'])
    """
    kept, tails = list(words), word_list("names", "persons", "suffixes")
    while len(kept) > 1 and kept[-1] in tails:
        kept.pop()
    return kept


def acting_country(place: Place) -> str:
    """The country that a place stands for where it acts.

    >>> acting_country(Place("Minsk", ["Belarus"])), acting_country(Place("Iran"))
    ('Belarus', 'Iran')
    """
    return place.within[-1] if place.within else place.name
