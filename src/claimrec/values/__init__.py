"""Values: what a claim says, each as the set of possibilities that it leaves open (attrs only, no NLP)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimrec.errors import RecordError
from claimrec.values.entity import Entity
from claimrec.values.office import Office
from claimrec.values.place import Place
from claimrec.values.quantity import Quantity
from claimrec.values.relation import Relation, Verdict
from claimrec.values.text import Text
from claimrec.values.time import TimeSpan

__all__ = ["Entity", "Office", "Place", "Quantity", "Relation", "Text", "TimeSpan", "Value", "Verdict", "value_from_dict"]

Value = Quantity | TimeSpan | Place | Entity | Office | Text

_KINDS: dict[str, type[Value]] = {cls.kind: cls for cls in (Quantity, TimeSpan, Place, Entity, Office, Text)}


def value_from_dict(record: Mapping[str, Any]) -> Value:
    """The value that ``to_dict`` turned into this dict, told by its ``kind``.

    >>> value_from_dict({"kind": "place", "name": "Minsk", "within": ["Belarus"], "text": "Minsk"}).name
    'Minsk'

    Raises:
        RecordError: no such kind, or the dict does not have the right shape.
    """
    kind = record.get("kind") if isinstance(record, Mapping) else None
    if kind not in _KINDS:
        raise RecordError(f"a stored value's kind must be one of {', '.join(sorted(_KINDS))}, not {kind!r}", value=record)
    return _KINDS[kind].from_dict(record)
