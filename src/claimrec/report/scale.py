"""Low, best and high of a field: the sides of a finding on one line, and the consensus beside them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from attrs import field, frozen

from claimrec.model import Consensus, Finding
from claimrec.report.axis import Axis, Bar, bar, ends, line_of
from claimrec.report.lookup import Lookup
from claimrec.values import Quantity, TimeSpan, Value
from claimrec.values.record import as_tuple
from claimrec.values.wording import say

__all__ = ["Extremes", "Row", "Scale", "extremes", "scale_of"]


@frozen
class Extremes:
    """The lowest, the best supported and the highest value of a field.

    Names, places and unresolved times are neither low nor high: ``ordered`` is false, and ``others`` says what is told
    beside the best supported one.
    """

    low: str
    best: str
    high: str
    support: int
    confidence: float
    one: bool
    ordered: bool = True
    timed: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """What is told beside the best supported value, each once."""
        return tuple(dict.fromkeys(said for said in (self.low, self.high) if said != self.best))


@frozen
class Row:
    """One side of the finding on the line."""

    label: str
    bar: Bar


@frozen
class Scale:
    """The sides of a finding on one line.

    Args:
        rows: the sides.
        low: what stands at the left end.
        high: what stands at the right end.
        best: where the best supported value stands, in percent.
        note: what the line measures.
    """

    rows: tuple[Row, ...] = field(converter=as_tuple)
    low: str
    high: str
    best: float | None
    note: str


def extremes(consensus: Consensus, stated: Sequence[Value] = ()) -> Extremes:
    """What most independent sources say, with the extremes beside it.

    Args:
        consensus: the field's consensus.
        stated: what the sides of a finding say; for numbers and times, the extremes reach as far as these.
    """
    values = [consensus.low, consensus.high, consensus.value, *stated]
    found = ends(values)
    lowest, highest = consensus.low, consensus.high
    if found is not None:
        lowest = min(zip(found, values, strict=True), key=lambda pair: pair[0])[1]
        highest = max(zip(found, values, strict=True), key=lambda pair: pair[0][::-1])[1]
    low, best, high = say(lowest), say(consensus.value), say(highest)
    if found is not None and len({lowest, consensus.value, highest}) > 1:
        edges = [edge for pair in found for edge in pair]
        low = "no lower bound" if -math.inf in edges else low
        high = "no upper bound" if math.inf in edges else high
    return Extremes(
        low,
        best,
        high,
        len(consensus.support),
        consensus.confidence,
        one=low == best == high,
        ordered=found is not None,
        timed=isinstance(lowest, TimeSpan),
    )


def scale_of(finding: Finding, lookup: Lookup) -> Scale | None:
    """The line for a finding on numbers or times; None for all else, and where there is no distance to show."""
    values = [position.value for position in finding.shown]
    found = ends(values)
    if found is None or len(found) < 2:
        return None
    finite = [edge for pair in found for edge in pair if not math.isinf(edge)]
    if len(set(finite)) < 2 and not any(math.isinf(edge) for pair in found for edge in pair):
        return None
    axis = line_of(finite, press=not isinstance(values[0], Quantity))
    rows = [Row(say(value), bar(axis, low, high)) for value, (low, high) in zip(values, found, strict=True)]
    first, last = min(finite), max(finite)
    consensus = _consensus(finding, lookup)
    return Scale(rows, _label(first, values), _label(last, values, end=True), _best(axis, consensus, values), _note(values))


def _consensus(finding: Finding, lookup: Lookup) -> Consensus | None:
    event = lookup.events.get(finding.event)
    return event.consensus.get(finding.field) if event is not None else None


def _best(axis: Axis, consensus: Consensus | None, values: Sequence[Value]) -> float | None:
    if consensus is None:
        return None
    found = ends([consensus.value, values[0]])
    if found is None:
        return None
    low, high = found[0]
    if math.isinf(low) or math.isinf(high):
        low = high = high if math.isinf(low) else low
    if high < axis.stops[0] or low > axis.stops[-1]:
        return None  # another side of the event, beyond this line
    return round((axis.at(low) + axis.at(high)) / 2, 2)


def _label(at: float, values: Sequence[Value], *, end: bool = False) -> str:
    if isinstance(values[0], Quantity):
        return f"{at:,.10g}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    whole = math.floor(at)
    if end and at == whole:
        whole -= 1  # the interval is half-open: the day before is the last one in it
    return dt.date.fromordinal(max(whole, 1)).isoformat()


def _note(values: Sequence[Value]) -> str:
    first = values[0]
    return (first.unit or "number") if isinstance(first, Quantity) else "time"
