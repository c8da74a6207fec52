from __future__ import annotations

import datetime as dt

import pytest

from claimrec.errors import AnchorError, DateError, OptionError
from claimrec.model import Modality, Polarity, Role
from claimrec.testing import assert_grounded, make_claim, make_source
from claimrec.testing.builders import time_of
from claimrec.values import Entity, Office, Place, Quantity, TimeSpan

TEXT = "It rained. A landslide killed 12 people near Pereira on Friday, Mayor Ana Ruiz, 41, said. The road is closed."


def test_every_argument_stands_on_its_words() -> None:
    claim = make_claim(
        TEXT,
        "kill",
        trigger="killed",
        agents=[Entity("landslide", "group")],
        speakers=["Ana Ruiz"],
        killed=12,
        time=("2024-11-08", "on Friday"),
        place=Place("Pereira", ["Colombia"], text="near Pereira", near=True),
        ages={"Ana Ruiz": 41},
        offices={"Ana Ruiz": (Office("mayor", "Pereira"), "Mayor")},
        cited=[("Ana Ruiz", "Mayor Ana Ruiz")],
    )
    assert_grounded([claim])
    assert [(a.role, a.evidence.text) for a in claim.arguments] == [
        (Role.AGENT, "landslide"),
        (Role.SPEAKER, "Ana Ruiz"),
        (Role.TIME, "on Friday"),
        (Role.PLACE, "near Pereira"),
        (Role.QUANTITY, "12"),
        (Role.QUANTITY, "41"),
        (Role.ROLE, "Mayor"),
    ]
    assert [a.of for a in claim.arguments] == [None] * 5 + ["ana-ruiz"] * 2
    assert claim.cited[0].name == "Ana Ruiz"
    assert claim.evidence.text == "A landslide killed 12 people near Pereira on Friday, Mayor Ana Ruiz, 41, said."


def test_the_value_keeps_the_words() -> None:
    claim = make_claim(TEXT, "kill", trigger="killed", killed=12, time=("2024-11-08", "on Friday"), place="Pereira")
    values = {argument.role.value: argument.value for argument in claim.arguments}
    assert values["quantity"] == Quantity(12, 12, "killed", text="12", stated=12)
    assert (values["time"].start, values["time"].text) == (dt.date(2024, 11, 8), "on Friday")
    assert values["place"] == Place("Pereira", text="Pereira")


def test_whole_words_are_preferred() -> None:
    claim = make_claim("1200 soldiers watched. The blast killed 12.", "kill", trigger="killed", killed=12)
    assert claim.arguments[0].evidence.start == 40


def test_without_a_text_one_is_written() -> None:
    claim = make_claim(None, "meet", participants=["Ana Ruiz", "Jo Tan"], place="Cali", polarity="denied", modality="planned")
    assert claim.source.text == "meet Ana Ruiz Jo Tan Cali."
    assert (claim.polarity, claim.modality) == (Polarity.DENIED, Modality.PLANNED)
    assert_grounded([claim])


def test_the_clause_may_be_given() -> None:
    assert make_claim(TEXT, "rain", trigger="rained", evidence="It rained").evidence.text == "It rained"


def test_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(AnchorError, match="'thirteen' is not in") as caught:
        make_claim(TEXT, "kill", trigger="killed", killed=(13, "thirteen"))
    assert caught.value.value == "thirteen"


@pytest.mark.parametrize("count", ["twelve", True, [12], {"low": 1}])
def test_a_count_that_is_no_number_is_refused(count: object) -> None:
    with pytest.raises(OptionError, match="a count must be"):
        make_claim(TEXT, "kill", trigger="killed", killed=count)


@pytest.mark.parametrize(
    ("iso", "start", "end", "granularity"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2025, 1, 1), "year"),
        ("2024-12", dt.date(2024, 12, 1), dt.date(2025, 1, 1), "month"),
        ("2024-02-29", dt.date(2024, 2, 29), dt.date(2024, 3, 1), "day"),
        ("2024-02-28/2024-03-01", dt.date(2024, 2, 28), dt.date(2024, 3, 2), "range"),
    ],
)
def test_iso_dates_become_intervals(iso: str, start: dt.date, end: dt.date, granularity: str) -> None:
    time = time_of(iso)
    assert (time.start, time.end, time.granularity) == (start, end, granularity)


@pytest.mark.parametrize("iso", ["", "Friday", "24-11-08", "2024-11-8"])
def test_other_dates_are_refused(iso: str) -> None:
    with pytest.raises(OptionError, match="a time must be written as"):
        time_of(iso)


def test_a_time_span_is_taken_as_it_is() -> None:
    friday = TimeSpan(weekday=5, text="on Friday")
    assert make_claim(TEXT, "kill", trigger="killed", time=friday).arguments[0].value == friday


def test_sources_have_ids_of_their_own() -> None:
    assert make_source("a").id == make_source("a").id != make_source("b").id
    assert make_source("a", publisher="The Daily").id == "the-daily"
    assert make_source("a", publisher="The Daily", id="x").id == "x"
    assert make_source("a", published="2024-11-08").published == dt.date(2024, 11, 8)
    with pytest.raises(DateError):
        make_source("a", published="Friday")
