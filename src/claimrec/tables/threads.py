"""Columns worked on side by side: Arrow works outside of Python's lock, so threads share the cores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["side_by_side"]

Thing = TypeVar("Thing")
Done = TypeVar("Done")

LEAST = 100_000
"""Rows for which it is worth while to start threads."""

THREADS = 2


def side_by_side(work: Callable[[Thing], Done], things: Iterable[Thing], rows: int) -> list[Done]:
    """What is done with each thing, in their order.

    Args:
        work: what is done; nearly all of it by Arrow.
        things: the things, columns mostly.
        rows: how long they are.

    >>> side_by_side(len, ["ab", "c"], rows=2)
    [2, 1]
    """
    if rows < LEAST:
        return list(map(work, things))
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, things))
