"""Three ways to weigh what speaks for two claims being of one event, held against labelled mentions.

    python bench/weights.py LABELLED.jsonl[.gz]

Each line of the file is a report: ``{"id", "topic", "date", "text", "gold": [{"start", "end", "cluster"}]}``, where mentions
of one cluster are of one event. The claims at labelled mentions are paired as reconciliation pairs them, topic by topic.
Compared are the weights as they are (by hand), multipliers for them fitted by logistic regression on the other half of the
topics, and weights learned without labels: for each feature the share of pairs at each level among matches (m) and among
all pairs (u), m by expectation maximisation under conditional independence (Fellegi and Sunter 1969; Winkler 1988; Splink
does the same). Printed: the area under the ROC curve, and the best F1 over pairs at any threshold. docs/matching.md has
the figures. Needs SciPy, which claimrec itself does not.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from claimrec import Source, extract
from claimrec.reconciliation import reading as readings
from claimrec.reconciliation.blocking import candidates, rows_of
from claimrec.reconciliation.building import columns_of, framed
from claimrec.reconciliation.features import FEATURES, weigh
from claimrec.reconciliation.identity import identify
from claimrec.reconciliation.independence import origins
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.ragged import Floats

ROUNDS = 60
"""Rounds of expectation maximisation; it settles in about thirty."""

LEVELS = 5
"""Levels of a feature: its weights cut at their quantiles."""


def read(path: str) -> Mapping[str, list[dict[str, Any]]]:
    """Topic -> its reports."""
    opened = gzip.open if path.endswith(".gz") else open
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with opened(Path(path), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            made[str(row["topic"])].append(row)
    return made


def pairs_of(rows: Sequence[dict[str, Any]]) -> tuple[Floats, Floats]:
    """Weights (pairs x features) and labels of the candidate pairs of one topic; sayings, told by words alone, are left out."""
    gold = {row["id"]: row["gold"] for row in rows}
    given = extract([Source(id=row["id"], text=row["text"], published=row.get("date")) for row in rows])
    claims = sorted(given, key=lambda c: (c.source.id, c.trigger.start, c.id))
    reading, words = readings.read(claims)
    who = identify(reading)
    told = [who.rename(claim) for claim in claims]
    witness = origins(reading.sources, readings.runs_of(reading, words))
    columns = columns_of(told, framed(reading, who), readings.words_of(reading, words), lambda: witness)
    cluster: dict[int, str] = {}
    taken: set[tuple[str, int]] = set()
    for n, claim in enumerate(told):
        for m, mention in enumerate(gold[claim.source.id]):
            meets = mention["start"] < claim.trigger.end and claim.trigger.start < mention["end"]
            if meets and (claim.source.id, m) not in taken and claim.type not in kinds().speech:
                taken.add((claim.source.id, m))
                cluster[n] = mention["cluster"]
                break
    a, b = rows_of(candidates(columns).numbers, len(columns))
    keep = np.array([i in cluster and j in cluster for i, j in zip(a.tolist(), b.tolist(), strict=True)], dtype=np.bool_)
    a, b = a[keep], b[keep]
    same = [cluster[i] == cluster[j] for i, j in zip(a.tolist(), b.tolist(), strict=True)]
    return weigh(columns, a, b).T, np.array(same, dtype=np.float64)


def area(score: Floats, same: Floats) -> float:
    """Area under the ROC curve: how often a pair of one event scores above a pair of two."""
    order = np.argsort(score, kind="stable")
    rank = np.empty(len(score))
    rank[order] = np.arange(1, len(score) + 1)
    for value in np.unique(score):
        tied = score == value
        rank[tied] = rank[tied].mean()
    ones = same.sum()
    return float((rank[same == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(same) - ones)))


def best_f1(score: Floats, same: Floats) -> float:
    """The best F1 over pairs at any threshold."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(same[order])
    found = np.arange(1, len(same) + 1)
    return float(np.max(2 * hits / (found + same.sum())))


def logistic(weights: Floats, same: Floats) -> Floats:
    """Multipliers of the weights and a constant, drawn towards the weights as they are; none turns a feature round."""

    def loss(b: Floats) -> tuple[float, Floats]:
        z = weights @ b[:-1] + b[-1]
        p = 1 / (1 + np.exp(-z))
        pull = b[:-1] - 1
        value = float((np.logaddexp(0, z) - same * z).sum() + 10 * (pull**2).sum())
        return value, np.append(weights.T @ (p - same) + 20 * pull, (p - same).sum())

    start = np.append(np.ones(weights.shape[1]), 0.0)
    bounds = [(0.0, 4.0)] * weights.shape[1] + [(-8.0, 8.0)]
    made: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return made


def unlabelled(weights: Floats) -> Floats:
    """Scores by Fellegi and Sunter, learned from the pairs alone."""
    levels = []
    for column in weights.T:
        cuts = np.unique(np.quantile(column[column != 0], np.linspace(0, 1, LEVELS + 1)[1:-1])) if column.any() else np.array([])
        levels.append(np.where(column == 0, len(cuts) + 1, np.searchsorted(cuts, column)))
    belief = 1 / (1 + np.exp(-weights.sum(axis=1)))  # a start that knows which side is which
    everything = np.ones(len(belief))
    for _ in range(ROUNDS):
        score = np.full(len(belief), np.log(belief.mean() / (1 - belief.mean())))
        for level in levels:
            size = int(level.max()) + 1
            m = (np.bincount(level, belief, size) + 1) / (belief.sum() + size)
            u = (np.bincount(level, everything - belief, size) + 1) / ((1 - belief).sum() + size)
            score += np.log(m / u)[level]
        belief = np.clip(1 / (1 + np.exp(-score)), 1e-6, 1 - 1e-6)
    return score


def main() -> None:
    """Print a line for each way."""
    topics = read(sys.argv[1])
    made = [pairs_of(topics[name]) for name in sorted(topics)]
    half = np.concatenate([np.full(len(same), n % 2) for n, (_, same) in enumerate(made)])
    weights, same = np.concatenate([w for w, _ in made]), np.concatenate([s for _, s in made])
    fitted = np.zeros(len(same))
    for part in (0, 1):
        b = logistic(weights[half != part], same[half != part])
        fitted[half == part] = weights[half == part] @ b[:-1] + b[-1]
    print(f"{len(same)} pairs, {int(same.sum())} of one event, {len(topics)} topics, {len(FEATURES)} features")
    for name, score in (("by hand", weights.sum(axis=1)), ("logistic", fitted), ("unlabelled", unlabelled(weights))):
        print(f"{name:10}  area {area(score, same):.3f}  best F1 {best_f1(score, same):.3f}")


if __name__ == "__main__":
    main()
