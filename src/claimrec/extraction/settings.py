"""Settings: which happening a time or a place in the sentence belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Entity, Place, TimeSpan

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["add_bounds", "attach_places", "attach_times", "governor"]

BESIDE = frozenset({"next", "close", "adjacent", "opposite"})  # "next to the station" is no goal
GOALS = frozenset({"to", "into", "onto", "toward", "towards"})
INTO = frozenset({"to", "at", "in", "into", "inside", "outside", "near"})
BOUNDS = frozenset({"since", "until", "till", "by", "before"})
# A place behind these is where somebody is from or what somebody is the head of, not where it happened.
BELONGING = frozenset({"of", "from", "by", "with", "for", "about", "against"})


def attach_times(reading: Reading, mentions: Mentions, drafts: dict[int, Draft]) -> list[tuple[int, Found]]:
    """Give each time to the draft whose trigger governs it; returns those that hang by no trigger, with their sentence."""
    loose = []
    for found in mentions.times:
        head = reading.doc[found.head]
        if _is_bound(found, reading):
            continue  # "since Monday", "by 2030": a bound of something, and not when it happened
        draft = _of_what_is_said(governor(head, drafts, through=frozenset()), found, drafts)
        if draft is None:
            loose.append((reading.sentence(found.start), found))
        else:
            draft.add(
                DraftArgument(
                    Role.TIME, found.value, reading.chars(*found.chars, found.start), found.head, inferred=found.borrowed
                )
            )
    return loose


def add_bounds(reading: Reading, mentions: Mentions, drafts: dict[int, Draft]) -> None:
    """ "Held since Monday", "due by May": from when on or up to when something was so, as an interval with an open end.

    It dates nothing else in the text, so it comes when all that context dates has its date.
    """
    for found in mentions.times:
        value = found.value
        if not _is_bound(found, reading) or not isinstance(value, TimeSpan) or value.start is None or value.end is None:
            continue
        draft = _of_what_is_said(governor(reading.doc[found.head], drafts, through=frozenset()), found, drafts)
        if draft is None:
            continue
        word = reading.doc[found.start - 1]
        span = reading.chars(word.idx, found.chars[1], found.start)
        until = value.start if word.lower_ == "before" else value.end
        made = TimeSpan.since(value.start, text=span.text) if word.lower_ == "since" else TimeSpan.until(until, text=span.text)
        draft.add(DraftArgument(Role.TIME, made, span, found.head, inferred=found.borrowed))


def _of_what_is_said(draft: Draft | None, found: Found, drafts: dict[int, Draft]) -> Draft | None:
    """ "Rangers said he was asleep when he was shot on Monday": a day behind what is said is not that of the saying."""
    if draft is None or draft.trigger.form != "verb" or not draft.trigger.type.speech:
        return draft
    verb = draft.trigger.token
    said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if said is None or found.start < said.i or any(said.i < c.i < found.start and c.dep_ != "punct" for c in verb.children):
        return draft
    inner = [drafts[t.i] for t in said.subtree if t.i in drafts and t.i < found.start and t.pos_ == "VERB"]
    return max(inner, key=lambda d: d.trigger.token.i, default=draft)


def attach_places(reading: Reading, mentions: Mentions, drafts: dict[int, Draft]) -> list[tuple[int, Found]]:
    """Give each place to the draft it is the scene of; returns those that hang by no trigger, with their sentence."""
    loose = []
    for found in (*mentions.places, *_houses(mentions, reading)):
        head = reading.doc[found.head]
        if head.dep_ == "pobj" and found.head in mentions.titled:
            continue  # the country of an office: "the ambassador to Chile"
        if _is_of_part(head):
            continue
        _give_clause(reading, found, drafts)
        if not _is_scene(head, found, reading) and not _speaks_from(head, drafts) and not _sent_from(head, found, drafts):
            continue
        draft = governor(head, drafts, through=frozenset({"nsubj", "nsubjpass", "poss"}))
        if draft is None:
            loose.append((reading.sentence(found.start), found))
            continue
        if any(a.head == found.head for a in draft.having(Role.PARTICIPANT)) or _is_party(head, draft):
            continue  # "talks between Norway and Chile" took place in neither
        goal = head.dep_ == "pobj" and head.head.lower_ in GOALS and head.head.head.lower_ not in BESIDE
        kind = draft.trigger.type.name
        bringing = goal and kind in words("cues", "settings", "bringing")
        if goal and not bringing and kind not in words("cues", "settings", "moving") and not _answered(found, draft):
            continue  # it did not happen there
        if bringing:  # a hospital is where somebody was taken, and no party to it
            draft.arguments = [a for a in draft.arguments if a.head != found.head]
        draft.add(DraftArgument(Role.PLACE, found.value, reading.chars(*found.chars, found.start), found.head, goal=bringing))
    return loose


def _give_clause(reading: Reading, found: Found, drafts: dict[int, Draft]) -> None:
    """ "He flew to Oslo, where he was arrested": what the clause tells happened there, whatever he did to get there."""
    doc, i = reading.doc, found.end
    i += i < len(doc) and doc[i].text == ","
    where = doc[i] if i < len(doc) and doc[i].lower_ == "where" else None
    draft = drafts.get(where.head.i) if where is not None and where.dep_ == "advmod" else None
    if draft is not None and not draft.trigger.type.speech and not draft.having(Role.PLACE):
        draft.add(DraftArgument(Role.PLACE, found.value, reading.chars(*found.chars, found.start), found.head))


def _answered(found: Found, draft: Draft) -> bool:
    """ "Officers were called to 12 Elm Street": the house or street where they were needed."""
    at = isinstance(found.value, Place) and found.value.level in ("street", "site")
    return at and draft.trigger.token.lemma_ in words("cues", "settings", "answering")


def _is_party(head: Token, draft: Draft) -> bool:
    """ "Talks between Oslo and Lima": a town stands for its government; two towns may clash on the road between them."""
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head.dep_ != "pobj" or head.head.lower_ != "between":
        return False
    return draft.trigger.form == "noun" and draft.trigger.type.mutual and draft.trigger.type.name != "clash"


def _is_of_part(head: Token) -> bool:
    """ "Sixty were killed, 12 of them in Porto": where a part of them was is not where it happened."""
    number = head.head.head if head.dep_ == "pobj" else head
    return number.pos_ == "NUM" and any(
        c.lower_ == "of" and any(p.dep_ == "pobj" and p.lower_ in ("them", "whom", "these", "those") for p in c.children)
        for c in number.children
    )


def _is_bound(found: Found, reading: Reading) -> bool:
    """True behind "since" and "by"; "just before 6 p.m." is as good as the hour itself."""
    doc, start = reading.doc, found.start
    if not start or doc[start - 1].lower_ not in BOUNDS:
        return False
    near = start > 1 and doc[start - 2].lower_ in ("just", "shortly", "right", "immediately", "moments", "minutes")
    clock = isinstance(found.value, TimeSpan) and found.value.granularity == "time"
    return not (near and clock and doc[start - 1].lower_ == "before")


def _houses(mentions: Mentions, reading: Reading) -> list[Found]:
    """Bodies that are buildings, where a preposition says that something is in or goes to them: "taken to Gant Hospital"."""
    made = []
    for found in mentions.entities:
        head = reading.doc[found.head]
        if (
            isinstance(found.value, Entity)
            and found.value.type == "organization"
            and found.value.id
            and head.dep_ == "pobj"
            and head.head.lower_ in INTO
            and any(reading.doc[i].lower_ in words("cues", "settings", "houses") for i in range(found.start, found.end))
            and found.head not in mentions.place_at
        ):
            made.append(evolve(found, value=Place(found.value.name, (), text=found.value.text, level="site")))
    return made


def _is_scene(head: Token, found: Found, reading: Reading) -> bool:
    """True for "in Oslo", "the Oslo talks", "visited Oslo"; False for "Oslo said" and "the mayor of Oslo"."""
    if head.dep_ == "pobj":
        word = head.head.lower_
        if word == "of" and _is_kind_of_place(head.head.head):
            return _is_scene(head.head.head, found, reading)  # "in the city of Homs"
        if word in BELONGING:
            return word == "of" and head.head.head.lower_ in ("front", "outside", "inside") and head.head.head.pos_ != "VERB"
        if word == "in" and head.lower_ in ("prison", "jail") and not any(head.lefts):
            return False  # "12 years in prison"
        return word in words("cues", "settings", "place_prepositions")
    if head.dep_ in ("compound", "nmod"):
        return head.head.pos_ == "NOUN" and head.head.ent_type_ not in ("ORG", "PERSON")
    if head.dep_ in ("npadvmod", "advmod"):
        return not isinstance(found.value, Place) or found.value.level != "country"
    if head.dep_ == "dobj":
        verb = head.head.lemma_
        return verb in words("cues", "settings", "scenes") or verb in words("cues", "syntax", "hazard_verbs")
    if head.dep_ in ("appos", "conj") and head.head.i != head.i and _is_scene(head.head, found, reading):
        return True
    return _is_behind_preposition(found, reading)


def _is_kind_of_place(noun: Token) -> bool:
    """A noun that says what kind of place is named behind "of": "city", "province", "suburb"."""
    levels = ("city", "region", "area")
    return noun.pos_ in ("NOUN", "PROPN") and any(noun.lower_ in words("places", "levels", level) for level in levels)


def _speaks_from(head: Token, drafts: dict[int, Draft]) -> bool:
    """ "Said by telephone from Varna": who speaks from a place speaks in it."""
    if head.dep_ != "pobj" or head.head.lower_ != "from":
        return False
    draft = governor(head, drafts, through=frozenset({"nsubj", "nsubjpass", "dobj"}))
    return draft is not None and draft.trigger.type.speech and draft.trigger.form == "verb"


def _sent_from(head: Token, found: Found, drafts: dict[int, Draft]) -> bool:
    """ "Fired from the roof", "launched from Jiuquan": where the shots or the rocket came from is a place of the act."""
    if head.dep_ != "pobj" or head.head.lower_ != "from" or not isinstance(found.value, Place):
        return False
    draft = governor(head, drafts, through=frozenset({"nsubj", "nsubjpass", "dobj"}))
    if draft is None or draft.trigger.type.name not in ("shoot", "launch"):
        return False
    level = found.value.level
    return (
        draft.trigger.form == "verb" and level == "site"
        if draft.trigger.type.name == "shoot"
        else level not in ("country", "region")
    )


def _is_behind_preposition(found: Found, reading: Reading) -> bool:
    """ "Near 20 Main Street": the words say that it is where, whatever the parser made of a number or a run of names."""
    if not isinstance(found.value, Place) or found.value.level not in ("street", "site"):
        return False
    doc, before = reading.doc, found.start - 1
    while before > 0 and doc[before].lower_ in ("the", "a", "an"):
        before -= 1
    return (
        doc[found.start].lower_ == "near" or before >= 0 and doc[before].lower_ in ("at", "in", "inside", "near", "on", "outside")
    )


def governor(token: Token, drafts: dict[int, Draft], through: frozenset[str]) -> Draft | None:
    """The nearest draft above a token; ``through`` are the relations at which the way up ends."""
    for _ in range(12):
        if token.i in drafts:
            return drafts[token.i]
        if token.dep_ in through or token.head.i == token.i:
            return None
        token = token.head
    return None
