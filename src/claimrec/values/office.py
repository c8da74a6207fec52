"""Offices: a title in a body or a country, held, formerly held or held for another."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen
from attrs.validators import in_

from claimrec.values.record import Record
from claimrec.values.relation import Relation

__all__ = ["Office"]


@frozen
class Office(Record):
    """An office that a person holds.

    Args:
        title: the head noun in lower case ("minister", "chairman").
        body: what it is an office of ("Ministry of Defence"), None for a country's own ("president").
        country: the country, None where it is not said.
        status: ``current former acting``.
        text: the words that state it.

    >>> Office("president", None, "Iran").compare(Office("president", None, "Iran", text="Iranian president"))
    <Relation.EQUAL: 'equal'>
    """

    kind: ClassVar[str] = "office"

    title: str
    body: str | None = None
    country: str | None = None
    status: str = field(default="current", validator=in_(("current", "former", "acting")))
    text: str = ""

    def compare(self, other: object) -> Relation:
        """How this office relates to another value; UNKNOWN where one person may well hold both."""
        if not isinstance(other, Office):
            return Relation.UNKNOWN
        if (self.title, self.body, self.country, self.status) == (other.title, other.body, other.country, other.status):
            return Relation.EQUAL
        return Relation.UNKNOWN
