"""Read a folder of reports, and list for each event what most independent sources say."""

from __future__ import annotations

from pathlib import Path

from claimrec import extract, read_sources, reconcile

sources = read_sources([Path(__file__).parent / "ferry"])
for source in sources:
    print(f"{source.id}: {source.publisher}, {source.published}, {len(source.text)} characters")

result = reconcile(extract(sources))
print(f"\n{len(result.claims)} claims, {len(result.events)} events, {len(result.findings)} findings")

for event in result.events:
    if len(event.sources) > 2:
        print(f"\n{event.type} in {', '.join(event.sources)}")
        for field, consensus in event.consensus.items():
            support = f"{len(consensus.support)} of {len(event.sources)} sources"
            print(f"  {field}: {consensus.value.text or consensus.value.kind} ({support})")

# Prints:
# black-sea-wire: Black Sea Wire, 2024-05-14, 232 characters
# capital-courier: Capital Courier, 2024-05-17, 175 characters
# constanta-herald: Constanta Herald, 2024-05-17, 125 characters
# harbour-post: Harbour Post, 2024-05-14, 252 characters
# rail-and-sea: Rail & Sea Review, 2024-05-27, 145 characters
# sofia-evening: Sofia Evening, 2024-05-16, 160 characters
#
# 27 claims, 12 events, 18 findings
#
# burn in black-sea-wire, harbour-post, rail-and-sea, sofia-evening
#   injured: 34 people (2 of 4 sources)
#   killed: nine people (2 of 4 sources)
#   patient: Danube Star (1 of 4 sources)
#   place: Varna (4 of 4 sources)
#   time: May 14 (3 of 4 sources)
#
# kill in black-sea-wire, harbour-post, rail-and-sea, sofia-evening
#   killed: nine people (2 of 4 sources)
#   patient: nine people (3 of 4 sources)
#   place: Varna (3 of 4 sources)
#   time: May 14 (4 of 4 sources)
#
# sign in capital-courier, constanta-herald, rail-and-sea
#   agent: Ivana Petkova (3 of 3 sources)
#   agreement: eleven agreements (2 of 3 sources)
#   place: the Bulgarian capital (3 of 3 sources)
#   time: May 17 (3 of 3 sources)
