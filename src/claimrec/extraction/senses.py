"""What the words beside a verb make of it: "picked up survivors" rescues, "went to the polls" votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.catalogue import Catalogue, EventType
from claimrec.extraction.syntax import undergoing

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["led", "marked_for", "with_particle"]


def with_particle(verb: Token, particle: Token, lemma: str, catalogue: Catalogue) -> EventType | None:
    """ "Stepped down", and "picked up 40 survivors", where what it is done to makes the verb's sense."""
    name = f"{lemma} {particle.lower_}"
    kind = catalogue.verbs.get(name)
    if kind is not None or particle.dep_ != "prt":
        return kind
    return next((kind for o in undergoing(verb) if (kind := catalogue.objects.get((name, o.lemma_.lower()))) is not None), None)


def led(preposition: Token, lemma: str, catalogue: Catalogue) -> tuple[EventType, Token] | None:
    """ "Went to the polls", "went off the rails": the noun behind the preposition makes the verb's sense."""
    for inner in preposition.children:
        if inner.dep_ == "pobj":
            kind = catalogue.phrases.get((lemma, f"{preposition.lower_} {inner.lemma_.lower()}"))
            if kind is not None:
                return kind, inner
    return None


def marked_for(clause: Token) -> Token | None:
    """ "Called for B to withdraw": the preposition of the verb, which the parser gives to the clause."""
    return next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "for"), None)
