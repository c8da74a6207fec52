"""Places, offices and entities compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.values import Entity, Office, Place, Relation, Value

EQUAL, NARROWER, BROADER, OVERLAP, DISJOINT, UNKNOWN = (
    Relation.EQUAL,
    Relation.NARROWER,
    Relation.BROADER,
    Relation.OVERLAP,
    Relation.DISJOINT,
    Relation.UNKNOWN,
)


def city(name: str, *within: str, near: bool = False) -> Place:
    return Place(name, within, level="city", near=near)


def region(name: str, *within: str) -> Place:
    return Place(name, within, level="region")


def area(name: str, *within: str) -> Place:
    return Place(name, within, level="area")


def site(name: str, *within: str) -> Place:
    return Place(name, within, level="site")


def body(name: str) -> Entity:
    return Entity(name, "organization")


def group(name: str) -> Entity:
    return Entity(name, "group")


def country(name: str) -> Entity:
    return Entity(name, "country")


PLACES = [
    (city("Riga", "Latvia"), Place("Latvia", level="country"), NARROWER),
    (city("Riga"), Place("Latvia"), NARROWER),  # a capital says where it is
    (city("Riga", "Latvia"), city("Riga"), NARROWER),
    (Place("U.S."), Place("United States", level="country"), EQUAL),
    (city("Kiev", "Ukraine"), city("Kyiv", "Ukraine"), EQUAL),
    (city("Paris", "Texas", "United States"), city("Paris", "France"), DISJOINT),
    (city("Portland", "Oregon", "United States"), city("Portland", "Maine", "United States"), DISJOINT),
    (city("Portland", "Oregon", "United States"), city("Portland", "United States"), NARROWER),
    (city("Portland"), city("Portland", "Maine", "United States"), BROADER),
    (city("Portland", "Oregon", "United States"), region("Maine", "United States"), DISJOINT),
    (region("Georgia", "United States"), Place("Georgia", level="country"), DISJOINT),
    (city("Riga", "Latvia"), city("Tartu", "Estonia"), DISJOINT),
    (city("Riga", "Latvia"), city("Daugavpils", "Latvia"), DISJOINT),
    (city("Riga", "Latvia", near=True), city("Riga", "Latvia"), OVERLAP),
    (city("Riga", "Latvia", near=True), city("Jelgava", "Latvia"), UNKNOWN),
    (city("Riga", "Latvia", near=True), Place("Latvia"), OVERLAP),
    (region("northern Mali", "Mali"), region("southern Mali", "Mali"), DISJOINT),
    (region("northern Mali", "Mali"), region("eastern Mali", "Mali"), UNKNOWN),
    (region("northern Mali", "Mali"), city("Gao", "Mali"), UNKNOWN),
    (area("Hill neighborhood", "Riga", "Latvia"), area("Lake neighborhood", "Riga", "Latvia"), DISJOINT),
    (area("Hill neighborhood", "Riga", "Latvia"), area("Lake valley", "Riga", "Latvia"), UNKNOWN),
    (site("school"), site("Hill High School"), BROADER),
    (site("Hill High School", "Riga", "Latvia"), site("Lake High School", "Riga", "Latvia"), DISJOINT),
    (site("cinema", "Riga", "Latvia"), site("Hill Mall", "Riga", "Latvia"), UNKNOWN),  # one may be in the other
    (site("cinema", "Riga", "Latvia"), city("Riga", "Latvia"), NARROWER),
    (city("Riga"), site("cinema"), UNKNOWN),
    (city("Bangkok", "Thailand"), region("Southeast Asia"), NARROWER),
    (city("Riga", "Latvia"), region("Southeast Asia"), UNKNOWN),
    (Place(""), city("Riga"), UNKNOWN),
    (city("Riga", "Latvia"), Place("Europe"), NARROWER),
    (city("Ankara", "Turkey"), Place("Europe"), UNKNOWN),  # a country of two continents
    (Place("Texas"), Place("United States"), NARROWER),  # a state says where it is
    (city("Leeds", "England"), Place("United Kingdom", level="country"), NARROWER),
    (Place("Georgia"), region("Georgia", "United States"), BROADER),  # alone it may be either
    (Place("Georgia"), Place("United States", level="country"), UNKNOWN),
    (Place("Hong Kong", level="country"), Place("China", level="country"), NARROWER),
    (city("Kowloon", "Hong Kong"), Place("China"), NARROWER),
    (Place("Greenland"), Place("China"), DISJOINT),
]

OFFICES = [
    (Office("minister", "Ministry of Defence", "Mali"), Office("minister", "Defense Ministry", "Republic of Mali"), EQUAL),
    (Office("chairman", "Harbour Board", "Mali"), Office("head", "Harbour Board", "Mali"), EQUAL),
    (Office("spokeswoman", "police"), Office("spokesman", "police"), EQUAL),
    (Office("president", None, "Mali"), Office("president"), NARROWER),
    (Office("chief", "police"), Office("chief", "Riga police"), BROADER),
    (Office("president", None, "Mali"), Office("president", None, "Chad"), DISJOINT),
    (Office("mayor", "Riga"), Office("mayor", "Jelgava"), DISJOINT),
    (
        Office("chairman", "State Harbour Committee", "Mali"),
        Office("head", "State Authority for Harbour Works", "Mali"),
        DISJOINT,
    ),
    (Office("minister", "Ministry of Defence"), Office("minister", "Ministry of Justice"), DISJOINT),
    (Office("deputy chief", "police"), Office("chief", "police"), DISJOINT),
    (Office("vice president", None, "Mali"), Office("president", None, "Mali"), DISJOINT),
    (Office("mayor", "Riga", status="former"), Office("mayor", "Riga"), DISJOINT),
    (Office("mayor", "Riga", status="former"), Office("mayor"), UNKNOWN),
    (Office("mayor", "Riga", status="acting"), Office("mayor", "Riga"), NARROWER),
    (Office("brigadier general"), Office("minister", "Ministry of Defence"), UNKNOWN),
    (Office("brig. gen."), Office("brigadier general"), EQUAL),
    (Office("professor", "Riga University"), Office("professor", "Tartu University"), UNKNOWN),  # one may be both
    (Office("spokesman", "police"), Office("spokesman", "city"), UNKNOWN),
    (Office("president", None, "Mali"), Office("prime minister", None, "Mali"), UNKNOWN),
    (Office("lamplighter"), Office("lamplighter"), EQUAL),
    (Office("defence minister", None, "Mali"), Office("minister", "Defense Ministry", "Mali"), EQUAL),
    (Office("acting mayor", "Riga"), Office("mayor", "Riga", status="acting"), EQUAL),
    (Office("former mayor", "Riga"), Office("mayor", "Riga"), DISJOINT),
]

ENTITIES = [
    (Entity("Keller"), Entity("Maria Keller"), BROADER),
    (Entity("Maria Keller"), Entity("Maria Brandt"), DISJOINT),
    (Entity("Keler", id="maria-keller"), Entity("Maria Keller", id="maria-keller"), EQUAL),
    (Entity("suspect"), Entity("Maria Keller"), BROADER),
    (Entity("suspect"), Entity("gunman"), UNKNOWN),
    (Entity("28-year-old man"), Entity("man"), NARROWER),
    (country("Iran"), country("the Islamic Republic of Iran"), EQUAL),
    (country("Tehran"), country("Iran"), EQUAL),
    (country("Iran"), country("Iraq"), DISJOINT),
    (body("Kremlin"), country("Russia"), NARROWER),
    (body("Kremlin"), country("Latvia"), UNKNOWN),
    (body("Harbour Board"), country("Latvia"), UNKNOWN),
    (body("police"), body("Riga Police Department"), BROADER),
    (body("police"), body("Harbour Board"), UNKNOWN),
    (body("UN"), body("United Nations"), EQUAL),
    (group("two gunmen"), group("the gunmen"), EQUAL),
    (group("masked gunmen"), group("gunmen"), NARROWER),
    (group("residents"), group("protesters"), UNKNOWN),
    (group("residents"), Entity("Maria Keller"), UNKNOWN),
]


@pytest.mark.parametrize(("a", "b", "relation"), PLACES + OFFICES + ENTITIES)
def test_how_two_values_relate(a: Value, b: Value, relation: Relation) -> None:
    assert a.compare(b) is relation
    assert b.compare(a) is relation.inverse


@pytest.mark.parametrize(
    ("office", "written"),
    [
        (Office("minister", "Ministry of Defence", "Mali"), "Minister of Defence of Mali"),
        (Office("president", None, "Mali"), "President of Mali"),
        (Office("chief", "police", status="acting"), "Acting chief of police"),
        (Office("sheriff"), "Sheriff"),
    ],
)
def test_an_office_written_out(office: Office, written: str) -> None:
    assert office.written == written


@pytest.mark.parametrize(
    ("name", "named"), [("Maria Keller", True), ("police officer", False), ("28-year-old man", False), ("", False)]
)
def test_descriptions_are_told_from_names(name: str, *, named: bool) -> None:
    assert Entity(name).named is named


@given(*[st.text(max_size=20)] * 4)
def test_any_words_make_values_that_compare(a: str, b: str, c: str, d: str) -> None:
    for first, second in [
        (Place(a, (b,)), Place(c, (d,))),
        (Office(a, b), Office(c, d)),
        (Entity(a, "organization"), Entity(c, "organization")),
        (Entity(b, "country"), Entity(d, "country")),
    ]:
        assert first.compare(second) is second.compare(first).inverse
        assert first.compare(first) in (EQUAL, UNKNOWN)
