"""A story as the rules see it: who tells of it together, and what its claims are listed by."""

from __future__ import annotations

from typing import Any

from claimrec.model import Claim, Kind, Role, Severity
from claimrec.reconciliation.events import events_of
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.parts import Group
from claimrec.reconciliation.statements import Statement, statements_of
from claimrec.reconciliation.stories import Sole, Story, sole_apart, stories_of
from claimrec.reconciliation.strategies import vote
from claimrec.testing import make_claim, make_source
from claimrec.values import Place, Text

TEXTS = {
    "a": "A fire broke out in East Oslo. The blaze killed Mia Berg, 9mm rounds burst.",
    "b": "The fire in Oslo killed two. A guard was hurt.",
    "c": "A guard was hurt in Oslo, he said.",
    "d": "Nothing happened in Lima.",
}
SOURCES = {name: make_source(text, id=name) for name, text in TEXTS.items()}
CLAIMS = {
    "a fire": make_claim(SOURCES["a"], "burn", trigger="fire", place=Place("East Oslo", ("Norway",), level="city")),
    "a death": make_claim(SOURCES["a"], "murder", trigger="killed", patients=["Mia Berg"]),
    "b fire": make_claim(SOURCES["b"], "burn", trigger="fire", place="Oslo"),
    "b hurt": make_claim(SOURCES["b"], "injure", trigger="hurt"),
    "c hurt": make_claim(SOURCES["c"], "injure", trigger="hurt", place=Place("Oslo", ("Norway",), level="city")),
    "d": make_claim(SOURCES["d"], "happen", trigger="happened", place="Lima"),
}
EVENTS = (("a fire", "b fire"), ("b hurt", "c hurt"), ("a death",), ("d",))


def told(origins: dict[str, str]) -> list[Story]:
    told = [tuple(CLAIMS[name] for name in event) for event in EVENTS]
    groups = [Group(kinds().folded(claims[0].type), claims) for claims in told]
    stated = [statements_of(claims, origins) for claims in told]
    events, _, _ = events_of(groups, [None] * len(groups), vote, stated)
    types, cues = {"kill", "injure", "burn"}, ("mm", "calibre", "guard", "9mm", "gun")
    return stories_of(events, list(CLAIMS.values()), origins, types, cues)


def names(claims: list[Claim]) -> list[str]:
    return [name for claim in claims for name, other in CLAIMS.items() if other is claim]


def test_witnesses_that_share_a_happening_are_of_one_story_and_others_are_not() -> None:
    story, other = told({name: name for name in TEXTS})
    assert names(list(story.claims)) == ["a fire", "a death", "b fire", "b hurt", "c hurt"]
    assert names(list(other.claims)) == ["d"]
    assert not other.beside


def test_two_witnesses_are_joined_by_a_happening_or_by_the_same_third() -> None:
    story, _ = told({name: name for name in TEXTS})
    assert story.joins("a", "b")
    assert story.joins("b", "c")
    assert story.joins("a", "c")
    assert not story.joins("a", "a")
    assert not story.joins("a", "d")


def test_a_copy_is_no_witness_of_its_own() -> None:
    story, other = told({"a": "a", "b": "a", "c": "c", "d": "d"})
    assert story.witness(CLAIMS["b fire"]) == "a"
    assert sorted(story.beside) == ["a", "c"]
    assert names(list(other.claims)) == ["d"]


def test_claims_are_listed_by_type_role_and_words() -> None:
    story, _ = told({name: name for name in TEXTS})
    assert names(story.of_type("kill")) == ["a death"]
    assert names(story.of_type("injure", "burn")) == ["b hurt", "c hurt", "a fire", "b fire"]
    assert [(*names([claim]), a.evidence.text) for claim, a in story.having(Role.PLACE)] == [
        ("a fire", "East Oslo"),
        ("b fire", "Oslo"),
    ]
    assert [(*names([claim]), a.evidence.text) for claim, a in story.having(Role.PATIENT)] == [("a death", "Mia Berg")]
    assert [value.name for told in story.persons.values() for _, _, value in told] == ["Mia Berg"]
    assert names(story.telling("mm", "calibre")) == ["a death"]
    assert names(story.telling("guard", "9mm")) == ["a death", "b hurt", "c hurt"]
    assert story.telling("gun") == []


def test_only_witnesses_of_one_value_each_are_set_apart() -> None:
    story, _ = told({name: name for name in TEXTS})

    def said(name: str, value: str) -> dict[str, list[Statement]]:
        claim = CLAIMS[name]
        return {value: [story.said(Kind.PARTICIPANT, "agent", Text(value), claim, claim.trigger)]}

    def shown(told: dict[str, dict[str, list[Statement]]], **more: Any) -> list[list[list[str]]]:
        drafts = sole_apart(told, story, "it is one", "trait", Severity.LOW, **more)
        return [[[s.witness for s in group] for group in draft.groups] for draft in drafts]

    both = {"a": said("a fire", "x"), "b": said("b fire", "y"), "c": said("c hurt", "x")}
    assert shown(both) == [[["a"], ["b"]]]
    assert shown(both, together=True) == [[["a", "c"], ["b"]]]
    assert shown({**both, "a": {**said("a fire", "x"), **said("a fire", "z")}}) == [[["b"], ["c"]]]
    assert shown({"a": both["a"], "c": both["c"]}) == []

    def never(a: Sole, b: Sole) -> bool:
        return False

    assert shown(both, opposed=never) == []
