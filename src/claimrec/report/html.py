"""The report as one web page that loads nothing: no script, no font, no picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from claimrec.model import Finding, Outcome, Position
from claimrec.reconciliation.wording import say
from claimrec.report.layout import Section, entry_title, event_names, one_line, quotes, sections, summary

__all__ = ["html_fragment", "html_report"]

# Colours follow the reader's system; everything is scoped, so that a notebook's own style stays as it is.
_STYLE = """
.claimrec { color-scheme: light dark; --line: #8885; --dim: #666; --conflict: #b3261e; --update: #1f6feb; --scope: #8a6d00;
  --refines: #4a6f6f; --agree: #2e7d32; --attribution: #7b3fa0; font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; }
@media (prefers-color-scheme: dark) { .claimrec { --dim: #aaa; --conflict: #ff8a80; --update: #82b1ff; --scope: #e6c35c;
  --refines: #9cc7c7; --agree: #81c784; --attribution: #cf9fe6; } }
.claimrec h2 { border-bottom: 1px solid var(--line); padding-bottom: .2em; margin-top: 2em; }
.claimrec h2 small, .claimrec .dim { color: var(--dim); font-weight: normal; font-size: .85em; }
.claimrec article { border-left: 4px solid var(--line); padding: .1em 0 .1em 1em; margin: 1.2em 0; }
.claimrec h3 { margin: 0 0 .3em; font-size: 1.05em; }
.claimrec .badge { font-size: .75em; border: 1px solid currentColor; border-radius: 1em; padding: .05em .6em;
  margin-left: .4em; white-space: nowrap; }
.claimrec .conflict { border-color: var(--conflict); } .claimrec .conflict .badge { color: var(--conflict); }
.claimrec .update { border-color: var(--update); } .claimrec .update .badge { color: var(--update); }
.claimrec .scope { border-color: var(--scope); } .claimrec .scope .badge { color: var(--scope); }
.claimrec .refines { border-color: var(--refines); } .claimrec .refines .badge { color: var(--refines); }
.claimrec .agree { border-color: var(--agree); } .claimrec .agree .badge { color: var(--agree); }
.claimrec dl { margin: .4em 0; } .claimrec dt { font-weight: 600; margin-top: .5em; }
.claimrec dd { margin: 0; }
.claimrec table { border-collapse: collapse; }
.claimrec td, .claimrec th { padding: .2em .8em .2em 0; text-align: left; }
"""


def html_report(outcome: Outcome, *, title: str = "Reconciliation report") -> str:
    """One page, conflicts first, with the words for each side; everything from the sources is escaped.

    >>> html_report(Outcome()).startswith("<!doctype html>")
    True
    """
    name = escape(title)
    head = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">'
    page = "<style>:root { color-scheme: light dark; } body { margin: 2rem auto; padding: 0 1rem; max-width: 56rem; }</style>"
    top = f'<!doctype html>\n<html lang="en">\n<head>\n{head}\n<title>{name}</title>\n{page}\n</head>\n<body>\n<h1>{name}</h1>\n'
    return f"{top}{html_fragment(outcome)}\n</body>\n</html>\n"


def html_fragment(outcome: Outcome) -> str:
    """The report without a page around it, as notebooks show it."""
    events = event_names(outcome)
    parts = [f"<p>{_e(summary(outcome))}</p>"]
    shown = sections(outcome)
    if not shown:
        parts.append("<p>No fact is stated by two sources, so there is nothing to compare.</p>")
    parts.extend(_section(section, events) for section in shown)
    parts.extend(_sources(outcome))
    return f'<div class="claimrec">\n<style>{_STYLE}</style>\n' + "\n".join(parts) + "\n</div>"


def _e(text: str) -> str:
    return escape(one_line(text), quote=True)


def _section(section: Section, events: Mapping[str, str]) -> str:
    heading = f"<h2>{_e(section.title)} ({len(section.findings)}) <small>{_e(section.about)}</small></h2>"
    if section.brief:
        return heading + "\n<ul>\n" + "\n".join(_brief(finding, events) for finding in section.findings) + "\n</ul>"
    return heading + "\n" + "\n".join(_entry(finding, events) for finding in section.findings)


def _brief(finding: Finding, events: Mapping[str, str]) -> str:
    position = finding.positions[0]
    about = f"{', '.join(position.sources)} · {events.get(finding.event, finding.event)}"
    said = f"<b>{_e(finding.field)}</b>: {_e(say(position.value))}"
    return f'<li id="{_e(finding.id)}">{said} <span class="dim">{_e(about)}</span></li>'


def _entry(finding: Finding, events: Mapping[str, str]) -> str:
    relation = finding.relation.value
    badges = "".join(
        f'<span class="badge">{_e(word)}</span>' for word in (relation, finding.severity.value, f"{finding.confidence:.2f}")
    )
    sides = "\n".join(_side(position) for position in finding.positions)
    return (
        f'<article class="{_e(relation)}" id="{_e(finding.id)}">\n<h3>{_e(entry_title(finding, events))}{badges}</h3>\n'
        f"<dl>\n{sides}\n</dl>\n<p>{_e(finding.explanation)}</p>\n</article>"
    )


def _side(position: Position) -> str:
    witnesses = (
        f"{position.independent} independent of {len(position.sources)}"
        if position.independent != len(position.sources)
        else f"{len(position.sources)}"
    )
    lines = [f'<dt>{_e(say(position.value))} <span class="dim">sources: {_e(witnesses)}</span></dt>']
    for source, words in quotes(position):
        said = " … ".join(f'<q title="characters {shown.start} to {shown.end}">{_e(shown.text)}</q>' for shown in words)
        lines.append(f"<dd><b>{_e(source)}</b>: {said}</dd>")
    return "\n".join(lines)


def _sources(outcome: Outcome) -> Iterator[str]:
    if not outcome.sources:
        return
    yield "<h2>Sources</h2>\n<table>\n<tr><th>id</th><th>publisher</th><th>published</th><th>repeats</th></tr>"
    for source in outcome.sources:
        origin = outcome.origins.get(source.id, source.id)
        cells = (
            source.id,
            source.publisher or "",
            source.published.isoformat() if source.published else "",
            "" if origin == source.id else origin,
        )
        yield "<tr>" + "".join(f"<td>{_e(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table>"
