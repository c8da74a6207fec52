"""Counts in roles: how many were killed, signed, arrested, by what the number's noun does in the frame."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.barecounts import keep_bare
from claimrec.extraction.counted import place_in_toll
from claimrec.extraction.cues import reported_in
from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.headcounts import count_doers, count_one, count_struck
from claimrec.extraction.lapses import is_lapse
from claimrec.extraction.mentions import Found
from claimrec.extraction.outcomes import count_fatal, count_hit, count_together
from claimrec.extraction.reading import Reading
from claimrec.extraction.sums import add_up, part_unit
from claimrec.extraction.syntax import is_passive, objects, phrase_start, subject_of
from claimrec.extraction.uncounted import counts_nobody
from claimrec.lexicon import words
from claimrec.model import Polarity, Role
from claimrec.values import Entity, Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["Counter"]

CLAUSES = ("acl", "relcl")
NOBODY = frozenset({"nobody", "none", "no-one"})


class Counter:
    """Gives drafts their quantities.

    Args:
        reading: the source as it is read.
        mentions: the values found in it.
        drafts: the drafts by the index of their trigger's token and of its light verb.
    """

    def __init__(self, reading: Reading, mentions: Mentions, drafts: dict[int, Draft]) -> None:
        self.reading = reading
        self.mentions = mentions
        self.drafts = drafts
        self._bare: list[tuple[Draft, Found]] = []
        self._patients: dict[int, list[Draft]] = {}
        for draft in dict.fromkeys(drafts.values()):
            if draft.trigger.type.unit is not None:
                for argument in draft.having(Role.PATIENT):
                    self._patients.setdefault(argument.head, []).append(draft)

    def run(self) -> None:
        """Attach every quantity to the draft that governs it, then state what a role implies ("a man was killed")."""
        parts = [found for found in self.mentions.quantities if found.measure == "part"]
        for found in self.mentions.quantities:
            if found.measure != "part":
                self._attach(found)
        drafts = list(dict.fromkeys(self.drafts.values()))
        count_one(self.reading, drafts)
        for draft in drafts:
            count_struck(self.reading, self.mentions, draft)
            add_up(self.reading, self.mentions, draft)
            self._implied(draft)
            count_doers(self.reading, self.mentions, draft)
            count_hit(self.reading, self.mentions, draft)
            count_fatal(draft)
        count_together(self.reading, drafts)
        keep_bare(self.reading, self._bare)
        for found in parts:
            self._measure(found)

    # --- stated numbers ---------------------------------------------------------------------------------------

    def _attach(self, found: Found) -> None:
        value = found.value
        assert isinstance(value, Quantity)
        doc = self.reading.doc
        anchor = doc[found.noun if found.noun is not None else found.head]
        whole = found.measure is None and self._is_whole(found)
        if found.measure is None and not whole and counts_nobody(self.reading, self.mentions, found):
            return
        if found.measure == "lapse" or self._is_left_behind(found) or is_lapse(self.reading, found):
            return  # "two days later" lasts nothing; "rose from 12 to 19": 12 is no more
        if found.measure is not None:
            self._measure(found)
            return
        struck = self._struck(anchor)
        if whole or (found.noun is not None and found.end <= found.noun and doc[found.end].lower_ == "of"):
            # "three of the seven shots fired by the guards": seven were fired, whatever three of them did
            clauses = [self.drafts[c.i] for c in anchor.children if c.dep_ in CLAUSES and c.i in self.drafts]
            struck = clauses if whole else [draft for draft in struck if draft not in clauses]
        governed: list[tuple[Draft | None, str]] = [(draft, "patient") for draft in struck]
        for draft, how in governed or ([] if whole else [self._governor(anchor)]):
            unit = (
                (self._unit(draft, anchor, how, value) or part_unit(self.reading, self.mentions, draft, found))
                if draft is not None
                else None
            )
            if draft is not None and unit is not None:
                draft.add(self._argument(evolve(value, unit=unit), found))
            elif draft is not None and found.noun is None:
                self._bare.append((draft, found))

    def _is_left_behind(self, found: Found) -> bool:
        """True for the first figure of "climbed from 12 to 19", however the parser joins the two."""
        doc = self.reading.doc
        if not found.start or doc[found.start - 1].lower_ != "from" or found.end + 1 >= len(doc) or doc[found.end].lower_ != "to":
            return False
        before = doc[max(0, found.start - 6) : found.start]
        return doc[found.end + 1].like_num and any(t.lemma_ in words("cues", "counts", "toll_verbs") for t in before)

    def _is_whole(self, found: Found) -> bool:
        """ "One of five victims died", "Of the five victims, one died": the five are those of whom one died."""
        doc = self.reading.doc
        if found.noun is None:
            return False
        noun = doc[found.noun]
        while noun.dep_ == "conj" and noun.head.i < noun.i:  # "of the 60 passengers and 4 guards"
            noun = noun.head
        of = noun.head
        if noun.dep_ != "pobj" or of.lower_ != "of" or found.start < of.i:
            return False
        if of.head.pos_ in ("VERB", "AUX") and of.i < of.head.i:
            return not any(c.dep_ in ("acl", "relcl") for c in doc[found.noun].children)
        if any(c.dep_ == "nummod" for c in of.head.children):
            return True  # "nine members of one family"
        return of.head.pos_ in ("NUM", "PRON") or of.head.lower_ in words("cues", "counts", "portions")

    def _struck(self, anchor: Token) -> list[Draft]:
        """The drafts that happened to the counted people: "left four dead", "rescued five hurt in the crash" (both)."""
        at = anchor.i + 1
        while at + 1 < len(anchor.doc) and anchor.doc[at].tag_ in ("VBN", "VBD", "RB"):
            if anchor.doc[at].lower_ not in words("cues", "counts", "ascertained"):
                break
            at += 1  # "3 confirmed dead", "11 reported injured"
        beside = self.drafts.get(at)
        if anchor.pos_ == "NUM" and beside is not None and beside.trigger.form != "noun" and beside.trigger.type.unit:
            if anchor.doc[at].tag_ in ("JJ", "VBN", "VBD"):
                return [beside]  # "3 dead", "11 injured": whatever the parser made of a headline
        return self._patients.get(anchor.i, [])

    def _measure(self, found: Found) -> None:
        doc = self.reading.doc
        anchor = doc[found.holder] if found.holder is not None else doc[found.head]
        draft, _ = self._governor(anchor, measure=True)
        if draft is not None:
            draft.add(self._argument(found.value, found))

    def _argument(self, value: object, found: Found) -> DraftArgument:
        assert isinstance(value, Quantity)
        return DraftArgument(
            Role.QUANTITY,
            value,
            self.reading.chars(*found.chars, found.start),
            found.head,
            holder=found.holder if found.measure else None,
        )

    def _unit(self, draft: Draft, anchor: Token, how: str, value: Quantity) -> str | None:
        """The canonical unit: "killed" for those it happened to, "agreement" for what was signed, else the noun."""
        kind = draft.trigger.type
        if how == "patient" and kind.unit is not None:
            return kind.unit if self._people(anchor, value) else value.unit and (kind.counted(value.unit) or value.unit)
        if how == "trigger" and kind.unit is not None:
            return kind.counted(anchor.lemma_.lower()) or kind.unit
        if value.unit is not None:
            return kind.counted(value.unit) or value.unit
        return None

    def _people(self, anchor: Token, value: Quantity) -> bool:
        """True where the number counts people (or says no noun at all)."""
        if value.unit is None or anchor.pos_ == "NUM":
            return True
        if value.unit in ("person", "people", "member"):  # "eight crew members": no state was killed
            return True
        entity = self.mentions.entity(anchor.i)
        return entity is not None and isinstance(entity.value, Entity) and entity.value.type in ("person", "group")

    def _governor(self, anchor: Token, *, measure: bool = False) -> tuple[Draft | None, str]:
        """The draft that a counted phrase belongs to, and what it is there: patient, agent, trigger, part or other."""
        if (
            anchor.i in self.drafts
            and self.drafts[anchor.i].trigger.token.i == anchor.i
            and self.drafts[anchor.i].trigger.form == "noun"
        ):
            return self.drafts[anchor.i], "trigger"
        token = anchor
        part = beside = False
        for _ in range(12):
            draft = self.drafts.get(token.i)
            if (toll := self._toll_set(token, anchor)) is not None:
                return toll, "patient"
            if not beside and token.lemma_ in words("cues", "counts", "toll_verbs") and (toll := self._raised(token)) is not None:
                return toll, "patient"
            if draft is not None and token.i != anchor.i:
                if not part and not beside and (found := self._declared(draft, anchor)) is not None:
                    return found, "patient"
                return draft, "part" if part else "other" if beside else self._place_in_frame(draft, anchor, token)
            if draft is not None and draft.trigger.form == "adjective":
                return draft, "patient"  # "2 dead"
            if token.head.i == token.i:
                break
            if token.dep_ == "prep" and token.lower_ in ("including", "among") or token.dep_ == "pcomp":
                part = True
            beside = beside or _is_clause_beside(token)
            token = token.head
        root = self.drafts.get(token.i) or self._carried(token)
        return (root, "other") if root is not None or beside else (self._raised(token), "patient")

    def _declared(self, draft: Draft, anchor: Token) -> Draft | None:
        """ "Two were pronounced dead": what they were found or said to be happened to them, whoever said it."""
        verb = draft.trigger.token
        if verb.pos_ != "VERB" or anchor not in (subject_of(verb) if is_passive(verb) else objects(verb)):
            return None
        told = (self.drafts.get(c.i) for c in verb.children if c.dep_ in ("oprd", "acomp", "attr", "ccomp", "xcomp"))
        return next((d for d in told if d is not None and d.trigger.form == "adjective" and d.trigger.type.unit), None)

    def _carried(self, verb: Token) -> Draft | None:
        """ "300 people attended the vigil": a verb that only frames the event noun in its object."""
        held = [self.drafts[t.i] for t in objects(verb) if t.i in self.drafts] if verb.pos_ == "VERB" else []
        return held[0] if held and held[0].trigger.form == "noun" and held[0].trigger.type.unit is None else None

    def _raised(self, root: Token) -> Draft | None:
        """ "The death toll rose to 15": a toll that is the subject carries the number; so does "were 12 dead"."""
        return self._toll_among(c for c in root.children if c.dep_ in ("nsubj", "nsubjpass", "attr", "acomp"))

    def _toll_set(self, verb: Token, anchor: Token) -> Draft | None:
        """ "Put the toll at five", "bringing the number of wounded to 40": the toll is the object."""
        if verb.lemma_ not in words("cues", "counts", "toll_setting") or anchor.dep_ != "pobj" or anchor.head.head is not verb:
            return None
        if anchor.head.lower_ not in ("at", "to", "above", "past", "over", "beyond"):
            return None
        return self._toll_among(c for c in verb.children if c.dep_ == "dobj")

    def _toll_among(self, heads: Iterable[Token]) -> Draft | None:
        for child in heads:
            # "the number of people killed rose": what is numbered stands inside the subject
            inside = child.subtree if child.lemma_ == "number" else (child,)
            for token in inside:
                draft = self.drafts.get(token.i)
                if draft is not None and draft.trigger.type.unit is not None:
                    return draft
        return None

    def _place_in_frame(self, draft: Draft, anchor: Token, reached: Token) -> str:
        """Whether the phrase stands where the frame has those it happened to."""
        kind = draft.trigger.type
        chain = self._up(anchor, reached)
        top = chain[-1]
        heads = {argument.head for argument in draft.having(Role.PATIENT)}
        if any(token.i in heads for token in chain):
            return "patient"
        verb = draft.trigger.token
        if draft.trigger.form == "adjective":
            return "patient" if top.dep_ in ("nsubj", "nummod", "npadvmod", "nsubjpass", "dobj") else "other"
        if draft.trigger.form == "noun":
            if top.dep_ == "prep" and top.lower_ in ("of", "to", "at"):
                return "patient" if kind.unit is not None or kind.things else "other"
            return "trigger" if top.dep_ in ("nummod", "amod") and kind.unit is not None else "other"
        if kind.unit is not None and self._suffers(verb, chain):
            return "patient"
        return "other"

    def _suffers(self, verb: Token, chain: list[Token]) -> bool:
        on = {token.i for token in chain}
        if any(t.i in on for t in objects(verb)):
            return True
        subjects = {t.i for t in subject_of(verb)}
        if not subjects & on:
            return False
        draft = self.drafts.get(verb.i)
        if draft is None:
            return False
        kind, trigger = draft.trigger.type, draft.trigger
        if trigger.end > verb.i + 1 and kind.subject == "patient" and verb.lemma_ not in kind.agentive:
            return all(trigger.start <= t.i < trigger.end for t in objects(verb))  # "300 fled their homes", "12 lost their lives"
        passive = any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children) or not objects(verb)
        return passive or kind.subject == "patient" and not objects(verb)

    @staticmethod
    def _up(anchor: Token, reached: Token) -> list[Token]:
        chain = [anchor]
        while chain[-1].head.i not in (reached.i, chain[-1].i):
            chain.append(chain[-1].head)
        return chain

    # --- what a role implies ----------------------------------------------------------------------------------

    def _implied(self, draft: Draft) -> None:
        """One person or several named ones in the role of those it happened to are a count as well.

        "A man was killed" leaves open that others were: the count has a low of 1 and no high.
        """
        if draft.trigger.form == "verb" and draft.trigger.type.things:
            self._one_thing(draft)
        unit = draft.trigger.type.unit
        if unit is None or any(isinstance(a.value, Quantity) and a.value.unit == unit for a in draft.arguments):
            return
        if draft.polarity is Polarity.DENIED:
            self._nobody(draft, unit)
            return
        persons = [a for a in draft.having(Role.PATIENT) if self._is_one_person(a)]
        if not persons or (draft.trigger.form == "noun" and unit != "killed"):
            return  # "his injuries" were told of before
        # the article is part of the evidence: "a man" is one
        phrases = [self.reading.span(self._article(a.head), a.head + 1) for a in persons]
        first, last = min(p.start for p in phrases), max(p.end for p in phrases)
        evidence = self.reading.source.span(first, last) if last - first < 160 else phrases[0]
        if evidence.text and "\n\n" not in evidence.text:
            place = place_in_toll(self.reading.doc[persons[0].head])
            count = max(len(persons), place)
            total = count if place > 1 and unit == "killed" else None  # who dies as the ninth is the last so far
            value = Quantity(count, total, unit, text=evidence.text)
            further = any(c.lower_ in ("another", "other", "second") for c in self.reading.doc[persons[0].head].lefts)
            inferred = len(persons) > 1
            draft.add(DraftArgument(Role.QUANTITY, value, evidence, persons[0].head, inferred=inferred, implied=not further))

    def _article(self, head: int) -> int:
        """The first token of a phrase with its article; a name begins where the name begins."""
        found = self.mentions.entity_at.get(head)
        if found is not None and isinstance(found.value, Entity) and found.value.id:
            return min(found.start, head)
        return phrase_start(self.reading.doc[head])

    def _one_thing(self, draft: Draft) -> None:
        """ "Signed a treaty": one at least."""
        for token in objects(draft.trigger.token):
            unit = draft.trigger.type.counted(token.lemma_.lower())
            article = next((c for c in token.children if c.lower_ in ("a", "an")), None)
            if unit is not None and article is not None and token.i not in self.mentions.counting:
                end = token.i + 1
                if token.lemma_ == "memorandum" and token.doc[end : end + 2].text == "of understanding":
                    end += 2
                evidence = self.reading.span(article.i, end)
                draft.add(DraftArgument(Role.QUANTITY, Quantity(1, None, unit, text=evidence.text), evidence, token.i))

    def _is_one_person(self, argument: DraftArgument) -> bool:
        head = self.reading.doc[argument.head]
        if head.dep_ == "pobj" and head.head.lower_ in ("at", "on", "into", "toward", "towards", "against"):
            return False  # who was fired at need not have been hit
        if argument.value is None:
            return head.lower_ in ("he", "she", "him", "her", "himself", "herself", "his")
        if not isinstance(argument.value, Entity):
            return False
        if head.i in self.mentions.counting:
            return False
        if argument.value.type == "person":
            return True
        return (
            argument.value.type == "group"
            and head.tag_ == "NN"
            and any(c.lower_ in ("a", "an", "another") for c in head.children)
        )

    def _nobody(self, draft: Draft, unit: str) -> None:
        """ "No one was hurt" is a count of none; "was not hurt", "no officer", "no one else", "no serious injuries" are not."""
        verb = draft.trigger.token
        if any(c.lower_ in words("cues", "counts", "limiting") for c in verb.children):
            return
        report = reported_in(verb)  # "no reports of injuries"
        told = [verb] if report is None else [verb, report]
        candidates = told if draft.trigger.form == "noun" else [*subject_of(verb), *objects(verb)]
        for token in candidates:
            if token.lower_ not in NOBODY and not any(c.lower_ == "no" for c in token.children):
                continue
            anybody = token in told or token.lower_ in NOBODY or token.lower_ in words("cues", "counts", "anybody")
            if not anybody or any(c.lower_ in words("cues", "counts", "limiting") for c in token.children):
                return
            last = verb if token is report else token
            evidence = self.reading.span(phrase_start(token), last.i + 1)
            draft.add(DraftArgument(Role.QUANTITY, Quantity(0, 0, unit, text=evidence.text, stated=0), evidence, token.i))
            return


def _is_clause_beside(verb: Token) -> bool:
    """ "Two are dead and three are in hospital": the second clause tells nothing of the first one's verb."""
    return verb.dep_ == "conj" and verb.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
