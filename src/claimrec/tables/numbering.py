"""The ids of a table's claims: what :attr:`claimrec.Claim.id` is the hash of, written by columns."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from claimrec.model.claim import word_json
from claimrec.reconciliation.columns import Ints
from claimrec.tables.laid import Laid, modality_of, polarity_of
from claimrec.tables.values import coded

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["numbers_of"]


def numbers_of(laid: Laid, n: int) -> Ints:
    """The ids of the claims of a batch, as numbers."""
    import pyarrow as pa

    batch, told = laid.batches[n], laid.told
    first, end = int(laid.starts[n]), int(laid.starts[n + 1])
    codes = {name: getattr(told, name)[first:end] for name in ("source", "type", "trigger")}
    codes["value"] = told.arguments.values[told.arguments.starts[first] : told.arguments.starts[end]]
    known = {name: laid.written[name].take(pa.array(column)) for name, column in codes.items()}
    cited, said = batch.column("cited").flatten(), batch.column("arguments").flatten()
    citations = _put("[", _written(cited.field("name")), ",", *_places(cited), _yes(cited), "]")
    roles, places = _written(said.field("role")), _places(said.field("evidence"))
    arguments = _put("[", roles, ",", known["value"], ",", *places, _yes(said), "]")
    whole = _put(
        *("[", known["source"], ",", known["type"], ",[", *_places(batch.column("trigger")), known["trigger"], "],"),
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
