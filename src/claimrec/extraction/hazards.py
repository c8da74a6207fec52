"""What strikes without anybody who acts: quakes, storms, floods, fires and explosions, and what befalls vehicles and houses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.syntax import is_passive, objects, subject_of
from claimrec.lexicon import words

if TYPE_CHECKING:
    from claimrec.extraction.catalogue import Catalogue, EventType
    from claimrec.extraction.tokens import Token

__all__ = ["HAZARDS", "hazard_of", "named_hazard", "wreck_of"]

HAZARDS = frozenset({"quake", "storm", "flood", "burn", "explode"})
"""Types of happenings that strike."""


def hazard_of(verb: Token, catalogue: Catalogue) -> EventType | None:
    """ "The quake struck at dawn", "Typhoon Ada slammed into Gora": the verb names what its subject names; None elsewhere."""
    if verb.lemma_ not in words("cues", "syntax", "hazard_verbs"):
        return None
    # in "a magnitude 6.1 earthquake struck" the parser may see two subjects
    heads = [*subject_of(verb), *(c for c in verb.children if c.dep_ == "nsubj" and c.i == verb.i - 1)]
    for subject in heads:
        # "Hurricane Ida": the kind of storm stands before its name
        for named in (subject, *(c for c in subject.lefts if c.dep_ in ("compound", "nmod") and subject.pos_ == "PROPN")):
            kind = catalogue.nouns.get(named.lemma_.lower())
            if kind is not None and kind.name in HAZARDS:
                return kind
    return None


def named_hazard(name: Token, catalogue: Catalogue) -> EventType | None:
    """ "Hurricane Ida": the kind of storm stands before its name."""
    kinds = (catalogue.nouns.get(c.lower_) for c in name.lefts if c.dep_ in ("compound", "nmod"))
    return next((kind for kind in kinds if kind is not None and kind.name in HAZARDS), None)


def wreck_of(verb: Token, catalogue: Catalogue) -> EventType | None:
    """ "The plane came down", "a lorry hit two cyclists", "the tower came down": crashes and collapses; None elsewhere."""
    lemma = verb.lemma_.lower()
    if lemma in ("come", "go"):
        if not any(c.lower_ == "down" and c.dep_ in ("prt", "advmod") and c.i == verb.i + 1 for c in verb.children):
            return None
        heads = {subject.lemma_.lower() for subject in subject_of(verb)}
        if heads & (words("cues", "wrecks", "crafts") | words("cues", "wrecks", "ships")):
            return catalogue.types.get("crash")
        fallen = lemma == "come" and heads & words("cues", "wrecks", "buildings")
        return catalogue.types.get("collapse") if fallen else None
    if lemma not in words("cues", "wrecks", "verbs"):
        return None
    if is_passive(verb):
        by = [c for agent in verb.children if agent.dep_ == "agent" for c in agent.children if c.dep_ == "pobj"]
        hitting, hit = {c.lemma_.lower() for c in by}, {""}
    else:
        hitting = {subject.lemma_.lower() for subject in subject_of(verb)}
        hit = {thing.lemma_.lower() for thing in objects(verb)}
    driven = hit and hitting & (words("cues", "wrecks", "vehicles") | words("cues", "wrecks", "ships"))
    flown = hitting & words("cues", "wrecks", "crafts") and hit & words("cues", "wrecks", "obstacles")
    return catalogue.types.get("crash") if driven or flown else None
