"""Echoes: a family name that stands alone is a mention of whoever was named in full, whatever the tagger made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.mentions import Found
from claimrec.values import Entity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc

__all__ = ["echoes"]


def echoes(doc: Doc, entities: list[Found]) -> list[Found]:
    """Mentions of persons by family name alone that are not among ``entities``."""
    by_family: dict[str, Entity | None] = {}
    taken: set[int] = set()
    for found in entities:
        taken.update(range(found.start, found.end))
        if isinstance(found.value, Entity) and found.value.type == "person" and found.value.id:
            words = found.value.name.split()
            if len(words) > 1 and words[-1][:1].isupper():
                known = by_family.get(words[-1])
                fits = known is None and words[-1] not in by_family or known is not None and known.name == found.value.name
                by_family[words[-1]] = found.value if fits else None
    made: list[Found] = []
    if not by_family:
        return made
    for token in doc:
        full = by_family.get(token.text)
        if full is None or token.i in taken or token.dep_ in ("compound", "amod") and token.head.pos_ == "PROPN":
            continue
        value = Entity(full.name, "person", full.id, (), token.text)
        made.append(Found(value, token.i, token.i + 1, token.i, (token.idx, token.idx + len(token))))
    return made
