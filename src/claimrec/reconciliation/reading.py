"""Claims read into flat arrays, once each: what identity, independence and the columns are made from.

A batch can be read by itself, in any process; :func:`joined` puts batches together and their claims into order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from attrs import fields as attrs_of
from attrs import frozen
from numpy.typing import NDArray

from claimrec.model import Claim, Modality, Polarity, Role, Source
from claimrec.reconciliation.columns import NONE, Codes, Ints, Lists, first_places, numbered
from claimrec.values import Text, Value

__all__ = ["ROLES", "WIDTH", "Reading", "joined", "read"]

ROLES: Mapping[Role, int] = {role: n for n, role in enumerate(Role)}

QUOTED = re.compile(r"[“„«][^”»]*(?:[”»]|$)|^[^“„«]*[”»]|\"[^\"]*\"")
"""Words in quotation marks: two reporters at one press conference share them without copying each other."""

WIDTH = 5
"""Words in a shingle: long enough that two reporters do not share one by chance."""

Runs = NDArray[np.uint64]


@frozen(eq=False, kw_only=True)
class Reading:
    """Claims as flat arrays; what stands in many claims is stored once, and claims hold its code.

    Args:
        position: where each claim stood in what was read.
        ids: the claims' ids.
        sources: the sources.
        source: code of each claim's source.
        types: types as written.
        type: code of the type.
        triggers: words of triggers.
        trigger: code of the trigger's words.
        start: where the trigger stands.
        denied: whether the claim denies.
        actual: whether it is stated as fact.
        vocabulary: words that may tell one happening from another, and words that are quoted or reported.
        words: their codes in each claim's sentence, in the order of the alphabet.
        content: codes of the words that it quotes or reports, as they come.
        runs: shingles of five words of the sentence, what is quoted left out, each as a number of its own.
        arguments: the codes of each claim's arguments' values.
        role: for each argument its role's place in ``ROLES``.
        inferred: whether it comes from context.
        near: whether its words stand in the claim's own sentence.
        of: code of the entity whose office or age it is, NONE where it is the event's own.
        owners: ids of such entities.
        values: the values.
    """

    position: Ints
    ids: Sequence[str]
    sources: Sequence[Source]
    source: Ints
    types: Sequence[str]
    type: Ints
    triggers: Sequence[str]
    trigger: Ints
    start: Ints
    denied: NDArray[np.bool_]
    actual: NDArray[np.bool_]
    vocabulary: Sequence[str]
    words: Lists
    content: Lists
    runs: tuple[Runs, Ints]
    arguments: Lists
    role: Ints
    inferred: NDArray[np.bool_]
    near: NDArray[np.bool_]
    of: Ints
    owners: Sequence[str]
    values: Sequence[Value]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def row(self) -> Ints:
        """For each argument the row of its claim."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.arguments.sizes)

    def kind(self, *kinds: Callable[..., Value]) -> NDArray[np.bool_]:
        """For each argument whether its value is of one of these classes."""
        table = np.array([value.__class__ in kinds for value in self.values], dtype=np.bool_)
        return table[self.arguments.values] if len(table) else np.zeros(0, dtype=np.bool_)

    def has_role(self, *roles: Role) -> NDArray[np.bool_]:
        """For each argument whether it has one of these roles."""
        table = np.zeros(len(ROLES), dtype=np.bool_)
        table[[ROLES[role] for role in roles]] = True
        return table[self.role]


def read(claims: Sequence[Claim]) -> Reading:
    """Read claims, in the order given."""
    sources: dict[str, Source] = {}
    places: dict[str, int] = {}
    types, triggers, vocabulary, values, owners = Codes(), Codes(), Codes(), Codes(), Codes()
    flat: list[tuple[int, ...]] = []
    told: list[tuple[int, int, bool, bool, int]] = []
    starts, words, content, runs = [0], _Ragged(), _Ragged(), _Ragged()
    for claim in claims:
        sources.setdefault(claim.source.id, claim.source)
        first, end = claim.evidence.start, claim.evidence.end
        said: list[int] = []
        for a in claim.arguments:
            at = a.evidence.start
            flat.append((ROLES[a.role], values[a.value], a.inferred, first <= at < end, NONE if a.of is None else owners[a.of]))
            if isinstance(a.value, Text) and a.role is Role.CONTENT:
                said.extend(vocabulary[word] for word in a.value.words)
        starts.append(len(flat))
        content.add(said)
        _read_sentence(claim.evidence.text, vocabulary, words, runs)
        flags = claim.polarity is Polarity.DENIED, claim.modality is Modality.ACTUAL
        trigger = triggers[" ".join(Text(claim.trigger.text).words)]
        source = places.setdefault(claim.source.id, len(places))
        told.append((source, types[claim.type], *flags, trigger))
    argued = np.array(flat, dtype=np.int64).reshape(-1, 5).T
    row = np.array(told, dtype=np.int64).reshape(-1, 5).T
    return Reading(
        position=np.arange(len(claims), dtype=np.int64),
        ids=[claim.id for claim in claims],
        sources=list(sources.values()),
        source=row[0],
        types=[str(t) for t in types.items],
        type=row[1],
        triggers=[str(t) for t in triggers.items],
        trigger=row[4],
        start=np.array([claim.trigger.start for claim in claims], dtype=np.int64),
        denied=row[2].astype(np.bool_),
        actual=row[3].astype(np.bool_),
        vocabulary=[str(w) for w in vocabulary.items],
        words=words.lists(),
        content=content.lists(),
        runs=_hashed(runs.lists()),
        arguments=Lists(argued[1], np.array(starts, dtype=np.int64)),
        role=argued[0],
        inferred=argued[2].astype(np.bool_),
        near=argued[3].astype(np.bool_),
        of=argued[4],
        owners=[str(o) for o in owners.items],
        values=list(values.items),  # type: ignore[arg-type]
    )


class _Ragged:
    """Rows that come one after the other."""

    def __init__(self) -> None:
        self.flat: list[int] = []
        self.starts = [0]

    def add(self, row: Iterable[int]) -> None:
        self.flat.extend(row)
        self.starts.append(len(self.flat))

    def lists(self) -> Lists:
        # Hashes of words use all 64 bits.
        return Lists(np.array(self.flat, dtype=np.uint64).view(np.int64), np.array(self.starts, dtype=np.int64))


def _read_sentence(text: str, vocabulary: Codes, words: _Ragged, runs: _Ragged) -> None:
    found = Text(text).words
    words.add([vocabulary[w] for w in sorted({w for w in found if len(w) > 3 or w.isdigit()})])
    plain = Text(QUOTED.sub(" ", text)).words if QUOTES.search(text) else found
    runs.add([_number(word) for word in plain])


QUOTES = re.compile(r"[“„«”»\"]")


@lru_cache(maxsize=262_144)
def _number(word: str) -> int:
    """A number that stands for a word on any machine; 0 stands for no word."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


def _hashed(lines: Lists) -> tuple[Runs, Ints]:
    """The shingles of each row of words: all runs of five, a shorter row filled up with nothing; none of an empty row."""
    sizes = lines.sizes
    filled = np.where((sizes > 0) & (sizes < WIDTH), WIDTH, sizes)
    starts = np.concatenate([[0], np.cumsum(filled)]).astype(np.int64)
    line = np.zeros(int(starts[-1]), dtype=np.uint64)
    inside = np.arange(len(lines.values), dtype=np.int64) + np.repeat(starts[:-1] - lines.starts[:-1], sizes)
    line[inside] = lines.values.astype(np.uint64)
    mixed = np.zeros(max(0, len(line) - WIDTH + 1), dtype=np.uint64)
    for step in range(WIDTH):
        mixed = (mixed ^ line[step : step + len(mixed)]) * MIX
        mixed ^= mixed >> np.uint64(29)
    counts = np.maximum(0, filled - WIDTH + 1)
    keep = np.arange(int(counts.sum()), dtype=np.int64) + np.repeat(starts[:-1] - (np.cumsum(counts) - counts), counts)
    return mixed[keep], np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


MIX = np.uint64(0x9E3779B97F4A7C15)
"""An odd number with well spread bits (2 to the power of 64 by the golden ratio)."""


# --- batches put together


def joined(parts: Iterable[Reading]) -> Reading:
    """Readings of batches as one: each claim once, in the order of sources, triggers and ids."""
    whole = _concatenated(list(parts) or [read([])])
    names = sorted(source.id for source in whole["sources"])
    place = {name: n for n, name in enumerate(names)}
    by_id = {s.id: s for s in whole["sources"]}
    source = np.array([place[s.id] for s in whole["sources"]] or [0], dtype=np.int64)[whole["source"]]
    ids = np.array([int(name.removeprefix("c-"), 16) for name in whole["ids"]], dtype=np.int64)
    order = np.lexsort((ids, whole["start"], source))
    told = ids[order]
    # A claim given twice has one source and one trigger, so both stand beside each other; the sort is stable.
    order = order[np.concatenate([[True], told[1:] != told[:-1]])] if len(told) else order
    return _recoded(whole | {"source": source, "sources": [by_id[name] for name in names]}, order)


def _concatenated(parts: list[Reading]) -> dict[str, Any]:
    """The fields of all parts; what is put together is let go of, as it takes much memory."""
    fields: dict[str, list[Any]] = {a.name: [getattr(part, a.name) for part in parts] for a in attrs_of(Reading)}
    parts.clear()
    made: dict[str, Any] = {"ids": [name for ids in fields.pop("ids") for name in ids]}
    for items, names in CODED.items():
        codes = Codes() if items != "sources" else _ById()
        maps = [np.array([codes[item] for item in listed] or [0], dtype=np.int64) for listed in fields.pop(items)]
        made[items] = list(codes.items)
        for name in names:
            made[name] = _mapped(fields.pop(name), maps)
    for name in ("start", "denied", "actual", "role", "inferred", "near"):
        made[name] = np.concatenate(fields.pop(name))
    made["position"] = np.arange(len(made["ids"]), dtype=np.int64)
    runs, starts = zip(*fields.pop("runs"), strict=True)
    made["runs"] = np.concatenate(runs), _starts(starts)
    return made


CODED: Mapping[str, tuple[str, ...]] = {
    "sources": ("source",),
    "types": ("type",),
    "triggers": ("trigger",),
    "vocabulary": ("words", "content"),
    "owners": ("of",),
    "values": ("arguments",),
}
"""Lists of things, and the arrays that hold their codes."""


class _ById(Codes):
    """Codes of sources, which are told apart by their ids."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, int] = {}

    def __getitem__(self, item: Any) -> int:
        if item.id not in self._places:
            self._places[item.id] = len(self.items)
            self.items.append(item)
        return self._places[item.id]


def _mapped(columns: Sequence[Any], maps: Sequence[Ints]) -> Any:
    if isinstance(columns[0], Lists):
        values = np.concatenate([new[column.values] for column, new in zip(columns, maps, strict=True)])
        return Lists(values, _starts([column.starts for column in columns]))
    return np.concatenate([np.where(old == NONE, NONE, new[old]) for old, new in zip(columns, maps, strict=True)])


def _starts(parts: Sequence[Ints]) -> Ints:
    ends = np.cumsum([0, *(int(part[-1]) for part in parts)])
    return np.concatenate([[0], *(part[1:] + end for part, end in zip(parts, ends.tolist(), strict=False))]).astype(np.int64)


def _recoded(told: dict[str, Any], order: Ints) -> Reading:
    """The rows in this order, and words numbered as they then come."""
    for name in ("position", "source", "type", "trigger", "start", "denied", "actual"):
        told[name] = told[name][order]
    told["ids"] = [told["ids"][n] for n in order.tolist()]
    arguments = told["arguments"]
    taken = Lists(np.arange(len(arguments.values), dtype=np.int64), arguments.starts).taken(order).values
    told["arguments"] = arguments.taken(order)
    for name in ("role", "inferred", "near", "of"):
        told[name] = told[name][taken]
    runs, starts = told["runs"]
    shingles = Lists(np.arange(len(runs), dtype=np.int64), starts).taken(order)
    told["runs"] = runs[shingles.values], shingles.starts
    del runs, starts, shingles
    vocabulary = told["vocabulary"]
    content, words = told.pop("content").taken(order), told.pop("words").taken(order)
    number, kept = _in_order_of_words(content, words, len(vocabulary))
    told["vocabulary"] = [vocabulary[n] for n in kept.tolist()]
    told["content"], told["words"] = (Lists(number[rows.values], rows.starts) for rows in (content, words))
    return Reading(**told)


def _in_order_of_words(content: Lists, words: Lists, size: int) -> tuple[Ints, Ints]:
    """Words numbered as they come, those that a claim quotes before those of its sentence: old code -> new, and the old codes."""
    told = []
    for n, rows in enumerate((content, words)):
        place = first_places(rows.values, size)
        row = np.searchsorted(rows.starts, place, side="right") - 1
        told.append((np.where(place == len(rows.values), len(rows.sizes), row) * 2 + n, place))
    (one, quoted), (two, written) = told
    order = np.lexsort((np.where(one < two, quoted, written), np.minimum(one, two)))
    kept = order[np.minimum(one, two)[order] < 2 * len(words.sizes)]
    return numbered(kept, size), kept
