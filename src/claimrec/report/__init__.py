"""Reports for people: in a terminal, as Markdown, as a web page, and what changed between two of them."""

from __future__ import annotations
