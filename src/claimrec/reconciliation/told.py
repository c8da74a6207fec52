"""Claims laid out flat: what stands in many of them once, and codes for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.model import Claim, Modality, Polarity, Role, Source
from claimrec.reconciliation.ragged import NONE, Codes, Ints, Lists
from claimrec.values import Value

__all__ = ["ROLES", "Told", "laid_flat"]

ROLES: Mapping[Role, int] = {role: n for n, role in enumerate(Role)}


@frozen(eq=False, kw_only=True)
class Told:
    """Claims as flat arrays; what stands in many claims is stored once, and claims hold its code.

    Args:
        sources: the sources.
        source: code of each claim's source.
        types: types as written.
        type: code of the type.
        triggers: words of triggers.
        trigger: code of the trigger's words.
        start: where the trigger stands.
        denied: whether the claim denies.
        actual: whether it is stated as fact.
        arguments: the codes of each claim's arguments' values.
        role: for each argument its role's place in ``ROLES``.
        inferred: whether it comes from context.
        near: whether its words stand in the claim's own sentence.
        of: code of the entity whose office or age it is, NONE where it is the event's own.
        owners: ids of such entities.
        values: the values.
    """

    sources: Sequence[Source]
    source: Ints
    types: Sequence[str]
    type: Ints
    triggers: Sequence[str]
    trigger: Ints
    start: Ints
    denied: NDArray[np.bool_]
    actual: NDArray[np.bool_]
    arguments: Lists
    role: Ints
    inferred: NDArray[np.bool_]
    near: NDArray[np.bool_]
    of: Ints
    owners: Sequence[str]
    values: Sequence[Value]


def laid_flat(claims: Sequence[Claim]) -> Told:
    """Claims laid out flat, in the order given."""
    sources: dict[str, Source] = {}
    places: dict[str, int] = {}
    types, triggers, values, owners = Codes(), Codes(), Codes(), Codes()
    flat: list[tuple[int, ...]] = []
    told: list[tuple[int, ...]] = []
    starts = [0]
    for claim in claims:
        sources.setdefault(claim.source.id, claim.source)
        first, end = claim.evidence.start, claim.evidence.end
        for a in claim.arguments:
            near = first <= a.evidence.start < end
            flat.append((ROLES[a.role], values[a.value], a.inferred, near, NONE if a.of is None else owners[a.of]))
        starts.append(len(flat))
        flags = claim.polarity is Polarity.DENIED, claim.modality is Modality.ACTUAL
        source = places.setdefault(claim.source.id, len(places))
        told.append((source, types[claim.type], *flags, triggers[claim.trigger.text], claim.trigger.start))
    argued = np.array(flat, dtype=np.int64).reshape(-1, 5).T
    row = np.array(told, dtype=np.int64).reshape(-1, 6).T
    return Told(
        sources=list(sources.values()),
        source=row[0],
        types=[str(t) for t in types.items],
        type=row[1],
        triggers=[str(t) for t in triggers.items],
        trigger=row[4],
        start=row[5],
        denied=row[2].astype(np.bool_),
        actual=row[3].astype(np.bool_),
        arguments=Lists(argued[1], np.array(starts, dtype=np.int64)),
        role=argued[0],
        inferred=argued[2].astype(np.bool_),
        near=argued[3].astype(np.bool_),
        of=argued[4],
        owners=[str(o) for o in owners.items],
        values=list(values.items),  # type: ignore[arg-type]
    )
