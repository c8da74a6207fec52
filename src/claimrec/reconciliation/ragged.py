"""Ragged columns: several values a row, as one array of values and one of offsets, as in a compressed sparse row matrix."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.reconciliation.workers import side_by_side

__all__ = [
    "Codes",
    "Floats",
    "Ints",
    "Lines",
    "Lists",
    "NONE",
    "bounds_of",
    "distinct",
    "first_places",
    "found_among",
    "joined_lists",
    "lines_of",
    "lists_from",
    "lists_of",
    "narrow",
    "numbered",
    "once",
    "ordered_codes",
    "repeated",
    "starts_of",
    "wide",
]

Ints = NDArray[np.int64]
"""Whole numbers; long columns of codes hold them in less room, see :func:`narrow`."""

Floats = NDArray[np.float64]

Item = TypeVar("Item", bound=Hashable)

NONE = -1
"""Code of what a claim does not say."""

BLOCK = 16_384
"""Rows of a ragged column that are copied at a time."""

COUNTED = 1_000_000
"""Values that are counted at a time."""


class Codes:
    """Numbers for things, in the order in which they come.

    >>> codes = Codes()
    >>> codes["a"], codes["b"], codes["a"], codes.items
    (0, 1, 0, ['a', 'b'])
    """

    def __init__(self) -> None:
        self.items: list[Hashable] = []
        self._codes: dict[Hashable, int] = {}

    def __getitem__(self, item: Hashable) -> int:
        code = self._codes.get(item)
        if code is None:
            code = self._codes[item] = len(self.items)
            self.items.append(item)
        return code

    def __len__(self) -> int:
        return len(self.items)


@frozen(eq=False)
class Lists:
    """A ragged column: row ``n`` holds ``values[starts[n]:starts[n + 1]]``, sorted. What rows give is wide, whatever it holds."""

    values: Ints
    starts: Ints

    def row(self, n: int) -> Ints:
        """The values of one row."""
        return wide(self.values[self.starts[n] : self.starts[n + 1]])

    def spread(self, rows: Ints) -> tuple[Ints, Ints]:
        """For every value of the given rows: which of ``rows`` it is from, and the value.

        >>> where, values = lists_of([[5, 7], [], [9]]).spread(np.array([2, 0]))
        >>> where.tolist(), values.tolist()
        ([0, 1, 1], [9, 5, 7])
        """
        where, at = self.places(rows)
        return where, wide(self.values[at])

    def places(self, rows: Ints) -> tuple[Ints, Ints]:
        """The same with the place of each value among those of all rows.

        >>> lists_of([[5, 7], [], [9]]).places(np.array([2, 0]))[1].tolist()
        [2, 0, 1]
        """
        sizes = self.sizes[rows]
        ends = np.cumsum(sizes)
        where = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
        at = np.repeat(self.starts[rows] - ends + sizes, sizes)
        at += np.arange(len(at), dtype=np.int64)
        return where, at

    def taken(self, rows: Ints) -> Lists:
        """These rows, in this order.

        >>> lists_of([[5, 7], [], [9]]).taken(np.array([2, 0])).values.tolist()
        [9, 5, 7]
        """
        starts = starts_of(self.sizes[rows])
        values = np.empty(int(starts[-1]), dtype=self.values.dtype)

        def take(first: int) -> None:
            block = rows[first : first + BLOCK]
            values[starts[first] : starts[first + len(block)]] = self.values[self.places(block)[1]]

        # Done block by block: what lies in the cache need not be fetched again.
        side_by_side(take, range(0, len(rows), BLOCK), len(rows))
        return Lists(values, starts)

    def taken_where(self, wanted: NDArray[np.bool_]) -> Lists:
        """The same rows with the wanted values alone.

        >>> lists_of([[0, 1], [], [1, 2]]).taken_where(np.array([True, False, True])).values.tolist()
        [0, 2]
        """
        keep = wanted[self.values] if len(wanted) else np.zeros(0, dtype=np.bool_)
        return Lists(self.values[keep], starts_of(keep)[self.starts])

    @cached_property
    def sizes(self) -> Ints:
        """How many values each row holds."""
        return narrow(np.diff(self.starts))

    @cached_property
    def most(self) -> int:
        """The highest of the values, 0 where there are none."""
        return int(np.max(self.values, initial=0))

    def held(self, size: int) -> Ints:
        """For each of ``size`` codes how many rows hold it.

        >>> lists_of([[0, 1], [], [1]]).held(3).tolist()
        [1, 2, 0]
        """
        made = np.zeros(size, dtype=np.int64)
        # Codes are made wide to be counted, so they are counted in parts.
        for first in range(0, len(self.values), COUNTED):
            made += np.bincount(self.values[first : first + COUNTED], minlength=size)
        return made

    def total(self, weights: Floats) -> Floats:
        """For every row the sum of its values' weights."""
        made = np.empty(len(self.sizes), dtype=np.float64)
        for first in range(0, len(made), BLOCK):
            sizes = self.sizes[first : first + BLOCK]
            values = self.values[self.starts[first] : self.starts[first + len(sizes)]]
            where = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
            made[first : first + BLOCK] = np.bincount(where, weights=weights[values], minlength=len(sizes))
        return made


@frozen(eq=False)
class Lines:
    """A ragged column cut into lines of one length, the last of each row filled up: taken much faster where rows are long.

    Args:
        values: the lines.
        first: the first line of each row.
        sizes: the number of lines of each row.
    """

    values: NDArray[np.int32]
    first: Ints
    sizes: Ints

    def of(self, rows: Ints) -> tuple[Ints, NDArray[np.int32]]:
        """For every line of the given rows: which of ``rows`` it is from, and the line.

        >>> where, lines = lines_of(lists_of([[5, 7], [], [9]]), filler=0).of(np.array([2, 0]))
        >>> where.tolist(), lines[:, :3].tolist()
        ([0, 1], [[9, 0, 0], [5, 7, 0]])
        """
        sizes = self.sizes[rows]
        where = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
        at = np.repeat(self.first[rows] - np.cumsum(sizes) + sizes, sizes)
        return where, self.values[at + np.arange(len(at))]


def lines_of(column: Lists, filler: int) -> Lines:
    """A ragged column in lines.

    Args:
        column: the column.
        filler: the code that fills a line up.
    """
    sizes = -(-column.sizes // LINE)
    first = np.cumsum(sizes) - sizes
    values = np.full(int(sizes.sum()) * LINE, filler, dtype=np.int32)
    shift = first * LINE - column.starts[:-1]
    # Done block by block: what lies in the cache need not be fetched again.
    for begin in range(0, len(sizes), LINED):
        start, end = column.starts[begin], column.starts[min(begin + LINED, len(sizes))]
        at = np.repeat(shift[begin : begin + LINED], column.sizes[begin : begin + LINED])
        at += np.arange(start, end)
        values[at] = column.values[start:end]
    return Lines(values.reshape(-1, LINE), first, sizes)


LINE = 32
"""Values in a line."""

LINED = 1_000
"""Rows that are cut into lines at a time."""


def lists_of(rows: Iterable[Iterable[int]]) -> Lists:
    """A ragged column of rows of codes, each row sorted and without repetition."""
    flat: list[int] = []
    starts = [0]
    for row in rows:
        flat.extend(sorted(set(row)))
        starts.append(len(flat))
    return Lists(np.array(flat, dtype=np.int64), np.array(starts, dtype=np.int64))


def narrow(codes: Ints) -> Ints:
    """Codes in half the room, for long columns that are looked up. What is multiplied must be :func:`wide`.

    >>> narrow(np.array([3, 1])).dtype
    dtype('int32')
    """
    return codes.astype(np.int32, copy=False)


def wide(codes: Ints) -> Ints:
    """Codes in 64 bits, which hold the product of any two of them.

    >>> (wide(np.array([1 << 30], dtype=np.int32)) * 4).tolist()
    [4294967296]
    """
    return codes.astype(np.int64, copy=False)


def distinct(numbers: Ints) -> Ints:
    """The numbers sorted, each once; they are sorted where they stand.

    ``np.unique`` puts them into a hash table first, which takes ten times as long.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    numbers.sort()
    return numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])] if len(numbers) else numbers


def repeated(numbers: Ints, often: int) -> Ints:
    """The numbers that stand there so often or more, sorted, each once; they are sorted where they stand.

    >>> repeated(np.array([3, 1, 2, 3, 2, 3]), 2).tolist()
    [2, 3]
    """
    if often == 1:
        return distinct(numbers)
    numbers.sort()
    last = numbers[often - 1 :]
    return distinct(last[last == numbers[: len(last)]])


def lists_from(rows: Ints, codes: Ints, size: int) -> Lists:
    """A ragged column of ``size`` rows from the codes that stand in them, in any order; each row sorted, without repetition.

    >>> lists_from(np.array([2, 0, 0, 0]), np.array([9, 7, 5, 7]), 3).values.tolist()
    [5, 7, 9]
    """
    most = int(np.max(codes, initial=0)) + 1
    pairs = distinct(wide(rows) * most + codes)
    rows = pairs // most
    return Lists(narrow(pairs - rows * most), starts_of(np.bincount(rows, minlength=size)))


def starts_of(sizes: Ints | NDArray[np.bool_]) -> Ints:
    """Where rows of these sizes start, and where the last one ends.

    >>> starts_of(np.array([2, 0, 1])).tolist()
    [0, 2, 2, 3]
    """
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def found_among(numbers: Ints, wanted: Ints) -> tuple[NDArray[np.bool_], Ints]:
    """For each wanted number, 0 or more, whether it stands among sorted ones, and where it does or would.

    >>> [told.tolist() for told in found_among(np.array([3, 7]), np.array([7, 8, 1]))]
    [[True, False, False], [1, 2, 0]]
    """
    at = np.searchsorted(numbers, wanted)
    return np.append(numbers, NONE)[at] == wanted, at


def bounds_of(keys: NDArray[Any]) -> Ints:
    """Where runs of one key start in sorted keys, and where the last one ends.

    >>> bounds_of(np.array([3, 3, 7])).tolist(), bounds_of(np.array([])).tolist()
    ([0, 2, 3], [0])
    """
    if len(keys) == 0:
        return np.zeros(1, dtype=np.int64)
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]]))


def joined_lists(parts: Sequence[Lists]) -> Lists:
    """Ragged columns one below the other.

    >>> joined_lists([lists_of([[5], []]), lists_of([[7, 9]])]).row(2).tolist()
    [7, 9]
    """
    nothing = np.empty(0, dtype=np.int32)
    return Lists(
        np.concatenate([nothing, *(part.values for part in parts)]),
        starts_of(np.concatenate([nothing, *(part.sizes for part in parts)])),
    )


def first_places(codes: Ints, size: int) -> Ints:
    """For each of ``size`` codes the first place where it stands; ``len(codes)`` where it does not.

    >>> first_places(np.array([2, 0, 2]), 3).tolist()
    [1, 3, 0]
    """
    first = np.full(size, len(codes), dtype=np.int64)
    # Written from the last to the first, so that the first place stays; block by block, as that takes little room.
    for end in range(len(codes), 0, -BLOCK):
        begin = max(0, end - BLOCK)
        first[codes[begin:end][::-1]] = np.arange(end - 1, begin - 1, -1, dtype=np.int64)
    return first


def ordered_codes(codes: Ints, size: int) -> tuple[Ints, Ints]:
    """Codes numbered anew, in the order in which they come: old code -> new code, and the old codes in that order.

    >>> number, kept = ordered_codes(np.array([4, 2, 4]), 5)
    >>> number[[4, 2]].tolist(), kept.tolist()
    ([0, 1], [4, 2])
    """
    first = first_places(codes, size)
    kept = np.argsort(first, kind="stable")[: int((first < len(codes)).sum())]
    return numbered(kept, size), kept


def once(items: Sequence[Item]) -> tuple[list[Item], Ints]:
    """The items, each once, in the order in which they come, and of each its place among them.

    >>> listed, place = once(["b", "a", "b"])
    >>> listed, place.tolist()
    (['b', 'a'], [0, 1, 0])
    """
    made: dict[Item, int] = {}
    first = np.fromiter(map(made.setdefault, items, range(len(items))), dtype=np.int64, count=len(items))
    return list(made), numbered(np.fromiter(made.values(), dtype=np.int64, count=len(made)), len(items))[first]


def numbered(kept: Ints, size: int) -> Ints:
    """Old code -> its place among those kept, NONE where it is not."""
    number = np.full(size, NONE, dtype=np.int64)
    number[kept] = np.arange(len(kept), dtype=np.int64)
    return number
