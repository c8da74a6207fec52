"""Places, each with the larger places that it lies in."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from claimrec.values.record import Record
from claimrec.values.relation import Relation

__all__ = ["Place"]


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
    """

    kind: ClassVar[str] = "place"

    name: str
    within: tuple[str, ...] = field(default=(), converter=tuple)
    text: str = ""
    level: str | None = None
    near: bool = False

    def compare(self, other: object) -> Relation:
        """How this place relates to another value; UNKNOWN for another kind, or where neither contains the other for sure."""
        if not isinstance(other, Place):
            return Relation.UNKNOWN
        if self.name == other.name:
            return Relation.EQUAL
        if other.name in self.within:
            return Relation.NARROWER
        if self.name in other.within:
            return Relation.BROADER
        if self.level is not None and self.level == other.level:
            return Relation.DISJOINT
        return Relation.UNKNOWN
