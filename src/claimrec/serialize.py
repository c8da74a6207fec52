"""The report as JSON: an Outcome as a dict of JSON types, and back, checked on the way.

The shape is ``claimrec/1``; :func:`schema` gives its JSON Schema, which is shipped with the package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from attrs import evolve

from claimrec.errors import AnchorError, ClaimrecError, RecordError
from claimrec.model import Claim, Event, Evidence, Finding, Judgement, Match, Outcome, Source, digest_of

__all__ = ["SCHEMA", "as_json", "outcome_from_dict", "outcome_to_dict", "schema"]

SCHEMA = "claimrec/1"

T = TypeVar("T")


@cache
def _schema_text() -> str:
    return files("claimrec").joinpath("schema.json").read_text("utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report.

    >>> schema()["properties"]["schema"]["const"]
    'claimrec/1'
    """
    made: dict[str, Any] = json.loads(_schema_text())
    return made


def as_json(record: object, *, indent: int | None = 2) -> str:
    """A dict of JSON types as JSON text: UTF-8 characters as they are, unless one cannot be written (a lone surrogate)."""
    written = json.dumps(record, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        written.encode("utf-8")
    except UnicodeEncodeError:
        written = json.dumps(record, ensure_ascii=True, indent=indent, allow_nan=False)
    return written


def outcome_to_dict(outcome: Outcome, *, texts: bool = True) -> dict[str, Any]:
    """The report of an outcome.

    Args:
        outcome: what reconciliation found.
        texts: False leaves the sources' texts out; their digests stay.
    """
    return {
        "schema": SCHEMA,
        "sources": [_source_to_dict(source, outcome.origins, texts) for source in outcome.sources],
        "claims": [claim.to_dict() for claim in outcome.claims],
        "matches": [match.to_dict() for match in outcome.matches],
        "events": [event.to_dict() for event in outcome.events],
        "findings": [finding.to_dict() for finding in outcome.findings],
        "judgements": [judgement.to_dict() for judgement in outcome.judgements],
    }


def _source_to_dict(source: Source, origins: Mapping[str, str], texts: bool) -> dict[str, Any]:
    plain = source.to_dict()
    made = {name: plain[name] for name in ("id", "publisher", "published", "title", "url", "agency")}
    made["origin"] = origins.get(source.id, source.id)
    if texts and (source.text or source.digest == digest_of("")):  # a text that was left out stays left out
        made["text"] = source.text
    made["digest"] = source.digest
    return made


def outcome_from_dict(record: Mapping[str, Any], texts: Mapping[str, str] | None = None) -> Outcome:
    """The outcome that a report was made from.

    Args:
        record: the report.
        texts: source id -> text, where the report leaves texts out. A text must be the one the report was made from.

    Raises:
        RecordError: the report does not have the shape of the schema, or its parts do not fit together.
        AnchorError: a text is not the one with the stated digest, or a span does not show its words.
    """
    if not isinstance(record, Mapping):
        raise RecordError(f"a report must be an object, not {type(record).__name__}; pass what to_dict() gave", value=record)
    if record.get("schema") != SCHEMA:
        raise RecordError(
            f"a report's schema must be {SCHEMA!r}, not {record.get('schema')!r}; this version reads no other",
            value=record.get("schema"),
        )
    sources: dict[str, Source] = {}
    origins: dict[str, str] = {}
    for n, part in enumerate(_parts(record, "sources")):
        source = _source_from_dict(part, texts or {}, f"sources[{n}]")
        if source.id in sources:
            raise RecordError(f"a report's sources must have ids of their own: {source.id!r} is there twice", value=source.id)
        sources[source.id] = source
        origins[source.id] = str(part.get("origin", source.id))
    claims = _claims(_parts(record, "claims"), sources)
    events = tuple(_each(_parts(record, "events"), "events", lambda part: Event.from_dict(part, claims)))
    findings = tuple(_each(_parts(record, "findings"), "findings", lambda part: Finding.from_dict(part, claims)))
    _check_links(sources, origins, events, findings)
    return Outcome(
        [*sources.values()],
        origins,
        [*claims.values()],
        tuple(_each(_parts(record, "matches"), "matches", Match.from_dict)),
        events,
        findings,
        tuple(_each(_parts(record, "judgements"), "judgements", Judgement.from_dict)),
    )


def _parts(record: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = record.get(name)
    if not isinstance(found, list | tuple):
        raise RecordError(f"a report's {name} must be an array, not {found!r}; pass what to_dict() gave", value=found)
    return found


def _each(parts: Sequence[Any], name: str, build: Any) -> Iterable[Any]:
    for n, part in enumerate(parts):
        yield _at(f"{name}[{n}]", build, part)


def _at(place: str, build: Any, part: Any) -> Any:
    try:
        return build(part)
    except RecordError as error:
        raise RecordError(f"{place}: {error}", value=error.value) from error
    except ClaimrecError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RecordError(f"{place} does not have the right shape: {error!r}", value=part) from error


def _source_from_dict(part: Any, texts: Mapping[str, str], place: str) -> Source:
    source: Source = _at(place, Source.from_dict, part)
    stated = part.get("digest")
    text = part.get("text", texts.get(source.id))
    if text is None:
        return source
    if stated and digest_of(text) != stated:
        raise AnchorError(
            f"a source's text must have the stated digest: the text given for {source.id!r} is another one; "
            "pass the text that was read then",
            value=source.id,
        )
    return evolve(source, text=text, digest=stated or "")


def _claims(parts: Sequence[Any], sources: Mapping[str, Source]) -> dict[str, Claim]:
    made: dict[str, Claim] = {}
    for n, part in enumerate(parts):
        claim: Claim = _at(f"claims[{n}]", lambda p: Claim.from_dict(p, sources), part)
        if claim.source.id not in sources:
            raise RecordError(f"claims[{n}] names a source that is not in the report: {claim.source.id!r}", value=part)
        if part.get("id", claim.id) != claim.id:
            raise RecordError(
                f"claims[{n}]: an id must be the hash of what is claimed: {part['id']!r} should be {claim.id!r}", value=part
            )
        if _has_text(claim.source):
            claim.check()
        made[claim.id] = claim
    return made


def _has_text(source: Source) -> bool:
    return bool(source.text) or source.digest == digest_of("")


def _check_links(
    sources: Mapping[str, Source], origins: Mapping[str, str], events: Sequence[Event], findings: Sequence[Finding]
) -> None:
    ids = {event.id for event in events}
    for event in events:
        if event.part_of is not None and event.part_of not in ids:
            raise RecordError(f"event {event.id} is part of {event.part_of!r}, which is not in the report", value=event.id)
    for name, origin in origins.items():
        if origin not in sources:
            raise RecordError(f"source {name!r} has the origin {origin!r}, which is not in the report", value=name)
    for finding in findings:
        if finding.event not in ids:
            raise RecordError(f"finding {finding.id} is about {finding.event!r}, which is not in the report", value=finding.id)
        for position in finding.positions:
            for shown in position.evidence:
                _check_evidence(shown, sources, finding)


def _check_evidence(shown: Evidence, sources: Mapping[str, Source], finding: Finding) -> None:
    source = sources.get(shown.source)
    if source is None:
        raise RecordError(f"finding {finding.id} quotes {shown.source!r}, which is not in the report", value=finding.id)
    if _has_text(source) and source.text[shown.start : shown.end] != shown.text:
        raise AnchorError(
            f"a span must show its words: finding {finding.id} quotes {shown.text!r} from "
            f"{source.id}[{shown.start}:{shown.end}], where {source.text[shown.start : shown.end]!r} stands",
            value=shown,
        )
