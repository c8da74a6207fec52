"""Values in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.lexicon import table
from claimrec.values.entity import Entity
from claimrec.values.office import Office
from claimrec.values.place import Place
from claimrec.values.quantity import Quantity
from claimrec.values.record import Number
from claimrec.values.text import Text
from claimrec.values.time import TimeSpan

if TYPE_CHECKING:
    from claimrec.values import Value

__all__ = ["say"]


def say(value: Value) -> str:
    """A value in a few words.

    >>> say(Quantity(12, 12, "agreement")), say(Quantity(10, None, "killed")), say(Place("Minsk", ["Belarus"]))
    ('12 agreements', 'at least 10 killed', 'Minsk (Belarus)')
    >>> say(Quantity.about(300, "round")), say(Quantity(2_500_000_000, None, "USD"))
    ('about 300 rounds', 'at least 2.5 billion USD')
    >>> say(Quantity(2, 2, "child")), say(Quantity(5, 5, "body")), say(Quantity(1, None, "agreement"))
    ('2 children', '5 bodies', 'at least 1 agreement')
    """
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, TimeSpan):
        return _time(value)
    if isinstance(value, Place):
        return f"{'near ' if value.near else ''}{value.name}" + (f" ({', '.join(value.within)})" if value.within else "")
    if isinstance(value, Entity):
        return value.name
    if isinstance(value, Office):
        status = "" if value.status == "current" else f"{value.status} "
        body = f" of {value.body}" if value.body else ""
        return f"{status}{value.title}{body}" + (f" ({value.country})" if value.country else "")
    return f"“{value.text}”" if isinstance(value, Text) else str(value)


def _quantity(value: Quantity) -> str:
    low, high = value.low, value.high
    if value.approximate and value.stated is not None:
        number = f"about {_figure(value.stated)}"
    elif low is not None and low == high:
        number = f"{'about ' if value.approximate else ''}{_figure(low)}"
    elif low is None:
        number = f"at most {_figure(high)}"
    elif high is None:
        number = f"at least {_figure(low)}"
    else:
        number = f"{_figure(low)} to {_figure(high)}"
    unit = value.unit or ""
    plural = (
        unit.islower()
        and not unit.endswith(("ed", "s", "ing", "people", "percent", "magnitude"))
        and unit != "shot"
        and {low, high} - {None} != {1}
    )
    return f"{number} {_plural(unit) if plural else unit}".strip()


def _plural(noun: str) -> str:
    """The plural of a noun: "children", "servicewomen", "bodies", "boxes", "boats"."""
    written: dict[str, str] = table("numbered")["written"]
    if noun in written:
        return written[noun]
    if noun.endswith("man") and noun not in ("human", "german", "talisman"):
        return f"{noun[:-3]}men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("ch", "sh", "x")) else f"{noun}s"


def _figure(number: Number | None) -> str:
    """A number as people write it: 9500, 12 000, 2.5 million."""
    if number is None or not float(number).is_integer() or abs(number) < 10_000:
        return str(number)
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(number) >= size and int(number) % (size // 100) == 0:
            return f"{number / size:g} {name}"
    return f"{int(number):,}".replace(",", " ")


def _time(value: TimeSpan) -> str:
    if value.start is None:
        return value.text or value.partial or f"weekday {value.weekday}"
    if value.granularity in ("time", "day"):
        return value.start.isoformat(sep=" ", timespec="minutes") if hasattr(value.start, "hour") else value.start.isoformat()  # type: ignore[call-arg]
    return value.edtf or f"{value.start} to {value.end}"
