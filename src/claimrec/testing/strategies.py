"""Hypothesis strategies for the records of claimrec.

Every strategy is keyword-only, and takes strategies for its parts. Whatever is drawn is valid by
construction: spans show their words, intervals are in order, ids are unique.

>>> from hypothesis import given
>>> @given(quantities(units=st.just("killed")))
... def any_count_is_compatible_with_itself(count):
...     assert count.compare(count).compatible
>>> any_count_is_compatible_with_itself()
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from attrs import evolve
from hypothesis import strategies as st

from claimrec.model import Claim, Modality, Polarity, Source, Span, slug
from claimrec.testing.builders import make_claim
from claimrec.testing.planted import Contradiction, contradictions
from claimrec.values import Entity, Office, Place, Quantity, Relation, Text, TimeSpan, Value, Verdict
from claimrec.values.entity import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

    from claimrec.values.record import Number

__all__ = [
    "Contradiction",
    "claim_sets",
    "claims",
    "contradictions",
    "entities",
    "names",
    "offices",
    "places",
    "quantities",
    "relations",
    "sources",
    "spans",
    "texts",
    "time_spans",
    "units",
    "values",
    "verdicts",
    "wordings",
]

_DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2039, 12, 31))


def relations() -> SearchStrategy[Relation]:
    """Each way in which two values can relate."""
    return st.sampled_from(Relation)


def verdicts() -> SearchStrategy[Verdict]:
    """Each thing that a finding can say."""
    return st.sampled_from(Verdict)


def units() -> SearchStrategy[str]:
    """Canonical words for what is counted or measured."""
    return st.sampled_from(["killed", "injured", "missing", "arrested", "agreement", "metre", "day", "year", "percent", "USD"])


def wordings(*, min_size: int = 1) -> SearchStrategy[str]:
    """Words in any script, combining marks and emoji included; never blank at the ends, never a line break."""
    letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
    return st.text(letters, min_size=min_size, max_size=20).map(str.strip).filter(lambda text: len(text) >= min_size)


def names() -> SearchStrategy[str]:
    """Names of one to three parts; few enough that names meet, share parts and differ."""
    parts = st.sampled_from(["Ada", "Brandt", "Çelik", "de la Cruz", "Eze", "Fältskog", "Ngũgĩ", "O’Hara", "Smith", "Юрий", "李"])
    return st.lists(parts, min_size=1, max_size=3, unique=True).map(" ".join)


@st.composite
def quantities(
    draw: DrawFn,
    *,
    units: SearchStrategy[str | None] | None = None,
    numbers: SearchStrategy[Number] | None = None,
) -> Quantity:
    """Exact numbers, lower and upper bounds, ranges, approximations and numbers nobody knows.

    Args:
        draw: given by Hypothesis.
        units: what is counted; by default one of :func:`units`, or nothing (a bare number).
        numbers: the numbers; whole and broken ones by default.
    """
    unit = draw(units if units is not None else st.none() | _UNITS)
    low, high = sorted(draw(st.tuples(*[numbers if numbers is not None else _NUMBERS] * 2)))
    written = {
        "exact": (low, low, f"{low}", low, False),
        "at least": (low, None, f"at least {low}", low, False),
        "at most": (None, high, f"at most {high}", high, False),
        "range": (low, high, f"{low} to {high}", None, False),
        "about": (low, high, f"about {low}", low, True),
        "unknown": (None, None, "an unknown number", None, False),
    }
    bottom, top, text, stated, approximate = written[draw(st.sampled_from(sorted(written)))]
    return Quantity(bottom, top, unit, text=text, stated=stated, approximate=approximate)


_UNITS = units()
_NUMBERS: SearchStrategy[Number] = st.integers(0, 40) | st.integers(0, 10**9) | st.decimals(0, 1000, places=2).map(float)


@st.composite
def time_spans(
    draw: DrawFn,
    *,
    days: SearchStrategy[dt.date] | None = None,
    resolved: bool | None = None,
    open_ends: bool = False,
) -> TimeSpan:
    """Times of every granularity, and times of which only a weekday or a month and day is known.

    Args:
        draw: given by Hypothesis.
        days: a day in the interval; 1990 to 2039 by default.
        resolved: True draws only intervals, False only what cannot be resolved, None both.
        open_ends: True also draws intervals without a start or an end ("since 1999").
    """
    day = draw(days if days is not None else _DAYS)
    if not (draw(st.sampled_from([True, True, True, False])) if resolved is None else resolved):
        return draw(
            st.sampled_from(
                [
                    TimeSpan(granularity="day", weekday=day.isoweekday(), text=f"on a {day:%A}"),
                    TimeSpan(granularity="day", partial=f"XXXX-{day:%m-%d}", text=f"{day:%B} {day.day}"),
                    TimeSpan(
                        granularity="day",
                        partial=f"XXXX-{day:%m-%d}",
                        weekday=day.isoweekday(),
                        text=f"{day:%A}, {day:%B} {day.day}",
                    ),
                ]
            )
        )
    if open_ends and draw(st.booleans()):
        since = draw(st.booleans())
        return TimeSpan.since(day, text=f"since {day}") if since else TimeSpan.until(day, text=f"before {day}")
    granularity = draw(st.sampled_from(sorted(_INTERVALS)))
    if granularity == "time":
        start = dt.datetime.combine(day, dt.time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 30]))))
        return TimeSpan(start, start + dt.timedelta(minutes=draw(st.sampled_from([1, 30, 60]))), "time", text=start.isoformat())
    first, last = _INTERVALS[granularity](day, draw(st.integers(2, 40)))
    return TimeSpan(first, last, granularity, text=f"{granularity} of {first.isoformat()}")


def _months(first: dt.date, count: int) -> tuple[dt.date, dt.date]:
    first = first.replace(day=1)
    months = first.month - 1 + count
    return first, dt.date(first.year + months // 12, months % 12 + 1, 1)


_INTERVALS: dict[str, Callable[[dt.date, int], tuple[dt.date, dt.date]]] = {
    "time": lambda day, _: (day, day + dt.timedelta(days=1)),
    "day": lambda day, _: (day, day + dt.timedelta(days=1)),
    "week": lambda day, _: (
        day - dt.timedelta(days=day.weekday()),
        day + dt.timedelta(days=7 - day.weekday()),
    ),
    "month": lambda day, _: _months(day, 1),
    "quarter": lambda day, _: _months(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3),
    "season": lambda day, _: _months(day.replace(month=max(day.month // 3 * 3, 3), day=1), 3),
    "year": lambda day, _: _months(day.replace(month=1, day=1), 12),
    "decade": lambda day, _: _months(dt.date(day.year // 10 * 10, 1, 1), 120),
    "range": lambda day, length: (day, day + dt.timedelta(days=length)),
}

_PLACES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Norway", (), "country"),
    ("Kenya", (), "country"),
    ("Oslo", ("Norway",), "city"),
    ("Bergen", ("Norway",), "city"),
    ("Nairobi", ("Kenya",), "city"),
    ("Rift Valley", ("Kenya",), "region"),
    ("Nakuru", ("Rift Valley", "Kenya"), "city"),
    ("Karl Johans gate", ("Oslo", "Norway"), "street"),
    ("the old harbour", (), "site"),
)


def places() -> SearchStrategy[Place]:
    """Countries, regions, cities, streets and sites; few enough that places contain each other, are near and are apart."""

    def place(chosen: tuple[str, tuple[str, ...], str], near: bool, known: bool) -> Place:
        name, within, level = chosen
        words = f"near {name}" if near else name
        return Place(name, within, text=words, level=level if known else None, near=near)

    return st.builds(place, st.sampled_from(_PLACES), st.sampled_from([False, False, True]), st.booleans())


def entities(*, names: SearchStrategy[str] | None = None, types: SearchStrategy[str] | None = None) -> SearchStrategy[Entity]:
    """Persons, bodies, countries and groups, with and without an id and titles.

    Args:
        names: what they are called.
        types: what they are.
    """

    def entity(name: str, type: str, identified: bool, titles: list[str]) -> Entity:
        return Entity(name, type, id=slug(name) if identified else "", titles=tuple(titles), text=name)

    titles = st.lists(st.sampled_from(["mayor", "Minister of Health", "President of Kenya"]), max_size=2, unique=True)
    named = names if names is not None else _NAMES
    return st.builds(entity, named, types if types is not None else st.sampled_from(ENTITY_TYPES), st.booleans(), titles)


_NAMES = names()


def offices() -> SearchStrategy[Office]:
    """Offices of countries and of bodies, current, former and acting."""

    def office(title: str, body: str | None, country: str | None, status: str) -> Office:
        words = [status if status != "current" else "", title, f"of {body}" if body else "", f"of {country}" if country else ""]
        return Office(title, body, country, status, text=" ".join(word for word in words if word))

    return st.builds(
        office,
        st.sampled_from(["president", "minister", "chairman", "mayor", "spokesperson"]),
        st.none() | st.sampled_from(["Ministry of Health", "Ministry of Defence", "Port Authority"]),
        st.none() | st.sampled_from(["Norway", "Kenya"]),
        st.sampled_from(["current", "former", "acting"]),
    )


def texts(*, wordings: SearchStrategy[str] | None = None) -> SearchStrategy[Text]:
    """Words that somebody may have said.

    Args:
        wordings: the words; any script by default, and a few sentences that contain each other.
    """
    said = ("ready to cooperate", "We are ready to cooperate on all issues.", "We are ready.", "It is over")
    return st.builds(Text, wordings if wordings is not None else st.sampled_from(said) | _WORDINGS)


_WORDINGS = wordings()


def values(*, kinds: tuple[str, ...] | None = None) -> SearchStrategy[Value]:
    """Values of every kind.

    Args:
        kinds: the kinds to draw, such as ``("quantity", "time")``; all by default.
    """
    strategies: dict[str, SearchStrategy[Any]] = {
        "quantity": quantities(),
        "time": time_spans(),
        "place": places(),
        "entity": entities(),
        "office": offices(),
        "text": texts(),
    }
    return st.one_of([strategies[kind] for kind in kinds or strategies])


def sources(
    *,
    ids: SearchStrategy[str] | None = None,
    texts: SearchStrategy[str] | None = None,
    published: SearchStrategy[dt.date | dt.datetime | None] | None = None,
) -> SearchStrategy[Source]:
    """Reports with any text, the empty one included.

    Args:
        ids: their ids.
        texts: what they say.
        published: when.
    """
    moments = st.none() | _DAYS | st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2039, 12, 31))
    return st.builds(
        Source,
        id=ids if ids is not None else _IDS,
        text=texts if texts is not None else st.lists(_WORDINGS, max_size=5).map(" ".join),
        publisher=st.none() | _NAMES,
        published=published if published is not None else moments,
        title=st.none() | _WORDINGS,
        url=st.none() | st.just("https://example.org/story"),
    )


_IDS = st.integers(0, 9999).map("source-{}".format)


@st.composite
def spans(draw: DrawFn, *, texts: SearchStrategy[str] | None = None) -> Span:
    """Spans of a text, the empty span included.

    Args:
        draw: given by Hypothesis.
        texts: the text to take words from; ``st.just(text)`` for a given one.
    """
    text = draw(texts if texts is not None else _WORDINGS)
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return Span.of(text, start, end)


@st.composite
def claims(
    draw: DrawFn,
    *,
    ids: SearchStrategy[str] | None = None,
    types: SearchStrategy[str] | None = None,
    quantities: SearchStrategy[Quantity] | None = None,
    times: SearchStrategy[TimeSpan] | None = None,
    places: SearchStrategy[Place] | None = None,
    agents: SearchStrategy[Entity] | None = None,
) -> Claim:
    """Claims of one source each; the text is written around the words of the arguments, so every span is grounded.

    Args:
        draw: given by Hypothesis.
        ids: ids of the sources.
        types: event types.
        quantities: the counts.
        times: when it happened; sometimes left out.
        places: where; sometimes left out.
        agents: who did it.
    """
    counted: dict[str, Any] = {
        quantity.unit or "number": quantity
        for quantity in draw(st.lists(quantities if quantities is not None else _COUNTS, max_size=2))
    }
    claim = make_claim(
        None,
        draw(types if types is not None else st.sampled_from(["kill", "sign", "meet", "arrest"])),
        agents=draw(st.lists(agents if agents is not None else _ENTITIES, max_size=2)),
        time=draw(st.none() | (times if times is not None else _ANYTIME)),
        place=draw(st.none() | (places if places is not None else _ANYWHERE)),
        cited=draw(st.lists(st.sampled_from(["police", "state media"]), max_size=1)),
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        **counted,
    )
    source = Source(id=draw(ids if ids is not None else _IDS), text=claim.source.text, published=draw(st.none() | _DAYS))
    return evolve(claim, source=source)


_ENTITIES, _ANYTIME, _ANYWHERE, _COUNTS = entities(), time_spans(), places(), quantities()


def claim_sets(
    *, claims: SearchStrategy[Claim] | None = None, min_size: int = 0, max_size: int = 5
) -> SearchStrategy[tuple[Claim, ...]]:
    """What ``reconcile`` takes: claims of different sources.

    Args:
        claims: the claims to draw from.
        min_size: at least so many.
        max_size: at most so many.
    """
    drawn = claims if claims is not None else _CLAIMS
    return st.lists(drawn, min_size=min_size, max_size=max_size, unique_by=lambda claim: claim.source.id).map(tuple)


_CLAIMS = claims()
