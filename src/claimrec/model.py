"""The nouns of claimrec: sources, claims, matches, events and findings, all frozen.

In Python ``claim.source``, ``event.claims`` and ``position.claims`` are objects; in JSON they are ids.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from html import escape
from typing import Any, Self

import attrs
from attrs import evolve, field, frozen
from attrs.validators import instance_of

from claimrec.errors import AnchorError, RecordError, SourceError
from claimrec.values import Value, Verdict
from claimrec.values.record import Moment, Record, as_tuple, converter, parse_moment, structure

__all__ = [
    "Argument",
    "Citation",
    "Claim",
    "Consensus",
    "Event",
    "Evidence",
    "Finding",
    "Judgement",
    "Kind",
    "Match",
    "Mention",
    "Modality",
    "Outcome",
    "Polarity",
    "Position",
    "Reason",
    "Role",
    "Severity",
    "Source",
    "Span",
    "digest_of",
    "slug",
]


class Role(StrEnum):
    """What an argument does in its claim."""

    AGENT = "agent"
    PATIENT = "patient"
    RECIPIENT = "recipient"
    PARTICIPANT = "participant"
    INSTRUMENT = "instrument"
    TOPIC = "topic"
    TIME = "time"
    PLACE = "place"
    QUANTITY = "quantity"
    ROLE = "role"
    SPEAKER = "speaker"
    CONTENT = "content"


class Polarity(StrEnum):
    """Whether the source says that it happened."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """Whether the source speaks of it as a fact, a plan or a possibility."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"


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


def slug(name: str) -> str:
    """A readable id for a name.

    >>> slug("Masoud Pezeshkian"), slug("Côte d’Ivoire")
    ('masoud-pezeshkian', 'cote-d-ivoire')
    """
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split())


def digest_of(text: str) -> str:
    """The digest that stands for a text where the text itself is left out."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@frozen
class Span(Record):
    """Words where they stand: ``source.text[start:end] == text``, offsets in code points."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of ``text[start:end]``.

        >>> Span.of("Rain fell in Oslo.", 13, 17)
        Span(start=13, end=17, text='Oslo')
        """
        return cls(start, end, text[start:end])


@frozen
class Mention(Record):
    """A value where it stands in a text; what the finders return."""

    span: Span
    value: Value


def _checked_id(source: Source, _: object, value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise SourceError(
            f"a source's id must be a non-empty string, not {value!r}; give each source a short name of its own", value=value
        )


def _checked_text(source: Source, _: object, value: str) -> None:
    if not isinstance(value, str):
        raise SourceError(f"a source's text must be a string, not {type(value).__name__}; decode bytes first", value=value)


@frozen(repr=False)
class Source(Record):
    """One report: a text, and who published it when.

    Args:
        id: unique among the sources, non-empty.
        text: the report; offsets of spans refer to it as given.
        publisher: who published it.
        published: date, datetime or ISO 8601 string; None where it is not known.
        title: its headline, where that is known apart from the text.
        url: where it is from.
        digest: made from the text; kept where a stored source comes without its text.

    Raises:
        SourceError: the id is empty or the text is not a string.
        DateError: ``published`` is no date.

    >>> Source(id="a", text="Rain fell.", published="2025-10-23").published
    datetime.date(2025, 10, 23)
    """

    id: str = field(validator=_checked_id)
    text: str = field(default="", validator=_checked_text)
    publisher: str | None = field(default=None, kw_only=True)
    published: Moment | None = field(default=None, converter=parse_moment, kw_only=True)
    title: str | None = field(default=None, kw_only=True)
    url: str | None = field(default=None, kw_only=True)
    digest: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.text or not self.digest:
            object.__setattr__(self, "digest", digest_of(self.text))

    def __repr__(self) -> str:
        about = [self.id, *(str(x) for x in (self.publisher, self.published) if x), f"{len(self.text)} characters"]
        return f"<Source {', '.join(about)}>"

    def span(self, start: int, end: int) -> Span:
        """The words from ``start`` to ``end``."""
        return Span.of(self.text, start, end)

    def to_dict(self, *, text: bool = True) -> dict[str, Any]:
        """This source as a dict of JSON types; ``text=False`` leaves the text out and keeps its digest."""
        made = converter().unstructure(self)
        if not text:
            del made["text"]
        return dict(made)


@frozen
class Citation(Record):
    """Whom the article says a claim from; ``inferred`` where the words stand elsewhere than at the claim."""

    name: str
    start: int
    end: int
    text: str
    inferred: bool = False


@frozen
class Argument(Record):
    """One thing that a claim says: a role, a value and the words for it.

    Args:
        role: what the value does in the claim.
        value: a Quantity, TimeSpan, Place, Entity, Office or Text.
        evidence: the shortest words that state the value, where they are written.
        of: the entity id of whose office or age this is; None where it is the event's own.
        inferred: True where the value comes from context.
    """

    role: Role = field(converter=Role)
    value: Value
    evidence: Span
    of: str | None = None
    inferred: bool = False


@frozen(repr=False)
class Claim(Record):
    """What one source says of one happening, at one trigger.

    Args:
        source: the report it stands in.
        type: the canonical event type, or the trigger's lemma.
        trigger: the words that name the event.
        evidence: the clause or sentence around it.
        polarity: affirmed or denied.
        modality: actual, planned or possible.
        cited: whom the article says it from, outermost first.
        arguments: who, when, where, how many.
    """

    source: Source = field(validator=instance_of(Source))
    type: str
    trigger: Span
    evidence: Span
    polarity: Polarity = field(default=Polarity.AFFIRMED, converter=Polarity)
    modality: Modality = field(default=Modality.ACTUAL, converter=Modality)
    cited: tuple[Citation, ...] = field(default=(), converter=as_tuple)
    arguments: tuple[Argument, ...] = field(default=(), converter=as_tuple)

    @cached_property
    def id(self) -> str:
        """A hash of what the claim says and where; entity ids, which reconciliation decides, do not enter."""
        said = [
            self.source.id,
            self.type,
            [self.trigger.start, self.trigger.end, self.trigger.text],
            self.polarity,
            self.modality,
            [[c.name, c.start, c.end, c.inferred] for c in self.cited],
            [[a.role, _content(a.value), a.evidence.start, a.evidence.end, a.inferred] for a in self.arguments],
        ]
        return "c-" + _hash(said)

    def __repr__(self) -> str:
        said = ", ".join(f"{a.role}={a.evidence.text!r}" for a in self.arguments)
        return f"<Claim {self.type} {self.trigger.text!r} in {self.source.id}: {said}>"

    def having(self, role: Role | str) -> tuple[Argument, ...]:
        """The arguments in a role."""
        return tuple(a for a in self.arguments if a.role == role)

    def check(self) -> None:
        """Make sure that every span shows its words in the source's text.

        Raises:
            AnchorError: one does not.
        """
        spans: list[Span | Citation] = [self.trigger, self.evidence, *(a.evidence for a in self.arguments), *self.cited]
        for span in spans:
            if self.source.text[span.start : span.end] != span.text:
                raise AnchorError(
                    f"a span must show its words: {self.source.id}[{span.start}:{span.end}] is "
                    f"{self.source.text[span.start : span.end]!r}, not {span.text!r}; take start and end from the text as given",
                    value=span,
                )

    def to_dict(self, *, embed: bool = False) -> dict[str, Any]:
        """This claim as a dict of JSON types.

        Args:
            embed: True puts the whole source in, so that the dict stands alone; else only its id.
        """
        made = {"id": self.id, "source": self.source.to_dict() if embed else self.source.id}
        for name in ("type", "trigger", "polarity", "modality", "cited", "arguments", "evidence"):
            made[name] = converter().unstructure(getattr(self, name))
        return made

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], sources: Mapping[str, Source] | None = None) -> Self:
        """The claim that ``to_dict`` turned into this dict.

        Args:
            record: the stored claim.
            sources: the sources by id, where the claim names its source by id only; a source that is
                not among them is made without a text.

        Raises:
            RecordError: the dict does not have the right shape.
        """
        if not isinstance(record, Mapping):
            raise RecordError(f"a stored claim must be an object, not {record!r}; pass what to_dict() gave", value=record)
        given = record.get("source")
        if isinstance(given, Mapping):
            source = Source.from_dict(given)
        elif isinstance(given, str):
            source = (sources or {}).get(given) or Source(given)
        else:
            raise RecordError(f"a stored claim's source must be an id or an object, not {given!r}", value=record)
        said = structure({k: v for k, v in record.items() if k not in ("source", "id")}, _Said)
        return cls(
            source=source,
            type=said.type,
            trigger=said.trigger,
            evidence=said.evidence,
            polarity=said.polarity,
            modality=said.modality,
            cited=said.cited,
            arguments=said.arguments,
        )


@frozen
class _Said:
    """A claim without its source: what cattrs builds from a stored claim."""

    type: str
    trigger: Span
    evidence: Span
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    cited: tuple[Citation, ...] = ()
    arguments: tuple[Argument, ...] = ()


def _content(value: Value) -> dict[str, Any]:
    made = value.to_dict()
    made.pop("id", None)
    return made


def _hash(content: object, size: int = 12) -> str:
    written = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(written.encode(), digest_size=size // 2).hexdigest()


@frozen
class Reason(Record):
    """One piece of evidence for or against two claims speaking of one event; weights add up to the score."""

    feature: str
    weight: float
    text: str


@frozen
class Match(Record):
    """Two claims that were compared, ``a`` before ``b`` by id, and how strongly they speak of one event."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...] = field(default=(), converter=as_tuple)


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
        return f"<pre>{escape(str(self))}</pre>"

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that speak of it, sorted."""
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

    def __repr__(self) -> str:
        return f"<Finding {self.relation} {self.kind} {self.field}: {self.explanation}>"

    def __str__(self) -> str:
        lines = [f"{self.relation.upper()} {self.field} ({self.severity}, confidence {self.confidence:.2f}): {self.explanation}"]
        for position in self.positions:
            said = dict.fromkeys(f"{shown.source} {_quoted(shown.text)}" for shown in position.evidence)
            lines.append("  - " + "; ".join(said or position.sources))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"

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


@frozen
class Judgement(Record):
    """What a person decided about two claims: that they speak of the same event, or of different ones."""

    a: str
    b: str
    same: bool


@frozen
class Outcome:
    """What reconciliation found, before it is shown: the data behind a Reconciliation.

    Args:
        sources: the sources, by id.
        origins: source id -> id of the earliest source whose text it repeats; its own id if none.
        claims: the claims with their entities' ids decided, in a stable order.
        matches: the pairs of claims that were compared and kept.
        events: the events, in a stable order.
        findings: the findings, in a stable order.
        judgements: what a person decided, as given.
    """

    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_tuple)
    origins: Mapping[str, str] = field(factory=dict)
    claims: tuple[Claim, ...] = field(default=(), converter=as_tuple)
    matches: tuple[Match, ...] = field(default=(), converter=as_tuple)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    judgements: tuple[Judgement, ...] = field(default=(), converter=as_tuple)
