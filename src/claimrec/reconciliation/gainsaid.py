"""What is denied outright: "denied that they were exchanged", "did not trust him", "did not have a gun".

Accusers and accused speak in one report as a rule, so that the two sides may stand in one source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from claimrec.model import Claim, Kind, Modality, Polarity, Role, Severity, Span
from claimrec.reconciliation.denials import LIMITED, PERFECT
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.stories import Story, in_order
from claimrec.reconciliation.wording import said_by
from claimrec.values import Entity, Place, Text, Verdict

__all__ = ["ARMING", "gainsaid", "unarmed"]

DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)"
    r"|(?:reject|dismiss)(?:s|es|ed|ing)? (?:claims|reports|allegations|suggestions))\b"
    r"(?! (?:any|all)\b)[^.;]{0,60}$",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:did|was|were)(?: not|n['’]t)(?: (?!to\b|be\b)\w+ly)? $|\bnever (?:been )?$", re.IGNORECASE)
"""Right before a trigger: it did not happen, and not merely not yet or not to all."""

SUPPOSED = re.compile(
    r"\b(?:would|could|should|may|might|if|whether|not|never|no|den(?:y|ies|ied|ying))\b|n['’] ?t\b", re.IGNORECASE
)
"""A sentence in which what is affirmed may be no statement of fact."""

SAYING = frozenset({"allegation", "claim", "accusation", "accuse", "report", "rumor", "rumour", "story", "link", "involvement"})
"""What is denied as such: that there are allegations is no matter of dispute."""


def gainsaid(claims: Sequence[Claim], origins: Mapping[str, str]) -> list[Draft]:
    """One verb of one event, affirmed in one sentence and flatly denied in another, of the same people or things.

    Args:
        claims: the claims of one event.
        origins: source id -> id of the source whose text it repeats.
    """
    told = [c for c in claims if kinds().folded(c.type) not in kinds().speech | kinds().light | SAYING]
    no = [c for c in told if c.polarity is Polarity.DENIED and c.modality is not Modality.PLANNED and _flatly(c)]
    yes = [c for c in told if c.polarity is Polarity.AFFIRMED and c.modality is Modality.ACTUAL and _stated(c)] if no else []
    pairs = [(x, y) for x in yes for y in no if _one_verb(x, y) and x.evidence != y.evidence and _of_one_deed(x, y)]
    if not pairs:
        return []
    sides = ({c.id: c for c, _ in pairs}.values(), {c.id: c for _, c in pairs}.values())
    happened, did_not = (
        in_order(_statement(c, c.trigger, word, origins) for c in side)
        for side, word in zip(sides, ("happened", "did not happen"), strict=True)
    )
    return [_draft(happened, did_not, "it happened", "it did not", origins)]


def _flatly(claim: Claim) -> bool:
    text, at = claim.evidence.text, claim.trigger.start - claim.evidence.start
    if not 0 <= at <= len(text):
        return False
    before = text[:at]
    if DENIED.search(before):
        return True
    return bool(NOT.search(before)) and not LIMITED.search(text) and not PERFECT.search(text)


def _stated(claim: Claim) -> bool:
    at = claim.trigger.start - claim.evidence.start
    return not SUPPOSED.search(claim.evidence.text[max(0, at - 60) : max(0, at)])


def _one_verb(a: Claim, b: Claim) -> bool:
    """True for forms of one verb: "signed" and "sign", "met" and "meet"; or for two verbs that cannot be told apart."""
    if a.type == b.type and a.type in SYNONYMS:
        return True
    one, two = a.trigger.text.casefold(), b.trigger.text.casefold()
    return one[:4] == two[:4] or len({VOWELS.sub("", ENDING.sub("", word)) for word in (one, two)}) == 1


SYNONYMS = frozenset({"arrest", "capture", "kidnap", "release", "resign"})
"""Types of which every verb says the same: who was not detained was not arrested."""

ENDING = re.compile(r"(?<=..)(?:ing|ed|e?s)$")

VOWELS = re.compile(r"[aeiouy]|c(?=k)")
"""What an irregular verb changes: "take" and "took", "strike" and "struck" have the other letters in common."""


def _of_one_deed(a: Claim, b: Claim) -> bool:
    """True where an affirmed and a denied claim tell of one sufferer or thing, and of no two doers.

    Jets and troops are an army's: only two that are named, or two persons, are two doers.
    """
    if kinds().folded(b.type) == "meet" and len(b.having(Role.PARTICIPANT)) < 2:
        return False  # "the team did not meet them": expectations
    doers = [_called(claim, DOING) for claim in (a, b)]
    one = not all(doers) or bool(doers[0] & doers[1]) or any(_is_force(claim) for claim in (a, b)) and _disowns(b)
    return bool(_called(a, SUFFERING) & _called(b, SUFFERING)) and one


def _disowns(claim: Claim) -> bool:
    """ "Denied striking a hospital", "denied that its jets struck it": it is denied by those who are said to have done it."""
    return bool(DENIED.search(claim.evidence.text[: claim.trigger.start - claim.evidence.start]))


def _is_force(claim: Claim) -> bool:
    """True for a deed of arms of which only a part of an army is named, and no body of its own."""
    return any(FORCE.search(a.evidence.text) for a in claim.having(Role.AGENT))


FORCE = re.compile(
    r"\b(?:jets?|warplanes?|planes?|aircraft|drones?|helicopters?|gunships?|tanks?|artillery|gunners|troops|soldiers|forces|missiles?"
    r"|rockets?)$"
)
"""Parts of an army."""


DOING, SUFFERING = (Role.AGENT,), (Role.PATIENT, Role.RECIPIENT, Role.PARTICIPANT)


def _called(claim: Claim, roles: Sequence[Role]) -> set[str]:
    """Ids of those who fill a role, and the last words by which the claim calls them."""
    made = set()
    for a in claim.arguments:
        if a.role in roles and isinstance(a.value, Entity | Place | Text):
            words = Text(a.evidence.text).words
            made |= {a.value.id} if isinstance(a.value, Entity) else set()
            made |= {words[-1]} if words and len(words[-1]) > 3 else set()
    return made


def _statement(claim: Claim, span: Span, word: str, origins: Mapping[str, str]) -> Statement:
    return Statement(Kind.POLARITY, "happened", Text(word), claim, (span,), origins[claim.source.id])


def _draft(yes: Sequence[Statement], no: Sequence[Statement], affirmed: str, denied: str, origins: Mapping[str, str]) -> Draft:
    text = f"{said_by(yes, origins)}: {affirmed}; {said_by(no, origins)}: {denied}"
    return Draft(Kind.POLARITY, "happened", Verdict.CONFLICT, (yes, no), text, Severity.MEDIUM, "denial")


# --- whether somebody was armed

ARM = r"(?:gun|handgun|revolver|pistol|rifle|shotgun|firearm|weapon|knife)"
HAD_NONE = re.compile(
    rf"\b(?:did|does)(?: not|n['’]t) (?:have|carry|hold|possess|own|pull|point|brandish|raise) "
    rf"(?:an? |any |the |his |her )?(?:\w+ )?{ARM}\b"
    rf"|\bhad no {ARM}\b|\bwas(?: not|n['’]t) (?:armed|carrying (?:an? |any )?{ARM})\b",
    re.IGNORECASE,
)
HAD = re.compile(
    rf"\b(?:(?:was|were) carrying|brandish(?:ed|ing)|point(?:ed|ing)|aim(?:ed|ing)|pull(?:ed|ing)(?: out)?|drew|produced|raised"
    rf"|(?:was|were) (?:armed with|holding)) "
    rf"(?:an? |his |her |the |what (?:appeared|looked) to be an? )(?:[\w.,-]+ ){{0,4}}?{ARM}\b",
    re.IGNORECASE,
)


ARMING = (" gun", "handgun", "shotgun", "revolver", "pistol", "rifle", "firearm", "weapon", "knife", "armed")
"""One of these stands in every sentence on whether somebody was armed."""


def unarmed(story: Story) -> list[Draft]:
    """Somebody who "did not have a gun" beside the same person who "pointed a revolver"."""
    claims = story.telling(*ARMING)
    no = _told_of(HAD_NONE, claims, "did not happen", story.origins)
    yes = _told_of(HAD, claims, "happened", story.origins) if no else {}
    made = []
    for who in sorted(no):
        told = [s for s in yes.get(who, ()) if any(s.witness == t.witness or story.joins(s.witness, t.witness) for t in no[who])]
        if told:
            made.append(_draft(in_order(told), in_order(no[who]), "armed", "not armed", story.origins))
    return made


def _told_of(
    pattern: re.Pattern[str], claims: Sequence[Claim], word: str, origins: Mapping[str, str]
) -> dict[str, list[Statement]]:
    """Id of a person -> what a pattern finds in the sentences of claims that tell of that person alone."""
    made: dict[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        for found in pattern.finditer(claim.evidence.text):
            at = claim.evidence.start
            for who in sorted(_persons(claim)):
                made[who].append(_statement(claim, Span(at + found.start(), at + found.end(), found[0]), word, origins))
    return made


def _persons(claim: Claim) -> set[str]:
    """The one person by name whom a claim tells of."""
    found = {
        a.value.id
        for a in claim.arguments
        if a.role in PARTY and isinstance(a.value, Entity) and a.value.type == "person" and a.value.name[:1].isupper()
    }
    return found if len(found) == 1 else set()
