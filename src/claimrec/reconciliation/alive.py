"""Whether somebody lives: the pilot who survived in one report, and was killed in the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from claimrec.model import Argument, Claim, Kind, Modality, Polarity, Role, Severity, Span
from claimrec.reconciliation.denials import happened
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Story, in_order
from claimrec.reconciliation.wording import said_by
from claimrec.values import Entity, Text, Verdict

__all__ = ["LIVING", "alive"]

LIVING = (" surviv", " alive", "stable condition", "unhurt", "unharmed", "unscathed", "uninjured", "recovering")
"""Without one of these no sentence tells that somebody lives."""

LIVES = re.compile(
    r"\b(?:(?:has|had|have|also) )?surviv(?:ed|es|ing)\b(?! by\b)|\b(?:found|rescued|recovered|pulled out|still) alive\b"
    r"|\b(?:is|was|are|were|remains?|remained) (?:now |reported(?:ly)? )?(?:in (?:a )?stable condition|recovering|alive)\b"
    r"|\b(?:escaped|emerged|walked away|(?:is|was|are|were)) (?:unhurt|unharmed|unscathed|uninjured)\b",
    re.IGNORECASE,
)
"""How a sentence tells that somebody lives."""

UNSURE = re.compile(
    r"\b(?:if|whether|may|might|could|would|hope[sd]?|hoping|initially|at first|until|before (?:he|she|they)"
    r"|died|dead|killed|(?:is|was|are|were) survived|not|n['’]t|nobody|no one|only|other|another|second)\b",
    re.IGNORECASE,
)
"""Words of a sentence that leave open whether, of whom or for how long it tells that somebody lives."""

ONE_OF_A_STORY = re.compile(
    r"\b(?:pilot|gunman|attacker|bomber|assailant|hijacker|judge|mayor|minister|president|governor|general|commander|hostage"
    r"|cyclist|motorcyclist|pedestrian|climber|hiker|diver|skier|baby|toddler|officer|deputy)$",
    re.IGNORECASE,
)
"""Nouns for people of whom a story mostly tells of one; there are drivers and passengers in every car."""

THIS = re.compile(r"\b(?:the|his|her|its|their) (?:(?!other|second|third|first)[\w-]+ )?$", re.IGNORECASE)
"""Right before a noun: it is somebody already known, and no one of several."""

DOING = frozenset({"survive", "escape", "recover", "walk away", "emerge"})
"""Types of which those who live are the doers."""


def alive(story: Story) -> list[Draft]:
    """Somebody who died in one report and lives in another, which is no earlier one."""
    living = _living(story)
    dead = _dead(story, living.keys()) if living else {}
    made = []
    for who in sorted(dead.keys() - {""}):
        # Who tells that one of them died and one lives tells of two.
        both = {s.witness for s in dead[who]} & {s.witness for s in living[who]}
        pairs = [
            (x, y)
            for x in dead[who]
            for y in living[who]
            if story.joins(x.witness, y.witness) and not {x.witness, y.witness} & both and not _earlier(y, x)
        ]
        if pairs:
            died, lives = in_order({id(x): x for x, _ in pairs}.values()), in_order({id(y): y for _, y in pairs}.values())
            text = f"{said_by(died, story.origins)}: dead; {said_by(lives, story.origins)}: alive"
            made.append(Draft(Kind.POLARITY, "happened", Verdict.CONFLICT, (died, lives), text, Severity.HIGH, "denial"))
    return made


def _earlier(lives: Statement, died: Statement) -> bool:
    """True where a report of somebody alive is older than that of the death: so it was until then."""
    return lives.published is not None and died.published is not None and lives.published < died.published


def _living(story: Story) -> dict[str, list[Statement]]:
    """Who lives -> the words that tell it."""
    made: dict[str, list[Statement]] = defaultdict(list)
    for claim in story.telling(*LIVING):
        found = LIVES.search(claim.evidence.text)
        if found is None or UNSURE.search(claim.evidence.text):
            continue
        told = set(_people(claim, Role.AGENT if claim.type in DOING else Role.PATIENT, known=True))
        if len(told) == 1:
            at = claim.evidence.start
            span = Span(at + found.start(), at + found.end(), found[0])
            made[told.pop()].append(story.said(Kind.POLARITY, "happened", Text("did not happen"), claim, span))
    return made


def _dead(story: Story, wanted: Collection[str]) -> dict[str, list[Statement]]:
    """Who of these died -> the words that tell it."""
    made: dict[str, list[Statement]] = defaultdict(list)
    for claim in story.of_type("kill"):
        if claim.polarity is Polarity.AFFIRMED and claim.modality is Modality.ACTUAL:
            told = set(_people(claim, Role.PATIENT))
            if len(told) == 1 and told <= set(wanted):
                made[told.pop()].append(happened(claim, story))
    return made


def _people(claim: Claim, role: Role, *, known: bool = False) -> Iterator[str]:
    """Who fills a role: ids of those by name, and nouns for others, with ``known`` only for somebody already spoken of."""
    for a in claim.having(role):
        if not isinstance(a.value, Entity) or a.value.type != "person":
            continue
        if is_named(a.value):
            yield a.value.id
        elif (noun := ONE_OF_A_STORY.search(a.evidence.text)) and (not known or _is_known(claim, a)):
            yield noun[0].casefold()
        else:
            yield ""  # of two people one cannot be told from the other


def _is_known(claim: Claim, a: Argument) -> bool:
    start, noun = a.evidence.start, a.evidence.text
    return bool(THIS.search(claim.source.text[max(0, start - 24) : start + noun.rfind(" ") + 1]))
