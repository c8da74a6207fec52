"""Truecasing: headlines In Title Case read like sentences again, so that the tagger sees verbs and not names.

Which words keep their capital is told by the article itself, as in Lita, Ittycheriah, Roukos and Kambhatla,
"tRuEcasIng" (ACL 2003), reduced to what one article shows: a word that the prose writes in lower case is no name.
"""

from __future__ import annotations

import re

from claimrec.extraction.catalogue import Catalogue

__all__ = ["Casing"]

WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
SENTENCE_END = re.compile(r"[.!?:;“\"‘(—–\-•]\s*$")
FUNCTION_WORDS = frozenset(
    "a an the and or but nor of in on at to for from by with as after before over under into near amid against about off up out down "
    "is are was were be been being has have had will would may might could can must should says say said after during between who what "
    "when where why how than that this these those its his her their our your my not no more most new old first last next day days "
    "week weeks month months year years man men woman women boy girl teen child children people police officers officer dead hurt "
    "injured killed wounded shot shots home house school street car truck bus train plane city town county state near two three four "
    "five six seven eight nine ten dozens hundreds thousands".split()
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
        words = [m for m in WORD.finditer(text) if len(m[0]) > 3]
        if len(words) < 3:
            return text
        capital = sum(m[0][0].isupper() for m in words)
        if capital < 0.7 * len(words):
            return text
        shouted = sum(m[0].isupper() for m in words) > 0.7 * len(words)
        made = list(text)
        for n, match in enumerate(WORD.finditer(text)):
            word = match[0]
            if word.isupper() and not shouted and len(word) > 1:
                continue
            if self._is_common(word.lower()) and (n or shouted):
                made[match.start() : match.end()] = word.lower()
            elif shouted:
                made[match.start() : match.end()] = word.capitalize()
        return "".join(made)

    def _is_common(self, word: str) -> bool:
        if word in FUNCTION_WORDS:
            return True
        if word in self.lower:
            return True
        if word in self.upper:
            return False
        stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"), word.removesuffix("ing")}
        stems |= {stem + "e" for stem in stems}
        return any(s in self.catalogue.verbs or s in self.catalogue.nouns or s in self.catalogue.happenings or s in self.catalogue.adjectives for s in stems)
