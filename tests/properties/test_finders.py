"""The finders on any text: nothing breaks, every span shows its words, and what is printed is found again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.extraction.numerals.numbers import number_of
from claimrec.extraction.quantities import find_quantities
from claimrec.extraction.times import find_times
from claimrec.values import Quantity, TimeSpan

if TYPE_CHECKING:
    from claimrec.model import Mention

WORDS = (
    "1 12 1,200 2.5 31 1999 00 ½ ١٢ three dozen half million Aug August Feb 29 30 Monday Tue last next week year ago later days "
    "the a of and to from between in at least more than about up % $ € km years old early mid late '90s Christmas Q3 1st 3 p.m. "
    "noon GMT minus people homes old , ( ) . - – / : 🜁 \u202e 五 \x00 \n foot inches hours compared with Passover Eid al-Fitr "
    "ending who one points degrees his 40s late 1,20,000 lakh crore 500 \u2009 ’ into since until on half past o'clock R £ plus "
    "votes 3-2 or sons driver"
).split(" ")
written = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.lists(st.sampled_from(WORDS), max_size=5).map("".join)
anything = written | st.text(max_size=40)
days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)) | st.sampled_from([dt.date.min, dt.date.max]) | st.none()


def assert_in_order(text: str, mentions: list[Mention]) -> None:
    end = 0
    for mention in mentions:
        span = mention.span
        assert text[span.start : span.end] == span.text == mention.value.text  # type: ignore[union-attr]
        assert span.text.strip()
        assert end <= span.end
        end = span.end


@given(text=anything)
def test_quantities_of_any_text(text: str) -> None:
    assert_in_order(text, find_quantities(text))
    assert_in_order(text, find_quantities(text, scores=True))


@given(text=anything, published=days)
def test_times_of_any_text(text: str, published: dt.date | None) -> None:
    mentions = find_times(text, published=published)
    assert_in_order(text, mentions)
    for mention in mentions:
        assert isinstance(mention.value, TimeSpan)
        assert mention.value.compare(mention.value).compatible or not mention.value.resolved
    for mention in find_times(text, published=published, open_ends=True):  # an open end may reach over the time behind it
        assert text[mention.span.start : mention.span.end] == mention.span.text == mention.value.text  # type: ignore[union-attr]


@given(text=st.text(max_size=30))
def test_a_number_is_finite_or_none(text: str) -> None:
    number = number_of(text)
    assert number is None or number == number + 0


@given(number=st.integers(2, 10**9))
@pytest.mark.parametrize(
    ("phrase", "constructor"),
    [
        ("{} homes", Quantity.exactly),
        ("at least {} homes", Quantity.at_least),
        ("more than {} homes", Quantity.more_than),
        ("up to {} homes", Quantity.at_most),
        ("fewer than {} homes", Quantity.fewer_than),
        ("about {} homes", Quantity.about),
    ],
)
def test_a_printed_count_is_found_again(number: int, phrase: str, constructor: type[Quantity]) -> None:
    [mention] = find_quantities(f"The storm destroyed {phrase.format(f'{number:,}')} in the valley.")
    wanted = constructor(number, "home")
    assert isinstance(mention.value, Quantity)
    assert (mention.value.low, mention.value.high, mention.value.unit) == (wanted.low, wanted.high, wanted.unit)


@given(
    day=st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    style=st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%b. %d, %Y"]),
)
def test_a_printed_day_is_found_again(day: dt.date, style: str) -> None:
    if style == "%b. %d, %Y" and day.month == 5:  # May has no short form
        style = "%B %d, %Y"
    [mention] = find_times(f"The storm came on {day.strftime(style)} without warning.")
    assert isinstance(mention.value, TimeSpan)
    assert (mention.value.start, mention.value.granularity) == (day, "day")
