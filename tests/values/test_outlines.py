"""Outlines of names: what they tell apart is never equal, nor one a fuller form of the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimrec.values import Relation
from claimrec.values.names import compare_names
from claimrec.values.outlines import may_hold, outline

HOLDS = {Relation.EQUAL, Relation.NARROWER, Relation.BROADER}

WORDS = (
    "Jan Daniel JanDaniel Jandaniell J. J.C. Jean-Luc Luc Jeanluc JL Abu Bakr Abubakr Abdul Abd al-Haddad bin van Dr Jr "
    "Queen II Li Jong-un Jongun Иванов Ivanov 김정은 Maria Mario Smith smith O'Neil Bank of Chad the UN United Nations Ltd Co. "
    "Ministry Defence Defense Home Affairs Interior Department 44 forty four U.N. S.A. Good Will Goodwill Goodwil"
).split()
NAMES = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


@given(NAMES, NAMES, st.sampled_from(["person", "organization"]))
def test_names_that_outlines_tell_apart_hold_nothing_of_each_other(a: str, b: str, kind: str) -> None:
    if compare_names(a, b, kind=kind) in HOLDS:
        assert may_hold(outline(a, kind=kind), outline(b, kind=kind))


@given(NAMES, NAMES)
def test_it_does_not_matter_which_outline_comes_first(a: str, b: str) -> None:
    assert may_hold(outline(a), outline(b)) == may_hold(outline(b), outline(a))


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Jane Smith", "John Smith", "person"),
        ("Kovalenka", "Kovalenko", "person"),  # a slip is no fuller name
        ("Bank of Chad", "Bank of Ghana", "organization"),
    ],
)
def test_other_words_are_told_apart(a: str, b: str, kind: str) -> None:
    assert not may_hold(outline(a, kind=kind), outline(b, kind=kind))
