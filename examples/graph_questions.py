"""Questions to the graph: who contradicts whom, which event is told by most, what stands between two sources."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx as nx

from claimrec import extract, read_sources, reconcile

graph = reconcile(extract(read_sources([Path(__file__).parent / "ferry"]))).graph()
kind = nx.get_node_attributes(graph, "type")
print("nodes:", dict(sorted(Counter(kind.values()).items())))

print("\nWho takes which side?")
sides: dict[str, list[tuple[str, str]]] = {}
for source, value, edge in graph.edges(data=True):
    if edge["type"] == "supports" and graph.nodes["finding:" + edge["finding"]]["relation"] == "conflict":
        sides.setdefault("finding:" + edge["finding"], []).append((graph.nodes[value]["label"], graph.nodes[source]["label"]))
for finding, taken in sorted(sides.items(), key=lambda pair: graph.nodes[pair[0]]["field"]):
    print(f"  {graph.nodes[finding]['field']}: " + "; ".join(f"{value} ({source})" for value, source in sorted(taken)))

print("\nWhich persons do most claims speak of?")
spoken = Counter(entity for _, entity, edge in graph.edges(data=True) if edge["type"] == "has_participant")
for entity, claims in sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0])):
    if graph.nodes[entity].get("kind") == "person" and claims > 1:
        print(f"  {graph.nodes[entity]['label']}: {claims} claims")

# Prints:
# nodes: {'claim': 27, 'entity': 14, 'event': 12, 'finding': 18, 'source': 6, 'value': 25}
#
# Who takes which side?
#   agreement: 12 agreements (Constanta Herald); eleven agreements (Capital Courier); eleven agreements (Rail & Sea Review)
#   office of radu-munteanu: Romanian Economy Minister Radu Munteanu (Constanta Herald); Romanian Transport Minister Radu Munteanu (Capital Courier)
#   speaker: Kalin Rusev (Black Sea Wire); Nikola Danev (Harbour Post)
#
# Which persons do most claims speak of?
#   Ivana Petkova: 4 claims
#   Radu Munteanu: 4 claims
#   Nikola Danev: 2 claims
