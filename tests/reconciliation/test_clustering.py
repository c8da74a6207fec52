"""What is told of a part before its findings: groups, wholes and statements."""

from __future__ import annotations

import numpy as np
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claimrec.model import Claim
from claimrec.reconciliation.clustering import VETO, clustered, groups_of
from claimrec.reconciliation.parts import Groups
from claimrec.reconciliation.statements import statements_of
from claimrec.testing import make_claim, make_source

SIZE = 9

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]),
    st.tuples(st.integers(-8, 8), st.sampled_from([0, 0, 3])),
)


@given(PAIRS)
def test_what_did_not_change_is_not_clustered_again(pairs: dict[tuple[int, int], tuple[int, int]]) -> None:
    a, b = (np.array([pair[n] for pair in pairs], dtype=np.int64) for n in (0, 1))
    old, rise = (np.array([told[n] for told in pairs.values()], dtype=np.float64) for n in (0, 1))
    first = clustered(SIZE, a, b, old)
    again = clustered(SIZE, a, b, old + rise, before=(first, rise > 0))
    assert again.tolist() == clustered(SIZE, a, b, old + rise).tolist()
    assert sorted(n for group in groups_of(again) for n in group) == list(range(SIZE))


def grouped(*pairs: tuple[int, int, float]) -> list[list[int]]:
    a, b = (np.array([pair[n] for pair in pairs], dtype=np.int64) for n in (0, 1))
    return groups_of(clustered(3, a, b, np.array([score for _, _, score in pairs])))


def test_one_pair_with_a_veto_keeps_groups_apart_whatever_the_others_say() -> None:
    assert grouped((0, 1, 9.0), (0, 2, 8.0), (1, 2, -5.9)) == [[0, 1, 2]]
    assert grouped((0, 1, 9.0), (0, 2, 8.0), (1, 2, VETO)) == [[0, 1], [2]]


def test_what_says_little_against_a_clear_pair_is_not_heard() -> None:
    assert grouped((0, 1, 9.0), (0, 2, 0.6), (1, 2, -2.0)) == [[0, 1, 2]]
    assert grouped((0, 1, 9.0), (0, 2, 0.4), (1, 2, -2.0)) == [[0, 1], [2]]
    assert grouped((0, 1, 9.0), (0, 2, 0.6), (1, 2, -2.5)) == [[0, 1], [2]]


TRIGGERS = {"kill": "killed", "shoot": "shot"}


def reports(*types: str) -> list[Claim]:
    source = make_source("A man was shot and killed in Oslo, police said on Tuesday.", id="a")
    return [make_claim(source, name, trigger=TRIGGERS[name]) for name in types]


def test_a_killing_is_part_of_the_shooting_of_its_sentence() -> None:
    groups = Groups(reports("kill", "shoot"))
    made = groups.of([[0], [1]])
    assert [group.type for group in made] == ["kill", "shoot"]
    assert groups.wholes(made) == [1, None]
    assert groups.of([[1]])[0] is made[1]


def test_that_it_happened_is_told_where_some_claim_of_several_denies_it() -> None:
    claims = reports("kill", "shoot")
    denied = evolve(claims[1], polarity="denied")
    assert "happened" not in statements_of([denied], {"a": "a"})
    assert "happened" not in statements_of(claims, {"a": "a"})
    assert [s.value.text for s in statements_of([claims[0], denied], {"a": "a"})["happened"]] == ["happened", "did not happen"]
