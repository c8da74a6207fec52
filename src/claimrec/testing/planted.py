"""Claims of several sources that agree in everything but one planted contradiction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from hypothesis import strategies as st

from claimrec.model import Claim, Kind, Source
from claimrec.testing.builders import make_claim
from claimrec.values import Entity, Place, Quantity, TimeSpan, Value
from claimrec.values.record import as_tuple

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["Contradiction", "contradictions"]


@frozen
class Contradiction:
    """A set of claims with exactly one planted contradiction.

    Args:
        claims: one claim a source; all speak of one event.
        kind: what the sources contradict each other about.
        field: the field of the finding ("killed", "time", "place").
        values: the two values that cannot both be true.
        sides: ids of the sources that state the first value, and of those that state the second.
    """

    claims: tuple[Claim, ...] = field(converter=as_tuple)
    kind: Kind = field(converter=Kind)
    field: str
    values: tuple[Value, Value]
    sides: tuple[tuple[str, ...], tuple[str, ...]]


# One event each: type, trigger, unit, agent, and sentences that say it. The wording differs from source to source,
# so that no source is taken for a copy of another.
_STORIES = (
    (
        "kill",
        "killed",
        "killed",
        Entity("Northern Front", "group", id="northern-front"),
        (
            "Fighters of the {who} killed {count} people in {where} {when}. The market had just opened for the day.",
            "In {where}, {count} people were killed by the {who} {when}, hospital staff said after a long night.",
            "A raid by the {who} killed {count} villagers in {where} {when}, said elders who had escaped on foot.",
            "Shops stayed shut after gunmen of the {who} killed {count} residents of {where} {when}.",
        ),
    ),
    (
        "sign",
        "signed",
        "agreement",
        Entity("Hanna Lindqvist", "person", id="hanna-lindqvist"),
        (
            "Minister {who} signed {count} agreements in {where} {when}. Rail freight takes up most of them.",
            "At a ceremony in {where} {when}, {who} signed {count} agreements before a small crowd of reporters.",
            "After two years of talks, {count} agreements were signed by {who} {when} in {where}, followed by dinner.",
            "Visiting {where}, {who} signed {count} agreements {when} and spoke briefly about fishing rights.",
        ),
    ),
    (
        "arrest",
        "arrested",
        "arrested",
        Entity("Coast Guard", "organization", id="coast-guard"),
        (
            "The {who} arrested {count} sailors in {where} {when}. Their ship had been followed for a week.",
            "Lawyers confirmed that the {who} arrested {count} crew members {when} in {where}.",
            "Crowds gathered in {where} {when} when the {who} arrested {count} suspected smugglers.",
            "The {who} arrested {count} men {when} in {where}, where their families waited outside the court.",
        ),
    ),
)
_CITIES = (Place("Bergen", ("Norway",), "Bergen", "city"), Place("Nairobi", ("Kenya",), "Nairobi", "city"))
_KINDS = {Kind.QUANTITY: "", Kind.TIME: "time", Kind.PLACE: "place"}


@st.composite
def contradictions(
    draw: DrawFn, *, kinds: SearchStrategy[Kind] | None = None, min_sources: int = 2, max_sources: int = 4
) -> Contradiction:
    """Exactly one planted contradiction, about a count, a day or a city; everything else is the same in all sources.

    All sources are published on one day and no wording speaks of an update or a part, so nothing explains the
    contradiction away. The spans are grounded, and the sentences are English that ``extract`` can read as well.

    Args:
        draw: given by Hypothesis.
        kinds: what to contradict; quantity, time or place by default.
        min_sources: at least so many sources, 2 or more.
        max_sources: at most so many, 4 or fewer.
    """
    kind = draw(kinds if kinds is not None else st.sampled_from(sorted(_KINDS)))
    event, trigger, unit, who, sentences = draw(st.sampled_from(_STORIES))
    day = draw(st.dates(dt.date(2001, 1, 1), dt.date(2030, 12, 1)))
    counts = draw(st.lists(st.integers(2, 900), min_size=2, max_size=2, unique=True))
    apart = draw(st.integers(1, 6))
    options: dict[Kind, tuple[Value, Value]] = {
        Kind.QUANTITY: (_count(counts[0], unit), _count(counts[1], unit)),
        Kind.TIME: (_day(day), _day(day + dt.timedelta(days=apart))),
        Kind.PLACE: draw(st.permutations(_CITIES).map(lambda two: (two[0], two[1]))),
    }
    sides = draw(st.lists(st.booleans(), min_size=min_sources, max_size=max_sources).filter(lambda s: len(set(s)) == 2))
    wordings = draw(st.permutations(sentences))

    made = []
    for number, (other, wording) in enumerate(zip(sides, wordings, strict=False)):
        said = {name: pair[other and name is kind] for name, pair in options.items()}
        counted: dict[str, Any] = {unit: said[Kind.QUANTITY]}
        text = wording.format(
            who=who.name,
            count=said[Kind.QUANTITY].text,
            when=said[Kind.TIME].text,
            where=said[Kind.PLACE].text,
        )
        source = Source(id=f"source-{number}", text=text, publisher=f"Paper {number}", published=day + dt.timedelta(days=10))
        made.append(
            make_claim(
                source,
                event,
                trigger=trigger,
                agents=[who],
                time=said[Kind.TIME],
                place=said[Kind.PLACE],
                **counted,
            )
        )
    ids = tuple(
        tuple(claim.source.id for claim, side in zip(made, sides, strict=True) if side is which) for which in (False, True)
    )
    return Contradiction(tuple(made), kind, _KINDS[kind] or unit, options[kind], (ids[0], ids[1]))


def _count(number: int, unit: str) -> Quantity:
    return Quantity(number, number, unit, text=str(number), stated=number)


def _day(day: dt.date) -> TimeSpan:
    return TimeSpan(day, day + dt.timedelta(days=1), "day", edtf=day.isoformat(), text=f"on {day:%B} {day.day}, {day.year}")
