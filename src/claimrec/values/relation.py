"""How two values relate, and what a finding says of them.

A value is the set of possibilities it leaves open; :class:`Relation` is the relation of two such sets.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Relation", "Verdict", "of_sets"]


class Relation(StrEnum):
    """The relation of two values as sets of possibilities.

    >>> Relation.NARROWER.inverse
    <Relation.BROADER: 'broader'>
    >>> Relation.OVERLAP.compatible, Relation.DISJOINT.compatible
    (True, False)
    """

    EQUAL = "equal"
    """The two sets are the same."""
    NARROWER = "narrower"
    """The first lies inside the second."""
    BROADER = "broader"
    """The second lies inside the first."""
    OVERLAP = "overlap"
    """They share something, and each has something of its own."""
    DISJOINT = "disjoint"
    """They share nothing: both cannot be true of one thing at one moment."""
    UNKNOWN = "unknown"
    """They cannot be compared: one side says nothing about it."""

    @property
    def inverse(self) -> Relation:
        """The same relation seen from the other side."""
        return _INVERSE.get(self, self)

    @property
    def compatible(self) -> bool:
        """True where both values can be true of one thing; False for DISJOINT and for UNKNOWN."""
        return self not in _INCOMPATIBLE


_INCOMPATIBLE = (Relation.DISJOINT, Relation.UNKNOWN)
_INVERSE = {Relation.NARROWER: Relation.BROADER, Relation.BROADER: Relation.NARROWER}


class Verdict(StrEnum):
    """What a finding says of the positions that sources take.

    >>> [str(v) for v in Verdict]
    ['agree', 'refines', 'update', 'scope', 'conflict']
    """

    AGREE = "agree"
    """The same value, however worded."""
    REFINES = "refines"
    """All can be true: one is more exact than the other."""
    UPDATE = "update"
    """The later report moved the value on."""
    SCOPE = "scope"
    """The values look comparable, but are about different things."""
    CONFLICT = "conflict"
    """The values cannot all be true of the same thing at the same moment."""


def of_sets(*, a_in_b: bool, b_in_a: bool, meet: bool) -> Relation:
    """The relation of two sets, told by which of them lies inside the other and whether they meet.

    >>> of_sets(a_in_b=True, b_in_a=False, meet=True)
    <Relation.NARROWER: 'narrower'>
    """
    if a_in_b and b_in_a:
        return Relation.EQUAL
    if a_in_b:
        return Relation.NARROWER
    if b_in_a:
        return Relation.BROADER
    return Relation.OVERLAP if meet else Relation.DISJOINT
