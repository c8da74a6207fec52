"""Drafts: claims in the making, while their arguments still point at tokens."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from claimrec.extraction.mentions import Found
from claimrec.extraction.triggers import Trigger
from claimrec.model import Citation, Modality, Polarity, Role, Span
from claimrec.values import Entity, Quantity, Value

__all__ = ["Draft", "DraftArgument", "Mentions"]


@define
class DraftArgument:
    """An argument in the making.

    ``head`` is the token whose referent context may still find out, ``holder`` the token of whose age it is;
    ``implied`` is a count that only the people in a role imply; ``goal`` is a place that somebody was brought to, where
    nothing else of the story happened.
    """

    role: Role
    value: Value | None
    evidence: Span
    head: int
    inferred: bool = False
    holder: int | None = None
    of: str | None = None
    implied: bool = False
    goal: bool = False


@define(eq=False)
class Draft:
    """A claim in the making.

    ``background`` lies before the story; ``elsewhen`` is set apart in time by its own sentence ("after a fire killed nine");
    ``later`` comes after a dated happening that its own subject is told by ("the man injured on Monday has died").
    """

    trigger: Trigger
    sentence: int
    polarity: Polarity
    modality: Modality
    tense: str
    background: bool
    elsewhen: bool = False
    later: bool = False
    arguments: list[DraftArgument] = field(factory=list)
    cited: list[Citation] = field(factory=list)

    def having(self, *roles: Role) -> list[DraftArgument]:
        """The arguments in one of the roles."""
        return [argument for argument in self.arguments if argument.role in roles]

    def add(self, argument: DraftArgument) -> None:
        """Add an argument unless the same words already state it in the same role."""
        for known in self.arguments:
            same_words = (known.evidence.start, known.evidence.end) == (argument.evidence.start, argument.evidence.end)
            if known.role == argument.role and same_words and known.head == argument.head and not _is_outcome(known, argument):
                return
        self.arguments.append(argument)


def _is_outcome(known: DraftArgument, argument: DraftArgument) -> bool:
    """ "Three people were fatally shot": the same words count the shot and the dead."""
    both = (known.value, argument.value)
    return {value.unit for value in both if isinstance(value, Quantity)} == {"shot", "killed"}


class Mentions:
    """All values found in a Doc, looked up by token."""

    def __init__(
        self,
        entities: Iterable[Found] = (),
        places: Iterable[Found] = (),
        quantities: Iterable[Found] = (),
        times: Iterable[Found] = (),
    ) -> None:
        found = list(entities)
        self.entities = [f for f in found if f.value.kind == "entity"]
        self.offices = [f for f in found if f.value.kind == "office"]
        self.places = list(places)
        self.quantities = list(quantities)
        self.times = list(times)
        self.entity_at = _by_token(self.entities)
        self.holder_at = {
            token: office.holder
            for office in self.offices
            if office.holder is not None
            for token in range(office.start, office.end)
        }
        self.held: dict[int, list[Found]] = {}
        for office in self.offices:
            if office.holder is not None:
                self.held.setdefault(office.holder, []).append(office)
        self.place_at = _by_token(self.places)
        self.time_at = _by_token(self.times)
        self.quantity_at = _by_token(self.quantities)
        self.titled = {token for office in self.offices for token in range(office.start, office.end)}
        self.counting: dict[int, list[Found]] = {}
        for quantity in self.quantities:
            if quantity.noun is not None:
                self.counting.setdefault(quantity.noun, []).append(quantity)

    def entity(self, token: int) -> Found | None:
        """Whom a token names: the entity that it heads or belongs to, or the holder of the title that it belongs to."""
        holder = self.holder_at.get(token)
        if holder is not None and (held := self.entity_at.get(holder)) is not None and not (held.start <= token < held.end):
            return held
        return self.entity_at.get(token)

    def title_start(self, found: Found) -> int:
        """The first token of a name with the titles before it."""
        return min([found.start, *(o.start for o in self.held.get(found.head, ()) if o.start < found.start <= o.end)])

    @property
    def persons(self) -> frozenset[int]:
        """The tokens that name or describe people."""
        named = {
            i
            for f in self.entities
            if isinstance(f.value, Entity) and f.value.type in ("person", "group")
            for i in (f.head, f.end - 1)
        }
        return frozenset(named | set(self.holder_at))


def _by_token(found: list[Found]) -> dict[int, Found]:
    """Token -> the value that it belongs to; heads win over other tokens, longer phrases over shorter ones."""
    made: dict[int, Found] = {}
    for one in sorted(found, key=lambda f: (f.end - f.start, -f.start)):
        for token in range(one.start, one.end):
            made[token] = one
    for one in found:
        made[one.head] = one
    return made
