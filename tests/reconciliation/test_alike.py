"""Which names of a pile are compared: never fewer than those that share a block and hold one another."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from claimrec.model import slug
from claimrec.reconciliation import alike
from claimrec.reconciliation.alike import alike_names
from claimrec.reconciliation.naming import PARTICLES
from claimrec.values import Entity, Relation

FIRST = ["Jane", "John", "J.", "Jean-Luc", "Mia", "김정은", ""]
LAST = ["Smith", "Smyth", "Petrov", "Petrova", "van Berg", "al-Hassan"]
PERSONS = st.builds(lambda a, b: Entity(f"{a} {b}".strip()), st.sampled_from(FIRST), st.sampled_from(LAST))
BODIES = st.sampled_from(
    ["Northern Bank", "Bank of Chad", "BC", "UN", "United Nations", "Northern Bank Chile", "al Fajr Bank"]
).map(lambda name: Entity(name, "organization"))
LANDS = st.sampled_from(["Chad", "Chile"]).map(lambda name: Entity(name, "country"))
IDS = st.sampled_from(["", "", "smith", "bank"])
NAMES = st.builds(lambda e, name: Entity(e.name, e.type, name), PERSONS | BODIES | LANDS, IDS)


def block_of(entity: Entity) -> set[tuple[bool, str]]:
    """The last name, its skeleton, and of longer names the first; of a body its words and its acronym."""
    words = [w for w in slug(entity.name).split("-") if w and w not in PARTICLES]
    if entity.type == "person":
        return {(True, w) for last in words[-1:] for w in (last, alike._skeleton(last), words[0] if len(words) > 2 else last)}
    acronym = {"".join(w[0] for w in words)} if len(words) > 1 else set()
    return {(False, w) for w in acronym.union(w for w in words if len(w) > 2 or len(words) == 1)}


@given(st.lists(NAMES, max_size=12))
def test_all_that_hold_one_another_are_found(names: list[Entity]) -> None:
    found = alike_names(names, [slug(e.name) for e in names])
    assert found == sorted(set(found))
    for a, b in combinations(range(len(names)), 2):
        one, two = names[a], names[b]
        if block_of(one) & block_of(two) and one.compare(two) in (Relation.EQUAL, Relation.NARROWER, Relation.BROADER):
            assert (a, b) in found
        if (a, b) in found:
            assert block_of(one) & block_of(two)


def test_a_large_block_is_left_out() -> None:
    names = [Entity("Smith"), *(Entity(f"Jane{n} Smith") for n in range(alike.BLOCK))]
    slugs = [slug(e.name) for e in names]
    assert alike_names(names, slugs) == []
    assert {(0, n) for n in range(1, alike.BLOCK)} <= {*alike_names(names[:-1], slugs[:-1])}
