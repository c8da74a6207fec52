"""Whether it happened: what one report affirms and another denies, or had not seen happen yet."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from claimrec.model import Claim, Kind, Modality, Polarity, Role, Severity
from claimrec.reconciliation.agreements import PLAIN, SHARED
from claimrec.reconciliation.drafts import Draft, Group, Scores, agree, by_support, closest, witnesses
from claimrec.reconciliation.figures import content_words, share_words
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.stories import Story, in_order
from claimrec.reconciliation.tolls import is_mention
from claimrec.reconciliation.verdicts import SURE
from claimrec.reconciliation.wording import said_by
from claimrec.values import Entity, Quantity, Relation, Text, TimeSpan, Verdict

__all__ = ["LATER", "denied_alike", "happened", "not_yet", "polarity", "unhurt"]

DENIAL = re.compile(
    r"\b(?:not?|never|none|nobody|neither|nor|without|cannot|den(?:y|ies|ied|ying|ials?)|refut\w+|reject\w+|dismiss\w+|fail\w*|false\w*|untrue"
    r"|acquit\w*|voted down|defeat\w*)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""Without one of these words no sentence is shown as a denial."""

OPEN = frozenset({"release", "arrest", "charge", "appoint", "elect"})
"""Types of which "it has not happened" means "not yet": a later report tells of an update."""

VERDICT = frozenset({"convict"})
"""Types of which there is one for each person and charge."""

PLEA = re.compile(r"\bplea", re.IGNORECASE)

OFFENCE = re.compile(r"\b(?=(?:of|to) ((?:(?!(?:on|in|by|at|after|over|but|from|with|for)\b)[\w'’-]+ ?){1,4}))")
"""Behind the verdict: what for."""

PERFECT = re.compile(r"\b(?:ha(?:s|ve|d)(?: not|n['’]t)|ha(?:s|ve|d) never)\b", re.IGNORECASE)
"""What has not happened may happen the next day."""

LIMITED = re.compile(
    r"\b(?:others?|another|else|additional|further|more|yet|still|immediately|seriously|badly|critically|gravely|severely"
    r"|life[- ]?threatening|no longer|so far|officers?|polic\w+|deput(?:y|ies)|firefighters?|soldiers?|troops)\b",
    re.IGNORECASE,
)
"""Words which limit a denial to some people, to a degree, or to the moment."""


def polarity(statements: Sequence[Statement], origins: Mapping[str, str], scores: Scores) -> list[Draft]:
    """One source says that it happened, another that it did not; a plan that came true is an update."""
    sides_: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        assert isinstance(s.value, Text)
        sides_[s.value.text].append(s)
    if not all(kinds().folded(s.claim.type) in kinds().once - OPEN | VERDICT for s in statements):
        return []
    yes, plan = sides_["happened"], sides_["planned: happened"]
    no = [s for s in sides_["did not happen"] if _denies(s, yes) or _none_of(s)]
    drafts = []
    no = [s for s in no if any(_of_one_deed(s, other) and closest([s], [other], scores) >= SURE for other in yes)]
    if yes and no and witnesses(yes).isdisjoint(witnesses(no)):
        chosen = by_support([yes, no])
        text = f"{said_by(yes, origins)}: it happened; {said_by(no, origins)}: it did not"
        drafts.append(Draft(Kind.POLARITY, "happened", Verdict.CONFLICT, tuple(chosen), text, Severity.HIGH))
    planned = [s for s in plan if s.witness not in witnesses(yes)]
    if yes and planned and _before(planned, yes):
        text = f"{said_by(planned, origins)}: planned; {said_by(yes, origins)}, later: it happened"
        drafts.append(Draft(Kind.POLARITY, "happened", Verdict.UPDATE, (yes, planned), text, Severity.LOW))
    return drafts


def denied_alike(statements: Sequence[Statement], origins: Mapping[str, str]) -> list[Draft]:
    """Agreement that something did not happen, or has not yet, in sentences that are alike."""
    no = [s for s in statements if isinstance(s.value, Text) and s.value.text == "did not happen"]
    told = [s for s in no if DENIAL.search(s.claim.evidence.text)] if len(witnesses(no)) > 1 else []
    words = {id(s): content_words(s.claim.evidence.text) - PLAIN for s in told}
    alike: dict[int, Statement] = {}
    for x, y in combinations(told[:CROWD], 2):
        if x.witness != y.witness and share_words(words[id(x)], words[id(y)], SHARED, SHARE):
            alike |= {id(s): s for s in (x, y)}
    return [agree([in_order(alike.values())], origins, "denial")] if alike else []


SHARE = 0.3
"""Least share of the words of the shorter one that two denials have in common."""

CROWD = 40
"""Denials of one happening that are compared with each other."""


def _denies(s: Statement, yes: Group) -> bool:
    text = s.claim.evidence.text
    if not DENIAL.search(text) or LIMITED.search(text):
        return False
    return not PERFECT.search(text) or any(_was_over(other, s) for other in yes)


def _was_over(yes: Statement, no: Statement) -> bool:
    """True where one report has it happen on a day before the other came out, so that "has not" is no "not yet"."""
    starts = [a.value.start for a in yes.claim.having(Role.TIME) if isinstance(a.value, TimeSpan) and not a.inferred]
    days = [start.date() if isinstance(start, dt.datetime) else start for start in starts if start is not None]
    return no.published is not None and any(day < no.published for day in days)


def _none_of(s: Statement) -> str:
    """ "No soldiers were killed", "denied that any soldiers were": the last word of those of whom nobody was; "" elsewhere."""
    found = (NONE_OF.fullmatch(a.value.text) for a in s.claim.having(Role.PATIENT))
    return next((match[1].casefold() for match in found if match), "")


NONE_OF = re.compile(r"(?:no|any) (?:[\w-]+ )?([\w-]+)", re.IGNORECASE)


def _of_one_deed(a: Statement, b: Statement) -> bool:
    """True where two claims name one doer or one sufferer, or one has none of those whom the other has."""
    if kinds().folded(a.claim.type) in VERDICT and not _of_one_charge(a.claim, b.claim):
        return False
    vote = kinds().folded(a.claim.type) == "vote"
    if vote and not _of_one_thing(a.claim, b.claim):
        return False
    none = _none_of(a)
    if none:
        return any(x.value.text.casefold().endswith((f" {none}", f" {none}s")) for x in b.claim.having(Role.PATIENT))
    parties = [[x.value for x in s.claim.arguments if x.role in PARTY and isinstance(x.value, Entity)] for s in (a, b)]
    if vote and not any(is_named(v) and v.type != "group" for told in parties for v in told):
        # "The parliament", "Lawmakers": what they voted on tells.
        return bool(_things(a.claim) and _things(b.claim))
    one, two = ({v.id for v in told if v.id} for told in parties)
    return bool(one & two)


def _of_one_thing(a: Claim, b: Claim) -> bool:
    """True where two claims do not tell of two things: one bill was passed, and another one rejected."""
    for x in _things(a):
        for y in _things(b):
            if x[0] != y[0]:
                return False
            which, other = _which(a, *x[1:]), _which(b, *y[1:])
            if which.isdisjoint(other) and (which and other or x[0] in MANY):
                return False
    return True


MANY = frozenset({"bill", "law", "legislation", "act", "resolution", "motion", "amendment", "measure"})
"""What a parliament votes on again and again: one of them is known by what it is about."""


def _things(claim: Claim) -> list[tuple[str, frozenset[str], int]]:
    """The things that something was done to: the noun, the words before it, and where they end."""
    told = [
        (Text(a.evidence.text).words, a.evidence.end)
        for a in claim.having(Role.PATIENT)
        if isinstance(a.value, Text) or (isinstance(a.value, Entity) and a.value.type == "group")
    ]
    return [(words[-1], content_words(" ".join(words[:-1])), end) for words, end in told if words]


def _which(claim: Claim, before: frozenset[str], end: int) -> frozenset[str]:
    """The words that say which one a thing is: "a motion on Monday to impeach the president"."""
    behind = DAY.sub("", claim.source.text[end : claim.evidence.end])
    found = WHAT_FOR.match(behind)
    return before | content_words(found[1]) if found else before


DAY = re.compile(r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")

WHAT_FOR = re.compile(r" (?:to|on|that|which|for|against|about|of|\w+ing)\b((?: [\w'’-]+){1,6})")


def _of_one_charge(a: Claim, b: Claim) -> bool:
    """True where two claims of verdicts, or of pleas, do not tell of other offences."""
    if bool(PLEA.search(a.trigger.text)) != bool(PLEA.search(b.trigger.text)):
        return False  # who pleads not guilty may well be convicted
    told = [content_words(" ".join(OFFENCE.findall(c.source.text[c.trigger.end : c.evidence.end]))) for c in (a, b)]
    return not all(told) or bool(told[0] & told[1])


def _before(a: Group, b: Group) -> bool:
    days_a, days_b = [s.published for s in a if s.published], [s.published for s in b if s.published]
    return bool(days_a and days_b) and max(days_a) < max(days_b)


# --- whether anybody was hurt

NOBODY_HURT = re.compile(
    r"\b(?:no one|nobody|no people|no persons?) (?:(?:was|were|is|are|(?:has|have|had) been|got) )?(?:reported(?:ly)? )?"
    r"(?:injured|hurt|wounded|harmed|killed)\b"
    r"|\b(?:there (?:were|have been|are)|reported|with|(?:has|have) been) no (?:injuries|casualties|victims)\b"
    r"(?! (?:among|to)\b)",
    re.IGNORECASE,
)
BESIDES = re.compile(
    r"\b(?:else|others?|another|second|first|earlier|seriously|badly|critically|too|officers?|deput\w+|police|firefighters?"
    r"|passengers?|students?|civilians?)\b",
    re.IGNORECASE,
)
"""Words which limit it to some people, to another happening or to a degree."""


def unhurt(story: Story) -> list[Draft]:
    """ "No one was hurt" beside a count of the hurt."""
    told = story.of_type("injure")
    no = [happened(c, story) for c in told if c.polarity is Polarity.DENIED and _nobody_hurt(c.evidence.text)]
    yes = [happened(c, story) for c in told if c.polarity is Polarity.AFFIRMED and _counts_hurt(c, story)] if no else []
    pairs = [(x, y) for x in no for y in yes if x.source == y.source or story.joins(x.witness, y.witness)]
    pairs = [(x, y) for x, y in pairs if not _apart(x.claim, y.claim)]
    if all(x.source == y.source for x, y in pairs):
        return []  # a report that tells of two happenings may say it of the other
    against = in_order({id(x): x for x, _ in pairs}.values())
    stated = in_order({id(y): y for _, y in pairs}.values())
    text = f"{said_by(stated, story.origins)}: people were hurt; {said_by(against, story.origins)}: nobody was"
    return [Draft(Kind.POLARITY, "happened", Verdict.CONFLICT, (stated, against), text, Severity.HIGH)]


def happened(claim: Claim, story: Story) -> Statement:
    """What a claim says of whether it happened."""
    return story.said(Kind.POLARITY, "happened", Text(WORDS[claim.polarity]), claim, claim.trigger)


def _nobody_hurt(text: str) -> bool:
    return bool(NOBODY_HURT.search(text)) and not BESIDES.search(text)


def _counts_hurt(claim: Claim, story: Story) -> bool:
    """True where a claim gives a number of people who were hurt."""
    return any(
        isinstance(a.value, Quantity)
        and a.value.unit == "injured"
        and bool(a.value.stated)
        and not a.inferred
        and not is_mention(story.said(Kind.QUANTITY, "injured", a.value, claim, a.evidence))
        for a in claim.having(Role.QUANTITY)
    )


# --- what had not happened yet

LATER = ("arrest", "charge")
"""What an early report says has not happened yet, and a later one that it has."""


def not_yet(story: Story) -> list[Draft]:
    """ "No arrests have been made", and a later report of the arrest."""
    made = []
    for deed in LATER:
        told = [c for c in story.of_type(deed) if c.modality is Modality.ACTUAL]
        no = [happened(c, story) for c in told if c.polarity is Polarity.DENIED and NONE_YET.search(c.evidence.text)]
        yes = [happened(c, story) for c in told if c.polarity is Polarity.AFFIRMED] if no else []
        pairs = [
            (x, y)
            for x in no
            for y in yes
            if story.joins(x.witness, y.witness) and x.published and y.published and x.published < y.published
        ]
        if pairs:
            before = in_order({id(x): x for x, _ in pairs}.values())
            after = in_order({id(y): y for _, y in pairs}.values())
            text = f"{said_by(before, story.origins)}: it had not happened yet; {said_by(after, story.origins)}, later: it had"
            made.append(Draft(Kind.POLARITY, "happened", Verdict.UPDATE, (after, before), text, Severity.LOW))
    return made


WORDS = {Polarity.AFFIRMED: "happened", Polarity.DENIED: "did not happen"}

NONE_YET = re.compile(
    r"\bno (?:\w+ )?(?:arrests?|charges?|suspects?|one|people)\b|\bnobody\b"
    r"|\b(?:ha[sd]|have|was|were)(?: not|n['’]t) (?:yet )?(?:been )?(?:arrested|charged)\b",
    re.IGNORECASE,
)


def _apart(a: Claim, b: Claim) -> bool:
    """True where the stated times or places of two claims exclude each other."""
    for role in (Role.TIME, Role.PLACE):
        found = {x.value.compare(y.value) for x in a.having(role) for y in b.having(role)} - {Relation.UNKNOWN}
        if found and all(relation is Relation.DISJOINT for relation in found):
            return True
    return False
