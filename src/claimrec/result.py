"""The result of reconciliation, and the verb that makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from claimrec.errors import OptionError
from claimrec.model import Claim, Claims, Event, Findings, Judgement, Kind, Match, Outcome, Source
from claimrec.serialize import as_json, outcome_from_dict, outcome_to_dict
from claimrec.values import Entity, Verdict

if TYPE_CHECKING:
    import networkx as nx

    from claimrec.reconciliation.own_features import PairFeature
    from claimrec.tables import Tables

__all__ = ["Reconciliation", "reconcile"]


class Reconciliation:
    """What the sources say happened, and where they disagree.

    Args:
        outcome: what reconciliation found; usually made by :func:`reconcile` or :meth:`from_dict`.

    >>> Reconciliation()
    <Reconciliation 0 sources, 0 claims, 0 events, 0 findings, 0 conflicts>
    """

    def __init__(self, outcome: Outcome | None = None) -> None:
        if outcome is not None and not isinstance(outcome, Outcome):
            raise OptionError(
                f"a Reconciliation is made from an Outcome, not from {type(outcome).__name__}; "
                "call reconcile(claims) or Reconciliation.from_dict(report)",
                value=outcome,
            )
        self._outcome = outcome if outcome is not None else Outcome()

    @property
    def outcome(self) -> Outcome:
        """The data behind everything else."""
        return self._outcome

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources, by id."""
        return self._outcome.sources

    @property
    def origins(self) -> Mapping[str, str]:
        """Source id -> id of the earliest source whose text it repeats; its own id if none."""
        return self._outcome.origins

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in a stable order, with the ids of who is who decided."""
        return tuple(self._outcome.claims)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The pairs of claims that were compared and kept, with reasons; made when first looked at."""
        return tuple(self._outcome.matches)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, in a stable order."""
        return tuple(self._outcome.events)

    @cached_property
    def findings(self) -> Findings:
        """What the sources say of each shared field, in a stable order."""
        return Findings(self._outcome.findings)

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What a person decided, as given."""
        return self._outcome.judgements

    @cached_property
    def conflicts(self) -> Findings:
        """The findings whose values cannot all be true; a tuple that a notebook shows as a table."""
        return Findings(f for f in self.findings if f.relation is Verdict.CONFLICT)

    @cached_property
    def differences(self) -> Findings:
        """The findings on who said it, or on whom an account rests, that do not agree."""
        return Findings(f for f in self.findings if f.kind is Kind.ATTRIBUTION and f.relation is not Verdict.AGREE)

    def why(self, claim_a: Claim | str, claim_b: Claim | str) -> Match:
        """Why two claims are joined or not: features whose weights add up to the score; above 0 speaks for one event.

        A result that was stored and read again has the reasons of all pairs in ``matches``; for other pairs it knows only the
        built-in features, since functions are not stored.

        Args:
            claim_a: a claim of this result, or its id.
            claim_b: another one.

        Raises:
            OptionError: the result has no such claim, or both are one.
        """
        from claimrec.reconciliation.explaining import why

        return why(self._outcome, claim_a, claim_b)

    def graph(self, *, disputed: bool = False, around: Event | Source | Entity | str | None = None) -> nx.MultiDiGraph:
        """Sources, claims, entities, events, values and findings as a networkx graph; see :mod:`claimrec.graph`.

        Args:
            disputed: True keeps what conflicts are about: who takes which of the values that cannot all be true.
            around: an event, a source or an entity, or the key of its node: keeps its claims and the findings on it.

        Raises:
            OptionError: the graph has no such event, source or entity.
        """
        from claimrec.graph import graph_of

        return graph_of(self._outcome, disputed=disputed, around=around)

    def tables(self) -> Tables:
        """Events, findings, claims and sources as Arrow tables; see :mod:`claimrec.tables`. Needs pyarrow.

        Raises:
            OptionError: pyarrow is not installed.
        """
        from claimrec.tables import tables_of

        return tables_of(self._outcome)

    def to_dict(self, *, texts: bool = True) -> dict[str, Any]:
        """The report as a dict of JSON types; ``texts=False`` leaves the sources' texts out.

        >>> Reconciliation().to_dict()["schema"]
        'claimrec/1'
        """
        return outcome_to_dict(self._outcome, texts=texts)

    def to_json(self, *, texts: bool = True, indent: int | None = 2) -> str:
        """The report as JSON; the same input gives the same bytes."""
        return as_json(self.to_dict(texts=texts), indent=indent)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any], texts: Mapping[str, str] | None = None) -> Self:
        """The result that ``to_dict`` turned into this report.

        Args:
            record: the report.
            texts: source id -> text, where the report leaves texts out.

        Raises:
            RecordError: the report does not have the right shape.
            AnchorError: a text is not the one the report was made from, or a span does not show its words.

        >>> Reconciliation.from_dict(Reconciliation().to_dict()) == Reconciliation()
        True
        """
        return cls(outcome_from_dict(record, texts))

    def to_text(self, *, width: int = 90, colour: bool = False) -> str:
        """The report for a terminal, ``width`` columns wide; ``colour`` where the terminal shows colours."""
        from claimrec.report.text import text_report

        return text_report(self._outcome, width=width, colour=colour)

    def to_markdown(self) -> str:
        """The report as Markdown."""
        from claimrec.report.markdown import markdown_report

        return markdown_report(self._outcome)

    def to_html(self, *, title: str = "Reconciliation report") -> str:
        """The report as one HTML page that needs nothing else, with a title of yours."""
        from claimrec.report.html import html_report

        return html_report(self._outcome, title=title)

    def as_context(self, *, limit: int | None = None, words: bool = True) -> str:
        """A compact text for a language model: what is agreed, what is disputed and by whom, with source ids as citations.

        Args:
            limit: the most characters; what is left out is counted, and the disputed facts go last.
            words: False leaves the words of the sources out, which come from outside and may say anything.

        >>> print(Reconciliation().as_context())
        No fact is stated by two sources.
        """
        from claimrec.report.context import context_text

        return context_text(self._outcome, limit=limit, words=words)

    def to_jsonld(self) -> dict[str, Any]:
        """The result as linked data (schema.org and PROV); see :mod:`claimrec.linked`.

        >>> Reconciliation().to_jsonld()["@graph"]
        []
        """
        from claimrec.linked import linked_data

        return linked_data(self._outcome)

    def annotations(self) -> tuple[dict[str, Any], ...]:
        """Every claim and every value of a finding as a W3C Web Annotation; see :mod:`claimrec.annotations`.

        >>> Reconciliation().annotations()
        ()
        """
        from claimrec.annotations import annotations_of

        return annotations_of(self._outcome)

    def __eq__(self, other: object) -> bool:
        return self._outcome == other._outcome if isinstance(other, Reconciliation) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # origins and consensus are mappings

    def __repr__(self) -> str:
        counts = (
            ("source", self.sources),
            ("claim", self.claims),
            ("event", self.events),
            ("finding", self.findings),
            ("conflict", self.conflicts),
        )
        return f"<Reconciliation {', '.join(f'{len(x)} {name}' + ('' if len(x) == 1 else 's') for name, x in counts)}>"

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        from claimrec.report.notebook import html_fragment

        return html_fragment(self._outcome)


def reconcile(
    claims: Iterable[Claim] | Any,
    *,
    sources: Iterable[Source] | Any | None = None,
    judgements: Iterable[Judgement] = (),
    features: PairFeature | Iterable[PairFeature] = (),
    min_confidence: float = 0.0,
    strategy: str | Callable[..., Any] = "vote",
    n_process: int = 1,
) -> Reconciliation:
    """Group claims by event and say for every shared fact how the sources stand to each other.

    Args:
        claims: claims from ``extract``, made by hand or stored before, in any order; or an Arrow table of them (of
            pyarrow, or of whatever gives itself out as one, such as Polars or DuckDB) as :mod:`claimrec.tables` has it.
        sources: everything that was read, so that sources without a claim are listed too; what ``extract`` gives
            brings its sources along. An Arrow table of sources brings the texts to an Arrow table of claims.
        judgements: what a person decided of pairs of claims; obeyed and stored.
        features: a function of two claims, or several, that say what you know of whether the two are of one event: each
            returns a weight in natural logs, or None; the weights are added to those of the built-in features, and the
            function's name and docstring stand in the reasons.
        min_confidence: findings below it are left out; 0 to 1.
        strategy: how the consensus of a field is found: ``"vote"``, ``"latest"``, ``"conservative"``, ``"accu"``, or a
            callable or learner from :mod:`claimrec.strategies` or of your own.
        n_process: processes that work on a pile of many thousand claims; the result does not depend on it. Where processes
            cannot be forked (Windows), one does it all.

    Raises:
        OptionError: something given is no claim, ``strategy`` names none, or a feature raises an error or gives no weight.
        RecordError: an Arrow table does not have the columns of a table of claims.
        SourceError: two different sources have one id.

    >>> reconcile([]).findings
    ()
    """
    from claimrec.reconciliation.pipeline import reconcile_claims

    asked: Any = {"judgements": judgements, "features": features, "min_confidence": min_confidence}
    asked |= {"strategy": strategy, "n_process": n_process}
    if hasattr(claims, "__arrow_c_stream__"):
        from claimrec.tables.piles import reconcile_table

        return Reconciliation(reconcile_table(claims, sources, **asked))
    if isinstance(claims, str | bytes | Mapping) or not hasattr(claims, "__iter__"):
        raise OptionError(f"reconcile takes claims, not {type(claims).__name__}; pass what extract() gave", value=claims)
    read: Iterable[Source] = sources if sources is not None else claims.sources if isinstance(claims, Claims) else ()
    return Reconciliation(reconcile_claims(claims, sources=read, **asked))
