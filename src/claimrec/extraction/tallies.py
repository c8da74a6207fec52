"""Tallies: which counts are those of the story's happening, and which of a whole year or of people counted elsewhere."""

from __future__ import annotations

import re

from attrs import evolve

from claimrec.extraction.draft import Draft, DraftArgument
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import objects, own_subject
from claimrec.lexicon import words
from claimrec.model import Modality, Polarity, Role
from claimrec.values import Entity, Quantity, TimeSpan

__all__ = ["forget_the_dead", "set_periods_apart"]

HARMED = frozenset({"killed", "injured", "shot", "arrested", "hospitalized"})
LONG = frozenset({"year", "quarter", "season", "decade"})
SEVERAL = re.compile(
    r"\b(?:separate (?:\w+ ){0,2}|(?:string|series|spate|rash|wave) of (?:\w+ )?)"
    r"(?:accidents|attacks|cases|crashes|fires|incidents|shootings|stabbings)\b"
    r"|\b(?:accidents|attacks|crashes|fires|incidents|shootings|stabbings) (?:across|throughout)\b"
    r"|\b(?:deaths|fatalities|homicides|killings|murders|slayings) (?:so far )?(?:this|last) (?:year|month|season)\b"
)
"""Words for several happenings, whose victims a count beside them sums up."""
REACH = 80  # characters on both sides of a count in which words for a period belong to it


def set_periods_apart(reading: Reading, drafts: list[Draft], loose: list[tuple[int, Found]]) -> None:
    """ "Four children died in such accidents last year": a tally of a year counts nobody of the story.

    Such a count keeps the noun that it counts, and not the unit of those to whom the story's happening happened.
    """
    long = {sentence for sentence, found in loose if isinstance(found.value, TimeSpan) and found.value.granularity in LONG}
    for draft in drafts:
        counts = [a for a in draft.having(Role.QUANTITY) if isinstance(a.value, Quantity) and a.value.unit in HARMED]
        if not counts:
            continue
        times = [a.value for a in draft.having(Role.TIME) if isinstance(a.value, TimeSpan)]
        verb = draft.trigger.support or draft.trigger.token
        caused = verb.pos_ == "VERB" and bool(objects(verb))  # "the flood killed 14 last year" tells of one flood
        year = not caused and (any(t.granularity in LONG for t in times) or not times and draft.sentence in long)
        if _is_of_several(reading, draft):
            draft.arguments = [a for a in draft.arguments if a not in counts or not a.implied]
        for argument in counts:
            if not argument.implied and (year or _within_period(reading, argument)):
                assert isinstance(argument.value, Quantity)
                argument.value = evolve(argument.value, unit=_noun(reading, argument))


def _is_of_several(reading: Reading, draft: Draft) -> bool:
    """ "Ida Holt and Per Lund were killed in separate shootings": neither in the one that the story is about."""
    start, end = reading.sentences[draft.sentence]
    return SEVERAL.search(" ".join(reading.doc[start:end].text.lower().split())) is not None


def _near(reading: Reading, argument: DraftArgument) -> str:
    start, end = argument.evidence.start, argument.evidence.end
    return " ".join(reading.source.text[max(0, start - REACH) : end + REACH].lower().split())


def _within_period(reading: Reading, argument: DraftArgument) -> bool:
    near = _near(reading, argument)
    several = SEVERAL.search(near) is not None
    return (several or any(phrase in near for phrase in words("cues", "counts", "periods"))) and not _ordinal_only(near)


def _ordinal_only(near: str) -> bool:
    """ "The third shooting this year" sets a happening in a row, and says nothing of the count beside it."""
    return any(f"{word} " in near for word in ("first", "second", "third", "fourth", "fifth", "sixth"))


def _noun(reading: Reading, argument: DraftArgument) -> str | None:
    head = reading.doc[argument.head]
    return head.lemma_.lower() if head.pos_ in ("NOUN", "PROPN") else None


def forget_the_dead(reading: Reading, drafts: list[Draft]) -> None:
    """Who was hurt and then died is counted among the dead: an implied count of injured people leaves them out."""
    dead = [
        d for d in drafts if d.trigger.type.unit == "killed" and d.polarity is Polarity.AFFIRMED and d.modality is Modality.ACTUAL
    ]
    if not dead:
        return
    killed = [a for d in dead for a in d.having(Role.PATIENT)]
    names = {a.value.id for a in killed if isinstance(a.value, Entity) and a.value.id}
    heads = [own_subject(reading.doc[a.head]) or reading.doc[a.head] for a in killed]
    nouns = {head.lemma_.lower() for head in heads if head.pos_ == "NOUN"}
    beside = {d.sentence: d for d in dead}
    for draft in drafts:
        if draft.trigger.type.unit not in ("injured", "hospitalized"):
            continue
        hurt = draft.having(Role.PATIENT)
        known = {a.value.id for a in hurt if isinstance(a.value, Entity) and a.value.id}
        apart = not known and _is_somebody_else(reading, draft, hurt, nouns, beside.get(draft.sentence))
        if known & names or not known and not apart:
            draft.arguments = [a for a in draft.arguments if not a.implied]


def _is_somebody_else(reading: Reading, draft: Draft, hurt: list[DraftArgument], dead: set[str], beside: Draft | None) -> bool:
    """ "A man was killed and a boy was hurt": told apart by the sentence, or by what they are called."""
    heads = [reading.doc[a.head] for a in hurt]
    if not heads or any(h.pos_ == "PRON" for h in heads):
        return False
    if beside is not None and not {h.i for h in heads} & {a.head for a in beside.having(Role.PATIENT)}:
        return bool(beside.having(Role.PATIENT))
    telling, doers = words("cues", "counts", "telling"), words("cues", "counts", "doers")
    ours = {h.lemma_.lower() for h in heads}
    if dead and dead <= doers and ours.isdisjoint(doers):
        return True  # "the officer was hurt … the suspect killed himself"
    ours &= telling
    return bool(ours) and bool(dead & telling) and not ours & dead
