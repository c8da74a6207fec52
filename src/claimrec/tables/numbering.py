"""The ids of a table's claims: what :attr:`claimrec.Claim.id` is the hash of, written by columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from attrs import NOTHING, fields_dict

from claimrec.model.claim import content_json, word_json
from claimrec.reconciliation.ragged import Ints, starts_of
from claimrec.tables.laid import modality_of, polarity_of
from claimrec.tables.schemas import USED, VALUE
from claimrec.tables.values import coded, coded_lists, coded_values, fields_of, listed, sizes_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["numbers_of"]

Item = TypeVar("Item")


def numbers_of(batches: Sequence[pa.RecordBatch]) -> Ints:
    """The ids of the claims of some batches that follow each other, as numbers."""
    values = _contents([batch.column("arguments").flatten().field("value") for batch in batches])
    return np.concatenate([_numbers(batch, told) for batch, told in zip(batches, values, strict=True)])


def _contents(chunks: Sequence[pa.StructArray]) -> list[pa.Array]:
    """Values as JSON, as they enter the ids of claims."""
    import pyarrow as pa

    @cache
    def column(field: str) -> pa.Array:
        return pa.concat_arrays([chunk.field(field) for chunk in chunks])

    kinds, kind = coded([column("kind")])
    parts, places = [pa.array([], pa.string())], [np.zeros(0, dtype=np.int64)]
    for n, name in enumerate(kinds.to_pylist()):
        at = np.flatnonzero(kind == n)
        # Of two dozen fields a kind uses a few.
        fields = {field: column(field).take(pa.array(at)) for field in ("kind", *fields_of(name))}
        rows = pa.StructArray.from_arrays(list(fields.values()), names=list(fields))
        parts.append(_of_words(name, rows) if name in OF_WORDS else _of_values(rows))
        places.append(at)
    written = pa.concat_arrays(parts).take(pa.array(np.argsort(np.concatenate(places))))
    firsts = np.cumsum([0, *map(len, chunks)]).tolist()
    return [written.slice(first, len(chunk)) for first, chunk in zip(firsts, chunks, strict=False)]


OF_WORDS = frozenset({"entity", "place", "text"})
"""Kinds of values that hold nothing but words, which are the most: they are written by columns."""


def _of_words(kind: str, rows: pa.StructArray) -> pa.Array:
    cls, names = USED[kind]
    parts: list[pa.Array | str] = []
    for name in sorted({"kind", *names} - {"id"}):
        parts.append(f'{"," if parts else "{"}"{name}":')
        parts.append(word_json(kind) if name == "kind" else _field(rows.field(name), VALUE[name], fields_dict(cls)[name].default))
    return _put(*parts, "}")


def _field(column: pa.Array, sort: str, default: Any) -> pa.Array:
    """What stands in a field of values as JSON; what is null is what it is where it is left out."""
    import pyarrow.compute as pc

    if sort == "bool":
        return pc.if_else(column.fill_null(default), "true", "false")
    if sort == "strings":
        return _of_codes(*coded_lists([column]), lambda words: f"[{','.join(map(word_json, words))}]")
    nothing = "null" if default is None else word_json("" if default is NOTHING else default)
    return _of_codes(*listed([column]), lambda word: nothing if word is None else word_json(word))


def _of_values(rows: pa.StructArray) -> pa.Array:
    values, codes = coded_values([rows])
    return _of_codes(values, codes, content_json)


def _of_codes(items: Sequence[Item], codes: Ints, write: Callable[[Item], str]) -> pa.Array:
    """For each code its item as JSON; each item is written once."""
    import pyarrow as pa

    return pa.array(list(map(write, items)), pa.string()).take(pa.array(codes))


def _numbers(batch: pa.RecordBatch, values: pa.Array) -> Ints:
    import pyarrow as pa

    cited, said = batch.column("cited").flatten(), batch.column("arguments").flatten()
    citations = _put("[", _written(cited.field("name")), ",", *_places(cited), _yes(cited), "]")
    roles, places = _written(said.field("role")), _places(said.field("evidence"))
    arguments = _put("[", roles, ",", values, ",", *places, _yes(said), "]")
    source, type_, cue = _written(batch.column("source")), _written(batch.column("type")), batch.column("trigger")
    whole = _put(
        *("[", source, ",", type_, ",[", *_places(cue), _written(cue.field("text")), "],"),
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
    return _of_codes(*listed([column]), lambda word: word_json(read(word)))


def _listed(rows: pa.ListArray, items: pa.Array) -> pa.Array:
    """The items of each row with commas between them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    starts = starts_of(sizes_of(rows)).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(starts), items), ",")
