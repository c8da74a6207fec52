"""Repairs of clauses that the parser hangs up in the wrong place: counted subjects, outcomes, lists of verbs.

"Two people died and more than a dozen were hurt": the parser takes the dozen for a third thing that died, and the two for those
who were hurt. "Engineers try to find out what made the bus overturn, killing six": it has the engineers kill. Each function here
puts one such construction right, and only where the words leave no other reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.syntax import SUBJECTS, phrase_start
from claimrec.lexicon import words

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["hang", "rejoin"]

_COUNTED = ("CD", "NN", "NNS", "NNP", "NNPS")
_HELPS = ("aux", "auxpass")
_COMPLEMENTS = ("ccomp", "xcomp")
_HEDGING = ("advmod", "amod", "quantmod", "prep")


def rejoin(doc: Doc) -> None:
    """Put misplaced clauses right, in place.

    >>> from claimrec.extraction.language import english
    >>> from claimrec.extraction.tokens import parse_of
    >>> doc = parse_of(english()("Two people died and more than a dozen were injured in the crash."))
    >>> rejoin(doc)
    >>> doc[7], doc[7].dep_, doc[7].head
    (dozen, nsubjpass, injured)
    """
    for token in doc.tokens:
        if token.tag_ in ("NNS", "VBZ") and token.lemma_ in words("cues", "syntax", "outcomes"):
            _second_verb(token)
        if token.pos_ == "VERB":
            _own_subject(token)
            _after_count(token)
            _outcome(token)
            _listed(token)
        elif token.lower_ == "of" and token.dep_ == "prep":
            _parts(token)
        elif token.lower_ in ("board", "aboard"):
            _on_board(token)


def hang(token: Token, head: Token, dep: str) -> None:
    """Move a token with all below it."""
    old = token.head
    old.children = [c for c in old.children if c is not token]
    token.head, token.dep_ = head, dep
    if head is not token:
        head.children = sorted([*(c for c in head.children if c is not token), token], key=_place)


def _own_subject(verb: Token) -> None:
    """ "Two died and a dozen were hurt": what stands between "and" and "were" is who was hurt."""
    helps = [c for c in verb.children if c.dep_ in _HELPS and c.i < verb.i]
    if verb.dep_ != "conj" or not helps or not helps[0].i or any(c.dep_ in SUBJECTS for c in verb.children):
        return
    noun = helps[0].nbor(-1)
    if noun.dep_ != "conj" or noun.tag_ not in _COUNTED or verb.head not in (noun.head, noun.head.head):
        return
    first = phrase_start(noun)
    if first and verb.doc[first - 1].lower_ in ("and", "but", "while"):
        hang(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in helps) else "nsubj")


def _second_verb(token: Token) -> None:
    """ "Blast kills five and wounds 40": behind such a word a number counts people, and the word is no noun."""
    number = next((t for t in token.doc[token.i + 1 : token.i + 5] if t.pos_ == "NUM"), None)
    if number is None or any(t.dep_ not in _HEDGING for t in token.doc[token.i + 1 : number.i]):
        return
    if token.tag_ == "NNS":
        verb = token.head if token.head.pos_ == "VERB" else token.head.head
        if token.dep_ != "conj" or verb.tag_ != "VBZ" or verb.i > token.i:
            return
        if verb.lemma_ not in words("cues", "syntax", "outcomes"):
            return
        token.tag_, token.pos_ = "VBZ", "VERB"
        hang(token, verb, "conj")
    counted = number.head if number.dep_ == "nummod" and number.head.i > number.i else number
    if counted.dep_ != "dobj" or counted.head is not token:
        hang(counted, token, "dobj")


def _after_count(verb: Token) -> None:
    """ "Police question driver after 80 killed": the eighty were killed, and no police."""
    number = verb.nbor(-1) if verb.i > 1 else verb
    link = number.head
    if number.pos_ != "NUM" or number.dep_ != "pobj" or link.lower_ not in ("after", "as", "with", "when") or link.i > number.i:
        return
    if verb.tag_ not in ("VBN", "VBD") or link.head is link or verb.doc[link.i + 1].i > number.i:
        return
    over = link.head
    for subject in [c for c in verb.children if c.dep_ in SUBJECTS and c.i < link.i]:
        if over.pos_ == "VERB" and over.head is subject:  # "police to question": the clause is theirs
            hang(over, verb.head if verb.head is not verb else over, "parataxis" if verb.head is not verb else "ROOT")
            hang(subject, over, "nsubj")
        else:
            return
    hang(verb, link, "pcomp")
    hang(number, verb, "nsubjpass")


def _outcome(verb: Token) -> None:
    """ "Engineers ask what made the bus overturn, killing six": nobody kills by asking, so what was asked about did."""
    governor = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.lemma_ not in words("cues", "syntax", "outcomes"):
        return
    if verb.i < 2 or verb.nbor(-1).text != "," or governor.i > verb.i:
        return
    told = governor
    while told.lemma_ in words("cues", "syntax", "inquiries"):
        under = [c for c in told.children if c.dep_ in _COMPLEMENTS and told.i < c.i < verb.i and c.pos_ == "VERB"]
        if not under:
            break
        told = under[-1]
    if told is not governor and told.lemma_ not in words("cues", "syntax", "inquiries"):
        hang(verb, told, "advcl")


def _listed(verb: Token) -> None:
    """ "The blast, which killed ten, injured thousands and burned houses": three verbs of one relative clause."""
    if verb.tag_ != "VBD" or verb.dep_ != "advcl" or verb.i < 2 or verb.nbor(-1).text != ",":
        return
    if any(c.dep_ in ("mark", "advmod", *SUBJECTS, *_HELPS) and c.i < verb.i for c in verb.children):
        return
    clause = verb.nbor(-2)
    while clause.dep_ != "relcl" and clause.head is not clause and clause.head is not verb.head:
        clause = clause.head
    if clause.dep_ != "relcl" or clause.tag_ != "VBD" or not any(c.dep_ == "dobj" for c in verb.children):
        return
    main = verb.head
    hang(verb, clause, "conj")
    for twin in [c for c in main.children if c.dep_ == "conj" and c.i > verb.i and c.tag_ == "VBD"]:
        if not any(c.dep_ in SUBJECTS for c in twin.children):
            hang(twin, clause, "conj")


def _parts(of: Token) -> None:
    """ "Of the 60 on board, 6 were hurt": six of the sixty, and the sixty were not hurt."""
    verb = of.head
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.pos_ != "NUM" or not of.i < subject.i < verb.i:
        return
    if of.is_sent_start or of.i and of.nbor(-1).pos_ == "PUNCT":
        hang(of, subject, "prep")


def _on_board(token: Token) -> None:
    """ "All 60 on board the ferry drowned": the ferry is where they were, and not one more that drowned."""
    if token.i + 1 >= len(token.doc) or token.lower_ == "board" and (not token.i or token.nbor(-1).lower_ != "on"):
        return
    noun = token.nbor(1)
    while noun.dep_ not in SUBJECTS and noun.head.i > noun.i:
        noun = noun.head
    if noun.dep_ not in SUBJECTS or noun.pos_ not in ("NOUN", "PROPN") or phrase_start(noun) != token.i + 1:
        return
    if any(c.dep_ in SUBJECTS and c.i < token.i for c in noun.head.children):
        hang(noun, token, "pobj")


def _place(token: Token) -> int:
    return token.i
