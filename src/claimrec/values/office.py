"""Offices: a title in a body or a country, held, formerly held or held for another."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from attrs import evolve, field, frozen
from attrs.validators import in_

from claimrec.lexicon.countries import country_named, country_of_demonym, with_article
from claimrec.lexicon.titles import office_class, portfolio, prefix, rank_class
from claimrec.values.bodies import compare_bodies
from claimrec.values.record import Record
from claimrec.values.relation import Relation

__all__ = ["Office"]

# Nobody is said to hold two of one of these classes at once; others go together (a lawyer and a professor, two analysts).
_EXCLUSIVE = frozenset(
    "president|prime minister|chancellor|minister|secretary|secretary-general|governor|mayor|king|queen|emperor|emir|sultan|pope|"
    "head|director-general|speaker|ambassador|attorney general|sheriff|coroner|superintendent|principal|commander|chief of staff|"
    "undersecretary|archbishop".split("|")
)
_DEPUTIES = {"vice-president": "president", "vice-mayor": "mayor", "undersecretary": "secretary"}


@frozen
class Office(Record):
    """An office that a person holds.

    Args:
        title: the head noun in lower case ("minister", "chairman", "deputy chief").
        body: what it is an office of ("Ministry of Defence"), None for a country's own ("president").
        country: the country, None where it is not said.
        status: ``current former acting``.
        text: the words that state it.

    >>> Office("president", None, "Iran").compare(Office("president", None, "Iran", text="Iranian president"))
    <Relation.EQUAL: 'equal'>
    >>> Office("chairman", "State Port Committee", "Latvia").compare(Office("head", "State Authority for Ports", "Latvia"))
    <Relation.DISJOINT: 'disjoint'>
    """

    kind: ClassVar[str] = "office"

    title: str
    body: str | None = None
    country: str | None = None
    status: str = field(default="current", validator=in_(("current", "former", "acting")))
    text: str = ""

    @property
    def written(self) -> str:
        """The office as it is written out among a person's titles.

        >>> Office("minister", "Ministry of Defence", "Iran").written, Office("mayor", "Oslo", status="former").written
        ('Minister of Defence of Iran', 'Former mayor of Oslo')
        """
        body = self.body
        if body is not None and self.title.rpartition(" ")[2] in ("minister", "secretary"):
            body = body.removeprefix("Ministry of ").removeprefix("Department of ")
        status = "" if self.status == "current" else f"{self.status} "
        country = with_article(self.country) if self.country else None
        made = " of ".join(part for part in (status + self.title, body, country) if part)
        return made[:1].upper() + made[1:]

    def compare(self, other: object) -> Relation:
        """How this office relates to another value of one person at one moment.

        Titles of one class in one body are one office (chairman, head, chief). A deputy is not who he stands in for.
        Ranks, and titles of different classes, are UNKNOWN: one person may well hold both.
        """
        if not isinstance(other, Office):
            return Relation.UNKNOWN
        one, two = _plain(self), _plain(other)
        if one is not self or two is not other:
            return one.compare(two)
        mine, theirs = _class(self.title), _class(other.title)
        if mine is None or theirs is None:
            return self._rank(other)
        if mine[1] != theirs[1]:
            return Relation.UNKNOWN
        place = _both(_countries(self.country, other.country), _bodies(self.body, other.body))
        if place is Relation.DISJOINT and mine[1] not in _EXCLUSIVE:
            return Relation.UNKNOWN
        if mine[0] != theirs[0]:  # a deputy against the one he stands in for
            return Relation.DISJOINT if place.compatible and mine[1] in _EXCLUSIVE else Relation.UNKNOWN
        return self._at_one_time(other, place)

    def _rank(self, other: Office) -> Relation:
        same = (
            self.title == other.title or rank_class(self.title) is not None and rank_class(self.title) == rank_class(other.title)
        )
        if not same:
            return Relation.UNKNOWN
        place = _both(_countries(self.country, other.country), _bodies(self.body, other.body))
        return Relation.UNKNOWN if place is Relation.DISJOINT else self._at_one_time(other, place)

    def _at_one_time(self, other: Office, place: Relation) -> Relation:
        if self.status == other.status:
            return place
        if {self.status, other.status} == {"acting", "current"}:
            return _both(place, Relation.NARROWER if self.status == "acting" else Relation.BROADER)
        return Relation.DISJOINT if place is Relation.EQUAL else Relation.UNKNOWN


@lru_cache(maxsize=2048)
def _plain(office: Office) -> Office:
    """The office with what its title says of body and status in their fields: "former defence minister"."""
    title, body, status = office.title.casefold(), office.body, office.status
    first, _, rest = title.partition(" ")
    if rest and status == "current" and prefix(first) in ("former", "acting"):
        status, title = str(prefix(first)), rest
    words, _, head = title.rpartition(" ")
    if body is None and head == "minister" and portfolio(words) is not None:
        title, body = head, f"Ministry of {portfolio(words)}"
    if (title, body, status) == (office.title.casefold(), office.body, office.status):
        return office
    return evolve(office, title=title, body=body, status=status)


@lru_cache(maxsize=2048)
def _class(title: str) -> tuple[bool, str] | None:
    """Whether it is a deputy's, and the class; None for a rank and for a title that no list knows."""
    words = title.casefold()
    deputy = words.startswith("deputy ")
    found = office_class(words.removeprefix("deputy "))
    if found is None:
        return None
    if found in _DEPUTIES:
        return True, _DEPUTIES[found]
    return deputy, found


def _countries(a: str | None, b: str | None) -> Relation:
    if a is None or b is None:
        return Relation.EQUAL if a == b else Relation.BROADER if a is None else Relation.NARROWER
    return Relation.EQUAL if _land(a) == _land(b) else Relation.DISJOINT


def _land(name: str) -> str:
    found = country_named(name)
    return found.name if found is not None else country_of_demonym(name) or name.casefold()


def _bodies(a: str | None, b: str | None) -> Relation:
    if a is None or b is None:
        return Relation.EQUAL if a == b else Relation.BROADER if a is None else Relation.NARROWER
    if a == b:
        return Relation.EQUAL
    found = compare_bodies(a, b)
    return Relation.OVERLAP if found is Relation.UNKNOWN else found


def _both(a: Relation, b: Relation) -> Relation:
    """The relation of two records that relate in two fields."""
    if Relation.UNKNOWN in (a, b):
        return Relation.UNKNOWN
    if Relation.DISJOINT in (a, b):
        return Relation.DISJOINT
    if a is b or b is Relation.EQUAL:
        return a
    return b if a is Relation.EQUAL else Relation.OVERLAP
