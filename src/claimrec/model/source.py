"""Sources and the words in them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import compress
from typing import Any, Self

from attrs import field, frozen

from claimrec.errors import SourceError
from claimrec.values import Value
from claimrec.values.record import Moment, Record, converter, parse_moment

__all__ = ["Mention", "Source", "Span", "digest_of", "slug", "slugs_of"]


def slug(name: str) -> str:
    """A readable id for a name.

    >>> slug("Masoud Pezeshkian"), slug("Côte d’Ivoire")
    ('masoud-pezeshkian', 'cote-d-ivoire')
    """
    if name.isascii():  # most names: nothing to take apart
        return "-".join(name.lower().translate(_BLANKS).split())
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split())


def slugs_of(names: Sequence[str]) -> list[str]:
    """The slugs of many names.

    >>> slugs_of(["Masoud Pezeshkian", "Côte d’Ivoire", ""])
    ['masoud-pezeshkian', 'cote-d-ivoire', '']
    """
    # One text of all names is turned into plain letters far sooner than name by name.
    told = _BETWEEN.join(names)
    if not names:
        return []
    if not told.isascii() or told.count(_BETWEEN) != len(names) - 1:
        fit = [name.isascii() and _BETWEEN not in name for name in names]
        made = iter(slugs_of(list(compress(names, fit))))
        return [next(made) if plain else slug(name) for name, plain in zip(names, fit, strict=True)]
    return ["-".join(words.split()) for words in told.lower().translate(_BLANKS | {ord(_BETWEEN): _BETWEEN}).split(_BETWEEN)]


_BETWEEN = "\0"

_BLANKS = {n: " " for n in range(128) if not chr(n).isalnum()}


def digest_of(text: str) -> str:
    """The digest that stands for a text where the text itself is left out."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@frozen
class Span(Record):
    """Words where they stand: ``source.text[start:end] == text``, offsets in code points."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of ``text[start:end]``.

        >>> Span.of("Rain fell in Oslo.", 13, 17)
        Span(start=13, end=17, text='Oslo')
        """
        return cls(start, end, text[start:end])


@frozen
class Mention(Record):
    """A value where it stands in a text; what the finders return."""

    span: Span
    value: Value


def _checked_id(source: Source, _: object, value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise SourceError(
            f"a source's id must be a non-empty string, not {value!r}; give each source a short name of its own", value=value
        )


def _checked_text(source: Source, _: object, value: str) -> None:
    if not isinstance(value, str):
        raise SourceError(f"a source's text must be a string, not {type(value).__name__}; decode bytes first", value=value)


@frozen(repr=False)
class Source(Record):
    """One report: a text, and who published it when.

    Args:
        id: unique among the sources, non-empty.
        text: the report; offsets of spans refer to it as given.
        publisher: who published it.
        published: date, datetime or ISO 8601 string; None where it is not known.
        title: its headline, where that is known apart from the text.
        url: where it is from.
        agency: the news agency that its text is credited to ("OSLO (Reuters) -"); ``read_sources`` and ``extract`` fill it in
            from the text where it is None. Two sources are equal whatever is known of their agency.
        digest: made from the text; kept where a stored source comes without its text.

    Raises:
        SourceError: the id is empty or the text is not a string.
        DateError: ``published`` is no date.

    >>> Source(id="a", text="Rain fell.", published="2025-10-23").published
    datetime.date(2025, 10, 23)
    """

    id: str = field(validator=_checked_id)
    text: str = field(default="", validator=_checked_text)
    publisher: str | None = field(default=None, kw_only=True)
    published: Moment | None = field(default=None, converter=parse_moment, kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    url: str | None = field(default=None, kw_only=True)
    agency: str | None = field(default=None, kw_only=True, eq=False)
    digest: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.text or not self.digest:
            object.__setattr__(self, "digest", digest_of(self.text))

    def __repr__(self) -> str:
        about = [self.id, *(str(x) for x in (self.publisher, self.published) if x), f"{len(self.text)} characters"]
        return f"<Source {', '.join(about)}>"

    def _repr_html_(self) -> str:
        from claimrec.model.cards import source_card

        return source_card(self)

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end``."""
        return Span.of(self.text, start, end)

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """This source as a dict of JSON types; ``text=False`` leaves the text out and keeps its digest."""
        made = converter().unstructure(self)
        if not text:
            del made["text"]
        return dict(made)
