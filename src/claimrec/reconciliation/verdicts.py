"""From the distinct values of one field to what an editor would say of them.

Each rule takes the statements of one field of one event, and gives drafts of findings. A disjoint pair of
values is a conflict only where neither an update nor a difference of scope explains it, where the two stand
in different witnesses, and where neither witness also states what the other says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import frozen

from claimrec.model import Kind, Severity
from claimrec.reconciliation.consensus import exactness, grouped, weight
from claimrec.reconciliation.excuses import comparable, scope_reason, update_reason
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Group, Statement
from claimrec.reconciliation.tolls import is_mention, main_figures
from claimrec.reconciliation.wording import say, sides
from claimrec.values import Place, Quantity, Relation, TimeSpan, Verdict

__all__ = ["Draft", "Group", "Scores", "by_support", "closest", "compare_values", "witnesses"]


@frozen(eq=False)
class Draft:
    """A finding before it has an event and an id: its positions are groups of statements."""

    kind: Kind
    field: str
    relation: Verdict
    groups: tuple[Group, ...]
    explanation: str
    confidence: float = 0.5
    severity: Severity = Severity.LOW


def witnesses(group: Group) -> frozenset[str]:
    """Independent sources behind a group."""
    return frozenset(s.witness for s in group)


def by_support(groups: Sequence[Group]) -> list[Group]:
    """Groups, the most supported first; ties in the order given, which is by value."""
    place = {id(g): n for n, g in enumerate(groups)}
    return sorted(groups, key=lambda g: (-len(witnesses(g)), -weight(g), -len(g), place[id(g)]))


Scores = Mapping[tuple[str, str], float]
"""Ids of two compared claims, in order, -> how strongly they speak of one event."""

SURE = 2.5
"""The least score of a direct match between two sides of a conflict: a flag needs more than an event needs."""


def compare_values(statements: Sequence[Statement], origins: Mapping[str, str], scores: Scores | None = None) -> list[Draft]:
    """Agree, refines, update, scope and conflict for a field of quantities, times or places.

    Args:
        statements: what the claims of one event, or of one person, state for the field.
        origins: source id -> id of the source whose text it repeats.
        scores: how strongly claims match; None for a field of a person, whose identity is the match.
    """
    usable = [s for s in statements if s.asserted]
    if isinstance(usable[0].value if usable else None, TimeSpan):
        usable = [s for s in usable if _tells_time(s)]
    everything: list[Group] = list(grouped([s for s in usable if not is_mention(s)]))
    groups: list[Group] = list(grouped(main_figures(usable)))
    if not groups:
        return []
    drafts: list[Draft] = []
    ranked = by_support(groups)
    if len(witnesses(ranked[0])) >= 2:
        drafts.append(_agree(ranked[0], origins))
    contested: dict[Verdict, list[tuple[Group, Group, str]]] = {Verdict.CONFLICT: [], Verdict.UPDATE: [], Verdict.SCOPE: []}
    for i, a in enumerate(ranked):
        for b in ranked[i + 1 :]:
            if (
                a[0].value.compare(b[0].value) is Relation.DISJOINT
                and _one_unit(a, b)
                and _opposed(a, b, everything)
                and not _loose(a, b)
            ):
                verdict, why = _explained(a, b, usable)
                if verdict is Verdict.CONFLICT and scores is not None and closest(a, b, scores) < SURE:
                    continue
                contested[verdict].append((a, b, why))
    for verdict, pairs in contested.items():
        made = _contested(verdict, pairs, origins)
        if made is not None:
            drafts.append(made)
    refined = _refined(ranked, origins)
    if refined is not None:
        drafts.append(refined)
    return drafts


def closest(a: Group, b: Group, scores: Scores) -> float:
    """The best match between claims of two sides."""
    pairs = {(min(x.claim.id, y.claim.id), max(x.claim.id, y.claim.id)) for x in a for y in b}
    return max((scores.get(pair, 0.0) for pair in pairs), default=0.0)


def _one_unit(a: Group, b: Group) -> bool:
    """24 hours and 19 years are no two figures of one thing."""
    one, two = a[0].value, b[0].value
    return not isinstance(one, Quantity) or not isinstance(two, Quantity) or one.unit == two.unit


def _tells_time(s: Statement) -> bool:
    """A time of a whole season or longer, or one from context that is no day, is too wide to be set against another."""
    value = s.value
    return isinstance(value, TimeSpan) and not (s.inferred and value.granularity not in ("day", "time"))


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


def _agree(group: Group, origins: Mapping[str, str]) -> Draft:
    stated = len({s.witness for s in group if not s.inferred})
    confidence = min(0.97, 0.75 + 0.08 * stated)
    return Draft(group[0].kind, group[0].field, Verdict.AGREE, (group,), f"{sides([group], origins)}: one value", confidence)


def _opposed(a: Group, b: Group, groups: Sequence[Group]) -> bool:
    """True where two witnesses, one of each side, say only what the other side excludes."""
    stated: dict[str, list[Group]] = {name: [] for group in (a, b) for name in witnesses(group)}
    for group in groups:
        for name in witnesses(group):
            stated.setdefault(name, []).append(group)
    firm = isinstance(a[0].value, TimeSpan | Place)

    if firm and not comparable(a[0].value, b[0].value):
        return False

    def only(side: Group, other: Group) -> set[str]:
        names = set()
        for s in side:
            # What a witness says more vaguely elsewhere ("several") is no second opinion; another figure is one.
            others = [g for g in stated[s.witness] if g[0].value.compare(side[0].value) is Relation.DISJOINT]
            if (not firm or not s.inferred) and not any(g[0].value.compare(other[0].value).compatible for g in others):
                names.add(s.witness)
        return names

    mine, theirs = only(a, b), only(b, a)
    return any(x != y for x in mine for y in theirs)


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


def _contested(verdict: Verdict, pairs: Sequence[tuple[Group, Group, str]], origins: Mapping[str, str]) -> Draft | None:
    """One finding for all pairs of one verdict: its positions are pairwise disjoint, the best supported first."""
    if not pairs:
        return None
    groups: list[Group] = []
    for a, b, _ in pairs:
        for group in (a, b):
            if all(group is not g for g in groups):
                groups.append(group)
    chosen: list[Group] = []
    for group in by_support(groups):
        opposed = any({id(group), id(g)} == {id(a), id(b)} for g in chosen for a, b, _ in pairs)
        apart = all(group[0].value.compare(g[0].value) is Relation.DISJOINT for g in chosen)
        if not chosen or (opposed and apart):
            chosen.append(group)
    if len(chosen) < 2:
        return None
    why = next(why for a, b, why in pairs if any(a is g for g in chosen) and any(b is g for g in chosen))
    first = chosen[0][0]
    text = f"{sides(chosen, origins)}: {why}{_other_words(chosen)}"
    return Draft(first.kind, first.field, verdict, tuple(chosen), text, _confidence(verdict, chosen), _severity(verdict, chosen))


def _other_words(groups: Sequence[Group]) -> str:
    """A note where the sides count by different nouns: that alone does not explain the difference."""
    if not isinstance(groups[0][0].value, Quantity):
        return ""
    written = [sorted({s.evidence[0].text for s in group}) for group in groups]
    nouns = [{re.sub(r"[\d.,]+\s*", "", text).casefold().strip() for text in side} for side in written]
    if nouns[0] == nouns[1] or not all(all(side) for side in nouns):
        return ""
    quoted = " / ".join(", ".join(f"“{text}”" for text in side) for side in written)
    return f"; written {quoted}, which may be wider and narrower words for the same things"


def _confidence(verdict: Verdict, groups: Sequence[Group]) -> float:
    if verdict is not Verdict.CONFLICT:
        return 0.65
    value = groups[0][0].value
    made = 0.6 if isinstance(value, Quantity) else 0.5
    stated = [[s for s in group if not s.inferred] for group in groups]
    made += (
        0.1 * all(stated)
        + 0.1 * all(len(witnesses(g)) >= 2 for g in groups[:2])
        + 0.05 * any(len(witnesses(g)) >= 2 for g in groups[:2])
    )
    return round(min(0.95, made), 3)


def _severity(verdict: Verdict, groups: Sequence[Group]) -> Severity:
    if verdict is not Verdict.CONFLICT:
        return Severity.MEDIUM if verdict is Verdict.UPDATE else Severity.LOW
    one, two = groups[0][0].value, groups[1][0].value
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        if one.unit in kinds().growing | kinds().moving or groups[0][0].field == one.unit:
            return Severity.HIGH
        (low, _), (other, _) = one.bounds, two.bounds
        return Severity.LOW if abs(low - other) <= 0.05 * max(abs(low), abs(other)) else Severity.MEDIUM
    if isinstance(one, TimeSpan) and isinstance(two, TimeSpan):
        return Severity.MEDIUM if "time" in (one.granularity, two.granularity) else Severity.HIGH
    return Severity.HIGH


def _refined(ranked: Sequence[Group], origins: Mapping[str, str]) -> Draft | None:
    """The most exact well-supported value, with all that leave more open and do not exclude it."""
    best: tuple[tuple[int, float], list[Group]] | None = None
    for group in ranked:
        wider = [
            g
            for g in ranked
            if g is not group
            and group[0].value.compare(g[0].value) in (Relation.NARROWER, Relation.OVERLAP)
            and any(x != y for x in witnesses(group) for y in witnesses(g))
        ]
        # Positions that exclude each other do not belong into one refinement.
        kept: list[Group] = []
        for g in wider:
            if all(g[0].value.compare(k[0].value) is not Relation.DISJOINT for k in kept):
                kept.append(g)
        key = (len(witnesses(group)) * bool(kept), exactness(group[0].value))
        if kept and (best is None or key > best[0]):
            best = (key, [group, *kept])
    if best is None:
        return None
    chosen = best[1]
    first = chosen[0][0]
    text = f"{sides(chosen, origins)}: all can be true, {say(first.value)} is the most exact"
    return Draft(first.kind, first.field, Verdict.REFINES, tuple(by_support(chosen)), text, 0.8)
