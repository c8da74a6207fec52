"""A table of claims reconciled: records are made part by part, and what is found in a few parts goes into tables at once.

So the memory that it takes is that of the tables, of the columns, and of the records of a few parts for each process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen

from claimrec.model import Claim, Judgement, Outcome, Role, Source
from claimrec.reconciliation.division import Part
from claimrec.reconciliation.events import mark_of
from claimrec.reconciliation.evidence import finding_id
from claimrec.reconciliation.identity import Identity
from claimrec.reconciliation.judging import Pile, judged, renamed, with_own_names
from claimrec.reconciliation.matching import Linked
from claimrec.reconciliation.own_features import PairFeature
from claimrec.reconciliation.pipeline import Asked, Ready, matches_of, outcome_of, prepared, without_collector
from claimrec.reconciliation.ragged import NONE, Ints, Lists, starts_of
from claimrec.reconciliation.reading import Reading, claim_ids, reading_of
from claimrec.reconciliation.sentences import Words, read_words
from claimrec.reconciliation.strategies import Learner, Strategy
from claimrec.reconciliation.workers import shared_work, side_by_side
from claimrec.tables.coding import ValueCodes, decoded, joined
from claimrec.tables.laid import Laid, laid_out
from claimrec.tables.numbering import numbers_of
from claimrec.tables.reading import Names, as_table, claims_at, events_from, findings_from, sources_from
from claimrec.tables.schemas import system_memory
from claimrec.tables.values import coded, listed, sizes_of
from claimrec.tables.writing import Rows, claims_batches, coded_events, coded_findings
from claimrec.values import Text
from claimrec.values.record import set_in_all

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["read_table", "reconcile_table"]

SHARE = 65_536
"""Claims whose sentences are read at a time, about: the more, the fewer words are met anew."""

ROOM = 2048
"""Bytes for the words of a claim's sentence, more than most have."""

TOLD = 1024
"""Bytes for what is found of a claim, twice as much as for most."""

TOGETHER = 4
"""Parts of which claims and tables are made together, since a column takes its time however few rows it has."""

BATCH = 16_384
"""Claims made at a time."""


@without_collector()
@system_memory()
def reconcile_table(
    claims: Any,
    sources: Any | Iterable[Source] | None = None,
    *,
    judgements: Iterable[Judgement] = (),
    features: PairFeature | Iterable[PairFeature] = (),
    min_confidence: float = 0.0,
    strategy: Strategy | Learner | str = "vote",
    n_process: int = 1,
) -> Outcome:
    """Reconcile an Arrow table of claims; see :func:`claimrec.reconcile`.

    Raises:
        OptionError: ``min_confidence`` is not between 0 and 1, or no strategy has that name.
        RecordError: a table does not have the right columns.
    """
    asked = Asked.of(judgements, min_confidence, strategy, features)
    batches = [batch for batch in as_table(claims, "claims").to_batches() if batch.num_rows]
    laid, reading, words = read_table(batches, partial(_known, sources), n_process)
    ready = prepared(reading, words, laid.known, asked, partial(_anew, laid), keep=False, n_process=n_process)
    del reading, words  # nobody asks for them any more, and they take much memory
    some = [ready.parts[first : first + TOGETHER] for first in range(0, len(ready.parts), TOGETHER)]
    room = TOLD * max(sum(len(part.rows) for part in parts) for parts in some)
    told = list(shared_work(lambda parts: _told(ready.pile, parts), some, n_process, room=room))
    return _outcome(ready, laid.known, asked, told)


def _known(sources: Any | Iterable[Source] | None) -> dict[str, Source]:
    return sources_from(sources) if hasattr(sources, "__arrow_c_stream__") else {s.id: s for s in sources or ()}


def read_table(
    batches: Sequence[pa.RecordBatch], sources: Callable[[], dict[str, Source]], n_process: int = 1, *, share: int = SHARE
) -> tuple[Laid, Reading, Iterator[Words]]:
    """A table laid out, what it says, the same as ``read`` of its claims, and the words, which other processes read meanwhile.

    Args:
        batches: the table, cut into batches.
        sources: makes the sources by id.
        n_process: processes that work out ids and read sentences, which takes longest.
        share: claims of which that is done at a time, about.
    """
    shares = _shares(batches, share)
    tasks: list[Callable[[], Any]] = [partial(work, part) for work in (numbers_of, _words_in) for part in shares]
    done = shared_work(lambda task: task(), tasks, n_process, room=ROOM * share, aside=True)
    try:
        laid = laid_out(batches, sources)
        # The ids are worked out first: without them claims have no order.
        numbers = np.concatenate([np.zeros(0, dtype=np.int64), *islice(done, len(shares))])
        return laid, reading_of(laid.told, numbers), done
    except BaseException:
        done.close()
        raise


def _shares(batches: Sequence[pa.RecordBatch], size: int) -> list[list[pa.RecordBatch]]:
    """Batches that follow each other put together until they hold so many rows."""
    made: list[list[pa.RecordBatch]] = []
    rows = size
    for batch in batches:
        if rows >= size:
            made.append([])
            rows = 0
        made[-1].append(batch)
        rows += batch.num_rows
    return made


def _words_in(batches: Sequence[pa.RecordBatch]) -> Words:
    """The words of some batches."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = pa.concat_arrays([batch.column("evidence").field("text") for batch in batches])
    # Claims of one sentence stand together in most tables; to look further costs more than to read a sentence twice.
    new = np.concatenate([[True], pc.not_equal(told[1:], told[:-1]).to_numpy(zero_copy_only=False)])
    sentences = told.filter(pa.array(new)).to_pylist()
    names, source = listed([batch.column("source") for batch in batches])
    return read_words(names, source, sentences, np.cumsum(new) - 1, *_said_in(batches))


def _said_in(batches: Sequence[pa.RecordBatch]) -> tuple[list[str], Lists]:
    """What the claims of some batches quote or report, each text once, and of each claim the codes of its own."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = pa.concat_arrays([batch.column("arguments") for batch in batches])
    told = rows.flatten()
    value = told.field("value")
    is_said = pc.and_(pc.equal(told.field("role"), Role.CONTENT), pc.equal(value.field("kind"), Text.kind)).fill_null(False)
    said, codes = listed([value.field("text").filter(is_said)])
    before = starts_of(is_said.to_numpy(zero_copy_only=False))
    return said, Lists(codes, before[starts_of(sizes_of(rows))])


def _anew(laid: Laid, reading: Reading, identity: Identity) -> Callable[[Ints], list[Claim]]:
    """What makes the claims of some rows of what was read from the table."""
    position, number = reading.position, reading.number
    code = np.full_like(laid.told.of, NONE)
    code[Lists(np.arange(len(code), dtype=np.int32), laid.told.arguments.starts).taken(position).values] = identity.argument
    names = Names(identity, code)

    def anew(rows: Ints) -> list[Claim]:
        made = claims_at(laid, position[rows], names)
        set_in_all(made, "id", claim_ids(number[rows]))
        return made

    return anew


@frozen(eq=False)
class _Told:
    """What was found in some parts, as tables, whose values are numbered (see :mod:`claimrec.tables.coding`).

    Args:
        events: their events.
        findings: their findings.
        values: the values that both of them number.
        names: names of the events without what tells them from others of that name.
        matched: for each part the pairs that matter, and the larger happening of each claim.
    """

    events: pa.Table
    findings: pa.Table
    values: pa.StructArray
    names: pa.StringArray
    matched: Sequence[tuple[Linked, Ints]]


def _told(pile: Pile, parts: Sequence[Part]) -> _Told:
    import pyarrow as pa

    told = iter(pile.claims(np.concatenate([part.rows for part in parts])))
    found = [judged(pile, part, list(islice(told, len(part.rows)))) for part in parts]
    new = with_own_names([(part.events, part.names) for part in found])
    shown = [renamed(part.events, part.findings, names) for part, names in zip(found, new, strict=True)]
    codes = ValueCodes()
    events = coded_events([event for called, _ in shown for event in called], codes)
    findings = coded_findings([finding for _, made in shown for finding in made], codes)
    names = pa.array([name for part in found for name in part.names], pa.string())
    return _Told(events, findings, codes.array(), names, [(part.pairs, part.wholes) for part in found])


def _outcome(ready: Ready, known: Mapping[str, Source], asked: Asked, told: list[_Told]) -> Outcome:
    matches = matches_of(ready, asked, [matched for some in told for matched in some.matched])
    events, findings = _tables(told)
    pile, called = ready.pile, ready.claims

    def batches() -> Iterator[list[Claim]]:
        for first in range(0, len(called), BATCH):
            yield pile.claims(np.arange(first, min(len(called), first + BATCH), dtype=np.int64))

    claims: Rows[Claim] = Rows(len(called), lambda: claims_batches(batches()), lambda: called)

    def by_id() -> dict[str, Claim]:
        return {claim.id: claim for claim in called}

    made = outcome_of(
        ready,
        known,
        asked,
        Rows(events.num_rows, lambda: events, lambda: events_from(events, by_id())),
        Rows(findings.num_rows, lambda: findings, lambda: findings_from(findings, by_id())),
        matches,
    )
    return evolve(made, claims=claims)


def _tables(told: list[_Told]) -> tuple[pa.Table, pa.Table]:
    """The events and the findings of all parts, sorted; what is put together is let go of, as it takes much memory."""
    import pyarrow as pa

    events, findings = _with_own_names(told)
    sizes = [len(part.values) for part in told]
    values = pa.concat_arrays([part.values for part in told])
    told.clear()
    events_in_order = _in_order(joined(events, "events", sizes), "id")
    findings_in_order = _in_order(joined(findings, "findings", sizes), "event", "field", "relation", "id")
    # What a part told goes when nothing of it is needed. Values are put in last of all, since they take up most of a table.
    events.clear()
    findings.clear()
    made = decoded(events_in_order, "events", values)
    del events_in_order
    return made, decoded(findings_in_order, "findings", values)


def _in_order(table: pa.Table, *names: str) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    order = pc.sort_indices(table.select(list(names)), sort_keys=[(name, "ascending") for name in names])
    # In one piece each: to take rows out of many pieces takes longer than to put these together.
    columns = side_by_side(lambda column: pa.concat_arrays(column.chunks).take(order), table.columns, table.num_rows)
    return pa.table(columns, names=table.column_names)


def _with_own_names(told: Sequence[_Told]) -> tuple[list[pa.Table], list[pa.Table]]:
    """The events and findings of each part, where each event has a name of its own."""
    import pyarrow as pa
    import pyarrow.compute as pc

    code = coded([part.names for part in told])[1]
    shared = pa.array((np.bincount(code) > 1)[code])
    events, findings = [], []
    first = 0
    for part in told:
        ids = part.events.column("id").combine_chunks()
        both = pc.and_(pc.equal(ids, part.names), shared.slice(first, len(ids)))
        first += len(ids)
        claims = part.events.column("claims").filter(both).to_pylist()
        old, marks = ids.filter(both), pa.array(map(mark_of, claims), pa.string())
        new = pc.binary_join_element_wise(old, marks, "-")
        events.append(_replaced(_replaced(part.events, "id", old, new), "part_of", old, new))
        findings.append(_renamed_findings(part.findings, old, new))
    return events, findings


def _replaced(table: pa.Table, name: str, old: pa.Array, new: pa.Array) -> pa.Table:
    """The table with other names in the place of some in a column."""
    import pyarrow.compute as pc

    column = table.column(name)
    told = pc.coalesce(new.take(pc.index_in(column, value_set=old)), column)
    return table.set_column(table.column_names.index(name), name, told)


def _renamed_findings(table: pa.Table, old: pa.Array, new: pa.Array) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    found = table.select(["id", "event", "field", "relation"]).filter(pc.is_in(table.column("event"), value_set=old))
    called = _replaced(found, "event", old, new)
    told = (called.column(name).to_pylist() for name in ("event", "field", "relation"))
    ids = pa.array(map(finding_id, *told), pa.string())
    return _replaced(_replaced(table, "id", found.column("id").combine_chunks(), ids), "event", old, new)
