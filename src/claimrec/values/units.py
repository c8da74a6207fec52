"""Units of measure: their dimension, their size, and what converts into what.

The table is data (``lexicon/units.toml``). Money is no dimension: euros never convert into dollars.
"""

from __future__ import annotations

from functools import cache

from attrs import frozen

from claimrec.errors import ValueRecordError
from claimrec.lexicon import table

__all__ = ["Unit", "convert", "convertible", "unit_named", "units"]


@frozen
class Unit:
    """A unit of measure.

    Args:
        name: the canonical word, as in a quantity's ``unit``.
        dimension: what it measures; units of one dimension convert into each other.
        measure: the property that findings call it by ("distance").
        factor: its size in the dimension's first unit.
        offset: added after the factor (temperatures).
        words: how it is written, in any case.
        symbols: how it is written behind digits, where case matters.
    """

    name: str
    dimension: str
    measure: str
    factor: float
    offset: float = 0.0
    words: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()


@cache
def units() -> dict[str, Unit]:
    """Every unit by its canonical name, in the order of the table."""
    made: dict[str, Unit] = {}
    for dimension, entry in table("units").items():
        for name, unit in entry["unit"].items():
            made[name] = Unit(
                name=name,
                dimension=dimension,
                measure=entry["measure"],
                factor=unit["factor"],
                offset=unit.get("offset", 0.0),
                words=tuple(unit["words"]),
                symbols=tuple(unit.get("symbols", ())),
            )
    return made


def unit_named(name: str | None) -> Unit | None:
    """The unit with this canonical name; None for what is counted, for money and for no unit.

    >>> unit_named("kilometre").dimension
    'length'
    >>> unit_named("USD") is None
    True
    """
    return None if name is None else units().get(name)


def convertible(a: str | None, b: str | None) -> bool:
    """Whether numbers in unit ``a`` can be expressed in unit ``b``.

    >>> convertible("mile", "kilometre"), convertible("EUR", "USD"), convertible("mile", "hour")
    (True, False, False)
    """
    if a == b:
        return True
    one, other = unit_named(a), unit_named(b)
    return one is not None and other is not None and one.dimension == other.dimension


def convert(number: float, unit: str, to: str) -> float:
    """A number in ``unit``, expressed in ``to``.

    >>> round(convert(27, "mile", "kilometre"), 1)
    43.5
    >>> round(convert(212, "degree Fahrenheit", "degree Celsius"), 6)
    100.0

    Raises:
        ValueRecordError: the units do not measure the same.
    """
    if unit == to:
        return number
    one, other = unit_named(unit), unit_named(to)
    if one is None or other is None or one.dimension != other.dimension:
        raise ValueRecordError(f"{unit} does not convert into {to}; only units of one dimension do", value=(unit, to))
    return (number * one.factor + one.offset - other.offset) / other.factor
