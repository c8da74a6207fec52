"""Numbers that stand beside people and count nobody: ages between commas, days of the month, numbers of pictures."""

from __future__ import annotations

import re

from claimrec.extraction.draft import Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.values import Entity

__all__ = ["counts_nobody"]

GLUED = re.compile(r"[^\W\d_],\d{1,3}(?:(?:,| and|,? and) ?\d{1,3})*(?:[,.;]|$)")
"""Ages without a space behind the comma: "Man,19, charged", "Youths,16 and 10, hurt"."""

MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? $", re.IGNORECASE)


def counts_nobody(reading: Reading, mentions: Mentions, found: Found) -> bool:
    """True for a number that is an age, a day of the month or the number of a picture."""
    return _is_bare_age(reading, mentions, found) or _is_day(reading, found) or _is_numbering(reading, found)


def _is_bare_age(reading: Reading, mentions: Mentions, found: Found) -> bool:
    """ "Ida Holt, 3, was hurt", "Boy, 4, dies": a number between commas behind somebody counts nobody."""
    doc, text = reading.doc, reading.doc.text
    if found.noun is None and found.chars[0] > 1 and GLUED.match(text, found.chars[0] - 2):
        return True
    if found.noun is not None or found.start < 2 or found.end >= len(doc):
        return False
    if doc[found.start - 1].text != "," or doc[found.end].text not in (",", "."):
        return False
    before = found.start - 2
    name = mentions.entity(before)
    if name is not None and isinstance(name.value, Entity) and name.value.type == "person" and name.end == before + 1:
        return True
    single = doc[before].tag_ in ("NN", "NNP", "UH") and before not in mentions.place_at and before not in mentions.time_at
    beside = (c for c in doc[before].children if not found.start <= c.i < found.end)
    return single and doc[found.end].text == "," and not any(c.dep_ == "conj" for c in beside)


def _is_day(reading: Reading, found: Found) -> bool:
    """ "Update, Feb. 17: A boy was shot": the day of a note."""
    text, start = reading.doc.text, found.chars[0]
    return found.noun is None and MONTH.search(text, max(0, start - 12), start) is not None


def _is_numbering(reading: Reading, found: Found) -> bool:
    """ "Image 2 of 8", "1 / 8", "of 8 A boy was hurt": numbers of pictures, with the caption run into them."""
    doc = reading.doc
    beside = [doc[i] for i in (found.start - 2, found.start - 1, found.end, found.end + 1) if 0 <= i < len(doc)]
    if any(t.text == "/" for t in beside) or any(t.lower_ in ("image", "photo", "page", "slide") for t in beside[:2]):
        return True
    number = next((i for i in range(found.start, found.end) if doc[i].like_num), None)
    return number is not None and number + 1 < found.end and doc[number + 1].pos_ == "DET" and doc[number + 1].is_title
