"""Who acts: persons, bodies, countries and groups in a Doc, with the offices that they hold.

Names come from :mod:`claimrec.extraction.naming`, offices from :mod:`claimrec.extraction.offices`; here they become
values, and plain nouns for people ("two gunmen", "the suspect") join them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.counterparts import Counterpart, counterparts
from claimrec.extraction.mentions import Found
from claimrec.extraction.naming import Name, names_in
from claimrec.extraction.offices import Held, offices_in
from claimrec.extraction.places import suffixed
from claimrec.lexicon import countries as lands
from claimrec.lexicon import titles
from claimrec.model import slug
from claimrec.values.entity import Entity
from claimrec.values.office import Office

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["acting_country", "country_of_demonym", "describe_person", "entities_in", "written_office"]

country_of_demonym = lands.country_of_demonym

_DETERMINERS = frozenset(
    "the a an this that these those his her their its our my your some all both any no another other each every".split()
)
_FEW = frozenset("two three four five six seven eight nine ten both several many some few".split())
_AMOUNTS = frozenset("at least most more than as many fewer less over under about some around nearly almost up to".split())
_MODIFIERS = frozenset("det amod compound nummod nmod poss quantmod predet".split())
_TOLD_APART = frozenset({"heads", "chairs", "marshals", "generals"})  # verbs and things more often than people


def acting_country(name: str) -> str | None:
    """The country whose government a name stands for where it acts: capitals, seats of government and the country itself.

    >>> acting_country("Tehran"), acting_country("the Kremlin"), acting_country("Lagos")
    ('Iran', 'Russia', None)
    """
    country = lands.country_named(name)
    if country is not None:
        return country.name
    return lands.country_of_capital(name) or lands.country_of_seat(name)


def written_office(office: Office) -> str:
    """An office as it is written out among a person's titles.

    >>> written_office(Office("minister", "Ministry of Defence", "Iran")), written_office(Office("president", None, "Iran"))
    ('Minister of Defence of Iran', 'President of Iran')
    """
    return office.written


def entities_in(doc: Doc) -> list[Found]:
    """Everybody and everything that can act, and the offices they hold, from left to right.

    Persons, bodies, countries and groups are Entities; each office held is a Found of its own, whose ``holder`` is the
    head token of its person. A holder of an office who is not named ("the Iranian president") is a person without an
    id, named by the office written out. An adjective of nationality ("Iranian") is no entity.

    >>> from claimrec.extraction.language import english
    >>> [(f.value.kind, f.value.text) for f in entities_in(english()("The mayor of Oslo met two gunmen."))]
    [('entity', 'The mayor of Oslo'), ('office', 'mayor of Oslo'), ('entity', 'two gunmen')]
    """
    kept: list[Found] | None = doc.user_data.get("claimrec.entities")
    if kept is None:
        kept = _entities(doc)
        doc.user_data["claimrec.entities"] = kept
    return list(kept)


def _entities(doc: Doc) -> list[Found]:
    names, held = names_in(doc), offices_in(doc)
    by_holder: dict[int, list[str]] = {}
    for one in held:
        if one.holder is not None:
            by_holder.setdefault(one.holder.start, []).append(written_office(one.office))
    full = _full_names(names)
    covered = bytearray(len(doc))
    near = ({name.end: name for name in names}, {name.start: name for name in names})
    found = []
    for name in names:
        if suffixed(doc, name.end):
            continue
        value = _named(doc, name, tuple(dict.fromkeys(by_holder.get(name.start, ()))), full)
        if value is not None:
            start, end, country = _nation(doc, name, near) if name.kind == "organization" else (name.start, name.end, None)
            if country is not None:
                value = evolve(value, name=f"{value.name} of {country}", id=slug(f"{value.name} of {country}"))
            head = doc[name.start : name.end].root.i
            found.append(_found(doc, evolve(value, text=_text(doc, start, end)), start, end, head=head))
        if value is not None or name.kind == "place":
            covered[name.start : name.end] = b"\1" * (name.end - name.start)
    for one in held:
        told = _of_office(doc, one)
        # A country that stands for its minister is no country there.
        heads = {f.head for f in told if f.value.kind == "entity"}
        found = [f for f in found if f.head not in heads] + told if heads else found + told
        covered[one.start : one.end] = b"\1" * (one.end - one.start)
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and not covered[token.i]:
            described = describe_person(doc, token)
            if described is not None:
                found.append(described)
    return sorted(found, key=lambda f: (f.start, -f.end, f.value.kind))


def _nation(doc: Doc, name: Name, near: tuple[dict[int, Name], dict[int, Name]]) -> tuple[int, int, str | None]:
    """A body together with the country that it is said to be of: "Iran's Defense Ministry", "Ministry of Defence of Iran"."""
    ending, starting = near
    before = name.start
    if before and doc[before - 1].lower_ in ("'s", "’s", "'", "’"):
        before -= 1
    owner = ending.get(before)
    if owner is not None and (owner.kind in ("demonym", "country")):
        return owner.start, name.end, owner.canonical
    if name.end < len(doc) and doc[name.end].lower_ in ("of", "in"):
        after = name.end + 1 + (name.end + 1 < len(doc) and doc[name.end + 1].lower_ == "the")
        owner = starting.get(after)
        if owner is not None and owner.kind == "country" and doc[name.end].lower_ == "of":
            return name.start, owner.end, owner.canonical
    return name.start, name.end, None


def _full_names(names: list[Name]) -> dict[str, str]:
    """Last name -> the only full name in this text that ends in it."""
    seen: dict[str, set[str]] = {}
    for name in names:
        if name.kind == "person" and " " in name.text:
            seen.setdefault(name.text.split()[-1], set()).add(name.text)
    return {last: next(iter(full)) for last, full in seen.items() if len(full) == 1}


def _named(doc: Doc, name: Name, held: tuple[str, ...], full: dict[str, str]) -> Entity | None:
    if name.kind == "person":
        shown = full.get(name.text, name.text)
        return Entity(shown, "person", slug(shown), held)
    if name.kind == "organization":
        return Entity(name.text, "organization", slug(name.text))
    if name.kind == "country":
        return Entity(name.canonical, "country", slug(name.canonical))
    if name.kind == "people":
        return Entity(name.text, "group")
    return None


def _text(doc: Doc, start: int, end: int) -> str:
    return str(doc[start:end].text)


def _found(doc: Doc, value: Entity | Office, start: int, end: int, *, head: int, holder: int | None = None) -> Found:
    span = doc[start:end]
    return Found(value, start, end, head, (span.start_char, span.end_char), holder=holder)


def _of_office(doc: Doc, one: Held) -> list[Found]:
    """The office, and where nobody is named beside it, the person who holds it."""
    start, end = one.start, one.end
    if one.holder is not None:
        if one.adjacent and one.holder.start >= end:
            end = one.holder.end  # shown together with the ranks between them
        office = evolve(one.office, text=_text(doc, start, end))
        return [_found(doc, office, start, end, head=one.head, holder=doc[one.holder.start : one.holder.end].root.i)]
    owns = end + 1 < len(doc) and doc[end].lower_ in ("'s", "’s") and doc[one.head].text[:1].isupper()
    if owns and (not one.definite or doc[end + 1].text[:1].isupper()):
        return []  # "Sheriff's deputies", "Owner's Manual"
    while start > 0 and (doc[start - 1].lower_ in _DETERMINERS or doc[start - 1].lower_ in _FEW) and not doc[start - 1].is_space:
        start -= 1
    text = _text(doc, start, end)
    if several := counterparts(doc, one):
        return [f for each in several for f in _described(doc, each)]
    if one.plural:
        name = _text(doc, one.start, end)
        return [_found(doc, Entity(name, "group", text=text), start, end, head=one.head)]
    title = written_office(one.office)
    name = title[:1].lower() + title[1:]
    person = Entity(name, "person", "", (title,) if one.definite else (), text)
    return [
        _found(doc, person, start, end, head=one.head),
        _found(doc, evolve(one.office, text=_text(doc, one.start, end)), one.start, end, head=one.head, holder=one.head),
    ]


def _described(doc: Doc, one: Counterpart) -> list[Found]:
    """The holder of an office in one of several countries, and the office."""
    title = written_office(one.office)
    person = Entity(title[:1].lower() + title[1:], "person", "", (title,), _text(doc, one.start, one.end))
    return [
        _found(doc, person, one.start, one.end, head=one.head),
        _found(doc, one.office, one.start, one.end, head=one.head, holder=one.head),
    ]


def describe_person(doc: Doc, token: Token) -> Found | None:
    """The person, group or unnamed body that a common noun denotes ("a 28-year-old man", "two gunmen", "the police").

    None where the noun denotes no people, or only says something of another noun ("police station", "rebel-held").
    """
    if token.dep_ in ("compound", "amod", "nmod") and 0 < token.head.i - token.i < 4:
        return None
    if token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and not token.whitespace_:
        return None
    kind = _kind(token) or _aged(doc, token)
    if kind is None or _is_part(token):
        return None
    start = _phrase_start(doc, token)
    first = start
    while first < token.i and (
        doc[first].lower_ in _DETERMINERS | _AMOUNTS or doc[first].pos_ in ("ADV", "ADP", "SCONJ", "PUNCT")
    ):
        first += 1
    name = _text(doc, first, token.i + 1)
    if doc[first].is_sent_start and not doc[first].ent_type_:
        name = name[:1].lower() + name[1:]
    text = _text(doc, start, token.i + 1)
    country = _governed(doc, token) if kind == "organization" else None
    value = Entity(name, kind, "", (), text) if country is None else Entity(country, "country", slug(country), (), text)
    return _found(doc, value, start, token.i + 1, head=token.i)


def _is_part(token: Token) -> bool:
    """ "On the far side of the road": a part of a thing, and no party."""
    of = any(c.lower_ == "of" and c.dep_ == "prep" for c in token.children)
    return token.lower_ == "side" and of and token.dep_ == "pobj" and token.head.lower_ != "by"


def _governed(doc: Doc, token: Token) -> str | None:
    """The country of "the Iranian government" and "Iran's government": where its government acts, the country does."""
    if token.lower_ not in ("government", "regime") or token.i == 0:
        return None
    i = token.i - 1
    if doc[i].lower_ in ("'s", "’s") and i > 0:
        i -= 1
    word = doc[i].text
    named = lands.country_named(word)
    return named.name if named is not None else lands.country_of_demonym(word)


def _aged(doc: Doc, token: Token) -> str | None:
    """ "The 18-year-old": somebody told by an age alone."""
    i = token.i
    if (
        token.lower_ not in ("old", "olds")
        or i < 2
        or doc[i - 1].text != "-"
        or doc[i - 2].lower_ not in ("year", "month", "week", "day")
    ):
        return None
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "ROOT"):
        return None
    return "group" if token.lower_ == "olds" else "person"


def _phrase_start(doc: Doc, token: Token) -> int:
    """Where the noun phrase of a token begins: its modifiers, one beside the other, without clauses and dates."""
    start = token.i
    if token.lower_ in ("old", "olds"):  # "the other 18-year-old"
        start = max(0, token.i - 4)
        while start > 0 and doc[start - 1].lower_ in _DETERMINERS:
            start -= 1
        return start
    for child in reversed(list(token.lefts)):
        if child.is_punct and child.text in ("-", "'", "’"):
            continue
        if (
            child.dep_ not in _MODIFIERS
            or child.right_edge.i + 1 != start
            or (child.pos_ in ("SCONJ", "PRON") and child.dep_ != "poss")
        ):
            break
        left = child.left_edge.i
        if start - left > 5 or any(t.is_space or t.dep_ == "relcl" or t.ent_type_ in ("DATE", "TIME") for t in doc[left:start]):
            if not (child.dep_ == "amod" and start - left <= 6 and "-" in doc[left:start].text):  # "28-year-old" is no date
                break
        start = left
    return start


def _kind(token: Token) -> str | None:
    """``person``, ``group`` or ``organization`` for a common noun, by word and number."""
    low = token.lower_
    if token.pos_ == "NUM":
        return None
    lemma = token.lemma_.lower() if token.pos_ != "PROPN" else titles.singular(low)
    plural = token.tag_ in ("NNS", "NNPS")
    if lemma in titles.persons() or low in titles.persons():
        return "group" if plural or (lemma != low and token.pos_ == "NOUN") else "person"
    if low in titles.unnamed("bodies") or lemma in titles.unnamed("bodies"):
        return "group" if plural and low not in ("police", "media") else "organization"
    if low in titles.collectives():
        return "group"
    if token.pos_ == "NOUN" and token.tag_ == "NNS" and titles.office_class(low) is not None and low not in _TOLD_APART:
        return "group"
    if token.pos_ == "NOUN" and titles.singular(low) in titles.unnamed("ranks"):
        return "group" if plural else "person"
    return None
