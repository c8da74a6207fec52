"""Findings: every field of every event, and what is said of one person anywhere in the pile."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from claimrec.model import Claim, Event, Finding, Kind
from claimrec.reconciliation.deeds import deeds
from claimrec.reconciliation.denials import polarity
from claimrec.reconciliation.details import sole_details
from claimrec.reconciliation.evidence import Words, finding_of
from claimrec.reconciliation.figures import side_by_side
from claimrec.reconciliation.gainsaid import gainsaid
from claimrec.reconciliation.hours import hours
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.parts import children_of, roots
from claimrec.reconciliation.people import Known, authorities, participants, speakers
from claimrec.reconciliation.posts import offices
from claimrec.reconciliation.spelling import spellings
from claimrec.reconciliation.statements import Group, Statement, offices_of
from claimrec.reconciliation.stories import stories_of
from claimrec.reconciliation.unionfind import UnionFind
from claimrec.reconciliation.verdicts import Draft, Scores, closest, compare_values, witnesses
from claimrec.values import Entity, Quantity, Verdict

__all__ = ["findings_of", "shared_surnames"]


def findings_of(
    events: Sequence[Event],
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    scores: Scores,
    statements: Mapping[str, Mapping[str, Sequence[Statement]]],
    namesakes: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """All findings, in the order of events, then fields, then relations.

    Args:
        events: the events, in their stable order.
        claims: all claims, with decided entity ids.
        origins: source id -> id of the source whose text it repeats.
        scores: how strongly compared claims match.
        statements: id of an event's first claim -> field -> what the event's claims state for it.
        namesakes: last names that several persons of the pile bear.
    """
    stated = [statements[event.claims[0].id] for event in events]
    aliases = same_persons(events)
    known = _known(claims, origins)
    drafts: list[tuple[int, Draft]] = []
    bound: dict[str, list[Statement]] = defaultdict(list)
    crowds = _crowds(events, stated)
    for n, fields in enumerate(stated):
        for name in sorted(fields):
            if " of " in name and fields[name][0].kind is Kind.QUANTITY:
                for s in fields[name]:
                    if _by_shared_surname(s, namesakes):
                        continue
                    made = _renamed(s, aliases)
                    bound[made.field].append(made)
            elif len(fields[name]) > 1:  # a value that is stated once is compared with nothing
                drafts.extend(
                    (n, draft) for draft in _compared(events[n].type, fields[name], origins, known, scores, crowd=crowds[n])
                )
    drafts.extend(_over_trees(events, stated, drafts, origins))
    for name, found in offices_of(claims, origins).items():
        bound[f"office of {name}"].extend(found)
    holders = _where(events)
    for name in sorted(bound):
        made_drafts = offices(bound[name], origins) if bound[name][0].kind is Kind.ROLE else compare_values(bound[name], origins)
        drafts.extend((_host(draft, events, holders), draft) for draft in made_drafts if not _of_two_persons(draft))
    drafts.extend(_over_stories(events, claims, origins, drafts, holders))
    kept = _without_echoes(drafts, events, scores)
    words = Words(events, stated)
    findings = [finding_of(events[n], draft, words) for n, draft in kept]
    place = {event.id: n for n, event in enumerate(events)}
    return tuple(sorted(findings, key=lambda f: (place[f.event], f.field, f.relation, f.id)))


def _known(claims: Sequence[Claim], origins: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Witness -> ids of everybody whom its reports name."""
    made: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        made[origins[claim.source.id]].update(a.value.id for a in claim.arguments if isinstance(a.value, Entity))
    return {name: frozenset(ids) for name, ids in made.items()}


def _over_trees(
    events: Sequence[Event],
    stated: Sequence[Mapping[str, Sequence[Statement]]],
    known: Sequence[tuple[int, Draft]],
    origins: Mapping[str, str],
) -> list[tuple[int, Draft]]:
    """What a happening and its parts agree on together: one source dates the visit, another the summit on it.

    Parts may differ in time and place, so only agreement is looked for, and only where it joins more witnesses
    than any one event of the tree does.
    """
    place = {event.id: n for n, event in enumerate(events)}
    above = [None if event.part_of is None else place[event.part_of] for event in events]
    made: list[tuple[int, Draft]] = []
    reached: dict[tuple[int, str], int] = defaultdict(lambda: 1)
    for n, draft in known:
        reached[n, draft.field] = max(reached[n, draft.field], _reach(draft))
    for top, parts in sorted(children_of(above).items()):
        for name in ("time", "place", *sorted(kinds().growing | kinds().moving)):
            pooled = [s for n in (top, *parts) for s in stated[n].get(name, ())]
            best = max((reached[n, name] for n in (top, *parts)), default=1)
            wider = compare_values(pooled, origins, {}) if pooled else []
            made.extend((top, d) for d in wider if d.relation in (Verdict.AGREE, Verdict.REFINES) and _reach(d) > best)
    return made


def _reach(draft: Draft) -> int:
    """How many witnesses a finding joins."""
    return len({name for group in draft.groups for name in witnesses(group)})


def _crowds(events: Sequence[Event], stated: Sequence[Mapping[str, Sequence[Statement]]]) -> list[bool]:
    """For each event True where some report counts several to whom its happening, or a part of it, happened."""
    place = {event.id: n for n, event in enumerate(events)}
    tops = roots([None if event.part_of is None else place[event.part_of] for event in events])
    crowded = {top for top, fields in zip(tops, stated, strict=True) if _several(fields)}
    return [top in crowded for top in tops]


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


def _several(fields: Mapping[str, Sequence[Statement]]) -> bool:
    """True where a report counts more than one to whom it happened: two names are then no contradiction."""
    people = kinds().growing | kinds().moving
    figures = [s.value for name in fields if name in people for s in fields[name]]
    return any(isinstance(v, Quantity) and v.bounds[1] > 1 for v in figures)


def _compared(
    type: str, statements: Sequence[Statement], origins: Mapping[str, str], known: Known, scores: Scores, *, crowd: bool
) -> list[Draft]:
    kind, folded = statements[0].kind, kinds().folded(type)
    if kind in (Kind.QUANTITY, Kind.TIME, Kind.PLACE):
        return compare_values(statements, origins, scores, crowd=crowd)
    if kind is Kind.PARTICIPANT:
        return participants(folded, statements, origins, known, crowd=crowd)
    if kind is Kind.POLARITY:
        made = polarity(statements, origins, scores)
        opposed = any(draft.relation is Verdict.CONFLICT for draft in made)
        return made if opposed else [*made, *gainsaid([s.claim for s in statements], origins)]
    if statements[0].field == "speaker":
        return speakers(statements, origins)
    # Who vouches is told for happenings; for every single verb of an account it would be told a hundred times.
    return authorities(statements, origins) if kinds().is_happening(folded) else []


def same_persons(events: Sequence[Event]) -> dict[str, str]:
    """Ids of persons that the reports of one event let us take for one: the only one in one role in each report.

    "A 24-year-old man was killed" and "John Smith, 25, died" are of one man where both reports know one victim;
    two different names never join.
    """
    ids: dict[str, int] = {}
    named: dict[int, set[str]] = {}
    pairs: list[tuple[str, str]] = []
    for event in events:
        if kinds().folded(event.type) not in kinds().single:
            continue
        for role in ("patient", "agent"):
            persons = _sole_persons(event, role)
            for entity in persons:
                number = ids.setdefault(entity.id, len(ids))
                named.setdefault(number, set())
                if not _local(entity):
                    named[number].add(entity.id)
            pairs.extend((persons[0].id, other.id) for other in persons[1:])
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


def _local(entity: Entity) -> bool:
    """True for a description that belongs to its source; its id says so."""
    from claimrec.reconciliation.identity import is_named

    return not is_named(entity)


def _sole_persons(event: Event, role: str) -> list[Entity]:
    """The persons in a role, one a source, of the sources that know exactly one; [] where some source knows more."""
    by_source: dict[str, dict[str, Entity]] = defaultdict(dict)
    for claim in event.claims:
        for a in claim.arguments:
            if a.role == role and isinstance(a.value, Entity):
                by_source[claim.source.id][a.value.id] = a.value
    if any(len(found) > 1 or next(iter(found.values())).type != "person" for found in by_source.values()):
        return []
    return [next(iter(by_source[name].values())) for name in sorted(by_source)]


def _renamed(s: Statement, aliases: Mapping[str, str]) -> Statement:
    head, _, owner = s.field.partition(" of ")
    return evolve(s, field=f"{head} of {aliases.get(owner, owner)}")


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
    holders: Mapping[str, int],
) -> list[tuple[int, Draft]]:
    """What only the comparison of whole stories shows, and no finding says yet."""
    seen: dict[tuple[Kind, str, int], list[Draft]] = defaultdict(list)

    def note(draft: Draft) -> None:
        for key in sorted({(draft.kind, *words) for side in _shown(draft) for words in side}):
            seen[key].append(draft)

    for _, draft in known:
        if draft.relation is Verdict.CONFLICT:
            note(draft)
    made = []
    for story in stories_of(events, claims, origins):
        for draft in (*hours(story), *spellings(story), *side_by_side(story), *deeds(story), *sole_details(story)):
            sides = _shown(draft)
            near = [other for words in sorted(sides[0]) for other in seen[draft.kind, *words]]
            if not any(all(any(side & known for known in _shown(other)) for side in sides) for other in near):
                made.append((_host(draft, events, holders), draft))
                note(draft)
    return made


def _shown(draft: Draft) -> list[set[tuple[str, int]]]:
    """For each side the sources and starts of the words that state it."""
    return [{(s.source, s.evidence[0].start) for s in group} for group in draft.groups]


def _where(events: Sequence[Event]) -> dict[str, int]:
    return {claim.id: n for n, event in enumerate(events) for claim in event.claims}


def _host(draft: Draft, events: Sequence[Event], holders: Mapping[str, int]) -> int:
    """The event under which a finding about a person is shown: the one most of its sides take part in."""
    sides: dict[int, set[int]] = defaultdict(set)
    backing: dict[int, set[str]] = defaultdict(set)
    for n, group in enumerate(draft.groups):
        for s in group:
            event = holders[s.claim.id]
            sides[event].add(n)
            backing[event].add(s.witness)
    return min(sides, key=lambda e: (-len(sides[e]), -len(backing[e]), -len(events[e].sources), e))


def _without_echoes(drafts: Sequence[tuple[int, Draft]], events: Sequence[Event], scores: Scores) -> list[tuple[int, Draft]]:
    """One finding per event, field and relation; an authority that stands behind a whole account is told once."""
    seen: set[tuple[int, str, str]] = set()
    told: set[tuple[str, ...]] = set()
    kept = []

    def rank(told: tuple[int, Draft]) -> tuple[float, int, int, int, int]:
        # An authority stands behind a whole account; it is told where the accounts match most surely.
        n, draft = told
        sure = closest(draft.groups[0], draft.groups[-1], scores) if draft.field == "authority" else 0.0
        return (-sure, -len(events[n].sources), -len(events[n].claims), n, -_reach(draft))

    for n, draft in sorted(drafts, key=rank):
        key = (n, draft.field, str(draft.relation))
        account = tuple(f"{s.source}:{s.evidence[0].start}" for g in draft.groups for s in sorted(g, key=lambda s: s.source)[:1])
        if key in seen or (draft.field == "authority" and (str(draft.relation), *account) in told):
            continue
        seen.add(key)
        if draft.field == "authority":
            told.add((str(draft.relation), *account))
        kept.append((n, draft))
    return kept
