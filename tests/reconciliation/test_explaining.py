"""Why two claims are joined or not, and what an outcome lists."""

from __future__ import annotations

import pytest

from claimrec.errors import OptionError, SourceError
from claimrec.model import Claim, Source
from claimrec.reconciliation.explaining import why
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source


def claims() -> list[Claim]:
    one = make_source("Ane Lund met Per Vik in Oslo on 3 March, and they signed a treaty.", id="a")
    two = make_source("In Oslo on 3 March Ane Lund met Per Vik.", id="b")
    far = make_source("Rain fell on the hills of Kenya.", id="c")
    people = ["Ane Lund", "Per Vik"]
    return [
        make_claim(one, "meet", trigger="met", participants=people, place="Oslo", time=("2025-03-03", "on 3 March")),
        make_claim(two, "meet", trigger="met", participants=people, place="Oslo", time=("2025-03-03", "on 3 March")),
        make_claim(one, "sign", trigger="signed", agents=people),
        make_claim(far, "fall", trigger="fell", place="Kenya"),
    ]


def test_every_pair_is_explained_and_the_weights_add_up() -> None:
    outcome = reconcile_claims(claims())
    everything = outcome.claims
    for a in everything:
        for b in everything:
            if a.id < b.id:
                match = why(outcome, a, b)
                assert (match.a, match.b) == (a.id, b.id)
                assert match.reasons
                assert match.score == pytest.approx(sum(r.weight for r in match.reasons), abs=0.01)
                assert match == why(outcome, b.id, a.id)


def test_what_was_compared_is_explained_as_it_was_compared() -> None:
    outcome = reconcile_claims(claims())
    assert outcome.matches
    for match in outcome.matches:
        assert why(outcome, match.a, match.b) == match


def test_two_kinds_of_event_are_told_apart() -> None:
    outcome = reconcile_claims(claims())
    meet, sign = (next(c for c in outcome.claims if c.type == name) for name in ("meet", "sign"))
    match = why(outcome, meet, sign)
    assert match.score < 0
    assert match.reasons[0].text == "meet and sign are two events, though one may be part of the other" or match.reasons[
        0
    ].text.startswith("sign and meet")


def test_an_unknown_claim_and_one_claim_twice_are_refused() -> None:
    outcome = reconcile_claims(claims())
    known = outcome.claims[0]
    with pytest.raises(OptionError, match="none with the id 'c-none'"):
        why(outcome, known, "c-none")
    with pytest.raises(OptionError, match="twice"):
        why(outcome, known, known)


def test_a_source_without_claims_is_listed() -> None:
    silent = Source("silent", text="Nothing happened.")
    outcome = reconcile_claims(claims(), sources=[silent])
    assert [source.id for source in outcome.sources] == ["a", "b", "c", "silent"]
    assert outcome.origins["silent"] == "silent"
    assert reconcile_claims([], sources=[silent]).sources == (silent,)


def test_sources_are_checked() -> None:
    with pytest.raises(OptionError, match="Source objects"):
        reconcile_claims(claims(), sources=["a"])  # type: ignore[list-item]
    with pytest.raises(SourceError, match="'a' stands for two sources"):
        reconcile_claims(claims(), sources=[Source("a", text="something else")])
