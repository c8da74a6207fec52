"""A date is as precise as it was written: what may both be true is no contradiction."""

from __future__ import annotations

from itertools import combinations

from claimrec import find_quantities, find_times

# The same words mean another day in another week: dates are read against the day of publication.
for published in ("2024-05-16", "2024-05-23"):
    [mention] = find_times("The bridge was closed on Tuesday.", published=published)
    print(published, mention.span.text, "->", mention.value.edtf)

text = "The bridge was closed on May 14. It was closed in May. It was closed on May 15."
times = [mention.value for mention in find_times(text, published="2024-05-16")]
for a, b in combinations(times, 2):
    print(f"{a.text!r} is {a.compare(b)} against {b.text!r}")

text = "At least 10 people were injured. Twelve people were injured. Eight people were injured."
counts = [mention.value for mention in find_quantities(text)]
for a, b in combinations(counts, 2):
    print(f"{a.text!r} is {a.compare(b)} against {b.text!r}")

# Prints:
# 2024-05-16 Tuesday -> 2024-05-14
# 2024-05-23 Tuesday -> 2024-05-21
# 'May 14' is narrower against 'May'
# 'May 14' is disjoint against 'May 15'
# 'May' is broader against 'May 15'
# 'At least 10 people' is broader against 'Twelve people'
# 'At least 10 people' is disjoint against 'Eight people'
# 'Twelve people' is disjoint against 'Eight people'
