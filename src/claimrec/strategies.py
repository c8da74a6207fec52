"""Strategies for the consensus of a field, as callables for ``reconcile(claims, strategy=...)``.

A strategy chooses among the values that sources state; the disagreement stays in the findings, whatever it chooses.

- ``vote``: most independent sources; copies count once.
- ``latest``: what was stated last.
- ``conservative``: the lowest figure that somebody states.
- ``trusted({"reuters": 3})``: a vote in which each source counts as much as you trust it.
- ``Accu()``: learns from the pile how reliable each outlet is and who repeats whom (Dong, Berti-Equille and
  Srivastava, VLDB 2009).

The first three and ``"accu"`` can also be asked for by name. Write your own as a function from candidates to one of
them, or as a learner with a method ``learn``, which sees the candidates of all fields first:

>>> from claimrec import reconcile
>>> from claimrec.testing import make_claim, make_source
>>> def highest(candidates):
...     return max(candidates, key=lambda candidate: candidate.value.high or 0)
>>> claims = [make_claim(make_source(f"{n} dead in Oslo", id=f"s{n}"), "kill", trigger="dead", killed=n) for n in (12, 13)]
>>> reconcile(claims, strategy=highest).events[0].consensus["killed"].value.high
13
"""

from __future__ import annotations

from claimrec.reconciliation.strategies import Candidate, Learner, Strategy, Voice, conservative, latest, trusted, vote
from claimrec.reconciliation.truth import Accu, Learned

__all__ = ["Accu", "Candidate", "Learned", "Learner", "Strategy", "Voice", "conservative", "latest", "trusted", "vote"]
