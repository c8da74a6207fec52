"""Frames: who takes part in a happening, and in which role, by the syntax around its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.actors import POSSESSIVES, Actors
from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.entities import country_of_demonym
from claimrec.extraction.reading import Reading
from claimrec.extraction.rosters import listed_names
from claimrec.extraction.syntax import (
    accompanied,
    coordinated,
    is_passive,
    objects,
    phrase_start,
    prepositional,
    shared,
    subject_of,
)
from claimrec.extraction.things import Things
from claimrec.lexicon import words
from claimrec.lexicon.countries import country_named
from claimrec.model import Role
from claimrec.values import Entity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["Framer"]

# What a preposition contributes unless the event type says otherwise; those left out contribute nobody.
PREPOSITIONS = {
    "by": Role.AGENT,
    "with": Role.RECIPIENT,
    "alongside": Role.PARTICIPANT,
    "to": Role.RECIPIENT,
    "toward": Role.RECIPIENT,
    "towards": Role.RECIPIENT,
    "against": Role.PATIENT,
    "on": Role.PATIENT,
    "upon": Role.PATIENT,
    "at": Role.PATIENT,
    "into": Role.PATIENT,
    "from": Role.RECIPIENT,
    "for": Role.RECIPIENT,
    "about": Role.TOPIC,
    "over": Role.TOPIC,
    "regarding": Role.TOPIC,
    "between": Role.PARTICIPANT,
    "among": Role.PARTICIPANT,
    "of": Role.PATIENT,
}
# Prepositions whose noun may name whom the act is about only further down: "against the offices of B".
DESCENDED = frozenset({"against", "of", "into", "to", "on", "over", "at"})
# Prepositions of a light verb that belong to the event noun in its object: "opened inquiries against B".
LENT = frozenset({"against", "into", "on", "with", "toward", "towards", "between", "over"})


class Framer:
    """Fills the participants of drafts from one reading.

    Args:
        reading: the source as it is read.
        mentions: the values found in it.
        happenings: the tokens of all triggers, which are no things.
    """

    def __init__(self, reading: Reading, mentions: Mentions, happenings: frozenset[int] = frozenset()) -> None:
        self.reading = reading
        self.mentions = mentions
        self.actors = Actors(reading, mentions)
        self.things = Things(reading, mentions, happenings)

    def fill(self, draft: Draft) -> None:
        """Add the participants of a draft's trigger."""
        if draft.trigger.form == "verb":
            self._verb(draft)
        elif draft.trigger.form == "adjective":
            self._adjective(draft)
        else:
            self._noun(draft)

    # --- verbs ------------------------------------------------------------------------------------------------

    def _verb(self, draft: Draft) -> None:
        verb = draft.trigger.token
        kind = draft.trigger.type
        passive = self.reads_passive(draft)
        subjects = self._subject(verb)
        if kind.speech and not passive and (issued := _issuers(verb)):
            subjects = issued
        direct = [head for head in objects(verb) if not draft.trigger.start <= head.i < draft.trigger.end]
        self._add(draft, subjects, _subject_role(draft, passive=passive, direct=bool(direct)))
        role = Role.PARTICIPANT if kind.mutual else Role(kind.object)
        for head in direct:
            if head.lemma_.lower() in kind.objects.get(verb.lemma_, ()):
                self._prepositions(draft, head, only=LENT)  # "imposed an embargo on B": the object names the act
            if role is Role.PATIENT and not passive:
                self._struck_place(draft, head, role)  # "blockaded the port of B", "shelled B"
        if not (kind.subject == "patient" and verb.lemma_ == "die"):
            self._add(draft, direct, role, descend=True)
        self._complements(draft, verb, role)
        self._prepositions(draft, verb, passive=passive)
        if passive and not draft.having(Role.AGENT) and (twin := shared(verb)) is not None:
            self._prepositions(draft, twin, passive=True, only=frozenset({"by"}))  # "shot and killed by police"
        elif not passive and (twin := shared(verb)) is not None:
            self._prepositions(draft, twin, only=frozenset({"to"}))  # "bought and sent parcels to B"
        for head in objects(verb):
            if draft.trigger.start <= head.i < draft.trigger.end and (kind.subject == "patient" or kind.name == "capture"):
                # "claimed the lives of two boys", "took control of Gora"
                self._prepositions(draft, head, only=frozenset({"of"}))
        if not kind.speech:
            self.things.add(draft, [*(subjects if passive else ()), *direct], Role.PATIENT)
            if not passive:
                self.things.add(draft, subjects, Role.AGENT if direct or kind.subject != "patient" else Role.PATIENT)
        self.things.tools(draft, verb)
        if verb.lemma_ in ("identify", "name"):
            for name in listed_names(self.reading, self.mentions, verb):
                self._add(draft, [name], Role.PATIENT)

    def _complements(self, draft: Draft, verb: Token, role: Role) -> None:
        """ "Gave B a medal", "demanded that B withdraw", "allowed B to run"."""
        for child in verb.children:
            if child.dep_ == "dative" and child.pos_ != "ADP":
                self._add(draft, coordinated(child), Role.RECIPIENT)
            elif child.i > verb.i and (
                child.dep_ == "ccomp" or any(c.dep_ == "mark" and c.lower_ == "for" for c in child.children)
            ):
                under = _subjects(child)
                if draft.trigger.type.speech:  # "demanded that B withdraw": B is what the demand is about
                    self._add(draft, under, Role.TOPIC)
                elif child.tag_ == "VB" and verb.lemma_ in words("cues", "syntax", "object_control"):
                    self._add(draft, under, role)  # "allowed B to run", where the parser gives B to "run" alone

    def reads_passive(self, draft: Draft) -> bool:
        """True for a passive, and for the bare participle of a headline ("Two men shot in Leeds")."""
        verb = draft.trigger.token
        if self._aims(verb):
            return False
        if is_passive(verb):
            return True
        kind = draft.trigger.type
        suffered = kind.unit is not None or verb.lemma_ in words("cues", "syntax", "transitive")
        if not suffered or verb.tag_ not in ("VBN", "VBD") or objects(verb) or kind.name == "missing":
            return False
        if verb.lemma_ in ("die", "perish", "drown", "fire"):
            return False
        if any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
            return False
        if verb.tag_ == "VBD" and any(child.dep_ == "nsubj" and child.lower_ == "who" for child in verb.children):
            return False  # "the man who shot at them"
        return not any(child.dep_ in ("prep", "ccomp", "xcomp") and child.lower_ == "at" for child in verb.children)

    def _aims(self, verb: Token) -> bool:
        """ "A man shot into a crowd", "shot at officers": whoever aims was not hit; "shot at a bar" tells where he was."""
        if verb.lemma_ != "shoot" or objects(verb) or any(c.dep_ == "auxpass" for c in verb.children):
            return False
        following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
        if following.lower_ != "at":
            return following.lower_ in ("into", "toward", "towards")
        aimed = (self.mentions.entity(c.i) for c in following.children if c.dep_ == "pobj")
        return any(
            found is not None and isinstance(found.value, Entity) and found.value.type in ("person", "group") for found in aimed
        )

    # --- nouns ------------------------------------------------------------------------------------------------

    def _noun(self, draft: Draft) -> None:
        noun = draft.trigger.token
        kind = draft.trigger.type
        support = draft.trigger.support
        own = Role.SPEAKER if kind.speech else Role.PARTICIPANT if kind.mutual else Role.AGENT
        suffers = kind.unit is not None or kind.subject == "patient"
        if support is not None and any(t.i == noun.i for t in subject_of(support)):
            self._prepositions(draft, support)  # "the raid took place": the event is the subject
        elif support is not None and not is_passive(support):
            heads = self._subject(support)
            hit = support.lemma_ in words("cues", "frames", "enduring") or (suffers and kind.name in ("kill", "injure", "charge"))
            self._add(draft, heads, Role.PATIENT if hit else own)
            self.things.add(draft, heads, Role.PATIENT if hit else own)
            self._prepositions(draft, support)
        elif support is not None:
            self._prepositions(draft, support, passive=True)
        if noun.lower_ == "death" and noun.dep_ == "pobj" and noun.head.lower_ == "to":  # "was shot to death", "froze to death"
            ended = noun.head.head
            self._add(draft, objects(ended) or subject_of(ended), Role.PATIENT)
        for child in noun.children:
            if child.dep_ == "poss":
                self._add(draft, coordinated(child), Role.PATIENT if suffers else own)
            elif child.dep_ in ("compound", "amod", "nmod"):
                self._modifier(draft, child, own)
            elif child.dep_ == "acl" and kind.speech and any(c.dep_ == "mark" for c in child.children):
                self._add(draft, _subjects(child), Role.TOPIC)  # "the demand that B withdraw"
            elif child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in words("cues", "frames", "own_doing"):
                self._prepositions(draft, child, passive=True, only=LENT | {"by"})  # "the rally staged by B"
        self._prepositions(draft, noun)
        for prep, head in prepositional(noun):  # "the attack on the embassy by gunmen": the parser gives the agent to the embassy
            if prep.lower_ in LENT | {"of"} and not kind.speech:
                self._prepositions(draft, head, only=frozenset({"by"}))
        if noun.dep_ in ("dobj", "nsubj", "nsubjpass"):  # "dropped the charges against B": the parser often gives it to the verb
            beside = [c for c in noun.head.children if c.dep_ == "prep" and c.i == noun.i + 1]
            self._prepositions(draft, noun.head, only=LENT, among=beside)
        if not draft.having(own) or (kind.mutual and len(draft.having(own)) < 2):
            self._host_clause(draft, noun, own)

    def _modifier(self, draft: Draft, modifier: Token, own: Role) -> None:
        """ "the Iran-Oman talks", "an Israeli raid": countries and bodies that modify an event take part in it."""
        if modifier.lemma_ in words("cues", "frames", "behind"):
            own = Role.SPEAKER if own is Role.SPEAKER else Role.AGENT
        for token in (modifier, *(c for c in modifier.children if c.dep_ in ("compound", "conj", "nmod", "npadvmod"))):
            country = country_of_demonym(token.text) if token.dep_ == "amod" or token.pos_ == "ADJ" else None
            if token.dep_ == "npadvmod" and (named := country_named(token.text)) is not None:
                country = named.name  # "the US-led war"
            if country is not None:
                evidence = self.reading.span(token.i, token.i + 1)
                draft.add(DraftArgument(own, Entity(country, "country", text=token.text), evidence, token.i))
                continue
            found = self.mentions.entity(token.i)
            if (
                found is not None
                and isinstance(found.value, Entity)
                and found.value.type in ("country", "organization", "person")
            ):
                self._add(draft, [token], own)

    def _host_clause(self, draft: Draft, noun: Token, own: Role) -> None:
        """ "made the remarks during a meeting with B", "opened an inquiry": whoever the clause is about took part."""
        if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and not is_passive(noun.head):
            if draft.having(own):
                return
            possessed = any(c.dep_ == "poss" and c.lower_ not in POSSESSIVES for c in noun.children)
            done = not draft.trigger.type.unit or noun.head.lemma_ in words("cues", "frames", "perpetrating")
            if not possessed and done and noun.head.lemma_ in words("cues", "frames", "own_doing"):
                for argument in self.actors.arguments(self._subject(noun.head), own):
                    draft.add(evolve(argument, inferred=True))
                self._prepositions(draft, noun.head, only=LENT)
            return
        if not draft.trigger.type.mutual and draft.trigger.type.name not in ("visit", "say"):
            return
        if noun.dep_ != "pobj" or noun.head.lower_ not in ("during", "in", "at", "after", "before", "following"):
            return
        verb = noun.head.head
        if noun.head.lower_ in ("after", "before", "following") and not draft.having(Role.PARTICIPANT):
            return
        if verb.pos_ in ("VERB", "AUX"):
            heads = subject_of(verb)
            if any(c.dep_ == "poss" and c.lower_ == "their" for c in noun.children):
                heads = [*heads, *objects(verb)]  # "he told B during their meeting"
            for argument in self.actors.arguments(heads, own):
                draft.add(evolve(argument, inferred=True))

    # --- adjectives -------------------------------------------------------------------------------------------

    def _adjective(self, draft: Draft) -> None:
        adjective = draft.trigger.token
        head = adjective.head
        if adjective.dep_ in ("acomp", "attr", "oprd", "advcl", "conj", "ROOT", "ccomp", "amod", "appos", "dobj", "xcomp"):
            if (
                adjective.dep_ == "conj"
                and head.pos_ in ("ADJ", "VERB")
                and not any(c.dep_ in ("nsubj", "nummod") for c in adjective.children)
            ):
                adjective, head = head, head.head
            own = subject_of(adjective)
            if own:
                self._add(draft, own, Role.PATIENT)
            elif adjective.dep_ == "amod" and head.pos_ in ("NOUN", "PROPN"):
                self._add(draft, [head], Role.PATIENT)
            elif head.pos_ in ("VERB", "AUX") and head.i != adjective.i:
                under = objects(head) if head.lemma_ in ("leave", "find", "render") and not is_passive(head) else subject_of(head)
                self._add(draft, under, Role.PATIENT)
        self._prepositions(draft, draft.trigger.token)

    # --- phrases ----------------------------------------------------------------------------------------------

    def _prepositions(
        self,
        draft: Draft,
        token: Token,
        *,
        passive: bool = False,
        only: frozenset[str] | None = None,
        among: list[Token] | None = None,
    ) -> None:
        kind = draft.trigger.type
        for prep, head in prepositional(token):
            word = prep.lower_
            if only is not None and word not in only or among is not None and prep not in among:
                continue
            if word == "in" and head.lemma_.lower() in words("cues", "frames", "stances"):
                self._inside(draft, head)  # "in protest of the ban", "in response to B"
                continue
            role = Role(kind.preps[word]) if word in kind.preps else PREPOSITIONS.get(word)
            if word == "as" and token.lemma_ in ("identify", "recognise", "recognize"):
                role = Role.PATIENT  # "identified the victim as Roe"
            if token.pos_ == "VERB" and (beside := accompanied(head)) is not None:  # "was shot along with a girl"
                under = beside.dep_ in ("dobj", "obj")
                role = Role(kind.object) if under else _subject_role(draft, passive=passive, direct=bool(objects(token)))
            if role is None or role in (Role.PLACE, Role.QUANTITY):
                continue
            if word == "by" and token.pos_ in ("VERB", "AUX") and not (passive or prep.dep_ == "agent" or is_passive(token)):
                continue
            if word == "by":
                role = Role.SPEAKER if kind.speech else Role.PARTICIPANT if kind.mutual else Role.AGENT
            elif word == "with" and kind.mutual:
                role = Role.PARTICIPANT
            strict = word in ("on", "at", "into", "from", "for", "of", "with", "upon")
            self._add(draft, [head], role, places=not strict or (word == "of" and "of" in kind.preps), descend=word in DESCENDED)
            if word == "in" and word in kind.preps and (token.pos_ not in ("VERB", "AUX") or token.lemma_ in kind.objects):
                self._struck_place(draft, head, role)

    def _struck_place(self, draft: Draft, head: Token, role: Role) -> None:
        """ "A curfew in Porto": the town is what the act is on."""
        place = self.actors.place(head)
        if place is not None and all(a.head != head.i for a in draft.having(role)):
            draft.add(DraftArgument(role, place.value, self.reading.chars(*place.chars, head.i), head.i))

    def _add(self, draft: Draft, heads: list[Token], role: Role, *, places: bool = True, descend: bool = False) -> None:
        for argument in self.actors.arguments(heads, role, places=places):
            draft.add(argument)
        if descend:
            for head in heads:
                if not self.actors.arguments([head], role, places=places):
                    self._inside(draft, head)

    def _inside(self, draft: Draft, head: Token) -> None:
        """ "demanded the withdrawal of B's forces": B is what the demand is about."""
        for child in head.children:
            if child.dep_ == "poss":
                self._add(draft, [child], Role.TOPIC)
            elif child.dep_ == "prep" and child.lower_ == "in" and draft.trigger.type.preps.get("in") == "patient":
                for named in (c for c in child.children if c.dep_ == "pobj"):
                    self._struck_place(draft, named, Role.PATIENT)
            elif child.dep_ == "prep" and child.lower_ in ("of", "on", "against", "at", "by", "from", "to", "with", "for"):
                inner = [t for c in child.children if c.dep_ == "pobj" for t in coordinated(c)]
                doing = child.lower_ == "by" and draft.trigger.form == "noun" and not draft.trigger.type.speech
                self._add(draft, inner, Role.AGENT if doing else Role.TOPIC, places=child.lower_ != "to")
                if child.lower_ not in ("by", "from", "with"):
                    unnamed = [t for t in inner if not self.actors.arguments([t], Role.TOPIC)]
                    owners = [c for t in unnamed for c in t.children if c.dep_ == "poss"]
                    self._add(draft, owners, Role.TOPIC)  # "in protest of B's refusal"
            elif child.dep_ in ("amod", "compound") and (country := country_of_demonym(child.text)) is not None:
                evidence = self.reading.span(child.i, child.i + 1)
                draft.add(DraftArgument(Role.TOPIC, Entity(country, "country", text=child.text), evidence, child.i))

    def _subject(self, verb: Token) -> list[Token]:
        """The subject, or for a finite verb without one the name that stands right before it."""
        heads = subject_of(verb)
        perfect = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
        if heads or not (perfect or verb.tag_ in ("VBD", "VBZ", "VBP")):
            return heads
        i = verb.i - 1
        while i >= 0 and verb.doc[i].pos_ in ("AUX", "ADV", "PART"):
            i -= 1
        if i < 0 or self.reading.sentence(i) != self.reading.sentence(verb):
            return []
        if (whole := _behind_comma(verb.doc[i])) is not None:
            return coordinated(whole)
        found = self.mentions.entity(i)
        named = found is not None and found.end == i + 1 and isinstance(found.value, Entity) and bool(found.value.id)
        return [verb.doc[i]] if named and verb.doc[i].dep_ not in ("pobj", "dobj") else []


def _subject_role(draft: Draft, *, passive: bool, direct: bool) -> Role:
    """What a verb makes of its subject; ``direct`` where it has an object."""
    kind, verb = draft.trigger.type, draft.trigger.token
    if kind.mutual:
        return Role.PARTICIPANT
    if passive and kind.speech:
        # "Roe is said to have fled": what is said is about Roe, and not to Roe
        return Role.TOPIC if any(c.dep_ == "xcomp" for c in verb.children) else Role(kind.object)
    if passive:
        return Role.PATIENT
    if kind.speech:
        return Role.SPEAKER
    suffers = not direct and kind.subject == "patient" and verb.lemma_ not in kind.agentive
    return Role.PATIENT if suffers else Role.AGENT


def _issuers(verb: Token) -> list[Token]:
    """Who issued the text of "the union issued a statement condemning the ban"."""
    text = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or text.lemma_ not in words("cues", "speech", "texts") or text.dep_ != "dobj":
        return []
    return [] if is_passive(text.head) else subject_of(text.head)


def _subjects(clause: Token) -> list[Token]:
    """The subject that a clause has of its own."""
    return [s for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") for s in coordinated(c)]


def _behind_comma(last: Token) -> Token | None:
    """The first of "the council and the union", where the parser hung them on by what stands before the comma."""
    token = last
    while token.dep_ == "conj" and token.head.i < token.i:
        first = phrase_start(token)
        if first and token.doc[first - 1].text == ",":
            return token
        token = token.head
    return None
