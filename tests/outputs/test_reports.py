"""Reports in a terminal, as Markdown and as a web page; what changed; the graph."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import networkx as nx
import pytest
from attrs import evolve

from claimrec.graph import graph_of
from claimrec.model import Outcome
from claimrec.report.diff import changes, diff_report
from claimrec.report.html import html_report
from claimrec.report.markdown import markdown_report
from claimrec.report.text import text_report
from claimrec.result import Reconciliation


def test_the_text_report_shows_conflicts_first_and_both_sides(outcome: Outcome) -> None:
    text = text_report(outcome)
    assert text.index("CONFLICTS (1)") < text.index("ATTRIBUTION (1)") < text.index("AGREEMENTS (1)")
    for line in (
        "12 injured (1 independent)",
        "alpha: “12 people”",
        "copy:  “12 people”",
        "beta:  “At least 13 people”",
        "Ann Lee",
        "police",
    ):
        assert line in text
    assert "3 sources, 4 claims, 2 events, 3 findings, 1 conflict; 1 source repeats another" in text
    assert "no number is both" in text


@pytest.mark.parametrize("width", [80, 100])
def test_the_text_report_fits_the_terminal(outcome: Outcome, width: int) -> None:
    assert max(map(len, text_report(outcome, width=width).splitlines())) <= width


def test_the_reports_say_the_same_twice(outcome: Outcome) -> None:
    for report in (text_report, markdown_report, html_report):
        assert report(outcome) == report(outcome)


def with_explanation(outcome: Outcome, words: str) -> Outcome:
    return evolve(outcome, findings=tuple(evolve(f, explanation=words, field=words) for f in outcome.findings))


AWKWARD = "<script>alert(1)</script> | `a` *b* [c](d) \x1b[31m \x07 &amp; \"q\" 'p'\nnext"


def test_a_terminal_acts_on_nothing(outcome: Outcome) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text_report(with_explanation(outcome, AWKWARD)))


def test_markdown_is_escaped(outcome: Outcome) -> None:
    text = markdown_report(with_explanation(outcome, AWKWARD))
    assert "<script>" not in text
    assert r"\<script\>alert(1)\</script\> \| \`a\` \*b\* \[c\](d)" in text
    assert text.startswith("# Reconciliation report\n")
    assert "| copy |  |  | alpha |" in text


class Page(HTMLParser):
    """Checks that tags are closed and gathers them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src") or name.startswith("on")]
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)  # parts of drawings, which are empty

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("words", [None, AWKWARD])
def test_the_web_page_is_closed_escaped_and_loads_nothing(outcome: Outcome, words: str | None) -> None:
    html = html_report(outcome if words is None else with_explanation(outcome, words))
    page = Page()
    page.feed(html)
    assert page.open == []
    assert not page.tags & {"img", "link", "iframe", "object", "form", "base"}
    assert html.count("<script>") == html.count("<style>") == 1
    assert {link for link in page.links if not link.startswith("#")} == {"https://alpha.example/1"}
    assert "url(" not in html
    assert "@import" not in html
    assert " style=" not in html
    assert not re.search(r"<[^>]* on\w+=", html)
    assert "light-dark(" in html


def test_a_notebook_shows_a_fragment(result: Reconciliation) -> None:
    assert result._repr_html_().startswith('<div class="claimrec-card conflict">')
    assert "<html" not in result._repr_html_()
    assert str(result) == result.to_text()


# --- what changed -----------------------------------------------------------------------------------------------


def test_nothing_changed(outcome: Outcome) -> None:
    assert changes(outcome, outcome) == ()
    assert diff_report(outcome, outcome) == "nothing changed\n"


def test_new_gone_and_changed_are_told(outcome: Outcome) -> None:
    conflict, agree, authority = outcome.findings
    old = evolve(outcome, findings=(conflict, agree), events=outcome.events[:1])
    new = evolve(outcome, findings=(evolve(conflict, confidence=0.5), authority))
    found = {(change.what, change.how, change.id) for change in changes(old, new)}
    assert found == {
        ("finding", "changed", "f-1"),
        ("finding", "gone", "f-2"),
        ("finding", "new", "f-3"),
        ("event", "new", "e-kill-1"),
    }
    text = diff_report(old, new)
    assert text.splitlines()[0] == "findings: 1 new, 1 changed, 1 gone"
    assert "  changed f-1  conflict injured — injure · Ann Lee · 2024-03-03: 12 injured (alpha" in text
    assert "no number is both [high, confidence 0.50]\n          was conflict: 12 injured (alpha" in text
    assert "no number is both [high, confidence 0.90]\n" in text
    assert "events: 1 new, 0 changed, 0 gone" in text


# --- the graph --------------------------------------------------------------------------------------------------


def test_the_graph_has_every_thing_as_a_typed_node(outcome: Outcome) -> None:
    graph = graph_of(outcome)
    kinds = nx.get_node_attributes(graph, "type")
    assert set(kinds) == set(graph)
    assert set(kinds.values()) == {"source", "claim", "entity", "event", "value", "finding"}
    assert all(kind == node.partition(":")[0] for node, kind in kinds.items())
    assert graph.nodes["source:alpha"]["publisher"] == "The Alpha"
    assert graph.nodes["finding:f-1"]["relation"] == "conflict"


def test_the_graph_has_typed_edges_between_the_right_things(outcome: Outcome) -> None:
    graph = graph_of(outcome)
    ends = {(graph.nodes[a]["type"], data["type"], graph.nodes[b]["type"]) for a, b, data in graph.edges(data=True)}
    assert ends == {
        ("source", "states", "claim"),
        ("source", "copies", "source"),
        ("claim", "about", "event"),
        ("event", "part_of", "event"),
        ("claim", "has_participant", "entity"),
        ("claim", "claims_value", "value"),
        ("finding", "concerns", "event"),
        ("finding", "takes", "value"),
        ("finding", "takes", "entity"),
        ("source", "supports", "value"),
        ("source", "supports", "entity"),
        ("value", "disputes", "value"),
    }
    assert graph.has_edge("source:copy", "source:alpha")


def test_one_value_is_one_node_however_worded(outcome: Outcome) -> None:
    graph = graph_of(outcome)
    assert sum(data["type"] == "value" and data["kind"] == "time" for _, data in graph.nodes(data=True)) == 1


def test_attributes_are_plain_so_that_graph_formats_carry_them(outcome: Outcome) -> None:
    graph = graph_of(with_explanation(outcome, AWKWARD + "\ud800\x00"))
    found = [value for _, data in graph.nodes(data=True) for value in data.values()]
    found += [value for *_, data in graph.edges(data=True) for value in data.values()]
    assert {type(value) for value in found} <= {str, int, float, bool}
    for write, read in ((nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)):
        stream = io.BytesIO()
        write(graph, stream)
        stream.seek(0)
        assert set(read(stream).nodes) == set(graph.nodes)


def test_the_graph_of_nothing_is_empty() -> None:
    assert len(Reconciliation().graph()) == 0
    assert len(Reconciliation().graph(disputed=True)) == 0


def test_the_disputed_part_of_the_graph(result: Reconciliation) -> None:
    graph = result.graph(disputed=True)
    kinds = nx.get_node_attributes(graph, "type")
    assert {node for node, kind in kinds.items() if kind in ("source", "finding", "event")} == {
        "source:alpha",
        "source:beta",
        "source:copy",
        "finding:f-1",
        "event:e-injure-1",
    }
    assert sorted(data["label"] for _, data in graph.nodes(data=True) if data["type"] == "value") == [
        "12 people",
        "At least 13 people",
    ]
    assert {data["type"] for *_, data in graph.edges(data=True)} == {"takes", "concerns", "supports", "disputes"}
