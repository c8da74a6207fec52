"""Tables as CSV that a spreadsheet can open without harm."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimrec.tables.schemas import BATCH

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["write_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, and what hides one."""


def write_csv(table: pa.Table, path: str | Path) -> None:
    """Write a table as CSV that a spreadsheet can open without running what a source wrote.

    Nested columns become JSON. A text that a spreadsheet would take for a formula gets an apostrophe in front,
    as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection).

    Args:
        table: one of the tables.
        path: the file to write, UTF-8.
    """
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        made = csv.writer(file)
        made.writerow(table.column_names)
        for batch in table.to_batches(max_chunksize=BATCH):
            for row in zip(*(batch.column(n).to_pylist() for n in range(batch.num_columns)), strict=True):
                made.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    if isinstance(value, list | dict):
        return json.dumps(_told(value), ensure_ascii=False)
    return value


def _told(value: Any) -> Any:
    """Nested data without what is null."""
    if isinstance(value, dict):
        return {name: _told(part) for name, part in value.items() if part is not None}
    return [_told(part) for part in value] if isinstance(value, list) else value
