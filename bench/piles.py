"""Piles of claims whose truth is known: stories, the events they tell of, planted contradictions and copies.

What matters for speed is how the claims share names, places, days and words, so the piles resemble news in that: most
stories are told by two to thirty sources and a few by a hundred and more; a source makes five to forty claims, most on the
events that everybody tells, the others on something of its own; wordings differ from source to source; some sources repeat
another one's text.

What stories have in common decides what is hard, so it follows what was counted over the reports of 275 stories (shootings
in American towns, war, politics, sport): of the persons whom a story names 97 in a hundred stand in no other, of the bodies
nine in ten; of the places two in five stand in others too; every third claim gives its time and every other one its place;
the most frequent verb makes up a fifth of a story. Who tells of another happening of a kind that stories are about says when
it was, as a reader could not tell the two apart otherwise.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from attrs import define, field, frozen

from claimrec.lexicon.cities import cities_named
from claimrec.model import Argument, Claim, Modality, Role, Source, Span
from claimrec.values import Entity, Place, Quantity, Text, TimeSpan

FIRST = (
    "Ana Boris Carla Daniel Elena Farid Greta Hassan Irina Jonas Karin Luis Maria Nadia Oscar Petra Quentin Rosa Stefan "
    "Tamar Ulrich Vera Walid Xenia Yusuf Zora Adam Beatriz Cyril Diana Emil Fatima Goran Helena Igor Jana Kofi Leila Marek "
    "Nina"
).split()
SYLLABLES = (
    "bar den kol mir ros tan vel zor hal fen gar lin mos pet rud sol tur var wen yor ask bel cor dun eld fal gos hem"
).split()
TOWNS = (
    "Oslo Bergen Lyon Porto Izmir Varna Split Genoa Lagos Nairobi Lima Quito Osaka Busan Hanoi Dhaka Lahore Kabul Tbilisi "
    "Minsk Riga Vilnius Krakow Brno Graz Basel Turin Malaga Bilbao Leeds Bristol Cork Tampere Malmo Aarhus Rotterdam "
    "Antwerp Lille Nantes Gdansk Kharkiv Odesa Plovdiv Skopje Tirana Sarajevo Zagreb Szeged Cluj-Napoca Iasi Chisinau "
    "Batumi Yerevan Baku Tabriz Shiraz Basra Mosul Aleppo Homs Amman Haifa Alexandria Oran Tunis Rabat Dakar Accra Kano "
    "Douala Kampala Kigali Lusaka Harare Durban Maputo Mumbai Pune Surat Kochi Colombo Kathmandu Yangon Medan Cebu Davao "
    "Taipei Harbin Chengdu Sapporo Perth Auckland Recife Rosario Cali Medellin"
).split()
FILLER = (
    "after before during while near local regional senior officials residents witnesses reports morning evening long short "
    "early late road river market station school hospital council company workers families crowd heavy quiet second major "
    "several new old plan deal talks border bridge factory harbour village centre north south east west winter summer "
    "budget union court police army ministry agency city"
).split()
UNITS = {
    "kill": "killed",
    "injure": "injured",
    "arrest": "arrested",
    "rescue": "rescued",
    "displace": "displaced",
    "sign": "agreement",
}
TRIGGERS = {
    "shoot": ("opened fire", "shooting", "shot"),
    "bomb": ("bombed", "bombing"),
    "kill": ("killed", "were killed", "dead"),
    "injure": ("injured", "wounded", "hurt"),
    "arrest": ("arrested", "detained"),
    "quake": ("earthquake", "quake"),
    "flood": ("floods", "flooded"),
    "rescue": ("rescued", "pulled out"),
    "displace": ("displaced", "driven out"),
    "visit": ("visited", "visit", "arrived"),
    "meet": ("met", "held talks", "meeting"),
    "sign": ("signed", "signing"),
    "protest": ("protested", "marched", "rally"),
    "charge": ("charged",),
    "acquire": ("acquired", "bought", "takeover"),
    "appoint": ("appointed", "named"),
    "say": ("said", "told reporters", "stated"),
    "raise": ("raised",),
    "open": ("opened",),
    "build": ("built",),
    "lose": ("lost",),
    "win": ("won",),
    "plan": ("planned",),
}
ASIDE_VERBS = (
    "repair study paint close teach print plant clean deliver inspect translate polish rent ship sort store sweep train trim "
    "wash weigh wrap bake brew carve catalogue cook cycle decorate design draw farm film fish harvest iron knit mend mow pack"
).split()
STORIES = (
    ("shoot", "kill", "injure", "arrest", "charge"),
    ("bomb", "kill", "injure", "arrest"),
    ("quake", "kill", "injure", "rescue", "displace"),
    ("flood", "kill", "rescue", "displace"),
    ("visit", "meet", "sign"),
    ("meet", "sign", "appoint"),
    ("protest", "injure", "arrest"),
    ("acquire", "appoint"),
)
ASIDE = (*ASIDE_VERBS, *(name for name in TRIGGERS if name != "say"))
DEEDS = frozenset(UNITS) | {"shoot", "bomb", "quake", "flood", "visit", "meet", "protest", "charge", "acquire", "appoint"}
"""Types that a story may be about: of another happening of such a type an aside says when it was."""
DAY = dt.timedelta(1)

PUBLIC = 0.03
"""How many of the persons that stories name are public figures, whom others name too."""

KNOWN_BODIES = 0.1
KNOWN_TOWNS = 0.4
"""How many of the bodies and of the places that stories name others name too."""


@frozen
class Planted:
    """One contradiction: the event, the field, and the ids of the claims on its two sides."""

    event: int
    field: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]


@define
class Pile:
    """The claims of some stories, and the truth about them.

    Args:
        claims: the claims.
        events: claim id -> number of its true event.
        copies: source id -> the source it copies.
        planted: the contradictions.
    """

    claims: list[Claim] = field(factory=list)
    events: dict[str, int] = field(factory=dict)
    copies: dict[str, str] = field(factory=dict)
    planted: list[Planted] = field(factory=list)


@define
class Event:
    """What is true of one event."""

    number: int
    type: str
    day: dt.date
    town: Place
    agents: list[Entity]
    patients: list[Entity]
    count: int | None
    words: list[str]
    content: str = ""
    told: dict[str, dict[str, list[str]]] = field(factory=dict)
    rival: tuple[str, object] | None = None
    aside: bool = False


class World:
    """Makes story after story; the same seed makes the same world.

    >>> pile = next(World(1).piles(100))
    >>> len(pile.claims) >= 100
    True
    """

    def __init__(self, seed: int, size: int = 10_000) -> None:
        self.chance = random.Random(seed)
        self.size = size
        self.stories = self.numbered = self.told = 0
        self.towns = [self._town(name) for name in TOWNS]
        self.surnames = self._surnames(max(2000, size // 40))
        self.people = [self._stranger() for _ in range(max(40, size // 1000))]
        self.vocabulary = self._surnames(20_000)
        self.bodies = [self._unknown_body() for _ in range(max(60, size // 500))]

    def _surnames(self, number: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < number:
            parts = self.chance.choices(SYLLABLES, k=self.chance.choice((2, 3, 3)))
            made["".join(parts).capitalize() + self.chance.choice(("", "ov", "ez", "sen", "i"))] = None
        return list(made)

    @staticmethod
    def _town(name: str) -> Place:
        found = cities_named(name)
        return Place(name, (found[0].country,) if found else (), level="city")

    def _common(self, number: int) -> int:
        """A place in a list of which the first are common and the others rare."""
        return int(number * self.chance.random() ** 2)

    def _stranger(self) -> Entity:
        return Entity(f"{self.chance.choice(FIRST)} {self.chance.choice(self.surnames)}", "person")

    def _unknown_body(self) -> Entity:
        return Entity(f"{self.chance.choice(self.surnames)} {self.chance.choice(('Bank', 'Party', 'Group'))}", "organization")

    def _person(self) -> Entity:
        return self.people[self._common(len(self.people))] if self.chance.random() < PUBLIC else self._stranger()

    def _body(self) -> Entity:
        return self.bodies[self._common(len(self.bodies))] if self.chance.random() < KNOWN_BODIES else self._unknown_body()

    def _somewhere(self) -> Place:
        """A town that many stories tell of, or a small one of its own in the same country."""
        known = self.towns[self._common(len(self.towns))]
        if self.chance.random() < KNOWN_TOWNS:
            return known
        return Place(self.chance.choice(self.surnames) + self.chance.choice(("", "ville", "ton")), known.within, level="city")

    def piles(self, size: int) -> Iterator[Pile]:
        """Stories in piles of some thousand claims, until there are ``size`` claims in all."""
        made = 0
        while made < size:
            pile = Pile()
            while len(pile.claims) < min(4000, size - made):
                self._story(pile)
            made += len(pile.claims)
            yield pile

    # --- one story

    def _story(self, pile: Pile) -> None:
        chance, number = self.chance, self.stories
        self.stories += 1
        events = self._events(chance.choice(STORIES))
        sayings = [self._saying(events[0]) for _ in range(chance.randint(1, 4))]
        tellers = min(30, 2 + int(chance.expovariate(1 / 4)))
        if chance.random() < 0.002:
            tellers = chance.randint(60, 150)
        if tellers >= 4 and chance.random() < 0.3:
            self._plant(chance.choice(events))
        published = events[0].day + DAY
        told: list[tuple[Source, list[tuple[Claim, int]]]] = []
        for n in range(tellers):
            name = f"s{number}-{n}"
            if told and chance.random() < 0.1:
                origin, claims = chance.choice(told)
                copy = Source(name, origin.text, publisher=f"Paper {self._common(400)}", published=published)
                made = [(Claim(copy, *_said(claim)), event) for claim, event in claims]
                pile.copies[name] = pile.copies.get(origin.id, origin.id)
            else:
                made = self._report(name, published, events, sayings)
            told.append((made[0][0].source, made))
            for claim, event in made:
                pile.claims.append(claim)
                pile.events[claim.id] = event
        for event in events:
            if event.rival is not None:
                self._note(pile, event, told)

    def _note(self, pile: Pile, event: Event, told: list[tuple[Source, list[tuple[Claim, int]]]]) -> None:
        assert event.rival is not None
        sides: tuple[list[str], list[str]] = ([], [])
        witnesses: tuple[set[str], set[str]] = (set(), set())
        name, value = event.rival
        for source, made in told:
            for claim, number in made:
                if number != event.number:
                    continue
                for a in claim.arguments:
                    if (
                        (a.role == "time" and name == "time")
                        or (a.role == "place" and name == "place")
                        or a.role == "quantity" == name
                    ):
                        side = 1 if a.value == value else 0
                        sides[side].append(claim.id)
                        witnesses[side].add(pile.copies.get(source.id, source.id))
        if all(len(w - witnesses[1 - n]) >= 1 for n, w in enumerate(witnesses)):
            shown = {"quantity": UNITS.get(event.type, "")}.get(name, name)
            pile.planted.append(Planted(event.number, shown, (tuple(sides[0]), tuple(sides[1]))))

    def _events(self, types: tuple[str, ...]) -> list[Event]:
        chance = self.chance
        day = dt.date(2023, 1, 1) + DAY * chance.randrange(700)
        town = self._somewhere()
        people = [self._person() for _ in range(4)]
        body = self._body()
        topic = self._words(24)
        made = []
        for kind in types:
            agents = [people[0]] if kind not in ("quake", "flood", "kill") else []
            if kind in ("bomb", "acquire", "rescue"):
                agents = [body]
            if kind in ("meet", "sign"):
                agents = people[:2]
            patients = [people[2]] if kind in ("arrest", "charge", "appoint") else []
            count = chance.randint(2, 400) if kind in UNITS else None
            words = chance.sample(topic, 6)
            made.append(Event(self._number(), kind, day, town, agents, patients, count, words))
        return made

    def _number(self) -> int:
        self.numbered += 1
        return self.numbered

    def _saying(self, about: Event) -> Event:
        words = " ".join(self.chance.sample(FILLER, 7) + self._words(5))
        return Event(self._number(), "say", about.day, about.town, [self._person()], [], None, [], words)

    def _plant(self, event: Event) -> None:
        """Make up a second value that some sources will give."""
        choices = ["time", "place"] + (["quantity"] * 2 if event.count else [])
        chosen = self.chance.choice(choices)
        if chosen == "time":
            event.rival = ("time", _day(event.day + DAY * self.chance.choice((-1, 1))))
        elif chosen == "place":
            event.rival = ("place", self.chance.choice([t for t in self.towns if t.within != event.town.within]))
        else:
            assert event.count is not None
            number = event.count + self.chance.choice((1, 2, 3, 5))
            event.rival = ("quantity", Quantity(number, number, UNITS[event.type], str(number), number))

    # --- one report

    def _report(self, name: str, published: dt.date, events: list[Event], sayings: list[Event]) -> list[tuple[Claim, int]]:
        chance = self.chance
        size = max(5, min(40, int(chance.lognormvariate(2.3, 0.55))))
        told = [e for n, e in enumerate(events) if n == 0 or chance.random() < 0.65]
        if chance.random() < 0.6:
            told.append(events[0])
        told += [e for e in sayings if chance.random() < 0.5]
        while len(told) < size:
            told.append(self._aside(events[0]))
        chance.shuffle(told)
        wrong = chance.random() < 0.35
        drafts, text = [], ""
        for event in told[:size]:
            sentence, parts = self._sentence(event, wrong=wrong)
            drafts.append((event, len(text), sentence, parts))
            text += sentence + " "
        source = Source(name, text, publisher=f"Paper {self._common(400)}", published=published)
        return [(_claim(source, event, start, sentence, parts), event.number) for event, start, sentence, parts in drafts]

    def _aside(self, main: Event) -> Event:
        """Something that only this source tells."""
        chance = self.chance
        kind = ASIDE[self._common(len(ASIDE))] if chance.random() < 0.4 else chance.choice(ASIDE)
        day = main.day - DAY * chance.randrange(1, 900)
        town = main.town if chance.random() < 0.45 else self._somewhere()
        agents = [self._person() if chance.random() < 0.6 else self._body()]
        count = chance.randint(1, 60) if kind in UNITS else None
        return Event(self._number(), kind, day, town, agents, [], count, self._words(5), aside=True)

    def _words(self, number: int) -> list[str]:
        """Words of a language in which some are common and most are rare."""
        return [self.vocabulary[self._common(len(self.vocabulary))].lower() for _ in range(number)]

    def _sentence(self, event: Event, *, wrong: bool) -> tuple[str, list[tuple[str, object, str]]]:
        """A sentence, and the roles, values and words in it, in order."""
        chance = self.chance
        trigger = chance.choice(TRIGGERS.get(event.type, (event.type,)))
        rival = event.rival if wrong else None
        parts: list[tuple[str, object, str]] = [("", None, " ".join(chance.choices(FILLER, k=chance.randint(2, 4))).capitalize())]
        parts += [("speaker" if event.content else "agent", who, who.name) for who in event.agents if chance.random() < 0.7]
        parts.append(("trigger", None, trigger))
        parts += [("patient", who, who.name) for who in event.patients if chance.random() < 0.7]
        if event.content:
            parts.append(("content", Text(event.content), event.content))
        if event.count is not None and chance.random() < 0.8:
            value = (
                rival[1]
                if rival and rival[0] == "quantity"
                else Quantity.exactly(event.count, UNITS[event.type], text=str(event.count))
            )
            parts.append(("quantity", value, value.text))
        if event.words:
            parts.append(("", None, " ".join(chance.sample(event.words, k=min(4, len(event.words))))))
        if not event.content and chance.random() < 0.5:
            place = rival[1] if rival and rival[0] == "place" else event.town
            parts += [("", None, "in"), ("place", place, place.name)]
        if not event.content and (chance.random() < 0.35 or (event.aside and event.type in DEEDS)):
            time = rival[1] if rival and rival[0] == "time" else _day(event.day)
            parts += [("", None, "on"), ("time", time, time.text)]
        parts.append(("", None, " ".join(chance.choices(FILLER, k=chance.randint(1, 4))) + "."))
        return " ".join(words for _, _, words in parts), parts


def _day(day: dt.date) -> TimeSpan:
    return TimeSpan(day, day + DAY, "day", text=f"{day:%B} {day.day}")


def _said(claim: Claim) -> tuple[object, ...]:
    return (claim.type, claim.trigger, claim.evidence, claim.polarity, claim.modality, claim.cited, claim.arguments)


def _claim(source: Source, event: Event, start: int, sentence: str, parts: list[tuple[str, object, str]]) -> Claim:
    at, arguments, trigger = start, [], Span(start, start, "")
    for role, value, words in parts:
        span = Span(at, at + len(words), words)
        if role == "trigger":
            trigger = span
        elif role:
            if isinstance(value, Entity):
                value = Entity(value.name, value.type, value.name.lower().replace(" ", "-"), text=words)
            arguments.append(Argument(Role(role), value, span))
        at += len(words) + 1
    return Claim(
        source, event.type, trigger, Span(start, start + len(sentence), sentence), modality=Modality.ACTUAL, arguments=arguments
    )
