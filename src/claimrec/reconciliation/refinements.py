"""What one report of a story says more exactly than another, although they tell it with different verbs.

"Shots rang out about three" and "officers were called at 3:05 p.m." are two events, and "more than 200 marched" and "about 200
joined the vigil" are too. Where two sentences share enough words beside such values, a reader sees one fact, told once more
exactly. Nothing is said where one of the two witnesses tells both values: then they may well be of two things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from claimrec.model import Argument, Claim, Kind, Polarity, Role
from claimrec.reconciliation.addresses import Address, address_of
from claimrec.reconciliation.agreements import PLAIN, SHARED, told_key
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.figures import content_words, share_words
from claimrec.reconciliation.hours import clocks_of, lead
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Story, in_order
from claimrec.reconciliation.wording import say, sides
from claimrec.values import Place, Quantity, Relation, TimeSpan, Value, Verdict

__all__ = ["refinements"]


def refinements(story: Story) -> list[Draft]:
    """Values of one story that both can be true, of which one is the more exact."""
    if not story.beside:
        return []
    return [*_clocks(story), *_figures(story), *_addresses(story)]


def _refined(exact: Iterable[Statement], open_: Iterable[Statement], story: Story) -> Draft:
    """A refinement of two values, the more exact first."""
    groups = in_order(exact), in_order(open_)
    first = groups[0][0]
    text = f"{sides(groups, story.origins)}: all can be true, {say(first.value)} is the most exact"
    return Draft(first.kind, first.field, Verdict.REFINES, groups, text, basis="story")


# --- clock times

NEAR_CLOCKS = 15
"""Minutes by which a round hour and an exact one may be of one moment."""


def _clocks(story: Story) -> list[Draft]:
    """A round or hedged hour and an exact one, a few minutes apart: "about seven", "6:58"."""
    told = clocks_of(story)
    made: list[Draft] = []
    used: set[tuple[str, int]] = set()
    found: list[tuple[int, int, str, int, str, int]] = []
    for one, two in combinations(sorted(told), 2):
        if not story.joins(one, two):
            continue
        for x in told[one].keys() - told[two].keys():
            for y in told[two].keys() - told[one].keys():
                if abs(x - y) <= NEAR_CLOCKS:
                    shared = max(len(_words(s) & _words(t)) for s in told[one][x] for t in told[two][y])
                    if shared >= SHARED:
                        found.append((-shared, abs(x - y), one, x, two, y))
    for _, _, one, x, two, y in sorted(found):
        exact, other = sorted((told[one][x], told[two][y]), key=_looseness)
        if _looseness(exact)[:2] < _looseness(other)[:2] and not {(one, x), (two, y)} & used:
            used |= {(one, x), (two, y)}
            made.append(_refined(exact, other, story))
    return made


def _words(s: Statement) -> frozenset[str]:
    return content_words(s.claim.evidence.text) - PLAIN


def _looseness(said: Sequence[Statement]) -> tuple[int, bool, str]:
    """How loosely a clock time is told: 3 for a full hour, 2 for half past, 1 for five past, else 0; and whether with a hedge."""
    value = said[0].value
    shown = value.partial or "" if isinstance(value, TimeSpan) else ""
    minute = int(shown[-2:] or 0)
    return 3 if minute == 0 else 2 if minute == 30 else 1 if minute % 5 == 0 else 0, any(map(_hedged, said)), shown


HEDGES = frozenset({"about", "around", "before", "after", "shortly", "nearly", "just", "approximately"})
"""Words in front of a clock time by which it is not meant to the minute."""


def _hedged(s: Statement) -> bool:
    return not HEDGES.isdisjoint(lead(s).casefold().split())


# --- figures

SHARE = 0.2
"""Least share of the words of the shorter sentence."""

CROWD = 60
"""Figures of one unit that are compared with each other."""


def _figures(story: Story) -> list[Draft]:
    """Two figures of one unit that overlap, in sentences that share their words: "over two hundred", "240"."""
    by_unit: dict[str | None, list[tuple[Claim, Argument]]] = defaultdict(list)
    open_: set[str | None] = set()
    for claim, a in story.having(Role.QUANTITY):
        value = a.value
        if isinstance(value, Quantity) and value.stated is not None and not a.inferred:
            by_unit[value.unit].append((claim, a))
            if value.low != value.high:
                open_.add(value.unit)
    told: dict[str, list[tuple[Claim, Argument]]] = defaultdict(list)
    for unit in [unit for unit in by_unit if unit in open_]:  # of exact figures none is the more exact
        for claim, a in by_unit[unit] if len(by_unit[unit]) > 1 else ():
            key = told_key(claim, a) if claim.polarity is Polarity.AFFIRMED else None
            if key is not None and key[0] not in kinds().common | {"age"}:
                told[key[0]].append((claim, a))
    made = []
    for name, found in sorted(told.items()):
        if len(found) < 2 or len({story.witness(claim) for claim, _ in found}) < 2:
            continue
        said = [story.said(Kind.QUANTITY, name, a.value, claim, a.evidence) for claim, a in found[:CROWD]]
        made += [_refined([exact], [open_], story) for exact, open_ in _alike_and_open(said, story)]
    return made


def _alike_and_open(said: Sequence[Statement], story: Story) -> list[tuple[Statement, Statement]]:
    """Pairs of an exact figure and an open one that holds it, those that share the most words first; each figure once."""
    words = {id(s): _words(s) for s in said}
    values: dict[str, list[Value]] = defaultdict(list)
    for s in said:
        values[s.witness].append(s.value)

    def tells(witness: str, value: Value) -> bool:
        return any(v.compare(value) is Relation.EQUAL for v in values[witness])

    found = []
    for n, (x, y) in enumerate(combinations(said, 2)):
        if x.witness == y.witness or not _near(x.value, y.value) or not story.joins(x.witness, y.witness):
            continue
        relation = x.value.compare(y.value)
        if relation not in OPEN or tells(x.witness, y.value) or tells(y.witness, x.value):
            continue
        mine, theirs = words[id(x)], words[id(y)]
        least = SHARED if _stated(x) == _stated(y) else SHARED + 1
        if not share_words(mine, theirs, least, SHARE) or not _own_words(x) & _own_words(y):
            continue
        found.append((-len(mine & theirs), n, (x, y) if relation is Relation.NARROWER else (y, x)))
    used: set[int] = set()
    made = []
    for _, _, pair in sorted(found, key=lambda told: told[:2]):
        if used.isdisjoint(map(id, pair)):
            used |= set(map(id, pair))
            made.append(pair)
    return made


AROUND = 60
"""Characters to either side of a figure in which its own words stand."""


def _own_words(s: Statement) -> frozenset[str]:
    """The words around a figure, without the noun that it counts."""
    span, text = s.evidence[0], s.claim.source.text
    around = text[max(0, span.start - AROUND) : span.start] + " " + text[span.end : span.end + AROUND]
    return content_words(around) - PLAIN - content_words(s.value.unit or "" if isinstance(s.value, Quantity) else "")


def _stated(s: Statement) -> object:
    return s.value.stated if isinstance(s.value, Quantity) else None


NEAR = 1.3
"""By how much the numbers written of one thing differ at most: "over two hundred" is said of 240, and not of two thousand."""


def _near(a: Value, b: Value) -> bool:
    """True for figures of one unit that are written with near numbers."""
    if not isinstance(a, Quantity) or not isinstance(b, Quantity) or a.unit != b.unit or not a.stated or not b.stated:
        return False
    low, high = sorted((float(a.stated), float(b.stated)))
    return 0 < high <= NEAR * low


OPEN = frozenset({Relation.NARROWER, Relation.BROADER, Relation.OVERLAP})


# --- addresses


def _addresses(story: Story) -> list[Draft]:
    """A house in one report, and its block in another."""
    told: dict[Address, list[Statement]] = defaultdict(list)
    for claim, a in story.having(Role.PLACE):
        if isinstance(a.value, Place) and a.value.name[:1].isdigit() and claim.polarity is Polarity.AFFIRMED:
            address = address_of(a.value.name)
            if address is not None:
                told[address].append(story.said(Kind.PLACE, "place", a.value, claim, a.evidence, inferred=a.inferred))
    made = []
    houses = sorted((house for house in told if not house.block), key=lambda house: (house.street, house.number))
    for house in houses:
        block = next((block for block in told if house.lies_in(block)), None)
        if block is not None and any(story.joins(x.witness, y.witness) for x in told[house] for y in told[block]):
            made.append(_refined(told[house], told[block], story))
    return made
