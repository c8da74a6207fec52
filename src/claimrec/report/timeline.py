"""Events along a line of time, each as wide as what is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from claimrec.model import Event, Role
from claimrec.report.axis import Axis, Bar, bar, days, line_of, number
from claimrec.report.layout import event_name
from claimrec.report.lookup import Lookup
from claimrec.report.terms import granularity
from claimrec.values import TimeSpan
from claimrec.values.record import as_tuple
from claimrec.values.wording import say

__all__ = ["Lane", "Tick", "Timeline", "timeline_of", "times_of"]

_LABEL = 19.0  # percent of the axis that a date takes
_LABEL_ON_PHONES = 25.0
_SIGN = 6.0  # percent between two signs of a shortened gap


@frozen
class Tick:
    """A date written on the axis; ``minor`` ones are left out where there is little room."""

    at: float
    label: str
    side: str
    minor: bool


@frozen
class Lane:
    """One event on the line.

    Args:
        event: its id.
        title: what it is called.
        when: its time in words.
        exactness: how exactly it is told.
        best: the best supported time.
        others: the other times that sources state.
        disputed: its time is in conflict.
        sources: how many sources tell of it.
    """

    event: str
    title: str
    when: str
    exactness: str
    best: Bar
    others: tuple[Bar, ...] = field(converter=as_tuple)
    disputed: bool = False
    sources: int = 1


@frozen
class Timeline:
    """Lanes in the order of time, the axis over them, and what has no date."""

    lanes: tuple[Lane, ...] = field(converter=as_tuple)
    ticks: tuple[Tick, ...] = field(converter=as_tuple)
    gaps: tuple[float, ...] = field(converter=as_tuple)
    published: tuple[Bar, ...] = field(converter=as_tuple)
    undated: int = 0


def timeline_of(lookup: Lookup) -> Timeline:
    """All events whose time is known, in the order of time."""
    timed = {event.id: times_of(event) for event in lookup.outcome.events}
    shown = [(event, timed[event.id]) for event in lookup.outcome.events if timed[event.id]]
    published = sorted({number(source.published) for source in lookup.outcome.sources if source.published is not None})
    edges = [edge for _, times in shown for value in times for edge in _days(value)]
    if not edges:
        return Timeline((), (), (), (), len(lookup.outcome.events))
    axis = line_of([*edges, *published], press=True)
    lanes = [_lane(event, times, axis, lookup) for event, times in sorted(shown, key=lambda pair: _order(*pair))]
    gaps: list[float] = []
    for a, b in axis.pressed:
        middle = round((axis.at(a) + axis.at(b)) / 2, 2)
        if not gaps or middle - gaps[-1] >= _SIGN:
            gaps.append(middle)
    marks = [bar(axis, day, day) for day in published]
    return Timeline(lanes, _ticks(axis), gaps, marks, len(lookup.outcome.events) - len(shown))


def _order(event: Event, times: Sequence[TimeSpan]) -> tuple[float, float, str]:
    start, end = _days(times[0])
    return start, end, event.id


def times_of(event: Event) -> tuple[TimeSpan, ...]:
    """The resolved times of an event, the best supported first, each once."""
    consensus = event.consensus.get("time")
    stated = [a.value for claim in event.claims for a in claim.arguments if a.role is Role.TIME]
    made: dict[tuple[float, float], TimeSpan] = {}
    for value in [*([consensus.value] if consensus is not None else []), *stated]:
        if isinstance(value, TimeSpan) and days(value) is not None:
            made.setdefault(_days(value), value)
    return tuple(made.values())


def _days(value: TimeSpan) -> tuple[float, float]:
    found = days(value)
    assert found is not None, "only resolved times are drawn"
    return found


def _lane(event: Event, times: Sequence[TimeSpan], axis: Axis, lookup: Lookup) -> Lane:
    bars, disputed = [bar(axis, *_days(value)) for value in times], lookup.disputed(event.id, "time")
    title = event_name(event, time=False)
    return Lane(event.id, title, say(times[0]), granularity(times[0]), bars[0], bars[1:], disputed, len(event.sources))


def _ticks(axis: Axis) -> Iterator[Tick]:
    """Dates for the axis: first and last, and as many between as there is room for."""
    stops = list(zip(axis.stops, axis.places, strict=True))
    major = set(_spaced(stops, _LABEL_ON_PHONES))
    for day, place in _spaced(stops, _LABEL):
        yield Tick(place, dt.date.fromordinal(int(day)).isoformat(), _side(place), (day, place) not in major)


def _spaced(stops: Sequence[tuple[float, float]], width: float) -> list[tuple[float, float]]:
    """The first stop, the last one, and those between whose labels do not run into their neighbours'."""
    first, last = stops[0], stops[-1]
    kept = [first]
    for stop in stops[1:-1]:
        if _extent(kept[-1][1], width)[1] <= _extent(stop[1], width)[0] and (
            _extent(stop[1], width)[1] <= _extent(last[1], width)[0]
        ):
            kept.append(stop)
    return kept if first == last else [*kept, last]


def _side(place: float) -> str:
    """Labels at the ends are written inwards."""
    return "start" if place < 12 else "end" if place > 88 else "middle"


def _extent(place: float, width: float) -> tuple[float, float]:
    side = _side(place)
    start = place if side == "start" else place - width if side == "end" else place - width / 2
    return start, start + width
