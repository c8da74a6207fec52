"""What became of those to whom something happened.

Who is fatally shot is dead, whom gunfire strikes is shot, and "killed and injured" counts both together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import phrase_start
from claimrec.lexicon import words
from claimrec.model import Polarity, Role
from claimrec.values import Entity, Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["count_fatal", "count_hit", "count_together"]

STRUCK = ("shot", "injured")


def count_fatal(draft: Draft) -> None:
    """ "Three people were fatally shot": as many were killed; who was fatally injured is one of the dead alone."""
    unit = draft.trigger.type.unit
    if unit not in STRUCK or draft.polarity is Polarity.DENIED or not _is_fatal(draft.trigger.token):
        return
    for argument in draft.having(Role.QUANTITY):
        value = argument.value
        if isinstance(value, Quantity) and value.unit == unit:
            dead = evolve(value, unit="killed")
            if unit == "injured":
                argument.value = dead
            else:
                draft.arguments.append(evolve(argument, value=dead))


def _is_fatal(verb: Token) -> bool:
    return any(c.lower_ in ("fatally", "mortally") for c in verb.children)


def count_hit(reading: Reading, mentions: Mentions, draft: Draft) -> None:
    """ "Two men were struck by gunfire", "a bullet hit a woman": they were shot."""
    verb = draft.trigger.token
    if verb.lemma_ not in ("hit", "strike") or draft.trigger.type.unit is not None or draft.polarity is Polarity.DENIED:
        return
    if not _by_bullets(verb):
        return
    for argument in draft.having(Role.PATIENT):
        found = mentions.entity(argument.head)
        head = reading.doc[argument.head]
        pronoun = head.lower_ in ("he", "she", "him", "her")
        if not pronoun and (found is None or not isinstance(found.value, Entity) or found.value.type not in ("person", "group")):
            continue
        counted = next((a for a in draft.having(Role.QUANTITY) if a.head == head.i and isinstance(a.value, Quantity)), None)
        if counted is not None:
            assert isinstance(counted.value, Quantity)
            counted.value = evolve(counted.value, unit="shot")
        elif pronoun or isinstance(argument.value, Entity) and argument.value.type == "person":
            span = reading.span(phrase_start(head), head.i + 1)
            draft.add(DraftArgument(Role.QUANTITY, Quantity(1, None, "shot", text=span.text), span, head.i, implied=True))


def _by_bullets(verb: Token) -> bool:
    """True where a bullet or gunfire does it."""
    doing = [c for c in verb.children if c.dep_ == "nsubj"]
    for by in (c for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ in ("by", "with", "in")):
        doing += [c for c in by.children if c.dep_ == "pobj"]
    return any(t.lemma_.lower() in words("cues", "counts", "bullets") for t in doing)


def count_together(reading: Reading, drafts: Iterable[Draft]) -> None:
    """ "Twelve people were killed and injured": the twelve are the dead and the injured together, and neither alone."""
    told: dict[tuple[int, int], list[DraftArgument]] = {}
    for draft in drafts:
        for argument in draft.having(Role.QUANTITY):
            value = argument.value
            if isinstance(value, Quantity) and value.unit in ("killed", "injured") and not argument.implied and value.high != 0:
                told.setdefault((argument.evidence.start, argument.evidence.end), []).append(argument)
    for arguments in told.values():
        if len({a.value.unit for a in arguments if isinstance(a.value, Quantity)}) > 1:
            for argument in arguments:
                head = reading.doc[argument.head]
                assert isinstance(argument.value, Quantity)
                argument.value = evolve(argument.value, unit=head.lemma_.lower() if head.pos_ == "NOUN" else None)
