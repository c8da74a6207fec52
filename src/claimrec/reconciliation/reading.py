"""Claims read into flat arrays, once each: what identity, independence and the columns are made from.

Whoever has claims, as records or in the columns of a table, lays them out flat (:class:`Told`); the words of their
sentences can be read batch by batch, in any process (:func:`read_words`); :func:`reading_of` puts both into order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.model import Claim, Modality, Polarity, Role, Source
from claimrec.reconciliation.columns import BLOCK, NONE, Codes, Ints, Lists, distinct, first_places, lists_from, numbered
from claimrec.values import Text, Value
from claimrec.values.text import words_in

__all__ = [
    "NO_RUNS",
    "ROLES",
    "WIDTH",
    "Reading",
    "Runs",
    "Told",
    "Words",
    "claim_ids",
    "claim_numbers",
    "read",
    "read_words",
    "reading_of",
]

ROLES: Mapping[Role, int] = {role: n for n, role in enumerate(Role)}

QUOTED = re.compile(r"[“„«][^”»]*(?:[”»]|$)|^[^“„«]*[”»]|\"[^\"]*\"")
"""Words in quotation marks: two reporters at one press conference share them without copying each other."""

QUOTES = re.compile(r"[“„«”»\"]")

WIDTH = 5
"""Words in a shingle: long enough that two reporters do not share one by chance."""

Runs = NDArray[np.uint64]

Narrow = NDArray[np.int32]

NO_RUNS: tuple[Runs, Narrow] = np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int32)

Item = TypeVar("Item", bound=Hashable)


@frozen(eq=False, kw_only=True)
class Told:
    """Claims as flat arrays; what stands in many claims is stored once, and claims hold its code.

    Args:
        sources: the sources.
        source: code of each claim's source.
        types: types as written.
        type: code of the type.
        triggers: words of triggers.
        trigger: code of the trigger's words.
        start: where the trigger stands.
        denied: whether the claim denies.
        actual: whether it is stated as fact.
        arguments: the codes of each claim's arguments' values.
        role: for each argument its role's place in ``ROLES``.
        inferred: whether it comes from context.
        near: whether its words stand in the claim's own sentence.
        of: code of the entity whose office or age it is, NONE where it is the event's own.
        owners: ids of such entities.
        values: the values.
    """

    sources: Sequence[Source]
    source: Ints
    types: Sequence[str]
    type: Ints
    triggers: Sequence[str]
    trigger: Ints
    start: Ints
    denied: NDArray[np.bool_]
    actual: NDArray[np.bool_]
    arguments: Lists
    role: Ints
    inferred: NDArray[np.bool_]
    near: NDArray[np.bool_]
    of: Ints
    owners: Sequence[str]
    values: Sequence[Value]


@frozen(eq=False, kw_only=True, slots=False)  # one base of Reading may have slots
class Words:
    """The words of some claims' sentences.

    Args:
        vocabulary: words that may tell one happening from another, and words that are quoted or reported.
        words: their codes in each claim's sentence, sorted, each once.
        content: codes of the words that it quotes or reports, as they come.
        runs: shingles of five words of the sentences, what is quoted left out, each as a number of its own, and the codes of
            the sources where they stand; in no order.
    """

    vocabulary: Sequence[str]
    words: Lists
    content: Lists
    runs: tuple[Runs, Narrow]


@frozen(eq=False, kw_only=True)
class Reading(Told, Words):
    """All that was read of some claims, each once, in the order of sources, triggers and ids; nothing is listed twice.

    Args:
        position: where each claim stood in what was read.
        number: the claims' ids as numbers.
    """

    position: Ints
    number: Ints

    def __len__(self) -> int:
        return len(self.number)

    @property
    def ids(self) -> list[str]:
        """The claims' ids."""
        return claim_ids(self.number)

    @property
    def row(self) -> Ints:
        """For each argument the row of its claim."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.arguments.sizes)

    def kind(self, *kinds: Callable[..., Value]) -> NDArray[np.bool_]:
        """For each argument whether its value is of one of these classes."""
        table = np.array([value.__class__ in kinds for value in self.values], dtype=np.bool_)
        return table[self.arguments.values] if len(table) else np.zeros(0, dtype=np.bool_)

    def has_role(self, *roles: Role) -> NDArray[np.bool_]:
        """For each argument whether it has one of these roles."""
        table = np.zeros(len(ROLES), dtype=np.bool_)
        table[[ROLES[role] for role in roles]] = True
        return table[self.role]


def claim_ids(numbers: Ints) -> list[str]:
    """The ids of claims, from what they are as numbers.

    >>> claim_ids(np.array([171]))
    ['c-0000000000ab']
    """
    return [f"c-{number:012x}" for number in numbers.tolist()]


def claim_numbers(ids: Iterable[str]) -> Ints:
    """The ids of claims as numbers, which take less room and are sorted like them.

    >>> claim_numbers(["c-0000000000ab"]).tolist()
    [171]
    """
    return np.array([int(name.removeprefix("c-"), 16) for name in ids], dtype=np.int64)


# --- claims laid out


def read(claims: Sequence[Claim]) -> Reading:
    """Read claims, which may come in any order."""
    told = _told(claims)
    sentences = Codes()
    sentence = np.array([sentences[claim.evidence.text] for claim in claims], dtype=np.int64)
    words = read_words(told, [str(text) for text in sentences.items], sentence)
    return reading_of(told, claim_numbers(claim.id for claim in claims), [words])


def _told(claims: Sequence[Claim]) -> Told:
    sources: dict[str, Source] = {}
    places: dict[str, int] = {}
    types, triggers, values, owners = Codes(), Codes(), Codes(), Codes()
    flat: list[tuple[int, ...]] = []
    told: list[tuple[int, ...]] = []
    starts = [0]
    for claim in claims:
        sources.setdefault(claim.source.id, claim.source)
        first, end = claim.evidence.start, claim.evidence.end
        for a in claim.arguments:
            near = first <= a.evidence.start < end
            flat.append((ROLES[a.role], values[a.value], a.inferred, near, NONE if a.of is None else owners[a.of]))
        starts.append(len(flat))
        flags = claim.polarity is Polarity.DENIED, claim.modality is Modality.ACTUAL
        source = places.setdefault(claim.source.id, len(places))
        told.append((source, types[claim.type], *flags, triggers[claim.trigger.text], claim.trigger.start))
    argued = np.array(flat, dtype=np.int64).reshape(-1, 5).T
    row = np.array(told, dtype=np.int64).reshape(-1, 6).T
    return Told(
        sources=list(sources.values()),
        source=row[0],
        types=[str(t) for t in types.items],
        type=row[1],
        triggers=[str(t) for t in triggers.items],
        trigger=row[4],
        start=row[5],
        denied=row[2].astype(np.bool_),
        actual=row[3].astype(np.bool_),
        arguments=Lists(argued[1], np.array(starts, dtype=np.int64)),
        role=argued[0],
        inferred=argued[2].astype(np.bool_),
        near=argued[3].astype(np.bool_),
        of=argued[4],
        owners=[str(o) for o in owners.items],
        values=list(values.items),  # type: ignore[arg-type]
    )


# --- words


class _Numbers(dict[str, int]):
    """Words numbered as they come."""

    def __missing__(self, word: str) -> int:
        self[word] = code = len(self)
        return code


def read_words(told: Told, sentences: Sequence[str], sentence: Ints, first: int = 0) -> Words:
    """Read the words of some claims that follow each other.

    Args:
        told: claims.
        sentences: the texts of sentences, each once.
        sentence: of each claim that is read the code of its sentence.
        first: row of the first of them.
    """
    codes = _Numbers()
    lines = _lines(sentences, codes)
    said, content = _said(told, first, first + len(sentence))
    heard = _lines(said, codes).taken(content.values)
    quoting = [n for n, text in enumerate(sentences) if not _plain(text)]
    unquoted = _lines([QUOTED.sub(" ", sentences[n]) for n in quoting], codes)
    # Shingles count once for each source, however many claims share a sentence.
    source = told.source[first : first + len(sentence)]
    stands = distinct(source * max(1, len(sentences)) + sentence)
    replaced = np.arange(len(sentences), dtype=np.int64)
    replaced[quoting] = len(sentences) + np.arange(len(quoting), dtype=np.int64)
    line = replaced[stands % max(1, len(sentences))]
    runs, sizes = _hashed(_stacked(lines, unquoted).taken(line), codes)
    telling = [len(word) > 3 or word.isdigit() for word in codes]
    vocabulary, number = _in_alphabet(codes, telling, heard)
    return Words(
        vocabulary=vocabulary,
        words=_telling(lines, number, np.array(telling, dtype=np.bool_)).taken(sentence),
        content=Lists(_narrow(number[heard.values]), heard.starts[content.starts]),
        runs=(runs, np.repeat((stands // max(1, len(sentences))).astype(np.int32), sizes)),
    )


def _lines(texts: Iterable[str], codes: _Numbers) -> Lists:
    """The codes of the words of each text, as they come."""
    flat: list[int] = []
    starts = [0]
    code = codes.__getitem__
    for text in texts:
        flat.extend(map(code, words_in(text)))
        starts.append(len(flat))
    return Lists(np.array(flat, dtype=np.int64), np.array(starts, dtype=np.int64))


def _plain(text: str) -> bool:
    """Whether a text has no quotation mark."""
    return '"' not in text if text.isascii() else not QUOTES.search(text)


def _said(told: Told, first: int, end: int) -> tuple[list[str], Lists]:
    """What claims quote or report, each text once, and of each claim the codes of its own."""
    starts = told.arguments.starts[first : end + 1]
    at = np.arange(starts[0], starts[-1], dtype=np.int64)
    at = at[told.role[starts[0] : starts[-1]] == ROLES[Role.CONTENT]]
    codes = _Numbers()
    values = map(told.values.__getitem__, told.arguments.values[at].tolist())
    number = np.array([codes[value.text] if isinstance(value, Text) else NONE for value in values], dtype=np.int64)
    kept = number != NONE
    return list(codes), Lists(number[kept], np.searchsorted(at[kept], starts))


def _in_alphabet(codes: _Numbers, telling: Sequence[bool], heard: Lists) -> tuple[list[str], Ints]:
    """The words that tell or are quoted, in the order of the alphabet, and for each word its place among them."""
    wanted = np.array(telling, dtype=np.bool_)
    wanted[heard.values] = True
    words = list(codes)
    kept = sorted(np.flatnonzero(wanted).tolist(), key=words.__getitem__)
    return [words[n] for n in kept], numbered(np.array(kept, dtype=np.int64), len(words))


def _telling(lines: Lists, number: Ints, telling: NDArray[np.bool_]) -> Lists:
    """Of each line the words that may tell one happening from another, by number, each once."""
    kept = telling[lines.values]
    line = np.repeat(np.arange(len(lines.sizes), dtype=np.int64), lines.sizes)[kept]
    made = lists_from(line, number[lines.values[kept]], len(lines.sizes))
    return Lists(_narrow(made.values), made.starts)


def _narrow(codes: Ints) -> Ints:
    """Codes in half the room: there are many of words."""
    return codes.astype(np.int32)


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
    numbers = np.array([*map(_number, codes), 0], dtype=np.uint64)
    sizes = lines.sizes
    filled = np.where((sizes > 0) & (sizes < WIDTH), WIDTH, sizes)
    starts = np.concatenate([[0], np.cumsum(filled)]).astype(np.int64)
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


# --- put into order


def reading_of(told: Told, number: Ints, words: Iterable[Words]) -> Reading:
    """What was read of claims: each claim once, in the order of sources, triggers and ids.

    Args:
        told: the claims, in any order; what they hold the codes of may be listed twice.
        number: their ids as numbers.
        words: the words of their sentences, batch by batch.
    """
    place = {name: n for n, name in enumerate(sorted({source.id for source in told.sources}))}
    by_id = {source.id: source for source in reversed(told.sources)}
    rank = np.array([place[source.id] for source in told.sources] or [0], dtype=np.int64)
    source = rank[told.source]
    start = told.start - np.min(told.start, initial=0)
    order = np.lexsort((number, source * (int(np.max(start, initial=0)) + 1) + start))
    # A claim given twice has one source and one trigger, so both stand beside each other; the sort is stable.
    again = number[order]
    order = order[np.concatenate([[True], again[1:] != again[:-1]])] if len(again) else order
    types, type_ = _once(told.types, told.type[order])
    triggers, trigger = _once([" ".join(words_in(text)) for text in told.triggers], told.trigger[order])
    taken = Lists(np.arange(len(told.role), dtype=np.int64), told.arguments.starts).taken(order)
    values, arguments = _once(told.values, told.arguments.values[taken.values])
    owners, of = _once(told.owners, told.of[taken.values])
    vocabulary, said, content, runs = _joined(list(words) or [read_words(told, [], told.source)], order)
    return Reading(
        position=order,
        number=number[order],
        sources=[by_id[name] for name in place],
        source=source[order],
        types=types,
        type=type_,
        triggers=triggers,
        trigger=trigger,
        start=told.start[order],
        denied=told.denied[order],
        actual=told.actual[order],
        arguments=Lists(arguments, taken.starts),
        role=told.role[taken.values],
        inferred=told.inferred[taken.values],
        near=told.near[taken.values],
        of=of,
        owners=owners,
        values=values,
        vocabulary=vocabulary,
        words=said,
        content=content,
        runs=(runs[0], rank.astype(np.int32)[runs[1]]),
    )


def _once(items: Sequence[Item], codes: Ints) -> tuple[list[Item], Ints]:
    """Items of which none is listed twice, and their codes; what has no code keeps none."""
    made: dict[Item, int] = {}
    table = np.array([*(made.setdefault(item, len(made)) for item in items), NONE], dtype=np.int64)
    return list(made), table[codes]


def _joined(parts: list[Words], order: Ints) -> tuple[list[str], Lists, Lists, tuple[Runs, Narrow]]:
    """Words of all batches as one, in the order of claims, numbered as they then come."""
    alphabet = sorted(set[str]().union(*(part.vocabulary for part in parts)))
    code = {word: n for n, word in enumerate(alphabet)}
    maps = [_narrow(np.array([code[word] for word in part.vocabulary], dtype=np.int64)) for part in parts]
    content, words = (
        Lists(
            np.concatenate([new[rows.values] for new, rows in zip(maps, listed, strict=True)]),
            _starts([rows.starts for rows in listed]),
        ).taken(order)
        for listed in ([part.content for part in parts], [part.words for part in parts])
    )
    number, kept = _in_order_of_words(content, words, len(alphabet))
    vocabulary = [alphabet[n] for n in kept.tolist()]
    runs, sources = (np.concatenate([part.runs[n] for part in parts]) for n in range(2))
    return vocabulary, _renumbered(words, number), Lists(number[content.values], content.starts), (runs, sources)


def _renumbered(words: Lists, number: Ints) -> Lists:
    """Rows under new numbers, each row sorted; the rows are written over."""
    values, size = words.values, max(1, len(number))
    for first in range(0, len(words.sizes), BLOCK):
        sizes = words.sizes[first : first + BLOCK]
        block = values[words.starts[first] : words.starts[first + len(sizes)]]
        told = np.repeat(np.arange(len(sizes), dtype=np.int64) * size, sizes) + number[block]
        told.sort()
        block[:] = told % size
    return words


def _starts(parts: Sequence[Ints]) -> Ints:
    ends = np.cumsum([0, *(int(part[-1]) for part in parts)])
    return np.concatenate([[0], *(part[1:] + end for part, end in zip(parts, ends.tolist(), strict=False))]).astype(np.int64)


def _in_order_of_words(content: Lists, words: Lists, size: int) -> tuple[Ints, Ints]:
    """Words numbered as they come, those that a claim quotes before those of its sentence: old code -> new, and the old codes."""
    told = []
    for n, rows in enumerate((content, words)):
        place = first_places(rows.values, size)
        row = np.searchsorted(rows.starts, place, side="right") - 1
        told.append((np.where(place == len(rows.values), len(rows.sizes), row) * 2 + n, place))
    (one, quoted), (two, written) = told
    order = np.lexsort((np.where(one < two, quoted, written), np.minimum(one, two)))
    kept = order[np.minimum(one, two)[order] < 2 * len(words.sizes)]
    return numbered(kept, size), kept
