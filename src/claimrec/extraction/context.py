"""Context: what a claim takes from the words around it, marked as inferred.

Two rooms: who the participants are (:mod:`referents` answers), and which dates and places carry over from clause to
clause. Which happening is spoken of again ("the attack", "the visit") is told by :mod:`resumption`.
"""

from __future__ import annotations

from attrs import evolve

from claimrec.extraction.draft import Draft, DraftArgument
from claimrec.extraction.mentions import Found
from claimrec.extraction.reading import Reading
from claimrec.extraction.referents import Referents
from claimrec.extraction.resumption import ACTORS, HARMS, is_core, is_ward, resume
from claimrec.extraction.town import place_in_town
from claimrec.lexicon import words
from claimrec.model import Modality, Role
from claimrec.values import Entity, Place, TimeSpan
from claimrec.values.record import calendar_day

__all__ = ["carry", "identify"]

TOGETHER = frozenset({"in", "during", "at", "on", "amid", "with", "of", "by", "for"})
MINUTE_TO_DAY = frozenset({"time", "day"})


# --- who ----------------------------------------------------------------------------------------------------------


def identify(reading: Reading, referents: Referents, drafts: list[Draft]) -> None:
    """Replace pronouns, short names and descriptions by whom they stand for."""
    referents.speaking = {a.head for d in drafts for a in d.having(Role.SPEAKER)}
    for draft in drafts:
        resolved: list[DraftArgument] = []
        harmed = draft.trigger.type.unit in HARMS
        for argument in draft.arguments:
            silent = harmed and argument.role is Role.PATIENT
            resolved.extend(_resolved(reading, referents, argument, silent) if argument.role in ACTORS else [argument])
        draft.arguments = []
        for argument in resolved:
            if argument.value is not None:
                if argument.holder is not None and argument.of is None:
                    argument.of = _holder(reading, referents, argument.holder)
                if not _repeats(draft, argument):
                    draft.add(argument)


def _repeats(draft: Draft, argument: DraftArgument) -> bool:
    """ "Oman opened its borders": Oman is not also what the opening is about."""
    return isinstance(argument.value, Entity) and any(
        isinstance(known.value, Entity)
        and known.value.name == argument.value.name
        and (known.role == argument.role or argument.role is Role.TOPIC)
        for known in draft.arguments
        if known.role in ACTORS
    )


def _holder(reading: Reading, referents: Referents, token: int) -> str | None:
    for referent, _ in referents.of(reading.doc[token]):
        return referent.entity.id
    return None


def _resolved(reading: Reading, referents: Referents, argument: DraftArgument, silent: bool) -> list[DraftArgument]:
    token = reading.doc[argument.head]
    made = []
    for referent, inferred in referents.of(token, silent=silent):
        group = isinstance(argument.value, Entity) and argument.value.type == "group"
        if inferred and (argument.value is None or group):
            # A pronoun states nobody: the name does, where it was written.
            entity = evolve(referent.entity, text=referent.first.text)
            made.append(evolve(argument, value=entity, evidence=referent.first, inferred=True))
        else:
            entity = evolve(referent.entity, text=argument.evidence.text)
            made.append(evolve(argument, value=entity, inferred=inferred or argument.inferred))
    if made:
        return made
    return [argument] if argument.value is not None else []


# --- dates and places ---------------------------------------------------------------------------------------------


def carry(
    reading: Reading,
    drafts: list[Draft],
    places: list[Found],
    loose_times: list[tuple[int, Found]],
    loose_places: list[tuple[int, Found]],
) -> None:
    """Let dates and places reach the claims that they hold for."""
    by_token = {d.trigger.token.i: d for d in drafts} | {d.trigger.support.i: d for d in drafts if d.trigger.support is not None}
    _loose(reading, drafts, loose_times, Role.TIME)
    _loose(reading, drafts, loose_places, Role.PLACE)
    for draft in drafts:
        draft.later = not draft.having(Role.TIME) and _is_later(draft, by_token)
    groups = _connected(drafts, by_token)
    for role in (Role.TIME, Role.PLACE):
        for group in groups:
            _share(group, role)
    _within_paragraph(reading, drafts)
    resume(drafts)
    for group in groups:  # what a resumed event brought reaches its clause too
        _share(group, Role.TIME)
        _share(group, Role.PLACE)
    _main_setting(reading, drafts)
    _dateline(reading, drafts, places)
    place_in_town(reading, drafts, places)


def _loose(reading: Reading, drafts: list[Draft], loose: list[tuple[int, Found]], role: Role) -> None:
    """A date or place that hangs by no trigger ("At a summit … they were") holds for its sentence's claims."""
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.sentence, []).append(draft)
    for sentence, found in loose:
        for draft in told.get(sentence, ()):
            if is_ward(found.value) and is_core(draft):
                continue
            if not draft.trigger.type.speech and not draft.background and not draft.having(role):
                draft.add(DraftArgument(role, found.value, reading.chars(*found.chars, found.start), found.head, inferred=True))


def _connected(drafts: list[Draft], by_token: dict[int, Draft]) -> list[list[Draft]]:
    """Groups of drafts in one sentence that syntax makes one scene: "killed in a shooting", "opened fire, killing six"."""
    parent = {id(d): d for d in drafts}

    def top(d: Draft) -> Draft:
        while parent[id(d)] is not d:
            d = parent[id(d)]
        return d

    copulas: dict[int, Draft] = {}
    for draft in drafts:
        other = _scene_of(draft, by_token)
        if other is None and (copula := _copula_of(draft)) is not None:
            other = copulas.setdefault(copula, draft)
        if other is not None and other is not draft:
            a, b = top(draft), top(other)
            if a is not b:
                parent[id(a)] = b
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(id(top(draft)), []).append(draft)
    return [group for group in groups.values() if len(group) > 1]


def _scene_of(draft: Draft, by_token: dict[int, Draft]) -> Draft | None:
    """The draft above this one in whose scene it takes place."""
    if draft.trigger.type.speech or draft.background:
        return None
    token = draft.trigger.support or draft.trigger.token
    for _ in range(6):
        if token.head.i == token.i:
            return None
        dep, head = token.dep_, token.head
        if dep in ("ccomp", "parataxis", "nsubj", "nsubjpass") and token.pos_ in ("VERB", "AUX"):
            return None
        if dep == "prep" and token.lower_ not in TOGETHER:
            return None
        if dep == "advcl" and any(
            c.dep_ == "mark" and c.lower_ not in ("when", "as", "while", "where", "in") for c in token.children
        ):
            return None
        other = by_token.get(head.i)
        if other is not None and other is not draft:
            if dep == "nsubjpass" and head.lemma_ == "report":
                return other  # "the shooting was reported at noon"
            if other.trigger.type.speech or other.background or other.modality != draft.modality:
                return None
            return None if is_core(draft) and _is_aftermath(other) else other
        token = head
    return None


def _is_later(draft: Draft, by_token: dict[int, Draft]) -> bool:
    """ "The man injured on Monday has died", "the woman whom they held on Friday left": the day is not that of the main verb."""
    verb = draft.trigger.support or draft.trigger.token
    if draft.trigger.form != "verb" and draft.trigger.support is None or draft.trigger.type.speech:
        return False
    for subject in (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")):
        for clause in (c for c in subject.children if c.dep_ in ("acl", "relcl") and c.pos_ == "VERB"):
            told = by_token.get(clause.i)
            if told is not None and told is not draft and told.having(Role.TIME):
                return True
    return False


def _is_aftermath(draft: Draft) -> bool:
    """ "Arrested on Tuesday in the shooting" tells the day of the arrest; "are investigating a shooting on Tuesday" does not."""
    told = {draft.trigger.type.name, draft.trigger.token.lemma_} & words("cues", "context", "aftermath")
    return bool(told) and draft.tense != "present"


def _copula_of(draft: Draft) -> int | None:
    """ "The high point of the trip was the signing": event nouns on both sides of "be" are one scene."""
    token = draft.trigger.token
    if draft.trigger.form != "noun" or draft.background or draft.trigger.type.speech:
        return None
    for _ in range(5):
        if token.dep_ == "prep" and token.lower_ not in TOGETHER:
            return None
        if token.dep_ in ("nsubj", "attr"):
            return token.head.i if token.head.lemma_ == "be" else None
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _share(group: list[Draft], role: Role) -> None:
    """One time (or place) in a scene is that of all its claims; two different ones stay where they are."""
    stated: dict[tuple[int, int], DraftArgument] = {}
    for draft in group:
        for argument in _scenes(draft, role):
            stated.setdefault((argument.evidence.start, argument.evidence.end), argument)
    if len(stated) != 1:
        return
    (argument,) = stated.values()
    for draft in group:
        if not draft.having(role) and not (draft.later and role is Role.TIME):
            draft.add(evolve(argument, inferred=True))


def _within_paragraph(reading: Reading, drafts: list[Draft]) -> None:
    """A date set by a sentence holds for the sentences after it in the paragraph, until another is set."""
    block, time, place, sentence = -1, None, None, -1
    after = False
    for draft in drafts:
        here = reading.block_index(draft.trigger.token.i)
        if here != block:
            block, time, place = here, None, None
        apart = draft.background or draft.elsewhen
        if draft.trigger.type.speech or apart or draft.modality is not Modality.ACTUAL or draft.tense in ("future", "present"):
            continue
        own = [a for a in draft.having(Role.TIME) if isinstance(a.value, TimeSpan)]
        spot = [a for a in _scenes(draft, Role.PLACE) if isinstance(a.value, Place)]
        if own:
            if not own[0].inferred or time is None:
                time, place, sentence = own[0], spot[0] if spot else None, draft.sentence
                after = _is_aftermath(draft)
        elif after and is_core(draft):
            continue
        elif (
            time is not None
            and not draft.later
            and draft.sentence > sentence
            and draft.trigger.form == "verb"
            and draft.tense == "past"
        ):
            draft.add(evolve(time, inferred=True))
            if place is not None and not spot:
                draft.add(evolve(place, inferred=True))


def _main_setting(reading: Reading, drafts: list[Draft]) -> None:
    """A happening that struck people, told without date or place, is that of the story: the first such one has both."""
    for role in (Role.TIME, Role.PLACE):
        stated = [
            argument
            for draft in drafts
            if is_core(draft) and reading.block(draft.trigger.token.i).kind != "caption" and not _is_long_ago(reading, draft)
            for argument in _scenes(draft, role)
            if _is_exact(argument)
        ]
        # A named town, street or site says more than a county; a bare "home" says nothing to other readers.
        main = next((a for a in stated if role is Role.TIME or _is_spot(a)), stated[0] if stated else None)
        if main is None:
            continue
        for draft in drafts:
            apart = draft.elsewhen or draft.later and role is Role.TIME
            if is_core(draft) and not apart and not draft.having(role):
                draft.add(evolve(main, inferred=True))


def _is_long_ago(reading: Reading, draft: Draft) -> bool:
    """ "The worst attack since nine died at a school last May": set apart in time, and weeks before the story."""
    published = reading.source.published
    starts = [a.value.start for a in draft.having(Role.TIME) if isinstance(a.value, TimeSpan) and a.value.start is not None]
    if not draft.elsewhen or published is None or not starts:
        return False
    return (calendar_day(published) - calendar_day(min(starts, key=calendar_day))).days > RECENT


RECENT = 25
"""Days before publication from which a happening told in passing is no news."""


def _dateline(reading: Reading, drafts: list[Draft], places: list[Found]) -> None:
    """What struck people and is told without a place happened where the dateline is."""
    found = next((f for f in places if reading.block(f.start).kind == "dateline"), None)
    if found is None:
        return
    for draft in drafts:
        if is_core(draft) and not draft.elsewhen and not draft.having(Role.PLACE):
            draft.add(DraftArgument(Role.PLACE, found.value, reading.chars(*found.chars, found.start), found.head, inferred=True))


def _scenes(draft: Draft, role: Role) -> list[DraftArgument]:
    """The arguments in a role without the places that somebody was brought to."""
    struck = draft.trigger.type.name in words("cues", "context", "befalling")
    return [a for a in draft.having(role) if not a.goal and (struck or not is_ward(a.value))]


def _is_spot(argument: DraftArgument) -> bool:
    return (
        isinstance(argument.value, Place)
        and argument.value.level in ("city", "street", "site", "area")
        and argument.value.name[:1].isupper()
    )


def _is_exact(argument: DraftArgument) -> bool:
    if isinstance(argument.value, TimeSpan):
        return argument.value.granularity in MINUTE_TO_DAY
    return isinstance(argument.value, Place) and argument.value.level != "country"
