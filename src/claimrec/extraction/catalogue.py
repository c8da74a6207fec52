"""The catalogue of event types: which words name which happening, and what their frames contribute."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from claimrec.errors import OptionError

__all__ = ["Catalogue", "EventType", "event_type", "load_catalogue"]


def _strings(value: Any) -> frozenset[str]:
    return frozenset(value)


def _lists(value: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in value.items()}


@frozen
class EventType:
    """One event type and the words that name it; the keys of ``lexicon/events.toml`` explain each field."""

    name: str
    verbs: frozenset[str] = field(default=frozenset(), converter=_strings)
    nouns: frozenset[str] = field(default=frozenset(), converter=_strings)
    adjectives: frozenset[str] = field(default=frozenset(), converter=_strings)
    phrases: frozenset[str] = field(default=frozenset(), converter=_strings)
    personal: frozenset[str] = field(default=frozenset(), converter=_strings)
    clausal: frozenset[str] = field(default=frozenset(), converter=_strings)
    agentive: frozenset[str] = field(default=frozenset(), converter=_strings)
    objects: Mapping[str, frozenset[str]] = field(factory=dict, converter=_lists)
    things: Mapping[str, frozenset[str]] = field(factory=dict, converter=_lists)
    preps: Mapping[str, str] = field(factory=dict, converter=dict)
    mutual: bool = False
    speech: bool = False
    subject: str = "agent"
    object: str = "patient"
    unit: str | None = None
    toll: bool = False
    part_of: frozenset[str] = field(default=frozenset(), converter=_strings)

    def counted(self, noun: str) -> str | None:
        """The canonical unit that a counted thing is folded into ("memorandum" -> "agreement" where it was signed)."""
        for unit, nouns in self.things.items():
            if noun in nouns:
                return unit
        return None


@lru_cache(maxsize=4096)
def event_type(name: str) -> EventType:
    """The event type of a lemma outside the catalogue, which has no words of its own."""
    return EventType(name)


@frozen(eq=False)
class Catalogue:
    """All event types, indexed by the words that name them."""

    types: Mapping[str, EventType]
    verbs: Mapping[str, EventType]
    nouns: Mapping[str, EventType]
    adjectives: Mapping[str, EventType]
    phrases: Mapping[tuple[str, str], EventType]
    personal: Mapping[str, EventType]
    clausal: Mapping[str, EventType]
    objects: Mapping[tuple[str, str], EventType]
    happenings: frozenset[str]
    stative: frozenset[str]
    light: frozenset[str]
    occur: frozenset[str]
    occasions: Mapping[str, EventType]

    def occasion(self, words: Iterable[str]) -> EventType | None:
        """The event type of an occasion with a name of its own ("the Oscars"), by its words in lower case."""
        return self.occasions.get(" ".join(words))

    def of(self, name: str) -> EventType:
        """The event type of this name; one without words for a lemma outside the catalogue."""
        return self.types.get(name) or event_type(name)


def _index(types: Mapping[str, EventType], words: Mapping[str, Any]) -> Catalogue:
    def by(attribute: str) -> dict[str, EventType]:
        made: dict[str, EventType] = {}
        for kind in types.values():
            for word in sorted(getattr(kind, attribute)):
                made.setdefault(word, kind)
        return made

    phrases: dict[tuple[str, str], EventType] = {}
    objects: dict[tuple[str, str], EventType] = {}
    for kind in types.values():
        for phrase in sorted(kind.phrases):
            verb, _, rest = phrase.partition(" ")
            phrases.setdefault((verb, rest), kind)
        for verb, nouns in kind.objects.items():
            for noun in sorted(nouns):
                objects.setdefault((verb, noun), kind)
    return Catalogue(
        types=types,
        verbs=by("verbs"),
        nouns=by("nouns"),
        adjectives=by("adjectives"),
        phrases=phrases,
        personal=by("personal"),
        clausal=by("clausal"),
        objects=objects,
        happenings=frozenset(words["nouns"]["happenings"]),
        stative=frozenset(words["verbs"]["stative"]),
        light=frozenset(words["verbs"]["light"]),
        occur=frozenset(words["verbs"]["occur"]),
        occasions={name: event_type(kind) for kind, names in words["occasions"].items() for name in names},
    )


@cache
def _shipped() -> Catalogue:
    types = _types(_toml("events.toml"))
    return _index(types, _words())


@cache
def _words() -> Mapping[str, Any]:
    return _toml("triggers.toml")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("claimrec.lexicon") / name).read_text(encoding="utf-8"))


def _types(record: Mapping[str, Any]) -> dict[str, EventType]:
    try:
        return {name: EventType(name=name, **entry) for name, entry in record.items()}
    except TypeError as error:
        raise OptionError(
            f"a lexicon maps event types to verbs, nouns, phrases …: {error}; see lexicon/events.toml for the keys", value=record
        ) from error


def load_catalogue(lexicon: Mapping[str, Any] | None = None) -> Catalogue:
    """The shipped catalogue, with a user's own types or further words for the shipped ones.

    Args:
        lexicon: event type -> the keys of ``lexicon/events.toml``; lists are added to the shipped ones, and a
            word given here belongs to the type it is given for.

    Raises:
        OptionError: a key that no event type has.

    >>> load_catalogue({"strand": {"verbs": ["maroon"]}}).verbs["maroon"].name
    'strand'
    """
    shipped = _shipped()
    if not lexicon:
        return shipped
    added = _types(lexicon)
    merged = dict(shipped.types)
    for name, kind in added.items():
        merged[name] = _merge(merged.get(name), kind)
    # The user's types come first, so that their words win over the shipped ones.
    ordered = {name: merged[name] for name in (*added, *(n for n in merged if n not in added))}
    return _index(ordered, _words())


def _merge(old: EventType | None, new: EventType) -> EventType:
    if old is None:
        return new
    made: dict[str, Any] = {"name": old.name}
    for name in ("verbs", "nouns", "adjectives", "phrases", "personal", "clausal", "agentive", "part_of"):
        made[name] = getattr(old, name) | getattr(new, name)
    for name in ("objects", "things", "preps"):
        made[name] = {**getattr(old, name), **getattr(new, name)}
    made["mutual"] = old.mutual or new.mutual
    made["speech"] = old.speech or new.speech
    made["toll"] = old.toll or new.toll
    made["unit"] = new.unit or old.unit
    made["object"] = new.object if new.object != "patient" else old.object
    made["subject"] = new.subject if new.subject != "agent" else old.subject
    return EventType(**made)
