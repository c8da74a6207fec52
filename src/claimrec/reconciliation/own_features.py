"""Features of the user's own: functions of two claims whose weights are added to those of the built-in ones.

>>> from claimrec import reconcile
>>> from claimrec.testing import make_claim, make_source
>>> def same_paper(a, b):
...     '''One paper printed both.'''
...     return 1.5 if a.source.publisher and a.source.publisher == b.source.publisher else None
>>> reports = [make_source(f"{n} dead in Oslo", id=f"day-{n}", publisher="The Fjord") for n in (12, 13)]
>>> claims = [make_claim(report, "kill", trigger="dead", place="Oslo") for report in reports]
>>> reconcile(claims, features=same_paper).matches[0].reasons[-1]
Reason(feature='same_paper', weight=1.5, text='One paper printed both.')
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Protocol

import numpy as np
from attrs import frozen

from claimrec.errors import OptionError
from claimrec.model import Claim, Reason
from claimrec.reconciliation.features import FEATURES
from claimrec.reconciliation.ragged import Floats, Ints

__all__ = ["OwnFeature", "PairFeature", "own_features", "own_reasons", "weigh_own"]


class PairFeature(Protocol):
    """A function that says of two claims what you know of whether they are of one event.

    It returns the natural log of how much likelier what it sees is for one event than for two: 0.7 makes one event twice as
    likely, 2.3 ten times, -2.3 a tenth; None or 0 where it has nothing to say. It is asked once for each pair that is compared,
    the claim with the lower id first, and has to give the same answer each time. Its name stands in the reasons of a match, with
    the first line of its docstring.
    """

    def __call__(self, claim_a: Claim, claim_b: Claim, /) -> float | None:
        """The weight of this pair."""
        ...


MOST = 1000.0
"""The largest weight; far smaller ones leave no doubt."""

NUMBERS: Any = (int, float, np.integer, np.floating)


@frozen
class OwnFeature:
    """A function of the user's, with its name and what it says in a reason."""

    name: str
    text: str
    ask: PairFeature


def own_features(given: PairFeature | Iterable[PairFeature]) -> tuple[OwnFeature, ...]:
    """The features given, in their order.

    Raises:
        OptionError: one is no function, has no name, or a name that is taken.
    """
    functions: Any = (given,) if callable(given) else given
    if isinstance(functions, str | bytes) or not isinstance(functions, Iterable):
        raise OptionError(f"features must be functions of two claims, not {given!r}; pass one or a list of them", value=given)
    made: list[OwnFeature] = []
    taken = {"unrelated", *(feature.name for feature in FEATURES)}
    for function in functions:
        feature = _named(function)
        if feature.name in taken:
            raise OptionError(
                f"each feature must have a name of its own, and {feature.name!r} is taken; rename the function", value=function
            )
        taken.add(feature.name)
        made.append(feature)
    return tuple(made)


def _named(function: Any) -> OwnFeature:
    if not callable(function):
        raise OptionError(f"features must be functions of two claims, not {function!r}; pass the function itself", value=function)
    inner = function
    while isinstance(inner, partial):
        inner = inner.func
    if not hasattr(inner, "__name__"):  # an object that can be called
        inner = type(inner)
    name = str(inner.__name__)
    if name == "<lambda>":
        raise OptionError(
            "a feature must have a name, which stands in the reasons, and a lambda has none; write it with def", value=function
        )
    lines = (inspect.getdoc(inner) or "").strip().splitlines()
    return OwnFeature(name, lines[0] if lines else name.replace("_", " ").strip(), function)


def weigh_own(features: Sequence[OwnFeature], claims: Sequence[Claim], a: Ints, b: Ints) -> Floats:
    """One row of weights for every feature (features x pairs), rounded as those of the built-in ones are.

    Raises:
        OptionError: a feature raised an error, or gave something else than a weight.
    """
    made = np.zeros((len(features), len(a)), dtype=np.float64)
    if features:
        for n, (one, two) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
            pair = sorted((claims[one], claims[two]), key=_id)
            made[:, n] = [_weight(feature, *pair) for feature in features]
    return made


def _id(claim: Claim) -> str:
    return claim.id


def _weight(feature: OwnFeature, one: Claim, two: Claim) -> float:
    try:
        told: Any = feature.ask(one, two)
    except Exception as error:
        raise OptionError(
            f"the feature {feature.name!r} must weigh any two claims, and raised {type(error).__name__} ({error}) on "
            f"{_called(one)} and {_called(two)}; let it return None where it has nothing to say",
            value=(one, two),
        ) from error
    if told is None:
        return 0.0
    if isinstance(told, bool) or not isinstance(told, NUMBERS) or not abs(told) <= MOST:
        raise OptionError(
            f"the feature {feature.name!r} must return None or a weight from -{MOST:g} to {MOST:g}, not {told!r} as for "
            f"{_called(one)} and {_called(two)}; a weight is a natural log: 2.3 makes one event ten times as likely",
            value=told,
        )
    return round(float(told), 3)


def _called(claim: Claim) -> str:
    return f"{claim.id} ({claim.type} in {claim.source.id!r})"


def own_reasons(features: Sequence[OwnFeature], weights: Floats) -> tuple[Reason, ...]:
    """The reasons behind one pair's weights; features that say nothing are left out."""
    pairs = zip(features, weights.tolist(), strict=True)
    return tuple(Reason(feature.name, weight, feature.text) for feature, weight in pairs if weight)
