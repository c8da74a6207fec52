"""Reading a plain string paragraph by paragraph, for the finders that take any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from claimrec.errors import OptionError
from claimrec.extraction.language import english
from claimrec.extraction.stray import gaps_of, place_in, without
from claimrec.extraction.tokens import Doc, parse_of

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Passage", "read_passages"]

# A line that goes on in lower case is a wrapped one, so the parser must see both halves.
_BREAK = re.compile(r"\n(?![^\S\n]*[a-z])")
_LONGEST = 50_000  # characters that the parser is given at once; its memory grows with them


@frozen(eq=False)
class Passage:
    """A paragraph as it is read: its Doc, the offset at which it begins, and where in the Doc stray spaces are left out."""

    doc: Doc
    offset: int
    gaps: tuple[int, ...]

    def place(self, chars: tuple[int, int]) -> tuple[int, int]:
        """Where characters of the Doc stand in the text."""
        start, end = place_in(self.gaps, *chars)
        return self.offset + start, self.offset + end


def read_passages(text: str, nlp: Language | None = None) -> Iterator[Passage]:
    """The paragraphs of a text, parsed.

    Raises:
        OptionError: ``text`` is no string.
        PipelineError: no usable English pipeline.
    """
    if not isinstance(text, str):
        raise OptionError(f"text must be a string, not {type(text).__name__}; decode bytes first", value=text)
    pieces = [(start, piece) for start, piece in _pieces(text) if any(c.isalnum() for c in piece)]
    if not pieces:
        return
    read = [_encodable(without(text, start, start + len(piece))) for start, piece in pieces]
    for (start, piece), doc in zip(pieces, english(nlp).pipe(read), strict=True):
        yield Passage(parse_of(doc), start, gaps_of(text, start, start + len(piece)))


def _encodable(piece: str) -> str:
    """Lone surrogates cannot be stored by spaCy; a replacement of one character keeps the offsets."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in piece) if not piece.isascii() else piece


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in (*_BREAK.finditer(text), None):
        end = len(text) if match is None else match.end()
        while end - start > _LONGEST:
            cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
            yield start, text[start:cut]
            start = cut
        yield start, text[start:end]
        start = end
