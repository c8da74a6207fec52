"""Roles that plain words give to people: occupations, relations and parts played ("a retired welder", "her former husband").

Offices proper (ministers, chairmen, sheriffs) are read by :mod:`claimrec.extraction.offices`; what is read here are the
nouns of copulas, appositions and "as" phrases, and nouns that stand before a name, where they say what a person is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimrec.extraction.draft import Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.syntax import objects, subject_of
from claimrec.lexicon import titles, words
from claimrec.values import Entity, Office

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["copula_of", "roles_in"]

COPULAS = frozenset({"be", "become", "remain"})
HUMAN_PRONOUNS = frozenset({"he", "she", "who", "him", "her", "i"})
PAST = frozenset({"former", "ex", "onetime", "retired", "late", "estranged"})


def roles_in(doc: Doc, mentions: Mentions) -> list[Found]:
    """The roles that a Doc gives to people, each an Office whose ``holder`` is the token of who has it."""
    made = []
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in mentions.titled:
            continue
        holder = _holder(token, mentions)
        if holder is not None:
            made.append(_role(doc, token, holder))
    return made


def copula_of(found: Found, doc: Doc) -> Token | None:
    """The verb of "Roe was a nurse", where the role or office is its complement."""
    head = doc[found.head]
    verb = head.head
    return verb if head.dep_ == "attr" and verb.lemma_ in COPULAS and any(c.dep_ == "nsubj" for c in verb.children) else None


def _holder(token: Token, mentions: Mentions) -> Token | None:
    """Whose role a noun states; None where it states none."""
    if token.dep_ in ("compound", "nmod"):
        named = token.head.i > token.i and _is_named(token.head, mentions) and mentions.entity_at[token.head.i].start > token.i
        return token.head if named and token.text.islower() and _is_personal(token) else None
    beside = next((c for c in token.children if c.dep_ == "appos" and _is_named(c, mentions)), None)
    if beside is not None and _is_personal(token) and not _is_named(token, mentions):
        return beside  # "his wife, Ida Holt"
    if token.dep_ == "appos":
        over = token.head
        return over if _is_named(over, mentions) and _is_personal(token) and not _is_named(token, mentions) else None
    if token.dep_ == "attr" and token.head.lemma_ in COPULAS:
        return next((s for s in _subject(token.head) if _may_hold(s, token, mentions)), None)
    if token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.pos_ == "VERB" and _is_personal(token):
        over = next(iter(objects(token.head.head) or subject_of(token.head.head)), None)
        return over if over is not None and _may_hold(over, token, mentions) else None
    if _is_relation(token) and any(c.dep_ == "poss" for c in token.children):
        return token  # "killing her former husband": what he is to her, whoever he is
    return None


def _subject(verb: Token) -> Iterator[Token]:
    for subject in subject_of(verb):
        yield subject


def _may_hold(subject: Token, role: Token, mentions: Mentions) -> bool:
    """A named person is whatever stands behind "was a"; of others the noun must tell that a person is meant."""
    if role.lemma_ == subject.lemma_ or role.i in mentions.time_at:
        return False
    if subject.lower_ in HUMAN_PRONOUNS or _is_described(subject, mentions):
        return _is_personal(role)
    return _is_named(subject, mentions) and _is_personal(role)


def _is_named(token: Token, mentions: Mentions) -> bool:
    found = mentions.entity_at.get(token.i)
    return found is not None and isinstance(found.value, Entity) and found.value.type == "person" and bool(found.value.id)


def _is_described(token: Token, mentions: Mentions) -> bool:
    found = mentions.entity_at.get(token.i)
    return found is not None and isinstance(found.value, Entity) and found.value.type in ("person", "group") and not found.value.id


def _is_personal(token: Token) -> bool:
    """True for a noun that says what somebody does or is to others; "man" and "woman" say neither."""
    low = token.lower_
    if low in words("cues", "roles", "plain"):
        return False
    lemma = titles.singular(low)
    return lemma in titles.persons() or titles.office_class(lemma) is not None or _is_relation(token) or _is_agentive(lemma)


def _is_relation(token: Token) -> bool:
    return token.lemma_.lower() in words("cues", "roles", "relations")


def _is_agentive(lemma: str) -> bool:
    """ "welder", "violinist", "fireman": words made for people by their ending."""
    return len(lemma) > 5 and lemma.endswith(tuple(words("cues", "roles", "endings"))) and lemma not in words("cues", "roles", "things")


def _role(doc: Doc, token: Token, holder: Token) -> Found:
    start = token.i
    for child in token.lefts:
        if child.dep_ in ("compound", "amod", "nmod") and child.left_edge.i == child.i or child.dep_ == "punct":
            start = min(start, child.i)
    while start < token.i and doc[start].is_punct:
        start += 1
    end = token.i + 1
    if doc[end : end + 4].text.lower().startswith("-in-law"):
        end += 4
    spelled = doc[start:end]
    former = any(t.lower_ in PAST for t in spelled)
    title = " ".join(t.lower_ for t in spelled if t.lower_ not in PAST and not t.is_punct)
    if end > token.i + 1:
        title = doc[token.i : end].text.lower()
    value = Office(title, status="former" if former else "current", text=spelled.text)
    return Found(value, start, end, token.i, (spelled.start_char, spelled.end_char), holder=holder.i)
