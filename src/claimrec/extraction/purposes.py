"""Purposes: whom a complement or a purpose affects is what the act above it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.draft import Draft, DraftArgument
from claimrec.model import Role
from claimrec.values import Entity, Text

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["hand_up"]

AFFECTED = (Role.PATIENT, Role.RECIPIENT, Role.TOPIC, Role.PARTICIPANT)


def hand_up(drafts: dict[int, Draft]) -> None:
    """ "Threatened to cut supplies to B", "marched to protest against B": B is what the threat and the march are about.

    Args:
        drafts: the drafts by the index of their trigger's token and of its light verb.
    """
    for draft in reversed(list(dict.fromkeys(drafts.values()))):  # the innermost clauses first
        verb = draft.trigger.support or draft.trigger.token
        if draft.trigger.form != "verb" and draft.trigger.support is None:
            continue
        for child in verb.children:
            inner = drafts.get(child.i)
            if inner is None or inner is draft or not _is_meant(draft, child, inner):
                continue
            own = {a.head for a in draft.arguments}
            for argument in inner.having(*AFFECTED):
                if child.dep_ == "ccomp" and not _is_named(argument):
                    continue  # "said that Oman must free the sailors": it is about Oman
                if argument.head not in own and argument.value is not None and not isinstance(argument.value, Text):
                    draft.add(evolve(argument, role=Role.TOPIC))


def _is_named(argument: DraftArgument) -> bool:
    return isinstance(argument.value, Entity) and (bool(argument.value.id) or argument.value.type == "country")


def _is_meant(draft: Draft, child: Token, inner: Draft) -> bool:
    """True for a complement, and for a clause that says to what end or with which demand an act was done."""
    if child.dep_ == "xcomp" or (child.dep_ == "ccomp" and draft.trigger.type.speech and draft.trigger.form == "verb"):
        return True
    if child.dep_ != "advcl" or child.i < draft.trigger.start or any(c.dep_ == "mark" for c in child.children):
        return False
    purpose = child.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
    return purpose or (child.tag_ == "VBG" and inner.trigger.type.speech)
