"""From claims to columns: every claim is read once, here."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from claimrec.model import Claim, Modality, Polarity, Role, slug
from claimrec.reconciliation.columns import GRAIN, NONE, Codes, Columns, Floats, Ints, Lists, day_of, last_day, lists_of
from claimrec.reconciliation.commonness import NAME_SHARE, PLACE_SHARE, informativeness, shares_of_words
from claimrec.reconciliation.identity import ACTING, Identity, acting_country, is_named
from claimrec.reconciliation.kinds import kinds
from claimrec.values import Entity, Office, Place, Quantity, Text, TimeSpan

__all__ = ["columns_of"]


def _content_words(text: str) -> set[str]:
    """Words that may tell one happening from another; the little ones say nothing."""
    return {w for w in Text(text).words if len(w) > 3 or w.isdigit()}


class _Builder:
    """Fills the columns claim by claim."""

    def __init__(self, claims: Sequence[Claim], identity: Identity) -> None:
        self.claims = claims
        self.identity = identity
        self.types, self.actors, self.vocabulary, self.triggers = Codes(), Codes(), Codes(), Codes()
        self.places, self.times, self.quantities = Codes(), Codes(), Codes()
        self.actor_kind: dict[int, str] = {}
        self.actor_named: dict[int, bool] = {}
        self.holders: dict[int, set[str]] = defaultdict(set)
        self.narrowed = _narrowed(claims)
        self.country_of = _countries_served(claims)
        self.rows: dict[str, list[list[int]]] = {
            name: [] for name in ("acting", "agents", "patients", "counts", "words", "content")
        }
        self.flat: dict[str, list[int]] = {
            name: []
            for name in (
                "type",
                "start",
                "end",
                "grain",
                "time",
                "time_inferred",
                "place",
                "place_inferred",
                "denied",
                "actual",
                "trigger",
            )
        }

    def actor(self, value: Entity | Place, source: str) -> int:
        if isinstance(value, Place):
            country = acting_country(value)
            code, kind, named = self.actors[slug(country)], "country", True
        else:
            code, kind, named = self.actors[value.id or slug(value.name)], value.type, is_named(value)
        self.actor_kind.setdefault(code, kind)
        self.actor_named[code] = self.actor_named.get(code, False) or named
        self.holders[code].add(source)
        return code

    def add(self, claim: Claim) -> None:
        folded = self.narrowed.get(claim.id) or kinds().folded(claim.type)
        mutual = folded in kinds().mutual
        acting: list[int] = []
        agents: list[int] = []
        patients: list[int] = []
        counts: list[int] = []
        content: list[int] = []
        time: tuple[tuple[bool, int], TimeSpan] | None = None
        place: tuple[bool, Place] | None = None
        for a in claim.arguments:
            if isinstance(a.value, Entity | Place) and a.role in ACTING:
                code = self.actor(a.value, claim.source.id)
                acting.append(code)
                acting.extend(
                    self.actor(Place(name), claim.source.id) for name in self.country_of.get(str(self.actors.items[code]), ())
                )
                if mutual or a.role in (Role.AGENT, Role.SPEAKER, Role.PARTICIPANT):
                    agents.append(code)
                elif a.role is Role.PATIENT:
                    patients.append(code)
            elif isinstance(a.value, Place) and a.role is Role.PLACE:
                if place is None or (place[0], -len(place[1].within)) > (a.inferred, -len(a.value.within)):
                    place = (a.inferred, a.value)
            elif isinstance(a.value, TimeSpan) and a.role is Role.TIME:
                # What stands in the claim's own sentence is as good as stated.
                carried = a.inferred and not claim.evidence.start <= a.evidence.start < claim.evidence.end
                rank = (carried, GRAIN[a.value.granularity] if a.value.start else 9)
                if time is None or rank < time[0]:
                    time = (rank, a.value)
            elif isinstance(a.value, Quantity) and a.value.unit and a.of is None:
                counts.append(self.quantities[_plain_quantity(a.value)])
            elif isinstance(a.value, Text) and a.role is Role.CONTENT:
                content.extend(self.vocabulary[w] for w in a.value.words)
        for name, row in (
            ("acting", acting),
            ("agents", agents),
            ("patients", patients),
            ("counts", counts),
            ("content", content),
        ):
            self.rows[name].append(row)
        self.rows["words"].append([self.vocabulary[w] for w in sorted(_content_words(claim.evidence.text))])
        flat = self.flat
        flat["type"].append(self.types[folded])
        flat["denied"].append(claim.polarity is Polarity.DENIED)
        flat["actual"].append(claim.modality is Modality.ACTUAL)
        flat["trigger"].append(self.triggers[" ".join(Text(claim.trigger.text).words)])
        self._add_time(time)
        flat["place"].append(NONE if place is None else self.places[_plain_place(place[1])])
        flat["place_inferred"].append(place is not None and place[0])

    def _add_time(self, time: tuple[tuple[bool, int], TimeSpan] | None) -> None:
        flat = self.flat
        value = time[1] if time else None
        known = value is not None and value.start is not None and value.end is not None
        flat["start"].append(day_of(value.start) if known and value is not None and value.start is not None else NONE)
        flat["end"].append(last_day(value) if known and value is not None else NONE)
        flat["grain"].append(GRAIN[value.granularity] if value is not None else 9)
        flat["time"].append(NONE if value is None else self.times[value])
        flat["time_inferred"].append(time is not None and time[0][0])


def _narrowed(claims: Sequence[Claim]) -> dict[str, str]:
    """Claim id -> the narrower type that a wide word stands for: "the attack" of a report that tells of a shooting.

    The nearest claim of a type that the word may stand for decides. Without this a wide word would glue the
    shooting and the bombing of two reports into one event.
    """
    told: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for claim in claims:
        told[claim.source.id].append((claim.trigger.start, kinds().folded(claim.type)))
    made: dict[str, str] = {}
    for claim in claims:
        narrow = kinds().stands_for.get(kinds().folded(claim.type), frozenset())
        near = [(abs(at - claim.trigger.start), name) for at, name in told[claim.source.id] if name in narrow] if narrow else []
        if near:
            made[claim.id] = min(near)[1]
    return made


def _countries_served(claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
    """Entity id -> the country in whose office it acts: what a president signs, the country signs."""
    made: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        for a in claim.arguments:
            if isinstance(a.value, Office) and a.of and a.value.country and a.value.status != "former":
                made[a.of].add(a.value.country)
    return {name: tuple(countries) for name, countries in made.items() if len(countries) == 1}


def _plain_quantity(value: Quantity) -> Quantity:
    return Quantity(value.low, value.high, value.unit)


def _plain_place(value: Place) -> Place:
    return Place(value.name, value.within, "", value.level, value.near)


BASE = {"person": 2.2, "organization": 1.4, "country": 0.6, "group": 0.3}
"""What sharing an actor says in a small pile, by what it is (natural logs of likelihood ratios)."""


def columns_of(claims: Sequence[Claim], identity: Identity, origins: Mapping[str, str]) -> Columns:
    """The columns of claims whose ids are decided and that stand in their stable order."""
    made = _Builder(claims, identity)
    for claim in claims:
        made.add(claim)
    by_id = {claim.source.id: claim.source for claim in claims}
    names = sorted(by_id)
    code = {name: n for n, name in enumerate(names)}
    sources = [by_id[name] for name in names]
    total = max(1, len({origins[name] for name in names}))
    weights = np.array([_weight(made, actor, total) for actor in range(len(made.actors))], dtype=np.float64)
    source = np.array([code[claim.source.id] for claim in claims], dtype=np.int64)
    words = lists_of(made.rows["words"])
    rarity = _rarity(words, source, [str(w) for w in made.vocabulary.items], len(names))
    story, story_weights = _stories(made, source, len(names), words, rarity, weights)
    array = {name: np.array(values, dtype=np.int64) for name, values in made.flat.items()}
    return Columns(
        claims=claims,
        sources=sources,
        types=[str(t) for t in made.types.items],
        actors=[str(a) for a in made.actors.items],
        weights=weights,
        named=np.array([made.actor_named[n] for n in range(len(made.actors))], dtype=np.bool_),
        person=np.array(
            [made.actor_named[n] and made.actor_kind[n] == "person" for n in range(len(made.actors))], dtype=np.bool_
        ),
        places=[p for p in made.places.items if isinstance(p, Place)],
        times=[t for t in made.times.items if isinstance(t, TimeSpan)],
        quantities=[q for q in made.quantities.items if isinstance(q, Quantity)],
        vocabulary=[str(w) for w in made.vocabulary.items],
        rarity=rarity,
        source=source,
        witness=np.array([code[origins[claim.source.id]] for claim in claims], dtype=np.int64),
        acting=lists_of(made.rows["acting"]),
        agents=lists_of(made.rows["agents"]),
        patients=lists_of(made.rows["patients"]),
        company=_company(claims, made),
        counts=lists_of(made.rows["counts"]),
        words=words,
        content=lists_of(made.rows["content"]),
        story=story,
        story_weights=story_weights,
        whole=np.full(len(claims), NONE, dtype=np.int64),
        published=np.array([day_of(s.published) if s.published else NONE for s in sources], dtype=np.int64),
        names={name: entity.name for name, entity in identity.names.items()},
        **{name: array[name].astype(np.bool_) if name.endswith("inferred") else array[name] for name in array},  # type: ignore[arg-type]
    )


AROUND = 700
"""Characters to either side of a trigger in which actors keep a claim company."""


def _company(claims: Sequence[Claim], made: _Builder) -> Lists:
    """Claims stand by source and position, so the neighbours of a claim are the rows beside it."""
    rows: list[set[int]] = []
    first = 0
    for claim in claims:
        while claims[first].source.id != claim.source.id or claims[first].trigger.start < claim.trigger.start - AROUND:
            first += 1
        around: set[int] = set()
        m = first
        while (
            m < len(claims) and claims[m].source.id == claim.source.id and claims[m].trigger.start <= claim.trigger.start + AROUND
        ):
            around.update(code for code in made.rows["acting"][m] if made.actor_named[code])
            m += 1
        rows.append(around)
    return lists_of(rows)


def _weight(made: _Builder, actor: int, total: int) -> float:
    """More for a name than for a description, and more for a name that few sources know."""
    base = BASE.get(made.actor_kind[actor], 0.3) if made.actor_named[actor] else 0.15
    rare = math.log(total / len(made.holders[actor])) if made.actor_named[actor] and total > 1 else 0.0
    return base + min(2.5, 0.5 * max(0.0, rare))


def _rarity(words: Lists, source: Ints, vocabulary: Sequence[str], sources: int) -> Floats:
    """Inverse document frequency of each word over the sources and the reports that the pile lacks."""
    size = len(vocabulary)
    where, codes = words.spread(np.arange(len(source), dtype=np.int64))
    pairs = np.unique(source[where] * max(1, size) + codes)
    seen = np.bincount(pairs % max(1, size), minlength=size).astype(np.float64)
    return informativeness(seen, sources, shares_of_words(vocabulary))


NAMED = 2.0
"""How much more an actor or a place tells of a story than a word that is as rare."""


def _stories(made: _Builder, source: Ints, sources: int, words: Lists, rarity: Floats, weights: Floats) -> tuple[Lists, Floats]:
    """What each source's story is made of: words, actors and places, with how much each tells."""
    rows: list[set[int]] = [set() for _ in range(sources)]
    first_actor, first_place = len(made.vocabulary), len(made.vocabulary) + len(made.actors)
    for n in range(len(source)):
        rows[source[n]].update(words.row(n).tolist())
        rows[source[n]].update(first_actor + code for code in made.rows["acting"][n] if made.actor_named[code])
        place = made.flat["place"][n]
        if place != NONE:
            rows[source[n]].add(first_place + place)
    held = Counter(code for row in rows for code in row)
    often = np.array([held[code] for code in range(first_actor, first_place + len(made.places))], dtype=np.float64)
    shares = [NAME_SHARE.get(made.actor_kind[code], PLACE_SHARE) for code in range(len(made.actors))]
    shares += [PLACE_SHARE] * len(made.places)
    tells = np.concatenate([rarity, NAMED * informativeness(often, sources, np.array(shares, dtype=np.float64))])
    return lists_of(rows), tells**2
