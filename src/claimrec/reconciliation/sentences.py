"""The words of claims' sentences, read batch by batch, in any process."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.reconciliation.ragged import NONE, Ints, Lists, distinct, lists_from, narrow, numbered, starts_of, wide
from claimrec.values.text import words_of_all

__all__ = ["WIDTH", "Narrow", "Runs", "Words", "read_words"]

QUOTED = re.compile(r"[“„«][^”»]*(?:[”»]|$)|^[^“„«]*[”»]|\"[^\"]*\"")
"""Words in quotation marks: two reporters at one press conference share them without copying each other."""

QUOTES = re.compile(r"[“„«”»\"]")

WIDTH = 5
"""Words in a shingle: long enough that two reporters do not share one by chance."""

Runs = NDArray[np.uint64]

Narrow = NDArray[np.int32]


@frozen(eq=False, kw_only=True)
class Words:
    """The words of some claims' sentences.

    Args:
        vocabulary: words that may tell one happening from another, and words that are quoted or reported.
        words: their codes in each claim's sentence, sorted, each once.
        content: codes of the words that it quotes or reports, as they come.
        runs: shingles of five words of the sentences, what is quoted left out, each as a number of its own, and the codes of
            the sources where they stand; in no order.
        sources: ids of the sources, by code.
    """

    vocabulary: Sequence[str]
    words: Lists
    content: Lists
    runs: tuple[Runs, Narrow]
    sources: Sequence[str]


END = "\0"
"""Behind the words of each text: no word, as words are made of letters and digits."""


class _Numbers(dict[str, int]):
    """Words numbered as they come; the end of a text has no number."""

    def __init__(self) -> None:
        super().__init__({END: NONE})

    def __missing__(self, word: str) -> int:
        self[word] = code = len(self) - 1
        return code

    @property
    def words(self) -> list[str]:
        """The words, in the order of their numbers."""
        return list(self)[1:]


def read_words(
    sources: Sequence[str], source: Ints, sentences: Sequence[str], sentence: Ints, said: Sequence[str], content: Lists
) -> Words:
    """Read the words of some claims.

    Args:
        sources: ids of sources.
        source: of each claim the code of its source.
        sentences: the texts of sentences, each once.
        sentence: of each claim the code of its sentence.
        said: what is quoted or reported, each text once.
        content: of each claim the codes of what it quotes or reports.
    """
    codes = _Numbers()
    lines = _lines(sentences, codes)
    heard = _lines(said, codes).taken(content.values)
    quoting = [n for n, text in enumerate(sentences) if not _plain(text)]
    unquoted = _lines([QUOTED.sub(" ", sentences[n]) for n in quoting], codes)
    # Shingles count once for each source, however many claims share a sentence.
    stands = distinct(wide(source) * max(1, len(sentences)) + sentence)
    replaced = np.arange(len(sentences), dtype=np.int64)
    replaced[quoting] = len(sentences) + np.arange(len(quoting), dtype=np.int64)
    line = replaced[stands % max(1, len(sentences))]
    runs, sizes = _hashed(_stacked(lines, unquoted).taken(line), codes)
    telling = [len(word) > 3 or word.isdigit() for word in codes.words]
    vocabulary, number = _in_alphabet(codes, telling, heard)
    return Words(
        vocabulary=vocabulary,
        words=_telling(lines, number, np.array(telling, dtype=np.bool_)).taken(sentence),
        content=Lists(narrow(number[heard.values]), heard.starts[content.starts]),
        runs=(runs, np.repeat((stands // max(1, len(sentences))).astype(np.int32), sizes)),
        sources=sources,
    )


def _lines(texts: Sequence[str], codes: _Numbers) -> Lists:
    """The codes of the words of each text, as they come."""
    parts = [np.empty(0, dtype=np.int64)]
    for begin in range(0, len(texts), TOGETHER):
        words = words_of_all(texts[begin : begin + TOGETHER], END)
        parts.append(np.fromiter(map(codes.__getitem__, words), dtype=np.int64, count=len(words)))
    told = np.concatenate(parts)
    end = told == NONE
    ends = np.flatnonzero(end)
    return Lists(told[~end], np.concatenate([[0], ends - np.arange(len(ends), dtype=np.int64)]))


TOGETHER = 64
"""Texts that are cut into words at a time."""


def _plain(text: str) -> bool:
    """Whether a text has no quotation mark."""
    return '"' not in text if text.isascii() else not QUOTES.search(text)


def _in_alphabet(codes: _Numbers, telling: Sequence[bool], heard: Lists) -> tuple[list[str], Ints]:
    """The words that tell or are quoted, in the order of the alphabet, and for each word its place among them."""
    wanted = np.array(telling, dtype=np.bool_)
    wanted[heard.values] = True
    words = codes.words
    kept = sorted(np.flatnonzero(wanted).tolist(), key=words.__getitem__)
    return [words[n] for n in kept], numbered(np.array(kept, dtype=np.int64), len(words))


def _telling(lines: Lists, number: Ints, telling: NDArray[np.bool_]) -> Lists:
    """Of each line the words that may tell one happening from another, by number, each once."""
    kept = telling[lines.values]
    line = np.repeat(np.arange(len(lines.sizes), dtype=np.int64), lines.sizes)[kept]
    return lists_from(line, number[lines.values[kept]], len(lines.sizes))


def _stacked(above: Lists, below: Lists) -> Lists:
    ends = below.starts[1:] + above.starts[-1]
    return Lists(np.concatenate([above.values, below.values]), np.concatenate([above.starts, ends]))


@lru_cache(maxsize=262_144)
def _number(word: str) -> int:
    """A number that stands for a word on any machine; 0 stands for no word."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


def _hashed(lines: Lists, codes: _Numbers) -> tuple[Runs, Ints]:
    """The shingles of rows of words, one row after the other, and how many each row has.

    They are all runs of five, a shorter row filled up with nothing; none of an empty row.
    """
    numbers = np.array([*map(_number, codes.words), 0], dtype=np.uint64)
    sizes = lines.sizes
    filled = np.where((sizes > 0) & (sizes < WIDTH), WIDTH, sizes)
    starts = starts_of(filled)
    line = np.zeros(int(starts[-1]), dtype=np.uint64)
    inside = np.arange(len(lines.values), dtype=np.int64) + np.repeat(starts[:-1] - lines.starts[:-1], sizes)
    line[inside] = numbers[lines.values]
    mixed = np.zeros(max(0, len(line) - WIDTH + 1), dtype=np.uint64)
    for step in range(WIDTH):
        mixed = (mixed ^ line[step : step + len(mixed)]) * MIX
        mixed ^= mixed >> np.uint64(29)
    counts = np.maximum(0, filled - WIDTH + 1)
    keep = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(starts[:-1] - (np.cumsum(counts) - counts), counts)
    return mixed[keep], counts


MIX = np.uint64(0x9E3779B97F4A7C15)
"""An odd number with well spread bits (2 to the power of 64 by the golden ratio)."""
