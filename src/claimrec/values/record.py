"""Records: frozen attrs classes that turn into JSON-ready dicts and back.

One cattrs converter serves every record. Python attributes carry the JSON names, so most classes need
nothing of their own; what is stricter than cattrs' defaults stands here (a number is no string).
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Self, TypeVar, get_args

from attrs import fields

from claimrec.errors import ClaimrecError, DateError, RecordError

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = [
    "Moment",
    "Number",
    "Record",
    "as_tuple",
    "calendar_day",
    "converter",
    "parse_moment",
    "records_of",
    "set_in_all",
    "structure",
]

Number = int | float
Moment = dt.date | dt.datetime

T = TypeVar("T")


def parse_moment(value: object) -> Moment | None:
    """A date, a datetime, an ISO 8601 string or None -> a date or datetime (dates stay dates).

    >>> parse_moment("2025-10-23")
    datetime.date(2025, 10, 23)
    >>> parse_moment("2025-10-23T15:50:00+02:00").isoformat()
    '2025-10-23T15:50:00+02:00'

    Raises:
        DateError: for anything else.
    """
    if value is None or isinstance(value, dt.date):  # a datetime is a date
        return value
    if isinstance(value, str):
        text = value.strip()
        try:
            if "T" in text or " " in text or ":" in text:
                return dt.datetime.fromisoformat(text)
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise DateError(
        f"a date must be a date, a datetime or an ISO 8601 string, not {value!r}; write it as '2025-10-23' or leave it out",
        value=value,
    )


def calendar_day(moment: Moment) -> dt.date:
    """The day of a date or datetime, by its own clock.

    >>> calendar_day(dt.datetime(2025, 10, 23, 15, 50))
    datetime.date(2025, 10, 23)
    """
    return moment.date() if isinstance(moment, dt.datetime) else moment


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Any iterable as a tuple; a typed stand-in for ``tuple`` as an attrs converter."""
    return tuple(values)


def records_of(cls: type[T], *columns: Sequence[Any]) -> list[T]:
    """Records of one class from a column for each of its attributes, in their order.

    An attribute is set in all of them at a time, which takes half as long as to make one after the other; nothing is
    converted or checked, so it is for what has been checked.

    >>> from claimrec.model import Span
    >>> records_of(Span, [0, 5], [4, 9], ["Rain", "fell"])
    [Span(start=0, end=4, text='Rain'), Span(start=5, end=9, text='fell')]
    """
    made = list(map(object.__new__, repeat(cls, len(columns[0]))))
    names = [attribute.name for attribute in fields(cls)]  # type: ignore[arg-type]
    for name, column in zip(names, columns, strict=True):
        set_in_all(made, name, column)
    return made


def set_in_all(records: Sequence[Any], name: str, column: Iterable[Any]) -> None:
    """Set an attribute of new records of one class, frozen as they are: to one value each, which is not checked.

    >>> from claimrec.model import Span
    >>> spans = [Span(0, 4, "Rain"), Span(5, 9, "fell")]
    >>> set_in_all(spans, "text", ["Hail", "fell"])
    >>> spans[0]
    Span(start=0, end=4, text='Hail')
    """
    if records:
        # A deque that holds nothing takes all that a map gives.
        deque(map(getattr(type(records[0]), name).__set__, records, column), maxlen=0)


def _strict(kind: type, name: str, *, also: type | None = None) -> Any:
    def hook(value: Any, _: Any) -> Any:
        if isinstance(value, bool) and kind is not bool:
            raise TypeError(f"{name} expected, not {value!r}")
        if isinstance(value, kind) or (also is not None and isinstance(value, also)):
            return value
        raise TypeError(f"{name} expected, not {value!r}")

    return hook


def _string(value: Any, cls: Any) -> Any:
    """A string, or a member of one of the string enums, which cattrs hands to the same hook."""
    if not isinstance(value, str):
        raise TypeError(f"string expected, not {value!r}")
    return cls(value) if cls is not str and issubclass(cls, Enum) else value


def _number(value: Any, _: Any) -> Any:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise TypeError(f"number or null expected, not {value!r}")


@cache
def converter() -> Converter:
    """The one converter between records and dicts; values and model register their hooks on it."""
    from cattrs import Converter

    made = Converter()
    made.register_structure_hook(str, _string)
    made.register_structure_hook(int, _strict(int, "whole number"))
    made.register_structure_hook(float, _strict(float, "number", also=int))
    made.register_structure_hook(bool, _strict(bool, "true or false"))
    made.register_structure_hook(Number | None, _number)
    made.register_structure_hook(Moment | None, lambda value, _: parse_moment(value))
    made.register_unstructure_hook_func(lambda cls: isinstance(cls, type) and issubclass(cls, Enum), lambda member: member.value)
    made.register_unstructure_hook(dt.datetime, lambda value: value.isoformat())
    made.register_unstructure_hook(dt.date, lambda value: value.isoformat())
    made.register_unstructure_hook(Moment | None, lambda value: None if value is None else value.isoformat())
    # Values carry their kind, and a union of values is told apart by it.
    made.register_unstructure_hook_factory(_is_value, _tagged)
    made.register_structure_hook_func(_is_union_of_values, _by_kind)
    return made


def _is_value(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Record) and isinstance(getattr(cls, "kind", None), str)


def _tagged(cls: Any, made: Converter) -> Any:
    from cattrs.gen import make_dict_unstructure_fn

    plain = make_dict_unstructure_fn(cls, made)
    return lambda value: {"kind": cls.kind, **plain(value)}


def _is_union_of_values(cls: Any) -> bool:
    members = get_args(cls)
    return len(members) > 1 and all(_is_value(member) for member in members)


def _by_kind(record: Any, union: Any) -> Any:
    kinds = {member.kind: member for member in get_args(union)}
    kind = record.get("kind") if isinstance(record, Mapping) else None
    if kind not in kinds:
        raise TypeError(f"value with a kind out of {', '.join(sorted(kinds))} expected, not {kind!r}")
    return converter().structure(record, kinds[kind])


def structure(record: Any, cls: type[T]) -> T:
    """Build ``cls`` from a stored record.

    Raises:
        RecordError: the record does not have the shape of ``cls``; the message names the place.
    """
    from cattrs.errors import BaseValidationError
    from cattrs.v import transform_error

    name = cls.__name__.removeprefix("_Stored")
    if not isinstance(record, Mapping):
        raise RecordError(f"a stored {name} must be an object, not {record!r}; pass what to_dict() gave", value=record)
    try:
        return converter().structure(record, cls)
    except BaseValidationError as error:
        for inner in _leaves(error):
            if isinstance(inner, ClaimrecError):
                raise inner from error
        places = "; ".join(transform_error(error))
        raise RecordError(f"a stored {name} does not have the right shape: {places}", value=record) from error
    except ClaimrecError:
        raise
    except (TypeError, ValueError, KeyError) as error:
        raise RecordError(f"a stored {name} does not have the right shape: {error}", value=record) from error


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in _leaves(inner)]
    return [error]


class Record:
    """What every record and value can do: become a dict of JSON types, and come back from one."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """This record as a dict of JSON types."""
        made: dict[str, Any] = converter().unstructure(self)
        return made

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """The record that ``to_dict`` turned into this dict.

        Raises:
            RecordError: the dict does not have the right shape.
        """
        return structure(record, cls)
