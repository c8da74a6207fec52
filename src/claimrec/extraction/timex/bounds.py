"""Times with an open end: "since 1999", "until Friday", "from Monday on", by the words around a time.

A time names what it names; what happens *since* it began or *until* it ends is another set of moments, which only those
ask for who want stretches rather than dates (TimeML, too, annotates the date alone and leaves "since" to a signal).
"""

from __future__ import annotations

import datetime as dt
import re

from claimrec.values import TimeSpan
from claimrec.values.record import calendar_day

__all__ = ["opened"]

_AHEAD = re.compile(
    r"\b(?P<word>(?:ever\s+)?since|as\s+from|until|till|up\s+(?:to|until)|through|by|no\s+later\s+than|before|prior\s+to|after|from)"
    r"\s+(?:(?:the|early|late)\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s+(?:on|onwards?|forward)\b(?!\s+(?:the|a|an)\b)", re.IGNORECASE)


def opened(text: str, start: int, end: int, value: TimeSpan, published: dt.date | None) -> tuple[int, int, TimeSpan] | None:
    """The stretch that the words around a resolved time make of it, with its characters; None where there are none.

    "Since" reaches to the end of the day of publication, where that is known: what is said to last then may end later.

    >>> found = opened("closed since 1999", 13, 17, TimeSpan.in_year(1999), None)
    >>> found[2].text, found[2].edtf
    ('since 1999', '1999/..')
    """
    before = _AHEAD.search(text, max(0, start - 24), start)
    if before is None or value.start is None or value.end is None:
        return None
    word = " ".join(before["word"].casefold().split())
    behind = _BEHIND.match(text, end)
    if word == "from" and behind is None:
        return None
    first, stop = before.start(), behind.end() if behind and word in ("from", "as from") else end
    try:
        if word.endswith("since"):
            now = dt.date.max if published is None or calendar_day(value.start) > published else published + dt.timedelta(1)
            made = TimeSpan(value.start, now, "range", edtf=f"{_edtf(value)}/..")
        elif word in ("from", "as from"):
            made = TimeSpan(value.start, dt.date.max, "range", edtf=f"{_edtf(value)}/..")
        elif word == "after":
            made = TimeSpan.since(value.end)
        elif word in ("before", "prior to"):
            made = TimeSpan.until(value.start)
        else:
            made = TimeSpan(dt.date.min, value.end, "range", edtf=f"../{_edtf(value, last=True)}")
    except (ValueError, OverflowError):  # beyond the years 1 to 9999
        return None
    return first, stop, TimeSpan(made.start, made.end, "range", made.edtf, text[first:stop])


def _edtf(value: TimeSpan, *, last: bool = False) -> str:
    """The EDTF date of a span, or the end of it that counts where it is a range itself."""
    return (value.edtf or "").split("/")[-1 if last else 0]
