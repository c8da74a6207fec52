"""From records to tables: flat columns, put together into nested ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from claimrec.errors import RecordError
from claimrec.model import Claim, Event, Finding, Outcome, Source, Span
from claimrec.model.built import Built
from claimrec.tables.schemas import BATCH, USED, VALUE, pyarrow_or_error, schemas, value_type
from claimrec.values import Quantity, TimeSpan, Value

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Rows", "Tables", "claims_table", "events_table", "findings_table", "sources_table", "tables_of"]

T = TypeVar("T")


@frozen(eq=False)
class Tables:
    """What reconciliation found, as four Arrow tables.

    Args:
        events: one row an event, with the consensus of each field.
        findings: one row a finding, with its positions.
        sources: one row a source, with the source whose text it repeats.
    """

    events: pa.Table
    findings: pa.Table
    sources: pa.Table
    _claims: Callable[[], pa.Table]

    @cached_property
    def claims(self) -> pa.Table:
        """One row a claim, in their stable order, with the decided ids of entities; made when first looked at."""
        return self._claims()


def _array(values: Iterable[Any], type: pa.DataType) -> pa.Array:
    pa = pyarrow_or_error()
    try:
        return pa.array(values if isinstance(values, list) else list(values), type)
    except UnicodeEncodeError as error:
        raise RecordError(
            f"Arrow keeps text as UTF-8, which has no half of a surrogate pair: {error}; replace it in the source's text",
            value=str(error.object),
        ) from error


def _lists(sizes: Iterable[int], flat: pa.Array) -> pa.Array:
    pa = pyarrow_or_error()
    offsets = [0]
    for size in sizes:
        offsets.append(offsets[-1] + size)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), flat)


def _words(rows: Iterable[Sequence[str]]) -> pa.Array:
    told = list(rows)
    return _lists(map(len, told), _array([word for row in told for word in row], pyarrow_or_error().string()))


def _struct(type: pa.StructType, columns: Sequence[pa.Array]) -> pa.Array:
    return pyarrow_or_error().StructArray.from_arrays(list(columns), fields=[type.field(n) for n in range(type.num_fields)])


def _spans(spans: Sequence[Span], type: pa.StructType) -> pa.Array:
    pa = pyarrow_or_error()
    starts, ends = _array([s.start for s in spans], pa.int32()), _array([s.end for s in spans], pa.int32())
    return _struct(type, [starts, ends, _array([s.text for s in spans], pa.string())])


def _values(values: Iterable[Value]) -> pa.Array:
    """Values as structs; each distinct one is written once and taken as often as it stands."""
    pa = pyarrow_or_error()
    codes: dict[tuple[Value, str], int] = {}
    # Equal moments of two offsets are written in two ways.
    taken = [codes.setdefault((value, str(getattr(value, "start", ""))), len(codes)) for value in values]
    columns: dict[str, list[Any]] = {name: [] for name in VALUE}
    for value, _ in codes:
        used = USED[value.kind][1]
        for name, column in columns.items():
            column.append(getattr(value, name) if name in used else None)
        columns["kind"][-1] = value.kind
        if isinstance(value, TimeSpan):
            columns["start"][-1], columns["end"][-1] = (None if m is None else m.isoformat() for m in (value.start, value.end))
        elif isinstance(value, Quantity):
            _write_numbers(columns, value)
    kind = value_type()
    distinct = _struct(kind, [_array(columns[str(field.name)], field.type) for field in kind])
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
    pa = pyarrow_or_error()
    rows = list(sources)
    known = origins or {}
    columns: list[list[str | None]] = [
        [s.id for s in rows],
        [s.publisher for s in rows],
        [None if s.published is None else s.published.isoformat() for s in rows],
        [s.title for s in rows],
        [s.url for s in rows],
        [s.agency for s in rows],
        [s.digest for s in rows],
        [s.text for s in rows],
        [known.get(s.id, s.id) for s in rows],
    ]
    return pa.Table.from_arrays([_array(c, pa.string()) for c in columns], schema=schemas()["sources"])


def claims_table(claims: Iterable[Claim]) -> pa.Table:
    """Claims as a table, in the order given.

    >>> claims_table([]).num_rows
    0
    """
    rows = list(claims)
    return claims_batches(rows[n : n + BATCH] for n in range(0, len(rows), BATCH))


def claims_batches(batches: Iterable[Sequence[Claim]]) -> pa.Table:
    """Claims that come batch by batch as a table."""
    return pyarrow_or_error().Table.from_batches(map(_claims_batch, batches), schema=schemas()["claims"])


def _claims_batch(rows: Sequence[Claim]) -> pa.RecordBatch:
    pa = pyarrow_or_error()
    schema, word = schemas()["claims"], pyarrow_or_error().string()
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


def events_table(events: Sequence[Event]) -> pa.Table:
    """Events as a table, in the order given."""
    pa = pyarrow_or_error()
    schema, word = schemas()["events"], pyarrow_or_error().string()
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


def findings_table(findings: Sequence[Finding]) -> pa.Table:
    """Findings as a table, in the order given."""
    pa = pyarrow_or_error()
    schema, word = schemas()["findings"], pyarrow_or_error().string()
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


class Rows(Built[T]):
    """Records that stand in a table, and are made from it when somebody looks at them.

    Args:
        size: how many there are.
        table: gives the table.
        build: makes them.
    """

    def __init__(self, size: int, table: Callable[[], pa.Table], build: Callable[[], Iterable[T]]) -> None:
        super().__init__(size, build)
        self.table = table


def tables_of(outcome: Outcome) -> Tables:
    """What reconciliation found, as four tables."""
    events, findings, claims = outcome.events, outcome.findings, outcome.claims
    return Tables(
        events=events.table() if isinstance(events, Rows) else events_table(events),
        findings=findings.table() if isinstance(findings, Rows) else findings_table(findings),
        sources=sources_table(outcome.sources, outcome.origins),
        claims=claims.table if isinstance(claims, Rows) else lambda: claims_table(claims),
    )
