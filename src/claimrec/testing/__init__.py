"""Builders and asserts for tests of programs that use claimrec; never imported by the library itself.

Hypothesis strategies for the same records stand in :mod:`claimrec.testing.strategies`. Where Hypothesis is
in use, ``st.from_type(Claim)`` and the like find them without an import, through Hypothesis's entry point.
"""

from __future__ import annotations

from claimrec.testing.asserts import assert_grounded, assert_relation, assert_round_trip, assert_same_report
from claimrec.testing.builders import make_claim, make_source
from claimrec.testing.registration import register_strategies

__all__ = [
    "assert_grounded",
    "assert_relation",
    "assert_round_trip",
    "assert_same_report",
    "make_claim",
    "make_source",
    "register_strategies",
]
