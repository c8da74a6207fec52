"""Numbers that count or measure something, as closed intervals."""

from __future__ import annotations

import math
from typing import ClassVar

from attrs import field, frozen

from claimrec.errors import ValueRecordError
from claimrec.values.record import Number, Record
from claimrec.values.relation import Relation, of_sets

__all__ = ["Quantity"]


def _tidy(value: Number | None) -> Number | None:
    """Whole floats become ints and infinities None, so that equal quantities are equal records."""
    if value is None or isinstance(value, int):
        return value
    if math.isnan(value):
        raise ValueRecordError("a quantity must not be NaN; leave the bound out (None) where it is not known", value=value)
    if math.isinf(value):
        return None
    return int(value) if value.is_integer() else value


@frozen
class Quantity(Record):
    """A count or a measure: every number from ``low`` to ``high``, both included.

    Args:
        low: the smallest possible number; None is unbounded.
        high: the largest possible number; None is unbounded.
        unit: what is counted or measured, in one canonical word; None for a bare number.
        text: the words that state it.
        stated: the number as written ("more than 12": 12), None where none is.
        approximate: True for "about 300" and the like.

    Raises:
        ValueRecordError: ``low`` above ``high``, or NaN.

    >>> Quantity(12, 12, "killed").compare(Quantity(10, None, "killed"))
    <Relation.NARROWER: 'narrower'>
    """

    kind: ClassVar[str] = "quantity"

    low: Number | None = field(default=None, converter=_tidy)
    high: Number | None = field(default=None, converter=_tidy)
    unit: str | None = None
    text: str = ""
    stated: Number | None = field(default=None, converter=_tidy)
    approximate: bool = False

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueRecordError(
                f"a quantity's low must not be above its high: {self.low} > {self.high}; swap them", value=(self.low, self.high)
            )

    @property
    def bounds(self) -> tuple[float, float]:
        """``low`` and ``high`` with infinities where unbounded."""
        return (
            -math.inf if self.low is None else self.low,
            math.inf if self.high is None else self.high,
        )

    def compare(self, other: object) -> Relation:
        """How this quantity relates to another value; UNKNOWN for another kind or another unit."""
        if not isinstance(other, Quantity) or self.unit != other.unit:
            return Relation.UNKNOWN
        (a, b), (c, d) = self.bounds, other.bounds
        return of_sets(a_in_b=c <= a and b <= d, b_in_a=a <= c and d <= b, meet=max(a, c) <= min(b, d))
