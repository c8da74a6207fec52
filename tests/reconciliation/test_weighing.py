"""Pairs weighed in stages: what is left early could have changed nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimrec.model import Claim
from claimrec.reconciliation import blocking
from claimrec.reconciliation.blocking import Candidates, candidates
from claimrec.reconciliation.building import columns_of, framed
from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.features import (
    FEATURES,
    MOST,
    statement,
    statement_at_most,
    story,
    story_at_most,
    weigh,
    whole,
)
from claimrec.reconciliation.identity import identify
from claimrec.reconciliation.independence import origins
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.likeness import story_cosines
from claimrec.reconciliation.matching import weighed_pairs
from claimrec.reconciliation.ragged import Floats, Ints
from claimrec.reconciliation.reading import read, runs_of, words_of
from claimrec.reconciliation.weighing import hopeful, summed
from claimrec.testing import make_claim, make_source
from claimrec.testing.strategies import claim_sets


def columns(claims: Sequence[Claim]) -> Columns:
    """The columns of claims, in the order in which they are read."""
    reading, words = read(claims)
    told = [claims[n] for n in reading.position.tolist()]
    witness = origins(reading.sources, runs_of(reading, words))
    return columns_of(told, framed(reading, identify(reading)), words_of(reading, words), lambda: witness)


def all_pairs(c: Columns) -> tuple[Ints, Ints]:
    """Every claim with every other one of its sort, sayings with sayings."""
    said = np.array([name in kinds().speech for name in c.types], dtype=np.bool_)[c.type]
    a, b = np.triu_indices(len(c), 1)
    alike = said[a] == said[b]
    return a[alike].astype(np.int64), b[alike].astype(np.int64)


def score(c: Columns, a: Ints, b: Ints) -> Floats:
    """Sums of all weights but that of the larger happening."""
    weights = weigh(c, a, b)
    return sum((row for row, feature in zip(weights, FEATURES, strict=True) if feature.weigh is not whole), np.zeros(len(a)))


@given(claim_sets())
@settings(max_examples=60, deadline=None)
def test_no_feature_weighs_more_than_it_says(claims: Sequence[Claim]) -> None:
    c = columns(claims)
    a, b = all_pairs(c)
    said = np.array([name in kinds().speech for name in c.types], dtype=np.intp)[c.type[a]]
    for weights, feature in zip(weigh(c, a, b), FEATURES, strict=True):
        assert (weights <= np.array(feature.most)[said]).all(), feature.name


@given(claim_sets())
@settings(max_examples=60, deadline=None)
def test_what_is_told_at_most_is_no_less_than_what_is_told(claims: Sequence[Claim]) -> None:
    c = columns(claims)
    a, b = all_pairs(c)
    assert (story_at_most(c, a, b).round(3) >= story(c, a, b).round(3)).all()
    assert (statement_at_most(c, a, b).round(3) >= statement(c, a, b).round(3)).all()


@given(claim_sets())
@settings(max_examples=60, deadline=None)
def test_stories_weigh_the_same_where_candidates_have_told_how_alike_they_are(claims: Sequence[Claim]) -> None:
    c = columns(claims)
    a, b = all_pairs(c)
    asked, turned = story(c, a, b), story(c, b, a)
    found = candidates(c)
    c.alike.learn(found.near, found.alike)
    assert story(c, a, b).tolist() == asked.tolist()
    assert story(c, b, a).tolist() == turned.tolist()
    one, two = found.near // len(c.sources), found.near % len(c.sources)
    assert found.alike.tolist() == story_cosines(c, one, two).tolist() == story_cosines(c, two, one).tolist()


@given(claim_sets())
@settings(max_examples=60, deadline=None)
def test_whatever_may_be_above_the_least_is_weighed_in_full(claims: Sequence[Claim]) -> None:
    c = columns(claims)
    a, b = all_pairs(c)
    told = score(c, a, b)
    for least in (-3.0, 0.0, 3.0):
        found = hopeful(c, a, b, np.full(len(a), least))
        assert set(np.flatnonzero(told > least).tolist()) <= set(found.at.tolist())
        assert np.allclose(found.before + found.after.sum(axis=0), told[found.at])
    assert summed(c, a, b).at.tolist() == list(range(len(a)))


@given(claim_sets())
@settings(max_examples=60, deadline=None)
def test_a_pair_left_out_links_nothing(claims: Sequence[Claim]) -> None:
    c = columns(claims)
    pairs = weighed_pairs(c)
    kept = set(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    assert np.allclose(pairs.score, score(c, pairs.a, pairs.b))
    assert list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)) == sorted(kept)
    a, b = all_pairs(c)
    same_type = c.type[a] == c.type[b]
    happens = np.array([name not in kinds().speech for name in c.types], dtype=np.bool_)[c.type[a]]
    above = same_type & happens & (score(c, a, b) > -MOST)
    assert set(zip(a[above].tolist(), b[above].tolist(), strict=True)) <= kept


@pytest.mark.parametrize("n_process", [1, 2])
def test_processes_find_the_same_pairs(monkeypatch: pytest.MonkeyPatch, n_process: int) -> None:
    reports = [make_source(f"{n} dead in Oslo", id=f"day-{n}") for n in range(12, 20)]
    c = columns([make_claim(report, "kill", trigger="dead", place="Oslo") for report in reports])
    expected = candidates(c)
    monkeypatch.setattr(blocking, "SHARED", 0)
    found = candidates(c, n_process)
    assert len(found) > 0
    assert found.numbers.tolist() == expected.numbers.tolist()


@given(st.lists(st.sets(st.integers(0, 300)), max_size=5), st.integers(1, 100))
def test_pairs_are_shared_out_each_once(found: list[set[int]], size: int) -> None:
    pairs = Candidates([np.array(sorted(numbers), dtype=np.int64) for numbers in found])
    told = [pairs.within(share).tolist() for share in pairs.shares(size)]
    assert [number for numbers in told for number in numbers] == sorted(set().union(*found))
    assert len(pairs) == sum(map(len, found))
