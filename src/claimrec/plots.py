"""Pictures of a result: who agrees with whom, what happened when, how far figures lie apart, why two claims are one event.

Each function draws into the axes given, or into new ones, and returns them, so that titles, sizes and files stay in your hands::

    from claimrec import plots
    plots.agreement(result).figure.savefig("agreement.png")

Needs Matplotlib: ``pip install claimrec[plot]``. The same result gives the same picture.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol

from claimrec.model import Finding, Match, Outcome
from claimrec.plotting import AGREE, DISPUTE, FAINT, INK, axes_of, rows_of, words
from claimrec.report.axis import days, number
from claimrec.report.layout import event_name
from claimrec.report.lookup import Lookup
from claimrec.report.terms import field_title
from claimrec.report.timeline import times_of
from claimrec.values import Quantity, Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import LinearSegmentedColormap

__all__ = ["Told", "agreement", "extremes", "timeline", "waterfall"]

_EPOCH = 719163  # 1970-01-01, from which Matplotlib counts days, in days since year 1
_SMALLEST = 0.012  # share of the axis: an exact day is still a bar to be seen


class Told(Protocol):
    """What can be drawn: a Reconciliation."""

    @property
    def outcome(self) -> Outcome:
        """What reconciliation found."""


def waterfall(match: Match, *, ax: Axes | None = None) -> Axes:
    """Why two claims are taken for one event, or not: the weights that add up to the score.

    Args:
        match: what ``result.why(a, b)`` gave, or one of ``result.matches``.
        ax: where to draw; new axes where None.

    Raises:
        OptionError: Matplotlib is not installed.
    """
    return match.plot(ax=ax)


def agreement(result: Told, *, ax: Axes | None = None) -> Axes:
    """Source against source: of the facts that both state, in how many are they not in conflict?

    Each cell says so in figures ("5/6") and in colour, from vermilion (all in conflict) over grey to teal (none); an empty cell
    means that the two share no fact. Updates and differences of scope are no conflicts.

    Args:
        result: the result.
        ax: where to draw; new axes where None.

    Raises:
        OptionError: Matplotlib is not installed.
    """
    lookup = Lookup(result.outcome)
    ids = [source.id for source in result.outcome.sources]
    row = {name: n for n, name in enumerate(ids)}
    both, apart = _shared(result.outcome.findings)
    ax = axes_of(ax, len(ids), width=3.5 + 0.55 * max(len(ids), 4), least=6)
    colours = _colours()
    for (a, b), count in sorted(both.items()):
        fine = count - apart[a, b]
        for x, y in ((row[a], row[b]), (row[b], row[a])):
            ax.barh(y, 0.94, left=x - 0.47, height=0.94, color=colours(fine / count))
            if len(ids) <= 25:
                ax.annotate(f"{fine}/{count}", (x, y), ha="center", va="center", color="white", fontsize=9)
    for n in range(len(ids)):
        ax.barh(n, 0.94, left=n - 0.47, height=0.94, color="#EEEEEE")
    labels = [words(lookup.label(name), 24) for name in ids]
    rows_of(ax, labels)
    ax.set_xticks(range(len(ids)), labels=labels, rotation=45, ha="right", rotation_mode="anchor", parse_math=False)
    ax.set_xlim(-0.5, max(len(ids), 1) - 0.5)
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_title("Shared facts not in conflict", loc="left")
    return ax


def _shared(findings: Sequence[Finding]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Pairs of sources -> the facts that both state, and those of them in which they are in conflict.

    A fact is one field of one event, whatever findings there are on it.
    """
    shared: dict[tuple[str, str], set[tuple[str, str]]] = {}
    conflicts: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for finding in findings:
        fact = (finding.event, finding.field)
        stands = [(source, n) for n, position in enumerate(finding.positions) for source in position.sources]
        for (a, side_a), (b, side_b) in combinations(sorted(stands), 2):
            if a == b:
                continue
            shared.setdefault((a, b), set()).add(fact)
            if finding.relation is Verdict.CONFLICT and side_a != side_b:
                conflicts.setdefault((a, b), set()).add(fact)
    return (
        Counter({pair: len(facts) for pair, facts in shared.items()}),
        Counter({pair: len(facts) for pair, facts in conflicts.items()}),
    )


def _colours() -> LinearSegmentedColormap:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("conflict to agreement", [DISPUTE, "#8A8A8A", AGREE])


def timeline(result: Told, *, sources: int = 1, ax: Axes | None = None) -> Axes:
    """Events in the order of time, each as wide as its time is known to be.

    The best supported time is dark, vermilion where it is disputed; other times that sources state are lighter and lie below it.
    Dotted lines are days of publication. Events without a date are left out.

    Args:
        result: the result.
        sources: events are drawn that at least so many sources tell of.
        ax: where to draw; new axes where None.

    Raises:
        OptionError: Matplotlib is not installed.
    """
    lookup = Lookup(result.outcome)
    told = [(event, [pair for value in times_of(event) if (pair := days(value))]) for event in result.outcome.events]
    shown = [(event, times) for event, times in told if times and len(event.sources) >= sources]
    shown.sort(key=lambda pair: (pair[1][0], pair[0].id))
    ax = axes_of(ax, len(shown))
    edges = [edge for _, times in shown for pair in times for edge in pair]
    least = _SMALLEST * ((max(edges) - min(edges)) if edges else 1.0)
    for row, (event, times) in enumerate(shown):
        disputed = lookup.disputed(event.id, "time")
        for n, (start, end) in reversed(list(enumerate(times))):
            colour = FAINT if n else DISPUTE if disputed else AGREE
            ax.barh(row, max(end - start, least), left=start - _EPOCH, height=0.3 if n else 0.6, color=colour)
    for day in sorted({number(source.published) for source in result.outcome.sources if source.published is not None}):
        ax.axvline(day - _EPOCH, color=FAINT, linewidth=1, linestyle=":", zorder=0)
    rows_of(ax, [words(event_name(event, time=False), 50) for event, _ in shown])
    _dates(ax)
    ax.set_title("What happened when", loc="left")
    return ax


def _dates(ax: Axes) -> None:
    from matplotlib import dates

    concise: Any = dates.ConciseDateFormatter  # ships without types
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(concise(ax.xaxis.get_major_locator()))
    ax.use_sticky_edges = False
    ax.margins(x=0.03)


def extremes(result: Told, *, sources: int = 2, ax: Axes | None = None) -> Axes:
    """Lowest, best supported and highest figure of each field, for all fields on whose figure sources differ.

    Each row has a scale of its own, from the lowest figure to the highest, which are written at its ends; the dot is the best
    supported one. An arrow stands for "or more" and "or fewer". Vermilion rows are in conflict.

    Args:
        result: the result.
        sources: fields are drawn that at least so many sources speak of.
        ax: where to draw; new axes where None.

    Raises:
        OptionError: Matplotlib is not installed.
    """
    rows = [row for row in _rows(Lookup(result.outcome)) if row[4] >= sources]
    ax = axes_of(ax, len(rows))
    for n, (_, figures, best, disputed, _) in enumerate(rows):
        _range(ax, n, figures, best, DISPUTE if disputed else AGREE)
    rows_of(ax, [words(row[0], 60) for row in rows])
    ax.set_xlim(-0.3, 1.3)
    ax.set_xticks([0, 1], labels=["lowest", "highest"])
    ax.spines["bottom"].set_visible(False)
    ax.set_title("Lowest, best supported, highest", loc="left")
    return ax


_Row = tuple[str, list[Quantity], Quantity, bool, int]


def _rows(lookup: Lookup) -> Iterator[_Row]:
    """Name, figures stated, best supported one, whether in conflict, how many sources; only where figures differ."""
    for event in lookup.outcome.events:
        for name, consensus in event.consensus.items():
            findings = [f for f in lookup.findings.get(event.id, ()) if f.field == name]
            sides = [position for finding in findings for position in finding.positions]
            stated = [side.value for side in sides] + [consensus.low, consensus.high]
            figures = [value for value in dict.fromkeys(stated) if isinstance(value, Quantity)]
            best = consensus.value
            if not isinstance(best, Quantity) or len({figure.bounds for figure in figures}) < 2:
                continue  # all state one figure
            title = f"{field_title(name, lookup.names, best.unit)}: {event_name(event, time=False)}"
            told = {source for side in sides for source in side.sources}
            yield title, figures, best, lookup.disputed(event.id, name), len(told)


def _range(ax: Axes, row: int, figures: list[Quantity], best: Quantity, colour: str) -> None:
    finite = sorted({edge for figure in figures for edge in figure.bounds if not math.isinf(edge)})
    low, high = finite[0], finite[-1]
    width = (high - low) or 1.0

    def at(value: float) -> float:
        return (min(max(value, low), high) - low) / width

    ax.plot([0, at(high)], [row, row], color=colour, linewidth=3, solid_capstyle="round")
    for figure in figures:
        first, last = figure.bounds
        for edge in {first, last} - {math.inf, -math.inf}:
            ax.plot([at(edge)], [row], marker="|", markersize=12, color=colour)
        if math.isinf(last) or math.isinf(first):
            head = (at(high) + 0.1) if math.isinf(last) else -0.1
            tail = at(first) if math.isinf(last) else at(last)
            ax.annotate("", (head, row), (tail, row), arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.5})
    middle = [edge for edge in best.bounds if not math.isinf(edge)]
    ax.plot([at(sum(middle) / len(middle))], [row], marker="o", markersize=9, color=INK, zorder=3)
    ax.annotate(f"{low:,g}", (-0.12, row), ha="right", va="center", color=INK)
    if high > low:
        ax.annotate(f"{high:,g}", (1.12, row), ha="left", va="center", color=INK)
