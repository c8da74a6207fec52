"""From the distinct values of one field to what an editor would say of them.

Each rule takes the statements of one field of one event, and gives drafts of findings. A disjoint pair of
values is a conflict only where neither an update nor a difference of scope explains it, where the two stand
in different witnesses, and where neither witness also states what the other says.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from claimrec.model import Claim, Modality, Polarity, Role, Severity
from claimrec.reconciliation.addresses import same_place
from claimrec.reconciliation.consensus import exactness, grouped
from claimrec.reconciliation.drafts import Draft, Group, Scores, agree, by_support, closest, of_several, witnesses
from claimrec.reconciliation.excuses import comparable, counted_in, old_to_new, scope_reason, update_reason
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Statement, is_own, named_persons
from claimrec.reconciliation.tolls import is_mention, is_toll, main_figures
from claimrec.reconciliation.wording import other_words, say, sides
from claimrec.values import Place, Quantity, Relation, TimeSpan, Verdict
from claimrec.values.units import unit_named

__all__ = ["SURE", "compare_values", "shared_values"]


SURE = 3.5
"""The least score of a direct match between two sides of a conflict: a flag needs more than an event needs."""

RECURRING = 2.0
"""What more is asked where the verb is none of a happening: such things are done again and again."""


def _doubt(group: Group) -> float:
    """How much more than usual two sides must match, by what they are said to have done."""
    done = {kinds().folded(s.claim.type) for s in group}
    if is_toll(group[0].field) or any(kinds().is_happening(name) for name in done):
        return 0.0
    if done <= kinds().light | kinds().speech:
        return math.inf
    return RECURRING if not isinstance(group[0].value, Quantity) else 0.6 * RECURRING


def compare_values(
    statements: Sequence[Statement], origins: Mapping[str, str], scores: Scores | None = None, *, crowd: bool = False
) -> list[Draft]:
    """Agree, refines, update, scope and conflict for a field of quantities, times or places.

    Args:
        statements: what the claims of one event, or of one person, state for the field.
        origins: source id -> id of the source whose text it repeats.
        scores: how strongly claims match; None for a field of a person, whose identity is the match.
        crowd: True where it happened to several people, each perhaps at another time and place.
    """
    usable = _usable(statements)
    if not of_several(usable):
        return []
    ranked = by_support(_by_name(grouped(main_figures(usable))))
    drafts = _agreed(ranked, origins)
    if len(ranked) < 2 and (len(usable) == len(ranked[0]) or not is_toll(usable[0].field)):
        return drafts
    everything = grouped([s for s in usable if not is_mention(s)])
    contested: dict[Verdict, list[tuple[Group, Group, str]]] = {Verdict.CONFLICT: [], Verdict.UPDATE: [], Verdict.SCOPE: []}
    told: dict[str, list[Group]] = defaultdict(list)
    for group in everything:
        for name in witnesses(group):
            told[name].append(group)
    for i, a in enumerate(ranked):
        for b in ranked[i + 1 :]:
            if (
                a[0].value.compare(b[0].value) is Relation.DISJOINT
                and _one_unit(a, b)
                and _counted(a)
                and _counted(b)
                and _opposed(a, b, told, crowd=crowd)
                and not _loose(a, b)
            ):
                verdict, why = _explained(a, b, usable)
                if verdict is not Verdict.CONFLICT or _surely_one(a, b, scores):
                    contested[verdict].append((a, b, why))
    if is_toll(ranked[0][0].field):
        # The figure that others were moved on to is told once, as that.
        latest = {id(max(pair[:2], key=_size)) for pair in contested[Verdict.UPDATE]}
        contested[Verdict.SCOPE] = [pair for pair in contested[Verdict.SCOPE] if not {id(pair[0]), id(pair[1])} & latest]
        if not any(contested.values()):
            contested[Verdict.SCOPE] = _with_and_without(everything, usable)
    contested[Verdict.UPDATE] += [pair for pair in _grown(ranked) if pair not in contested[Verdict.UPDATE]]
    for verdict, pairs in contested.items():
        made = _contested(verdict, pairs, origins, "person" if scores is None and verdict is Verdict.CONFLICT else "")
        if made is not None:
            drafts.append(made)
    return [*drafts, *_refined(ranked, origins)]


def _surely_one(a: Group, b: Group, scores: Scores | None) -> bool:
    """True where two sides speak of one thing so surely that a conflict may be shown."""
    return scores is None or _of_one_death(a, b) or closest(a, b, scores) >= SURE + _doubt(a)


def _of_one_death(a: Group, b: Group) -> bool:
    """True where both sides tell of the death of one person by name: nobody dies twice."""
    dead = [
        {person.id for s in group if kinds().folded(s.claim.type) == "kill" for person in named_persons(s.claim, (Role.PATIENT,))}
        for group in (a, b)
    ]
    return not dead[0].isdisjoint(dead[1])


def _with_and_without(groups: Sequence[Group], everything: Sequence[Statement]) -> list[tuple[Group, Group, str]]:
    """Two tolls of which one counts the attacker, or the dead, too: reports may well tell both."""
    made = []
    for a, b in combinations([group for group in groups if _counted(group) and _size(group)[0] > 1], 2):
        if a[0].value.compare(b[0].value) is Relation.DISJOINT and any(x != y for x in witnesses(a) for y in witnesses(b)):
            why = counted_in(a, b, everything)
            if why:
                made.append((a, b, why))
    return made


def shared_values(statements: Sequence[Statement], origins: Mapping[str, str]) -> list[Draft]:
    """Only what ``compare_values`` finds the witnesses to have in common: agree and refines."""
    usable = _usable(statements)
    if not of_several(usable):
        return []
    ranked = by_support(_by_name(grouped(main_figures(usable))))
    return [*_agreed(ranked, origins), *_refined(ranked, origins)]


def _by_name(groups: Sequence[Group]) -> list[Group]:
    """Groups, with those of one place in one, of which one report says in which town it is and another does not."""
    if len(groups) < 2 or not isinstance(groups[0][0].value, Place):
        return list(groups)
    made: list[list[Statement]] = []
    # The best known comes first, and gives the group its value.
    for group in sorted(groups, key=lambda g: -len(g[0].value.within) if isinstance(g[0].value, Place) else 0):
        value = group[0].value
        for known in made:
            shown = known[0].value
            if isinstance(value, Place) and isinstance(shown, Place) and same_place(value, shown):
                known.extend(group)
                break
        else:
            made.append(list(group))
    return list(made)


def _usable(statements: Sequence[Statement]) -> list[Statement]:
    """Statements that may be set against others: what is told as a fact, and of times what is no habit and no season."""
    told = [s for s in statements if s.asserted] or [s for s in statements if _is_set(s)]
    return [s for s in told if _tells_time(s)] if told and isinstance(told[0].value, TimeSpan) else told


def _is_set(s: Statement) -> bool:
    """True for a time, a place or a figure of what is planned: where all reports look ahead, they may differ on these."""
    return (
        isinstance(s.value, TimeSpan | Place | Quantity)
        and s.claim.modality is Modality.PLANNED
        and s.claim.polarity is Polarity.AFFIRMED
        and not s.inferred
    )


def _agreed(ranked: Sequence[Group], origins: Mapping[str, str]) -> list[Draft]:
    """Agreement on the best supported value, where two witnesses state it, and on others that say more or something else."""
    agreed: list[Group] = []
    for group in ranked:
        # A vaguer value adds nothing, and one that is excluded has a finding that says so.
        if of_several(group) and not any(group[0].value.compare(g[0].value) in IDLE for g in agreed):
            agreed.append(group)
    return [agree(agreed, origins, "value")] if agreed else []


IDLE = frozenset({Relation.BROADER, Relation.EQUAL, Relation.DISJOINT})


def _grown(ranked: Sequence[Group]) -> list[tuple[Group, Group, str]]:
    """Pairs of tolls that are open above and have grown: "at least two", and later "at least six"."""
    made = []
    for a, b in combinations(ranked, 2):
        low, high = sorted((a, b), key=_size)
        one, two = low[0].value, high[0].value
        if not isinstance(one, Quantity) or not isinstance(two, Quantity) or not is_toll(low[0].field):
            continue
        if one.high is None and two.stated is not None and _size(low)[0] < _size(high)[0] and not _vague(one):
            why = update_reason(low, high) if not scope_reason(low, high, (*low, *high)) else ""
            if why and any(x != y for x in witnesses(low) for y in witnesses(high)):
                made.append((low, high, why))
    return made


def _vague(value: Quantity) -> bool:
    """True for "several": it grows into no other figure. "An eighth suspect" makes eight so far."""
    return value.bounds[0] < 3 if value.stated is None else value.stated < 2


def _size(group: Group) -> tuple[float, float]:
    value = group[0].value
    return value.bounds if isinstance(value, Quantity) else (0.0, 0.0)


def _counted(group: Group) -> bool:
    """True for what is no figure, and for a figure that somebody wrote: "the president and the director" is no count."""
    value = group[0].value
    return not isinstance(value, Quantity) or any(isinstance(s.value, Quantity) and s.value.stated is not None for s in group)


def _one_unit(a: Group, b: Group) -> bool:
    """24 hours and 19 years are no two figures of one thing; 75 months and 7 years may be."""
    one, two = a[0].value, b[0].value
    if not isinstance(one, Quantity) or not isinstance(two, Quantity) or one.unit == two.unit:
        return True
    sizes = sorted(q.bounds[0] * unit.factor for q in (one, two) if (unit := unit_named(q.unit)) is not None)
    return len(sizes) == 2 and sizes[0] > 0 and sizes[1] <= NEAR * sizes[0]


NEAR = 1.5
"""By which factor figures in two units may differ and still be of one thing."""


def _tells_time(s: Statement) -> bool:
    """A time of a whole season or longer, or one from context that is no day, is too wide to be set against another."""
    value = s.value
    if not isinstance(value, TimeSpan) or (s.inferred and value.granularity not in ("day", "time")):
        return False
    return not _is_state(s.claim.trigger.text) and not _of_habit(s.claim.evidence.text)


@lru_cache(maxsize=4096)
def _is_state(trigger: str) -> bool:
    return STATE.search(trigger) is not None


def _of_habit(text: str) -> bool:
    plain = text.lower()  # most sentences have none of the endings of these words, and are looked through much faster for them
    return ("ly " in plain or "ery " in plain or "ach " in plain) and HABIT.search(text) is not None


HABIT = re.compile(r"\b(?:typically|usually|normally|generally|regularly|every|each) \b", re.IGNORECASE)
"""A sentence on what is done again and again."""

STATE = re.compile(r"\b(?:held|custody|jailed|behind bars|hospitali[sz]ed)\b", re.IGNORECASE)
"""Words for a state: the day on which it lasts is not the day on which it began."""


def _loose(a: Group, b: Group) -> bool:
    """True where one side is a week and the other lies less than a week off: "last week" is also the last seven days."""
    weeks = [g[0].value for g in (a, b) if isinstance(g[0].value, TimeSpan) and g[0].value.granularity == "week"]
    one, two = a[0].value, b[0].value
    if not weeks or not isinstance(one, TimeSpan) or not isinstance(two, TimeSpan):
        return False
    return any(_gap(x, y) <= 7 for x, y in ((one, two), (two, one)))


def _gap(first: TimeSpan, then: TimeSpan) -> int:
    """Days from the end of one time to the start of a later one; large where it is not later."""
    if first.end is None or then.start is None:
        return 10_000
    days = then.start.toordinal() - first.end.toordinal()
    return days if days >= 0 else 10_000


def _opposed(a: Group, b: Group, told: Mapping[str, Sequence[Group]], *, crowd: bool) -> bool:
    """True where two witnesses, one of each side, say only what the other side excludes; ``told``: what each witness says."""
    firm = isinstance(a[0].value, TimeSpan | Place)
    if firm and all(kinds().folded(s.claim.type) in kinds().lasting for s in (*a, *b)):
        return False  # people are evacuated over days, and along a road
    if isinstance(a[0].value, Place) and not witnesses(a).isdisjoint(witnesses(b)):
        return False  # who tells both of one happening has the one place lie in the other
    if firm and not comparable(a[0].value, b[0].value):
        return False

    def only(side: Group, other: Group) -> set[str]:
        names = set()
        for s in side:
            # What a witness says more vaguely elsewhere ("several") is no second opinion; another figure is one.
            others = [g for g in told[s.witness] if g[0].value.compare(side[0].value) is Relation.DISJOINT]
            if (not firm or is_own(s)) and not any(g[0].value.compare(other[0].value).compatible for g in others):
                names.add(s.witness)
        return names

    mine, theirs = only(a, b), only(b, a)
    return any(
        x.witness != y.witness and not (firm and _of_others(x.claim, y.claim, crowd=crowd))
        for x in a
        if x.witness in mine
        for y in b
        if y.witness in theirs
    )


def _of_others(a: Claim, b: Claim, *, crowd: bool) -> bool:
    """True where two claims tell of different people, or, among many, one of somebody by name and one of all."""
    one, two = ({person.id for person in named_persons(claim)} for claim in (a, b))
    if crowd and bool(one) != bool(two):
        return True
    return bool(one and two) and one.isdisjoint(two)


def _explained(a: Group, b: Group, everything: Sequence[Statement]) -> tuple[Verdict, str]:
    """The verdict on two disjoint values, and the reason."""
    why = scope_reason(a, b, everything)
    if why:
        return Verdict.SCOPE, why
    why = update_reason(a, b)
    if why:
        return Verdict.UPDATE, why
    if isinstance(a[0].value, Quantity):
        return Verdict.CONFLICT, "no number is both"
    if isinstance(a[0].value, TimeSpan):
        return Verdict.CONFLICT, "the times do not meet"
    return Verdict.CONFLICT, "neither place lies in the other"


def _contested(
    verdict: Verdict, pairs: Sequence[tuple[Group, Group, str]], origins: Mapping[str, str], basis: str
) -> Draft | None:
    """One finding for all pairs of one verdict: its positions are pairwise disjoint, the best supported first."""
    if not pairs:
        return None
    groups: list[Group] = []
    for a, b, _ in pairs:
        for group in (a, b):
            if all(group is not g for g in groups):
                groups.append(group)
    chosen: list[Group] = []
    ranked = by_support(groups)
    for group in [*ranked, *ranked]:  # the second time for those opposed to one of the less supported only
        opposed = any({id(group), id(g)} == {id(a), id(b)} for g in chosen for a, b, _ in pairs)
        # "At least two" and a day later "at least six" exclude each other in what they were: the state of the day.
        apart = verdict is Verdict.UPDATE or all(group[0].value.compare(g[0].value) is Relation.DISJOINT for g in chosen)
        if all(group is not g for g in chosen) and (not chosen or (opposed and apart)):
            chosen.append(group)
    if len(chosen) < 2:
        return None
    why = next(why for a, b, why in pairs if any(a is g for g in chosen) and any(b is g for g in chosen))
    first = chosen[0][0]
    told = old_to_new(chosen) if verdict is Verdict.UPDATE else chosen
    text = f"{sides(told, origins)}: {why}{other_words(told)}"
    return Draft(first.kind, first.field, verdict, tuple(chosen), text, _severity(verdict, chosen), basis)


def _severity(verdict: Verdict, groups: Sequence[Group]) -> Severity:
    if verdict is not Verdict.CONFLICT:
        return Severity.MEDIUM if verdict is Verdict.UPDATE else Severity.LOW
    one, two = groups[0][0].value, groups[1][0].value
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        if one.unit in kinds().people or groups[0][0].field == one.unit:
            return Severity.HIGH
        (low, _), (other, _) = one.bounds, two.bounds
        return Severity.LOW if abs(low - other) <= 0.05 * max(abs(low), abs(other)) else Severity.MEDIUM
    if isinstance(one, TimeSpan) and isinstance(two, TimeSpan):
        return Severity.MEDIUM if "time" in (one.granularity, two.granularity) else Severity.HIGH
    return Severity.HIGH


APART = frozenset({Relation.NARROWER, Relation.OVERLAP, Relation.BROADER})
"""Relations of two values that can both be true and are not one."""


def _refined(ranked: Sequence[Group], origins: Mapping[str, str]) -> list[Draft]:
    """The best supported value that others leave more open, or say more exactly, with those of them; [] where there is none."""
    best: tuple[tuple[int, float], list[Group]] | None = None
    for group in ranked:
        beside = [
            g
            for g in ranked
            if g is not group
            and group[0].value.compare(g[0].value) in APART
            and any(x != y for x in witnesses(group) for y in witnesses(g))
        ]
        # Positions that exclude each other do not belong into one refinement.
        kept: list[Group] = []
        for g in beside:
            if all(g[0].value.compare(k[0].value) is not Relation.DISJOINT for k in kept):
                kept.append(g)
        key = (len(witnesses(group)) * bool(kept), exactness(group[0].value))
        if kept and (best is None or key > best[0]):
            best = (key, [group, *kept])
    if best is None:
        return []
    chosen = sorted(best[1], key=lambda g: (_narrower(g, best[1]), -exactness(g[0].value)))
    first = chosen[0][0]
    text = f"{sides(chosen, origins)}: all can be true, {say(first.value)} is the most exact"
    return [Draft(first.kind, first.field, Verdict.REFINES, tuple(by_support(chosen)), text)]


def _narrower(group: Group, others: Sequence[Group]) -> int:
    """How many of the others say more exactly what this one says."""
    return sum(group[0].value.compare(g[0].value) is Relation.BROADER for g in others)
