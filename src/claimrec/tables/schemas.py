"""The schemas of the tables, and which fields of a value's struct each kind of value uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from claimrec.errors import OptionError
from claimrec.values import Entity, Office, Place, Quantity, Text, TimeSpan

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BATCH", "USED", "VALUE", "pyarrow_or_error", "schemas", "system_memory", "value_type"]

BATCH = 65_536
"""Rows turned at a time, which bounds the memory beside the table itself."""


_TEXT = ("kind", "text", "unit", "start", "end", "granularity", "edtf", "partial", "name", "level", "type", "id", "title", "body")
VALUE: Mapping[str, str] = {
    **dict.fromkeys(_TEXT, "string"),
    **dict.fromkeys(("country", "status", "written"), "string"),
    **dict.fromkeys(("low", "high", "stated"), "float"),
    "weekday": "int",
    **dict.fromkeys(("approximate", "near"), "bool"),
    **dict.fromkeys(("within", "titles"), "strings"),
}
USED: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
    "quantity": (Quantity, ("low", "high", "unit", "text", "stated", "approximate")),
    "time": (TimeSpan, ("start", "end", "granularity", "edtf", "text", "partial", "weekday")),
    "place": (Place, ("name", "within", "text", "level", "near")),
    "entity": (Entity, ("name", "type", "id", "titles", "text")),
    "office": (Office, ("title", "body", "country", "status", "text")),
    "text": (Text, ("text",)),
}
"""Kind -> its class, and the fields of the struct that it uses, which have the names of its attributes."""


@cache
def schemas() -> Mapping[str, pa.Schema]:
    """The schemas of the four tables: ``claims``, ``events``, ``findings``, ``sources``.

    >>> schemas()["sources"].names
    ['id', 'publisher', 'published', 'title', 'url', 'agency', 'digest', 'text', 'origin']
    """
    import pyarrow as pa

    word, words = pa.string(), pa.list_(pa.string())
    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", word)])
    value = value_type()
    argument = [("role", word), ("of", word), ("inferred", pa.bool_()), ("evidence", span), ("value", value)]
    cited = [("name", word), ("start", pa.int32()), ("end", pa.int32()), ("text", word), ("inferred", pa.bool_())]
    agreed = [
        ("field", word),
        ("value", value),
        ("low", value),
        ("high", value),
        ("support", words),
        ("confidence", pa.float64()),
    ]
    shown = [("source", word), ("start", pa.int32()), ("end", pa.int32()), ("text", word)]
    position = [
        ("value", value),
        ("claims", words),
        ("sources", words),
        ("independent", pa.int32()),
        ("evidence", pa.list_(pa.struct(shown))),
    ]
    return {
        "claims": pa.schema(
            [
                *((name, word) for name in ("id", "source", "publisher", "published", "type")),
                ("trigger", span),
                ("evidence", span),
                ("polarity", word),
                ("modality", word),
                ("cited", pa.list_(pa.struct(cited))),
                ("arguments", pa.list_(pa.struct(argument))),
            ]
        ),
        "events": pa.schema(
            [
                *((name, word) for name in ("id", "type", "part_of")),
                ("claims", words),
                ("sources", words),
                ("consensus", pa.list_(pa.struct(agreed))),
            ]
        ),
        "findings": pa.schema(
            [
                *((name, word) for name in ("id", "event", "kind", "field", "relation")),
                ("positions", pa.list_(pa.struct(position))),
                ("confidence", pa.float64()),
                *((name, word) for name in ("severity", "explanation")),
            ]
        ),
        "sources": pa.schema(
            [(name, word) for name in ("id", "publisher", "published", "title", "url", "agency", "digest", "text", "origin")]
        ),
    }


@cache
def value_type() -> pa.StructType:
    """The struct that holds a value of any kind."""
    import pyarrow as pa

    types = {"string": pa.string(), "float": pa.float64(), "int": pa.int8(), "bool": pa.bool_(), "strings": pa.list_(pa.string())}
    return pa.struct([(name, types[sort]) for name, sort in VALUE.items()])


def pyarrow_or_error() -> Any:
    """The module pyarrow.

    Raises:
        OptionError: it is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise OptionError("Arrow tables need pyarrow; run: pip install 'claimrec[tables]'", value="pyarrow") from error
    return pa


@contextmanager
def system_memory() -> Iterator[None]:
    """Arrow takes its memory from the system's allocator.

    Its own keeps what is let go of, by which the tables of a large pile take half as much again.

    >>> with system_memory():
    ...     pyarrow_or_error().default_memory_pool().backend_name
    'system'
    """
    pa = pyarrow_or_error()
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)
