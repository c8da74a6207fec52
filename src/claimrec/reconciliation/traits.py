"""Traits that a report tells of one thing or person in set phrases: a gun's calibre, a car's model, where a bullet hit.

No verb of a happening carries them, and each report writes them into another sentence. Within one story each is told
of one thing, so that two reports which give one value each can be set side by side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen

from claimrec.lexicon import table
from claimrec.model import Claim, Kind, Severity, Span
from claimrec.reconciliation.cues import ENDING
from claimrec.reconciliation.drafts import Draft
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.stories import Sole, Story, sole_apart
from claimrec.values import Text

__all__ = ["TRAIT_CUES", "traits"]


@frozen
class _Told:
    """A value that a sentence tells of something: of what, the value for comparing and in words, and where it is written."""

    of: str
    value: frozenset[str]
    shown: str
    start: int
    end: int


@frozen
class _Trait:
    """A kind of value that set phrases tell.

    Args:
        kind: what kind of field it is.
        field: the field's name; the thing that it is told of is added where there may be several.
        cues: without one of these in it, in lower case, no sentence tells it.
        read: what a sentence tells.
        opposed: whether two values of one thing exclude each other.
        why: the explanation.
    """

    kind: Kind
    field: str
    cues: Sequence[str]
    read: Callable[[str], Iterator[_Told]]
    opposed: Callable[[frozenset[str], frozenset[str]], bool]
    why: str


def traits(story: Story) -> list[Draft]:
    """Conflicts of what two witnesses of one story tell of one gun, car or wounded person."""
    made = []
    for trait in _TRAITS:
        told: dict[str, dict[str, dict[frozenset[str], list[Statement]]]] = {}
        claims = story.telling(*trait.cues)
        readings = {text: list(trait.read(text)) for text in {claim.evidence.text for claim in claims}}
        for claim in _sentences(claim for claim in claims if readings[claim.evidence.text]):
            for found in readings[claim.evidence.text]:
                at = claim.evidence.start
                span = Span(at + found.start, at + found.end, claim.evidence.text[found.start : found.end])
                field = f"{trait.field} of {found.of}" if found.of else trait.field
                said = story.said(trait.kind, field, Text(found.shown), claim, span)
                told.setdefault(found.of, {}).setdefault(said.witness, {}).setdefault(found.value, []).append(said)

        def opposed(a: Sole, b: Sole, trait: _Trait = trait) -> bool:
            return trait.opposed(a.value, b.value)

        for name in sorted(told):
            made += sole_apart(told[name], story, trait.why, "trait", Severity.LOW, opposed=opposed, together=True)
    return made


def _sentences(claims: Iterable[Claim]) -> list[Claim]:
    """One claim for each sentence, in the order of sources and text."""
    first: dict[tuple[str, int, int], Claim] = {}
    for claim in sorted(claims, key=lambda c: (c.source.id, c.evidence.start, c.trigger.start, c.id)):
        first.setdefault((claim.source.id, claim.evidence.start, claim.evidence.end), claim)
    return list(first.values())


def _other(a: frozenset[str], b: frozenset[str]) -> bool:
    return a.isdisjoint(b)


# --- guns

CALIBRE = re.compile(
    r"(?<![\w.])(?P<calibre>\.?\s?\d{2,3})(?:\s?-\s?|\s)cal(?:iber|ibre)\b|(?<![\w.,])(?P<mm>\d{1,2}(?:\.\d{1,2})?)\s?-?\s?(?:mm|millimet(?:er|re)s?)\b",
    re.IGNORECASE,
)


MM = re.compile(r"mm\b")


def _calibres(text: str) -> Iterator[_Told]:
    """ ".357 caliber", "9 mm" beside a word for a gun."""
    plain = text.lower()  # most that has these letters is a longer word, which is found faster than no calibre is
    if not (MM.search(plain) or "calib" in plain or "millimet" in plain):
        return
    for found in CALIBRE.finditer(text):
        if found["calibre"]:
            number = found["calibre"].strip(". ")
            yield _Told("", frozenset({number}), f".{number} caliber", found.start(), found.end())
        elif not _data().guns.isdisjoint(re.findall(r"[a-z-]+", text.casefold())):
            yield _Told("", frozenset({found["mm"] + " mm"}), f"{found['mm']} mm", found.start(), found.end())


# --- cars


def _models(text: str) -> Iterator[_Told]:
    """A make and its model where a car is spoken of ("a red Ford F-250 truck")."""
    for found in _data().model.finditer(text):
        beside = set(re.findall(r"[a-z-]+", text[max(0, found.start() - 40) : found.end() + 40].casefold()))
        if beside & _data().car_words and found["model"] not in _data().no_models:
            make = _data().same.get(found["make"], found["make"])
            yield _Told(make, frozenset({found["model"].casefold().replace("-", "")}), found[0], found.start(), found.end())


# --- what was driven into something

RAMMING = ("bomb", "ramm", "crash", "plough", "plow", "smash", "slamm")


def _rammed(text: str) -> Iterator[_Told]:
    """ "Rammed a truck into", "a car bomb"."""
    if not any(map(text.casefold().__contains__, _data().vehicle)):
        return
    for found in _data().rammed.finditer(text):
        if FURTHER.search(text[max(0, found.start() - 25) : found.start()]):
            continue
        word = (found["bomb"] or found["rammed"] or found["into"]).casefold()
        yield _Told("", frozenset({_data().vehicle[word]}), word, found.start(), found.end())


FURTHER = re.compile(r"\b(?:whether|if|second|third|another|other|two|three|several|earlier|previous)\b", re.IGNORECASE)
"""Right before a vehicle: it is none of this happening, or one among several."""

# --- wounds

WOUNDED = re.compile(r"\b(?P<age>\d{1,3})-year-old\b(?P<rest>(?:(?!\d{1,3}-year-old)[^.;])*)")
HIT = re.compile(r"\b(?:shot|struck|hit|wounded|grazed|stabbed|wounds?|bullet)\b", re.IGNORECASE)


def _wounds(text: str) -> Iterator[_Told]:
    """Where somebody of a stated age was hit: "the 14-year-old was shot in the back"."""
    for person in WOUNDED.finditer(text):
        rest, at = person["rest"], person.start("rest")
        hit = HIT.search(rest)
        elliptic = re.match(r"(?: \w+)? in (?:his|her|the) ", rest)
        if hit is None and not (elliptic and HIT.search(text[: person.start()])):
            continue
        parts = list(_data().part.finditer(rest, hit.start() if hit else 0))
        if parts:
            named = frozenset(p["part"] for p in parts)
            start = at + (parts[0].start() if hit is None else hit.start())
            shown = ", ".join(dict.fromkeys(p["part"] for p in parts))
            yield _Told(f"the {person['age']}-year-old", named, shown, start, at + parts[-1].end())


def _hit_elsewhere(a: frozenset[str], b: frozenset[str]) -> bool:
    """True where no part of the one list may be one of the other, or each of two lists of one length has one of its own."""
    own, others = ({x for x in mine if not any(_meet(x, y) for y in theirs)} for mine, theirs in ((a, b), (b, a)))
    return (own == a and others == b) or (len(a) == len(b) > 1 and bool(own) and bool(others))


def _meet(a: str, b: str) -> bool:
    (side, part), (other, then) = _sided(a), _sided(b)
    return not (side and other and side != other) and bool(_data().regions[part] & _data().regions[then])


def _sided(words: str) -> tuple[str, str]:
    head, _, part = words.rpartition(" ")
    if words in _data().regions:
        head, part = "", words
    return next((side for side in ("left", "right") if side in head.split()), ""), _data().plural.get(part, part)


# --- the lists

HIT_WITH = r"(?:ramm|crash|plough|plow|smash|slamm)(?:ed|ing|s)"


@frozen
class _Data:
    guns: frozenset[str]
    model: re.Pattern[str]
    car_words: frozenset[str]
    no_models: frozenset[str]
    same: Mapping[str, str]
    rammed: re.Pattern[str]
    vehicle: Mapping[str, str]
    part: re.Pattern[str]
    regions: Mapping[str, frozenset[str]]
    plural: Mapping[str, str]


@cache
def _data() -> _Data:
    lists = table("traits")
    cars, wounds = lists["cars"], lists["wounds"]
    vehicle = {word: kind[0] for kind in lists["vehicles"]["kinds"] for word in kind}
    word = "|".join(sorted(vehicle, key=lambda w: (-len(w), w)))
    parts = "|".join(sorted((*wounds["regions"], *wounds["plural"]), key=lambda w: (-len(w), w)))
    return _Data(
        guns=frozenset(lists["guns"]["near"]),
        model=re.compile(rf"\b(?P<make>{'|'.join(cars['makes'])}) (?P<model>[A-Z][\w-]*|\d[\w-]*)"),
        car_words=frozenset(cars["near"]),
        no_models=frozenset(cars["never"]),
        same=cars["same"],
        rammed=re.compile(
            rf"\b(?P<bomb>{word})(?: |-)bomb(?:ing|er)?\b"
            rf"|\b{HIT_WITH} (?:a|an|his|her|their|the|its) (?:[\w-]+ ){{0,2}}?(?P<rammed>{word})\b"
            rf"|\b(?P<into>{word}) (?:[\w-]+ ){{0,4}}?{HIT_WITH} into\b",
            re.IGNORECASE,
        ),
        vehicle=vehicle,
        part=re.compile(
            rf"(?:\b(?:in|to|through|into|and|or)|,) (?:(?:the|his|her|their|one|both|a) )?"
            rf"(?P<part>(?:(?:left|right|upper|lower) )*(?:{parts}))\b"
        ),
        regions={name: frozenset(found) for name, found in wounds["regions"].items()},
        plural=wounds["plural"],
    )


def _makes() -> list[str]:
    """The makes of cars, in lower case, as they stand before a model."""
    return [f"{make.casefold()} " for make in table("traits")["cars"]["makes"]]


_TRAITS = (
    _Trait(
        Kind.PARTICIPANT,
        "instrument",
        ("calib", f"mm{ENDING}", "millimet"),
        _calibres,
        _other,
        "one gun is of one calibre",
    ),
    _Trait(Kind.PARTICIPANT, "car", _makes(), _models, _other, "one car is of one model"),
    _Trait(Kind.PARTICIPANT, "vehicle", RAMMING, _rammed, _other, "these are two kinds of vehicle"),
    _Trait(Kind.PLACE, "wound", ("year-old",), _wounds, _hit_elsewhere, "these are two parts of the body"),
)

TRAIT_CUES = tuple(cue for trait in _TRAITS for cue in trait.cues)
"""Cues of which these rules ask a story for the claims."""
