"""Absolute dates in spellings that news rarely uses ("2020/Sep/23"), through dateparser."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

__all__ = ["parse_odd_date"]


@lru_cache(maxsize=1)
def _parser() -> object:
    from dateparser.date import DateDataParser

    # With a fixed base and REQUIRE_PARTS nothing can be filled in from the clock of this machine.
    return DateDataParser(
        languages=["en"],
        settings={"RELATIVE_BASE": dt.datetime(2000, 1, 1), "REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True},
    )


@lru_cache(maxsize=1024)
def parse_odd_date(written: str) -> dt.date | None:
    """The day that a spelled-out date names; None where it names none for sure.

    >>> parse_odd_date("2020/Sep/23")
    datetime.date(2020, 9, 23)
    """
    found = _parser().get_date_data(written)  # type: ignore[attr-defined]
    return found.date_obj.date() if found.date_obj is not None and found.period == "day" else None
