"""Why two claims are joined or not: the waterfall of features behind any pair, compared before or not."""

from __future__ import annotations

import numpy as np
from attrs import evolve

from claimrec.errors import OptionError
from claimrec.model import Claim, Match, Outcome, Reason
from claimrec.reconciliation.building import columns_of, framed
from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.events import whole_of_claims
from claimrec.reconciliation.features import explain, weigh
from claimrec.reconciliation.identity import identify
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.matching import Matches
from claimrec.reconciliation.own_features import own_reasons, weigh_own
from claimrec.reconciliation.reading import read, words_of

__all__ = ["why"]


def why(outcome: Outcome, claim_a: Claim | str, claim_b: Claim | str) -> Match:
    """How strongly two claims speak of one event, and why: features whose weights add up to the score.

    A score above 0 speaks for one event. The two may stand in two events all the same where other claims part
    them, or where a person decided so; ``outcome.judgements`` has that.

    Args:
        outcome: what reconciliation found.
        claim_a: a claim, or its id.
        claim_b: another one.

    Returns:
        The pair as a match, ``a`` before ``b`` by id, with a reason for every feature that says something.

    Raises:
        OptionError: the outcome has no such claim, both are one, or a feature of the user's fails.
    """
    one, two = sorted(given.id if isinstance(given, Claim) else given for given in (claim_a, claim_b))
    row = {claim.id: n for n, claim in enumerate(outcome.claims)}
    for name in (one, two):
        if name not in row:
            raise OptionError(f"why() compares two claims of the outcome, and it has none with the id {name!r}", value=name)
    if one == two:
        raise OptionError(f"why() compares two claims, and {one!r} was given twice", value=one)
    for match in outcome.matches:
        if (match.a, match.b) == (one, two):
            return match
    columns = _columns(outcome)
    a, b = row[one], row[two]
    pair = np.array([a], dtype=np.int64), np.array([b], dtype=np.int64)
    own = outcome.matches.features if isinstance(outcome.matches, Matches) else ()
    reasons = explain(columns, a, b, weigh(columns, *pair)[:, 0]) + own_reasons(own, weigh_own(own, outcome.claims, *pair)[:, 0])
    types = columns.types[columns.type[a]], columns.types[columns.type[b]]
    if not kinds().related(*types):
        text = f"{types[0]} and {types[1]} are two events, though one may be part of the other"
        reasons = (Reason("unrelated", UNRELATED, text), *reasons)
    return Match(one, two, round(sum(reason.weight for reason in reasons), 3), reasons)


UNRELATED = -20.0
"""Weight of two types of which neither may stand for the other; such pairs are never compared in earnest."""


def _columns(outcome: Outcome) -> Columns:
    claims = outcome.claims
    reading, words = read(claims)
    columns = columns_of(claims, framed(reading, identify(reading)), words_of(reading, words), lambda: outcome.origins)
    row = {claim.id: n for n, claim in enumerate(claims)}
    groups = [sorted(row[claim.id] for claim in event.claims) for event in outcome.events]
    return evolve(columns, whole=whole_of_claims(groups, claims))
