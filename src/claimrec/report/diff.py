"""What changed between two reports: findings and events that are new, gone or changed, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from claimrec.model import Outcome
from claimrec.report.layout import entry_title, event_names, one_line
from claimrec.values import Verdict

__all__ = ["Change", "changes", "diff_report"]


@frozen
class Change:
    """One finding or event that is not the same in both reports.

    Args:
        what: ``finding`` or ``event``.
        how: ``new gone changed``.
        id: its id.
        text: what it says.
        was: what a changed one said before, where that is not the same.
    """

    what: str
    how: str
    id: str
    text: str
    was: str = ""


def changes(old: Outcome, new: Outcome) -> tuple[Change, ...]:
    """The differences between two reports, conflicts first.

    >>> changes(Outcome(), Outcome())
    ()
    """
    made = [*_compared("finding", _findings(old), _findings(new)), *_compared("event", _events(old), _events(new))]
    order = {"new": 0, "changed": 1, "gone": 2}
    return tuple(sorted(made, key=lambda c: (c.what != "finding", not _grave(c), order[c.how], c.id)))


def _grave(change: Change) -> bool:
    return any(said.startswith(Verdict.CONFLICT.value) for said in (change.text, change.was))


@frozen
class _Said:
    """A record, what it says, and what it says of a thing that is known."""

    record: Any
    text: str
    short: str


def _compared(what: str, old: Mapping[str, _Said], new: Mapping[str, _Said]) -> Iterable[Change]:
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield Change(what, "new", key, new[key].text)
        elif key not in new:
            yield Change(what, "gone", key, old[key].text)
        elif old[key].record != new[key].record:
            was, now = old[key], new[key]
            yield Change(what, "changed", key, now.text, was.short if was.short != now.short else "")


def _findings(outcome: Outcome) -> dict[str, _Said]:
    events = event_names(outcome)
    made = {}
    for finding in outcome.findings:
        relation, grade = finding.relation.value, f"[{finding.severity.value}, confidence {finding.confidence:.2f}]"
        said = f"{one_line(finding.explanation)} {grade}"
        made[finding.id] = _Said(finding.to_dict(), f"{relation} {entry_title(finding, events)}: {said}", f"{relation}: {said}")
    return made


def _events(outcome: Outcome) -> dict[str, _Said]:
    names = event_names(outcome)
    made = {}
    for event in outcome.events:
        claims = f"{len(event.claims)} claim{'' if len(event.claims) == 1 else 's'}"
        said = f"{names[event.id]} ({claims})"
        made[event.id] = _Said(event.to_dict(), said, said)
    return made


def diff_report(old: Outcome, new: Outcome) -> str:
    """The differences for a terminal, one a line, and below a changed one what it was before.

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
        for change in part:
            lines.append(f"  {change.how:<8}{change.id}  {change.text}")
            if change.was:
                lines.append(f"          was {change.was}")
    return "\n".join(lines) + "\n"
