"""Roles that plain words give to people: occupations, relations and parts played ("a retired welder", "her former husband").

Offices proper (ministers, chairmen, sheriffs) are read by :mod:`claimrec.extraction.offices`; what is read here are the
nouns of copulas, appositions and "as" phrases, and nouns that stand before a name, where they say what a person is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.draft import Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.syntax import is_passive, objects, subject_of
from claimrec.lexicon import titles, words
from claimrec.values import Entity, Office

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["copula_of", "is_personal", "roles_in", "states_of"]

COPULAS = frozenset({"be", "become", "remain"})
HUMAN_PRONOUNS = frozenset({"he", "she", "who", "him", "her", "i"})
HOLDING = frozenset({"compound", "nmod", "appos", "attr", "pobj"})
PAST = frozenset({"former", "ex", "onetime", "retired", "late", "estranged"})


def roles_in(doc: Doc, mentions: Mentions) -> list[Found]:
    """The roles that a Doc gives to people, each an Office whose ``holder`` is the token of who has it."""
    made = [_bound(found, doc) for found in mentions.offices]
    for token in doc:
        if token.dep_ not in HOLDING and token.dep_ not in ("nsubj", "nsubjpass", "dobj", "conj", "ROOT"):
            continue
        if token.pos_ not in ("NOUN", "PROPN") or token.i in mentions.titled:
            continue
        holder = _holder(token, mentions)
        if holder is not None:
            made.append(_role(doc, token, holder))
    return made


def _bound(office: Found, doc: Doc) -> Found:
    """ "Roe was deputy mayor", "named Roe as deputy mayor": an office that seems to have no holder but itself."""
    head = doc[office.head]
    if office.holder != office.head:
        return office
    if head.dep_ == "attr" and head.head.lemma_ in COPULAS:
        subject = next(iter(subject_of(head.head)), None)
        return office if subject is None or subject.pos_ == "NOUN" else evolve(office, holder=subject.i)
    verb = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "as" else head.head if head.dep_ == "oprd" else None
    holder = None if verb is None or verb.pos_ != "VERB" else _put_in_office(verb)
    return office if holder is None or holder.i == head.i else evolve(office, holder=holder.i)


def _put_in_office(verb: Token) -> Token | None:
    """Who comes into the office, or held it: whom they name, who serves, who follows somebody."""
    if verb.lemma_ in ("replace", "succeed"):
        by = [c for child in verb.children if child.dep_ == "agent" for c in child.children if c.dep_ == "pobj"]
        return next(iter(by if is_passive(verb) else subject_of(verb)), None)
    return next(iter(objects(verb) or subject_of(verb)), None)


def states_of(doc: Doc, mentions: Mentions, roles: list[Found], stative: frozenset[str], taken: set[int]) -> list[Token]:
    """The verbs of being and having that tell a role, a figure or an age: "Roe was a nurse", "the bus had 40 seats"."""
    found = {c.i: c for f in roles if (c := copula_of(f, doc)) is not None}
    for quantity in mentions.quantities:
        if quantity.measure == "lapse":
            continue
        token = doc[quantity.noun if quantity.noun is not None else quantity.head]
        for _ in range(5):
            clause = token.pos_ == "VERB" and token.dep_ in ("relcl", "acl", "advcl", "ccomp")
            if clause or token.i in taken or token.head.i == token.i:
                break
            token = token.head
        if token.i not in taken and token.pos_ in ("VERB", "AUX") and token.lemma_ in stative:
            found.setdefault(token.i, token)
    return [found[i] for i in sorted(found) if i not in taken]


def copula_of(found: Found, doc: Doc) -> Token | None:
    """The verb of "Roe was a nurse", where the role or office is its complement."""
    head = doc[found.head]
    verb = head.head
    return verb if head.dep_ == "attr" and verb.lemma_ in COPULAS and any(c.dep_ == "nsubj" for c in verb.children) else None


def _holder(token: Token, mentions: Mentions) -> Token | None:
    """Whose role a noun states; None where it states none."""
    if token.dep_ in ("compound", "nmod"):
        named = token.head.i > token.i and _is_named(token.head, mentions) and mentions.entity_at[token.head.i].start > token.i
        return token.head if named and token.text.islower() and is_personal(token) else None
    beside = next((c for c in token.children if c.dep_ == "appos" and _is_named(c, mentions)), None)
    if beside is not None and is_personal(token) and not _is_named(token, mentions):
        return beside  # "his wife, Ida Holt"
    if token.dep_ == "appos":
        over = token.head
        told = is_personal(token) or token.pos_ == "NOUN" and any(c.dep_ in ("det", "poss") for c in token.lefts)
        if token.lower_ in words("cues", "roles", "plain") and all(c.dep_ in ("det", "poss") for c in token.lefts):
            return None  # "Ida Holt, a woman who sells flowers"
        return over if told and _is_named(over, mentions) and not _is_known(token, mentions) else None
    if token.dep_ == "attr" and token.head.lemma_ in COPULAS:
        return next((s for s in subject_of(token.head) if _may_hold(s, token, mentions)), None)
    if token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.pos_ == "VERB" and is_personal(token):
        under = [_counted(t) for t in [*objects(token.head.head), *subject_of(token.head.head)][:1]]
        return next((t for t in under if _may_hold(t, token, mentions)), None)
    if _is_relation(token) and any(c.dep_ == "poss" for c in token.children):
        return token  # "killing her former husband": what he is to her, whoever he is
    return None


def _counted(token: Token) -> Token:
    """ "Two of the victims": the victims."""
    of = next((c for c in token.children if c.lower_ == "of"), None) if token.pos_ == "NUM" else None
    return next((c for c in of.children if c.dep_ == "pobj"), token) if of is not None else token


def _may_hold(subject: Token, role: Token, mentions: Mentions) -> bool:
    """A named person is whatever stands behind "was a"; of others the noun must tell that a person is meant."""
    if role.lemma_ == subject.lemma_ or role.i in mentions.time_at:
        return False
    if subject.lower_ in HUMAN_PRONOUNS or _is_described(subject, mentions):
        return is_personal(role)
    return _is_named(subject, mentions) and is_personal(role)


def _is_named(token: Token, mentions: Mentions) -> bool:
    found = mentions.entity_at.get(token.i)
    return found is not None and isinstance(found.value, Entity) and found.value.type == "person" and bool(found.value.id)


def _is_known(token: Token, mentions: Mentions) -> bool:
    """True for a name of its own; "a friend" behind a name says who that is."""
    found = mentions.entity_at.get(token.i)
    return (
        found is not None
        and isinstance(found.value, Entity)
        and (bool(found.value.id) or found.value.type not in ("person", "group"))
    )


def _is_described(token: Token, mentions: Mentions) -> bool:
    found = mentions.entity_at.get(token.i)
    value = found.value if found is not None else None
    return isinstance(value, Entity) and value.type in ("person", "group") and not value.id


def is_personal(token: Token) -> bool:
    """True for a noun that says what somebody does or is to others; "man" and "woman" say neither."""
    low = token.lower_
    if low in words("cues", "roles", "plain"):
        return False
    lemma = titles.singular(low)
    return lemma in titles.persons() or titles.office_class(lemma) is not None or _is_relation(token) or _is_agentive(lemma)


def _is_relation(token: Token) -> bool:
    return token.lemma_.lower() in words("cues", "roles", "relations")


def _is_agentive(lemma: str) -> bool:
    """ "welder", "violinist", "fireman": words made for people by their ending."""
    endings = tuple(sorted(words("cues", "roles", "endings")))
    return len(lemma) > 5 and lemma.endswith(endings) and lemma not in words("cues", "roles", "things")


def _role(doc: Doc, token: Token, holder: Token) -> Found:
    start = token.i
    for child in token.lefts:
        if child.dep_ in ("compound", "amod", "nmod") and child.left_edge.i == child.i or child.dep_ == "punct":
            start = min(start, child.i)
    while start < token.i and doc[start].is_punct:
        start += 1
    end = token.i + 1
    if doc[end : end + 4].text.lower().startswith("-in-law"):
        end += 4
    spelled = doc[start:end]
    former = any(t.lower_ in PAST for t in spelled)
    title = " ".join(t.lower_ for t in spelled if t.lower_ not in PAST and not t.is_punct)
    if end > token.i + 1:
        title = doc[token.i : end].text.lower()
    value = Office(title, status="former" if former else "current", text=spelled.text)
    return Found(value, start, end, token.i, (spelled.start_char, spelled.end_char), holder=holder.i)
