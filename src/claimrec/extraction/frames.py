"""Frames: who takes part in a happening, and in which role, by the syntax around its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.actors import POSSESSIVES, Actors
from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.entities import country_of_demonym
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import coordinated, is_passive, objects, packaged, phrase_start, prepositional, subject_of
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Entity, Text

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
        self.happenings = happenings
        self.actors = Actors(reading, mentions)

    def fill(self, draft: Draft) -> None:
        """Add the participants of a draft's trigger."""
        if draft.trigger.form == "verb":
            self._verb(draft)
        elif draft.trigger.form == "adjective":
            self._adjective(draft)
        else:
            self._noun(draft)

    def finish(self, drafts: dict[int, Draft]) -> None:
        """ "Threatened to cut supplies to B": whom the complement affects is what the governing act is about."""
        for draft in dict.fromkeys(drafts.values()):
            if draft.trigger.form != "verb":
                continue
            for child in draft.trigger.token.children:
                inner = drafts.get(child.i)
                if (
                    inner is None
                    or child.dep_ not in ("xcomp", "ccomp")
                    or (child.dep_ == "ccomp" and not draft.trigger.type.speech)
                ):
                    continue
                own = {a.head for a in draft.arguments}
                for argument in inner.having(Role.PATIENT, Role.RECIPIENT, Role.TOPIC, Role.PARTICIPANT):
                    if argument.head not in own and argument.value is not None and not isinstance(argument.value, Text):
                        draft.add(evolve(argument, role=Role.TOPIC))

    # --- verbs ------------------------------------------------------------------------------------------------

    def _verb(self, draft: Draft) -> None:
        verb = draft.trigger.token
        kind = draft.trigger.type
        passive = self.reads_passive(draft)
        subjects = self._subject(verb)
        direct = objects(verb)
        if passive:
            role = Role(kind.object) if kind.speech else Role.PATIENT
            self._add(draft, subjects, Role.PARTICIPANT if kind.mutual else role)
        elif kind.speech:
            self._add(draft, subjects, Role.SPEAKER)
        elif kind.mutual:
            self._add(draft, subjects, Role.PARTICIPANT)
        elif not direct and kind.subject == "patient" and verb.lemma_ not in kind.agentive:
            self._add(draft, subjects, Role.PATIENT)
        else:
            self._add(draft, subjects, Role.AGENT)
        role = Role.PARTICIPANT if kind.mutual else Role(kind.object)
        if not (kind.subject == "patient" and verb.lemma_ == "die"):
            self._add(draft, direct, role, descend=True)
        for child in verb.children:
            if child.dep_ == "dative" and child.pos_ != "ADP":
                self._add(draft, coordinated(child), Role.RECIPIENT)
            elif child.dep_ == "ccomp" and child.i > verb.i:
                under = [s for c in child.children if c.dep_ in ("nsubj", "nsubjpass") for s in coordinated(c)]
                if kind.speech:  # "demanded that B withdraw": B is what the demand is about
                    self._add(draft, under, Role.TOPIC)
                elif child.tag_ == "VB" and verb.lemma_ in words("cues", "syntax", "object_control"):
                    self._add(draft, under, role)  # "allowed B to run", where the parser gives B to "run" alone
        self._prepositions(draft, verb, passive=passive)
        if not kind.speech:
            self._things(draft, [*(subjects if passive else ()), *direct], Role.PATIENT)
            if not passive:
                self._things(draft, subjects, Role.AGENT if direct or kind.subject != "patient" else Role.PATIENT)
        self._tools(draft, verb)

    def _tools(self, draft: Draft, verb: Token) -> None:
        """ "Opened fire with a handgun", "used a knife to stab him", "armed with a rifle"."""
        if draft.trigger.type.mutual or draft.trigger.type.speech:
            return
        for prep, head in prepositional(verb):
            if prep.lower_ == "with":
                self._things(draft, [head], Role.INSTRUMENT)
        for held in objects(verb):  # the parser often hangs the weapon by whom it struck
            weapons = [
                h
                for prep, h in prepositional(held)
                if prep.lower_ == "with" and h.lemma_.lower() in words("cues", "frames", "weapons")
            ]
            self._things(draft, weapons, Role.INSTRUMENT)

    def _things(self, draft: Draft, heads: list[Token], role: Role) -> None:
        """Things in a role, by their words: "the bank was evacuated", "a revolver was found"."""
        taken = {a.head for a in draft.arguments}
        for head in heads:
            if head.pos_ != "NOUN" or head.i in taken or head.i in self.happenings or self._is_told(head):
                continue
            if draft.trigger.start <= head.i < draft.trigger.end:
                continue  # the "fire" of "opened fire"
            inner = packaged(head)
            if inner.i in taken or inner.pos_ != "NOUN" or self._is_told(inner):
                continue
            start = phrase_start(inner)
            while start < inner.i and inner.doc[start].pos_ in ("DET", "NUM", "PUNCT", "ADP", "ADV", "PRON"):
                start += 1
            if inner.i - start > 6 or any(t.is_punct and t.text not in "-.'’" for t in inner.doc[start : inner.i]):
                start = inner.i
            span = self.reading.span(start, inner.i + 1)
            draft.add(DraftArgument(role, Text(span.text), span, inner.i))

    def _is_told(self, head: Token) -> bool:
        """True for a word that is a value of another kind: somebody, a place, a time, an amount."""
        i, m = head.i, self.mentions
        return (
            m.entity(i) is not None
            or i in m.place_at
            or i in m.time_at
            or head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT")
            or head.lemma_.lower() in words("cues", "frames", "no_things")
        )

    def reads_passive(self, draft: Draft) -> bool:
        """True for a passive, and for the bare participle of a headline ("Two men shot in Leeds")."""
        verb = draft.trigger.token
        if is_passive(verb):
            return True
        kind = draft.trigger.type
        if kind.unit is None or verb.tag_ not in ("VBN", "VBD") or objects(verb) or kind.name == "missing":
            return False
        if verb.lemma_ in ("die", "perish", "drown", "fire"):
            return False
        if any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
            return False
        return not any(child.dep_ in ("prep", "ccomp", "xcomp") and child.lower_ == "at" for child in verb.children)

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
            self._add(draft, subject_of(support), Role.PATIENT if suffers and kind.name in ("kill", "injure", "charge") else own)
            self._prepositions(draft, support)
        elif support is not None:
            self._prepositions(draft, support, passive=True)
        for child in noun.children:
            if child.dep_ == "poss":
                self._add(draft, coordinated(child), Role.PATIENT if suffers else own)
            elif child.dep_ in ("compound", "amod", "nmod"):
                self._modifier(draft, child, own)
        self._prepositions(draft, noun)
        if not draft.having(own) or (kind.mutual and len(draft.having(own)) < 2):
            self._host_clause(draft, noun, own)

    def _modifier(self, draft: Draft, modifier: Token, own: Role) -> None:
        """ "the Iran-Oman talks", "an Israeli raid": countries and bodies that modify an event take part in it."""
        for token in (modifier, *(c for c in modifier.children if c.dep_ in ("compound", "conj", "nmod"))):
            country = country_of_demonym(token.text) if token.dep_ == "amod" or token.pos_ == "ADJ" else None
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
            if not possessed and not draft.trigger.type.unit and noun.head.lemma_ in words("cues", "frames", "own_doing"):
                for argument in self.actors.arguments(subject_of(noun.head), own):
                    draft.add(evolve(argument, inferred=True))
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

    def _prepositions(self, draft: Draft, token: Token, *, passive: bool = False) -> None:
        kind = draft.trigger.type
        for prep, head in prepositional(token):
            word = prep.lower_
            role = Role(kind.preps[word]) if word in kind.preps else PREPOSITIONS.get(word)
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
        place = self.mentions.place_at.get(head.i)
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
            elif child.dep_ == "prep" and child.lower_ == "in" and "in" in draft.trigger.type.preps:
                for named in (c for c in child.children if c.dep_ == "pobj"):
                    self._struck_place(draft, named, Role.PATIENT)
            elif child.dep_ == "prep" and child.lower_ in ("of", "on", "against", "by", "from", "to", "with", "for"):
                inner = [t for c in child.children if c.dep_ == "pobj" for t in coordinated(c)]
                self._add(draft, inner, Role.TOPIC, places=child.lower_ != "to")
            elif child.dep_ in ("amod", "compound") and (country := country_of_demonym(child.text)) is not None:
                evidence = self.reading.span(child.i, child.i + 1)
                draft.add(DraftArgument(Role.TOPIC, Entity(country, "country", text=child.text), evidence, child.i))

    def _subject(self, verb: Token) -> list[Token]:
        """The subject, or for a finite verb without one the name that stands right before it."""
        heads = subject_of(verb)
        if heads or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            return heads
        i = verb.i - 1
        while i >= 0 and verb.doc[i].pos_ in ("AUX", "ADV", "PART"):
            i -= 1
        if i < 0 or self.reading.sentence(i) != self.reading.sentence(verb):
            return []
        found = self.mentions.entity(i)
        named = found is not None and found.end == i + 1 and isinstance(found.value, Entity) and bool(found.value.id)
        return [verb.doc[i]] if named and verb.doc[i].dep_ not in ("pobj", "dobj") else []
