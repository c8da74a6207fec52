"""Where somebody died and of what: each person does so once, however the reports word it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from claimrec.lexicon import table
from claimrec.model import Claim, Kind, Modality, Polarity, Role, Severity, Span
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Statement, named_persons
from claimrec.reconciliation.stories import Story, sole_apart
from claimrec.values import Quantity, Text

__all__ = ["DYING", "deaths"]


def deaths(story: Story) -> list[Draft]:
    """Conflicts of the place and the cause of a death: of a person known by name, or of the only dead of each report."""
    told: _Told = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    alone: set[str] | None = None
    for claim in story.telling(*DYING):
        if kinds().folded(claim.type) != "kill" or (claim.polarity, claim.modality) != (Polarity.AFFIRMED, Modality.ACTUAL):
            continue
        for kind, field, value, start, end in _read(claim.evidence.text):
            alone = _with_one_dead(story) if alone is None else alone
            at = claim.evidence.start
            span = Span(at + start, at + end, claim.evidence.text[start:end])
            said = story.said(kind, field, Text(value), claim, span)
            for who in sorted(_named_dead(claim) | ({""} if said.witness in alone else set())):
                told[field, who][said.witness][value].append(said)
    return [
        draft
        for field, who in sorted(told)
        for draft in sole_apart(told[field, who], story, WHY[field], "trait", Severity.MEDIUM)
    ]


_Told = dict[tuple[str, str], dict[str, dict[str, list[Statement]]]]
"""Field and person -> witness -> value -> what says so."""

WHY = {"place": "one dies in one place", "cause of death": "these are two causes of one death"}


def _with_one_dead(story: Story) -> set[str]:
    """Witnesses that count one dead wherever they count any."""
    counted: dict[str, set[float]] = defaultdict(set)
    for claim, a in story.having(Role.QUANTITY):
        if isinstance(a.value, Quantity) and a.value.unit == "killed":
            # "The male patron" leaves open whether others died; "at least one" says that they may have.
            hedged = a.value.bounds[1] > 1 and a.value.stated is not None
            counted[story.witness(claim)].add(2.0 if hedged else a.value.bounds[0])
    return {name for name, figures in counted.items() if figures == {1.0}}


def _named_dead(claim: Claim) -> set[str]:
    """Ids of the persons whom a claim of a death names; of two nothing is told apart."""
    found = {person.id for person in named_persons(claim, {Role.PATIENT})}
    return found if len(found) == 1 else set()


DIED = r"\b(?:died|dies|dead|deaths?|succumbed|passed away)\b"
DYING = ("died", "dies", "dead", "death", "succumbed", "passed away")
"""Without one of these no sentence tells where somebody died, or of what."""

NEAR = r"(?:(?!\b(?:after|when|before|while|and|but|who)\b)[^.;,])"
"""What may stand between a death and its place: no word that begins another matter."""

PLACES = (
    ("the scene", ("scene",), re.compile(rf"{DIED}{NEAR}{{0,25}}? (?:at|on) (?:the )?scene\b", re.IGNORECASE)),
    (
        "a hospital",
        ("hospital", "medical cent"),
        re.compile(
            rf"{DIED}{NEAR}{{0,30}}? (?:at|in) (?:an? |the )?(?:[\w.'’-]+ ){{0,5}}?(?:hospital|medical cent(?:er|re))\b"
            r"|\b(?:hospital|medical cent(?:er|re))\b[^.;]{0,25}?,? where (?:he|she|the \w+|\w+) "
            r"(?:later |subsequently )?(?:died|succumbed|was (?:later )?(?:pronounced|declared) dead)\b",
            re.IGNORECASE,
        ),
    ),
    ("home", ("home",), re.compile(rf"{DIED}{NEAR}{{0,30}}? (?:at|in) (?:(?:his|her) )?home\b", re.IGNORECASE)),
    (
        "a hospice",
        ("hospice",),
        re.compile(rf"{DIED}[^.;,]{{0,40}}? (?:at|in) (?:an? |the )?(?:[\w'’-]+ ){{0,2}}hospice\b", re.IGNORECASE),
    ),
)
"""Places of death, words without one of which no sentence tells of them, and how it does."""


def _read(text: str) -> Iterator[tuple[Kind, str, str, int, int]]:
    """Kind, field and value of what a sentence tells of a death, and where it does."""
    plain = text.casefold()
    for value, words, pattern in PLACES:
        for found in pattern.finditer(text) if any(word in plain for word in words) else ():
            yield Kind.PLACE, "place", value, found.start(), found.end()
    cause, named = _causes()
    for found in cause.finditer(text):
        yield Kind.PARTICIPANT, "cause of death", named[found["cause"].casefold()], found.start(), found.end()


@cache
def _causes() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Words for causes of death behind "died of", and the class of each."""
    named = {word: found[0] for found in table("traits")["causes"]["classes"].values() for word in found}
    words = "|".join(re.escape(word) for word in sorted(named, key=lambda w: (-len(w), w)))
    lead = r"(?:of|from|to|by|due to|because of) (?:complications (?:of|from) |an apparent |a suspected |his |her )?"
    return re.compile(rf"{DIED}[^.;]{{0,30}}? {lead}(?P<cause>{words})(?!\w)", re.IGNORECASE), named
