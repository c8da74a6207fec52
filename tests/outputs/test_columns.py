"""Text in columns: letters that are wide, letters that take no room, words that no line holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.report.columns import columns, filled, wrapped

words = st.lists(st.text(st.sampled_from("ab-é明ش\u0301"), min_size=1, max_size=14), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("Oslo", 4),
        ("東京", 4),
        ("ｱ", 1),
        ("é", 1),
        ("e\u0301", 1),
        ("علی\u200cرضا", 6),
        ("👩\u200d👩\u200d👧", 2),
        ("🇺🇦", 2),
    ],
)
def test_how_wide_a_text_is(text: str, wide: int) -> None:
    assert columns(text) == wide
    assert columns(filled(text, 9)) == 9


@given(words, st.integers(8, 40), st.integers(0, 4), st.integers(0, 4))
def test_lines_hold_all_letters_and_are_not_too_long(text: str, width: int, first: int, then: int) -> None:
    lines = wrapped(text, width, " " * first, " " * then)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)
    assert all(line.startswith(" " * then) for line in lines[1:])


def test_words_are_kept_whole_where_a_line_can_hold_them() -> None:
    assert wrapped("nine people were killed", 12) == ["nine people", "were killed"]
    assert wrapped("at " + "x" * 12, 12) == ["at", "x" * 12]
    assert wrapped("at " + "x" * 13, 12) == ["at " + "x" * 9, "x" * 4]
    assert wrapped("明斯克明斯克", 5, "", " ") == ["明斯", " 克明", " 斯克"]


def test_what_stands_before_words_may_be_wider_than_the_line() -> None:
    assert wrapped("a b", 4, "long:  ", " ") == ["long:", " a b"]
    assert wrapped("明", 1) == ["明"]


def test_nothing_is_one_line() -> None:
    assert wrapped("", 10, "- ") == ["-"]
