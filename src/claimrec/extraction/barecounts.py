"""Bare numbers: "another five were treated", "one is in surgery", which leave open of what they are numbers.

A claim keeps such a number without a unit. It is compared with nothing, and shows a reader what was said.
"""

from __future__ import annotations

from claimrec.extraction.draft import Draft, DraftArgument
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import SUBJECTS
from claimrec.model import Role
from claimrec.values import Quantity

__all__ = ["keep_bare", "keep_one"]

HELD = SUBJECTS | {"dobj", "attr", "conj"}


def keep_bare(reading: Reading, told: list[tuple[Draft, Found]]) -> None:
    """Give drafts the numbers in their subjects and objects that no rule has found a unit for."""
    for draft, found in told:
        if reading.doc[found.head].dep_ in HELD:
            _add(draft, found.value, reading, found.chars, found.head)


def keep_one(reading: Reading, drafts: dict[int, Draft]) -> None:
    """ "One is in surgery", "one of them was found": one of those whom the text speaks of."""
    for token in reading.doc:
        if token.lower_ != "one" or token.pos_ != "NUM" or token.dep_ not in SUBJECTS or token.lefts:
            continue
        draft = drafts.get(token.head.i)
        if draft is not None and draft.trigger.type.unit is None and not any(c.dep_ == "neg" for c in token.head.children):
            _add(draft, Quantity(1, 1, text=token.text, stated=1), reading, (token.idx, token.idx + len(token)), token.i)


def _add(draft: Draft, value: object, reading: Reading, chars: tuple[int, int], head: int) -> None:
    span = reading.chars(*chars, head)
    counted = any(a.evidence.start < span.end and span.start < a.evidence.end for a in draft.having(Role.QUANTITY))
    if isinstance(value, Quantity) and value.unit is None and not counted:
        draft.add(DraftArgument(Role.QUANTITY, value, span, head))
