"""What the witnesses of one field have in common, and whom they know."""

from __future__ import annotations

from claimrec import Claim, Entity, Quantity, Verdict
from claimrec.reconciliation.drafts import of_several
from claimrec.reconciliation.people import Crowds, Knowledge
from claimrec.reconciliation.statements import Statement, statements_of
from claimrec.reconciliation.verdicts import compare_values, shared_values
from claimrec.testing import make_claim, make_source


def told(source: str, number: int, *, more: bool = False) -> Claim:
    words = f"at least {number}" if more else f"{number}"
    report = make_source(f"The blast killed {words} people in Oslo on Monday.", id=source)
    value = Quantity.at_least(number, "killed", text=words) if more else Quantity.exactly(number, "killed", text=words)
    return make_claim(report, "kill", trigger="killed", killed=value)


def killed(*claims: Claim) -> list[Statement]:
    return statements_of(claims, {})["killed"]


def test_what_two_witnesses_share_is_what_the_full_comparison_finds_them_to_share() -> None:
    origins = {"a": "a", "b": "b", "c": "c"}
    said = killed(told("a", 12), told("b", 12), told("c", 10, more=True))
    full = [d for d in compare_values(said, origins, {}) if d.relation in (Verdict.AGREE, Verdict.REFINES)]
    assert [(d.relation, d.explanation) for d in shared_values(said, origins)] == [(d.relation, d.explanation) for d in full]
    assert [d.relation for d in full] == [Verdict.AGREE, Verdict.REFINES]


def test_one_witness_shares_nothing_with_itself() -> None:
    said = statements_of([told("a", 12), told("b", 12)], {"a": "a", "b": "a"})["killed"]
    assert not shared_values(said, {"a": "a", "b": "a"})
    assert not compare_values(said, {"a": "a", "b": "a"})


def test_a_witness_knows_whom_any_of_its_reports_names() -> None:
    origins = {"a": "a", "b": "a", "c": "c"}
    claims = [
        make_claim(make_source(f"{who} spoke.", id=source), "say", trigger="spoke", speakers=[Entity(who, id=who.lower())])
        for source, who in (("a", "Moen"), ("b", "Lie"), ("c", "Dahl"))
    ]
    known = Knowledge(claims, origins)
    assert known.of("a") == {"moen", "lie"}
    assert known.of("c") == {"dahl"}
    assert known.of("nobody") == frozenset()


def test_a_copy_is_no_second_witness() -> None:
    claims = [told("a", 12), told("b", 12)]
    assert of_several(statements_of(claims, {"a": "a", "b": "b"})["killed"])
    assert not of_several(statements_of(claims, {"a": "a", "b": "a"})["killed"])


def test_what_happened_to_several_in_a_part_happened_to_several_in_the_whole() -> None:
    stated = [statements_of([told("a", 1)], {}), statements_of([told("b", 2)], {}), statements_of([told("c", 1)], {})]
    crowds = Crowds(stated, tops=[0, 0, 2], trees={0: [1]})
    assert [crowds.around(n) for n in range(3)] == [True, True, False]
