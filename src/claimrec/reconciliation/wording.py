"""Sources in words, for explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimrec.reconciliation.statements import Statement
from claimrec.values.wording import say

__all__ = ["said_by", "say", "sides"]


def said_by(statements: Sequence[Statement], origins: Mapping[str, str]) -> str:
    """The sources behind statements, copies named as such: "a; copied by b"."""
    everyone = sorted({s.source for s in statements})
    first = [s for s in everyone if origins.get(s, s) == s or origins.get(s, s) not in everyone]
    copies = [s for s in everyone if s not in first]
    return ", ".join(first) + (f"; copied by {', '.join(copies)}" if copies else "")


def sides(groups: Sequence[Sequence[Statement]], origins: Mapping[str, str]) -> str:
    """The sides of a finding: "12 agreements (a; copied by b) vs 13 agreements (c, d)"."""
    return " vs ".join(f"{say(group[0].value)} ({said_by(group, origins)})" for group in groups)
