"""The words of a source in their context, with what matters in them marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from claimrec.model import Evidence, Position
from claimrec.report.lookup import Lookup
from claimrec.values.record import as_tuple

__all__ = ["Passage", "Piece", "Quote", "cut", "quotes_of"]

_AROUND = 160  # characters of context on either side, at most
_FAR = 360  # words of one source further apart than this are shown as two passages
_ENDS = (". ", "! ", "? ", ".\n", "\n\n", "”\n")


@frozen
class Piece:
    """Some of the words; ``marked`` where they are what is shown."""

    text: str
    marked: bool = False


@frozen
class Passage:
    """Words of one source in their context.

    Args:
        pieces: the words in order.
        before: text was left out before them.
        after: text was left out after them.
        anchor: id of the place in the page where the first marked words stand.
    """

    pieces: tuple[Piece, ...] = field(converter=as_tuple)
    before: bool = False
    after: bool = False
    anchor: str | None = None


@frozen
class Quote:
    """What one source says on one side of a finding."""

    source: str
    passages: tuple[Passage, ...] = field(converter=as_tuple)


def quotes_of(position: Position, lookup: Lookup) -> tuple[Quote, ...]:
    """The words behind a position, source by source, each in its sentence."""
    found: dict[str, list[Evidence]] = {source: [] for source in position.sources}
    for shown in position.evidence:
        found.setdefault(shown.source, []).append(shown)
    return tuple(Quote(source, _passages(source, words, position, lookup)) for source, words in found.items())


def _passages(source: str, words: list[Evidence], position: Position, lookup: Lookup) -> Iterator[Passage]:
    text = lookup.sources[source].text if source in lookup.sources else ""
    spans = sorted({(shown.start, shown.end): shown for shown in words}.values(), key=lambda e: (e.start, e.end))
    if not text:
        yield from (Passage((Piece(shown.text, marked=True),)) for shown in spans)
        return
    sentences = [(c.evidence.start, c.evidence.end) for c in position.claims if c.source.id == source]
    seen: set[tuple[str, ...]] = set()
    for group in _groups(spans):
        said = tuple(" ".join(shown.text.split()) for shown in group)
        if said in seen:  # a lead is often repeated in the article
            continue
        seen.add(said)
        yield cut(text, [(shown.start, shown.end) for shown in group], sentences, anchor=lookup.anchor(source, group[0].start))


def _groups(spans: Sequence[Evidence]) -> list[list[Evidence]]:
    made: list[list[Evidence]] = []
    for shown in spans:
        if made and shown.start - made[-1][-1].end <= _FAR:
            made[-1].append(shown)
        else:
            made.append([shown])
    return made


def cut(
    text: str, marks: Sequence[tuple[int, int]], sentences: Iterable[tuple[int, int]] = (), *, anchor: str | None = None
) -> Passage:
    """The marked words with the sentence around them, or as much of it as fits.

    Args:
        text: the whole text.
        marks: what to mark, in order.
        sentences: stretches that make sense alone; the ones around the marks are shown.
        anchor: handed on.

    >>> [piece.text for piece in cut("It rained. Nine people died. They fled.", [(11, 22)]).pieces]
    ['Nine people', ' died.']
    """
    first, last = marks[0][0], max(end for _, end in marks)
    around = [(a, b) for a, b in sentences if a < last and first < b]
    start = max(min([_sentence_start(text, first), *(a for a, _ in around)]), first - _AROUND, 0)
    end = min(max([_sentence_end(text, last), *(b for _, b in around)]), last + _AROUND, len(text))
    start, end = _whole_words(text, min(start, first), max(end, last), first, last)
    pieces, at = [], start
    for mark_start, mark_end in marks:
        if mark_end <= at:
            continue
        pieces += [Piece(text[at:mark_start]), Piece(text[max(mark_start, at) : mark_end], marked=True)]
        at = max(at, mark_end)
    pieces.append(Piece(text[at:end]))
    before, after = _runs_on(text[max(0, start - 3) : start]), _runs_on(text[end - 1 : end])
    return Passage([piece for piece in pieces if piece.text], before, after, anchor)


def _runs_on(edge: str) -> bool:
    """Whether a text cut after these letters is cut inside a sentence."""
    return bool(edge.strip()) and "\n" not in edge and not edge.rstrip().endswith((".", "!", "?", "”", '"'))


def _sentence_start(text: str, at: int) -> int:
    floor = max(0, at - _AROUND)
    found = max((text.rfind(end, floor, at) + len(end) for end in _ENDS if text.rfind(end, floor, at) >= 0), default=floor)
    return max(found, text.rfind("\n", floor, at) + 1)


def _sentence_end(text: str, at: int) -> int:
    ceiling = min(len(text), at + _AROUND)
    found = [text.find(end, at, ceiling) + 1 for end in _ENDS if text.find(end, at, ceiling) >= 0]
    line = text.find("\n", at, ceiling)
    return min([*found, line if line >= 0 else ceiling, ceiling])


def _whole_words(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The stretch without the halves of words at its edges, and without white space there."""
    while 0 < start < first and not text[start - 1].isspace():
        start += 1
    while last < end < len(text) and not text[end].isspace() and text[end - 1].isalnum():
        end -= 1
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return start, end
