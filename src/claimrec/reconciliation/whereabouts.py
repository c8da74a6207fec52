"""Where it happened and where people live: one quarter of a city to a story, one home town to a person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from claimrec.model import Kind, Polarity, Role, Severity
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Sole, Story, in_order, set_apart, sole_apart
from claimrec.values import Place, Relation

__all__ = ["homes", "quarters"]


# --- the quarter of a city

PLAIN = re.compile(
    r"^(?:(?:north|south|east|west|northeast|northwest|southeast|southwest|central|downtown|uptown|midtown|inner|outer|far|near|"
    r"upper|lower|side|county|city|suburban|metro|area|campus|university|college|school|park|mall|plaza|center|centre|airport)\W*)+$",
    re.IGNORECASE,
)
"""Names that say where in a city, or what is there, and are no quarter's name."""

NATURAL = re.compile(r"\b(?:Lake|River|Creek|Channel|Canyon|Mountain|Island|Bay|Sea|County|Region|Province|Valley)$")
HEAD = re.compile(r" (?:neighbou?rhood|district|section|quarter|area|community)$")
BEHIND = re.compile(r"[’']?s? (?:neighbou?rhood|district|section|building|apartment|home|townhouse|block)\b")
"""What stands behind a quarter's name that is not read as a part of it."""

GROUND = re.compile(r" (?:[a-z-]+ )*(?:building|apartment|apartments|home|house|townhouse|duplex|bar|street|block|corner|park)$")
"""What stands behind a quarter's name in "a Riverdale building"."""


CALLED = frozenset({"call out", "dispatch", "summon"})
"""What is done with officers at the place of a deed."""


def quarters(story: Story) -> list[Draft]:
    """One deed in two quarters of one city, where neither report names the other's quarter anywhere."""
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for claim, a in story.having(Role.PLACE):
        if not isinstance(a.value, Place) or a.value.near or claim.polarity is not Polarity.AFFIRMED:
            continue
        if not (kinds().folded(claim.type) in kinds().on_the_spot or claim.type in kinds().scene or claim.type in CALLED):
            continue
        name = _quarter(a.value)
        torn = claim.source.text[max(0, a.evidence.start - 1) : a.evidence.start] == "-"  # the "Din" of "Salah al-Din"
        if name and not torn and (a.value.level or BEHIND.match(claim.source.text, a.evidence.end)):
            said = story.said(Kind.PLACE, "place", a.value, claim, a.evidence, inferred=a.inferred)
            told[said.witness][name].append(said)

    def opposed(a: Sole, b: Sole) -> bool:
        strangers = not _names(story, a.witness, b.value) and not _names(story, b.witness, a.value)
        return a.value != b.value and _one_city(a.said, b.said) and not _alike(a.value, b.value) and strangers

    why = "two quarters of one city"
    return sole_apart(told, story, why, "quarter", Severity.MEDIUM, opposed=opposed, together=True)


def _quarter(place: Place) -> str:
    """The name of the quarter of a city that a place is or that its words begin with; "" where it is none."""
    name = place.name
    if place.level == "site":
        name = GROUND.sub("", name) if GROUND.search(name) else ""
    elif place.level not in ("area", None):
        return ""
    name = HEAD.sub("", name)
    words = name.split()
    proper = words and all(w[:1].isupper() for w in words) and not any(c.isdigit() for c in name)
    larger = {w for around in place.within for w in around.split()}
    quarter = proper and len(place.within) >= 2 and larger.isdisjoint(words)
    return name if quarter and not PLAIN.match(name) and not NATURAL.search(name) else ""


def _alike(a: str, b: str) -> bool:
    """True for two names that share a word, or may be two spellings of one."""
    from rapidfuzz.fuzz import ratio

    one, two = a.casefold(), b.casefold()
    shared = set(one.replace("-", " ").split()) & set(two.replace("-", " ").split())
    letters = (re.sub(r"[^a-z]|\b(?:al|el)\b", "", name) for name in (one, two))
    return bool(shared) or ratio(*letters) >= ALIKE


ALIKE = 60
"""rapidfuzz ratio from which two names of quarters may be spellings of one."""


def _names(story: Story, witness: str, name: str) -> bool:
    """True where a text of a witness has a name, and not as the first part of a longer one ("Roseland Hospital")."""
    texts = {claim.source.text for claim in story.claims if story.witness(claim) == witness}
    return any(re.search(rf"\b{re.escape(name)}\b(?! [A-Z])", text) for text in texts)


def _one_city(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    around = [{name for s in group if isinstance(s.value, Place) for name in s.value.within[:1]} for group in (a, b)]
    return bool(around[0] & around[1])


# --- home towns


def homes(story: Story) -> list[Draft]:
    """One person's homes in two towns."""
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for claim, a in story.having(Role.ROLE):
        if isinstance(a.value, Place) and a.of:
            said = story.said(Kind.PLACE, f"home of {a.of}", a.value, claim, a.evidence)
            told[a.of][said.witness].append(said)
    made = []
    for who in sorted(told):
        for one, two in combinations(sorted(told[who]), 2):
            mine, theirs = told[who][one], told[who][two]
            if story.joins(one, two) and all(x.value.compare(y.value) is Relation.DISJOINT for x in mine for y in theirs):
                why = "two homes of one person"
                made.append(set_apart(in_order(mine), in_order(theirs), story.origins, why, "quarter", Severity.LOW))
                break
    return made
