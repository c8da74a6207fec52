"""Values as numbers: each value is written once, and columns hold its number until the tables are done.

A value is a struct of two dozen fields of which it uses a few, and it stands in many rows: most events are told by one
claim, whose value is the lowest and the highest as well. So tables are put together, sorted and sent from process to
process with numbers in the place of values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate, chain, count, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from claimrec.errors import RecordError
from claimrec.reconciliation.workers import side_by_side
from claimrec.tables.schemas import USED, VALUE, pyarrow_or_error, schemas, value_type
from claimrec.values import Quantity, Value

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ValueCodes", "array_of", "decoded", "joined", "struct_of", "taken"]


def array_of(values: Iterable[Any], type: pa.DataType) -> pa.Array:
    """The values as an array.

    Raises:
        RecordError: a text holds half of a surrogate pair.
    """
    pa = pyarrow_or_error()
    try:
        return pa.array(values if isinstance(values, list) else list(values), type)
    except UnicodeEncodeError as error:
        raise RecordError(
            f"Arrow keeps text as UTF-8, which has no half of a surrogate pair: {error}; replace it in the source's text",
            value=str(error.object),
        ) from error


def struct_of(type: pa.StructType, columns: Sequence[pa.Array]) -> pa.Array:
    """The columns as the fields of a struct."""
    return pyarrow_or_error().StructArray.from_arrays(list(columns), fields=list(type))


class ValueCodes:
    """Numbers for values, in the order in which they come; what is one object has one number.

    >>> from claimrec.values import Quantity
    >>> one, two = Quantity.exactly(1), Quantity.exactly(2)
    >>> codes = ValueCodes()
    >>> codes.column([two, one, two]).to_pylist()
    [0, 1, 0]
    >>> codes.array().field("low").to_pylist()
    [2.0, 1.0]
    """

    def __init__(self) -> None:
        self._codes: dict[int, int] = {}
        self._told: dict[int, Value] = {}

    def column(self, values: Sequence[Value]) -> pa.Array:
        """The number of each value."""
        pa = pyarrow_or_error()
        places = list(map(id, values))
        # The values are held, so that no other gets the address of one of them.
        self._told.update(zip(places, values, strict=True))
        first = len(self._codes)
        self._codes.update(zip(islice(self._told, first, None), count(first)))
        return pa.array(np.fromiter(map(self._codes.__getitem__, places), dtype=np.int32, count=len(places)))

    def array(self) -> pa.StructArray:
        """The values, each at its number."""
        pa = pyarrow_or_error()
        whole = value_type()
        values = list(self._told.values())
        of_kind: dict[str, list[int]] = {}
        for code, value in enumerate(values):
            of_kind.setdefault(value.kind, []).append(code)
        if not of_kind:
            return pa.array([], whole)
        # Kind by kind, since those of one kind use the same fields; then put back into their order.
        parts = [_of_one_kind(kind, [values[code] for code in codes], whole) for kind, codes in of_kind.items()]
        order = np.empty(len(values), dtype=np.int32)
        order[list(chain.from_iterable(of_kind.values()))] = np.arange(len(order), dtype=np.int32)
        return taken(pa.concat_arrays(parts), pa.array(order))


def _of_one_kind(kind: str, values: list[Any], whole: pa.StructType) -> pa.StructArray:
    pa = pyarrow_or_error()
    told: dict[str, Any] = {name: list(map(attrgetter(name), values)) for name in USED[kind][1]}
    if kind == "time":
        for name in ("start", "end"):
            told[name] = [None if moment is None else moment.isoformat() for moment in told[name]]
    elif kind == "quantity":
        told.update(_numbers(values))
    told["kind"] = [kind] * len(values)
    fields = {name: array_of(told[name], whole.field(name).type) for name in VALUE if name in told}
    return struct_of(whole, [fields[f.name] if f.name in fields else pa.nulls(len(values), f.type) for f in whole])


def _numbers(values: Iterable[Quantity]) -> dict[str, list[Any]]:
    """Numbers as floats, which hold whole numbers up to 2 to the power of 53; ``written`` holds all digits of longer ones."""
    made: dict[str, list[Any]] = {"low": [], "high": [], "stated": [], "written": []}
    for value in values:
        numbers = (value.low, value.high, value.stated)
        try:
            floats = tuple(None if n is None else float(n) for n in numbers)
        except OverflowError:
            floats = (None, None, None)
        for name, number in zip(("low", "high", "stated"), floats, strict=True):
            made[name].append(number)
        made["written"].append(json.dumps(numbers) if floats != numbers else None)
    return made


def taken(values: pa.StructArray, codes: pa.Array) -> pa.StructArray:
    """The values of these numbers; a field that none of them uses takes no room of its own."""
    pa = pyarrow_or_error()
    nothing = {sort: pa.nulls(len(codes), sort) for sort in {f.type for f in values.type}}

    def of_field(column: Any) -> Any:
        return column.take(codes) if column.null_count < len(column) else nothing[column.type]

    return struct_of(values.type, side_by_side(of_field, values.flatten(), len(codes)))


def decoded(table: pa.Table, name: str, values: pa.StructArray) -> pa.Table:
    """The table of that name with the values in the place of their numbers."""
    return _turned(table, schemas()[name], lambda codes: taken(values, codes))


def joined(tables: Sequence[pa.Table], name: str, sizes: Sequence[int]) -> pa.Table:
    """Tables of that name one after the other, where each numbers its values from 0 on.

    Args:
        tables: the tables, with numbers in the place of values.
        name: whose schema they have.
        sizes: how many values each of them numbers.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    firsts = [pa.scalar(first, pa.int32()) for first in accumulate(sizes, initial=0)]
    shifted = [partial(pc.add, first) for first in firsts]
    return pa.concat_tables(_turned(t, schemas()[name], shift) for t, shift in zip(tables, shifted, strict=False))


def _turned(table: pa.Table, schema: pa.Schema, turn: Callable[[pa.Array], pa.Array]) -> pa.Table:
    """The table with the numbers of its values turned into something else."""
    pa = pyarrow_or_error()
    columns = []
    for field, column in zip(schema, table.columns, strict=True):
        chunks = column.chunks or [pa.array([], column.type)]
        columns.append(pa.chunked_array([_array_turned(chunk, field.type, turn) for chunk in chunks]))
    return pa.Table.from_arrays(columns, names=table.column_names)


def _array_turned(array: pa.Array, type: pa.DataType, turn: Callable[[pa.Array], pa.Array]) -> pa.Array:
    pa = pyarrow_or_error()
    if type == value_type():
        return turn(array)
    if pa.types.is_list(type):
        return pa.ListArray.from_arrays(array.offsets, _array_turned(array.values, type.value_type, turn))
    if pa.types.is_struct(type):
        fields = [_array_turned(array.field(field.name), field.type, turn) for field in type]
        return pa.StructArray.from_arrays(fields, names=[field.name for field in type])
    return array
