"""Features in words: what a reason quotes of both sides."""

from __future__ import annotations

from collections.abc import Sequence

from claimrec.reconciliation.columns import Columns
from claimrec.reconciliation.ragged import NONE, Lists

__all__ = [
    "of_actors",
    "of_company",
    "of_counts",
    "of_kind",
    "of_occasion",
    "of_other_actors",
    "of_place",
    "of_statement",
    "of_story",
    "of_time",
    "of_whole",
    "of_wording",
    "of_words",
]


def _names(c: Columns, codes: Sequence[int]) -> str:
    called = [c.actors[code] for code in codes]
    return ", ".join(c.names[name].name if name in c.names else name for name in called) or "nobody"


def _both(column: Lists, a: int, b: int) -> list[int]:
    return sorted(set(column.row(a).tolist()) & set(column.row(b).tolist()))


def of_kind(c: Columns, a: int, b: int) -> str:
    """The types."""
    return f"types {c.types[c.type[a]]} and {c.types[c.type[b]]}: most pairs of claims are of two events"


def of_wording(c: Columns, a: int, b: int) -> str:
    """The common trigger."""
    return f"both are called {c.claims[a].trigger.text!r}"


def of_actors(c: Columns, a: int, b: int) -> str:
    """The common actors."""
    return f"both name {_names(c, _both(c.acting, a, b))}"


def of_other_actors(c: Columns, a: int, b: int) -> str:
    """The actors of both."""
    return f"{_names(c, c.acting.row(a).tolist())} against {_names(c, c.acting.row(b).tolist())}"


def of_time(c: Columns, a: int, b: int) -> str:
    """Both times."""
    return f"{_time(c, a)} against {_time(c, b)}"


def _time(c: Columns, row: int) -> str:
    if c.time[row] == NONE:
        return "no time"
    value = c.times[c.time[row]]
    return f"{value.text or value.edtf or ''} ({value.start or value.partial or value.weekday or 'unresolved'})".strip()


def of_occasion(c: Columns, a: int, b: int) -> str:
    """The common day and place."""
    return f"both {_time(c, a)}, {_place(c, a)}"


def of_company(c: Columns, a: int, b: int) -> str:
    """The common company."""
    return f"around both: {_names(c, _both(c.company, a, b))}"


def of_whole(c: Columns, a: int, b: int) -> str:
    """The common whole."""
    return f"both belong to what {c.claims[c.whole[a]].trigger.text!r} in {c.claims[c.whole[a]].source.id} names"


def of_place(c: Columns, a: int, b: int) -> str:
    """Both places."""
    return f"{_place(c, a)} against {_place(c, b)}"


def _place(c: Columns, row: int) -> str:
    if c.place[row] == NONE:
        return "no place"
    value = c.places[c.place[row]]
    return ", ".join([value.name, *value.within])


def of_counts(c: Columns, a: int, b: int) -> str:
    """Both counts."""

    def said(row: int) -> str:
        values = [c.quantities[code] for code in c.counts.row(row).tolist()]
        return ", ".join(
            f"{'' if v.low is None else v.low}{'' if v.low == v.high else '-' + str(v.high or '')} {v.unit}" for v in values
        )

    return f"{said(a)} against {said(b)}"


def of_words(c: Columns, a: int, b: int) -> str:
    """The rarest common words."""
    shared = _both(c.words, a, b)
    told = sorted((-c.rarity[code], c.vocabulary[code]) for code in shared)[:6]
    return "both sentences have " + ", ".join(word for _, word in told)


def of_statement(c: Columns, a: int, b: int) -> str:
    """How many words are common."""
    shared = len(_both(c.content, a, b))
    return f"{shared} words in common of {len(c.content.row(a))} and {len(c.content.row(b))} words said"


def of_story(c: Columns, a: int, b: int) -> str:
    """Both sources."""
    one, two = c.sources[c.source[a]].id, c.sources[c.source[b]].id
    return f"one source ({one})" if one == two else f"how far {one} and {two} tell one story"
