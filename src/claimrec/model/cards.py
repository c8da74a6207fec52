"""How a notebook shows a source, a claim, an event and findings: small, and readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from claimrec.templating import clip, render
from claimrec.values import Quantity, TimeSpan
from claimrec.values.wording import say

if TYPE_CHECKING:
    from claimrec.model.claim import Claim
    from claimrec.model.finding import Consensus, Event, Finding
    from claimrec.model.source import Source

__all__ = ["claim_card", "claims_card", "event_card", "finding_card", "finding_rows", "findings_card", "source_card"]

_BEGINNING = 240  # letters of a text
_WORDS = 160  # letters of one side's words
_NAME = 40  # letters of a source's id
_REASON = 600  # letters of an explanation
_SIDES = 8  # values of a finding
_LINES = 6  # claims of an event
_ROWS = 20  # findings or claims in a table


def source_card(source: Source) -> str:
    """A source: where it is from, and how it begins."""
    published = str(source.published) if source.published is not None else ""
    return _card("source", source=source, published=published, beginning=_line(source.text, _BEGINNING))


def claim_card(claim: Claim) -> str:
    """A claim: the sentence with its trigger and values marked, and each value beside its words."""
    notes = [x.value for x in (claim.polarity, claim.modality) if x.value not in ("affirmed", "actual")]
    notes += [f"according to {cited.name}" for cited in claim.cited]
    rows = [(a.role.value, say(a.value), _line(a.evidence.text), a.inferred) for a in claim.arguments]
    return _card("claim", claim=claim, notes=notes, parts=list(_pieces(claim, values=True)), rows=rows)


def claims_card(claims: Sequence[Claim]) -> str:
    """Claims as a table: where each stands, what it is about, and the sentence."""
    rows = [(claim, list(_pieces(claim, values=True))) for claim in claims[:_ROWS]]
    return _card("claims", rows=rows, more=len(claims) - len(rows))


def event_card(event: Event) -> str:
    """An event: what most sources say of it, and the first claims."""
    facts = [(name, *_spread(found), _names(found.support)) for name, found in event.consensus.items()]
    lines = [(claim.source.id, list(_pieces(claim))) for claim in event.claims[:_LINES]]
    return _card(
        "event", event=event, sources=_names(event.sources), facts=facts, lines=lines, more=len(event.claims) - len(lines)
    )


def _spread(found: Consensus) -> tuple[str, str, str, str]:
    """The lowest, the best supported and the highest value, and what else is told where there is no low and high."""
    low, best, high = say(found.low), say(found.value), say(found.high)
    if isinstance(found.value, (Quantity, TimeSpan)):
        return low if low != best else "", best, high if high != best else "", ""
    return "", best, "", "; ".join(dict.fromkeys(said for said in (low, high) if said != best))


def _names(sources: Sequence[str]) -> str:
    return _line(", ".join(clip(source, _NAME) for source in sources))


def finding_card(finding: Finding) -> str:
    """A finding: each side with its sources and words."""
    sides = []
    for position in finding.shown[:_SIDES]:
        words = dict.fromkeys(f"“{shown.text}”" for shown in position.evidence)  # each wording once
        sides.append((say(position.value), _names(position.sources), _line(" … ".join(words), 2 * _WORDS)))
    return _card(
        "finding",
        finding.relation.value,
        finding=finding,
        sides=sides,
        more=len(finding.positions) - len(sides),
        explanation=_line(finding.explanation, _REASON),
    )


def findings_card(findings: Sequence[Finding]) -> str:
    """Findings as a table."""
    rows, more = finding_rows(findings)
    return _card("findings", rows=rows, more=more)


def finding_rows(findings: Sequence[Finding]) -> tuple[list[tuple[Finding, list[tuple[str, str]]]], int]:
    """The first findings with their sides, and how many there are more."""
    rows = [(f, [(say(p.value), _names(p.sources)) for p in f.shown[:_SIDES]]) for f in findings[:_ROWS]]
    return rows, len(findings) - len(rows)


def _card(show: str, look: str = "", /, **given: Any) -> str:
    return render("card.html.jinja", show=show, look=look, given=given)


def _line(text: str, most: int = _WORDS) -> str:
    return clip(" ".join(text.split()), most)


def _pieces(claim: Claim, *, values: bool = False) -> Iterator[tuple[str, str]]:
    """The sentence in pieces: ``trigger``, ``value`` or plain; of words that belong to several, the first is shown."""
    said = claim.evidence
    marks = [(claim.trigger.start, claim.trigger.end, "trigger")]
    marks += [(a.evidence.start, a.evidence.end, "value") for a in claim.arguments] if values else []
    at = said.start
    for start, end, kind in _apart(marks):
        if start < said.start or end > said.end:
            continue
        yield "", said.text[at - said.start : start - said.start]
        yield kind, said.text[start - said.start : end - said.start]
        at = end
    yield "", said.text[at - said.start :]


def _apart(marks: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The marks in order, without those that overlap one before them."""
    last = -1
    for start, end, kind in sorted(marks, key=lambda mark: (mark[0], mark[1])):
        if start >= last and end > start:
            yield start, end, kind
            last = end
