"""A pile that is judged part by part, and by several processes, comes out as one that is judged at once."""

from __future__ import annotations

import pytest

from claimrec import reconcile
from claimrec.model import Claim, Event, Judgement, Outcome
from claimrec.reconciliation import pipeline
from claimrec.reconciliation.events import events_of, mark_of
from claimrec.reconciliation.judging import renamed, with_own_names
from claimrec.reconciliation.parts import Group
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.reconciliation.statements import statements_of
from claimrec.reconciliation.strategies import vote
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Place

TOWNS = ("Oslo", "Bergen", "Narvik", "Molde", "Hamar", "Larvik")


def story(town: str, *tolls: int, start: int = 0) -> list[Claim]:
    """Reports of one flood, each with its toll."""
    made = []
    for n, dead in enumerate(tolls):
        words = ("the river rose", "dams broke", "rain fell for days", "a bridge gave way")[n % 4]
        text = f"In {town} {dead} people were killed on Tuesday after {words}, and the mayor met Mia Berg of the rescue service."
        source = make_source(text, id=f"{town.lower()}-{start + n}", published="2025-03-05")
        place = Place(town, ("Norway",), level="city")
        day = ("2025-03-04", "on Tuesday")
        made.append(make_claim(source, "kill", trigger="killed", place=place, time=day, killed=dead))
        made.append(make_claim(source, "meet", trigger="met", participant=Entity("Mia Berg", text="Mia Berg")))
    return made


def pile() -> list[Claim]:
    return [claim for n, town in enumerate(TOWNS) for claim in story(town, 12 + n, 12 + n, 15 + n)]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PART", 7)


def stripped(outcome: Outcome) -> tuple[object, ...]:
    return outcome.events, outcome.findings, outcome.claims, outcome.origins


def test_parts_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reconcile_claims(pile())
    monkeypatch.setattr(pipeline, "PART", 7)
    assert stripped(reconcile_claims(pile())) == stripped(whole)
    assert any(f.relation == "conflict" for f in whole.findings)


@pytest.mark.usefixtures("small_parts")
def test_processes_change_nothing() -> None:
    assert reconcile(pile(), n_process=2).to_json() == reconcile(pile()).to_json()


@pytest.mark.usefixtures("small_parts")
def test_judgements_hold_across_parts() -> None:
    claims = pile()
    told = [claims[0].id, claims[-2].id]
    joined = reconcile_claims(claims, judgements=[Judgement(told[0], told[1], same=True)])
    assert any({*told} <= {c.id for c in event.claims} for event in joined.events)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("together", [1, 2, 100])
def test_a_table_comes_out_as_its_claims_do(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    from claimrec.tables import claims_table, piles, sources_table

    monkeypatch.setattr(piles, "TOGETHER", together)
    assert reconcile(claims_table([])) == reconcile([])
    claims = pile()
    table, sources = claims_table(claims), sources_table({c.source.id: c.source for c in claims}.values())
    for processes in (1, 2):
        found = reconcile(table, sources=sources, n_process=processes)
        assert found == reconcile(claims)
        told, wanted = found.tables(), reconcile(claims).tables()
        for name in ("events", "findings", "claims", "sources"):
            assert getattr(told, name).to_pylist() == getattr(wanted, name).to_pylist()


def test_events_of_two_parts_with_one_name_are_told_apart() -> None:
    one, two = story("Oslo", 3)[0], story("Oslo", 4, start=1)[0]
    name = "e-kill-oslo-2025-03-04"
    parts = [([Event(name, "kill", (claim,))], [name]) for claim in (one, two)]
    names = with_own_names(parts)
    made = [event.id for (events, _), new in zip(parts, names, strict=True) for event in renamed(events, (), new)[0]]
    assert len(set(made)) == 2
    assert all(name.startswith("e-kill-oslo-2025-03-04-") for name in made)
    assert with_own_names(parts[:1]) == [{}]


def test_an_event_keeps_its_name_beside_what_tells_it_apart() -> None:
    claims = [story("Oslo", 3)[0], story("Bergen", 3)[0], story("Oslo", 4, start=1)[0]]
    groups = [Group("kill", (claim,)) for claim in claims]
    stated = [statements_of(group.claims, {claim.source.id: claim.source.id for claim in claims}) for group in groups]
    events, order, names = events_of(groups, [None] * len(groups), vote, stated)
    assert [name.split("-")[2] for name in names] == ["bergen", "oslo", "oslo"]
    marks = ["", *(f"-{mark_of(claim.id for claim in event.claims)}" for event in events[1:])]
    assert [event.id for event in events] == [f"{name}{mark}" for name, mark in zip(names, marks, strict=True)]
    assert [groups[n].claims for n in order] == [event.claims for event in events]


def test_unlike_reports_of_a_large_pile_need_more_to_tell_of_one_event() -> None:
    def met(name: str, rest: str) -> Claim:
        source = make_source(f"Mia Berg met {rest}.", id=name)
        return make_claim(source, "meet", trigger="met", participant=Entity("Mia Berg", text="Mia Berg"))

    pair = [met("a", "fishermen who fear lower quotas for cod"), met("b", "singers rehearsing at an empty theatre")]
    others = [claim for n in range(300) for claim in story(f"Town{n}", n + 2)[:1]]
    small = reconcile(pair).why(*pair).score
    large = reconcile([*pair, *others]).why(*pair).score
    assert large < small - 1
