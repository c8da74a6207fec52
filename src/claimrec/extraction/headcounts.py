"""People whom a sentence counts without a number in the usual place.

"Killing one and injuring three" counts one dead; "three wounded people" counts the hurt; "two men opened fire" and
"a lone gunman" count who shot.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import objects, phrase_start, subject_of
from claimrec.lexicon import words
from claimrec.model import Polarity, Role
from claimrec.values import Entity, Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["count_doers", "count_one", "count_struck"]

DOERS = {"shoot": "shooter"}
"""Event type -> the unit in which those who do it are counted."""

ALONE = frozenset({"lone", "one", "single", "sole", "solitary"})


FURTHER = frozenset({"another", "fourth", "other", "second", "third"})
"""Beside an article: it is one among several."""

SUFFERED = frozenset({"die", "get", "have", "receive", "suffer", "sustain", "take"})
"""Verbs of a phrase ("suffered a gunshot wound") whose subject did not do it."""

SOMEBODY = frozenset({"someone", "somebody"})


def count_one(reading: Reading, drafts: Iterable[Draft]) -> None:
    """ "Killing one and injuring three", "17 hurt, one killed": "one" is a count where another stands beside it.

    Alone it begins a list more often ("One was shot in the leg, another ...").
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.trigger.type.unit is not None:
            by_sentence.setdefault(draft.sentence, []).append(draft)
    for told in by_sentence.values():
        counted = {draft.trigger.type.unit for draft in told if _stated(draft)}
        for draft in told:
            unit = draft.trigger.type.unit
            if counted - {unit} and draft.polarity is Polarity.AFFIRMED and not draft.having(Role.QUANTITY):
                one = _bare_one(draft.trigger.token)
                if one is not None:
                    span = reading.span(one.i, one.i + 1)
                    draft.add(DraftArgument(Role.QUANTITY, Quantity(1, 1, unit, text=span.text, stated=1), span, one.i))
            if unit == "killed" and draft.polarity is Polarity.AFFIRMED and not draft.having(Role.QUANTITY):
                _count_one_of_them(reading, draft)


def _count_one_of_them(reading: Reading, draft: Draft) -> None:
    """ "One of them died", "one died": one at least."""
    for one in subject_of(draft.trigger.token):
        of = [c for c in one.children if c.dep_ == "prep" and c.lower_ == "of"]
        if one.lower_ == "one" and len(of) == len(list(one.children)):
            span = reading.span(one.i, one.i + 1)
            value = Quantity(1, None, draft.trigger.type.unit, text=span.text)
            draft.add(DraftArgument(Role.QUANTITY, value, span, one.i, implied=True))


def _stated(draft: Draft) -> bool:
    """True where a number says how many it happened to."""
    counts = [a.value for a in draft.having(Role.QUANTITY) if isinstance(a.value, Quantity)]
    return any(value.unit == draft.trigger.type.unit and value.stated is not None for value in counts)


def _bare_one(verb: Token) -> Token | None:
    """The "one" to which the verb happened, or that stands right before the word for it ("one dead, four hurt")."""
    doc = verb.doc
    told = objects(verb) or (subject_of(verb) if verb.tag_ == "VBN" else [])
    before = doc[verb.i - 1] if verb.i else None
    if before is not None and before.lower_ == "one" and verb.tag_ in ("JJ", "VBN", "VBD"):
        first = verb.i < 2 or doc[verb.i - 2].lower_ not in ("no", "not", "any", "every", "each", "this", "that")
        return before if first else None
    if len(told) != 1 or told[0].lower_ != "one" or any(told[0].children):
        return None
    one = told[0]
    # "one of them" is a part; "one another" is no number
    following = doc[one.i + 1].lower_ if one.i + 1 < len(doc) else ""
    return None if following in ("of", "another", "or") else one


def count_struck(reading: Reading, mentions: Mentions, draft: Draft) -> None:
    """ "A van with three wounded people": what happened to them stands before the noun."""
    unit, token = draft.trigger.type.unit, draft.trigger.token
    if unit is None or token.dep_ != "amod" or draft.trigger.form == "noun" or draft.having(Role.QUANTITY):
        return
    for found in mentions.counting.get(token.head.i, []):
        value = found.value
        if isinstance(value, Quantity) and found.start < token.i < token.head.i and _are_people(mentions, token.head.i):
            span = reading.chars(*found.chars, found.start)
            draft.add(DraftArgument(Role.QUANTITY, evolve(value, unit=unit), span, found.head))


def _are_people(mentions: Mentions, token: int) -> bool:
    found = mentions.entity(token)
    return found is not None and isinstance(found.value, Entity) and found.value.type in ("person", "group")


def count_doers(reading: Reading, mentions: Mentions, draft: Draft) -> None:
    """ "Two men opened fire", "shot by a lone gunman": how many did it; police on duty are no shooters of a story."""
    unit = DOERS.get(draft.trigger.type.name)
    if unit is None or draft.trigger.form == "noun" or draft.polarity is Polarity.DENIED:
        return
    support = draft.trigger.support
    if {draft.trigger.token.lemma_, support.lemma_ if support is not None else ""} & SUFFERED:
        return
    heads = [reading.doc[a.head] for a in draft.having(Role.AGENT)]
    if not heads:
        heads = [token for token in subject_of(draft.trigger.token) if token.lower_ in SOMEBODY]
    if not heads or any(_is_lawful(mentions, head) or not _acts(draft.trigger.token, head) for head in heads):
        return
    counts = [_how_many(mentions, head) for head in heads]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return
    low = sum(count.low or 0 for count in known)
    high = None if any(count.high is None for count in known) else sum(count.high or 0 for count in known)
    span = reading.span(min(phrase_start(head) for head in heads), max(head.i for head in heads) + 1)
    stated = known[0].stated if len(known) == 1 else None
    value = Quantity(low, high, unit, text=span.text, stated=stated, approximate=any(count.approximate for count in known))
    for known_as in draft.having(Role.QUANTITY):
        if known_as.head == heads[0].i and len(known) == 1:
            known_as.value = value  # "two gunmen opened fire": counted as gunmen until now
            return
    draft.add(DraftArgument(Role.QUANTITY, value, span, heads[0].i, inferred=len(known) > 1))


def _acts(verb: Token, head: Token) -> bool:
    """False in "were found shot" and "people hurt in shooting", whose subject is taken for the one who did it."""
    if head.i > verb.i:
        return True
    participle = verb.tag_ == "VBN" and not any(child.lemma_ == "have" for child in verb.children)
    return not participle and verb.dep_ not in ("pobj", "pcomp")


def _is_lawful(mentions: Mentions, head: Token) -> bool:
    if head.lower_ in SOMEBODY:
        return False
    if head.lemma_.lower() in words("cues", "counts", "lawful"):
        return True
    found = mentions.entity(head.i)
    return found is None or not isinstance(found.value, Entity) or found.value.type not in ("person", "group")


def _how_many(mentions: Mentions, head: Token) -> Quantity | None:
    """How many a phrase is: its number, or one where its article or adjective says so."""
    for found in mentions.counting.get(head.i, []):
        if isinstance(found.value, Quantity):
            return found.value
    if head.lower_ in SOMEBODY:
        return Quantity(1, 1, text=head.text)
    if head.tag_ != "NN":
        return None
    before = {child.lower_ for child in head.lefts}
    if before & ALONE and not before & {"no", "any", "the", "that", "this"}:
        return Quantity(1, 1, text=head.text, stated=1)
    return Quantity(1, 1, text=head.text) if before & {"a", "an"} and not before & FURTHER else None
