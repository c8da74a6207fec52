"""Where it happened and where people live: one quarter of a city to a story, one home town to a person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from claimrec.model import Claim, Kind, Polarity, Role, Severity
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Stories, in_order, set_apart
from claimrec.reconciliation.verdicts import Draft
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


def quarters(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """One deed in two quarters of one city, where neither report names the other's quarter anywhere.

    Args:
        claims: the claims of one story.
        stories: pairs of witnesses that tell of one happening.
        origins: source id -> id of the source whose text it repeats.
    """
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    texts: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        witness = origins[claim.source.id]
        texts[witness].add(claim.source.text)
        deed = kinds().folded(claim.type) in kinds().once - kinds().lasting - {"arrest", "charge"}
        if not (deed or claim.type in kinds().scene | CALLED) or claim.polarity is not Polarity.AFFIRMED:
            continue
        for a in claim.having(Role.PLACE):
            if not isinstance(a.value, Place) or a.value.near:
                continue
            name = _quarter(a.value)
            torn = claim.source.text[max(0, a.evidence.start - 1) : a.evidence.start] == "-"  # the "Din" of "Salah al-Din"
            if name and not torn and (a.value.level or BEHIND.match(claim.source.text, a.evidence.end)):
                told[witness][name].append(Statement(Kind.PLACE, "place", a.value, claim, (a.evidence,), witness, a.inferred))
    sole = {witness: next(iter(said.items())) for witness, said in sorted(told.items()) if len(said) == 1}
    for one, two in combinations(sole, 2):
        (first, mine), (then, theirs) = sole[one], sole[two]
        if first == then or frozenset((one, two)) not in stories or _names(texts[one], then) or _names(texts[two], first):
            continue
        if _one_city(mine, theirs) and not _alike(first, then):
            by_name = {quarter: [s for name, said in sole.values() if name == quarter for s in said] for quarter in (first, then)}
            why = "two quarters of one city"
            return [set_apart(in_order(by_name[first]), in_order(by_name[then]), origins, why, "quarter", Severity.MEDIUM)]
    return []


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


def _names(texts: set[str], name: str) -> bool:
    """True where a text has a name, and not as the first part of a longer one ("Roseland Hospital")."""
    return any(re.search(rf"\b{re.escape(name)}\b(?! [A-Z])", text) for text in texts)


def _one_city(a: Sequence[Statement], b: Sequence[Statement]) -> bool:
    around = [{name for s in group if isinstance(s.value, Place) for name in s.value.within[:1]} for group in (a, b)]
    return bool(around[0] & around[1])


# --- home towns


def homes(claims: Sequence[Claim], stories: Stories, origins: Mapping[str, str]) -> list[Draft]:
    """One person's homes in two towns.

    Args:
        claims: the claims of one story.
        stories: pairs of witnesses that tell of one happening.
        origins: source id -> id of the source whose text it repeats.
    """
    told: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        for a in claim.having(Role.ROLE):
            if isinstance(a.value, Place) and a.of:
                witness = origins[claim.source.id]
                told[a.of][witness].append(Statement(Kind.PLACE, f"home of {a.of}", a.value, claim, (a.evidence,), witness))
    made = []
    for who in sorted(told):
        for one, two in combinations(sorted(told[who]), 2):
            mine, theirs = told[who][one], told[who][two]
            apart = all(x.value.compare(y.value) is Relation.DISJOINT for x in mine for y in theirs)
            if apart and frozenset((one, two)) in stories:
                why = "two homes of one person"
                made.append(set_apart(in_order(mine), in_order(theirs), origins, why, "quarter", Severity.LOW))
                break
    return made
