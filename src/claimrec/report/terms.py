"""What fields, verdicts and times are called in a report for people."""

from __future__ import annotations

from collections.abc import Mapping

from claimrec.model import Finding, Outcome
from claimrec.values import Entity, Quantity, TimeSpan, Verdict
from claimrec.values.record import calendar_day
from claimrec.values.wording import say

__all__ = [
    "HEADINGS",
    "VERDICTS",
    "counted",
    "entity_names",
    "field_title",
    "granularity",
    "noun_for",
    "title_of",
    "verdict_reason",
]

_FIELDS = {
    "time": "When",
    "place": "Where",
    "agent": "Who did it",
    "patient": "To whom it happened",
    "recipient": "For whom",
    "participant": "Who took part",
    "instrument": "By what means",
    "topic": "On what",
    "speaker": "Who said it",
    "authority": "On whose word",
    "happened": "Whether it happened",
    "content": "What was said",
}
_MEASURES = {
    "age": "Age",
    "amount": "Amount",
    "distance": "Distance",
    "duration": "How long",
    "magnitude": "Magnitude",
    "office": "Office",
    "share": "Share",
    "speed": "Speed",
}

VERDICTS: Mapping[Verdict, str] = {
    Verdict.CONFLICT: "cannot all be true",
    Verdict.UPDATE: "a later report moved it on",
    Verdict.SCOPE: "comparable at first sight, but about different things",
    Verdict.REFINES: "all can be true, one is more exact",
    Verdict.AGREE: "the same, however worded",
}
"""What each verdict tells a reader."""

HEADINGS: Mapping[Verdict, str] = {
    Verdict.CONFLICT: "Why it is a conflict",
    Verdict.UPDATE: "Why it is only an update",
    Verdict.SCOPE: "Why it is no conflict",
    Verdict.REFINES: "Why it is no conflict",
    Verdict.AGREE: "Why they agree",
}
"""The heading over a finding's explanation."""

_REASONS: Mapping[Verdict, str] = {
    Verdict.CONFLICT: "No value fits all sides, and neither a later report nor a different scope explains it.",
    Verdict.UPDATE: "The figure moves with time, and the later report moved it on.",
    Verdict.SCOPE: "The sides speak of different things.",
    Verdict.REFINES: "One side is wider than the other, so both can be true.",
    Verdict.AGREE: "The sides say the same.",
}


def verdict_reason(verdict: Verdict) -> str:
    """What the verdict means, in a sentence."""
    return _REASONS[verdict]


def field_title(field: str, names: Mapping[str, str] | None = None, unit: str | None = None) -> str:
    """The field of a finding in words.

    Args:
        field: the field, as findings and the consensus call it.
        names: entity id -> name, for what belongs to somebody.
        unit: the unit of its values, which tells counts from measures.

    >>> field_title("time"), field_title("age of ann-lee", {"ann-lee": "Ann Lee"})
    ('When', 'Age of Ann Lee')
    >>> field_title("killed", unit="killed"), field_title("agreement", unit="agreement")
    ('How many killed', 'How many agreements')
    """
    what, _, whose = field.partition(" of ")
    title = _FIELDS.get(field) or _MEASURES.get(what)
    if title is None:
        title = f"How many {say(Quantity(2, 2, what)).removeprefix('2 ')}" if unit in (what, None) else what.capitalize()
    return f"{title} of {(names or {}).get(whose, whose)}" if whose else title


def title_of(finding: Finding, names: Mapping[str, str]) -> str:
    """The field of this finding in words."""
    value = finding.positions[0].value if finding.positions else None
    return field_title(finding.field, names, value.unit if isinstance(value, Quantity) else None)


def entity_names(outcome: Outcome) -> dict[str, str]:
    """Entity id -> the fullest name that a source uses."""
    made: dict[str, str] = {}
    for claim in outcome.claims:
        for argument in claim.arguments:
            value = argument.value
            if isinstance(value, Entity) and value.id and (len(value.name), value.name) > _rank(made.get(value.id)):
                made[value.id] = value.name
    return made


def _rank(name: str | None) -> tuple[int, str]:
    return (len(name), name) if name is not None else (-1, "")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "source"), counted(3, "source"), counted(2, "witness", "witnesses")
    ('1 source', '3 sources', '2 witnesses')
    """
    return f"{number} {noun_for(number, noun, plural)}"


def noun_for(number: int, noun: str, plural: str | None = None) -> str:
    """The noun as it stands beside a number.

    >>> noun_for(1, "witness", "witnesses"), noun_for(0, "source")
    ('witness', 'sources')
    """
    return noun if number == 1 else plural or noun + "s"


def granularity(value: TimeSpan) -> str:
    """How exactly a time is told.

    >>> granularity(TimeSpan.in_month(2025, 8))
    'to the month'
    """
    if value.granularity == "range" and value.start is not None and value.end is not None:
        days = (calendar_day(value.end) - calendar_day(value.start)).days
        return f"a stretch of {counted(days, 'day')}"
    return "to the minute" if value.granularity == "time" else f"to the {value.granularity}"
