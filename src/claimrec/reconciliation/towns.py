"""The town of a happening of which the reports state only a building, a street or a county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import evolve

from claimrec.lexicon.cities import cities_named
from claimrec.lexicon.countries import country_named, regions_named
from claimrec.model import Consensus
from claimrec.reconciliation.consensus import agree_on, is_adrift
from claimrec.reconciliation.parts import Group
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.strategies import Strategy
from claimrec.values import Place, Relation, Value

__all__ = ["Towns"]


AWAY = frozenset({"hospitalize", "treat", "arrest"})
"""Types of claims whose place is where somebody was brought to or found later, and not where the story happened."""


class Towns:
    """The towns that the sources of a part name.

    Args:
        stated: for each event field -> what it states for it.
        strategy: chooses among several towns.
    """

    def __init__(self, stated: Sequence[Mapping[str, Sequence[Statement]]], strategy: Strategy) -> None:
        self._strategy = strategy
        self._named: dict[str, list[Statement]] = defaultdict(list)
        self._inside: dict[str, list[Statement]] = defaultdict(list)
        self._settings: dict[tuple[str, ...], Consensus | None] = {}
        for fields in stated:
            for s in fields.get("place", ()):
                if isinstance(s.value, Place) and s.claim.type not in AWAY:
                    (self._named if s.value.level == "city" else self._inside)[s.source].append(s)

    def settled(self, place: Consensus | None, tree: Sequence[Group]) -> Consensus | None:
        """The place of a happening with its town, where it is told without one; None where it may stay as it is."""
        if place is not None and not _lacks_town(place.value):
            return None
        town = self._setting(tree)
        if town is None or place is None:
            return town
        value = place.value
        assert isinstance(value, Place)
        assert isinstance(town.value, Place)
        if town.value.compare(value) is Relation.DISJOINT or value.within and not town.value.within:
            return None  # of a town that nobody places, nothing says that the street lies in it
        if _is_vague(value):
            return town
        return evolve(place, value=_put_in(value, town.value))

    def _setting(self, tree: Sequence[Group]) -> Consensus | None:
        """The town that most of the sources tell of."""
        sources = tuple(sorted({claim.source.id for part in tree for claim in part.claims}))
        if sources not in self._settings:
            told = [s for name in sources for s in _often(self._named.get(name) or self._around(name))]
            self._settings[sources] = agree_on(told, self._strategy) if told else None
        return self._settings[sources]

    def _around(self, source: str) -> Sequence[Statement]:
        """What a source that names no town by itself says of the towns around streets and buildings."""
        inside = self._inside.get(source, ())
        return [_moved(s, town) for s in inside if isinstance(s.value, Place) and (town := _town_of(s.value)) is not None]


def _moved(s: Statement, town: Place) -> Statement:
    """The statement of the town around what a statement places somewhere."""
    return Statement(s.kind, s.field, town, s.claim, s.evidence, s.witness, True, s.about, s.source, s.asserted)


def _town_of(place: Place) -> Place | None:
    """The town in whose streets or buildings a place lies."""
    for n, name in enumerate(place.within):
        if _is_region(name):
            return None
        if cities_named(name):
            return Place(name, place.within[n + 1 :], level="city")
    return None


@lru_cache(maxsize=4096)
def _is_region(name: str) -> bool:
    return country_named(name) is not None or bool(regions_named(name)) or name.split()[-1].lower() in COUNTIES


COUNTIES = ("county", "parish")


def _often(named: Sequence[Statement]) -> Sequence[Statement]:
    """Of a source's statements of towns those of the one that it names most often."""
    if len({id(s.value) for s in named}) < 2:
        return named
    names = [s.value.name if isinstance(s.value, Place) else "" for s in named]
    best = min(set(names), key=lambda name: (-names.count(name), name))
    return [s for s, name in zip(named, names, strict=True) if name == best]


def _is_vague(place: Place) -> bool:
    """True where it says nothing but that it lies in a county or country, or nothing at all."""
    return is_adrift(place) or place.level in ("region", "country")


def _lacks_town(value: Value) -> bool:
    if not isinstance(value, Place):
        return False
    if _is_vague(value):
        return True
    return value.level in ("street", "site") and bool(value.within) and all(map(_is_no_town, value.within))


@lru_cache(maxsize=4096)
def _is_no_town(name: str) -> bool:
    return _is_region(name) or not cities_named(name)


def _put_in(place: Place, town: Place) -> Place:
    """ "A home on Elm Street in Lake County" and the town that others name: the street lies in it."""
    inner = [name for name in place.within if not _is_region(name)]
    return evolve(place, within=(*inner, town.name, *town.within))
