"""How reconciliation grows with the pile, and whether it finds what was planted; Splink on the same records beside it.

    python bench/reconcile.py [10000 100000 1000000] [--objects 100000] [--splink] [--keep FOLDER]

Piles are made by ``piles.py``, written as Arrow files and read by a process of its own for each measurement, so that the
peak memory is that of reconciliation alone. The time is from an Arrow table of claims (and one of sources) in memory to
Arrow tables of events and findings; with ``--objects`` from Claim objects to findings. Pairs are judged over all claims:
two claims of one true event that share an event count as found. Needs ``claimrec[tables]``; ``--splink`` needs splink.

Two cores, two processes, Python 3.11, one run: 10,000 claims 0.9 s (1.5 s of CPU); 100,000 5.1 s (9.3 s of CPU) and 0.4 GiB,
pairs P .952, R .944, F1 .948, and 87 of the 99 conflicts shown were planted; 6.9 s from Claim objects. A million 50.6 s (97 s of
CPU) and 2.8 GiB, P .942, R .860, F1 .899, 939 of 1,033 conflicts; of seven runs of the same code on one evening the fastest took
49.3 s and the slowest 60.9 s, as others used the host more or less. CPU time grows with exponent 1.02 from 100,000 to a million.
Splink 5 on the same records and in the same run: 9.0 s and 1.3 GiB for a million, P 1.000, R .231, F1 .375.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from piles import World

COLUMNS = ("unique_id", "type", "day", "place", "actor", "other", "number", "words")


def make(folder: Path, size: int) -> None:
    """Write the pile of one size: claims, sources, records for Splink, and the truth."""
    import pyarrow as pa

    from claimrec.tables import claims_table, sources_table

    claims, sources, records = (folder / f"{size}-{name}.arrow" for name in ("claims", "sources", "records"))
    truth: dict[str, Any] = {"events": {}, "copies": {}, "planted": []}
    writers: dict[Path, pa.RecordBatchFileWriter] = {}
    for pile in World(1, size).piles(size):
        known = {claim.source.id: claim.source for claim in pile.claims}
        told = claims_table(pile.claims), sources_table(known.values()), pa.table(_records(pile.claims))
        for path, table in zip((claims, sources, records), told, strict=True):
            if path not in writers:
                writers[path] = pa.ipc.new_file(str(path), table.schema)
            writers[path].write_table(table)
        truth["events"] |= pile.events
        truth["copies"] |= pile.copies
        truth["planted"] += [(p.event, p.field, *p.sides) for p in pile.planted]
    for writer in writers.values():
        writer.close()
    (folder / f"{size}-truth.json").write_text(json.dumps(truth))


def _records(claims: Iterable[Any]) -> dict[str, list[Any]]:
    """Claims as flat records, with what blocking and comparison in claimrec also look at first."""
    made: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for claim in claims:
        said: dict[str, list[str]] = defaultdict(list)
        for a in claim.arguments:
            value = a.value
            what = {"time": "edtf", "quantity": "stated", "content": "text"}.get(str(a.role), "name")
            said[{"time": "day", "place": "place", "quantity": "number", "content": "words"}.get(str(a.role), "actor")].append(
                str(getattr(value, what))
            )
        actors = sorted(said["actor"])
        first = {name: said[name][0] if said[name] else None for name in ("day", "place", "number", "words")}
        one, two = (*actors, None, None)[:2]
        row = (claim.id, claim.type, first["day"], first["place"], one, two, first["number"], first["words"])
        for name, value in zip(COLUMNS, row, strict=True):
            made[name].append(value)
    return made


def _read(path: Path) -> Any:
    import pyarrow as pa

    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


# --- the contestants, each in a process of its own


def run_claimrec(folder: Path, size: int, processes: int, *, objects: bool) -> dict[str, Any]:
    from claimrec import reconcile
    from claimrec.tables import claims_from, sources_from

    claims, sources = _read(folder / f"{size}-claims.arrow"), _read(folder / f"{size}-sources.arrow")
    if objects:
        claims = claims_from(claims, sources_from(sources))
        sources = None
    before = _memory()
    started, used = time.perf_counter(), _busy()
    result = reconcile(claims, sources=sources, n_process=processes)
    if objects:
        len(result.findings)
        taken, busy = time.perf_counter() - started, _busy() - used
        return {"seconds": taken, "cpu": busy, "peak": _memory(), "before": before}
    tables = result.tables()
    taken, peak, busy = time.perf_counter() - started, _memory(), _busy() - used
    groups = {name: n for n, event in enumerate(tables.events.column("claims").to_pylist()) for name in event}
    conflicts = [
        (f["field"], [set(p["claims"]) for p in f["positions"]])
        for f in tables.findings.to_pylist()
        if f["relation"] == "conflict"
    ]
    origins = dict(zip(*(tables.sources.column(n).to_pylist() for n in ("id", "origin")), strict=True))
    truth = json.loads((folder / f"{size}-truth.json").read_text())
    made = {"seconds": taken, "cpu": busy, "peak": peak, "before": before}
    return made | _judged(groups, truth) | _planted(conflicts, origins, truth)


def run_splink(folder: Path, size: int) -> dict[str, Any]:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    records = _read(folder / f"{size}-records.arrow")
    started, used = time.perf_counter(), _busy()
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.ExactMatch("day"),
            cl.ExactMatch("place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("actor").configure(term_frequency_adjustments=True),
            cl.ExactMatch("other").configure(term_frequency_adjustments=True),
            cl.ExactMatch("number"),
            cl.ExactMatch("words"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("type", "day", "place"),
            block_on("type", "day", "actor"),
            block_on("type", "actor", "place"),
            block_on("type", "number", "place"),
            block_on("type", "number", "actor"),
            block_on("words"),
        ],
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI()
    linker = Linker(api.register(records), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("type", "day", "place", "actor")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("type", "day", "place"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("type", "actor"))
    pairs = linker.inference.predict(threshold_match_probability=0.2)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.5)
    found = clusters.as_pyarrow_table().select(["unique_id", "cluster_id"])
    taken, busy = time.perf_counter() - started, _busy() - used
    truth = json.loads((folder / f"{size}-truth.json").read_text())
    return {"seconds": taken, "cpu": busy, "peak": _memory()} | _judged(
        dict(zip(*(column.to_pylist() for column in found.columns), strict=True)), truth
    )


def _memory() -> float:
    """The most memory that this process has had, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _busy() -> float:
    """CPU time of this process and of those it has started and that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


# --- judging


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _judged(groups: Mapping[str, Hashable], truth: Mapping[str, Any]) -> dict[str, float]:
    """Precision, recall and F1 over pairs of claims."""
    true: Mapping[str, int] = truth["events"]
    both = _pairs(Counter((true[name], group) for name, group in groups.items()).values())
    found, wanted = _pairs(Counter(groups.values()).values()), _pairs(Counter(true.values()).values())
    precision, recall = both / max(1, found), both / max(1, wanted)
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall)}


def _planted(conflicts: list[tuple[str, list[set[str]]]], origins: Mapping[str, str], truth: Mapping[str, Any]) -> dict[str, Any]:
    """How many planted contradictions are shown, how many conflicts were planted, and how many copies are known as such."""
    shown: dict[str, list[int]] = defaultdict(list)
    for n, (_, sides) in enumerate(conflicts):
        for side in sides:
            for name in side:
                shown[name].append(n)
    hits: set[int] = set()
    found = 0
    for _, field, one, two in truth["planted"]:
        near = {n for name in one for n in shown[name] if conflicts[n][0] == field}
        good = {
            n
            for n in near
            if any(side & set(one) for side in conflicts[n][1]) and any(side & set(two) for side in conflicts[n][1])
        }
        found += bool(good)
        hits |= good
    copies = truth["copies"]
    told = {name for name, origin in origins.items() if name != origin}
    right = sum(origins.get(name) == origin for name, origin in copies.items())
    return {
        "planted": f"{found}/{len(truth['planted'])}",
        "conflicts planted": f"{len(hits)}/{len(conflicts)}",
        "copies": f"{right}/{len(copies)}, {len(told - set(copies))} too many",
    }


# --- running


def _child(mode: str, folder: Path, size: int, processes: int) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, __file__, "--child", mode, "--processes", str(processes), "--keep", str(folder), str(size)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ran.returncode:
        return {"failed": ran.returncode}
    made: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return made


def _line(name: str, size: int, made: Mapping[str, Any]) -> str:
    if "failed" in made:
        return f"{size:>9,}  {name:<10} failed ({made['failed']})"
    told = [f"{made['seconds']:7.1f} s", f"{made['cpu']:7.1f} s of CPU", f"{made['peak']:5.2f} GiB"]
    told += [
        f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
        for key, value in made.items()
        if key[0] in "PRFpc" and key not in ("peak", "cpu")
    ]
    return f"{size:>9,}  {name:<10} " + "  ".join(told)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
    asked.add_argument("--objects", nargs="*", type=int, default=[], help="sizes to measure from Claim objects as well")
    asked.add_argument("--splink", action="store_true", help="run Splink on the same records")
    asked.add_argument("--processes", type=int, default=2, help="processes that reconcile; 2 where left out")
    asked.add_argument("--keep", type=Path, help="a folder for the piles, which are made once")
    asked.add_argument("--child", choices=("claimrec", "objects", "splink"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.child:
        folder, size = given.keep, given.sizes[0]
        made = (
            run_splink(folder, size)
            if given.child == "splink"
            else run_claimrec(folder, size, given.processes, objects=given.child == "objects")
        )
        print(json.dumps(made))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        times: list[tuple[int, float]] = []
        for size in sorted(given.sizes):
            if not (folder / f"{size}-truth.json").exists():
                make(folder, size)
            for name in ("claimrec", *(["objects"] if size in given.objects else []), *(["splink"] if given.splink else [])):
                done = _child(name, folder, size, given.processes)
                print(_line(name, size, done), flush=True)
                if name == "claimrec" and "seconds" in done:
                    times.append((size, done["cpu"]))
        for (small, quick), (large, slow) in pairwise(times):
            exponent = math.log(slow / quick) / math.log(large / small)
            print(f"from {small:,} to {large:,}: CPU time grows with exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
