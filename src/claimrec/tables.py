"""Claims, events, findings and sources as Arrow tables, and claims back from one.

The schemas below are the documented form: one row a record, nested where the record is. They suit Parquet, DuckDB,
Polars and Arrow's own files alike. A value is one struct for all kinds (``kind`` tells which of its fields are used),
since unions of types are not read everywhere. Moments are ISO 8601 strings, so that a date stays a date and an offset
is kept. Offsets count code points of the source's text.

A table of claims names its sources by id and says who published them when; texts, titles and addresses are in the
table of sources. Needs pyarrow: ``pip install claimrec[tables]``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from claimrec.errors import OptionError, RecordError
from claimrec.model import Argument, Citation, Claim, Event, Finding, Modality, Outcome, Polarity, Role, Source, Span
from claimrec.values import Entity, Office, Place, Quantity, Text, TimeSpan, Value

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Tables", "claims_from", "claims_table", "is_table", "schemas", "sources_from", "sources_table", "tables_of", "write_csv"]


@frozen(eq=False)
class Tables:
    """What reconciliation found, as four Arrow tables.

    Args:
        events: one row an event, with the consensus of each field.
        findings: one row a finding, with its positions.
        claims: one row a claim, with the event it is part of beside it.
        sources: one row a source, with the source whose text it repeats.
    """

    events: pa.Table
    findings: pa.Table
    claims: pa.Table
    sources: pa.Table


# --- schemas

_TEXT = ("kind", "text", "unit", "start", "end", "granularity", "edtf", "partial", "name", "level", "type", "id", "title", "body")
_VALUE: Mapping[str, str] = {
    **dict.fromkeys(_TEXT, "string"),
    **dict.fromkeys(("country", "status", "written"), "string"),
    **dict.fromkeys(("low", "high", "stated"), "float"),
    "weekday": "int",
    **dict.fromkeys(("approximate", "near"), "bool"),
    **dict.fromkeys(("within", "titles"), "strings"),
}
_USED: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
    "quantity": (Quantity, ("low", "high", "unit", "text", "stated", "approximate")),
    "time": (TimeSpan, ("start", "end", "granularity", "edtf", "text", "partial", "weekday")),
    "place": (Place, ("name", "within", "text", "level", "near")),
    "entity": (Entity, ("name", "type", "id", "titles", "text")),
    "office": (Office, ("title", "body", "country", "status", "text")),
    "text": (Text, ("text",)),
}
"""Kind -> its class, and the fields of the struct that it uses, which have the names of its attributes."""


@cache
def schemas() -> Mapping[str, pa.Schema]:
    """The schemas of the four tables: ``claims``, ``events``, ``findings``, ``sources``.

    >>> schemas()["sources"].names
    ['id', 'publisher', 'published', 'title', 'url', 'digest', 'text', 'origin']
    """
    import pyarrow as pa

    word, words = pa.string(), pa.list_(pa.string())
    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", word)])
    value = _value_type()
    argument = [("role", word), ("of", word), ("inferred", pa.bool_()), ("evidence", span), ("value", value)]
    cited = [("name", word), ("start", pa.int32()), ("end", pa.int32()), ("text", word), ("inferred", pa.bool_())]
    agreed = [("field", word), ("value", value), ("low", value), ("high", value), ("support", words), ("confidence", pa.float64())]
    shown = [("source", word), ("start", pa.int32()), ("end", pa.int32()), ("text", word)]
    position = [
        ("value", value),
        ("claims", words),
        ("sources", words),
        ("independent", pa.int32()),
        ("evidence", pa.list_(pa.struct(shown))),
    ]
    return {
        "claims": pa.schema(
            [
                *((name, word) for name in ("id", "source", "publisher", "published", "type")),
                ("trigger", span),
                ("evidence", span),
                ("polarity", word),
                ("modality", word),
                ("cited", pa.list_(pa.struct(cited))),
                ("arguments", pa.list_(pa.struct(argument))),
            ]
        ),
        "events": pa.schema(
            [
                *((name, word) for name in ("id", "type", "part_of")),
                ("claims", words),
                ("sources", words),
                ("consensus", pa.list_(pa.struct(agreed))),
            ]
        ),
        "findings": pa.schema(
            [
                *((name, word) for name in ("id", "event", "kind", "field", "relation")),
                ("positions", pa.list_(pa.struct(position))),
                ("confidence", pa.float64()),
                *((name, word) for name in ("severity", "explanation")),
            ]
        ),
        "sources": pa.schema(
            [(name, word) for name in ("id", "publisher", "published", "title", "url", "digest", "text", "origin")]
        ),
    }


def _value_type() -> pa.DataType:
    import pyarrow as pa

    types = {"string": pa.string(), "float": pa.float64(), "int": pa.int8(), "bool": pa.bool_(), "strings": pa.list_(pa.string())}
    return pa.struct([(name, types[sort]) for name, sort in _VALUE.items()])


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError as error:
        raise OptionError("Arrow tables need pyarrow; run: pip install 'claimrec[tables]'", value="pyarrow") from error
    return pa


# --- from records to columns


def _array(values: Iterable[Any], type: pa.DataType) -> pa.Array:
    pa = _pyarrow()
    try:
        return pa.array(values if isinstance(values, list) else list(values), type)
    except UnicodeEncodeError as error:
        raise RecordError(
            f"Arrow keeps text as UTF-8, which has no half of a surrogate pair: {error}; replace it in the source's text",
            value=str(error.object),
        ) from error


def _lists(sizes: Iterable[int], flat: pa.Array) -> pa.Array:
    pa = _pyarrow()
    offsets = [0]
    for size in sizes:
        offsets.append(offsets[-1] + size)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat)


def _words(rows: Iterable[Sequence[str]]) -> pa.Array:
    pa = _pyarrow()
    rows = list(rows)
    return _lists(map(len, rows), _array([word for row in rows for word in row], pa.string()))


def _struct(type: pa.StructType, columns: Sequence[pa.Array]) -> pa.Array:
    return _pyarrow().StructArray.from_arrays(list(columns), fields=[type.field(n) for n in range(type.num_fields)])


def _spans(spans: Sequence[Span], type: pa.StructType) -> pa.Array:
    pa = _pyarrow()
    starts, ends = _array([s.start for s in spans], pa.int32()), _array([s.end for s in spans], pa.int32())
    return _struct(type, [starts, ends, _array([s.text for s in spans], pa.string())])


def _values(values: Iterable[Value]) -> pa.Array:
    """Values as structs; each distinct one is written once and taken as often as it stands."""
    pa = _pyarrow()
    codes: dict[Value, int] = {}
    taken = [codes.setdefault(value, len(codes)) for value in values]
    columns: dict[str, list[Any]] = {name: [] for name in _VALUE}
    for value in codes:
        used = _USED[value.kind][1]
        for name, column in columns.items():
            column.append(getattr(value, name) if name in used else None)
        columns["kind"][-1] = value.kind
        if isinstance(value, TimeSpan):
            columns["start"][-1], columns["end"][-1] = (None if m is None else m.isoformat() for m in (value.start, value.end))
        elif isinstance(value, Quantity):
            _write_numbers(columns, value)
    kind = _value_type()
    distinct = _struct(kind, [_array(columns[field.name], field.type) for field in kind])
    return distinct.take(pa.array(taken, pa.int64()))


def _write_numbers(columns: Mapping[str, list[Any]], value: Quantity) -> None:
    """Numbers as floats, which hold whole numbers up to 2 to the power of 53; ``written`` holds all digits of longer ones."""
    numbers = (value.low, value.high, value.stated)
    try:
        floats = tuple(None if n is None else float(n) for n in numbers)
    except OverflowError:
        floats = (None, None, None)
    columns["low"][-1], columns["high"][-1], columns["stated"][-1] = floats
    if floats != numbers:
        columns["written"][-1] = json.dumps(numbers)


def sources_table(sources: Iterable[Source], origins: Mapping[str, str] | None = None) -> pa.Table:
    """Sources as a table.

    Args:
        sources: the sources.
        origins: source id -> id of the source whose text it repeats; each its own where left out.
    """
    pa = _pyarrow()
    rows = list(sources)
    known = origins or {}
    columns = [
        [s.id for s in rows],
        [s.publisher for s in rows],
        [None if s.published is None else s.published.isoformat() for s in rows],
        [s.title for s in rows],
        [s.url for s in rows],
        [s.digest for s in rows],
        [s.text for s in rows],
        [known.get(s.id, s.id) for s in rows],
    ]
    return pa.Table.from_arrays([_array(c, pa.string()) for c in columns], schema=schemas()["sources"])


BATCH = 65_536
"""Rows turned at a time, which bounds the memory beside the table itself."""


def claims_table(claims: Iterable[Claim]) -> pa.Table:
    """Claims as a table, in the order given.

    >>> claims_table([]).num_rows
    0
    """
    pa = _pyarrow()
    rows = list(claims)
    batches = [_claims_batch(rows[n : n + BATCH]) for n in range(0, len(rows), BATCH)]
    return pa.Table.from_batches(batches, schema=schemas()["claims"])


def _claims_batch(rows: Sequence[Claim]) -> pa.RecordBatch:
    pa = _pyarrow()
    schema, word = schemas()["claims"], _pyarrow().string()
    kind, named = schema.field("arguments").type.value_type, schema.field("cited").type.value_type
    arguments = [a for claim in rows for a in claim.arguments]
    cited = [c for claim in rows for c in claim.cited]
    columns = [
        _array([claim.id for claim in rows], word),
        _array([claim.source.id for claim in rows], word),
        _array([claim.source.publisher for claim in rows], word),
        _array([None if claim.source.published is None else claim.source.published.isoformat() for claim in rows], word),
        _array([claim.type for claim in rows], word),
        _spans([claim.trigger for claim in rows], schema.field("trigger").type),
        _spans([claim.evidence for claim in rows], schema.field("evidence").type),
        _array([str(claim.polarity) for claim in rows], word),
        _array([str(claim.modality) for claim in rows], word),
        _lists(
            (len(claim.cited) for claim in rows),
            _struct(named, [_array([getattr(c, field.name) for c in cited], field.type) for field in named]),
        ),
        _lists(
            (len(claim.arguments) for claim in rows),
            _struct(
                kind,
                [
                    _array([str(a.role) for a in arguments], word),
                    _array([a.of for a in arguments], word),
                    _array([a.inferred for a in arguments], pa.bool_()),
                    _spans([a.evidence for a in arguments], kind.field("evidence").type),
                    _values(a.value for a in arguments),
                ],
            ),
        ),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _events_table(events: Sequence[Event]) -> pa.Table:
    pa = _pyarrow()
    schema, word = schemas()["events"], _pyarrow().string()
    kind = schema.field("consensus").type.value_type
    agreed = [(name, event.consensus[name]) for event in events for name in event.consensus]
    columns = [
        _array([event.id for event in events], word),
        _array([event.type for event in events], word),
        _array([event.part_of for event in events], word),
        _words([claim.id for claim in event.claims] for event in events),
        _words(event.sources for event in events),
        _lists(
            (len(event.consensus) for event in events),
            _struct(
                kind,
                [
                    _array([name for name, _ in agreed], word),
                    _values(c.value for _, c in agreed),
                    _values(c.low for _, c in agreed),
                    _values(c.high for _, c in agreed),
                    _words(c.support for _, c in agreed),
                    _array([c.confidence for _, c in agreed], pa.float64()),
                ],
            ),
        ),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _findings_table(findings: Sequence[Finding]) -> pa.Table:
    pa = _pyarrow()
    schema, word = schemas()["findings"], _pyarrow().string()
    kind = schema.field("positions").type.value_type
    positions = [p for f in findings for p in f.positions]
    shown = [e for p in positions for e in p.evidence]
    place = kind.field("evidence").type.value_type
    columns = [
        *(_array([str(getattr(f, name)) for f in findings], word) for name in ("id", "event", "kind", "field", "relation")),
        _lists(
            (len(f.positions) for f in findings),
            _struct(
                kind,
                [
                    _values(p.value for p in positions),
                    _words([claim.id for claim in p.claims] for p in positions),
                    _words(p.sources for p in positions),
                    _array([p.independent for p in positions], pa.int32()),
                    _lists(
                        (len(p.evidence) for p in positions),
                        _struct(place, [_array([getattr(e, field.name) for e in shown], field.type) for field in place]),
                    ),
                ],
            ),
        ),
        _array([f.confidence for f in findings], pa.float64()),
        _array([str(f.severity) for f in findings], word),
        _array([f.explanation for f in findings], word),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def tables_of(outcome: Outcome) -> Tables:
    """What reconciliation found, as four tables."""
    return Tables(
        events=_events_table(outcome.events),
        findings=_findings_table(outcome.findings),
        claims=claims_table(outcome.claims),
        sources=sources_table(outcome.sources, outcome.origins),
    )


# --- from columns to records


def is_table(claims: object) -> bool:
    """True for an Arrow table, or for what gives itself out as one (Polars, DuckDB), told without loading pyarrow.

    >>> is_table([]), is_table("claims")
    (False, False)
    """
    return hasattr(claims, "__arrow_c_stream__")


def _as_table(given: Any, name: str) -> pa.Table:
    """The table with the columns of the named schema; optional ones that are missing are null.

    Raises:
        RecordError: a column is missing, or does not have the right type.
    """
    pa = _pyarrow()
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
    names = ("id", "text", "publisher", "published", "title", "url", "digest")
    columns = [_as_table(table, "sources").column(name).to_pylist() for name in names]
    made = {}
    for name, text, publisher, published, title, url, digest in zip(*columns, strict=True):
        made[name] = Source(
            name, text or "", publisher=publisher, published=published, title=title, url=url, digest="" if text else digest or ""
        )
    return made


def claims_from(table: Any, sources: Mapping[str, Source] | None = None) -> list[Claim]:
    """The claims of a table, in its order.

    Args:
        table: a table as :func:`claims_table` makes it, or anything that gives itself out as one.
        sources: source id -> source; one that is not among them is made without a text.

    Raises:
        RecordError: the table does not have the columns of a table of claims, or a row is no claim.

    >>> claims_from(claims_table([]))
    []
    """
    known = dict(sources or {})
    made: list[Claim] = []
    values: dict[tuple[Any, ...], Value] = {}
    for batch in _as_table(table, "claims").to_batches(max_chunksize=BATCH):
        if batch.num_rows:
            made.extend(_claims_in(batch, known, values))
    return made


def _claims_in(batch: pa.RecordBatch, known: dict[str, Source], values: dict[tuple[Any, ...], Value]) -> Iterator[Claim]:
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


def _spans_in(column: pa.StructArray) -> list[Span]:
    return list(map(Span, *(column.field(name).to_pylist() for name in ("start", "end", "text"))))


def _rows_in(column: pa.ListArray, flat: Sequence[Any]) -> list[tuple[Any, ...]]:
    offsets = column.offsets.to_pylist()
    return [tuple(flat[a - offsets[0] : b - offsets[0]]) for a, b in pairwise(offsets)]


def _cited_in(column: pa.ListArray) -> list[tuple[Citation, ...]]:
    flat = column.flatten()
    if not len(flat):
        return [()] * len(column)
    return _rows_in(column, list(map(Citation, *(flat.field(n).to_pylist() for n in ("name", "start", "end", "text", "inferred")))))


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
        if kind not in _USED:
            raise RecordError(f"a value's kind must be one of {', '.join(_USED)}, not {kind!r}", value=kind)
        at = pc.indices_nonzero(pc.equal(kinds, kind))
        build = _builder(kind)
        used = (*_USED[kind][1], "written") if kind == "quantity" else _USED[kind][1]
        columns = [column.field(name).take(at).to_pylist() for name in used]
        columns = [[tuple(x or ()) for x in c] if _VALUE[n] == "strings" else c for n, c in zip(used, columns, strict=True)]
        for place, row in zip(at.to_pylist(), zip(*columns, strict=True), strict=True):
            value = values.get((kind, row))
            if value is None:
                value = values[kind, row] = build(row)
            made[place] = value
    return made


def _builder(kind: str) -> Callable[[tuple[Any, ...]], Value]:
    cls = _USED[kind][0]
    names = _USED[kind][1]

    def build(row: tuple[Any, ...]) -> Value:
        said = {name: value for name, value in zip(names, row, strict=False) if value is not None}
        if kind == "quantity" and row[-1] is not None:
            said["low"], said["high"], said["stated"] = json.loads(row[-1])
        made: Value = cls(**said)
        return made

    return build


# --- CSV

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, and what hides one."""


def write_csv(table: pa.Table, path: str | Path) -> None:
    """Write a table as CSV that a spreadsheet can open without running what a source wrote.

    Nested columns become JSON. A text that a spreadsheet would take for a formula gets an apostrophe in front,
    as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection).

    Args:
        table: one of the tables.
        path: the file to write, UTF-8.
    """
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        made = csv.writer(file)
        made.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=BATCH):
            for row in zip(*(batch.column(n).to_pylist() for n in range(batch.num_columns)), strict=True):
                made.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    if isinstance(value, list | dict):
        return json.dumps(_told(value), ensure_ascii=False)
    return value


def _told(value: Any) -> Any:
    """Nested data without what is null."""
    if isinstance(value, dict):
        return {name: _told(part) for name, part in value.items() if part is not None}
    return [_told(part) for part in value] if isinstance(value, list) else value
