"""Places in running text, and which one an ambiguous name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.extraction.language import english
from claimrec.extraction.places import places_in
from claimrec.values import Place

if TYPE_CHECKING:
    from spacy.language import Language


def found(nlp: Language, text: str) -> dict[str, Place]:
    """The places of a text by their words."""
    return {f.value.text: f.value for f in places_in(nlp(text)) if isinstance(f.value, Place)}


@pytest.mark.parametrize(
    ("text", "words", "name", "within", "level"),
    [
        ("They met in Riga.", "Riga", "Riga", ("Latvia",), "city"),
        ("They met in the Latvian capital.", "the Latvian capital", "Riga", ("Latvia",), "city"),
        ("They met in the Latvian capital, Riga.", "the Latvian capital, Riga", "Riga", ("Latvia",), "city"),
        ("They met in the capital of Latvia.", "the capital of Latvia", "Riga", ("Latvia",), "city"),
        ("They met in Latvia's capital.", "Latvia's capital", "Riga", ("Latvia",), "city"),
        ("Latvia voted on Sunday. Queues formed in the capital.", "the capital", "Riga", ("Latvia",), "city"),
        ("He lives at 6000 NW 32nd Court.", "6000 NW 32nd Court", "6000 NW 32nd Court", ("NW 32nd Court",), "street"),
        ("The club is at 3704 Calder now.", "3704 Calder", "3704 Calder", ("Calder",), "street"),
        ("It crashed on Interstate 5 at dawn.", "Interstate 5", "Interstate 5", (), "street"),
        ("It crashed on U.S. Route 4 at dawn.", "U.S. Route 4", "U.S. Route 4", (), "street"),
        (
            "A bus stopped at Odessa and Franklin streets.",
            "Odessa and Franklin streets",
            "Odessa and Franklin streets",
            ("Odessa Street", "Franklin Street"),
            "street",
        ),
        ("They slept on the second floor.", "second floor", "second floor", (), "site"),
        (
            "A deputy of DuPage County was hurt, Illinois State Police said.",
            "DuPage County",
            "DuPage County",
            ("Illinois", "United States"),
            "region",
        ),
        (
            "A boy was hurt in Villa Park, Illinois State Police said. It was in Illinois.",
            "Villa Park",
            "Villa Park",
            ("Illinois", "United States"),
            "city",
        ),
        ("Shots were fired inside Club Orion.", "Club Orion", "Club Orion", (), "site"),
        ("They arrived in Latvia on Monday.", "Latvia", "Latvia", (), "country"),
        ("A fire broke out in Springfield, Ohio.", "Springfield, Ohio", "Springfield", ("Ohio", "United States"), "city"),
        (
            "A fire broke out in Springfield, Ill., on Monday.",
            "Springfield, Ill.",
            "Springfield",
            ("Illinois", "United States"),
            "city",
        ),
        ("A fire broke out in Perth, Scotland.", "Perth, Scotland", "Perth", ("Scotland", "United Kingdom"), "city"),
        ("Fighting went on in northern Mali.", "northern Mali", "northern Mali", ("Mali",), "region"),
        ("A bus fell into a gorge in China's Yunnan province.", "Yunnan province", "Yunnan", ("China",), "region"),
        ("Troops entered Lugansk in the Luhansk region.", "Luhansk region", "Luhansk region", ("Ukraine",), "region"),
        ("Refugees crossed the Middle East.", "Middle East", "Middle East", (), "region"),
        ("Syrian rebels fled Raqqa city.", "Raqqa city", "Raqqa", ("Syria",), "city"),
        ("A fire broke out in Kiev.", "Kiev", "Kyiv", ("Ukraine",), "city"),
        ("LAGOS, Nigeria - A ferry sank.", "LAGOS, Nigeria", "Lagos", ("Nigeria",), "city"),
        ("He was shot at Hill High School.", "Hill High School", "Hill High School", (), "site"),
        ("They camped at Stone Creek Reservoir.", "Stone Creek Reservoir", "Stone Creek Reservoir", (), "area"),
        ("They hid in a movie theater.", "movie theater", "movie theater", (), "site"),
        ("He lives at 318 Elm Street.", "318 Elm Street", "318 Elm Street", ("Elm Street",), "street"),
        (
            "Shots rang out in the 1200 block of Elm Street.",
            "1200 block of Elm Street",
            "1200 block of Elm Street",
            ("Elm Street",),
            "street",
        ),
        ("A shop was looted in Lincoln, Nebraska, and one in Omaha.", "Omaha", "Omaha", ("Nebraska", "United States"), "city"),
    ],
)
def test_places_with_what_they_lie_in(
    nlp: Language, text: str, words: str, name: str, within: tuple[str, ...], level: str
) -> None:
    place = found(nlp, text)[words]
    assert (place.name, place.within, place.level, place.near) == (name, within, level, False)


@pytest.mark.parametrize(
    ("text", "words", "within"),
    [
        ("A fire broke out in Springfield.", "Springfield", ()),  # one of many, and nothing says which
        ("Texas police searched a farm near Paris, Texas. Paris was quiet.", "Paris", ("Texas", "United States")),
        ("French police searched a farm. Paris was quiet.", "Paris", ("France",)),
        ("The mayor of Portland, Maine, spoke. Portland was quiet.", "Portland", ("Maine", "United States")),
    ],
)
def test_ambiguous_names_are_decided_by_the_text_or_left_open(
    nlp: Language, text: str, words: str, within: tuple[str, ...]
) -> None:
    assert found(nlp, text)[words].within == within


def test_near_is_kept(nlp: Language) -> None:
    place = found(nlp, "A plane crashed near Riga.")["near Riga"]
    assert (place.name, place.near) == ("Riga", True)


@pytest.mark.parametrize(
    ("text", "words", "within"),
    [
        ("A bomb went off at a market in Riga.", "market", ("Riga", "Latvia")),
        ("Shells hit the village of Talin in northern Syria.", "Talin", ("northern Syria", "Syria")),
        ("They met in Yantai in eastern China's Shandong province.", "Yantai", ("Shandong", "China")),
    ],
)
def test_a_place_lies_in_the_one_that_follows(nlp: Language, text: str, words: str, within: tuple[str, ...]) -> None:
    assert found(nlp, text)[words].within == within


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The Britain-based monitor counted ten.", "Britain"),
        ("Latvia and Estonia voted. Queues formed in the capital.", "the capital"),  # of which?
        ("Capital punishment was abolished.", "Capital"),
        ("They fought in Syria, Iraq and Lebanon.", "Syria, Iraq"),
        ("Crowds came out on Liberation Day.", "Liberation Day"),
        ("He plays in a rock band.", "band"),
        ("The police station chief resigned.", "station"),
    ],
)
def test_what_is_no_place(nlp: Language, text: str, never: str) -> None:
    assert never not in found(nlp, text)


def test_a_row_of_countries_is_no_nest(nlp: Language) -> None:
    places = found(nlp, "They fought in Syria, Iraq and Lebanon.")
    assert [p.within for p in places.values()] == [(), (), ()]


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    doc = english()(text)
    for one in places_in(doc):
        assert doc.text[one.chars[0] : one.chars[1]] == one.value.text


WORDS = [
    "near",
    "the",
    "capital",
    "of",
    "Iran",
    "'s",
    ",",
    "Paris",
    "Texas",
    "northern",
    "in",
    "school",
    "block",
    "1200",
    "St.",
    "(",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_order_of_words_is_read(words: list[str]) -> None:
    doc = english()(" ".join(words))
    for one in places_in(doc):
        assert isinstance(one.value, Place)
        assert doc.text[one.chars[0] : one.chars[1]] == one.value.text
        assert one.start <= one.head < one.end


@pytest.mark.parametrize(
    ("line", "town"),
    [
        ("LEEDS - The police said two men were hurt in a brawl on Gower Street.", "Leeds"),
        ("BOISE, Idaho - A man was hurt in a brawl on Gower Street.", "Boise"),
    ],
)
def test_a_street_lies_in_the_town_of_a_dateline_with_a_hyphen(line: str, town: str) -> None:
    from claimrec.extraction.pipeline import extract
    from claimrec.model import Source

    claims = extract([Source("a", f"Two hurt in brawl\n\n{line}\n\nNobody was arrested, officers said on Monday.")])
    places = [a.value for c in claims for a in c.arguments if isinstance(a.value, Place) and a.value.name == "Gower Street"]
    assert places
    assert all(town in place.within for place in places)
