"""The parts of the web page: words in context, marked texts, lines of numbers and days, the drawing."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from claimrec.model import Consensus, Evidence, Outcome, Source, Span
from claimrec.report.axis import bar, days, line_of
from claimrec.report.drawing import Node, drawing_of
from claimrec.report.layout import explained, one_line
from claimrec.report.lookup import Lookup
from claimrec.report.marking import Mark, marks_by_source, segments
from claimrec.report.passages import cut, quotes_of
from claimrec.report.scale import extremes, scale_of
from claimrec.report.terms import field_title, granularity
from claimrec.report.timeline import timeline_of
from claimrec.report.views import event_view, finding_view, lone_view
from claimrec.result import Reconciliation
from claimrec.templating import asset, digest, visible, web_link
from claimrec.values import Entity, Quantity, TimeSpan


def at(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return source.span(start, start + len(words))


# --- what is written ---------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_can_be_written_and_does_nothing(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert visible(shown) == shown


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "java\nscript:x", "data:text/html,x", "vbscript:x", "file:///etc",
     "//evil.example", "http:", "https:///x", "https://a b", "https://[", "", "x", "\x01https://a.example"],
)  # fmt: skip
def test_only_the_web_is_linked_to(url: str) -> None:
    assert web_link(url) is None


def test_the_policy_knows_the_script_and_the_style(outcome: Outcome) -> None:
    html = Reconciliation(outcome).to_html()
    for tag, name in (("style", "page.css"), ("script", "page.js")):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert inside == [asset(name)]
        assert f"{tag}-src '{digest(inside[0])}'" in html
    assert "default-src 'none'" in html


def test_no_template_switches_escaping_off() -> None:
    import claimrec.templating

    folder = claimrec.templating.files("claimrec").joinpath("templates")
    templates = [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".jinja")]
    assert len(templates) >= 9
    assert not [text for text in templates if re.search(r"\|\s*safe\b|autoescape|Markup", text)]


# --- words in context --------------------------------------------------------------------------------------------

STORY = "The fire began early. Nine people died, said Dr. Roe of the clinic. “We ran,” a witness told us.\nMore to come."


def joined(text: str, *marks: str, sentences: tuple[tuple[int, int], ...] = ()) -> str:
    spans = sorted((text.index(words), text.index(words) + len(words)) for words in marks)
    passage = cut(text, spans, sentences)
    said = "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in passage.pieces)
    return ("… " if passage.before else "") + said + (" …" if passage.after else "")


def test_words_are_shown_in_their_sentence() -> None:
    assert joined("It rained. Nine people died! They fled.", "people") == "Nine [people] died!"
    assert joined(STORY, "early") == "The fire began [early]."
    assert joined(STORY, "More") == "[More] to come."


def test_a_clause_that_is_known_is_shown_whole() -> None:
    start = STORY.index("Nine")
    assert (
        joined(STORY, "Roe", sentences=((start, STORY.index("clinic.") + 7),))
        == "Nine people died, said Dr. [Roe] of the clinic."
    )


def test_two_words_of_one_sentence_are_marked_in_it() -> None:
    assert joined("Nine people died in Oslo.", "Nine", "Oslo") == "[Nine] people died in [Oslo]."


def test_a_sentence_without_end_is_cut_at_words() -> None:
    text = "word " * 100 + "HERE " + "word " * 100
    said = joined(text, "HERE")
    assert said.startswith("… word word")
    assert said.endswith("word …")
    assert len(said) < 400


@given(st.text(max_size=80), st.data())
def test_the_marked_words_are_always_shown(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    passage = cut(text, [(start, end)])
    assert "".join(piece.text for piece in passage.pieces if piece.marked) == text[start:end]
    assert "".join(piece.text for piece in passage.pieces) in text


def test_the_same_words_of_one_source_are_quoted_once(outcome: Outcome) -> None:
    lookup = Lookup(outcome)
    position = outcome.findings[0].positions[0]
    shown = position.evidence[0]
    doubled = evolve(position, evidence=(shown, shown))
    assert [len(quote.passages) for quote in quotes_of(doubled, lookup)] == [1, 0]


def test_a_report_without_texts_shows_the_words_it_has(outcome: Outcome) -> None:
    bare = Reconciliation.from_dict(Reconciliation(outcome).to_dict(texts=False))
    html = bare.to_html()
    assert "<mark>At least 13 people</mark>" in html
    assert "stored without this text" in html


# --- marked texts ------------------------------------------------------------------------------------------------


@given(
    st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.integers(0, 6)), max_size=8)
)
def test_the_segments_are_the_text(text: str, drawn: list[tuple[int, int, int]]) -> None:
    marks = [Mark(min(a, b), max(a, b), rank, "value", str(rank)) for a, b, rank in drawn if a != b]
    made = segments(text, marks, [3])
    assert "".join(segment.text for segment in made) == text
    at = 0
    for segment in made:
        for letter in range(at, at + len(segment.text)):
            covering = [mark.rank for mark in marks if mark.start <= letter < mark.end]
            assert (segment.mark.rank if segment.mark else None) == min(covering, default=None)
        at += len(segment.text)


def test_a_word_in_a_conflict_leads_to_it(outcome: Outcome) -> None:
    lookup = Lookup(outcome)
    marks = marks_by_source(lookup)["alpha"]
    text = outcome.sources[0].text
    shown = {segment.text: (segment.mark.look, segment.mark.target) for segment in segments(text, marks) if segment.mark}
    assert shown["12 people"] == ("conflict", "f-1")
    assert shown["3 March 2024"] == ("agree", "f-2")
    assert shown["hurt"] == ("trigger", "e-injure-1")
    assert shown["Oslo"] == ("value", None)


# --- lines -------------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12), st.booleans())
def test_places_on_a_line_keep_the_order(values: list[float], press: bool) -> None:
    axis = line_of(values, press=press)
    places = [axis.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


def test_near_days_stay_apart_beside_far_ones() -> None:
    first, second, far = 739_000.0, 739_001.0, 700_000.0
    axis = line_of([far, first, second], press=True)
    assert axis.at(second) - axis.at(first) > 1
    assert len(axis.pressed) == 1
    assert line_of([far, first, second]).at(second) - line_of([far, first, second]).at(first) < 0.01


def test_an_open_end_reaches_the_edge() -> None:
    axis = line_of([10, 20])
    assert bar(axis, 15, math.inf).open_high
    assert bar(axis, 15, math.inf).start + bar(axis, 15, math.inf).width == 100
    assert bar(axis, 12, 12).exact


def test_the_sides_of_a_count_stand_on_one_line(outcome: Outcome) -> None:
    scale = scale_of(outcome.findings[0], Lookup(outcome))
    assert scale is not None
    assert [row.label for row in scale.rows] == ["12 injured", "at least 13 injured"]
    assert (scale.low, scale.high) == ("12", "13")
    assert scale.best == scale.rows[0].bar.middle
    event = outcome.events[0]
    beyond = evolve(event.consensus["injured"], value=Quantity.exactly(40, "injured"))
    elsewhere = evolve(event, consensus={"injured": beyond})
    assert scale_of(outcome.findings[0], Lookup(evolve(outcome, events=(elsewhere,)))).best is None  # type: ignore[union-attr]
    assert scale_of(outcome.findings[1], Lookup(outcome)) is None
    assert scale_of(outcome.findings[2], Lookup(outcome)) is None


def test_the_extremes_reach_as_far_as_the_sides(outcome: Outcome) -> None:
    low, best, high = (Quantity.exactly(n, "injured") for n in (9, 12, 14))
    consensus = evolve(outcome.events[0].consensus["injured"], value=best, low=best, high=best)
    assert extremes(consensus).one
    made = extremes(consensus, [high, best, low])
    assert (made.low, made.best, made.high) == ("9 injured", "12 injured", "14 injured")
    named = outcome.findings[2].positions[0].value
    assert extremes(evolve(consensus, low=named, value=named, high=named), [low]).one


def test_a_source_on_both_sides_is_named(outcome: Outcome) -> None:
    one, other = outcome.findings[0].positions
    torn = evolve(outcome.findings[0], positions=(one, evolve(other, sources=("alpha", "beta"))))
    assert finding_view(torn, Lookup(outcome)).torn.startswith("The Alpha states more than one of these values")
    assert finding_view(outcome.findings[0], Lookup(outcome)).torn == ""


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (TimeSpan.on("2024-03-03"), "to the day"),
        (TimeSpan.in_month(2024, 3), "to the month"),
        (TimeSpan.between("2024-03-03", "2024-03-05"), "a stretch of 3 days"),
        (TimeSpan("2024-03-03T10:00", "2024-03-03T10:01", "time"), "to the minute"),
    ],
)
def test_how_exactly_a_time_is_told(time: TimeSpan, said: str) -> None:
    assert granularity(time) == said
    assert days(time) is not None
    assert days(TimeSpan(weekday=2)) is None


def test_events_stand_on_the_timeline(outcome: Outcome, many: Reconciliation) -> None:
    made = timeline_of(Lookup(outcome))
    assert [(lane.event, lane.when, lane.exactness) for lane in made.lanes] == [("e-injure-1", "2024-03-03", "to the day")]
    assert made.undated == 1
    large = timeline_of(Lookup(many.outcome))
    assert [lane.when for lane in large.lanes] == sorted(lane.when for lane in large.lanes)
    majors = [tick.at for tick in large.ticks if not tick.minor]
    assert all(b - a >= 12 for a, b in pairwise(majors))
    assert timeline_of(Lookup(Outcome())).lanes == ()


def test_names_are_neither_low_nor_high(outcome: Outcome) -> None:
    kinds = ("Ann Lee", "the police", "a guard")
    low, best, high = (Entity(name, "person", name.lower().replace(" ", "-")) for name in kinds)
    made = extremes(Consensus(best, low, high, ("alpha",), 0.5))
    assert not made.ordered
    assert made.others == ("Ann Lee", "a guard")
    assert extremes(outcome.events[0].consensus["time"]).timed
    assert extremes(Consensus(TimeSpan(weekday=2), TimeSpan(weekday=1), TimeSpan(weekday=3), (), 0.5)).ordered is False


def test_an_open_end_is_no_highest_value(outcome: Outcome) -> None:
    least = Quantity(30, None, "injured", "at least 30", 30)
    made = extremes(Consensus(Quantity.exactly(34, "injured"), least, least, ("alpha",), 0.5))
    assert (made.low, made.best, made.high) == ("at least 30 injured", "34 injured", "no upper bound")
    assert extremes(Consensus(least, least, least, ("alpha",), 0.5)).one


def test_extremes_of_other_findings_are_said_to_be_such(outcome: Outcome) -> None:
    view = finding_view(outcome.findings[0], Lookup(outcome))
    assert view.extremes is not None
    assert view.beyond  # "no upper bound" is no side
    inside = evolve(view.extremes, low="12 injured", high="at least 13 injured")
    assert not evolve(view, extremes=inside).beyond


def test_claims_of_one_sentence_are_marked_in_it_together(outcome: Outcome) -> None:
    event = outcome.events[0]
    one = event.claims[0]
    said = evolve(one, trigger=at(one.source, "said"), arguments=())
    denied = evolve(said, polarity="denied", trigger=at(one.source, "Oslo"))
    view = event_view(evolve(event, claims=(*event.claims, said, denied)), (), Lookup(outcome))
    first, *others = view.sayings
    assert len(others) == 2
    assert [[piece.text for piece in words.pieces if piece.marked] for words, _ in first.passages] == [["said", "hurt"], ["Oslo"]]
    assert [notes for _, notes in first.passages] == [("according to police",), ("denied", "according to police")]


def test_many_sources_of_one_event_are_folded(many: Reconciliation) -> None:
    event = many.events[0]
    view = event_view(event, (), Lookup(many.outcome))
    assert len(view.sayings) == 12
    assert len(view.sayings) + len(view.more) == len(event.sources)


@pytest.mark.parametrize(
    ("words", "said"), [("Nobody came.", "“Nobody came.”"), ("“Nobody came,” she said.", "“Nobody came,” she said.")]
)
def test_a_sentence_is_not_quoted_twice(outcome: Outcome, words: str, said: str) -> None:
    source = Source("s", words)
    claim = evolve(outcome.claims[3], source=source, trigger=at(source, "came"), evidence=source.span(0, len(words)), cited=())
    event = evolve(outcome.events[1], claims=(claim,))
    assert lone_view(event, Lookup(evolve(outcome, sources=(source,), events=(event,))), 140).snippet == said


# --- the drawing -------------------------------------------------------------------------------------------------


def test_the_drawing_joins_sources_values_and_events(outcome: Outcome) -> None:
    made = drawing_of(Lookup(outcome))
    assert made is not None
    titles = {node.id: node.title for node in made.nodes}
    assert {(titles[line.a], titles[line.b]) for line in made.lines if line.look == "conflict"} == {
        ("The Alpha", "12 injured"),
        ("copy", "12 injured"),
        ("beta", "at least 13 injured"),
        ("12 injured", "injure · Ann Lee · 2024-03-03"),
        ("at least 13 injured", "injure · Ann Lee · 2024-03-03"),
    }
    assert drawing_of(Lookup(Outcome())) is None


def test_a_long_title_takes_two_lines_of_its_box() -> None:
    office = "minister of Ministry of Transport, Energy and Communications (Romania)"
    node = Node("value:f:0", 1, office, "", "conflict", None, width=260)
    assert node.lines == ("minister of Ministry of Transport,", "Energy and Communications (Romania)")
    assert evolve(node, title=f"{office} and another").lines[1] == "Energy and Communications (Romania)…"
    assert evolve(node, title="x" * 90).lines == ("x" * 26, "x" * 26 + "…")
    assert evolve(node, title="kill · Oslo (Norway), Bergen · 2024-05-14").lines == (
        "kill\xa0· Oslo (Norway), Bergen\xa0·",
        "2024-05-14",
    )
    assert evolve(node, title="12 killed").lines == ("12 killed",)


def test_papers_of_one_publisher_are_told_apart_by_their_ids(outcome: Outcome) -> None:
    alike = tuple(evolve(source, publisher="The Same") for source in outcome.sources)
    made = drawing_of(Lookup(evolve(outcome, sources=alike)))
    assert made is not None
    shown = {(node.title, node.small) for node in made.nodes if node.column == 0}
    assert shown == {("The Same", "2024-03-04 · alpha"), ("The Same", "2024-03-04 · beta"), ("The Same", "repeats alpha")}


def test_boxes_of_a_large_drawing_do_not_overlap(many: Reconciliation) -> None:
    made = drawing_of(Lookup(many.outcome))
    assert made is not None
    assert made.left_out > 0
    assert sum(node.column == 0 for node in made.nodes) <= 16
    for column in range(3):
        tops = sorted(node.y for node in made.nodes if node.column == column)
        assert all(b - a >= 44 for a, b in pairwise(tops))
    assert made == drawing_of(Lookup(many.outcome))


# --- words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "unit", "said"),
    [
        ("killed", "killed", "How many killed"),
        ("shop", "shop", "How many shops"),
        ("age of jo-day", "year", "Age of Jo Day"),
        ("office of jo-day", None, "Office of Jo Day"),
        ("amount", "USD", "Amount"),
        ("place", None, "Where"),
        ("happened", None, "Whether it happened"),
        ("height", "metre", "Height"),
    ],
)
def test_fields_have_names_for_readers(field: str, unit: str | None, said: str) -> None:
    assert field_title(field, {"jo-day": "Jo Day"}, unit) == said


def test_a_long_list_of_sources_is_cut_short(outcome: Outcome) -> None:
    names = ", ".join(f"paper-{n}" for n in range(30))
    finding = evolve(outcome.findings[0], explanation=f"12 (a, b; copied by c) vs 13 ({names}): no number is both")
    assert explained(finding) == (
        "12 (a, b; copied by c) vs 13 (paper-0, paper-1, paper-2, paper-3 and 26 more): no number is both"
    )


def test_a_long_list_of_sides_and_a_long_id_are_cut_short(outcome: Outcome) -> None:
    first = outcome.findings[0].positions[0]
    said = " vs ".join(f"{n} injured (paper-{n})" for n in range(20))
    finding = evolve(outcome.findings[0], positions=[first] * 20, explanation=f"{said}: no number is both")
    assert explained(finding) == (
        "0 injured (paper-0) vs 1 injured (paper-1) vs 2 injured (paper-2) vs 3 injured (paper-3) vs 16 more: no number is both"
    )
    long = evolve(outcome.findings[0], explanation=f"12 ({'x' * 200}) vs 13 (b): no number is both")
    assert explained(long) == f"12 ({'x' * 59}…) vs 13 (b): no number is both"


def test_the_page_explains_with_the_names_of_the_papers(outcome: Outcome) -> None:
    finding = outcome.findings[0]
    assert explained(finding) == "12 injured (alpha; copied by copy) vs at least 13 injured (beta): no number is both"
    named = {"alpha": "The Alpha", "copy": "A, B (C)"}
    said = "12 injured (The Alpha; copied by A, B (C)) vs at least 13 injured (beta): no number is both"
    assert explained(finding, lambda source: named.get(source, source)) == said
    assert (
        explained(evolve(finding, explanation="12 (alpha) vs Oslo (gone)"), named.__getitem__) == "12 (The Alpha) vs Oslo (gone)"
    )
    assert finding_view(finding, Lookup(outcome)).explanation.startswith("12 injured (The Alpha; copied by copy) vs")


def test_letters_that_are_not_printed_are_no_harm_to_names() -> None:
    assert one_line("می\u200cخواهم 👩\u200d👧 shy\xadly\u200b \ufeffx\x1b\u202e") == "می\u200cخواهم 👩\u200d👧 shyly x��"


@pytest.mark.parametrize(
    ("sources", "said"),
    [(0, "No fact is stated by two"), (1, "There is one source only"), (2, "No fact is stated by two")],
)
def test_why_there_is_nothing_to_show(outcome: Outcome, sources: int, said: str) -> None:
    bare = evolve(outcome, sources=outcome.sources[:sources], findings=())
    for shown in (Reconciliation(bare).to_text(), Reconciliation(bare).to_markdown(), Reconciliation(bare).to_html()):
        assert said in shown
    assert "say of no event" in Reconciliation(Outcome(outcome.sources)).to_text()


def test_two_publishers_of_one_name_are_told_apart(outcome: Outcome) -> None:
    alike = tuple(evolve(source, publisher="The Same") for source in outcome.sources)
    assert [Lookup(evolve(outcome, sources=alike)).label(source.id) for source in alike] == ["alpha", "beta", "copy"]


def test_evidence_of_a_source_that_is_not_listed_is_still_shown(outcome: Outcome) -> None:
    position = evolve(outcome.findings[0].positions[0], sources=("alpha", "gone"), evidence=(Evidence("gone", 0, 3, "abc"),))
    odd = evolve(outcome, findings=(evolve(outcome.findings[0], positions=(position,)),))
    assert "<mark>abc</mark>" in Reconciliation(odd).to_html()


def test_a_number_with_a_narrow_space(outcome: Outcome) -> None:
    low, high = Quantity.exactly(1_000, "killed"), Quantity.exactly(2_500_000, "killed")
    positions = [evolve(p, value=v) for p, v in zip(outcome.findings[0].positions, (low, high), strict=True)]
    scale = scale_of(evolve(outcome.findings[0], positions=positions), Lookup(outcome))
    assert scale is not None
    assert (scale.low, scale.high) == (
        "1\N{NARROW NO-BREAK SPACE}000",
        "2\N{NARROW NO-BREAK SPACE}500\N{NARROW NO-BREAK SPACE}000",
    )
