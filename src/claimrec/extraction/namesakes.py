"""Numbers that are no quantities: names ("Flight 370"), scores, years, addresses, list marks, "one" as a pronoun."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claimrec.extraction.counted import Seen, is_plural, lemma_of
from claimrec.lexicon import table

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["compound_part", "is_flaw", "is_gun", "is_name", "is_quantity", "is_title"]

_LIST_MARK = re.compile(r"(?:^|\n)\s*\(?$")
_PER = re.compile(r"\bper\s$", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"\b(?:No\.?|Nos\.?|№)\s(?:\d+(?:,|,?\sand|\sor)\s)*$")
_IN_PATH = re.compile(r"[/_=&?]\s?$")
_GROUP = re.compile(r"\bGroup of $")
_NUMERIC = ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY")


@cache
def _guns() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{'|'.join(table('numbered')['guns'])})\b", re.IGNORECASE)


def is_gun(seen: Seen) -> bool:
    """A calibre: "a 9mm pistol", "a .22 rifle"."""
    figure = seen.figure
    part = figure.unit is None and not figure.words and isinstance(figure.stated, float)
    return (part or figure.unit == "millimetre") and _guns().match(seen.text, figure.end) is not None


def compound_part(seen: Seen) -> Token | None:
    """The noun of "a 40-seat bus" or "a .22-caliber rifle" that stands between the number and what has so many or so much."""
    figure, doc = seen.figure, seen.doc
    if is_gun(seen):
        at = seen.end + (seen.end < len(doc) and doc[seen.end].text == "-")
        return doc[at] if at < len(doc) else None
    if not seen.hyphened or figure.unit is not None or figure.vague or seen.end + 1 >= len(doc) or doc[seen.end].text != "-":
        return None
    part = doc[seen.end + 1]
    whole = part.head.i > part.i and part.head.pos_ == "NOUN" and part.head.i - part.i < 4
    return part if part.tag_ == "NN" and part.text.islower() and whole and len(part) > 2 else None


def is_flaw(seen: Seen) -> bool:
    """ "A zero-day flaw": it lasts no days."""
    return seen.figure.words and seen.figure.stated == 0 and seen.figure.unit == "day"


def is_name(seen: Seen) -> bool:
    """A number that names: "Flight 370", "iPhone 11", "the S&P 500", "1200 block of Main Street"."""
    figure, text = seen.figure, seen.text
    if figure.vague or figure.bound is not None:
        return False
    before = text[max(0, figure.number - 4) : figure.number]
    if is_title(seen) or seen.behind().startswith("-something") or _PER.search(before):
        return True
    if _NUMBER_SIGN.search(text, max(0, figure.number - 24), figure.number) and not (figure.words or _counts_plural(seen)):
        return True
    if _LIST_MARK.search(before) and re.match(r"[.)](?:\s|$)", seen.behind(2)):
        return True
    written = text[figure.number : figure.end]
    if written.isdigit() and (_IN_PATH.search(before) or (len(written) > 4 and before.endswith(" - "))):
        return True
    return _in_street(seen) or _GROUP.search(text[max(0, figure.number - 9) : figure.number]) is not None or _named_by(seen)


def is_title(seen: Seen) -> bool:
    """A number in words inside a name: "the Four Seasons Hotel", "the Three Mile Island plant"."""
    if not seen.figure.words or not seen.start or seen.end >= len(seen.doc) or seen.figure.vague:
        return False
    first, before = seen.doc[seen.start], seen.doc[seen.start - 1]
    return before.lower_ == "the" and first.text[0].isupper() and seen.doc[seen.end].text[0].isupper()


def _in_street(seen: Seen) -> bool:
    """ "1200 block of Main Street", "1426 N. 3rd St."."""
    streets: list[str] = table("numbered")["streets"]
    for token in seen.doc[seen.end : seen.end + 4]:
        if token.lower_ in streets and (token.text[0].isupper() or token.lower_ == "block"):
            return True
        if not token.text[:1].isupper():
            return False
    return False


def _named_by(seen: Seen) -> bool:
    """Whether the word before the number is what has it for a name."""
    if seen.start == 0:
        return False
    words, figure = table("numbered"), seen.figure
    before = seen.doc[seen.start - 1]
    if before.text in "-–" and seen.start > 1:
        before = seen.doc[seen.start - 2]
        if before.is_alpha and before.text.isupper() and len(before) < 6 and not before.is_sent_start:
            return True  # "AK-47", also in "AK - 47 rifles"
    low = before.lower_
    if seen.text[before.idx + len(before) : figure.number].strip(" -–#") or (figure.words and low in ("no", "number")):
        return False
    if before.lemma_.lower() in ("call", "dial") and re.fullmatch(r"\d{3}", seen.text[figure.number : figure.end]):
        return not _counts_plural(seen)  # "call 911", not "call 100 voters"
    if low in words["indices"] or before.text in ("#", "No", "№"):
        return True
    counted = _counts_plural(seen) and not _same_phrase(seen, before)
    if low in words["names"]:
        # with a capital it is a name whatever follows: "Formula 1 returns", "Game 7 tickets"
        return not counted or (before.text[0].isupper() and not figure.words)
    return not (figure.words and figure.low != 1) and not counted and _proper(before) and _names_alone(seen, before)


def _counts_plural(seen: Seen) -> bool:
    tokens = list(seen.doc[seen.end : seen.end + 2])
    if not tokens:
        return False
    adjective = tokens[0].tag_ in ("JJ", "VBG") and len(tokens) > 1 and tokens[1].tag_ == "NNS"
    return tokens[0].tag_ == "NNS" or tokens[0].lower_ == "people" or adjective


def _same_phrase(seen: Seen, before: Token) -> bool:
    """ "Falcon 9 rockets" against "In China 300 people": there both belong to the noun behind, or the number to the name."""
    named = before.tag_ == "NNP" and before.dep_ in ("compound", "nmod") and not seen.figure.words
    return named and seen.root.head.i in (before.head.i, before.i)


def _proper(token: Token) -> bool:
    if token.ent_type_ in _NUMERIC:
        return False
    capital = any(c.isupper() for c in token.text) and not token.is_sent_start and token.pos_ in ("ADJ", "NOUN")
    return token.tag_ in ("NNP", "NNPS") or capital


def _names_alone(seen: Seen, before: Token) -> bool:
    """A capital at the start of a sentence says little: then the number must close the phrase, too."""
    following = seen.following
    return not (before.i == 0 or before.is_sent_start) or following is None or following.pos_ in ("PUNCT", "PROPN", "VERB", "AUX")


# ---------------------------------------------------------------- counts that are none

_DASHED = re.compile(r"\s?[-–]\s?\d")
_DASHED_BEFORE = re.compile(r"\d\s?[-–]\s?$")
_OF_WHOLE = re.compile(r"\s+(?:of|the|their|its|his|her)\b")
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_OF_TOTAL = re.compile(r"\d\s+of\s+$")
_PLACES = ("top", "bottom", "final", "first", "last")


def is_quantity(seen: Seen, noun: Token | None, *, picks: bool = False) -> bool:
    """Whether a figure without a unit counts something, given the noun that it seems to count.

    With ``picks``, "one of the boats" counts, too, which picks a boat out.
    """
    figure = seen.figure
    if noun is not None and noun.i >= seen.end and _is_modifier(seen, noun):
        return False
    if figure.vague:
        return noun is not None or (figure.high is not None and figure.high >= 100)
    if _is_score(seen, noun) or _is_year(seen, noun):
        return False
    if figure.stated == 1 and figure.words and figure.bound not in ("at_least", "more_than"):
        return noun is not None and (_counts_one(seen, noun) or (picks and _picks(seen, noun)))
    if noun is None and _OF_TOTAL.search(seen.text[max(0, figure.number - 8) : figure.number]):
        return False  # the "8" of "image 3 of 8"
    if noun is None and seen.start and figure.bound is None and seen.doc[seen.start - 1].lower_ in _PLACES:
        return False
    return _is_fraction(seen) if figure.stated is not None and 0 < figure.stated < 1 and figure.words else True


def _is_modifier(seen: Seen, noun: Token) -> bool:
    """ "the 787 Dreamliner", "a four-door car": the number belongs to what is named."""
    if noun.lower_ in table("numbered")["coins"]:
        return False
    if noun.tag_ == "NNP" and not seen.figure.words and seen.figure.bound is None and not noun.text.isupper():
        return True
    return noun.tag_ in ("NN", "NNP") and seen.hyphened and not seen.behind().startswith("-strong")


def _is_score(seen: Seen, noun: Token | None) -> bool:
    figure, text = seen.figure, seen.text
    if figure.dash:
        return noun is None or not (is_plural(noun) or lemma_of(noun) in table("numbered")["people"])
    before = text[max(0, figure.number - 4) : figure.number]
    return _DASHED.match(text, figure.end) is not None or _DASHED_BEFORE.search(before) is not None


def _is_year(seen: Seen, noun: Token | None) -> bool:
    figure = seen.figure
    written = seen.text[figure.number : figure.end]
    if figure.bound is not None or not re.fullmatch(r"(?:19\d|20[0-4])\d", written):
        return False
    return noun is None or lemma_of(noun) not in table("numbered")["people"]


def _is_fraction(seen: Seen) -> bool:
    """ "half of the seats", "a third of voters"; "half" and "a third" are other things, too."""
    written = " ".join(seen.text[seen.figure.number : seen.figure.end].casefold().split())
    changed = _BY.search(seen.text, max(0, seen.figure.start - 4), seen.figure.start) is not None  # "fell by half"
    if written == "half" or written.endswith((" half", "-half")):
        return changed or _OF_WHOLE.match(seen.behind()) is not None
    if written.startswith(("a ", "an ")):
        changed = changed and (seen.following is None or seen.following.pos_ not in ("NOUN", "PROPN"))
        return changed or (seen.following is not None and seen.following.lower_ == "of")
    return True


_NO_COUNT = frozenset("of another day time - way side hand thing".split())
_DETERMINERS = frozenset("no any each every number".split())


def _picks(seen: Seen, noun: Token) -> bool:
    """ "one of the boats", "one of my brothers"."""
    before = seen.doc[seen.start - 1] if seen.start else None
    share = any(token.like_num for token in seen.doc[seen.end + 1 : seen.end + 3])  # "one of four plans"
    return (
        seen.following is not None
        and seen.following.lower_ == "of"
        and not share
        and noun.i >= seen.end
        and is_plural(noun)
        and (before is None or before.lower_ not in ("no", "any", "every", "each"))
    )


def _counts_one(seen: Seen, noun: Token) -> bool:
    """ "one" counts before a noun ("one person was killed"); it is a pronoun in "one of them", "this one", "one day"."""
    following = seen.following
    if following is None or following.like_num or following.lower_ in _NO_COUNT or noun.i < seen.end:
        return False
    token = seen.doc[seen.start]
    before = seen.doc[seen.start - 1] if seen.start else None
    if before is not None and (before.tag_ in ("DT", "WDT", "PRP$", "JJ") or before.lower_ in _DETERMINERS):
        return False
    return noun.tag_ in ("NN", "NNP") and token.ent_type_ != "DATE"
