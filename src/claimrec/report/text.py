"""The report for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from claimrec.model import Finding, Outcome, Position
from claimrec.report.columns import columns, filled, wrapped
from claimrec.report.layout import Section, entry_title, event_names, explained, nothing, one_line, quotes, sections, summary
from claimrec.values import Verdict
from claimrec.values.wording import say

__all__ = ["text_report"]

_NAME = 24  # columns for a source's id; a longer one stands out of line
_FIELD, _VALUE = 24, 34  # columns of a line of agreements, at most
_ROOM = 14  # columns that words need beside what stands before them
_NARROWEST = 40

# What a terminal is told (ECMA-48, select graphic rendition): bold, faint, and the colour of each verdict.
_END, _BOLD, _DIM = "\x1b[0m", "\x1b[1m", "\x1b[2m"
_COLOURS: Mapping[Verdict, str] = {
    Verdict.CONFLICT: "\x1b[31m",
    Verdict.UPDATE: "\x1b[34m",
    Verdict.SCOPE: "\x1b[33m",
    Verdict.REFINES: "\x1b[36m",
    Verdict.AGREE: "\x1b[32m",
}


@frozen
class _Line:
    text: str
    look: str = ""

    def painted(self) -> str:
        return f"{self.look}{self.text}{_END}" if self.look and self.text else self.text


def text_report(outcome: Outcome, *, width: int = 90, colour: bool = False) -> str:
    """What the sources say, conflicts first, with the words for each side.

    Args:
        outcome: what reconciliation found.
        width: columns.
        colour: True for a terminal that shows colours; the words are the same.

    >>> print(text_report(Outcome()))
    0 sources, 0 claims, 0 events, 0 findings, 0 conflicts
    <BLANKLINE>
    No fact is stated by two sources, so there is nothing to compare.
    <BLANKLINE>
    """
    lines = list(_lines(outcome, max(width, _NARROWEST)))
    text = "\n".join(line.painted() if colour else line.text for line in lines)
    return text.rstrip("\n") + "\n"


def _lines(outcome: Outcome, width: int) -> Iterator[_Line]:
    yield from _wrap(summary(outcome), width, "", "  ", _BOLD)
    yield _Line("")
    shown = sections(outcome)
    if not shown:
        yield from _wrap(nothing(outcome), width, "", "  ")
        yield _Line("")
    events = event_names(outcome)
    for section in shown:
        title = f"{section.title.upper()} ({len(section.findings)}): {section.about}"
        yield from _wrap(title, width, "", "  ", _BOLD)
        yield _Line("=" * min(len(title), width), _DIM)
        yield _Line("")
        if section.brief:
            yield from _table(section, events, width)
            yield _Line("")
        else:
            for finding in section.findings:
                yield from _full(finding, events, width)


def _wrap(text: str, width: int, first: str, then: str, look: str = "") -> Iterator[_Line]:
    yield from (_Line(line, look) for line in wrapped(text, width, first, then))


def _table(section: Section, events: Mapping[str, str], width: int) -> Iterator[_Line]:
    """Event by event, one line a value: field, value, sources."""
    by_event: dict[str, list[tuple[str, str, str]]] = {}
    for finding in section.findings:
        for position in finding.positions:
            row = one_line(finding.field), one_line(say(position.value)), one_line(", ".join(position.sources))
            by_event.setdefault(finding.event, []).append(row)
    rows = [row for found in by_event.values() for row in found]
    field, value = _column((row[0] for row in rows), _FIELD), _column((row[1] for row in rows), _VALUE)
    for event, found in by_event.items():
        yield from _wrap(events.get(event, event), width, "", "  ", _COLOURS[Verdict.AGREE])
        for name, said, sources in found:
            head = f"  {filled(name, field)}  {filled(said, value)}  "
            yield from _beside(head, sources, width, field + value + 6)


def _beside(head: str, words: str, width: int, indent: int) -> Iterator[_Line]:
    """Words behind what they belong to; below it where there is no room for them."""
    if columns(head) <= width - _ROOM:
        yield from _wrap(words, width, head, " " * min(indent, width - _ROOM))
    else:
        start = head[: len(head) - len(head.lstrip())]
        yield from _wrap(head, width, start, start + "  ")
        yield from _wrap(words, width, start + "    ", start + "    ")


def _column(words: Iterable[str], most: int) -> int:
    """The width that holds the words, those that are too long left aside."""
    return max((taken for taken in map(columns, words) if taken <= most), default=0)


def _full(finding: Finding, events: Mapping[str, str], width: int) -> Iterator[_Line]:
    grade = f"[{finding.relation.value}, {finding.severity.value}, confidence {finding.confidence:.2f}]"
    look = _COLOURS[finding.relation]
    yield from _wrap(f"{entry_title(finding, events)} {grade}", width, "", "  ", _BOLD + look)
    names = _column((one_line(source) for position in finding.positions for source in position.sources), _NAME)
    for position in finding.shown:
        yield from _side(position, width, names, look)
    yield from _wrap(explained(finding), width, "  Why: ", "       ", _DIM)
    yield _Line("")


def _side(position: Position, width: int, names: int, look: str) -> Iterator[_Line]:
    witnesses = "" if position.independent == len(position.sources) else f" ({position.independent} independent)"
    yield from _wrap(one_line(say(position.value)) + witnesses, width, "  ", "    ", look)
    for source, words in quotes(position):
        said = " … ".join(f"“{one_line(shown.text)}”" for shown in words) or "(no words of its own)"
        yield from _beside(f"    {filled(one_line(source) + ':', names + 1)} ", said, width, names + 6)
