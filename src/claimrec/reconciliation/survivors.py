"""The injured of a happening as they are in the end: those who were shot and live, and those who were hurt and did not die."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from attrs import evolve

from claimrec.model import Consensus
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.tolls import is_mention, main_figures
from claimrec.values import Quantity, Value

__all__ = ["THE_HURT", "survivors", "the_injured"]

THE_HURT = frozenset({"shot", "injured", "hospitalized"})
"""Fields that tell of people who were hurt."""


def survivors(stated: Mapping[str, Sequence[Statement]]) -> list[Statement]:
    """What the reports state of the injured, where one counts more who were shot and live than it calls injured.

    "Twelve were shot, one of them died" says that eleven were hurt, whatever is told of two of these besides.
    Empty, where no report does.

    Args:
        stated: what the reports state as facts of the shot, the injured and the dead.
    """
    shot, dead, hurt = (_by_source(stated.get(name, ())) for name in ("shot", "killed", "injured"))
    made = {}
    for source, told in shot.items():
        if is_mention(told) or not isinstance(told.value, Quantity) or told.value.low is None:
            continue
        apart = OTHERS.match(told.evidence[0].text) is not None
        left = told.value.low - (_number(dead[source].value) if source in dead and not apart else 0)
        if left > (_number(hurt[source].value) if source in hurt else 0):
            value = _left(left, told.value)
            made[source] = evolve(told, field="injured", value=value)
    return [*(s for s in stated.get("injured", ()) if s.source not in made), *made.values()] if made else []


OTHERS = re.compile(r"(?:(?!,|\band\b).)*\b(?:others?|more|additional|further)\b", re.IGNORECASE)
"""Wording of a count beside which the dead are counted: "killed a woman and shot five others"; not "he and five others"."""


def _by_source(statements: Sequence[Statement]) -> dict[str, Statement]:
    """Source -> its main figure."""
    told: dict[str, list[Statement]] = {}
    for s in statements:
        told.setdefault(s.source, []).append(s)
    return {source: max(main_figures(said), key=_rank) for source, said in told.items()}


def _rank(s: Statement) -> tuple[bool, float]:
    return not is_mention(s), _number(s.value)


def the_injured(
    types: Collection[str], told: Mapping[str, Consensus], stated: Mapping[str, Sequence[Statement]]
) -> Consensus | None:
    """The injured, where what is told of the shot and of the dead says more of them than their own count; None where not.

    Args:
        types: types of the happening and of its parts.
        told: the consensus of the happening with its parts.
        stated: what the reports state as facts of the injured and the dead.
    """
    hurt = _hurt_by_shots(told) or _in_hospital(told)
    # Whoever a bullet hit is counted at once; in a fallen house more dead are found, who were in no count before.
    return _without_the_dead(told, stated) if hurt is None and "shoot" in types else hurt


def _hurt_by_shots(told: Mapping[str, Consensus]) -> Consensus | None:
    """Who was shot and not killed was hurt: the injured where the reports count only those who were shot."""
    shot, killed, injured = told.get("shot"), told.get("killed"), told.get("injured")
    if shot is None or not isinstance(shot.value, Quantity) or shot.value.low is None:
        return None
    # "Nobody was injured" beside somebody who was shot is said of all others.
    counted = injured is not None and isinstance(injured.value, Quantity) and bool(injured.value.high)
    left = shot.value.low - (_number(killed.value) if killed is not None else 0)
    if counted or left < 1:
        return None
    return _inferred(_left(left, shot.value), shot)


def _in_hospital(told: Mapping[str, Consensus]) -> Consensus | None:
    """Who was taken to hospital was hurt, where the reports count neither injured nor dead."""
    taken = told.get("hospitalized")
    if taken is None or not isinstance(taken.value, Quantity) or not {"injured", "killed", "shot"}.isdisjoint(told):
        return None
    return _inferred(evolve(taken.value, unit="injured"), taken)


def _without_the_dead(told: Mapping[str, Consensus], stated: Mapping[str, Sequence[Statement]]) -> Consensus | None:
    """Who was counted among the injured and died later is one of the dead, and is not counted twice.

    So the deaths are taken off the count of the injured that those who counted them did not know of: neither do they
    tell of them, nor did another report on an earlier day.
    """
    killed, injured = told.get("killed"), told.get("injured")
    if killed is None or injured is None or not isinstance(injured.value, Quantity):
        return None
    counting = [s for s in stated.get("injured", ()) if s.value.compare(injured.value).compatible]
    counted = min((s.published for s in counting if s.published is not None), default=None)
    deaths = stated.get("killed", ())
    if counted is None or any(s.published is None for s in deaths):
        return None
    knowing = {s.source for s in counting if s.published == counted}
    known = max(
        (_number(s.value) for s in deaths if s.source in knowing or s.published is not None and s.published < counted), default=0
    )
    later = _number(killed.value) - known
    left = _number(injured.value) - later
    if later < 1 or left < 0:
        return None
    return evolve(_inferred(_left(left, injured.value), injured), high=injured.high)


def _left(number: float, told: Quantity) -> Quantity:
    """Those of a count who live: its words say who are not counted."""
    text = f"{told.text} without the dead" if told.low is not None and number < told.low else told.text
    return evolve(told, low=number, high=None if told.high is None else number, unit="injured", text=text, stated=None)


def _inferred(value: Quantity, told: Consensus) -> Consensus:
    """What follows from what is told of others is less sure than that."""
    return Consensus(value, value, value, told.support, round(0.7 * told.confidence, 3))


def _number(value: Value) -> float:
    return (value.low or 0) if isinstance(value, Quantity) else 0
