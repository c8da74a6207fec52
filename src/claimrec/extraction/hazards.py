"""What strikes without anybody who acts: quakes, storms, floods, fires and explosions, told with a verb of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.syntax import subject_of
from claimrec.lexicon import words

if TYPE_CHECKING:
    from claimrec.extraction.catalogue import Catalogue, EventType
    from claimrec.extraction.tokens import Token

__all__ = ["HAZARDS", "hazard_of"]

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
