"""How far reading is: told to a function of the user's, or drawn as a bar in a terminal or a notebook."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from claimrec.errors import OptionError

__all__ = ["Progress", "followed"]

Progress = Callable[[int, int | None], object]
"""Called with the number of sources done and the number of all, None where that is not known."""


@contextmanager
def followed(progress: Progress | bool | None, total: int | None) -> Iterator[Progress | None]:
    """Whom to tell how far it is, as long as there is something to tell.

    Args:
        progress: a function; or True for a bar on standard error, which only a terminal and a notebook show.
        total: the number of all, None where that is not known.

    Raises:
        OptionError: ``progress`` is neither a function nor True, False or None.
    """
    if progress is None or progress is False:
        yield None
    elif callable(progress):
        yield progress
    elif progress is not True:
        raise OptionError(f"progress must be True or a function of two numbers, not {progress!r}", value=progress)
    else:
        bar = _bar(total)

        def tell(done: int, all_of_them: int | None) -> None:
            bar.update(done - bar.n)

        try:
            yield tell
        finally:
            bar.close()


def _bar(total: int | None) -> Any:
    """A bar of tqdm, which spaCy brings; one that shows nothing where standard error goes to a file or a program."""
    notebook = _in_a_notebook()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a notebook without widgets, which gets a bar in letters
        from tqdm.auto import tqdm
    return tqdm(total=total, unit="source", disable=not notebook and not sys.stderr.isatty())


def _in_a_notebook() -> bool:
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return "IPKernelApp" in getattr(shell, "config", ())
