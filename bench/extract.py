"""What `extract` costs on top of the bare pipeline, and whether it stays linear in the length of a text.

    python bench/extract.py [--articles 300] [--rounds 3] [--long]

The articles are made here, in the manner of news: a headline, a dateline and a few paragraphs. They are read in batches, each by
the bare pipeline and right after it by `extract`; CPU time is counted, and of each batch the best round, so that other work on
the machine tells little. `--long` also reads one article of 100 kB and one of 1 MB, and prints the most memory that it took.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable

from claimrec import Source, extract
from claimrec.extraction.language import english

PUBLISHED = "2024-05-17"
HEADLINES = (
    "{few} dead, {n} hurt in {place} ferry fire",
    "{name} visits {place} after storm",
    "Police: {few} arrested in {place}",
)
SENTENCES = (
    "A ferry with {n} people on board caught fire off the coast of {place} on {day}, the interior ministry said.",
    "At least {n} passengers were taken to hospitals in {place} and more than {m} others were put up in a school.",
    "Police arrested {few} men near the harbour on {day}, a spokesman told reporters.",
    "Prime Minister {name} met the captain's family and promised them a full inquiry.",
    "He said that the company had been warned about the state of its boats.",
    '"Nobody told us to leave the cabins," said {name}, {age}, a nurse who was on board.',
    "According to the coast guard, the fire killed {few} sailors and injured {n}.",
    "The death toll rose to {m} after divers found more bodies in the hull.",
    "{name}, {age}, was shot in the leg during the robbery and died two days later.",
    "The two ministers signed {few} agreements in {place} before the talks ended.",
    "It was not clear why the doors of the car deck had been left open.",
    "Exports fell {few} percent in the first quarter, while prices rose from {n} to {m} euros a tonne.",
    "The union that speaks for the dockers called the plan an insult and walked out of the talks.",
    "The attack came three days after a bomb went off outside a bank in {place}.",
    "Witnesses spoke of thick smoke and of a crew that did not know what to do.",
    "The suspect, who has not been named, is expected to appear in court on {weekday}.",
)
PLACES = ("Varna", "Split", "Izmir", "Genoa", "Oslo", "Batumi")
GIVEN = ("Kalin", "Ivana", "Radu", "Maria", "John", "Erik", "Lena", "Omar")
FAMILY = ("Rusev", "Petkova", "Munteanu", "Torres", "Walker", "Lund", "Frick", "Haddad")
DAYS = ("May 14", "Aug. 20, 2023", "3 March 2022", "Tuesday", "Wednesday morning")
WEEKDAYS = ("Monday", "Tuesday", "Friday", "Sunday")


BATCH = 50
"""Articles that are read by the one and then by the other."""


def filled(pattern: str, chance: random.Random) -> str:
    """A sentence with its gaps filled."""
    return pattern.format(
        n=chance.randint(11, 90),
        m=chance.randint(91, 400),
        few=chance.choice(("two", "three", "four", "5", "six")),
        place=chance.choice(PLACES),
        day=chance.choice(DAYS),
        weekday=chance.choice(WEEKDAYS),
        age=chance.randint(19, 80),
        name=f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}",
    )


def article(chance: random.Random, paragraphs: int = 4) -> str:
    """A headline and paragraphs of two to four sentences."""
    headline = filled(chance.choice(HEADLINES), chance)
    body = [" ".join(filled(chance.choice(SENTENCES), chance) for _ in range(chance.randint(2, 4))) for _ in range(paragraphs)]
    return "\n\n".join([headline, *body])


def timed(work: Callable[[], object]) -> float:
    """Seconds of CPU time that one run takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(articles: int, rounds: int) -> None:
    """Prints tokens per second of both, and their ratio."""
    chance = random.Random(4)
    sources = [Source(f"s{n}", article(chance), published=PUBLISHED) for n in range(articles)]
    nlp = english()
    extract(sources[:2])
    tokens, bare, whole = 0, 0.0, 0.0
    for first in range(0, articles, BATCH):
        batch = sources[first : first + BATCH]
        paragraphs = [part for source in batch for part in source.text.split("\n\n")]
        tokens += sum(len(doc) for doc in nlp.pipe(paragraphs))
        pairs = [
            (timed(lambda part=paragraphs: [len(doc) for doc in nlp.pipe(part)]), timed(lambda part=batch: extract(part)))  # type: ignore[misc]
            for _ in range(rounds)
        ]
        bare += min(pair[0] for pair in pairs)
        whole += min(pair[1] for pair in pairs)
    print(f"{articles} articles, {tokens} tokens, best of {rounds} rounds")
    print(f"bare pipeline  {tokens / bare:8.0f} tokens/s")
    print(f"extract        {tokens / whole:8.0f} tokens/s   {whole / bare:.2f} times the bare pipeline's time")


def grow() -> None:
    """Prints the time of 100 kB and of 1 MB in one source, and the process's memory."""
    chance = random.Random(5)
    for size in (100_000, 1_000_000):
        text = article(chance, paragraphs=size // 250)[:size]
        seconds = timed(lambda text=text: extract(Source("long", text, published=PUBLISHED)))  # type: ignore[misc]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
        print(f"{len(text):9} characters  {seconds:6.1f} s  {1e6 * seconds / len(text):5.1f} us a character  {memory:5.0f} MiB")


def main() -> None:
    """Reads the options and prints the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--long", action="store_true")
    chosen = options.parse_args()
    compare(chosen.articles, chosen.rounds)
    if chosen.long:
        grow()


if __name__ == "__main__":
    main()
