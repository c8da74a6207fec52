"""What stands as the time of an event where reports say more and less of it."""

from __future__ import annotations

from claimrec.model import Claim
from claimrec.reconciliation.consensus import agree_on, agreed_on
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.reconciliation.statements import is_broken, statements_of
from claimrec.reconciliation.strategies import vote
from claimrec.testing import make_claim, make_source
from claimrec.values import Place, Quantity, TimeSpan

OSLO = Place("Oslo", ("Norway",), level="city")


def clock(hour: str, words: str) -> tuple[TimeSpan, str]:
    return TimeSpan(granularity="time", partial=f"XXXX-XX-XXT{hour}", text=words), words


def time_of(*claims: Claim) -> TimeSpan:
    root = next(e for e in reconcile_claims(claims).events if e.part_of is None)
    value = root.consensus["time"].value
    assert isinstance(value, TimeSpan)
    return value


def test_a_day_goes_before_an_hour_of_which_nobody_says_the_day() -> None:
    a = make_source("A mill in Oslo burned at 6 p.m., and a barn burned at 6 p.m.", id="a")
    b = make_source("A mill in Oslo burned on 3 March.", id="b")
    claims = [
        make_claim(a, "burn", trigger="burned", patients=["mill"], place=OSLO, time=clock("18", "6 p.m.")),
        make_claim(b, "burn", trigger="burned", patients=["mill"], place=OSLO, time=("2025-03-03", "on 3 March")),
    ]
    assert time_of(*claims).edtf == "2025-03-03"


def test_a_happening_has_the_day_of_its_parts_where_it_has_only_an_hour() -> None:
    text = "Shots rang out in Oslo at 6 p.m. Two men were killed in the shooting in Oslo on 3 March."
    source = make_source(text, id="a")
    claims = [
        make_claim(source, "shoot", trigger="Shots", place=OSLO, time=clock("18", "6 p.m.")),
        make_claim(source, "kill", trigger="killed", place=OSLO, time=("2025-03-03", "on 3 March"), killed=(2, "Two men")),
    ]
    assert time_of(*claims).edtf == "2025-03-03"


def test_what_is_stated_once_is_agreed_on_as_it_stands_be_it_alone_or_with_many() -> None:
    source = make_source("A mill in Oslo burned on 3 March, two men were killed.", id="a")
    claim = make_claim(source, "burn", trigger="burned", place=OSLO, time=("2025-03-03", "on 3 March"), killed=(2, "two men"))
    said = [told for (told,) in statements_of([claim], {"a": "a"}).values()]
    assert len(said) == 3
    found = agreed_on([[s] for s in said], vote)
    assert found == [agree_on([s], vote) for s in said]
    assert [(c.value, c.low, c.high, c.support) for c in found] == [(s.value, s.value, s.value, ("a",)) for s in said]


def test_disputed_fields_are_agreed_on_among_undisputed_ones_as_they_are_alone() -> None:
    texts = {"a": "A mill in Oslo burned, two men were killed.", "b": "The mill in Oslo burned, three men were killed."}
    claims = [
        make_claim(make_source(text, id=name), "burn", trigger="burned", place=OSLO, killed=(dead, words))
        for (name, text), dead, words in zip(texts.items(), (2, 3), ("two men", "three men"), strict=True)
    ]
    fields = [told for _, told in sorted(statements_of(claims, {"a": "a", "b": "b"}).items())]
    found = agreed_on([*fields, *([s] for s in fields[0])], vote)
    assert found[: len(fields)] == [agree_on(told, vote) for told in fields]
    assert [(c.low.bounds[0], c.high.bounds[0]) for c in found if isinstance(c.low, Quantity)] == [(2, 3), (2, 2), (3, 3)]


def test_the_second_half_of_a_number_that_was_torn_apart_is_told_by_what_stands_before_it() -> None:
    for text, torn in (("They fed 1, 300 guests.", True), ("They fed 300 guests.", False), ("In all, 300 guests ate.", False)):
        source = make_source(text, id="a")
        start = text.index("300")
        claim = make_claim(source, "eat", trigger=text.split()[-1].strip("."))
        assert is_broken(claim, source.span(start, start + 3)) is torn
