"""The copied parse says what spaCy's own Doc says."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc as SpacyDoc

from claimrec.extraction.tokens import parse_of

PARAGRAPHS = (
    "3 hurt as Milan tram leaves its rails",
    'The tram\'s driver, Carla Berni-Rossi, 41, told the police of Lombardy: "I braked – nothing happened."  Ask him!',
    "Two of the passengers who had been standing near the doors were taken to Niguarda Hospital on 3 March.",
)
ATTRIBUTES = (
    "i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ ent_iob_ whitespace_ text_with_ws "
    "is_alpha is_space is_punct is_title like_num"
).split()


@pytest.fixture(scope="module")
def both(nlp):
    docs = list(nlp.pipe(PARAGRAPHS))
    return parse_of(*docs), SpacyDoc.from_docs(docs)


def test_every_attribute_is_spacys(both):
    ours, theirs = both
    assert ours.text == theirs.text
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert [getattr(mine, name) for name in ATTRIBUTES] == [getattr(other, name) for name in ATTRIBUTES]
        assert len(mine) == len(other)
        assert mine.is_sent_start == bool(other.is_sent_start)
        assert mine is ours[other.i]


def test_the_tree_is_spacys(both):
    ours, theirs = both
    for mine, other in zip(ours, theirs, strict=True):
        assert mine.head is ours[other.head.i]
        for name in ("children", "lefts", "subtree"):
            assert [t.i for t in getattr(mine, name)] == [t.i for t in getattr(other, name)]
        assert (mine.left_edge.i, mine.right_edge.i) == (other.left_edge.i, other.right_edge.i)
    assert ours[3].nbor().i == 4
    assert ours[3].nbor(-1).i == 2


def test_spans_are_spacys(both):
    ours, theirs = both
    for start in range(len(ours)):
        for end in range(start + 1, min(start + 9, len(ours)) + 1):
            mine, other = ours[start:end], theirs[start:end]
            assert (mine.text, mine.root.i, mine.start_char, mine.end_char) == (
                other.text,
                other.root.i,
                other.start_char,
                other.end_char,
            )
            assert [t.i for t in mine] == [t.i for t in other]
            assert (len(mine), mine[0].i, mine[-1].i) == (len(other), other[0].i, other[-1].i)
    assert [(e.start, e.end, e.label_) for e in ours.ents] == [(e.start, e.end, e.label_) for e in theirs.ents]


def test_characters_are_found_as_spacy_finds_them(both):
    ours, theirs = both
    for start in range(len(ours.text)):
        for end in range(start + 1, min(start + 12, len(ours.text)) + 1):
            mine, other = ours.char_span(start, end), theirs.char_span(start, end, alignment_mode="expand")
            assert (mine.start, mine.end) == (other.start, other.end)
    assert ours.char_span(0, len(ours.text) + 1) is None


def test_slices_stay_inside(both):
    ours, _ = both
    assert ours[5:3].text == ""
    assert len(ours[len(ours) - 1 : len(ours) + 4]) == 1
    assert [t.i for t in ours[:2]] == [0, 1]
