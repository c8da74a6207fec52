"""Values out of tables: rows that say the same are found by their columns, and one value is made for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import NOTHING, fields_dict

from claimrec.errors import RecordError
from claimrec.reconciliation.ragged import Ints, first_places, narrow, ordered_codes
from claimrec.reconciliation.workers import side_by_side
from claimrec.tables.schemas import USED, VALUE
from claimrec.values import Value

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["coded", "coded_lists", "coded_values", "fields_of", "listed", "sizes_of", "values_in"]


def coded(chunks: Sequence[pa.Array]) -> tuple[pa.Array, Ints]:
    """What stands in an array, each thing once, in the order in which it comes, and for every place its narrow code.

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
    return made.chunk(made.num_chunks - 1).dictionary, np.concatenate(codes)


def values_in(column: pa.StructArray) -> list[Value]:
    """The values of a column; one that stands twice is made once."""
    values, codes = coded_values([column])
    return [values[n] for n in codes.tolist()]


def coded_values(chunks: Sequence[pa.StructArray]) -> tuple[list[Value], Ints]:
    """The values of a column, each written form once, in the order in which they come, and for every place its code.

    Raises:
        RecordError: something is no value.
    """
    kinds, kind = coded([chunk.field("kind") for chunk in chunks])
    at = {name: np.flatnonzero(kind == n) for n, name in enumerate(kinds.to_pylist())}
    for name in at:
        if name not in USED:
            raise RecordError(f"a value's kind must be one of {', '.join(USED)}, not {name!r}", value=name)

    def told_in(field: str) -> tuple[list[Any], dict[str, Ints]]:
        """What stands in a field, each thing once, and for each kind that uses the field the codes in its rows."""
        column = [chunk.field(field) for chunk in chunks]
        told, codes = coded_lists(column) if VALUE[field] == "strings" else listed(column)
        return told, {name: codes[places] for name, places in at.items() if field in fields_of(name)}

    fields = list(dict.fromkeys(field for name in at for field in fields_of(name)))
    told = dict(zip(fields, side_by_side(told_in, fields, len(kind)), strict=True))
    codes = np.empty_like(kind)
    values: list[Value] = []
    for name, places in at.items():
        rows = {field: told[field][1].pop(name) for field in fields_of(name)}
        row = _rows(list(rows.values()))
        first = first_places(row, int(np.max(row)) + 1)
        codes[places] = row + len(values)
        values.extend(_made(name, {f: [told[f][0][n] for n in column[first].tolist()] for f, column in rows.items()}))
    number, kept = ordered_codes(codes, len(values))
    return [values[n] for n in kept.tolist()], narrow(number)[codes]


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields of the struct that values of a kind use; ``written`` has the digits of numbers that a float does not hold."""
    return (*USED[kind][1], "written") if kind == "quantity" else USED[kind][1]


def listed(chunks: Sequence[pa.Array]) -> tuple[list[Any], Ints]:
    """The same as :func:`coded`, with what stands there as a list."""
    told, codes = coded(chunks)
    return told.to_pylist(), codes


def _rows(columns: Sequence[Ints]) -> Ints:
    """A code for each row of codes: two rows have one where they are the same."""
    import pyarrow as pa

    row = coded([pa.array(columns[0])])[1]
    for column in columns[1:]:
        if column.any():
            row = coded([pa.array(row.astype(np.int64) * (int(np.max(column)) + 1) + column)])[1]
    return row


def sizes_of(column: pa.ListArray) -> Ints:
    """How many items each row of a column of lists holds; a row that is null holds none."""
    import pyarrow.compute as pc

    sizes: Ints = pc.list_value_length(column).fill_null(0).to_numpy()
    return sizes


def coded_lists(chunks: Sequence[pa.ListArray]) -> tuple[list[tuple[Any, ...]], Ints]:
    """The different lists, and codes: two have one code where their items are the same."""
    import pyarrow as pa

    sizes = np.concatenate(list(map(sizes_of, chunks)))
    if not sizes.any():
        return [()], narrow(np.zeros(len(sizes), dtype=np.int64))
    items = coded([chunk.flatten() for chunk in chunks])[1] + 1
    starts = np.cumsum(sizes) - sizes
    places = []
    for n in range(int(np.max(sizes))):
        column = np.zeros_like(items, shape=len(sizes))
        column[sizes > n] = items[starts[sizes > n] + n]
        places.append(column)
    codes = _rows(places)
    first = first_places(codes, int(np.max(codes)) + 1)
    return [tuple(items or ()) for items in pa.chunked_array(chunks).take(pa.array(first)).to_pylist()], codes


def _made(kind: str, columns: dict[str, list[Any]]) -> Iterator[Value]:
    """A value for each row; what is null is what it is where it is left out.

    Raises:
        RecordError: a field that every value of the kind has is null.
    """
    cls, names = USED[kind]
    for name in names:
        default = fields_dict(cls)[name].default
        if None in columns[name]:
            if default is NOTHING:
                raise RecordError(f"a value of the kind {kind} needs a {name}, which is null in one row", value=None)
            columns[name] = [default if x is None else x for x in columns[name]]
    if kind == "quantity":
        # All digits of a number that a float does not hold.
        for n, written in enumerate(columns.pop("written")):
            if written is not None:
                columns["low"][n], columns["high"][n], columns["stated"][n] = json.loads(written)
    return map(cls, *columns.values())
