"""What Hypothesis calls when it is imported, so that ``st.from_type`` knows the records of claimrec."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimrec import model, values

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["register_strategies"]

_STRATEGIES: dict[type[Any], str] = {
    values.Quantity: "quantities",
    values.TimeSpan: "time_spans",
    values.Place: "places",
    values.Entity: "entities",
    values.Office: "offices",
    values.Text: "texts",
    model.Source: "sources",
    model.Span: "spans",
    model.Claim: "claims",
}


def register_strategies() -> None:
    """Register the strategies of :mod:`claimrec.testing.strategies` for their types; Hypothesis's entry point.

    The strategies themselves are imported when one is first asked for.
    """
    from hypothesis import strategies as st

    for cls, name in _STRATEGIES.items():
        st.register_type_strategy(cls, _lazily(name))


def _lazily(name: str) -> Any:
    def strategy(_: type[Any]) -> SearchStrategy[Any]:
        import claimrec.testing.strategies as strategies

        made: SearchStrategy[Any] = getattr(strategies, name)()
        return made

    return strategy
