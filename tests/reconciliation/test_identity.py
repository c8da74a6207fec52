"""Ids in a pile: each bearer has one of its own, told from those of its name."""

from __future__ import annotations

import pytest

from claimrec.model import Source, slug
from claimrec.reconciliation.bearers import bearers
from claimrec.reconciliation.identity import identify
from claimrec.reconciliation.reading import Reading, read
from claimrec.testing import make_claim
from claimrec.values import Entity


def pile(*told: tuple[str, str]) -> Reading:
    """A claim by a source of its own for each of these names of some type."""
    agents = [Entity(name, sort) for name, sort in told]
    texts = [Source(f"s{n}", f"{e.name} met others.") for n, e in enumerate(agents)]
    return read([make_claim(text, "meet", trigger="met", agents=[e]) for text, e in zip(texts, agents, strict=True)])[0]


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ([("Jane Roe", "person"), ("Jane Roe", "person")], ["jane-roe"]),
        ([("Roe", "organization"), ("Roe", "country")], ["roe-country", "roe-organization"]),
        # A name of its own gives way to what tells others apart, and so does the next one.
        (
            [("Roe", "organization"), ("Roe", "country"), ("Roe Country", "person"), ("Roe Country 2", "group")],
            ["roe-country", "roe-country-2", "roe-country-2-2", "roe-organization"],
        ),
    ],
)
def test_ids_tell_bearers_apart(told: list[tuple[str, str]], ids: list[str]) -> None:
    assert sorted(identify(pile(*told)).names) == ids


def test_a_described_holder_is_the_one_who_is_named_elsewhere() -> None:
    title = ("President of Mali",)
    named, described = (
        Entity("Omar Haddad", "person", "", title),
        Entity("president of Mali", "person", "", title),
    )
    texts = [Source(f"s{n}", f"{who} met others.") for n, who in enumerate(("Omar Haddad", "The president of Mali", "Jane Roe"))]

    def ids(*agents: Entity) -> list[str]:
        claims = [make_claim(text, "meet", trigger="met", agents=[e]) for text, e in zip(texts, agents, strict=False)]
        return sorted(identify(read(claims)[0]).names)

    assert ids(named, described) == ["omar-haddad"]
    assert ids(named, described, Entity("Jane Roe", "person", "", title)) == [
        "jane-roe",
        "omar-haddad",
        "president-of-mali-in-s1",
    ]
    assert ids(named, Entity("president", "person", "", ("President",))) == ["omar-haddad", "president-in-s1"]


def test_what_is_known_of_one_bearer_stands_with_it() -> None:
    told = bearers(pile(("Roe", "person"), ("Roe", "person"), ("Jo", "person")))
    assert [told.called(n).name for n in range(len(told))] == ["Roe", "Jo"]
    assert [told.source(n) for n in range(len(told))] == [0, 2]
    assert told.counted([0]) == {"Roe": 2}
    assert told.slugs[told.best[1]] == slug("Jo")
