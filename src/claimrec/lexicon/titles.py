"""Titles: words for offices, ranks, honorifics, people and bodies, and the classes that they fall into."""

from __future__ import annotations

from functools import cache

from claimrec.lexicon import table

__all__ = [
    "bodies",
    "collectives",
    "honorifics",
    "office_class",
    "persons",
    "portfolio",
    "prefix",
    "rank_class",
    "singular",
    "spelled_out",
    "title_word",
    "unnamed",
]


@cache
def _classes(section: str) -> dict[str, str]:
    return {word: name for name, words in table("titles")[section].items() for word in words}


def office_class(title: str) -> str | None:
    """The class of an office by its head noun; offices of one class in one body are one office.

    >>> office_class("chairman"), office_class("chief"), office_class("lieutenant")
    ('head', 'head', None)
    """
    found = _classes("offices").get(title)
    return found if found is not None else _classes("offices").get(singular(title))


def rank_class(title: str) -> str | None:
    """The normal form of a rank of armed forces or police.

    >>> rank_class("brig. gen.")
    'brigadier general'
    """
    found = _classes("ranks").get(title)
    return found if found is not None else _classes("ranks").get(singular(title))


def spelled_out(title: str) -> str:
    """A title in the singular, abbreviations written out.

    >>> spelled_out("gov."), spelled_out("ministers"), spelled_out("chief")
    ('governor', 'minister', 'chief')
    """
    short: dict[str, str] = table("titles")["abbreviations"]
    return short.get(title) or short.get(singular(title)) or singular(title)


@cache
def _prefixes() -> dict[str, str]:
    return {word: kind for kind, words in table("titles")["offices_prefixes"].items() for word in words}


def prefix(word: str) -> str | None:
    """What a word before a title does to it: ``deputy former acting plain``; None for any other word."""
    return _prefixes().get(word)


@cache
def honorifics() -> frozenset[str]:
    """Honorifics, in lower case."""
    return frozenset(table("titles")["honorifics"]["words"])


@cache
def persons() -> frozenset[str]:
    """Nouns for one person, by lemma."""
    return frozenset(table("titles")["persons"]["singular"])


@cache
def collectives() -> frozenset[str]:
    """Nouns for several people in either number."""
    return frozenset(table("titles")["persons"]["collective"])


@cache
def bodies(kind: str = "state") -> frozenset[str]:
    """Head nouns of bodies: ``state`` for those of a government, ``other``, or ``all``."""
    lists = table("titles")["bodies"]
    return frozenset(lists["state"] + lists["other"] if kind == "all" else lists[kind])


def portfolio(words: str) -> str | None:
    """The normal name of what a ministry is for.

    >>> portfolio("Defense"), portfolio("foreign"), portfolio("fisheries")
    ('defence', 'foreign affairs', None)
    """
    return _classes("portfolios").get(words.casefold())


def singular(title: str) -> str:
    """A title's singular, the last word of it; other words stay as they are.

    >>> singular("defence ministers"), singular("chairmen"), singular("chief")
    ('defence minister', 'chairman', 'chief')
    """
    if title.endswith("men"):
        return title[:-3] + "man"
    if title.endswith("ies") and len(title) > 5:
        return title[:-3] + "y"
    if title.endswith("s") and not title.endswith(("ss", "us", "is")) and len(title) > 3:
        return title[:-1]
    return title


@cache
def unnamed(kind: str) -> frozenset[str]:
    """Words of the section ``unnamed``: ``bodies ranks weak_titles strong_titles rank_parts``."""
    return frozenset(table("titles")["unnamed"][kind])


@cache
def title_word(word: str) -> bool:
    """True for a word in lower case that belongs to titles: an office, a rank, an honorific, or a word before one.

    >>> title_word("brigadier"), title_word("acting"), title_word("smith")
    (True, True, False)
    """
    return (
        word in honorifics()
        or office_class(word) is not None
        or rank_class(word) is not None
        or prefix(word) is not None
        or word in unnamed("rank_parts")
    )
