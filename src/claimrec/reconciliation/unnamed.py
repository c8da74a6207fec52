"""Whom an early report does not name yet, and a later one names: the dead, the hurt, the suspect."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from claimrec.model import Claim, Kind, Modality, Polarity, Role
from claimrec.reconciliation.drafts import Draft, witnesses
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Story, in_order
from claimrec.reconciliation.wording import said_by, say
from claimrec.values import Entity, Text, Verdict

__all__ = ["NAMING", "named_later"]

NAMING = frozenset({"identify", "release", "appoint"})
"""Types of "was identified", "the name was released" and "was named"."""

NOT_NAMED = re.compile(
    r"\b(?:not|n['’]t|never)\b[^.;]{0,24}\b(?:identified|named|identify|name)\b"
    r"|\b(?:names?|identit(?:y|ies)|identifications?)\b[^.;]{0,90}\b(?:not|n['’]t)\b[^.;]{0,24}\b(?:released?|given|disclosed?|known)\b"
    r"|\b(?:not|n['’]t)\b[^.;]{0,12}\b(?:released?|disclosed?|given?)\b[^.;]{0,24}\b(?:names?|identit(?:y|ies))\b",
    re.IGNORECASE,
)

WHO: Mapping[str, re.Pattern[str]] = {
    "suspect": re.compile(
        r"\b(?:suspects?|gunm[ae]n|shooters?|attackers?|assailants?|killers?|drivers?|robbers?)\b", re.IGNORECASE
    ),
    "dead": re.compile(r"\b(?:victims?|dead|deceased|died|killed|slain|bod(?:y|ies))\b", re.IGNORECASE),
}
"""Of whom a sentence says that nobody has named them, the first that fits."""


def named_later(story: Story) -> list[Draft]:
    """Updates of who it was: one report says that this has not been told, and another, no earlier one, tells a name."""
    waiting: dict[str, list[Claim]] = defaultdict(list)
    for claim in story.of_type(*sorted(NAMING)):
        text = claim.evidence.text
        if claim.polarity is Polarity.DENIED and NOT_NAMED.search(text):
            who = next((name for name, words in WHO.items() if words.search(text)), None)
            if who is not None:
                waiting[who].append(claim)
    made = []
    for who in sorted(waiting):
        named = _named(story, who)
        # Whom most reports name is the one of whom the story is; a report may recall other cases.
        for person in sorted(named, key=lambda name: (-len(witnesses(named[name])), -len(named[name]), name))[:1]:
            knowing = {story.witness(claim) for claim, _, _ in story.persons.get(person, ())}
            pairs = [
                (claim, s)
                for claim in waiting[who]
                for s in named[person]
                if story.witness(claim) not in knowing and story.joins(story.witness(claim), s.witness) and _in_order(claim, s)
            ]
            if pairs:
                late = in_order({id(s): s for _, s in pairs}.values())
                early = in_order({id(c): _unnamed(c, late[0].field, story) for c, _ in pairs}.values())
                text = f"{said_by(early, story.origins)}: not named yet; {said_by(late, story.origins)}: {say(late[0].value)}"
                made.append(Draft(Kind.PARTICIPANT, late[0].field, Verdict.UPDATE, (late, early), text))
    return made


def _named(story: Story, who: str) -> dict[str, list[Statement]]:
    """Id of a person -> where the story names it as one of the dead, or as the suspect."""
    made: dict[str, list[Statement]] = defaultdict(list)
    for claim in story.claims:
        if claim.polarity is not Polarity.AFFIRMED or claim.modality is Modality.PLANNED:
            continue
        role = _role(claim, who)
        for a in claim.having(role) if role is not None else ():
            person = a.value
            if not a.inferred and isinstance(person, Entity) and person.type == "person" and person.id and is_named(person):
                made[person.id].append(story.said(Kind.PARTICIPANT, str(role), person, claim, a.evidence))
    return made


def _role(claim: Claim, who: str) -> Role | None:
    """The role in which a claim names the dead, or the suspect."""
    done = kinds().folded(claim.type)
    if done == "identify":
        return Role.PATIENT if WHO[who].search(claim.evidence.text) else None
    if who == "dead":
        return Role.PATIENT if done == "kill" else None
    if done in ("arrest", "charge"):
        return Role.PATIENT
    return Role.AGENT if done in ("shoot", "kill", "attack") else None


def _in_order(claim: Claim, s: Statement) -> bool:
    """True unless the one that names is the older one."""
    day, then = claim.source.published, s.claim.source.published
    return day is None or then is None or day <= then


def _unnamed(claim: Claim, field: str, story: Story) -> Statement:
    """What a claim says of somebody who has no name yet."""
    about = next((a.evidence for a in claim.having(Role.PATIENT) if not a.inferred), claim.trigger)
    return story.said(Kind.PARTICIPANT, field, Text("not named"), claim, about)
