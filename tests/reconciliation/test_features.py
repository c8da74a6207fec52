"""Features and clustering."""

from __future__ import annotations

from claimrec.model import Claim, Match
from claimrec.reconciliation.clustering import cluster
from claimrec.reconciliation.features import FEATURES
from claimrec.reconciliation.independence import origins
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.reading import read, runs_of
from claimrec.testing import make_claim, make_source


def witnesses(claims: list[Claim]) -> dict[str, str]:
    """Source -> the earliest source whose text it repeats."""
    reading, words = read(claims)
    return origins(reading.sources, runs_of(reading, words))


def test_every_feature_is_documented_and_named_once() -> None:
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)
    assert all(feature.weigh.__doc__ and feature.word.__doc__ for feature in FEATURES)


def test_a_chain_of_fair_matches_does_not_glue() -> None:
    chain = [Match("a", "b", 4.0), Match("b", "c", 1.0), Match("a", "c", -4.0)]
    assert cluster(chain, ["a", "b", "c"]) == (("a", "b"), ("c",))
    assert cluster(list(reversed(chain)), ["c", "b", "a"]) == (("a", "b"), ("c",))


def test_the_mean_between_two_groups_decides() -> None:
    weak = [Match("a", "b", 4.0), Match("c", "d", 4.0), Match("a", "c", 0.5), Match("b", "d", -2.5), Match("a", "d", -2.0)]
    assert cluster(weak, "abcd") == (("a", "b"), ("c", "d"))


def test_a_shared_public_quotation_is_no_copy() -> None:
    words = "we will not rest until the last of the missing has been found and brought home to the family"
    claims = [
        make_claim(make_source(f"“{words},” the mayor told a crowd in front of the town hall.", id="a"), "say", trigger="told"),
        make_claim(make_source(f"At noon she promised: “{words}.”", id="b"), "say", trigger="promised"),
    ]
    assert witnesses(claims) == {"a": "a", "b": "b"}


def test_the_earliest_of_equal_texts_is_the_origin() -> None:
    text = "Crews pulled nine miners out of the flooded shaft before dawn while families waited at the gate in heavy rain."
    claims = [
        make_claim(make_source(text, id="a"), "rescue", trigger="pulled"),
        make_claim(make_source(text, id="b", published="2025-03-02"), "rescue", trigger="pulled"),
        make_claim(make_source(text, id="c", published="2025-03-01"), "rescue", trigger="pulled"),
    ]
    assert witnesses(claims) == {"a": "c", "b": "c", "c": "c"}


def test_what_is_part_of_what_runs_in_no_circle() -> None:
    table = kinds().part_of

    def above(name: str, path: tuple[str, ...]) -> None:
        assert name not in path
        for whole in (*table.get(name, ()), *kinds().siblings.get(name, ())):
            above(whole, (*path, name))

    for name in table:
        above(name, ())
