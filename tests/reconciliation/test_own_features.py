"""Features of the user's own."""

from __future__ import annotations

import pickle
from functools import partial
from typing import Any

import numpy as np
import pytest

from claimrec import Claim, Judgement, OptionError, Reason, Reconciliation, Source, reconcile
from claimrec.testing import make_claim

DAY = ("2024-03-03", "on Sunday")


def report(name: str, text: str) -> Claim:
    return make_claim(Source(name, text, published="2024-03-04"), "attack", trigger="attack", place="Mosul", time=DAY)


A = report("a", "An attack on a market in Mosul on Sunday left three dead.")
B = report("b", "Traders in Mosul speak of an attack at noon on Sunday.")
C = report("c", "An attack on Sunday hit the bridge of Mosul.")
D = make_claim(Source("d", "Rain fell on the hills of Kenya."), "fall", trigger="fell", place="Kenya")
CLAIMS = [A, B, C, D]
INCIDENTS = {"a": 1, "b": 1, "c": 2}


def one_incident(one: Claim, two: Claim) -> float | None:
    """The feed numbers incidents.

    It does so by hand.
    """
    numbers = [INCIDENTS.get(claim.source.id) for claim in (one, two)]
    return None if None in numbers else 4 if numbers[0] == numbers[1] else -20.0


def against_everything(one: Claim, two: Claim) -> float:
    return -30.0


class Weight:
    """Always the same."""

    def __init__(self, weight: Any) -> None:
        self.weight = weight

    def __call__(self, one: Claim, two: Claim) -> Any:
        return self.weight


def events(result: Reconciliation) -> set[tuple[str, ...]]:
    return {event.sources for event in result.events}


def test_a_feature_joins_and_parts() -> None:
    assert events(reconcile(CLAIMS)) == {("a", "b", "c"), ("d",)}
    assert events(reconcile(CLAIMS, features=one_incident)) == {("a", "b"), ("c",), ("d",)}
    assert events(reconcile(CLAIMS, features=[against_everything])) == {("a",), ("b",), ("c",), ("d",)}


def test_a_feature_joins_what_nothing_else_would() -> None:
    def same_hand(one: Claim, two: Claim) -> float:
        return 20.0

    early = make_claim(
        Source("early", "An attack on 3 March 2024 shook Lima."), "attack", trigger="attack", time=("2024-03-03", "3 March 2024")
    )
    late = make_claim(
        Source("late", "On 20 March 2024 came an attack."), "attack", trigger="attack", time=("2024-03-20", "20 March 2024")
    )
    assert len(reconcile([early, late]).events) == 2
    assert len(reconcile([early, late], features=same_hand).events) == 1


def test_what_says_nothing_changes_nothing() -> None:
    plain = reconcile(CLAIMS)
    for silent in (None, 0, 0.0, 0.0001, -0.0):
        assert reconcile(CLAIMS, features=Weight(silent)).to_json() == plain.to_json()
    assert reconcile(CLAIMS, features=[]).to_json() == plain.to_json()


def test_its_reason_stands_under_its_name_and_adds_up() -> None:
    plain, result = reconcile(CLAIMS), reconcile(CLAIMS, features=[one_incident, partial(against_everything)])
    match = result.why(A, B)
    assert match.reasons[-2:] == (
        Reason("one_incident", 4.0, "The feed numbers incidents."),
        Reason("against_everything", -30.0, "against everything"),
    )
    assert match.score == pytest.approx(plain.why(A, B).score - 26.0)
    assert match.score == pytest.approx(sum(reason.weight for reason in match.reasons))
    assert [reason.feature for reason in result.why(A, D).reasons][-1] == "against_everything"
    kept = reconcile(CLAIMS, features=one_incident)
    assert [kept.why(m.a, m.b) for m in kept.matches] == list(kept.matches)
    assert "one_incident" in {reason.feature for match in kept.matches for reason in match.reasons}


def test_each_compared_pair_is_asked_once_and_always_the_same_way_round() -> None:
    def asked_in(claims: list[Claim]) -> list[tuple[str, str]]:
        asked = []

        def note(one: Claim, two: Claim) -> None:
            asked.append((one.id, two.id))

        reconcile(claims, features=note)
        return asked

    asked = asked_in(CLAIMS)
    assert len(set(asked)) == len(asked) == 3  # rain and attacks are never compared
    assert all(one < two for one, two in asked)
    assert asked_in([C, D, B, A]) == asked


def test_it_sees_who_is_who() -> None:
    def ids(claim: Claim) -> set[str]:
        return {argument.value.id for argument in claim.arguments if argument.role == "agent"}  # type: ignore[union-attr]

    def same_person(one: Claim, two: Claim) -> float:
        return 2.0 if ids(one) & ids(two) else -2.0

    full = make_claim(
        Source("full", "Ane Lund resigned in Oslo."), "resign", trigger="resigned", agents=["Ane Lund"], place="Oslo"
    )
    short = make_claim(Source("short", "Lund resigned in Oslo."), "resign", trigger="resigned", agents=["Lund"], place="Oslo")
    assert reconcile([full, short], features=same_person).why(full, short).reasons[-1].weight == 2.0


def test_a_judgement_stands_above_it() -> None:
    judged = reconcile(CLAIMS, features=one_incident, judgements=[Judgement(A.id, C.id, same=True)])
    assert any({"a", "c"} <= set(sources) for sources in events(judged))


def test_a_stored_result_keeps_its_reasons() -> None:
    result = reconcile(CLAIMS, features=one_incident)
    stored = Reconciliation.from_dict(result.to_dict())
    assert stored == result
    assert stored.matches == result.matches
    assert stored.why(A, B) == result.why(A, B)
    # A pair that was not kept is worked out again, and functions are not stored.
    assert "one_incident" not in {reason.feature for reason in stored.why(A, D).reasons}


def test_a_result_with_a_function_that_cannot_be_pickled_can_be() -> None:
    def here(one: Claim, two: Claim) -> float:
        return 1.0

    result = reconcile(CLAIMS, features=here)
    assert pickle.loads(pickle.dumps(result)) == result


@pytest.mark.parametrize("weight", [np.float64(1.5), np.float32(1.5), 1.5])
def test_any_plain_number_is_a_weight(weight: Any) -> None:
    reasons = reconcile(CLAIMS, features=Weight(weight)).why(A, B).reasons
    assert reasons[-1] == Reason("Weight", 1.5, "Always the same.")
    assert type(reasons[-1].weight) is float


@pytest.mark.parametrize(
    "weight", [float("nan"), float("inf"), float("-inf"), 1001, 10**400, True, "2.0", (1, 2), np.bool_(True)]
)
def test_what_is_no_weight_is_refused(weight: Any) -> None:
    with pytest.raises(
        OptionError, match=r"'Weight' must return None or a weight .* c-\w+ \(attack in '[abc]'\) and c-\w+"
    ) as caught:
        reconcile(CLAIMS, features=Weight(weight))
    assert caught.value.value is weight


def test_an_error_in_a_feature_names_it_and_the_claims() -> None:
    def page(one: Claim, two: Claim) -> float:
        """Pages of the archive."""
        return {"a": 1.0}[one.source.id] - {"a": 1.0}[two.source.id]

    with pytest.raises(
        OptionError, match=r"'page' must weigh any two claims, and raised KeyError .*let it return None"
    ) as caught:
        reconcile(CLAIMS, features=page)
    assert isinstance(caught.value.__cause__, KeyError)
    assert all(claim in CLAIMS for claim in caught.value.value)


@pytest.mark.parametrize(
    ("features", "message"),
    [
        ("place", "must be functions of two claims"),
        (3, "must be functions of two claims"),
        ([one_incident, "place"], "pass the function itself"),
        ([one_incident, one_incident], "'one_incident' is taken"),
        (lambda one, two: 1.0, "a lambda has none"),
    ],
)
def test_what_is_no_feature_is_refused(features: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        reconcile(CLAIMS, features=features)


def test_the_names_of_built_in_features_are_taken() -> None:
    def place(one: Claim, two: Claim) -> float:
        return 1.0

    with pytest.raises(OptionError, match="'place' is taken; rename the function"):
        reconcile([], features=place)
