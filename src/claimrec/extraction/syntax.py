"""Questions to a dependency parse: who is the subject, what is the object, what does a phrase hang by.

Labels are spaCy's English ones (ClearNLP style): nsubj, nsubjpass, dobj, pobj, agent, acl, relcl, advcl, xcomp …
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimrec.lexicon import words

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["Subject", "coordinated", "is_passive", "objects", "packaged", "phrase_start", "prepositional", "subject_of"]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
Subject = tuple["list[Token]", bool]


def coordinated(token: Token) -> list[Token]:
    """A phrase's head with the heads that are coordinated with it: "A, B and C" -> A, B, C."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ != "VERB":
            found.extend(coordinated(child))
    return found


def is_passive(verb: Token) -> bool:
    """True for "was killed", "killed by", "those killed"; a bare participle counts where it modifies a noun."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        # "is opposed to", "is committed to": a state of mind of the subject
        by = any(child.dep_ == "agent" for child in verb.children)
        return by or verb.lemma_ not in words("cues", "syntax", "minded") or not any(c.lower_ == "to" for c in verb.children)
    if verb.tag_ != "VBN" or any(child.dep_ == "dobj" for child in verb.children):
        return False
    if any(child.dep_ == "agent" for child in verb.children):
        return True
    if verb.dep_ in ("acl", "amod"):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children):
        return is_passive(verb.head)
    return False


def subject_of(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of a verb's subject, found through coordination, control, participles and relative clauses."""
    if depth > 6:
        return []
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in RELATIVES and verb.dep_ == "relcl":
                return coordinated(verb.head)
            return coordinated(child)
    governor = verb.head
    if governor.i == verb.i:
        return []
    if verb.dep_ == "relcl":
        # "the man they arrested": the antecedent is the object, not the subject
        return []
    if verb.dep_ == "acl":
        return coordinated(governor) if governor.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else []
    if verb.dep_ == "conj":
        return subject_of(governor, depth + 1) if governor.pos_ in ("VERB", "AUX") else []
    if verb.dep_ == "xcomp" and governor.pos_ == "ADJ" and governor.head.pos_ in ("VERB", "AUX"):
        return subject_of(governor.head, depth + 1)  # "is willing to send"
    if verb.dep_ in ("xcomp", "ccomp") and governor.pos_ in ("VERB", "AUX"):
        if verb.dep_ == "ccomp" and (verb.tag_ not in ("VB", "VBG") or any(c.dep_ == "mark" for c in verb.children)):
            return []
        if governor.lemma_ in words("cues", "syntax", "object_control") and (over := objects(governor)):
            return over
        return subject_of(governor, depth + 1)
    if verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN", "VB"):
        return subject_of(governor, depth + 1) if governor.pos_ in ("VERB", "AUX") else []
    if verb.dep_ == "pcomp":
        holder = governor.head
        return subject_of(holder, depth + 1) if holder.pos_ in ("VERB", "AUX") else []
    return []


def objects(verb: Token) -> list[Token]:
    """The heads of a verb's direct object; for a passive, of the object it keeps."""
    found = [token for child in verb.children if child.dep_ in ("dobj", "obj") for token in coordinated(child)]
    if (
        not found
        and verb.dep_ == "relcl"
        and not any(child.lower_ in RELATIVES and child.dep_ in SUBJECTS for child in verb.children)
    ):
        # the object of "the man whom they arrested" is its antecedent
        if any(child.dep_ in SUBJECTS for child in verb.children) and not is_passive(verb):
            return coordinated(verb.head)
    return [verb.head if t.lower_ in RELATIVES and verb.dep_ == "relcl" else t for t in found]


def prepositional(token: Token) -> Iterator[tuple[Token, Token]]:
    """The prepositional phrases of a verb or noun, as (preposition, head of what follows)."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative"):
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    for head in coordinated(inner):
                        yield child, head
                elif inner.dep_ == "prep":  # "from inside the house"
                    for deeper in inner.children:
                        if deeper.dep_ == "pobj":
                            yield child, deeper


def phrase_start(head: Token) -> int:
    """The first token of a noun phrase without what follows its head."""
    return min((child.left_edge.i for child in head.children if child.i < head.i), default=head.i)


def packaged(head: Token) -> Token:
    """The noun that a phrase is really about: "thousands of residents", "two of the residents" -> residents."""
    if head.pos_ != "NUM" and head.lemma_.lower() not in words("cues", "syntax", "packages"):
        return head
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.pos_ in ("NOUN", "PROPN"):
                    return inner
    return head
