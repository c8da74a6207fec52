"""Values printed to words in many ways and found again: what is found equals the value, or leaves more open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from claimrec.extraction.quantities import find_quantities
from claimrec.extraction.times import find_times
from claimrec.values import Quantity, Relation, TimeSpan, Value

if TYPE_CHECKING:
    from claimrec.model import Mention

PUBLISHED = dt.date(2025, 10, 24)
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


class Phrase(NamedTuple):
    """Words, and the value that they state."""

    words: str
    value: Value


def to_words(number: int) -> str:
    """A whole number below a billion in words, as an English newspaper writes it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
    size, name = next((s, n) for s, n in ((10**6, "million"), (1000, "thousand"), (100, "hundred")) if number >= s)
    count, rest = divmod(number, size)
    return f"{to_words(count)} {name}" + (f" {'and ' if rest < 100 else ''}{to_words(rest)}" if rest else "")


def indian(number: int) -> str:
    """A whole number with commas by the thousand, the lakh and the crore."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*groups, tail])


def assert_found(mentions: list[Mention], phrase: Phrase) -> None:
    """The phrase is found as a whole, and its value is the stated one or a wider one."""
    found = [mention for mention in mentions if mention.span.text == phrase.words]
    assert found, f"{phrase.words!r} not in {[mention.span.text for mention in mentions]}"
    assert found[0].value.compare(phrase.value) in {Relation.EQUAL, Relation.BROADER}, f"{found[0].value} for {phrase}"


# --- quantities --------------------------------------------------------------------------------------------------

HEDGES = {
    "{}": Quantity.exactly,
    "at least {}": Quantity.at_least,
    "no fewer than {}": Quantity.at_least,
    "more than {}": Quantity.more_than,
    "over {}": Quantity.more_than,
    "up to {}": Quantity.at_most,
    "as many as {}": Quantity.at_most,
    "fewer than {}": Quantity.fewer_than,
    "about {}": Quantity.about,
    "roughly {}": Quantity.about,
    "{} or more": Quantity.at_least,
}
THINGS = {"homes": "home", "miners": "miner", "boats": "boat", "villages": "village", "old bridges": "bridge"}
MEASURES = {
    "{} km": "kilometre",
    "{} miles": "mile",
    "{} tonnes": "tonne",
    "{} hours": "hour",
    "{} percent": "percent",
    "{}%": "percent",
    "${}": "USD",
    "€{}": "EUR",
    "{} Swiss francs": "CHF",
    "{} percentage points": "percentage point",
    "{} degrees Celsius": "degree Celsius",
}


@st.composite
def counts(draw: st.DrawFn) -> Phrase:
    """ "at least 1,200 homes", "about twenty-three miners"."""
    number = draw(st.integers(2, 99) | st.integers(100, 10**6))
    spaced = f"{number:,}".replace(",", draw(st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "’"])))
    written = draw(st.sampled_from([f"{number:,}", str(number), to_words(number), spaced, indian(number)]))
    assume(not (written.isdigit() and 1900 <= number <= 2049))  # may be a year
    hedge = draw(st.sampled_from(sorted(HEDGES)))
    noun = draw(st.sampled_from(sorted(THINGS)))
    words = f"{hedge.format(written)} {noun}" if hedge != "{} or more" else f"{written} or more {noun}"
    return Phrase(words, HEDGES[hedge](number, THINGS[noun]))


@st.composite
def measures(draw: st.DrawFn) -> Phrase:
    """ "more than 4.5 km", "about $1.2 million"."""
    number = draw(st.integers(2, 900) | st.integers(11, 999).filter(lambda n: n % 10 != 0).map(lambda n: n / 10))
    scale, factor = draw(st.sampled_from([("", 1), (" million", 10**6), (" billion", 10**9)]))
    pattern = draw(st.sampled_from(sorted(MEASURES)))
    if MEASURES[pattern] not in ("USD", "EUR", "CHF"):
        scale, factor = "", 1
    hedge = draw(st.sampled_from(sorted(set(HEDGES) - {"{} or more", "no fewer than {}", "fewer than {}", "as many as {}"})))
    words = hedge.format(pattern.format(f"{number}{scale}"))
    value = number * factor if isinstance(number, int) else round(number * 10) * factor / 10
    return Phrase(words, HEDGES[hedge](value, MEASURES[pattern]))


@st.composite
def ranges(draw: st.DrawFn) -> Phrase:
    """ "10 to 15 boats", "between 10 and 15 boats"."""
    low = draw(st.integers(2, 5000))
    high = draw(st.integers(low + 1, low + 5000))
    assume(not 1000 <= low <= 2199)  # may be a year
    assume(not 1000 <= high <= 2199)
    pattern = draw(st.sampled_from(["{:,} to {:,}", "{:,}-{:,}", "{:,}–{:,}", "{:,} and {:,}"]))
    noun = draw(st.sampled_from(sorted(THINGS)))
    return Phrase(f"{pattern.format(low, high)} {noun}", Quantity.between(low, high, THINGS[noun]))


@given(counts())
def test_a_printed_count(phrase: Phrase) -> None:
    assert_found(find_quantities(f"The storm destroyed {phrase.words} in the valley."), phrase)


@given(measures())
def test_a_printed_measure(phrase: Phrase) -> None:
    assert_found(find_quantities(f"The plan speaks of {phrase.words} in the first stage."), phrase)


@given(ranges())
def test_a_printed_range(phrase: Phrase) -> None:
    lead = "between " if " and " in phrase.words else ""
    assert_found(find_quantities(f"The storm destroyed {lead}{phrase.words} in the valley."), phrase)


# --- times -------------------------------------------------------------------------------------------------------

DAYS = st.dates(dt.date(1920, 1, 1), dt.date(2080, 12, 31))


def month_after(day: dt.date, count: int = 1) -> dt.date:
    """The first of the month so many months after a day's."""
    months = day.year * 12 + day.month - 1 + count
    return dt.date(months // 12, months % 12 + 1, 1)


@st.composite
def dates(draw: st.DrawFn) -> Phrase:
    """Days, months, quarters, years, decades, halves and stretches, all of them with their year."""
    day = draw(DAYS)
    later = day + dt.timedelta(draw(st.integers(1, 300)))
    first, year = day.replace(day=1), day.replace(month=1, day=1)
    quarter = (day.month - 1) // 3
    decade = dt.date(day.year // 10 * 10, 1, 1)
    half = draw(st.sampled_from(["first", "second"]))
    half_year = dt.date(day.year, 1 if half == "first" else 7, 1)
    return draw(
        st.sampled_from(
            [
                Phrase(f"{day:%B} {day.day}, {day.year}", TimeSpan.on(day)),
                Phrase(f"{day.day} {day:%B} {day.year}", TimeSpan.on(day)),
                Phrase(f"{day:%A}, {day:%B} {day.day}, {day.year}", TimeSpan.on(day)),
                Phrase(f"{day:%Y-%m-%d}", TimeSpan.on(day)),
                Phrase(f"{day.month}/{day.day}/{day.year}", TimeSpan.on(day)),
                Phrase(f"{day:%B} {day.year}", TimeSpan.in_month(day.year, day.month)),
                Phrase(f"{'first second third fourth'.split()[quarter]} quarter of {day.year}",
                       TimeSpan(month_after(year, 3 * quarter), month_after(year, 3 * quarter + 3), "quarter")),
                Phrase(f"the {half} half of {day.year}", TimeSpan(half_year, month_after(half_year, 6), "range")),
                Phrase(f"{decade.year}s", TimeSpan(decade, dt.date(decade.year + 10, 1, 1), "decade")),
                Phrase(f"{day:%B} {day.day}, {day.year} to {later:%B} {later.day}, {later.year}", TimeSpan.between(day, later)),
                Phrase(f"{day:%B} {day.year} to {later:%B} {later.year}", TimeSpan(first, month_after(later), "range")),
            ]
        )
    )  # fmt: skip


@st.composite
def relative_dates(draw: st.DrawFn) -> Phrase:
    """Times that count from the day of publication, in the past."""
    days, weeks, years = draw(st.integers(2, 60)), draw(st.integers(2, 8)), draw(st.integers(2, 40))
    back = draw(st.integers(0, 6))
    weekday = PUBLISHED - dt.timedelta(back)
    monday = PUBLISHED - dt.timedelta(PUBLISHED.weekday() + 7 * weeks)
    recent = PUBLISHED - dt.timedelta(draw(st.integers(1, 300)))
    return draw(
        st.sampled_from(
            [
                Phrase(f"{days} days ago", TimeSpan.on(PUBLISHED - dt.timedelta(days))),
                Phrase(f"{to_words(days)} days ago", TimeSpan.on(PUBLISHED - dt.timedelta(days))),
                Phrase(f"{to_words(weeks)} weeks ago", TimeSpan(monday, monday + dt.timedelta(7), "week")),
                Phrase(f"{years} years ago", TimeSpan.in_year(PUBLISHED.year - years)),
                Phrase(f"{weekday:%A}", TimeSpan.on(weekday)),
                Phrase(f"{recent:%b}. {recent.day}" if recent.month not in (5, 6, 7, 9) else f"{recent:%B} {recent.day}",
                       TimeSpan.on(recent)),
                Phrase("yesterday", TimeSpan.on(PUBLISHED - dt.timedelta(1))),
                Phrase("last month", TimeSpan.in_month(2025, 9)),
                Phrase("last year", TimeSpan.in_year(2024)),
            ]
        )
    )  # fmt: skip


@st.composite
def clock_times(draw: st.DrawFn) -> Phrase:
    """A clock time on a day."""
    day, hour, minute = draw(DAYS), draw(st.integers(0, 23)), draw(st.integers(0, 59))
    start = dt.datetime(day.year, day.month, day.day, hour, minute)
    half = f"{(hour - 1) % 12 + 1}:{minute:02} {'p' if hour > 11 else 'a'}.m."
    written = f"{day:%B} {day.day}, {day.year}"
    words = draw(
        st.sampled_from([f"{half} on {written}", f"{written} at {half}", f"{hour:02}:{minute:02} local time on {written}"])
    )
    return Phrase(words, TimeSpan(start, start + dt.timedelta(minutes=1), "time"))


@given(dates())
def test_a_printed_date(phrase: Phrase) -> None:
    assert_found(find_times(f"The mine was closed in the time of {phrase.words}, he said.", published=PUBLISHED), phrase)


@st.composite
def days_in_a_row(draw: st.DrawFn) -> Phrase:
    """Two or three days of one month, one behind the other."""
    first = draw(DAYS.filter(lambda day: day.day < 27))
    count = draw(st.integers(2, 3))
    days = [str(first.day + n) for n in range(count)]
    listed = f"{', '.join(days[:-1])} and {days[-1]}"
    words = draw(st.sampled_from([f"{first:%B} {listed}, {first.year}", f"{listed} {first:%B} {first.year}"]))
    return Phrase(words, TimeSpan.between(first, first + dt.timedelta(count - 1)))


@given(days_in_a_row())
def test_printed_days_in_a_row(phrase: Phrase) -> None:
    assert_found(find_times(f"The court sat on {phrase.words}, he said.", published=PUBLISHED), phrase)


@given(relative_dates())
def test_a_printed_relative_date(phrase: Phrase) -> None:
    assert_found(find_times(f"The storm hit the coast {phrase.words} without warning.", published=PUBLISHED), phrase)


@given(clock_times())
def test_a_printed_clock_time(phrase: Phrase) -> None:
    assert_found(find_times(f"The bell rang at {phrase.words} and fell.", published=PUBLISHED), phrase)


# --- the helper itself -------------------------------------------------------------------------------------------


def test_numbers_by_the_lakh() -> None:
    said = {120: "120", 1200: "1,200", 120_000: "1,20,000", 12_345_678: "1,23,45,678"}
    assert {number: indian(number) for number in said} == said


def test_numbers_in_words() -> None:
    said = {7: "seven", 40: "forty", 86: "eighty-six", 305: "three hundred and five", 2019: "two thousand and nineteen"}
    assert {number: to_words(number) for number in said} == said
    assert to_words(28_642) == "twenty-eight thousand six hundred and forty-two"
