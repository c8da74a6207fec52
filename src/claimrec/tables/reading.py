"""From tables to records: what stands in many rows is made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.errors import RecordError
from claimrec.model import (
    Argument,
    Citation,
    Claim,
    Consensus,
    Event,
    Evidence,
    Finding,
    Polarity,
    Position,
    Source,
    Span,
)
from claimrec.reconciliation.identity import Identity
from claimrec.reconciliation.ragged import NONE, Ints, starts_of, wide
from claimrec.reconciliation.told import ROLES, Told
from claimrec.tables.laid import Laid, laid_out
from claimrec.tables.schemas import BATCH, pyarrow_or_error, schemas
from claimrec.tables.values import values_in
from claimrec.values import Value
from claimrec.values.record import records_of

if TYPE_CHECKING:
    import pyarrow as pa

Item = TypeVar("Item")

__all__ = ["Names", "as_table", "claims_from", "claims_at", "events_from", "findings_from", "is_table", "sources_from"]


def is_table(claims: object) -> bool:
    """True for an Arrow table, or for what gives itself out as one (Polars, DuckDB), told without loading pyarrow.

    >>> is_table([]), is_table("claims")
    (False, False)
    """
    return hasattr(claims, "__arrow_c_stream__")


def as_table(given: Any, name: str) -> pa.Table:
    """The table with the columns of the named schema; optional ones that are missing are null.

    Raises:
        RecordError: a column is missing, or does not have the right type.
    """
    pa = pyarrow_or_error()
    table = given if isinstance(given, pa.Table) else pa.table(given)
    schema = schemas()[name]
    missing = sorted(_NEEDED[name] - set(table.column_names))
    if missing:
        raise RecordError(f"an Arrow table of {name} needs the columns {', '.join(missing)}; see claimrec.tables", value=missing)
    columns = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pa.chunked_array([pa.nulls(table.num_rows, field.type)]))
            continue
        try:
            columns.append(table.column(field.name).cast(field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
            raise RecordError(
                f"the column {field.name!r} of an Arrow table of {name} must be {field.type}: {error}", value=field.name
            ) from error
    return pa.Table.from_arrays(columns, schema=schema)


_NEEDED: Mapping[str, frozenset[str]] = {
    "claims": frozenset({"source", "type", "trigger", "evidence", "arguments"}),
    "sources": frozenset({"id"}),
}


def sources_from(table: Any) -> dict[str, Source]:
    """Source id -> source, from a table of sources.

    Raises:
        RecordError: the table does not have the columns of one.
        SourceError: an id is empty.
    """
    names = ("id", "text", "publisher", "published", "title", "url", "agency", "digest")
    columns = [as_table(table, "sources").column(name).to_pylist() for name in names]
    made = {}
    for name, text, publisher, published, title, url, agency, digest in zip(*columns, strict=True):
        made[name] = Source(
            name,
            text or "",
            publisher=publisher,
            published=published,
            title=title,
            url=url,
            digest="" if text else digest or "",
            agency=agency,
        )
    return made


def claims_from(table: Any, sources: Mapping[str, Source] | None = None) -> list[Claim]:
    """The claims of a table, in its order.

    Args:
        table: a table as :func:`claims_table` makes it, or anything that gives itself out as one.
        sources: source id -> source; one that is not among them is made without a text.

    Raises:
        RecordError: the table does not have the columns of a table of claims, or a row is no claim.

    >>> from claimrec.tables import claims_table
    >>> claims_from(claims_table([]))
    []
    """
    batches = [batch for batch in as_table(table, "claims").to_batches(max_chunksize=BATCH) if batch.num_rows]
    laid = laid_out(batches, lambda: dict(sources or {}))
    return [claim for n in range(len(batches)) for claim in claims_at(laid, np.arange(*laid.starts[n : n + 2].tolist()))]


@frozen(eq=False)
class Names:
    """Who is who among the arguments of a table.

    Args:
        identity: what was decided.
        code: for each argument of the table the code of its entity's id, NONE where it is no entity.
    """

    identity: Identity
    code: Ints


def claims_at(laid: Laid, rows: Ints, names: Names | None = None) -> list[Claim]:
    """The claims in some rows of a table.

    Args:
        laid: the table.
        rows: the rows.
        names: the ids that entities are given; those of the table where left out.
    """
    if not len(rows):
        return []
    order = np.argsort(rows, kind="stable")
    made = _claims_in(laid, rows[order], names)
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows), dtype=np.int64)
    return _looked_up(made, place)


def _claims_in(laid: Laid, rows: Ints, names: Names | None) -> list[Claim]:
    """The claims in some rows, which are sorted."""
    told = laid.told

    def taken(column: Callable[[pa.RecordBatch], pa.Array]) -> pa.Array:
        return _taken(laid.batches, column, rows, laid.starts)

    sources = _looked_up(told.sources, told.source[rows])
    ends = taken(lambda batch: batch.column("trigger").field("end")).to_pylist()
    return records_of(
        Claim,
        sources,
        _looked_up(told.types, told.type[rows]),
        records_of(Span, told.start[rows].tolist(), ends, _looked_up(told.triggers, told.trigger[rows])),
        _spans_in(taken(lambda batch: batch.column("evidence"))),
        _looked_up((Polarity.AFFIRMED, Polarity.DENIED), told.denied[rows]),
        _looked_up(laid.modalities, laid.modality[rows]),
        _cited_in(taken(lambda batch: batch.column("cited"))),
        _arguments_of(laid, rows, sources, names),
    )


def _taken(
    batches: Sequence[pa.RecordBatch], column: Callable[[pa.RecordBatch], pa.Array], places: Ints, starts: Ints
) -> pa.Array:
    """What stands at some places of a column, which are sorted; ``starts`` are the places with which the batches start."""
    import pyarrow as pa

    cuts = np.searchsorted(places, starts).tolist()
    touched = [n for n, (first, end) in enumerate(pairwise(cuts)) if first < end] or [0]
    return pa.concat_arrays([column(batches[n]).take(pa.array(places[cuts[n] : cuts[n + 1]] - starts[n])) for n in touched])


def _arguments_of(laid: Laid, rows: Ints, sources: Sequence[Source], names: Names | None) -> list[tuple[Argument, ...]]:
    told = laid.told
    where, at = told.arguments.places(rows)
    starts = told.arguments.starts[laid.starts]
    evidence = _taken(laid.batches, lambda batch: batch.column("arguments").flatten().field("evidence"), at, starts)
    owners: list[str | None] = [None] * len(at)
    owned = np.flatnonzero(told.of[at] != NONE)
    for place, row, owner in zip(owned.tolist(), where[owned].tolist(), told.of[at[owned]].tolist(), strict=True):
        name = told.owners[owner]
        owners[place] = name if names is None else names.identity.of(sources[row].id, name)
    roles, inferred = _looked_up(_ROLES, told.role[at]), told.inferred[at].tolist()
    made = records_of(Argument, roles, _named(told, at, names), _spans_in(evidence), owners, inferred)
    cuts = starts_of(told.arguments.sizes[rows]).tolist()
    return [tuple(made[first:end]) for first, end in pairwise(cuts)]


_ROLES = tuple(ROLES)


def _named(told: Told, at: Ints, names: Names | None) -> list[Value]:
    """The values of some arguments; one that is given the same id twice is made once."""
    codes = wide(told.arguments.values[at])
    if names is None:
        return _looked_up(told.values, codes)
    size = len(names.identity.decided) + 1
    pairs, place = np.unique(codes * size + names.code[at] + 1, return_inverse=True)
    made = names.identity.named(_looked_up(told.values, pairs // size), pairs % size - 1)
    return _looked_up(made, place)


def _looked_up(items: Sequence[Item], codes: NDArray[Any]) -> list[Item]:
    return [items[code] for code in codes.tolist()]


def events_from(table: pa.Table, claims: Mapping[str, Claim]) -> list[Event]:
    """The events of a table that was made of events.

    Args:
        table: a table of events.
        claims: the claims by id.
    """
    made: list[Event] = []
    for batch in table.to_batches(max_chunksize=BATCH):
        flat = batch.column("consensus").flatten()
        agreed = map(
            Consensus,
            *(values_in(flat.field(name)) for name in ("value", "low", "high")),
            map(tuple, flat.field("support").to_pylist()),
            flat.field("confidence").to_pylist(),
        )
        fields = _rows_in(batch.column("consensus"), list(zip(flat.field("field").to_pylist(), agreed, strict=True)))
        told = (batch.column(name).to_pylist() for name in ("id", "type", "claims", "part_of"))
        made.extend(
            Event(name, kind, tuple(claims[c] for c in ids), whole, dict(consensus))
            for name, kind, ids, whole, consensus in zip(*told, fields, strict=True)
        )
    return made


def findings_from(table: pa.Table, claims: Mapping[str, Claim]) -> list[Finding]:
    """The findings of a table that was made of findings.

    Args:
        table: a table of findings.
        claims: the claims by id.
    """
    made: list[Finding] = []
    for batch in table.to_batches(max_chunksize=BATCH):
        flat = batch.column("positions").flatten()
        shown = flat.field("evidence").flatten()
        evidence = map(Evidence, *(shown.field(name).to_pylist() for name in ("source", "start", "end", "text")))
        told = map(
            Position,
            values_in(flat.field("value")),
            [tuple(claims[c] for c in ids) for ids in flat.field("claims").to_pylist()],
            map(tuple, flat.field("sources").to_pylist()),
            flat.field("independent").to_pylist(),
            _rows_in(flat.field("evidence"), list(evidence)),
        )
        columns = [batch.column(name).to_pylist() for name in ("id", "event", "kind", "field", "relation")]
        columns.append(_rows_in(batch.column("positions"), list(told)))
        columns += [batch.column(name).to_pylist() for name in ("confidence", "severity", "explanation")]
        made.extend(map(Finding, *columns))
    return made


def _spans_in(column: pa.StructArray) -> list[Span]:
    return records_of(Span, *(column.field(name).to_pylist() for name in ("start", "end", "text")))


def _rows_in(column: pa.ListArray, flat: Sequence[Any]) -> list[tuple[Any, ...]]:
    offsets = column.offsets.to_pylist()
    return [tuple(flat[a - offsets[0] : b - offsets[0]]) for a, b in pairwise(offsets)]


def _cited_in(column: pa.ListArray) -> list[tuple[Citation, ...]]:
    flat = column.flatten()
    if not len(flat):
        return [()] * len(column)
    return _rows_in(
        column, list(map(Citation, *(flat.field(n).to_pylist() for n in ("name", "start", "end", "text", "inferred"))))
    )
