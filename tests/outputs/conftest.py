"""An outcome made by hand, with one finding of most kinds, awkward words included."""

from __future__ import annotations

import pytest
from attrs import evolve

from claimrec.model import (
    Argument,
    Citation,
    Claim,
    Consensus,
    Event,
    Evidence,
    Finding,
    Judgement,
    Match,
    Outcome,
    Position,
    Reason,
    Source,
    Span,
)
from claimrec.result import Reconciliation
from claimrec.testing import make_claim, make_source
from claimrec.values import Entity, Office, Place, Quantity, Text, TimeSpan, Value

TEXTS = {
    "alpha": "Mayor Ann Lee said 12 people were hurt in Oslo on 3 March 2024. “We will rebuild,” she said.",
    "beta": "At least 13 people were hurt in <b>Oslo</b> & around on March 3, | police said.\nNobody “was *killed*”.",
    "copy": "Mayor Ann Lee said 12 people were hurt in Oslo on 3 March 2024. “We will rebuild,” she said.",
}


def at(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return source.span(start, start + len(words))


def shown(source: Source, words: str) -> Evidence:
    span = at(source, words)
    return Evidence(source.id, span.start, span.end, span.text)


def claim(source: Source, count: Quantity, words: str, when: TimeSpan, day: str) -> Claim:
    return Claim(
        source=source,
        type="injure",
        trigger=at(source, "hurt"),
        evidence=source.span(0, source.text.index("said") + 4),
        cited=(Citation("police", *_ends(source, "said"), "said"),),
        arguments=(
            Argument("quantity", count, at(source, words)),
            Argument("place", Place("Oslo", ["Norway"], "Oslo"), at(source, "Oslo")),
            Argument("time", when, at(source, day)),
        ),
    )


def _ends(source: Source, words: str) -> tuple[int, int]:
    span = at(source, words)
    return span.start, span.end


def position(value: Value, claims: list[Claim], evidence: list[Evidence], independent: int) -> Position:
    return Position(value, claims, sorted({c.source.id for c in claims}), independent, evidence)


def make_outcome() -> Outcome:
    alpha = Source(
        "alpha", TEXTS["alpha"], publisher="The Alpha", published="2024-03-04", title="Hurt", url="https://alpha.example/1"
    )
    beta = Source("beta", TEXTS["beta"], published="2024-03-04T09:30:00+01:00")
    copy = Source("copy", TEXTS["copy"])
    day = TimeSpan("2024-03-03", "2024-03-04", "day", edtf="2024-03-03", text="3 March 2024")
    twelve, thirteen = Quantity(12, 12, "injured", "12 people", 12), Quantity(13, None, "injured", "At least 13 people", 13)
    lee = Entity("Ann Lee", "person", "ann-lee", ["Mayor of Oslo"], "Ann Lee")
    a = claim(alpha, twelve, "12 people", day, "3 March 2024")
    a = evolve(
        a,
        arguments=(
            *a.arguments,
            Argument("speaker", lee, at(alpha, "Ann Lee")),
            Argument("content", Text("We will rebuild"), at(alpha, "We will rebuild")),
            Argument("role", Office("mayor", "Oslo", None, "current", "Mayor"), at(alpha, "Mayor Ann Lee"), of="ann-lee"),
        ),
    )
    b = claim(beta, thirteen, "At least 13 people", evolve(day, text="March 3"), "March 3")
    c = claim(copy, twelve, "12 people", day, "3 March 2024")
    kill = Claim(
        source=beta, type="kill", trigger=at(beta, "killed"), evidence=at(beta, "Nobody “was *killed*”"), polarity="denied"
    )
    hurt = Event(
        "e-injure-1",
        "injure",
        (a, b, c),
        None,
        {
            "injured": Consensus(twelve, twelve, thirteen, ("alpha",), 0.5),
            "time": Consensus(day, day, day, ("alpha", "beta"), 0.8),
        },
    )
    dead = Event("e-kill-1", "kill", (kill,), "e-injure-1")
    conflict = Finding(
        id="f-1",
        event="e-injure-1",
        kind="quantity",
        field="injured",
        relation="conflict",
        positions=(
            position(twelve, [a, c], [shown(alpha, "12 people"), shown(copy, "12 people")], 1),
            position(thirteen, [b], [shown(beta, "At least 13 people")], 1),
        ),
        confidence=0.9,
        severity="high",
        explanation="12 injured (alpha; copied by copy) vs at least 13 injured (beta): no number is both",
    )
    agree = Finding(
        id="f-2",
        event="e-injure-1",
        kind="time",
        field="time",
        relation="agree",
        positions=(position(day, [a, b, c], [shown(alpha, "3 March 2024"), shown(beta, "March 3")], 2),),
        confidence=1.0,
        severity="low",
        explanation="2024-03-03 (alpha, beta)",
    )
    authority = Finding(
        id="f-3",
        event="e-injure-1",
        kind="attribution",
        field="authority",
        relation="refines",
        positions=(
            position(lee, [a], [shown(alpha, "Ann Lee")], 1),
            position(Entity("police", "organization"), [b], [shown(beta, "police")], 1),
        ),
        confidence=0.7,
        severity="low",
        explanation="Ann Lee (alpha) vs police (beta): one is named",
    )
    return Outcome(
        sources=(alpha, beta, copy),
        origins={"alpha": "alpha", "beta": "beta", "copy": "alpha"},
        claims=(a, b, c, kill),
        matches=(
            Match(min(a.id, b.id), max(a.id, b.id), 4.5, (Reason("place", 2.5, "Oslo = Oslo"), Reason("time", 2.0, "one day"))),
        ),
        events=(hurt, dead),
        findings=(conflict, agree, authority),
        judgements=(Judgement(a.id, b.id, True),),
    )


@pytest.fixture
def outcome() -> Outcome:
    return make_outcome()


@pytest.fixture
def result(outcome: Outcome) -> Reconciliation:
    return Reconciliation(outcome)


_TOWNS = ("Bergen", "Nairobi", "Quito", "Riga", "Hanoi", "Lima", "Tunis", "Porto", "Osaka", "Tartu")
_DEEDS = (("kill", "killed"), ("arrest", "arrested"), ("rescue", "rescued"), ("evacuate", "evacuated"))
_FILLER = "The council met late into the night; shops stayed closed, and buses ran every second hour. " * 4


def crowd(sources: int = 200, told: int = 10) -> Reconciliation:
    """Many sources, each of which tells of ten of forty events in some 3,500 letters; now and then one counts otherwise."""
    made: list[Source] = []
    claims: dict[int, list[Claim]] = {}
    for n in range(sources):
        stories = sorted({(n * 7 + k * 3) % 40 for k in range(told)})
        counts = {event: 20 + event + ((n + event) % 9 == 0) for event in stories}
        said = {event: _sentence(event, count) for event, count in counts.items()}
        text = "\n\n".join(f"{sentence} {_FILLER[: 240 + 7 * (n % 9)]}" for sentence in said.values())
        made.append(make_source(text, id=f"paper-{n:03}", publisher=f"The Paper {n}", published="2024-04-01"))
        for event, count in counts.items():
            claims.setdefault(event, []).append(_counted(made[-1], said[event], event, count))
    events = {event: _event(event, found) for event, found in sorted(claims.items())}
    findings = [finding for event, found in events.items() for finding in _findings(event, found)]
    everything = tuple(claim for event in events.values() for claim in event.claims)
    return Reconciliation(
        Outcome(made, {source.id: source.id for source in made}, everything, (), tuple(events.values()), findings)
    )


def _sentence(event: int, count: int) -> str:
    return f"{count} people were {_DEEDS[event // 10][1]} in {_TOWNS[event % 10]} on {1 + event % 28} March 2024."


def _counted(source: Source, sentence: str, event: int, count: int) -> Claim:
    kind, unit = _DEEDS[event // 10]
    day = TimeSpan.on(f"2024-03-{1 + event % 28:02}", text=f"on {1 + event % 28} March 2024")
    where = Place(_TOWNS[event % 10], text=_TOWNS[event % 10])
    counted = Quantity.exactly(count, unit, text=f"{count} people")
    made = make_claim(sentence, kind, trigger=unit, time=day, place=where, **{unit: counted})
    start = source.text.index(sentence)

    def moved(span: Span) -> Span:
        return source.span(start + span.start, start + span.end)

    return evolve(
        made,
        source=source,
        trigger=moved(made.trigger),
        evidence=source.span(start, start + len(sentence)),
        arguments=[evolve(argument, evidence=moved(argument.evidence)) for argument in made.arguments],
    )


def _event(event: int, claims: list[Claim]) -> Event:
    kind, unit = _DEEDS[event // 10]
    values = sorted((claim.having("quantity")[0].value for claim in claims), key=lambda value: value.low or 0)
    names = tuple(claim.source.id for claim in claims)
    consensus = {unit: Consensus(values[len(values) // 2], values[0], values[-1], names, 0.8)}
    for role in ("time", "place"):
        value = claims[0].having(role)[0].value
        consensus[role] = Consensus(value, value, value, names, 0.9)
    return Event(f"e-{kind}-{event}", kind, claims, consensus=consensus)


def _findings(event: int, found: Event) -> list[Finding]:
    sides: dict[Value, list[Claim]] = {}
    for made in found.claims:
        sides.setdefault(made.having("quantity")[0].value, []).append(made)
    positions = [_taken(value, "quantity", claims) for value, claims in sides.items()]
    relation = "conflict" if len(positions) > 1 else "agree"
    unit = _DEEDS[event // 10][1]
    said = " vs ".join(f"{p.value.text} ({', '.join(p.sources)})" for p in positions)
    where = found.claims[0].having("place")[0].value
    places = _taken(where, "place", list(found.claims))
    return [
        Finding(f"f-{event}-count", found.id, "quantity", unit, relation, positions, 0.8, "high", f"{said}: no number is both"),
        Finding(f"f-{event}-place", found.id, "place", "place", "agree", [places], 0.9, "low"),
    ]


def _taken(value: Value, role: str, claims: list[Claim]) -> Position:
    spans = [(c.source.id, c.having(role)[0].evidence) for c in claims]
    return position(value, claims, [Evidence(name, span.start, span.end, span.text) for name, span in spans], len(claims))


@pytest.fixture(scope="session")
def many() -> Reconciliation:
    return crowd()
