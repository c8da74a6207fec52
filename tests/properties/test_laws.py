"""The laws of values as sets of possibilities."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, pairwise, product

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from claimrec.testing import assert_relation
from claimrec.testing.strategies import entities, offices, places, quantities, relations, texts, time_spans, values
from claimrec.values import Entity, Place, Quantity, Relation, TimeSpan, Value

SAME_KIND = [quantities(units=st.just("killed")), time_spans(open_ends=True), places(), entities(), offices(), texts()]


def pairs() -> st.SearchStrategy[tuple[Value, Value]]:
    """Two values of one kind, and now and then of two."""
    return st.one_of(*[st.tuples(kind, kind) for kind in SAME_KIND], st.tuples(values(), values()))


def says_nothing(value: Value) -> bool:
    """True for a bare number and for a time of which nothing is known: they are compared with nothing."""
    if isinstance(value, Quantity):
        return value.unit is None or (value.low is None and value.high is None)
    return isinstance(value, TimeSpan) and value.start is None and value.partial is None and value.weekday is None


@given(values())
def test_a_value_equals_itself(value: Value) -> None:
    allowed = {Relation.EQUAL, Relation.UNKNOWN} if says_nothing(value) else {Relation.EQUAL}
    if isinstance(value, Place) and value.near:
        allowed.add(Relation.UNKNOWN)  # near Oslo twice may be two places
    assert value.compare(value) in allowed


@given(values(), st.text(max_size=5))
def test_the_words_for_a_value_do_not_change_it(value: Value, words: str) -> None:
    if value.kind == "text":
        return  # a text is its words
    assert value.compare(evolve(value, text=words)) is value.compare(value)


@given(pairs())
def test_comparison_is_symmetric_with_the_inverse(pair: tuple[Value, Value]) -> None:
    a, b = pair
    assert a.compare(b) is b.compare(a).inverse


@given(st.tuples(values(), values()))
def test_values_of_two_kinds_are_never_compared(pair: tuple[Value, Value]) -> None:
    a, b = pair
    if a.kind != b.kind:
        assert a.compare(b) is Relation.UNKNOWN


@given(relations())
def test_the_inverse_of_the_inverse_is_the_relation(relation: Relation) -> None:
    assert relation.inverse.inverse is relation
    assert relation.inverse.compatible is relation.compatible


@pytest.mark.parametrize("nothing", [None, 12, "12", object()])
@given(value=values())
def test_what_is_no_value_is_unknown(nothing: object, value: Value) -> None:
    assert value.compare(nothing) is Relation.UNKNOWN


# --- widening ----------------------------------------------------------------------------------------------------


@st.composite
def widened_quantities(draw: st.DrawFn) -> tuple[Quantity, Quantity]:
    """A count, and one that leaves open all that the first leaves open."""
    count = draw(quantities(units=st.just("killed")))
    down, up = draw(st.none() | st.integers(0, 50)), draw(st.none() | st.integers(0, 50))
    low = None if count.low is None or down is None else count.low - down
    high = None if count.high is None or up is None else count.high + up
    return count, evolve(count, low=low, high=high)


@st.composite
def widened_times(draw: st.DrawFn) -> tuple[TimeSpan, TimeSpan]:
    """A time, and an interval around it."""
    time = draw(time_spans(resolved=True))
    assert time.start is not None
    assert time.end is not None
    before, after = draw(st.tuples(*[st.timedeltas(dt.timedelta(0), dt.timedelta(400))] * 2))
    wider = TimeSpan(time.start - before, time.end + after, "range", text="around then")
    return time, wider


@given(widened_quantities() | widened_times())
def test_a_widened_value_holds_the_first(pair: tuple[Value, Value]) -> None:
    first, wider = pair
    if not says_nothing(wider):
        assert first.compare(wider) in {Relation.EQUAL, Relation.NARROWER}


@given(
    st.tuples(widened_quantities(), quantities(units=st.just("killed"))) | st.tuples(widened_times(), time_spans(resolved=True))
)
def test_widening_never_makes_a_conflict(drawn: tuple[tuple[Value, Value], Value]) -> None:
    (first, wider), other = drawn
    if first.compare(other).compatible:
        assert wider.compare(other) is not Relation.DISJOINT


@given(places(), places())
def test_a_larger_place_around_it_is_no_conflict_where_the_place_was_none(place: Place, other: Place) -> None:
    if place.near or not place.within:
        return
    larger = Place(place.within[0], place.within[1:])
    assert place.compare(larger) is Relation.NARROWER
    if place.compare(other).compatible:
        assert larger.compare(other) is not Relation.DISJOINT


@given(entities(types=st.just("person")))
def test_a_part_of_a_name_is_no_conflict_with_the_name(person: Entity) -> None:
    for part in person.name.split():
        assert person.compare(Entity(part)) is not Relation.DISJOINT


@given(places(), places(), places())
def test_a_place_in_a_place_in_a_place(a: Place, b: Place, c: Place) -> None:
    if a.compare(b) is Relation.NARROWER and b.compare(c) is Relation.NARROWER:
        assert a.compare(c) is not Relation.DISJOINT


# --- intervals ---------------------------------------------------------------------------------------------------

CLOSE_DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 3, 31))
CLOSE = st.integers(0, 30)


@given(st.lists(quantities(units=st.just("killed"), numbers=CLOSE), min_size=2, max_size=5))
def test_counts_that_overlap_pairwise_have_a_number_in_common(counts: list[Quantity]) -> None:
    known = [count for count in counts if not says_nothing(count)]
    if len(known) > 1 and all(a.compare(b).compatible for a, b in combinations(known, 2)):
        low, high = max(count.bounds[0] for count in known), min(count.bounds[1] for count in known)
        assert low <= high
        common = Quantity(low, high, "killed")
        assert all(common.compare(count) in {Relation.EQUAL, Relation.NARROWER} for count in known)


@given(st.lists(time_spans(resolved=True, days=CLOSE_DAYS, open_ends=True), min_size=2, max_size=5))
def test_times_that_overlap_pairwise_have_a_moment_in_common(times: list[TimeSpan]) -> None:
    if all(a.compare(b).compatible for a, b in combinations(times, 2)):
        latest, earliest = max(clock(time.start) for time in times), min(clock(time.end) for time in times)
        assert latest < earliest
        common = TimeSpan(latest, earliest, "range")
        assert all(common.compare(time) in {Relation.EQUAL, Relation.NARROWER} for time in times)


def clock(moment: dt.date | dt.datetime | None) -> dt.datetime:
    assert moment is not None
    return moment.replace(tzinfo=None) if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())


@given(st.lists(quantities(units=st.just("killed"), numbers=CLOSE) | time_spans(days=CLOSE_DAYS), min_size=3, max_size=3))
def test_narrower_is_transitive(chain: list[Value]) -> None:
    a, b, c = chain
    if a.compare(b) is Relation.NARROWER and b.compare(c) is Relation.NARROWER:
        assert a.compare(c) is Relation.NARROWER


@given(CLOSE, CLOSE, CLOSE, CLOSE)
def test_counts_relate_as_the_sets_of_their_numbers(a: int, b: int, c: int, d: int) -> None:
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    left, right = set(range(a, b + 1)), set(range(c, d + 1))
    assert_relation(Quantity(a, b, "killed"), Quantity(c, d, "killed"), relation_of(left, right))


@given(CLOSE_DAYS, st.integers(1, 9), CLOSE_DAYS, st.integers(1, 9))
def test_times_relate_as_the_sets_of_their_days(a: dt.date, b: int, c: dt.date, d: int) -> None:
    left, right = {a + dt.timedelta(day) for day in range(b)}, {c + dt.timedelta(day) for day in range(d)}
    first, second = (TimeSpan(min(days), max(days) + dt.timedelta(1), "range") for days in (left, right))
    assert_relation(first, second, relation_of(left, right))


def relation_of(left: set, right: set) -> Relation:
    """The table of DESIGN, on plain sets."""
    if left == right:
        return Relation.EQUAL
    if left < right:
        return Relation.NARROWER
    if right < left:
        return Relation.BROADER
    return Relation.OVERLAP if left & right else Relation.DISJOINT


def test_overlap_is_not_transitive() -> None:
    chain = [Quantity(1, 4, "killed"), Quantity(3, 8, "killed"), Quantity(6, 9, "killed")]
    assert [a.compare(b) for a, b in pairwise(chain)] == [Relation.OVERLAP, Relation.OVERLAP]
    assert chain[0].compare(chain[2]) is Relation.DISJOINT


# --- what is never compared --------------------------------------------------------------------------------------


@given(quantities(units=st.just("killed")), quantities(units=st.just("injured")))
def test_two_units_are_never_compared(killed: Quantity, injured: Quantity) -> None:
    assert killed.compare(injured) is Relation.UNKNOWN


@given(time_spans(resolved=False), time_spans(resolved=True))
def test_an_unresolved_time_says_nothing_against_a_resolved_one(partial: TimeSpan, resolved: TimeSpan) -> None:
    assert partial.compare(resolved) is Relation.UNKNOWN


def test_two_weekdays_are_two_days() -> None:
    for a, b in product(range(1, 8), repeat=2):
        wanted = Relation.EQUAL if a == b else Relation.DISJOINT
        assert_relation(TimeSpan(weekday=a), TimeSpan(weekday=b), wanted)


@given(offices(), offices())
def test_one_person_may_hold_two_offices_of_two_bodies(a, b) -> None:
    if a.body is not None and b.body is not None and a.body != b.body and a.title != b.title:
        assert a.compare(b) in {Relation.UNKNOWN, Relation.DISJOINT}


# --- across units ------------------------------------------------------------------------------------------------

LENGTHS = ("metre", "kilometre", "mile", "foot", "inch")
OF_LENGTH = st.sampled_from(LENGTHS)
SIZES = st.integers(0, 400) | st.integers(0, 4000).map(lambda n: n / 10)


@given(quantities(units=OF_LENGTH, numbers=SIZES), quantities(units=OF_LENGTH, numbers=SIZES))
def test_comparison_across_units_is_symmetric(a: Quantity, b: Quantity) -> None:
    assert a.compare(b) is b.compare(a).inverse


@given(quantities(units=OF_LENGTH, numbers=SIZES), OF_LENGTH)
def test_a_converted_value_is_the_value(quantity: Quantity, unit: str) -> None:
    assert quantity.compare(quantity.converted(unit)) in {Relation.EQUAL} | (
        {Relation.UNKNOWN} if says_nothing(quantity) else set()
    )


@given(SIZES, OF_LENGTH, OF_LENGTH)
def test_rounding_to_a_whole_number_of_another_unit_is_no_conflict(number: float, unit: str, other: str) -> None:
    assume(unit != other)  # in one unit figures are exact
    exact = Quantity.exactly(number, unit)
    rounded = round(exact.converted(other).low or 0)
    assert exact.compare(Quantity.exactly(rounded, other)).compatible


@st.composite
def widened_beside_another(draw: st.DrawFn) -> tuple[Quantity, Quantity, Quantity]:
    """A length, a wider one, and one in another unit that lies about where the first ends."""
    unit, other = draw(st.tuples(OF_LENGTH, OF_LENGTH).filter(lambda pair: pair[0] != pair[1]))
    first = draw(quantities(units=st.just(unit), numbers=SIZES))
    edge = draw(st.sampled_from([end for end in (first.low, first.high) if end is not None] or [1]))
    digits = draw(st.integers(-1, 2))
    near = round(Quantity.exactly(edge * draw(st.floats(0.9, 1.1)), unit).converted(other).low or 0, digits)
    down, up = draw(st.tuples(st.integers(0, 60), st.integers(0, 60)))
    low = None if first.low is None else max(0, round(first.low - down / 10, 1))
    high = None if first.high is None else round(first.high + up / 10, 1)
    return first, evolve(first, low=low, high=high), Quantity.exactly(near, other)


@given(widened_beside_another())
def test_widening_never_makes_a_conflict_across_units(drawn: tuple[Quantity, Quantity, Quantity]) -> None:
    first, wider, other = drawn
    if first.compare(other).compatible:
        assert wider.compare(other) is not Relation.DISJOINT


@given(st.sampled_from(["EUR", "USD", "GBP"]), st.sampled_from(["EUR", "USD", "GBP"]), SIZES, SIZES)
def test_money_never_converts(one: str, other: str, a: float, b: float) -> None:
    relation = Quantity.exactly(a, one).compare(Quantity.exactly(b, other))
    assert (relation is Relation.UNKNOWN) == (one != other)


# --- times of which only a part is known -------------------------------------------------------------------------

PARTIAL = st.builds(
    lambda year, month, day, weekday: TimeSpan(
        partial=f"{year or 'XXXX'}-{f'{month:02}' if month else 'XX'}-{f'{day:02}' if day else 'XX'}", weekday=weekday
    ),
    st.sampled_from([None, None, 2024, 2025]),
    st.sampled_from([None, 8, 9]),
    st.sampled_from([None, 20, 21]),
    st.sampled_from([None, 1, 2]),
)


@given(PARTIAL, PARTIAL)
def test_partial_times_are_disjoint_where_a_part_differs(a: TimeSpan, b: TimeSpan) -> None:
    mine, theirs = parts(a), parts(b)
    differ = any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys())
    if mine and theirs:
        assert (a.compare(b) is Relation.DISJOINT) == differ
    else:
        assert a.compare(b) is Relation.UNKNOWN


@given(PARTIAL, PARTIAL, st.sampled_from(["weekday", "year", "month", "day"]))
def test_forgetting_a_part_never_makes_a_conflict(a: TimeSpan, b: TimeSpan, name: str) -> None:
    kept = {key: part for key, part in parts(a).items() if key != name}
    less = TimeSpan(
        partial=f"{kept.get('year', 'XXXX')}-{kept.get('month', 'XX')}-{kept.get('day', 'XX')}",
        weekday=int(kept["weekday"]) if "weekday" in kept else None,
    )
    if a.compare(b).compatible:
        assert less.compare(b) is not Relation.DISJOINT
    if kept:
        assert a.compare(less) in {Relation.EQUAL, Relation.NARROWER}


def parts(time: TimeSpan) -> dict[str, str]:
    """What is known of a partial time."""
    assert time.partial is not None
    known = dict(zip(("year", "month", "day"), time.partial.split("-"), strict=True)) | {"weekday": str(time.weekday or "X")}
    return {name: part for name, part in known.items() if "X" not in part}


@given(st.lists(st.tuples(CLOSE_DAYS, st.integers(-12, 12)), min_size=2, max_size=2))
def test_times_with_offsets_are_compared_in_one_clock(moments: list[tuple[dt.date, int]]) -> None:
    spans = []
    for day, hours in moments:
        start = dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.timezone(dt.timedelta(hours=hours)))
        spans.append(TimeSpan(start, start + dt.timedelta(hours=1), "time"))
    a, b = spans
    assert a.compare(b) is b.compare(a).inverse
    assert (a.compare(b) is Relation.EQUAL) == (a.start == b.start)
