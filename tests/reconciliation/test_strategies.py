"""Strategies: who is believed where the sources differ; the differing is shown all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

import pytest

from claimrec import reconcile, strategies
from claimrec.errors import OptionError
from claimrec.model import Claim
from claimrec.strategies import Accu, Candidate, Learned, Learner, Strategy, trusted, vote
from claimrec.testing import make_claim, make_source
from claimrec.values import Quantity

OUTLETS = ("Post", "Times", "Echo", "Blog", "Mirror")
TOLD = {
    ("Oslo", "2025-03-05"): (12, 12, 12, 30, 30),
    ("Bergen", "2025-05-09"): (5, 5, 6, 8, 8),
    ("Lagos", "2025-07-11"): (40, 41, 40, 60, 60),
    ("Lima", "2025-09-20"): (7, 6, 2, 9, 9),
}


def toll(outlet: str, town: str, day: str, dead: int, published: str | None = None) -> Claim:
    source = make_source(
        f"{outlet}: floods killed {dead} in {town} on {day}.", id=f"{outlet}-{town}", publisher=outlet, published=published
    )
    return make_claim(source, "kill", trigger="killed", place=town, time=day, killed=dead)


def pile() -> list[Claim]:
    return [toll(outlet, *where, n) for where, dead in TOLD.items() for outlet, n in zip(OUTLETS, dead, strict=True)]


def dead_in(town: str, claims: Iterable[Claim], strategy: Strategy | Learner | str) -> float | None:
    events = reconcile(claims, strategy=strategy).events
    value = next(e.consensus["killed"].value for e in events if getattr(e.consensus["place"].value, "name", "") == town)
    assert isinstance(value, Quantity)
    return value.low


def test_a_trusted_source_outweighs_two_others() -> None:
    claims = pile()
    assert dead_in("Oslo", claims, "vote") == 12
    assert dead_in("Oslo", claims, trusted({"Blog": 5})) == 30
    assert dead_in("Oslo", claims, trusted({"Blog-Oslo": 0, "Mirror-Oslo": 9})) == 30  # an id goes before a publisher
    assert dead_in("Oslo", claims, trusted({"Blog": 0, "Mirror": 0, "Blog-Lima": 9})) == 12


def test_others_are_heard_where_nobody_trusted_speaks() -> None:
    assert dead_in("Oslo", pile(), trusted({"Gazette": 1}, default=0)) == 12


@pytest.mark.parametrize("weight", [-1, float("nan"), "much", None])
def test_a_weight_is_a_number_from_0(weight: object) -> None:
    with pytest.raises(OptionError, match="0 or more"):
        trusted({"Post": weight})  # type: ignore[dict-item]


def test_truth_discovery_discounts_who_shares_what_seems_false() -> None:
    claims = pile()
    assert dead_in("Lima", claims, "vote") == 9
    assert dead_in("Lima", claims, "accu") == dead_in("Lima", claims, Accu()) == 7


def test_one_story_alone_comes_down_to_the_vote() -> None:
    claims = [toll(outlet, "Oslo", "2025-03-05", n) for outlet, n in zip(OUTLETS, (12, 12, 12, 30, 30), strict=True)]
    assert dead_in("Oslo", claims, "accu") == dead_in("Oslo", claims, "vote") == 12


def test_what_is_learned_can_be_looked_at() -> None:
    seen: list[Learned] = []

    class Watched:
        def learn(self, fields: Iterable[Sequence[Candidate]], /) -> Strategy:
            seen.append(Accu().learn(fields))
            return seen[0]

    dead_in("Lima", pile(), Watched())
    learned = seen[0]
    assert set(learned.accuracy) == set(OUTLETS)
    assert learned.accuracy["Post"] > learned.accuracy["Blog"]
    assert learned.dependence[frozenset(("Blog", "Mirror"))] > learned.dependence[frozenset(("Post", "Times"))]


@pytest.mark.parametrize("strategy", ["vote", "latest", "conservative", "accu"])
def test_the_order_of_the_input_is_irrelevant(strategy: str) -> None:
    claims = pile()[:5]
    expected = reconcile(claims, strategy=strategy).to_json()
    assert all(reconcile(list(order), strategy=strategy).to_json() == expected for order in list(permutations(claims))[::23])


@pytest.mark.parametrize("strategy", ["vote", "latest", "conservative", "accu", trusted({"Blog": 9})])
def test_no_strategy_hides_a_disagreement(strategy: Strategy | str) -> None:
    assert reconcile(pile(), strategy=strategy).findings == reconcile(pile()).findings


def test_a_strategy_of_ones_own() -> None:
    def highest(candidates: Sequence[Candidate]) -> Candidate:
        return max(
            candidates, key=lambda c: (strategies.vote([c]).exactness, c.value.high or 0 if isinstance(c.value, Quantity) else 0)
        )

    assert dead_in("Oslo", pile(), highest) == 30


def test_candidates_know_their_voices() -> None:
    told: list[Candidate] = []

    def watch(candidates: Sequence[Candidate]) -> Candidate:
        told.extend(c for c in candidates if isinstance(c.value, Quantity))
        return vote(candidates)

    dead_in("Oslo", pile()[:5], watch)
    assert {voice.outlet for c in told for voice in c.voices} == set(OUTLETS)
    assert all(voice.weight == 1.0 and [s.id for s in voice.sources] == [voice.witness] for c in told for voice in c.voices)


def test_a_name_that_no_strategy_has_is_refused() -> None:
    for wrong in ("loudest", 3):
        with pytest.raises(OptionError, match="strategy must be"):
            reconcile([], strategy=wrong)  # type: ignore[arg-type]
