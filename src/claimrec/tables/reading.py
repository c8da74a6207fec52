"""From tables to records: what stands in many rows is made once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claimrec.errors import RecordError
from claimrec.model import (
    Argument,
    Citation,
    Claim,
    Consensus,
    Event,
    Evidence,
    Finding,
    Modality,
    Polarity,
    Position,
    Role,
    Source,
    Span,
)
from claimrec.tables.schemas import BATCH, USED, VALUE, pyarrow_or_error, schemas
from claimrec.values import Value

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_table", "claims_from", "claims_in", "events_from", "findings_from", "is_table", "sources_from"]


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
    known = dict(sources or {})
    made: list[Claim] = []
    values: dict[tuple[Any, ...], Value] = {}
    for batch in as_table(table, "claims").to_batches(max_chunksize=BATCH):
        if batch.num_rows:
            made.extend(claims_in(batch, known, values))
    return made


def claims_in(batch: pa.RecordBatch, known: dict[str, Source], values: dict[tuple[Any, ...], Value]) -> Iterator[Claim]:
    """The claims of a batch.

    Args:
        batch: rows of a table of claims.
        known: the sources by id; those that only the claims tell of are added.
        values: the values made before, which are not made again.
    """

    def column(name: str) -> list[Any]:
        listed: list[Any] = batch.column(name).to_pylist()
        return listed

    for name, publisher, published in set(zip(column("source"), column("publisher"), column("published"), strict=True)):
        if name not in known:
            known[name] = Source(name, publisher=publisher, published=published)
    polarities = [Polarity(word) if word else Polarity.AFFIRMED for word in column("polarity")]
    modalities = [Modality(word) if word else Modality.ACTUAL for word in column("modality")]
    triggers, evidences = _spans_in(batch.column("trigger")), _spans_in(batch.column("evidence"))
    rows = zip(
        column("source"),
        column("type"),
        triggers,
        evidences,
        polarities,
        modalities,
        _cited_in(batch.column("cited")),
        _arguments_in(batch.column("arguments"), values),
        strict=True,
    )
    for source, *said in rows:
        yield Claim(known[source], *said)


def events_from(table: pa.Table, claims: Mapping[str, Claim]) -> list[Event]:
    """The events of a table that was made of events.

    Args:
        table: a table of events.
        claims: the claims by id.
    """
    values: dict[tuple[Any, ...], Value] = {}
    made: list[Event] = []
    for batch in table.to_batches(max_chunksize=BATCH):
        flat = batch.column("consensus").flatten()
        agreed = map(
            Consensus,
            *(_values_in(flat.field(name), values) for name in ("value", "low", "high")),
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
    values: dict[tuple[Any, ...], Value] = {}
    made: list[Finding] = []
    for batch in table.to_batches(max_chunksize=BATCH):
        flat = batch.column("positions").flatten()
        shown = flat.field("evidence").flatten()
        evidence = map(Evidence, *(shown.field(name).to_pylist() for name in ("source", "start", "end", "text")))
        told = map(
            Position,
            _values_in(flat.field("value"), values),
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
    return list(map(Span, *(column.field(name).to_pylist() for name in ("start", "end", "text"))))


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


def _arguments_in(column: pa.ListArray, values: dict[tuple[Any, ...], Value]) -> list[tuple[Argument, ...]]:
    flat = column.flatten()
    if not len(flat):
        return [()] * len(column)
    roles = {word: Role(word) for word in flat.field("role").unique().to_pylist()}
    made = map(
        Argument,
        [roles[word] for word in flat.field("role").to_pylist()],
        _values_in(flat.field("value"), values),
        _spans_in(flat.field("evidence")),
        flat.field("of").to_pylist(),
        [bool(x) for x in flat.field("inferred").to_pylist()],
    )
    return _rows_in(column, list(made))


def _values_in(column: pa.StructArray, values: dict[tuple[Any, ...], Value]) -> list[Value]:
    """The values of a column; one that stands twice is made once."""
    import pyarrow.compute as pc

    made: list[Any] = [None] * len(column)
    kinds = column.field("kind")
    for kind in kinds.unique().to_pylist():
        if kind not in USED:
            raise RecordError(f"a value's kind must be one of {', '.join(USED)}, not {kind!r}", value=kind)
        at = pc.indices_nonzero(pc.equal(kinds, kind))
        build = _builder(kind)
        used = (*USED[kind][1], "written") if kind == "quantity" else USED[kind][1]
        columns = [column.field(name).take(at).to_pylist() for name in used]
        columns = [[tuple(x or ()) for x in c] if VALUE[n] == "strings" else c for n, c in zip(used, columns, strict=True)]
        for place, row in zip(at.to_pylist(), zip(*columns, strict=True), strict=True):
            value = values.get((kind, row))
            if value is None:
                value = values[kind, row] = build(row)
            made[place] = value
    return made


def _builder(kind: str) -> Callable[[tuple[Any, ...]], Value]:
    cls = USED[kind][0]
    names = USED[kind][1]

    def build(row: tuple[Any, ...]) -> Value:
        said = {name: value for name, value in zip(names, row, strict=False) if value is not None}
        if kind == "quantity" and row[-1] is not None:
            said["low"], said["high"], said["stated"] = json.loads(row[-1])
        made: Value = cls(**said)
        return made

    return build
