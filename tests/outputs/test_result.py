"""The result object, the report as JSON, and its schema."""

from __future__ import annotations

import copy
import json

import jsonschema
import pytest

from claimrec import AnchorError, OptionError, Reconciliation, RecordError, Verdict, reconcile
from claimrec.model import Outcome, Source, digest_of
from claimrec.serialize import as_json, schema


def check(report: dict) -> None:
    jsonschema.Draft202012Validator(schema()).validate(report)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_a_result_shows_what_was_found(result: Reconciliation, outcome: Outcome) -> None:
    assert (result.sources, result.claims, result.events, result.findings) == (
        outcome.sources,
        outcome.claims,
        outcome.events,
        outcome.findings,
    )
    assert [finding.relation for finding in result.conflicts] == [Verdict.CONFLICT]
    assert [finding.field for finding in result.differences] == ["authority"]
    assert result.origins["copy"] == "alpha"
    assert repr(result) == "<Reconciliation 3 sources, 4 claims, 2 events, 3 findings, 1 conflict>"


def test_the_report_has_the_shape_of_the_schema(result: Reconciliation) -> None:
    check(result.to_dict())
    check(result.to_dict(texts=False))
    check(Reconciliation().to_dict())
    assert list(result.to_dict()) == ["schema", "sources", "claims", "matches", "events", "findings", "judgements"]
    assert result.to_dict()["sources"][2]["origin"] == "alpha"


@pytest.mark.parametrize(
    "path",
    [
        ("more",),
        ("sources", 0, "more"),
        ("claims", 0, "more"),
        ("claims", 0, "trigger", "more"),
        ("claims", 0, "arguments", 0, "more"),
        ("claims", 0, "cited", 0, "more"),
        ("matches", 0, "more"),
        ("events", 0, "more"),
        ("findings", 0, "more"),
        ("findings", 0, "positions", 0, "more"),
        ("judgements", 0, "more"),
    ],
)
def test_the_schema_lets_nothing_unknown_in(result: Reconciliation, path: tuple) -> None:
    report = result.to_dict()
    at = report
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = 1
    with pytest.raises(jsonschema.ValidationError):
        check(report)


def test_values_may_say_more(result: Reconciliation) -> None:
    report = result.to_dict()
    report["claims"][0]["arguments"][0]["value"]["more"] = 1
    check(report)


def test_the_report_comes_back(result: Reconciliation) -> None:
    stored = json.loads(result.to_json())
    assert Reconciliation.from_dict(stored) == result
    assert Reconciliation.from_dict(stored).to_json() == result.to_json()


def test_the_report_comes_back_without_its_texts(result: Reconciliation) -> None:
    stored = json.loads(result.to_json(texts=False))
    assert all("text" not in source for source in stored["sources"])
    bare = Reconciliation.from_dict(stored)
    assert bare.to_dict() == stored
    assert bare != result
    texts = {source.id: source.text for source in result.sources}
    assert Reconciliation.from_dict(stored, texts) == result


def test_a_source_without_words_comes_back() -> None:
    made = Reconciliation(Outcome(sources=(Source("a", ""),), origins={"a": "a"}))
    assert Reconciliation.from_dict(made.to_dict()) == made
    assert Reconciliation.from_dict(made.to_dict(texts=False)) == made


def test_another_text_is_refused(result: Reconciliation) -> None:
    with pytest.raises(AnchorError, match=r"digest.*'alpha'"):
        Reconciliation.from_dict(result.to_dict(texts=False), {"alpha": "Something else."})


def edited(report: dict, *path: object, to: object) -> dict:
    made = copy.deepcopy(report)
    at = made
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return made


@pytest.mark.parametrize(
    ("path", "to", "error", "said"),
    [
        (("schema",), "claimrec/9", RecordError, "claimrec/9"),
        (("claims",), None, RecordError, "claims must be an array"),
        (("claims", 0), 5, RecordError, r"claims\[0\]"),
        (("claims", 0, "source"), "nobody", RecordError, "nobody"),
        (("claims", 0, "polarity"), "maybe", RecordError, "maybe|polarity"),
        (("claims", 0, "type"), "kill", RecordError, "hash"),
        (("sources", 1, "id"), "alpha", RecordError, "twice"),
        (("sources", 0, "published"), "soon", ValueError, "soon"),
        (("sources", 2, "origin"), "nobody", RecordError, "origin"),
        (("events", 0, "claims", 0), "c-0", RecordError, "c-0"),
        (("events", 1, "part_of"), "e-0", RecordError, "e-0"),
        (("findings", 0, "event"), "e-0", RecordError, "e-0"),
        (("findings", 0, "relation"), "war", RecordError, r"findings\[0\]"),
        (("findings", 0, "positions", 0, "value", "low"), "twelve", RecordError, "number|low"),
        (("findings", 0, "positions", 0, "evidence", 0, "start"), 0, AnchorError, "f-1 quotes"),
        (("findings", 0, "positions", 0, "evidence", 0, "source"), "nobody", RecordError, "nobody"),
        (("matches", 0, "score"), "high", RecordError, r"matches\[0\]"),
        (("judgements", 0, "same"), 1, RecordError, r"judgements\[0\]"),
    ],
)
def test_a_damaged_report_is_refused(result: Reconciliation, path: tuple, to: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        Reconciliation.from_dict(edited(result.to_dict(), *path, to=to))


@pytest.mark.parametrize("given", [None, 5, [], "{}", {}])
def test_what_is_no_report_is_refused(given: object) -> None:
    with pytest.raises(RecordError, match="report"):
        Reconciliation.from_dict(given)  # type: ignore[arg-type]


def test_a_result_is_made_from_an_outcome() -> None:
    with pytest.raises(OptionError, match="Outcome"):
        Reconciliation([])  # type: ignore[arg-type]


def test_json_keeps_words_readable_and_lone_surrogates_writable() -> None:
    assert as_json({"a": "Malmö"}, indent=None) == '{"a": "Malmö"}'
    assert json.loads(as_json({"a": "x\ud800"}).encode().decode()) == {"a": "x\ud800"}


def test_findings_and_events_are_readable(result: Reconciliation) -> None:
    assert str(result.findings[0]).splitlines() == [
        f"CONFLICT injured (high, confidence 0.90): {result.findings[0].explanation}",
        "  - alpha “12 people”; copy “12 people”",
        "  - beta “At least 13 people”",
    ]
    assert str(result.events[1]) == "kill in beta (1 claim)\n  beta: “Nobody “was *killed*””"
    assert "&lt;b&gt;" in result.events[0]._repr_html_()
    assert result.findings[0]._repr_html_().startswith('<div class="claimrec-card conflict">')


def test_no_claims_give_an_empty_report() -> None:
    result = reconcile([])
    assert result.findings == ()
    assert "nothing to compare" in str(result)
    check(result.to_dict())


@pytest.mark.parametrize("given", ["claims", b"", {}, 5, None])
def test_what_are_no_claims_is_told(given: object) -> None:
    with pytest.raises(OptionError, match="claims"):
        reconcile(given)  # type: ignore[arg-type]


def test_what_the_library_finds_has_the_shape_of_the_schema(nlp: object) -> None:
    from claimrec import extract

    sources = [
        Source("a", "Twelve people were killed in a fire in Oslo on 3 March 2024, police said.", published="2024-03-04"),
        Source("b", "A fire killed 13 people in Oslo on Sunday. Mayor Ann Lee, 51, visited the scene.", published="2024-03-04"),
        Source("c", ""),
        Source("d", "!!! ??? 12"),
    ]
    result = reconcile(extract(sources, nlp=nlp))
    check(result.to_dict())
    assert result.claims
    assert Reconciliation.from_dict(json.loads(result.to_json())).to_json() == result.to_json()
    assert all(source["digest"] == digest_of(source["text"]) for source in result.to_dict()["sources"])
