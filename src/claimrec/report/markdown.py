"""The report as Markdown."""

from __future__ import annotations

import re

from claimrec.model import Finding, Outcome
from claimrec.report.layout import entry_title, event_names, explained, nothing, one_line, quotes, sections, summary
from claimrec.values.wording import say

__all__ = ["markdown_report"]

# An underscore inside a word and an "and" sign that begins no entity do nothing, and often stand in addresses.
_MARKS = re.compile(r"([\\`*{}\[\]<>#|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;))")
_OPENING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)")


def _plain(text: str) -> str:
    """Words that Markdown does not act on."""
    return _OPENING.sub(r"\1\\\2", _MARKS.sub(r"\\\1", one_line(text)))


def markdown_report(outcome: Outcome) -> str:
    """What the sources say, conflicts first, with the words for each side.

    >>> print(markdown_report(Outcome()).splitlines()[0])
    # Reconciliation report
    """
    lines = ["# Reconciliation report", "", summary(outcome) + ".", ""]
    events = event_names(outcome)
    shown = sections(outcome)
    if not shown:
        lines += [nothing(outcome), ""]
    for section in shown:
        lines += [f"## {section.title} ({len(section.findings)})", "", f"*{section.about}*", ""]
        for finding in section.findings:
            if section.brief:
                for position in finding.positions:
                    who = _plain(f"{', '.join(position.sources)} ({events.get(finding.event, finding.event)})")
                    lines.append(f"- **{_plain(finding.field)}**: {_plain(say(position.value))} — {who}")
            else:
                lines += _entry(finding, events)
        if section.brief:
            lines.append("")
    lines += ["## Sources", "", *_sources(outcome)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(finding: Finding, events: dict[str, str]) -> list[str]:
    grade = f"{finding.relation.value}, severity {finding.severity.value}, confidence {finding.confidence:.2f}"
    lines = [f"### {_plain(entry_title(finding, events))}", "", f"{grade}", ""]
    for position in finding.shown:
        lines.append(f"- **{_plain(say(position.value))}** ({position.independent} independent)")
        for source, words in quotes(position):
            said = " … ".join(f"“{_plain(shown.text)}”" for shown in words)
            lines.append(f"  - {_plain(source)}: {said}".rstrip())
    return [*lines, "", _plain(explained(finding)), ""]


def _sources(outcome: Outcome) -> list[str]:
    lines = ["| id | publisher | published | repeats |", "|---|---|---|---|"]
    for source in outcome.sources:
        origin = outcome.origins.get(source.id, source.id)
        cells = (
            source.id,
            source.publisher or "",
            source.published.isoformat() if source.published else "",
            "" if origin == source.id else origin,
        )
        lines.append("| " + " | ".join(map(_plain, cells)) + " |")
    return lines
