"""Web pages from the templates in ``claimrec/templates``, with everything that comes from a source escaped.

Jinja2 comes with spaCy. It escapes whatever is not marked as safe, which no template does, and hands every value
that it writes to :func:`visible` first. So a new template is safe as long as it is a template.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["anchor", "asset", "clip", "digest", "render", "visible", "web_link"]

_WORD = 16  # letters that are given up so that a text is not cut within a word
# Unicode's own pictures of control characters begin here; the one for DEL stands apart.
_PICTURES = 0x2400
_SHOWN: dict[int, str] = {code: chr(_PICTURES + code) for code in range(0x20)}
_SHOWN |= {0x09: "\t", 0x0A: "\n", 0x0D: "\n", 0x2028: "\n", 0x2029: "\n", 0x7F: "\u2421"}
# C1 controls, and what turns the direction of all that follows: shown by number.
_SHOWN |= {code: f"[U+{code:04X}]" for code in (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
# Halves of a pair and non-characters cannot be written at all.
_SHOWN |= dict.fromkeys((*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)), "\N{REPLACEMENT CHARACTER}")
_SHOWN |= {plane << 16 | last: "\N{REPLACEMENT CHARACTER}" for plane in range(0x11) for last in (0xFFFE, 0xFFFF)}


def visible(text: str) -> str:
    r"""A text whose control characters can be seen and do nothing; line breaks and tabs stay.

    >>> visible("a\x00b\x1b[31m\u202ec\r\n")
    'a␀b␛[31m[U+202E]c\n'
    """
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_SHOWN)


def web_link(url: str | None) -> str | None:
    """The address where it leads to the web; None for all else, such as ``javascript:`` and ``data:``.

    >>> web_link("https://example.org/a"), web_link(" javascript:alert(1)"), web_link(None)
    ('https://example.org/a', None, None)
    """
    from urllib.parse import urlsplit

    if url is None or not url.isprintable() or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def anchor(id: str) -> str:
    """An id as the page's own ids and links hold it; those that claimrec makes stay as they are.

    >>> anchor("f-0a1b"), anchor("my event")
    ('f-0a1b', 'my_event')
    """
    return re.sub(r"[^\w-]", "_", id, flags=re.ASCII)


def clip(text: str, most: int) -> str:
    """The beginning of a text that is too long for its place.

    >>> clip("Presidential Press Service", 12)
    'Presidentia…'
    >>> clip("the press service of the president", 20)
    'the press service…'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    word = cut.rfind(" ", max(1, most - _WORD))
    return (cut[:word] if word > 0 else cut).rstrip() + "…"


@cache
def asset(name: str) -> str:
    """A style sheet or script that is shipped beside the templates."""
    return files("claimrec").joinpath("templates", name).read_text("utf-8").replace("\r\n", "\n").strip()


def digest(text: str) -> str:
    """The digest by which a content security policy knows a style sheet or script.

    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def render(name: str, /, **given: Any) -> str:
    """A template filled in; what is given is escaped wherever it is written."""
    return _environment().get_template(name).render(**given)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    from claimrec.values.wording import say

    def finalize(value: Any) -> Any:
        return visible(value) if type(value) is str else value

    def inline(name: str) -> Markup:
        """A style sheet or script of ours, as it is: the only thing that is not escaped."""
        return Markup(asset(name))

    made = Environment(
        loader=PackageLoader("claimrec", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["say"] = say
    made.filters["anchor"] = anchor
    made.filters["clip"] = clip
    made.globals["inline"] = inline
    made.globals["digest_of"] = lambda name: digest(asset(name))
    return made
