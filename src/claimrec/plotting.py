"""What all plots share: axes, colours, and the waterfall of a score. Needs Matplotlib: ``pip install claimrec[plot]``.

Words of sources are drawn as they are: Matplotlib would read what stands between two dollar signs as a formula, so every text
that may hold any goes through :func:`words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from claimrec.errors import OptionError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["AGREE", "DISPUTE", "FAINT", "INK", "axes_of", "rows_of", "waterfall", "words"]

# Teal and vermilion of Okabe and Ito: told apart by most colour-blind readers, and on paper by their lightness.
AGREE, DISPUTE = "#009E73", "#D55E00"
INK, FAINT = "#333333", "#BBBBBB"
_ROW = 0.42  # inches


def axes_of(ax: Axes | None, rows: int, *, width: float = 9.0, least: int = 3) -> Axes:
    """The axes given, or new ones with room for so many rows.

    Raises:
        OptionError: Matplotlib is not installed.
    """
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot as plt
    except ImportError as error:
        raise OptionError("plots need Matplotlib; run: pip install 'claimrec[plot]'", value="matplotlib") from error
    made: Axes = plt.subplots(figsize=(width, 1.0 + _ROW * max(rows, least)), layout="constrained")[1]
    return made


def words(text: str, most: int = 60) -> str:
    r"""A text in one line, not too long, with control characters replaced.

    >>> words("nine\npeople"), words("a very long text", most=7)
    ('nine people', 'a very…')
    """
    # Matplotlib's own font has no pictures of control characters.
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(text.split()))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def rows_of(ax: Axes, labels: Sequence[str]) -> None:
    """Names the rows of a plot, from the top down."""
    ax.set_yticks(range(len(labels)), labels=list(labels), parse_math=False)
    ax.set_ylim(max(len(labels), 1) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def waterfall(steps: Sequence[tuple[str, float, str]], *, title: str = "", ax: Axes | None = None) -> Axes:
    """Weights that add up to a score, each beginning where the one before ended.

    Args:
        steps: name, weight and reason of each.
        title: what stands above.
        ax: where to draw; new axes where None.

    Raises:
        OptionError: Matplotlib is not installed.
    """
    ax = axes_of(ax, len(steps) + 1)
    ends = list(accumulate((weight for _, weight, _ in steps), initial=0.0))
    for row, (_, weight, _) in enumerate(steps):
        ax.barh(row, weight, left=ends[row], height=0.6, color=AGREE if weight > 0 else DISPUTE)
        _amount(ax, row, max(ends[row], ends[row + 1]), weight)
        ax.plot([ends[row + 1]] * 2, [row - 0.3, row + 1.3], color=FAINT, linewidth=1, zorder=0)
    ax.barh(len(steps), ends[-1], height=0.6, color=INK)
    _amount(ax, len(steps), max(ends[-1], 0.0), ends[-1])
    ax.axvline(0, color=INK, linewidth=1)
    rows_of(ax, [*(f"{name}: {words(reason)}" if reason else name for name, _, reason in steps), "score"])
    ax.use_sticky_edges = False
    ax.margins(x=0.1)
    ax.set_xlabel("against one event  ←  0  →  for one event")
    ax.set_title(words(title, 90), loc="left", parse_math=False)
    return ax


def _amount(ax: Axes, row: int, at: float, weight: float) -> None:
    ax.annotate(f"{weight:+.1f}", (at, row), xytext=(4, 0), textcoords="offset points", va="center", color=INK)
