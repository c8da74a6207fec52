"""What reconcile is told beside the claims."""

from __future__ import annotations

import pytest

from claimrec import Judgement, OptionError, Source, extract, reconcile

A = Source("a", "Three divers were rescued off Bergen on 3 March 2024.", published="2024-03-04")
B = Source("b", "Four divers were rescued off Bergen on 3 March 2024.", published="2024-03-04")
SILENT = Source("c", "…")


def test_sources_without_a_claim_are_listed_too() -> None:
    result = reconcile(extract([A, B, SILENT]))
    assert [source.id for source in result.sources] == ["a", "b", "c"]
    assert result.origins["c"] == "c"
    assert [source["id"] for source in result.to_dict()["sources"]] == ["a", "b", "c"]


def test_stored_claims_may_bring_their_sources() -> None:
    claims = list(extract([A, B]))
    assert [source.id for source in reconcile(claims).sources] == ["a", "b"]
    assert [source.id for source in reconcile(claims, sources=[A, B, SILENT]).sources] == ["a", "b", "c"]


def test_why_tells_what_joined_two_claims() -> None:
    result = reconcile(extract([A, B]))
    one, two = (next(c for c in result.claims if c.source.id == name and c.type == "rescue") for name in "ab")
    match = result.why(one, two.id)
    assert match.score == pytest.approx(sum(reason.weight for reason in match.reasons), abs=0.01)
    assert {"time"} <= {reason.feature for reason in match.reasons}
    with pytest.raises(OptionError, match="has none with the id 'c-0'"):
        result.why(one, "c-0")


def test_a_judgement_is_obeyed_and_stored() -> None:
    claims = extract([A, B])
    joined = reconcile(claims)
    one, two = (next(c.id for c in joined.claims if c.source.id == name and c.type == "rescue") for name in "ab")
    assert any(f.field == "rescued" for f in joined.conflicts)
    parted = reconcile(claims, judgements=[Judgement(one, two, same=False)])
    assert not parted.conflicts
    assert [(j.a, j.b, j.same) for j in parted.judgements] == [(one, two, False)]


def test_a_threshold_leaves_out_what_is_unsure() -> None:
    claims = extract([A, B])
    assert reconcile(claims, min_confidence=1.0).findings == ()
    with pytest.raises(OptionError):
        reconcile(claims, min_confidence=2.0)
