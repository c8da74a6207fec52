"""Markdown as plain text: the words stay, the marks go."""

from __future__ import annotations

import re

__all__ = ["front_matter", "plain_text"]

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_PAIR = re.compile(r"^(\w[\w -]*):[ \t]+(.+?)[ \t]*$", re.M)
_STEPS = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.M), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), ""),  # pictures
    (re.compile(r"\[([^\]\n]+)\]\([^)\s]*(?:\s+\"[^\"\n]*\")?\)"), r"\1"),  # links
    (re.compile(r"\[([^\]\n]+)\]\[[^\]\n]*\]"), r"\1"),
    (re.compile(r"^[ \t]*\[[^\]\n]+\]:[ \t]+\S+.*$", re.M), ""),  # their addresses
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>\n]{0,300}>"), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.M), r"\1"),
    (re.compile(r"^[ \t]*(?:={3,}|(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$", re.M), ""),  # rules and underlines
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M), ""),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!-])"), r"\1"),
    (re.compile(r"[ \t]+$", re.M), ""),
)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""The head of a Markdown file between two lines of dashes, and the text behind it.

    >>> front_matter("---\ntitle: Rain\n---\nIt fell.")
    ({'title': 'Rain'}, 'It fell.')
    """
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    pairs = {name.strip().lower(): value.strip("\"'") for name, value in _PAIR.findall(found[1])}
    return pairs, text[found.end() :]


def plain_text(text: str) -> str:
    r"""The text of Markdown as a reader sees it; paragraphs stay where they are.

    >>> plain_text("# Rain\n\nIt fell in **[Oslo](https://oslo.example)** and _Bergen_.")
    'Rain\n\nIt fell in Oslo and Bergen.'
    """
    for pattern, made in _STEPS:
        text = pattern.sub(made, text)
    return text.strip("\n")
