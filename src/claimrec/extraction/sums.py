"""Sums and parts: "two men and a woman were killed" counts three, and two of them are men."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.syntax import accompanied, coordinated, joined_subjects, phrase_start, prepositional
from claimrec.lexicon import words
from claimrec.model import Role
from claimrec.values import Entity, Quantity

if TYPE_CHECKING:
    from claimrec.extraction.tokens import Token

__all__ = ["add_up", "part_unit"]

PARTS = frozenset({"of them", "of whom", "of these", "of those"})
LONGEST = 160  # characters of a phrase that is shown as one count


def add_up(reading: Reading, mentions: Mentions, draft: Draft) -> None:
    """Make one count of those it happened to where a coordination counts them kind by kind.

    The parts keep the noun that they count. Where a member is neither counted nor one person ("two men and their
    children"), the sum is a least number.
    """
    unit = draft.trigger.type.unit
    counts = {a.head: a for a in draft.having(Role.QUANTITY) if isinstance(a.value, Quantity) and a.value.unit == unit}
    if unit is None or not counts:
        return
    for argument in counts.values():
        _with_child_before(reading, argument)
    for members in _coordinations(reading, sorted(counts)):
        if len(members) > 2 and _is_named_whole(members[0], counts):
            members = members[1:]
        if len(members) < 2 or not any(m.i in counts for m in members):
            continue
        if members[0].i in counts and all(_shares_number(m) for m in members[1:]):
            continue  # "60 passengers and crew": the sixty are both
        between = reading.doc[min(m.i for m in members) : max(m.i for m in members)]
        own = draft.trigger.token.i
        verb = any(t.tag_ in ("VBD", "VBZ", "VBP") and t.dep_ != "relcl" and own not in (t.i, t.head.i) for t in between)
        if verb or any(_is_no_member(m, counts) for m in members):
            continue  # "left one dead and three hurt": the parser took two for one phrase
        if _is_told_apart(members, counts):
            for member in members[1:]:
                _keep_noun(reading, counts[member.i])
            continue
        low, high = _sum_of(mentions, members, counts)
        span = reading.span(min(phrase_start(m) for m in members), max(m.i for m in members) + 1)
        if len(span.text) > LONGEST or low < 2:
            continue
        for member in members:
            if member.i in counts:
                _keep_noun(reading, counts[member.i])
        total = Quantity(low, high, unit, text=span.text)
        draft.add(DraftArgument(Role.QUANTITY, total, span, members[0].i))


def _sum_of(mentions: Mentions, members: list[Token], counts: dict[int, DraftArgument]) -> tuple[float, float | None]:
    """The bounds of the sum; no upper one where a member is neither counted nor one person."""
    low, high, known = 0.0, 0.0, True
    for member in members:
        if member.i in counts:
            value = counts[member.i].value
            assert isinstance(value, Quantity)
            low += value.low or 0
            known = known and value.high is not None
            high += value.high or 0
        elif _is_one(mentions, member.i) or _is_singular(member):
            low, high = low + 1, high + 1
        else:
            known = False
    return low, high if known else None


def _with_child_before(reading: Reading, argument: DraftArgument) -> None:
    """ "A six-year-old and three men were shot": four, where the parser makes the child a word of the men."""
    doc, value, head = reading.doc, argument.value, reading.doc[argument.head]
    number = next((c.i for c in head.lefts if c.dep_ == "nummod"), 0)
    old = number - 2
    if old < 4 or doc[number - 1].lower_ != "and" or not _is_years_old(doc[old]) or doc[old] not in head.subtree:
        return
    if not isinstance(value, Quantity) or value.low is None or doc[old].dep_ == "conj":
        return
    begin = old - 4 if doc[old].lower_ == "old" else old
    begin -= begin > 0 and doc[begin - 1].lower_ in ("a", "an")
    argument.evidence = reading.span(begin, argument.head + 1)
    high = None if value.high is None else value.high + 1
    argument.value = evolve(value, low=value.low + 1, high=high, stated=None, text=argument.evidence.text)


def part_unit(reading: Reading, mentions: Mentions, draft: Draft, found: Found) -> str | None:
    """What the 12 are in "sixty people were killed, 12 of them in Porto": people, and not how many were killed.

    None where the draft counts the whole in the same unit: "2,000 people fled, 300 of them" would say two numbers.
    """
    doc = reading.doc
    if doc[found.end : found.end + 2].text.lower() not in PARTS:
        return None
    here = reading.sentence(found.start)
    before = (q for q in mentions.quantities if q.end <= found.start and q.noun is not None and q.measure is None)
    whole = max((q for q in before if reading.sentence(q.start) == here), key=_start, default=None)
    unit = whole.value.unit if whole is not None and isinstance(whole.value, Quantity) else None
    said = (a.value.unit for a in draft.having(Role.QUANTITY) if isinstance(a.value, Quantity))
    return None if unit in said else unit


def _start(found: Found) -> int:
    return found.start


def _coordinations(reading: Reading, heads: list[int]) -> list[list[Token]]:
    """The coordinations that the counted nouns stand in, each once."""
    made: dict[int, list[Token]] = {}
    for head in heads:
        top = reading.doc[head]
        while top.dep_ == "conj" and top.head.i < top.i:
            top = top.head
        top = accompanied(top) or top
        beside = joined_subjects(top.head, top) if top.dep_ in ("nsubj", "nsubjpass") else []
        also = [m for _, m in prepositional(top.head) if accompanied(m) is top]  # "was hurt along with two guards"
        members = [*coordinated(top), *beside, *also]
        # a member on the right may be reached first where it alone is counted
        if not any(top.i in {m.i for m in known} for known in made.values()):
            made[top.i] = members
    return list(made.values())


def _is_named_whole(first: Token, counts: dict[int, DraftArgument]) -> bool:
    """ "The victims, four children and two adults": those who are then counted, whom the parser makes one more kind."""
    definite = any(c.lower_ == "the" for c in first.lefts)
    return first.i not in counts and definite and first.tag_ == "NNS" and first.nbor(1).text in (",", ":", "-", "–", "—")


def _is_told_apart(members: list[Token], counts: dict[int, DraftArgument]) -> bool:
    """ "Eight others, five men and three women": a whole, and behind it of whom it consists."""
    values = [counts[m.i].value for m in members if m.i in counts]
    lows = [value.low or 0 for value in values if isinstance(value, Quantity)]
    return len(members) > 2 and len(lows) == len(members) and lows[0] == sum(lows[1:])


def _is_no_member(member: Token, counts: dict[int, DraftArgument]) -> bool:
    """True for what is no head of a phrase for people: "dead and hurt", and what a verb hides in ("and kicked a guard")."""
    if member.pos_ in ("ADJ", "VERB"):
        return not _is_years_old(member)
    article = next((c.i for c in member.lefts if c.dep_ == "det"), -1)
    if any(c.i < article and c.tag_ in ("VBN", "VBD") for c in member.lefts):
        return True
    return member.pos_ == "NUM" and member.i not in counts


def _is_years_old(member: Token) -> bool:
    """ "A six-year-old and three others": a person."""
    return member.lower_ == "old" and member.i > 1 and member.nbor(-1).text == "-" or member.lower_.endswith("-year-old")


def _is_singular(member: Token) -> bool:
    """ "A boy", "a six-year-old", and the "himself" of who killed others and himself."""
    if member.lower_ in ("himself", "herself"):
        return True
    one = any(c.lower_ in ("a", "an") for c in member.lefts)
    return (member.tag_ == "NN" or _is_years_old(member)) and one


def _shares_number(member: Token) -> bool:
    """A plural or a crew without a word of its own before it, so that the number before the first noun counts it too."""
    several = member.tag_ in ("NNS", "NNPS") or member.lower_ in words("titles", "persons", "collective")
    return several and not member.lefts


def _is_one(mentions: Mentions, token: int) -> bool:
    found = mentions.entity_at.get(token)
    return found is not None and isinstance(found.value, Entity) and found.value.type == "person"


def _keep_noun(reading: Reading, argument: DraftArgument) -> None:
    head = reading.doc[argument.head]
    assert isinstance(argument.value, Quantity)
    argument.value = evolve(argument.value, unit=head.lemma_.lower() if head.pos_ in ("NOUN", "PROPN") else None)
