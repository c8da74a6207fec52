"""Reading files, folders, web pages and JSON lines into sources."""

from __future__ import annotations

from claimrec.sources.files import read_sources

__all__ = ["read_sources"]
