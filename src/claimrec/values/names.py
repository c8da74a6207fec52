"""Names of persons: may two be written for one bearer, and how do they relate as sets of bearers?

Two questions, two functions. :func:`same_name` is the question of screening: a slip of the pen counts as the same.
:func:`compare_names` is the graded one underneath: a name that leaves something out is broader, a slip or another
transliteration only overlaps, so that nothing is merged silently.

The names are cut into words; titles and particles are set aside; words are paired one to one, best pairs first, and
what stays unpaired on one side is an omission, on both sides a difference. The idea of weighing each pair of name
parts by itself follows the name matching of OpenSanctions (https://www.opensanctions.org/articles/2025-logic-v2/).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache, lru_cache

from attrs import field, frozen

from claimrec.errors import OptionError
from claimrec.lexicon import table
from claimrec.values.bodies import compare_bodies, same_body
from claimrec.values.letters import plain, slips, sound, syllabic, without_lookalikes
from claimrec.values.relation import Relation, of_sets

__all__ = ["NameParts", "compare_names", "cut_name", "is_part", "same_name"]

_SPLIT = re.compile(r"[\s/()\"“”«»]+|(?<=[a-z])\.(?=[A-Za-z])")
_APOSTROPHES = re.compile(r"['’‘`ʿʾʻʼ′]")
_LETTERS_ONLY = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")


def same_name(a: str, b: str, *, kind: str = "person") -> bool:
    """May these two names have been written for one bearer? A slip of the pen counts as the same.

    Args:
        a: a name.
        b: another.
        kind: ``person`` or ``organization``.

    Returns:
        True where nothing but spelling, order, titles, initials, middle names or legal forms differs. A single word
        never is enough for a longer name ("Smith" may be any Smith).

    Raises:
        OptionError: a name is no string, or the kind is another one.

    >>> same_name("Sergey Viktorovich Ivanov", "IVANOV, Sergei"), same_name("Jane Smith", "John Smith")
    (True, False)
    >>> same_name("Ministry of Defence", "Defense Ministry", kind="organization")
    True
    """
    for name in (a, b):
        if not isinstance(name, str):
            raise OptionError(f"a name must be a string, not {name!r}; pass the name as it is written", value=name)
    if kind not in ("person", "organization"):
        raise OptionError(f"kind must be 'person' or 'organization', not {kind!r}; leave it out for persons", value=kind)
    a, b = sorted((a, b))  # which name comes first must not matter where two pairings are equally good
    if kind == "organization":
        return same_body(a, b)
    if syllabic(a) and syllabic(b):
        return "".join(a.split()) == "".join(b.split())
    first, second = _parts(a), _parts(b)
    if not first.words or not second.words:
        return False
    pairing = _paired(first, second)
    if pairing.left_over_a and pairing.left_over_b:
        return first.joined == second.joined
    if pairing.clash or pairing.slips > _MOST_SLIPS:
        return False
    fewer = min(len(first.words), len(second.words))
    return fewer >= 2 or len(first.words) == len(second.words) or first.joined == second.joined


def compare_names(a: str, b: str, *, kind: str = "person") -> Relation:
    """How two names relate as sets of the bearers they may be written for.

    EQUAL: the same words in any order, titles aside. BROADER and NARROWER: one leaves something out, or has only an
    initial. OVERLAP: a slip, a short form or another transliteration apart. DISJOINT: each has a word that the other
    contradicts. UNKNOWN: one is no name at all, or in a script that the other cannot be compared with.

    >>> compare_names("Smith", "John Smith"), compare_names("Dr John Smith", "Smith, John")
    (<Relation.BROADER: 'broader'>, <Relation.EQUAL: 'equal'>)
    >>> compare_names("Kovalenka", "Kovalenko"), compare_names("Jane Smith", "John Smith")
    (<Relation.OVERLAP: 'overlap'>, <Relation.DISJOINT: 'disjoint'>)
    """
    if a == b and a.strip():
        return Relation.EQUAL
    if a > b:
        return compare_names(b, a, kind=kind).inverse
    if kind == "organization":
        return compare_bodies(a, b)
    if syllabic(a) or syllabic(b):
        if not (syllabic(a) and syllabic(b)):
            return Relation.UNKNOWN
        x, y = "".join(a.split()), "".join(b.split())
        return of_sets(a_in_b=y in x, b_in_a=x in y, meet=x in y or y in x)
    first, second = _parts(a), _parts(b)
    if not first.words or not second.words:
        return Relation.UNKNOWN
    if first.joined == second.joined:
        return Relation.EQUAL
    pairing = _paired(first, second, strict=True)
    if (pairing.left_over_a and pairing.left_over_b) or pairing.clash or pairing.slips > _MOST_SLIPS:
        return Relation.DISJOINT
    if pairing.worst in (_Fit.SLIP, _Fit.SOUND, _Fit.SHORT):
        return Relation.OVERLAP
    a_says_more = bool(pairing.left_over_a) or pairing.initials_b
    b_says_more = bool(pairing.left_over_b) or pairing.initials_a
    if a_says_more and b_says_more:
        return Relation.OVERLAP
    return of_sets(a_in_b=not b_says_more, b_in_a=not a_says_more, meet=True)


_MOST_SLIPS = 2


class _Fit(IntEnum):
    """How well two words of names go together, best first."""

    EQUAL = 0
    SOUND = 1
    SHORT = 2
    INITIAL = 3
    SLIP = 4


@frozen
class NameParts:
    """A name cut up: its words, the suffix that tells father and son apart, and whose child somebody is said to be."""

    words: tuple[str, ...]
    suffix: str = ""
    child_of: tuple[tuple[str, str], ...] = ()
    initials: tuple[str, ...] = ()
    letters: str = ""
    halves: Mapping[str, tuple[str, ...]] = field(factory=dict)

    @property
    def joined(self) -> str:
        """All letters of the name, however it is cut into words ("van der Meer", "Vandermeer")."""
        return self.letters or "".join(self.words)


_NO_PARTS = NameParts(())


@frozen
class _Pairing:
    left_over_a: tuple[str, ...]
    left_over_b: tuple[str, ...]
    worst: _Fit
    slips: int
    initials_a: bool = False
    initials_b: bool = False
    clash: bool = field(default=False)


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(plain(word) for word in table("names")["persons"][name])


@cache
def _short_forms() -> dict[str, frozenset[int]]:
    made: dict[str, frozenset[int]] = {}
    for number, row in enumerate(table("names")["persons"]["nicknames"]):
        for word in row:
            made[word] = made.get(word, frozenset()) | {number}
    return made


def cut_name(name: str) -> NameParts:
    """The parts of a person's name.

    >>> cut_name("Dr Jan van der Meer Jr").words, cut_name("Dr Jan van der Meer Jr").suffix
    (('jan', 'meer'), 'jr')
    """
    if _LETTERS_ONLY.fullmatch(name) and _set_aside().isdisjoint(plainly := name.lower().split()):  # as most names are
        return NameParts(tuple(plainly), letters="".join(plainly))
    words: list[str] = []
    suffix, letters, filiation = "", "", False
    child_of: list[tuple[str, str]] = []
    raw = _raw_words(name)
    alone = len(raw) == 1
    between, behind, small = _list("filiation"), _list("suffixes"), _list("particles")
    for word in filter(None, raw):
        letters += word
        if word in between:
            filiation = bool(words)
        elif word in behind and words:
            suffix = word
        elif word == "abd":
            words.append("abdul")
        elif alone or word not in small:
            if filiation:
                child_of.append((sound(words[-1]), sound(word)))
                filiation = False
            words.append(word)
    forms = _forms()
    kept = tuple([w for w in words if w not in forms]) or tuple(words)
    if not suffix and len(cut := name.split()) > 1 and (last := cut[-1]) in table("names")["persons"]["numerals"]:
        suffix = last.casefold()
        kept = kept[:-1] if len(kept) > 1 and kept[-1] == suffix else kept
    suffix = {"junior": "jr", "senior": "sr"}.get(suffix, suffix)
    return NameParts(kept, suffix, tuple(child_of), _initials(name), letters, _halves(name))


_parts = lru_cache(maxsize=16384)(cut_name)


def is_part(word: str) -> bool:
    """Whether a word of a slug is a part of a person's name wherever it stands, and no title, particle or initial.

    >>> is_part("smith"), is_part("dr"), is_part("j")
    (True, False, False)
    """
    return len(word) > 1 and word.isascii() and word.isalpha() and word not in _set_aside()


@cache
def _set_aside() -> frozenset[str]:
    """Words that may not be words of the name itself."""
    lists = (_list(name) for name in ("filiation", "suffixes", "particles", "honorifics", "numerals"))
    return frozenset({"abd"}).union(_forms(), *lists)


def _raw_words(name: str) -> list[str]:
    """All words of a name without the titles before it; where nothing is left of a piece, an empty one."""
    titles = _list("honorifics")
    made: list[str] = []
    for segment in re.split(r"[,;]", _APOSTROPHES.sub("", name)):  # "Keller, Dr Maria"
        words = [without_lookalikes(w) for piece in _SPLIT.split(segment) if piece for w in _pieces(piece)]
        while len(words) > 1 and words[0] in titles:
            del words[0]
        made += words
    while len(made) > 1 and made[0] in titles:
        del made[0]
    return made


@cache
def _forms() -> frozenset[str]:
    """Legal forms of one word, which have no place in a person's name."""
    forms = table("names")["bodies"]["forms"]
    return frozenset(f for kind in ("stock", "limited", "partnership") for f in forms[kind] if f.isalpha() and len(f) > 2)


def _pieces(piece: str) -> list[str]:
    """The words of one piece between spaces: hyphens join, except after a particle ("al-Hassan") and between initials."""
    flat = re.sub(r"[^a-z0-9$@-]+", " ", plain(piece.replace("-", " - "))).replace(" - ", "-").split()
    made: list[str] = []
    for part in flat:
        halves = [h for h in part.split("-") if h]
        if len(halves) > 1 and (halves[0] in _list("particles") | _list("filiation") or "abd" in halves[0]):
            made += halves
        else:
            made.append("".join(halves))
    return made


def _initials(name: str) -> tuple[str, ...]:
    """For each hyphenated piece its first letters ("Jean-Claude": "jc"), which others may write as "J.C."."""
    if "-" not in name:
        return ()
    return tuple("".join(h[:1] for h in plain(piece).split("-")) for piece in name.split() if "-" in piece)


def _halves(name: str) -> dict[str, tuple[str, ...]]:
    """Each hyphened piece as it is joined, with its halves ("Jong-un": "jongun", of "jong" and "un")."""
    if "-" not in name:
        return {}
    pieces = (tuple(re.findall(r"[a-z0-9]+", plain(piece))) for piece in name.split() if "-" in piece)
    return {"".join(halves): halves for halves in pieces if len(halves) > 1}


def _paired(a: NameParts, b: NameParts, *, strict: bool = False) -> _Pairing:
    """The words of two names one to one; ``strict`` where two given names that both exist are no slip of each other."""
    first, second = _merged(a.words, b.words), _merged(b.words, a.words)
    fits = sorted(
        (*found, abs(i - j), i, j)
        for i, x in enumerate(first)
        for j, y in enumerate(second)
        if (found := _fit(x, y, a, b, strict=strict)) is not None
    )
    used_a: set[int] = set()
    used_b: set[int] = set()
    worst, total, short_a, short_b = _Fit.EQUAL, 0, False, False
    for fit, count, _, i, j in fits:
        if i in used_a or j in used_b:
            continue
        used_a.add(i)
        used_b.add(j)
        worst = max(worst, _Fit.EQUAL if fit is _Fit.INITIAL else fit)
        total += count
        if fit is _Fit.INITIAL:
            short_a, short_b = short_a or len(first[i]) < len(second[j]), short_b or len(second[j]) < len(first[i])
    over_a = tuple(x for i, x in enumerate(first) if i not in used_a)
    over_b = tuple(y for j, y in enumerate(second) if j not in used_b)
    clash = bool(a.suffix and b.suffix and a.suffix != b.suffix)
    clash = clash or any((y, x) in b.child_of for x, y in a.child_of if x != y)
    # An initial alone is no name: "J." may be anybody whose name begins so.
    clash = clash or not any(len(first[i]) > 1 for i in used_a)
    return _Pairing(over_a, over_b, worst, total, short_a, short_b, clash)


def _merged(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The words, with two neighbours made one where the other name writes them as one ("Jan Daniel", "JanDaniel")."""
    made: list[str] = []
    i = 0
    while i < len(words):
        both = words[i] + words[i + 1] if i + 1 < len(words) else ""
        if (
            both
            and len(words[i]) > 1
            and words[i] not in others
            and words[i + 1] not in others
            and any(
                len(o) > len(words[i]) + 1 and abs(len(o) - len(both)) <= 1 and slips(both, o) <= (len(o) > 5) for o in others
            )
        ):
            made.append(both)
            i += 2
        else:
            made.append(words[i])
            i += 1
    return tuple(made)


@cache
def _given() -> frozenset[str]:
    return frozenset(table("names")["persons"]["given"].split())


def _fit(x: str, y: str, a: NameParts, b: NameParts, *, strict: bool) -> tuple[_Fit, int] | None:
    if x == y:
        return _Fit.EQUAL, 0
    if x in a.halves and y in b.halves and not _halves_fit(a.halves[x], b.halves[y], strict=strict):
        return None
    if (x in b.initials or y in a.initials) and min(len(x), len(y)) == 2:
        return _Fit.INITIAL, 0
    return _words_fit(x, y, strict)


@lru_cache(maxsize=65536)
def _words_fit(x: str, y: str, strict: bool) -> tuple[_Fit, int] | None:
    """How two different words go together, whatever names they stand in."""
    if min(len(x), len(y)) == 1:
        return (_Fit.INITIAL, 0) if x[0] == y[0] else None
    if sound(x) == sound(y):
        return _Fit.SOUND, 0
    if _short_forms().get(x, frozenset()) & _short_forms().get(y, frozenset()):
        return _Fit.SHORT, 0
    if strict and x in _given() and y in _given():
        return None  # Maria is no slip of Mario
    count = _slips(x, y)
    return None if count is None else (_Fit.SLIP, count)


def _halves_fit(x: tuple[str, ...], y: tuple[str, ...], *, strict: bool) -> bool:
    """Two hyphened names, half by half: "Jong-un" and "Jong-il" differ in a syllable, and not by two slips in six letters."""
    pairs = zip(x, y, strict=True) if len(x) == len(y) else ()
    return all(
        _fit(one, other, _NO_PARTS, _NO_PARTS, strict=strict) is not None
        for one, other in pairs
        if strict or min(len(one), len(other)) < 3
    )


def _slips(x: str, y: str) -> int | None:
    """How many slips lie between two words; None where they are more than a slip may be.

    None in two letters, one in three to five, two in longer ones; but few people slip twice and at the first letter.
    """
    shorter = min(len(x), len(y))
    count = slips(x, y)
    if shorter < 3:
        return None
    if count == 1 or (shorter > 5 and slips(sound(x), sound(y)) == 1):
        return 1
    return 2 if count == 2 and shorter > 5 and x[0] == y[0] else None
