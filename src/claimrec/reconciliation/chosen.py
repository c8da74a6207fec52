"""The time and the place of each claim, chosen among those that it tells of, and all that it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.model import Role
from claimrec.reconciliation.columns import GRAIN
from claimrec.reconciliation.ragged import NONE, Ints, Lists, lists_from, once, ordered_codes
from claimrec.reconciliation.reading import Reading
from claimrec.values import Place, Quantity, TimeSpan

__all__ = ["Chosen", "counts_of", "looked_up", "places_of", "times_of"]


@frozen(eq=False)
class Chosen:
    """One value for each claim: the distinct ones, their codes, and whether it comes from context."""

    values: Sequence[Any]
    code: Ints
    inferred: NDArray[np.bool_]


def _chosen(r: Reading, at: Ints, rank: Ints, carried: NDArray[np.bool_], as_what: Callable[[Any], Any]) -> Chosen:
    """For each claim the value of the argument with the least rank, the first among equals."""
    rows = r.row[at]
    order = np.lexsort((np.arange(len(at)), rank, rows))
    best = order[np.concatenate([[True], rows[order][1:] != rows[order][:-1]])] if len(order) else order
    values, codes = _coded(r.values, r.arguments.values[at[best]], as_what)
    code, inferred = np.full(len(r), NONE, dtype=np.int64), np.zeros(len(r), dtype=np.bool_)
    code[rows[best]], inferred[rows[best]] = codes, carried[best]
    return Chosen(values, code, inferred)


def times_of(r: Reading) -> Chosen:
    """The time of each claim: stated before carried over, the finest first."""
    at = np.flatnonzero(r.kind(TimeSpan) & r.has_role(Role.TIME))
    grain = [(GRAIN[v.granularity] if v.start else 9) if isinstance(v, TimeSpan) else 9 for v in r.values]
    # What stands in the claim's own sentence is as good as stated.
    carried = r.inferred[at] & ~r.near[at]
    rank = carried * 16 + np.array(grain or [9], dtype=np.int64)[r.arguments.values[at]]
    return _chosen(r, at, rank, carried, lambda value: value)


def places_of(r: Reading) -> Chosen:
    """The place of each claim: stated before inferred, the one of which most is known first."""
    at = np.flatnonzero(r.kind(Place) & r.has_role(Role.PLACE))
    known = np.array([len(v.within) if isinstance(v, Place) else 0 for v in r.values] or [0], dtype=np.int64)
    return _chosen(r, at, r.inferred[at] * 1000 - known[r.arguments.values[at]], r.inferred[at], _plain_place)


def _plain_place(value: Any) -> Any:
    return Place(value.name, value.within, "", value.level, value.near) if isinstance(value, Place) and value.text else value


def looked_up(chosen: Chosen, what: Callable[[TimeSpan], int], unknown: int = NONE) -> Ints:
    """What is told of each claim's time, ``unknown`` where it has none; told once of each time."""
    table = np.array([*(what(value) for value in chosen.values), unknown], dtype=np.int64)
    return table[chosen.code]


def counts_of(r: Reading) -> tuple[list[Quantity], Lists]:
    """Counts of something by each claim, ages and the like of somebody left out."""
    counted = np.array([isinstance(v, Quantity) and bool(v.unit) for v in r.values] or [False], dtype=np.bool_)
    at = np.flatnonzero(counted[r.arguments.values] & (r.of == NONE))
    values, codes = _coded(r.values, r.arguments.values[at], _plain_quantity)
    return values, lists_from(r.row[at], codes, len(r))


def _plain_quantity(value: Any) -> Any:
    return Quantity(value.low, value.high, value.unit) if isinstance(value, Quantity) else value


def _coded(items: Sequence[Any], codes: Ints, as_what: Callable[[Any], Any]) -> tuple[list[Any], Ints]:
    """Codes of things made anew for what the things are read as, in the order in which they come."""
    number, kept = ordered_codes(codes, len(items))
    told, place = once([as_what(items[n]) for n in kept.tolist()])
    return told, place[number[codes]]
