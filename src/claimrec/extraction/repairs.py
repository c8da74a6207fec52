"""Repairs of the parse where it goes wrong for one construction again and again.

"The man believed to have fled was arrested": the parser takes the participle for the main verb. Nobody "believed to" do
anything in the active, so before "to" such a verb is a participle, and what follows it is the main verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.clauses import hang, rejoin
from claimrec.lexicon import words

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["repair"]

_SUBJECTS = ("nsubj", "nsubjpass")
_CLAUSES = ("ccomp", "advcl", "parataxis", "conj")
_OWN = (*_SUBJECTS, "mark", "advmod")


def repair(doc: Doc) -> None:
    """Give supposed participles before "to" back to the noun that they are said of, and put misplaced clauses right.

    >>> from claimrec.extraction.language import english
    >>> from claimrec.extraction.tokens import parse_of
    >>> doc = parse_of(english()("The man believed to have fled was arrested on Monday."))
    >>> repair(doc)
    >>> doc[2].head, doc[1].head, doc[7].dep_
    (man, arrested, 'ROOT')
    """
    supposing = words("cues", "syntax", "supposing")
    for verb in doc.tokens:
        if verb.tag_ in ("VBD", "VBN") and verb.lemma_ in supposing and _is_before_infinitive(verb):
            if verb.dep_ == "acl":
                verb.tag_ = "VBN"
            elif (noun := _said_of(verb)) is not None and (main := _main_verb(verb)) is not None:
                _give_back(verb, noun, main)
    rejoin(doc)


def _is_before_infinitive(verb: Token) -> bool:
    helped = any(c.dep_ in ("aux", "auxpass", "neg", "dobj", "dative") for c in verb.children)
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    return not helped and following.lower_ == "to" and following.head.head is verb and following.head.dep_ == "xcomp"


def _said_of(verb: Token) -> Token | None:
    """The noun right before the verb, a comma aside, which the parser takes for its subject."""
    before = verb.i - (2 if verb.i > 1 and verb.nbor(-1).text == "," else 1)
    found = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    return (
        found if found is not None and found.pos_ in ("NOUN", "PROPN") and found.i <= before <= found.right_edge.i + 1 else None
    )


def _main_verb(verb: Token) -> Token | None:
    """The finite verb behind, without a subject of its own, that the parser joined with the participle."""
    over = [verb.head] if verb.dep_ in _CLAUSES and verb.head.i > verb.i else []
    for token in (*over, *(c for c in verb.children if c.dep_ in _CLAUSES and c.i > verb.i)):
        helped = any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in token.children)
        finite = helped or token.tag_ in ("VBD", "VBZ", "VBP")
        joined = any(c.dep_ == "cc" and verb.i < c.i < token.i for c in verb.children)  # "said to stay away and left"
        if token.pos_ in ("VERB", "AUX") and finite and not joined:
            if not any(c.dep_ in _OWN and verb.i < c.i < token.i for c in token.children):
                return token
    return None


def _give_back(verb: Token, noun: Token, main: Token) -> None:
    top, dep = verb.head, verb.dep_
    for child in [c for c in verb.children if c.i > main.i]:
        hang(child, main, child.dep_)
    if main.head is verb:
        hang(main, main if top is verb else top, dep)
    hang(noun, main, "nsubjpass" if any(c.dep_ == "auxpass" for c in main.children) else "nsubj")
    hang(verb, noun, "acl")
    verb.tag_ = "VBN"
