"""Things: what takes part without being somebody, by its words: the bank that was robbed, the revolver that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import objects, packaged, phrase_start, prepositional
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Text

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["Things"]


class Things:
    """Gives drafts the things that take part in them.

    Args:
        reading: the source as it is read.
        mentions: the values found in it.
        happenings: the tokens of all triggers, which are no things.
    """

    def __init__(self, reading: Reading, mentions: Mentions, happenings: frozenset[int]) -> None:
        self.reading = reading
        self.mentions = mentions
        self.happenings = happenings

    def add(self, draft: Draft, heads: list[Token], role: Role) -> None:
        """Things in a role, by their words: "the bank was evacuated", "a revolver was found"."""
        taken = {a.head for a in draft.arguments}
        for head in heads:
            if head.pos_ != "NOUN" or head.i in taken or head.i in self.happenings or self._is_told(head):
                continue
            if not head.text[-1:].isalnum() or len(head) < 3:
                continue  # the "re" and the hyphen of "re-election"
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

    def tools(self, draft: Draft, verb: Token) -> None:
        """ "Opened fire with a handgun", "used a knife to stab him", "armed with a rifle"."""
        if draft.trigger.type.mutual or draft.trigger.type.speech:
            return
        for prep, head in prepositional(verb):
            if prep.lower_ == "with":
                self.add(draft, [head], Role.INSTRUMENT)
        for held in objects(verb):  # the parser often hangs the weapon by whom it struck
            weapons = [
                h
                for prep, h in prepositional(held)
                if prep.lower_ == "with" and h.lemma_.lower() in words("cues", "frames", "weapons")
            ]
            self.add(draft, weapons, Role.INSTRUMENT)

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
