"""A feature of your own: the numbers of ships tell which reports are of one rescue; the program cannot know that."""

from __future__ import annotations

import re

from claimrec import Claim, Source, extract, reconcile

SOURCES = [
    Source("coast", "Rescuers saved 12 sailors off Varna on 3 March 2024 after a fire on a tanker (IMO 9074729)."),
    Source("radio", "On 3 March 2024 14 sailors were rescued off Varna. The tanker, IMO 9074729, was towed away."),
    Source("gazette", "Off Varna, 21 sailors were rescued from a freighter (IMO 8814275) on 3 March 2024."),
    Source("letter", "A reader saw how sailors were rescued off Varna on 3 March 2024."),
]


def same_ship(a: Claim, b: Claim) -> float | None:
    """The numbers of ships (IMO) in both texts."""
    one, two = (set(re.findall(r"IMO (\d{7})", claim.source.text)) for claim in (a, b))
    if not one or not two:
        return None  # what a text leaves out tells nothing
    return 3.0 if one & two else -20.0  # natural logs: one event is twenty times as likely, or ruled out


claims = extract(SOURCES)
for name, features in (("as it comes", []), ("with your feature", [same_ship])):
    result = reconcile(claims, features=features)
    print(f"{name}:")
    for event in result.events:
        if event.type == "rescue":
            print(f"  {event.type} in {', '.join(event.sources)}")
    for finding in result.conflicts:
        print(f"  {finding.relation}: {finding.explanation}")

print("why not one event?")
coast, gazette = (next(c for c in claims if c.type == "rescue" and c.source.id == name) for name in ("coast", "gazette"))
match = result.why(coast, gazette)
for reason in match.reasons:
    print(f"  {reason.weight:+.1f} {reason.feature}: {reason.text}")
print(f"  {match.score:+.1f} in all")

# Prints:
# as it comes:
#   rescue in coast, gazette, letter, radio
#   conflict: 12 rescued (coast) vs 14 rescued (radio) vs 21 rescued (gazette): no number is both
# with your feature:
#   rescue in gazette
#   rescue in coast, letter, radio
#   conflict: 12 rescued (coast) vs 14 rescued (radio): no number is both
# why not one event?
#   -0.5 kind: types rescue and rescue: most pairs of claims are of two events
#   +2.0 time: 3 March 2024 (2024-03-03) against 3 March 2024 (2024-03-03)
#   -1.0 counts: 12 rescued against 21 rescued
#   +1.8 words: both sentences have 2024, sailors, varna, march, 3
#   +2.1 story: how far coast and gazette tell one story
#   -20.0 same_ship: The numbers of ships (IMO) in both texts.
#   -15.6 in all
