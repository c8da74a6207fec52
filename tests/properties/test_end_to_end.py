"""From generated text to findings: nothing breaks, nothing is invented."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimrec import Source, extract, reconcile
from claimrec.testing import assert_grounded, assert_same_report
from claimrec.testing.strategies import Contradiction, contradictions, sources, wordings

FEW = settings(max_examples=15)
LINES = st.lists(
    wordings() | st.sampled_from(["\n", "\t", "\u200b", "Rebels killed 12 people in Oslo.", "On Tuesday, 3"]), max_size=8
)


@FEW
@given(st.lists(sources(texts=LINES.map(" ".join)), max_size=3, unique_by=lambda source: source.id))
def test_any_text_gives_grounded_claims_and_a_report(drawn: list[Source]) -> None:
    claims = extract(drawn)
    assert_grounded(claims)
    result = reconcile(claims)
    assert {claim.id for claim in result.claims} == {claim.id for claim in claims}


@FEW
@given(contradictions())
def test_the_planted_contradiction_is_found_in_claims_by_hand(planted: Contradiction) -> None:
    found = reconcile(planted.claims).conflicts
    assert [(finding.kind, finding.field) for finding in found] == [(planted.kind, planted.field)]
    sides = sorted(tuple(sorted(position.sources)) for position in found[0].positions)
    assert sides == sorted(planted.sides)


@FEW
@given(contradictions())
def test_nothing_but_the_planted_contradiction_is_found_in_the_text(planted: Contradiction) -> None:
    found = reconcile(extract([claim.source for claim in planted.claims])).conflicts
    assert {finding.field for finding in found} <= {planted.field}
    assert len(found) <= 1


@FEW
@given(contradictions(), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(planted: Contradiction, chance) -> None:
    shuffled = list(planted.claims)
    chance.shuffle(shuffled)
    assert_same_report(reconcile(planted.claims), reconcile(shuffled))
