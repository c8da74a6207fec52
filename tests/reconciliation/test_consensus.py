"""What stands as the time of an event where reports say more and less of it."""

from __future__ import annotations

from claimrec.model import Claim
from claimrec.reconciliation.pipeline import reconcile_claims
from claimrec.testing import make_claim, make_source
from claimrec.values import Place, TimeSpan

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
