"""A person is asked about the pairs that the program is least sure of; the answers are kept and obeyed from then on."""

from __future__ import annotations

import json
import sys

from claimrec import Claim, Judgement, Source, reconcile
from claimrec.testing import make_claim

DAY = ("2024-03-03", "on Sunday")


def attack(name: str, text: str, killed: tuple[int, str]) -> Claim:
    """What one report says of an attack."""
    source = Source(name, text, published="2024-03-04")
    return make_claim(source, "attack", trigger="attack", killed=killed, place="Mosul", time=DAY)


CLAIMS = [
    attack("dawn", "An attack on a market in Mosul killed three on Sunday.", (3, "three")),
    attack("noon", "Three died in Mosul on Sunday in an attack on traders.", (3, "Three")),
    attack("dusk", "An attack on a checkpoint in Mosul killed five on Sunday.", (5, "five")),
]


def ask(one: Claim, two: Claim) -> bool:
    """The same event? Asks where somebody sits at a keyboard; else answers as somebody who knows the town would."""
    print(f"  {one.source.id}: {one.evidence.text}\n  {two.source.id}: {two.evidence.text}")
    if sys.stdin.isatty():
        return input("  one event? [y/n] ").strip().lower() == "y"
    same = "checkpoint" not in one.source.text + two.source.text
    print("  one event?", "yes" if same else "no")
    return same


result = reconcile(CLAIMS)
print("before:", [finding.explanation for finding in result.conflicts])
by_id = {claim.id: claim for claim in CLAIMS}
unsure = sorted(result.matches, key=lambda match: (abs(match.score), match.a, match.b))
judgements = [Judgement(match.a, match.b, same=ask(by_id[match.a], by_id[match.b])) for match in unsure]
stored = json.dumps([judgement.to_dict() for judgement in judgements])

reviewed = reconcile(CLAIMS, judgements=[Judgement.from_dict(record) for record in json.loads(stored)])
print("after:", [finding.explanation for finding in reviewed.conflicts])
print("events:", [event.sources for event in reviewed.events])

# Prints:
# before: ['3 killed (dawn, noon) vs 5 killed (dusk): no number is both']
#   noon: Three died in Mosul on Sunday in an attack on traders.
#   dusk: An attack on a checkpoint in Mosul killed five on Sunday.
#   one event? no
#   dawn: An attack on a market in Mosul killed three on Sunday.
#   dusk: An attack on a checkpoint in Mosul killed five on Sunday.
#   one event? no
#   noon: Three died in Mosul on Sunday in an attack on traders.
#   dawn: An attack on a market in Mosul killed three on Sunday.
#   one event? yes
# after: []
# events: [('dawn', 'noon'), ('dusk',)]
