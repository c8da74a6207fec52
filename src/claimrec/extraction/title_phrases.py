"""Title phrases: the words around a title that say in what body and of which country the office is.

Leftwards stand modifiers ("Iranian Defense Minister", "former deputy police chief"), rightwards "of ..." ("of the State
Fisheries Committee", "of Defense of Iran"). Words before a minister are what the ministry is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from attrs import field, frozen

from claimrec.lexicon import countries as lands
from claimrec.lexicon import table, titles

if TYPE_CHECKING:
    from claimrec.extraction.naming import Name
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["TitlePhrase", "TitleReader"]

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_GENERIC = frozenset(
    {"country", "nation", "state", "city", "republic", "town", "group", "company", "county", "region", "province"}
)
_OPENERS = frozenset({"the", "its", "their", "his", "her", "a", "our"})
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "to", "with"})


@frozen
class TitlePhrase:
    """A title with what stands around it.

    Args:
        start: first token.
        end: token after the last.
        title_start: first token of the title itself.
        title_end: token after the title itself.
        title: its normal form, with "deputy" before it.
        body: what it is an office of.
        country: of which country.
        status: ``current former acting``.
        plural: True for "ministers".
        weak: True for a word like "leader" with nothing that makes an office of it.
    """

    start: int
    end: int
    title_start: int
    title_end: int
    title: str
    body: str | None = None
    country: str | None = None
    status: str = "current"
    plural: bool = False
    weak: bool = False


@frozen
class _Left:
    start: int
    country: str | None = None
    body: str | None = None
    status: str = "current"
    deputy: bool = False


@frozen
class _Step:
    """One step to the left: where it leads, and what it found."""

    start: int
    country: str | None = None
    body: tuple[int, ...] = field(default=())
    status: str | None = None
    deputy: bool = False


class TitleReader:
    """Reads the title phrases of one Doc."""

    def __init__(self, doc: Doc, names: list[Name]) -> None:
        self.doc = doc
        self.starting = {name.start: name for name in names}
        self.ending = {name.end: name for name in names}
        self.inside = {i: name for name in names for i in range(name.start, name.end)}

    def phrases(self) -> Iterator[TitlePhrase]:
        """The title phrases from left to right."""
        first, end = _first_words(), 0
        for token in self.doc:
            found = self._title(token.i) if token.lower_ in first and token.i >= end else None
            if found is not None:
                end, title = found
                phrase = self._phrase(token.i, end, title)
                if phrase is not None:
                    yield phrase

    def _title(self, i: int) -> tuple[int, str] | None:
        """The longest title whose first word is at ``i``: its end, and its normal form."""
        doc, token, name = self.doc, self.doc[i], self.inside.get(i)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return None
        if name is not None and name.kind in ("person", "country", "demonym", "place"):
            return None
        for words in _first_words()[token.lower_]:
            end = i + len(words)
            if name is not None and end < name.end:
                continue  # "Office of the President" names a body
            if len(words) > 1 and end <= len(doc) and _singular_words(doc, i, end) == words:
                return end, titles.spelled_out(_office_words()[words])
        if token.pos_ == "ADJ" or titles.office_class(token.lower_) is None or (name is not None and i + 1 < name.end):
            return None
        return i + 1, titles.spelled_out(token.lower_)

    def _phrase(self, start: int, end: int, title: str) -> TitlePhrase | None:
        doc = self.doc
        left = self._left(start)
        right, of_body, of_country = self._right(end)
        if title == "secretary" and doc[end : end + 2].text.lower() == "of state":
            right, of_body = max(right, end + 2), "State"
        if titles.office_class(title) in ("minister", "secretary", "undersecretary"):
            # "Malian Finance Minister", where a model takes the first two words for a body's name
            bare, nation = _without_country(left.body) if left.body and left.country is None else (left.body, left.country)
            of_body, own = _ministry(title, of_body), _ministry(title, bare)
        else:
            own, nation = left.body, left.country
        body, country = of_body or own, of_country or nation
        if body is not None and country is None:
            body, country = _without_country(body)
        nothing = body is None and country is None
        if nothing and (title == "deputy" or (title == "secretary" and doc[end - 1].text.islower())):
            return None  # a clerk
        plural = doc[end - 1].tag_ in ("NNS", "NNPS")
        shown = f"deputy {title}" if left.deputy else title
        weak = nothing and (title in _weak() or doc[end - 1].lower_ in _weak())
        return TitlePhrase(left.start, right, start, end, shown, body, country, left.status, plural, weak)

    # -- leftwards ----------------------------------------------------------------------------------

    def _left(self, start: int) -> _Left:
        i, country, status, deputy = start, None, "current", False
        body: list[int] = []
        while i > 0 and not self.doc[i - 1].is_space and not self.doc[i].is_sent_start:
            step = self._qualifier(i) or self._owner(i, bool(body)) or self._modifier(i, start, bool(body))
            if step is None:
                break
            country, status, deputy = step.country or country, step.status or status, deputy or step.deputy
            body = [*step.body, *body]
            i = step.start
        text = self._words(body)
        return _Left(i, country, None if text is not None and text.lower() in _GENERIC else text, status, deputy)

    def _qualifier(self, i: int) -> _Step | None:
        """ "former", "deputy", "acting", "new" before a title."""
        word, name = self.doc[i - 1], self.inside.get(i - 1)
        if name is not None and name.kind == "person":
            return None
        kind = titles.prefix(word.lower_)
        if kind is not None and (word.lower_ != "late" or word.pos_ == "ADJ"):
            return _Step(i - 1, status=kind if kind in ("former", "acting") else None, deputy=kind == "deputy")
        dash = word.text in ("-", "–") and i > 1 and not word.whitespace_
        return _Step(i - 1) if dash and titles.prefix(self.doc[i - 2].lower_) is not None else None

    def _owner(self, i: int, has_body: bool) -> _Step | None:
        """A country or a body before a title, with or without "'s"."""
        word = self.doc[i - 1]
        owner = self.ending.get(i - 1) if word.lower_ in _POSSESSIVES else None
        if owner is not None and owner.kind in ("country", "demonym"):
            return _Step(owner.start, country=owner.canonical)
        if owner is not None and owner.kind in ("organization", "place"):
            return _Step(owner.start, body=() if has_body else tuple(range(owner.start, owner.end)))
        name = self.inside.get(i - 1)
        if name is None or name.kind not in ("country", "demonym", "organization", "place"):
            return None
        if name.kind in ("country", "demonym"):
            return _Step(name.start, country=name.canonical)
        return _Step(name.start, body=tuple(range(name.start, min(name.end, i))))

    def _modifier(self, i: int, start: int, has_body: bool) -> _Step | None:
        """Nouns and adjectives before a title: "defense", "police", "state television", "longtime"."""
        doc, word, low = self.doc, self.doc[i - 1], self.doc[i - 1].lower_
        if i - 1 in self.inside or titles.rank_class(low) is not None or low in titles.honorifics():
            return None
        noun = word.pos_ in ("NOUN", "PROPN")
        if (
            low in titles.bodies("all")
            or (noun and self._modifies(word, start))
            or (titles.portfolio(low) and (noun or word.pos_ == "ADJ"))
        ):
            return _Step(i - 1, body=(i - 1,)) if word.pos_ not in ("VERB", "DET", "ADP") else None
        if low in ("and", "&") and has_body and i > 1 and titles.portfolio(doc[i - 2].lower_):
            return _Step(i - 2, body=(i - 2, i - 1))
        if word.pos_ == "ADJ" and word.text.islower() and self._modifies(word, start):
            return _Step(i - 1)
        return None

    @staticmethod
    def _modifies(word: Token, start: int) -> bool:
        if (
            word.dep_ not in ("compound", "nmod", "amod")
            or word.like_num
            or word.ent_type_ in ("DATE", "TIME", "CARDINAL", "PERSON")
        ):
            return False
        return bool(word.i < start <= word.head.i + 1 and word.head.i - word.i < 6)

    def _words(self, indices: list[int]) -> str | None:
        made = "".join(self.doc[i].text_with_ws for i in sorted(set(indices))).strip()
        return made.removesuffix("'s").removesuffix("’s") or None

    # -- rightwards ---------------------------------------------------------------------------------

    def _right(self, end: int) -> tuple[int, str | None, str | None]:
        """ "of Body", "of Country", "of Body of Country", "for Foreign Affairs": end, body, country."""
        doc, reached = self.doc, end
        body: str | None = None
        country: str | None = None
        for _ in range(3):
            if reached >= len(doc) or doc[reached].lower_ not in _PREPOSITIONS:
                break
            j = reached + 1
            while j < len(doc) and doc[j].lower_ in _OPENERS:
                j += 1
            if doc[reached].lower_ not in ("of", "for") and not self._belongs(doc[reached].lower_, j):
                break
            step, owner, owned = self._complement(j)
            if step == j:
                break
            if doc[reached].lower_ == "to":
                owner, owned = owned, None  # Russia's ambassador to Latvia is Russia's
            if body is not None and owner is not None and body.rpartition(" ")[2].lower() in titles.bodies("all"):
                body = f"{body} {doc[reached].lower_} {owner}"  # "of the department for harbours"
            body, country, reached = body or owner, country or owned, step
            if owned is not None and owner is None:
                break
        return reached, body, country

    def _belongs(self, preposition: str, j: int) -> bool:
        """After "in" and "to" only a country belongs to the title, after "at" and "with" only a body: "ambassador to France"."""
        name = self.starting.get(j)
        return name is not None and name.kind == ("organization" if preposition in ("at", "with") else "country")

    def _complement(self, j: int) -> tuple[int, str | None, str | None]:
        """What stands after "of": (end, body, country)."""
        doc, country = self.doc, None
        name = self.starting.get(j)
        if name is not None and name.kind in ("country", "demonym"):
            country, after = name.canonical, name.end
            if after < len(doc) and doc[after].lower_ in _POSSESSIVES:
                after += 1
            name = self.starting.get(after)
            if (name is None or name.kind not in ("organization", "place")) and not self._goes_on(after):
                return self.starting[j].end, None, country
            j = after
        if name is not None and name.kind in ("organization", "place"):
            end = name.end
            if end + 1 < len(doc) and doc[end].lower_ in _POSSESSIVES and self._plain_end(end + 1) > end + 1:
                end = self._plain_end(end + 1)
            else:
                end = max(end, self._plain_end(end))
            return end, doc[name.start : end].text, country
        if name is not None:
            return j, None, country
        end = self._plain_end(j)
        words = doc[j:end].text
        if words.lower() == "islamic republic":
            return end, None, country or "Iran"
        return end, None if words.lower() in _GENERIC else words or None, country

    def _goes_on(self, i: int) -> bool:
        """ "Of Peru's naval staff", "of Peru Airlines", but not "of Peru Ana Solis", where the holder's name follows."""
        end = self._plain_end(i)
        if end == i or self.doc[i - 1].lower_ in _POSSESSIVES:
            return end > i
        plain = self.doc[i:end]
        known = titles.bodies("all")
        return any(t.text.islower() or t.lower_ in known or titles.portfolio(t.lower_) is not None for t in plain)

    def _before_person(self, i: int) -> bool:
        """A title or a rank that a person's name follows ("Minister of Defense Brigadier General Jane Roe")."""
        while i < len(self.doc) and i not in self.inside and titles.title_word(self.doc[i].lower_):
            i += 1
        name = self.starting.get(i)
        return name is not None and name.kind == "person"

    def _plain_end(self, j: int) -> int:
        """The end of a plain noun phrase at ``j`` ("state television"); a title or rank in it belongs to the next name."""
        doc, k = self.doc, j
        while k < len(doc) and k not in self.inside and not doc[k].is_space:
            token = doc[k]
            if token.lower_ in ("and", "&") and k > j and k + 1 < len(doc):
                if not (titles.portfolio(doc[k - 1].lower_) and titles.portfolio(doc[k + 1].lower_)):
                    break
            elif (
                token.pos_ not in ("NOUN", "PROPN", "ADJ")
                and not (token.text == "-" and k > j)
                or k > j
                and (
                    (titles.title_word(token.lower_) and self._before_person(k))
                    or (token.dep_ not in _INNER and token.head.i < j)
                )
            ):
                break
            k += 1
        while k > j and (doc[k - 1].text == "-" or (doc[k - 1].pos_ == "ADJ" and titles.portfolio(doc[k - 1].lower_) is None)):
            k -= 1
        return k


_INNER = frozenset({"pobj", "compound", "conj", "nmod", "amod", "punct"})


def _ministry(title: str, words: str | None) -> str | None:
    """The normal form of a ministry: "Ministry of Defence" for "Defense" before or after "minister"."""
    if words is None:
        return None
    bare = words
    for head in ("Ministry of ", "Department of ", "ministry of ", "department of "):
        bare = bare.removeprefix(head)
    known = "state" if bare == "State" else titles.portfolio(bare)
    kind = "Ministry" if titles.office_class(title) == "minister" else "Department"
    if known is not None:
        return f"{kind} of {known.title().replace('The ', 'the ')}"
    if bare and not set(bare.lower().split()) & titles.bodies("state"):
        return f"{kind} of {bare[:1].upper()}{bare[1:]}"
    return words


def _without_country(body: str) -> tuple[str | None, str | None]:
    """The body without the country before its name: "Iranian Army" is the Army of Iran; "Iranian" alone is Iran."""
    first, _, rest = body.partition(" ")
    named = lands.country_named(first)
    country = named.name if named is not None else lands.country_of_demonym(first)
    return (rest or None, country) if country is not None and (rest or named is None) else (body, None)


def _weak() -> frozenset[str]:
    return titles.unnamed("weak_titles")


@cache
def _office_words() -> dict[tuple[str, ...], str]:
    made = {}
    for words in table("titles")["offices"].values():
        for word in words:
            made[tuple(word.replace("-", " - ").split())] = word
    return made


@cache
def _first_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of a title -> the titles that begin with it, longest first; plurals of single words too."""
    made: dict[str, list[tuple[str, ...]]] = {}
    for words in _office_words():
        made.setdefault(words[0], []).append(words)
        if len(words) == 1:
            for plural in (words[0] + "s", words[0].removesuffix("man") + "men", words[0].removesuffix("y") + "ies"):
                made.setdefault(plural, []).append((plural,))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in made.items()}


def _singular_words(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    words = [t.lower_ for t in doc[start:end]]
    return (*words[:-1], titles.singular(words[-1])) if tuple(words) not in _office_words() else tuple(words)
