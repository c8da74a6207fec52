"""A source as it is read: one Doc over the article's paragraphs, and where each token stands in the source's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimrec.article import Article, Block
from claimrec.extraction.repairs import repair
from claimrec.extraction.stray import gaps_of, place_in
from claimrec.extraction.tokens import Doc, Token, parse_of
from claimrec.model import Source, Span

if TYPE_CHECKING:
    from spacy import tokens as spacy_tokens

__all__ = ["Reading", "read"]


class Reading:
    """A source's article as one Doc, with offsets that lead back to ``source.text``.

    Paragraphs are parsed one by one, so that a headline without a full stop never runs into the sentence
    below it; their Docs are then joined, so that one pass can look at the whole article.

    Args:
        source: the source.
        doc: the joined Doc (or the user's own).
        shifts: for each token, what to add to a character offset of the Doc to get one of ``source.text``.
        blocks: for each token, the index of its block.
        article: what of the text is article.
        gaps: the characters of the Doc before which it leaves out a stray space of ``source.text``, in ascending order.
    """

    def __init__(
        self, source: Source, doc: Doc, shifts: list[int], blocks: list[int], article: Article, gaps: Sequence[int] = ()
    ) -> None:
        self.source = source
        self.doc = doc
        self.article = article
        self._shifts = shifts
        self._blocks = blocks
        self._gaps = gaps
        self.tokens: list[Token] = doc.tokens
        starts = [
            i
            for i, token in enumerate(doc.tokens)
            if token.is_sent_start
            or i == 0
            or blocks[i] != blocks[i - 1]  # sentences end with their block even where a parser carried on
        ]
        self.sentences = list(zip(starts, [*starts[1:], len(doc)], strict=True))
        self.sentence_of = [n for n, (start, end) in enumerate(self.sentences) for _ in range(start, end)]

    def block(self, token: int) -> Block:
        """The paragraph that a token stands in."""
        return self.article.blocks[self._blocks[token]]

    def block_index(self, token: int) -> int:
        """The index of the paragraph that a token stands in."""
        return self._blocks[token]

    def span(self, start: int, end: int) -> Span:
        """The words from token ``start`` up to token ``end`` as they stand in the source."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.chars(first.idx, last.idx + len(last), first.i)

    def chars(self, start: int, end: int, token: int) -> Span:
        """The words between two character offsets of the Doc; ``token`` is any token inside."""
        shift = self._shifts[token]
        if self._gaps:
            start, end = place_in(self._gaps, start, end)
        return self.source.span(start + shift, end + shift)

    def sentence(self, token: Token | int) -> int:
        """The number of the sentence that a token stands in."""
        return self.sentence_of[token if isinstance(token, int) else token.i]


def read(source: Source, article: Article, docs: list[spacy_tokens.Doc]) -> Reading | None:
    """Join the parsed paragraphs of a source; None where no paragraph has a word."""
    parsed = [(n, doc) for n, doc in enumerate(docs) if len(doc)]
    if not parsed:
        return None
    joined = parse_of(*(doc for _, doc in parsed))
    repair(joined)
    shifts: list[int] = []
    blocks: list[int] = []
    gaps: list[int] = []
    for n, doc in parsed:
        block, first = article.blocks[n], joined[len(shifts)].idx
        offset = block.start - first - len(gaps)
        gaps += [first + gap for gap in gaps_of(source.text, block.start, block.end)]
        shifts.extend([offset] * len(doc))
        blocks.extend([n] * len(doc))
    return Reading(source, joined, shifts, blocks, article, gaps)
