"""Referents: who "he", "Smith", "the Ruritanian president" and "the two leaders" are, within one article."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from claimrec.extraction.draft import Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import own_subject
from claimrec.lexicon import words
from claimrec.model import Span, slug
from claimrec.values import Entity, Office, Relation
from claimrec.values.letters import plain, sound

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["Referent", "Referents"]

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves", "both"})
IT = frozenset({"it", "its", "itself"})
COLLECTIVE = frozenset({"country", "nation", "side", "party", "government", "state", "capital"})
WINDOW = 3  # sentences back that a pronoun may reach
REGION = 10_000  # tokens: a name leans on names of its own and the neighbouring regions, so that a book costs what its pages cost


@define(eq=False)
class Referent:
    """Somebody that an article speaks of, under all the names it uses."""

    entity: Entity
    first: Span
    tokens: list[int] = field(factory=list)
    subjects: set[int] = field(factory=set)
    offices: list[Office] = field(factory=list)
    gender: str | None = None

    @property
    def is_person(self) -> bool:
        """True for a person with a name."""
        return self.entity.type == "person"


class Referents:
    """Resolves mentions of one reading to referents.

    Args:
        reading: the source as it is read.
        mentions: the values found in it.
    """

    def __init__(self, reading: Reading, mentions: Mentions) -> None:
        self.reading = reading
        self.mentions = mentions
        self.speaking: set[int] = set()
        self.all: list[Referent] = []
        self._of: dict[int, Referent] = {}
        self._known: dict[tuple[str, str], Referent] = {}
        self._near: dict[tuple[str, str, int], list[Referent]] = {}
        self._keyed: set[tuple[str, str, int, int]] = set()
        self._row: list[tuple[int, int]] = []
        doc = reading.doc
        self._groups = {
            f.head: f
            for f in mentions.entities
            if isinstance(f.value, Entity) and f.value.type == "group" and doc[f.head].dep_ in ("nsubj", "nsubjpass")
        }
        self._described = {
            f.head: f
            for f in mentions.entities
            if isinstance(f.value, Entity)
            and f.value.type == "person"
            and not f.value.id
            and doc[f.head].dep_ in ("nsubj", "nsubjpass")
        }
        self._starts = {f.head: f for f in reversed(mentions.entities)}
        for found in sorted(mentions.entities, key=lambda f: -len(_name(f).split())):
            self._place(found)
        self._order()
        self._offices()
        self._describe()
        self._line_up()

    def _place(self, found: Found) -> None:
        """Full names first, so that a family name alone finds the one full name that fits it."""
        value = found.value
        assert isinstance(value, Entity)
        if value.type == "group" or (value.type == "person" and not value.id):
            return  # groups and descriptions have no name to go by
        known = self._known.get((value.type, value.name))
        fits = [known] if known is not None else [r for r in self._candidates(found) if _same(value, r.entity)]
        if len(fits) == 1:
            self._join(fits[0], found)
        elif not fits:
            made = Referent(value, self.reading.chars(*found.chars, found.start))
            self.all.append(made)
            self._known[value.type, value.name] = made
            self._join(made, found)
        else:
            # "Smith" after "John Smith" and "Jane Smith": the one spoken of last before it
            self._join(max(fits, key=lambda r: (_last_before(r, found.start), -r.tokens[0])), found)

    def _candidates(self, found: Found) -> Iterator[Referent]:
        """The referents nearby that share the beginning of a word with a name, each once, in the order they were made."""
        value, region = found.value, found.start // REGION
        assert isinstance(value, Entity)
        near = {
            id(r): r
            for key in _keys(value.type, value.name)
            for place in (region - 1, region, region + 1)
            for r in self._near.get((value.type, key, place), ())
        }
        return iter(near.values())

    def _join(self, referent: Referent, found: Found) -> None:
        value = found.value
        assert isinstance(value, Entity)
        insort(referent.tokens, found.head)
        self._of[found.head] = referent
        region = found.start // REGION
        for key in _keys(referent.entity.type, referent.entity.name):
            if (value.type, key, region, id(referent)) not in self._keyed:
                self._keyed.add((value.type, key, region, id(referent)))
                self._near.setdefault((value.type, key, region), []).append(referent)
        titles = tuple(dict.fromkeys((*referent.entity.titles, *value.titles)))
        if titles != referent.entity.titles:
            referent.entity = evolve(referent.entity, titles=titles)
        spelled = {t.lower() for t in " ".join(value.titles).split()} | {
            self.reading.doc[i].lower_ for i in range(found.start, found.end)
        }
        if spelled & words("cues", "referents", "male"):
            referent.gender = "male"
        elif spelled & words("cues", "referents", "female"):
            referent.gender = "female"

    def _order(self) -> None:
        for referent in self.all:
            referent.entity = evolve(referent.entity, id=slug(referent.entity.name))
            referent.subjects = {i for i in referent.tokens if self.reading.doc[i].dep_ in ("nsubj", "nsubjpass")}
            first = self._starts.get(referent.tokens[0])
            if first is not None:
                referent.first = self.reading.chars(*first.chars, first.start)

    def _offices(self) -> None:
        for found in self.mentions.offices:
            referent = self._of.get(found.holder) if found.holder is not None else None
            if referent is not None and isinstance(found.value, Office):
                referent.offices.append(found.value)

    def _describe(self) -> None:
        """ "the Ruritanian president": the named holder of that office, where the article has exactly one."""
        holding: dict[int, list[Referent]] = {}
        for referent in self.all:
            if referent.offices:
                for region in sorted({i // REGION for i in referent.tokens}):
                    holding.setdefault(region, []).append(referent)
        for found in self.mentions.offices:
            if found.holder is None or found.holder in self._of or not isinstance(found.value, Office):
                continue
            region = found.start // REGION
            near = {id(r): r for n in (region - 1, region, region + 1) for r in holding.get(n, ())}
            holders = [r for r in near.values() if any(_one_office(o, found.value) for o in r.offices)]
            if len(holders) == 1:
                self._of[found.holder] = holders[0]
                insort(holders[0].tokens, found.holder)

    def _line_up(self) -> None:
        """All mentions in order of the text, for the questions about what was named last."""
        self._row = sorted((i, n) for n, r in enumerate(self.all) for i in r.tokens)

    # --- questions --------------------------------------------------------------------------------------------

    def of(self, token: Token, *, silent: bool = False) -> list[tuple[Referent, bool]]:
        """Who a token stands for, each with whether that had to be inferred; empty where nobody is sure.

        Args:
            token: the head of a phrase, or a pronoun.
            silent: leave those out who are quoted: the dead do not speak.
        """
        direct = self._of.get(token.i)
        if direct is None and (covering := self.mentions.entity(token.i)) is not None:
            direct = self._of.get(covering.head)
        if direct is not None:
            named = self.mentions.entity(token.i)
            described = (
                named is None or not isinstance(named.value, Entity) or (named.value.type == "person" and not named.value.id)
            )
            return [(direct, described)]
        word = token.lower_
        if (actor := own_subject(token)) is not None and (found := self._acting(actor)) is not None:
            return [(found, True)]
        if word in HE or word in SHE:
            gender = "male" if word in HE else "female"
            found = (
                self._governing(token, gender)
                or self._person(token, gender, silent)
                or self._ahead(token, gender)
                or self._unnamed(token, gender)
            )
            return [(found, True)] if found is not None else []
        if word in IT:
            found = self._body(token)
            return [(found, True)] if found is not None else []
        if word in THEY or self._is_pair(token):
            two = self._pair(token)
            return [(r, True) for r in two] if two or word not in THEY or word == "both" else self._several(token)
        return []

    def _acting(self, actor: Token) -> Referent | None:
        """Who does to himself what a verb says: by name, or as the text describes him."""
        known = self.of(actor)
        if known:
            return known[0][0] if len(known) == 1 else None
        found = self.mentions.entity(actor.i)
        if found is None or not isinstance(found.value, Entity) or found.value.type != "person":
            return None
        return Referent(found.value, self.reading.chars(*found.chars, found.start), [found.head])

    def _several(self, token: Token) -> list[tuple[Referent, bool]]:
        """ "They" and "their": the one group that is subject before it in its sentence, else of the sentence before."""
        sentence = self.reading.sentence(token)
        for back in (0, 1):
            start, end = self.reading.sentences[max(0, sentence - back)]
            heads = [i for i in range(start, min(end, token.i)) if i in self._groups and not self._local(i, token)]
            if len(heads) == 1:
                found = self._groups[heads[0]]
                assert isinstance(found.value, Entity)
                return [(Referent(found.value, self.reading.chars(*found.chars, found.start), [found.head]), True)]
            if heads:
                return []
        return []

    def _ahead(self, token: Token, gender: str) -> Referent | None:
        """ "During her visit to Oslo, Vidal met the king": before its main verb a sentence may speak of its subject."""
        start, end = self.reading.sentences[self.reading.sentence(token)]
        main = self.reading.doc[start:end].root
        for child in main.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i > token.i and token not in child.subtree:
                referent = self._of.get(child.i)
                if referent is not None and referent.is_person and referent.gender in (None, gender):
                    return referent
        return None

    def _governing(self, token: Token, gender: str) -> Referent | None:
        """ "The gunman was shot after he fired": the person without a name whom the main clause is about."""
        verb = token.head
        while verb.dep_ in ("xcomp", "conj", "pcomp", "prep", "pobj", "advcl") and verb.head is not verb:
            beside = verb.dep_ == "advcl"
            verb = verb.head
            if beside and (found := self._unnamed(token, gender)) is not None:
                return found if any(c.i in found.tokens for c in verb.children) else None
        return None

    def _unnamed(self, token: Token, gender: str) -> Referent | None:
        """ "The gunman … He": the one person without a name who is subject before it, in its sentence or the one before."""
        sentence = self.reading.sentence(token)
        for back in (0, 1):
            if back > sentence:
                break
            start, end = self.reading.sentences[sentence - back]
            found = [self._described[i] for i in range(start, min(end, token.i)) if i in self._described]
            if found:
                value = found[0].value
                assert isinstance(value, Entity)
                spelled = set(value.name.lower().split())
                other = words("cues", "referents", "female" if gender == "male" else "male")
                fits = len(found) == 1 and not spelled & other and not self._local(found[0].head, token)
                return Referent(value, self.reading.chars(*found[0].chars, found[0].start), [found[0].head]) if fits else None
        return None

    def _is_pair(self, token: Token) -> bool:
        """ "the two leaders", "both officials", "the two ministers" without names in apposition."""
        if token.lemma_.lower() not in words("cues", "referents", "pairs") or token.tag_ not in ("NNS", "NNPS"):
            return False
        spelled = {child.lower_ for child in token.children if child.i < token.i}
        two = bool(spelled & {"two", "both"}) or ("the" in spelled and token.lemma_.lower() in ("leader", "president", "side"))
        return two and not any(c.dep_ in ("appos", "prep", "amod", "relcl") and c.i > token.i for c in token.children)

    def _recent(self, token: Token, window: int = WINDOW) -> list[tuple[int, Referent]]:
        """Mentions before a token, nearest last, within the window."""
        sentence = self.reading.sentence(token)
        found: list[tuple[int, Referent]] = []
        for place in range(bisect_left(self._row, (token.i, -1)) - 1, -1, -1):
            i, n = self._row[place]
            if sentence - self.reading.sentence(i) > window:
                break
            if self._readable(i, token.i):
                found.append((i, self.all[n]))
        return found[::-1]

    def _readable(self, before: int, now: int) -> bool:
        """Captions stand aside: a sentence of the body does not lean on them."""
        a, b = self.reading.block(before), self.reading.block(now)
        return a is b or "caption" not in (a.kind, b.kind)

    def _person(self, token: Token, gender: str, silent: bool) -> Referent | None:
        fits = [(i, r) for i, r in self._recent(token) if r.is_person and r.gender in (None, gender)]
        if silent:
            fits = [(i, r) for i, r in fits if not self.speaking.intersection(r.tokens)]
        if not fits:
            return None
        sentence = self.reading.sentence(token)
        own = [(i, r) for i, r in fits if self.reading.sentence(i) == sentence and not self._local(i, token)]
        earlier = [(i, r) for i, r in fits if self.reading.sentence(i) < sentence]
        # The subject of the same sentence, then of the nearest sentence before, then whoever was named last.
        for pool in (own, earlier):
            if not pool:
                continue
            nearest = self.reading.sentence(pool[-1][0])
            subjects = [r for i, r in pool if i in r.subjects and self.reading.sentence(i) == nearest]
            return subjects[0] if subjects else pool[-1][1]
        return None

    def _local(self, i: int, token: Token) -> bool:
        """True where both hang by one verb: "Smith praised him" is not about Smith himself."""
        return token.dep_ in ("dobj", "pobj") and self.reading.doc[i].head.i == token.head.i

    def _body(self, token: Token) -> Referent | None:
        if token.dep_ in ("nsubjpass", "dobj") and token.head.lemma_ in words("cues", "referents", "drawn_up"):
            return None  # "it was signed": the text, and no party to it
        fits = [(i, r) for i, r in self._recent(token, 1) if r.entity.type in ("organization", "country") and i in r.subjects]
        return fits[-1][1] if fits else None

    def _pair(self, token: Token) -> list[Referent]:
        wants_bodies = token.lemma_.lower() in COLLECTIVE
        types = ("country", "organization") if wants_bodies else ("person",)
        recent = [r for _, r in reversed(self._recent(token, 4)) if r.entity.type in types]
        distinct = list(dict.fromkeys(recent))
        if wants_bodies and len(distinct) != 2:
            persons = list(dict.fromkeys(r for _, r in reversed(self._recent(token, 4)) if r.is_person))
            distinct = persons if len(persons) >= 2 else distinct
        if token.lower_ in THEY:
            # "they" only for two that were just named together
            together = [
                r
                for r in distinct
                if (last := _last_before(r, token.i)) >= 0 and self.reading.sentence(token) - self.reading.sentence(last) <= 1
            ]
            distinct = together if len(together) == 2 else []
        return sorted(distinct[:2], key=lambda r: r.tokens[0]) if len(distinct) >= 2 else []


def _last_before(referent: Referent, token: int) -> int:
    """The last mention before a token; -1 where there is none."""
    place = bisect_left(referent.tokens, token)
    return referent.tokens[place - 1] if place else -1


@lru_cache(maxsize=4096)
def _keys(kind: str, name: str) -> tuple[str, ...]:
    """How the words of a name begin by their sound, and its initials: names without any of these in common are not compared."""
    if kind == "country":
        return (name,)
    words = plain(name).replace("-", " ").split()
    keys = {sound(word)[:3] for word in words}
    if kind == "organization":
        keys.add("".join(word[0] for word in words if word not in ("of", "the", "and", "for"))[:3])
        keys.update(word[:3] for word in words)
    return tuple(sorted(keys))


def _name(found: Found) -> str:
    return found.value.name if isinstance(found.value, Entity) else ""


def _same(short: Entity, full: Entity) -> bool:
    relation = short.compare(full)
    return relation in (Relation.EQUAL, Relation.BROADER) or (relation is Relation.NARROWER and short.type != "person")


def _one_office(a: Office, b: Office) -> bool:
    return a.compare(b) in (Relation.EQUAL, Relation.NARROWER, Relation.BROADER) and a.status == b.status
