"""Tables whose values are numbers: turned back, they are the tables themselves."""

from __future__ import annotations

import datetime as dt

import pytest

from claimrec.errors import RecordError
from claimrec.model import Consensus, Event, Finding, Position
from claimrec.values import Entity, Office, Place, Quantity, Text, TimeSpan, Value, Verdict

pa = pytest.importorskip("pyarrow")

from claimrec.tables.coding import ValueCodes, array_of, decoded, joined, struct_of, taken  # noqa: E402
from claimrec.tables.schemas import schemas, system_memory, value_type  # noqa: E402
from claimrec.tables.writing import coded_events, coded_findings, events_table, findings_table  # noqa: E402

DAY = TimeSpan(dt.date(2025, 3, 6), dt.date(2025, 3, 7), "day", text="on Thursday")
DEAD = Quantity.exactly(2**60 + 1, "killed", text="many")
TOWN = Place("Varto", within=("Turkey",), text="Varto", level="city")
VALUES = (DEAD, DAY, TOWN, Entity("Rosa Quispe", "person"), Office("minister"), Text("no"), Quantity.at_least(3, "killed"))


def event(name: str, *values: Value) -> Event:
    """An event with these values as its consensus, each the lowest and the highest as well."""
    agreed = {f"field {n}": Consensus(value, value, value, ("a", "b"), 0.5) for n, value in enumerate(values)}
    return Event(name, "kill", (), None, agreed)


def finding(name: str, *values: Value) -> Finding:
    positions = [Position(value, (), ("a",), 1, ()) for value in values]
    return Finding(name, "e", "quantity", "killed", Verdict.CONFLICT, positions)


def test_values_stand_at_their_numbers_whatever_their_kind() -> None:
    codes = ValueCodes()
    assert codes.column([*VALUES, VALUES[1]]).to_pylist() == [*range(len(VALUES)), 1]
    assert codes.column(VALUES[::-1]).to_pylist() == list(range(len(VALUES)))[::-1]
    told = codes.array()
    assert told.type == value_type()
    assert told.field("kind").to_pylist() == [value.kind for value in VALUES]
    assert told.field("text").to_pylist()[:3] == ["many", "on Thursday", "Varto"]
    assert told.field("written").to_pylist()[0] == f"[{2**60 + 1}, {2**60 + 1}, {2**60 + 1}]"
    assert told.field("start").to_pylist()[1] == "2025-03-06"


def test_no_values_are_an_empty_column() -> None:
    assert ValueCodes().array().type == value_type()
    assert taken(ValueCodes().array(), pa.array([], pa.int32())).to_pylist() == []


def test_what_is_taken_is_what_arrow_takes() -> None:
    codes = ValueCodes()
    codes.column(VALUES)
    at = pa.array([3, 0, 0, 6, 2], pa.int32())
    assert taken(codes.array(), at).equals(codes.array().take(at))


def test_tables_of_two_parts_are_the_table_of_both() -> None:
    parts = [[event("a", *VALUES[:3]), event("b")], [], [event("c", *VALUES[2:])]]
    codes = [ValueCodes() for _ in parts]
    coded = [coded_events(events, known) for events, known in zip(parts, codes, strict=True)]
    values = [known.array() for known in codes]
    made = decoded(joined(coded, "events", [len(v) for v in values]), "events", pa.concat_arrays(values))
    assert made.schema == schemas()["events"]
    assert made.to_pylist() == events_table([e for events in parts for e in events]).to_pylist()


def test_findings_and_events_share_their_numbers() -> None:
    codes = ValueCodes()
    coded = coded_events([event("a", *VALUES)], codes), coded_findings([finding("f", *VALUES)], codes)
    assert len(codes.array()) == len(VALUES)
    assert decoded(coded[1], "findings", codes.array()).equals(findings_table([finding("f", *VALUES)]))
    assert findings_table([]).schema == schemas()["findings"]


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(RecordError, match="surrogate"):
        array_of(["\ud800"], pa.string())


def test_a_struct_of_columns() -> None:
    kind = pa.struct([("a", pa.int32()), ("b", pa.string())])
    assert struct_of(kind, [array_of([1], pa.int32()), array_of(("x",), pa.string())]).to_pylist() == [{"a": 1, "b": "x"}]


def test_the_allocator_of_before_is_back_afterwards() -> None:
    before = pa.default_memory_pool().backend_name
    with pytest.raises(ZeroDivisionError), system_memory():
        1 // 0  # noqa: B018
    assert pa.default_memory_pool().backend_name == before
