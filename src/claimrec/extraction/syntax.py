"""Questions to a dependency parse: who is the subject, what is the object, what does a phrase hang by.

Labels are spaCy's English ones (ClearNLP style): nsubj, nsubjpass, dobj, pobj, agent, acl, relcl, advcl, xcomp …
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimrec.lexicon import words

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = [
    "Subject",
    "accompanied",
    "coordinated",
    "is_passive",
    "joined_subjects",
    "objects",
    "own_subject",
    "packaged",
    "phrase_start",
    "prepositional",
    "shared",
    "strives_to_live",
    "subject_of",
    "undergoing",
]

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
    by = any(child.dep_ == "agent" and not _is_measured(child) for child in verb.children)
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        # "is opposed to", "is committed to": a state of mind of the subject
        return by or verb.lemma_ not in words("cues", "syntax", "minded") or not any(c.lower_ == "to" for c in verb.children)
    if verb.tag_ != "VBN" or any(child.dep_ == "dobj" for child in verb.children):
        return False
    if by:
        return True
    if verb.dep_ == "acl" and _main_clause(verb) is not None:
        return False
    if verb.dep_ in ("acl", "amod"):
        return True
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children):
        return is_passive(verb.head)
    return False


def _is_measured(by: Token) -> bool:
    """ "Shortened by one hour": an amount is nobody who acts."""
    return any(
        c.dep_ == "pobj" and c.ent_type_ in ("TIME", "DATE", "PERCENT", "MONEY", "QUANTITY", "CARDINAL") for c in by.children
    )


def _main_clause(verb: Token) -> Token | None:
    """The subject of "Doctors from two groups donated and delivered food", where the parser found no main verb.

    A participle beside a finite verb without a subject of its own is finite too, and what stands above both is its subject.
    """
    finite = any(c.dep_ == "conj" and c.tag_ == "VBD" and not any(g.dep_ in SUBJECTS for g in c.children) for c in verb.children)
    top = verb.head
    while top.dep_ in ("pobj", "prep", "conj", "appos") and top.head.i != top.i:
        top = top.head
    return top if finite and top.dep_ == "ROOT" and top.pos_ in ("NOUN", "PROPN") and top.i < verb.i else None


def subject_of(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of a verb's subject, found through coordination, control, participles and relative clauses."""
    if depth > 6:
        return []
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in RELATIVES and verb.dep_ == "relcl":
                return coordinated(verb.head)
            own = next((c for c in child.children if c.dep_ == "nsubj"), None) if child.tag_ == "VBG" else None
            if own is not None:
                return coordinated(own)  # "the union working there said": the parser takes the working for what speaks
            return [*coordinated(child), *joined_subjects(verb, child)]
    for child in verb.children:
        if child.dep_ == "auxpass" and child.i > verb.i and (after := [c for c in child.children if c.dep_ == "attr"]):
            return coordinated(after[0])  # "killed in the blast were two nurses"
    # "the man they arrested": the antecedent of a relative clause is the object, not the subject
    return [] if verb.dep_ in ("ROOT", "relcl") else _from_above(verb, depth)


def strives_to_live(verb: Token) -> bool:
    """ "Is fighting for his life", "battling for survival": against nobody."""
    if verb.lemma_ not in ("fight", "battle"):
        return False
    behind = (c for child in verb.children if child.dep_ == "prep" and child.lower_ == "for" for c in child.children)
    return any(c.dep_ == "pobj" and c.lemma_.lower() in ("life", "survival") for c in behind)


def own_subject(token: Token) -> Token | None:
    """Whom "himself" stands for: the one subject of its verb; None for any other word."""
    if token.lower_ not in REFLEXIVE or token.dep_ not in ("dobj", "conj", "pobj", "dative"):
        return None
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    found = subject_of(verb) if verb.pos_ in ("VERB", "AUX") else []
    return found[0] if len(found) == 1 and found[0].i != token.i else None


REFLEXIVE = frozenset({"himself", "herself"})


def _from_above(verb: Token, depth: int) -> list[Token]:
    """The subject that a verb without one of its own shares with what stands above it."""
    governor = verb.head
    if verb.dep_ == "acl":
        if (top := _main_clause(verb)) is not None:
            return coordinated(top)
        if verb.tag_ == "VB" and governor.lemma_ in words("cues", "syntax", "intents"):
            return _intending(governor, depth)
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
        return _before_gerund(governor, depth)
    return []


def _intending(noun: Token, depth: int) -> list[Token]:
    """Who is to do it in "B's decision to leave" and "B accepted an offer to buy it"; an order is for somebody else."""
    for child in noun.children:
        if child.dep_ == "poss":
            return coordinated(child)
    verb = noun.head
    if noun.dep_ != "dobj" or verb.pos_ != "VERB" or is_passive(verb):
        return []
    directive = noun.lemma_ in words("cues", "syntax", "directives")
    own = verb.lemma_ in words("cues", "syntax", "receiving" if directive else "intending")
    return subject_of(verb, depth + 1) if own else []


def _before_gerund(preposition: Token, depth: int) -> list[Token]:
    """Who does what stands in the gerund: "accused B of arming", "is guilty of arming", "rebels capable of arming"."""
    holder = preposition.head
    if holder.pos_ == "ADJ":
        if holder.dep_ == "amod" and holder.head.i < holder.i:
            return coordinated(holder.head)
        holder = holder.head
    if holder.pos_ not in ("VERB", "AUX"):
        return []
    if preposition.lower_ in ("of", "from", "with", "for", "into") and holder.lemma_ in words("cues", "syntax", "held_to"):
        over = objects(holder)
        if over and not is_passive(holder):
            return over
    return subject_of(holder, depth + 1)


def joined_subjects(verb: Token, first: Token) -> list[Token]:
    """In "20 rebels and 8 guards were killed" the parser may see two subjects with an "and" between them."""
    joints = [c.i for c in (*first.children, *verb.lefts) if c.dep_ == "cc" and c.i > first.i]
    return [t for c in verb.lefts if joints and c.dep_ == first.dep_ and c.i > joints[0] for t in coordinated(c)]


def objects(verb: Token) -> list[Token]:
    """The heads of a verb's direct object; for a passive, of the object it keeps."""
    found = [token for child in verb.children if child.dep_ in ("dobj", "obj") for token in coordinated(child)]
    if not found and (named := _put_in_office(verb)) is not None:
        found = [named]
    if not found and (counted := _up_to(verb)) is not None:
        found = coordinated(counted)
    if not found and (twin := shared(verb)) is not None:
        found = objects(twin)
    if (
        not found
        and verb.dep_ == "relcl"
        and not any(child.lower_ in RELATIVES and child.dep_ in SUBJECTS for child in verb.children)
    ):
        # the object of "the man whom they arrested" is its antecedent
        if any(child.dep_ in SUBJECTS for child in verb.children) and not is_passive(verb):
            return coordinated(verb.head)
    return [verb.head if t.lower_ in RELATIVES and verb.dep_ == "relcl" else t for t in found]


def shared(verb: Token) -> Token | None:
    """The second of two verbs side by side, which has the object and the agent of both: "shot and killed two men"."""
    for child in verb.children:
        apart = child.i - verb.i - (child.i > verb.i + 2 and child.nbor(-1).dep_ == "advmod")
        if child.dep_ == "conj" and apart == 2 and child.tag_ == verb.tag_ and verb.nbor(1).dep_ == "cc":
            return None if any(c.dep_ in SUBJECTS for c in child.children) else child
    return None


def undergoing(verb: Token) -> list[Token]:
    """What something is done to, as the object or as the subject of a passive, without what is coordinated with the latter."""
    return [*objects(verb), *(c for c in verb.children if c.dep_ == "nsubjpass")]


def _put_in_office(verb: Token) -> Token | None:
    """ "Named Jane Roe archbishop": the parser gives the name to the title behind it."""
    for title in verb.children:
        if title.dep_ == "oprd" and title.i > verb.i + 1 and title.text.islower() and verb.tag_ != "VBN":
            names = (c for c in title.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN")
            return next((name for name in names if name.left_edge.i == verb.i + 1), None)
    return None


def _up_to(verb: Token) -> Token | None:
    """ "Kidnapped up to 16 miners", which the parser takes for a verb with a particle."""
    for up in verb.children:
        if up.lower_ == "up" and up.i == verb.i + 1 and up.i + 1 < len(verb.doc) and up.nbor(1).lower_ == "to":
            for head in up.nbor(1).children:
                if head.dep_ == "pobj" and any(n.dep_ == "nummod" and n.i == up.i + 2 for n in head.children):
                    return head
    return None


def prepositional(token: Token) -> Iterator[tuple[Token, Token]]:
    """The prepositional phrases of a verb or noun, as (preposition, head of what follows)."""
    own = [child for child in token.children if child.dep_ in ("prep", "agent", "dative")]
    also = [c for child in own for c in child.children if c.dep_ == "conj" and c.pos_ == "ADP"]  # "by A and by B"
    for child in (*own, *also):
        if child.pos_ == "ADP" or child in own:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    for head in coordinated(inner):
                        yield child, head
                elif inner.dep_ == "prep":  # "from inside the house"
                    for deeper in inner.children:
                        if deeper.dep_ == "pobj":
                            yield child, deeper


def accompanied(head: Token) -> Token | None:
    """Whom somebody is with in "a man was shot along with a girl": the object before the phrase, else the subject."""
    preposition = head.head
    if head.dep_ != "pobj" or preposition.lower_ != "with" or not preposition.i:
        return None
    if preposition.nbor(-1).lower_ not in ("along", "together"):
        return None
    verb = preposition.head.head if preposition.head.i == preposition.i - 1 else preposition.head
    if verb.pos_ != "VERB":
        return None
    beside = [c for c in verb.children if c.dep_ in ("dobj", "obj", *SUBJECTS) and c.i < preposition.i]
    return beside[-1] if beside else None


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
