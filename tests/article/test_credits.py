"""Whose text it is: the agency that a text is credited to, and what is no such credit."""

from __future__ import annotations

import pytest

from claimrec import Source, extract
from claimrec.article import article_of

STORY = "Rain fell on the old harbour for nine hours on Monday, officials said.\n\nTwo hundred people left their homes."

CREDITED = {
    "in the dateline": (f"Storm hits\n\nOSLO, Norway (AP) — {STORY}", "AP"),
    "in the dateline behind a date": (f"Storm hits\n\nOSLO, June 3 (Reuters) - {STORY}", "Reuters"),
    "in a byline": (f"Storm hits\nBy The Associated Press\n\n{STORY}", "The Associated Press"),
    "behind an author": (f"Storm hits\nBy ANN LEE, Associated Press\n\n{STORY}", "Associated Press"),
    "as the source": (f"Storm hits\nSource: SANA\n\n{STORY}", "SANA"),
    "signed at the end": (f"Storm hits\n\n{STORY} --Reuters", "Reuters"),
    "in a line of its own": (f"Storm hits\n\nAFP\n\n{STORY}", "AFP"),
}
UNCREDITED = {
    "nobody": f"Storm hits\n\n{STORY}",
    "a picture of an agency": f"Storm hits\n\n{STORY}\n\nWaves in the harbour. (AP Photo/Jo Berg)",
    "a photographer of an agency": f"Storm hits\n\n{STORY}\n\nPhoto by Jo Berg (AFP)",
    "told to an agency": f"Storm hits\n\n{STORY}\n\nIt was the worst storm in years, the mayor told Reuters.",
    "an agency that contributed": f"Storm hits\n\n{STORY}\n\nThe Associated Press contributed to this report.",
    "an agency among the inputs": f"Storm hits\n\n{STORY}\n\nWith inputs from ANI",
    "two agencies": f"Storm hits\n\nOSLO (AFP) — {STORY} --Reuters",
}


@pytest.mark.parametrize("case", CREDITED)
def test_a_text_is_credited_to_an_agency(case: str) -> None:
    text, agency = CREDITED[case]
    assert article_of(text).agency == agency


@pytest.mark.parametrize("case", UNCREDITED)
def test_what_is_no_credit_of_the_text(case: str) -> None:
    assert article_of(UNCREDITED[case]).agency is None


def test_extraction_notes_the_agency_on_the_source() -> None:
    given = Source("a", CREDITED["in the dateline"][0])
    claims = extract([given])
    assert [source.agency for source in claims.sources] == ["AP"]
    assert {claim.source.agency for claim in claims} == {"AP"}
    assert claims.sources == (given,)  # the same source, of which more is known


def test_what_the_user_says_of_the_agency_stands() -> None:
    [source] = extract([Source("a", CREDITED["in the dateline"][0], agency="NTB")]).sources
    assert source.agency == "NTB"
