"""Store where words stand as W3C selectors, and find them again after the page has changed; no spaCy needed."""

from __future__ import annotations

from claimrec import Source, reconcile
from claimrec.annotations import find_again
from claimrec.testing import make_claim

morning = Source("morning", "Floods closed nine bridges in Porto on 3 March 2024.", published="2024-03-04")
evening = Source("evening", "On 3 March 2024 ten bridges were closed in Porto by floods.", published="2024-03-04")
day = ("2024-03-03", "3 March 2024")
result = reconcile(
    [
        make_claim(morning, "close", trigger="closed", bridge=(9, "nine bridges"), place="Porto", time=day),
        make_claim(evening, "close", trigger="closed", bridge=(10, "ten bridges"), place="Porto", time=day),
    ]
)

now = {
    "nine bridges": "CORRECTED. Floods closed nine\u00a0bridges in Porto on 3 March 2024. Two are open again.",
    "ten bridges": "On 3 March 2024 many bridges were closed in Porto by floods.",
}
for annotation in result.annotations():
    target = annotation["target"]
    if not annotation["body"]["value"].startswith("conflict"):
        continue
    quote = target["selector"][0]
    place = find_again(now[quote["exact"]], target["selector"])
    where = f"stands at {place.start} to {place.end}" if place else "is gone"
    print(f"{annotation['body']['value']}: {quote['exact']!r} {where}")

# Prints:
# conflict: bridge: 9 bridges: 'nine bridges' stands at 25 to 37
# conflict: bridge: 10 bridges: 'ten bridges' is gone
