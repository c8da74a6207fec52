"""How types of happening belong together: read once from ``lexicon/aspects.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache

from attrs import frozen

from claimrec.lexicon import table
from claimrec.model import Role

__all__ = ["Kinds", "field_of_unit", "kinds"]


@frozen
class Kinds:
    """What reconciliation knows of event types and units.

    Args:
        fold: type -> the type it is read as.
        stands_for: a wide type -> narrower types it may stand for.
        families: words of which any two may name one happening.
        alike: type -> the other types of its families.
        part_of: type -> types of happening it may be a part of, best first.
        siblings: type -> types that hold its story together where no whole is told.
        speech: types of saying.
        mutual: types in which both sides do the same.
        single: types that one person does or suffers at a time.
        personal: types of which every person has one of their own.
        once: types of which one story has one happening.
        growing: units of counts that only grow.
        moving: units of counts that move either way.
        units: property -> units that measure it.
        part: noun that counts only some of the people concerned -> the noun that stands for it and its synonyms.
        vague: head words of authorities that name nobody.
        scene: types that place or date a happening without being one.
        common: things that any report counts.
        confidence: relation, or relation and kind or basis -> how many findings of it deserve it.
        lasting: types that go on for days and from place to place.
        light: verbs that say next to nothing of what was done.
        plain: words in front of a counted noun that do not say of which kind it is.
        body: words that say of which kind a body is.
        post: titles of which one person holds one at a time.
        short: abbreviation in a name -> the word.
    """

    fold: Mapping[str, str]
    stands_for: Mapping[str, frozenset[str]]
    families: tuple[frozenset[str], ...]
    alike: Mapping[str, frozenset[str]]
    part_of: Mapping[str, tuple[str, ...]]
    siblings: Mapping[str, tuple[str, ...]]
    speech: frozenset[str]
    mutual: frozenset[str]
    single: frozenset[str]
    personal: frozenset[str]
    once: frozenset[str]
    growing: frozenset[str]
    moving: frozenset[str]
    units: Mapping[str, frozenset[str]]
    part: Mapping[str, str]
    vague: frozenset[str]
    scene: frozenset[str]
    common: frozenset[str]
    lasting: frozenset[str]
    light: frozenset[str]
    plain: frozenset[str]
    body: frozenset[str]
    post: frozenset[str]
    short: Mapping[str, str]
    confidence: Mapping[str, float]

    @cached_property
    def people(self) -> frozenset[str]:
        """Units of counts of people to whom something happened.

        >>> "killed" in kinds().people, "agreement" in kinds().people
        (True, False)
        """
        return self.growing | self.moving

    def folded(self, type: str) -> str:
        """The type that a claim's type is read as.

        >>> kinds().folded("die")
        'kill'
        """
        return self.fold.get(type, type)

    def is_happening(self, type: str) -> bool:
        """True for a type that the table knows as a happening, and not as a saying.

        >>> kinds().is_happening("meet"), kinds().is_happening("deepen")
        (True, False)
        """
        known = type in self.part_of or type in self.once or type in self.single or type in self.mutual
        return known and type not in self.speech

    def related(self, a: str, b: str) -> bool:
        """True where one of two folded types may stand for the other, or both are ways of saying something.

        >>> kinds().related("attack", "shoot"), kinds().related("thwart", "foil"), kinds().related("sign", "shoot")
        (True, True, False)
        """
        if a == b or (a in self.speech and b in self.speech):
            return True
        return b in self.stands_for.get(a, ()) or a in self.stands_for.get(b, ()) or b in self.alike.get(a, ())

    @cached_property
    def on_the_spot(self) -> frozenset[str]:
        """Types of which one story has one happening, at one place; whoever did it may be arrested elsewhere.

        >>> "shoot" in kinds().on_the_spot, "arrest" in kinds().on_the_spot
        (True, False)
        """
        return self.once - self.lasting - {"arrest", "charge"}


@cache
def kinds() -> Kinds:
    """The built-in table."""
    lists = table("aspects")
    sets = {name: frozenset(words) for name, words in lists["kinds"].items()}
    units = lists["units"]
    families = tuple(frozenset(lists["fold"].get(name, name) for name in family) for family in lists["alike"]["families"])
    _check_no_circle({part: [*wholes, *lists["part_of_sibling"].get(part, ())] for part, wholes in lists["part_of"].items()})
    return Kinds(
        fold=lists["fold"],
        stands_for={wide: frozenset(narrow) for wide, narrow in lists["stands_for"].items()},
        families=families,
        alike=_alike(families, lists["part_of"]),
        part_of={part: tuple(wholes) for part, wholes in lists["part_of"].items()},
        siblings={part: tuple(others) for part, others in lists["part_of_sibling"].items()},
        speech=sets["speech"],
        mutual=sets["mutual"],
        single=sets["single"],
        personal=sets["personal"],
        once=sets["once"],
        growing=frozenset(units["up"]),
        moving=frozenset(units["both"]),
        units={name: frozenset(units[name]) for name in ("duration", "distance", "speed")},
        part={word: line[0] for line in units["part"] for word in line},
        vague=frozenset(lists["authority"]["vague"]),
        scene=sets["scene"],
        common=frozenset(units["common"]),
        lasting=sets["lasting"],
        light=sets["light"],
        plain=frozenset(lists["words"]["plain"]),
        body=frozenset(lists["words"]["body"]),
        post=frozenset(lists["words"]["post"]),
        short=lists["short"],
        confidence=lists["confidence"],
    )


def _alike(families: Sequence[frozenset[str]], wholes: Mapping[str, Sequence[str]]) -> Mapping[str, frozenset[str]]:
    """Type -> the other types of its families, those it may be a part of left out: what is linked is not merged."""
    made: dict[str, set[str]] = {}
    for family in families:
        for name in family:
            parts = {part for part in family if name in wholes.get(part, ())}
            made.setdefault(name, set()).update(family - {name} - parts - set(wholes.get(name, ())))
    return {name: frozenset(others) for name, others in made.items()}


def _check_no_circle(above: Mapping[str, Sequence[str]]) -> None:
    """Make sure that nothing is, over however many steps, part of itself."""

    def climb(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise ValueError(f"part_of in lexicon/aspects.toml must run in no circle: {' > '.join([*path, name])}")
        for whole in above.get(name, ()):
            climb(whole, (*path, name))

    for name in above:
        climb(name, ())


ROLES = frozenset(str(role) for role in Role) | {"happened", "authority"}
"""Fields of other kinds, which a counted noun must not be mixed up with."""


def field_of_unit(unit: str, of: str | None) -> str:
    """The field in which a quantity of this unit is compared.

    >>> field_of_unit("killed", None), field_of_unit("year", "john-smith"), field_of_unit("USD", None)
    ('killed', 'age of john-smith', 'amount')
    """
    if unit == "year" and of:
        return f"age of {of}"
    name = _measured(unit)
    if name in ROLES:
        return f"{name} count"  # "12 participants" is no participant
    return f"{name} of {of}" if of and name != unit else name


@lru_cache(maxsize=4096)
def _measured(unit: str) -> str:
    """What is measured in a unit; the unit itself, where it is a thing that is counted."""
    name = unit
    if len(unit) == 3 and unit.isupper():
        name = "amount"
    elif unit == "percent":
        name = "share"
    else:
        for measure, members in kinds().units.items():
            if unit in members:
                name = measure
    return name
