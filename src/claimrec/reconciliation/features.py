"""What speaks for and against two claims being of one event.

A feature is a function from columns and pairs of rows to weights: natural logs of how much likelier the
observation is for one event than for two, set by hand from reading news (Fellegi and Sunter 1969 give the
reading of such weights). ``docs/matching.md`` has the figures beside fitted and unlabelled weights.
:data:`FEATURES` lists them all; the sum of the weights is the score, and each feature words its reason for a pair.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from attrs import frozen

from claimrec.model import Reason
from claimrec.reconciliation import reasons
from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.likeness import most_alike, pairs_of_sources, story_cosines
from claimrec.reconciliation.occasions import occasion, place, time
from claimrec.reconciliation.paired import Flags, in_common, is_type, sums, told_by
from claimrec.reconciliation.ragged import NONE, Floats, Ints
from claimrec.values import Quantity, Relation

__all__ = ["FEATURES", "Feature", "explain", "of_one_whole", "statement_at_most", "story_at_most", "weigh"]

Weigh = Callable[[Columns, Ints, Ints], Floats]
Word = Callable[[Columns, int, int], str]


@frozen
class Feature:
    """One feature: its name, the function that weighs it, and the one that puts a pair into words.

    ``most`` is the largest weight of two happenings, and that of two sayings, by which hopeless pairs are known early;
    ``tells`` the rows of which it can tell anything: it tells of a pair if it can of both, otherwise its weight is 0.
    """

    name: str
    weigh: Weigh
    word: Word
    most: tuple[float, float]
    tells: Callable[[Columns], Flags] | None = None


def kind(c: Columns, a: Ints, b: Ints) -> Floats:
    """How likely two claims of these types are of one event before anything else is known.

    Most pairs of claims are not. A type of which one story has one happening (a shooting) starts higher than
    one that recurs (a statement, an unlisted verb); a wide word for a narrow one ("attack") a little lower.
    """
    once = is_type(c, a, kinds().once) | is_type(c, b, kinds().once)
    speech = is_type(c, a, kinds().speech)
    made = np.where(speech, -5.0, np.where(once, -0.5, -1.0))
    made -= 0.4 * (c.type[a] != c.type[b])
    return made


def wording(c: Columns, a: Ints, b: Ints) -> Floats:
    """The same word for the event ("shooting"), a little for one event."""
    return np.where(c.trigger[a] == c.trigger[b], 0.3, 0.0)


def actors(c: Columns, a: Ints, b: Ints) -> Floats:
    """Actors in common: more for a name than for a description, more for one that few sources know."""
    where, values = in_common(a, b, c.acting)
    # One person says many things in one report: the speaker tells little about which saying it is.
    return np.minimum(6.0, sums(where, c.weights[values], len(a))) * np.where(is_type(c, a, kinds().speech), 0.4, 1.0)


def company(c: Columns, a: Ints, b: Ints) -> Floats:
    """Named actors told of around both claims, though not in both: the passages tell one story."""
    where, values = in_common(a, b, c.company)
    around = sums(where, c.weights[values], len(a)) if len(where) else np.zeros(len(a))
    where, values = in_common(a, b, c.acting)
    within = sums(where, c.weights[values], len(a)) if len(where) else np.zeros(len(a))
    made: Floats = np.minimum(2.0, 0.3 * np.maximum(0.0, around - within))
    return np.where(c.source[a] == c.source[b], 0.0, made) * np.where(is_type(c, a, kinds().speech), 0.3, 1.0)


def other_actors(c: Columns, a: Ints, b: Ints) -> Floats:
    """Named persons on both sides in one role, and none or not all in common: against one event.

    A country and its president do not exclude each other, so only persons count. Victims differ where a text
    tells of several, so this alone does not part two claims. An arrest or an appointment is one person's own.
    """
    against = np.zeros(len(a), dtype=np.float64)
    for name, column, weight in (("agents", c.agents, 1.5), ("patients", c.patients, 2.0)):
        fewer = np.minimum(c.persons[name][a], c.persons[name][b])
        some = np.flatnonzero(fewer > 0)
        where, values = in_common(a[some], b[some], column)
        both = np.zeros(len(a), dtype=np.float64)
        both[some] = sums(where, c.person[values].astype(np.float64), len(some))
        none = (fewer > 0) & (both == 0)
        part = (fewer > 1) & (both > 0) & (both < fewer)
        against -= np.where(none, weight, np.where(part, 0.8, 0.0))
    # Where two names stand for one victim, a reporter may have slipped; two men charged are charged apart.
    return against * np.where(is_type(c, a, kinds().personal) | is_type(c, b, kinds().personal), 2.5, 1.0)


def counts(c: Columns, a: Ints, b: Ints) -> Floats:
    """Counts of one thing: the same figure speaks for one event, a large figure more; far figures against.

    Near figures (12 and 13) say next to nothing against it: that is what conflicts look like.
    """
    code, told = c.counted
    return told_by(c.weighed["counts"], len(told), code[a], code[b], lambda x, y: _counted(told[x], told[y]))


def _counted(mine: Sequence[Quantity], theirs: Sequence[Quantity]) -> float:
    """The best of what agrees; only where nothing does, what differs, the nearest figures of each unit taken together.

    One figure may be wrong in one of two reports; six rifles with twelve magazines and fourteen with thirty are two finds.
    """
    against: dict[str, float] = {}
    best = 0.0
    for one in mine:
        for two in theirs:
            relation = one.compare(two)
            if relation is Relation.UNKNOWN:
                continue
            if relation is Relation.DISJOINT:
                low, high = sorted((abs(one.bounds[0]), abs(two.bounds[0])))
                weight = -0.3 if high <= 1.5 * low + 1 else -1.0 if high <= 4 * low + 1 else -2.0
                unit = one.unit or ""
                against[unit] = max(weight, against.get(unit, weight))
            elif relation is Relation.EQUAL or _near(one, two):
                best = max(best, 0.5 if (one.low or 0) < 3 else 1.0 if (one.low or 0) < 20 else 1.8)
            else:
                best = max(best, 0.2)  # "a memorandum" may be one of twelve
    return best or max(-4.0, sum(against[unit] for unit in sorted(against)))


def _near(one: Quantity, two: Quantity) -> bool:
    """True for "twelve" and "at least ten", whose least figures are about the same."""
    low, high = sorted((one.bounds[0], two.bounds[0]))
    return 0 < 0.75 * high <= low


def words(c: Columns, a: Ints, b: Ints) -> Floats:
    """Content words in common, the rare ones for more: the sentences tell of the same things.

    A share of the shorter sentence counts, but where both are short two common words ("police arrested …") are most of it.
    """
    where, shared = in_common(a, b, c.words)
    both = sums(where, c.rarity[shared], len(a)) if len(where) else np.zeros(len(a))
    smaller = np.minimum(c.told[a], c.told[b])
    share = np.minimum(1.0, 2.0 * both / np.maximum(1.0, smaller)) * np.minimum(1.0, both / ENOUGH)
    speech = is_type(c, a, kinds().speech)
    told: Floats = np.where(c.source[a] == c.source[b], np.where(speech, 0.0, 0.5), 1.0) * 2.0 * share
    return told


ENOUGH = 6.0
"""What the words that two sentences share must tell, as two rare words do, to count in full."""


def statement(c: Columns, a: Ints, b: Ints) -> Floats:
    """Words said: sayings are one where most of the shorter one's words stand in the longer one."""
    where, shared = in_common(a, b, c.content)
    return _told_by_sayings(c, a, b, sums(where, c.rarity[shared], len(a)) if len(where) else np.zeros(len(a)))


def statement_at_most(c: Columns, a: Ints, b: Ints) -> Floats:
    """No less than what :func:`statement` tells, and much sooner known."""
    return _told_by_sayings(c, a, b, c.sketched_content.at_most(a, b))


def _told_by_sayings(c: Columns, a: Ints, b: Ints, both: Floats) -> Floats:
    sizes = c.content.sizes
    fewer = np.minimum(sizes[a], sizes[b])
    total = np.minimum(c.said[a], c.said[b])
    share = both / np.maximum(0.1, total)
    # A handful of words may be shared by chance.
    length = np.minimum(1.0, fewer / 6.0)
    speech = is_type(c, a, kinds().speech) & (fewer > 0)
    return np.where(
        speech, np.where(share > 0.85, 6.5, np.where(share > 0.7, 4.5, np.where(share > 0.5, 2.0, -1.0))) * length, 0.0
    )


def whole(c: Columns, a: Ints, b: Ints) -> Floats:
    """Both were found to be part of one larger happening: its dead and its injured are told once."""
    return of_one_whole(c.type, c.whole, a, b)


def of_one_whole(types: Ints, wholes: Ints, a: Ints, b: Ints) -> Floats:
    """What it weighs for each pair, from the codes of the claims' types and of the happenings they are part of."""
    same = (wholes[a] == wholes[b]) & (wholes[a] != NONE)
    return np.where(same & (types[a] == types[b]), MOST, 0.0)


MOST = 1.5
"""What being part of one larger happening weighs."""


def story(c: Columns, a: Ints, b: Ints) -> Floats:
    """Do the two sources tell the same story? Words, actors and places of all their claims, as a cosine.

    Within one source a recurring type says little, while one story seldom has two shootings. In a large pile nearly all
    reports tell of different things, so that two which are unlike need the more to speak for one event (:func:`_chance`).
    """
    pairs, inverse = np.unique(pairs_of_sources(c, c.source[a], c.source[b]), return_inverse=True)
    one, two = pairs // len(c.sources), pairs % len(c.sources)
    known, alike = c.alike.of(pairs)
    asked = np.flatnonzero(~known & (one != two))
    alike[asked] = story_cosines(c, one[asked], two[asked])
    return _told_by_stories(c, a, b, alike[inverse])


def story_at_most(c: Columns, a: Ints, b: Ints) -> Floats:
    """No less than what :func:`story` tells, and much sooner known."""
    return _told_by_stories(c, a, b, most_alike(c, c.source[a], c.source[b]))


def _told_by_stories(c: Columns, a: Ints, b: Ints, alike: Floats) -> Floats:
    once = is_type(c, a, kinds().once) | is_type(c, b, kinds().once)
    near = np.interp(alike, *ALIKE)
    far = _days_between(c, a, b)
    near = near - np.where(c.start[a] == NONE, 1.0, 0.3) * np.interp(far, [3, 14, 60], [0.0, 0.8, 2.5])
    same = np.where(once, 1.8, 0.6)
    speech = is_type(c, a, kinds().speech)
    near = near - np.where(speech, 0.0, _chance(c) * np.clip((UNLIKE[0] - near) / (UNLIKE[0] - UNLIKE[1]), 0.0, 1.0))
    return np.where(c.source[a] == c.source[b], np.where(speech, 0.0, same), np.where(speech, 0.5 * near, near))


PILE = 100
"""Up to so many reports a pile is taken to be collected on a few stories, as the weights are set for."""

CHANCE = 1.5
"""How fast the odds fall that two reports of a larger pile tell one story."""

UNLIKE = (0.5, -1.5)
"""What likeness weighs where two reports begin to look like two stories, and where they do."""


def _chance(c: Columns) -> float:
    """How much less likely than in a small pile two reports are to tell one story, before anything is known of them.

    The prior odds of a match fall as the number of records grows (Fellegi and Sunter 1969).
    """
    return CHANCE * math.log(max(1.0, len(c.sources) / PILE))


ALIKE = (
    [0.0, 0.03, 0.06, 0.14, 0.26, 0.42, 0.7],
    [-4.5, -3.5, -2.0, -0.3, 1.2, 2.4, 3.0],
)
"""How alike two stories are, and what that weighs. Strangers weigh most: with the pile grow the pairs of them that have a
name or a town in common by chance."""


def _days_between(c: Columns, a: Ints, b: Ints) -> Floats:
    one, two = c.published[c.source[a]], c.published[c.source[b]]
    return np.where((one != NONE) & (two != NONE), np.abs(one - two), 0).astype(np.float64)


FEATURES = (
    Feature("kind", kind, reasons.of_kind, (-0.5, -5.0)),
    Feature("wording", wording, reasons.of_wording, (0.3, 0.3)),
    Feature("actors", actors, reasons.of_actors, (6.0, 2.4), lambda c: c.acting.sizes > 0),
    Feature("company", company, reasons.of_company, (2.0, 0.6), lambda c: c.company.sizes > 0),
    Feature("other actors", other_actors, reasons.of_other_actors, (0.0, 0.0), lambda c: c.acting.sizes > 0),
    Feature("time", time, reasons.of_time, (2.0, 2.0), lambda c: c.time != NONE),
    Feature("place", place, reasons.of_place, (1.6, 1.6), lambda c: c.place != NONE),
    Feature("occasion", occasion, reasons.of_occasion, (1.0, 1.0), lambda c: (c.start != NONE) & (c.place != NONE)),
    Feature("counts", counts, reasons.of_counts, (1.8, 1.8), lambda c: c.counts.sizes > 0),
    Feature("words", words, reasons.of_words, (2.0, 2.0), lambda c: c.words.sizes > 0),
    Feature("statement", statement, reasons.of_statement, (0.0, 6.5), lambda c: c.content.sizes > 0),
    Feature("whole", whole, reasons.of_whole, (MOST, MOST)),
    Feature("story", story, reasons.of_story, (3.0, 1.5)),
)
"""All features, in the order in which reasons are given."""


def weigh(c: Columns, a: Ints, b: Ints) -> Floats:
    """One row of weights for every feature (features x pairs), rounded so that reasons add up to what is shown."""
    if len(a) == 0:
        return np.zeros((len(FEATURES), 0), dtype=np.float64)
    stacked: Floats = np.stack([feature.weigh(c, a, b) for feature in FEATURES])
    return stacked.round(3)


def explain(c: Columns, a: int, b: int, weights: Floats) -> tuple[Reason, ...]:
    """The reasons behind one pair's weights; features that say nothing are left out."""
    return tuple(
        Reason(feature.name, float(weight), feature.word(c, a, b))
        for feature, weight in zip(FEATURES, weights.tolist(), strict=True)
        if weight
    )
