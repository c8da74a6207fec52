"""Whether what a phrase belongs to lies in the past or ahead, by the verb that governs it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claimrec.lexicon import table

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["tense_of"]

_ROLES = ("dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj")
_DEEPEST = 30  # a bad parse may be a very long chain


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("tense")[name])


def tense_of(token: Token) -> str | None:
    """``past`` or ``future`` by the verb that governs a token; None where no verb tells.

    "It will open on Friday" and "plans to open on Friday" are future, "opened on Friday" and "had opened" past. What a
    noun names keeps its own time: "will discuss Friday's shooting" says nothing of when the shooting was, while a
    meeting that somebody will attend is to come.
    """
    happened = False
    put = _put_off(token)
    if put is not None:
        return put
    for _ in range(_DEEPEST):
        if token.pos_ in ("VERB", "AUX") and (tense := _of_verb(token)) is not None:
            return None if happened and tense == "future" else tense
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ in _ROLES and token.ent_type_ not in ("DATE", "TIME"):
            happened = happened or token.lemma_.lower() not in _words("planned")
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _put_off(token: Token) -> str | None:
    """ "Put off until Friday", "moved to Nov. 12", "a vote scheduled for Nov. 5": what was fixed lies ahead of the fixing."""
    verb = token.head.head
    if token.dep_ != "pobj" or token.head.lower_ not in ("until", "till", "to", "for") or verb.pos_ != "VERB":
        return None
    if verb.lemma_ in _words("postpone"):
        return "future"
    fixed = token.head.lower_ == "for" and verb.lemma_ in _words("plans") and verb.tag_ in ("VBN", "VBD")
    helped = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return "future" if fixed and verb.dep_ in ("acl", "advcl", "appos") and not helped else None


def _of_verb(verb: Token) -> str | None:
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if words & _words("future_auxiliaries") or verb.lower_ in _words("future_auxiliaries"):
        return "future"
    if "to" in words and verb.tag_ in ("VB", "VBN"):
        return "future" if _is_planned(verb.head) else None
    if words & _words("past_auxiliaries"):
        return "past"
    if _lies_ahead(verb, words):
        return "future"
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not words and verb.dep_ in ("acl", "ROOT", "relcl")):
        return "past"
    return None


def _is_planned(governor: Token) -> bool:
    """Whether the infinitive below a word lies ahead: "plans to", "is to", "a meeting to be held"."""
    return governor.lemma_ in _words("plans") or governor.lemma_ in ("be", "go") or governor.pos_ in ("ADJ", "NOUN")


def _lies_ahead(verb: Token, words: set[str]) -> bool:
    """A present that means the future: "is set for Friday", "is due on Friday", "opens on Friday"."""
    if words & _words("present_be"):
        planned = verb.tag_ in ("VBN", "VBD") and verb.lemma_ in _words("plans")
        return planned or (verb.tag_ == "VBG" and verb.lemma_ in _words("moves"))
    if verb.tag_ not in ("VBZ", "VBP"):
        return False
    if verb.lemma_ in _words("timetable"):
        return not words
    if verb.lemma_ != "be":
        return False
    return any(child.lower_ in _words("due") for child in verb.children if child.dep_ in ("acomp", "attr"))
