"""Claims read into flat arrays, once each: what identity, independence and the columns are made from.

Whoever has claims, as records or in the columns of a table, lays them out flat (:class:`Told`), and :func:`reading_of` puts
them into order. The words of their sentences are read batch by batch (:class:`Words`), which takes longest, so that other
processes may still be at it meanwhile; :func:`words_of` and :func:`runs_of` put them together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.model import Claim, Role
from claimrec.reconciliation.ragged import BLOCK, NONE, Codes, Ints, Lists, first_places, narrow, numbered, once, starts_of
from claimrec.reconciliation.sentences import Narrow, Runs, Words, read_words
from claimrec.reconciliation.told import ROLES, Told, laid_flat
from claimrec.reconciliation.workers import side_by_side
from claimrec.values import Text, Value
from claimrec.values.text import words_in

__all__ = ["ROLES", "Reading", "claim_ids", "claim_numbers", "read", "reading_of", "runs_of", "words_of"]

Item = TypeVar("Item", bound=Hashable)


@frozen(eq=False, kw_only=True)
class Reading(Told):
    """What was read of some claims but for words, each once, in the order of sources, triggers and ids; nothing is listed twice.

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
    if not len(numbers):
        return []
    # All digits are written at once, six bytes of each number with a comma behind them.
    digits = numbers.astype(">i8").view(np.uint8).reshape(-1, 8)[:, 2:].tobytes().hex(",", 6)
    return f"c-{digits.replace(',', ',c-')}".split(",")


def claim_numbers(ids: Iterable[str]) -> Ints:
    """The ids of claims as numbers, which take less room and are sorted like them.

    >>> claim_numbers(["c-0000000000ab"]).tolist()
    [171]
    """
    return np.array([int(name.removeprefix("c-"), 16) for name in ids], dtype=np.int64)


def read(claims: Sequence[Claim]) -> tuple[Reading, list[Words]]:
    """Read claims, which may come in any order, and their words, in the order in which the claims came."""
    told = laid_flat(claims)
    sentences = Codes()
    sentence = np.array([sentences[claim.evidence.text] for claim in claims], dtype=np.int64)
    names = [source.id for source in told.sources]
    words = read_words(names, told.source, [str(text) for text in sentences.items], sentence, *_said(told))
    return reading_of(told, claim_numbers(claim.id for claim in claims)), [words]


def _said(told: Told) -> tuple[list[str], Lists]:
    """What claims quote or report, each text once, and of each claim the codes of its own."""
    texts = [value.text if isinstance(value, Text) else None for value in told.values]
    listed, place = once([text for text in texts if text is not None])
    code = np.full(len(texts) + 1, NONE, dtype=np.int64)
    code[[n for n, text in enumerate(texts) if text is not None]] = place
    said = np.where(told.role == ROLES[Role.CONTENT], code[told.arguments.values], NONE)
    kept = np.flatnonzero(said != NONE)
    return listed, Lists(said[kept], np.searchsorted(kept, told.arguments.starts))


def reading_of(told: Told, number: Ints) -> Reading:
    """What was read of claims: each claim once, in the order of sources, triggers and ids.

    Args:
        told: the claims, in any order; what they hold the codes of may be listed twice.
        number: their ids as numbers.
    """
    place = {name: n for n, name in enumerate(sorted({source.id for source in told.sources}))}
    by_id = {source.id: source for source in reversed(told.sources)}
    rank = np.array([place[source.id] for source in told.sources] or [0], dtype=np.int64)
    source = rank[told.source]
    start = told.start - np.min(told.start, initial=0)
    order = _in_order(source * (int(np.max(start, initial=0)) + 1) + start, number)
    # A claim given twice has one source and one trigger, so both stand beside each other; the sort is stable.
    again = number[order]
    order = order[np.concatenate([[True], again[1:] != again[:-1]])] if len(again) else order
    types, type_ = _coded(told.types, told.type[order])
    triggers, trigger = _coded([" ".join(words_in(text)) for text in told.triggers], told.trigger[order])
    taken = Lists(np.arange(len(told.role), dtype=np.int32), told.arguments.starts).taken(order)
    values, arguments = _coded(told.values, told.arguments.values[taken.values])
    owners, of = _coded(told.owners, told.of[taken.values])
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
    )


def _in_order(key: Ints, number: Ints) -> Ints:
    """Rows sorted by key, then by number; few have a key that others have too."""
    order = np.argsort(key, kind="stable")
    same = np.concatenate([[False], key[order[1:]] == key[order[:-1]], [False]])
    tied = np.flatnonzero((same[1:] | same[:-1])[: len(order)])
    rows = order[tied]
    order[tied] = rows[np.lexsort((number[rows], key[rows]))]
    return order


def _coded(items: Sequence[Item], codes: Ints) -> tuple[list[Item], Ints]:
    """Items of which none is listed twice, and their codes; what has no code keeps none."""
    listed, place = once(items)
    return listed, narrow(np.append(place, NONE))[codes]


def words_of(reading: Reading, parts: Sequence[Words]) -> Words:
    """Words of all batches as one, in the order of claims, numbered as they then come; without the shingles."""
    order = reading.position
    alphabet = sorted(set[str]().union(*(part.vocabulary for part in parts)))
    code = {word: n for n, word in enumerate(alphabet)}
    maps = [np.array([code[word] for word in part.vocabulary], dtype=np.int32) for part in parts]
    content, words = (
        Lists(
            np.concatenate([NO_CODES, *(new[rows.values] for new, rows in zip(maps, listed, strict=True))]),
            starts_of(np.concatenate([NO_CODES, *(rows.sizes for rows in listed)])),
        ).taken(order)
        for listed in ([part.content for part in parts], [part.words for part in parts])
    )
    number, kept = _in_order_of_words(content, words, len(alphabet))
    number = narrow(number)
    return Words(
        vocabulary=[alphabet[n] for n in kept.tolist()],
        words=_renumbered(words, number),
        content=Lists(number[content.values], content.starts),
        runs=NO_RUNS,
        sources=(),
    )


NO_RUNS: tuple[Runs, Narrow] = np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int32)

NO_CODES: Narrow = np.empty(0, dtype=np.int32)


def runs_of(reading: Reading, parts: Sequence[Words]) -> list[tuple[Runs, Narrow]]:
    """The shingles of each batch, in no order, and the codes of the sources where they stand."""
    place = {source.id: n for n, source in enumerate(reading.sources)}
    ranks = [np.array([place[name] for name in part.sources], dtype=np.int32) for part in parts]
    return [(runs, rank[sources]) for rank, (runs, sources) in zip(ranks, (part.runs for part in parts), strict=True)]


def _renumbered(words: Lists, number: Ints) -> Lists:
    """Rows under new numbers, each row sorted; the rows are written over."""
    values, size = words.values, max(1, len(number))

    def renumber(first: int) -> None:
        sizes = words.sizes[first : first + BLOCK]
        block = values[words.starts[first] : words.starts[first + len(sizes)]]
        told = np.repeat(np.arange(len(sizes), dtype=np.int64) * size, sizes) + number[block]
        told.sort()
        block[:] = told % size

    side_by_side(renumber, range(0, len(words.sizes), BLOCK), len(words.sizes))
    return words


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
