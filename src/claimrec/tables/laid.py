"""A table of claims laid out flat: what differs is found by columns, and becomes an object once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.errors import RecordError
from claimrec.model import Modality, Polarity, Role, Source
from claimrec.reconciliation.ragged import NONE, Ints, Lists, narrow, numbered, starts_of
from claimrec.reconciliation.told import ROLES, Told
from claimrec.reconciliation.workers import side_by_side
from claimrec.tables.values import coded_values, listed, sizes_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Laid", "laid_out", "modality_of", "polarity_of"]


@frozen(eq=False)
class Laid:
    """A table of claims, laid out flat.

    Args:
        batches: the table, cut into batches.
        starts: the row with which each batch starts, and how many there are in all.
        told: its claims; values are one where they are written alike.
        modalities: what is said of claims.
        modality: code of what is said of each.
        known: all sources by id; those that only the claims tell of are there without a text.
    """

    batches: Sequence[pa.RecordBatch]
    starts: Ints
    told: Told
    modalities: Sequence[Modality]
    modality: Ints
    known: Mapping[str, Source]


def laid_out(batches: Sequence[pa.RecordBatch], sources: Callable[[], dict[str, Source]]) -> Laid:
    """The claims of a table laid out flat.

    Args:
        batches: a table of claims, cut into batches.
        sources: makes the sources by id, to which those are added that only the claims tell of.
    """
    starts = np.cumsum([0, *(batch.num_rows for batch in batches)])
    trigger, evidence = ([batch.column(name) for batch in batches] for name in ("trigger", "evidence"))
    arguments = [batch.column("arguments").flatten() for batch in batches]
    # Values take longest, so all else is looked at beside them.
    columns: list[Callable[[], Any]] = [
        sources,
        partial(coded_values, [flat.field("value") for flat in arguments]),
        *(partial(listed, [batch.column(name) for batch in batches]) for name in ("source", "type", "polarity", "modality")),
        partial(listed, [span.field("text") for span in trigger]),
        partial(listed, [flat.field("role") for flat in arguments]),
        partial(_owners, [flat.field("of") for flat in arguments]),
        partial(_near, evidence, [batch.column("arguments") for batch in batches]),
    ]
    made = side_by_side(lambda column: column(), columns, int(starts[-1]))
    known, (values, value), (names, source), (types, type_), (polarities, polarity), (modalities, modality) = made[:6]
    (triggers, said), (roles, role), (owners, of), (first, near) = made[6:]
    _add_sources(names, source, batches, starts, known)
    stances = [modality_of(word) for word in modalities]
    told = Told(
        sources=[known[name] for name in names],
        source=source,
        types=types,
        type=type_,
        triggers=triggers,
        trigger=said,
        start=_numbers([span.field("start") for span in trigger]),
        denied=np.array([polarity_of(word) is Polarity.DENIED for word in polarities] or [False], dtype=np.bool_)[polarity],
        actual=np.array([stance is Modality.ACTUAL for stance in stances] or [False], dtype=np.bool_)[modality],
        arguments=Lists(value, first),
        role=narrow(np.array([*(ROLES[Role(word)] for word in roles), NONE], dtype=np.int64))[role],
        inferred=_joined(_flags(flat.field("inferred")) for flat in arguments).astype(np.bool_),
        near=near,
        of=of,
        owners=owners,
        values=values,
    )
    return Laid(batches, starts, told, stances, modality, known)


def _add_sources(
    names: Sequence[str], source: Ints, batches: Sequence[pa.RecordBatch], starts: Ints, known: dict[str, Source]
) -> None:
    """Sources that only the claims tell of: who published them when stands with each claim."""
    for n, name in enumerate(names):
        if name not in known:
            row = int(np.argmax(source == n))
            batch = int(np.searchsorted(starts, row, side="right")) - 1
            place = row - int(starts[batch])
            publisher, published = (batches[batch].column(about)[place].as_py() for about in ("publisher", "published"))
            known[name] = Source(name, publisher=publisher, published=published)


def _near(evidence: Sequence[pa.StructArray], arguments: Sequence[pa.ListArray]) -> tuple[Ints, NDArray[np.bool_]]:
    """Where the arguments of each claim start, and for each whether its words stand in the claim's own sentence."""
    sizes = _joined(map(sizes_of, arguments))
    at = _numbers([column.flatten().field("evidence").field("start") for column in arguments])
    first, end = (np.repeat(_numbers([span.field(name) for span in evidence]), sizes) for name in ("start", "end"))
    return starts_of(sizes), (first <= at) & (at < end)


def _numbers(chunks: Sequence[pa.Array]) -> Ints:
    """Whole numbers.

    Raises:
        RecordError: one is missing.
    """
    if any(chunk.null_count for chunk in chunks):
        raise RecordError("a span in an Arrow table of claims must have a start and an end, and one of them is null", value=None)
    return _joined(chunk.to_numpy() for chunk in chunks)


def _joined(arrays: Iterable[NDArray[Any]]) -> Ints:
    """One array of all, narrow as they are."""
    return np.concatenate([np.zeros(0, dtype=np.int8), *arrays])


def _flags(told: pa.Array) -> NDArray[np.bool_]:
    flags: NDArray[np.bool_] = told.fill_null(False).to_numpy(zero_copy_only=False)
    return flags


def _owners(chunks: Sequence[pa.Array]) -> tuple[list[str], Ints]:
    """The ids of those whose age or office is told, and for each argument their code, NONE where it is the event's own."""
    names, codes = listed(chunks)
    kept = np.array([n for n, name in enumerate(names) if name is not None], dtype=np.int64)
    return [names[n] for n in kept.tolist()], narrow(numbered(kept, max(1, len(names))))[codes]


def polarity_of(word: str | None) -> Polarity:
    """What a word says of whether something happened: it did, where nothing is said."""
    return Polarity(word) if word else Polarity.AFFIRMED


def modality_of(word: str | None) -> Modality:
    """What a word says of how somebody speaks of it: as a fact, where nothing is said."""
    return Modality(word) if word else Modality.ACTUAL
