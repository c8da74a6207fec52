"""Sequences whose items are made when somebody first looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

__all__ = ["Built"]

T = TypeVar("T")


class Built(Sequence[T]):
    """An immutable sequence that knows its length, and makes its items when they are first looked at.

    Args:
        size: how many items there are.
        build: makes them all.

    >>> squares = Built(3, lambda: (n * n for n in range(3)))
    >>> len(squares), squares[2], squares == (0, 1, 4)
    (3, 4, True)
    """

    def __init__(self, size: int, build: Callable[[], Iterable[T]]) -> None:
        self._size, self._build = size, build

    @cached_property
    def _items(self) -> tuple[T, ...]:
        return tuple(self._build())

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, n: int) -> T: ...

    @overload
    def __getitem__(self, n: slice) -> tuple[T, ...]: ...

    def __getitem__(self, n: int | slice) -> T | tuple[T, ...]:
        return self._items[n]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == tuple(other) if isinstance(other, tuple | Built) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._items,)
