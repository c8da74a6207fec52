"""Claims: what one source says of one happening."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Self

from attrs import field, frozen
from attrs.validators import instance_of

from claimrec.errors import AnchorError, RecordError
from claimrec.model.source import Source, Span
from claimrec.values import Value
from claimrec.values.record import Record, as_tuple, converter, structure

__all__ = ["Argument", "Citation", "Claim", "Claims", "Modality", "Polarity", "Role"]


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
        # The parts of what json.dumps(..., sort_keys=True, separators=(",", ":")) writes of it all; the values' are kept,
        # since many claims state one value.
        cited = ",".join(f"[{_text(c.name)},{c.start},{c.end},{_yes(c.inferred)}]" for c in self.cited)
        arguments = ",".join(
            f"[{_text(a.role)},{_content(a.value)},{a.evidence.start},{a.evidence.end},{_yes(a.inferred)}]"
            for a in self.arguments
        )
        trigger = f"[{self.trigger.start},{self.trigger.end},{_text(self.trigger.text)}]"
        words = [_text(word) for word in (self.source.id, self.type, self.polarity, self.modality)]
        said = f"[{words[0]},{words[1]},{trigger},{words[2]},{words[3]},[{cited}],[{arguments}]]"
        return "c-" + hashlib.blake2b(said.encode(), digest_size=6).hexdigest()

    def called(self, id: str) -> Self:
        """This claim, whose id is known already, so that it need not be worked out."""
        object.__setattr__(self, "id", id)
        return self

    def with_entities(self, arguments: tuple[Argument, ...]) -> Self:
        """This claim with other ids of its entities, which do not enter its own."""
        made = type(self)(
            self.source, self.type, self.trigger, self.evidence, self.polarity, self.modality, self.cited, arguments
        )
        return made.called(self.id)

    def __repr__(self) -> str:
        said = ", ".join(f"{a.role}={a.evidence.text!r}" for a in self.arguments)
        return f"<Claim {self.type} {self.trigger.text!r} in {self.source.id}: {said}>"

    def _repr_html_(self) -> str:
        from claimrec.model.cards import claim_card

        return claim_card(self)

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
        said = structure({k: v for k, v in record.items() if k not in ("source", "id")}, _StoredClaim)
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
class _StoredClaim:
    """A claim without its source: what cattrs builds from a stored claim."""

    type: str
    trigger: Span
    evidence: Span
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    cited: tuple[Citation, ...] = ()
    arguments: tuple[Argument, ...] = ()


class Claims(tuple[Claim, ...]):  # noqa: SLOT001 - a tuple with an attribute keeps it in its dict
    """The claims of some sources, as an immutable sequence that knows its sources.

    Args:
        claims: the claims.
        sources: the sources they were read from, those without a claim included.

    >>> Claims([], [Source("a", "Nothing happened.")]).sources
    (<Source a, 17 characters>,)
    """

    sources: tuple[Source, ...]

    def __new__(cls, claims: Iterable[Claim] = (), sources: Iterable[Source] = ()) -> Self:
        """The claims as a tuple, with the sources beside them."""
        made = super().__new__(cls, claims)
        made.sources = tuple(sources)
        return made

    def _repr_html_(self) -> str:
        from claimrec.model.cards import claims_card

        return claims_card(self)


_text = json.encoder.encode_basestring_ascii


def _yes(flag: bool) -> str:
    return "true" if flag else "false"


def _content(value: Value) -> str:
    """A value as JSON, without the id, which reconciliation decides."""
    # Equal moments of two offsets are written in two ways.
    return _written.__wrapped__(value) if isinstance(getattr(value, "start", None), dt.datetime) else _written(value)


@lru_cache(maxsize=16384)
def _written(value: Value) -> str:
    made = value.to_dict()
    made.pop("id", None)
    return json.dumps(made, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
