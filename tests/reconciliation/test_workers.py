"""Work shared among processes comes back as if one had done it."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimrec.model import Source
from claimrec.reconciliation import workers
from claimrec.reconciliation.workers import beside, shared_work

SOURCES = {name: Source(name, text=f"It rained in {name}.") for name in "abc"}


def named(thing: Any) -> str | None:
    return thing.id if isinstance(thing, Source) and thing.id in SOURCES else None


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    assert list(shared_work(lambda n: n * n, range(20), processes)) == [n * n for n in range(20)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_who_works_aside_gives_way() -> None:
    own = os.nice(0)
    assert list(shared_work(lambda _: os.nice(0) > own, range(2), 2, aside=True)) == [True, True]
    assert list(shared_work(lambda _: os.nice(0) > own, range(2), 2)) == [False, False]
    assert list(shared_work(lambda _: os.nice(0) > own, range(2), 1, aside=True)) == [False, False]


@pytest.mark.parametrize("processes", [1, 2])
def test_what_both_processes_have_is_not_sent(processes: int) -> None:
    def work(name: str) -> tuple[Source, list[Source], Source]:
        return SOURCES[name], [SOURCES["a"]] * 2, Source("new")

    made = list(shared_work(work, "abc", processes, known=named, recall=SOURCES.__getitem__))
    for name, (one, many, new) in zip("abc", made, strict=True):
        assert one is SOURCES[name]
        assert all(source is SOURCES["a"] for source in many)
        assert new == Source("new")


@pytest.mark.parametrize("room", [0, 1000, 100_000, 1 << 60])
def test_arrays_come_back_whether_there_is_room_for_them_or_not(room: int) -> None:
    sizes = [0, 3, 200, 3000]
    made = list(shared_work(lambda n: [np.arange(n), "told", np.ones(n, dtype=np.bool_)], sizes, 2, room=room))
    for n, (numbers, word, flags) in zip(sizes, made, strict=True):
        assert (numbers.tolist(), word, flags.tolist()) == (list(range(n)), "told", [True] * n)
        numbers += 1  # they are this process's own


def test_nothing_is_left_behind_by_work_that_fails() -> None:
    with pytest.raises(ZeroDivisionError):
        list(shared_work(lambda n: 1 // n, [1, 0], 2))
    assert list(shared_work(str, [1, 2], 2)) == ["1", "2"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_all_is_begun_before_anything_is_asked_for(tmp_path: Path) -> None:
    made = shared_work(lambda n: (tmp_path / str(n)).touch(), range(3), 2)
    for _ in range(1000):
        if len(list(tmp_path.iterdir())) == 3:
            break
        time.sleep(0.01)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2"]
    assert list(made) == [None, None, None]


@pytest.mark.parametrize("processes", [1, 2])
def test_what_nobody_wants_any_more_is_given_up(processes: int) -> None:
    made = shared_work(lambda n: n, range(100), processes)
    assert next(made) == 0
    made.close()
    assert not workers._WORK
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("processes", [1, 2])
def test_work_beside_is_there_when_asked_for(processes: int) -> None:
    told = ["a"]
    with beside(lambda: [*told, "b"], processes) as made:
        assert list(shared_work(str, [1, 2], processes)) == ["1", "2"]
        assert made() == ["a", "b"]


def test_work_beside_that_fails_says_so() -> None:
    with pytest.raises(ZeroDivisionError), beside(lambda: 1 // 0, 2) as made:
        made()
