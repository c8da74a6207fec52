"""Outlines of names: which of many names can be equal, or one a fuller form of the other.

To compare two names word by word takes long where there are millions of pairs. Nearly all of them are told apart by
this: unless one name has all words of the other, they may be slips of each other, but neither holds the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from claimrec.values.bodies import cut_body
from claimrec.values.letters import syllabic
from claimrec.values.names import cut_name

__all__ = ["Outline", "may_hold", "outline"]


class Outline(NamedTuple):
    """What is quickly compared of a name.

    Args:
        words: its words; another name that has them all may be fuller.
        wholes: what it may be written as in one word ("Jan Daniel" as "jandaniel", "Jean-Luc" as "jl", a body by its acronym).
    """

    words: Sequence[str]
    wholes: Sequence[str]


def outline(name: str, *, kind: str = "person") -> Outline | None:
    """The outline of a name; None where it has to be compared with every other name ("J. Smith", "김정은").

    Args:
        name: a name.
        kind: ``person`` or ``organization``.

    >>> outline("Dr Jane Smith"), outline("United Nations", kind="organization").wholes
    (Outline(words=('jane', 'smith'), wholes=('janesmith',)), ('unitednations', 'un'))
    """
    if kind == "organization":
        body = cut_body(name)
        wholes = [body.joined, "".join(body.written), "".join(body.words)]
        if len(body.words) > 1:
            wholes += ["".join([w[0] for w in body.words]), "".join([w[0] for w in body.written])]
        return Outline(body.words, tuple(dict.fromkeys(wholes)))
    parts = cut_name(name)
    words = parts.words
    if (not name.isascii() and syllabic(name)) or 1 in map(len, words):
        return None
    if len(words) == 2 and parts.letters == words[0] + words[1]:  # as most names are
        return Outline(words, (parts.letters,))
    pairs = [one + other for one, other in pairwise(words)]
    return Outline(words, (parts.joined, *pairs, *parts.initials))


def may_hold(a: Outline | None, b: Outline | None) -> bool:
    """False where two names of one kind surely are neither equal nor one a fuller form of the other.

    >>> smith, jane, john = outline("Smith"), outline("Jane Smith"), outline("John Smith")
    >>> may_hold(smith, jane), may_hold(jane, john), may_hold(jane, outline("JaneSmith"))
    (True, False, True)
    """
    if a is None or b is None or {*a.words} <= {*b.words} or {*b.words} <= {*a.words}:
        return True
    return not ({*a.wholes}.isdisjoint((*b.wholes, *b.words)) and {*b.wholes}.isdisjoint(a.words))
