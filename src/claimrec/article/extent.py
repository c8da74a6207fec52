"""Where in a text the article begins and ends.

The idea of scoring paragraphs by the words in sentences and taking the best run is that of Kohlschütter,
Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from claimrec.article.bylines import author_of
from claimrec.article.layout import Unit
from claimrec.article.shapes import is_byline, is_furniture, looks_like_headline, signature_of

__all__ = ["extent"]


def extent(units: Sequence[Unit]) -> tuple[int, int]:
    """First and last unit (half-open) of the article with its headline and byline."""
    if sum(u.words for u in units if u.prose) < 12:
        return 0, len(units)
    spans = _stretches(units)
    best = max(score for _, _, score in spans)
    # The first stretch that could be an article: readers' comments and other stories may be longer, never earlier.
    first, last, _ = next(s for s in spans if s[2] >= max(min(60, best), 0.25 * best))
    return _open(units, first), _close(units, last)


def _stretches(units: Sequence[Unit]) -> list[tuple[int, int, float]]:
    """The best run of sentences between any two labels behind which an article does not come back."""
    cuts = [0, *(n for n in range(len(units)) if _ends_article(units, n)), len(units)]
    made = [_best_run(units, a, b) for a, b in pairwise(cuts) if a < b]
    return [run for run in made if run[2] > 0] or [(0, len(units), 1.0)]


def _ends_article(units: Sequence[Unit], n: int) -> bool:
    label = units[n].label
    if label == "afters":
        return True
    if label != "ends":
        return False
    # "Recommended" above three full paragraphs is a sub-headline of a clean article, not a list of links.
    after = units[n + 1 : n + 7]
    return len(after) < 2 or sum(not u.prose for u in after) >= 2


def _weight(unit: Unit) -> float:
    if unit.waste:
        return -4.0
    if unit.label:
        return -3.0 if unit.label == "buttons" else -12.0
    if unit.prose:
        return float(max(3, min(unit.words, 60)))
    if unit.words >= 28:
        return 0.0
    return -10.0 if unit.bullet else -6.0


def _best_run(units: Sequence[Unit], start: int, stop: int) -> tuple[int, int, float]:
    """The contiguous run of units with the highest sum (Kadane 1984), and whole passages of sentences beside it."""
    best = (start, start, 0.0)
    first, total = start, 0.0
    for n in range(start, stop):
        if total <= 0:
            first, total = n, 0.0
        total += _weight(units[n])
        if total > best[2]:
            best = (first, n + 1, total)
    first, last, score = best
    return _grow(units, first, start - 1, -1), _grow(units, last - 1, stop, 1) + 1, score


def _grow(units: Sequence[Unit], edge: int, limit: int, step: int) -> int:
    """Take in sentences that only a list, a table or a notice parts from the run, not a label of other stories.

    Downwards a paragraph behind a short gap will do; upwards tickers stand, so it takes a passage of several.
    """
    words, passage, shorts, n, rail = 0, 0, 0, edge + step, False
    while n != limit and shorts < 30:
        unit = units[n]
        if (step < 0 and (unit.label or unit.waste)) or author_of(unit.text):
            break
        rail = rail or unit.label == "rails"
        words, passage = (words + unit.words, passage + 1) if unit.prose and not unit.waste else (0, 0)
        # Behind a list of links one paragraph may be the summary of another story; two in a row are the article's.
        near = step > 0 and n - edge <= 8 and words >= 8 and (passage >= 2 or not rail)
        if near or (passage >= 2 and words >= 50):
            edge, rail = n, False
        shorts = 0 if passage else shorts + 1
        n += step
    return edge


def _open(units: Sequence[Unit], core: int) -> int:
    """Where the headline stands: everything before it is left out if it looks like menus or tickers."""
    core = _byline_start(units, core)
    above, n, paragraphs = core, core - 1, 0
    while n >= 0 and core - n <= 12:
        if looks_like_headline(units[n]):
            above = n
            # A standfirst without a full stop: the headline is the one line above it, where that is no ticker.
            up = [m for m in range(n - 1, max(-1, n - 4), -1) if not is_furniture(units[m])]
            if up and looks_like_headline(units[up[0]]) and all(units[m].prose or units[m].key == units[n].key for m in up[1:]):
                above = up[0]
            break
        paragraphs += not is_furniture(units[n])
        if paragraphs > 1:
            break  # one paragraph may stand between the headline and a picture
        n -= 1
    menu = _is_menu(units[:above])
    while above > 0 and is_byline(units[above - 1]):
        above -= 1  # a stamp directly above the headline belongs to it
    return above if menu else 0


def _byline_start(units: Sequence[Unit], core: int) -> int:
    """The byline, where a headline stands over it and most of the sentences follow: what comes before is a ticker."""
    total = sum(u.words for u in units[core:] if u.prose)
    passed = 0
    for n in range(core, min(len(units), core + 60)):
        unit = units[n]
        passed += unit.words if unit.prose else 0
        if passed > 0.5 * total:
            break
        if n and not unit.prose and is_byline(unit):
            above = next((m for m in range(n - 1, max(-1, n - 4), -1) if not is_furniture(units[m])), -1)
            shorts = sum(not u.prose for u in units[: max(above, 0)])
            if above >= 0 and looks_like_headline(units[above]) and shorts >= 4 and passed >= 12:
                return n
    return core


def _close(units: Sequence[Unit], last: int) -> int:
    """Where the last paragraph ends; what follows is kept only where it does not look like menus or teasers."""
    stop = next((n for n in range(last, len(units)) if units[n].label or units[n].waste), len(units))
    tags = stop < len(units) and all(u.bullet and _is_entry(u) for u in units[last:stop])
    if not tags and not _is_menu(units[last:stop]):
        return stop
    keep = last
    while keep < stop and signature_of(units[keep]):
        keep += 1
    return keep


def _is_menu(units: Sequence[Unit]) -> bool:
    """Whether paragraphs look like menus, tickers and lists of teasers: several entries, or entries with labels."""
    entries = sum(_is_entry(u) for u in units)
    titles = sum(looks_like_headline(u) and u.words > 5 for u in units)
    labels = sum(bool(u.label) for u in units)
    if any(u.label in ("ends", "afters") for u in units) or labels >= 2:
        return True
    return entries >= 3 or titles >= 8 or (labels + entries >= 1 and titles >= 3)


def _is_entry(unit: Unit) -> bool:
    return not (unit.prose or unit.waste or unit.words > 5 or any(map(str.isdigit, unit.text)) or is_byline(unit))
