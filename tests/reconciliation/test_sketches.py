"""Sketches of words: they never tell less than what two rows share."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claimrec.reconciliation.ragged import lists_of
from claimrec.reconciliation.sketches import sketches_of


@given(
    st.lists(st.sets(st.integers(0, 399), max_size=300), min_size=2, max_size=6),
    st.lists(st.floats(0, 100), min_size=400, max_size=400),
    st.sampled_from([(16, 2), (4, 1), (1, 1)]),
)
@settings(max_examples=60, deadline=None)
def test_rows_share_no_more_than_their_sketches_tell(rows: list[set[int]], told: list[float], room: tuple[int, int]) -> None:
    weights = np.array(told)
    column = lists_of(rows)
    a, b = np.triu_indices(len(rows), 1)
    most = sketches_of(column.values, column.sizes, weights, *room).at_most(a.astype(np.int64), b.astype(np.int64))
    shared = [sum(told[word] for word in rows[x] & rows[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True)]
    assert (most >= np.array(shared) * (1 - 1e-12)).all()
