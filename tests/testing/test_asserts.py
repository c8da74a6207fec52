from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from claimrec.model import Citation, Claim, Span
from claimrec.testing import assert_grounded, assert_relation, assert_round_trip, assert_same_report, make_claim
from claimrec.values import Place, Quantity


@pytest.fixture
def claim() -> Claim:
    return make_claim("Fire destroyed two barns in Kent.", "burn", trigger="destroyed", place="Kent")


def test_grounded_claims_pass(claim: Claim) -> None:
    assert_grounded([claim])
    assert_grounded(iter([]))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"trigger": Span(0, 4, "destroyed")}, "trigger is said to be 'destroyed' at [0:4], where 'Fire' stands"),
        ({"evidence": Span(-5, 33, "")}, "evidence"),
        ({"evidence": Span(40, 44, "Fire")}, "evidence"),
        ({"cited": (Citation("police", 0, 4, "police"),)}, "citation 'police'"),
    ],
)
def test_each_wrong_span_is_named(claim: Claim, change: dict[str, Any], named: str) -> None:
    with pytest.raises(AssertionError, match="spans that do not show their words") as caught:
        assert_grounded([evolve(claim, **change)])
    assert named in str(caught.value)


def test_a_wrong_argument_is_named(claim: Claim) -> None:
    wrong = evolve(claim.arguments[0], evidence=Span(0, 4, "Kent"))
    with pytest.raises(AssertionError, match="place is said to be 'Kent'"):
        assert_grounded([evolve(claim, arguments=(wrong,))])


def test_relations_are_checked_both_ways() -> None:
    assert_relation(Place("Kent", ["England"]), Place("England"), "narrower")
    with pytest.raises(AssertionError, match="is narrower, not broader"):
        assert_relation(Place("Kent", ["England"]), Place("England"), "broader")


def test_a_record_that_comes_back_otherwise_is_named() -> None:
    class Forgetful(Quantity):
        def to_dict(self) -> dict[str, Any]:
            return {**super().to_dict(), "low": None}

    with pytest.raises(AssertionError, match="came back from JSON as"):
        assert_round_trip(Forgetful(1, 2, "killed"))


@pytest.mark.parametrize(
    ("a", "b", "path"),
    [
        ({"x": 1}, {"x": 2}, "x: 1 against 2"),
        ({"x": 1}, {}, r"x: 1 against '\(nothing\)'"),
        ({}, {"x": None}, r"x: '\(nothing\)' against None"),
        ({"x": [1, {"y": 2}]}, {"x": [1, {"y": 3}]}, r"x\[1\].y: 2 against 3"),
        ({"x": [1]}, {"x": [1, 2]}, r"x: \[1\] against \[1, 2\]"),
    ],
)
def test_the_first_difference_of_two_reports_is_named(a: Any, b: Any, path: str) -> None:
    assert_same_report(a, a)
    with pytest.raises(AssertionError, match=f"the reports differ at {path}"):
        assert_same_report(a, b)
