"""A table that is read by its columns says what its claims say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.errors import RecordError
from claimrec.model import Argument, Citation, Claim, Modality, Polarity, Role, Source, Span
from claimrec.model.claim import content_json
from claimrec.reconciliation.ragged import Lists
from claimrec.reconciliation.reading import Reading, claim_numbers, read, runs_of, words_of
from claimrec.reconciliation.sentences import Words
from claimrec.testing.strategies import values
from claimrec.values import Entity, Text, Value

pa = pytest.importorskip("pyarrow")

from claimrec.tables import claims_from, claims_table  # noqa: E402
from claimrec.tables.coding import ValueCodes, taken  # noqa: E402
from claimrec.tables.piles import read_table  # noqa: E402
from claimrec.tables.values import values_in  # noqa: E402

SOURCES = [Source(name, f"Rain fell in {name}.", publisher=name, published="2024-05-04") for name in ("oslo", "cork", "lima")]
SENTENCES = [
    "Rain fell.",
    'He said: "Rain fell on the old town all night."',
    "Æther “rained” on x_y 12 of it",
    "",
    "rain\nFELL again, say all of us",
]

spans = st.builds(Span, st.integers(0, 40), st.integers(40, 80), st.sampled_from(SENTENCES))
people = st.none() | st.sampled_from(["", "jane-roe", "john-roe"])
arguments = st.builds(
    Argument, st.sampled_from(Role), values() | st.sampled_from(SENTENCES).map(Text), spans, people, st.booleans()
)
cited = st.builds(Citation, st.sampled_from(SENTENCES), st.integers(0, 9), st.integers(9, 20), st.just("x"), st.booleans())
claims = st.builds(
    Claim,
    st.sampled_from(SOURCES),
    st.sampled_from(["kill", "sign", 'say "no"']),
    spans,
    spans,
    st.sampled_from(Polarity),
    st.sampled_from(Modality),
    st.lists(cited, max_size=2),
    st.lists(arguments, max_size=3),
)
piles = st.lists(claims, max_size=6).flatmap(lambda told: st.permutations([*told, *told[:2]]))


def known() -> dict[str, Source]:
    return {source.id: source for source in SOURCES}


def said(reading: Reading, parts: Iterable[Words]) -> dict[str, Any]:
    """What was read in a form that can be compared; shingles and their sources come in no order."""
    made: dict[str, Any] = {}
    read = list(parts)
    words = words_of(reading, read)
    for name in [a.name for a in reading.__attrs_attrs__] + ["vocabulary", "words", "content"]:
        told = getattr(reading if hasattr(reading, name) else words, name)
        if isinstance(told, Lists):
            told = told.values.tolist(), told.starts.tolist()
        made[name] = told.tolist() if isinstance(told, np.ndarray) else told
    made["runs"] = {pair for part in runs_of(reading, read) for pair in zip(*(told.tolist() for told in part), strict=True)}
    return made


@given(piles, st.integers(1, 4), st.integers(1, 4))
def test_a_table_is_read_like_its_claims(given: Sequence[Claim], rows: int, share: int) -> None:
    _, reading, words = read_table(claims_table(given).to_batches(max_chunksize=rows), known, share=share)
    assert said(reading, words) == said(*read(given))


@given(piles)
def test_a_batch_cut_out_of_a_table_is_read_like_its_claims(given: Sequence[Claim]) -> None:
    cut = claims_table(given).slice(1, 3)
    assert claims_from(cut, {source.id: source for source in SOURCES}) == list(given[1:4])


@given(piles)
def test_ids_worked_out_by_columns_are_those_of_the_claims(given: Sequence[Claim]) -> None:
    _, reading, _ = read_table(claims_table(given).to_batches(), known)
    assert reading.number.tolist() == claim_numbers(claim.id for claim in read_again(given)).tolist()


def column_of(given: Sequence[Value]) -> Any:
    """The values as a column of a table."""
    codes = ValueCodes()
    numbers = codes.column(given)
    return taken(codes.array(), numbers)


def read_again(given: Sequence[Claim]) -> list[Claim]:
    """The claims, each once, in the order in which they are read."""
    return sorted({claim.id: claim for claim in given}.values(), key=lambda c: (c.source.id, c.trigger.start, c.id))


@given(st.lists(values(), max_size=8))
def test_values_written_alike_are_made_once(given: list[Value]) -> None:
    made = values_in(column_of([*given, *given]))
    assert [value.to_dict() for value in made] == [value.to_dict() for value in [*given, *given]]
    assert all(one is other for one, other in zip(made, made[len(given) :], strict=False))


@given(values())
def test_a_value_enters_an_id_as_its_record(value: Value) -> None:
    record = value.to_dict()
    record.pop("id", None)
    assert content_json(value) == json.dumps(record, sort_keys=True, separators=(",", ":"))


def test_what_a_value_needs_is_not_null() -> None:
    column = column_of([Entity("Jane Roe")])
    names = [field.name for field in column.type]
    nameless = pa.StructArray.from_arrays(
        [pa.nulls(1, pa.string()) if name == "name" else column.field(name) for name in names], fields=list(column.type)
    )
    with pytest.raises(RecordError, match="needs a name"):
        values_in(nameless)
