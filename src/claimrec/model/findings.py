"""Findings in a row: a tuple that a notebook shows as a table."""

from __future__ import annotations

from claimrec.model.finding import Finding

__all__ = ["Findings"]


class Findings(tuple[Finding, ...]):
    """Findings as an immutable sequence; a notebook shows a table.

    >>> Findings() == ()
    True
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        from claimrec.model.cards import findings_card

        return findings_card(self)
