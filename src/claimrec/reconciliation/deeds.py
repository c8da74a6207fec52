"""What one deed has one figure for: how many shot, how long it lasted, how often somebody was hit, to how many life terms.

Each report writes such a figure into another sentence and beside another verb, so that no two claims of one event
carry it. Within one story, where each of two reports gives one such figure, the two can be set side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from attrs import evolve, frozen

from claimrec.model import Argument, Claim, Kind, Polarity, Role, Severity, Span
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.excuses import update_reason
from claimrec.reconciliation.naming import without_tails
from claimrec.reconciliation.statements import PARTY, Group, Statement, is_age
from claimrec.reconciliation.stories import Story, in_order, set_apart
from claimrec.values import Entity, Quantity, Relation

__all__ = ["LIFE_TERM", "deeds"]

Told = Mapping[str, Sequence[Statement]]
"""Witness -> what it tells for one field."""


@frozen
class _Figure:
    """A figure of a deed, where it stands, and whether it is of the person named beside it."""

    field: str
    value: Quantity
    span: Span
    by_name: bool = False


def deeds(story: Story) -> list[Draft]:
    """Conflicts of figures of which one deed has one, told by two witnesses of one story."""
    if not story.beside:
        return []
    told: dict[tuple[str, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    persons: frozenset[str] | None = None
    seen: set[tuple[str, str, int]] = set()
    for claim, figure in _figures(story):
        place = (figure.field, claim.source.id, figure.span.start)
        if claim.polarity is not Polarity.AFFIRMED or place in seen:
            continue
        seen.add(place)
        said = story.said(Kind.QUANTITY, figure.field, figure.value, claim, figure.span)
        if figure.by_name:
            persons = _last_names(story) if persons is None else persons
        for owner in _owners(claim, persons) if persons is not None and figure.by_name else [""]:
            told[figure.field, owner][said.witness].append(said)
    made = _age_lists(story)
    for key in sorted(told):
        made += _apart(told[key], story)
    return made


def _figures(story: Story) -> Iterator[tuple[Claim, _Figure]]:
    """The figures of a deed that claims or their sentences give."""
    for claim, a in story.having(Role.QUANTITY):
        figure = _figure(claim, a)
        if figure is not None:
            yield claim, figure
    for claim in story.telling(LIFE_TERM):
        for figure in _life_terms(claim):
            yield claim, figure


def _figure(claim: Claim, a: Argument) -> _Figure | None:
    value = a.value
    if not isinstance(value, Quantity) or a.of:
        return None
    if value.unit in SHOOTERS and (value.unit == "shooter" or value.stated is not None) and _is_plain(claim, a):
        return _Figure("shooter", evolve(value, unit="shooter"), a.evidence)
    if value.unit in MINUTES and _lasts(claim, a):
        return _Figure("duration", _in_minutes(value), a.evidence)
    if value.unit in BULLETS and value.stated is not None and _hits(claim, a):
        return _Figure("bullet", evolve(value, unit="bullet"), a.evidence, by_name=True)
    return None


def _last_names(story: Story) -> frozenset[str]:
    """The last names of all persons who take part in what is told."""
    return frozenset(_last_name(person) for told in story.persons.values() for _, a, person in told if a.role in PARTY)


def _owners(claim: Claim, persons: frozenset[str]) -> Sequence[str]:
    """The persons whom a sentence names."""
    return sorted({word.casefold() for word in NAME.findall(claim.evidence.text)} & persons)


NAME = re.compile(r"\b[A-Z]\w[\w-]*")


def _last_name(person: Entity) -> str:
    words = without_tails([word.casefold() for word in NAME.findall(person.name)])
    return words[-1] if words else person.name.casefold()


def _apart(told: Told, story: Story) -> list[Draft]:
    """The first two witnesses of one story with one figure each that exclude each other, and all who agree with them."""
    sole = {name: said for name in sorted(told) if (said := _one_figure(told[name]))}
    for one, two in combinations(sole, 2):
        mine, theirs = sole[one], sole[two]
        if not story.joins(one, two) or mine[0].value.compare(theirs[0].value) is not Relation.DISJOINT:
            continue
        groups = [
            in_order(s for said in sole.values() for s in said if s.value.compare(side[0].value) is Relation.EQUAL)
            for side in (mine, theirs)
        ]
        if not update_reason(groups[0], groups[1]):
            return [set_apart(groups[0], groups[1], story.origins, "no number is both", "deed", Severity.MEDIUM)]
    return []


def _one_figure(said: Sequence[Statement]) -> Group:
    """The statements of a report that gives one figure; none where it gives several that differ."""
    figures = {(s.value.low, s.value.high) for s in said if isinstance(s.value, Quantity)}
    return said if len(figures) == 1 else []


# --- who shot

SHOOTERS = frozenset({"shooter", "gunman", "assailant", "attacker"})
"""Units in which those who shoot are counted."""

FURTHER = re.compile(
    r"\b(?:second|third|another|other|possible|possibly|potential|maybe|more than|whether|if|could|may|might|or more|one of"
    r"|at least|likely|believed)\b",
    re.IGNORECASE,
)
"""Beside a count of shooters: it is one among several, or not sure."""


def _is_plain(claim: Claim, a: Argument) -> bool:
    text = claim.source.text
    return not FURTHER.search(text[max(0, a.evidence.start - 25) : a.evidence.end])


# --- how long it lasted

MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 1440.0}
"""Units of short durations, in minutes."""

DEED = r"(?:rampage|spree|siege|stand-?off|gun ?battle|gun ?fight|shoot-?out|manhunt|ordeal)"
LASTED = re.compile(rf"^(?:[- ]long)?,? (?:[\w-]+ )?{DEED}\b", re.IGNORECASE)
LAST = re.compile(
    rf"\b(?:{DEED}|shooting|incident|attack)s? (?:had )?last(?:s|ed|ing)? "
    r"(?:(?:for|about|around|some|nearly|almost|roughly|approximately|just|only|a span of) )*$",
    re.IGNORECASE,
)


def _lasts(claim: Claim, a: Argument) -> bool:
    """True where a length of time is that of the deed: "a 15-minute rampage", "the spree lasted ten minutes"."""
    text, span = claim.source.text, a.evidence
    return bool(LASTED.match(text[span.end : span.end + 40]) or LAST.search(text[max(0, span.start - 60) : span.start]))


def _in_minutes(value: Quantity) -> Quantity:
    factor = MINUTES[value.unit or "minute"]
    low, high = (None if bound is None else bound * factor for bound in (value.low, value.high))
    return evolve(value, low=low, high=high, unit="minute", stated=None if value.stated is None else value.stated * factor)


# --- how often somebody was hit

BULLETS = frozenset({"bullet", "gunshot", "time"})
"""Units in which hits are counted: "hit by seven bullets", "shot seven times"."""

STRUCK = re.compile(
    r"\b(?:(?:was|were|been|being) (?:fatally )?(?:shot|hit|struck)(?: (?:by|with))?"
    r"|(?:shoot|hit|hitt|strik)ing (?:[A-Z]?[\w.'’-]+ ){0,2}?(?:by|with)?|(?:shot|hit|struck) (?:him|her))\s*$"
)
"""Right before a number: so often somebody was hit."""

HITTING = re.compile(r"^\s*(?:bullets? )?(?:hit|struck|strik|entered|pierced)")
"""Right behind a number of bullets: they hit."""


def _hits(claim: Claim, a: Argument) -> bool:
    text, span = claim.source.text, a.evidence
    if text[span.end : span.end + 4] == " of " or not (text[span.start : span.start + 1].isalnum()):
        return False
    struck = STRUCK.search(text[max(0, span.start - 40) : span.start])
    return bool(struck) or (a.evidence.text.endswith("s") and bool(HITTING.match(text[span.end : span.end + 20])))


# --- life sentences

LIFE_TERM = "life"
"""The cue of sentences to life terms."""

LIFE = re.compile(
    r"\b(?P<number>a|one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?:consecutive |concurrent |mandatory )?life"
    r" (?:sentence|term|imprisonment)s?\b"
    r"(?! (?:plus|and|without the))",
    re.IGNORECASE,
)
NUMBERS = {word: n for n, word in enumerate("a two three four five six seven eight nine".split(), 1)} | {"one": 1}
SERVED = re.compile(r"\b(?:serv(?:e|es|ed|ing)|sentenced to|given|received|got|handed)\b[^.;]{0,20}$", re.IGNORECASE)


def _life_terms(claim: Claim) -> Iterator[_Figure]:
    """ "Serving a life sentence", "sentenced to three life terms"."""
    for found in LIFE.finditer(claim.evidence.text):
        if SERVED.search(claim.evidence.text[: found.start()]):
            number = found["number"].casefold()
            count = int(number) if number.isdigit() else NUMBERS[number]
            start = claim.evidence.start + found.start()
            span = Span.of(claim.source.text, start, start + len(found[0]))
            value = Quantity(count, count, "life sentence", text=found[0], stated=count)
            yield _Figure("life sentence", value, span, by_name=True)


# --- lists of ages

OLDEST = 110
"""Years that nobody is older than."""

FAR_AGES = 10
"""Years by which a mistaken age is off at most; further apart they are of two people."""


def _age_lists(story: Story) -> list[Draft]:
    """ "The women, 68 and 48", and elsewhere "the women, 61 and 48": two lists that differ in one age neither report knows."""
    lists: dict[tuple[str, str, int], dict[int, Statement]] = defaultdict(dict)
    known: dict[str, set[float]] = defaultdict(set)
    owners: dict[int, str | None] = {}
    for claim, a in story.having(Role.QUANTITY):
        value, witness = a.value, story.witness(claim)
        if not (isinstance(value, Quantity) and value.unit == "year" and value.exact and 0 < value.bounds[0] <= OLDEST):
            continue
        known[witness].add(value.bounds[0])
        if claim.polarity is Polarity.AFFIRMED and not a.inferred and is_age(value):
            said = story.said(Kind.QUANTITY, "age", value, claim, a.evidence)
            told = lists[witness, claim.source.id, claim.evidence.start].setdefault(a.evidence.start, said)
            owners[id(told)] = owners.get(id(told)) or a.of
    groups = [(key[0], in_order(told.values())) for key, told in sorted(lists.items()) if len(told) > 1]
    for (one, mine), (two, theirs) in combinations(groups, 2):
        if one == two or len(mine) != len(theirs) or not story.joins(one, two):
            continue
        odd = _odd(mine, theirs)
        if odd is None or _years(odd[0]) in known[two] or _years(odd[1]) in known[one]:
            continue
        if not _strangers(owners[id(odd[0])], owners[id(odd[1])]) and abs(_years(odd[0]) - _years(odd[1])) <= FAR_AGES:
            return [set_apart([odd[0]], [odd[1]], story.origins, "no number is both", "deed", Severity.MEDIUM)]
    return []


def _strangers(one: str | None, two: str | None) -> bool:
    """True for two persons by name without a name in common: "Ida Holt" and "Ida Holt Lund" may be one."""
    return bool(one and two) and set(str(one).split("-")).isdisjoint(str(two).split("-"))


def _odd(mine: Group, theirs: Group) -> tuple[Statement, Statement] | None:
    """The one age in which two lists differ."""
    left, right = list(mine), list(theirs)
    for s in mine:
        same = next((t for t in right if _years(t) == _years(s)), None)
        if same is not None:
            left.remove(s)
            right.remove(same)
    return (left[0], right[0]) if len(left) == 1 else None


def _years(s: Statement) -> float:
    return s.value.bounds[0] if isinstance(s.value, Quantity) else 0.0
