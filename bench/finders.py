"""What finding quantities and times costs on top of the bare pipeline, and whether it stays linear.

    python bench/finders.py [--articles 300] [--rounds 3]

The articles are made here, with about as many figures and dates as news has. Each round runs the bare pipeline over them
and then both finders over the Docs that came out, so that all are timed under the same load; the best of each counts. The
caches of the grammars are cleared before every round. The second part finds in one Doc of 100 kB and in one of 1 MB.

Two shared cores, Python 3.11, spaCy 3.8, en_core_web_sm: pipeline 31 kB/s, finders 471 kB/s, overhead 6.7 %; ten times the
text takes 0.9 times as long per character.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from claimrec.extraction.language import english
from claimrec.extraction.numerals.figures import figures_in
from claimrec.extraction.quantities import quantities_in
from claimrec.extraction.times import times_in
from claimrec.extraction.timex.grammar import written_times

if TYPE_CHECKING:
    from spacy.language import Language

PUBLISHED = dt.date(2024, 5, 17)
SENTENCES = (
    "A ferry with {n} people on board caught fire off the coast of {place} on {day}, the interior ministry said.",
    "At least {n} passengers were taken to hospitals in {place} and more than {m} others were put up in a school.",
    "The minister, {name}, told reporters that the company had been warned about the state of its boats.",
    "Witnesses spoke of thick smoke and of a crew that did not know what to do.",
    "The harbour master said the ship had been built in {year} and was sold twice since then.",
    "Repairs will cost about ${m} million, {name} said, adding that work would begin next month.",
    "The union that speaks for the dockers called the plan an insult and walked out of the talks.",
    "{name}, {age}, who has run the line for years, declined to comment.",
    "Divers searched the hull until late {weekday} and found the bodies of {few} men.",
    "It was not clear why the doors of the car deck had been left open.",
    "Exports fell {few} percent in the first quarter, while prices rose from {n} to {m} euros a tonne.",
    "Two days later the council voted to close the pier, which lies {few} km from the old town.",
    "The opposition said that nobody in the government wanted to hear what the sailors had to say.",
    "A spokesman for the coast guard said that the search would go on through the night.",
    "The ship left {place} at 9:40 p.m. on {weekday} and was to arrive on {day}.",
    "Relatives stood in the rain outside the gates and waited for a list of names.",
)
PLACES = ("Varna", "Split", "Izmir", "Genoa", "Oslo", "Batumi")
NAMES = ("Kalin Rusev", "Ivana Petkova", "Radu Munteanu", "Maria Torres", "John Walker")
DAYS = ("May 14", "Aug. 20, 2023", "3 March 2022", "Tuesday", "Wednesday morning")
WEEKDAYS = ("Monday", "Tuesday", "Friday", "Sunday")


def article(chance: random.Random) -> str:
    """About twelve sentences in four paragraphs."""
    return "\n\n".join(" ".join(sentence(chance) for _ in range(chance.randint(2, 4))) for _ in range(4))


def sentence(chance: random.Random) -> str:
    """One sentence with its blanks filled in."""
    return chance.choice(SENTENCES).format(
        n=f"{chance.randint(13, 4000):,}",
        m=chance.randint(5, 90),
        few=chance.randint(2, 12),
        age=chance.randint(20, 80),
        year=chance.randint(1960, 2020),
        place=chance.choice(PLACES),
        name=chance.choice(NAMES),
        day=chance.choice(DAYS),
        weekday=chance.choice(WEEKDAYS),
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds of this process's time, which other processes do not add to."""
    start = time.process_time()
    work()
    return time.process_time() - start


def find_all(docs: list[Doc]) -> int:
    """How many quantities and times the Docs hold, with nothing remembered from a run before."""
    figures_in.cache_clear()
    written_times.cache_clear()
    return sum(len(quantities_in(doc)) + len(times_in(doc, PUBLISHED)) for doc in docs)


def overhead(nlp: Language, texts: list[str], rounds: int) -> None:
    """Print the time of the pipeline and of the finders over the same texts."""
    docs = list(nlp.pipe(texts))
    found = find_all(docs)
    pipeline, finders = [], []
    for _ in range(rounds):
        pipeline.append(timed(lambda: list(nlp.pipe(texts))))
        finders.append(timed(lambda: find_all(docs)))
    size = sum(map(len, texts))
    print(f"{len(texts)} articles, {size / 1000:.0f} kB, {found} quantities and times")
    print(f"pipeline  {min(pipeline):6.2f} s  {size / min(pipeline) / 1000:7.0f} kB/s")
    print(f"finders   {min(finders):6.2f} s  {size / min(finders) / 1000:7.0f} kB/s")
    print(f"overhead  {100 * min(finders) / min(pipeline):5.1f} %   (to reach: at most 10 %)")


def growth(nlp: Language, texts: list[str]) -> None:
    """Print the time per character in one Doc of 100 kB and in one of 1 MB; the ratio is 1 where the finders are linear."""
    docs = list(nlp.pipe(texts[:40]))
    size = sum(len(doc.text) for doc in docs)
    spent = []
    for wanted in (100_000, 1_000_000):
        whole = Doc.from_docs((docs * (wanted // size + 1))[: max(1, round(len(docs) * wanted / size))])
        assert whole is not None
        quantities = timed(lambda doc=whole: (find_all([]), quantities_in(doc)))  # type: ignore[misc]
        times = timed(lambda doc=whole: (find_all([]), times_in(doc, PUBLISHED)))  # type: ignore[misc]
        length = len(whole.text)
        spent.append((quantities / length, times / length))
        print(f"one Doc of {length / 1000:6.0f} kB: quantities {quantities:6.2f} s, times {times:6.2f} s")
    (small_q, small_t), (large_q, large_t) = spent
    print(f"per character, ten times the text: quantities {large_q / small_q:.2f}x, times {large_t / small_t:.2f}x (linear: 1)")


def main() -> None:
    """Read the options and run both parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    chance = random.Random(20240517)
    texts = [article(chance) for _ in range(options.articles)]
    nlp = english()
    overhead(nlp, texts, options.rounds)
    growth(nlp, texts)


if __name__ == "__main__":
    main()
