"""Names a letter apart are shown side by side, and never taken for one person in silence."""

from __future__ import annotations

from claimrec import Kind, Severity, Source, Verdict, extract, reconcile

ONE = Source("a", "Police arrested Dmitry Voronin over the fire at a paint factory in Leeds on Monday.", published="2024-05-15")


def told(name: str) -> list[tuple[Verdict, Severity]]:
    other = Source(
        "b",
        f"A man named as {name} is in custody. {name} was arrested by police over Monday's fire at the Leeds paint factory, "
        "which had stood empty since the spring.",
        published="2024-05-15",
    )
    result = reconcile(extract([ONE, other]))
    return [(f.relation, f.severity) for f in result.findings if f.kind is Kind.PARTICIPANT and f.field == "patient"]


def test_a_spelling_that_may_be_of_the_same_name_is_a_low_refinement() -> None:
    assert told("Dmitri Voronin") == [(Verdict.REFINES, Severity.LOW)]


def test_the_same_name_agrees() -> None:
    assert [relation for relation, _ in told("Dmitry Voronin")] == [Verdict.AGREE]
