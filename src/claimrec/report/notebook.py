"""The result as a notebook shows it: counts, conflicts, and who is credited with what."""

from __future__ import annotations

from claimrec.model import Kind, Outcome
from claimrec.model.cards import finding_rows
from claimrec.report.layout import summary
from claimrec.templating import render
from claimrec.values import Verdict

__all__ = ["html_fragment"]


def html_fragment(outcome: Outcome) -> str:
    """The most important findings as tables, without a page around them.

    >>> "0 conflicts" in html_fragment(Outcome())
    True
    """
    conflicts = [f for f in outcome.findings if f.relation is Verdict.CONFLICT]
    updates = [f for f in outcome.findings if f.relation is Verdict.UPDATE]
    credited = [f for f in outcome.findings if f.kind is Kind.ATTRIBUTION and f.relation not in (Verdict.CONFLICT, Verdict.AGREE)]
    named = (("Conflicts", conflicts), ("Updates", updates), ("Whom the sources credit, where they differ", credited))
    tables = [(title, *finding_rows(found)) for title, found in named if found]
    return render("notebook.html.jinja", summary=summary(outcome), conflicts=bool(conflicts), tables=tables)
