"""Claims that come from elsewhere (a form, another reader, a database) are reconciled without spaCy."""

from __future__ import annotations

import sys

from claimrec import Argument, Claim, Quantity, Source, Span, TimeSpan, reconcile


def claim(source: Source, count: str, killed: Quantity) -> Claim:
    """What one source says: who counted how many, on its own words."""
    day = TimeSpan("2024-03-02", "2024-03-03", "day", text="on Saturday")

    def words(text: str) -> Span:
        start = source.text.index(text)
        return Span(start, start + len(text), text)

    return Claim(
        source=source,
        type="kill",
        trigger=words("killed"),
        evidence=words(source.text),
        arguments=[
            Argument("quantity", killed, words(count)),
            Argument("time", day, words("on Saturday")),
        ],
    )


A = Source(id="a", text="The avalanche killed four skiers on Saturday.", published="2024-03-03")
B = Source(id="b", text="At least three people were killed on Saturday by an avalanche.", published="2024-03-03")
C = Source(id="c", text="Five people were killed on Saturday, the mountain guides say.", published="2024-03-03")

result = reconcile(
    [
        claim(A, "four", Quantity(4, 4, "killed", text="four", stated=4)),
        claim(B, "At least three", Quantity(3, None, "killed", text="At least three", stated=3)),
        claim(C, "Five", Quantity(5, 5, "killed", text="Five", stated=5)),
    ]
)
for finding in result.findings:
    print(f"{finding.relation} about {finding.field}: {finding.explanation}")
print("spaCy was loaded:", "spacy" in sys.modules)

# Prints:
# refines about killed: 4 killed (a) vs at least 3 killed (b): all can be true, 4 killed is the most exact
# agree about time: 2024-03-02 (a, b, c): one value
# spaCy was loaded: False
