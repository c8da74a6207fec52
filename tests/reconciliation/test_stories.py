"""What is compared over a whole story: hours, streets, names; and figures that stand side by side."""

from __future__ import annotations

import pytest

from claimrec.model import Claim, Outcome, Source
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Office, Place, Quantity, TimeSpan

OSLO = Place("Oslo", ("Norway",), level="city")
DAY = ("2025-03-03", "on 3 March")


def conflicts(outcome: Outcome, field: str) -> list[str]:
    return [f.explanation for f in outcome.findings if f.relation == "conflict" and f.field == field]


def fire(source: Source, **said: object) -> Claim:
    """The fire that makes two reports one story."""
    return make_claim(source, "burn", trigger="fire", place=OSLO, time=DAY, **said)  # type: ignore[arg-type]


LEADS = {
    "a": "A fire swept through a warehouse in Oslo on 3 March.",
    "b": "Nobody slept in the harbour quarter of Oslo when a fire ate up the old rope works on 3 March.",
}
"""Two reporters do not write the same sentence; who does is taken for a copy."""


def report(name: str, more: str) -> Source:
    return make_source(f"{LEADS[name]} {more}", id=name)


# --- hours


def at(source: Source, type: str, trigger: str, clock: str, words: str) -> Claim:
    return make_claim(source, type, trigger=trigger, time=(TimeSpan(granularity="time", partial=f"XXXX-XX-XXT{clock}"), words))


def hours(first: tuple[str, str, str], second: tuple[str, str, str]) -> list[Claim]:
    """Two reports of one fire: when it began in one, when the call came in in the other."""
    made = []
    for name, (sentence, clock, words) in zip("ab", (first, second), strict=True):
        source = report(name, sentence)
        verb = "began" if "began" in sentence else "received"
        made += [fire(source), at(source, {"began": "begin", "received": "receive"}[verb], verb, clock, words)]
    return made


def test_the_hour_at_which_it_began_is_compared_over_verbs() -> None:
    outcome = reconcile_claims(
        hours(
            ("It began about 3:30 p.m., a guard said.", "15:30", "3:30 p.m."),
            ("The station received a call around 4 p.m. about smoke.", "16", "4 p.m."),
        )
    )
    assert conflicts(outcome, "time") == ["3:30 p.m. (a) vs 4 p.m. (b): the times do not meet"]


@pytest.mark.parametrize(
    ("sentence", "clock", "words"),
    [
        pytest.param("The station received a call around 3:40 p.m. about smoke.", "15:40", "3:40 p.m.", id="minutes apart"),
        pytest.param("The station received a call at 7 p.m. about smoke.", "19", "7 p.m.", id="hours apart"),
        pytest.param("The station received a call just before 4 p.m. about smoke.", "16", "4 p.m.", id="room left before it"),
    ],
)
def test_hours_that_may_be_one_are_no_conflict(sentence: str, clock: str, words: str) -> None:
    first = ("It began about 3:30 p.m., a guard said.", "15:30", "3:30 p.m.")
    assert not conflicts(reconcile_claims(hours(first, (sentence, clock, words))), "time")


def test_hours_of_two_stories_are_not_compared() -> None:
    one = make_source("It began about 3:30 p.m. in a barn.", id="a")
    two = make_source("The team received the cup around 4 p.m. in Rome.", id="b")
    claims = [at(one, "begin", "began", "15:30", "3:30 p.m."), at(two, "receive", "received", "16", "4 p.m.")]
    assert not conflicts(reconcile_claims(claims), "time")


# --- streets


def streets(first: str, second: str) -> list[Claim]:
    made = []
    for name, street in (("a", first), ("b", second)):
        source = report(
            name,
            {"a": f"Crews closed {street} for hours.", "b": f"Police closed {street} till noon, to let hoses through."}[name],
        )
        made += [fire(source), make_claim(source, "close", trigger="closed", place=(Place(street, level="street"), street))]
    return made


@pytest.mark.parametrize(
    ("first", "second"),
    [("Harmony Street", "Harmony Avenue"), ("Kelsoe Road", "Kelso Road"), ("400 block of Harmony Street", "12 Harmony Road")],
)
def test_one_street_in_two_spellings(first: str, second: str) -> None:
    assert conflicts(reconcile_claims(streets(first, second)), "place")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Harmony Street", "300 block of Harmony St."),
        ("W. Harmony Street", "West Harmony Street"),
        ("Harmony Street", "Mill Lane"),
        ("East Harmony Street", "West Harmony Avenue"),
        ("51st Street", "52nd Street"),
    ],
)
def test_other_streets_and_other_ways_of_writing_are_no_conflict(first: str, second: str) -> None:
    assert not conflicts(reconcile_claims(streets(first, second)), "place")


# --- lists of things


def found(name: str, words: dict[str, tuple[int, str]]) -> list[Claim]:
    counted = " and ".join(text for _, text in words.values())
    source = report(
        name, f"Guards found {counted} in Oslo." if name == "a" else f"Behind a wall, {counted} of lamp oil were found."
    )
    figures = {unit: (Quantity(n, n, unit, text=text, stated=n), text) for unit, (n, text) in words.items()}
    return [fire(source), make_claim(source, "find", trigger="found", place=OSLO, **figures)]


def test_lists_of_the_same_things_are_compared() -> None:
    claims = [
        *found("a", {"crate": (14, "14 crates"), "barrel": (31, "31 barrels")}),
        *found("b", {"crate": (6, "six crates"), "barrel": (31, "31 barrels")}),
    ]
    made = reconcile_claims(claims)
    assert [text.split(":")[0] for text in conflicts(made, "crate")] == ["6 crates (b) vs 14 crates (a)"]
    assert not conflicts(made, "barrel")


# --- the dead together with the hurt


def toll(source: Source, killed: tuple[int, str], injured: tuple[int, str], sentence: str) -> list[Claim]:
    return [
        make_claim(source, "kill", trigger="killed", evidence=sentence, killed=killed),
        make_claim(source, "injure", trigger="hurt", evidence=sentence, injured=injured),
    ]


def test_one_report_that_gives_two_tolls_contradicts_itself() -> None:
    first, second = "One man was killed and 16 people hurt in Oslo.", "In all one person was killed and 17 were hurt there."
    source = report("a", f"{first} {second}")
    text = source.text
    claims = [fire(source)]
    for sentence, hurt, dead in ((first, (16, "16 people"), (1, "One man")), (second, (17, "17"), (1, "one person"))):
        start = text.index(sentence)
        claims += [shifted(c, start) for c in toll(make_source(sentence, id="a"), dead, hurt, sentence)]
    claims = [rebased(c, source) for c in claims]
    assert conflicts(reconcile_claims(claims), "injured")


def shifted(claim: Claim, by: int) -> Claim:
    """The claim with all its spans moved along the text."""
    from attrs import evolve

    def move(span: object) -> object:
        return evolve(span, start=span.start + by, end=span.end + by)  # type: ignore[attr-defined, type-var]

    arguments = tuple(evolve(a, evidence=move(a.evidence)) for a in claim.arguments)
    return evolve(claim, trigger=move(claim.trigger), evidence=move(claim.evidence), arguments=arguments)


def rebased(claim: Claim, source: Source) -> Claim:
    from attrs import evolve

    made = evolve(claim, source=source)
    made.check()
    return made


def test_two_reports_that_agree_on_the_dead_and_not_on_the_hurt() -> None:
    first, second = (
        report("a", "Two men were killed and 16 people hurt."),
        report("b", "The collapse of a roof killed two guards and left 19 hurt, doctors say."),
    )
    claims = [fire(first), fire(second)]
    claims += toll(first, (2, "Two men"), (16, "16 people"), "Two men were killed and 16 people hurt.")
    claims += toll(
        second, (2, "two guards"), (19, "19"), "The collapse of a roof killed two guards and left 19 hurt, doctors say."
    )
    assert conflicts(reconcile_claims(claims), "injured")


# --- what is no conflict


def test_a_near_number_of_one_thing_is_compared_and_of_another_is_not() -> None:
    def loan(name: str, sentence: str, number: int, words: str) -> list[Claim]:
        source = make_source(f"Ministers met in Oslo on 3 March. {sentence}", id=name)
        return [
            make_claim(source, "meet", trigger="met", place=OSLO, time=DAY),
            make_claim(source, "announce", trigger="announced", USD=(Quantity(number, number, "USD", words, number), words)),
        ]

    one = loan("a", "They announced a rescue package of $141,000 for struggling lighthouse keepers.", 141000, "$141,000")
    two = loan("b", "The rescue package of $144,000 announced helps struggling lighthouse keepers.", 144000, "$144,000")
    other = loan("b", "They also announced tuition grants worth $144,000 to orphaned violinists.", 144000, "$144,000")
    assert conflicts(reconcile_claims([*one, *two]), "amount")
    assert not conflicts(reconcile_claims([*one, *other]), "amount")


def test_an_office_with_its_body_left_out_says_nothing_else() -> None:
    def chief(name: str, office: Office, words: str) -> Claim:
        source = make_source(f"Fire spread in Oslo on 3 March, said {words}.", id=name)
        return make_claim(source, "say", trigger="said", speakers=["Ane Lund"], offices={"Ane Lund": (office, words)})

    claims = [
        chief("a", Office("chief", "Oslo Fire Department"), "Oslo Fire Department chief Ane Lund"),
        chief("b", Office("chief"), "chief Ane Lund"),
    ]
    assert not [f for f in reconcile_claims(claims).findings if f.kind == "role" and f.relation in ("refines", "conflict")]


def test_no_arrest_yet_is_no_denial() -> None:
    one = make_source("Police made an arrest in Oslo on 3 March over the fire.", id="a")
    two = make_source("No arrest had been made in Oslo over the fire on 3 March.", id="b")
    claims = [
        make_claim(one, "arrest", trigger="arrest", place=OSLO, time=DAY),
        make_claim(two, "arrest", trigger="arrest", place=OSLO, time=DAY, polarity="denied"),
    ]
    assert not conflicts(reconcile_claims(claims), "happened")


def test_people_leave_over_days() -> None:
    def moved(name: str, text: str, day: str, words: str) -> Claim:
        return make_claim(
            make_source(text, id=name), "evacuate", trigger="evacuated", place=OSLO, time=(day, words), evacuated=40
        )

    claims = [
        moved("a", "In Oslo 40 villagers were evacuated on Friday from the river bank.", "2025-03-07", "on Friday"),
        moved("b", "On Saturday 40 villagers were evacuated from the river bank in Oslo.", "2025-03-08", "On Saturday"),
    ]
    assert not conflicts(reconcile_claims(claims), "time")


def test_a_pile_of_two_stories_is_compared_story_by_story() -> None:
    claims = hours(
        ("It began about 3:30 p.m., a guard said.", "15:30", "3:30 p.m."),
        ("The station received a call around 3:35 p.m. about smoke.", "15:35", "3:35 p.m."),
    )
    where = Place("Lima", ("Peru",), level="city")
    for name, text, words in (
        ("c", "A bridge collapsed in Lima on 9 May. It began at 4 p.m., drivers recalled.", "4 p.m."),
        ("d", "Lima's old bridge has fallen: it collapsed on 9 May, and it all began at 4 p.m.", "4 p.m."),
    ):
        source = make_source(text, id=name)
        claims.append(make_claim(source, "collapse", trigger="collapsed", place=(where, "Lima"), time=("2025-05-09", "on 9 May")))
        claims.append(at(source, "begin", "began", "16", words))
    assert not conflicts(reconcile_claims(claims), "time")
