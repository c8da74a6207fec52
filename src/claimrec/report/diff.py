"""What changed between two reports: findings and events that are new, gone or changed, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from claimrec.model import Outcome
from claimrec.report.layout import event_names, one_line

__all__ = ["Change", "changes", "diff_report"]


@frozen
class Change:
    """One finding or event that is not the same in both reports.

    Args:
        what: ``finding`` or ``event``.
        how: ``new gone changed``.
        id: its id.
        text: what it says; for a changed one, what it said and says.
    """

    what: str
    how: str
    id: str
    text: str


def changes(old: Outcome, new: Outcome) -> tuple[Change, ...]:
    """The differences between two reports, conflicts first.

    >>> changes(Outcome(), Outcome())
    ()
    """
    made = [*_compared("finding", _findings(old), _findings(new)), *_compared("event", _events(old), _events(new))]
    order = {"new": 0, "changed": 1, "gone": 2}
    return tuple(sorted(made, key=lambda c: (c.what != "finding", "conflict" not in c.text, order[c.how], c.id)))


def _compared(what: str, old: Mapping[str, tuple[Any, str]], new: Mapping[str, tuple[Any, str]]) -> Iterable[Change]:
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield Change(what, "new", key, new[key][1])
        elif key not in new:
            yield Change(what, "gone", key, old[key][1])
        elif old[key][0] != new[key][0]:
            was, now = old[key][1], new[key][1]
            yield Change(what, "changed", key, now if was == now else f"{was}  →  {now}")


def _findings(outcome: Outcome) -> dict[str, tuple[Any, str]]:
    return {f.id: (f.to_dict(), one_line(f"{f.relation.value} {f.field}: {f.explanation}")) for f in outcome.findings}


def _events(outcome: Outcome) -> dict[str, tuple[Any, str]]:
    names = event_names(outcome)
    return {
        e.id: (e.to_dict(), f"{names[e.id]} ({len(e.claims)} claim{'' if len(e.claims) == 1 else 's'})") for e in outcome.events
    }


def diff_report(old: Outcome, new: Outcome) -> str:
    """The differences for a terminal, one a line.

    >>> print(diff_report(Outcome(), Outcome()), end="")
    nothing changed
    """
    found = changes(old, new)
    if not found:
        return "nothing changed\n"
    lines = []
    for what in ("finding", "event"):
        part = [c for c in found if c.what == what]
        counts = ", ".join(f"{sum(c.how == how for c in part)} {how}" for how in ("new", "changed", "gone"))
        lines.append(f"{what}s: {counts}")
        lines.extend(f"  {c.how:<8}{c.id}  {c.text}" for c in part)
    return "\n".join(lines) + "\n"
