"""Plots: what is drawn, read back from the axes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claimrec import Claim, Quantity, Reconciliation, Source, TimeSpan, reconcile
from claimrec.model import Match, Reason
from claimrec.testing import make_claim

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
plt = pytest.importorskip("matplotlib.pyplot")

from claimrec import plots, plotting  # noqa: E402 - nothing is drawn on a screen

DAY = TimeSpan("2024-03-03", "2024-03-04", "day", text="3 March 2024")
NEXT = TimeSpan("2024-03-04", "2024-03-05", "day", text="3 March 2024")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


TEXTS = {  # no two alike, since copies are one witness
    "a": "On 3 March 2024 {} people were hurt in Oslo when a tram left the rails.",
    "b": "A derailment: {} people were hurt in Oslo on 3 March 2024, says the rescue service.",
    "c": "Oslo. Doctors treated {} people hurt aboard line 12 during the morning rush of 3 March 2024.",
}


def hurt(name: str, low: int, high: int | None = -1, day: TimeSpan = DAY, published: str | None = "2024-03-05") -> Claim:
    words = f"at least {low}" if high is None else str(low)
    source = Source(name, TEXTS[name].format(words), published=published)
    value = Quantity(low, low if high == -1 else high, "injured", text=words, stated=low)
    return make_claim(source, "injure", trigger="hurt", injured=value, place="Oslo", time=day)


def three() -> Reconciliation:
    return reconcile([hurt("a", 12), hurt("b", 12), hurt("c", 15)])


def written(ax: object) -> list[str]:
    return [text.get_text() for text in ax.texts]  # type: ignore[attr-defined]


def rows(ax: object) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]  # type: ignore[attr-defined]


def test_agreement_counts_the_facts_that_two_sources_share() -> None:
    ax = plots.agreement(three())
    assert rows(ax) == ["a", "b", "c"]
    # day, place and count are shared by all; a and b agree in them, c stands alone with its count
    assert sorted(written(ax)) == ["2/3", "2/3", "2/3", "2/3", "3/3", "3/3"]


def test_a_fact_counts_once_however_many_findings_it_has() -> None:
    both, apart = plots._shared(three().findings)
    assert both == {("a", "b"): 3, ("a", "c"): 3, ("b", "c"): 3}
    assert apart == {("a", "c"): 1, ("b", "c"): 1}


def test_sources_without_a_common_fact_have_an_empty_cell() -> None:
    other = make_claim(Source("z", "A bank was robbed in Rome."), "rob", trigger="robbed", place="Rome")
    ax = plots.agreement(reconcile([hurt("a", 12), hurt("b", 12), other]))
    assert written(ax) == ["3/3", "3/3"]


def test_the_timeline_draws_best_times_dark_and_others_light() -> None:
    ax = plots.timeline(reconcile([hurt("a", 12), hurt("b", 12), hurt("c", 12, day=NEXT)]))
    assert rows(ax) == ["injure · Oslo"]
    # heights tell the best supported time from the others
    assert sorted((bar.get_height(), bar.get_x(), bar.get_width()) for bar in ax.patches) == [
        (0.3, 19786.0, 1.0),
        (0.6, 19785.0, 1.0),
    ]


def test_the_timeline_can_leave_out_what_one_source_tells() -> None:
    assert rows(plots.timeline(three(), sources=4)) == []


def test_sources_of_mixed_dates_are_drawn() -> None:
    claims = [hurt("a", 12), hurt("b", 12, published="2024-03-05T10:00:00"), hurt("c", 12, published=None)]
    assert len(plots.timeline(reconcile(claims)).lines) == 2


def test_extremes_show_lowest_and_highest_of_each_field() -> None:
    ax = plots.extremes(three())
    assert rows(ax) == ["How many injured: injure · Oslo"]
    assert [text for text in written(ax) if text] == ["12", "15"]
    assert plotting.DISPUTE in {line.get_color() for line in ax.lines}


def test_an_open_end_has_an_arrow() -> None:
    ax = plots.extremes(reconcile([hurt("a", 10, None), hurt("b", 12)]))
    assert [text for text in written(ax) if text] == ["10", "12"]
    assert "" in written(ax)
    assert plotting.DISPUTE not in {line.get_color() for line in ax.lines}


def test_fields_on_which_all_agree_are_left_out_of_the_extremes() -> None:
    assert rows(plots.extremes(reconcile([hurt("a", 12), hurt("b", 12)]))) == []


def test_the_waterfall_ends_at_the_score() -> None:
    result = three()
    match = result.why(*result.claims[:2])
    ax = match.plot()
    *steps, total = ax.patches
    assert len(steps) == len(match.reasons)
    assert total.get_width() == pytest.approx(match.score)
    assert sum(step.get_width() for step in steps) == pytest.approx(match.score)
    assert rows(ax)[-1] == "score"
    assert ax.get_title(loc="left").endswith("one event")


def test_a_match_without_reasons_is_drawn() -> None:
    ax = plots.waterfall(Match("a", "b", 0.0))
    assert rows(ax) == ["score"]
    assert ax.get_title(loc="left").endswith("two events")


def test_dollars_of_a_source_are_no_formula() -> None:
    ax = Match("a", "b", 1.0, (Reason("words", 1.0, "both have $1^$2 and \x1b[31m"),)).plot()
    assert rows(ax)[0] == "words: both have $1^$2 and �[31m"
    ax.figure.canvas.draw()  # a formula with a mistake in it would fail here


@pytest.mark.parametrize("draw", [plots.agreement, plots.timeline, plots.extremes])
def test_an_empty_result_is_an_empty_plot(draw: object) -> None:
    ax = draw(Reconciliation())  # type: ignore[operator]
    assert rows(ax) == []
    ax.figure.canvas.draw()


@pytest.mark.parametrize("draw", [plots.agreement, plots.timeline, plots.extremes])
def test_axes_that_are_given_are_used(draw: object) -> None:
    _, ax = plt.subplots()
    assert draw(three(), ax=ax) is ax  # type: ignore[operator]


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from claimrec.errors import OptionError

    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    monkeypatch.delattr(matplotlib, "pyplot", raising=False)
    with pytest.raises(OptionError, match=r"claimrec\[plot\]"):
        plots.timeline(three())


def test_the_same_result_gives_the_same_picture() -> None:
    def drawn() -> bytes:
        figure = plots.timeline(three()).figure
        figure.canvas.draw()
        return bytes(figure.canvas.buffer_rgba())

    assert drawn() == drawn()
