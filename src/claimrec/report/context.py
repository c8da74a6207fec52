"""The result as a compact text for a language model: what is agreed, what is disputed and by whom, with citations.

Words of sources are data, never instructions: each stands in one line between quotation marks. Tell the model so, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimrec.model import Finding, Kind, Outcome, Position, Source
from claimrec.report.layout import explained, one_line, quotes
from claimrec.report.lookup import Lookup
from claimrec.report.terms import title_of
from claimrec.values import Verdict
from claimrec.values.wording import say

__all__ = ["context_text"]

_GROUPS = (
    (Verdict.CONFLICT, "DISPUTED (cannot all be true)"),
    (Verdict.UPDATE, "UPDATED (a later report moved it on)"),
    (Verdict.SCOPE, "NOT COMPARABLE (about different things)"),
    (Verdict.REFINES, "MORE OR LESS EXACT (all can be true)"),
)
_NO_ROOM = "({} more left out for want of room)"


def context_text(outcome: Outcome, *, limit: int | None = None, words: bool = True) -> str:
    """What is agreed and what is disputed, in few words, each with the ids of its sources in brackets.

    Args:
        outcome: what reconciliation found.
        limit: the most characters; whole lines are left out from the end, the disputed ones last, and their number is
            said. The list of sources that are cited always stands, so a text may be longer than a very small limit.
        words: True quotes the words of each side where the sources differ.

    >>> print(context_text(Outcome()))
    No fact is stated by two sources.
    """
    lookup = Lookup(outcome)
    lines = [line for verdict, heading in _GROUPS for line in _group(lookup, verdict, heading, words)]
    lines += _agreed(lookup)
    if not lines:
        return "No fact is stated by two sources."
    head = list(_sources(lookup))
    return "\n".join([*head, *(lines if limit is None else _within(lines, limit - sum(len(line) + 1 for line in head)))])


def _sources(lookup: Lookup) -> Iterator[str]:
    """The sources that findings rest on, one a line."""
    cited = {name for f in lookup.outcome.findings for p in f.positions for name in p.sources}
    yield "SOURCES"
    for source in lookup.outcome.sources:
        if source.id in cited:
            yield f"[{one_line(source.id)}] {_about(source, lookup.origin(source.id))}".rstrip()


def _about(source: Source, origin: str | None) -> str:
    known = [source.publisher or "", source.published.isoformat() if source.published is not None else ""]
    known.append(f"repeats [{origin}], not independent" if origin is not None else "")
    return one_line(", ".join(filter(None, known)))


def _group(lookup: Lookup, verdict: Verdict, heading: str, words: bool) -> Iterator[str]:
    found = [f for f in lookup.outcome.findings if f.relation is verdict]
    if not found:
        return
    yield heading
    for finding in sorted(found, key=lambda f: (f.kind is Kind.ATTRIBUTION, -f.confidence, f.id)):
        event = lookup.titles.get(finding.event, finding.event)
        sides = "; ".join(_side(position, words) for position in finding.shown)
        why = explained(finding).partition("): ")[2].removeprefix("all can be true, ")
        yield f"- {_title(finding, lookup)} ({event}): {sides}" + (f" -- {why}" if why else "")


def _title(finding: Finding, lookup: Lookup) -> str:
    return one_line(title_of(finding, lookup.names))


def _side(position: Position, words: bool) -> str:
    said = one_line(say(position.value)) + _cited(position)
    if not words:
        return said
    shown = dict.fromkeys(one_line(e.text) for _, evidence in quotes(position) for e in evidence)
    return said + " " + ", ".join(f"“{text}”" for text in list(shown)[:2])


def _cited(position: Position) -> str:
    independent = "" if position.independent == len(position.sources) else f", {position.independent} independent"
    return f" [{one_line(', '.join(position.sources))}{independent}]"


def _agreed(lookup: Lookup) -> Iterator[str]:
    """One line an event."""
    agreed = [f for f in lookup.outcome.findings if f.relation is Verdict.AGREE]
    if not agreed:
        return
    yield "AGREED"
    for event in lookup.outcome.events:
        found = [f for f in lookup.findings.get(event.id, ()) if f.relation is Verdict.AGREE]
        if found:
            facts = "; ".join(f"{_title(f, lookup)}: {' and '.join(_side(p, words=False) for p in f.positions)}" for f in found)
            yield f"- {lookup.titles[event.id]}: {facts}"


def _within(lines: Sequence[str], limit: int) -> list[str]:
    """As many lines from the beginning as there is room for, and how many were left out."""
    room = limit - len(_NO_ROOM) - 4
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    if len(kept) == len(lines):
        return kept
    while kept and not kept[-1].startswith("- "):  # a heading over nothing
        kept.pop()
    left = sum(line.startswith("- ") for line in lines) - sum(line.startswith("- ") for line in kept)
    return [*kept, _NO_ROOM.format(left)]
