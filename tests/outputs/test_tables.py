"""Arrow tables: what goes in comes out, whatever it is, and a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from claimrec.errors import ClaimrecError, OptionError, RecordError
from claimrec.model import Argument, Claim, Role, Source, Span
from claimrec.result import reconcile
from claimrec.testing import make_claim
from claimrec.testing.strategies import claim_sets, values
from claimrec.values import Entity, Place, Quantity, TimeSpan, Value

pa = pytest.importorskip("pyarrow")

from claimrec.tables import claims_from, claims_table, is_table, schemas, sources_from, sources_table, write_csv  # noqa: E402

REPORTS = {
    "a": (14, "Two ferries collided off Varna on May 3, 2024, and 14 people were killed before help came."),
    "b": (15, "Officials in Varna spoke of 15 people killed on May 3, 2024, when one ship ran into another at dawn."),
}


def claims() -> list[Claim]:
    made = []
    for name, (count, text) in REPORTS.items():
        source = Source(name, text, publisher=f"Paper {name}", published="2024-05-04")
        killed = Quantity.exactly(count, "killed", text=str(count))
        time = TimeSpan.on("2024-05-03", text="on May 3, 2024")
        made.append(
            make_claim(
                source, "kill", trigger="killed", time=time, place=Place("Varna", ["Bulgaria"], "Varna", "city"), killed=killed
            )
        )
    return made


def again(given: tuple[Claim, ...] | list[Claim]) -> list[Claim]:
    known = {claim.source.id: claim.source for claim in given}
    return claims_from(claims_table(given), sources_from(sources_table(known.values())))


@given(claim_sets())
def test_claims_survive_arrow(given: tuple[Claim, ...]) -> None:
    back = again(given)
    assert back == list(given)
    assert [claim.id for claim in back] == [claim.id for claim in given]


@given(values())
def test_every_value_survives_arrow(value: Value) -> None:
    source = Source("a", "Rain fell.")
    said = Argument(Role.CONTENT, value, Span(0, 4, "Rain"))
    claim = Claim(source, "rain", Span(0, 4, "Rain"), Span(0, 10, "Rain fell."), arguments=(said,))
    back = again([claim])[0].arguments[0].value
    assert back == value
    assert back.to_dict() == value.to_dict()


@pytest.mark.parametrize(
    "value",
    [
        Quantity(2**53 + 1, 2**60 + 1, "coin", stated=2**53 + 1),
        Quantity(10**400, None, "atom"),
        Quantity(0.1, 2.5, "metre"),
        TimeSpan("2024-05-03T09:00:00+02:00", "2024-05-03T10:00:00+02:00", "time"),
        TimeSpan("2024-05-03T07:00:00+00:00", "2024-05-03T08:00:00+00:00", "time"),
        TimeSpan(partial="XXXX-08-20", weekday=3),
    ],
)
def test_what_is_hard_to_store_is_kept(value: Value) -> None:
    both = [
        Argument(Role.TOPIC, v, Span(0, 4, "Rain"))
        for v in (value, TimeSpan("2024-05-03T07:00:00+00:00", "2024-05-03T08:00:00+00:00", "time"))
    ]
    claim = Claim(Source("a", "Rain fell."), "rain", Span(0, 4, "Rain"), Span(0, 10, "Rain fell."), arguments=both)
    assert [a.value.to_dict() for a in again([claim])[0].arguments] == [a.value.to_dict() for a in both]


def test_sources_survive_arrow() -> None:
    sources = [
        Source("a", "Rain.", publisher="P", published=dt.date(2024, 5, 4), title="T", url="https://example.org/a"),
        Source("b", "", published="2024-05-04T09:30:00+02:00"),
        Source("c", digest="sha256:0"),
    ]
    assert list(sources_from(sources_table(sources)).values()) == sources


def test_sources_become_a_table_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [Source(name, f"Rain fell in {name}.") for name in ("cork", "lima", "oslo")]
    whole = sources_table(sources, {"lima": "cork"})
    monkeypatch.setattr("claimrec.tables.writing.TEXTS", 2)
    assert sources_table(sources, {"lima": "cork"}).combine_chunks().equals(whole)
    assert sources_table([]).schema == whole.schema


def test_a_table_is_reconciled_like_its_claims() -> None:
    given = claims()
    table = claims_table(given)
    sources = sources_table(claim.source for claim in given)
    assert reconcile(table, sources=sources) == reconcile(given)
    assert reconcile(table.to_reader(), sources=sources) == reconcile(given)


def test_a_table_alone_knows_who_published_when() -> None:
    result = reconcile(claims_table(claims()))
    assert [(s.publisher, str(s.published)) for s in result.sources] == [("Paper a", "2024-05-04"), ("Paper b", "2024-05-04")]
    assert [f.field for f in result.conflicts] == ["killed"]


def test_columns_that_may_be_left_out_may_be_left_out() -> None:
    table = claims_table(claims()).select(["source", "type", "trigger", "evidence", "arguments"])
    assert [c.type for c in claims_from(table)] == ["kill", "kill"]


def test_results_as_tables() -> None:
    result = reconcile(claims())
    tables = result.tables()
    for name in ("events", "findings", "claims", "sources"):
        assert getattr(tables, name).schema == schemas()[name]
    assert tables.events.column("id").to_pylist() == [event.id for event in result.events]
    assert tables.events.column("claims").to_pylist() == [[c.id for c in event.claims] for event in result.events]
    conflict = next(row for row in tables.findings.to_pylist() if row["relation"] == "conflict")
    assert [p["value"]["low"] for p in conflict["positions"]] == [14.0, 15.0]
    assert [p["sources"] for p in conflict["positions"]] == [["a"], ["b"]]
    assert conflict["positions"][0]["evidence"][0]["text"] == "14"
    assert tables.sources.column("origin").to_pylist() == [result.origins[s.id] for s in result.sources]


def test_nothing_found_is_empty_tables() -> None:
    tables = reconcile([]).tables()
    assert [getattr(tables, name).num_rows for name in ("events", "findings", "claims", "sources")] == [0, 0, 0, 0]
    assert reconcile(claims_table([])).claims == ()


def test_tables_survive_parquet(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    pq.write_table(claims_table(claims()), tmp_path / "claims.parquet")
    assert [c.id for c in claims_from(pq.read_table(tmp_path / "claims.parquet"))] == [c.id for c in claims()]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pa.table({"source": ["a"]}), "needs the columns arguments, evidence, trigger, type"),
        (claims_table(claims()).set_column(4, "type", pa.array([[1], [2]])), "'type'"),
    ],
)
def test_a_table_that_is_none_of_claims_is_refused(table: Any, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        reconcile(table)


def test_half_a_surrogate_pair_is_refused_with_a_reason() -> None:
    with pytest.raises(RecordError, match="surrogate"):
        sources_table([Source("a", "\ud800")])


def test_a_kind_that_does_not_exist_is_refused() -> None:
    rows = claims_table(claims()).to_pylist()
    rows[0]["arguments"][0]["value"]["kind"] = "colour"
    with pytest.raises(ClaimrecError, match="colour"):
        claims_from(pa.Table.from_pylist(rows, schema=schemas()["claims"]))


def test_a_table_is_told_without_pyarrow() -> None:
    assert is_table(claims_table([]))
    assert not is_table([])


def test_only_claims_and_tables_are_taken() -> None:
    with pytest.raises(OptionError):
        reconcile("claims")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_spreadsheet_runs_no_formula(text: str, tmp_path: Path) -> None:
    write_csv(sources_table([Source("a", text, title=text)]), tmp_path / "sources.csv")
    with (tmp_path / "sources.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["title"] == "'" + text
    assert row["text"] == "'" + text


def test_nested_columns_become_json(tmp_path: Path) -> None:
    evil = evolve(claims()[0], arguments=[Argument(Role.AGENT, Entity('=HYPERLINK("x")'), Span(0, 3, "Two"))])
    write_csv(claims_table([evil]), tmp_path / "claims.csv")
    text = (tmp_path / "claims.csv").read_text(encoding="utf-8")
    row = next(csv.DictReader(text.splitlines()))
    assert row["arguments"].startswith('[{"role": "agent"')
    assert row["publisher"] == "Paper a"


def test_all_of_a_source_survives_arrow() -> None:
    whole = Source("a", "Rain fell.", publisher="P", published="2024-05-03", title="T", url="https://a.example", agency="Reuters")
    given = [whole, Source("b", ""), Source("c", "Snow.", published="2024-05-03T08:00:00+02:00")]
    back = sources_from(sources_table(given))
    assert [source.to_dict() for source in back.values()] == [source.to_dict() for source in given]


def test_polars_and_duckdb_take_the_tables_and_give_them_back() -> None:
    result = reconcile(claims())
    tables = result.tables()
    polars, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    frames = polars.from_arrow(tables.claims), polars.from_arrow(tables.sources)
    assert reconcile(frames[0], sources=frames[1]) == result
    told, known = (duckdb.from_arrow(table) for table in (tables.claims, tables.sources))
    assert reconcile(told, sources=known) == result
    (row,) = duckdb.from_arrow(tables.findings).filter("relation = 'conflict'").select("positions[1].value.low").fetchall()
    assert row[0] in (14, 15)
