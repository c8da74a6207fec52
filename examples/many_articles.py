"""Many articles with a progress bar: claims are read one article at a time, stored, and reconciled together.

    python many_articles.py 1000

Without a number it reads sixty. The articles are made here; yours come from `read_sources`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from claimrec import Claim, Source, iter_extract, reconcile

TOWNS = "Bergen Cork Dover Esbjerg Faro Genoa Haifa Izmir Jaffa Kavala Lagos Mersin Naples Oran Porto".split()
PLACES = "bakery cinema factory hospital hotel library market museum school stadium theatre warehouse".split()


def article(number: int) -> Source:
    """The report of one of three papers on one of many fires."""
    fire, paper = divmod(number, 3)
    town, place = TOWNS[fire % len(TOWNS)], PLACES[fire % len(PLACES)]
    day = date(2024, 1, 1) + timedelta(days=5 * fire)
    hurt = 10 + fire % 50 + (paper == 2)  # the third paper counts one more
    told = (
        f"{hurt} people were injured in a fire at a {place}",
        f"A fire at a {place} injured {hurt} people",
        f"Flames broke out in a {place}, and {hurt} people were injured",
    )
    text = f"{told[paper]} in {town} on {day.day} {day:%B %Y}."
    return Source(id=f"{fire}-{paper}", text=text, publisher=f"Paper {paper}", published=day)


count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
with tempfile.TemporaryDirectory() as folder:
    store = Path(folder) / "claims.jsonl"
    with store.open("w", encoding="utf-8") as file:
        for claim in iter_extract([article(number) for number in range(count)], progress=True):
            file.write(json.dumps(claim.to_dict(embed=True)) + "\n")
    with store.open(encoding="utf-8") as file:
        result = reconcile(Claim.from_dict(json.loads(line)) for line in file)

print(len(result.sources), "sources,", len(result.conflicts), "conflicts, the first ones:")
print("\n".join(sorted(finding.explanation for finding in result.conflicts)[:3]))

# Prints:
# 60 sources, 20 conflicts, the first ones:
# 10 injured (0-0, 0-1) vs 11 injured (0-2): no number is both
# 11 injured (1-0, 1-1) vs 12 injured (1-2): no number is both
# 12 injured (2-0, 2-1) vs 13 injured (2-2): no number is both
