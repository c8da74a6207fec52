"""Scenes in plain words: "died in the hallway", "crashed into a hillside", "stood outside".

Places with names, and buildings, are read by :mod:`claimrec.extraction.places` and compared. What is read here says where
something was to a reader, and no more: "the hallway" and "the kitchen floor" may be one scene. It stands beside a claim as
plain words in the role of a place, as the part of a body does that was hit, and nothing is concluded from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.gazetteer import listed
from claimrec.extraction.reading import Reading
from claimrec.extraction.settings import governor
from claimrec.extraction.syntax import coordinated
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Entity, Text

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["add_scenes"]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "poss"})
GOING = frozenset({"from", "to", "into", "onto", "toward", "towards"})
GROUNDS = ("sites", "streets", "natural")
STANDING = frozenset({"at", "inside", "outside", "near"})
# "in part", "on track", "by car": no places without an article or a word beside them
BARE = frozenset("back bar capital edge front heart ice middle part parts rear route side spot top track".split())
# "the field of medicine", "the area of trade": places only where what stands behind "of" is one
FIGURES = frozenset("area bed court field ground path region road sea stage territory well zone".split())
LENGTH = 90
"""Characters of the longest scene that is kept as it stands."""


def add_scenes(reading: Reading, mentions: Mentions, drafts: dict[int, Draft]) -> None:
    """Give the claims the places that are told in plain words; those that name a place have it already."""
    for token in reading.doc:
        if token.dep_ == "pobj" and token.head.pos_ in ("ADP", "SCONJ", "ADV"):
            for head in coordinated(token):
                if (ends := _scene(head, token.head, mentions, drafts)) is not None:
                    _add(reading, drafts, token, *ends)
        elif token.lower_ in words("places", "scenes", "adverbs") and _is_alone(token):
            _add(reading, drafts, token, token, token)


def _add(reading: Reading, drafts: dict[int, Draft], token: Token, first: Token, last: Token) -> None:
    draft = governor(token, drafts, through=SUBJECTS)
    if draft is None or draft.trigger.start <= last.i < draft.trigger.end:
        return  # the "tracks" of "came off the tracks"
    span = reading.span(first.i, last.i + 1)
    told = any(
        a.evidence.start < span.end and span.start < a.evidence.end for a in draft.having(Role.PLACE, Role.ROLE, Role.TIME)
    )
    if span.text and "\n" not in span.text and not told:
        draft.add(DraftArgument(Role.PLACE, Text(span.text), span, last.i))


def _scene(head: Token, preposition: Token, mentions: Mentions, drafts: dict[int, Draft]) -> tuple[Token, Token] | None:
    """The first and the last word of the place that a phrase tells in plain words; None where it tells none."""
    word = preposition.lower_
    if head.i in mentions.place_at:
        found = mentions.place_at[head.i]
        return (head.doc[found.start], head.doc[found.end - 1]) if word in GOING else None
    entity = mentions.entity_at.get(head.i)
    if entity is not None and isinstance(entity.value, Entity):
        body = entity.value.type == "organization" and bool(entity.value.id)
        return (head.doc[entity.start], head.doc[entity.end - 1]) if body and word in STANDING else None
    if head.pos_ != "NOUN" or head.i in drafts or head.i in mentions.time_at or head.i in mentions.quantity_at:
        return None
    if not _is_spot(head, preposition, mentions):
        return None
    return _first(head), _last(head)


def _is_spot(head: Token, preposition: Token, mentions: Mentions) -> bool:
    """True for a noun that says a place behind its preposition."""
    word, low = preposition.lower_, head.lower_
    beside = any(c.dep_ in ("det", "poss", "amod", "compound", "nummod") for c in head.lefts)
    if not beside and (low in BARE or word == "by") or preposition.dep_ == "agent" or low in ("fields", "spring"):
        return False
    of = _behind_of(head)
    if (
        of is not None
        and (low in words("places", "scenes", "partial") or head.lemma_.lower() in FIGURES)
        and not _is_ground(of, mentions)
    ):
        return False  # "the heart of the dispute"
    if word in words("places", "scenes", "sure") or word == "of" and _is_beside(preposition):
        return low not in words("cues", "frames", "no_things")
    return word in words("places", "scenes", "prepositions") and _is_listed(head)


def _is_listed(noun: Token) -> bool:
    names = {noun.lower_, noun.lemma_.lower()}
    return not names.isdisjoint(words("places", "scenes", "spots")) or any(not names.isdisjoint(listed(k)) for k in GROUNDS)


def _is_ground(noun: Token, mentions: Mentions) -> bool:
    return noun.i in mentions.place_at or _is_listed(noun)


def _behind_of(head: Token) -> Token | None:
    of = next((c for c in head.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    return None if of is None else next((c for c in of.children if c.dep_ == "pobj"), None)


def _is_beside(of: Token) -> bool:
    """The "of" of "in front of", "out of" and "outside of"."""
    return of.i > 0 and of.nbor(-1).lower_ in ("front", "inside", "out", "outside", "top")


def _is_alone(adverb: Token) -> bool:
    """ "Stood outside": an adverb, and no preposition of what follows."""
    return adverb.dep_ in ("advmod", "prep", "npadvmod") and not any(c.dep_ in ("pobj", "prep", "pcomp") for c in adverb.children)


def _first(head: Token) -> Token:
    """The first of the words that say which spot it is, without article and owner."""
    first = head
    for child in head.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "nummod", "punct"):
            first = min(first, child.left_edge, key=_place)
    while first.i < head.i and (first.is_punct or first.pos_ == "DET"):
        first = first.nbor(1)
    return first


def _last(head: Token) -> Token:
    """The last word: "the other side of the road" is no place without the road."""
    of = _behind_of(head)
    whole = of is not None and head.lower_ in words("places", "scenes", "partial") and of.idx + len(of) - head.idx <= LENGTH
    return of if of is not None and whole else head


def _place(token: Token) -> int:
    return token.i
