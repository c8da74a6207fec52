"""The word lists: every entry is of the right shape, and the look-ups find what they should."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.lexicon import fold, table
from claimrec.lexicon.cities import cities_like, cities_named
from claimrec.lexicon.countries import (
    capital_of,
    countries,
    country_named,
    country_of_capital,
    country_of_demonym,
    country_of_people,
    country_of_seat,
    region_coded,
    regions_named,
    world_region,
)
from claimrec.lexicon.titles import bodies, office_class, persons, portfolio, rank_class, singular, title_word

LISTS = sorted(f.name.removesuffix(".toml") for f in files("claimrec.lexicon").iterdir() if f.name.endswith(".toml"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_it_is_from(name: str) -> None:
    text = (files("claimrec.lexicon") / f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("#")
    assert table(name) is table(name)  # read once


def test_every_country_is_found_by_each_of_its_names() -> None:
    for country in countries().values():
        for name in (country.name, *country.aliases):
            known = country_named(name)
            assert known is not None
            assert known.code == country.code, name
        for word in country.adjectives:
            assert country_of_demonym(word) is not None


def test_no_name_belongs_to_two_countries() -> None:
    names = [fold(n) for c in countries().values() for n in dict.fromkeys(fold(x) for x in (c.name, *c.aliases))]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    ("look", "word", "expected"),
    [
        (country_of_demonym, "Swiss", "Switzerland"),
        (country_of_demonym, "swiss", None),
        (country_of_people, "Danes", "Denmark"),
        (country_of_people, "Danish", None),
        (country_of_capital, "Nairobi", "Kenya"),
        (country_of_capital, "Mombasa", None),
        (country_of_seat, "Downing Street", "United Kingdom"),
        (capital_of, "the Netherlands", "Amsterdam"),
        (capital_of, "Atlantis", None),
        (world_region, "the Horn of Africa", "Horn of Africa"),
        (world_region, "Kenya", None),
        (portfolio, "Foreign", "foreign affairs"),
        (office_class, "spokeswoman", "spokesperson"),
        (office_class, "table", None),
        (rank_class, "Lt. Col.".lower(), "lieutenant colonel"),
        (singular, "chairmen", "chairman"),
        (singular, "glass", "glass"),
        (title_word, "minister", True),
        (title_word, "window", False),
    ],
)
def test_look_ups(look, word: str, expected: object) -> None:  # type: ignore[no-untyped-def]
    assert look(word) == expected


def test_regions_by_name_abbreviation_and_code() -> None:
    assert [r.name for r in regions_named("N.C.")] == ["North Carolina"]
    assert regions_named("OR") == ()  # a word, unless it stands behind a city
    assert [r.name for r in regions_named("OR", codes=True)] == ["Oregon"]
    assert {r.country for r in regions_named("Victoria")} == {"Australia"}
    oregon = region_coded("US", "OR")
    assert oregon is not None
    assert oregon.country == "United States"


def test_cities_by_name_spelling_and_old_name() -> None:
    assert cities_named("Kharkov")[0].name == "Kharkiv"
    assert cities_named("Bombay")[0].name == "Mumbai"
    assert cities_like("Deir Ezzor")[0].country == "Syria"
    assert cities_named("Deir Ezzor") == ()
    assert cities_named("St. John's")
    assert cities_named("Nowhere-upon-Nothing") == ()
    sizes = [c.thousands for c in cities_named("Springfield")]
    assert sizes == sorted(sizes, reverse=True)


def test_every_city_lies_in_a_country_of_the_list() -> None:
    for name in ("Portland", "Victoria", "San Juan", "Hamilton", "Georgetown"):
        assert all(city.country and city.within[-1] == city.country for city in cities_named(name))


def test_people_and_bodies_are_told_apart() -> None:
    assert not persons() & bodies("state")
    assert all(re.fullmatch(r"[a-z' .-]+", word) for word in persons())


@given(st.text(max_size=20))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert fold(text) == fold(text)
    for look in (
        country_named,
        country_of_demonym,
        country_of_capital,
        world_region,
        regions_named,
        cities_named,
        office_class,
        portfolio,
    ):
        look(text)
