"""How long after another happening something came: "the fire came six weeks after a blast" dates the blast.

News tells what happened about when it is published, so that the other happening lies that long before the day of publication.
Days are left alone: a report of some days later would be wrong by as much.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Quantity, TimeSpan
from claimrec.values.record import calendar_day

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["date_earlier", "is_lapse"]

_DAYS = {"week": 7, "month": 30, "year": 365}


def is_lapse(reading: Reading, found: Found) -> bool:
    """True for "six weeks" in "came six weeks after a blast", which is how long neither of the two lasted."""
    doc = reading.doc
    if found.end >= len(doc) or doc[found.end].lower_ not in ("after", "before"):
        return False
    token = doc[found.end]
    while token.head is not token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    verb = token.head if token.dep_ in ("advcl", "pcomp") else token
    return verb.lemma_ in words("cues", "context", "coming")


def date_earlier(reading: Reading, mentions: Mentions, drafts: dict[int, Draft]) -> None:
    """Give what lies so long before the story its time, where it has none of its own."""
    published = reading.source.published
    if published is None:
        return
    for found in mentions.quantities:
        value = found.value
        if not isinstance(value, Quantity) or value.unit not in _DAYS or value.stated is None or not is_lapse(reading, found):
            continue
        after = reading.doc[found.end]
        earlier = _told(after, drafts) if after.lower_ == "after" else None
        if earlier is not None and not earlier.having(Role.TIME):
            step = dt.timedelta(_DAYS[value.unit])
            start = calendar_day(published) - (value.stated + 1) * step
            span = TimeSpan(start, start + 2 * step, "range", text=found.value.text)
            evidence = reading.chars(*found.chars, found.start)
            earlier.add(DraftArgument(Role.TIME, span, evidence, found.head, inferred=True))


def _told(after: Token, drafts: dict[int, Draft]) -> Draft | None:
    """The happening behind "after": a noun or a clause."""
    heads = [c for c in after.children if c.dep_ in ("pobj", "pcomp")] if after.dep_ == "prep" else [after.head]
    for head in heads:
        told = drafts.get(head.i)
        if told is not None and not told.trigger.type.speech:
            return told
    return None
