"""What in a text is the article, and what each paragraph of it is.

Pages pasted as text carry menus, tickers, teasers and footers around the article. They are told by their
shape (runs of short lines without a full stop, bullets, labels such as "Most read") and by where they stand
relative to the dense run of sentences. A text without such shapes is kept wholly: most texts are clean, and
losing a sentence is worse than keeping a teaser.

The idea of scoring paragraphs by the words in sentences and taking the best run is that of Kohlschütter,
Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from attrs import frozen

from claimrec.bylines import Credit, Stamp, author_of, credits_in, is_dateline, stamp_of
from claimrec.layout import Unit, key_of, pages, units_of
from claimrec.model import Span
from claimrec.values.record import Moment, Record

__all__ = ["Article", "Block", "Credit", "article_of"]


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
    [('headline', 'Ferry runs aroun'), ('byline', 'By Ann Lee'), ('body', 'A ferry with 40 '), ('body', 'Nobody was hurt.')]
    >>> found.published.isoformat()
    '2024-03-03'
    """
    units = units_of(text)
    first, last = _extent(units)
    kept = _without_rails(units, first, last)
    headline = _headline(units, kept)
    stamp, starts, stamps = _published(text, units, kept, headline)
    kept = [n for n in kept if n not in stamps]
    blocks = _blocks(text, units, _without_copies(text, units, kept, headline, starts), headline, starts)
    span = None if stamp is None else Span.of(text, stamp.start, stamp.end)
    return Article(blocks, stamp.moment if stamp else None, span, _credits(text, units, kept, blocks))


# --- where the article begins and ends --------------------------------------------------------------------------


def _extent(units: Sequence[Unit]) -> tuple[int, int]:
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
        return -12.0
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
    """Take in passages of two paragraphs or more that only a list or a table parts from the run, not a label."""
    words, passage, shorts, n = 0, 0, 0, edge + step
    while n != limit and shorts < 30:
        unit = units[n]
        if unit.label or unit.waste or author_of(unit.text):
            break
        words, passage = (words + unit.words, passage + 1) if unit.prose else (0, 0)
        shorts = 0 if passage else shorts + 1
        if passage >= 2 and words >= 50:
            edge = n
        n += step
    return edge


def _furniture(unit: Unit) -> bool:
    """What stands between a headline and the first paragraph without being either."""
    return bool(unit.label) or unit.waste or unit.words < 3 or _is_caption(unit) or _is_byline(unit) or is_dateline(unit.text)


def _is_byline(unit: Unit) -> bool:
    if unit.words > 30:
        return False
    if stamp_of(unit.text, 0, len(unit.text))[2]:
        return True
    if not unit.text[:1].isalpha() or unit.words > 16:
        return False
    return bool(author_of(unit.text)) or any(True for _ in credits_in(unit.text, 0, len(unit.text), alone=True) if not unit.prose)


def _looks_like_headline(unit: Unit) -> bool:
    if unit.bullet or unit.label or unit.waste or not 3 <= unit.words <= 30:
        return False
    return not (unit.prose and unit.text.rstrip("\"'”’)")[-1:] in ".…;,") and not _furniture(unit)


def _open(units: Sequence[Unit], core: int) -> int:
    """Where the headline stands: everything before it is left out if it looks like menus or tickers."""
    core = _byline_start(units, core)
    above, n = core, core - 1
    while n >= 0 and core - n <= 12:
        if _looks_like_headline(units[n]):
            above = n
            # A standfirst without a full stop: the headline is the one line above it, where that is no ticker.
            up = [m for m in range(n - 1, max(-1, n - 4), -1) if not _furniture(units[m])]
            if up and _looks_like_headline(units[up[0]]) and all(units[m].prose or units[m].key == units[n].key for m in up[1:]):
                above = up[0]
            break
        if not _furniture(units[n]):
            break
        n -= 1
    menu = _is_menu(units[:above])
    while above > 0 and _is_byline(units[above - 1]):
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
        if n and not unit.prose and _is_byline(unit):
            above = next((m for m in range(n - 1, max(-1, n - 4), -1) if not _furniture(units[m])), -1)
            shorts = sum(not u.prose for u in units[: max(above, 0)])
            if above >= 0 and _looks_like_headline(units[above]) and shorts >= 4 and passed >= 12:
                return n
    return core


def _close(units: Sequence[Unit], last: int) -> int:
    """Where the last paragraph ends; what follows is kept only where it does not look like menus or teasers."""
    stop = next((n for n in range(last, len(units)) if units[n].label or units[n].waste), len(units))
    if not _is_menu(units[last:stop]):
        return stop
    keep = last
    while keep < stop and _signature(units[keep]):
        keep += 1
    return keep


def _is_menu(units: Sequence[Unit]) -> bool:
    """Whether paragraphs look like menus, tickers and lists of teasers: several entries, or entries with labels."""
    entries = sum(_is_entry(u) for u in units)
    titles = sum(_looks_like_headline(u) and u.words > 5 for u in units)
    labels = sum(bool(u.label) for u in units)
    if any(u.label in ("ends", "afters") for u in units) or labels >= 2:
        return True
    return entries >= 3 or titles >= 8 or (labels + entries >= 1 and titles >= 3)


def _is_entry(unit: Unit) -> bool:
    return not (unit.prose or unit.waste or unit.words > 5 or any(map(str.isdigit, unit.text)) or _is_byline(unit))


def _signature(unit: Unit) -> tuple[Credit, ...]:
    """Credits in a line that is nothing else: agency or author below the last paragraph."""
    return () if unit.words > 6 else tuple(credits_in(unit.text, 0, len(unit.text), alone=True))


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


def _without_copies(text: str, units: Sequence[Unit], kept: Sequence[int], headline: int, starts: dict[int, int]) -> list[int]:
    """Each paragraph, headline and byline once; of two neighbours that are all but the same, the one that is no list item.

    Short lines may well be repeated on purpose ("A man, 21, was hurt." in a list of victims), so they stay.
    """
    made: list[int] = []
    seen: set[str] = set()
    title = key_of(text[starts.get(headline, units[headline].start) : units[headline].end]) if headline >= 0 else ""
    for n in kept:
        unit = units[n]
        key = key_of(text[starts[n] : unit.end]) if n in starts else unit.key
        author = author_of(unit.text)
        key = f"by {author}" if author else key
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
    if re.findall(r"\d+", a.text) != re.findall(r"\d+", b.text):
        return False
    return SequenceMatcher(None, a.key.split(), b.key.split(), autojunk=False).ratio() >= 0.93


# --- what each paragraph is -------------------------------------------------------------------------------------


def _headline(units: Sequence[Unit], kept: Sequence[int]) -> int:
    """The unit that is the headline, or -1."""
    if len(kept) < 2:
        return -1
    for n in kept[:6]:
        unit = units[n]
        if _looks_like_headline(unit):
            return n
        if unit.prose and not _is_caption(unit) and not _is_byline(unit):
            return -1
    return -1


def _published(
    text: str, units: Sequence[Unit], kept: Sequence[int], headline: int
) -> tuple[Stamp | None, dict[int, int], set[int]]:
    """The printed publication date; where lines begin that it opens; and the lines that are nothing but a date."""
    starts: dict[int, int] = {}
    alone: set[int] = set()
    best: Stamp | None = None
    paragraphs = 0
    region = [n for n in kept if headline < 0 or n >= headline - 3]
    for n in region[:14]:
        unit = units[n]
        stamp, at, only = stamp_of(text, unit.start, unit.end)
        if only:
            if not _credits_or_name(unit):
                alone.add(n)
        elif at > unit.start:
            starts[n] = at
        if best is None and stamp is not None:
            best = stamp
        paragraphs += unit.prose and not only and unit.words >= 8 and not _is_caption(unit)
        if paragraphs >= 2:
            break
    return best, starts, alone


def _credits_or_name(unit: Unit) -> bool:
    return any(True for _ in credits_in(unit.text, 0, len(unit.text), alone=True))


_PHOTO = re.compile(
    r"\b(?:AP|Reuters|REUTERS|AFP|EPA|Getty|Handout|File|FILE|Courtesy)\s?(?:Photos?|Images?|photo|image|/)"
    r"|\bGetty Images\b|\bView Full Caption\b|\bEFE/|\b(?:via|VIA) (?:AP|REUTERS|Reuters)\)|\|\s*(?:AFP|AP|Reuters|Getty)\b"
    r"|\((?:Photo|Image|Picture|File|Credit|Courtesy)\b|(?:Photo|Image|Photograph|Picture)(?: credit)?(?: by|: |/)"
)
_SHOWN = re.compile(
    r"(?:FILE(?: PHOTO)?\s*[-–—:]|File photo|In this (?:\w+ )?(?:photo|image|picture|file|frame|undated)"
    r"|This (?:photo|image|picture|combination|undated|file)\b"
    r"|(?:A|An) (?:photo|image|picture|screengrab|still) (?:shows|released|taken|of)|(?:Photo|Image|Picture|Caption)\s*[:|])",
    re.I,
)
_ENDS_IN_DATE = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d\d?, (?:19|20)\d\d\.?$|\b\d\d? [A-Z][a-z]{2,8} (?:19|20)\d\d\.?$")


@cache
def _present() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(pages()['caption_verbs'])})\b")


def _is_caption(unit: Unit) -> bool:
    """Whether a paragraph describes a picture: a photo credit, its usual openings, or the present tense before a full date."""
    if not 4 <= unit.words <= 90:
        return False
    tail = unit.text[-160:]
    if _SHOWN.match(unit.text) and (unit.words <= 60):
        return True
    if _PHOTO.search(tail):
        return True
    body = unit.text.rstrip("\"'”’) ")
    return bool(_ENDS_IN_DATE.search(body[-40:])) and _present().search(unit.text) is not None and " said" not in unit.text


def _blocks(text: str, units: Sequence[Unit], kept: Sequence[int], headline: int, starts: dict[int, int]) -> tuple[Block, ...]:
    made = []
    for place, n in enumerate(kept):
        unit = units[n]
        start = starts.get(n, unit.start)
        if start < unit.end:
            made.append(Block(start, unit.end, _kind(units, kept, place, headline)))
    return tuple(made)


def _kind(units: Sequence[Unit], kept: Sequence[int], place: int, headline: int) -> str:
    n = kept[place]
    unit = units[n]
    if n == headline:
        return "headline"
    if _is_caption(unit):
        return "caption"
    edge = place <= 8 or place >= len(kept) - 2
    if edge and len(kept) > 1 and not unit.prose and _is_byline(unit) or edge and author_of(unit.text):
        return "byline"
    if not unit.prose and is_dateline(unit.text) and place <= 8 and len(kept) > 1:
        return "dateline"
    if unit.prose or unit.words >= 25 or len(kept) == 1:
        return "list" if unit.bullet else "body"
    if unit.bullet:
        return "list"
    beside = [m != headline and _is_item(units[m]) for m in kept[max(0, place - 2) : place + 3]]
    if place > 2 and any(all(beside[i : i + 3]) for i in range(len(beside) - 2)):
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
