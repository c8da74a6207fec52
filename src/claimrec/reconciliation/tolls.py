"""Figures of people to whom something happened: which of a report's numbers is its toll.

A report that says "five were hurt" also says "a woman was hurt in the leg" and "two men were taken to hospital".
These are no rival tolls: they count some of the five. A report's toll is its largest figure for the event; the
others are left to it. Whoever was hurt and then died is counted among the dead alone, as registries do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from claimrec.model import Claim, Polarity, Role
from claimrec.reconciliation.identity import Identity
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.reading import Reading
from claimrec.reconciliation.statements import Statement
from claimrec.values import Entity, Quantity

__all__ = ["counted_first", "dead_among_hurt", "is_mention", "is_toll", "main_figures", "the_dead", "told_tolls"]

ONE = re.compile(r"\s*(?:one|1)\b(?![- ](?:year|month|week|day))", re.IGNORECASE)

ELSEWHERE = re.compile(
    r"\b(?:this year|so far this|year to date|since (?:19|20)\d\d|last year|per year|annually|a year)\b", re.IGNORECASE
)
"""Wording of a figure that sums up many happenings."""


def is_toll(field: str) -> bool:
    """True for a count of people to whom something happened.

    >>> is_toll("killed"), is_toll("agreement")
    (True, False)
    """
    return field in kinds().people


def is_mention(s: Statement) -> bool:
    """True where nobody counted: "a woman", "him", a name each stand for one."""
    value = s.value
    return isinstance(value, Quantity) and _stands_for_one(value, s.evidence[0].text)


def _stands_for_one(value: Quantity, words: str) -> bool:
    return value.low == 1 and value.high in (1, None) and value.stated is None and not ONE.match(words)


def main_figures(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that give each report's toll; all of them, where the field is no toll."""
    if not statements or not is_toll(statements[0].field):
        return list(statements)
    by_source: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        by_source[s.source].append(s)
    kept: list[Statement] = []
    for name in sorted(by_source):
        told = by_source[name]
        if len(told) == 1:
            kept += told
            continue
        told = [s for s in told if not ELSEWHERE.search(s.claim.evidence.text)] or told
        told = [s for s in told if not _is_taken_back(s)] or told
        told = [s for s in told if s.asserted] or told
        counted = [s for s in told if not is_mention(s)] or told
        often = Counter(_bounds(s) for s in counted)
        main = max(counted, key=lambda s: (often[_bounds(s)], _largeness(s)))
        kept.extend(s for s in told if s.value == main.value or s.value.compare(main.value).compatible)
    return kept


def told_tolls(statements: Sequence[Statement]) -> list[Statement]:
    """The statements of each report's toll, without those who are only told of where the report, or a copy, counts."""
    main = main_figures(statements)
    return counted_first(main) if main and is_toll(main[0].field) else main


def counted_first(main: Sequence[Statement]) -> list[Statement]:
    """Of the statements of tolls those of each witness that count best: a number, several who are named, one."""
    ranks = [0 if is_mention(s) else 1 if _is_uncounted(s) else 2 for s in main]
    best: dict[str, int] = {}
    for s, rank in zip(main, ranks, strict=True):
        best[s.witness] = max(rank, best.get(s.witness, 0))
    return [s for s, rank in zip(main, ranks, strict=True) if rank == best[s.witness]]


def _is_uncounted(s: Statement) -> bool:
    """True for a least number that no word states: "Ida Holt and her son"."""
    return isinstance(s.value, Quantity) and s.value.high is None and s.value.stated is None


def _is_taken_back(s: Statement) -> bool:
    """ "Police originally said that eight were hurt": what was said at first is not what the report says."""
    text = s.claim.evidence.text
    return AT_FIRST.search(text, 0, max(0, s.evidence[0].start - s.claim.evidence.start)) is not None


AT_FIRST = re.compile(
    r"\b(?:at first|earlier reports?|first reports?|initial reports?"
    r"|(?:initially|originally|previously|first) (?:said|told|reported|thought|believed|put|stated|listed))\b",
    re.IGNORECASE,
)
"""Wording of a figure that was given up since."""


def _bounds(s: Statement) -> tuple[float, float]:
    return s.value.bounds if isinstance(s.value, Quantity) else (0.0, 0.0)


def _largeness(s: Statement) -> tuple[float, bool, int]:
    low, high = s.value.bounds if isinstance(s.value, Quantity) else (0.0, 0.0)
    return (low if low != float("-inf") else high, low == high, -s.claim.trigger.start)


ANAPHORIC = re.compile(r"\s*(?:(?:the|that|this)\b|(?:he|she|him|her|his|hers|they|them|their|it)\s*$)", re.IGNORECASE)
"""Words that take up somebody told of before; "her sister" is somebody else."""

FATAL = re.compile(r"\b(?:fatal(?:ly)?|mortal(?:ly)?|died|dead|succumbed)\b", re.IGNORECASE)


def the_dead(r: Reading, identity: Identity) -> frozenset[str]:
    """Ids of those whose death is told."""
    deaths = np.array([kinds().folded(name) == "kill" for name in r.types] or [False], dtype=np.bool_)[r.type] & ~r.denied
    people = [isinstance(value, Entity) and value.type in PEOPLE for value in r.values]
    victims = r.has_role(Role.PATIENT) & np.array(people or [False], dtype=np.bool_)[r.arguments.values] & deaths[r.row]
    return frozenset(identity.decided[n] for n in set(identity.argument[victims].tolist()))


PEOPLE = ("person", "group")
"""Types of entity that can die."""


def dead_among_hurt(claims: Iterable[Claim], dead: frozenset[str]) -> frozenset[str]:
    """Ids of claims of an injury that was a death in the end.

    The victim is one of whom a death is told by name; or is only taken up again ("the boy", "him") in a report that
    tells of a death and of nobody else who was hurt.

    Args:
        claims: the claims of some stories.
        dead: ids of those whose death is told in any.
    """
    types = _of_the_hurt()
    told = [(claim, kinds().folded(claim.type)) for claim in claims if claim.type in types]
    hurt = [claim for claim, done in told if done == "injure"]
    deadly = (
        {claim.source.id for claim, done in told if done == "kill" and claim.polarity is Polarity.AFFIRMED} if hurt else set()
    )
    return frozenset(c.id for c in hurt if _is_fatal(c, dead, deadly))


@cache
def _of_the_hurt() -> frozenset[str]:
    """All types of claims that are read as deaths or injuries."""
    ends = {"kill", "injure"}
    return frozenset(ends | {name for name, read_as in kinds().fold.items() if read_as in ends})


def _is_fatal(claim: Claim, dead: frozenset[str], deadly: set[str]) -> bool:
    figures = [a for a in claim.having(Role.QUANTITY) if isinstance(a.value, Quantity) and a.value.unit == "injured"]
    if not all(isinstance(a.value, Quantity) and _stands_for_one(a.value, a.evidence.text) for a in figures):
        return False
    victims = _victims(claim)
    if victims and victims <= dead:
        return True
    taken_up = bool(figures) and all(ANAPHORIC.match(a.evidence.text) for a in figures)
    return claim.source.id in deadly and taken_up or bool(figures) and bool(FATAL.search(claim.trigger.text))


def _victims(claim: Claim) -> set[str]:
    return {
        a.value.id for a in claim.having(Role.PATIENT) if isinstance(a.value, Entity) and a.value.id and a.value.type in PEOPLE
    }
