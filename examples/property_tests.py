"""Hypothesis looks for claims that break your own code; here an alert that must fire on every planted contradiction."""

from __future__ import annotations

from hypothesis import given, settings

from claimrec import Claim, Verdict, reconcile
from claimrec.testing.strategies import Contradiction, claim_sets, contradictions

FEW = settings(max_examples=25, derandomize=True, deadline=None, database=None)


def alerts(claims: list[Claim]) -> set[str]:
    """The code under test: the fields that a reader has to look at."""
    return {finding.field for finding in reconcile(claims).findings if finding.relation is not Verdict.AGREE}


@FEW
@given(contradictions())
def test_what_is_planted_is_found(planted: Contradiction) -> None:
    assert planted.field in alerts(list(planted.claims))


@FEW
@given(claim_sets())
def test_the_order_of_claims_changes_nothing(claims: list[Claim]) -> None:
    assert alerts(claims) == alerts(list(reversed(claims)))


if __name__ == "__main__":  # pytest finds them, too
    for test in (test_what_is_planted_is_found, test_the_order_of_claims_changes_nothing):
        test()
        print(test.__name__.replace("_", " "), "- holds")

# Prints:
# test what is planted is found - holds
# test the order of claims changes nothing - holds
