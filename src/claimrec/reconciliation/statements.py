"""What the claims of one event state, field by field: the material that comparison and consensus work on."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

import attrs
from attrs import define, evolve

from claimrec.model import Argument, Citation, Claim, Kind, Modality, Polarity, Role, Span
from claimrec.reconciliation.kinds import field_of_unit, kinds
from claimrec.reconciliation.naming import is_named
from claimrec.values import Entity, Office, Place, Quantity, Relation, Text, TimeSpan, Value
from claimrec.values.record import calendar_day

__all__ = [
    "Group",
    "Statement",
    "is_age",
    "is_broken",
    "is_own",
    "named_persons",
    "offices_of",
    "one_value",
    "spoken",
    "statements_of",
]

PARTY = frozenset({Role.AGENT, Role.PATIENT, Role.RECIPIENT, Role.PARTICIPANT})

# Python 3.11 is slow to look up a member of an enum, and these are asked for with every argument of every claim.
AFFIRMED, ACTUAL = Polarity.AFFIRMED, Modality.ACTUAL
AT_TIME, AT_PLACE, SPEAKER, CONTENT = Role.TIME, Role.PLACE, Role.SPEAKER, Role.CONTENT
PARTICIPANT, TIME, PLACE, QUANTITY = Kind.PARTICIPANT, Kind.TIME, Kind.PLACE, Kind.QUANTITY
POLARITY, ATTRIBUTION = Kind.POLARITY, Kind.ATTRIBUTION

STATED: Mapping[Role, Mapping[type, tuple[Kind, str]]] = {
    **{role: {} for role in Role},
    **{role: {Entity: (PARTICIPANT, role.value)} for role in PARTY},
    AT_TIME: {TimeSpan: (TIME, "time")},
    AT_PLACE: {Place: (PLACE, "place")},
}
"""Role -> class of a value -> the field that a value of it is stated for there; figures, which go by their unit, are left out."""


@define(eq=False)  # nobody changes one; a frozen one takes four times as long to make, and there are millions
class Statement:
    """One value that one claim states for one field.

    Args:
        kind: what kind of field it is.
        field: the field's name.
        value: the value.
        claim: the claim that states it.
        evidence: the words, in the order in which they are shown.
        witness: id of the source whose text the claim's source repeats; its own id if none.
        inferred: True where the value comes from context.
        about: what must agree before two statements may be compared: the words said, for a speaker.
        source: id of the source that states it.
        asserted: True where the claim states the value as a fact: of what did not happen, only that it happened to nobody.
    """

    kind: Kind
    field: str
    value: Value
    claim: Claim
    evidence: tuple[Span, ...]
    witness: str
    inferred: bool = False
    about: Text | None = None
    source: str = attrs.field()
    asserted: bool = attrs.field()

    @source.default
    def _its_source(self) -> str:
        return self.claim.source.id

    @asserted.default
    def _is_asserted(self) -> bool:
        return _as_fact(self.claim, self.value)

    @property
    def published(self) -> dt.date | None:
        """Day on which the source was published."""
        moment = self.claim.source.published
        return None if moment is None else calendar_day(moment)


Group = Sequence[Statement]
"""Statements of one value."""


def _as_fact(claim: Claim, value: Value) -> bool:
    """True where a claim states a value as a fact."""
    return claim.modality is ACTUAL and (claim.polarity is AFFIRMED or (isinstance(value, Quantity) and value.high == 0))


def one_value(statements: Group) -> bool:
    """True where all state the very same value, as in most fields; two that are merely equal are not looked into."""
    value = statements[0].value
    for s in statements:  # noqa: SIM110 - twice as fast as all(), and asked of every field
        if s.value is not value:
            return False
    return True


def statements_of(
    claims: Sequence[Claim], origins: Mapping[str, str], fatal: frozenset[str] = frozenset()
) -> dict[str, list[Statement]]:
    """Field -> what the claims of one event state for it, in the order of the claims.

    What nothing can be set against is left out: who said it and on whose authority, where there is one claim, and that it
    happened, where no claim of several denies or doubts it.

    Args:
        claims: the claims of one event.
        origins: source id -> id of the source whose text it repeats.
        fatal: ids of claims of injuries that were deaths in the end; they count no injured.
    """
    known = kinds()
    fold, saying = known.fold, known.speech
    made: dict[str, list[Statement]] = {}
    copied, sure, several = False, True, len(claims) > 1
    for claim in claims:
        source, inside = claim.source.id, claim.evidence
        witness = origins.get(source, source)
        copied = copied or witness != source
        told = claim.polarity is AFFIRMED and claim.modality is ACTUAL
        sure = sure and told
        spoken, speech = False, fold.get(claim.type, claim.type) in saying
        for a in claim.arguments:
            value, role = a.value, a.role
            asserted = told
            if role is SPEAKER:
                spoken = True
            if type(value) is Quantity:
                found = _field_of(claim, a, value)
                if found is None or (found == "injured" and claim.id in fatal):
                    continue
                kind, name = QUANTITY, found
                asserted = told or _as_fact(claim, value)
            else:
                stated = STATED[role].get(type(value))
                if stated is None or (speech and stated[0] is PARTICIPANT):
                    continue
                kind, name = stated
            # What stands in the claim's own sentence is as good as stated; what is carried from elsewhere is not.
            carried = a.inferred and (kind is PLACE or not inside.start <= a.evidence.start < inside.end)
            said = Statement(kind, name, value, claim, (a.evidence,), witness, carried, None, source, asserted)
            made.setdefault(name, []).append(said)
        if several and (spoken or claim.cited):
            for said in (*_speakers(claim, witness), *_authority(claim, witness)):
                made.setdefault(said.field, []).append(said)
    if not several:
        return made
    if copied:
        made = {name: _with_changed_copies(said) for name, said in made.items()}
    if not sure:
        made["happened"] = [_happened(claim, origins.get(claim.source.id, claim.source.id)) for claim in claims]
    return made


def _with_changed_copies(said: list[Statement]) -> list[Statement]:
    """A copy that changed a figure, a date or a place is a witness of its own for that: somebody altered it."""
    changed: list[Statement] = []
    if said[0].kind not in CHANGED or one_value(said):
        return said
    for s in said:
        if s.witness != s.source and not s.inferred:
            taken_over = [o.value for o in said if o.source == s.witness]
            told_again = [o.value for o in said if o.source == s.source and o is not s]
            if (
                taken_over
                and all(v.compare(s.value) is Relation.DISJOINT for v in taken_over)
                and not set(told_again) - {s.value}
            ):
                changed.append(s)
    if not changed:
        return said
    first = {s.value: min(o.source for o in changed if o.value == s.value) for s in changed}
    return [evolve(s, witness=first[s.value]) if s in changed else s for s in said]


CHANGED = frozenset({QUANTITY, TIME, PLACE})
"""Kinds of fields that a desk corrects in a text it has taken over."""


def named_persons(claim: Claim, roles: Collection[Role] = PARTY) -> list[Entity]:
    """The persons in some roles of a claim whom it calls by name."""
    return [
        a.value
        for a in claim.arguments
        if a.role in roles and isinstance(a.value, Entity) and a.value.type == "person" and is_named(a.value)
    ]


def is_own(s: Statement) -> bool:
    """True where the words of a time or place belong to the claim itself, and not to another verb of its sentence."""
    span, cue = s.evidence[0], s.claim.trigger
    if any(a.evidence == span and a.value == s.value and not a.inferred for a in s.claim.arguments):
        return True
    first, then = sorted((span, cue), key=lambda words: words.start)
    # "The March 3 shooting death" dates the death as well as the shooting.
    return bool(NEXT_TO.fullmatch(s.claim.source.text[first.end : then.start]))


NEXT_TO = re.compile(
    r"[ -](?:(?!(?:and|or|but|ha[sd]|have|was|were|is|are|to|for|who|that|when|after|before|as|on|in|at|by|with|from|over|of) )"
    r"\w+ )?"
    r"| of (?:[\w.'’-]+ ){0,3}[\w.'’-]+(?:, \d+,)? (?:on |late |early |last )*"
)
"""What may stand between a date and the noun or verb that it belongs to."""


def _field_of(claim: Claim, a: Argument, value: Quantity) -> str | None:
    """The field that a figure is stated for; None where it counts nothing or is no count."""
    if value.unit is None or (value.low is None and value.high is None):
        return None
    if is_broken(claim, a.evidence):
        return None
    if value.unit == "shot" and SHOTS.search(a.evidence.text):
        return None  # gunshots and shootings are no people
    if claim.polarity is not AFFIRMED and value.high != 0 and value.unit in kinds().people:
        return None  # "the three children were not hurt" counts no three who were
    if not is_age(value):
        return field_of_unit(value.unit, a.of)
    past = PAST_AGE.search(_before(claim, a.evidence))
    # "First elected at the age of 23" says nothing of now; "died at the age of 78" does.
    if past and not (past[0].startswith("at") and kinds().folded(claim.type) == "kill"):
        return None
    of = a.of or _sole_person(claim, a)
    return None if of is None else field_of_unit(value.unit, of)


SHOTS = re.compile(r"\b(?:gun)?shots?\b|\bshootings?\b", re.IGNORECASE)

AGE = re.compile(r"\byears?(?: ?- ?| )old\b|\baged?\b", re.IGNORECASE)


def is_age(value: Quantity) -> bool:
    """True where the words say that it is an age."""
    return value.unit == "year" and (bool(AGE.search(value.text)) or "year" not in value.text.casefold())


BROKEN = re.compile(r"\d[,.] $")


def is_broken(claim: Claim, span: Span) -> bool:
    """True for the second half of a number that was torn apart: the "300" of "1, 300 guests"."""
    if not span.text[:3].isdigit():
        return False
    text, start = claim.evidence.text, span.start - claim.evidence.start
    lead = text[max(0, start - 4) : start] if 0 < start <= len(text) else ""
    return lead.rstrip("\n").endswith((", ", ". ")) and bool(BROKEN.search(lead))


PAST_AGE = re.compile(
    r"\b(?:(?:at|before|under|over|above|below|until|by|from|since|after|past) (?:the )?(?:tender |young )?age(?: of)?"
    r"|(?:when|while|after|before|until|since) (?:he|she|they|\w+ ?\w*) (?:was|were|turned)"
    r"|turn(?:ed|s|ing)|at)(?: just| only| about| almost| nearly)?\s*$",
    re.IGNORECASE,
)
"""Right before an age: it is of another moment of a life."""

KIN = re.compile(r"\b(?:his|her|their|whose)\b|['’]s\b", re.IGNORECASE)
"""Right before an age: it is of somebody else's son or sister."""


def _sole_person(claim: Claim, age: Argument) -> str | None:
    """Id of the only person that the claim is about."""
    if KIN.search(_before(claim, age.evidence)[-8:]):
        return None
    for roles in ((Role.PATIENT,), (Role.AGENT, Role.PARTICIPANT)):
        found = {
            a.value.id for a in claim.arguments if a.role in roles and isinstance(a.value, Entity) and a.value.type == "person"
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _before(claim: Claim, span: Span) -> str:
    """The words of the claim's sentence right before a span; "" where it stands elsewhere."""
    start = span.start - claim.evidence.start
    return claim.evidence.text[max(0, start - 40) : start] if 0 < start <= len(claim.evidence.text) else ""


def _speakers(claim: Claim, witness: str) -> list[Statement]:
    return [said for a in claim.arguments if a.role is SPEAKER for said in spoken(claim, a, witness)]


def spoken(claim: Claim, speaker: Argument, witness: str) -> list[Statement]:
    """Each of a claim's contents as the words of one of its speakers."""
    made = []
    for a in claim.arguments:
        if a.role is CONTENT and isinstance(a.value, Text):
            # The speaker with the cue, and the words.
            shown = (_together(claim, speaker.evidence, claim.trigger), a.evidence)
            made.append(Statement(ATTRIBUTION, "speaker", speaker.value, claim, shown, witness, speaker.inferred, a.value))
    return made


def _authority(claim: Claim, witness: str) -> list[Statement]:
    if not claim.cited:
        return []
    cited: Citation = claim.cited[0]
    if not cited.name.strip():
        return []
    value = Entity(cited.name, "organization", text=cited.text)
    return [
        Statement(ATTRIBUTION, "authority", value, claim, (Span(cited.start, cited.end, cited.text),), witness, cited.inferred)
    ]


def _happened(claim: Claim, witness: str) -> Statement:
    return Statement(POLARITY, "happened", _whether(claim.polarity, claim.modality), claim, (claim.trigger,), witness)


@cache
def _whether(polarity: Polarity, modality: Modality) -> Text:
    said = "happened" if polarity is AFFIRMED else "did not happen"
    return Text(said if modality is ACTUAL else f"{modality}: {said}")


NEAR = 60
"""Title and holder, or speaker and cue, are shown as one run of words where no more than this stands between."""


def _together(claim: Claim, a: Span, b: Span) -> Span:
    """One span over both where they stand close together and the text is at hand, else the first."""
    start, end = min(a.start, b.start), max(a.end, b.end)
    gap = max(a.start, b.start) - min(a.end, b.end)
    text = claim.source.text
    if gap > NEAR or len(text) < end or "\n" in text[start:end]:
        return a
    return Span.of(text, start, end)


def offices_of(claims: Iterable[Claim], origins: Mapping[str, str]) -> dict[str, list[Statement]]:
    """Entity id -> the offices that claims anywhere in the pile give it."""
    made: dict[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        for a in claim.arguments:
            if a.of and isinstance(a.value, Office):
                span = a.evidence
                for holder in claim.arguments:
                    if isinstance(holder.value, Entity) and holder.value.id == a.of:
                        span = _together(claim, span, holder.evidence)
                        break
                witness = origins.get(claim.source.id, claim.source.id)
                field = f"office of {a.of}"
                made[a.of].append(Statement(Kind.ROLE, field, a.value, claim, (span,), witness, a.inferred))
    return dict(made)
