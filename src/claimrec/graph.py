"""The result as a networkx graph, ready for GraphML and GEXF.

Nodes (attribute ``type``), each with a ``label`` to show; the key is the type, a colon and the id:

========  ==================================  =======================================================
type      key                                 further attributes
========  ==================================  =======================================================
source    ``source:mehr``                     publisher, published, title, url, origin
claim     ``claim:c-…``                       event_type, polarity, modality, trigger, first, last, text
entity    ``entity:masoud-pezeshkian``        kind (person, organization, country, group)
event     ``event:e-…``                       event_type, claims, sources
value     ``value:quantity:…``                kind and the value's own plain fields
finding   ``finding:f-…``                     kind, field, relation, severity, confidence, explanation
========  ==================================  =======================================================

Edges (attribute ``type``):

===============  ====================  =============================================================
type             from → to             meaning
===============  ====================  =============================================================
states           source → claim        the claim stands in the source
copies           source → source       the first repeats the text of the second
about            claim → event         the claim speaks of the event
part_of          event → event         the first belongs to the second, larger happening
has_participant  claim → entity        ``role`` says as what; ``first`` and ``last`` where it is written
claims_value     claim → value         ``role``, ``first``, ``last`` as above
concerns         finding → event       the finding is about a field of the event
takes            finding → value       the value is a position of the finding; ``position`` counts from 0
supports         source → value        the source takes this position; ``finding`` names the finding
disputes         value → value         the two are positions of one conflict; ``finding`` names it
===============  ====================  =============================================================

``first`` and ``last`` are offsets in the source's text, half-open. GEXF has a ``type`` of its own on edges, so every edge
carries its type as ``label`` too.

All attributes are str, int, float or bool; what is not known is left out, so that every graph format can carry them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from claimrec.errors import OptionError
from claimrec.model import Argument, Claim, Event, Finding, Outcome, Source
from claimrec.values import Entity, Value, Verdict

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["graph_of"]


def graph_of(outcome: Outcome, *, disputed: bool = False, around: Event | Source | Entity | str | None = None) -> nx.MultiDiGraph:
    """The graph of what reconciliation found.

    Args:
        outcome: what reconciliation found.
        disputed: True keeps the conflicts only: their findings, events and values, and the sources on each side.
        around: an event, a source or an entity, or the key of its node: keeps its claims with all that they speak of, and
            the findings on it with the sources on each side.

    Raises:
        OptionError: the graph has no such node, or it is none of these three.

    >>> graph_of(Outcome()).number_of_nodes()
    0
    """
    graph = _whole(outcome)
    if around is not None:
        graph = _around(graph, around)
    return _disputed(graph) if disputed else graph


def _whole(outcome: Outcome) -> nx.MultiDiGraph:
    import networkx as nx

    graph = nx.MultiDiGraph()
    for source in outcome.sources:
        _add_source(graph, source, outcome.origins)
    for source in outcome.sources:
        origin = outcome.origins.get(source.id, source.id)
        if origin != source.id:
            _link(graph, f"source:{source.id}", f"source:{origin}", "copies")
    for claim in outcome.claims:
        _add_claim(graph, claim)
    for event in outcome.events:
        _add_event(graph, event)
    for event in outcome.events:
        if event.part_of is not None:
            _link(graph, f"event:{event.id}", f"event:{event.part_of}", "part_of")
    for finding in outcome.findings:
        _add_finding(graph, finding)
    return graph


def _disputed(whole: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The part of the graph that conflicts are about."""
    findings = {node for node, data in whole.nodes(data=True) if data["type"] == "finding" and data["relation"] == "conflict"}
    kinds = {"takes", "concerns", "supports", "disputes"}
    edges = [
        (a, b, key)
        for a, b, key, data in whole.edges(keys=True, data=True)
        if data["type"] in kinds and (a in findings or f"finding:{data.get('finding')}" in findings)
    ]
    return whole.edge_subgraph(edges).copy()


_OF_A_FINDING = frozenset({"supports", "disputes"})
"""Edges that belong to the finding that their attribute names."""


def _around(whole: nx.MultiDiGraph, given: Event | Source | Entity | str) -> nx.MultiDiGraph:
    """The part of the graph that one event, source or entity is in the middle of."""
    centre = given if isinstance(given, str) else _entity_key(given) if isinstance(given, Entity) else _key(given)
    kind = whole.nodes[centre]["type"] if centre in whole else None
    if kind not in ("event", "source", "entity"):
        raise OptionError(
            f"a graph is drawn around an event, a source or an entity of the result, and {centre!r} is none; "
            "pass one of them, or the key of its node, such as 'source:mehr'",
            value=given,
        )
    claims = {n for n in _beside(whole, centre) if whole.nodes[n]["type"] == "claim"}
    findings = {n for n in _beside(whole, centre) if whole.nodes[n]["type"] == "finding"}
    findings |= {f"finding:{data['finding']}" for *_, data in whole.out_edges(centre, data=True) if data["type"] == "supports"}
    if kind == "entity":
        whose = " of " + centre.removeprefix("entity:")
        findings |= {n for n, data in whole.nodes(data=True) if data["type"] == "finding" and data["field"].endswith(whose)}
    kept = {centre, *claims, *findings}.union(*(set(_beside(whole, node)) for node in (*claims, *findings)))
    kept |= {
        a for a, _, data in whole.edges(data=True) if data["type"] == "supports" and f"finding:{data['finding']}" in findings
    }
    view = whole.subgraph(kept).copy()
    view.remove_edges_from(
        [
            (a, b, key)
            for a, b, key, data in view.edges(keys=True, data=True)
            if data["type"] in _OF_A_FINDING and f"finding:{data['finding']}" not in findings
        ]
    )
    return view


def _beside(graph: nx.MultiDiGraph, node: str) -> Iterator[str]:
    yield from graph.successors(node)
    yield from graph.predecessors(node)


def _key(given: Event | Source) -> str:
    return f"{'event' if isinstance(given, Event) else 'source'}:{given.id}"


def _plain(**given: Any) -> dict[str, str | int | float | bool]:
    """The attributes that are known, as types that every graph format can carry."""
    made: dict[str, str | int | float | bool] = {}
    for name, value in given.items():
        if isinstance(value, list | tuple):
            value = "; ".join(map(str, value))
        if value is not None and value != "":
            made[name] = value if type(value) in (int, float, bool) else _writable(str(value))
    return made


def _link(graph: nx.MultiDiGraph, a: str, b: str, type: str, **given: Any) -> None:
    graph.add_edge(a, b, **_plain(type=type, label=type, **given))


def _writable(text: str) -> str:
    """Without the control characters and lone surrogates that XML cannot hold."""
    return "".join(c if c in "\t\n" or c.isprintable() or c.isspace() and c >= " " else "�" for c in text)


def _add_source(graph: nx.MultiDiGraph, source: Source, origins: Mapping[str, str]) -> None:
    graph.add_node(
        f"source:{source.id}",
        **_plain(
            type="source",
            label=source.publisher or source.id,
            publisher=source.publisher,
            published=source.published and source.published.isoformat(),
            title=source.title,
            url=source.url,
            origin=origins.get(source.id, source.id),
        ),
    )


def _add_claim(graph: nx.MultiDiGraph, claim: Claim) -> None:
    key = f"claim:{claim.id}"
    said = claim.evidence
    graph.add_node(
        key,
        **_plain(
            type="claim",
            label=claim.trigger.text,
            event_type=claim.type,
            polarity=claim.polarity.value,
            modality=claim.modality.value,
            trigger=claim.trigger.text,
            first=said.start,
            last=said.end,
            text=said.text,
        ),
    )
    _link(graph, f"source:{claim.source.id}", key, "states")
    for argument in claim.arguments:
        _add_argument(graph, key, argument)


def _add_argument(graph: nx.MultiDiGraph, claim: str, argument: Argument) -> None:
    value = argument.value
    where = _plain(
        role=argument.role.value,
        first=argument.evidence.start,
        last=argument.evidence.end,
        inferred=argument.inferred,
        of=argument.of,
    )
    if isinstance(value, Entity):
        _link(graph, claim, _add_entity(graph, value), "has_participant", **where)
    else:
        _link(graph, claim, _add_value(graph, value), "claims_value", **where)


def _add_entity(graph: nx.MultiDiGraph, entity: Entity) -> str:
    key = _entity_key(entity)
    if key not in graph:
        graph.add_node(key, **_plain(type="entity", label=entity.name, kind=entity.type))
    return key


def _entity_key(entity: Entity) -> str:
    return f"entity:{entity.id or entity.type + '/' + entity.name}"


def _add_value(graph: nx.MultiDiGraph, value: Value) -> str:
    """One node for one value, however it is worded."""
    if isinstance(value, Entity):
        return _add_entity(graph, value)
    fields = value.to_dict()
    words = fields.pop("text", "") if value.kind != "text" else fields["text"]
    for name in ("start", "end"):  # GEXF keeps these two words for itself
        if name in fields:
            fields[f"{name}s"] = fields.pop(name)
    written = json.dumps(fields, sort_keys=True).encode()
    key = f"value:{value.kind}:{hashlib.blake2b(written, digest_size=6).hexdigest()}"
    if key not in graph:
        graph.add_node(key, **_plain(**{**fields, "type": "value", "kind": value.kind, "label": words or value.kind}))
    return key


def _add_event(graph: nx.MultiDiGraph, event: Event) -> None:
    key = f"event:{event.id}"
    graph.add_node(
        key, **_plain(type="event", label=event.type, event_type=event.type, claims=len(event.claims), sources=len(event.sources))
    )
    for claim in event.claims:
        _link(graph, f"claim:{claim.id}", key, "about")


def _add_finding(graph: nx.MultiDiGraph, finding: Finding) -> None:
    key = f"finding:{finding.id}"
    graph.add_node(
        key,
        **_plain(
            type="finding",
            label=f"{finding.relation.value}: {finding.field}",
            kind=finding.kind.value,
            field=finding.field,
            relation=finding.relation.value,
            severity=finding.severity.value,
            confidence=float(finding.confidence),
            explanation=finding.explanation,
        ),
    )
    _link(graph, key, f"event:{finding.event}", "concerns")
    taken = []
    for place, position in enumerate(finding.positions):
        value = _add_value(graph, position.value)
        taken.append(value)
        _link(graph, key, value, "takes", position=place)
        for source in position.sources:
            _link(graph, f"source:{source}", value, "supports", finding=finding.id)
    if finding.relation is Verdict.CONFLICT:
        for a, b in combinations(taken, 2):
            _link(graph, a, b, "disputes", finding=finding.id)
