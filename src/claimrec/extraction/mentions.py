"""Mentions: values found in a spaCy Doc, by token."""

from __future__ import annotations

from attrs import frozen

from claimrec.values import Value

__all__ = ["Found"]


@frozen
class Found:
    """A value where it stands in a Doc.

    Args:
        value: the value; its ``text`` is the words from ``chars``.
        start: first token.
        end: token after the last (half-open).
        head: the token by which the phrase hangs in the sentence.
        chars: start and end as character offsets of the Doc.
        noun: quantities: the token of the noun that is counted; None where it is left out ("12 were hurt").
        measure: quantities that measure: ``age duration distance amount speed magnitude share ...``; None for counts.
        holder: offices and ages: the head token of whose they are.
        borrowed: True where part of the value (a year) comes from elsewhere in the article.
        anchor: times that count from another date ("two days later", "the same day"): days, or None.
    """

    value: Value
    start: int
    end: int
    head: int
    chars: tuple[int, int]
    noun: int | None = None
    measure: str | None = None
    holder: int | None = None
    anchor: int | None = None
    borrowed: bool = False
