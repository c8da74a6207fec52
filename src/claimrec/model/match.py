"""Pairs of claims: how strongly two speak of one event, why, and what a person decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from claimrec.values.record import Record, as_tuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Judgement", "Match", "Reason"]


@frozen
class Reason(Record):
    """One piece of evidence for or against two claims speaking of one event; weights add up to the score."""

    feature: str
    weight: float
    text: str


@frozen
class Match(Record):
    """Two claims that were compared, ``a`` before ``b`` by id, and how strongly they speak of one event."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...] = field(default=(), converter=as_tuple)

    def plot(self, *, ax: Axes | None = None) -> Axes:
        """The waterfall of the score: what each reason adds or takes away.

        Args:
            ax: Matplotlib's axes to draw into; new ones where None.

        Raises:
            OptionError: Matplotlib is not installed.
        """
        from claimrec.plotting import waterfall

        title = f"Score {self.score:+.1f}: {'one event' if self.score > 0 else 'two events'}"
        return waterfall([(reason.feature, reason.weight, reason.text) for reason in self.reasons], title=title, ax=ax)


@frozen
class Judgement(Record):
    """What a person decided about two claims: that they speak of the same event, or of different ones."""

    a: str
    b: str
    same: bool
