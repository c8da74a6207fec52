"""Quantities in running text: figures with what they count or measure, found by syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from claimrec.extraction.ages import Age, age_of, decade_ages
from claimrec.extraction.counted import Seen, counted_noun, lemma_of, term_end
from claimrec.extraction.ellipsis import completed
from claimrec.extraction.mentions import Found
from claimrec.extraction.namesakes import compound_part, is_flaw, is_gun, is_name, is_quantity, is_title
from claimrec.extraction.numerals.figures import Figure, bounded, figures_in
from claimrec.extraction.passages import read_passages
from claimrec.extraction.scores import scores_in
from claimrec.extraction.times import stands
from claimrec.extraction.timex.expressions import Ago, Shift, Window
from claimrec.extraction.timex.grammar import written_times
from claimrec.lexicon import table
from claimrec.model import Mention, Span
from claimrec.values import Quantity

if TYPE_CHECKING:
    from spacy.language import Language

    from claimrec.extraction.tokens import Doc, Token

__all__ = ["find_quantities", "quantities_in"]


def quantities_in(doc: Doc, *, loose: bool = False, parts: bool = False) -> list[Found]:
    """The quantities that a Doc states, in order of the text; see :class:`Found` for what each tells.

    Args:
        doc: parsed English text.
        loose: also what is of little use beside an event: "one of the boats", and the noun that a number leaves out
            because it is held against another ("compared with 63 a year ago").
        parts: also numbers inside a compound ("a 40-seat bus").

    ``measure`` is ``age duration distance amount share speed weight magnitude`` and the like, None for counts,
    ``lapse`` for a stretch of time inside a time expression ("two days later"), which is no duration of anything, and
    ``part`` for a number without a unit of its own inside a compound.
    """
    text = doc.text
    figures = figures_in(text)
    ages = [_aged(doc, text, age) for age in decade_ages(doc, text)]
    if not figures:
        return [age for age in ages if age is not None]
    times = [(w.start, w.end, isinstance(w.expression, Ago | Shift | Window)) for w in written_times(text) if stands(doc, w)]
    found: list[Found] = []
    passed = 0  # both lists are in order of the text: the times before a figure are behind us
    for n, figure in enumerate(figures):
        while passed < len(times) and times[passed][1] <= figure.number:
            passed += 1
        time = times[passed] if passed < len(times) and times[passed][0] < figure.end else None
        lapse = time is not None and time[2] and figure.unit is not None and figure.end <= time[1] + 1
        if time is not None and not lapse and (figure.unit is None or figure.end <= time[1]):
            continue
        limit = figures[n + 1].start if n + 1 < len(figures) else len(text)
        made = _found(doc, text, figure, lapse=lapse, limit=limit, loose=loose, parts=parts)
        if made is not None:
            found.append(made)
    if ages:
        found = sorted((f for f in (*found, *ages) if f is not None), key=lambda f: f.chars)
    return completed(doc, text, found) if loose else found


def find_quantities(text: str, *, scores: bool = False, nlp: Language | None = None) -> list[Mention]:
    """The quantities that a text states, in order, each with its span.

    Args:
        text: any string.
        scores: also both numbers of a game's or a vote's result ("won 3-2", "a 52-48 vote"), in units ``point`` and ``vote``.
        nlp: an English spaCy pipeline with tagger, parser and ner; the installed one where it is left out.

    Raises:
        OptionError: ``text`` is no string.
        PipelineError: no usable pipeline.

    >>> [mention] = find_quantities("More than 12 people were rescued.")
    >>> mention.span.text, mention.value.low, mention.value.unit
    ('More than 12 people', 13, 'people')
    >>> [(mention.value.low, mention.value.unit) for mention in find_quantities("They beat Oslo 3-2.", scores=True)]
    [(3, 'point'), (2, 'point')]
    """
    mentions = []
    for passage in read_passages(text, nlp):
        doc = passage.doc
        made = quantities_in(doc, loose=True)
        if scores:
            taken = [found.chars for found in made] + [(written.start, written.end) for written in written_times(doc.text)]
            results = (f for f in scores_in(doc, doc.text) if not any(a < f.chars[1] and f.chars[0] < b for a, b in taken))
            made = sorted([*made, *results], key=lambda found: found.chars)
        mentions += [Mention(Span.of(text, *passage.place(found.chars)), found.value) for found in made]
    return mentions


def _found(doc: Doc, text: str, figure: Figure, *, lapse: bool, limit: int, loose: bool, parts: bool) -> Found | None:
    """The quantity that a figure states; ``limit`` is where the next figure begins."""
    span = doc.char_span(figure.number, figure.end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    figure = _without_particle(doc, figure, span.start)
    seen = Seen(doc, figure, span.start, span.end, text)
    if age := age_of(seen):
        return _aged(doc, text, age)
    if parts and (part := compound_part(seen)) is not None:
        return _make(
            doc, text, evolve(bounded(figure), unit=None), figure.start, part.idx + len(part), head=part.i, measure="part"
        )
    if is_gun(seen) or is_title(seen) or is_flaw(seen):
        return None
    if figure.unit is not None:
        measure = "lapse" if lapse else "temperature" if _is_temperature(text, figure) else figure.measure
        return _make(doc, text, bounded(figure), figure.start, figure.end, head=span.root.i, measure=measure)
    return None if is_name(seen) else _counted(seen, limit, loose=loose)


def _without_particle(doc: Doc, figure: Figure, first: int) -> Figure:
    """ "Handed over 40 hostages": the word before the number belongs to the verb, and bounds nothing."""
    if figure.bound is None or first < 2 or doc[first - 1].idx != figure.start:
        return figure
    particle = doc[first - 1].tag_ == "RP" and doc[first - 2].pos_ == "VERB"
    return evolve(figure, start=figure.number, bound=None) if particle else figure


def _aged(doc: Doc, text: str, age: Age) -> Found | None:
    return _make(doc, text, age.value, age.start, age.end, head=age.head, measure="age", holder=age.holder)


_WEATHER = re.compile(
    r"\b(?:temperatures?|heat|hot|hott\w+|cold\w*|warm\w*|freez\w+|weather|thermometers?|chill|fever|mercury)\b", re.I
)


def _is_temperature(text: str, figure: Figure) -> bool:
    """Degrees without a scale, below zero or beside a word for heat."""
    if figure.unit != "degree":
        return False
    return figure.low < 0 or _WEATHER.search(text, max(0, figure.start - 80), figure.end + 40) is not None


def _counted(seen: Seen, limit: int, *, loose: bool) -> Found | None:
    figure = seen.figure
    noun = counted_noun(seen)
    if noun is not None and noun.i >= seen.end and noun.lower_ in table("numbered")["outcomes"]:
        noun = None  # "5 shot in the park"
    if not is_quantity(seen, noun, picks=loose):
        return None
    head = noun if noun is not None else seen.root
    if figure.words and not figure.vague and figure.high is not None and 0 < figure.low <= figure.high < 1:
        share = evolve(bounded(evolve(figure, unit="percent")), unit="fraction")  # a measure: "more than a third" is no whole
        return _make(seen.doc, seen.text, share, figure.start, figure.end, head=head.i, noun=noun, measure="share")
    end = figure.end
    if noun is not None and seen.end <= noun.i and noun.idx < limit:
        end = max(end, term_end(noun, seen.text))
    if noun is not None and lemma_of(noun) in ("other", "more"):
        noun = None  # "30 others" leaves open of what
    unit = None if noun is None else lemma_of(noun)
    return _make(seen.doc, seen.text, evolve(bounded(figure), unit=unit), figure.start, end, head=head.i, noun=noun)


def _make(
    doc: Doc,
    text: str,
    value: Quantity,
    start: int,
    end: int,
    *,
    head: int,
    noun: Token | None = None,
    measure: str | None = None,
    holder: int | None = None,
) -> Found | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    return Found(
        value=evolve(value, text=text[start:end]),
        start=span.start,
        end=span.end,
        head=head,
        chars=(start, end),
        noun=None if noun is None else noun.i,
        measure=measure,
        holder=holder,
    )
