"""The quantity finder, case by case (``cases/quantities.json``) and by what each mention hangs on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claimrec.errors import OptionError
from claimrec.extraction.quantities import find_quantities, quantities_in
from claimrec.values import Quantity

if TYPE_CHECKING:
    from spacy.language import Language

CASES = json.loads((Path(__file__).resolve().parents[1] / "cases" / "quantities.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in CASES])
def test_cases(case: dict[str, Any], nlp: Language) -> None:
    found = []
    for mention in quantities_in(nlp(case["text"])):
        assert isinstance(mention.value, Quantity)
        start, end = mention.chars
        assert mention.value.text == case["text"][start:end]
        found.append([mention.value.text, mention.value.low, mention.value.high, mention.value.unit, mention.measure])
    assert found == [
        [text, low if low is None else pytest.approx(low), high if high is None else pytest.approx(high), *rest]
        for text, low, high, *rest in case["found"]
    ]


@pytest.mark.parametrize(
    ("text", "noun", "head"),
    [
        ("The ministers signed 13 agreements.", "agreements", "agreements"),
        ("Dozens of people fled.", "people", "people"),
        ("The attack killed six.", None, "six"),
        ("Nine were hurt.", None, "Nine"),
    ],
)
def test_what_is_counted_and_where_it_hangs(text: str, noun: str | None, head: str, nlp: Language) -> None:
    doc = nlp(text)
    [found] = quantities_in(doc)
    assert (None if found.noun is None else doc[found.noun].text) == noun
    assert doc[found.head].text == head


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("A 34-year-old nurse was arrested.", "nurse"),
        ("Maria Torres, 28, was released.", "Torres"),
        ("He was 71.", "He"),
        ("A man aged 40 drowned.", "man"),
        ("A man in his 40s drowned.", "man"),
        ("The victim was in her late twenties.", "victim"),
        ("The striker, 24, left.", "striker"),
        ("A woman of 77 drowned.", "woman"),
    ],
)
def test_whose_age_it_is(text: str, holder: str, nlp: Language) -> None:
    doc = nlp(text)
    [found] = quantities_in(doc)
    assert found.holder is not None
    assert (found.measure, doc[found.holder].text) == ("age", holder)


def test_stated_keeps_the_written_number() -> None:
    [mention] = find_quantities("More than 60 boats sank.")
    assert isinstance(mention.value, Quantity)
    assert (mention.value.low, mention.value.stated, mention.value.approximate) == (61, 60, False)


def test_only_rounded_numbers_are_approximate() -> None:
    said = {mention.value.text: mention.value.approximate for mention in find_quantities("About 60 boats sank, 12 burned.")}  # type: ignore[union-attr]
    assert said == {"About 60 boats": True, "12": False}


def test_spans_point_into_the_whole_text() -> None:
    text = "Fire report\n\n\tNine men were hurt.\nThe fire\ndestroyed 30 barns.  "
    spans = [mention.span for mention in find_quantities(text)]
    assert [text[span.start : span.end] for span in spans] == [span.text for span in spans] == ["Nine men", "30 barns"]


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x07", "No numbers here."])
def test_nothing_to_find(text: str) -> None:
    assert find_quantities(text) == []


def test_bytes_are_refused() -> None:
    with pytest.raises(OptionError, match="decode bytes first"):
        find_quantities(b"12 men")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Thieves took 460 bicycles this year, compared with 63 a year ago.", ["bicycle", "bicycle"]),
        ("The yard built 90 boats in May, up from 70 in April.", ["boat", "boat"]),
        ("There are 300 nurses in the north and 500 in the south.", ["nurse", "nurse"]),
        ("The cheapest is 70 cents, while the dearest is 95.", ["cent", "cent"]),
        ("The index rose 64 points to 4,577.", ["point", "point"]),
        ("The motion passed by 312 votes to 288.", ["vote", "vote"]),
        ("Six men were held and 12 were released.", ["man", None]),
        ("It took 40 days. Compared with 63, that is little.", ["day", None]),
        ("One of the boats sank.", ["boat"]),
        ("One of them sank.", []),
    ],
)
def test_the_finder_completes_what_is_left_out(text: str, units: list[str | None]) -> None:
    assert [mention.value.unit for mention in find_quantities(text)] == units  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("City beat Rovers 3-2 after extra time.", [("3", "point"), ("2", "point")]),
        ("She won 6-4, 7–5.", [("6", "point"), ("4", "point"), ("7", "point"), ("5", "point")]),
        ("Senators voted 52-48 to confirm her.", [("52", "vote"), ("48", "vote")]),
        ("They won on May 3-5 with 10-15 players, as pages 3-4 tell.", [("10-15 players", "player")]),
        ("The AK-47 and the 12-14 model were sold.", []),
    ],
)
def test_results_of_games_where_they_are_asked_for(text: str, found: list[tuple[str, str]]) -> None:
    mentions = find_quantities(text, scores=True)
    assert [(mention.span.text, mention.value.unit) for mention in mentions] == found  # type: ignore[union-attr]
    assert not [mention for mention in find_quantities(text) if mention.value.unit in ("point", "vote")]  # type: ignore[union-attr]


def test_extraction_completes_nothing(nlp: Language) -> None:
    [boats, others] = quantities_in(nlp("The yard built 90 boats in May, up from 70 in April."))
    assert (boats.value.unit, others.value.unit) == ("boat", None)  # type: ignore[union-attr]
