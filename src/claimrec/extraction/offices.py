"""Offices in running text: which title, in what body, of which country, and who holds it.

A title phrase is read around its head noun: leftwards over modifiers ("Iranian Defense", "former deputy police"),
rightwards over "of ..." ("of the State Fisheries Committee"). Its holder is the name that it stands before or beside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimrec.extraction.naming import Name, names_in
from claimrec.lexicon import countries as lands
from claimrec.lexicon import titles
from claimrec.values.office import Office

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Held", "offices_in"]

_DASHES = frozenset({"-", "–"})
_OPENERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "our", "two", "both", "three", "four", "several", "other", "another", "one", "any", "no", "some", "this", "that"})
_PREPOSITIONS = frozenset({"of", "for", "at", "in", "to"})
_MULTIWORD = frozenset(
    {"prime minister", "vice president", "secretary general", "general secretary", "supreme leader", "crown prince", "crown princess",
     "chief executive", "attorney general", "district attorney", "chief justice", "medical examiner", "press secretary", "director general",
     "high commissioner", "special envoy", "special representative", "inspector general", "general manager", "vice mayor", "first lady",
     "public prosecutor", "solicitor general", "fire marshal", "grand ayatollah", "consul general", "under secretary", "information officer"}
)
_LONG = (("chief", "of", "staff"), ("member", "of", "parliament"), ("chief", "executive", "officer"), ("chief", "financial", "officer"),
         ("chief", "operating", "officer"), ("commander", "in", "chief"), ("editor", "in", "chief"), ("secretary", "-", "general"),
         ("vice", "-", "president"), ("director", "-", "general"), ("commander", "-", "in"))
# Nouns that are offices only with a body or country beside them: "head", "leader", "director".
_WEAK = frozenset({"head", "chief", "leader", "director", "boss", "chair", "judge", "manager", "coach", "editor", "owner", "founder",
                   "representative", "representatives", "representative", "prince", "princess", "king", "queen", "principal", "aide", "marshal",
                   "deputy", "justice", "attorney", "lawyer", "general", "candidate", "analyst", "researcher", "negotiator", "administrator",
                   "coordinator", "premier", "cardinal", "dean", "pm", "da", "mp", "gov", "sen", "inspector", "consul", "magistrate"})


@frozen
class Held:
    """An office where it stands.

    Args:
        office: the value.
        start: first token of the title phrase.
        end: token after its last.
        head: the head noun's token.
        holder: the name of who holds it; None where no name stands beside it.
        adjacent: True where title and name stand side by side without a comma.
        plural: True for "the two presidents".
        definite: True where the phrase points to one holder ("the Iranian president").
    """

    office: Office
    start: int
    end: int
    head: int
    holder: Name | None = None
    adjacent: bool = False
    plural: bool = False
    definite: bool = False


def offices_in(doc: Doc) -> list[Held]:
    """The offices of a Doc from left to right, one for each holder.

    >>> from claimrec.extraction.language import english
    >>> [held] = offices_in(english()("Iranian President Masoud Pezeshkian arrived."))
    >>> held.office.title, held.office.country, held.holder.text
    ('president', 'Iran', 'Masoud Pezeshkian')
    """
    kept: list[Held] | None = doc.user_data.get("claimrec.offices")
    if kept is None:
        kept = _Reader(doc).read()
        doc.user_data["claimrec.offices"] = kept
    return kept


@frozen
class _Phrase:
    start: int
    end: int
    title: str
    body: str | None
    country: str | None
    status: str
    plural: bool


def _without_country(body: str) -> tuple[str, str | None]:
    """The body without the country before its name: "Iranian Army" is the Army of Iran."""
    first, _, rest = body.partition(" ")
    country = lands.country_of_demonym(first)
    if country is None and (named := lands.country_named(first)) is not None:
        country = named.name
    return (rest, country) if rest and country is not None else (body, None)


class _Reader:
    """Reads one Doc; holds what is looked up again and again."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names = names_in(doc)
        self.starting = {name.start: name for name in self.names}
        self.ending = {name.end: name for name in self.names}
        self.inside = {i: name for name in self.names for i in range(name.start, name.end)}

    def read(self) -> list[Held]:
        found: list[Held] = []
        i = 0
        while i < len(self.doc):
            span = self._title(i)
            if span is None:
                i += 1
                continue
            found += self._office(*span)
            i = span[1]
        return found

    def _title(self, i: int) -> tuple[int, int, str] | None:
        """The title whose first word is at ``i``: start, end, normal form of the words."""
        doc = self.doc
        name = self.inside.get(i)
        if name is not None and name.kind in ("person", "country", "demonym"):
            return None
        token = doc[i]
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.lower_ not in ("head",):
            return None
        for words in _LONG:
            if token.lower_ == words[0] and tuple(t.lower_ for t in doc[i : i + len(words)]) == words:
                end = i + len(words)
                text = "".join(t.text_with_ws for t in doc[i:end]).strip().lower()
                if titles.office_class(text) is not None:
                    return i, end, text
        if i + 1 < len(doc):
            two = f"{token.lower_} {doc[i + 1].lower_}"
            if two in _MULTIWORD or titles.singular(two) in _MULTIWORD:
                return i, i + 2, titles.singular(two)
        if titles.office_class(token.lower_) is None or token.pos_ not in ("NOUN", "PROPN"):
            return None
        if name is not None and (i + 1 < name.end or name.kind == "place"):
            return None  # "Office of the President", "President Street"
        return i, i + 1, titles.singular(token.lower_)

    def _office(self, start: int, end: int, title: str) -> list[Held]:
        phrase = self._phrase(start, end, title)
        if phrase is None:
            return []
        holders = self._holders(phrase, end)
        if titles.singular(title) in _WEAK and phrase.body is None and phrase.country is None and not (holders and self.doc[start].text[:1].isupper()):
            return []
        if title == "deputy" and phrase.body is None:
            return []
        after = self.doc[end] if end < len(self.doc) else None
        if not holders and after is not None and phrase.end == end and after.pos_ == "PROPN" and after.text[:1].isupper() and end not in self.starting:
            return []  # part of a longer title that no list knows ("Chief Public Relations Officer")
        office = Office(phrase.title, phrase.body, phrase.country, phrase.status, self.doc[phrase.start : phrase.end].text)
        made = []
        for holder, adjacent, country in holders:
            known = office if country is None or office.country is not None else evolve(office, country=country)
            made.append(Held(known, phrase.start, phrase.end, end - 1, holder, adjacent, phrase.plural, True))
        if made:
            return made
        return [Held(office, phrase.start, phrase.end, end - 1, None, False, phrase.plural, self._definite(phrase))]

    # -- the phrase -----------------------------------------------------------------------------------

    def _phrase(self, start: int, end: int, title: str) -> _Phrase | None:
        doc = self.doc
        left, country, body, status, deputy = self._left(start)
        plural = doc[end - 1].tag_ in ("NNS", "NNPS") or doc[end - 1].lower_ in ("ministers", "presidents")
        right, of_body, of_country = self._right(end)
        if title == "secretary" and doc[end : end + 2].text.lower() == "of state":
            right, of_body = max(right, end + 2), "State"
        if of_body is not None and self._ministerial(title):
            of_body = self._ministry(title, of_body) or of_body
        if body is not None:
            body = (self._ministry(title, body) or body) if self._ministerial(title) else body
        country = of_country or country
        chosen = of_body or body
        if chosen is not None and country is None:
            chosen, country = _without_country(chosen)
        if title in ("secretary",) and chosen is None and country is None and doc[end - 1].text.islower():
            return None  # a clerk
        return _Phrase(left, right, f"deputy {title}" if deputy else title, chosen, country, status, plural)

    @staticmethod
    def _ministerial(title: str) -> bool:
        return titles.office_class(title) in ("minister", "secretary", "undersecretary")

    @staticmethod
    def _ministry(title: str, words: str) -> str | None:
        """The body's normal form: "Ministry of Defence" for "Defense" before or after "minister"."""
        for head in ("Ministry of ", "Department of ", "ministry of ", "department of "):
            words = words.removeprefix(head)
        known = "state" if words == "State" else titles.portfolio(words)
        kind = "Ministry" if titles.office_class(title) == "minister" else "Department"
        if known is not None:
            shown = known if known.startswith("the ") else known.title()
            shown = shown.replace("the interior", "the Interior")
            return f"{kind} of {shown}"
        if words and not any(w in words.lower().split() for w in titles.bodies("state")):
            return f"{kind} of {words[:1].upper()}{words[1:]}"
        return None

    def _left(self, start: int) -> tuple[int, str | None, str | None, str, bool]:
        """Modifiers before the head noun: first token, country, body, status, deputy."""
        doc = self.doc
        i = start
        country: str | None = None
        body: list[int] = []
        status, deputy = "current", False
        while i > 0:
            word = doc[i - 1]
            low = word.lower_
            name = self.inside.get(i - 1)
            kind = titles.prefix(low) if low != "late" or word.pos_ == "ADJ" else None
            if word.is_space:
                break
            if kind is not None and (name is None or name.kind != "person"):
                if kind in ("former", "acting"):
                    status = kind
                deputy = deputy or kind == "deputy"
                i -= 1
            elif low in _DASHES and i > 1 and not word.whitespace_ and titles.prefix(doc[i - 2].lower_) is not None:
                i -= 1
            elif low in ("'s", "’s", "'", "’") and (owner := self.ending.get(i - 1)) is not None and owner.kind in ("country", "organization", "place"):
                if owner.kind == "country":
                    country = owner.canonical
                elif not body:
                    body = list(range(owner.start, owner.end))
                i = owner.start
            elif name is not None and name.kind in ("country", "demonym"):
                country = country or name.canonical
                i = name.start
            elif name is not None and name.kind in ("organization", "place"):
                body = list(range(name.start, min(name.end, i))) + body
                i = name.start
            elif low in titles.bodies("all") or (word.pos_ in ("NOUN", "PROPN") and self._modifies(word, start)) or (titles.portfolio(low) and word.pos_ in ("NOUN", "PROPN", "ADJ")):
                if titles.rank_class(low) is not None or low in titles.honorifics():
                    break
                body = [i - 1, *body]
                i -= 1
            elif low in ("and", "&") and body and i > 1 and titles.portfolio(doc[i - 2].lower_):
                body = [i - 2, i - 1, *body]
                i -= 2
            elif word.pos_ == "ADJ" and low not in _OPENERS and word.text.islower():
                if titles.portfolio(low) or (self._modifies(word, start) and low in ("civil", "public", "national", "regional", "local", "federal", "military", "provincial", "economic")):
                    body = [i - 1, *body] if titles.portfolio(low) else body
                i -= 1
            else:
                break
        text = self._words(body)
        if text is not None and text.lower() in ("country", "nation", "state", "city"):
            text = None
        return i, country, text, status, deputy

    def _modifies(self, word: Token, start: int) -> bool:
        return word.dep_ in ("compound", "nmod", "amod") and word.i < start <= word.head.i + 1 and word.head.i - word.i < 6 and not word.like_num and (
            word.ent_type_ not in ("DATE", "TIME", "CARDINAL", "PERSON")
        )

    def _words(self, indices: list[int]) -> str | None:
        if not indices:
            return None
        made = "".join(self.doc[i].text_with_ws for i in sorted(set(indices))).strip()
        for tail in ("'s", "’s"):
            made = made.removesuffix(tail)
        return made or None

    def _right(self, end: int) -> tuple[int, str | None, str | None]:
        """ "of Body", "of Country", "of Body of Country", "for Foreign Affairs": end, body, country."""
        doc = self.doc
        body: str | None = None
        country: str | None = None
        reached = i = end
        for _ in range(3):
            if i >= len(doc) or doc[i].lower_ not in _PREPOSITIONS:
                break
            if doc[i].lower_ in ("in", "to", "at") and not self._office_like(i):
                break
            j = i + 1
            while j < len(doc) and doc[j].lower_ in ("the", "its", "their", "his", "her", "a"):
                j += 1
            step, owner, owned = self._complement(j)
            if step == j:
                break
            country = country or owned
            if owner is not None:
                body = owner if body is None else body
            reached = i = step
            if owned is not None and owner is None:
                break
        return reached, body, country

    def _office_like(self, i: int) -> bool:
        """After "in", "to" and "at" only a country, a body or a place belongs to the title: "ambassador to France"."""
        j = i + 1
        while j < len(self.doc) and self.doc[j].lower_ == "the":
            j += 1
        name = self.starting.get(j)
        return name is not None and name.kind == ("country" if self.doc[i].lower_ != "at" else "organization")

    def _complement(self, j: int) -> tuple[int, str | None, str | None]:
        """What stands after "of": (end, body, country)."""
        doc = self.doc
        country: str | None = None
        name = self.starting.get(j)
        if name is not None and name.kind in ("country", "demonym"):
            country = name.canonical
            j = name.end
            if j < len(doc) and doc[j].lower_ in ("'s", "’s", "'", "’"):
                j += 1
            name = self.starting.get(j)
            if name is None and name_free(doc, j, self.inside) == j:
                return (j, None, country) if doc[j - 1].lower_ not in ("'s", "’s") else (j - 1, None, country)
        if name is not None and name.kind in ("organization", "place"):
            j = name.end
            body = name.text
            if j < len(doc) and doc[j].lower_ in ("'s", "’s", "'", "’") and (k := name_free(doc, j + 1, self.inside)) > j + 1:
                body, j = doc[name.start : k].text, k
            elif (k := name_free(doc, j, self.inside)) > j:
                body, j = doc[name.start : k].text, k
            return j, body, country
        if name is not None:
            return j, None, country
        k = name_free(doc, j, self.inside)
        if k > j:
            words = doc[j:k].text
            if words.lower() in ("islamic republic", "country", "republic", "nation", "state", "city", "town", "group", "company", "two countries"):
                owned = lands.country_named(words.title()) if words.lower() == "islamic republic" else None
                return k, None, country or (owned.name if owned else None)
            return k, words, country
        return j, None, country

    # -- the holder -----------------------------------------------------------------------------------

    def _holders(self, phrase: _Phrase, title_end: int) -> list[tuple[Name, bool, str | None]]:
        """Whose office it is: (name, side by side, country said after the name)."""
        doc = self.doc
        name = self._person_at(self._past_ranks(title_end)) or self._person_at(self._past_ranks(phrase.end))
        adjacent = name is not None
        if name is None and phrase.end < len(doc) and doc[phrase.end].text in (",", ":"):
            candidate = self._person_at(self._past_ranks(phrase.end + 1))
            # "the chairman of X, John Doe" but not "... told the president, John Doe said".
            if candidate is not None and (phrase.plural or not self._acts_before(phrase)) and self._closes(candidate):
                name = candidate
        if name is not None:
            return self._coordinated(name, adjacent) if phrase.plural else [(name, adjacent, self._country_after(name))]
        return [(n, False, None) for n in (self._beside(phrase, title_end),) if n is not None]

    def _person_at(self, i: int) -> Name | None:
        name = self.starting.get(i)
        return name if name is not None and name.kind == "person" else None

    def _past_ranks(self, i: int) -> int:
        doc = self.doc
        while i < len(doc) and i not in self.starting:
            low = doc[i].lower_
            if low in titles.honorifics() or titles.rank_class(low) is not None or low in ("brigadier", "elect", "-", "designate") or (
                titles.office_class(low) is not None and doc[i].text[:1].isupper()
            ):
                i += 1
            else:
                break
        return i

    def _closes(self, name: Name) -> bool:
        """The name after "the chairman of X," is an apposition where a comma, a full stop or a country follows, or an "and" names more."""
        doc = self.doc
        return name.end >= len(doc) or doc[name.end].text in (",", ".", ";", ")", "—", "–", "(") or doc[name.end].lower_ in ("of", "and")

    def _acts_before(self, phrase: _Phrase) -> bool:
        return False

    def _coordinated(self, first: Name, adjacent: bool) -> list[tuple[Name, bool, str | None]]:
        """ "Presidents A of X and B of Y": every name of the row, each with its country."""
        doc = self.doc
        made: list[tuple[Name, bool, str | None]] = []
        name: Name | None = first
        while name is not None:
            country = self._country_after(name)
            made.append((name, adjacent and not made, country))
            i = name.end
            if country is not None:
                i = self._skip_of(i)
            while i < len(doc) and doc[i].lower_ in (",", "and", "&", "his", "her", "counterpart") or (
                i < len(doc) and i in self.starting and self.starting[i].kind == "demonym"
            ):
                i += 1
            name = self._person_at(self._past_ranks(i)) if i > name.end else None
        return made

    def _skip_of(self, i: int) -> int:
        i += 1
        while i < len(self.doc) and self.doc[i].lower_ == "the":
            i += 1
        name = self.starting.get(i)
        return name.end if name is not None else i

    def _country_after(self, name: Name) -> str | None:
        doc, i = self.doc, name.end
        if i + 1 >= len(doc) or doc[i].lower_ != "of":
            return None
        i += 1
        while i < len(doc) and doc[i].lower_ == "the":
            i += 1
        found = self.starting.get(i)
        return found.canonical if found is not None and found.kind == "country" else None

    def _beside(self, phrase: _Phrase, title_end: int) -> Name | None:
        """ "A, chairman of X", "A is the chairman of X", "A, who is ...": the name that the title is said of."""
        doc = self.doc
        start = phrase.start
        while start > 0 and doc[start - 1].lower_ in _OPENERS:
            start -= 1
        if start > 1 and doc[start - 1].text in (",", "(", "—", "–"):
            name = self.ending.get(start - 1)
            if name is not None and name.kind == "person" and not self._listed(name, phrase):
                return name
            age = start - 2  # "Jane Roe, 45, the mayor of ..."
            if age > 1 and doc[age].like_num and doc[age - 1].text == "," and (name := self.ending.get(age - 1)) is not None and name.kind == "person":
                return name
        head = doc[title_end - 1]
        if head.dep_ == "appos":
            return self._person_of(head.head)
        if head.dep_ == "attr" and head.head.lemma_ == "be" and head.head.tag_ in ("VBZ", "VBP"):
            subject = next((c for c in head.head.children if c.dep_ == "nsubj"), None)
            return self._person_of(subject) if subject is not None else None
        return None

    def _listed(self, name: Name, phrase: _Phrase) -> bool:
        """ "A, president Biden and C": the title belongs to the name after it; "A, the mayor and the chief": a list of people."""
        doc = self.doc
        opener = doc[phrase.start - 1] if phrase.start else None
        if phrase.end < len(doc) and doc[phrase.end].lower_ in ("and", "or"):
            head = doc[phrase.end - 1]
            return opener is not None and opener.lower_ in ("the", "a") and doc[name.end - 1].dep_ in ("conj", "nsubj", "pobj", "dobj") and head.dep_ != "appos" and phrase.body is None
        return False

    def _person_of(self, token: Token) -> Name | None:
        name = self.inside.get(token.i)
        if name is not None and name.kind == "person":
            return name
        if token.lower_ in ("who", "that") and token.head.dep_ == "relcl":
            return self._person_of(token.head.head)
        return None

    def _definite(self, phrase: _Phrase) -> bool:
        """The phrase points to one holder: "the", a possessor, a country before it, or a body before a bare noun."""
        doc = self.doc
        if phrase.plural or phrase.status == "former":
            return False
        before = doc[phrase.start - 1].lower_ if phrase.start else ""
        if before in ("a", "an", "any", "no", "another", "every", "each", "some"):
            return False
        if doc[phrase.start].lower_ in ("a", "an"):
            return False
        if before in ("the", "his", "her", "its", "their"):
            return True
        return phrase.country is not None or phrase.body is not None


def name_free(doc: Doc, j: int, inside: dict[int, Name]) -> int:
    """The end of a plain noun phrase at ``j`` ("state television"): nouns and their modifiers, names inside left out."""
    k = j
    while k < len(doc) and k not in inside and not doc[k].is_space and (doc[k].pos_ in ("NOUN", "PROPN", "ADJ") or (doc[k].text == "-" and k > j)):
        if doc[k].tag_ in ("NNS", "NNPS", "NN", "NNP") and doc[k].head.i < j and k > j and doc[k].dep_ not in ("pobj", "compound", "conj", "nmod"):
            break
        k += 1
        if k < len(doc) and doc[k].lower_ in ("and", "&") and titles.portfolio(doc[k - 1].lower_) and k + 1 < len(doc) and titles.portfolio(doc[k + 1].lower_):
            k += 1
    while k > j and (doc[k - 1].pos_ == "ADJ" and doc[k - 1].text.islower() and titles.portfolio(doc[k - 1].lower_) is None or doc[k - 1].text == "-"):
        k -= 1
    # A title or a rank that follows belongs to the next name ("Minister of Defense Brigadier General ...").
    for n in range(j, k):
        low = doc[n].lower_
        if n > j and (titles.rank_class(low) is not None or low in ("brigadier", "lieutenant") or low in titles.honorifics() or titles.office_class(low) is not None):
            return n
    return k
