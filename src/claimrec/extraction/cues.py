"""Cues: whether a happening is affirmed or denied, a fact, a plan or a possibility, and in which tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.triggers import Trigger
from claimrec.lexicon import words
from claimrec.model import Modality, Polarity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["is_background", "is_elsewhen", "modality_of", "polarity_of", "reported_in", "tense_of"]

# Closed classes and small verb classes of English, after the usual lists of factuality work (FactBank, UDS-factuality).
NEGATORS = frozenset({"no", "not", "n't", "never", "neither", "nor", "none", "nobody", "nothing", "without"})
APART = frozenset({"after", "before", "since", "until", "following", "over"})
FUTURE = frozenset({"will", "'ll", "wo", "shall", "would", "'d", "must", "should"})
MAYBE = frozenset({"may", "might", "could", "can", "ca"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
# Clauses whose happening the governing verb speaks about.
COMPLEMENTS = frozenset({"xcomp", "ccomp", "acomp", "oprd"})


def polarity_of(trigger: Trigger) -> Polarity:
    """Denied where the clause, its subject or a governing verb says that it did not happen; "acquitted" says so itself."""
    token = trigger.token
    if token.lemma_.lower() in words("cues", "cues", "undone") or (trigger.type.name == "vote" and _votes_down(trigger)):
        return Polarity.AFFIRMED if _negated(token) else Polarity.DENIED
    if trigger.type.name == "convict" and _pleads_innocent(trigger):
        return Polarity.DENIED
    if _negated(token) or (trigger.support is not None and _negated(trigger.support)):
        return Polarity.DENIED
    if token.dep_ == "ccomp" and token.head.lemma_ in words("cues", "cues", "disputing") and not _negated_verb(token.head):
        return Polarity.DENIED
    if _in_denied_report(token):
        return Polarity.DENIED
    governor = _governor(trigger)
    denied = False
    while governor is not None:
        lemma, above = governor.lemma_.lower(), governor
        if lemma in words("cues", "cues", "denying") and not _negated_verb(governor):
            denied = not denied
        elif lemma in words("cues", "cues", "planning") | words("cues", "cues", "trying") and _negated_verb(governor):
            denied = True
        governor = above.head if above.dep_ == "xcomp" and above.head.i != above.i else None
    return Polarity.DENIED if denied else Polarity.AFFIRMED


def _votes_down(trigger: Trigger) -> bool:
    """ "Rejected the bill", "voted it down"."""
    token = trigger.token
    return token.lemma_ in ("reject", "defeat") or token.lemma_ == "vote" and any(c.lower_ == "down" for c in token.children)


def _pleads_innocent(trigger: Trigger) -> bool:
    """ "Pleaded not guilty", "a plea of not guilty"."""
    doc = trigger.token.doc
    return any(t.lower_ == "guilty" and t.i and doc[t.i - 1].lower_ == "not" for t in doc[trigger.start : trigger.end])


def _in_denied_report(token: Token) -> bool:
    """ "Dismissed reports that its troops had shelled the town", "there is no evidence that he fled"."""
    noun = token.head
    if token.dep_ not in ("acl", "ccomp", "relcl") or noun.pos_ != "NOUN" or not any(c.lower_ == "that" for c in token.children):
        return False
    if noun.lemma_ not in words("cues", "cues", "reports"):
        return False
    over = noun.head
    disputed = words("cues", "cues", "disputing") | words("cues", "cues", "denying")
    return noun.dep_ in ("dobj", "nsubjpass") and over.lemma_ in disputed and not _negated_verb(over) or _negated_verb(noun)


def _negated(token: Token) -> bool:
    if _negated_verb(token):
        return True
    if token.pos_ in ("NOUN", "PROPN"):
        report = reported_in(token)
        return (
            (token.dep_ == "pobj" and token.head.lower_ == "without")
            or (report is not None and _negated(report))
            or (
                token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr")
                and token.head.pos_ in ("VERB", "AUX")
                and _plainly_negated(token.head)
            )
        )
    return any(
        child.dep_ in ("nsubj", "nsubjpass", "dobj")
        and (child.lower_ in NEGATORS and child.pos_ != "PROPN" or any(c.lower_ == "no" for c in child.children))
        for child in token.children
    )


def reported_in(token: Token) -> Token | None:
    """The noun that a happening is told by in "reports of injuries" and "signs of a clash"."""
    if token.dep_ != "pobj" or token.head.lower_ not in ("of", "about"):
        return None
    noun = token.head.head
    return noun if noun.pos_ == "NOUN" and noun.lemma_ in words("cues", "cues", "reports") else None


def _negated_verb(token: Token) -> bool:
    return any(
        (child.dep_ == "neg" and child.pos_ != "PROPN")
        or (child.dep_ in ("det", "preconj", "advmod") and child.lower_ in NEGATORS)
        for child in token.children
    )


def _plainly_negated(verb: Token) -> bool:
    return verb.lemma_ in ("be", "have", "hold", "take", "make", "report", "cause") and _negated_verb(verb)


def _governor(trigger: Trigger) -> Token | None:
    """The verb whose complement the happening is."""
    token = trigger.support or trigger.token
    if token.head.i == token.i:
        return None
    if token.pos_ in ("VERB", "AUX"):
        if token.dep_ == "conj" and token.head.pos_ == "VERB" and token.head.dep_ == "xcomp" and token.tag_ == token.head.tag_:
            token = token.head
        if token.dep_ in ("xcomp", "oprd") or (token.dep_ in ("ccomp", "advcl") and token.tag_ == "VB"):
            return token.head
        if token.dep_ == "pcomp" and token.head.head.pos_ in ("VERB", "ADJ", "NOUN"):
            return token.head.head
        if token.dep_ == "acl" and token.tag_ == "VB":
            return token.head  # "a plan to visit"
        return None
    if trigger.form == "noun" and token.dep_ in ("dobj", "nsubjpass") and token.head.pos_ == "VERB":
        return token.head
    if (
        trigger.form == "noun"
        and token.dep_ == "pobj"
        and token.head.lower_ == "for"
        and token.head.head.lemma_ in ("call", "ask", "push")
    ):
        return token.head.head
    return None


def modality_of(trigger: Trigger, *, headline: bool = False) -> Modality:
    """Actual, planned or possible, by auxiliaries, governing verbs, conditions and adverbs."""
    token = trigger.support or trigger.token
    own = _own_modality(token, headline=headline)
    if own is not Modality.ACTUAL:
        return own
    if trigger.form == "noun":
        for child in trigger.token.children:
            if child.dep_ == "amod" and child.lower_ in words("cues", "cues", "possible_adjectives"):
                return Modality.POSSIBLE
            if child.dep_ == "amod" and child.lower_ in words("cues", "cues", "planned_adjectives"):
                return Modality.PLANNED
    governor = _governor(trigger)
    steps = 0
    while governor is not None and steps < 4:
        lemma = governor.lemma_.lower()
        if lemma in words("cues", "cues", "trying"):
            return Modality.POSSIBLE
        if lemma in words("cues", "cues", "planning") or governor.pos_ == "NOUN" and token.tag_ == "VB":
            return Modality.PLANNED
        own = _own_modality(governor, headline=headline)
        if own is not Modality.ACTUAL:
            return own
        governor = (
            governor.head
            if governor.dep_ in COMPLEMENTS and governor.tag_ in ("VB", "VBG") and governor.head.i != governor.i
            else None
        )
        steps += 1
    return Modality.ACTUAL


def _own_modality(token: Token, *, headline: bool) -> Modality:
    spelled = {child.lower_ for child in token.children if child.dep_ in ("aux", "advmod", "mark", "auxpass")}
    if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX") and token.tag_ == token.head.tag_ == "VB":
        spelled |= {child.lower_ for child in token.head.children if child.dep_ in ("aux", "advmod", "mark")}
    if token.dep_ == "advcl" and any(
        c.dep_ in ("aux", "auxpass")
        and c.lower_ in ("had", "should", "were")
        and any(s.dep_ == "nsubj" and c.i < s.i for s in token.children)
        for c in token.children
    ):
        return Modality.POSSIBLE  # "had the driver stopped"
    if spelled & CONDITIONS or spelled & MAYBE or spelled & words("cues", "cues", "unsure"):
        return Modality.POSSIBLE
    if spelled & FUTURE:
        return Modality.PLANNED
    if headline and "to" in spelled and token.dep_ in ("ROOT", "relcl", "acl"):
        return Modality.PLANNED  # "Minister to visit Oslo"
    if "to" in spelled and (token.dep_ == "advcl" or (token.dep_ in ("xcomp", "ccomp") and token.head.lemma_ == "be")):
        return Modality.PLANNED  # a purpose: "to sign a pact", "the aim is to sign a pact"
    return Modality.ACTUAL


def tense_of(trigger: Trigger) -> str:
    """``past``, ``perfect past`` ("had met"), ``present``, ``future`` or ``none`` (nouns, bare participles)."""
    token = trigger.support or trigger.token
    for _ in range(4):
        if token.pos_ in ("VERB", "AUX"):
            auxiliaries = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
            if auxiliaries & FUTURE:
                return "future"
            if auxiliaries & {"had", "'d"} and token.tag_ == "VBN":
                return "perfect past"
            if token.tag_ == "VBD" or auxiliaries & {"was", "were", "did", "has", "have", "'ve"}:
                return "past"
            if token.tag_ in ("VBP", "VBZ") or auxiliaries & {"is", "are", "do", "does"}:
                return "present"
            if token.dep_ == "conj" and token.head.pos_ in ("VERB", "AUX"):
                token = token.head
                continue
        return "none"
    return "none"


def is_background(trigger: Trigger) -> bool:
    """True for what lies before the story: "had met", "last year's attack", "previous talks", "since"."""
    if tense_of(trigger) == "perfect past":
        return True
    return any(
        child.lower_ in words("cues", "cues", "elsewhere") or child.lower_.startswith("last")
        for child in trigger.token.children
        if child.dep_ in ("amod", "poss", "nmod", "det")
    )


def is_elsewhen(trigger: Trigger) -> bool:
    """True where a conjunction sets the happening apart in time: "three days after a fire killed nine"."""
    token = trigger.support or trigger.token
    for _ in range(6):
        if token.dep_ in ("advcl", "pcomp", "prep", "acl") and (
            token.lower_ in APART or any(c.dep_ in ("mark", "advmod") and c.lower_ in APART for c in token.children)
        ):
            return True
        where = token.dep_ == "relcl" and any(c.lower_ in ("where", "when") for c in token.children)
        if token.head.i == token.i or token.dep_ == "ccomp" or token.dep_ == "relcl" and not where:
            return False  # "weeks after an attack in a hall where two died" sets the deaths apart as well
        token = token.head
    return False
