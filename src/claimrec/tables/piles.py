"""A table of claims reconciled: records are made part by part, and what is found goes into tables at once.

So the memory that it takes is that of the tables, of the columns, and of the records of one part for each process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen

from claimrec.model import Claim, Judgement, Outcome, Source
from claimrec.reconciliation.columns import NONE, Ints, Lists
from claimrec.reconciliation.division import Part
from claimrec.reconciliation.events import told_apart
from claimrec.reconciliation.evidence import finding_id
from claimrec.reconciliation.identity import Identity
from claimrec.reconciliation.judging import Pile, judge
from claimrec.reconciliation.matching import Linked
from claimrec.reconciliation.own_features import PairFeature
from claimrec.reconciliation.pipeline import Asked, Ready, outcome_of, prepared, without_collector
from claimrec.reconciliation.reading import Reading, claim_ids, reading_of
from claimrec.reconciliation.sentences import Words, read_words
from claimrec.reconciliation.strategies import Learner, Strategy
from claimrec.reconciliation.workers import shared_work
from claimrec.tables.laid import Laid, laid_out
from claimrec.tables.numbering import numbers_of
from claimrec.tables.reading import Names, as_table, claims_at, events_from, findings_from, sources_from
from claimrec.tables.writing import Rows, claims_batches, events_table, findings_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["read_table", "reconcile_table"]

SHARE = 65_536
"""Claims whose sentences are read at a time, about: the more, the fewer words are met anew."""

BATCH = 16_384
"""Claims made at a time."""


@without_collector()
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
    known = sources_from(sources) if hasattr(sources, "__arrow_c_stream__") else {s.id: s for s in sources or ()}
    laid = laid_out([b for b in as_table(claims, "claims").to_batches() if b.num_rows], known)
    ready = prepared(read_table(laid, n_process), known, asked, partial(_anew, laid), keep=False, n_process=n_process)
    told = list(shared_work(lambda part: _told(ready.pile, part), ready.parts, n_process))
    return _outcome(ready, known, asked, told)


def read_table(laid: Laid, n_process: int = 1, *, share: int = SHARE) -> Reading:
    """What a table says: the same as ``read`` of its claims.

    Args:
        laid: the table.
        n_process: processes that read sentences, which takes longest.
        share: claims whose sentences are read at a time, about.
    """
    read = list(shared_work(lambda part: _words_and_numbers(laid, part), laid.shares(share), n_process))
    numbers = [numbers for _, numbers in read] or [np.zeros(0, dtype=np.int64)]
    return reading_of(laid.told, np.concatenate(numbers), [words for words, _ in read])


def _words_and_numbers(laid: Laid, share: range) -> tuple[Words, Ints]:
    """The words of some batches, and the ids of their claims."""
    import pyarrow as pa
    import pyarrow.compute as pc

    told = pa.concat_arrays([laid.batches[n].column("evidence").field("text") for n in share])
    # Claims of one sentence stand together in most tables; to look further costs more than to read a sentence twice.
    new = np.concatenate([[True], pc.not_equal(told[1:], told[:-1]).to_numpy(zero_copy_only=False)])
    sentences = told.filter(pa.array(new)).to_pylist()
    words = read_words(laid.told, sentences, np.cumsum(new) - 1, int(laid.starts[share.start]))
    return words, numbers_of(laid, share)


def _anew(laid: Laid, reading: Reading, identity: Identity) -> Callable[[Ints], list[Claim]]:
    """What makes the claims of some rows of what was read from the table."""
    position, number = reading.position, reading.number
    code = np.full(len(laid.told.role), NONE, dtype=np.int64)
    code[Lists(np.arange(len(code), dtype=np.int64), laid.told.arguments.starts).taken(position).values] = identity.argument
    names = Names(identity, code)

    def anew(rows: Ints) -> list[Claim]:
        made = claims_at(laid, position[rows], names)
        return [claim.called(name) for claim, name in zip(made, claim_ids(number[rows]), strict=True)]

    return anew


@frozen(eq=False)
class _Told:
    """What was found in a part, as tables.

    Args:
        events: its events.
        findings: its findings.
        names: names of the events without what tells them from others of that name.
        marks: what would tell them.
        pairs: the pairs that matter.
        wholes: the larger happening of each claim.
    """

    events: pa.Table
    findings: pa.Table
    names: Sequence[str]
    marks: Sequence[str]
    pairs: Linked
    wholes: Ints


def _told(pile: Pile, part: Part) -> _Told:
    found = judge(pile, part)
    named = [told_apart(event) for event in found.events]
    return _Told(
        events_table(found.events),
        findings_table(found.findings),
        [name for name, _ in named],
        [mark for _, mark in named],
        found.pairs,
        found.wholes,
    )


def _outcome(ready: Ready, known: Mapping[str, Source], asked: Asked, told: list[_Told]) -> Outcome:

    linked = [(part.pairs, part.wholes) for part in told]
    events, findings = _with_own_names(told)
    told.clear()
    events = events.take(_sorted_by(events, "id"))
    findings = findings.take(_sorted_by(findings, "event", "field", "relation", "id"))
    size = len(ready.claims)

    def batches() -> Iterator[list[Claim]]:
        for first in range(0, size, BATCH):
            yield ready.pile.claims(np.arange(first, min(size, first + BATCH), dtype=np.int64))

    claims: Rows[Claim] = Rows(size, lambda: claims_batches(batches()), lambda: ready.claims)

    def by_id() -> dict[str, Claim]:
        return {claim.id: claim for claim in claims}

    made = outcome_of(
        ready,
        known,
        asked,
        Rows(events.num_rows, lambda: events, lambda: events_from(events, by_id())),
        Rows(findings.num_rows, lambda: findings, lambda: findings_from(findings, by_id())),
        linked,
    )
    return evolve(made, claims=claims)


def _sorted_by(table: pa.Table, *names: str) -> pa.Array:
    import pyarrow.compute as pc

    return pc.sort_indices(table.select(list(names)), sort_keys=[(name, "ascending") for name in names])


def _with_own_names(told: Sequence[_Told]) -> tuple[pa.Table, pa.Table]:
    """The events and findings of all parts, where each event has a name of its own."""
    import pyarrow as pa
    import pyarrow.compute as pc

    counted = pc.value_counts(pa.chunked_array([pa.array(part.names, pa.string()) for part in told]))
    shared = set(counted.filter(pc.greater(counted.field("counts"), 1)).field("values").to_pylist())
    events, findings = [], []
    for part in told:
        ids = part.events.column("id").to_pylist()
        new = {
            old: f"{name}-{mark}"
            for old, name, mark in zip(ids, part.names, part.marks, strict=True)
            if old == name and name in shared
        }
        events.append(_replaced(_replaced(part.events, "id", new), "part_of", new))
        findings.append(_renamed_findings(part.findings, new))
    return pa.concat_tables(events), pa.concat_tables(findings)


def _replaced(table: pa.Table, name: str, new: Mapping[str, str]) -> pa.Table:
    if not new:
        return table
    import pyarrow as pa

    told = [None if old is None else new.get(old, old) for old in table.column(name).to_pylist()]
    return table.set_column(table.column_names.index(name), table.schema.field(name), pa.array(told, pa.string()))


def _renamed_findings(table: pa.Table, new: Mapping[str, str]) -> pa.Table:
    told = [table.column(name).to_pylist() for name in ("id", "event", "field", "relation")] if new else [[]] * 4
    ids = {
        old: finding_id(new[event], field, relation) for old, event, field, relation in zip(*told, strict=True) if event in new
    }
    return _replaced(_replaced(table, "id", ids), "event", new)
