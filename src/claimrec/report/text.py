"""The report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import TextWrapper

from claimrec.model import Finding, Outcome
from claimrec.report.layout import entry_title, event_names, explained, one_line, quotes, sections, summary
from claimrec.values.wording import say

__all__ = ["text_report"]


def text_report(outcome: Outcome, *, width: int = 90) -> str:
    """What the sources say, conflicts first, with the words for each side.

    Args:
        outcome: what reconciliation found.
        width: columns.

    >>> print(text_report(Outcome()))
    0 sources, 0 claims, 0 events, 0 findings, 0 conflicts
    <BLANKLINE>
    No fact is stated by two sources, so there is nothing to compare.
    <BLANKLINE>
    """
    lines = [summary(outcome), ""]
    shown = sections(outcome)
    if not shown:
        lines += ["No fact is stated by two sources, so there is nothing to compare.", ""]
    events = event_names(outcome)
    for section in shown:
        title = f"{section.title.upper()} ({len(section.findings)}): {section.about}"
        lines += [title, "=" * min(len(title), width), ""]
        for finding in section.findings:
            lines.extend(_brief(finding, events, width) if section.brief else _full(finding, events, width))
        if section.brief:
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _wrap(text: str, width: int, first: str, then: str) -> list[str]:
    made = TextWrapper(width=max(width, 40), initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
    return made.wrap(text) or [first.rstrip()]


def _brief(finding: Finding, events: Mapping[str, str], width: int) -> Iterator[str]:
    position = finding.positions[0]
    who = ", ".join(position.sources)
    yield from _wrap(
        one_line(f"{finding.field}: {say(position.value)} — {who} ({events.get(finding.event, finding.event)})"),
        width,
        "  ",
        "      ",
    )


def _full(finding: Finding, events: Mapping[str, str], width: int) -> Iterator[str]:
    grade = f"[{finding.relation.value}, {finding.severity.value}, confidence {finding.confidence:.2f}]"
    yield from _wrap(f"{entry_title(finding, events)} {grade}", width, "", "  ")
    for position in finding.positions:
        witnesses = "" if position.independent == len(position.sources) else f" ({position.independent} independent)"
        yield from _wrap(one_line(say(position.value)) + witnesses, width, "  ", "    ")
        for source, words in quotes(position):
            said = " … ".join(f"“{one_line(shown.text)}”" for shown in words) or "(no words of its own)"
            yield from _wrap(f"{source}: {said}", width, "    ", "        ")
    yield from _wrap(explained(finding), width, "  Why: ", "       ")
    yield ""
