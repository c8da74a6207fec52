"""Word lists, as data: each file says where its list is from. Read lazily, once a process."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["fold", "table", "words"]


@cache
def table(name: str) -> dict[str, Any]:
    """The word list ``<name>.toml`` of this folder; treat it as read-only, it is shared.

    >>> table("countries")["BY"]["name"]
    'Belarus'
    """
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, section: str, key: str) -> frozenset[str]:
    """One list of ``<name>.toml`` as a set.

    >>> "kill" in words("cues", "context", "results")
    True
    """
    return frozenset(table(name)[section][key])


@lru_cache(maxsize=8192)  # each list is asked for the same words again
def fold(name: str) -> str:
    """A name as the key under which lists know it: no case, accents, leading "the" or possessive ending.

    >>> fold("The Netherlands’"), fold("Côte d’Ivoire"), fold("U.S.")
    ('netherlands', "cote d'ivoire", 'u.s.')
    """
    import unicodedata

    text = name.replace("’", "'").replace("‘", "'").casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.replace("ı", "i").replace("ø", "o").replace("ł", "l")
    text = " ".join(text.split())
    if text.endswith("'s"):
        text = text[:-2]
    elif text.endswith("s'"):
        text = text[:-1]
    return text.removeprefix("the ")
