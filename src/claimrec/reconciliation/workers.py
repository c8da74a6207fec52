"""Work shared among processes that all start out from what this one knows, and among threads."""

from __future__ import annotations

import io
import mmap
import multiprocessing
import os
import pickle
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from itertools import count
from typing import Any, TypeVar, cast

__all__ = ["beside", "shared_work", "side_by_side"]

Task = TypeVar("Task")
Done = TypeVar("Done")

_Known = Callable[[Any], Any] | None

_WORK: dict[int, tuple[Callable[[Any], Any], Sequence[Any], Sequence[mmap.mmap], _Known]] = {}
"""What a process that is forked off finds in its memory by number: the function, the tasks, shared memory for the arrays of each
result, and what the results refer to."""


def shared_work(
    work: Callable[[Task], Done],
    tasks: Sequence[Task],
    n_process: int,
    *,
    room: int = 0,
    aside: bool = False,
    known: _Known = None,
    recall: Callable[[Any], Any] = lambda name: name,
) -> Generator[Done]:
    """The results of the tasks, in their order, whichever process did them.

    All are begun at once: whoever wants the results later on can do something else meanwhile. Who does not want them any more
    closes it.

    Args:
        work: done with each task; must change nothing.
        tasks: what there is to do.
        n_process: processes that work. With 1, or where processes cannot be forked (Windows), each is done here when it is
            asked for.
        room: bytes of shared memory for each result, so that large arrays need not be sent; what is not used takes none.
        aside: True where this process has most to do meanwhile, so that the others give way to it if there is not room for all.
        known: the name of a thing that this process has too, None for any other; such a thing is not sent back. To ask of every
            thing takes time, so it is left out where there is no such thing.
        recall: the thing of that name.
    """
    made = _shared_work(work, tasks, n_process, room, NICE if aside else 0, known, recall)
    next(made)
    return cast("Generator[Done]", made)


def _shared_work(
    work: Callable[[Task], Done],
    tasks: Sequence[Task],
    n_process: int,
    room: int,
    nice: int,
    known: _Known,
    recall: Callable[[Any], Any],
) -> Generator[Done | None]:
    """None as soon as all are begun, then the results."""
    if len(tasks) < 2 or not _forks(n_process):
        yield None
        yield from map(work, tasks)
        return
    rooms = _rooms(len(tasks), room)
    with _forked(work, tasks, rooms, known, min(n_process, len(tasks)), nice) as (pool, do):
        sent = pool.map(do, range(len(tasks)))
        yield None
        for told, cuts in sent:
            # What was laid there stays as long as an array that stands in it.
            laid = memoryview(rooms.pop(0)) if rooms else memoryview(b"")
            yield _Reader(told, recall, [laid[first:end] for first, end in cuts]).load()


def _rooms(number: int, size: int) -> list[mmap.mmap]:
    """Shared memory for so many results; none where the system gives none, and then all is sent."""
    try:
        return [mmap.mmap(-1, size) for _ in range(number)] if size else []
    except OSError:
        return []


def _forks(n_process: int) -> bool:
    return n_process > 1 and "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def _forked(
    work: Callable[[Any], Any], tasks: Sequence[Any], rooms: Sequence[mmap.mmap], known: _Known, number: int, nice: int = 0
) -> Iterator[tuple[ProcessPoolExecutor, Callable[[int], _Sent]]]:
    """Processes that are forked off, and what does a task there: they find work in their memory, so only results travel."""
    name = next(_NAMES)
    _WORK[name] = work, tasks, tuple(rooms), known
    try:
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(number, context, partial(os.nice, nice)) as pool:
            try:
                yield pool, partial(_do, name)
            except BaseException:  # nobody wants what is not begun yet
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        del _WORK[name]


_NAMES = count()

NICE = 3
"""By how much a process is nicer than this one that gives way to it: two of them still get as much of the cores as this one."""


@contextmanager
def beside(work: Callable[[], Done], n_process: int) -> Iterator[Callable[[], Done]]:
    """Work that another process does while this one goes on with something else.

    Args:
        work: what is done; must change nothing, and what it makes should be small.
        n_process: processes that work. With 1, or where processes cannot be forked (Windows), it is done when asked for.

    Yields:
        What gives the result, as often as it is asked, and waits for it if need be.

    >>> with beside(lambda: 2 * 3, 1) as product:
    ...     product()
    6
    """
    if not _forks(n_process):
        yield cache(work)
        return
    with _forked(lambda _: work(), [None], [], None, 1) as (pool, do):
        made = pool.submit(do, 0)
        yield cache(lambda: cast("Done", pickle.loads(made.result()[0])))


def side_by_side(work: Callable[[Task], Done], tasks: Iterable[Task], rows: int) -> list[Done]:
    """The results of tasks that NumPy or Arrow do outside of Python's lock: two at a time, in threads, where they are large.

    Args:
        work: done with each task.
        tasks: what there is to do, columns or blocks of rows mostly.
        rows: how many rows there are in all.

    >>> side_by_side(len, ["ab", "c"], rows=2)
    [2, 1]
    """
    if rows < LEAST:
        return list(map(work, tasks))
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, tasks))


LEAST = 100_000
"""Rows for which it is worth while to start threads."""


_Sent = tuple[bytes, list[tuple[int, int]]]
"""A result as it is sent, and where in the shared memory its arrays stand."""


def _do(name: int, n: int) -> _Sent:
    work, tasks, rooms, known = _WORK[name]
    done = work(tasks[n])
    cuts: list[tuple[int, int]] = []

    def is_sent(array: pickle.PickleBuffer) -> bool:
        """Lay an array into the shared memory; where there is no room for it, it is sent."""
        laid = array.raw()
        first = -(-cuts[-1][1] // LINE) * LINE if cuts else 0
        if first + laid.nbytes > len(rooms[n]):
            return True
        cuts.append((first, first + laid.nbytes))
        rooms[n][slice(*cuts[-1])] = laid
        return False

    told = io.BytesIO()
    keep = is_sent if rooms else None
    writer = pickle.Pickler(told, pickle.HIGHEST_PROTOCOL, buffer_callback=keep) if known is None else _Writer(told, known, keep)
    writer.dump(done)
    return told.getvalue(), cuts


LINE = 64
"""Bytes that a processor fetches at a time: arrays start where such a line does."""


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, known: Callable[[Any], Any], keep: Callable[[Any], Any] | None) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL, buffer_callback=keep)
        self._known = known

    def reducer_override(self, thing: Any) -> Any:
        """The name of what the other process has too; numbers, words and lists are not asked about, which saves a third."""
        name = self._known(thing)
        return NotImplemented if name is None else (_recalled, (name,))


class _Reader(pickle.Unpickler):
    def __init__(self, told: bytes, recall: Callable[[Any], Any], arrays: Iterable[memoryview]) -> None:
        super().__init__(io.BytesIO(told), buffers=arrays)
        self._recall = recall

    def find_class(self, module: str, name: str) -> Any:
        """What makes a thing: for one that goes by its name, that is ``recall``."""
        return self._recall if (module, name) == (__name__, _recalled.__name__) else super().find_class(module, name)


def _recalled(name: Any) -> Any:
    """Stands for what ``recall`` gives for the name."""
    raise NotImplementedError(name)
