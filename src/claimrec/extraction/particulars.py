"""Particulars of people: where they were hit ("shot in the left leg"), how they are ("in stable condition"), where they live.

They stand beside a claim as plain words: a part of the body as its place; a state, and the place that somebody is from,
as a role of whom it is about. Nothing is concluded from them: "the leg" and "the ankle" may be one wound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.roles import is_personal
from claimrec.extraction.syntax import coordinated, subject_of
from claimrec.lexicon import titles, words
from claimrec.model import Role
from claimrec.values import Entity, Text

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["add_callings", "add_conditions", "add_homes", "add_wounds", "conditions_told"]

HARMFUL = frozenset({"injured", "shot", "killed"})
HITTING = frozenset({"in", "into", "on", "through", "to", "across"})
COPULAS = frozenset({"be", "remain", "stay"})


def add_wounds(reading: Reading, drafts: dict[int, Draft]) -> None:
    """Give the claims of harm the parts of the body that they name."""
    for token in reading.doc:
        if token.dep_ != "pobj" or token.head.lower_ not in HITTING or not _is_part(token):
            continue
        draft = _harm(token.head, drafts)
        if draft is None:
            continue
        for part in coordinated(token):
            if _is_part(part):
                draft.add(_said(reading, Role.PLACE, _modified(part), part))


def _is_part(token: Token) -> bool:
    return token.lemma_.lower() in words("cues", "wounds", "parts")


def _harm(preposition: Token, drafts: dict[int, Draft]) -> Draft | None:
    """The claim of harm that a phrase belongs to: "shot in the arm", "a bullet wound to the arm", "was hit in the arm"."""
    token = preposition.head
    for _ in range(4):
        beside = [token, *(c for c in token.children if c.dep_ in ("compound", "amod", "dobj", "conj") and c.i < preposition.i)]
        beside += [c for held in beside[1:] if held.dep_ == "dobj" for c in held.lefts]  # "had gunshot wounds to"
        for one in beside:
            draft = drafts.get(one.i)
            if draft is not None and _is_harm(draft):
                return draft
        if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_harm(draft: Draft) -> bool:
    kind = draft.trigger.type
    return kind.unit in HARMFUL or bool({kind.name, draft.trigger.token.lemma_} & words("cues", "wounds", "harming"))


def _modified(part: Token) -> Token:
    """The first token of "lower left leg", without article and possessive."""
    first = part
    for child in part.lefts:
        if child.dep_ in ("amod", "compound", "nmod", "nummod") or child.lower_ == "both":
            first = min(first, child, key=lambda t: t.i)
    return first


def conditions_told(reading: Reading, taken: set[int]) -> list[Token]:
    """The verbs of being in clauses that state nothing but how somebody is: "was in critical condition"."""
    found: list[Token] = []
    if "condition" not in reading.source.text:
        return found
    for token in reading.doc:
        if token.lemma_ == "condition" and (span := _condition(token)) is not None and span.i != token.i:
            verb = token.head.head
            if token.dep_ == "pobj" and verb.lemma_ in COPULAS and verb.i not in taken and subject_of(verb):
                found.append(verb)
    return found


def add_conditions(reading: Reading, drafts: dict[int, Draft]) -> None:
    """Give the claims of a clause the state that it says somebody is in."""
    if "condition" not in reading.source.text:
        return
    for token in reading.doc:
        if token.lemma_ != "condition" or token.dep_ != "pobj" or token.head.lower_ not in ("in", "to"):
            continue
        first, verb = _condition(token), token.head.head
        while verb.pos_ not in ("VERB", "AUX") and verb.i not in drafts and verb.head.i != verb.i:
            verb = verb.head
        draft = drafts.get(verb.i)
        if first is not None and draft is not None:
            draft.add(_said(reading, Role.ROLE, first, token))


def _condition(noun: Token) -> Token | None:
    """The first word of "critical but stable condition"; None where the words say no state of health."""
    told = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod", "punct", "advmod", "conj", "cc")]
    states = [s for c in told for s in (c, *c.subtree) if s.lower_ in words("cues", "wounds", "states")]
    return min(states, key=lambda t: t.i) if states else None


def add_homes(reading: Reading, mentions: Mentions, offices: list[Found], drafts: list[Draft]) -> None:
    """ "Ida Holt of Oslo", "a man from Oslo": the claims in which somebody takes part also say where they are from."""
    acting: dict[int, list[tuple[Draft, str | None]]] = {}
    for draft in drafts:
        for argument in draft.arguments:
            if isinstance(argument.value, Entity) and argument.value.type in ("person", "group"):
                acting.setdefault(argument.head, []).append((draft, argument.value.id or None))
    of_office = {i for office in offices for i in range(office.start, office.end)}
    for found in mentions.places:
        head = reading.doc[found.head]
        if head.dep_ != "pobj" or head.head.lower_ not in ("of", "from") or head.i in of_office:
            continue
        holder = head.head.head.i if head.head.head.i in acting else _before_comma(head.head)
        if holder < 0 and head.head.head.dep_ == "appos":  # "a pilot, Ida Holt of Oslo"
            holder = head.head.head.head.i
        for draft, who in acting.get(holder, ()):
            draft.add(DraftArgument(Role.ROLE, found.value, reading.chars(*found.chars, found.start), found.head, of=who))


def add_callings(reading: Reading, mentions: Mentions, offices: list[Found], drafts: list[Draft]) -> None:
    """ "Homicide Detective Ida Holt", "Ida Holt, security and risk analyst at Gant": what people are called in plain words.

    Offices and occupations that can be compared are read as such; what is left stands beside the claims of its sentence.
    """
    told = {i for office in offices for i in range(office.start, office.end)}
    acting: dict[int, list[Draft]] = {}
    for draft in drafts:
        for argument in draft.arguments:
            if isinstance(argument.value, Entity) and argument.value.type == "person" and not argument.inferred:
                acting.setdefault(argument.head, []).append(draft)
    for found in mentions.entities:
        ours = acting.get(found.head)
        called = _calling(reading.doc, found) if ours and isinstance(found.value, Entity) and found.value.id else None
        if ours is None or called is None or not told.isdisjoint(range(called[0].i, called[1].i + 1)):
            continue
        for draft in ours:
            of = next((a.value.id for a in draft.arguments if a.head == found.head and isinstance(a.value, Entity)), None)
            argument = _said(reading, Role.ROLE, *called)
            argument.of = of or None
            draft.add(argument)


def _calling(doc: Doc, found: Found) -> tuple[Token, Token] | None:
    """The words before a name, or behind its comma, that say what its bearer does."""
    name = doc[found.head]
    first = found.start
    while (
        first > 0 and doc[first - 1].dep_ in ("compound", "amod", "nmod") and doc[first - 1].head.i in range(first - 1, found.end)
    ):
        first -= 1
    last = doc[found.start - 1] if first < found.start else name
    if last is not name and (is_personal(last) or last.lower_ in titles.unnamed("ranks")):
        return doc[first], last
    for beside in name.children:
        joined = [c for c in beside.children if c.dep_ == "conj"] if beside.dep_ == "appos" and beside.pos_ == "NOUN" else []
        if joined and not is_personal(beside) and is_personal(joined[-1]):
            return beside, joined[-1]
    return None


def _before_comma(preposition: Token) -> int:
    """The last word in front of the comma, and the age, before "of": "Ida Holt, 40, of Oslo"; -1 where there is none."""
    doc, i = preposition.doc, preposition.i - 1
    if preposition.lower_ != "of" or i < 1 or doc[i].text != ",":
        return -1
    if doc[i - 1].like_num and i > 2 and doc[i - 2].text == ",":
        i -= 2
    return i - 1


def _said(reading: Reading, role: Role, first: Token, last: Token) -> DraftArgument:
    span = reading.span(first.i, last.i + 1)
    return DraftArgument(role, Text(span.text), span, last.i)
