"""Words of a source as W3C Web Annotation selectors, and the way back, also in a text that has changed since.

A selector is one of `the standard's <https://www.w3.org/TR/annotation-model/#selectors>`_ ``TextQuoteSelector`` (the words
with what stands before and after them) and ``TextPositionSelector`` (offsets in code points).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from claimrec.model import Claim, Evidence, Finding, Outcome, Source, Span
from claimrec.values.wording import say

__all__ = ["annotations_of", "find_again", "selectors", "source_address"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of context on either side, as other annotation tools keep
_TELLING = 24  # words of so many characters are found by themselves where they occur once
_ALIKE = 0.5  # the share of the context that has to stand there still, for shorter ones
_SIDE = 12  # letters of one side that are enough where they all stand there still
# What is set in another way when a text is published again.
_LOOSE = {mark: f"[{re.escape(alike)}]" for alike in ("'’‘", '"“”„«»', "-‐‑–—") for mark in alike}


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """The words ``text[start:end]`` as a quote with its surroundings and as a position.

    >>> quote, position = selectors("Rain fell in Oslo on Friday.", 13, 17)
    >>> quote["exact"], quote["prefix"], quote["suffix"]
    ('Oslo', 'Rain fell in ', ' on Friday.')
    >>> position
    {'type': 'TextPositionSelector', 'start': 13, 'end': 17}
    """
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def find_again(text: str, given: Iterable[Mapping[str, Any]]) -> Span | None:
    """Where the words of a selector stand now, in a text that may have changed.

    The stated position counts where the words are still there with their surroundings. Else the words are looked for
    with their surroundings, also where white space, quotation marks or dashes are others now. Where several
    places fit equally well, or short words stand in other surroundings, the answer is None: none is better than a wrong one.

    Args:
        text: the text as it is now.
        given: the selectors of one annotation, as :func:`selectors` makes them; unknown kinds are passed over.

    >>> old = "Rain fell in Oslo on Friday."
    >>> find_again("Update: rain fell in Oslo on Friday.", selectors(old, 13, 17))
    Span(start=21, end=25, text='Oslo')
    >>> find_again("Snow fell in Bergen.", selectors(old, 13, 17))
    """
    known = {str(selector.get("type")): selector for selector in given}
    quote, position = known.get("TextQuoteSelector"), known.get("TextPositionSelector")
    if quote is None or not quote.get("exact"):
        return None
    exact, prefix, suffix = (str(quote.get(name) or "") for name in ("exact", "prefix", "suffix"))
    stated = position.get("start") if position is not None else None
    if isinstance(stated, int) and stated >= 0:
        there = stated, stated + len(exact)
        if text[slice(*there)] == exact and _likeness(text, *there, prefix, suffix) == 1:
            return Span.of(text, *there)
    places = [match.span() for match in _pattern(exact).finditer(text)]
    ranked = sorted((-_likeness(text, *place, prefix, suffix), _away(place, position), place) for place in places)
    if not ranked:
        return None
    (score, away, place), *others = ranked
    if others and others[0][:2] == (score, away):
        return None
    if others and others[0][0] == score and away:
        return None  # the same surroundings twice, and neither is where it was
    alone_and_long = not others and len(exact) >= _TELLING
    return Span.of(text, *place) if -score >= _ALIKE or alone_and_long else None


def _pattern(exact: str) -> re.Pattern[str]:
    """The words with any white space between them, and with any kind of quotation mark and dash."""
    pieces = re.split(r"(\s+)", exact)
    loose = (r"\s+" if piece.isspace() else "".join(_LOOSE.get(c) or re.escape(c) for c in piece) for piece in pieces)
    return re.compile("".join(loose))


def _likeness(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    """The share of the surroundings that still stands there, counted from the words outwards; 1 where there were none."""
    before, after = _flat(text[max(0, start - 2 * _AROUND) : start])[::-1], _flat(text[end : end + 2 * _AROUND])
    sides = [(_flat(prefix)[::-1], before), (_flat(suffix), after)]
    wanted = sum(len(was) for was, _ in sides)
    if not wanted:
        return 1.0 if not before and not after else 0.0
    shares = [_common(was, now) for was, now in sides]
    whole = any(len(was) >= _SIDE and share == len(was) for (was, _), share in zip(sides, shares, strict=True))
    return max(sum(shares) / wanted, _ALIKE if whole else 0.0)


def _flat(text: str) -> str:
    """Letters and digits only, folded: the rest is what changes when a page is set anew."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _away(place: tuple[int, int], position: Mapping[str, Any] | None) -> int:
    start = position.get("start") if position is not None else None
    return abs(place[0] - start) if isinstance(start, int) else 0


# --- annotations ------------------------------------------------------------------------------------------------


def source_address(source: Source) -> str:
    """What names a source on the web: its own address, else its digest as a URN.

    >>> source_address(Source("a", "", url="https://example.org/a"))
    'https://example.org/a'
    """
    return source.url or f"urn:{source.digest}"


def annotations_of(outcome: Outcome) -> tuple[dict[str, Any], ...]:
    """Every claim's trigger and every value of a finding as a Web Annotation, in a stable order."""
    sources = {source.id: source for source in outcome.sources}
    made = [_of_claim(claim) for claim in outcome.claims]
    made += [one for finding in outcome.findings for one in _of_finding(finding, sources)]
    return tuple(made)


def _of_claim(claim: Claim) -> dict[str, Any]:
    said = " ".join(x for x in (claim.polarity.value, claim.modality.value) if x not in ("affirmed", "actual"))
    return _annotation(
        f"urn:claimrec:{claim.id}",
        f"event: {claim.type}" + (f" ({said})" if said else ""),
        [_target(claim.source, claim.trigger)],
    )


def _of_finding(finding: Finding, sources: Mapping[str, Source]) -> Iterator[dict[str, Any]]:
    for number, position in enumerate(finding.positions, 1):
        targets = [_target(sources[shown.source], shown) for shown in position.evidence if shown.source in sources]
        if targets:
            body = f"{finding.relation.value}: {finding.field}: {say(position.value)}"
            yield _annotation(f"urn:claimrec:{finding.id}:{number}", body, targets)


def _target(source: Source, words: Span | Evidence) -> dict[str, Any]:
    where: dict[str, Any] = {"source": source_address(source)}
    if source.text:
        where["selector"] = selectors(source.text, words.start, words.end)
    else:
        where["selector"] = [
            {"type": "TextQuoteSelector", "exact": words.text},
            {"type": "TextPositionSelector", "start": words.start, "end": words.end},
        ]
    return where


def _annotation(id: str, body: str, targets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": id,
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": body, "format": "text/plain", "language": "en"},
        "target": targets[0] if len(targets) == 1 else list(targets),
    }
