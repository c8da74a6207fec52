"""README and docs are executed: what they show is what the program prints."""

from __future__ import annotations

from doctest import ELLIPSIS, IGNORE_EXCEPTION_DETAIL
from importlib.util import find_spec

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | IGNORE_EXCEPTION_DETAIL)],
    patterns=["README.md", "docs/*.md"],
).pytest()

# An extra: without pyarrow its examples cannot run.
collect_ignore_glob = [] if find_spec("pyarrow") else ["src/claimrec/tables/*"]
