"""What a notebook shows."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

from claimrec.model import Claims, Consensus, Findings, Outcome, Source
from claimrec.result import Reconciliation
from claimrec.values import Entity


def shown(record: object) -> str:
    """The words of a card, without its style and tags."""
    html = record._repr_html_()  # type: ignore[attr-defined]
    assert html.count("<style>") == html.count("</style>") == 1
    assert "<script" not in html
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)).split())


def test_a_source_tells_where_it_is_from_and_how_it_begins(outcome: Outcome) -> None:
    assert shown(outcome.sources[0]).startswith("The Alpha alpha · 2024-03-04 · 92 characters Hurt Mayor Ann Lee said")
    assert shown(Source("empty")) == "empty 0 characters"


def test_a_claim_shows_its_values_beside_their_words(outcome: Outcome) -> None:
    card = outcome.claims[1]._repr_html_()
    assert "<u>hurt</u>" in card
    assert "<mark>At least 13 people</mark>" in card
    assert "at least 13 injured" in card
    assert "&lt;b&gt;" in card
    assert "according to police" in card
    assert "denied" in shown(outcome.claims[3])


def test_claims_are_a_table(outcome: Outcome) -> None:
    card = shown(Claims(outcome.claims, outcome.sources))
    assert card.startswith("source event sentence alpha injure Mayor")
    assert "and 1 more" in shown(Claims(outcome.claims[:1] * 21))


def test_an_event_shows_what_most_sources_say(outcome: Outcome) -> None:
    card = shown(outcome.events[0])
    assert card.startswith("injure e-injure-1 · alpha, beta, copy")
    assert "injured 12 injured at least 13 injured alpha" in card
    assert "part of e-injure-1" in shown(outcome.events[1])


def test_a_finding_shows_both_sides(outcome: Outcome) -> None:
    card = shown(outcome.findings[0])
    assert card.startswith("conflict injured e-injure-1 · high severity · confidence 0.90")
    assert "12 injured alpha, copy “12 people”" in card
    assert "at least 13 injured beta “At least 13 people”" in card


def test_conflicts_are_a_tuple_and_a_table(result: Reconciliation) -> None:
    assert isinstance(result.conflicts, tuple)
    assert result.conflicts == tuple(f for f in result.findings if f.relation == "conflict")
    assert "conflict injured 12 injured alpha, copy at least 13 injured beta high 0.90" in shown(result.conflicts)
    assert isinstance(result.findings, Findings)
    assert isinstance(result.differences, Findings)


def test_a_long_table_is_cut(outcome: Outcome) -> None:
    assert "and 5 more" in shown(Findings([outcome.findings[0]] * 25))


def test_a_finding_with_many_sides_and_long_ids_stays_small(outcome: Outcome) -> None:
    first = outcome.findings[0].positions[0]
    long = evolve(first, sources=tuple(f"https://example.org/{n}/{'x' * 200}" for n in range(30)))
    finding = evolve(outcome.findings[0], positions=[long] * 60, explanation="word " * 2_000)
    assert "and 52 more values" in shown(finding)
    assert "and 52 more" in shown(Findings([finding]))
    assert len(finding._repr_html_()) < 8_000
    assert "and 1 more value word" in shown(evolve(finding, positions=[long] * 9))


def test_names_have_no_lowest_and_highest(outcome: Outcome) -> None:
    event = outcome.events[0]
    low, best = (Entity(name, "person", name.lower()) for name in ("Ann", "Bob"))
    card = evolve(event, consensus={"agent": Consensus(best, low, best, ("alpha",), 0.5)})._repr_html_()
    assert '<td></td><td><span class="value">Bob</span> <span class="dim">also Ann</span></td><td></td>' in card


def test_the_result_shows_counts_conflicts_and_credits(result: Reconciliation) -> None:
    card = shown(result)
    assert card.startswith("3 sources, 4 claims, 2 events, 3 findings, 1 conflict; 1 source repeats another Conflicts")
    assert "Whom the sources credit, where they differ" in card
    assert len(result._repr_html_()) < 8000


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\x00\x1b\u202e"])
def test_evil_words_stay_words(outcome: Outcome, evil: str) -> None:
    for record in (
        Source(evil, evil, publisher=evil, title=evil),
        evolve(outcome.claims[0], type=evil),
        evolve(outcome.events[0], id=evil, type=evil),
        evolve(outcome.findings[0], field=evil, explanation=evil),
        Findings([evolve(outcome.findings[0], field=evil)]),
    ):
        card = record._repr_html_()
        assert evil not in card
        assert "<img" not in card
