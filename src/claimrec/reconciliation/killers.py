"""The killer among the dead: "killed seven people before he killed himself" leaves eight dead, as registries count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from attrs import evolve

from claimrec.model import Role
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.tolls import counted_first, is_mention, told_tolls
from claimrec.values import Entity, Quantity

__all__ = ["with_the_killers"]

SELF = re.compile(r"\s*(?:himself|herself|self)\s*$", re.IGNORECASE)
SUICIDE = re.compile(r"\bown li(?:fe|ves)\b|\bsuicide\b", re.IGNORECASE)
"""Triggers of a death by one's own hand."""

AFTERWARDS = re.compile(r"\b(?:before|then)\b[^.;]{0,60}\b(?:himself|herself|(?:his|her) own life|suicide)\b", re.IGNORECASE)
"""What tells behind a count of the dead that the killer died after them."""

INCLUDED = re.compile(
    r"\bincluding (?:himself|herself|(?:the |an? )?(?:\w+ )?(?:gunman|shooter|suspect|attacker|killer|assailant|bomber))\b",
    re.IGNORECASE,
)
"""Wording of a count that has the killer in it."""


def with_the_killers(statements: Sequence[Statement]) -> list[Statement]:
    """The tolls of the dead, where a report tells that the killer took his own life and counts only his victims.

    Empty, where no report does.

    Args:
        statements: what the reports state as facts of the dead.
    """
    told: dict[str, list[Statement]] = defaultdict(list)
    if len(statements) < 2:
        return []
    for s in statements:
        told[s.source].append(s)
    totals = {source: total for source, said in told.items() if (total := _with_the_killer(said)) is not None}
    main = told_tolls(statements)
    larger = {name: s for name, s in totals.items() if all(_number(s) > _number(m) for m in main if m.source == name)}
    return counted_first([*(s for s in main if s.source not in larger), *larger.values()]) if larger else []


def _with_the_killer(said: Sequence[Statement]) -> Statement | None:
    """The victims of who killed himself with him, as one report tells of them."""
    if not any(_is_own_death(s) for s in said):
        return None
    victims = [s for s in said if not _is_own_death(s) and _is_of_victims(s)]
    if not victims:
        return None
    most = max(victims, key=lambda s: (not is_mention(s), _number(s), -s.claim.trigger.start))
    value = most.value
    assert isinstance(value, Quantity)
    low = _number(most) + 1
    return evolve(most, value=Quantity(low, None if value.high is None else low, value.unit, text=f"{value.text} and the killer"))


def _is_own_death(s: Statement) -> bool:
    return SELF.match(s.evidence[0].text) is not None or SUICIDE.search(s.claim.trigger.text) is not None


def _is_of_victims(s: Statement) -> bool:
    """True for those whom somebody killed, or who were dead before the killer was."""
    if not isinstance(s.value, Quantity) or s.value.low is None:
        return False
    sentence, words = s.claim.evidence.text, s.evidence[0].text
    if INCLUDED.search(sentence) or "himself" in words or "herself" in words:
        return False
    killed = any(a.role is Role.AGENT and isinstance(a.value, Entity) and a.value.type == "person" for a in s.claim.arguments)
    return killed or AFTERWARDS.search(sentence, max(0, s.evidence[0].end - s.claim.evidence.start)) is not None


def _number(s: Statement) -> float:
    return (s.value.low or 0) if isinstance(s.value, Quantity) else 0
