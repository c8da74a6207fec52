"""The result as linked data: schema.org for what is claimed and what happened, PROV for where it is from.

================  =================================  ====================================================================
node              type                               properties
================  =================================  ====================================================================
a source          ``NewsArticle``, ``prov:Entity``   ``identifier headline publisher datePublished url``; a copy is
                                                     ``prov:wasDerivedFrom`` the source that it repeats
a claim           ``Claim``, ``prov:Entity``         ``text``; ``about`` its event, ``appearance`` in its source, which it
                                                     ``prov:wasQuotedFrom``; ``author`` is whom the source cites
an event          ``Event``                          ``name``, ``startDate`` and ``endDate`` (both included), ``location``,
                                                     ``superEvent``
a finding         ``claimrec:Finding``               ``about`` its event; ``claimrec:field``, ``claimrec:relation``,
                                                     ``claimrec:confidence``, ``description``; one ``claimrec:position`` a
                                                     value, with its ``isBasedOn`` claims
================  =================================  ====================================================================

Nodes are named ``urn:claimrec:<id>``, sources by their address where they have one. The context stands in the document, so
that reading it needs no network.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from claimrec.model import Claim, Event, Finding, Outcome, Source
from claimrec.values import Place, TimeSpan
from claimrec.values.wording import say

__all__ = ["linked_data"]

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "claimrec": "urn:claimrec:vocabulary:",
    "url": {"@type": "@id"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "prov:wasQuotedFrom": {"@type": "@id"},
    "claimrec:confidence": {"@type": "xsd:double"},
}


def linked_data(outcome: Outcome) -> dict[str, Any]:
    """The result as one JSON-LD document.

    >>> linked_data(Outcome())["@graph"]
    []
    """
    names = {source.id: _name(source) for source in outcome.sources}
    events = {claim.id: event.id for event in outcome.events for claim in event.claims}
    return {
        "@context": _CONTEXT,
        "@graph": [
            *(_source(source, outcome.origins, names) for source in outcome.sources),
            *(_claim(claim, events.get(claim.id), names) for claim in outcome.claims),
            *(_event(event) for event in outcome.events),
            *(_finding(finding) for finding in outcome.findings),
        ],
    }


def _name(source: Source) -> str:
    return f"urn:claimrec:source:{source.digest.rpartition(':')[2][:16]}:{_quoted(source.id)}"


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="", errors="replace")


def _known(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value not in (None, "", [])}


def _urn(id: str) -> str:
    return f"urn:claimrec:{_quoted(id)}"


def _ref(id: str) -> dict[str, str]:
    return {"@id": _urn(id)}


def _source(source: Source, origins: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    origin = origins.get(source.id, source.id)
    return {
        "@id": names[source.id],
        "@type": ["NewsArticle", "prov:Entity"],
        "identifier": source.id,
        **_known(
            headline=source.title,
            publisher={"@type": "Organization", "name": source.publisher} if source.publisher else None,
            datePublished=source.published.isoformat() if source.published is not None else None,
            url=_address(source),
        ),
        **({"prov:wasDerivedFrom": names[origin]} if origin != source.id and origin in names else {}),
    }


def _address(source: Source) -> str | None:
    """The address where it is one: an IRI must not hold what would end it."""
    from urllib.parse import urlsplit

    url = source.url or ""
    try:
        good = urlsplit(url).scheme in ("http", "https") and url.isprintable() and not set(url) & set(' <>"{}|\\^`')
    except ValueError:
        return None
    return url if good else None


def _claim(claim: Claim, event: str | None, names: Mapping[str, str]) -> dict[str, Any]:
    where = names.get(claim.source.id)
    return {
        "@id": _urn(claim.id),
        "@type": ["Claim", "prov:Entity"],
        **_known(
            text=claim.evidence.text,
            about=_ref(event) if event is not None else None,
            appearance={"@id": where} if where else None,
            author=[{"@type": "Thing", "name": cited.name} for cited in claim.cited],
        ),
        **({"prov:wasQuotedFrom": where} if where else {}),
        "claimrec:polarity": claim.polarity.value,
        "claimrec:modality": claim.modality.value,
        "claimrec:value": [
            {"claimrec:role": argument.role.value, "name": say(argument.value), "text": argument.evidence.text}
            for argument in claim.arguments
        ],
    }


def _event(event: Event) -> dict[str, Any]:
    time = event.consensus["time"].value if "time" in event.consensus else None
    place = event.consensus["place"].value if "place" in event.consensus else None
    return {
        "@id": _urn(event.id),
        "@type": "Event",
        "name": event.type,
        **(_dates(time) if isinstance(time, TimeSpan) else {}),
        **_known(
            location=_location(place.name, *place.within) if isinstance(place, Place) else None,
            superEvent=_ref(event.part_of) if event.part_of is not None else None,
        ),
    }


def _dates(time: TimeSpan) -> dict[str, str]:
    """First and last day; schema.org includes the last, our intervals do not."""
    if time.start is None or time.end is None:
        return {}
    last = time.end if isinstance(time.end, dt.datetime) else time.end - dt.timedelta(days=1)
    return {"startDate": time.start.isoformat(), "endDate": last.isoformat()}


def _location(name: str, *within: str) -> dict[str, Any]:
    around = {"containedInPlace": _location(*within)} if within else {}
    return {"@type": "Place", "name": name, **around}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "@id": _urn(finding.id),
        "@type": "claimrec:Finding",
        "about": _ref(finding.event),
        "description": finding.explanation,
        "claimrec:field": finding.field,
        "claimrec:relation": finding.relation.value,
        "claimrec:severity": finding.severity.value,
        "claimrec:confidence": finding.confidence,
        "claimrec:position": list(_positions(finding)),
    }


def _positions(finding: Finding) -> Iterator[dict[str, Any]]:
    for position in finding.positions:
        yield {
            "name": say(position.value),
            "claimrec:independent": position.independent,
            "isBasedOn": [_ref(claim.id) for claim in position.claims],
        }
