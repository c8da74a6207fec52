"""Claims: what one source says of one happening."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import Any, Self

from attrs import field, fields, frozen
from attrs.validators import instance_of

from claimrec.errors import AnchorError, RecordError
from claimrec.model.source import Source, Span
from claimrec.values import Value
from claimrec.values.record import Record, as_tuple, converter, structure

__all__ = ["Argument", "Citation", "Claim", "Claims", "Modality", "Polarity", "Role", "content_json", "word_json"]


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


# To look a member up is three times as fast as to call its class, which is done for the rest.


def _role(word: str) -> Role:
    return _ROLES.get(word) or Role(word)


def _polarity(word: str) -> Polarity:
    return _POLARITIES.get(word) or Polarity(word)


def _modality(word: str) -> Modality:
    return _MODALITIES.get(word) or Modality(word)


_ROLES: Mapping[str, Role] = {role.value: role for role in Role}
_POLARITIES: Mapping[str, Polarity] = {polarity.value: polarity for polarity in Polarity}
_MODALITIES: Mapping[str, Modality] = {modality.value: modality for modality in Modality}


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

    role: Role = field(converter=_role)
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
    polarity: Polarity = field(default=Polarity.AFFIRMED, converter=_polarity)
    modality: Modality = field(default=Modality.ACTUAL, converter=_modality)
    cited: tuple[Citation, ...] = field(default=(), converter=as_tuple)
    arguments: tuple[Argument, ...] = field(default=(), converter=as_tuple)

    @cached_property
    def id(self) -> str:
        """A hash of what the claim says and where; entity ids, which reconciliation decides, do not enter."""
        # The parts of what json.dumps(..., sort_keys=True, separators=(",", ":")) writes of it all; the values' are kept,
        # since many claims state one value.
        cited = ",".join(f"[{word_json(c.name)},{c.start},{c.end},{_yes(c.inferred)}]" for c in self.cited)
        arguments = ",".join(
            f"[{word_json(a.role)},{_content(a.value)},{a.evidence.start},{a.evidence.end},{_yes(a.inferred)}]"
            for a in self.arguments
        )
        trigger = f"[{self.trigger.start},{self.trigger.end},{word_json(self.trigger.text)}]"
        words = [word_json(word) for word in (self.source.id, self.type, self.polarity, self.modality)]
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


word_json = json.encoder.encode_basestring_ascii
"""A word as JSON, as it enters the ids of claims."""


def _yes(flag: bool) -> str:
    return "true" if flag else "false"


def content_json(value: Value) -> str:
    """A value as JSON, as it enters the ids of claims: without its own id, which reconciliation decides.

    >>> from claimrec.values import Place
    >>> content_json(Place("Minsk", ["Belarus"]))
    '{"kind":"place","level":null,"name":"Minsk","near":false,"text":"","within":["Belarus"]}'
    """
    kind: Any = type(value)
    form, parts = _form(kind)
    return form % tuple([_WRITERS.get(part.__class__, json.dumps)(part) for part in parts(value)])


@cache
def _form(cls: type[Any]) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    """How a value of a class is written, and what is put in."""
    names = sorted(["kind", *(a.name for a in fields(cls) if a.name != "id")])
    return "{" + ",".join(f'"{name}":%s' for name in names) + "}", attrgetter(*names)


def _moment_json(moment: dt.date) -> str:
    return f'"{moment.isoformat()}"'


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: word_json,
    int: int.__repr__,
    dt.date: _moment_json,
    dt.datetime: _moment_json,
    tuple: lambda words: f"[{','.join(map(word_json, words))}]",
    type(None): lambda _: "null",
    bool: _yes,
}


# Many claims state one value; but equal moments of two offsets are written in two ways.
_kept = lru_cache(maxsize=16384)(content_json)


def _content(value: Value) -> str:
    return content_json(value) if isinstance(getattr(value, "start", None), dt.datetime) else _kept(value)
