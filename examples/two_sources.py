"""Two reports of one meeting: where do they differ, and in which words?"""

from __future__ import annotations

from claimrec import Source, extract, reconcile

SOURCES = [
    Source(
        id="north",
        publisher="The Northern",
        published="2024-09-12",
        text="Norway's fisheries minister Anna Nygaard met her Icelandic counterpart in Bergen on Wednesday. "
        "They signed five agreements on cod quotas.",
    ),
    Source(
        id="harbour",
        publisher="Harbour News",
        published="2024-09-13",
        text="Anna Nygaard and Iceland's fisheries minister signed six agreements on cod in Norway on September 11.",
    ),
]

result = reconcile(extract(SOURCES))
for finding in result.findings:
    print(f"{finding.relation}: {finding.explanation}")

print()
for finding in result.conflicts:
    for position in finding.positions:
        for words in position.evidence:
            print(f"{words.source} [{words.start}:{words.end}] {words.text!r}")

# Prints:
# conflict: 5 agreements (north) vs 6 agreements (harbour): no number is both
# refines: Bergen (Norway) (north) vs Norway (harbour): all can be true, Bergen (Norway) is the most exact
# agree: 2024-09-11 (harbour, north): one value
#
# north [107:122] 'five agreements'
# harbour [53:67] 'six agreements'
