"""From what was read of claims to columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from claimrec.model import Claim, Role, slug
from claimrec.reconciliation.chosen import Chosen, counts_of, looked_up, places_of, times_of
from claimrec.reconciliation.columns import GRAIN, Columns, day_of, last_day
from claimrec.reconciliation.commonness import NAME_SHARE, PLACE_SHARE, informativeness, shares_of_words
from claimrec.reconciliation.identity import ACTING, Identity, acting_country
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.ragged import (
    NONE,
    Floats,
    Ints,
    Lists,
    distinct,
    first_places,
    joined_lists,
    lists_from,
    once,
    ordered_codes,
)
from claimrec.reconciliation.reading import ROLES, Reading
from claimrec.reconciliation.sentences import Words
from claimrec.reconciliation.workers import side_by_side
from claimrec.values import Entity, Place, Quantity

__all__ = ["Frame", "columns_of", "framed"]

Flags = NDArray[np.bool_]

BASE = {"person": 2.2, "organization": 1.4, "country": 0.6, "group": 0.3}
"""What sharing an actor says in a small pile, by what it is (natural logs of likelihood ratios)."""


@frozen(eq=False)
class Frame:
    """What the columns hold but for words and witnesses.

    Args:
        reading: what was read of the claims.
        identity: who is who.
        types: the folded types, and their codes.
        cast: who acts.
        time: when, and ``place`` where.
        counts: the quantities, and their codes.
        company: who acts around each claim.
    """

    reading: Reading
    identity: Identity
    types: tuple[Sequence[str], Ints]
    cast: _Cast
    time: Chosen
    place: Chosen
    counts: tuple[Sequence[Quantity], Lists]
    company: Lists


def framed(reading: Reading, identity: Identity) -> Frame:
    """What can be told of claims before their words are read."""
    types, folded = _types(reading)
    cast = _cast(reading, identity, types, folded)
    time, place = times_of(reading), places_of(reading)
    return Frame(reading, identity, (types, folded), cast, time, place, counts_of(reading), _company(reading, cast))


def columns_of(claims: Sequence[Claim], frame: Frame, words: Words, origins: Callable[[], Mapping[str, str]]) -> Columns:
    """The columns of claims that stand in their stable order.

    Args:
        claims: the claims, or what gives them when asked.
        frame: what is known of them but for their words.
        words: the words of their sentences.
        origins: gives source id -> id of the source whose text it repeats; asked last, as another process may be at it.
    """
    reading, cast, time, place = frame.reading, frame.cast, frame.time, frame.place
    names = [source.id for source in reading.sources]
    code = {name: n for n, name in enumerate(names)}
    size = len(reading)
    content = _sorted_rows(words.content)
    types, folded = frame.types
    quantities, counts = frame.counts
    story, rarity, story_weights = _stories(reading, words, cast, place)
    told = origins()
    witness = np.array([code[told[name]] for name in names], dtype=np.int64)
    return Columns(
        claims=claims,
        sources=reading.sources,
        types=types,
        actors=cast.names,
        weights=_weights(cast, max(1, len({told[name] for name in names}))),
        named=cast.named,
        person=cast.person,
        places=place.values,
        times=time.values,
        quantities=quantities,
        vocabulary=words.vocabulary,
        rarity=rarity,
        type=folded,
        source=reading.source,
        witness=witness[reading.source] if size else reading.source,
        acting=cast.acting,
        agents=cast.agents,
        patients=cast.patients,
        company=frame.company,
        start=looked_up(time, lambda t: day_of(t.start) if t.start is not None else NONE),
        end=looked_up(time, lambda t: last_day(t) if t.end is not None else NONE),
        grain=looked_up(time, lambda t: GRAIN[t.granularity], 9),
        time=time.code,
        time_inferred=time.inferred,
        place=place.code,
        place_inferred=place.inferred,
        counts=counts,
        words=words.words,
        content=content,
        story=story,
        story_weights=story_weights,
        published=np.array([day_of(s.published) if s.published else NONE for s in reading.sources], dtype=np.int64),
        trigger=reading.trigger,
        whole=np.full(size, NONE, dtype=np.int64),
        names=frame.identity.names,
    )


def _sorted_rows(rows: Lists) -> Lists:
    def in_order(begin: int) -> Lists:
        part = rows.starts[begin : begin + ROWS + 1]
        where = np.repeat(np.arange(len(part) - 1, dtype=np.int64), np.diff(part))
        return lists_from(where, rows.values[part[0] : part[-1]], len(part) - 1)

    return joined_lists(side_by_side(in_order, range(0, len(rows.sizes), ROWS), len(rows.sizes)))


ROWS = 20_000
"""Claims that are laid out at a time: what is sorted then stays in the processor's cache."""


# --- types


def _types(r: Reading) -> tuple[list[str], Ints]:
    """Folded types; where a word is wide ("the attack"), the narrower type that the report tells of nearest to it.

    Without this a wide word would glue the shooting and the bombing of two reports into one event.
    """
    folded, place = once([kinds().folded(name) for name in r.types])
    told = place[r.type]
    wide = np.array([bool(kinds().stands_for.get(name)) for name in folded], dtype=np.bool_)
    first = np.searchsorted(r.source, np.arange(len(r.sources) + 1))
    codes = told.copy()
    for n in np.flatnonzero(wide[told]).tolist():
        stands_for, at = kinds().stands_for[folded[told[n]]], int(r.start[n])
        around = range(int(first[r.source[n]]), int(first[r.source[n] + 1]))
        near = [(abs(int(r.start[m]) - at), folded[told[m]]) for m in around if folded[told[m]] in stands_for]
        if near:
            codes[n] = folded.index(min(near)[1])
    number, kept = ordered_codes(codes, len(folded))
    return [folded[n] for n in kept.tolist()], number[codes]


# --- actors


@frozen(eq=False)
class _Cast:
    """Who acts: their ids by code, with what is known of each, in how many sources, and in which claims."""

    names: Sequence[str]
    named: Flags
    person: Flags
    sorts: Sequence[str]
    held: Ints
    acting: Lists
    agents: Lists
    patients: Lists


def _cast(r: Reading, identity: Identity, types: Sequence[str], folded: Ints) -> _Cast:
    at = np.flatnonzero(r.kind(Entity, Place) & r.has_role(*ACTING))
    rows, values = r.row[at], r.arguments.values[at]
    # An entity goes by the id that was decided for it in its source, a place by its country.
    called, who = identity.names_of(r, at)
    ids = {name: n for n, name in enumerate(called)}
    named = identity.own[values] | r.kind(Place)[at]
    rows, who, named, values, base = _with_countries(identity.countries, ids, rows, who, named, values)
    number, kept = ordered_codes(who, len(ids))
    who, size = number[who], len(kept)
    listed = list(ids)
    names = [listed[n] for n in kept.tolist()]
    known = np.zeros(size, dtype=np.bool_)
    known[who[named]] = True
    first = first_places(who, size)
    sorts = [_kind_of(r.values[n]) if n != NONE else "country" for n in values[first].tolist()]
    held = np.bincount(distinct(who * max(1, len(r.sources)) + r.source[rows]) // max(1, len(r.sources)), minlength=size)
    mutual = np.array([name in kinds().mutual for name in types], dtype=np.bool_)[folded[rows[base]]]
    role = r.role[at]
    doing = mutual | _roles(role, Role.AGENT, Role.SPEAKER, Role.PARTICIPANT)
    suffering = ~doing & _roles(role, Role.PATIENT)
    count = len(r)
    return _Cast(
        names=names,
        named=known,
        sorts=sorts,
        held=held,
        person=known & np.array([sort == "person" for sort in sorts], dtype=np.bool_),
        acting=lists_from(rows, who, count),
        agents=lists_from(rows[base][doing], who[base][doing], count),
        patients=lists_from(rows[base][suffering], who[base][suffering], count),
    )


def _roles(codes: Ints, *roles: Role) -> Flags:
    return np.isin(codes, [ROLES[role] for role in roles])


def _kind_of(value: object) -> str:
    return value.type if isinstance(value, Entity) else "country"


def _with_countries(
    served: Mapping[str, str], ids: dict[str, int], rows: Ints, who: Ints, named: Flags, values: Ints
) -> tuple[Ints, Ints, Flags, Ints, Ints]:
    """The actors, and right behind each the country in whose office it acts: what a president signs, the country signs.

    The last array tells where the actors themselves stand.
    """
    country = np.full(len(ids) + len(served), NONE, dtype=np.int64)
    for name, land in served.items():
        if name in ids:
            code = ids.setdefault(slug(acting_country(Place(land))), len(ids))
            country[ids[name]] = code
    acts = country[who] != NONE if len(who) else np.zeros(0, dtype=np.bool_)
    base = np.arange(len(who), dtype=np.int64) + np.cumsum(acts) - acts
    size = len(who) + int(acts.sum())
    beside = base[acts] + 1

    def laid_out(mine: NDArray[Any], theirs: Any) -> NDArray[Any]:
        column = np.empty(size, dtype=mine.dtype)
        column[base], column[beside] = mine, theirs
        return column

    lands = laid_out(rows, rows[acts]), laid_out(who, country[who[acts]])
    return *lands, laid_out(named, True), laid_out(values, NONE), base


def _weights(cast: _Cast, total: int) -> Floats:
    weigh = cache(partial(_weight, total=total))
    told = zip(cast.sorts, cast.named.tolist(), cast.held.tolist(), strict=True)
    return np.array([weigh(*one) for one in told], dtype=np.float64)


def _weight(sort: str, named: bool, holders: int, total: int) -> float:
    """More for a name than for a description, and more for a name that few sources know."""
    base = BASE.get(sort, 0.3) if named else 0.15
    rare = math.log(total / holders) if named and total > 1 else 0.0
    return base + min(2.5, 0.5 * max(0.0, rare))


AROUND = 700
"""Characters to either side of a trigger in which actors keep a claim company."""


def _company(r: Reading, cast: _Cast) -> Lists:
    """Named actors of the claims around each claim. Claims stand by source and position, so these are the rows beside it."""
    wide = int(np.max(r.start, initial=0)) + 2 * AROUND + 1
    at = r.source * wide + r.start + AROUND
    first, last = np.searchsorted(at, at - AROUND, "left"), np.searchsorted(at, at + AROUND, "right")
    acting = cast.acting.taken_where(cast.named)

    def around(begin: int) -> Lists:
        part = slice(begin, begin + ROWS)
        sizes = last[part] - first[part]
        of = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
        beside = np.arange(len(of), dtype=np.int64) + np.repeat(first[part] - (np.cumsum(sizes) - sizes), sizes)
        which, codes = acting.spread(beside)
        return lists_from(of[which], codes, len(sizes))

    return joined_lists(side_by_side(around, range(0, len(r), ROWS), len(r)))


# --- words and stories


NAMED = 2.0
"""How much more an actor or a place tells of a story than a word that is as rare."""


def _stories(r: Reading, words: Words, cast: _Cast, place: Chosen) -> tuple[Lists, Floats, Floats]:
    """What each source's story is made of: words, actors and places; how rare each word is, and how much each of all these tells.

    Rarity is the inverse document frequency over the sources and the reports that the pile lacks.
    """
    first_actor, first_place = len(words.vocabulary), len(words.vocabulary) + len(cast.names)
    size = first_place + len(place.values)
    named = cast.acting.taken_where(cast.named)
    placed = np.where(place.code == NONE, NONE, place.code + first_place)
    claims = np.searchsorted(r.source, np.arange(len(r.sources) + 1))

    def told_in(begin: int) -> Lists:
        bounds = claims[begin : begin + SOURCES + 1]
        rows = np.arange(bounds[0], bounds[-1], dtype=np.int64)
        where, codes = words.words.spread(rows)
        whose, actors = named.spread(rows)
        known = np.flatnonzero(placed[rows] != NONE)
        told = np.concatenate([codes, actors + first_actor, placed[rows[known]]])
        source = r.source[rows] - begin
        return lists_from(source[np.concatenate([where, whose, known])], told, len(bounds) - 1)

    story = joined_lists(side_by_side(told_in, range(0, len(r.sources), SOURCES), len(r)))
    often = story.held(size).astype(np.float64)
    rarity = informativeness(often[:first_actor], len(r.sources), shares_of_words(words.vocabulary))
    shares = [NAME_SHARE.get(sort, PLACE_SHARE) for sort in cast.sorts] + [PLACE_SHARE] * len(place.values)
    told_by = NAMED * informativeness(often[first_actor:], len(r.sources), np.array(shares, dtype=np.float64))
    return story, rarity, np.concatenate([rarity, told_by]) ** 2


SOURCES = 2_000
"""Sources whose stories are put together at a time."""
