"""Names of bodies: companies, ministries, agencies; with acronyms, legal forms and two ways of word order.

A body's name is a bag of words: "Ministry of Defence" and "Defense Ministry" are one. Unlike with persons, a word more
is another body ("Northern Bank", "Northern Bank Chile"), and figures and countries never are slips.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from attrs import frozen

from claimrec.lexicon import table
from claimrec.lexicon.countries import country_named, country_of_demonym
from claimrec.values.letters import plain, slips, sound, syllabic
from claimrec.values.relation import Relation, of_sets

__all__ = ["BodyParts", "body_words", "compare_bodies", "cut_body", "same_body"]

_LETTERS_ONLY = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")


@frozen
class BodyParts:
    """A body's name cut up: its words in one spelling, the class of its legal form, its words as written, all of them joined."""

    words: tuple[str, ...]
    form: str = ""
    written: tuple[str, ...] = ()
    joined: str = ""


def same_body(a: str, b: str) -> bool:
    """The question of screening for two bodies; see :func:`claimrec.values.names.same_name`.

    >>> same_body("Goodwill Company", "Good Will Co."), same_body("Bank of Chad", "Bank of China")
    (True, False)
    """
    first, second = _parts(a), _parts(b)
    if not first.words or not second.words:
        return bool(first.written) and first.written == second.written
    if syllabic(a) and syllabic(b):
        return "".join(a.split()) == "".join(b.split())
    if first.form and second.form and first.form != second.form and "company" not in (first.form, second.form):
        return False
    if sorted(first.words) == sorted(second.words) or _run_together(first, second):
        return True
    if _acronym_of(first, second) or _acronym_of(second, first):
        return True
    return _slipped(first.words, second.words)


def compare_bodies(a: str, b: str) -> Relation:
    """The graded comparison of two bodies; see :func:`claimrec.values.names.compare_names`.

    >>> compare_bodies("Ministry of Defence", "the Defense Ministry"), compare_bodies("police", "Oslo police")
    (<Relation.EQUAL: 'equal'>, <Relation.BROADER: 'broader'>)
    """
    first, second = _parts(a), _parts(b)
    if not first.words or not second.words:
        same = bool(first.written) and first.written == second.written
        return Relation.EQUAL if same else Relation.UNKNOWN
    if first.form and second.form and first.form != second.form and "company" not in (first.form, second.form):
        return Relation.DISJOINT if set(first.words) == set(second.words) else _nested(first, second)
    if _run_together(first, second) or _acronym_of(first, second) or _acronym_of(second, first):
        return Relation.EQUAL
    return _nested(first, second)


def _run_together(first: BodyParts, second: BodyParts) -> bool:
    """The same letters, cut into words in another way ("Good Will", "SiemensAG")."""
    return (
        first.joined == second.joined
        or "".join(first.written) == "".join(second.written)
        or "".join(first.words) == "".join(second.words)
    )


def _nested(first: BodyParts, second: BodyParts) -> Relation:
    x, y = set(first.words), set(second.words)
    if x <= y or y <= x:
        return of_sets(a_in_b=y <= x, b_in_a=x <= y, meet=True)
    return Relation.OVERLAP if _slipped(first.words, second.words) else Relation.DISJOINT


def body_words(name: str) -> frozenset[str]:
    """The words of a body's name that carry weight, in one spelling.

    >>> sorted(body_words("The Defense Ministry"))
    ['defence', 'department']
    """
    return frozenset(_parts(name).words)


def _slipped(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """True where the names differ in one word only, and there by a slip."""
    if len(first) != len(second):
        x, y = "".join(first), "".join(second)
        return abs(len(first) - len(second)) == 1 and min(len(x), len(y)) > 5 and slips(x, y) <= 1
    left = [w for w in first if w not in second]
    right = [w for w in second if w not in first]
    return len(left) == len(right) == 1 and _one_slip(left[0], right[0])


def _one_slip(x: str, y: str) -> bool:
    if x.isdigit() or y.isdigit() or (_land(x) and _land(y)) or min(len(x), len(y)) < 3:
        return False
    if sound(x) == sound(y):
        return True
    return slips(x, y) <= (1 if min(len(x), len(y)) < 6 else 2)


@lru_cache(maxsize=16384)
def _land(word: str) -> bool:
    return country_named(word.title()) is not None or country_of_demonym(word.title()) is not None


def _acronym_of(short: BodyParts, full: BodyParts) -> bool:
    """ "UN" for "United Nations": the first letters of the words, or an acronym that a list explains."""
    if len(short.words) == 1 and len(full.words) > 1:
        word = short.words[0]
        if 2 <= len(word) <= 6:
            return word in ("".join(w[0] for w in full.words), "".join(w[0] for w in full.written))
    return False


def cut_body(name: str) -> BodyParts:
    """The parts of a body's name.

    >>> cut_body("Bank of Chad Ltd").words, cut_body("Bank of Chad Ltd").form
    (('bank', 'chad'), 'limited')
    """
    words = _words(name)
    joined = "".join(words)
    form, words = _form(words)
    written = tuple(words)
    words = _renamed(words)
    if not _acronyms().keys().isdisjoint(words):
        words = [w for word in words for w in _expanded(word, name)]
    small, spellings = _small(), _spellings()
    kept = _numbers([spellings.get(w) or _home(w) for w in words if w not in small])
    return BodyParts(tuple(_ministry(kept) if "department" in kept else kept), form, written, joined)


_parts = lru_cache(maxsize=16384)(cut_body)


def _words(name: str) -> list[str]:
    """The words of a name and its figures, with signs and acronyms written out."""
    if _LETTERS_ONLY.fullmatch(name):  # as most names are written
        return name.lower().split()
    text = re.sub(r"['‘`]", "", re.sub(r"'s\b", "", plain(name.replace("’", "'"))))
    text = re.sub(r"\b(?:[a-z]\.\s?){2,}", lambda m: re.sub(r"[.\s]", "", m.group()) + " ", text)  # U.N., S.A., G.m.b.H.
    text = text.replace("&", " and ").replace("+", " and ").replace("%", " per cent ")
    text = re.sub(r"\bg\.?m\.?b\.?h\b", "gmbh", text)
    return re.findall(r"[a-z]+|\d+(?:st|nd|rd|th)?", text.replace("-", " "))


# What ministries of one field are called: "Ministry of Internal Affairs" and "Interior Ministry".
_FIELDS = {"home": "interior", "internal": "interior", "external": "foreign"}


def _ministry(words: list[str]) -> list[str]:
    named = [_FIELDS.get(word, word) if "affairs" in words or word == "home" else word for word in words]
    rest = [word for word in named if word not in ("affairs", "affair")]
    return rest if len(rest) > 1 else words


@cache
def _aliases() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((tuple(name.split()), tuple(other.split())) for name, other in table("names")["bodies"]["aliases"].items())


@cache
def _first_of_aliases() -> frozenset[str]:
    return frozenset(name[0] for name, _ in _aliases())


def _renamed(words: list[str]) -> list[str]:
    """The words with a name of its own replaced by what the body is ("Foreign Office", "Pentagon")."""
    if _first_of_aliases().isdisjoint(words):
        return words
    for name, other in _aliases():
        n = len(name)
        for i in range(len(words) - n + 1):
            if tuple(words[i : i + n]) == name:
                return [*words[:i], *other, *words[i + n :]]
    return words


def _expanded(word: str, name: str) -> list[str]:
    """The words that a known acronym stands for ("MoD", "UN"), where it is written as one."""
    known = _acronyms().get(word)
    if known is None or re.search(rf"\b{word}\b", name.replace(".", "")):  # in lower case it is a word like any other
        return [word]
    return known.split()


@cache
def _acronyms() -> dict[str, str]:
    return {word: str(known) for word, known in table("names")["bodies"]["acronyms"].items()}


@lru_cache(maxsize=65536)
def _home(word: str) -> str:
    """A nationality as its country, so that "Iranian Navy" and "Navy of Iran" have the same words."""
    country = country_of_demonym(word.title()) if word not in ("us", "uk") else None
    return plain(country) if country is not None and " " not in country else word


def _form(words: list[str]) -> tuple[str, list[str]]:
    """The class of the legal form, and the words without it; a form stands at either end."""
    form = ""
    known = _forms_by_end()
    while len(words) > 1:
        for _, kind, said in sorted({*known.get(words[-1], ()), *known.get(words[0], ())}):
            n = len(said)
            if len(words) > n and tuple(words[-n:]) == said:
                form, words = _firmer(form, kind), words[:-n]
                break
            if len(words) > n and kind != "company" and tuple(words[:n]) == said:
                form, words = _firmer(form, kind), words[n:]
                break
        else:
            break
    return form, words


def _firmer(old: str, new: str) -> str:
    return new if not old or old == "company" else old


@cache
def _forms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = [(kind, tuple(form.split())) for kind, forms in table("names")["bodies"]["forms"].items() for form in forms]
    return tuple(sorted(rows, key=lambda row: -len(row[1])))


@cache
def _forms_by_end() -> dict[str, list[tuple[int, str, tuple[str, ...]]]]:
    """The forms by their first and last words, each with its place."""
    made: dict[str, list[tuple[int, str, tuple[str, ...]]]] = {}
    for n, (kind, said) in enumerate(_forms()):
        for word in {said[0], said[-1]}:
            made.setdefault(word, []).append((n, kind, said))
    return made


@cache
def _small() -> frozenset[str]:
    return frozenset(table("names")["bodies"]["small"])


@cache
def _spellings() -> dict[str, str]:
    return {other: word for word, others in table("names")["bodies"]["spellings"].items() for other in others}


@cache
def _figures() -> dict[str, int]:
    return {word: int(figure) for figure, words in table("names")["bodies"]["numbers"].items() for word in words}


def _numbers(words: list[str]) -> list[str]:
    """Number words as figures, tens and ones added ("forty four": 44)."""
    made: list[str] = []
    open_ten = False
    figures = _figures()
    if figures.keys().isdisjoint(words) and "".join(words).isalpha():
        return words
    for word in words:
        figure = figures.get(word)
        if figure is None:
            made.append(re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", word))
            open_ten = False
        elif open_ten and 0 < figure < 10:
            made[-1] = str(int(made[-1]) + figure)
            open_ten = False
        else:
            made.append(str(figure))
            open_ten = figure >= 20 and figure < 100
    return made
