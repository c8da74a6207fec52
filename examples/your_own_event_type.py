"""A kind of event that the catalogue does not have: two verbs become one type, and their counts are compared."""

from __future__ import annotations

from claimrec import Source, extract, reconcile

LEXICON = {"strand": {"verbs": ["strand", "beach"], "nouns": ["stranding"], "subject": "patient"}}
SOURCES = [
    Source(id="coast", text="Nine whales were stranded near Hokitika on 3 March 2024."),
    Source(id="south", text="Eleven whales beached near Hokitika on 3 March 2024."),
]

for name, lexicon in (("as it comes", None), ("with your type", LEXICON)):
    result = reconcile(extract(SOURCES, lexicon=lexicon))
    print(f"{name}: {', '.join(claim.type for claim in result.claims)}")
    for finding in result.conflicts:
        print(f"  {finding.relation}: {finding.explanation}")

# Prints:
# as it comes: strand, beach
# with your type: strand, strand
#   conflict: 9 whales (coast) vs 11 whales (south): no number is both
