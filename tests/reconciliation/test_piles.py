"""A pile of many stories comes apart: what is found in a story does not depend on what else lies in the pile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimrec.extraction.pipeline import extract
from claimrec.model import Claim, Kind, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.values import Verdict

STORIES = {
    # Two figures for the hurt.
    "bus": (
        (
            "Nine people were injured on Tuesday when a school bus slid off an icy road near Tampere, police said. The "
            "bus was carrying pupils home from a swimming lesson. The driver, Mikko Salmela, was taken to hospital."
        ),
        (
            "A bus full of pupils slid off the road near Tampere on Tuesday and eleven people were injured, rescuers "
            "said. Driver Mikko Salmela was taken to hospital after the pupils had been led away from the icy road."
        ),
    ),
    "bank": (
        (
            "Two masked men robbed the Harbour Bank in Cork on Monday and fled on a motorcycle, police said. Cashier "
            "Aoife Brennan said the robbers had carried hammers. Police arrested a 30-year-old man on Wednesday."
        ),
        (
            "The Harbour Bank in Cork was robbed on Monday by two masked men, who escaped by motorcycle. Cashier Aoife "
            "Brennan told police of men with hammers. A man aged 30 was arrested on Wednesday."
        ),
    ),
    # Two figures for the agreements.
    "visit": (
        (
            "President Karel Dvorak visited Lima on Thursday and signed seven agreements on copper and fishing with Peru. "
            "He met Foreign Minister Rosa Quispe in the Lima town hall. Police closed the streets around it."
        ),
        (
            "Peru and its guest, President Karel Dvorak, signed nine agreements on copper and fishing in Lima on "
            "Thursday. Foreign Minister Rosa Quispe met Dvorak in the town hall. The streets around it were closed by "
            "police."
        ),
    ),
    "quake": (
        (
            "An earthquake of magnitude 5.4 struck the town of Varto in eastern Turkey on Friday morning. Four people "
            "were killed under the roof of a bakery, the governor said. Two hundred tents were sent from Ankara."
        ),
        (
            "Four people were killed in a bakery when an earthquake struck Varto in eastern Turkey on Friday morning, "
            "according to the governor. Ankara sent two hundred tents to the town."
        ),
    ),
    "strike": (
        (
            "Tram drivers in Lyon went on strike on Tuesday over night shifts. The union CGT said that 400 drivers took "
            "part. President Emmanuel Macron, who visited Lyon that day, did not meet them."
        ),
        (
            "Four hundred tram drivers went on strike in Lyon on Tuesday, the CGT union said. They oppose night shifts. "
            "President Emmanuel Macron visited Lyon on the same day."
        ),
    ),
    "fire": (
        (
            "A fire destroyed a timber warehouse in Porto on Monday night. Twelve people were injured, police said, among "
            "them five firefighters. The owner, Joana Pires, said that the sprinklers had been out of order."
        ),
        (
            "Twelve people were injured when a timber warehouse in Porto burned down on Monday night. Owner Joana Pires "
            "said the sprinklers had been out of order. Five firefighters are among the injured."
        ),
    ),
    "shooting": (
        (
            "A gunman shot and killed two people outside a cinema in Tulsa on Tuesday, police said. The suspect, Dale "
            "Rusk, was arrested a mile away. President Emmanuel Macron condemned the shooting."
        ),
        (
            "Two people were killed by a gunman outside a cinema in Tulsa on Tuesday. Police arrested Dale Rusk a mile "
            "from the cinema."
        ),
    ),
    "protest": (
        (
            "About 3,000 farmers protested in Gdansk on Wednesday against imports of grain. Farmers blocked the bridge to "
            "the port with tractors. Police arrested four people. Agriculture Minister Ewa Nowicka met the farmers."
        ),
        (
            "Farmers with tractors blocked the bridge to the port of Gdansk on Wednesday in a protest against grain "
            "imports. Agriculture Minister Ewa Nowicka met them, and four people were arrested by police."
        ),
    ),
}
"""Two reports each of eight stories of one week, with a common president, and police and arrests in most of them."""

DISPUTED = {"bus": ["injured"], "visit": ["agreement"]}
"""The fields in which the two reports of a story contradict each other."""


@pytest.fixture(scope="module")
def told() -> dict[str, Sequence[Claim]]:
    """Story -> the claims of its reports."""
    made = {}
    for name, texts in STORIES.items():
        made[name] = extract(
            [Source(id=f"{name}-{n}", text=text, published=dt.date(2025, 3, 6)) for n, text in enumerate(texts, 1)]
        )
    return made


def pile(told: dict[str, Sequence[Claim]], names: Iterable[str]) -> list[Claim]:
    return [claim for name in names for claim in told[name]]


def groups(outcome: Outcome) -> set[frozenset[str]]:
    """The events as sets of claim ids."""
    return {frozenset(claim.id for claim in event.claims) for event in outcome.events}


def wholes(outcome: Outcome) -> set[tuple[frozenset[str], frozenset[str]]]:
    """Parts and wholes as sets of claim ids."""
    members = {event.id: frozenset(claim.id for claim in event.claims) for event in outcome.events}
    return {(members[event.id], members[event.part_of]) for event in outcome.events if event.part_of is not None}


def findings(outcome: Outcome) -> set[tuple[str, str, frozenset[frozenset[str]]]]:
    """What is found, without ids: relation, field, and the claims of each side. What somebody is holds in every story."""
    return {
        (str(f.relation), f.field, frozenset(frozenset(claim.id for claim in position.claims) for position in f.positions))
        for f in outcome.findings
        if f.kind is not Kind.ROLE
    }


def conflicts(outcome: Outcome) -> set[tuple[str, str, frozenset[frozenset[str]]]]:
    return {found for found in findings(outcome) if found[0] == Verdict.CONFLICT}


def test_the_stories_hold_what_they_were_made_for(told: dict[str, Sequence[Claim]]) -> None:
    for name, claims in told.items():
        outcome = reconcile_claims(claims)
        assert sorted(field for _, field, _ in conflicts(outcome)) == DISPUTED.get(name, []), name
        assert any(len(event.sources) == 2 for event in outcome.events), name


def test_one_report_of_every_story_shows_no_conflict(told: dict[str, Sequence[Claim]]) -> None:
    for n in ("1", "2"):
        outcome = reconcile_claims([c for c in pile(told, sorted(told)) if c.source.id.endswith(n)])
        assert not conflicts(outcome)
        assert all(len(event.sources) == 1 for event in outcome.events)


def test_no_finding_joins_two_stories(told: dict[str, Sequence[Claim]]) -> None:
    outcome = reconcile_claims(pile(told, sorted(told)))
    for event in outcome.events:
        assert len({name.partition("-")[0] for name in event.sources}) == 1
    for finding in outcome.findings:
        stories = {name.partition("-")[0] for position in finding.positions for name in position.sources}
        assert len(stories) == 1 or finding.kind is Kind.ROLE


@settings(max_examples=25)
@given(names=st.lists(st.sampled_from(sorted(STORIES)), min_size=2, unique=True))
def test_a_pile_of_unrelated_stories_is_the_union_of_its_stories(told: dict[str, Sequence[Claim]], names: list[str]) -> None:
    whole = reconcile_claims(pile(told, names))
    alone = [reconcile_claims(told[name]) for name in names]
    assert groups(whole) == set().union(*map(groups, alone))
    assert wholes(whole) == set().union(*map(wholes, alone))
    assert findings(whole) == set().union(*map(findings, alone))
