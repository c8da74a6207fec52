"""From records to tables: flat columns, put together into nested ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from attrs import frozen

from claimrec.model import Claim, Consensus, Event, Finding, Outcome, Position, Source, Span
from claimrec.model.built import Built
from claimrec.reconciliation.ragged import starts_of
from claimrec.tables.coding import ValueCodes, array_of, decoded, struct_of, taken
from claimrec.tables.schemas import BATCH, pyarrow_or_error, schemas, system_memory

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Rows",
    "Tables",
    "claims_batches",
    "claims_table",
    "coded_events",
    "coded_findings",
    "events_table",
    "findings_table",
    "sources_table",
    "tables_of",
]

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


def _lists(sizes: Iterable[int], flat: pa.Array) -> pa.Array:
    pa = pyarrow_or_error()
    return pa.ListArray.from_arrays(pa.array(starts_of(np.fromiter(sizes, dtype=np.int64)).astype(np.int32)), flat)


def _words(rows: Sequence[Sequence[str]]) -> pa.Array:
    return _lists(map(len, rows), array_of(list(chain.from_iterable(rows)), pyarrow_or_error().string()))


def _named(columns: Mapping[str, pa.Array]) -> pa.StructArray:
    return pyarrow_or_error().StructArray.from_arrays(list(columns.values()), names=list(columns))


def _spans(spans: Sequence[Span], type: pa.StructType) -> pa.Array:
    pa = pyarrow_or_error()
    starts, ends = array_of([s.start for s in spans], pa.int32()), array_of([s.end for s in spans], pa.int32())
    return struct_of(type, [starts, ends, array_of([s.text for s in spans], pa.string())])


def sources_table(sources: Iterable[Source], origins: Mapping[str, str] | None = None) -> pa.Table:
    """Sources as a table.

    Args:
        sources: the sources.
        origins: source id -> id of the source whose text it repeats; each its own where left out.
    """
    rows = list(sources)
    # Batch by batch, as an array of many long texts takes twice their room while it grows.
    batches = [_sources_batch(rows[n : n + TEXTS], origins or {}) for n in range(0, len(rows), TEXTS)]
    return pyarrow_or_error().Table.from_batches(batches, schema=schemas()["sources"])


TEXTS = 4096
"""Sources turned at a time."""


def _sources_batch(rows: Sequence[Source], known: Mapping[str, str]) -> pa.RecordBatch:
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
    pa = pyarrow_or_error()
    return pa.RecordBatch.from_arrays([array_of(c, pa.string()) for c in columns], schema=schemas()["sources"])


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
    codes = ValueCodes()
    argued = codes.column([a.value for a in arguments])
    columns = [
        array_of([claim.id for claim in rows], word),
        array_of([claim.source.id for claim in rows], word),
        array_of([claim.source.publisher for claim in rows], word),
        array_of([None if claim.source.published is None else claim.source.published.isoformat() for claim in rows], word),
        array_of([claim.type for claim in rows], word),
        _spans([claim.trigger for claim in rows], schema.field("trigger").type),
        _spans([claim.evidence for claim in rows], schema.field("evidence").type),
        array_of([str(claim.polarity) for claim in rows], word),
        array_of([str(claim.modality) for claim in rows], word),
        _lists(
            (len(claim.cited) for claim in rows),
            struct_of(named, [array_of([getattr(c, field.name) for c in cited], field.type) for field in named]),
        ),
        _lists(
            (len(claim.arguments) for claim in rows),
            struct_of(
                kind,
                [
                    array_of([str(a.role) for a in arguments], word),
                    array_of([a.of for a in arguments], word),
                    array_of([a.inferred for a in arguments], pa.bool_()),
                    _spans([a.evidence for a in arguments], kind.field("evidence").type),
                    taken(codes.array(), argued),
                ],
            ),
        ),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def events_table(events: Sequence[Event]) -> pa.Table:
    """Events as a table, in the order given."""
    codes = ValueCodes()
    coded = coded_events(events, codes)
    return decoded(coded, "events", codes.array())


def coded_events(events: Sequence[Event], codes: ValueCodes) -> pa.Table:
    """The table of the events, in the order given, with numbers in the place of values."""
    pa = pyarrow_or_error()
    word = pa.string()
    consensus = [event.consensus for event in events]
    agreed = list(chain.from_iterable([fields.values() for fields in consensus]))
    value, low, high = _coded(agreed, codes)
    fields = {
        "field": array_of(list(chain.from_iterable(consensus)), word),
        "value": value,
        "low": low,
        "high": high,
        "support": _words([c.support for c in agreed]),
        "confidence": array_of([c.confidence for c in agreed], pa.float64()),
    }
    columns = {
        "id": array_of([event.id for event in events], word),
        "type": array_of([event.type for event in events], word),
        "part_of": array_of([event.part_of for event in events], word),
        "claims": _claims(events),
        "sources": _words([event.sources for event in events]),
        "consensus": _lists(map(len, consensus), _named(fields)),
    }
    return pa.table(columns)


def _claims(told: Sequence[Event] | Sequence[Position]) -> pa.Array:
    """The ids of the claims of each of these."""
    ids = [claim.id for one in told for claim in one.claims]
    return _lists([len(one.claims) for one in told], array_of(ids, pyarrow_or_error().string()))


def _coded(agreed: Sequence[Consensus], codes: ValueCodes) -> list[pa.Array]:
    """The numbers of the values, the lowest and the highest; few fields have more than one value."""
    pa = pyarrow_or_error()
    value = codes.column([c.value for c in agreed]).to_numpy()
    rivals = [n for n, c in enumerate(agreed) if c.low is not c.value or c.high is not c.value]
    made = [value, value.copy(), value.copy()]
    made[1][rivals] = codes.column([agreed[n].low for n in rivals]).to_numpy()
    made[2][rivals] = codes.column([agreed[n].high for n in rivals]).to_numpy()
    return [pa.array(column) for column in made]


def findings_table(findings: Sequence[Finding]) -> pa.Table:
    """Findings as a table, in the order given."""
    codes = ValueCodes()
    coded = coded_findings(findings, codes)
    return decoded(coded, "findings", codes.array())


def coded_findings(findings: Sequence[Finding], codes: ValueCodes) -> pa.Table:
    """The table of the findings, in the order given, with numbers in the place of values."""
    pa = pyarrow_or_error()
    word = pa.string()
    positions = [p for f in findings for p in f.positions]
    shown = [e for p in positions for e in p.evidence]
    words = {
        "source": array_of([e.source for e in shown], word),
        "start": array_of([e.start for e in shown], pa.int32()),
        "end": array_of([e.end for e in shown], pa.int32()),
        "text": array_of([e.text for e in shown], word),
    }
    fields = {
        "value": codes.column([p.value for p in positions]),
        "claims": _claims(positions),
        "sources": _words([p.sources for p in positions]),
        "independent": array_of([p.independent for p in positions], pa.int32()),
        "evidence": _lists((len(p.evidence) for p in positions), _named(words)),
    }
    columns = {
        **{
            name: array_of([str(getattr(f, name)) for f in findings], word)
            for name in ("id", "event", "kind", "field", "relation")
        },
        "positions": _lists((len(f.positions) for f in findings), _named(fields)),
        "confidence": array_of([f.confidence for f in findings], pa.float64()),
        "severity": array_of([str(f.severity) for f in findings], word),
        "explanation": array_of([f.explanation for f in findings], word),
    }
    return pa.table(columns)


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


@system_memory()
def tables_of(outcome: Outcome) -> Tables:
    """What reconciliation found, as four tables."""
    events, findings, claims = outcome.events, outcome.findings, outcome.claims
    return Tables(
        events=events.table() if isinstance(events, Rows) else events_table(events),
        findings=findings.table() if isinstance(findings, Rows) else findings_table(findings),
        sources=sources_table(outcome.sources, outcome.origins),
        claims=claims.table if isinstance(claims, Rows) else lambda: claims_table(claims),
    )
