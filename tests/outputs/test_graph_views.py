"""Views of the graph: around an event, a source, an entity."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from claimrec import Claim, Entity, OptionError, Reconciliation, Source, reconcile
from claimrec.testing import make_claim
from claimrec.testing.strategies import claim_sets

DAY = ("2024-03-03", "on Sunday")


def signed(name: str, text: str, agreements: tuple[int, str], agent: str) -> Claim:
    source = Source(name, text, published="2024-03-04")
    return make_claim(source, "sign", trigger="signed", agents=[agent], agreement=agreements, place="Lima", time=DAY)


@pytest.fixture(scope="module")
def result() -> Reconciliation:
    far = make_claim(Source("far", "Rain fell on the hills of Kenya."), "fall", trigger="fell", place="Kenya")
    return reconcile(
        [
            signed("dawn", "Eva Ruiz signed four deals in Lima on Sunday.", (4, "four"), "Eva Ruiz"),
            signed("dusk", "In Lima on Sunday Eva Ruiz signed five deals.", (5, "five"), "Eva Ruiz"),
            far,
        ]
    )


def of_type(graph: nx.MultiDiGraph, name: str) -> set[str]:
    return {node for node, kind in graph.nodes(data="type") if kind == name}


def test_an_event_has_its_claims_and_findings_around_it(result: Reconciliation) -> None:
    (event,) = (event for event in result.events if event.type == "sign")
    view = result.graph(around=event)
    assert of_type(view, "event") == {f"event:{event.id}"}
    assert of_type(view, "source") == {"source:dawn", "source:dusk"}
    assert of_type(view, "claim") == {f"claim:{claim.id}" for claim in event.claims}
    assert of_type(view, "finding") == {f"finding:{f.id}" for f in result.findings if f.event == event.id}
    assert of_type(view, "entity") == {"entity:eva-ruiz"}


def test_a_source_has_what_it_says_around_it(result: Reconciliation) -> None:
    view = result.graph(around=result.sources[0])
    assert of_type(view, "claim") == {f"claim:{claim.id}" for claim in result.claims if claim.source.id == "dawn"}
    assert of_type(view, "source") == {"source:dawn", "source:dusk"}  # the other side of its findings
    assert of_type(result.graph(around="source:far"), "finding") == set()


def test_an_entity_has_the_claims_that_it_takes_part_in_around_it(result: Reconciliation) -> None:
    view = result.graph(around=Entity("Eva Ruiz", id="eva-ruiz"))
    assert len(of_type(view, "claim")) == 2
    fields = {view.nodes[node]["field"] for node in of_type(view, "finding")}
    assert fields == {"agent"}  # the number of deals is a matter of the event
    assert nx.utils.graphs_equal(view, result.graph(around="entity:eva-ruiz"))


def test_a_view_can_be_of_the_conflicts_only(result: Reconciliation) -> None:
    view = result.graph(around="source:dusk", disputed=True)
    assert {view.nodes[node]["relation"] for node in of_type(view, "finding")} == {"conflict"}
    assert of_type(view, "source") == {"source:dawn", "source:dusk"}
    assert len(result.graph(around="source:far", disputed=True)) == 0


@pytest.mark.parametrize("wrong", ["dawn", "event:none", "claim:none", "", Source("other", "")])
def test_what_the_graph_does_not_have_is_refused(result: Reconciliation, wrong: Any) -> None:
    with pytest.raises(OptionError, match="is none; pass one of them"):
        result.graph(around=wrong)
    with pytest.raises(OptionError, match="around an event, a source or an entity"):
        result.graph(around=f"claim:{result.claims[0].id}")


@settings(max_examples=25)
@given(claim_sets())
def test_views_are_parts_of_the_whole(claims: tuple[Claim, ...]) -> None:
    result = reconcile(claims)
    whole = result.graph()
    views = {node: result.graph(around=node) for kind in ("event", "source") for node in sorted(of_type(whole, kind))}
    for centre, view in views.items():
        assert centre in view
        assert set(view.edges(keys=True)) <= set(whole.edges(keys=True))
        assert {"finding:" + data["finding"] for *_, data in view.edges(data=True) if "finding" in data} <= set(view)
    claimed = [node for centre, view in views.items() if centre.startswith("event:") for node in of_type(view, "claim")]
    assert sorted(claimed) == sorted(of_type(whole, "claim"))  # each claim is of one event
