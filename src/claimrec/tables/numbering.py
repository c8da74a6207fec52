"""The ids of a table's claims: what :attr:`claimrec.Claim.id` is the hash of, written by columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from claimrec.model.claim import content_json, word_json
from claimrec.reconciliation.ragged import Ints
from claimrec.tables.laid import Laid, modality_of, polarity_of
from claimrec.tables.values import coded

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["numbers_of"]

Item = TypeVar("Item")


def numbers_of(laid: Laid, share: range) -> Ints:
    """The ids of the claims of some batches that follow each other, as numbers."""
    told = laid.told
    rows = slice(int(laid.starts[share.start]), int(laid.starts[share.stop]))
    arguments = slice(int(told.arguments.starts[rows.start]), int(told.arguments.starts[rows.stop]))
    source = _of_codes(told.source[rows], [source.id for source in told.sources], word_json)
    type_, trigger = _of_codes(told.type[rows], told.types, word_json), _of_codes(told.trigger[rows], told.triggers, word_json)
    values = _of_codes(told.arguments.values[arguments], told.values, content_json)
    numbers = []
    for n in share:
        first, last = laid.starts[n : n + 2] - rows.start
        begin, end = told.arguments.starts[laid.starts[n : n + 2]] - arguments.start
        about = source[first:last], type_[first:last], trigger[first:last], values[begin:end]
        numbers.append(_numbers(laid.batches[n], *about))
    return np.concatenate(numbers)


def _of_codes(codes: Ints, items: Sequence[Item], write: Callable[[Item], str]) -> pa.Array:
    """For each code its item as JSON; each item is written once."""
    import pyarrow as pa

    kept, place = np.unique(codes, return_inverse=True)
    return pa.array([write(items[n]) for n in kept.tolist()], pa.string()).take(pa.array(place))


def _numbers(batch: pa.RecordBatch, source: pa.Array, type_: pa.Array, trigger: pa.Array, values: pa.Array) -> Ints:
    import pyarrow as pa

    cited, said = batch.column("cited").flatten(), batch.column("arguments").flatten()
    citations = _put("[", _written(cited.field("name")), ",", *_places(cited), _yes(cited), "]")
    roles, places = _written(said.field("role")), _places(said.field("evidence"))
    arguments = _put("[", roles, ",", values, ",", *places, _yes(said), "]")
    whole = _put(
        *("[", source, ",", type_, ",[", *_places(batch.column("trigger")), trigger, "],"),
        *(_written(batch.column("polarity"), polarity_of), ",", _written(batch.column("modality"), modality_of)),
        *(",[", _listed(batch.column("cited"), citations), "],[", _listed(batch.column("arguments"), arguments), "]]"),
    )
    # Six bytes, the highest first, with which a number of eight bytes ends.
    hashed = [b"\0\0" + blake2b(text, digest_size=6).digest() for text in whole.cast(pa.binary()).to_pylist()]
    return np.frombuffer(b"".join(hashed), dtype=">i8").astype(np.int64)


def _put(*parts: pa.Array | str) -> pa.Array:
    """The parts of each row one after the other; what is the same in all rows is given once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(*(pa.scalar(part) if isinstance(part, str) else part for part in parts), pa.scalar(""))


def _places(span: pa.StructArray) -> tuple[pa.Array | str, ...]:
    import pyarrow as pa

    return span.field("start").cast(pa.string()), ",", span.field("end").cast(pa.string()), ","


def _yes(told: pa.StructArray) -> pa.Array:
    import pyarrow.compute as pc

    return pc.if_else(told.field("inferred").fill_null(False), "true", "false")


def _written(column: pa.Array, read: Callable[[Any], str] = lambda word: word) -> pa.Array:
    """Words as JSON."""
    import pyarrow as pa

    words, codes = coded([column])
    return pa.array([word_json(read(word)) for word in words.to_pylist()], pa.string()).take(pa.array(codes))


def _listed(rows: pa.ListArray, items: pa.Array) -> pa.Array:
    """The items of each row with commas between them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    sizes = pc.list_value_length(rows).fill_null(0).to_numpy()
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(starts), items), ",")
