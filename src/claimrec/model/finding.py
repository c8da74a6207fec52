"""Events and findings: what the sources tell together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Self

import attrs
from attrs import evolve, field, frozen

from claimrec.errors import RecordError
from claimrec.model.claim import Claim
from claimrec.model.match import Judgement, Match
from claimrec.model.source import Source
from claimrec.values import Quantity, Value, Verdict
from claimrec.values.record import Record, as_tuple, converter, structure

__all__ = [
    "Consensus",
    "Event",
    "Evidence",
    "Finding",
    "Kind",
    "Outcome",
    "Position",
    "Severity",
]


class Kind(StrEnum):
    """What a finding is about."""

    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    PARTICIPANT = "participant"
    ROLE = "role"
    ATTRIBUTION = "attribution"
    POLARITY = "polarity"


class Severity(StrEnum):
    """How much a finding matters to a reader."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@frozen
class Evidence(Record):
    """Words in a source, as a finding shows them."""

    source: str
    start: int
    end: int
    text: str


@frozen
class Consensus(Record):
    """The most supported value of a field over independent sources, with the extremes beside it.

    Args:
        value: the most supported value.
        low: the lowest (earliest, broadest) one stated.
        high: the highest (latest, narrowest) one stated.
        support: ids of the sources that state a value compatible with it.
        confidence: 0 to 1, the share of independent sources that support it, tempered by how few they are.
    """

    value: Value
    low: Value
    high: Value
    support: tuple[str, ...] = field(converter=as_tuple)
    confidence: float = 0.0


@frozen(repr=False)
class Event(Record):
    """One happening: the claims that speak of it, and what most sources say of it.

    Args:
        id: readable and stable.
        type: the canonical event type.
        claims: the claims, in a stable order.
        part_of: id of the larger happening; None at the root.
        consensus: field -> the most supported value.
    """

    id: str
    type: str
    claims: tuple[Claim, ...] = field(converter=as_tuple)
    part_of: str | None = None
    consensus: Mapping[str, Consensus] = field(factory=dict)

    def __repr__(self) -> str:
        return f"<Event {self.id}: {len(self.claims)} claims>"

    def __str__(self) -> str:
        lines = [f"{self.type} in {', '.join(self.sources)} ({len(self.claims)} claim{'' if len(self.claims) == 1 else 's'})"]
        lines += [f"  {name}: {_quoted(found.value.text)}, {', '.join(found.support)}" for name, found in self.consensus.items()]
        lines += [f"  {claim.source.id}: {_quoted(claim.evidence.text)}" for claim in self.claims]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from claimrec.model.cards import event_card

        return event_card(self)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that speak of it, sorted."""
        if len(self.claims) == 1:
            return (self.claims[0].source.id,)
        return tuple(sorted({claim.source.id for claim in self.claims}))

    def to_dict(self) -> dict[str, Any]:
        """This event as a dict of JSON types; claims become ids."""
        return {
            "id": self.id,
            "type": self.type,
            "claims": [claim.id for claim in self.claims],
            "part_of": self.part_of,
            "consensus": {name: value.to_dict() for name, value in self.consensus.items()},
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], claims: Mapping[str, Claim] | None = None) -> Self:
        """The event that ``to_dict`` turned into this dict; ``claims`` are the claims by id.

        Raises:
            RecordError: the dict does not have the right shape, or names a claim that is not given.
        """
        plain = structure({**_mapping(record), "claims": ()}, _StoredEvent)
        return cls(plain.id, plain.type, _by_id(record["claims"], claims or {}), plain.part_of, plain.consensus)


@frozen
class _StoredEvent:
    id: str
    type: str
    part_of: str | None = None
    consensus: dict[str, Consensus] = field(factory=dict)


@frozen
class Position(Record):
    """One value that sources take in a finding.

    Args:
        value: the value.
        claims: the claims that state it.
        sources: ids of the sources that state it, sorted.
        independent: how many witnesses these are: copies and shared agency text count once.
        evidence: the words, source by source.
    """

    value: Value
    claims: tuple[Claim, ...] = field(converter=as_tuple)
    sources: tuple[str, ...] = field(converter=as_tuple)
    independent: int
    evidence: tuple[Evidence, ...] = field(converter=as_tuple)

    def to_dict(self) -> dict[str, Any]:
        """This position as a dict of JSON types; claims become ids."""
        made = converter().unstructure(evolve(self, claims=()))
        made["claims"] = [claim.id for claim in self.claims]
        return dict(made)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], claims: Mapping[str, Claim] | None = None) -> Self:
        """The position that ``to_dict`` turned into this dict; ``claims`` are the claims by id.

        Raises:
            RecordError: the dict does not have the right shape, or names a claim that is not given.
        """
        plain = structure({**_mapping(record), "claims": ()}, _StoredPosition)
        return cls(plain.value, _by_id(record["claims"], claims or {}), plain.sources, plain.independent, plain.evidence)


@frozen
class _StoredPosition:
    value: Value
    sources: tuple[str, ...]
    independent: int
    evidence: tuple[Evidence, ...]


@frozen(repr=False)
class Finding(Record):
    """What the sources say of one field of one event, and how that fits together.

    Args:
        id: a hash of event key, field and relation: stable when sources are added.
        event: id of the event that carries the field.
        kind: quantity, time, place, participant, role, attribution or polarity.
        field: what is compared ("killed", "time", "office of jane-smith").
        relation: agree, refines, update, scope or conflict.
        positions: one per distinct value, most supported first.
        confidence: of all findings at 0.9, nine in ten deserve their relation.
        severity: low, medium or high.
        explanation: why, in words, with the values and the sources.
    """

    id: str
    event: str
    kind: Kind = attrs.field(converter=Kind)
    field: str
    relation: Verdict = attrs.field(converter=Verdict)
    positions: tuple[Position, ...] = attrs.field(converter=as_tuple)
    confidence: float = 0.5
    severity: Severity = attrs.field(default=Severity.MEDIUM, converter=Severity)
    explanation: str = ""

    @property
    def shown(self) -> tuple[Position, ...]:
        """The positions in the order in which reports show them: an update's from old to new, all others' as they are.

        A figure is as old as its first report. Where a day is not known, and among figures of one day, the lower goes first.
        """
        if self.relation is not Verdict.UPDATE:
            return self.positions
        ages = [_age(position) for position in self.positions]
        known = all(age is not None for age in ages)
        keys = [((age or "") if known else "", _least(p.value)) for age, p in zip(ages, self.positions, strict=True)]
        return tuple(position for _, position in sorted(zip(keys, self.positions, strict=True), key=lambda pair: pair[0]))

    def __repr__(self) -> str:
        return f"<Finding {self.relation} {self.kind} {self.field}: {self.explanation}>"

    def __str__(self) -> str:
        lines = [f"{self.relation.upper()} {self.field} ({self.severity}, confidence {self.confidence:.2f}): {self.explanation}"]
        for position in self.shown:
            said = dict.fromkeys(f"{shown.source} {_quoted(shown.text)}" for shown in position.evidence)
            lines.append("  - " + "; ".join(said or position.sources))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from claimrec.model.cards import finding_card

        return finding_card(self)

    def to_dict(self) -> dict[str, Any]:
        """This finding as a dict of JSON types; claims become ids."""
        made = converter().unstructure(evolve(self, positions=()))
        made["positions"] = [position.to_dict() for position in self.positions]
        return dict(made)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], claims: Mapping[str, Claim] | None = None) -> Self:
        """The finding that ``to_dict`` turned into this dict; ``claims`` are the claims by id.

        Raises:
            RecordError: the dict does not have the right shape, or names a claim that is not given.
        """
        positions = tuple(Position.from_dict(p, claims) for p in _mapping(record).get("positions", ()))
        return evolve(structure({**record, "positions": ()}, cls), positions=positions)


def _age(position: Position) -> str | None:
    """The day that places it among others, as ISO 8601 has it; None where a source has no day.

    A figure counts from its first report, since a later one may only repeat it; anything else by its last.
    """
    days = [claim.source.published.isoformat()[:10] for claim in position.claims if claim.source.published is not None]
    if not days or len(days) < len(position.claims):
        return None
    return min(days) if isinstance(position.value, Quantity) else max(days)


def _least(value: Value) -> float:
    return value.bounds[0] if isinstance(value, Quantity) else 0.0


def _quoted(words: str) -> str:
    """Words in one line between quotation marks, without what a terminal would act on."""
    return "“" + "".join(c if c.isprintable() else "�" for c in " ".join(words.split())) + "”"


def _mapping(record: Any) -> Mapping[str, Any]:
    if not isinstance(record, Mapping):
        raise RecordError(f"a stored record must be an object, not {record!r}; pass what to_dict() gave", value=record)
    return record


def _by_id(ids: Iterable[str], claims: Mapping[str, Claim]) -> tuple[Claim, ...]:
    try:
        return tuple(claims[i] for i in ids)
    except KeyError as error:
        raise RecordError(
            f"a stored record names a claim that is not given: {error}; pass claims={{id: claim}}", value=ids
        ) from error


def _as_sequence(values: Iterable[Any]) -> Sequence[Any]:
    """Sequences stay what they are: one that makes its items when they are asked for is not asked here."""
    return values if isinstance(values, Sequence) and not isinstance(values, list) else tuple(values)


@frozen
class Outcome:
    """What reconciliation found, before it is shown: the data behind a Reconciliation.

    Args:
        sources: the sources, by id.
        origins: source id -> id of the earliest source whose text it repeats; its own id if none.
        claims: the claims with their entities' ids decided, in a stable order. Like the matches, events and findings, they may
            be a sequence that makes them when it is asked.
        matches: the pairs of claims that were compared and kept.
        events: the events, in a stable order.
        findings: the findings, in a stable order.
        judgements: what a person decided, as given.
    """

    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_tuple)
    origins: Mapping[str, str] = field(factory=dict)
    claims: Sequence[Claim] = field(default=(), converter=_as_sequence)
    matches: Sequence[Match] = field(default=(), converter=_as_sequence)
    events: Sequence[Event] = field(default=(), converter=_as_sequence)
    findings: Sequence[Finding] = field(default=(), converter=_as_sequence)
    judgements: tuple[Judgement, ...] = field(default=(), converter=as_tuple)
