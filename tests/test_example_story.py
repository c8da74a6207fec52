"""The shipped story shows what claimrec can tell apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimrec import Verdict, extract, read_sources, reconcile
from claimrec.testing import assert_grounded, assert_same_report


@pytest.fixture(scope="module")
def story(root: Path):
    return read_sources([root / "examples" / "ferry"])


@pytest.fixture(scope="module")
def report(story, nlp):
    return reconcile(extract(story, nlp=nlp))


def test_the_story_has_five_reports_or_more(story) -> None:
    assert len(story) >= 5
    assert len({source.publisher for source in story}) == len(story)
    assert all(source.published for source in story)


@pytest.mark.parametrize("verdict", Verdict)
def test_the_story_shows_every_relation(report, verdict: Verdict) -> None:
    assert [finding for finding in report.findings if finding.relation is verdict]


def test_the_story_shows_a_difference_of_attribution(report) -> None:
    assert report.differences


def test_the_two_counts_of_agreements_are_the_conflict(report) -> None:
    counts = [finding for finding in report.conflicts if finding.field == "agreement"]
    assert [sorted(position.value.low for position in finding.positions) for finding in counts] == [[11, 12]]


def test_its_claims_stand_where_they_say(report) -> None:
    assert report.claims
    assert_grounded(report.claims)


def test_the_order_of_the_reports_changes_nothing(story, report, nlp) -> None:
    assert_same_report(report, reconcile(extract(list(reversed(story)), nlp=nlp)))
