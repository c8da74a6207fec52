"""Docstrings as the web site shows them: doctests and tables as code, references as names; used by mkdocs.yml."""

from __future__ import annotations

import re
from typing import Any

import griffe

__all__ = ["Shown", "shown"]

DOCTEST = re.compile(r"^([ ]*)>>> .*(?:\n(?![ ]*$).*)*", re.MULTILINE)
TABLE = re.compile(r"^=+(?:  =+)+\n(?:.*\n)*?=+(?:  =+)+\n(?:.+\n)*=+(?:  =+)+$", re.MULTILINE)
ROLE = re.compile(r":(?:func|meth|class|mod|data|attr):`[~.]?([^`]+)`")


def shown(docstring: str) -> str:
    """The docstring in Markdown."""
    text = ROLE.sub(r"`\1`", docstring)
    text = TABLE.sub(r"```text\n\g<0>\n```", text)
    return DOCTEST.sub(r"\1```pycon\n\g<0>\n\1```", text)


class Shown(griffe.Extension):
    """Rewrites every docstring as it is read."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Called for each module, class, function and attribute."""
        if obj.docstring is not None:
            obj.docstring.value = shown(obj.docstring.value)
