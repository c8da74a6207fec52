"""Names in running text: where each stands, and whether it names a person, a body, a country or a place.

The small model finds most names, but mixes up their kinds; here its labels are weighed against word lists, head
nouns ("... Committee") and the rest of the text (who is called "Jane Smith" once is a person as "Smith" too).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from claimrec.lexicon import fold, table, titles
from claimrec.lexicon import countries as lands
from claimrec.lexicon.cities import cities_named

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Name", "names_in"]

_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"})
_DROP_LEFT = frozenset({"the", "a", "an", "'", '"', "“", "‘", "(", "[", ",", "-", "—", "–", ".", "and", "of", "by"})
_DROP_RIGHT = frozenset({"'s", "’s", "'", "’", '"', "”", ")", "]", ",", ".", "-", "—", "–", ":", ";", "|", "and", "the"})
_JOINERS = frozenset({"of", "for", "and", "the", "on", "&", "-", "to", "in"})
# Countries whose names are common as given names or as names of a state.
_MISTAKABLE = frozenset({"chad", "jordan", "georgia"})
# A lone name that the model calls a person or a body is taken for a city only if the city is known to everybody.
_FAMOUS = 700


@frozen
class Name:
    """A name in a Doc.

    Args:
        start: first token.
        end: token after the last.
        kind: ``person organization country place demonym people``.
        text: the words without article and possessive ending.
        canonical: the country's or the region's normal name; else the words.
        site: places: True for one building or ground.
    """

    start: int
    end: int
    kind: str
    text: str
    canonical: str
    site: bool = False


def names_in(doc: Doc) -> list[Name]:
    """The names of a Doc from left to right, none overlapping another; made once and kept with the Doc.

    >>> from claimrec.extraction.language import english
    >>> [(n.text, n.kind) for n in names_in(english()("Iranian officials met John Smith in Minsk."))]
    [('Iranian', 'demonym'), ('John Smith', 'person'), ('Minsk', 'place')]
    """
    kept: list[Name] | None = doc.user_data.get("claimrec.names")
    if kept is None:
        kept = _names(doc)
        doc.user_data["claimrec.names"] = kept
    return kept


def _names(doc: Doc) -> list[Name]:
    spans = _spans(doc)
    people = _people(doc, spans)
    found = []
    for start, end, label in spans:
        name = _classify(doc, start, end, label, people)
        if name is not None:
            found.append(name)
    return found


def _spans(doc: Doc) -> list[tuple[int, int, str]]:
    """Candidates as (start, end, label): bodies told by their head noun, then the model's entities, then what it left over."""
    taken = bytearray(len(doc))
    spans: list[tuple[int, int, str]] = []

    def take(start: int, end: int, label: str) -> None:
        start, end = _trim(doc, start, end)
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            spans.append((start, end, label))

    for token in doc:
        if token.shape_[:1] == "X" and token.lower_ in titles.bodies("state") and token.pos_ in ("PROPN", "NOUN", "ADJ"):
            span = _body(doc, token.i, taken)
            if span is not None:
                take(*span, "BODY")
    for ent in doc.ents:
        if ent.label_ in _LABELS:
            for start, end in _lines(doc, ent.start, ent.end):
                for piece in _untitled(doc, start, end, ent.label_):
                    take(*piece, ent.label_)
    i = 0
    while i < len(doc):
        j = i
        while j < len(doc) and doc[j].pos_ == "PROPN" and not taken[j] and not doc[j].is_punct and not doc[j].is_space and _named(doc[j].text):
            j += 1
        if j > i and not _is_title(doc, i, j):
            for piece in _untitled(doc, i, j, ""):
                take(*piece, "")
        i = max(i + 1, j)
    return sorted(spans)


def _named(text: str) -> bool:
    return text[:1].isupper()


def _lines(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """A name does not run over the end of a line, though the model may think so."""
    made, begin = [], start
    for i in range(start, end):
        if (doc[i].is_space and "\n" in doc[i].text) or doc[i].text in ("(", ")", "|", "/"):
            made.append((begin, i))
            begin = i + 1
    made.append((begin, end))
    return [(a, b) for a, b in made if a < b]


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].lower_ in _DROP_LEFT or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].lower_ in _DROP_RIGHT or doc[end - 1].is_space):
        end -= 1
    return start, end


def _is_title(doc: Doc, start: int, end: int) -> bool:
    return all(_title_word(doc[i].lower_) for i in range(start, end))


def _title_word(word: str) -> bool:
    return (
        word in titles.honorifics()
        or titles.office_class(word) is not None
        or titles.rank_class(word) is not None
        or titles.prefix(word) is not None
        or word in _RANK_PARTS
    )


_RANK_PARTS = frozenset({"brigadier", "lieutenant", "lt.", "maj.", "brig.", "first", "sgt.", "prime", "vice", "supreme", "staff", "rear"})


def _untitled(doc: Doc, start: int, end: int, label: str) -> list[tuple[int, int]]:
    """The name without titles before it ("President Jane Smith"), and without a country before a title."""
    if label not in ("PERSON", "", "ORG"):
        return [(start, end)]
    last = -1
    for i in range(start, end):
        if _title_word(doc[i].lower_) and doc[i].lower_ != "first" and (label != "ORG" or doc[i].lower_ in _STRONG):
            last = i
    if last < 0:
        return [(start, end)]
    # "Defense Minister X" leaves X; "Iranian President X" leaves Iranian and X.
    before = [(i, i + 1) for i in range(start, last) if lands.country_of_demonym(doc[i].text) or lands.country_named(doc[i].text)]
    return [*before, *([(last + 1, end)] if last + 1 < end else [])]


_STRONG = frozenset({"president", "minister", "mr", "mr.", "mrs.", "ms.", "dr.", "gen.", "lt.", "sgt.", "capt.", "sheriff", "mayor", "gov.", "sen.", "rep."})


def _body(doc: Doc, i: int, taken: bytearray) -> tuple[int, int] | None:
    """The words around a capitalised head noun that name a body: "State Authority for Fisheries", "Ministry of Health"."""
    start = i
    while start > 0 and not taken[start - 1]:
        word = doc[start - 1]
        if word.text == "-" and start > 1 and not word.whitespace_ and _named(doc[start - 2].text):
            start -= 2
        elif (
            _named(word.text)
            and word.pos_ in ("PROPN", "NOUN", "ADJ", "VERB")
            and not word.is_sent_start
            and word.lower_ not in _DROP_LEFT
        ) or (_named(word.text) and word.is_sent_start and word.pos_ in ("PROPN", "ADJ") and word.lower_ not in ("the", "a")):
            start -= 1
        elif word.lower_ in ("and", "&") and start > 1 and start < i and _named(doc[start - 2].text) and doc[start - 2].pos_ == "PROPN" and doc[start - 2].ent_type_ in ("ORG", ""):
            start -= 2
        else:
            break
    end = i + 1
    while end < len(doc):
        word = doc[end]
        if _named(word.text) and word.pos_ in ("PROPN", "NOUN", "ADJ") and word.ent_type_ != "PERSON" and titles.office_class(word.lower_) is None:
            if word.ent_type_ in ("GPE", "NORP") and doc[end - 1].lower_ not in ("of", "for", "and"):
                break
            end += 1
        elif word.text == "-" and not word.whitespace_ and end + 1 < len(doc) and _named(doc[end + 1].text):
            end += 2
        elif word.lower_ in ("of", "for", "and", "on", "&") and (step := _next_name(doc, end, word.lower_)):
            end = step
        else:
            break
    # Country before a body ("Belarus State Authority", "Iranian Defense Ministry") is no part of its name.
    while start < i and (lands.country_of_demonym(doc[start].text) or lands.country_named(doc[start].text)):
        start += 1
    if start == i and end == i + 1 and doc[i].lower_ not in ("parliament", "congress", "senate", "pentagon", "duma"):
        return None  # a lone capitalised word ("Board") names nothing by itself
    return start, end


def _next_name(doc: Doc, i: int, word: str) -> int:
    """The end of "of [the] Name" at ``i`` where it belongs to the body before it; 0 where it does not."""
    j = i + 1
    if j < len(doc) and doc[j].lower_ == "the" and word != "and":
        j += 1
    if j >= len(doc) or not _named(doc[j].text) or doc[j].pos_ not in ("PROPN", "NOUN", "ADJ") or doc[j].ent_type_ == "PERSON":
        return 0
    if word == "and" and (doc[j].ent_type_ in ("GPE", "NORP", "PERSON") or _title_word(doc[j].lower_)):
        return 0
    if word in ("of", "for") and any(lands.country_named(doc[j : j + n].text) for n in (1, 3, 4)):
        return 0  # "Ministry of Defence of Iran": the country stands beside the body's name
    return j + 1


def _people(doc: Doc, spans: list[tuple[int, int, str]]) -> frozenset[str]:
    """Words that are last names here: full names that the model takes for persons, or that a title stands before."""
    votes: Counter[str] = Counter()
    for start, end, label in spans:
        if end - start < 2 or end - start > 5 or not doc[end - 1].is_alpha and "-" not in doc[end - 1].text:
            continue
        titled = (start > 0 and _before_name(doc, start)) or _told_who(doc, start, end)
        if label == "PERSON" or titled:
            votes[doc[end - 1].text] += 1
        elif label in ("GPE", "LOC", "FAC"):
            votes[doc[end - 1].text] -= 1
    return frozenset(word for word, count in votes.items() if count > 0)


def _is_portfolio(doc: Doc, start: int, end: int) -> bool:
    """ "Defense" in "Defense Minister" and "State" in "Secretary of State" are parts of a title, no bodies."""
    if titles.portfolio(doc[start:end].text) is None:
        return False
    after = doc[end].lower_ if end < len(doc) else ""
    before = doc[start - 2].lower_ if start > 1 and doc[start - 1].lower_ == "of" else ""
    return any(titles.office_class(w) in ("minister", "secretary", "head", "undersecretary") for w in (after, before) if w)


def _told_who(doc: Doc, start: int, end: int) -> bool:
    """True for a name of plain words that "who ..." or an office in apposition follows: it is a person whatever the model says."""
    if any(not t.is_alpha or t.lower_ in titles.bodies("all") for t in doc[start:end]):
        return False
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    i = end + 1
    if doc[i].lower_ == "who":
        return True
    if doc[i].lower_ in ("the", "a", "an", "its", "their", "then", "former") and i + 1 < len(doc):
        i += 1
    for token in doc[i : i + 5]:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return False
        if titles.office_class(token.lower_) is not None:
            return True
    return False


def _before_name(doc: Doc, start: int) -> bool:
    word = doc[start - 1].lower_
    return word in titles.honorifics() or titles.rank_class(word) is not None or (
        titles.office_class(word) is not None and doc[start - 1].text[:1].isupper()
    )


def _classify(doc: Doc, start: int, end: int, label: str, people: frozenset[str]) -> Name | None:
    text = doc[start:end].text
    name = Name(start, end, "", text, text)
    if not any(c.isalpha() for c in text):
        return None
    last = doc[end - 1].lower_
    if _is_portfolio(doc, start, end):
        return None
    if label == "BODY":
        return evolve(name, kind="organization")
    single = end - start == 1
    country = lands.country_named(text)
    if country is not None and not (fold(text) in _MISTAKABLE and (label == "PERSON" or text in people)):
        if fold(text) == "georgia" and _american(doc):
            return evolve(name, kind="place", canonical="Georgia")
        return evolve(name, kind="country", canonical=country.name)
    demonym = lands.country_of_demonym(text)
    if demonym is not None:
        return evolve(name, kind="people" if _plural_people(doc, end - 1) else "demonym", canonical=demonym)
    people_of = lands.country_of_people(text)
    if people_of is not None:
        return evolve(name, kind="people", canonical=people_of)
    if lands.country_of_seat(text) is not None:
        return evolve(name, kind="organization")
    titled = start > 0 and _before_name(doc, start)
    if not single and label != "NORP" and text.split()[-1] in people and _told_who(doc, start, end):
        return evolve(name, kind="person")
    if titled and label != "NORP" and not _place_known(text):
        return evolve(name, kind="person")
    if single and text in people and label not in ("NORP",):
        return evolve(name, kind="person")
    if last in titles.bodies("all") and not single:
        return evolve(name, kind="organization")
    if last in _streets() and not single:
        return evolve(name, kind="place", site=True)
    if label == "FAC" or (last in _sites() and not single):
        return evolve(name, kind="place", site=True)
    region = lands.world_region(text)
    if region is not None:
        return evolve(name, kind="place", canonical=region)
    if last in titles.bodies("state") and single:
        return evolve(name, kind="organization")
    if label in ("GPE", "LOC"):
        if single and text.isupper() and len(text) > 1 and not _place_known(text):
            return evolve(name, kind="organization")
        return evolve(name, kind="place")
    if _famous(text) and not titled and (single or label != "PERSON"):
        return evolve(name, kind="place")
    if label in ("", "ORG") and lands.regions_named(text):
        return evolve(name, kind="place")
    if label == "PERSON":
        if single and text.isupper() and len(text) <= 5:
            return evolve(name, kind="organization")
        return evolve(name, kind="person") if _personal(doc, start, end) else None
    if label == "ORG":
        if not single and text.split()[-1] in people:
            return evolve(name, kind="person")
        return evolve(name, kind="organization")
    if label == "":
        if text.split()[-1] in people:
            return evolve(name, kind="person")
        if single and text.isupper() and 2 <= len(text) <= 6:
            return evolve(name, kind="organization")
    return None


def _personal(doc: Doc, start: int, end: int) -> bool:
    """A name that the model takes for a person has at least one capitalised word and no figure in it."""
    words = doc[start:end]
    return any(_named(t.text) for t in words) and not any(t.like_num or t.is_space for t in words) and not all(
        t.pos_ in ("VERB", "AUX", "ADP", "ADV", "PRON", "DET") for t in words
    )


def _plural_people(doc: Doc, i: int) -> bool:
    """"Iranians", "the British said": people, where "Iranian" before a noun is a modifier."""
    token = doc[i]
    return token.tag_ in ("NNS", "NNPS") or (token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN") and token.tag_ != "JJ")


def _place_known(text: str) -> bool:
    return bool(lands.regions_named(text)) or _famous(text)


def _famous(text: str) -> bool:
    if lands.country_of_capital(text) is not None:
        return True
    if len(text) < 4:
        return False
    cities = cities_named(text)
    return bool(cities) and cities[0].thousands >= _FAMOUS


def _american(doc: Doc) -> bool:
    """True where the text speaks of the United States and not of the Caucasus, so that Georgia is the state."""
    words = {t.lower_ for t in doc if t.text[:1].isupper()}
    return bool(words & {"atlanta", "savannah", "sheriff", "ga.", "u.s.", "us", "georgians", "county"}) and not words & {"tbilisi", "abkhazia", "ossetia", "moscow", "russian", "russia"}


def _sites() -> frozenset[str]:
    return frozenset(table("places")["sites"])


def _streets() -> frozenset[str]:
    return frozenset(table("places")["streets"])
