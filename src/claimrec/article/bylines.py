"""Bylines: publication dates printed near a headline, and whom a text is credited to.

Dates are read by form, not by guessing: a written month, an ISO stamp, or figures that leave only one order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from attrs import frozen

from claimrec.article.layout import pages
from claimrec.values import Entity, Relation
from claimrec.values.record import Moment, Record

__all__ = ["Credit", "Stamp", "StampLine", "agency_of", "author_of", "credits_in", "is_dateline", "stamp_of"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"\b(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|{_DAY.format('d2')}\s+{_MONTH.format('m2')},?\s+{_YEAR.format('y2')}"
    rf"|{_MONTH.format('m3')}\s+{_DAY.format('d3')},?\s+{_YEAR.format('y3')}"
    rf"|(?P<a4>\d\d?)[/.](?P<b4>\d\d?)[/.]{_YEAR.format('y4')}"
    rf"|{_YEAR.format('y5')}/(?P<m5>\d\d)/(?P<d5>\d\d))(?!\d)",
    re.I,
)
_DATED = re.compile(r"(?:19|20)\d\d")  # every form of a date has it, and few lines do
_CLOCK = re.compile(
    r"(?:\s*(?:T|,|at|-|–|—|\||@|·|•)?\s*)"
    r"(?P<h>[01]?\d|2[0-3])(?::\s?|\.(?=[0-5]\d\s*[ap])|(?=[0-5]\d\s*(?:UTC|GMT|hrs?|hours)))?"
    r"(?P<min>(?<=[:.\s\d])[0-5]\d)?(?::(?P<sec>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?)?\s*(?P<zone>Z\b|(?:UTC|GMT)(?:\s?[+-]\d\d?(?::?\d\d)?)?|[+-]\d\d:?\d\d)?",
    re.I,
)
# What may stand in a line with a publication date; "updated" and "modified" make it another date.
_LATER = re.compile(r"\b(?:last\s+)?(?:updated?|modified|edited|revised)\b(?:\s+(?:on|at))?\W*$", re.I)
_BESIDE = re.compile(
    r"\b(?:published|posted|publication|created|first|date|dated|issued|released|on|at|by|from|last|updated?|modified|is|utc|gmt|local|time|hrs|hours|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|[ECMP][SD]?T|B?ST|CES?T|IST|JST|EAT|WAT|SAST|[ap]\.?m)\b",
    re.I,
)
_KEYWORD = re.compile(
    r"^\W*(?:date\s+)?(?:first\s+)?(?:published|posted|publication date|date published|date|dated|created|issued)\b"
    r"(?:\s+(?:on|at))?\s*[:|–-]?\s*(?:\w+day,?\s*)?$",
    re.I,
)
_POSTED = re.compile(r"\s(?:published|posted)(?:\s+on)?\s*:\s*(?:\w+day,?\s*)?$", re.I)
_NAME = r"(?:[A-Z][\w.’'-]+|[a-z]{2,3}(?=\s[A-Z]))"
_BY = re.compile(
    r"(?:(?:Picture|Photo|Image)\s+of\s+)?(?:By|BY|Written by|Story by|Reported by|Reporting by|Words by|Text by)\s*:?\s+"
    rf"(?P<name>[A-Z][\w.’'-]*(?:,?\s+(?:and\s+|&\s+)?(?:{_NAME})){{0,11}})(?P<rest>.*)",
    re.S,
)
_SOURCE = re.compile(
    r"(?:(?:Source|SOURCE|Sources|Via|Credit|News source)\s*:|"
    r"With (?:inputs?|files) from|With agenc(?:y|ies) inputs?:?)\s+"
    r"(?P<name>\S.{0,70})",
    re.S,
)
_CONTRIBUTED = re.compile(r"\b(?P<name>The Associated Press|[A-Z][\w.’ -]{1,40}) contributed to this (?:report|story|article)")


@frozen
class Stamp:
    """A date as printed, with the time of day where one is."""

    moment: Moment
    start: int
    end: int


@frozen
class Credit(Record):
    """Whom a text, or an account in it, is credited to.

    Args:
        kind: ``agency`` ("(Reuters)"), ``source`` ("Source: state TV"), ``author`` ("By Ann Lee") or ``contributor``
            ("Reuters contributed to this report", "With inputs from Reuters").
        name: who.
        start: first character of the words.
        end: behind the last one.
        text: the words, ``text[start:end]`` of the article's text.
    """

    kind: str
    name: str
    start: int
    end: int
    text: str


def _moments(text: str, start: int, end: int) -> Iterator[Stamp]:
    if _DATED.search(text, start, end) is None:
        return
    for found in _DATE.finditer(text, start, end):
        day = _day(found)
        if day is None:
            continue
        clock = _CLOCK.match(text, found.end(), end)
        if clock is not None and (clock["min"] or clock["half"]):
            moment = _with_clock(day, clock)
            if moment is not None:
                yield Stamp(moment, found.start(), found.end() + len(clock.group().rstrip()))
                continue
        yield Stamp(day, found.start(), found.end())


def _day(found: re.Match[str]) -> dt.date | None:
    part = {k: v for k, v in found.groupdict().items() if v is not None}
    if "a4" in part:
        a, b = int(part["a4"]), int(part["b4"])
        if a <= 12 and b <= 12 and a != b:
            return None  # 3/4/2024 is March in one country and April in another
        month, day = (b, a) if a > 12 else (a, b)
        year = int(part["y4"])
    else:
        written, named, numbered = (next(v for k, v in part.items() if k[0] == c) for c in "ymd")
        year, day = int(written), int(numbered)
        month = int(named) if named.isdigit() else _MONTHS.index(named[:3].lower()) + 1
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _with_clock(day: dt.date, clock: re.Match[str]) -> dt.datetime | None:
    hour, minute = int(clock["h"]), int(clock["min"] or 0)
    half = (clock["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return dt.datetime(day.year, day.month, day.day, hour, minute, int(clock["sec"] or 0), tzinfo=_zone(clock["zone"]))


def _zone(written: str | None) -> dt.tzinfo | None:
    if not written:
        return None
    sign = re.search(r"([+-])\s?(\d\d?)(?::?(\d\d))?$", written)
    if sign is None:
        return dt.UTC
    offset = dt.timedelta(hours=int(sign[2]), minutes=int(sign[3] or 0))
    if offset >= dt.timedelta(hours=24):
        return None
    return dt.timezone(offset if sign[1] == "+" else -offset) if offset else dt.UTC


@frozen
class StampLine:
    """What a line near a headline says of the publication date.

    Args:
        stamp: the date; None where the line has none, or only that of an update.
        start: where the line's own words begin, behind a stamp that opens it.
        end: where they end, before a stamp that closes it.
        alone: True where the line is nothing but a stamp, be it that of an update.
        worded: True where the line says that this is the date of publication, or of an update.
    """

    stamp: Stamp | None
    start: int
    end: int
    alone: bool = False
    worded: bool = False


def stamp_of(text: str, start: int, end: int) -> StampLine:
    """Read the publication date in one line near a headline.

    >>> line = "Published: March 3, 2024 | Updated: March 5, 2024"
    >>> found = stamp_of(line, 0, len(line))
    >>> found.stamp.moment.isoformat(), found.alone
    ('2024-03-03', True)
    """
    stop = min(end, start + 300)
    found = list(_moments(text, start, stop))
    if not found:
        return StampLine(None, start, end)
    first = next((s for s in found if not _LATER.search(text, start, s.start)), None)
    ahead = text[start : found[0].start]
    worded = bool(_KEYWORD.match(ahead)) or first is not found[0]
    if end <= stop and _is_bare(text, start, stop, found):
        return StampLine(first, start, end, alone=True, worded=worded)
    if first is None or first is not found[0]:
        return StampLine(None, start, end)
    posted = _POSTED.search(ahead)
    if posted:  # "Ferry runs aground Posted: March 3, 2024 5:10 PM"
        return StampLine(first, start, start + len(ahead[: posted.start()].rstrip(" |-–—·•")), worded=True)
    timed = isinstance(first.moment, dt.datetime) and not ahead.strip()
    if timed or _KEYWORD.match(ahead):
        return StampLine(first, _after(text, first.end, end), end, worded=worded)
    return StampLine(None, start, end)


def _is_bare(text: str, start: int, end: int, found: Sequence[Stamp]) -> bool:
    """Whether a line is nothing but dates and what stands beside them: a name, an agency, "updated"."""
    ahead = text[start : found[0].start]
    said = _BESIDE.sub(" ", ahead).strip(" ,:|")
    if is_dateline(said) and not said.isdigit():
        return False  # "LISBON, March 3, 2024" names the place too
    # "Harbour report April 3, 2017" is a title; a name or an agency may stand before a date.
    if len(re.findall(r"[^\W\d_]+", said)) > 1 and not (ahead.isupper() or author_of(ahead)):
        return False
    rest = "" if author_of(ahead) else ahead
    for here, following in zip(found, [*found[1:], None], strict=True):
        rest += " " + text[here.end : following.start if following else end]
    return sum(not word.isdigit() for word in re.findall(r"[^\W_]+", _BESIDE.sub(" ", rest))) <= 3


def _after(text: str, at: int, end: int) -> int:
    gap = re.compile(r"[\s|·•:,–—-]*(?:[ECMP][SD]?T\b)?[\s|·•:,–—-]*").match(text, at, end)
    return gap.end() if gap else at


def author_of(line: str) -> str:
    """The name in a byline, or "".

    >>> author_of("By Ann Lee and Bo Ek, Staff Writers")
    'Ann Lee and Bo Ek'
    """
    found = _BY.match(line.strip()) if len(line) <= 300 else None
    if found is None or len(line.split()) > 16 or (line.rstrip().endswith((".", "!", "?")) and len(line.split()) > 4):
        return ""
    name = found["name"]
    if re.search(r"[a-z]{3}", found["rest"]) and found["rest"][:1] not in ",|;•·–—-(/" and not found["rest"][:1].isspace():
        return ""
    if len(re.findall(r"\b[a-z]{2,}\b", found["rest"])) > 5:
        return ""  # "By Friday the river had risen": a sentence, not a name
    return re.split(r",\s|\s[–—-]\s", name)[0].rstrip(" ,")


@cache
def _agency() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(pages()["agencies"], key=len, reverse=True))
    several = rf"(?:{names})(?:\s?[/,&-]\s?(?:{names}))*"
    return re.compile(
        rf"(?P<shown>(?:©|\b(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Ff]ile|[Cc]ourtesy)\b)[^()\n]{{0,60}})?\((?P<name>{several})\)"
        rf"|^(?P<alone>{names})\.?$|[–—-]\s?(?P<signed>{names})\.?$|^By\b.{{2,60}}(?:,|\||\bof|\bfor)\s+(?P<employer>{names})$"
    )


def credits_in(text: str, start: int, end: int, *, alone: bool = False) -> Iterator[Credit]:
    """The credits in one paragraph; ``alone`` for a line that may be nothing but a credit.

    >>> [c.name for c in credits_in("OSLO (Reuters) - Rain fell.", 0, 27)]
    ['Reuters']
    """
    part = text[start:end]
    for found in _agency().finditer(part):
        if found["shown"]:
            continue  # whose picture it is, not whose text
        group = next(g for g in ("name", "alone", "signed", "employer") if found[g])
        a, b = found.span() if group == "name" else found.span(group)
        yield Credit("agency", found[group], start + a, start + b, part[a:b])
    given = _CONTRIBUTED.search(part)
    if given:
        yield Credit("contributor", given["name"], start + given.start("name"), start + given.end("name"), given["name"])
    if not alone:
        return
    source = _SOURCE.match(part)
    if source and len(part.split()) <= 9:
        a, b = 0, len(part.rstrip(" ."))
        yield Credit(
            "contributor" if part.startswith("With") else "source", source["name"].strip(" ."), start + a, start + b, part[a:b]
        )
    name = author_of(part)
    if name:
        b = part.index(name) + len(name)
        a = part.lower().rfind("by", 0, part.index(name))
        yield Credit("author", name, start + a, start + b, part[a:b])


def agency_of(credits: Iterable[Credit]) -> str | None:
    """The news agency whose text it is, by the credits; None where they name none, or several.

    An agency that only contributed to a report did not write it, and a picture's credit says nothing of the text.

    >>> text = "OSLO (Reuters) - Rain fell."
    >>> agency_of(credits_in(text, 0, len(text)))
    'Reuters'
    >>> agency_of(credits_in("Reuters contributed to this report.", 0, 35)) is None
    True
    """
    names = [c.name for c in credits if c.kind == "agency" or (c.kind in ("source", "author") and c.name in pages()["agencies"])]
    bodies = [Entity(name, "organization") for name in dict.fromkeys(names)]
    same = all(bodies[0].compare(other) in (Relation.EQUAL, Relation.NARROWER, Relation.BROADER) for other in bodies[1:])
    return max(names, key=len) if names and same else None


_DATELINE = re.compile(r"[A-Z][A-Z.’'\s-]{2,30}(?:,\s*[A-Z][\w.\s-]{1,25})?(?:\s*\([^)]{2,20}\))?\s*[-–—:]*")


def is_dateline(line: str) -> bool:
    """Whether a line is nothing but a place in capitals, as above an agency's report.

    >>> is_dateline("KABUL, Afghanistan (AP) —"), is_dateline("Breaking news")
    (True, False)
    """
    found = _DATELINE.fullmatch(line)
    return found is not None and len(line.split()) <= 6
