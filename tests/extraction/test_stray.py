"""Stray spaces in old web text: read as one, shown as written, and never joined where they part two numbers."""

from __future__ import annotations

import pytest

from claimrec import Source, extract, find_quantities, find_times
from claimrec.extraction.stray import gaps_of, place_in, stray_spaces, without

JOINED = [
    ("Some 12, 400 fans came", "Some 12,400 fans came"),
    ("An estimated 100, 000 people", "An estimated 100,000 people"),
    ("1, 250, 000 doses", "1,250,000 doses"),
    ("at 1: 30 a. m. on Monday", "at 1:30 a.m. on Monday"),
    ("at 8. 40am", "at 8.40am"),
    ("by 06: 00 BST", "by 06:00 BST"),
    ("about 11. 30 p. m. on Friday", "about 11.30 p.m. on Friday"),
    ("$ 2. 5 million", "$ 2.5 million"),
    ("a rise of 0. 4 percent", "a rise of 0.4 percent"),
    ("a magnitude 6. 1 quake", "a magnitude 6.1 quake"),
    ("the U. S. army and the U. N. envoy", "the U.S. army and the U.N. envoy"),
]
KEPT = [
    "In 1, 300 died",
    "On July 15, 126 people fled",
    "rooms 4, 100 and 200",
    "about 300, 400 metres",
    "1, 2, 300",
    "Ages 9, 100",
    "He left in 2012. 5 million stayed",
    "They won 3: 25 fans cheered",
    "The vote was 12. 40 were absent",
    "J. K. Holt",
    "Plan U. Some say so",
    "born in 1, 300, 4",
]


@pytest.mark.parametrize(("torn", "whole"), JOINED)
def test_what_was_torn_is_read_as_one(torn, whole):
    assert without(torn, 0, len(torn)) == whole


@pytest.mark.parametrize("text", KEPT)
def test_what_stands_apart_stays_apart(text):
    assert stray_spaces(text) == ()


@pytest.mark.parametrize(("torn", "whole"), JOINED)
def test_every_word_is_found_again_in_the_text(torn, whole):
    gaps = gaps_of(torn, 0, len(torn))
    start = 0
    for word in whole.split():
        start = whole.index(word, start)
        first, end = place_in(gaps, start, start + len(word))
        assert torn[first:end].replace(" ", "") == word
        start += len(word)


def test_the_finders_show_the_words_as_written():
    text = "They fled.\n\nOver 1, 300 people lost $ 2. 5 million."
    assert [(m.span.text, m.value.low) for m in find_quantities(text)] == [
        ("Over 1, 300 people", 1301),
        ("$ 2. 5 million", 2500000),
    ]
    assert all(text[m.span.start : m.span.end] == m.span.text for m in find_quantities(text))
    [mention] = find_times("In the U. S. it sank at 8. 40am on Monday.", published="2024-05-08")
    assert (mention.span.text, mention.value.edtf) == ("8. 40am on Monday", "2024-05-06T08:40:00")


def test_spans_behind_several_of_them_hold():
    text = (
        "Storm hits the U. S. coast\n\nSome 1, 300 people fled at 1: 30 a. m. on Tuesday, the U. N. said.\n\n"
        "A U. S. ship with 2, 100 aboard sank near Oslo, killing 12 sailors. Ida Holt, 41, was hurt."
    )
    claims = extract([Source("a", text, published="2024-05-08")])
    assert claims
    for claim in claims:
        claim.check()
    said = {a.evidence.text for claim in claims for a in claim.arguments}
    assert {"12 sailors", "Ida Holt", "1: 30 a. m. on Tuesday"} <= said
