"""Holders of one office in several countries: "the foreign ministers of Armenia and Chad" are two people, each of one country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimrec.extraction.offices import Held
from claimrec.extraction.syntax import coordinated
from claimrec.lexicon import countries as lands
from claimrec.lexicon import words
from claimrec.values.office import Office

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["Counterpart", "beside", "counterparts"]


@frozen
class Counterpart:
    """The holder of an office in one country, of several that a phrase names together.

    Args:
        office: the office with its country.
        start: first token of the words that tell of it.
        end: token after the last.
        head: the token by which this holder hangs in the sentence: the title's, and for the others their country's.
    """

    office: Office
    start: int
    end: int
    head: int


def counterparts(doc: Doc, held: Held) -> list[Counterpart]:
    """One holder for each country that a plural title is said of; [] where it is said of one country, or of none.

    >>> from claimrec.extraction.language import english
    >>> from claimrec.extraction.offices import offices_in
    >>> doc = english()("The foreign ministers of Armenia and Chad met in Oslo.")
    >>> [(c.office.country, doc[c.start : c.end].text) for c in counterparts(doc, offices_in(doc)[0])]
    [('Armenia', 'foreign ministers of Armenia'), ('Chad', 'Chad')]
    """
    office = held.office
    if (
        not held.plural
        or held.holder is not None
        or office.status == "former"
        or office.title not in words("cues", "offices", "alone")
    ):
        return []
    if (office.title == "minister") != (office.body is not None) or (office.body and " and " in office.body):
        return []
    told = _countries(doc[held.head])
    if len({country for _, country in told}) < 2:
        return []
    # The country that stands in the title phrase itself has its words; of the others the country tells.
    own = next((n for n, (token, _) in enumerate(told) if held.start <= token.i < held.end), 0)
    made = []
    for n, (token, country) in enumerate(told):
        start, end, head = (held.start, held.end, held.head) if n == own else (token.i, token.i + 1, token.i)
        made.append(Counterpart(evolve(office, country=country, text=doc[start:end].text), start, end, head))
    return made


def beside(title: Token) -> list[Token]:
    """The tokens by which the other holders hang on a plural title."""
    return [token for token, _ in _countries(title)] if title.tag_ in ("NNS", "NNPS") else []


def _countries(title: Token) -> list[tuple[Token, str]]:
    """The countries in "ministers of A and B" and "the A and B ministers", with the tokens that name them."""
    of = (c for child in title.children if child.lower_ == "of" for c in child.children if c.dep_ == "pobj")
    told = [t for first in of for t in coordinated(first)] or [
        t for first in title.lefts if first.dep_ == "amod" for t in coordinated(first)
    ]
    named = ((t, lands.country_named(t.text)) for t in told)
    return [(t, country) for t, land in named if (country := land.name if land else lands.country_of_demonym(t.text)) is not None]
