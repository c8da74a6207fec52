"""What goes into extract, and what it makes of unusual input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimrec import Source, claims_from_doc, extract, iter_extract
from claimrec.errors import ClaimrecError, OptionError, PipelineError, SourceError


def test_nothing_in_nothing_out() -> None:
    assert extract([]) == ()
    assert extract([Source("a", "")]) == ()
    assert extract([Source("a", "   \n\n\t ")]) == ()
    assert extract([Source("a", "12 … ?! —")]) == ()


def test_one_source_needs_no_list() -> None:
    assert [c.type for c in extract(Source("a", "Two ministers met in Oslo."))] == ["meet"]


def test_an_id_used_twice_is_an_error_that_names_it() -> None:
    with pytest.raises(SourceError, match="'a' is used twice") as caught:
        extract([Source("a", "Rain fell."), Source("a", "Snow fell.")])
    assert caught.value.value == "a"


@pytest.mark.parametrize("wrong", ["a text", [1], 5, ["a text"]])
def test_what_is_no_source_is_an_error_that_says_what_to_do(wrong: object) -> None:
    with pytest.raises(OptionError, match="wrap the text"):
        extract(wrong)  # type: ignore[arg-type]


def test_a_pipeline_without_a_parser_is_an_error() -> None:
    import spacy

    with pytest.raises(PipelineError, match="lacks tagger, parser, ner"):
        extract([Source("a", "Rain fell.")], nlp=spacy.blank("en"))


def test_an_unknown_lexicon_key_is_an_error() -> None:
    with pytest.raises(OptionError, match="verbz"):
        extract([Source("a", "Rain fell.")], lexicon={"strand": {"verbz": ["maroon"]}})


def test_a_users_event_type_wins_over_the_shipped_one() -> None:
    claims = extract(
        [Source("a", "The tide marooned nine tourists.")], lexicon={"strand": {"verbs": ["maroon"], "unit": "stranded"}}
    )
    assert [c.type for c in claims] == ["strand"]
    assert [a.value.unit for a in claims[0].having("quantity")] == ["stranded"]  # type: ignore[union-attr]


def test_claims_come_in_the_order_of_the_text_and_of_the_sources() -> None:
    sources = [Source("b", "Ida met Olaf. Olaf resigned."), Source("a", "Olaf resigned.")]
    claims = extract(sources)
    assert [c.source.id for c in claims] == ["b", "b", "a"]
    assert [c.trigger.start for c in claims][:2] == sorted(c.trigger.start for c in claims[:2])


def test_one_source_read_alone_says_the_same_as_in_a_batch() -> None:
    sources = [
        Source(f"s{n}", f"In {n + 2} villages, {n + 3} houses burned down on Monday.", published="2024-05-08") for n in range(40)
    ]
    together = extract(sources)
    assert together == tuple(c for s in sources for c in extract([s]))


def test_progress_is_told_source_by_source() -> None:
    told: list[tuple[int, int | None]] = []
    extract([Source("a", "Ida met Olaf."), Source("b", "")], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_claims_are_read_as_they_are_consumed() -> None:
    seen: list[str] = []

    def stream() -> object:
        for n in range(200):
            seen.append(f"s{n}")
            yield Source(f"s{n}", "Ida met Olaf.")

    first = next(iter_extract(stream()))  # type: ignore[arg-type]
    assert first.source.id == "s0"
    assert len(seen) < 100


def test_a_doc_that_the_user_has(nlp: Language) -> None:
    source = Source("a", "Ida Holt met Olaf Lie in Bergen on 3 March 2024.")
    assert claims_from_doc(nlp(source.text), source) == extract([source], nlp=nlp)
    with pytest.raises(SourceError, match="as given"):
        claims_from_doc(nlp("Another text."), source)


def test_offsets_refer_to_the_text_as_given() -> None:
    text = (
        "\ufeffHome\nNews\n\n\u200bFire in  Łódź\x00 mill\r\n\r\n"
        "Three “workers” — 2 women & a man — were killed\tin the 🔥 in Łódź, police said.\n"
    )
    for claim in extract([Source("a", text)]):
        claim.check()


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_span_shows_its_words(text: str) -> None:
    try:
        claims = extract([Source("a", text)])
    except ClaimrecError:
        pytest.fail("no text is an error")
    for claim in claims:
        claim.check()
