"""Who acts, and which offices they hold: cases as tables, the model's mistakes among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.extraction.entities import acting_country, country_of_demonym, describe_person, entities_in
from claimrec.extraction.language import english
from claimrec.extraction.naming import names_in
from claimrec.values import Entity, Office

if TYPE_CHECKING:
    from spacy.language import Language


def told(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    """The entities of a text: (name, type, words)."""
    values = [f.value for f in entities_in(nlp(text))]
    return [(v.name, v.type, v.text) for v in values if isinstance(v, Entity)]


def held(nlp: Language, text: str) -> list[tuple[str, str | None, str | None, str, str]]:
    """The offices of a text: (title, body, country, status, head word of the holder)."""
    doc = nlp(text)
    found = [f for f in entities_in(doc) if isinstance(f.value, Office)]
    return [
        (f.value.title, f.value.body, f.value.country, f.value.status, doc[f.holder].text)
        for f in found
        if isinstance(f.value, Office) and f.holder is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Keller met reporters in Riga.", ("Maria Keller", "person", "Maria Keller")),
        ("President Maria Keller's speech was short.", ("Maria Keller", "person", "Maria Keller")),
        ("Mr. Omar Haddad left early.", ("Omar Haddad", "person", "Omar Haddad")),
        ("Author Stephen King signed books.", ("Stephen King", "person", "Stephen King")),
        ("Latvia recalled its ambassador.", ("Latvia", "country", "Latvia")),
        ("The U.S. imposed sanctions.", ("United States", "country", "U.S.")),
        ("Thousands of Belarusians voted.", ("Belarusians", "group", "Belarusians")),
        (
            "The Latvian Ministry of Health issued a warning.",
            ("Ministry of Health of Latvia", "organization", "Latvian Ministry of Health"),
        ),
        ("The White House denied the report.", ("White House", "organization", "White House")),
        ("The Latvian government resigned.", ("Latvia", "country", "The Latvian government")),
        ("Mali's government resigned.", ("Mali", "country", "Mali's government")),
        ("NATO and the EU condemned it.", ("NATO", "organization", "NATO")),
        ("Police arrested a 28-year-old man.", ("28-year-old man", "person", "a 28-year-old man")),
        ("Police arrested a 28-year-old man.", ("police", "organization", "Police")),
        ("At least two gunmen opened fire.", ("two gunmen", "group", "At least two gunmen")),
        ("The 18-year-old was released.", ("18-year-old", "person", "The 18-year-old")),
        ("Musician Jonas Krall, 25, was hurt.", ("Jonas Krall", "person", "Jonas Krall")),
        ("The suspect fled on foot.", ("suspect", "person", "The suspect")),
        ("Syrian rebels took the town.", ("Syrian rebels", "group", "Syrian rebels")),
        ("State media reported the visit.", ("state media", "organization", "State media")),
        ("The Estonian president arrived on Monday.", ("president of Estonia", "person", "The Estonian president")),
        ("The two presidents signed the treaty.", ("presidents", "group", "The two presidents")),
    ],
)
def test_who_is_found(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(nlp, text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The Latvian flag was raised.", "Latvia"),  # an adjective acts for nobody
        ("They flew to Riga on Monday.", "Riga"),  # a city is a place
        ("A rebel-held district was shelled.", "rebel"),
        ("The Britain-based monitor counted ten.", "United Kingdom"),
        ("Police station windows were broken.", "police"),
        ("The police chief resigned on Victory Day.", "Victory Day"),
    ],
)
def test_who_is_not_found(nlp: Language, text: str, never: str) -> None:
    assert never not in [name for name, _, _ in told(nlp, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Latvian Defense Minister Brigadier General Omar Haddad spoke.",
            ("minister", "Ministry of Defence", "Latvia", "current", "Haddad"),
        ),
        ("Latvia's Minister of Defense Omar Haddad spoke.", ("minister", "Ministry of Defence", "Latvia", "current", "Haddad")),
        (
            "The meeting was opened by Maria Keller, chairman of Latvia's State Harbour Committee, on Monday.",
            ("chairman", "State Harbour Committee", "Latvia", "current", "Keller"),
        ),
        (
            "Jane Turner, a spokeswoman for the city police, confirmed it.",
            ("spokeswoman", "city police", None, "current", "Turner"),
        ),
        ("Presidents Omar Haddad of Mali and Maria Keller of Latvia met.", ("president", None, "Mali", "current", "Haddad")),
        ("Presidents Omar Haddad of Mali and Maria Keller of Latvia met.", ("president", None, "Latvia", "current", "Keller")),
        ("Former Riga mayor Maria Keller was charged.", ("mayor", "Riga", None, "former", "Keller")),
        ("The acting governor of Ohio, Jane Turner, agreed.", ("governor", "Ohio", None, "acting", "Turner")),
        ("Deputy Prime Minister Maria Keller resigned.", ("deputy prime minister", None, None, "current", "Keller")),
        ("Gov. Jane Turner signed the bill.", ("governor", None, None, "current", "Turner")),
        (
            "U.S. Secretary of State Jane Turner flew home.",
            ("secretary", "Department of State", "United States", "current", "Turner"),
        ),
        (
            "Maria Keller, who heads Latvia's State Harbour Committee, resigned.",
            ("head", "State Harbour Committee", "Latvia", "current", "Keller"),
        ),
        ("Maria Keller is the director of the Harbour Museum.", ("director", "Harbour Museum", None, "current", "Keller")),
        (
            "The defence minister of the Islamic republic agreed.",
            ("minister", "Ministry of Defence", "Iran", "current", "minister"),
        ),
        (
            "Defense Ministry spokesman Maj. Gen. Omar Haddad denied it.",
            ("spokesman", "Defense Ministry", None, "current", "Haddad"),
        ),
        (
            "Jane Turner, an investigator with the Harbour Board, agreed.",
            ("investigator", "Harbour Board", None, "current", "Turner"),
        ),
        (
            "Jane Turner, head of the state authority for harbour works, agreed.",
            ("head", "state authority for harbour works", None, "current", "Turner"),
        ),
        (
            "The foreign ministers of Mali and Latvia met.",
            ("minister", "Ministry of Foreign Affairs", "Mali", "current", "ministers"),
        ),
        (
            "The foreign ministers of Mali and Latvia met.",
            ("minister", "Ministry of Foreign Affairs", "Latvia", "current", "Latvia"),
        ),
        ("The Malian and Latvian presidents met.", ("president", None, "Mali", "current", "Malian")),
        (
            "Malian Finance Minister Omar Haddad met his Latvian counterpart, Maria Keller, in Riga.",
            ("minister", "Ministry of Finance", "Latvia", "current", "Keller"),
        ),
        ("The king appointed Omar Haddad prime minister on Monday.", ("prime minister", None, None, "current", "Haddad")),
        ("Parliament elected Kostas Vlahos president on Monday.", ("president", None, None, "current", "Vlahos")),
        ("Her publicist, Maria Keller, confirmed it.", ("publicist", None, None, "current", "Keller")),
        ("The police chief resigned.", ("chief", "police", None, "current", "chief")),
        ("Russia's ambassador to Latvia was summoned.", ("ambassador", "Latvia", "Russia", "current", "ambassador")),
    ],
)
def test_offices_and_their_holders(nlp: Language, text: str, expected: tuple[str, str | None, str | None, str, str]) -> None:
    assert expected in held(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "They waited at the end of the queue.",
        "The leader was cheered.",  # of what?
        "A secretary typed the letter.",
        "Stephen King signed books.",
        "The King Street shop closed.",
        "Sheriff's deputies searched the house.",
        "A driver and two teachers were hurt.",
        "Maria Keller, who led a delegation, resigned.",
        "The ministers of Mali and Latvia met.",  # of which ministries?
    ],
)
def test_no_office_is_made_up(nlp: Language, text: str) -> None:
    assert held(nlp, text) == []


def test_a_title_is_kept_with_its_holder_and_shown_with_the_rank(nlp: Language) -> None:
    doc = nlp("Latvian Defense Minister Brigadier General Omar Haddad arrived.")
    person = next(f.value for f in entities_in(doc) if isinstance(f.value, Entity) and f.value.named and f.value.type == "person")
    office = next(f.value for f in entities_in(doc) if isinstance(f.value, Office))
    assert isinstance(person, Entity)
    assert person.titles == ("Minister of Defence of Latvia",)
    assert person.id == "omar-haddad"
    assert office.text == "Latvian Defense Minister Brigadier General Omar Haddad"


def test_a_last_name_gets_the_only_full_name_that_ends_in_it(nlp: Language) -> None:
    found = told(nlp, "Maria Keller met Omar Haddad in Riga. Later Keller said that the talks went well.")
    assert ("Maria Keller", "person", "Keller") in found
    both = told(nlp, "Maria Keller met Thomas Keller in Riga. Later Keller said that the talks went well.")
    assert ("Maria Keller", "person", "Keller") not in both


def test_the_words_around_outvote_the_model(nlp: Language) -> None:
    names = {
        n.text: n.kind
        for n in names_in(
            nlp("Garden Grove, California, was quiet. Police in Garden Grove said so. Daesh fled the town of Dubno.")
        )
    }
    assert names["Garden Grove"] == "place"
    assert names["Daesh"] == "organization"
    assert names["Dubno"] == "place"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Tehran", "Iran"),
        ("the Kremlin", "Russia"),
        ("White House", "United States"),
        ("Latvia", "Latvia"),
        ("Lagos", None),
        ("", None),
    ],
)
def test_who_acts_where_a_place_acts(name: str, country: str | None) -> None:
    assert acting_country(name) == country


@pytest.mark.parametrize(("word", "country"), [("Latvian", "Latvia"), ("US", "United States"), ("us", None), ("Riga", None)])
def test_nationalities(word: str, country: str | None) -> None:
    assert country_of_demonym(word) == country


def test_spans_and_heads_lie_in_the_doc(nlp: Language) -> None:
    doc = nlp(
        "President Omar Haddad of Mali, 61, met the two foreign ministers and several unarmed protesters near the Riga town hall."
    )
    for found in entities_in(doc):
        assert 0 <= found.start < found.end <= len(doc)
        assert doc.text[found.chars[0] : found.chars[1]] == found.value.text
        assert 0 <= found.head < len(doc)
        assert found.holder is None or 0 <= found.holder < len(doc)


def test_a_noun_that_says_something_of_another_is_nobody(nlp: Language) -> None:
    doc = nlp("The police station burned.")
    assert describe_person(doc, doc[1]) is None


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    doc = english()(text)
    for found in entities_in(doc):
        assert doc.text[found.chars[0] : found.chars[1]] == found.value.text


@given(
    st.lists(
        st.sampled_from(
            [
                "President",
                "of",
                "the",
                "Iran",
                "'s",
                ",",
                "John",
                "Smith",
                "Ministry",
                "and",
                "-",
                "\n",
                "two",
                "capital",
                "in",
                "US",
            ]
        ),
        max_size=14,
    )
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    doc = english()(" ".join(words))
    assert all(doc.text[f.chars[0] : f.chars[1]] == f.value.text for f in entities_in(doc))
