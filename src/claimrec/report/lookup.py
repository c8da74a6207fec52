"""Look-ups into an outcome that several parts of the report share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from claimrec.model import Event, Finding, Outcome, Source
from claimrec.report.layout import event_names
from claimrec.report.terms import entity_names
from claimrec.values import Verdict

__all__ = ["ORDER", "Lookup"]

ORDER: Mapping[Verdict, int] = {
    verdict: place
    for place, verdict in enumerate((Verdict.CONFLICT, Verdict.UPDATE, Verdict.SCOPE, Verdict.REFINES, Verdict.AGREE))
}
"""Verdicts, from the one that a reader has to see first."""


@frozen(slots=False)
class Lookup:
    """An outcome by its ids."""

    outcome: Outcome = field(repr=False)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Source id -> source."""
        return {source.id: source for source in self.outcome.sources}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Source id -> its place in the list, which anchors are made from: an id may hold any character."""
        return {source.id: number for number, source in enumerate(self.outcome.sources, 1)}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Event id -> event."""
        return {event.id: event for event in self.outcome.events}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Event id -> what the event is called."""
        return event_names(self.outcome)

    @cached_property
    def names(self) -> dict[str, str]:
        """Entity id -> name."""
        return entity_names(self.outcome)

    @cached_property
    def findings(self) -> dict[str, tuple[Finding, ...]]:
        """Event id -> its findings, the gravest first."""
        made: dict[str, list[Finding]] = {}
        for finding in sorted(self.outcome.findings, key=lambda f: (ORDER[f.relation], f.field, f.id)):
            made.setdefault(finding.event, []).append(finding)
        return {event: tuple(found) for event, found in made.items()}

    def disputed(self, event: str, field: str) -> bool:
        """Whether the sources conflict on this field of the event."""
        return any(f.field == field and f.relation is Verdict.CONFLICT for f in self.findings.get(event, ()))

    @cached_property
    def events_of(self) -> dict[str, str]:
        """Claim id -> id of the event that it speaks of."""
        return {claim.id: event.id for event in self.outcome.events for claim in event.claims}

    def label(self, source: str) -> str:
        """What a source is called: its publisher where no other source has the same, else its id."""
        return self._labels.get(source, source)

    @cached_property
    def _labels(self) -> dict[str, str]:
        publishers = Counter(source.publisher for source in self.outcome.sources)
        return {s.id: s.publisher for s in self.outcome.sources if s.publisher and publishers[s.publisher] == 1}

    def origin(self, source: str) -> str | None:
        """The source whose text this one repeats; None where it is its own."""
        origin = self.outcome.origins.get(source, source)
        return None if origin == source else origin

    def anchor(self, source: str, start: int | None = None) -> str | None:
        """The id of a source in the page, or of the place in its text that starts there."""
        number = self.numbers.get(source)
        if number is None:
            return None
        return f"source-{number}" if start is None else f"source-{number}-{start}"
