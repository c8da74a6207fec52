"""Findings: every field of every event, and what is said of one person anywhere in the pile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from attrs import evolve

from claimrec.model import Claim, Event, Finding, Kind
from claimrec.reconciliation.agreements import agreements
from claimrec.reconciliation.deeds import LIFE_TERM, deeds
from claimrec.reconciliation.denials import denied_alike, polarity
from claimrec.reconciliation.details import CUES, TYPES, sole_details
from claimrec.reconciliation.drafts import Draft, Scores, closest, of_several, witnesses
from claimrec.reconciliation.evidence import Words, findings_from
from claimrec.reconciliation.figures import side_by_side
from claimrec.reconciliation.gainsaid import gainsaid
from claimrec.reconciliation.hours import hours
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.measures import measures
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.parts import children_of, roots
from claimrec.reconciliation.people import Crowds, Knowledge, authorities, participants, speakers
from claimrec.reconciliation.posts import offices
from claimrec.reconciliation.quoted import said_alike
from claimrec.reconciliation.refinements import refinements
from claimrec.reconciliation.spelling import spellings
from claimrec.reconciliation.statements import Group, Statement, offices_of, one_value
from claimrec.reconciliation.stories import stories_of
from claimrec.reconciliation.unionfind import UnionFind
from claimrec.reconciliation.verdicts import compare_values, shared_values
from claimrec.values import Entity, Quantity, Verdict

__all__ = ["findings_of", "shared_surnames"]


def findings_of(
    events: Sequence[Event],
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    scores: Scores,
    stated: Sequence[Mapping[str, Sequence[Statement]]],
    namesakes: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """All findings, in the order of events, then fields, then relations.

    Args:
        events: the events, in their stable order.
        claims: all claims, with decided entity ids.
        origins: source id -> id of the source whose text it repeats.
        scores: how strongly compared claims match.
        stated: for each event field -> what its claims state for it.
        namesakes: last names that several persons of the pile bear.
    """
    place = {event.id: n for n, event in enumerate(events)}
    tops = roots([None if event.part_of is None else place[event.part_of] for event in events])
    trees = children_of(tops)
    known, crowds = Knowledge(claims, origins), Crowds(stated, tops, trees)
    drafts: list[tuple[int, Draft]] = []
    for n, event in enumerate(events):
        # Of a claim that stands alone only what it says of somebody meets what others say.
        if len(event.claims) > 1:
            for name, told in sorted(stated[n].items()):
                # A value that is stated once is compared with nothing.
                if len(told) > 1 and not _of_somebody(name, told[0]):
                    drafts.extend([(n, draft) for draft in _compared(event, n, told, origins, known, scores, crowds)])
    drafts.extend(_over_trees(trees, stated, drafts, origins))
    holders = Holders(events)
    for told in _of_persons(events, claims, origins, stated, namesakes):
        made = offices(told, origins) if told[0].kind is Kind.ROLE else compare_values(told, origins)
        drafts.extend((_host(draft, events, holders), draft) for draft in made if not _of_two_persons(draft))
    drafts.extend(_over_stories(events, claims, origins, drafts, holders))
    kept = sorted(_without_echoes(drafts, events, scores), key=lambda told: (told[0], told[1].field, told[1].relation))
    return tuple(findings_from(kept, events, Words(events, tops, trees, stated)))


def _of_somebody(name: str, first: Statement) -> bool:
    """True for figures of one person, which are compared over all events."""
    return " of " in name and first.kind is Kind.QUANTITY


def _of_persons(
    events: Sequence[Event],
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    stated: Sequence[Mapping[str, Sequence[Statement]]],
    namesakes: frozenset[str],
) -> list[list[Statement]]:
    """What several witnesses state for one field of one person, wherever they do, by the name of the field."""
    bound: dict[str, list[Statement]] = defaultdict(list)
    owned = {name for name in set().union(*stated) if " of " in name}
    if owned:
        aliases = same_persons(events)
        for fields in stated:
            for name in sorted(owned.intersection(fields)):
                if _of_somebody(name, fields[name][0]):
                    for s in fields[name]:
                        if not _by_shared_surname(s, namesakes):
                            made = _renamed(s, aliases)
                            bound[made.field].append(made)
    for name, found in offices_of(claims, origins).items():
        bound[f"office of {name}"].extend(found)
    return [bound[name] for name in sorted(bound) if of_several(bound[name])]


def _over_trees(
    trees: Mapping[int, Sequence[int]],
    stated: Sequence[Mapping[str, Sequence[Statement]]],
    known: Sequence[tuple[int, Draft]],
    origins: Mapping[str, str],
) -> list[tuple[int, Draft]]:
    """What a happening and its parts agree on together: one source dates the visit, another the summit on it.

    Parts may differ in time and place, so only agreement is looked for, and only where it joins more witnesses
    than any one event of the tree does.
    """
    made: list[tuple[int, Draft]] = []
    found: dict[tuple[int, str], list[Draft]] = defaultdict(list)
    for n, draft in known if trees else ():
        found[n, draft.field].append(draft)
    names = {"time", "place", *kinds().people}
    for top, parts in trees.items():
        stating: dict[str, list[int]] = defaultdict(list)
        for n in (top, *parts):
            for name in stated[n]:
                if name in names:
                    stating[name].append(n)
        for name, told in stating.items():
            if len(told) < 2:  # what only one event of the tree states has been compared with it
                continue
            pooled = [s for n in told for s in stated[n][name]]
            behind = len(witnesses(pooled))
            if behind < 2:
                continue
            best = max((_reach(draft) for n in told for draft in found.get((n, name), ())), default=1)
            if behind > best:
                made.extend((top, draft) for draft in shared_values(pooled, origins) if _reach(draft) > best)
    return made


def _reach(draft: Draft) -> int:
    """How many witnesses a finding joins."""
    return len({name for group in draft.groups for name in witnesses(group)})


def shared_surnames(ids: Iterable[str]) -> frozenset[str]:
    """Last names that several of these entities bear.

    >>> sorted(shared_surnames(["jane-smith", "john-smith", "mia-berg"]))
    ['smith']
    """
    often = Counter(name.rpartition("-")[2] for name in set(ids) if "-" in name)
    return frozenset(last for last, number in often.items() if number > 1)


def _by_shared_surname(s: Statement, namesakes: frozenset[str]) -> bool:
    """True where a claim calls the one of whom it tells by a last name that others bear too."""
    owner = s.field.partition(" of ")[2]
    if owner.rpartition("-")[2] not in namesakes:
        return False
    called = [a.evidence.text for a in s.claim.arguments if isinstance(a.value, Entity) and a.value.id == owner]
    return bool(called) and all(len(text.split()) == 1 for text in called)


def _compared(
    event: Event,
    n: int,
    statements: Sequence[Statement],
    origins: Mapping[str, str],
    known: Knowledge,
    scores: Scores,
    crowds: Crowds,
) -> list[Draft]:
    kind = statements[0].kind
    if kind is Kind.POLARITY:
        if all(s.asserted for s in statements):
            return []
        made = [*polarity(statements, origins, scores), *denied_alike(statements, origins)]
        opposed = any(draft.relation is Verdict.CONFLICT for draft in made)
        return made if opposed else [*made, *gainsaid([s.claim for s in statements], origins)]
    if not of_several(statements):
        return []
    if kind in VALUED:
        return compare_values(statements, origins, scores, crowd=not one_value(statements) and crowds.around(n))
    if kind is Kind.PARTICIPANT:
        crowd = not one_value(statements) and crowds.around(n)
        return participants(kinds().folded(event.type), statements, origins, known, crowd=crowd)
    if statements[0].field == "speaker":
        return speakers(statements, origins)
    # Who vouches is told for happenings; for every single verb of an account it would be told a hundred times.
    return authorities(statements, origins) if kinds().is_happening(kinds().folded(event.type)) else []


VALUED = (Kind.QUANTITY, Kind.TIME, Kind.PLACE)
"""Kinds of fields whose values are figures, times or places."""


def same_persons(events: Sequence[Event]) -> dict[str, str]:
    """Ids of persons that the reports of one event let us take for one, with the id that stands for them.

    Such a person is the only one in one role in each report.

    "A 24-year-old man was killed" and "John Smith, 25, died" are of one man where both reports know one victim;
    two different names never join.
    """
    fold, types = kinds().fold, kinds().single
    single = [event for event in events if fold.get(event.type, event.type) in types]
    pairs: list[tuple[str, str]] = []
    for event in single:
        source = event.claims[0].source.id
        for role in ("patient", "agent") if any(claim.source.id != source for claim in event.claims) else ():
            persons = _sole_persons(event, role)
            pairs.extend((persons[0].id, other.id) for other in persons[1:] if other.id != persons[0].id)
    if not pairs:
        return {}
    ids = {name: n for n, name in enumerate(dict.fromkeys(name for pair in pairs for name in pair))}
    named: list[set[str]] = [set() for _ in ids]
    for event in single:
        if any(isinstance(a.value, Entity) and a.value.id in ids for claim in event.claims for a in claim.arguments):
            for entity in (*_sole_persons(event, "patient"), *_sole_persons(event, "agent")):
                if entity.id in ids and is_named(entity):
                    named[ids[entity.id]].add(entity.id)
    sets = UnionFind(len(ids))
    for one, two in pairs:
        a, b = sets.find(ids[one]), sets.find(ids[two])
        if a != b and len(named[a] | named[b]) <= 1:
            joined = named[a] | named[b]
            named[sets.join(a, b)] = joined
    names = sorted(ids)
    best: dict[int, str] = {}
    for name in names:
        root = sets.find(ids[name])
        best[root] = min(named[root], default=min(best.get(root, name), name))
    return {name: best[sets.find(ids[name])] for name in names}


def _sole_persons(event: Event, role: str) -> list[Entity]:
    """The persons in a role, one a source, of the sources that know exactly one; [] where some source knows more."""
    by_source: dict[str, dict[str, Entity]] = defaultdict(dict)
    for claim in event.claims:
        for a in claim.arguments:
            if a.role == role and isinstance(a.value, Entity):
                found = by_source[claim.source.id]
                found[a.value.id] = a.value
                if len(found) > 1:
                    return []
    if any(next(iter(found.values())).type != "person" for found in by_source.values()):
        return []
    return [next(iter(by_source[name].values())) for name in sorted(by_source)]


def _renamed(s: Statement, aliases: Mapping[str, str]) -> Statement:
    head, _, owner = s.field.partition(" of ")
    name = aliases.get(owner, owner)
    return s if name == owner else evolve(s, field=f"{head} of {name}")


YEARS = 2.0
"""By how many years a mistaken age is off; a description that is further off is of somebody else."""


def _of_two_persons(draft: Draft) -> bool:
    """True for ages far apart of which one is of somebody described, who was taken for the person named."""
    if draft.relation is not Verdict.CONFLICT or not draft.field.startswith("age of "):
        return False
    owner = draft.field.removeprefix("age of ")
    named = all(owner in _persons(group) for group in draft.groups)
    ages = [group[0].value.bounds for group in draft.groups if isinstance(group[0].value, Quantity)]
    return not named and max(low for low, _ in ages) - min(high for _, high in ages) > YEARS


def _persons(group: Group) -> set[str]:
    return {a.value.id for s in group for a in s.claim.arguments if isinstance(a.value, Entity)}


def _over_stories(
    events: Sequence[Event],
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    known: Sequence[tuple[int, Draft]],
    holders: Mapping[int, int],
) -> list[tuple[int, Draft]]:
    """What only the comparison of whole stories shows, and no finding says yet."""
    seen: dict[tuple[Kind, str, int], list[Draft]] = defaultdict(list)

    def note(draft: Draft) -> None:
        for key in sorted({(draft.kind, *words) for side in _shown(draft) for words in side}):
            seen[key].append(draft)

    for _, draft in known:
        if draft.relation is Verdict.CONFLICT:
            note(draft)
    shared = [(n, draft) for n, draft in known if draft.relation is Verdict.AGREE]
    agreed = {(draft.kind, s.source, s.evidence[0].start) for _, draft in shared for group in draft.groups for s in group}
    taken = {(n, draft.field, draft.relation) for n, draft in known}
    made = []
    for story in stories_of(events, claims, origins, TYPES, (LIFE_TERM, *CUES)):
        for draft in (
            *hours(story),
            *spellings(story),
            *side_by_side(story),
            *measures(story),
            *deeds(story),
            *sole_details(story),
        ):
            sides = _shown(draft)
            near = [other for words in sorted(sides[0]) for other in seen[draft.kind, *words]]
            if not any(all(any(side & known for known in _shown(other)) for side in sides) for other in near):
                made.append((_host(draft, events, holders), draft))
                note(draft)
        for draft in (*agreements(story, agreed), *said_alike(story, agreed), *refinements(story)):
            n = next((n for n in _hosts(draft, events, holders) if (n, draft.field, draft.relation) not in taken), None)
            if n is not None:
                taken.add((n, draft.field, draft.relation))
                made.append((n, draft))
    return made


def _shown(draft: Draft) -> list[set[tuple[str, int]]]:
    """For each side the sources and starts of the words that state it."""
    return [{(s.source, s.evidence[0].start) for s in group} for group in draft.groups]


class Holders(dict[int, int]):
    """The claims, by identity, with the numbers of their events: put together when one is first looked up, as few ever are."""

    def __init__(self, events: Sequence[Event]) -> None:
        super().__init__()
        self._events = events

    def __missing__(self, claim: int) -> int:
        if self:
            raise KeyError(claim)
        told = [event.claims for event in self._events]
        numbers = np.repeat(np.arange(len(told)), list(map(len, told))).tolist()
        self.update(zip(map(id, chain.from_iterable(told)), numbers, strict=True))
        return self[claim]


def _host(draft: Draft, events: Sequence[Event], holders: Mapping[int, int]) -> int:
    """The event under which a finding over several events is shown."""
    return _hosts(draft, events, holders)[0]


def _hosts(draft: Draft, events: Sequence[Event], holders: Mapping[int, int]) -> list[int]:
    """The events under which a finding may be shown: first the one that most of its sides take part in."""
    sides: dict[int, set[int]] = defaultdict(set)
    backing: dict[int, set[str]] = defaultdict(set)
    for n, group in enumerate(draft.groups):
        for s in group:
            event = holders[id(s.claim)]
            sides[event].add(n)
            backing[event].add(s.witness)
    return sorted(sides, key=lambda e: (-len(sides[e]), -len(backing[e]), -len(events[e].sources), e))


def _without_echoes(drafts: Sequence[tuple[int, Draft]], events: Sequence[Event], scores: Scores) -> list[tuple[int, Draft]]:
    """One finding per event, field and relation; an authority that stands behind a whole account is told once."""
    best: dict[tuple[int, str, Verdict], Draft] = {}
    vouched = []
    for n, draft in drafts:
        if draft.field == "authority":
            vouched.append((n, draft))
            continue
        known = best.setdefault((n, draft.field, draft.relation), draft)
        if known is not draft and _reach(draft) > _reach(known):
            best[n, draft.field, draft.relation] = draft

    def rank(told: tuple[int, Draft]) -> tuple[float, int, int, int, int]:
        # An authority stands behind a whole account; it is told where the accounts match most surely.
        n, draft = told
        sure = closest(draft.groups[0], draft.groups[-1], scores)
        return (-sure, -len(events[n].sources), -len(events[n].claims), n, -_reach(draft))

    accounts: set[tuple[str, ...]] = set()
    for n, draft in sorted(vouched, key=rank):
        opened = [min(group, key=lambda s: s.source) for group in draft.groups]
        account = (str(draft.relation), *(f"{s.source}:{s.evidence[0].start}" for s in opened))
        if account not in accounts and (n, draft.field, draft.relation) not in best:
            accounts.add(account)
            best[n, draft.field, draft.relation] = draft
    return [(n, draft) for (n, _, _), draft in best.items()]
