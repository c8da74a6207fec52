"""Who says what happened, and where do the reports disagree?

Two verbs carry the library: :func:`extract` reads claims out of sources, :func:`reconcile` groups them by
event and says where the sources agree, refine each other, moved on, speak of different things, or conflict.

>>> from claimrec import Source, extract, reconcile
>>> a = Source("a", "Two ministers met in Oslo on 3 March 2024.")
>>> b = Source("b", "Two ministers met in Bergen on 3 March 2024.")
>>> result = reconcile(extract([a, b]))
>>> len(result.sources)
2

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimrec.article import Article, Block, article_of
    from claimrec.errors import (
        AnchorError,
        ClaimrecError,
        DateError,
        OptionError,
        PipelineError,
        ReadError,
        RecordError,
        SourceError,
        ValueRecordError,
    )
    from claimrec.extraction.pipeline import claims_from_doc, extract, iter_extract
    from claimrec.extraction.quantities import find_quantities
    from claimrec.extraction.times import find_times
    from claimrec.model import (
        Argument,
        Citation,
        Claim,
        Claims,
        Consensus,
        Event,
        Evidence,
        Finding,
        Judgement,
        Kind,
        Match,
        Mention,
        Modality,
        Polarity,
        Position,
        Reason,
        Role,
        Severity,
        Source,
        Span,
    )
    from claimrec.reconciliation.own_features import PairFeature
    from claimrec.result import Reconciliation, reconcile
    from claimrec.sources import read_sources
    from claimrec.values import Entity, Office, Place, Quantity, Relation, Text, TimeSpan, Value, Verdict
    from claimrec.values.names import same_name

__version__ = "0.1.0"

_HOMES = {
    "claimrec.article": "Article Block article_of",
    "claimrec.errors": (
        "AnchorError ClaimrecError DateError OptionError PipelineError ReadError RecordError SourceError ValueRecordError"
    ),
    "claimrec.extraction.pipeline": "claims_from_doc extract iter_extract",
    "claimrec.extraction.quantities": "find_quantities",
    "claimrec.extraction.times": "find_times",
    "claimrec.model": (
        "Argument Citation Claim Claims Consensus Event Evidence Finding Judgement Kind Match Mention Modality Polarity Position "
        "Reason Role Severity Source Span"
    ),
    "claimrec.reconciliation.own_features": "PairFeature",
    "claimrec.result": "Reconciliation reconcile",
    "claimrec.sources": "read_sources",
    "claimrec.values": "Entity Office Place Quantity Relation Text TimeSpan Value Verdict",
    "claimrec.values.names": "same_name",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "AnchorError",
    "Argument",
    "Article",
    "Block",
    "Citation",
    "Claim",
    "ClaimrecError",
    "Claims",
    "Consensus",
    "DateError",
    "Entity",
    "Event",
    "Evidence",
    "Finding",
    "Judgement",
    "Kind",
    "Match",
    "Mention",
    "Modality",
    "Office",
    "OptionError",
    "PairFeature",
    "PipelineError",
    "Place",
    "Polarity",
    "Position",
    "Quantity",
    "ReadError",
    "Reason",
    "Reconciliation",
    "RecordError",
    "Relation",
    "Role",
    "Severity",
    "Source",
    "SourceError",
    "Span",
    "Text",
    "TimeSpan",
    "Value",
    "ValueRecordError",
    "Verdict",
    "__version__",
    "article_of",
    "claims_from_doc",
    "extract",
    "find_quantities",
    "find_times",
    "iter_extract",
    "read_sources",
    "reconcile",
    "same_name",
]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'claimrec' has no attribute {name!r}")
    made = getattr(import_module(home), name)
    globals()[name] = made  # asked once
    return made


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "Any", "import_module"})
