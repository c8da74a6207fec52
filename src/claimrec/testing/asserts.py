"""Asserts that say what is wrong, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claimrec.model import Citation, Claim, Span
from claimrec.values import Relation, Value
from claimrec.values.record import Record

__all__ = ["assert_grounded", "assert_relation", "assert_round_trip", "assert_same_report"]


def assert_grounded(claims: Iterable[Claim]) -> None:
    """Every span of every claim shows its words in the text of its source.

    Args:
        claims: the claims; any iterable of them.

    Raises:
        AssertionError: a span does not; the message lists each with what stands there instead.

    >>> from claimrec.testing import make_claim
    >>> assert_grounded([make_claim("Rain killed two in Oslo.", "kill", killed=(2, "two"), place="Oslo")])
    """
    wrong = [
        f"{claim!r}: {name} is said to be {span.text!r} at [{span.start}:{span.end}], where {there!r} stands"
        for claim in claims
        for name, span in _spans(claim)
        if (there := claim.source.text[span.start : span.end]) != span.text or not 0 <= span.start <= span.end
    ]
    if wrong:
        raise AssertionError("spans that do not show their words:\n  " + "\n  ".join(wrong))


def _spans(claim: Claim) -> Iterator[tuple[str, Span | Citation]]:
    yield "trigger", claim.trigger
    yield "evidence", claim.evidence
    for citation in claim.cited:
        yield f"citation {citation.name!r}", citation
    for argument in claim.arguments:
        yield argument.role.value, argument.evidence


def assert_relation(a: Value, b: Value, relation: Relation | str) -> None:
    """``a`` relates to ``b`` as said, and ``b`` to ``a`` the other way round.

    Raises:
        AssertionError: one of them does not.

    >>> from claimrec.values import Quantity
    >>> assert_relation(Quantity(12, 12, "killed"), Quantity(10, None, "killed"), "narrower")
    """
    wanted = Relation(relation)
    for left, right, expected in ((a, b, wanted), (b, a, wanted.inverse)):
        found = left.compare(right)
        if found is not expected:
            raise AssertionError(f"{left!r} against {right!r} is {found.value}, not {expected.value}")


def assert_round_trip(record: Record) -> None:
    """The record survives ``to_dict``, JSON and ``from_dict`` unchanged.

    Raises:
        AssertionError: it does not.

    >>> from claimrec.values import Place
    >>> assert_round_trip(Place("Oslo", ["Norway"]))
    """
    import json

    stored = json.loads(json.dumps(record.to_dict()))
    restored = type(record).from_dict(stored)
    if restored != record:
        raise AssertionError(f"{record!r} came back from JSON as {restored!r}")


def assert_same_report(a: Any, b: Any) -> None:
    """Two reconciliations, or two reports as dicts, say the same; the first difference is named by its path.

    Args:
        a: a Reconciliation or what its ``to_dict`` gave.
        b: the same.

    Raises:
        AssertionError: they differ.

    >>> assert_same_report({"events": [{"id": "e-1"}]}, {"events": [{"id": "e-2"}]})
    Traceback (most recent call last):
    AssertionError: the reports differ at events[0].id: 'e-1' against 'e-2'
    """
    difference = _difference(_report(a), _report(b), "")
    if difference:
        raise AssertionError(f"the reports differ at {difference}")


def _report(given: Any) -> Any:
    return given if isinstance(given, Mapping) else given.to_dict()


def _difference(a: Any, b: Any, path: str) -> str:
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        keys = [*a, *(key for key in b if key not in a)]
        pairs = [(f"{path}.{key}" if path else str(key), a.get(key, "(nothing)"), b.get(key, "(nothing)")) for key in keys]
    elif isinstance(a, list | tuple) and isinstance(b, list | tuple) and len(a) == len(b):
        pairs = [(f"{path}[{i}]", x, y) for i, (x, y) in enumerate(zip(a, b, strict=True))]
    else:
        return "" if a == b else f"{path or 'the root'}: {a!r} against {b!r}"
    return next((found for where, x, y in pairs if (found := _difference(x, y, where))), "")
