"""Figures that sentences tell side by side: lists of things, and the dead together with the hurt.

A figure alone may count anything. Two that stand together name what they count: whoever tells of rifles and
magazines, or of one dead and sixteen hurt, tells of one find, or of one attack.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import combinations, pairwise

from attrs import frozen

from claimrec.model import Argument, Claim, Kind, Polarity, Role, Severity
from claimrec.reconciliation.consensus import grouped
from claimrec.reconciliation.drafts import Draft, witnesses
from claimrec.reconciliation.excuses import scope_reason, update_reason
from claimrec.reconciliation.kinds import field_of_unit, kinds
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.statements import Statement, is_broken
from claimrec.reconciliation.stories import Story, in_order, set_all_apart, set_apart
from claimrec.reconciliation.tolls import ELSEWHERE, is_mention
from claimrec.values import Entity, Place, Quantity, Relation, Text, TimeSpan
from claimrec.values.units import unit_named

__all__ = ["content_words", "may_be_one", "share_words", "side_by_side"]


def side_by_side(story: Story) -> list[Draft]:
    """Conflicts of figures that stand beside others in their sentences."""
    if not story.beside:
        return _tolls(story)  # one report may tell two tolls of one happening; the rest sets two witnesses apart
    return [*_lists(story), *_tolls(story), *_near_numbers(story), *_near_years(story)]


def _company(story: Story) -> Mapping[str, frozenset[str]]:
    """Witness -> the persons, bodies and places (no whole countries) that what it affirms names."""
    made: dict[str, set[str]] = defaultdict(set)
    for claim in _affirmed(story):
        for a in claim.arguments:
            value = a.value
            if isinstance(value, Entity) and value.type in ("person", "organization") and is_named(value):
                made[story.witness(claim)].add(value.id)
            elif isinstance(value, Place) and value.level not in ("country", "site"):
                made[story.witness(claim)].add(value.name)
    return {name: frozenset(ids) for name, ids in made.items()}


def _affirmed(story: Story) -> list[Claim]:
    return [claim for claim in story.claims if claim.polarity is Polarity.AFFIRMED]


# --- lists of things


def _lists(story: Story) -> list[Draft]:
    """Sentences that count the same kinds of things beside each other tell of the same things."""
    lists: dict[tuple[str, int], dict[str, list[Statement]]] = {}
    for claim in _with_several(story.having(Role.QUANTITY)):
        found = _listed(claim, story) if claim.polarity is Polarity.AFFIRMED else {}
        if len(found) > 1:
            known = lists.setdefault((claim.source.id, claim.evidence.start), {})
            for name, told in found.items():
                known.setdefault(name, []).extend(told)
    company = _company(story) if lists else {}
    pooled: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for key in sorted(lists):
        for pair in combinations(sorted(lists[key]), 2):
            for name, other in (pair, pair[::-1]):
                pooled[name, other].extend(lists[key][name])
    made: dict[str, Draft] = {}
    for name, other in sorted(pooled, key=lambda pair: (pair[0], -len({s.source for s in pooled[pair]}), pair)):
        if name not in made:
            draft = _figures_apart(pooled[name, other], company, story.origins)
            if draft is not None:
                made[name] = draft
    return [made[name] for name in sorted(made)]


def _with_several(given: Sequence[tuple[Claim, Argument]]) -> list[Claim]:
    """The claims that have several of these arguments."""
    return list({id(claim): claim for (claim, _), (following, _) in pairwise(given) if claim is following}.values())


def _listed(claim: Claim, story: Story) -> dict[str, list[Statement]]:
    """Field -> the figure that the claim gives for things (not people, money or measures)."""
    made: dict[str, list[Statement]] = defaultdict(list)
    for a in claim.having(Role.QUANTITY):
        value = a.value
        if isinstance(value, Quantity) and value.unit and not a.inferred and value.stated is not None and a.of is None:
            if is_broken(claim, a.evidence):
                continue
            name = field_of_unit(value.unit, None)
            if (
                name == value.unit
                and unit_named(name) is None
                and name not in kinds().growing | kinds().moving | kinds().part.keys() | kinds().common
            ):
                made[name].append(story.said(Kind.QUANTITY, name, value, claim, a.evidence))
    # Two figures for one kind of thing in one sentence: no telling which is which.
    return {name: told for name, told in made.items() if len({s.value for s in told}) == 1}


def _figures_apart(
    statements: Sequence[Statement], company: Mapping[str, frozenset[str]], origins: Mapping[str, str]
) -> Draft | None:
    groups = sorted(grouped(statements), key=lambda g: (-len(witnesses(g)), g[0].source))
    for a, b in combinations(groups, 2):
        # Who gives both figures tells two things apart; somebody else must give one alone.
        both = witnesses(a) & witnesses(b)
        one, two = ([s for s in g if s.witness not in both] for g in (a, b))
        apart = bool(one and two) and a[0].value.compare(b[0].value) is Relation.DISJOINT
        explained = apart and (scope_reason(a, b, statements) or update_reason(a, b))
        known = [[company.get(name, NOBODY) for name in sorted(witnesses(side))] for side in (one, two)]
        if apart and not explained and any(x & y for x in known[0] for y in known[1]):
            return set_apart(in_order(a), in_order(b), origins, "no number is both", "figures", Severity.MEDIUM)
    return None


NOBODY: frozenset[str] = frozenset()


# --- the dead together with the hurt

BESIDE = 110
"""Characters within which the dead and the hurt of one happening are told together."""


@frozen(eq=False)
class _Toll:
    """A sentence that tells how many were killed and how many were hurt."""

    killed: Statement
    injured: Statement

    def of(self, field: str) -> Statement:
        return self.killed if field == "killed" else self.injured


def _tolls(story: Story) -> list[Draft]:
    """Two sentences on one happening that agree on the dead and not on the hurt, or the other way round."""
    tolls = _told_together(story)
    made = []
    for field, other in (("injured", "killed"), ("killed", "injured")):
        by_other: dict[float, list[_Toll]] = defaultdict(list)
        for toll in tolls:
            by_other[_number(toll.of(other))].append(toll)
        for number in sorted(by_other):
            made += _rivals(by_other[number], field, story)
    return made


def _rivals(tolls: Sequence[_Toll], field: str, story: Story) -> list[Draft]:
    """Near figures beside the same other figure, in one report or in reports of one story."""
    groups = sorted(grouped([t.of(field) for t in tolls]), key=lambda g: (-len(witnesses(g)), g[0].source))
    near: dict[int, set[int]] = defaultdict(set)
    for (n, a), (m, b) in combinations(enumerate(groups), 2):
        gap = abs(_number(a[0]) - _number(b[0]))
        if not 0 < gap <= max(2.0, 0.25 * max(_number(a[0]), _number(b[0]))):
            continue
        pairs = [
            (x, y)
            for x in a[:CROWD]
            for y in b[:CROWD]
            if (x.source == y.source or story.joins(x.witness, y.witness)) and may_be_one(x.claim, y.claim)
        ]
        if pairs and not scope_reason(a, b, [*a, *b]) and not update_reason(a, b):
            near[n] |= {id(x) for x, _ in pairs}
            near[m] |= {id(y) for _, y in pairs}
    if not near:
        return []
    sides = [in_order(s for s in groups[n] if id(s) in near[n]) for n in sorted(near)]
    return [set_all_apart(sides, story.origins, "no number is both", "figures", Severity.HIGH)]


def may_be_one(a: Claim, b: Claim) -> bool:
    """True where neither the stated times nor the stated places of two claims exclude each other."""
    for role in (Role.TIME, Role.PLACE):
        # What is carried over from another sentence may be of another happening.
        mine = [x.value for x in a.having(role) if not x.inferred]
        theirs = [y.value for y in b.having(role) if not y.inferred]
        relations = {x.compare(y) for x in mine for y in theirs} - {Relation.UNKNOWN}
        if relations and all(r is Relation.DISJOINT for r in relations):
            return False
    return True


def _told_together(story: Story) -> list[_Toll]:
    found: dict[str, dict[str, list[tuple[Claim, Argument]]]] = defaultdict(dict)
    for claim, a in story.having(Role.QUANTITY):
        value = a.value
        if isinstance(value, Quantity) and value.unit in ("killed", "injured") and value.exact and not a.inferred:
            found[claim.source.id].setdefault(value.unit, []).append((claim, a))
    made = []
    for source in sorted(name for name, figures in found.items() if len(figures) > 1):
        said = [
            story.said(Kind.QUANTITY, unit, a.value, claim, a.evidence)
            for unit, figures in found[source].items()
            for claim, a in figures
        ]
        told = [s for s in said if s.asserted and not is_mention(s)]
        if len({s.field for s in told}) < 2:
            continue
        figures = [s for s in told if not ELSEWHERE.search(s.claim.evidence.text)]
        killed = [s for s in figures if s.field == "killed"]
        for s in killed:
            near = [t for t in figures if t.field == "injured" and _together(s, t)]
            rivals = [k for k in killed if _number(k) != _number(s) and _together(k, s)]
            if near and not rivals and len({_number(t) for t in near}) == 1:
                made.append(_Toll(s, near[0]))
    return made


def _number(s: Statement) -> float:
    return s.value.bounds[0] if isinstance(s.value, Quantity) else 0.0


def _together(a: Statement, b: Statement) -> bool:
    """True where both stand in one sentence, close to each other."""
    first, then = sorted((a.evidence[0], b.evidence[0]), key=lambda span: span.start)
    between = a.claim.source.text[first.end : then.start]
    return then.start - first.end <= BESIDE and ". " not in between and "\n" not in between


# --- near numbers in sentences on one thing

NEAR = (1.005, 1.3)
"""By how much two statements of one large number may differ; the same number rounded is no difference."""

ALIKE = 0.2
"""Least share of rare words that the two sentences have in common."""

AROUND = 45
"""Characters to either side of a number in which its own words stand."""

RARE = 5.0
"""Least weight of the rare words that stand around both numbers."""


def _near_numbers(story: Story) -> list[Draft]:
    """Two near large numbers of one unit, which no report gives both, amid the same rare words."""
    rarity: Mapping[str, float] | None = None
    told: dict[str, dict[tuple[str, int], Statement]] = defaultdict(dict)
    for claim, a in story.having(Role.QUANTITY):
        value = a.value
        if not isinstance(value, Quantity) or not value.unit or not value.stated or abs(value.stated) < LARGE:
            continue
        if a.inferred or a.of is not None or value.unit.startswith("year") or claim.polarity is not Polarity.AFFIRMED:
            continue
        name = _field(value.unit)
        if name is not None and not is_broken(claim, a.evidence):
            s = story.said(Kind.QUANTITY, name, value, claim, a.evidence)
            told[value.unit].setdefault((s.source, a.evidence.start), s)
    made = []
    for unit in sorted(told):
        numbers = [told[unit][key] for key in sorted(told[unit])][:CROWD]
        givers: dict[float, set[str]] = defaultdict(set)
        for s in numbers:
            givers[_stated(s)].add(s.witness)
        for x, y in combinations(numbers, 2):
            low, high = sorted((_stated(x), _stated(y)))
            near = low > 0 and NEAR[0] <= high / low <= NEAR[1] and x.value.compare(y.value) is Relation.DISJOINT
            if not (near and givers[low].isdisjoint(givers[high])):
                continue
            rarity = _rarity(story) if rarity is None else rarity
            if _on_one_thing(x, y, rarity) and not update_reason([x], [y]):
                made.append(set_apart([x], [y], story.origins, "no number is both", "figures", Severity.MEDIUM))
                break
    return made


@lru_cache(maxsize=1024)
def _field(unit: str) -> str | None:
    """The field of a unit of which near numbers may be of one thing; None for what differs from place to place and by the day."""
    name = field_of_unit(unit, None)
    return None if name in kinds().growing | kinds().moving | kinds().common | {"age", "share"} else name


NEAR_YEARS = 2
"""By how many years two reports may differ on the year of one thing."""

RARE_YEARS = 6.5
"""Years stand in any sentence: the words around them must be rarer than those around numbers."""


def _near_years(story: Story) -> list[Draft]:
    """Two near years, which no report gives both, amid the same rare words: "drafted first overall in" the one and the other."""
    told: dict[tuple[str, int], Statement] = {}
    for claim, a in story.having(Role.TIME):
        value = a.value
        if not isinstance(value, TimeSpan) or value.granularity != "year" or value.start is None:
            continue
        # "This year" is another one in each report.
        own = any(c.isdigit() for c in a.evidence.text) and not a.inferred
        if own and claim.polarity is Polarity.AFFIRMED:
            s = story.said(Kind.TIME, "time", value, claim, a.evidence)
            told.setdefault((s.source, a.evidence.start), s)
    years = [told[key] for key in sorted(told)][:CROWD]
    givers: dict[int, set[str]] = defaultdict(set)
    for s in years:
        givers[_year(s)].add(s.witness)
    pairs = [
        (x, y)
        for x, y in combinations(years, 2)
        if 0 < abs(_year(x) - _year(y)) <= NEAR_YEARS and givers[_year(x)].isdisjoint(givers[_year(y)])
    ]
    rarity = _rarity(story) if pairs else {}
    for x, y in pairs:
        if _on_one_thing(x, y, rarity, RARE_YEARS):
            return [set_apart([x], [y], story.origins, "the times do not meet", "figures", Severity.MEDIUM)]
    return []


def _year(s: Statement) -> int:
    return s.value.start.year if isinstance(s.value, TimeSpan) and s.value.start is not None else 0


def _rarity(story: Story) -> Mapping[str, float]:
    """How much each word tells, by the share of the story's sentences that have it."""
    sentences = {(c.source.id, c.evidence.start): c.evidence.text for c in _affirmed(story)}
    often = Counter(word for text in sentences.values() for word in content_words(text))
    return {word: math.log((len(sentences) + 1) / often[word]) for word in sorted(often)}


LARGE = 100
"""Smaller numbers are near each other by chance."""

CROWD = 200
"""Numbers of one unit, or tolls of one number, that are compared with each other."""


def _stated(s: Statement) -> float:
    return float(s.value.stated or 0) if isinstance(s.value, Quantity) else 0.0


def content_words(text: str) -> frozenset[str]:
    """The longer words of a text, cut to their stems' length so that endings do not matter."""
    # Hardly a word has a digit in it, and of one of nothing but letters that is known at once.
    return frozenset(
        [word[:6] for word in Text(text).words if len(word) > 3 and (word.isalpha() or not any(c.isdigit() for c in word))]
    )


def share_words(mine: AbstractSet[str], theirs: AbstractSet[str], least: int, share: float) -> bool:
    """True for sentences that have so many words in common, and such a share of the words of the shorter one.

    >>> share_words({"smoke", "over", "oslo"}, {"smoke", "near", "oslo"}, 2, 0.5), share_words({"smoke"}, {"smoke"}, 2, 0.5)
    (True, False)
    """
    return len(mine & theirs) >= max(least, share * min(len(mine), len(theirs)))


def _on_one_thing(x: Statement, y: Statement, rarity: Mapping[str, float], rare: float = RARE) -> bool:
    def weight(words: frozenset[str]) -> float:
        return sum(rarity.get(word, 0.0) for word in sorted(words))

    def around(s: Statement) -> frozenset[str]:
        span, text = s.evidence[0], s.claim.source.text
        return content_words(text[max(0, span.start - AROUND) : span.end + AROUND])

    mine, theirs = content_words(x.claim.evidence.text), content_words(y.claim.evidence.text)
    least = min(weight(mine), weight(theirs))
    return least > 0 and weight(mine & theirs) >= ALIKE * least and weight(around(x) & around(y)) >= rare
