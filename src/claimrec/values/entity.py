"""Persons, bodies, countries and groups by name."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen
from attrs.validators import in_

from claimrec.values.record import Record
from claimrec.values.relation import Relation

__all__ = ["ENTITY_TYPES", "Entity"]

ENTITY_TYPES = ("person", "organization", "country", "group")


@frozen
class Entity(Record):
    """Somebody or something that acts.

    Args:
        name: the fullest name known ("Masoud Pezeshkian").
        type: ``person organization country group``.
        id: who it is, readable and stable ("masoud-pezeshkian"); "" until somebody has decided.
        titles: titles and offices held, as written out ("President of Iran").
        text: the words that name it here ("the Iranian president").

    >>> Entity("Smith").compare(Entity("John Smith"))
    <Relation.BROADER: 'broader'>
    """

    kind: ClassVar[str] = "entity"

    name: str
    type: str = field(default="person", validator=in_(ENTITY_TYPES))
    id: str = ""
    titles: tuple[str, ...] = field(default=(), converter=tuple)
    text: str = ""

    def compare(self, other: object) -> Relation:
        """How this name relates to another: the set of bearers it may be written for."""
        if not isinstance(other, Entity) or self.type != other.type:
            return Relation.UNKNOWN
        if self.name == other.name:
            return Relation.EQUAL
        mine, theirs = set(self.name.casefold().split()), set(other.name.casefold().split())
        if mine < theirs:
            return Relation.BROADER
        if theirs < mine:
            return Relation.NARROWER
        return Relation.DISJOINT
