"""What recurs comes apart, what is told in other words comes together, and a pile of stories reads like its stories alone."""

from __future__ import annotations

import pytest

from claimrec.model import Claim, Outcome
from claimrec.reconciliation.commonness import share_of_word
from claimrec.reconciliation.explaining import why
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Place

OSLO = Place("Oslo", ("Norway",), level="city")
BERGEN = Place("Bergen", ("Norway",), level="city")
LEEDS = Place("Leeds", ("England", "United Kingdom"), level="city")


def groups(outcome: Outcome, type: str) -> list[tuple[str, ...]]:
    """The sources of each event of a type, several claims of one source counted once."""
    return sorted(event.sources for event in outcome.events if event.type == type)


def tell(name: str, text: str, type: str, trigger: str, **said: object) -> Claim:
    return make_claim(make_source(text, id=name), type, trigger=trigger, **said)  # type: ignore[arg-type]


def test_three_meetings_of_the_same_two_in_a_year() -> None:
    told = [("2025-02-03", "on 3 February", OSLO), ("2025-05-12", "on 12 May", BERGEN), ("2025-09-30", "on 30 September", OSLO)]
    claims = []
    for n, (day, words, where) in enumerate(told):
        for paper, lead in (
            ("x", "Ane Lund met Per Vik in {} {} over the fishing quotas."),
            ("y", "In {} {} Per Vik met Ane Lund."),
        ):
            text = lead.format(where.name, words)
            claims.append(
                tell(f"{paper}{n}", text, "meet", "met", participants=["Ane Lund", "Per Vik"], place=where, time=(day, words))
            )
    assert groups(reconcile_claims(claims), "meet") == [("x0", "y0"), ("x1", "y1"), ("x2", "y2")]


def shots(name: str, text: str, day: tuple[str, str], **said: object) -> Claim:
    street = Place("Mill Lane", ("Leeds", "England", "United Kingdom"), level="street")
    return tell(name, text, "shoot", "shot", time=day, place=(street, "Mill Lane"), **said)


def test_two_shootings_on_one_street() -> None:
    claims = [
        shots(
            "a", "A baker was shot on Mill Lane on 2 March.", ("2025-03-02", "on 2 March"), patients=[Entity("baker", "person")]
        ),
        shots(
            "b", "On 2 March a baker was shot on Mill Lane.", ("2025-03-02", "On 2 March"), patients=[Entity("baker", "person")]
        ),
        shots("c", "Two cyclists were shot on Mill Lane on 19 March.", ("2025-03-19", "on 19 March")),
        shots("d", "On 19 March two cyclists were shot on Mill Lane.", ("2025-03-19", "On 19 March")),
    ]
    outcome = reconcile_claims(claims)
    assert groups(outcome, "shoot") == [("a", "b"), ("c", "d")]
    assert not [f for f in outcome.findings if f.relation == "conflict"]


def test_a_report_that_recalls_an_earlier_shooting_keeps_the_two_apart() -> None:
    text = "Two cyclists were shot on Mill Lane on 19 March. A baker had been shot dead on Mill Lane on 2 March."
    late = make_source(text, id="a")
    street = Place("Mill Lane", ("Leeds", "England", "United Kingdom"), level="street")
    claims = [
        make_claim(late, "shoot", trigger="shot", time=("2025-03-19", "on 19 March"), place=(street, "Mill Lane")),
        make_claim(late, "shoot", trigger="shot dead", time=("2025-03-02", "on 2 March"), place=(street, "Mill Lane")),
        shots("b", "On 2 March a baker was shot on Mill Lane.", ("2025-03-02", "On 2 March")),
        shots("c", "On 19 March two cyclists were shot on Mill Lane.", ("2025-03-19", "On 19 March")),
    ]
    assert groups(reconcile_claims(claims), "shoot") == [("a", "b"), ("a", "c")]


def test_a_slip_of_a_day_is_one_event_and_a_conflict() -> None:
    claims = [
        tell("a", "Nora Falk was shot dead outside the Leeds tram depot on Monday, 3 March.", "shoot", "shot",
             patients=["Nora Falk"], place=LEEDS, time=("2025-03-03", "on Monday, 3 March")),
        tell("b", "Nora Falk was shot outside the tram depot in Leeds on Tuesday, 4 March.", "shoot", "shot",
             patients=["Nora Falk"], place=LEEDS, time=("2025-03-04", "on Tuesday, 4 March")),
    ]  # fmt: skip
    outcome = reconcile_claims(claims)
    assert groups(outcome, "shoot") == [("a", "b")]
    assert [f.field for f in outcome.findings if f.relation == "conflict"] == ["time"]


def test_two_men_charged_over_one_robbery_are_two_events() -> None:
    claims = [
        tell("a", "Jon Reese was charged over the raid on a Leeds jeweller.", "charge", "charged", patients=["Jon Reese"]),
        tell("b", "Over the raid on a Leeds jeweller Tom Hale was charged.", "charge", "charged", patients=["Tom Hale"]),
    ]
    assert groups(reconcile_claims(claims), "charge") == [("a",), ("b",)]


SAME = [
    ("thwart", "thwarted", "foil", "foiled", "Coast guards {} a raid on the tanker Vega off Bergen on 7 May."),
    (
        "investigate",
        "investigating",
        "investigation",
        "investigation",
        "Norway: {} of the sinking of the ferry Vega off Bergen, 7 May.",
    ),
    ("flee", "fled", "run", "ran", "The masked man {} from the ferry terminal in Bergen on 7 May with the captain's safe."),
]


@pytest.mark.parametrize(("type", "trigger", "other", "word", "text"), SAME)
def test_words_of_one_meaning_may_name_one_happening(type: str, trigger: str, other: str, word: str, text: str) -> None:
    day = ("2025-05-07", "7 May")
    claims = [
        tell("a", text.format(trigger), type, trigger, place=BERGEN, time=day),
        tell("b", text.format(word) + " No one was hurt.", other, word, place=BERGEN, time=day),
    ]
    outcome = reconcile_claims(claims)
    assert len({event.id for event in outcome.events}) == 1
    assert outcome.matches


def test_words_of_one_meaning_alone_join_nothing() -> None:
    claims = [
        tell("a", "Coast guards thwarted a raid on the tanker Vega off Bergen.", "thwart", "thwarted"),
        tell("b", "Goalkeeper Ida Moe foiled three late shots in the cup final.", "foil", "foiled"),
    ]
    outcome = reconcile_claims(claims)
    assert len(outcome.events) == 2
    assert why(outcome, *outcome.claims).score < 0


STORIES = [
    (
        OSLO,
        ("2025-03-07", "7 March"),
        (12, "The old grain silo in Oslo's harbour came down on 7 March; {} people were killed under it."),
        (13, "A silo full of grain collapsed on the Oslo quay on 7 March and {} were killed, a harbour master said."),
    ),
    (
        BERGEN,
        ("2025-04-11", "11 April"),
        (5, "A coach left the mountain road above Bergen on 11 April and {} pensioners were killed."),
        (5, "On 11 April {} pensioners were killed in Bergen when their coach went over the edge of the mountain road."),
    ),
    (
        LEEDS,
        ("2025-05-02", "2 May"),
        (21, "Fire swept through a mattress factory in Leeds on 2 May: {} workers were killed at the locked gate."),
        (24, "In Leeds {} workers were killed on 2 May in a factory where mattresses burned behind a locked gate."),
    ),
]


def story(n: int) -> list[Claim]:
    """Two reports of one happening."""
    town, day, *told = STORIES[n]
    return [
        tell(f"{paper}{n}", text.format(toll), "kill", "killed", place=(town, town.name), time=day, killed=toll)
        for paper, (toll, text) in zip("pq", told, strict=True)
    ]


def test_other_stories_in_the_pile_change_no_finding() -> None:
    stories = [story(n) for n in range(len(STORIES))]

    def told(claims: list[Claim]) -> set[tuple[str, str, str]]:
        return {(f.field, str(f.relation), f.explanation) for f in reconcile_claims(claims).findings}

    alone = set().union(*(told(claims) for claims in stories))
    assert told([claim for claims in stories for claim in claims]) == alone
    assert {relation for field, relation, _ in alone if field == "killed"} == {"agree", "conflict"}


def test_what_is_common_in_news_tells_less_than_what_is_rare() -> None:
    assert share_of_word("with") > share_of_word("police") > share_of_word("robbery") > share_of_word("mattress")
    assert share_of_word("12") > share_of_word("147")


def test_two_reports_tell_one_story_in_a_small_pile_as_in_a_large_one() -> None:
    def story_weight(claims: list[Claim]) -> float:
        outcome = reconcile_claims(claims)
        pair = [c for c in outcome.claims if c.source.id in ("p0", "q0")]
        return next(r.weight for r in why(outcome, *pair).reasons if r.feature == "story")

    alone = story_weight(story(0))
    among = story_weight([claim for n in range(len(STORIES)) for claim in story(n)])
    assert alone > 0
    assert abs(alone - among) < 0.5


def test_a_family_of_words_holds_no_happening_with_its_part() -> None:
    for family in kinds().families:
        for name in family:
            assert not family & set(kinds().part_of.get(name, ())), (name, family)
