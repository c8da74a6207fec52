"""Persons, bodies, countries and groups by name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

from attrs import field, frozen
from attrs.validators import in_

from claimrec.lexicon.countries import country_named, country_of_capital, country_of_seat
from claimrec.values.names import compare_names
from claimrec.values.record import Record, as_tuple
from claimrec.values.relation import Relation, of_sets

__all__ = ["ENTITY_TYPES", "Entity"]

ENTITY_TYPES = ("person", "organization", "country", "group")

_UNTOLD = frozenset(
    "the a an this that these those his her their its our my your some all both any no another other each every "
    "two three four five six seven eight nine ten several many few one".split()
)


@frozen
class Entity(Record):
    """Somebody or something that acts.

    Args:
        name: the fullest name known ("Masoud Pezeshkian"); a description in lower case ("police officer").
        type: ``person organization country group``.
        id: who it is, readable and stable ("masoud-pezeshkian"); "" until somebody has decided.
        titles: titles and offices held, as written out ("President of Iran").
        text: the words that name it here ("the Iranian president").

    >>> Entity("Smith").compare(Entity("John Smith"))
    <Relation.BROADER: 'broader'>
    >>> Entity("police officer").compare(Entity("Jane Roe"))
    <Relation.BROADER: 'broader'>
    """

    kind: ClassVar[str] = "entity"

    name: str
    type: str = field(default="person", validator=in_(ENTITY_TYPES))
    id: str = ""
    titles: tuple[str, ...] = field(default=(), converter=as_tuple)
    text: str = ""

    @property
    def named(self) -> bool:
        """True for a proper name, False for a description ("the suspect", "two gunmen")."""
        for c in self.name:
            if c.isalpha():
                return not c.islower()
        return False

    def compare(self, other: object) -> Relation:
        """How this name relates to another: the set of bearers it may be written for.

        EQUAL where somebody decided on one id. A description is broader than a name of the same type; two
        descriptions are compared by their words and never are DISJOINT: the gunman may be the suspect.
        """
        if not isinstance(other, Entity):
            return Relation.UNKNOWN
        if self.type != other.type:
            return self._government(other)
        if (self.id and self.id == other.id) or self.name == other.name:
            return Relation.EQUAL
        if self.type == "country":
            return _countries(self.name, other.name)
        if self.type == "group" or not (self.named or other.named):
            return _described(self.name, other.name)
        if self.named and other.named:
            return _named_alike(self.name, other.name, kind=self.type)
        if self.type == "person":
            return Relation.NARROWER if self.named else Relation.BROADER
        found = compare_names(self.name, other.name, kind=self.type)
        return Relation.UNKNOWN if found is Relation.DISJOINT else found

    def _government(self, other: Entity) -> Relation:
        """A seat of government ("the Kremlin") against its country: a part of it speaks for it."""
        types = {self.type, other.type}
        if types != {"organization", "country"}:
            return Relation.UNKNOWN
        body, country = (self, other) if self.type == "organization" else (other, self)
        seat = country_of_seat(body.name)
        if seat is None or seat != _land(country.name):
            return Relation.UNKNOWN
        return Relation.NARROWER if body is self else Relation.BROADER


# Those who take part in one event are compared with each other again and again.
_named_alike = lru_cache(maxsize=65536)(compare_names)


@lru_cache(maxsize=4096)
def _land(name: str) -> str | None:
    found = country_named(name)
    return found.name if found is not None else country_of_capital(name) or country_of_seat(name)


def _countries(a: str, b: str) -> Relation:
    first, second = _land(a), _land(b)
    if first is None or second is None:
        return compare_names(a, b, kind="organization") if first is second else Relation.UNKNOWN
    return Relation.EQUAL if first == second else Relation.DISJOINT


def _described(a: str, b: str) -> Relation:
    first, second = _content(a), _content(b)
    if not first or not second or not (first <= second or second <= first):
        return Relation.UNKNOWN
    return of_sets(a_in_b=second <= first, b_in_a=first <= second, meet=True)


def _content(name: str) -> frozenset[str]:
    words = re.findall(r"\w+", name.casefold())
    return frozenset(w for w in words if w not in _UNTOLD and not w.isdigit())
