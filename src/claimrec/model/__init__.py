"""The nouns of claimrec: sources, claims, matches, events and findings, all frozen.

In Python ``claim.source``, ``event.claims`` and ``position.claims`` are objects; in JSON they are ids.
"""

from __future__ import annotations

from claimrec.model.claim import Argument, Citation, Claim, Claims, Modality, Polarity, Role
from claimrec.model.finding import Consensus, Event, Evidence, Finding, Kind, Outcome, Position, Severity
from claimrec.model.findings import Findings
from claimrec.model.match import Judgement, Match, Reason
from claimrec.model.source import Mention, Source, Span, digest_of, slug, slugs_of

__all__ = [
    "Argument",
    "Citation",
    "Claim",
    "Claims",
    "Consensus",
    "Event",
    "Evidence",
    "Finding",
    "Findings",
    "Judgement",
    "Kind",
    "Match",
    "Mention",
    "Modality",
    "Outcome",
    "Polarity",
    "Position",
    "Reason",
    "Role",
    "Severity",
    "Source",
    "Span",
    "digest_of",
    "slug",
    "slugs_of",
]
