"""Everything that claimrec raises, drawn as a tree.

::

    ClaimrecError
    ├── SourceError        ValueError    a source is unusable: empty id, text that is not str, an id used twice
    │   └── DateError                    a publication date that is no date
    ├── ReadError          OSError       a file or folder cannot be read, or is not what its name says
    ├── ValueRecordError   ValueError    a value breaks its own rule: low above high, an end before its start
    ├── RecordError        ValueError    a stored record (dict, JSON) does not have the shape of the schema
    ├── AnchorError        ValueError    a span does not show its words in the text it is said to stand in
    ├── OptionError        TypeError     an argument of a public function is of the wrong kind
    └── PipelineError      ImportError   no usable English spaCy pipeline is installed or was passed

Every error is also the matching builtin, so ``except ValueError`` keeps working. Messages say the
rule, the value that broke it and what to do next, in lower case; ``value`` holds the offending data.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AnchorError",
    "ClaimrecError",
    "DateError",
    "OptionError",
    "PipelineError",
    "ReadError",
    "RecordError",
    "SourceError",
    "ValueRecordError",
]


class ClaimrecError(Exception):
    """The root of all errors of claimrec.

    Args:
        message: the rule, the value and the next step, in one line.
        value: the offending data, kept as it was given.
    """

    value: Any

    def __init__(self, message: str, *, value: Any = None) -> None:
        super().__init__(message)
        self.value = value


class SourceError(ClaimrecError, ValueError):
    """A source is unusable: its id is empty or used twice, or its text is not a string."""


class DateError(SourceError):
    """A publication date is neither a date, a datetime, an ISO 8601 string nor None."""


class ReadError(ClaimrecError, OSError):
    """A path cannot be read as sources.

    Args:
        path: the file or folder.
        reason: what is wrong with it and what would be right.
        line: the line of a JSON-lines file, counted from 1.
    """

    def __init__(self, path: str, reason: str, *, line: int | None = None) -> None:
        self.path = path
        self.reason = reason
        self.line = line
        where = path if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {reason}", value=path)


class ValueRecordError(ClaimrecError, ValueError):
    """A value breaks its own rule, such as a low above its high."""


class RecordError(ClaimrecError, ValueError):
    """A stored record does not have the shape that the schema asks for."""


class AnchorError(ClaimrecError, ValueError):
    """A span does not show its words in the text it is said to stand in."""


class OptionError(ClaimrecError, TypeError):
    """An argument of a public function is of the wrong kind."""


class PipelineError(ClaimrecError, ImportError):
    """No usable English spaCy pipeline is installed, or the one passed lacks a component."""
