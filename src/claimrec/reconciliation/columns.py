"""Claims as columns: NumPy arrays made once, on which blocking, scoring and clustering work.

Ragged columns (several actors a claim) are :class:`Lists`: one array of values and one of offsets, as in a
compressed sparse row matrix. Values that are compared as objects (places, times) are stored once each, and
claims hold their codes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from claimrec.model import Claim, Source
from claimrec.reconciliation.workers import side_by_side
from claimrec.values import Place, Quantity, TimeSpan
from claimrec.values.record import calendar_day

__all__ = [
    "GRAIN",
    "NONE",
    "Codes",
    "Columns",
    "Floats",
    "Ints",
    "Lists",
    "day_of",
    "first_places",
    "joined_lists",
    "last_day",
    "lists_from",
    "lists_of",
    "numbered",
    "ordered_codes",
    "repeated",
    "starts_of",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NONE = -1
"""Code of what a claim does not say."""

BLOCK = 16_384
"""Rows of a ragged column that are copied at a time."""

GRAIN = {"time": 0, "day": 1, "week": 2, "month": 3, "quarter": 4, "season": 4, "range": 2, "year": 5, "decade": 6}


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
    """A ragged column: row ``n`` holds ``values[starts[n]:starts[n + 1]]``, sorted."""

    values: Ints
    starts: Ints

    def row(self, n: int) -> Ints:
        """The values of one row."""
        return self.values[self.starts[n] : self.starts[n + 1]]

    def spread(self, rows: Ints) -> tuple[Ints, Ints]:
        """For every value of the given rows: which of ``rows`` it is from, and the value.

        >>> where, values = lists_of([[5, 7], [], [9]]).spread(np.array([2, 0]))
        >>> where.tolist(), values.tolist()
        ([0, 1, 1], [9, 5, 7])
        """
        where, at = self.places(rows)
        return where, self.values[at]

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
        starts = np.concatenate([[0], np.cumsum(self.sizes[rows])]).astype(np.int64)
        values = np.empty(int(starts[-1]), dtype=self.values.dtype)

        def take(first: int) -> None:
            block = rows[first : first + BLOCK]
            values[starts[first] : starts[first + len(block)]] = self.spread(block)[1]

        # Done block by block: what lies in the cache need not be fetched again.
        side_by_side(take, range(0, len(rows), BLOCK), len(rows))
        return Lists(values, starts)

    def taken_where(self, wanted: NDArray[np.bool_]) -> Lists:
        """The same rows with the wanted values alone.

        >>> lists_of([[0, 1], [], [1, 2]]).taken_where(np.array([True, False, True])).values.tolist()
        [0, 2]
        """
        keep = wanted[self.values] if len(wanted) else np.zeros(0, dtype=np.bool_)
        ends = np.concatenate([[0], np.cumsum(keep)]).astype(np.int64)
        return Lists(self.values[keep], ends[self.starts])

    @cached_property
    def sizes(self) -> Ints:
        """How many values each row holds."""
        return np.diff(self.starts)

    @cached_property
    def most(self) -> int:
        """The highest of the values, 0 where there are none."""
        return int(np.max(self.values, initial=0))

    def total(self, weights: Floats) -> Floats:
        """For every row the sum of its values' weights."""
        where = np.repeat(np.arange(len(self.sizes), dtype=np.int64), self.sizes)
        return np.bincount(where, weights=weights[self.values], minlength=len(self.sizes)).astype(np.float64)


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
    shift = np.repeat(first * LINE - column.starts[:-1], column.sizes)
    values[shift + np.arange(len(shift))] = column.values
    return Lines(values.reshape(-1, LINE), first, sizes)


LINE = 32
"""Values in a line."""


def lists_of(rows: Iterable[Iterable[int]]) -> Lists:
    """A ragged column of rows of codes, each row sorted and without repetition."""
    flat: list[int] = []
    starts = [0]
    for row in rows:
        flat.extend(sorted(set(row)))
        starts.append(len(flat))
    return Lists(np.array(flat, dtype=np.int64), np.array(starts, dtype=np.int64))


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
    numbers.sort()
    last = numbers[often - 1 :]
    return distinct(last[last == numbers[: len(last)]])


def lists_from(rows: Ints, codes: Ints, size: int) -> Lists:
    """A ragged column of ``size`` rows from the codes that stand in them, in any order; each row sorted, without repetition.

    >>> lists_from(np.array([2, 0, 0, 0]), np.array([9, 7, 5, 7]), 3).values.tolist()
    [5, 7, 9]
    """
    most = int(np.max(codes, initial=0)) + 1
    pairs = distinct(rows * most + codes)
    rows = pairs // most
    return Lists(pairs - rows * most, starts_of(np.bincount(rows, minlength=size)))


def starts_of(sizes: Ints) -> Ints:
    """Where rows of these sizes start, and where the last one ends.

    >>> starts_of(np.array([2, 0, 1])).tolist()
    [0, 2, 2, 3]
    """
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def joined_lists(parts: Sequence[Lists]) -> Lists:
    """Ragged columns one below the other.

    >>> joined_lists([lists_of([[5], []]), lists_of([[7, 9]])]).row(2).tolist()
    [7, 9]
    """
    nothing = np.empty(0, dtype=np.int64)
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
    # Written from the last to the first, so that the first place stays.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1, dtype=np.int64)
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


def numbered(kept: Ints, size: int) -> Ints:
    """Old code -> its place among those kept, NONE where it is not."""
    number = np.full(size, NONE, dtype=np.int64)
    number[kept] = np.arange(len(kept), dtype=np.int64)
    return number


@frozen(eq=False, kw_only=True)
class Columns:
    """A pile of claims as columns; row ``n`` is ``claims[n]``.

    Args:
        claims: the claims, in their stable order.
        sources: the sources, sorted by id; ``source`` holds their place here.
        types: folded types by code.
        actors: the id of each actor code; countries acting through a capital stand under the country.
        weights: how much sharing an actor says, by actor code.
        named: whether an actor has a name of its own, by code.
        person: whether an actor is a person with a name, by code.
        places: the distinct places; ``times``, ``quantities`` likewise.
        type: folded type code.
        source: source code.
        witness: code of the source whose text this source repeats.
        acting: actor codes in acting roles, with the countries whose office holders act.
        agents: those who act, patients those to whom it is done; mutual types hold all in ``agents``.
        company: named actors of the claims around it in its source.
        start: first day (days since 1970), NONE where unknown; ``end`` the day after.
        grain: how fine the time is: 0 clock time, 1 day, 2 week, 3 month, ... 6 decade.
        time: code of the time; ``time_inferred`` where it comes from context.
        place: code of the place; ``place_inferred`` likewise.
        counts: codes of quantities with a unit.
        words: codes of content words of the claim's sentence; ``content`` of the words it quotes or reports.
        story: codes of the features of each source's story; ``story_weights`` says how much each feature tells.
        published: day of publication, NONE where unknown.
        denied: 1 where the claim denies.
        actual: 1 where it is stated as fact.
        trigger: code of the trigger's words.
        whole: code of the larger happening that a first grouping made it part of, NONE where there is none.
    """

    claims: Sequence[Claim]
    sources: Sequence[Source]
    types: Sequence[str]
    actors: Sequence[str]
    weights: Floats
    named: NDArray[np.bool_]
    person: NDArray[np.bool_]
    places: Sequence[Place]
    times: Sequence[TimeSpan]
    quantities: Sequence[Quantity]
    vocabulary: Sequence[str]
    rarity: Floats
    type: Ints
    source: Ints
    witness: Ints
    acting: Lists
    agents: Lists
    patients: Lists
    company: Lists
    start: Ints
    end: Ints
    grain: Ints
    time: Ints
    time_inferred: NDArray[np.bool_]
    place: Ints
    place_inferred: NDArray[np.bool_]
    counts: Lists
    words: Lists
    content: Lists
    story: Lists
    story_weights: Floats
    published: Ints
    denied: Ints
    actual: Ints
    trigger: Ints
    whole: Ints
    names: Mapping[str, str] = field(factory=dict)

    def __len__(self) -> int:
        return len(self.claims)

    @cached_property
    def told(self) -> Floats:
        """How much the words of each claim's sentence tell."""
        return self.words.total(self.rarity)

    @cached_property
    def said(self) -> Floats:
        """How much the words tell that each claim quotes or reports."""
        return self.content.total(self.rarity)

    @cached_property
    def story_lines(self) -> Lines:
        """The story of each source in lines of one length."""
        return lines_of(self.story, len(self.story_weights))

    @cached_property
    def norms(self) -> Floats:
        """How much the story of each source tells."""
        return self.story.total(self.story_weights)

    @cached_property
    def persons(self) -> Mapping[str, Floats]:
        """How many persons with a name each claim has among its ``agents`` and its ``patients``."""
        person = self.person.astype(np.float64)
        return {"agents": self.agents.total(person), "patients": self.patients.total(person)}

    @cached_property
    def counted(self) -> tuple[Ints, Sequence[Sequence[Quantity]]]:
        """For each claim a code for all that it counts, NONE where that is nothing, and the quantities of each code."""
        told: dict[tuple[int, ...], int] = {}
        code = np.full(len(self), NONE, dtype=np.int64)
        for row in np.flatnonzero(self.counts.sizes).tolist():
            code[row] = told.setdefault(tuple(self.counts.row(row).tolist()), len(told))
        return code, [[self.quantities[n] for n in codes] for codes in told]

    @cached_property
    def weighed(self) -> Mapping[str, dict[int, float]]:
        """What two times, two places or two lots of counts weigh, as far as it has been asked, by both their codes."""
        return {"time": {}, "place": {}, "counts": {}}


def day_of(moment: dt.date) -> int:
    """Days since 1970-01-01."""
    return calendar_day(moment).toordinal() - _EPOCH


_EPOCH = dt.date(1970, 1, 1).toordinal()


def last_day(time: TimeSpan) -> int:
    """The day after the last day that a time touches."""
    assert time.end is not None
    day = day_of(time.end)
    clock = isinstance(time.end, dt.datetime) and (time.end.hour or time.end.minute or time.end.second)
    return day + 1 if clock else day
