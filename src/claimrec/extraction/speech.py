"""Who says so: the content of speech, and whom the article takes each claim from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimrec.article import Credit
from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import phrase_start, prepositional
from claimrec.lexicon import words
from claimrec.model import Citation, Role, Span
from claimrec.values import Entity, Text

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["Speech", "add_content", "add_topics"]

OPENING = frozenset({"“", "``", "„", "«", "‟"})
CLOSING = frozenset({"”", "''", "»", "“"})
EITHER = frozenset({'"', "'", "‘", "’"})
MAX_CONTENT = 600  # characters; a longer stretch is a whole paragraph that the parser failed to cut


# --- content ------------------------------------------------------------------------------------------------------


def add_content(reading: Reading, draft: Draft) -> None:
    """Give a speech draft what is said: the quoted words where there are any, else the reported clause."""
    trigger = draft.trigger
    if not trigger.type.speech or trigger.form == "adjective":
        return
    verb = trigger.support or trigger.token
    span = _quotation(reading, verb) or _clause(reading, verb)
    if span is not None and span.text.strip():
        draft.add(DraftArgument(Role.CONTENT, Text(span.text), span, verb.i))


def _quotation(reading: Reading, verb: Token) -> Span | None:
    """The longest quotation in the sentence that the verb introduces or closes."""
    start, end = reading.sentences[reading.sentence(verb)]
    best: tuple[int, int] | None = None
    for a, b in _quoted(reading, start, end):
        if a <= verb.i < b:
            continue  # the verb is itself quoted
        if best is None or b - a > best[1] - best[0]:
            best = (a, b)
    if best is None or best[1] - best[0] < 3:
        return None
    if not _belongs(reading, verb, best):
        return None
    return _trimmed(reading, *best)


def _quoted(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    opened: int | None = None
    for i in range(start, end):
        text = reading.doc[i].text
        if opened is None and (text in OPENING or (text == '"')):
            opened = i + 1
        elif opened is not None and (text in CLOSING or text == '"'):
            if i > opened:
                found.append((opened, i))
            opened = None
    if opened is not None and end > opened:
        found.append((opened, end))  # a quotation that goes on into the next sentence
    return found


def _belongs(reading: Reading, verb: Token, quoted: tuple[int, int]) -> bool:
    """The quotation's head hangs below the verb, or the verb's clause is all there is beside it."""
    for i in range(*quoted):
        token = reading.doc[i]
        for _ in range(15):
            if token.i == verb.i:
                return True
            if token.head.i == token.i:
                break
            token = token.head
    inside = range(*quoted)
    token = verb
    for _ in range(6):
        if token.head.i == token.i:
            return False
        token = token.head
        if token.i in inside:
            return verb.dep_ in ("parataxis", "ccomp", "advcl", "relcl", "conj")
    return False


def _clause(reading: Reading, verb: Token) -> Span | None:
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") or (child.dep_ == "parataxis" and verb.dep_ != "ROOT"):
            if child.dep_ == "xcomp" and child.tag_ in ("VBG", "JJ"):
                continue
            tokens = [t.i for t in child.subtree]
            first, last = min(tokens), max(tokens) + 1
            if first < verb.i < last:
                first, last = (first, verb.i) if child.i < verb.i else (verb.i + 1, last)
            return _trimmed(reading, first, last)
    return None


def _trimmed(reading: Reading, start: int, end: int) -> Span | None:
    """The words without the punctuation and conjunction around them."""
    doc = reading.doc
    edge = OPENING | CLOSING | EITHER | {",", ":", ";", "that", "-", "—", "–", "."}
    while start < end and (doc[start].lower_ in edge or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in edge or doc[end - 1].is_space):
        end -= 1
    if start >= end or reading.block_index(start) != reading.block_index(end - 1):
        return None
    span = reading.span(start, end)
    return span if len(span.text) <= MAX_CONTENT else None


def add_topics(reading: Reading, draft: Draft) -> None:
    """A speech without a clause or quotation still says something of its object ("praised the agreement")."""
    if draft.having(Role.CONTENT) or draft.trigger.form != "verb" or not draft.trigger.type.speech:
        return
    for child in draft.trigger.token.children:
        if child.dep_ == "dobj" and child.pos_ in ("NOUN", "PROPN"):
            tokens = [t.i for t in child.subtree]
            span = _trimmed(reading, min(tokens), max(tokens) + 1)
            if span is not None and len(span.text) <= 200:
                draft.add(DraftArgument(Role.CONTENT, Text(span.text), span, child.i))
            return


# --- citations ----------------------------------------------------------------------------------------------------


class Speech:
    """Finds whom each draft is said from.

    Args:
        reading: the source as it is read.
        mentions: the values found in it.
        drafts: the drafts by the index of their trigger's token and of its light verb.
    """

    def __init__(self, reading: Reading, mentions: Mentions, drafts: dict[int, Draft]) -> None:
        self.reading = reading
        self.mentions = mentions
        self.drafts = drafts

    def run(self, drafts: list[Draft]) -> None:
        """Fill ``cited`` of all drafts: their own speakers first, else what the account as a whole rests on."""
        according = self._according()
        for draft in drafts:
            draft.cited.extend(self._speakers(draft))
            for citation in according.get(draft.sentence, ()):
                if not any(c.start == citation.start for c in draft.cited):
                    draft.cited.insert(0, citation)
        account = self._account(according)
        for draft in drafts:
            if not draft.cited and account is not None and not draft.trigger.type.speech:
                draft.cited.append(account)

    def _speakers(self, draft: Draft) -> list[Citation]:
        """The speakers of the speech verbs in whose content a draft stands, outermost first."""
        found: list[Citation] = []
        token = draft.trigger.support or draft.trigger.token
        for _ in range(20):
            if token.head.i == token.i:
                break
            head = token.head
            holder = self.drafts.get(head.i)
            if (
                holder is not None
                and holder is not draft
                and holder.trigger.type.speech
                and token.dep_ in ("ccomp", "xcomp", "parataxis", "acl")
            ):
                found = [*self._names(holder), *found]
            token = head
        return found

    def _names(self, holder: Draft) -> list[Citation]:
        made = []
        for argument in holder.having(Role.SPEAKER):
            name = argument.value.name if isinstance(argument.value, Entity) else argument.evidence.text
            made.append(Citation(name, argument.evidence.start, argument.evidence.end, argument.evidence.text, argument.inferred))
        if not made and holder.trigger.form == "verb":
            subjects = [c for c in holder.trigger.token.children if c.dep_ in ("nsubj", "agent")]
            made.extend(self._citation(c) for c in subjects if c.lemma_.lower() in words("cues", "speech", "cited_nouns"))
        return made

    def _citation(self, head: Token, *, inferred: bool = False) -> Citation:
        found = self.mentions.entity(head.i)
        if found is not None:
            span = self.reading.chars(*found.chars, head.i)
            name = found.value.name if isinstance(found.value, Entity) else span.text
        else:
            start = phrase_start(head)
            while start < head.i and self.reading.doc[start].pos_ in ("DET", "PUNCT"):
                start += 1
            span = self.reading.span(start, head.i + 1)
            name = span.text
        return Citation(name, span.start, span.end, span.text, inferred)

    def _according(self) -> dict[int, list[Citation]]:
        """Sentence -> those named by "according to", in a headline before or behind its colon, or behind a dash."""
        found: dict[int, list[Citation]] = {}
        doc = self.reading.doc
        for token in self.reading.tokens if "ccording" in self.reading.source.text else ():
            if token.lower_ == "according":
                for prep, head in prepositional(token):
                    if prep.lower_ == "to":
                        found.setdefault(self.reading.sentence(token), []).append(self._citation(head))
                        break
                else:
                    if token.head.dep_ == "prep" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
                        cited = next((c for c in doc[token.i + 1].children if c.dep_ == "pobj"), None)
                        if cited is not None:
                            found.setdefault(self.reading.sentence(token), []).append(self._citation(cited))
        for n, (start, end) in enumerate(self.reading.sentences):
            if self.reading.block(start).kind in ("headline", "subhead"):
                credit = self._headline(start, end)
                if credit is not None:
                    found.setdefault(n, []).append(credit)
        return found

    def _headline(self, start: int, end: int) -> Citation | None:
        """ "Two hurt in blast: police" and "Police: two hurt in blast"."""
        doc = self.reading.doc
        colons = [i for i in range(start + 1, end - 1) if doc[i].text in (":", "-", "–", "—") and doc[i - 1].text not in ("-",)]
        for colon in reversed(colons):
            before, after = (start, colon), (colon + 1, end)
            if doc[colon].text != ":" and not (doc[colon - 1].whitespace_ and doc[colon].whitespace_):
                continue
            for side in (after, before) if doc[colon].text == ":" else (after,):
                if self._is_authority(*side):
                    while side[0] < side[1] and doc[side[1] - 1].is_punct:
                        side = (side[0], side[1] - 1)
                    span = self.reading.span(*side)
                    return Citation(span.text, span.start, span.end, span.text)
        return None

    def _is_authority(self, start: int, end: int) -> bool:
        doc = self.reading.doc
        spelled = [doc[i] for i in range(start, end) if not doc[i].is_punct]
        if not 1 <= len(spelled) <= 5 or any(w.pos_ in ("VERB", "AUX") and w.i in self.drafts for w in spelled):
            return False
        last = spelled[-1]
        if last.lemma_.lower() in words("cues", "speech", "cited_nouns") or last.lower_.rstrip("s") in words(
            "cues", "speech", "cited_nouns"
        ):
            return True
        found = self.mentions.entity(last.i) or self.mentions.entity(spelled[0].i)
        if found is not None and isinstance(found.value, Entity) and found.value.type in ("person", "organization"):
            return found.start <= spelled[0].i and found.end >= last.i + 1
        # "Ruritanian MoD": a country's body in capitals
        return len(spelled) >= 2 and last.text[:1].isupper() and sum(c.isupper() for c in last.text) >= 2

    def _account(self, according: dict[int, list[Citation]]) -> Citation | None:
        """What the article as a whole rests on: its headline's credit, an "according to" in its lead, its byline's source."""
        reading = self.reading
        body = 0
        lead: Citation | None = None
        for n, (start, _) in enumerate(reading.sentences):
            kind = reading.block(start).kind
            if kind == "headline" and n in according:
                return _inherited(according[n][0])
            if kind == "body":
                body += 1
                if body > 3:
                    break
                if n in according and lead is None:
                    lead = _inherited(according[n][0])
        return lead or _credited(reading.article.credits)


def _inherited(citation: Citation) -> Citation:
    return Citation(citation.name, citation.start, citation.end, citation.text, True)


def _credited(credits: tuple[Credit, ...]) -> Citation | None:
    for credit in credits:
        if credit.kind in ("source", "agency"):
            return Citation(credit.name, credit.start, credit.end, credit.text, True)
    return None
