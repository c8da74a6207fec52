"""Claims, events, findings and sources as Arrow tables, and claims back from one.

The schemas (:func:`schemas`) are the documented form: one row a record, nested where the record is. They suit Parquet, DuckDB,
Polars and Arrow's own files alike. A value is one struct for all kinds (``kind`` tells which of its fields are used),
since unions of types are not read everywhere. Moments are ISO 8601 strings, so that a date stays a date and an offset
is kept. Offsets count code points of the source's text.

A table of claims names its sources by id and says who published them when; texts, titles and addresses are in the
table of sources. Needs pyarrow: ``pip install claimrec[tables]``.
"""

from __future__ import annotations

from claimrec.tables.reading import claims_from, is_table, sources_from
from claimrec.tables.schemas import schemas
from claimrec.tables.sheets import write_csv
from claimrec.tables.writing import Tables, claims_table, sources_table, tables_of

__all__ = [
    "Tables",
    "claims_from",
    "claims_table",
    "is_table",
    "schemas",
    "sources_from",
    "sources_table",
    "tables_of",
    "write_csv",
]
