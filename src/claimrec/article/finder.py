"""What in a text is the article, and what each paragraph of it is.

Pages pasted as text carry menus, tickers, teasers and footers around the article. They are told by their
shape (runs of short lines without a full stop, bullets, labels such as "Most read") and by where they stand
relative to the dense run of sentences. A text without such shapes is kept wholly: most texts are clean, and
losing a sentence is worse than keeping a teaser.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from attrs import evolve, frozen

from claimrec.article.bylines import Credit, Stamp, agency_of, author_of, credits_in, is_dateline, stamp_of
from claimrec.article.extent import extent
from claimrec.article.layout import Unit, units_of
from claimrec.article.shapes import headline_end, is_byline, is_caption, looks_like_headline
from claimrec.model import Span
from claimrec.values.record import Moment, Record

__all__ = ["Article", "Block", "article_of"]


@frozen
class Block(Record):
    """A paragraph of the article: ``text[start:end]``.

    Args:
        start: first character.
        end: behind the last one.
        kind: ``headline subhead byline dateline caption body list``.
    """

    start: int
    end: int
    kind: str


@frozen
class Article:
    """The article in a text.

    Args:
        blocks: its paragraphs, in the order of the text.
        published: the publication date printed near the headline; None where there is none.
        published_span: the words of that date.
        credits: agencies, sources and authors it is credited to, in the order of the text.
    """

    blocks: tuple[Block, ...] = ()
    published: Moment | None = None
    published_span: Span | None = None
    credits: tuple[Credit, ...] = ()

    @property
    def agency(self) -> str | None:
        """The news agency whose text it is, by its credits; None where they name none, or several."""
        return agency_of(self.credits)


def article_of(text: str) -> Article:
    """Find the article in a text.

    Args:
        text: a report, or a whole page as text.

    >>> text = '''Home
    ... News
    ... Sport
    ...
    ... Ferry runs aground off Bergen
    ... By Ann Lee
    ... 3 March 2024
    ... A ferry with 40 people on board ran aground off Bergen on Sunday, police said.
    ... Nobody was hurt.
    ...
    ... Most read
    ... Storm closes schools
    ... Prices rise again
    ... '''
    >>> found = article_of(text)
    >>> [(block.kind, text[block.start:block.end][:16]) for block in found.blocks]
    [('headline', 'Ferry runs agrou'), ('byline', 'By Ann Lee'), ('body', 'A ferry with 40 '), ('body', 'Nobody was hurt.')]
    >>> found.published.isoformat()
    '2024-03-03'
    """
    units: Sequence[Unit] = units_of(text)
    first, last = extent(units)
    kept = _without_rails(units, first, last)
    headline = _headline(units, kept)
    dated = _published(text, units, kept, headline)
    kept = [n for n in kept if n not in dated.alone]
    units = [_trimmed(text, unit, dated.words.get(n)) for n, unit in enumerate(units)] if dated.words else units
    blocks = _blocks(units, _without_copies(units, kept, headline), headline)
    stamp = dated.stamp
    span = None if stamp is None else Span.of(text, stamp.start, stamp.end)
    return Article(blocks, stamp.moment if stamp else None, span, _credits(text, units, kept, blocks))


def _trimmed(text: str, unit: Unit, words: tuple[int, int] | None) -> Unit:
    """The unit without the date that opens or closes it."""
    return unit if words is None else evolve(unit, start=words[0], end=words[1], text=text[words[0] : words[1]])


# --- what is left out inside ------------------------------------------------------------------------------------


def _without_rails(units: Sequence[Unit], first: int, last: int) -> list[int]:
    """The units from ``first`` to ``last`` without buttons, notices and lists of links."""
    kept: list[int] = []
    rail = False
    clean = not any(u.label or u.waste for u in units[first:last])
    for n in range(first, last):
        unit = units[n]
        if clean:
            kept.append(n)
        elif unit.label or unit.waste:
            rail = unit.label in ("rails", "ends", "afters") and (n + 1 < last and not units[n + 1].prose)
        elif rail and (not unit.prose or unit.words < 15 and unit.text.endswith("?")):
            continue
        else:
            rail = False
            kept.append(n)
    if not kept:  # a text that is nothing but labels: rather too much than nothing
        return [n for n in range(first, last) if not units[n].waste] if last - first <= 3 else []
    return kept


def _without_copies(units: Sequence[Unit], kept: Sequence[int], headline: int) -> list[int]:
    """Each paragraph, headline and byline once; of two neighbours that are all but the same, the one that is no list item.

    Short lines may well be repeated on purpose ("A man, 21, was hurt." in a list of victims), so they stay.
    """
    made: list[int] = []
    seen: set[str] = set()
    title = units[headline].key if headline >= 0 else ""
    for n in kept:
        unit = units[n]
        author = author_of(unit.text)
        key = f"by {author}" if author else unit.key
        if key in seen and (unit.words >= 12 or author or key == title):
            continue
        if made and _same_words(units[made[-1]], unit):
            if not units[made[-1]].bullet:
                continue
            made.pop()
        seen.add(key)
        made.append(n)
    return made


def _same_words(a: Unit, b: Unit) -> bool:
    """Whether two paragraphs are all but the same, as a caption and the text that stands in for its picture."""
    if a.bullet == b.bullet or not (12 <= a.words <= 80 and 12 <= b.words <= 80) or abs(a.words - b.words) > 2:
        return False
    if _figures(a) != _figures(b):
        return False
    return SequenceMatcher(None, a.key.split(), b.key.split(), autojunk=False).ratio() >= 0.93


def _figures(unit: Unit) -> list[str]:
    return [word for word in unit.key.split() if any(map(str.isdigit, word))]


# --- what each paragraph is -------------------------------------------------------------------------------------


def _headline(units: Sequence[Unit], kept: Sequence[int]) -> int:
    """The unit that is the headline, or -1."""
    if len(kept) < 2:
        return -1
    for n in kept[:6]:
        unit = units[n]
        if looks_like_headline(unit):
            return n
        if unit.prose and not is_caption(unit) and not is_byline(unit):
            break
    first = units[kept[0]]  # two words above a paragraph ("Ferry aground")
    short = not (first.prose or first.bullet or is_byline(first) or is_dateline(first.text))
    return kept[0] if short and first.words < 3 and units[kept[1]].prose else -1


@frozen
class _Dated:
    """The publication date, the words that lines keep beside a date, and the lines that are nothing but one."""

    stamp: Stamp | None
    words: Mapping[int, tuple[int, int]]
    alone: frozenset[int]


def _published(text: str, units: Sequence[Unit], kept: Sequence[int], headline: int) -> _Dated:
    """The publication date printed near the headline.

    How far down a date is looked for depends on how plainly it is one of publication: a bare date between
    paragraphs is a sub-headline of a chronicle.
    """
    words: dict[int, tuple[int, int]] = {}
    alone: set[int] = set()
    best: Stamp | None = None
    paragraphs = 0
    region = [n for n in kept if headline < 0 or n >= headline - 3][:14]
    for place, n in enumerate(region):
        unit = units[n]
        line = stamp_of(text, unit.start, unit.end)
        beside = [m for m in region[max(0, place - 1) : place + 2] if m != n]
        timed = line.stamp is not None and isinstance(line.stamp.moment, dt.datetime)
        near = 4 if line.worded else 2 if timed or any(is_byline(units[m]) for m in beside) else 1
        if paragraphs < near:
            best = best or line.stamp
            if line.alone and not any(credits_in(unit.text, 0, len(unit.text), alone=True)):
                alone.add(n)
            elif (line.start, line.end) != (unit.start, unit.end):
                words[n] = (line.start, line.end)
        paragraphs += unit.prose and not line.alone and unit.words >= 8 and not is_caption(unit)
    return _Dated(best, words, frozenset(alone))


def _blocks(units: Sequence[Unit], kept: Sequence[int], headline: int) -> tuple[Block, ...]:
    first = next((place for place, n in enumerate(kept) if units[n].prose), len(kept))
    chosen = ((units[n], _kind(units, kept, place, headline, first)) for place, n in enumerate(kept))
    ends = ((unit, kind, unit.start + headline_end(unit.text) if kind == "headline" else unit.end) for unit, kind in chosen)
    return tuple(Block(unit.start, end, kind) for unit, kind, end in ends if unit.start < end)


def _kind(units: Sequence[Unit], kept: Sequence[int], place: int, headline: int, first: int) -> str:
    """What one paragraph is; ``first`` is the place of the first one that reads like a sentence."""
    n = kept[place]
    unit = units[n]
    if n == headline:
        return "headline"
    if is_caption(unit):
        return "caption"
    edge = place <= 8 or place >= len(kept) - 2
    if edge and len(kept) > 1 and not unit.prose and is_byline(unit) or edge and author_of(unit.text):
        return "byline"
    if not unit.prose and is_dateline(unit.text) and place <= 8 and len(kept) > 1:
        return "dateline"
    if unit.prose or unit.words >= 25 or len(kept) == 1:
        return "list" if unit.bullet else "body"
    if unit.bullet:
        return "list"
    beside = [m != headline and _is_item(units[m]) for m in kept[max(0, place - 2) : place + 3]]
    if place > first and any(all(beside[i : i + 3]) for i in range(len(beside) - 2)):
        return "list"
    return "subhead" if unit.words <= 15 and (place + 1 < len(kept) or headline >= 0) else "body"


def _is_item(unit: Unit) -> bool:
    return not unit.prose and unit.words < 25


def _credits(text: str, units: Sequence[Unit], kept: Sequence[int], blocks: Sequence[Block]) -> tuple[Credit, ...]:
    """Credits in lines of their own, in the first paragraphs and in the last one."""
    body = [b for b in blocks if b.kind in ("body", "dateline")]
    places = {b.start for b in blocks}
    lines = [b for b in blocks if b.kind in ("byline", "dateline", "subhead")]
    made = [credit for line in lines for credit in credits_in(text, line.start, line.end, alone=True)]
    for n in kept:  # lines that name a source and the date have become no block
        unit = units[n]
        if unit.start not in places and unit.words <= 16 and not unit.prose:
            made.extend(credits_in(text, unit.start, unit.end, alone=True))
    made.extend(c for b in body[:2] for c in _credits_of(text, b) if c.start - b.start <= 80)
    made.extend(c for b in body[-1:] for c in _credits_of(text, b) if b.end - c.end <= 80)
    once: dict[tuple[str, str], Credit] = {}
    for credit in sorted(made, key=lambda c: (c.start, c.end)):
        once.setdefault((credit.kind, credit.name), credit)
    return tuple(once.values())


def _credits_of(text: str, block: Block) -> Iterator[Credit]:
    return credits_in(text, block.start, block.end, alone=block.end - block.start < 90)
