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
