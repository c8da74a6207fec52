"""Triggers: the verbs, event nouns, adjectives and multiword phrases that name a happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from claimrec.extraction.catalogue import Catalogue, EventType, event_type
from claimrec.extraction.hazards import hazard_of, named_hazard, wreck_of
from claimrec.extraction.senses import led, marked_for, with_particle
from claimrec.extraction.syntax import objects, strives_to_live, subject_of, undergoing
from claimrec.lexicon import words

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Doc, Token

__all__ = ["Trigger", "triggers_in"]


@frozen(eq=False)
class Trigger:
    """A happening's name in a Doc.

    Args:
        type: the event type.
        token: the token that the frame is read from.
        start: first token of the words that name it.
        end: token after the last.
        form: ``verb``, ``noun`` or ``adjective``.
        support: the light verb that carries an event noun ("held" in "held talks"): its subject and time are the event's.
    """

    type: EventType
    token: Token
    start: int
    end: int
    form: str
    support: Token | None = None


def triggers_in(doc: Doc, catalogue: Catalogue, persons: frozenset[int] = frozenset()) -> list[Trigger]:
    """All triggers of a Doc in text order; a light verb and its event noun are one trigger.

    Args:
        doc: the parsed text.
        catalogue: the event types.
        persons: the tokens that name or describe people; some verbs need one as object.
    """
    found: dict[int, Trigger] = {}
    taken: set[int] = set()
    # neither verb, noun, adjective nor adverb: no trigger
    tokens = [token for token in doc if token.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADV")]
    for token in tokens:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            trigger = _occurrence(token, catalogue) or _struck(token, catalogue) or _multiword(token, catalogue)
            if trigger is not None:
                found[trigger.token.i] = trigger
                taken.update(range(trigger.start, trigger.end))
                taken.add(token.i)
    for token in tokens:
        if token.i in taken:
            continue
        trigger = (
            _verb(token, catalogue, persons)
            or _noun(token, catalogue)
            or _adjective(token, catalogue)
            or _occasion(token, catalogue)
        )
        if trigger is not None:
            found.setdefault(token.i, trigger)
    inside = {i for t in found.values() for i in range(t.start, t.end) if i != t.token.i}
    return [found[i] for i in sorted(found) if i not in inside and not _is_thing_of(found[i], found)]


def _is_thing_of(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    """ "Signed 12 agreements": the agreements are what was signed, not a happening of their own."""
    if trigger.form != "noun" or trigger.support is not None:
        return False
    token = trigger.token
    if _ends(token) and (held := found.get(token.head.head.i)) is not None and held.type is trigger.type:
        return True  # "beat a man to death"
    for _ in range(5):
        if token.dep_ not in ("dobj", "pobj", "prep", "nsubjpass", "conj", "attr") or (
            token.dep_ == "prep" and token.lower_ != "of"
        ):
            return False
        token = token.head
        holder = found.get(token.i)
        if holder is not None:
            return holder.type.counted(trigger.token.lemma_.lower()) is not None or bool(
                holder.type.objects
                and token.pos_ == "VERB"
                and trigger.token.lemma_.lower() in holder.type.objects.get(token.lemma_, ())
            )
    return False


def _occurrence(verb: Token, catalogue: Catalogue) -> Trigger | None:
    """ "The raid took place at dawn", "it happened near the port": the subject is the event, the verb only sets its scene."""
    place = None
    if verb.lemma_ == "take":
        place = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ in ("place", "effect")), None)
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), None)
    if particle is not None and f"{verb.lemma_} {particle.lower_}" in catalogue.occur:
        place = None
    elif verb.lemma_ not in catalogue.occur and place is None:
        return None
    for subject in subject_of(verb):
        named = _noun(subject, catalogue)
        if named is not None:
            return Trigger(named.type, subject, named.start, named.end, "noun", support=verb)
    if particle is not None:
        return None
    end = verb.i + 1 if place is None or place.i != verb.i + 1 else place.i + 1
    return Trigger(event_type("happen"), verb, verb.i, end, "verb")


def _multiword(verb: Token, catalogue: Catalogue) -> Trigger | None:
    """ "held talks", "opened fire", "shot dead", "stepped down", "taken into custody"."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        word = child.lower_
        if child.dep_ == "advcl" and (mark := marked_for(child)) is not None and (kind := catalogue.verbs.get(f"{lemma} for")):
            return Trigger(kind, verb, verb.i, mark.i + 1 if mark.i == verb.i + 1 else verb.i + 1, "verb")
        if child.dep_ == "prt" or (child.dep_ in ("prep", "advmod", "acomp", "oprd") and child.i == verb.i + 1):
            if (told := led(child, lemma, catalogue)) is not None:
                return _phrase(told[0], verb, told[1])  # "went off the rails" is no "went off"
            kind = with_particle(verb, child, lemma, catalogue)
            if kind is not None:
                return Trigger(kind, verb, min(verb.i, child.i), max(verb.i, child.i) + 1, "verb")
            if child.dep_ != "prep":
                kind = catalogue.phrases.get((lemma, word))
                if kind is not None:
                    return _phrase(kind, verb, child)
        if child.dep_ in ("acomp", "oprd", "advmod") and (kind := catalogue.phrases.get((lemma, word))) is not None:
            return _phrase(kind, verb, child)
        if child.dep_ in ("dobj", "obj", "attr"):
            noun = child.lemma_.lower()
            for pair in ((lemma, noun), (lemma, _compound(child)), (lemma, word)):  # "left their homes", not "left home"
                kind = catalogue.phrases.get(pair)
                if kind is not None:
                    return _phrase(kind, verb, child)
            kind = catalogue.objects.get((lemma, noun))
            if kind is not None:
                return Trigger(kind, verb, verb.i, verb.i + 1, "verb")
        if child.dep_ == "nsubjpass" and (kind := catalogue.objects.get((lemma, child.lemma_.lower()))) is not None:
            return Trigger(kind, verb, verb.i, verb.i + 1, "verb")  # "troops were sent"
        if child.dep_ == "prep" and (told := led(child, lemma, catalogue)) is not None:
            return _phrase(told[0], verb, told[1])
    return None


def _phrase(kind: EventType, verb: Token, noun: Token) -> Trigger:
    inside = any(c.dep_ in ("dobj", "obj") and verb.i < c.i < noun.i for c in verb.children)  # "stabbed her to death"
    near = 0 < noun.i - verb.i <= 3 and not inside
    start, end = (verb.i, noun.i + 1) if near else (noun.i, noun.i + 1)
    if noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in kind.nouns and not _ends(noun):
        return Trigger(kind, noun, start, end, "noun", support=verb)
    return Trigger(kind, verb, start if near else verb.i, end if near else verb.i + 1, "verb")


def _ends(noun: Token) -> bool:
    """ "Was stabbed to death": the death is how the verb ended, and no happening that the verb carries."""
    return noun.lower_ == "death" and noun.dep_ == "pobj" and noun.head.lower_ == "to"


def _verb(token: Token, catalogue: Catalogue, persons: frozenset[int]) -> Trigger | None:
    if token.pos_ != "VERB" or token.dep_ in ("aux", "auxpass", "case", "mark", "prep"):
        return None
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("un", "non"):
        return None  # "an un-named source"
    if token.lower_ == "missing" and not objects(token):
        return None  # "eight are missing": an adjective, whatever the tagger says
    lemma = _lemma(token, catalogue)
    if strives_to_live(token):
        return None
    if lemma == "call" and _is_sent_for(token):
        return Trigger(event_type("call out"), token, token.i, token.i + 1, "verb")
    won = (
        lemma in catalogue.verbs and catalogue.verbs[lemma].name == "win" and _is_contest(token)
    )  # "beat the guards" and "beat the champions"
    befalls = lemma in catalogue.personal and catalogue.personal[lemma].unit is not None
    if lemma in catalogue.personal and not won and _has_person_object(token, persons, befalls) and not _is_predicated(token):
        return Trigger(catalogue.personal[lemma], token, token.i, token.i + 1, "verb")
    if lemma in catalogue.clausal and _has_clause(token):
        return Trigger(catalogue.clausal[lemma], token, token.i, token.i + 1, "verb")
    kind = catalogue.verbs.get(lemma)
    if lemma == "capture" and _takes_place(token):
        kind = catalogue.verbs["recapture"]
    if kind is not None and (kind.speech or lemma == "pick") and (turned := _turned(token)) is not None:
        return Trigger(EventType(f"{lemma} {turned.lower_}"), token, token.i, turned.i + 1, "verb")
    if kind is None:
        particle = next((c for c in token.children if c.dep_ == "prt"), None)
        if particle is not None and (lemma in catalogue.stative or lemma in catalogue.light):
            # "made off", "went out": the particle makes a happening of a verb that states none
            start, end = min(token.i, particle.i), max(token.i, particle.i) + 1
            return Trigger(
                event_type(f"{lemma} {particle.lower_}"), token, start, end if end - start <= 3 else token.i + 1, "verb"
            )
        if lemma in catalogue.stative or not lemma.isalpha() or len(lemma) < 3 or token.dep_ == "amod":
            return None
        if lemma in catalogue.light and any(_noun(o, catalogue) for o in objects(token)):
            return None
        kind = event_type(lemma)
    elif token.dep_ == "amod" and not (kind.unit and token.tag_ == "VBN"):
        return None
    return Trigger(kind, token, token.i, token.i + 1, "verb")


def _takes_place(verb: Token) -> bool:
    """ "Captured Aleppo", "Aleppo was captured": nobody was."""
    return any(t.ent_type_ in ("GPE", "LOC", "FAC") for t in undergoing(verb))


def _is_sent_for(verb: Token) -> bool:
    """ "Police were called to a house": nobody rang them there, and nobody said so."""
    passive = any(c.dep_ == "auxpass" for c in verb.children) or verb.dep_ == "acl" and verb.tag_ == "VBN"
    return passive and any(c.dep_ == "prep" and c.lower_ in ("to", "into") or c.dep_ == "prt" for c in verb.children)


def _is_contest(verb: Token) -> bool:
    """A named side or a rival is beaten in a game or a vote."""
    heads = objects(verb) or (subject_of(verb) if any(c.dep_ == "nsubjpass" for c in verb.children) else [])
    return any(h.pos_ == "PROPN" or h.lemma_.lower() in words("cues", "syntax", "contestants") for h in heads)


def _is_predicated(verb: Token) -> bool:
    """ "Called him a liar", "called him brave": the verb says something of its object."""
    return any(c.dep_ in ("oprd", "attr", "acomp", "ccomp", "xcomp") for c in verb.children)


def _lemma(verb: Token, catalogue: Catalogue) -> str:
    """The lemma, mended where the lemmatizer cut too much or too little off: "fined", "gutted"."""
    lemma, word = verb.lemma_.lower(), verb.lower_
    if lemma in catalogue.verbs or not word.endswith("ed") or verb.tag_ not in ("VBD", "VBN"):
        return lemma
    stem = word[:-2]
    doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
    return next((made for made in (word[:-1], stem, doubled) if made in catalogue.verbs), lemma)


def _has_clause(verb: Token) -> bool:
    """ "Ruled that the ban was void", "…, the union complained": the verb reports a clause with a finite verb."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis") and child.pos_ in ("VERB", "AUX"):
            finite = child.tag_ in ("VBD", "VBZ", "VBP") or any(
                c.dep_ in ("aux", "auxpass") and c.lower_ != "to" for c in child.children
            )
            if finite and child.dep_ == "ccomp" or child.i < verb.i:
                return True
    return False


def _struck(verb: Token, catalogue: Catalogue) -> Trigger | None:
    kind = hazard_of(verb, catalogue) or wreck_of(verb, catalogue)
    down = verb.lemma_ in ("come", "go")  # "came down"
    return None if kind is None else Trigger(kind, verb, verb.i, verb.i + 1 + down, "verb")


def _turned(verb: Token) -> Token | None:
    """The particle that makes another act of a verb of saying: "called off", "wrote off", "call up"."""
    beside = (c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1)
    return next((c for c in beside if c.lower_ in ("off", "up", "in", "down")), None)


def _has_person_object(verb: Token, persons: frozenset[int], befalls: bool) -> bool:
    heads = objects(verb) or (subject_of(verb) if any(c.dep_ == "nsubjpass" for c in verb.children) else [])
    if befalls and not heads:
        heads = _undergoing(verb)
    return any(
        h.i in persons
        or h.lower_ == "police"
        or h.dep_ == "nsubjpass"
        and h.pos_ == "NUM"
        or (h.pos_ == "PRON" and h.lower_ in ("him", "her", "them", "he", "she", "they"))
        for h in heads
    )


def _undergoing(verb: Token) -> list[Token]:
    """Whom a participle without an object is about: "a fired clerk", "Roe, fired in May,", "the first to be fired"."""
    if verb.tag_ != "VBN" or any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children if c.lower_ != "having"):
        return []
    if verb.dep_ == "amod" and verb.head.i > verb.i:
        return [verb.head]
    if verb.dep_ in ("acl", "relcl") and not any(c.dep_ == "nsubj" for c in verb.children):
        return [verb.head]
    return subject_of(verb) if any(c.dep_ == "auxpass" for c in verb.children) else []


def _noun(token: Token, catalogue: Catalogue) -> Trigger | None:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "nmod") and not _stands_for_event(token, catalogue):
        return None
    if token.ent_type_ in ("PERSON", "GPE", "NORP", "LOC", "MONEY", "PERCENT", "DATE", "TIME"):
        return None
    lemma = token.lemma_.lower()
    if token.dep_ == "pobj" and (token.head.head.lemma_.lower(), f"{token.head.lower_} {lemma}") in catalogue.phrases:
        return None  # "hacked them to death", "sentenced to death": the verb names it
    bare = token.dep_ == "pobj" and token.head.lower_ == "in" and token.i == token.head.i + 1
    if bare and lemma in ("exchange", "return", "support"):
        return None  # "in exchange for": a preposition of three words
    longer = _compound(token)
    start = token.i
    kind = catalogue.nouns.get(longer)
    if kind is not None and longer != lemma:
        start = token.i - 1
    else:
        kind = catalogue.nouns.get(lemma)
    if kind is None:
        if lemma in catalogue.happenings or longer in catalogue.happenings:
            kind = event_type(longer if longer in catalogue.happenings else lemma)
            start = token.i - (longer in catalogue.happenings and longer != lemma)
        elif (gerund := _gerund(token, catalogue)) is not None:
            kind = gerund
        elif token.ent_type_ == "EVENT" and (token.head.ent_type_ != "EVENT" or token.head.i == token.i):
            kind = named_hazard(token, catalogue) or event_type(lemma)  # a named event: "the Games"
        else:
            return None
    if kind.unit is None and kind.speech and token.dep_ == "compound":
        return None
    return Trigger(kind, token, start, token.i + 1, "noun")


def _occasion(token: Token, catalogue: Catalogue) -> Trigger | None:
    """ "The Oscars", "the World Cup": an occasion with a name of its own."""
    if not token.text[:1].isupper() or token.pos_ not in ("NOUN", "PROPN"):
        return None
    for start in range(max(0, token.i - 3), token.i + 1):
        kind = catalogue.occasion(t.lower_ for t in token.doc[start : token.i + 1])
        if kind is not None:
            return Trigger(kind, token, start, token.i + 1, "noun")
    return None


def _gerund(token: Token, catalogue: Catalogue) -> EventType | None:
    """ "The burning of the mill": a noun in -ing that a catalogued verb makes."""
    word = token.lower_
    if not word.endswith("ing") or token.dep_ == "compound":
        return None
    stem = word[:-3]
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return next((catalogue.verbs[s] for s in (stem, stem + "e", doubled) if s in catalogue.verbs), None)


def _stands_for_event(token: Token, catalogue: Catalogue) -> bool:
    """ "the shooting victim", "the crash site": the compound still names the event, a body's name does not."""
    spelled = token.text.isupper() and token.lemma_.lower() in catalogue.happenings  # "a DUI arrest"
    return (
        (token.pos_ == "NOUN" or spelled) and token.head.pos_ == "NOUN" and token.head.ent_type_ not in ("ORG", "FAC", "PRODUCT")
    )


def _compound(token: Token) -> str:
    if token.i and token.nbor(-1).dep_ in ("compound", "amod") and token.nbor(-1).head.i == token.i:
        return f"{token.nbor(-1).lower_} {token.lemma_.lower()}"
    return token.lemma_.lower()


def _adjective(token: Token, catalogue: Catalogue) -> Trigger | None:
    kind = catalogue.adjectives.get(token.lower_)
    if kind is None and token.lower_ in ("shot", "killed", "wounded", "stabbed", "arrested", "rescued") and token.pos_ == "NOUN":
        # "3 shot in van", where the tagger takes a headline's participle for a noun
        counted = any(c.dep_ == "nummod" and c.lower_ not in ("1", "one") for c in token.lefts)
        kind = catalogue.verbs.get("shoot" if token.lower_ == "shot" else token.lower_.removesuffix("ed")) if counted else None
    if kind is None or token.pos_ not in ("ADJ", "VERB", "NOUN", "ADV"):
        return None
    if (
        token.dep_ == "amod"
        and token.head.pos_ in ("NOUN", "PROPN")
        and token.i < token.head.i
        and kind.name not in ("injure", "missing")
    ):
        return None  # "a dead man" describes, "a man was dead" states
    if token.dep_ in ("compound", "poss"):
        return None
    return Trigger(kind, token, token.i, token.i + 1, "adjective")
