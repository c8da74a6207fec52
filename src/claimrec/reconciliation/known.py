"""Numbers that were worked out before, found again by their keys."""

from __future__ import annotations

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from claimrec.reconciliation.ragged import Floats, Ints, found_among

__all__ = ["Known"]


@define(eq=False)
class Known:
    """What is known of some keys.

    Args:
        keys: the keys, sorted, each once.
        values: what is known of each.

    >>> known = Known()
    >>> known.learn(np.array([7, 3]), np.array([0.5, 0.25]))
    >>> [told.tolist() for told in known.of(np.array([3, 4, 7]))]
    [[True, False, True], [0.25, 0.0, 0.5]]
    """

    keys: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    values: Floats = field(factory=lambda: np.empty(0, dtype=np.float64))

    def learn(self, keys: Ints, values: Floats) -> None:
        """Keep the values of these keys, each of which stands there once, in the place of what was known before."""
        order = np.argsort(keys)
        self.keys, self.values = keys[order], values[order]

    def of(self, keys: Ints) -> tuple[NDArray[np.bool_], Floats]:
        """For each key whether its value is known, and the value, 0 where it is not."""
        known, at = found_among(self.keys, keys)
        made = np.zeros(len(keys), dtype=np.float64)
        made[known] = self.values[at[known]]
        return known, made
