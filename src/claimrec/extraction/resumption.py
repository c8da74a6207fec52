"""Resumption: a happening that is spoken of again ("the visit", "the attack", "it happened") takes what was said of it before."""

from __future__ import annotations

from attrs import evolve

from claimrec.extraction.draft import Draft
from claimrec.lexicon import words
from claimrec.model import Modality, Role
from claimrec.values import Entity, Place, Value

__all__ = ["ACTORS", "HARMS", "is_core", "is_ward", "resume"]

ACTORS = (Role.AGENT, Role.PATIENT, Role.RECIPIENT, Role.PARTICIPANT, Role.INSTRUMENT, Role.TOPIC, Role.SPEAKER)
# Words that name no happening of their own; and what happens to people in a happening rather than the happening itself.
GENERIC = frozenset({"happen", "incident", "event", "tragedy", "ordeal", "emergency", "violence"})
HARMS = frozenset({"killed", "injured", "shot", "hospitalized", "missing"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "their", "its"})
LOOKBACK = 100  # earlier mentions of one type that a definite noun may go back to


def resume(drafts: list[Draft]) -> None:
    """ "The visit", "the attack": a definite event noun takes what the article said when it first named the event."""
    _name_what_happened(drafts)
    told: dict[tuple[str, Modality], list[Draft]] = {}
    for draft in drafts:
        if _may_resume(draft):
            earlier = told.get((draft.trigger.type.name, draft.modality), [])
            first = next((d for d in reversed(earlier[-LOOKBACK:]) if _may_be_one(draft, d)), None)
            if first is not None:
                _take(draft, first)
        if not draft.background and (draft.having(Role.TIME) or draft.having(Role.PLACE)):
            told.setdefault((draft.trigger.type.name, draft.modality), []).append(draft)


def _may_resume(draft: Draft) -> bool:
    """A definite event noun that does not state time and place itself; "the agreement" is a paper, not its signing."""
    token = draft.trigger.token
    return (
        draft.trigger.form == "noun"
        and not draft.background
        and any(c.lower_ in DEFINITE for c in token.children if c.dep_ in ("det", "poss"))
        and not (draft.having(Role.TIME) and draft.having(Role.PLACE))
        and draft.trigger.type.counted(token.lemma_.lower()) is None
    )


def _name_what_happened(drafts: list[Draft]) -> None:
    """ "It happened near the port", "the incident": they speak of the happening that the article told of last."""
    cause: Draft | None = None
    result: Draft | None = None
    for draft in drafts:
        if draft.trigger.type.name in GENERIC and not draft.background and (told := cause or result) is not None:
            token = draft.trigger.token
            if draft.trigger.form != "noun" or any(c.lower_ in DEFINITE for c in token.children if c.dep_ == "det"):
                draft.trigger = evolve(draft.trigger, type=told.trigger.type)
        if is_core(draft):
            if draft.trigger.type.name in words("cues", "context", "results"):
                result = draft
            else:
                cause = draft


def _may_be_one(later: Draft, earlier: Draft) -> bool:
    """Two mentions that both name actors must share one."""
    ours, theirs = _named(later), _named(earlier)
    return not ours or not theirs or bool(ours & theirs)


def _named(draft: Draft) -> set[str]:
    return {a.value.id for a in draft.arguments if a.role in ACTORS and isinstance(a.value, Entity) and a.value.id}


def _take(draft: Draft, earlier: Draft) -> None:
    """Copy time and place, and the actors of roles that the later mention leaves open; never against what it says."""
    for argument in earlier.arguments:
        if argument.goal or is_ward(argument.value):
            continue
        if argument.role in (Role.TIME, Role.PLACE) or (argument.role in ACTORS and argument.role is not Role.TOPIC):
            if not draft.having(argument.role):
                draft.add(evolve(argument, inferred=True))


def is_core(draft: Draft) -> bool:
    """True for a happening that struck people and was no part of the past: what the story is about."""
    kind = draft.trigger.type
    core = kind.unit in HARMS or kind.name in words("cues", "context", "hazards")
    return core and not draft.background and draft.modality is Modality.ACTUAL


def is_ward(value: Value | None) -> bool:
    """A hospital or a morgue: there the hurt and the dead are, and seldom were."""
    if not isinstance(value, Place) or value.level != "site":
        return False
    return value.name.split()[-1].lower() in words("cues", "context", "wards")
