"""Who said it, and on whose word an account rests: from text to findings."""

from __future__ import annotations

import pytest

from claimrec import Reconciliation, extract, reconcile
from claimrec.testing import make_source


def told(*texts: str) -> Reconciliation:
    return reconcile(extract([make_source(text, id=name) for name, text in zip("abc", texts, strict=False)]))


def of(result: Reconciliation, relation: str, field: str) -> list[str]:
    return [f.explanation for f in result.findings if f.relation == relation and f.field == field]


def test_the_same_words_from_two_speakers() -> None:
    result = told(
        'The harbour will stay open. "We will keep every berth working through the winter," said Mayor Ingrid Dahl on Monday.',
        'Port director Lars Holm was calm. "We will keep every berth working through the winter," Lars Holm said in Bergen.',
    )
    assert len(of(result, "conflict", "speaker")) == 1
    assert any(f.field == "speaker" for f in result.differences)


def test_the_same_words_from_one_speaker() -> None:
    result = told(
        'The harbour will stay open. "We will keep every berth working through the winter," said Ingrid Dahl on Monday.',
        'There is no danger for the port. "We will keep every berth working through the winter," Mayor Ingrid Dahl said.',
    )
    assert not of(result, "conflict", "speaker") and len(of(result, "agree", "speaker")) == 1


def test_a_quotation_that_is_cut_has_one_speaker() -> None:
    result = told(
        'Ingrid Dahl said: "We will keep every berth working through the winter, and no ferry will be cancelled this year."',
        'It went well. "We will keep every berth working through the winter," Mayor Ingrid Dahl told reporters.',
    )
    assert not of(result, "conflict", "speaker")
    assert len(of(result, "agree", "speaker")) == 1
    assert of(result, "refines", "speaker") == ["a has the words of Ingrid Dahl in full, b a part of them"]


def test_other_words_from_other_speakers_are_no_conflict() -> None:
    result = told(
        '"We will keep every berth working through the winter," said Mayor Ingrid Dahl.',
        '"Nobody asked the crews of the small ferries," said union leader Lars Holm.',
    )
    assert not result.differences or all(f.field != "speaker" for f in result.differences)


def test_a_speaker_without_a_name_is_the_vaguer_one() -> None:
    result = told(
        '"We will keep every berth working through the winter," said Mayor Ingrid Dahl on Monday.',
        '"We will keep every berth working through the winter," an official said.',
    )
    assert len(of(result, "refines", "speaker")) == 1 and not of(result, "conflict", "speaker")


@pytest.mark.parametrize(
    ("named", "vague"),
    [("the Coast Guard", "officials"), ("Sheriff Ola Moen", "local media")],
)
def test_a_named_authority_beside_a_vague_one(named: str, vague: str) -> None:
    result = told(
        f"A ferry crash killed three people in Bergen on 3 March 2025, according to {named}.",
        f"Three people died in a ferry crash in Bergen on 3 March 2025, {vague} said.",
    )
    assert of(result, "refines", "authority")
    assert not result.conflicts


def test_two_named_authorities_may_both_have_spoken() -> None:
    result = told(
        "A ferry crash killed three people in Bergen on 3 March 2025, according to the Coast Guard.",
        "Three people died in a ferry crash in Bergen on 3 March 2025, according to Haukeland Hospital.",
    )
    assert of(result, "scope", "authority") and not result.conflicts
