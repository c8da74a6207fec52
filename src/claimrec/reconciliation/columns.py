"""Claims as columns: NumPy arrays made once, on which blocking, scoring and clustering work.

Several values a claim (its actors) stand in ragged columns, see :mod:`claimrec.reconciliation.ragged`. Values that are
compared as objects (places, times) are stored once each, and claims hold their codes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property, partial

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from claimrec.model import Claim, Source
from claimrec.reconciliation.known import Known
from claimrec.reconciliation.ragged import NONE, Floats, Ints, Lines, Lists, lines_of, ordered_codes
from claimrec.reconciliation.sketches import Sketches, sketches_of
from claimrec.reconciliation.workers import side_by_side
from claimrec.values import Entity, Place, Quantity, TimeSpan
from claimrec.values.record import calendar_day

__all__ = ["GRAIN", "Columns", "day_of", "last_day"]

GRAIN = {"time": 0, "day": 1, "week": 2, "month": 3, "quarter": 4, "season": 4, "range": 2, "year": 5, "decade": 6}


@frozen(eq=False, kw_only=True)
class Columns:
    """A pile of claims as columns; row ``n`` is ``claims[n]``.

    Args:
        claims: the claims, in their stable order.
        sources: the sources, sorted by id; ``source`` holds their place here.
        types: folded types by code.
        actors: the id of each actor code; countries acting through a capital stand under the country.
        weights: how much sharing an actor says, by actor code.
        named: whether an actor has a name of its own, by code.
        person: whether an actor is a person with a name, by code.
        places: the distinct places; ``times``, ``quantities`` likewise.
        type: folded type code.
        source: source code.
        witness: code of the source whose text this source repeats.
        acting: actor codes in acting roles, with the countries whose office holders act.
        agents: those who act, patients those to whom it is done; mutual types hold all in ``agents``.
        company: named actors of the claims around it in its source.
        start: first day (days since 1970), NONE where unknown; ``end`` the day after.
        grain: how fine the time is: 0 clock time, 1 day, 2 week, 3 month, ... 6 decade.
        time: code of the time; ``time_inferred`` where it comes from context.
        place: code of the place; ``place_inferred`` likewise.
        counts: codes of quantities with a unit.
        words: codes of content words of the claim's sentence; ``content`` of the words it quotes or reports.
        story: codes of the features of each source's story; ``story_weights`` says how much each feature tells.
        published: day of publication, NONE where unknown.
        trigger: code of the trigger's words.
        whole: code of the larger happening that a first grouping made it part of, NONE where there is none.
        names: the id of an actor -> the actor by its fullest name.
    """

    claims: Sequence[Claim]
    sources: Sequence[Source]
    types: Sequence[str]
    actors: Sequence[str]
    weights: Floats
    named: NDArray[np.bool_]
    person: NDArray[np.bool_]
    places: Sequence[Place]
    times: Sequence[TimeSpan]
    quantities: Sequence[Quantity]
    vocabulary: Sequence[str]
    rarity: Floats
    type: Ints
    source: Ints
    witness: Ints
    acting: Lists
    agents: Lists
    patients: Lists
    company: Lists
    start: Ints
    end: Ints
    grain: Ints
    time: Ints
    time_inferred: NDArray[np.bool_]
    place: Ints
    place_inferred: NDArray[np.bool_]
    counts: Lists
    words: Lists
    content: Lists
    story: Lists
    story_weights: Floats
    published: Ints
    trigger: Ints
    whole: Ints
    names: Mapping[str, Entity] = field(factory=dict)

    def __len__(self) -> int:
        return len(self.claims)

    def ready(self) -> None:
        """Make what is made when first asked for, so that processes that are forked off need not make it each for itself."""
        names = ("sketches", "told", "said", "sketched_content", "story_lines", "norms", "persons", "counted")
        side_by_side(partial(getattr, self), names, len(self))

    @cached_property
    def told(self) -> Floats:
        """How much the words of each claim's sentence tell."""
        return self.words.total(self.rarity)

    @cached_property
    def said(self) -> Floats:
        """How much the words tell that each claim quotes or reports."""
        return self.content.total(self.rarity)

    @cached_property
    def story_lines(self) -> Lines:
        """The story of each source in lines of one length."""
        return lines_of(self.story, len(self.story_weights))

    @cached_property
    def sketches(self) -> Sketches:
        """What tells quickly how much two sources share at most."""
        return sketches_of(self.story.values, self.story.sizes, self.story_weights)

    @cached_property
    def sketched_content(self) -> Sketches:
        """The same for the words that two claims quote or report, which are few."""
        return sketches_of(self.content.values, self.content.sizes, self.rarity, classes=4, wide=1)

    @cached_property
    def norms(self) -> Floats:
        """How much the story of each source tells."""
        return self.story.total(self.story_weights)

    @cached_property
    def persons(self) -> Mapping[str, Floats]:
        """How many persons with a name each claim has among its ``agents`` and its ``patients``."""
        person = self.person.astype(np.float64)
        return {"agents": self.agents.total(person), "patients": self.patients.total(person)}

    @cached_property
    def counted(self) -> tuple[Ints, Sequence[Sequence[Quantity]]]:
        """For each claim a code for all that it counts, NONE where that is nothing, and the quantities of each code."""
        told: dict[tuple[int, ...], int] = {}
        code = np.full(len(self), NONE, dtype=np.int64)
        single = np.flatnonzero(self.counts.sizes == 1)
        values = self.counts.values[self.counts.starts[single]]
        number, kept = ordered_codes(values, len(self.quantities))
        told.update({(value,): n for n, value in enumerate(kept.tolist())})
        code[single] = number[values]
        for row in np.flatnonzero(self.counts.sizes > 1).tolist():
            code[row] = told.setdefault(tuple(self.counts.row(row).tolist()), len(told))
        return code, [[self.quantities[n] for n in codes] for codes in told]

    @cached_property
    def weighed(self) -> Mapping[str, dict[int, float]]:
        """What two times, two places or two lots of counts weigh, as far as it has been asked, by both their codes."""
        return {"time": {}, "place": {}, "counts": {}}

    @cached_property
    def alike(self) -> Known:
        """How alike the stories of two sources are, as far as it has been worked out before, by both their codes."""
        return Known()


def day_of(moment: dt.date) -> int:
    """Days since 1970-01-01."""
    return calendar_day(moment).toordinal() - _EPOCH


_EPOCH = dt.date(1970, 1, 1).toordinal()


def last_day(time: TimeSpan) -> int:
    """The day after the last day that a time touches."""
    assert time.end is not None
    day = day_of(time.end)
    clock = isinstance(time.end, dt.datetime) and (time.end.hour or time.end.minute or time.end.second)
    return day + 1 if clock else day
