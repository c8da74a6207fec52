"""Paths to sources: what is read from where, and what each source is called."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from claimrec.article import article_of
from claimrec.errors import ClaimrecError, OptionError, ReadError, SourceError
from claimrec.model import Source
from claimrec.sources.decoding import decoded, not_text
from claimrec.sources.markdown import front_matter, plain_text
from claimrec.sources.webpage import looks_like_html, page_of
from claimrec.values.record import parse_moment

__all__ = ["read_sources"]

_KNOWN = (".txt", ".md", ".markdown", ".html", ".htm", ".json", ".jsonl", ".ndjson")
_FIELDS = frozenset({"id", "text", "publisher", "published", "title", "url", "agency"})
_NAME = "standard input"
_JSON = {list: "an array", str: "a string", int: "a number", float: "a number", bool: "true or false", type(None): "null"}


HtmlReader = Callable[[str], str | None]


@frozen
class _Read:
    """A source as read: its file, and the path to name it by where its short name is taken."""

    source: Source
    where: str
    longer: str | None


def read_sources(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, html: HtmlReader | None = None
) -> tuple[Source, ...]:
    """Read files, folders and standard input into sources.

    ``.txt`` is taken as it is; of ``.md`` and ``.html`` the text that a reader sees; ``.json`` holds a source object or an
    array of them, ``.jsonl`` one a line, with the fields of :class:`Source`. A folder gives all files of these kinds
    in it and below it, by name. ``-`` is standard input: JSON, JSON lines, a web page or a text, told by how it begins. A
    source that has no id of its own is called by its file's name, or by its path where two files have one name.

    A publication date that is printed in the page, or stands in its head, becomes ``published``; an agency that the text is
    credited to becomes ``agency``.

    Args:
        paths: one path or several, as strings or path objects.
        html: takes the text out of a web page, as ``trafilatura.extract`` does (``pip install claimrec[html]``); what
            it gives is what offsets refer to. None is the reader that comes with claimrec, which also stands in where
            ``html`` finds no text.

    Raises:
        ReadError: a path cannot be read, or is not what its name says; names the file, the line and the reason.
        SourceError: an id is given twice.
        OptionError: something given is no path.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "rain.txt").write_text("Rain fell in Oslo.")
    ...     read_sources(folder)
    (<Source rain, 18 characters>,)
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    if not isinstance(given, Iterable) or isinstance(given, bytes):
        raise OptionError(f"read_sources takes paths, not {type(paths).__name__}; pass a string or a list of them", value=paths)
    read: list[_Read] = []
    seen: set[str] = set()
    for path in given:
        if not isinstance(path, str | os.PathLike):
            raise OptionError(f"a path must be a string or a path object, not {path!r}", value=path)
        for file, longer in _files(os.fspath(path)):
            if file is not None:
                real = os.path.realpath(file) if "\0" not in str(file) else str(file)
                if real in seen:
                    continue  # given twice, or once by itself and once with its folder
                seen.add(real)
            read.extend(_read(file, longer, html))
    return _named(read)


def _files(given: str) -> Iterator[tuple[Path | None, str]]:
    """The files behind a path, each with a longer name; None is standard input."""
    if given == "-":
        yield None, "stdin"
        return
    path = Path(given)
    try:
        if not path.is_dir():
            yield path, path.with_suffix("").as_posix()
            return
        found = [
            file
            for file in sorted(path.rglob("*"), key=lambda p: p.relative_to(path).as_posix())
            if file.suffix.lower() in _KNOWN
            and file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
        ]
    except (OSError, ValueError) as error:
        raise ReadError(given, _why(error)) from error
    if not found:
        raise ReadError(given, f"the folder holds no file that ends in {', '.join(_KNOWN)}")
    for file in found:
        yield file, file.relative_to(path).with_suffix("").as_posix()


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "it may not be read"
    return getattr(error, "strerror", None) or str(error)


def _read(file: Path | None, longer: str, html: HtmlReader | None) -> list[_Read]:
    where = _NAME if file is None else str(file)
    suffix = "" if file is None else file.suffix.lower()
    if file is not None and suffix not in _KNOWN:
        raise ReadError(where, f"a file's name must end in one of {', '.join(_KNOWN)}; rename it or convert it to one of these")
    try:
        data = sys.stdin.buffer.read() if file is None else file.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(where, _why(error)) from error
    reason = not_text(data)
    if reason:
        raise ReadError(where, f"{reason}; save its words as .txt or .html first")
    try:
        text = decoded(data, web=suffix in (".html", ".htm"))
    except UnicodeError as error:
        raise ReadError(where, f"it is not in the encoding that its first bytes name: {error}") from error
    name = "stdin" if file is None else file.stem or file.name
    if file is None:
        suffix = _kind_of(text)
    if suffix in (".json", ".jsonl", ".ndjson"):
        records = _objects(text, where) if suffix == ".json" else _lines(text, where)
        return [_Read(_credited(source), at, None if own else longer) for source, own, at in _sources(records, where, name)]
    made = _guarded(partial(_MAKERS[suffix], name, text), where, None)
    if html is not None and _MAKERS[suffix] is _from_html and (words := html(text)):
        made = evolve(made, text=words, digest="")
    return [_Read(_credited(made), where, longer)]


def _kind_of(text: str) -> str:
    """What standard input holds, told by how it begins."""
    if looks_like_html(text):
        return ".html"
    first = text.lstrip()[:1]
    if first not in ("{", "["):
        return ".txt"
    try:
        json.loads(text)
    except ValueError:
        return ".jsonl" if first == "{" else ".txt"
    return ".json"


# --- texts and pages --------------------------------------------------------------------------------------------


def _from_text(name: str, text: str) -> Source:
    return Source(name, text)


def _from_markdown(name: str, text: str) -> Source:
    head, body = front_matter(text)
    return Source(
        name,
        plain_text(body),
        publisher=head.get("publisher") or head.get("site"),
        published=parse_moment(head.get("published") or head.get("date")),
        title=head.get("title"),
        url=head.get("url") or head.get("link"),
    )


def _from_html(name: str, text: str) -> Source:
    page = page_of(text)
    return Source(name, page.text, publisher=page.publisher, published=page.published, title=page.title, url=page.url)


_MAKERS: dict[str, Callable[[str, str], Source]] = {
    ".txt": _from_text,
    ".md": _from_markdown,
    ".markdown": _from_markdown,
    ".html": _from_html,
    ".htm": _from_html,
}


def _credited(source: Source) -> Source:
    """The source with the publication date and the agency that are printed in it, where none is known from elsewhere."""
    article = article_of(source.text)
    return evolve(source, published=source.published or article.published, agency=source.agency or article.agency)


# --- JSON -------------------------------------------------------------------------------------------------------


def _objects(text: str, where: str) -> Iterator[tuple[Any, int | None]]:
    try:
        made = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise ReadError(where, f"it is not JSON: {error}", line=line) from error
    yield from ((record, None) for record in (made if isinstance(made, list) else [made]))


def _lines(text: str, where: str) -> Iterator[tuple[Any, int | None]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line), number
        except (ValueError, RecursionError) as error:
            raise ReadError(where, f"the line is not JSON: {error}", line=number) from error


def _sources(records: Iterator[tuple[Any, int | None]], where: str, name: str) -> Iterator[tuple[Source, bool, str]]:
    """The sources, whether each has an id of its own, and where it stands."""
    for n, (record, line) in enumerate(records, 1):
        place = where if line is None else f"{where}, line {line}"
        if not isinstance(record, dict):
            raise ReadError(where, f"a source must be an object with an id and a text, not {_JSON[type(record)]}", line=line)
        if str(record.get("schema", "")).startswith("claimrec/"):
            raise ReadError(where, "it is a stored report, not a source; show it with: claimrec report", line=line)
        if "text" not in record:
            found = ", ".join(sorted(map(str, record))) or "nothing"
            raise ReadError(where, f"a source must have a text; this object ({n} of the file) has: {found}", line=line)
        own = "id" in record
        fields = {key: value for key, value in record.items() if key in _FIELDS}
        if not own:
            fields["id"] = name if n == 1 else f"{name}-{n}"
        yield _guarded(partial(Source.from_dict, fields), where, line), own, place


def _guarded(make: Callable[[], Source], where: str, line: int | None) -> Source:
    try:
        return make()
    except ClaimrecError as error:
        raise ReadError(where, str(error), line=line) from error


# --- names ------------------------------------------------------------------------------------------------------


def _named(read: list[_Read]) -> tuple[Source, ...]:
    """The sources with ids of their own: a file that shares its name with another is called by its path."""
    shared = Counter(one.source.id for one in read)
    made = [
        evolve(one.source, id=one.longer) if shared[one.source.id] > 1 and one.longer is not None else one.source for one in read
    ]
    first: dict[str, str] = {}
    for source, one in zip(made, read, strict=True):
        if source.id in first:
            raise SourceError(
                f"a source's id must be its own: {source.id!r} is in {first[source.id]} and in {one.where}; "
                "give one of them another id",
                value=source.id,
            )
        first[source.id] = one.where
    return tuple(made)
