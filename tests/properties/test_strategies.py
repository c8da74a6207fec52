"""The strategies draw valid records, and reach every kind of them."""

from __future__ import annotations

import datetime as dt
import inspect
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from claimrec.model import Claim, Kind, Source, Span
from claimrec.testing import assert_grounded, strategies
from claimrec.testing.strategies import (
    Contradiction,
    claim_sets,
    claims,
    contradictions,
    places,
    quantities,
    spans,
    time_spans,
    values,
)
from claimrec.values import Entity, Office, Place, Quantity, Relation, Text, TimeSpan
from claimrec.values.time import GRANULARITIES

REACHED = settings(max_examples=2000, derandomize=True, database=None, deadline=None)


@pytest.mark.parametrize("kind", ["quantity", "time", "place", "entity", "office", "text"])
def test_values_reach_every_kind(kind: str) -> None:
    assert find(values(), lambda value: value.kind == kind, settings=REACHED).kind == kind
    assert find(values(kinds=(kind,)), lambda _: True, settings=REACHED).kind == kind


@pytest.mark.parametrize("granularity", GRANULARITIES)
def test_times_reach_every_granularity(granularity: str) -> None:
    assert find(time_spans(resolved=True), lambda time: time.granularity == granularity, settings=REACHED).start is not None


@pytest.mark.parametrize("end", ["start", "end"])
def test_times_reach_open_ends_where_they_are_asked_for(end: str) -> None:
    def is_open(time: TimeSpan) -> bool:
        return getattr(time, end) in (dt.date.min, dt.date.max)

    assert find(time_spans(resolved=True, open_ends=True), is_open, settings=REACHED).resolved


@pytest.mark.parametrize("relation", [relation for relation in Relation if relation is not Relation.UNKNOWN])
@pytest.mark.parametrize("strategy", [quantities(units=st.just("killed")), time_spans(resolved=True)], ids=["counts", "times"])
def test_two_intervals_reach_every_relation(strategy: SearchStrategy, relation: Relation) -> None:
    a, b = find(st.tuples(strategy, strategy), lambda pair: pair[0].compare(pair[1]) is relation, settings=REACHED)
    assert a.compare(b) is relation


@pytest.mark.parametrize(
    "shape",
    [
        lambda q: q.low is not None and q.low == q.high,
        lambda q: q.low is not None and q.high is None,
        lambda q: q.low is None and q.high is not None,
        lambda q: q.low is None and q.high is None,
        lambda q: q.approximate,
        lambda q: q.unit is None,
        lambda q: isinstance(q.low, float),
    ],
)
def test_quantities_reach_every_shape(shape) -> None:
    assert shape(find(quantities(), shape, settings=REACHED))


@pytest.mark.parametrize("relation", [Relation.EQUAL, Relation.NARROWER, Relation.BROADER, Relation.DISJOINT])
def test_places_reach_these_relations(relation: Relation) -> None:
    a, b = find(st.tuples(places(), places()), lambda pair: pair[0].compare(pair[1]) is relation, settings=REACHED)
    assert a.compare(b) is relation


@given(claims())
def test_claims_are_grounded(claim: Claim) -> None:
    assert_grounded([claim])
    claim.check()


@given(st.data())
def test_spans_show_words_of_the_given_text(data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=30))
    span = data.draw(spans(texts=st.just(text)))
    assert text[span.start : span.end] == span.text


@given(claim_sets(min_size=1, max_size=4))
def test_claim_sets_hold_one_claim_a_source(drawn: tuple[Claim, ...]) -> None:
    assert 1 <= len(drawn) <= 4
    assert len({claim.source.id for claim in drawn}) == len(drawn)


@given(contradictions())
def test_a_contradiction_contradicts_itself_in_one_field_only(planted: Contradiction) -> None:
    assert_grounded(planted.claims)
    assert all(planted.sides)
    assert sorted(planted.sides[0] + planted.sides[1]) == [claim.source.id for claim in planted.claims]
    assert planted.values[0].compare(planted.values[1]) is Relation.DISJOINT
    for a, b in combinations(planted.claims, 2):
        between = {x.role.value: x.value.compare(y.value) for x, y in zip(a.arguments, b.arguments, strict=True)}
        disjoint = [role for role, relation in between.items() if relation is Relation.DISJOINT]
        apart = (a.source.id in planted.sides[0]) != (b.source.id in planted.sides[0])
        assert disjoint == ([planted.kind.value] if apart else [])


@pytest.mark.parametrize("kind", [Kind.QUANTITY, Kind.TIME, Kind.PLACE])
def test_contradictions_reach_every_kind(kind: Kind) -> None:
    assert find(contradictions(), lambda planted: planted.kind is kind, settings=REACHED).kind is kind
    assert find(contradictions(kinds=st.just(kind)), lambda _: True, settings=REACHED).kind is kind


def test_from_type_finds_the_strategies_without_an_import() -> None:
    program = """
import sys
from hypothesis import strategies as st, find, settings
assert "claimrec.testing" in sys.modules and "claimrec.testing.strategies" not in sys.modules
from claimrec import model, values
once = settings(derandomize=True, database=None)
for name in sys.argv[1:]:
    cls = getattr(values, name, None) or getattr(model, name)
    assert isinstance(find(st.from_type(cls), lambda _: True, settings=once), cls), name
assert "claimrec.testing.strategies" in sys.modules
"""
    types = [cls.__name__ for cls in (Quantity, TimeSpan, Place, Entity, Office, Text, Source, Span, Claim)]
    subprocess.run([sys.executable, "-W", "error::UserWarning", "-c", program, *types], check=True, timeout=120)


def test_strategies_are_plural_keyword_only_and_described() -> None:
    made = [name for name in strategies.__all__ if name != "Contradiction"]
    for name in made:
        strategy = getattr(strategies, name)
        parameters = inspect.signature(strategy).parameters.values()
        assert name.endswith("s"), name
        assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters), name
        assert inspect.getdoc(strategy), name
