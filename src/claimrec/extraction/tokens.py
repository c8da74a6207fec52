"""The parse of a text as plain Python objects, under spaCy's names for their attributes.

spaCy makes a new Token at each look at ``doc[i]``, ``token.head`` or ``token.children`` and decodes a string at each look at
``token.dep_``. The readers look at each word some hundred times, so the parse is copied once and then read at the speed of
Python's own attributes. What is written for these classes runs on spaCy's as well, only slower.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from spacy import tokens as spacy_tokens
    from spacy.strings import StringStore

__all__ = ["Doc", "Span", "Token", "parse_of"]

_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_FLAGS = ("SPACY", "IS_ALPHA", "IS_SPACE", "IS_PUNCT", "IS_TITLE", "LIKE_NUM")
_PLACES = ("ENT_IOB", "SENT_START", "HEAD")
_IOB = ("", "I", "O", "B")  # spaCy's codes
_WORD = (1 << 64) - 1


class Token:
    """A word with its place in the parse; each attribute is spaCy's of the same name."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_sent_start",
        "is_space",
        "is_title",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "tag_",
        "text",
        "whitespace_",
    )

    def __init__(
        self,
        doc: Doc,
        i: int,
        idx: int,
        strings: tuple[str, str, str, str, str, str, str],
        flags: tuple[bool, bool, bool, bool, bool, bool],
        iob: str,
        begins: bool,
    ) -> None:
        self.doc, self.i, self.idx, self.ent_iob_, self.is_sent_start = doc, i, idx, iob, begins
        self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = strings
        spaced, self.is_alpha, self.is_space, self.is_punct, self.is_title, self.like_num = flags
        self.whitespace_ = " " if spaced else ""
        self.head = self
        self.children: Sequence[Token] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        """The word with the space behind it."""
        return self.text + self.whitespace_

    @property
    def lefts(self) -> list[Token]:
        """The children before the token."""
        return [child for child in self.children if child.i < self.i]

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that hangs below it, in the order of the text where the parse is projective."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    @property
    def left_edge(self) -> Token:
        """The first token of the phrase that hangs by this one."""
        edge = self
        while edge.children and edge.children[0].i < edge.i:
            edge = edge.children[0]
        return edge

    @property
    def right_edge(self) -> Token:
        """The last token of the phrase that hangs by this one."""
        edge = self
        while edge.children and edge.children[-1].i > edge.i:
            edge = edge.children[-1]
        return edge

    def nbor(self, step: int = 1) -> Token:
        """The token so many places further."""
        return self.doc.tokens[self.i + step]


class Doc:
    """The words of a text in order; :func:`parse_of` makes it."""

    __slots__ = ("ents", "text", "tokens", "user_data")

    def __init__(self) -> None:
        self.text = ""
        self.tokens: list[Token] = []
        self.ents: tuple[Span, ...] = ()
        self.user_data: dict[str, Any] = {}  # what readers have found, kept for the next one

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, slice):
            start, end, _ = key.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[key]

    def char_span(self, start: int, end: int, *, alignment_mode: str = "expand") -> Span | None:
        """The tokens that hold a part of ``text[start:end]``; None outside the text."""
        if not 0 <= start < end <= len(self.text):
            return None
        first, last = self._at(start), self._at(end - 1)
        if start >= self.tokens[first].idx + len(self.tokens[first].text):
            first += 1  # white space belongs to no token
        return Span(self, first, last + 1)

    def _at(self, char: int) -> int:
        """The token in which, or in the space behind which, a character stands."""
        return bisect_right(self.tokens, char, key=_offset) - 1


def _offset(token: Token) -> int:
    return token.idx


class Span:
    """Some words of a Doc in a row."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, i: int) -> Token:
        return self.doc.tokens[(self.start if i >= 0 else self.end) + i]

    @property
    def start_char(self) -> int:
        """Where it begins in the text."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where its last word ends in the text."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as they stand in the text."""
        return self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""

    @property
    def root(self) -> Token:
        """The token by which the words hang in the sentence: the one with the shortest way to its root."""
        outer = [t for t in self if t.head is t or not self.start <= t.head.i < self.end]
        if len(outer) < 2:
            return outer[0] if outer else self[0]
        return min(outer, key=_depth)


def _depth(token: Token) -> int:
    """The steps from a token to the root of its sentence; spaces and punctuation come last, as they hold nothing."""
    steps = 0
    if token.head is not token and not token.children and (token.is_space or token.is_punct):
        return len(token.doc)
    while token.head is not token:
        token, steps = token.head, steps + 1
    return steps


def parse_of(*parsed: spacy_tokens.Doc) -> Doc:
    """The words of one text, or of its paragraphs, which are joined with a space.

    Args:
        parsed: at least one Doc; all of them of one pipeline.

    >>> from claimrec.extraction.language import english
    >>> doc = parse_of(english()("Rain fell."), english()("Two men drowned."))
    >>> doc.text, [child.text for child in doc[5].children]
    ('Rain fell. Two men drowned.', ['men', '.'])
    """
    made, spelled = Doc(), _Spelled(parsed[0].vocab.strings)
    for doc in parsed:
        if made.tokens and not (made.tokens[-1].is_space or made.tokens[-1].whitespace_):
            made.tokens[-1].whitespace_ = " "
            made.text += " "
        made.tokens += _tokens(made, doc, spelled)
        made.text += doc.text
    made.ents = tuple(_entities(made))
    return made


class _Spelled(dict[int, str]):
    """The strings of a vocabulary by their codes, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        self.strings = strings

    def __missing__(self, code: int) -> str:
        self[code] = spelled = self.strings[code]
        return spelled


def _tokens(made: Doc, parsed: spacy_tokens.Doc, spelled: _Spelled) -> list[Token]:
    """The tokens of the next paragraph."""
    before, idx = len(made.tokens), len(made.text)
    columns = parsed.to_array([*_STRINGS, *_FLAGS, *_PLACES]).T.tolist()
    words = zip(*(map(spelled.__getitem__, column) for column in columns[:7]), strict=True)  # as many as _STRINGS
    flags = zip(*columns[7:13], strict=True)
    tokens = []
    for i, (strings, marks, iob, start) in enumerate(zip(words, flags, *columns[13:15], strict=True), start=before):
        tokens.append(Token(made, i, idx, strings, marks, _IOB[iob], start == 1))
        idx += len(strings[0]) + marks[0]
    for i, (token, step) in enumerate(zip(tokens, columns[15], strict=True)):
        if step:
            head = token.head = tokens[(i + step) & _WORD]  # a step to the left is a negative number in 64 bits
            head.children = [*head.children, token]
    return tokens


def _entities(doc: Doc) -> list[Span]:
    found: list[Span] = []
    for token in doc.tokens:
        if token.ent_iob_ == "B" and token.ent_type_:
            found.append(Span(doc, token.i, token.i + 1, token.ent_type_))
        elif token.ent_iob_ == "I" and found:
            found[-1].end = token.i + 1
    return found
