"""How common a word or a name is in news at large, as far as a pile of reports cannot tell by itself.

In a pile of two reports of one story every word that matters stands in both, as if it were common. So the pile's own
counts are joined with those of ``BACKGROUND`` reports on all sorts of things: a word's share of them is looked up
(``lexicon/words.toml``), a name's is known by what it names. A large pile outweighs them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from claimrec.lexicon import table
from claimrec.reconciliation.ragged import Floats

__all__ = ["BACKGROUND", "NAME_SHARE", "PLACE_SHARE", "informativeness", "share_of_word", "shares_of_words"]

BACKGROUND = 100.0
"""Reports that a pile is thought to be part of, besides its own."""

NAME_SHARE = {"person": 0.003, "organization": 0.02, "country": 0.05, "group": 0.05}
"""In what share of reports one name stands, by what it names."""


PLACE_SHARE = 0.01
"""In what share of reports one town or site stands."""


@cache
def _shares() -> Mapping[str, float]:
    lists = table("words")
    share = lists["share"]
    made = {word: share[band] for band, words in lists["bands"].items() for word in words.split()}
    made.update({str(n): share["number"] for n in range(32)})
    made[""] = share["rare"]
    return made


def share_of_word(word: str) -> float:
    """In what share of news reports a word stands, by its band.

    >>> share_of_word("according") > share_of_word("earthquake") > share_of_word("zoology")
    True
    """
    shares = _shares()
    return shares.get(word, shares[""])


def shares_of_words(words: Sequence[str]) -> Floats:
    """The shares of many words."""
    return np.array([share_of_word(word) for word in words], dtype=np.float64)


def informativeness(held: Floats, reports: int, shares: Floats) -> Floats:
    """What it tells that a report has a word or name: inverse document frequency over the pile and its background.

    Args:
        held: in how many of the pile's reports each stands.
        reports: how many reports the pile has.
        shares: in what share of other reports each stands.
    """
    told: Floats = np.log1p((reports + BACKGROUND) / (np.maximum(1.0, held) + BACKGROUND * shares))
    return told
