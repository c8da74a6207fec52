"""The offices that sources give one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from claimrec.model import Severity
from claimrec.reconciliation.consensus import grouped
from claimrec.reconciliation.drafts import Draft, Group, agree, by_support, of_several, witnesses
from claimrec.reconciliation.kinds import kinds
from claimrec.reconciliation.people import by_witness, draft_of
from claimrec.reconciliation.statements import Statement
from claimrec.reconciliation.wording import sides
from claimrec.values import Office, Relation, Text, Verdict

__all__ = ["offices"]


def offices(statements: Sequence[Statement], origins: Mapping[str, str]) -> list[Draft]:
    """The offices that sources give one person: one, one more exact than the other, or two that exclude each other."""
    groups = list(grouped(statements))
    ranked = by_support(groups)
    drafts = []
    agreed = [g for g in ranked if of_several(g)]
    if agreed:
        drafts.append(agree(agreed, origins, "office"))
    stated = by_witness(groups)
    opposed, wider = [], []
    for a, b in combinations(ranked, 2):
        relation = _office(a).compare(_office(b))
        one_body = _one_body(_office(a), _office(b)) or _written_alike(a, b) or _plain_body(_office(a), _office(b))
        if relation is Relation.DISJOINT and not one_body and _one_seat(_office(a), _office(b)) and _clear(a, b, stated):
            opposed.append((a, b))
        elif relation in (Relation.NARROWER, Relation.BROADER) and not _omits(_office(a), _office(b)):
            if all(x == y for x in witnesses(a) for y in witnesses(b)):
                continue
            wider.append((a, b))
    if opposed:
        a, b = opposed[0]
        chosen = [a, b]
        for x, y in opposed[1:]:
            for g in (x, y):
                if all(_office(g).compare(_office(k)) is Relation.DISJOINT for k in chosen):
                    chosen.append(g)
        first = a[0]
        text = f"{sides(chosen, origins)}: one person, and offices that are not one"
        drafts.append(Draft(first.kind, first.field, Verdict.CONFLICT, tuple(chosen), text, Severity.MEDIUM))
    if wider:
        drafts.append(draft_of(Verdict.REFINES, wider[0], origins, "one is the more exact"))
    return drafts


def _one_body(a: Office, b: Office) -> bool:
    """True where one body is the other's initials ("HPD" for "Houston Police" and what follows)."""
    one, two = a.body or "", b.body or ""
    for short, full in ((one, two), (two, one)):
        initials = "".join(word[0] for word in full.split() if word[0].isupper())
        if short.isupper() and len(initials) > 1 and short.startswith(initials):
            return a.title == b.title
    return False


def _plain_body(a: Office, b: Office) -> bool:
    """True where one body is a mere kind of body ("the borough"), or both are one name written short and in full."""
    one, two = (" ".join(kinds().short.get(w, w) for w in Text(office.body or "").words if w != "the") for office in (a, b))
    return a.title == b.title and (one == two or any(set(body.split()) <= kinds().body for body in (one, two)))


def _one_seat(a: Office, b: Office) -> bool:
    """True where nobody holds both at once: a deputy's and the full office, one post of a state, or rival names for one.

    People chair, head and direct several bodies at a time; two such posts are set against each other only where both
    are said to be of one country and the bodies' names share a word.
    """
    if a.title != b.title and a.title.split()[-1] == b.title.split()[-1]:
        return True
    if all(office.title in kinds().post for office in (a, b)):
        return True
    words = [{w[:5] for w in Text(office.body or "").words if len(w) > 3 and w not in kinds().body} for office in (a, b)]
    return a.country is not None and a.country == b.country and bool(words[0] & words[1] - {"state", "natio"})


def _omits(a: Office, b: Office) -> bool:
    """True where the two differ only in that one leaves the body or the country out: omission says nothing."""
    said = [(x, y) for x, y in ((a.body, b.body), (a.country, b.country)) if x is not None and y is not None]
    return a.title == b.title and a.status == b.status and all(x == y for x, y in said)


def _written_alike(a: Group, b: Group) -> bool:
    """True where each side's words name the other's body too ("police chief of the province", "the chief of police")."""
    words = [{w for s in g for w in Text(s.evidence[0].text).words} for g in (a, b)]
    bodies = [[w for w in Text(_office(g).body or "").words if len(w) > 3] for g in (a, b)]
    return _office(a).title == _office(b).title and any(
        body and all(word in other for word in body) for body, other in zip(bodies, reversed(words), strict=True)
    )


def _office(group: Group) -> Office:
    value = group[0].value
    assert isinstance(value, Office)
    return value


def _clear(a: Group, b: Group, stated: Mapping[str, Sequence[Group]]) -> bool:
    """True where some witness of each side gives the person nothing that fits the other side."""

    def only(side: Group, other: Group) -> set[str]:
        return {name for name in witnesses(side) if not any(_office(g).compare(_office(other)).compatible for g in stated[name])}

    return any(x != y for x in only(a, b) for y in only(b, a))
