"""Web pages as text with one paragraph a line, and what their head says of them.

The standard library's parser is used whatever else is installed: offsets refer to the text that comes out,
so the same page must give the same text everywhere. Menus and footers that are not marked as such stay
in and are left out later, by shape (:mod:`claimrec.article`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any

from attrs import frozen

from claimrec.errors import DateError
from claimrec.values.record import Moment, parse_moment

__all__ = ["Page", "looks_like_html", "page_of"]

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SILENT = frozenset("script style noscript template svg math iframe object canvas audio video select textarea head".split())
_AROUND = frozenset("nav footer aside form button dialog menu".split())
_AROUND_ROLES = frozenset("navigation contentinfo complementary search banner dialog alert menu menubar toolbar".split())
_BREAKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody td tfoot th thead tr ul br".split()
)
_APART = frozenset("p h1 h2 h3 h4 h5 h6 blockquote figure section article header ul ol table pre".split())
_CLOSED_BY = {
    "p": _BREAKS - {"br"},
    "li": frozenset({"li"}),
    "td": frozenset({"td", "th", "tr"}),
    "option": frozenset({"option"}),
}
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "og:published_time",
)
_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|\?xml[^>]*>\s*<!doctype html)\b", re.I | re.S
)


@frozen
class Page:
    """A web page as text, and what it says of itself."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: Moment | None = None
    url: str | None = None


def looks_like_html(text: str) -> bool:
    """Whether a text begins like a web page.

    >>> looks_like_html("<!DOCTYPE html><p>Rain.</p>"), looks_like_html("Rain < snow")
    (True, False)
    """
    return _START.match(text[:2000]) is not None


def page_of(html: str) -> Page:
    r"""The text of a web page without scripts, styles and what is marked as menu or footer.

    >>> page_of("<title>Rain - The Paper</title><script>var x;</script><h1>Rain</h1><p>It fell in <b>Oslo</b>.</p>").text
    'Rain\n\nIt fell in Oslo.'
    """
    # Where the page marks its article, the head of the page is around it; else the headline may stand there.
    marked = re.search(r"<(?:article|main)\b", html, re.I) is not None
    reader = _Reader(around=False, marked=marked)
    reader.feed(html)
    reader.close()
    text = reader.text()
    if len(text.split()) < 12:  # the article stands inside what is marked as a menu, or a tag was never closed
        whole = _Reader(around=True, marked=marked)
        whole.feed(html)
        whole.close()
        if len(whole.text().split()) > len(text.split()):
            text = whole.text()
    return Page(text, *_head(reader))


class _Reader(HTMLParser):
    """Collects the words of a page, line by line."""

    def __init__(self, *, around: bool, marked: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.around = around
        self.marked = marked
        self.metas: dict[str, str] = {}
        self.scripts: list[str] = []
        self.title = ""
        self.heading = ""
        self._open: list[tuple[str, bool]] = []
        self._silent = 0
        self._lines: list[str] = []
        self._line: list[str] = []
        self._gap = False
        self._grab = ""

    def text(self) -> str:
        """What was read so far."""
        self._break(apart=False)
        return "\n".join(self._lines).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(given)
        elif tag == "link" and "canonical" in given.get("rel", "").lower():
            self.metas.setdefault("canonical", given.get("href", ""))
        elif (
            tag == "time"
            and given.get("datetime")
            and ("pubdate" in given or "datepublished" in given.get("itemprop", "").lower())
        ):
            self.metas.setdefault("datepublished", given["datetime"])
        self._grab = (
            "title" if tag == "title" else "json" if tag == "script" and "ld+json" in given.get("type", "") else self._grab
        )
        if tag in _VOID:
            if tag in _BREAKS:
                self._break(apart=False)
            return
        if self._open and tag in _CLOSED_BY.get(self._open[-1][0], ()):
            self.handle_endtag(self._open[-1][0])
        if tag == "body":  # a head that was never closed
            self._reset()
        silent = self._hides(tag, given)
        self._open.append((tag, silent))
        self._silent += silent
        if tag in _BREAKS:
            self._break(apart=tag in _APART)
            if tag == "li" and not self._silent:
                self._line.append("• ")
        if tag == "h1" and not self._silent and not self.heading:
            self._grab = "h1"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "script", "h1"):
            self._grab = ""
        if not any(name == tag for name, _ in reversed(self._open[-64:])):
            return
        while self._open:
            name, silent = self._open.pop()
            self._silent -= silent
            if name == tag:
                break
        if tag in _BREAKS:
            self._break(apart=tag in _APART)

    def handle_data(self, data: str) -> None:
        if self._grab == "title":
            self.title += data
        elif self._grab == "json":
            self.scripts.append(data)
        if self._silent or self._grab in ("title", "json"):
            return
        if self._grab == "h1":
            self.heading += data
        if any(name == "pre" for name, _ in self._open[-3:]):
            first, *more = data.split("\n")
            self._line.append(first)
            for line in more:
                self._break(apart=False)
                self._line.append(line)
        else:
            self._line.append(data)

    def _hides(self, tag: str, given: Mapping[str, str]) -> bool:
        if tag in _SILENT or "hidden" in given or re.search(r"display\s*:\s*none", given.get("style", ""), re.I):
            return True
        if self.around:
            return False
        if tag == "header":
            return self.marked and not any(name in ("article", "main") for name, _ in self._open)
        return tag in _AROUND or given.get("role", "").lower() in _AROUND_ROLES

    def _reset(self) -> None:
        self._open, self._silent, self._grab = [], 0, ""

    def _meta(self, given: Mapping[str, str]) -> None:
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        if name and given.get("content"):
            self.metas.setdefault(name, given["content"].strip())

    def _break(self, *, apart: bool) -> None:
        words = " ".join("".join(self._line).split())
        self._line = []
        if words and words != "•":
            if self._gap and self._lines:
                self._lines.append("")
            self._lines.append(words)
            self._gap = False
        self._gap = self._gap or apart


def _head(reader: _Reader) -> tuple[str | None, str | None, Moment | None, str | None]:
    """Title, publisher, publication date and address, from JSON-LD first, then from meta tags."""
    linked = next((item for item in _linked(reader.scripts) if item.get("datePublished")), {})
    metas = reader.metas
    publisher = linked.get("publisher")
    named = publisher.get("name") if isinstance(publisher, Mapping) else publisher
    title = _words(linked.get("headline")) or _words(metas.get("og:title")) or _words(reader.heading) or _words(reader.title)
    stated = [linked.get("datePublished"), *(metas.get(name) for name in _DATES)]
    published = next((moment for moment in map(_moment, stated) if moment is not None), None)
    url = metas.get("og:url") or metas.get("canonical") or None
    return title, _words(named) or _words(metas.get("og:site_name")), published, url


def _words(text: object) -> str | None:
    """Words in one line; names in linked data are often escaped once more."""
    return (" ".join(unescape(text).split()) or None) if isinstance(text, str) else None


def _moment(text: object) -> Moment | None:
    """An ISO date or datetime, also without a colon in its offset; None for anything else."""
    if not isinstance(text, str):
        return None
    written = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.strip())
    try:
        return parse_moment(written)
    except DateError:
        return None


def _linked(scripts: list[str]) -> Iterator[Mapping[str, Any]]:
    for script in scripts:
        try:
            todo = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):  # a page that nests or repeats without end is not followed
            if not todo:
                break
            item = todo.pop(0)
            if isinstance(item, list):
                todo.extend(item)
            elif isinstance(item, Mapping):
                yield item
                todo.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)
