"""Many words looked for at once are found where each alone is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimrec.reconciliation.cues import ENDING, told_with

CUES = ("mm", "gun", "life", " knife", "year-old", "passed away", "straße", "ǆx")
WORDS = (*CUES, "LIFE", "Guns", "STRASSE", "lif", "mM", "ü", "\n", "\udc80", "1", "")


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map("".join), max_size=8))
def test_each_cue_is_found_in_the_sentences_that_have_it(sentences: list[str]) -> None:
    folded = [text.casefold() for text in sentences]
    cues = [cue.casefold() for cue in CUES]
    found = {cue: [n for n, text in enumerate(folded) if cue in text] for cue in cues}
    assert told_with(sentences, cues) == {cue: rows for cue, rows in found.items() if rows}


def test_a_cue_with_which_a_word_ends_is_found_nowhere_else() -> None:
    sentences = ["A 9mm gun", "in summer", "12 MM", "9 mm.", "mm1 mmm", "mmü"]
    assert told_with(sentences, [f"mm{ENDING}"]) == {f"mm{ENDING}": [0, 2, 3, 4, 5]}
