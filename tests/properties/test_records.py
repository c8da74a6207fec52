"""Every record survives JSON; every stored record of the wrong shape is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.errors import ClaimrecError, RecordError
from claimrec.model import (
    Citation,
    Claim,
    Consensus,
    Event,
    Evidence,
    Finding,
    Judgement,
    Kind,
    Match,
    Mention,
    Position,
    Reason,
    Severity,
)
from claimrec.testing import assert_round_trip
from claimrec.testing.strategies import claim_sets, claims, sources, spans, values, verdicts, wordings
from claimrec.values import value_from_dict
from claimrec.values.record import Record

WORDS = wordings(min_size=0)
SHARES = st.floats(0, 1, allow_nan=False)
REASONS = st.builds(Reason, WORDS, st.floats(-20, 20, allow_nan=False), WORDS)
CONSENSUS = st.builds(Consensus, values(), values(), values(), st.lists(WORDS, max_size=3).map(tuple), SHARES)
EVIDENCE = st.builds(Evidence, WORDS, st.integers(0, 99), st.integers(0, 99), WORDS)
RECORDS: dict[str, st.SearchStrategy[Record]] = {
    "values": values(),
    "spans": spans(),
    "sources": sources(),
    "mentions": st.builds(Mention, spans(), values()),
    "citations": st.builds(Citation, WORDS, st.integers(0, 99), st.integers(0, 99), WORDS, st.booleans()),
    "reasons": REASONS,
    "matches": st.builds(Match, WORDS, WORDS, st.floats(-20, 20), st.lists(REASONS, max_size=3).map(tuple)),
    "evidence": EVIDENCE,
    "consensus": CONSENSUS,
    "judgements": st.builds(Judgement, WORDS, WORDS, st.booleans()),
}


@pytest.mark.parametrize("name", RECORDS)
@given(data=st.data())
def test_a_record_survives_json(name: str, data: st.DataObject) -> None:
    assert_round_trip(data.draw(RECORDS[name]))


@given(values())
def test_a_value_is_told_by_its_kind(value: Any) -> None:
    assert value_from_dict(json.loads(json.dumps(value.to_dict()))) == value


@given(claims())
def test_a_claim_survives_json_with_its_source_inside(claim: Claim) -> None:
    stored = json.loads(json.dumps(claim.to_dict(embed=True)))
    restored = Claim.from_dict(stored)
    assert restored == claim
    assert restored.id == claim.id == stored["id"]


@given(claims())
def test_a_claim_survives_json_beside_its_source(claim: Claim) -> None:
    stored = json.loads(json.dumps(claim.to_dict()))
    assert stored["source"] == claim.source.id
    assert Claim.from_dict(stored, {claim.source.id: claim.source}) == claim


@given(claims(), claims())
def test_two_claims_share_an_id_only_where_they_say_the_same(a: Claim, b: Claim) -> None:
    if a.id == b.id:
        assert (a.source.id, a.type, a.trigger) == (b.source.id, b.type, b.trigger)


@given(claim_sets(min_size=1), st.data())
def test_events_and_findings_survive_json_beside_their_claims(made: tuple[Claim, ...], data: st.DataObject) -> None:
    by_id = {claim.id: claim for claim in made}
    event = Event("e-1", "kill", made, data.draw(st.none() | st.just("e-0")), {"killed": data.draw(CONSENSUS)})
    evidence = tuple(data.draw(st.lists(EVIDENCE, max_size=2)))
    position = Position(data.draw(values()), made, event.sources, 1, evidence)
    kind, severity, verdict = data.draw(st.tuples(st.sampled_from(Kind), st.sampled_from(Severity), verdicts()))
    finding = Finding("f-1", "e-1", kind, "killed", verdict, (position,), 0.5, severity, "because")
    for record in (event, position, finding):
        assert type(record).from_dict(json.loads(json.dumps(record.to_dict())), by_id) == record


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(JSON)
def test_a_stored_value_of_the_wrong_shape_is_refused(record: Any) -> None:
    with pytest.raises(RecordError):
        value_from_dict(record)


@given(claims(), st.sampled_from(["type", "trigger", "evidence", "polarity", "arguments"]), JSON)
def test_a_stored_claim_of_the_wrong_shape_is_refused_or_read(claim: Claim, name: str, wrong: Any) -> None:
    try:
        read = Claim.from_dict({**claim.to_dict(embed=True), name: wrong})
    except ClaimrecError:
        return  # refused by name, never with a bare KeyError or TypeError
    assert_round_trip_of(read)


def assert_round_trip_of(claim: Claim) -> None:
    assert Claim.from_dict(json.loads(json.dumps(claim.to_dict(embed=True)))) == claim


@pytest.mark.parametrize("record", [None, [], "claim", 3, {}, {"source": 3}])
def test_what_is_no_claim_is_refused(record: Any) -> None:
    with pytest.raises(RecordError):
        Claim.from_dict(record)
