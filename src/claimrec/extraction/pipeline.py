"""From sources to claims: annotate, find values, read frames, let context fill in, anchor everything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sized
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import evolve

from claimrec.article import Article, Block
from claimrec.errors import OptionError, SourceError
from claimrec.extraction.barecounts import keep_one
from claimrec.extraction.catalogue import Catalogue, load_catalogue
from claimrec.extraction.context import carry, identify
from claimrec.extraction.counts import Counter
from claimrec.extraction.cues import is_background, is_elsewhen, modality_of, polarity_of, tense_of
from claimrec.extraction.datelines import datelines
from claimrec.extraction.draft import Draft, DraftArgument, Mentions
from claimrec.extraction.echoes import echoes
from claimrec.extraction.entities import entities_in
from claimrec.extraction.frames import Framer
from claimrec.extraction.language import english
from claimrec.extraction.lapses import date_earlier
from claimrec.extraction.mentions import Found
from claimrec.extraction.paragraphs import parser_texts, readable
from claimrec.extraction.particulars import add_callings, add_conditions, add_homes, add_wounds, conditions_told
from claimrec.extraction.places import places_in
from claimrec.extraction.progress import Progress, followed
from claimrec.extraction.purposes import hand_up
from claimrec.extraction.quantities import quantities_in
from claimrec.extraction.reading import Reading, read
from claimrec.extraction.referents import Referents
from claimrec.extraction.repairs import repair
from claimrec.extraction.results import attach_results
from claimrec.extraction.roles import roles_in, states_of
from claimrec.extraction.rosters import own_ages
from claimrec.extraction.scenes import add_scenes
from claimrec.extraction.settings import add_bounds, attach_places, attach_times
from claimrec.extraction.speech import Speech, add_content, add_topics
from claimrec.extraction.tallies import forget_the_dead, set_periods_apart
from claimrec.extraction.times import times_in
from claimrec.extraction.tokens import parse_of
from claimrec.extraction.triggers import Trigger, triggers_in
from claimrec.model import Argument, Claim, Claims, Role, Source, slug
from claimrec.values import Entity, Office, TimeSpan, Value

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["claims_from_doc", "extract", "iter_extract"]

BATCH = 32  # sources that are parsed together


def extract(
    sources: Source | Iterable[Source],
    *,
    nlp: Language | None = None,
    n_process: int = 1,
    progress: Progress | bool | None = None,
    lexicon: Mapping[str, Any] | None = None,
) -> Claims:
    """Read the event claims out of sources.

    Args:
        sources: the reports; ids must be unique.
        nlp: an English spaCy pipeline with tagger, parser and ner; the best one installed where None.
        n_process: processes that parse; 1 is fastest for a few dozen reports.
        progress: True for a bar in a terminal or a notebook; or a function, called with the number of sources done and the
            number of all (None where unknown).
        lexicon: further event types and words, with the keys of ``lexicon/events.toml``.

    Returns:
        The claims in the order of the sources and of their text, as a tuple that knows its ``sources``; a source whose text
        is credited to a news agency has it as its ``agency``.

    Raises:
        SourceError: an id is used twice.
        OptionError: ``sources`` holds something that is no Source, or ``progress`` is neither True nor a function.
        PipelineError: no English pipeline is installed, or the one passed lacks a component.

    >>> claims = extract([Source("a", "Two ministers met in Oslo on 3 March 2024.")])
    >>> [(claim.type, claim.trigger.text) for claim in claims]
    [('meet', 'met')]
    """
    given: Any = (sources,) if isinstance(sources, Source) else sources
    if isinstance(given, Iterable) and not isinstance(given, str | bytes):
        given = tuple(given)
    read = list(_each_source(given, nlp, n_process, progress, lexicon))
    return Claims((claim for _, claims in read for claim in claims), (source for source, _ in read))


def iter_extract(
    sources: Source | Iterable[Source],
    *,
    nlp: Language | None = None,
    n_process: int = 1,
    progress: Progress | bool | None = None,
    lexicon: Mapping[str, Any] | None = None,
) -> Iterator[Claim]:
    """The same as :func:`extract`, claim by claim: memory does not grow with the number of sources."""
    for _, claims in _each_source(sources, nlp, n_process, progress, lexicon):
        yield from claims


def _each_source(
    sources: Source | Iterable[Source],
    nlp: Language | None,
    n_process: int,
    progress: Progress | bool | None,
    lexicon: Mapping[str, Any] | None,
) -> Iterator[tuple[Source, tuple[Claim, ...]]]:
    """Every source, with the agency that its text is credited to, and its claims."""
    language = english(nlp)
    catalogue = load_catalogue(lexicon)
    given = [sources] if isinstance(sources, Source) else sources
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise OptionError(
            f"extract takes Source objects, not {type(given).__name__}; wrap the text: Source(id='a', text=…)", value=given
        )
    total = len(given) if isinstance(given, Sized) else None
    seen: set[str] = set()
    done = 0
    stream = iter(given)
    with followed(progress, total) as tell:
        while batch := list(islice(stream, BATCH)):
            for source in batch:
                _check(source, seen)
            for told in _read_batch(batch, language, catalogue, n_process):
                done += 1
                if tell is not None:
                    tell(done, total)
                yield told


def claims_from_doc(doc: Doc, source: Source, *, lexicon: Mapping[str, Any] | None = None) -> tuple[Claim, ...]:
    """The claims of a Doc that the user already has; its text must be the source's text.

    Raises:
        SourceError: the Doc's text is not the source's.
    """
    if doc.text != source.text:
        raise SourceError("a Doc must have been made from the source's text as given; pass nlp(source.text)", value=source)
    if not len(doc):
        return ()
    article = Article((Block(0, len(source.text), "body"),))
    parse = parse_of(doc)
    repair(parse)
    reading = Reading(source, parse, [0] * len(doc), [0] * len(doc), article)
    return _claims(reading, load_catalogue(lexicon))


def _check(source: object, seen: set[str]) -> None:
    if not isinstance(source, Source):
        raise OptionError(
            f"extract takes Source objects, not {type(source).__name__}; wrap the text: Source(id='a', text=…)", value=source
        )
    if source.id in seen:
        raise SourceError(f"a source's id must be unique, and {source.id!r} is used twice; rename one of them", value=source.id)
    seen.add(source.id)


def _batch_size(texts: list[str]) -> int:
    """How many paragraphs are parsed at once: memory grows with their words, so fewer where they are very long."""
    return max(1, min(256, 200_000 // max(map(len, texts), default=1)))


def _read_batch(
    batch: list[Source], nlp: Language, catalogue: Catalogue, n_process: int
) -> Iterator[tuple[Source, tuple[Claim, ...]]]:
    """Parse the paragraphs of several sources together, then read them source by source."""
    articles = [readable(source) for source in batch]
    batch = [_credited(source, article) for source, article in zip(batch, articles, strict=True)]
    texts = [text for source, article in zip(batch, articles, strict=True) for text in parser_texts(source, article, catalogue)]
    docs = nlp.pipe(texts, n_process=n_process if len(texts) > 200 else 1, batch_size=_batch_size(texts))
    for source, article in zip(batch, articles, strict=True):
        reading = read(source, article, list(islice(docs, len(article.blocks))))
        yield source, () if reading is None else _claims(reading, catalogue)


def _credited(source: Source, article: Article) -> Source:
    agency = source.agency or article.agency
    return source if agency == source.agency else evolve(source, agency=agency)


def _claims(reading: Reading, catalogue: Catalogue) -> tuple[Claim, ...]:
    mentions = _mentions(reading)
    offices = roles_in(reading.doc, mentions)
    drafts = _drafts(reading, mentions, catalogue, offices)
    if not drafts:
        return ()
    by_token = {d.trigger.support.i: d for d in drafts if d.trigger.support is not None} | {d.trigger.token.i: d for d in drafts}
    framer = Framer(reading, mentions, frozenset(d.trigger.token.i for d in drafts))
    for draft in drafts:
        framer.fill(draft)
    hand_up(by_token)
    Counter(reading, mentions, by_token).run()
    attach_results(reading, by_token)
    keep_one(reading, by_token)
    loose_times = attach_times(reading, mentions, by_token)
    date_earlier(reading, mentions, by_token)
    loose_places = attach_places(reading, mentions, by_token)
    for draft in drafts:
        add_content(reading, draft)
        add_topics(reading, draft)
    referents = Referents(reading, mentions)
    identify(reading, referents, drafts)
    own_ages(reading, drafts)
    forget_the_dead(reading, drafts)
    set_periods_apart(reading, drafts, loose_times)
    carry(reading, drafts, mentions.places, loose_times, loose_places)
    add_wounds(reading, by_token)  # behind carry: a wound is no scene
    add_conditions(reading, by_token)
    add_scenes(reading, mentions, by_token)
    add_bounds(reading, mentions, by_token)
    add_homes(reading, mentions, offices, drafts)
    _add_offices(reading, offices, referents, drafts)
    add_callings(reading, mentions, offices, drafts)
    Speech(reading, mentions, by_token).run(drafts)
    return tuple(claim for draft in drafts if (claim := _claim(reading, draft, catalogue)) is not None)


def _drafts(reading: Reading, mentions: Mentions, catalogue: Catalogue, offices: list[Found]) -> list[Draft]:
    made = []
    triggers = triggers_in(reading.doc, catalogue, mentions.persons)
    # "Roe was a nurse", "the bus had 40 seats": a state that is told of somebody is a claim, too
    taken = {i for t in triggers for i in (t.token.i, t.support.i if t.support is not None else t.token.i)}
    states = states_of(reading.doc, mentions, offices, catalogue.stative, taken)
    states += conditions_told(reading, taken | {verb.i for verb in states})
    triggers += [Trigger(catalogue.of(verb.lemma_), verb, verb.i, verb.i + 1, "verb") for verb in states]
    for trigger in sorted(triggers, key=lambda t: t.token.i):
        if _in_a_name(trigger, mentions, catalogue) or reading.block(trigger.token.i).kind == "dateline":
            continue
        headline = reading.block(trigger.token.i).kind in ("headline", "subhead")
        made.append(
            Draft(
                trigger=trigger,
                sentence=reading.sentence(trigger.token),
                polarity=polarity_of(trigger),
                modality=modality_of(trigger, headline=headline),
                tense=tense_of(trigger),
                background=is_background(trigger),
                elsewhen=is_elsewhen(trigger),
            )
        )
    return made


def _in_a_name(trigger: Trigger, mentions: Mentions, catalogue: Catalogue) -> bool:
    """True for the "Cooperation" of a body's name; a name that is an occasion's own ("the Oscars") is no body's."""
    if trigger.form != "noun":
        return False
    i = trigger.token.i
    if i in mentions.titled:
        return True
    found = mentions.entity_at.get(i)
    named = (t.lower_ for t in trigger.token.doc[trigger.start : trigger.end])
    if found is not None and found.end == trigger.end and catalogue.occasion(named):
        return False
    return (
        found is not None
        and isinstance(found.value, Entity)
        and bool(found.value.id)
        and found.value.type in ("organization", "person")
    )


def _mentions(reading: Reading) -> Mentions:
    doc = reading.doc
    entities = entities_in(doc)
    places = [f for f in places_in(doc) if reading.block(f.start).kind != "dateline"]
    return Mentions(
        [*entities, *echoes(doc, entities)], [*datelines(reading), *places], quantities_in(doc, parts=True), _times(reading)
    )


def _times(reading: Reading) -> list[Found]:
    """The times of an article; without a publication date, its nearest full date lends its year, marked as inferred."""
    published = reading.source.published or reading.article.published
    found = times_in(reading.doc, published)
    if published is not None:
        return found
    full = [
        f
        for f in found
        if isinstance(f.value, TimeSpan) and f.value.start is not None and f.value.granularity in ("day", "time", "month")
    ]
    if not full:
        return found
    starts = [f.start for f in full]
    made = []
    years = {f.value.start.year for f in full if isinstance(f.value, TimeSpan) and f.value.start is not None}
    in_year = {year: {f.chars: f for f in times_in(reading.doc, None, year_hint=year)} for year in years}
    for one in found:
        if isinstance(one.value, TimeSpan) and one.value.start is None and (one.value.partial or "").startswith("XXXX-"):
            place = bisect_left(starts, one.start)
            near = min(full[max(0, place - 1) : place + 1], key=lambda f: (abs(f.start - one.start), f.start))
            assert isinstance(near.value, TimeSpan)
            assert near.value.start is not None
            one = evolve(in_year[near.value.start.year][one.chars], borrowed=True)
        made.append(one)
    return made


def _add_offices(reading: Reading, offices: list[Found], referents: Referents, drafts: list[Draft]) -> None:
    """An office or role stands with the claims of its sentence in which its holder takes part."""
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(draft.sentence, []).append(draft)
    for found in offices:
        ours = told.get(reading.sentence(found.start), [])
        if found.holder is None or not isinstance(found.value, Office) or not ours:
            continue
        holders = referents.of(reading.doc[found.holder])
        of = holders[0][0].entity.id if holders else None
        argument = DraftArgument(Role.ROLE, found.value, reading.chars(*found.chars, found.start), found.head, of=of)
        if holders:
            fits = [d for d in ours if any(isinstance(a.value, Entity) and a.value.id == of for a in d.arguments)] or ours[:1]
        else:  # somebody without a name: only where the very words take part
            fits = [d for d in ours if any(a.head == found.holder for a in d.arguments)]
        for draft in fits:
            draft.add(evolve(argument))


def _claim(reading: Reading, draft: Draft, catalogue: Catalogue) -> Claim | None:
    """The finished claim; None for a state without the role or figure that it was read for."""
    trigger = draft.trigger
    state = trigger.type.name == trigger.token.lemma_ and trigger.type.name in catalogue.stative
    if state and not draft.having(Role.ROLE, Role.QUANTITY):
        return None
    arguments = tuple(
        Argument(a.role, value, a.evidence, of=a.of, inferred=a.inferred)
        for a in draft.arguments
        if (value := _finished(a)) is not None
    )
    start, end = reading.sentences[draft.sentence]
    return Claim(
        source=reading.source,
        type=trigger.type.name,
        trigger=reading.span(trigger.start, trigger.end),
        evidence=reading.span(start, end),
        polarity=draft.polarity,
        modality=draft.modality,
        cited=tuple(draft.cited),
        arguments=arguments,
    )


def _finished(argument: DraftArgument) -> Value | None:
    value = argument.value
    if isinstance(value, Entity) and not value.id and value.type in ("country", "organization"):
        return evolve(value, id=slug(value.name))
    return value
