"""Which sources are one witness where they share an agency."""

from __future__ import annotations

from claimrec import Reconciliation, extract, reconcile
from claimrec.model import Claim, Source
from claimrec.reconciliation.independence import origins
from claimrec.reconciliation.reading import read, runs_of
from claimrec.testing import make_claim, make_source

LEAD = "Seven hikers were rescued from a ridge above Narvik on Monday after two nights in deep snow"
FIRST = f"{LEAD}. The crew of a helicopter had seen their fire from far away, and sledges brought them down to the valley."
SECOND = f"{LEAD}, officials said. Doctors looked after them at an inn. None was badly hurt, and all but one went home by train."


def witnesses(claims: list[Claim]) -> dict[str, str]:
    """Source -> the earliest source whose text it repeats."""
    reading, words = read(claims)
    return origins(reading.sources, runs_of(reading, words))


def told(text: str, name: str, **about: str) -> list[Claim]:
    """A claim in every sentence: the sentences that claims stand in are what is compared."""
    source = make_source(text, id=name, **about)
    return [make_claim(source, "rescue", trigger=sentence.split()[1]) for sentence in text.split(". ")]


def test_rewritten_texts_of_one_agency_are_one_witness() -> None:
    assert witnesses(told(FIRST, "a") + told(SECOND, "b")) == {"a": "a", "b": "b"}
    assert witnesses(told(FIRST, "a", agency="AP") + told(SECOND, "b", agency="Associated Press")) == {"a": "a", "b": "a"}


def test_an_agency_is_known_as_publisher_too() -> None:
    claims = told(FIRST, "a", publisher="Reuters") + told(SECOND, "b", agency="Reuters")
    assert witnesses(claims) == {"a": "a", "b": "a"}


def test_two_agencies_are_two_witnesses() -> None:
    claims = told(FIRST, "a", agency="AP") + told(SECOND, "b", agency="AFP")
    assert witnesses(claims) == {"a": "a", "b": "b"}


def test_two_dispatches_of_one_agency_on_different_things_are_two_witnesses() -> None:
    other = "Nine miners were rescued from a flooded shaft in Silesia on Friday. The water had come in at noon."
    claims = told(FIRST, "a", agency="AP") + told(other, "b", agency="AP")
    assert witnesses(claims) == {"a": "a", "b": "b"}


def test_support_counts_one_agency_once_and_the_report_keeps_it() -> None:
    texts = {"a": f"NARVIK (AP) — {FIRST}", "b": f"NARVIK, Norway (AP) - {SECOND}"}
    result = reconcile(extract([Source(name, text, published="2024-03-05") for name, text in texts.items()]))
    report = result.to_dict()
    assert [source["agency"] for source in report["sources"]] == ["AP", "AP"]
    assert [source["origin"] for source in report["sources"]] == ["a", "a"]
    assert [source.agency for source in Reconciliation.from_dict(report).sources] == ["AP", "AP"]


def test_sources_given_again_do_not_lose_their_agency() -> None:
    given = [Source("a", f"NARVIK (AP) — {FIRST}", published="2024-03-05")]
    assert [source.agency for source in reconcile(extract(given), sources=given).sources] == ["AP"]
