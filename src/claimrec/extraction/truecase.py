"""Truecasing: headlines In Title Case read like sentences again, so that the tagger sees verbs and not names.

Which words keep their capital is told by the article itself, as in Lita, Ittycheriah, Roukos and Kambhatla,
"tRuEcasIng" (ACL 2003), reduced to what one article shows: a word that the prose writes in lower case is no name.
"""

from __future__ import annotations

import re

from claimrec.extraction.catalogue import Catalogue
from claimrec.lexicon import words

__all__ = ["Casing", "dateline_end", "dateline_case"]

WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
SENTENCE_END = re.compile(r"[.!?:;“\"‘(—–\-•]\s*$")
DAY = re.compile(r"May\.? \d|March \d", re.IGNORECASE)
# "LEEDS, England (AP) —", "LEEDS (AP) Police", "Leeds, Me. - Police": a town, perhaps its region, a credit or a dash or both.
DATELINE = re.compile(
    r"\s*(?P<town>(?=[A-Z.'’\- ]{3})[A-Z][A-Z.'’]*(?:[ \-][A-Z][A-Z.'’]*){0,4}(?![a-z])|[A-Z][a-z]+(?: [A-Z][a-z]+)?(?=, ))"
    r"(?P<region>,\s*[A-Z][A-Za-z. ]{1,20})?"
    r"(?P<credit>\s*\([^()]{2,40}\))?\s*(?P<dash>--+|–|—|-(?=\s))?\s*(?=[A-Z“\"‘'0-9])"
)


class Casing:
    """What one article tells about which words are names.

    Args:
        prose: the article's paragraphs of sentences.
        catalogue: the event types; their verbs and nouns are no names.
    """

    def __init__(self, prose: list[str], catalogue: Catalogue) -> None:
        self.lower: set[str] = set()
        self.upper: set[str] = set()
        self.catalogue = catalogue
        for text in prose:
            for match in WORD.finditer(text):
                word = match[0]
                if word.islower():
                    self.lower.add(word)
                elif match.start() and not SENTENCE_END.search(text[max(0, match.start() - 3) : match.start()]):
                    self.upper.add(word.lower())

    def sentence_case(self, text: str) -> str:
        """The headline with its common words in lower case; of the same length, so that offsets stay."""
        spelled = [m for m in WORD.finditer(text) if len(m[0]) > 3]
        if len(spelled) < 3:
            return text
        capital = sum(m[0][0].isupper() for m in spelled)
        if capital < 0.7 * len(spelled):
            return text
        shouted = sum(m[0].isupper() for m in spelled) > 0.7 * len(spelled)
        made = list(text)
        for n, match in enumerate(WORD.finditer(text)):
            word = match[0]
            if word.isupper() and not shouted and len(word) > 1:
                continue
            if self._is_common(word.lower()) and (n or shouted) and not DAY.match(text, match.start()):
                made[match.start() : match.end()] = word.lower()
            elif shouted:
                made[match.start() : match.end()] = word.capitalize()
        return "".join(made)

    def _is_common(self, word: str) -> bool:
        if word in words("cues", "truecase", "function_words"):
            return True
        if word in self.lower:
            return True
        if word in self.upper:
            return False
        stems = {
            word,
            word.removesuffix("s"),
            word.removesuffix("es"),
            word.removesuffix("ed"),
            word.removesuffix("d"),
            word.removesuffix("ing"),
        }
        stems |= {stem + "e" for stem in stems}
        return any(
            s in self.catalogue.verbs
            or s in self.catalogue.nouns
            or s in self.catalogue.happenings
            or s in self.catalogue.adjectives
            for s in stems
        )


def dateline_end(text: str) -> int:
    """Where the dateline that a paragraph opens with ends; 0 where it opens with none.

    >>> dateline_end("LEEDS, England (AP) — A ferry sank."), dateline_end("Two men met.")
    (22, 0)
    >>> dateline_end("LEEDS - The river rose.")
    8
    """
    match = DATELINE.match(text)
    if match is None or not (match["dash"] or match["credit"] and match["town"].isupper()):
        return 0
    return match.end()


def dateline_case(text: str) -> str:
    """The dateline with its town in the usual spelling: LEEDS -> Leeds."""
    match = DATELINE.match(text + "A")
    if match is None or not match["town"].isupper():
        return text
    start, end = match.span("town")
    return text[:start] + text[start:end].title() + text[end:]
