"""Findings about who: participants, who said something and on whose word it rests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations, permutations

from attrs import evolve

from claimrec.model import Claim, Role, Severity
from claimrec.reconciliation.consensus import grouped
from claimrec.reconciliation.drafts import Draft, Group, agree, by_support, of_several, witnesses
from claimrec.reconciliation.identity import is_named
from claimrec.reconciliation.independence import shingles
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.wording import said_by, say, sides
from claimrec.values import Entity, Quantity, Relation, Text, Verdict

__all__ = ["Crowds", "Knowledge", "alike", "authorities", "by_witness", "draft_of", "participants", "speakers"]


class Knowledge:
    """Whom the reports of each witness name anywhere; worked out for the witnesses that are asked for."""

    def __init__(self, claims: Iterable[Claim], origins: Mapping[str, str]) -> None:
        self._given, self._origins = claims, origins
        self._named: dict[str, frozenset[str]] = {}

    @cached_property
    def _claims(self) -> dict[str, list[Claim]]:
        """Witness -> the claims that it makes."""
        made: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._given:
            made[self._origins[claim.source.id]].append(claim)
        return made

    def of(self, witness: str) -> frozenset[str]:
        """Ids of everybody whom a witness names."""
        if witness not in self._named:
            told = self._claims.get(witness, ())
            self._named[witness] = frozenset(a.value.id for c in told for a in c.arguments if isinstance(a.value, Entity))
        return self._named[witness]


class Crowds:
    """Of which events a happening, or a part of it, happened to several: two names are then no contradiction."""

    def __init__(
        self, stated: Sequence[Mapping[str, Sequence[Statement]]], tops: Sequence[int], trees: Mapping[int, Sequence[int]]
    ) -> None:
        self._stated, self._tops, self._trees = stated, tops, trees
        self._known: dict[int, bool] = {}

    def around(self, event: int) -> bool:
        """True where it happened to several, as a report of the event's happening or of a part of it has it."""
        top = self._tops[event]
        if top not in self._known:
            self._known[top] = any(_several(self._stated[n]) for n in (top, *self._trees.get(top, ())))
        return self._known[top]


def _several(fields: Mapping[str, Sequence[Statement]]) -> bool:
    """True where a report counts more than one to whom it happened: two names are then no contradiction."""
    people = kinds().people
    if people.isdisjoint(fields):
        return False
    figures = [s.value for name in fields if name in people for s in fields[name]]
    return any(isinstance(v, Quantity) and v.bounds[1] > 1 for v in figures)


def participants(
    type: str, statements: Sequence[Statement], origins: Mapping[str, str], known: Knowledge, *, crowd: bool
) -> list[Draft]:
    """Who took part in one role: agreement on a name, a name for a description, other names where one is expected."""
    groups = list(grouped([s for s in statements if s.asserted]))
    named = by_support([g for g in groups if _named(g)])
    drafts: list[Draft] = []
    agreed = [g for g in named if of_several(g)]
    if agreed:
        drafts.append(agree(agreed, origins, "name"))
    if len(groups) < 2:
        return drafts
    shared = type in SHARED or (type not in DEEDS and bool(statements) and statements[0].field == Role.AGENT)
    conflict = (None if crowd or shared else _other_persons(type, named, origins, known)) or _spellings(named, origins, known)
    if conflict is not None:
        drafts.append(conflict)
    refined = _described(type, groups, origins) or _variants(named, origins, known)
    if refined is not None:
        drafts.append(refined)
    return drafts


SHARED = frozenset({"arrest", "charge", "convict", "sentence", "release", "hire", "dismiss"})
"""Types that several suffer, and several bring about, for one and the same matter: two names are no contradiction."""


DEEDS = frozenset({"kill", "shoot", "injure", "kidnap", "attack"})
"""Types that one person does; in others (appointing) two may well have had a hand."""


def _entity(group: Group) -> Entity:
    value = group[0].value
    assert isinstance(value, Entity)
    return value


def _named(group: Group) -> bool:
    return is_named(_entity(group))


def draft_of(verdict: Verdict, groups: Sequence[Group], origins: Mapping[str, str], why: str) -> Draft:
    """A draft whose explanation names the sides, and says why."""
    first = groups[0][0]
    return Draft(first.kind, first.field, verdict, tuple(groups), f"{sides(groups, origins)}: {why}")


def by_witness(groups: Sequence[Group]) -> dict[str, list[Group]]:
    """Witness -> the groups it states."""
    stated: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for name in sorted(witnesses(group)):
            stated[name].append(group)
    return stated


def _other_persons(type: str, named: Sequence[Group], origins: Mapping[str, str], known: Knowledge) -> Draft | None:
    """Two persons where a happening has one: two witnesses name one person each, and neither knows the other's.

    ``named``, here and below, stands in the order of support.
    """
    if type not in kinds().single:
        return None
    persons = [g for g in named if _entity(g).type == "person"]
    stated = by_witness(persons)
    sole = [g for g in persons if any(len(stated[s.witness]) == 1 and not s.inferred for s in g)]
    chosen: list[Group] = []
    for group in sole:
        if all(_entity(group).compare(_entity(g)) is Relation.DISJOINT and _strangers(group, g, known) for g in chosen):
            chosen.append(group)
    if len(chosen) < 2:
        return None
    near = alike(_entity(chosen[0]), _entity(chosen[1]))
    first = chosen[0][0]
    why = "two spellings that can hardly be of one name" if near else "these are two persons"
    text = f"{sides(chosen, origins)}: {why}"
    return Draft(
        first.kind,
        first.field,
        Verdict.CONFLICT,
        tuple(chosen),
        text,
        Severity.LOW if near else Severity.HIGH,
    )


def _spellings(named: Sequence[Group], origins: Mapping[str, str], known: Knowledge) -> Draft | None:
    """Two names a slip apart in one role, in different witnesses: one of them is misspelt."""
    for a, b in combinations(named, 2):
        one, two = _entity(a), _entity(b)
        near = one.type == two.type == "person" and alike(one, two) and one.compare(two) is Relation.DISJOINT
        if near and _strangers(a, b, known):
            text = f"{sides([a, b], origins)}: two spellings that can hardly be of one name"
            return Draft(a[0].kind, a[0].field, Verdict.CONFLICT, (a, b), text, Severity.LOW, "spelling")
    return None


def _variants(named: Sequence[Group], origins: Mapping[str, str], known: Knowledge) -> Draft | None:
    """Two spellings that may be of one name ("Dmitry" and "Dmitri"): shown, and not taken for one person in silence."""
    for a, b in combinations(named, 2):
        one, two = _entity(a), _entity(b)
        full = one.type == two.type == "person" and len(one.name.split()) > 1 and len(two.name.split()) > 1
        if full and one.compare(two) is Relation.OVERLAP and _strangers(a, b, known):
            text = f"{sides([a, b], origins)}: two spellings that may be of one name"
            return Draft(a[0].kind, a[0].field, Verdict.REFINES, (a, b), text, Severity.LOW)
    return None


def _strangers(a: Group, b: Group, known: Knowledge) -> bool:
    """True where no witness of one side names the other side's person anywhere."""
    one, two = _entity(a).id, _entity(b).id
    return not any(two in known.of(name) for name in witnesses(a)) and not any(one in known.of(name) for name in witnesses(b))


ALIKE = 84
"""rapidfuzz ratio from which two names may be slips of one."""


def alike(a: Entity, b: Entity) -> bool:
    """True for names a slip apart: as many words, each the same or nearly, at least one the same."""
    return _a_slip_apart(a.name, b.name)


@lru_cache(maxsize=16384)
def _a_slip_apart(a: str, b: str) -> bool:
    from rapidfuzz.fuzz import ratio

    mine, theirs = a.casefold().split(), b.casefold().split()
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    pairs = list(zip(mine, theirs, strict=True))
    if not any(x == y for x, y in pairs):
        return False
    if any(x[:3] == y[:3] and abs(len(x) - len(y)) > 1 for x, y in pairs if x != y):
        return False  # a short form ("Chris" for "Christian") is no slip
    return ratio(a, b) >= ALIKE and all(x == y or ratio(x, y) >= 60 for x, y in pairs)


def _described(type: str, groups: Sequence[Group], origins: Mapping[str, str]) -> Draft | None:
    """A name in one witness and only a description in another, where there is one filler of the role."""
    if type not in kinds().single:
        return None
    stated = by_witness(groups)
    alone = {name: g[0] for name, g in stated.items() if len(g) == 1 and _entity(g[0]).type == "person"}
    names = [g for g in alone.values() if _named(g)]
    plain = [g for g in alone.values() if not _named(g)]
    if not names or not plain or len({id(g) for g in names}) != 1:
        return None
    chosen = [names[0]]
    for group in plain:
        if all(group is not g for g in chosen):
            chosen.append(group)
    return draft_of(Verdict.REFINES, chosen, origins, f"{say(names[0][0].value)} is the name for the description")


def speakers(statements: Sequence[Statement], origins: Mapping[str, str]) -> list[Draft]:
    """To whom the same words are credited; statements of other words are left alone."""
    best: list[Statement] = []
    for s in sorted(statements, key=lambda s: (-len(s.about.words) if s.about else 0, s.source, s.claim.id)):
        if s.about is not None and (not best or _same_words(best[0].about, s.about)):
            best.append(s)
    groups = by_support(grouped(best))
    named = [g for g in groups if _named(g) and _entity(g).type == "person" and not all(s.inferred for s in g)]
    plain = [g for g in groups if g not in named]
    drafts = []
    agreed = [g for g in groups if of_several(g)]
    if agreed:
        drafts.append(draft_of(Verdict.AGREE, agreed[:1], origins, f"the same words, {_quote(agreed[0])}, from one speaker"))
    apart: list[Group] = []
    for group in named:
        if all(
            _entity(group).compare(_entity(g)) is Relation.DISJOINT and witnesses(group).isdisjoint(witnesses(g)) for g in apart
        ):
            apart.append(group)
    if len(apart) > 1:
        first = apart[0][0]
        text = f"{sides(apart, origins)}: the same words, {_quote(apart[0])}, from different speakers"
        drafts.append(Draft(first.kind, first.field, Verdict.CONFLICT, tuple(apart), text, Severity.MEDIUM))
    elif named and plain and any(x != y for x in witnesses(named[0]) for y in witnesses(plain[0])):
        drafts.append(
            draft_of(Verdict.REFINES, [named[0], *plain], origins, f"the same words, {_quote(named[0])}, one names the speaker")
        )
    else:
        drafts += _cut_short(best, origins)
    return drafts


def _cut_short(statements: Sequence[Statement], origins: Mapping[str, str]) -> list[Draft]:
    """One quotation in full in one witness, and a part of it in another."""
    if len({id(s.about) for s in statements}) < 2:  # the same words in all
        return []
    told = [evolve(s, value=s.about) for s in statements if s.about is not None]
    for full, part in permutations(grouped(told), 2):
        contains = part[0].value.compare(full[0].value) is Relation.BROADER
        if contains and witnesses(full) - witnesses(part) and witnesses(part) - witnesses(full):
            who = ", ".join(sorted({s.value.name for s in statements if isinstance(s.value, Entity)})[:1])
            text = f"{said_by(full, origins)} has the words of {who} in full, {said_by(part, origins)} a part of them"
            first = full[0]
            return [Draft(first.kind, first.field, Verdict.REFINES, (full, part), text)]
    return []


def _quote(group: Group) -> str:
    words = group[0].about.text if group[0].about else ""
    return f"“{words if len(words) <= 60 else words[:57] + '…'}”"


def _same_words(a: Text | None, b: Text | None) -> bool:
    """True where one wording contains the other, or most of its five-word runs."""
    if a is None or b is None:
        return False
    if a.compare(b).compatible:
        return min(len(a.words), len(b.words)) >= 3
    mine, theirs = shingles([a.text]), shingles([b.text])
    return len(mine & theirs) >= max(2, 0.6 * min(len(mine), len(theirs)))


def authorities(statements: Sequence[Statement], origins: Mapping[str, str]) -> list[Draft]:
    """On whose word the sources' accounts rest: named beside vague refines, two named ones differ in scope."""
    groups = by_support(_one_name(statements))
    if not of_several(statements):
        return []
    named = [g for g in groups if names_somebody(_entity(g).name)]
    vague = [g for g in groups if g not in named]
    drafts = []
    agreed = [g for g in groups if of_several(g)]
    if agreed:
        drafts.append(agree(agreed, origins, "authority"))
    # A witness that also names the other's authority does not differ from it.
    told = [g for g in named if not agreed or g is not agreed[0]]
    pair = next(((a, b) for a, b in combinations(told, 2) if witnesses(a).isdisjoint(witnesses(b))), None)
    if pair is not None:
        drafts.append(draft_of(Verdict.SCOPE, pair, origins, "two authorities, both may have spoken"))
    over = [g for g in vague if named and any(x not in witnesses(named[0]) for x in witnesses(g))]
    if over:
        drafts.append(
            draft_of(Verdict.REFINES, [named[0], *over], origins, f"{say(named[0][0].value)} is named, the other is not")
        )
    return drafts


def _one_name(statements: Sequence[Statement]) -> list[Group]:
    by_name: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        by_name[" ".join(w for w in Text(_name(s)).words if w != "the")].append(s)
    return [
        sorted(by_name[name], key=lambda s: (s.inferred, s.source, s.claim.trigger.start, s.claim.id)) for name in sorted(by_name)
    ]


def _name(s: Statement) -> str:
    return s.value.name if isinstance(s.value, Entity) else ""


def names_somebody(name: str) -> bool:
    """True for an authority with a name of its own; the last word tells.

    >>> names_somebody("Iranian MoD"), names_somebody("state media"), names_somebody("News websites")
    (True, False, False)
    """
    words = name.split()
    return bool(words) and words[-1][:1].isupper() and words[-1].casefold() not in kinds().vague
