"""An update is told from the old value to the new one, wherever it is shown; stored reports keep the best supported one first."""

from __future__ import annotations

from claimrec import Claim, Finding, Reconciliation, Source, Verdict, reconcile
from claimrec.model.cards import finding_card, findings_card
from claimrec.testing import make_claim


def toll(name: str, day: int | None, dead: int, so_far: str = "") -> Claim:
    text = f"{so_far}A landslide killed {dead} people in Kochi on 1 July 2024."
    source = Source(name, text, published=f"2024-07-{day:02}" if day else None)
    return make_claim(source, "kill", trigger="killed", killed=dead, place="Kochi", time=("2024-07-01", "1 July 2024"))


def update(result: Reconciliation) -> Finding:
    (found,) = (f for f in result.findings if f.relation is Verdict.UPDATE and f.field == "killed")
    return found


def figures(positions: object) -> list[float]:
    return [position.value.low for position in positions]  # type: ignore[attr-defined]


def in_order(text: str, *words: str) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


GROWN = [toll("noon", 2, 7), toll("dusk", 3, 12), toll("week", 9, 15), toll("month", 20, 15, "Now it is known. ")]


def test_reports_tell_an_update_from_old_to_new() -> None:
    result = reconcile(GROWN)
    finding = update(result)
    assert figures(finding.positions)[0] == 15
    assert figures(finding.shown) == [7, 12, 15]
    shown = [str(finding), result.as_context(), finding_card(finding), findings_card([finding]), finding.explanation]
    named = ("7 ", "12 ", "15 ")
    for text in (result.to_text(), result.to_markdown()):
        entry = text[text.index("pdates (1)" if "pdates (1)" in text else "UPDATES (1)") :]
        shown.append(entry[entry.index("7 killed") :])
    page = result.to_html()
    shown.append(page[page.index(f'id="{finding.id}"') :])
    for text in shown:
        assert in_order(text, *(number + "killed" if number + "killed" in text else number for number in named)), text


def test_the_stored_report_keeps_the_best_supported_first() -> None:
    finding = update(reconcile(GROWN))
    assert next(p["value"]["low"] for p in finding.to_dict()["positions"]) == 15
    assert [p.independent for p in finding.positions] == sorted((p.independent for p in finding.positions), reverse=True)
    stored = Reconciliation.from_dict(reconcile(GROWN).to_dict())
    assert figures(update(stored).shown) == [7, 12, 15]


def test_without_days_the_lower_toll_is_the_older_one() -> None:
    finding = update(reconcile([toll("a", None, 9, "By the latest count: "), toll("b", None, 4)]))
    assert figures(finding.shown) == [4, 9]
    assert finding.explanation.startswith("4 killed (b) vs 9 killed (a)")


def test_a_late_repeat_of_the_old_figure_stays_old() -> None:
    finding = update(reconcile([toll("noon", 2, 7), toll("dusk", 3, 12), toll("late", 30, 7, "Months of rain. ")]))
    assert figures(finding.shown) == [7, 12]


def test_other_findings_are_shown_as_they_are() -> None:
    result = reconcile(GROWN)
    others = [finding for finding in result.findings if finding.relation is not Verdict.UPDATE]
    assert others
    assert all(finding.shown is finding.positions for finding in others)
