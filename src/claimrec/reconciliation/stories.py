"""What is compared over a whole story rather than within one event, and how two witnesses of it are set side by side.

Reports tell one happening in many verbs: the shots that "rang out" at nine in one paper are the call that "came in"
at half past in another. Within sources that tell one story, a few kinds of detail can be set side by side all the
same, since a story has one of each: the hour at which it all began, the street where it did, a person's name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import Any, TypeVar

from attrs import field, frozen

from claimrec.model import Argument, Claim, Event, Kind, Role, Severity, Span
from claimrec.reconciliation.cues import told_with
from claimrec.reconciliation.drafts import Draft, Group, witnesses
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.naming import is_named
from claimrec.reconciliation.statements import PARTY, Statement
from claimrec.reconciliation.unionfind import UnionFind
from claimrec.reconciliation.wording import sides
from claimrec.values import Entity, Place, Quantity, TimeSpan, Value, Verdict

__all__ = ["Sole", "Story", "in_order", "set_all_apart", "set_apart", "sole_apart", "stories_of"]

Key = TypeVar("Key", bound=object)


@frozen(eq=False)
class Story:
    """What the witnesses of one story tell, listed so that each rule walks over no more than concerns it.

    Args:
        claims: all claims of its witnesses, with decided entity ids.
        origins: source id -> id of the source whose text it repeats.
        beside: witness -> those who tell of one happening with it; empty where the story has one witness.
        persons: id -> where the claims call this person by name, in the order of the claims.
        by_role: what ``having`` gives.
        by_type: what ``of_type`` gives.
        by_cue: cue -> number among all claims -> claim, from which ``telling`` gives its own.
    """

    claims: list[Claim]
    origins: Mapping[str, str]
    beside: Mapping[str, AbstractSet[str]]
    persons: dict[str, list[tuple[Claim, Argument, Entity]]] = field(factory=dict)
    by_role: dict[Role, list[tuple[Claim, Argument]]] = field(factory=dict)
    by_type: dict[str, list[Claim]] = field(factory=dict)
    by_cue: dict[str, dict[int, Claim]] = field(factory=dict)

    def joins(self, one: str, two: str) -> bool:
        """True for two witnesses that tell of one happening."""
        return two in self.beside.get(one, ())

    def witness(self, claim: Claim) -> str:
        """Who tells a claim: the source whose text the claim's source repeats, or that source itself."""
        return self.origins[claim.source.id]

    def having(self, role: Role) -> Sequence[tuple[Claim, Argument]]:
        """The arguments in a role, each with its claim, in the order of the claims; only those that some rule looks at.

        These are quantities, clock times, days, months and years, places that may be a street, a quarter or a side of town,
        homes, and persons by name to whom it was done.
        """
        return self.by_role.get(role, ())

    def of_type(self, *types: str) -> list[Claim]:
        """The claims whose type is read as one of these, which are among those that ``stories_of`` was told to list."""
        return [claim for name in types for claim in self.by_type.get(name, ())]

    def telling(self, *cues: str) -> list[Claim]:
        """The claims in whose sentences one of these cues stands, which are among those that ``stories_of`` was told."""
        found = [self.by_cue[cue] for cue in cues if cue in self.by_cue]
        rows = {n: claim for claims in found for n, claim in claims.items()}
        return [rows[n] for n in sorted(rows)]

    def said(self, kind: Kind, field: str, value: Value, claim: Claim, span: Span, *, inferred: bool = False) -> Statement:
        """What a claim states in one span of its text."""
        return Statement(kind, field, value, claim, (span,), self.origins[claim.source.id], inferred)


CALLED = PARTY | {Role.SPEAKER, Role.TOPIC}
"""Roles in which a person takes part or is spoken of."""


def stories_of(
    events: Sequence[Event],
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    types: Collection[str] = (),
    cues: Collection[str] = (),
) -> list[Story]:
    """A pile of many stories as one story each: all claims of its witnesses.

    Witnesses that share a happening, be it through others, are of one story; what is compared over a whole story
    is compared between those that share one directly, or each with the same third witness.

    Args:
        events: the events of the pile.
        claims: its claims, with decided entity ids.
        origins: source id -> id of the source whose text it repeats.
        types: folded types by which claims are listed for ``Story.of_type``.
        cues: words in lower case by which claims are listed for ``Story.telling``.
    """
    names = sorted(set(origins.values()))
    number = {name: n for n, name in enumerate(names)}
    sets = UnionFind(len(names))
    told = _witnesses_of_happenings(events, origins)
    for found in told:
        for name in found[1:]:
            sets.join(number[found[0]], number[name])
    beside = _through_a_third(_neighbours(told))
    members: dict[int, list[str]] = defaultdict(list)
    for name in sorted(beside):
        members[sets.find(number[name])].append(name)
    root = {source: sets.find(number[name]) for source, name in origins.items()}
    made = {n: Story([], origins, {name: beside[name] for name in members[n]}) for n in sorted(set(root.values()))}
    of_source = {source: made[n] for source, n in root.items()}
    _list_claims(of_source, claims, types)
    for cue, rows in told_with([claim.evidence.text for claim in claims], cues).items():
        for n in rows:
            claim = claims[n]
            of_source[claim.source.id].by_cue.setdefault(cue, {})[n] = claim
    return [story for story in made.values() if story.claims]


def _list_claims(of_source: Mapping[str, Story], claims: Sequence[Claim], types: Collection[str]) -> None:
    """Put claims, and those of their arguments that some rule looks at, into the stories of their sources."""
    fold = kinds().fold
    listed = {name: done for name in {claim.type for claim in claims} if (done := fold.get(name, name)) in types}
    named: dict[int, bool] = {}  # whether a person has a name, by the value's identity, since many claims state one
    source = None
    for claim in claims:
        if claim.source is not source:  # claims of one source mostly follow each other
            source = claim.source
            story = of_source[source.id]
        story.claims.append(claim)
        if claim.type in listed:
            story.by_type.setdefault(listed[claim.type], []).append(claim)
        for a in claim.arguments:
            value, role = a.value, a.role
            if isinstance(value, Entity):
                if value.type != "person":
                    continue
                by_name = named.get(id(value))
                if by_name is None:
                    by_name = named[id(value)] = is_named(value)
                if by_name and role in CALLED:
                    story.persons.setdefault(value.id, []).append((claim, a, value))
                asked = by_name and role is Role.PATIENT
            elif isinstance(value, TimeSpan):
                asked = value.granularity in DATED
            elif isinstance(value, Place):
                asked = role is Role.ROLE or _is_small(value)
            else:
                asked = isinstance(value, Quantity)
            if asked:
                story.by_role.setdefault(role, []).append((claim, a))


DATED = frozenset({"time", "day", "month", "year"})
"""Granularities of times that some rule over stories looks at."""


def _is_small(place: Place) -> bool:
    """True for what may be a street, a quarter or a side of town, which may be known as a town of its own."""
    return place.level in ("site", "street", "area", None) or place.name[:FARTHEST].casefold().startswith(COMPASS)


COMPASS = ("north", "south", "east", "west")
FARTHEST = max(map(len, COMPASS))
"""Letters of a name that tell whether it begins with one of these."""


def _witnesses_of_happenings(events: Sequence[Event], origins: Mapping[str, str]) -> list[list[str]]:
    """For each happening that several witnesses tell of who they are, sorted."""
    happenings = {name for name in {event.type for event in events} if kinds().is_happening(kinds().folded(name))}
    made = []
    for event in events:
        if len(event.claims) > 1 and event.type in happenings:
            found = {origins[claim.source.id] for claim in event.claims}
            if len(found) > 1:
                made.append(sorted(found))
    return made


def _neighbours(told: Iterable[Sequence[str]]) -> dict[str, set[str]]:
    """Witness -> those with which it shares a happening."""
    made: dict[str, set[str]] = defaultdict(set)
    for found in told:
        # A pile of hundreds of reports of one event needs no pairs of all with all.
        for name in found[:CROWD]:
            made[name].update(found[:CROWD])
    return made


def _through_a_third(beside: Mapping[str, AbstractSet[str]]) -> dict[str, set[str]]:
    """The same, and those of which each shares a happening with the same third witness."""
    made = {name: set(others) for name, others in beside.items()}
    for name, others in beside.items():
        crowd = sorted(others - {name})[:CROWD] if len(others) > CROWD else others - {name}
        for other in crowd:
            made[other].update(crowd)
    for name, all_of_them in made.items():
        all_of_them.discard(name)
    return made


CROWD = 40
"""Witnesses of one event that are paired with each other."""


def set_apart(a: Group, b: Group, origins: Mapping[str, str], why: str, basis: str, severity: Severity) -> Draft:
    """A conflict of two values, the better supported first."""
    return set_all_apart((a, b), origins, why, basis, severity)


def set_all_apart(groups: Sequence[Group], origins: Mapping[str, str], why: str, basis: str, severity: Severity) -> Draft:
    """A conflict of values of which each excludes each other, the best supported first."""
    chosen = sorted(groups, key=lambda g: (-len(witnesses(g)), g[0].source, g[0].evidence[0].start))
    first = chosen[0][0]
    text = f"{sides(chosen, origins)}: {why}"
    return Draft(first.kind, first.field, Verdict.CONFLICT, tuple(chosen), text, severity, basis)


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Statements in the order of sources and text."""
    return sorted(statements, key=lambda s: (s.source, s.evidence[0].start, s.claim.trigger.start, s.claim.id))


# --- one value a witness


@frozen(eq=False)
class Sole:
    """A witness, the one value that it tells, and what says so."""

    witness: str
    value: Any
    said: Group


def sole_apart(
    told: Mapping[str, Mapping[Key, Group]],
    story: Story,
    why: str,
    basis: str,
    severity: Severity,
    *,
    opposed: Callable[[Sole, Sole], bool] = lambda a, b: a.value != b.value,
    together: bool = False,
) -> list[Draft]:
    """The conflict of the first two witnesses of one story that tell one value each, where the two exclude each other.

    Args:
        told: witness -> value -> what says so.
        story: the story.
        why: the explanation.
        basis: what the conflict rests on.
        severity: how much an editor would mind.
        opposed: whether two witnesses exclude each other.
        together: True puts all others that tell one of the two values beside those two.
    """
    sole = [Sole(name, *next(iter(told[name].items()))) for name in sorted(told) if len(told[name]) == 1]
    for one, two in combinations(sole, 2):
        if story.joins(one.witness, two.witness) and opposed(one, two):
            first, then = (
                [s for other in sole if other is side or (together and other.value == side.value) for s in other.said]
                for side in (one, two)
            )
            return [set_apart(in_order(first), in_order(then), story.origins, why, basis, severity)]
    return []
