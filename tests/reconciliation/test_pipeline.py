"""Reconciliation of claims written by hand: what joins, what does not, and what is said of it."""

from __future__ import annotations

import pytest

from claimrec.errors import OptionError, SourceError
from claimrec.model import Claim, Judgement, Modality, Outcome, Source
from claimrec.reconciliation.clustering import cluster
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Office, Place, Quantity

OSLO = Place("Oslo", ("Norway",), level="city")
BERGEN = Place("Bergen", ("Norway",), level="city")


def found(outcome: Outcome, relation: str, field: str | None = None) -> list[str]:
    """Explanations of the findings with that relation."""
    return [f.explanation for f in outcome.findings if f.relation == relation and field in (None, f.field)]


def flood(name: str, text: str, *, published: str | None = None, **said: object) -> Claim:
    """A claim of a flood's toll."""
    source = make_source(text, id=name, published=published)
    return make_claim(source, "kill", trigger="killed", place=OSLO, time=("2025-03-04", "on Tuesday"), **said)  # type: ignore[arg-type]


def tolls(first: int, second: int, *, days: tuple[str | None, str | None] = (None, None)) -> list[Claim]:
    return [
        flood("a", f"High water killed {first} people in Oslo on Tuesday, the mayor said.", published=days[0], killed=first),
        flood(
            "b",
            f"In Oslo {second} residents were killed on Tuesday when the river burst its banks.",
            published=days[1],
            killed=second,
        ),
    ]


def test_nothing_gives_an_empty_outcome() -> None:
    assert reconcile_claims([]) == Outcome()


def test_two_tolls_of_one_day_are_a_conflict() -> None:
    outcome = reconcile_claims(tolls(12, 13))
    assert len(outcome.events) == 1
    assert found(outcome, "conflict", "killed") == ["12 killed (a) vs 13 killed (b): no number is both"]
    assert [p.independent for f in outcome.findings if f.relation == "conflict" for p in f.positions] == [1, 1]


def test_a_later_higher_toll_is_an_update() -> None:
    outcome = reconcile_claims(tolls(12, 13, days=("2025-03-05", "2025-03-07")))
    assert found(outcome, "update", "killed")
    assert not found(outcome, "conflict")


def test_a_later_repeat_of_the_old_toll_is_no_reversal() -> None:
    early, late = tolls(12, 15, days=("2025-03-05", "2025-03-06"))
    repeat = flood("c", "The flood that killed 12 in Oslo on Tuesday was the worst in years.", published="2025-03-09", killed=12)
    outcome = reconcile_claims([early, late, repeat])
    assert found(outcome, "update", "killed")
    assert not found(outcome, "conflict")


def test_a_lower_toll_later_is_no_update() -> None:
    assert found(reconcile_claims(tolls(15, 12, days=("2025-03-05", "2025-03-07"))), "conflict", "killed")


def test_equal_tolls_agree_and_a_hedge_refines() -> None:
    outcome = reconcile_claims(tolls(12, 12))
    assert found(outcome, "agree", "killed") and not found(outcome, "conflict")
    hedged = [
        flood("a", "High water killed 12 people in Oslo on Tuesday, the mayor said.", killed=12),
        flood(
            "b",
            "In Oslo at least 10 residents were killed on Tuesday when the river burst its banks.",
            killed=Quantity(10, None, "killed", text="at least 10"),
        ),
    ]
    assert found(reconcile_claims(hedged), "refines", "killed")


def test_a_figure_of_a_part_differs_in_scope() -> None:
    claims = [
        flood("a", "High water killed 12 people in Oslo on Tuesday, the mayor said.", killed=12),
        flood("b", "The river also killed 3 others in Oslo on Tuesday.", killed=(3, "3 others")),
    ]
    outcome = reconcile_claims(claims)
    assert not found(outcome, "conflict", "killed")


def test_a_source_that_says_both_contradicts_nobody() -> None:
    claims = [
        *tolls(12, 13),
        flood("b", "In Oslo 13 residents were killed on Tuesday when the river burst its banks.", killed=13),
    ]
    both = make_source("Rescue staff in Oslo said that water killed 12 on Tuesday. The police say it killed 13.", id="a")
    said = [
        make_claim(both, "kill", trigger="killed", place=OSLO, time=("2025-03-04", "on Tuesday"), killed=12),
        make_claim(both, "kill", trigger="killed", killed=13, evidence="The police say it killed 13."),
    ]
    assert not found(reconcile_claims([*said, claims[1]]), "conflict", "killed")


def copies() -> list[Claim]:
    text = (
        "High water killed 12 people in Oslo on Tuesday, the mayor said after a long night in which fire crews"
        " carried families out of the old harbour by boat."
    )
    return [
        flood("a", text, published="2025-03-05", killed=12),
        flood("a2", text, published="2025-03-06", killed=12),
        flood("b", "In Oslo 13 residents were killed on Tuesday when the river burst its banks.", killed=13),
    ]


def test_a_copy_is_no_witness() -> None:
    outcome = reconcile_claims(copies())
    assert outcome.origins == {"a": "a", "a2": "a", "b": "b"}
    assert found(outcome, "conflict", "killed") == ["12 killed (a; copied by a2) vs 13 killed (b): no number is both"]
    assert not found(outcome, "agree", "killed")


def test_a_copy_that_changed_the_figure_speaks_for_itself() -> None:
    original = copies()[0]
    text = original.source.text.replace("12", "13")
    changed = [flood(name, text, published="2025-03-06", killed=13) for name in ("a2", "a3")]
    outcome = reconcile_claims([original, *changed])
    assert outcome.origins == {"a": "a", "a2": "a", "a3": "a"}
    (finding,) = [f for f in outcome.findings if (f.relation, f.field) in {("conflict", "killed"), ("update", "killed")}]
    assert {(p.value.stated, p.sources, p.independent) for p in finding.positions} == {(12, ("a",), 1), (13, ("a2", "a3"), 1)}


def meeting(name: str, text: str, people: list[str], when: tuple[str, str], where: Place) -> Claim:
    return make_claim(make_source(text, id=name), "meet", trigger="met", participants=people, time=when, place=where)


def test_meetings_of_one_year_stay_apart() -> None:
    claims = [
        meeting("a", "Mia Berg met Olav Dahl in Oslo on 3 March.", ["Mia Berg", "Olav Dahl"], ("2025-03-03", "on 3 March"), OSLO),
        meeting(
            "b", "Olav Dahl and Mia Berg met in Oslo on 3 March.", ["Olav Dahl", "Mia Berg"], ("2025-03-03", "on 3 March"), OSLO
        ),
        meeting("a", "Mia Berg met Olav Dahl in Oslo on 3 March.", ["Mia Berg", "Olav Dahl"], ("2025-03-03", "on 3 March"), OSLO),
        meeting("c", "Mia Berg met Olav Dahl in Bergen on 9 May.", ["Mia Berg", "Olav Dahl"], ("2025-05-09", "on 9 May"), BERGEN),
    ]
    outcome = reconcile_claims(claims)
    assert sorted(e.sources for e in outcome.events) == [("a", "b"), ("c",)]
    assert not found(outcome, "conflict")


def test_the_family_name_alone_is_the_only_person_it_fits() -> None:
    claims = [
        meeting("a", "Mia Berg met Olav Dahl in Oslo on 3 March.", ["Mia Berg", "Olav Dahl"], ("2025-03-03", "on 3 March"), OSLO),
        meeting("b", "In Oslo, Dahl met Berg on 3 March.", ["Dahl", "Berg"], ("2025-03-03", "on 3 March"), OSLO),
    ]
    outcome = reconcile_claims(claims)
    ids = {a.value.id for c in outcome.claims for a in c.arguments if isinstance(a.value, Entity)}
    assert ids == {"mia-berg", "olav-dahl"}
    assert [e.id for e in outcome.events] == ["e-meet-mia-berg-2025-03-03"]


def test_two_smiths_of_different_age_stay_apart() -> None:
    claims = [
        make_claim(
            make_source("Ann Smith, 31, resigned.", id="a"),
            "resign",
            trigger="resigned",
            agents=["Ann Smith"],
            ages={"Ann Smith": 31},
        ),
        make_claim(
            make_source("Smith, 64, resigned.", id="b"), "resign", trigger="resigned", agents=["Smith"], ages={"Smith": 64}
        ),
    ]
    outcome = reconcile_claims(claims)
    assert {a.value.id for c in outcome.claims for a in c.arguments if isinstance(a.value, Entity)} == {"ann-smith", "smith"}
    assert {a.of for c in outcome.claims for a in c.arguments if a.of} == {"ann-smith", "smith"}


def test_an_office_stands_for_its_holder() -> None:
    office = Office("president", None, "Norway", text="the Norwegian president")
    who = Entity("president of Norway", "person", id="president-of-norway", text="the Norwegian president")
    claims = [
        make_claim(
            make_source("Mia Berg, president of Norway, resigned on 3 March.", id="a"),
            "resign",
            trigger="resigned",
            agents=["Mia Berg"],
            offices={"Mia Berg": Office("president", None, "Norway", text="president of Norway")},
            time=("2025-03-03", "on 3 March"),
        ),
        make_claim(
            make_source("On 3 March the Norwegian president resigned.", id="b"),
            "resign",
            trigger="resigned",
            agents=[who],
            offices={"president of Norway": office},
            time=("2025-03-03", "On 3 March"),
        ),
    ]
    outcome = reconcile_claims(claims)
    assert {a.value.id for c in outcome.claims for a in c.arguments if isinstance(a.value, Entity)} == {"mia-berg"}
    assert len(outcome.events) == 1
    assert [f.field for f in outcome.findings if f.kind == "role"] == ["office of mia-berg"]


def test_the_dead_and_the_hurt_belong_to_the_shooting() -> None:
    text = "A gunman shot at a bus in Oslo on 3 March. Two people were killed and five were injured."
    source = make_source(text, id="a")
    claims = [
        make_claim(source, "shoot", trigger="shot", place=OSLO, time=("2025-03-03", "on 3 March")),
        make_claim(source, "kill", trigger="killed", killed=(2, "Two")),
        make_claim(source, "injure", trigger="injured", injured=(5, "five")),
    ]
    outcome = reconcile_claims(claims)
    root = next(e for e in outcome.events if e.type == "shoot")
    assert {e.part_of for e in outcome.events} == {None, root.id}
    assert sorted(root.consensus) == ["injured", "killed", "place", "time"]


def quotes(first: str, second: str) -> list[Claim]:
    words = "we will rebuild every house on this shore before the winter comes"
    return [
        make_claim(make_source(f"“{words},” {first} said.", id="a"), "say", trigger="said", speakers=[first], content=words),
        make_claim(
            make_source(f"{second} said: “{words}” and left.", id="c"), "say", trigger="said", speakers=[second], content=words
        ),
    ]


def test_the_same_words_from_one_or_two_speakers() -> None:
    assert found(reconcile_claims(quotes("Mia Berg", "Berg")), "agree", "speaker")
    outcome = reconcile_claims(quotes("Mia Berg", "Olav Dahl"))
    assert found(outcome, "conflict", "speaker")
    position = next(f for f in outcome.findings if f.relation == "conflict").positions[0]
    assert len(position.evidence) == 2


def test_a_named_authority_refines_a_vague_one() -> None:
    claims = [
        make_claim(
            make_source("High water killed 12 in Oslo, state media said.", id="a"),
            "kill",
            trigger="killed",
            killed=12,
            place=OSLO,
            cited=["state media"],
        ),
        make_claim(
            make_source("According to Mayor Berg, 12 were killed by water in Oslo.", id="b"),
            "kill",
            trigger="killed",
            killed=12,
            place=OSLO,
            cited=["Mayor Berg"],
        ),
    ]
    assert found(reconcile_claims(claims), "refines", "authority") == [
        "Mayor Berg (b) vs state media (a): Mayor Berg is named, the other is not"
    ]


def test_what_is_planned_is_not_set_against_what_was_done() -> None:
    done, plan = tolls(12, 13)
    planned = make_claim(plan.source, "kill", trigger="killed", place=OSLO, killed=13, modality=Modality.PLANNED)
    assert not found(reconcile_claims([done, planned]), "conflict", "killed")


def test_judgements_are_obeyed_and_kept() -> None:
    a, b = tolls(12, 13)
    apart = Judgement(a.id, b.id, same=False)
    outcome = reconcile_claims([a, b], judgements=[apart])
    assert len(outcome.events) == 2 and outcome.judgements == (apart,)
    c = make_claim(make_source("Rain fell.", id="c"), "fall", trigger="fell")
    assert len(reconcile_claims([a, c], judgements=[Judgement(a.id, c.id, same=True)]).events) == 1


def test_contradicting_judgements_are_refused() -> None:
    a, b = tolls(12, 13)
    with pytest.raises(OptionError, match="must not contradict"):
        reconcile_claims([a, b], judgements=[Judgement(a.id, b.id, same=True), Judgement(b.id, a.id, same=False)])


def test_a_claim_given_twice_counts_once() -> None:
    claims = tolls(12, 13)
    assert reconcile_claims([*claims, *claims]) == reconcile_claims(claims)


def test_two_sources_under_one_id_are_refused() -> None:
    one, two = make_source("Rain fell.", id="a"), make_source("Snow fell.", id="a")
    with pytest.raises(SourceError, match="two sources"):
        reconcile_claims([make_claim(one, "fall", trigger="fell"), make_claim(two, "fall", trigger="fell")])


def test_what_is_no_claim_is_refused() -> None:
    with pytest.raises(OptionError, match="must be Claim objects"):
        reconcile_claims([Source("a")])  # type: ignore[list-item]
    with pytest.raises(OptionError, match="between 0 and 1"):
        reconcile_claims([], min_confidence=2)
    with pytest.raises(OptionError, match="strategy"):
        reconcile_claims([], strategy="loudest")


def test_strategies_choose_the_consensus() -> None:
    claims = tolls(12, 13, days=("2025-03-05", "2025-03-07"))
    values = [reconcile_claims(claims, strategy=name).events[0].consensus["killed"].value for name in ("latest", "conservative")]
    assert [v.low for v in values if isinstance(v, Quantity)] == [13, 12]


def test_events_replay_from_matches() -> None:
    outcome = reconcile_claims([*copies(), *quotes("Mia Berg", "Berg")[1:]])
    groups = cluster(outcome.matches, [c.id for c in outcome.claims], outcome.judgements)
    assert {frozenset(g) for g in groups} == {frozenset(c.id for c in e.claims) for e in outcome.events}
    for match in outcome.matches:
        assert round(sum(r.weight for r in match.reasons), 3) == match.score


def test_a_copy_of_a_page_dump_is_told_by_its_sentences() -> None:
    clean, dump = copies()[:2]
    assert clean.evidence.text == dump.evidence.text
    outcome = reconcile_claims([clean, dump])
    assert outcome.origins["a2"] == "a"
