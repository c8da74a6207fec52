"""Bytes to text: byte order marks, UTF-8, the encoding a web page names, and what Windows wrote."""

from __future__ import annotations

import codecs
import re

__all__ = ["decoded", "not_text"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: the shorter mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x08")) + b"\x7f"
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I)


def not_text(data: bytes) -> str:
    """Why bytes are no text, or "".

    >>> not_text(b"%PDF-1.7 ...")
    'it is a PDF file'
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            return f"it is {what}"
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return ""
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # A stray control character is harmless; more than one in a hundred is no text in any encoding without a mark.
    return "it is binary, not text" if controls > 1 and controls > len(sample) / 100 else ""


def decoded(data: bytes, *, web: bool = False) -> str:
    r"""The text that bytes stand for, with line ends as ``\n``.

    Raises:
        UnicodeError: a byte order mark promises an encoding that the bytes do not keep.

    >>> decoded("Malmö\r\n".encode("cp1252"))
    'Malmö\n'
    """
    return _decoded(data, web).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, web: bool) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    named = _CHARSET.search(data[:4096]) if web else None
    candidates = ["utf-8", named[1].decode("ascii") if named else "", "cp1252"]
    for encoding in filter(None, candidates):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
