"""Drafts of findings: what an editor would say, before it is known which event carries it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import define

from claimrec.model import Kind, Severity
from claimrec.reconciliation.consensus import weight
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Group
from claimrec.reconciliation.wording import sides
from claimrec.values import Verdict

__all__ = ["Draft", "Group", "Scores", "agree", "by_support", "closest", "of_several", "witnesses"]


@define(eq=False)  # nobody changes one, and a frozen one takes three times as long to make
class Draft:
    """A finding before it has an event and an id: its positions are groups of statements.

    Args:
        kind: what kind of field it is about.
        field: the field's name.
        relation: what it says.
        groups: the sides.
        explanation: why, in words.
        severity: how much an editor would mind.
        basis: what it rests on, where that is not the two claims of one event: for a conflict person, figures, hours,
            spelling, deed, trait, quarter, denial; for a refinement story.
    """

    kind: Kind
    field: str
    relation: Verdict
    groups: tuple[Group, ...]
    explanation: str
    severity: Severity = Severity.LOW
    basis: str = ""

    @property
    def confidence(self) -> float:
        """How many of a hundred findings like this one deserve their relation, as measured on labelled news."""
        return _deserving(self.relation, self.basis or self.kind)


@cache
def _deserving(relation: str, about: str) -> float:
    table = kinds().confidence
    return table.get(f"{relation} {about}", table[relation])


def witnesses(group: Group) -> frozenset[str]:
    """Independent sources behind a group."""
    return frozenset([s.witness for s in group])


def of_several(group: Group) -> bool:
    """True where two witnesses stand behind statements: within one there is nothing to compare."""
    first = group[0].witness if group else ""
    for s in group:  # noqa: SIM110 - twice as fast as any(), and asked of every field
        if s.witness != first:
            return True
    return False


def by_support(groups: Sequence[Group]) -> list[Group]:
    """Groups, the most supported first; ties in the order given, which is by value."""
    if len(groups) < 2:
        return list(groups)
    return sorted(groups, key=lambda g: (-len(witnesses(g)), -weight(g), -len(g)))


Scores = Mapping[tuple[str, str], float]
"""Ids of two compared claims, in order, -> how strongly they speak of one event."""


def closest(a: Group, b: Group, scores: Scores) -> float:
    """The best match between claims of two sides."""
    pairs = {(min(x.claim.id, y.claim.id), max(x.claim.id, y.claim.id)) for x in a for y in b}
    return max((scores.get(pair, 0.0) for pair in pairs), default=0.0)


def agree(groups: Sequence[Group], origins: Mapping[str, str], what: str) -> Draft:
    """Agreement on one or several values, each of which two witnesses or more state."""
    first = groups[0][0]
    told = " and ".join(sides([group], origins) for group in groups)
    why = f"one {what}" if len(groups) == 1 else f"each {what} by several"
    return Draft(first.kind, first.field, Verdict.AGREE, tuple(groups), f"{told}: {why}")
