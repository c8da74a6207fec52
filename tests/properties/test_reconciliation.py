"""Laws of reconciliation, whatever the claims are."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claimrec.model import Claim, Event, Finding, Match, Outcome, Source
from claimrec.reconciliation.clustering import cluster
from claimrec.reconciliation.own_features import PairFeature
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import assert_same_report, make_claim, make_source
from claimrec.testing.planted import Contradiction, contradictions
from claimrec.testing.strategies import claim_sets
from claimrec.values import Quantity, Relation


def report(outcome: Outcome) -> dict[str, Any]:
    """Everything that was decided, as JSON types."""
    return {
        "origins": dict(outcome.origins),
        "claims": [c.to_dict() for c in outcome.claims],
        "matches": [m.to_dict() for m in outcome.matches],
        "events": [e.to_dict() for e in outcome.events],
        "findings": [f.to_dict() for f in outcome.findings],
    }


def conflicts(outcome: Outcome) -> list[Finding]:
    return [f for f in outcome.findings if f.relation == "conflict"]


@given(st.data(), claim_sets())
def test_the_order_of_claims_is_irrelevant(data: st.DataObject, claims: tuple[Claim, ...]) -> None:
    shuffled = data.draw(st.permutations(claims))
    assert_same_report(report(reconcile_claims(claims)), report(reconcile_claims(shuffled)))


@given(claim_sets())
def test_events_partition_the_claims(claims: tuple[Claim, ...]) -> None:
    outcome = reconcile_claims(claims)
    held = [c.id for e in outcome.events for c in e.claims]
    assert sorted(held) == sorted(c.id for c in claims)
    assert len({e.id for e in outcome.events}) == len(outcome.events)


@given(claim_sets())
def test_events_replay_from_matches(claims: tuple[Claim, ...]) -> None:
    outcome = reconcile_claims(claims)
    groups = cluster(outcome.matches, [c.id for c in outcome.claims])
    assert {frozenset(g) for g in groups} == {frozenset(c.id for c in e.claims) for e in outcome.events}


@given(claim_sets())
def test_part_of_is_a_forest(claims: tuple[Claim, ...]) -> None:
    above = {e.id: e.part_of for e in reconcile_claims(claims).events}
    for start in above:
        seen, here = {start}, above[start]
        while here is not None:
            assert here not in seen
            seen.add(here)
            here = above[here]


@given(claim_sets())
def test_records_survive_json(claims: tuple[Claim, ...]) -> None:
    outcome = reconcile_claims(claims)
    by_id = {c.id: c for c in outcome.claims}
    assert [Event.from_dict(e.to_dict(), by_id) for e in outcome.events] == list(outcome.events)
    assert [Finding.from_dict(f.to_dict(), by_id) for f in outcome.findings] == list(outcome.findings)
    assert [Match.from_dict(m.to_dict()) for m in outcome.matches] == list(outcome.matches)


@given(claim_sets())
def test_findings_keep_their_rules(claims: tuple[Claim, ...]) -> None:
    outcome = reconcile_claims(claims)
    keys = [(f.event, f.field, f.relation) for f in outcome.findings]
    assert len(set(keys)) == len(keys)
    for finding in outcome.findings:
        assert finding.explanation and finding.positions
        assert all(p.evidence and p.claims and p.independent >= 1 for p in finding.positions)
        supports = [p.independent for p in finding.positions]
        assert supports == sorted(supports, reverse=True)
    for finding in conflicts(outcome):
        values = [p.value for p in finding.positions]
        if finding.kind in ("quantity", "time", "place"):
            assert all(a.compare(b) is Relation.DISJOINT for i, a in enumerate(values) for b in values[i + 1 :])


@given(contradictions())
def test_a_planted_contradiction_is_found_alone(planted: Contradiction) -> None:
    found = conflicts(reconcile_claims(planted.claims))
    assert [(f.kind, f.field) for f in found] == [(planted.kind, planted.field)]
    assert {p.sources for p in found[0].positions} == set(planted.sides)


@given(contradictions())
def test_a_copy_adds_no_support_and_no_conflict(planted: Contradiction) -> None:
    first = planted.claims[0]
    copy = evolve(first, source=Source("zz-copy", first.source.text))
    before, after = reconcile_claims(planted.claims), reconcile_claims([*planted.claims, copy])
    assert after.origins["zz-copy"] == after.origins[first.source.id]
    assert [[p.independent for p in f.positions] for f in conflicts(before)] == [
        [p.independent for p in f.positions] for f in conflicts(after)
    ]
    assert [f.id for f in conflicts(before)] == [f.id for f in conflicts(after)]


@given(contradictions())
def test_renaming_sources_renames_the_result(planted: Contradiction) -> None:
    names = {c.source.id: f"new-{c.source.id}" for c in planted.claims}
    renamed = [evolve(c, source=evolve(c.source, id=names[c.source.id])) for c in planted.claims]
    before, after = reconcile_claims(planted.claims), reconcile_claims(renamed)
    assert [[tuple(names[s] for s in p.sources) for p in f.positions] for f in conflicts(before)] == [
        [p.sources for p in f.positions] for f in conflicts(after)
    ]


@given(contradictions())
def test_an_unrelated_source_changes_no_id(planted: Contradiction) -> None:
    other = make_claim(make_source("Frost burst a pipe in the attic of a museum.", id="other"), "burst", trigger="burst")
    before, after = reconcile_claims(planted.claims), reconcile_claims([*planted.claims, other])
    assert {f.id for f in before.findings} <= {f.id for f in after.findings}


@given(st.integers(1, 500), st.integers(1, 500), st.integers(0, 100))
def test_widening_a_value_adds_no_conflict(one: int, two: int, more: int) -> None:
    def said(name: str, low: int, high: int) -> Claim:
        text = f"Storms over Oslo killed {low} to {high} people on 3 March, report {name}."
        value = Quantity(low, high, "killed", text=f"{low} to {high}")
        return make_claim(
            make_source(text, id=name), "kill", trigger="killed", place="Oslo", time=("2025-03-03", "on 3 March"), killed=value
        )

    narrow = reconcile_claims([said("a", one, one), said("b", two, two)])
    wide = reconcile_claims([said("a", max(0, one - more), one + more), said("b", two, two)])
    assert len(conflicts(wide)) <= len(conflicts(narrow))


def weights_of(seed: int) -> PairFeature:
    """A feature whose weights have nothing to do with the claims: the laws have to hold whatever it says."""

    def whim(one: Claim, two: Claim) -> float | None:
        """No reason at all."""
        assert one.id < two.id
        return (None, -8.0, -0.5, 0.0004, 0.5, 3.0, 12.0)[int(one.id[2:] + two.id[2:], 16) % 7919 * seed % 7]

    return whim


@given(st.data(), claim_sets(), st.integers(1, 6))
def test_the_laws_hold_with_any_feature_of_the_user_s(data: st.DataObject, claims: tuple[Claim, ...], seed: int) -> None:
    outcome = reconcile_claims(claims, features=weights_of(seed))
    assert_same_report(report(outcome), report(reconcile_claims(data.draw(st.permutations(claims)), features=[weights_of(seed)])))
    groups = cluster(outcome.matches, [c.id for c in outcome.claims])
    assert {frozenset(g) for g in groups} == {frozenset(c.id for c in e.claims) for e in outcome.events}
    for match in outcome.matches:
        assert abs(match.score - sum(reason.weight for reason in match.reasons)) < 0.0015
        assert Match.from_dict(match.to_dict()) == match


@given(claim_sets())
def test_a_feature_that_parts_all_leaves_every_claim_alone(claims: tuple[Claim, ...]) -> None:
    def apart(one: Claim, two: Claim) -> float:
        return -1000.0

    assert all(len(event.claims) == 1 for event in reconcile_claims(claims, features=apart).events)
