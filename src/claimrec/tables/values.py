"""Values out of tables: rows that say the same are found by their columns, and one value is made for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from attrs import NOTHING, fields_dict

from claimrec.errors import RecordError
from claimrec.reconciliation.ragged import Ints, first_places, ordered_codes
from claimrec.reconciliation.workers import side_by_side
from claimrec.tables.schemas import USED, VALUE
from claimrec.values import Value

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["coded", "coded_values", "values_in"]


def coded(chunks: Sequence[pa.Array]) -> tuple[pa.Array, Ints]:
    """What stands in an array, each thing once, in the order in which it comes, and for every place its code.

    >>> import pyarrow as pa
    >>> told, codes = coded([pa.array(["b", "a"]), pa.array(["a", None])])
    >>> told.to_pylist(), codes.tolist()
    (['b', 'a', None], [0, 1, 1, 2])
    """
    import pyarrow as pa

    if not sum(map(len, chunks)):
        return pa.array([], pa.null()), np.zeros(0, dtype=np.int64)
    made = pa.chunked_array(chunks).dictionary_encode(null_encoding="encode")
    codes = [chunk.indices.to_numpy() for chunk in made.chunks]
    return made.chunk(made.num_chunks - 1).dictionary, np.concatenate(codes).astype(np.int64)


def values_in(column: pa.StructArray) -> list[Value]:
    """The values of a column; one that stands twice is made once."""
    values, codes = coded_values([column])
    return [values[n] for n in codes.tolist()]


def coded_values(chunks: Sequence[pa.StructArray]) -> tuple[list[Value], Ints]:
    """The values of a column, each written form once, in the order in which they come, and for every place its code.

    Raises:
        RecordError: something is no value.
    """
    import pyarrow as pa

    if not sum(map(len, chunks)):
        return [], np.zeros(0, dtype=np.int64)
    kinds, kind = coded([chunk.field("kind") for chunk in chunks])
    codes = np.zeros(len(kind), dtype=np.int64)
    starts = np.cumsum([0, *map(len, chunks)])
    values: list[Value] = []
    for n, name in enumerate(kinds.to_pylist()):
        if name not in USED:
            raise RecordError(f"a value's kind must be one of {', '.join(USED)}, not {name!r}", value=name)
        at = np.flatnonzero(kind == n)
        cuts = np.searchsorted(at, starts)
        places = [pa.array(at[cuts[m] : cuts[m + 1]] - starts[m]) for m in range(len(chunks))]
        used = (*USED[name][1], "written") if name == "quantity" else USED[name][1]

        def told_of(field: str, places: list[pa.Array] = places) -> tuple[list[pa.Array], Ints]:
            column = [chunk.field(field).take(rows) for chunk, rows in zip(chunks, places, strict=True)]
            return column, _coded_lists(column) if VALUE[field] == "strings" else coded(column)[1]

        columns, numbers = zip(*side_by_side(told_of, used, len(at)), strict=True)
        row = _rows(numbers)
        first = first_places(row, int(np.max(row)) + 1)
        told = {f: pa.chunked_array(c).take(pa.array(first)) for f, c in zip(used, columns, strict=True)}
        codes[at] = row + len(values)
        values.extend(_made(name, told))
    number, kept = ordered_codes(codes, len(values))
    return [values[n] for n in kept.tolist()], number[codes]


def _rows(columns: Sequence[Ints]) -> Ints:
    """A code for each row of codes: two rows have one where they are the same."""
    import pyarrow as pa

    row = coded([pa.array(columns[0])])[1]
    for column in columns[1:]:
        if column.any():
            row = coded([pa.array(row * (int(np.max(column)) + 1) + column)])[1]
    return row


def _coded_lists(chunks: Sequence[pa.ListArray]) -> Ints:
    """Codes of lists: two have one code where their items are the same."""
    import pyarrow.compute as pc

    sizes = np.concatenate([pc.fill_null(pc.list_value_length(chunk), 0).to_numpy() for chunk in chunks]).astype(np.int64)
    if not sizes.any():
        return sizes
    items = coded([chunk.flatten() for chunk in chunks])[1] + 1
    starts = np.cumsum(sizes) - sizes
    places = []
    for n in range(int(np.max(sizes))):
        column = np.zeros(len(sizes), dtype=np.int64)
        column[sizes > n] = items[starts[sizes > n] + n]
        places.append(column)
    return _rows(places)


def _made(kind: str, columns: Mapping[str, pa.ChunkedArray]) -> Iterator[Value]:
    """A value for each row; what is null is what it is where it is left out.

    Raises:
        RecordError: a field that every value of the kind has is null.
    """
    cls, names = USED[kind]
    told = {}
    for name in names:
        default = fields_dict(cls)[name].default
        listed = [tuple(x or ()) for x in columns[name].to_pylist()] if VALUE[name] == "strings" else columns[name].to_pylist()
        if columns[name].null_count and VALUE[name] != "strings":
            if default is NOTHING:
                raise RecordError(f"a value of the kind {kind} needs a {name}, which is null in one row", value=None)
            listed = [default if x is None else x for x in listed]
        told[name] = listed
    if kind == "quantity":
        # All digits of a number that a float does not hold.
        for n, written in enumerate(columns["written"].to_pylist()):
            if written is not None:
                told["low"][n], told["high"][n], told["stated"][n] = json.loads(written)
    return map(cls, *told.values())
