"""Events, whose they are, and which of them are taken."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from promenade.contracts.behaviour import Act
from promenade.kit.errors import Fault
from promenade.kit.values import Document, Value

MOST_EVENTS = 500
"""Of a call."""

LATEST = timedelta(days=7)
"""How long after it was done an event is still taken."""

FURTHEST_AHEAD = timedelta(hours=24)
"""By how much the sender's clock may be wrong."""

MOST_TOGETHER = 60
"""Events of a person in one batch: what is told of them fits a message."""

MOST_A_DAY = 2_000
"""Events of a person that count for one UTC day. What they count takes 340 kB at most, and an item
400: nobody can fill it."""

ONLY_SHOPS_TELL = frozenset({Act.ORDER, Act.PAY, Act.REFUND})
"""Nobody says of himself that he has paid."""

ONCE_AN_ORDER = frozenset({Act.ORDER, Act.PAY})

_BOT = re.compile(
    r"(?<! cu)bot|crawl|spider|slurp|archiver|scrap[ey]|headless|phantomjs|puppeteer|playwright"
    r"|selenium|webdriver|lighthouse|pagespeed|pingdom|uptime|facebookexternalhit|mediapartners"
    r"|feedfetcher|preview|^curl/|^wget|python-|python/|go-http-client|apache-httpclient|^java/"
    r"|libwww|^node-fetch|^axios/",
    re.IGNORECASE,
)
"""The words that crawlers, monitors and programs call themselves by, chosen from the lists of isbot
and crawler-user-agents. CUBOT is a telephone."""


class Person(Value, frozen=True):
    """A customer by id, or a visitor by the pseudonym of an anonymous id."""

    kind: Literal["customer", "visitor"]
    id: str


class Event(Document, frozen=True):
    """As it is stored: personal shapes in `props` are masked when they come. Where it is of an
    order, `once` is what that counts once by, beside the event's own id; `skus` and `categories`
    are what several lines of it name."""

    id: str
    act: Act
    event_time: datetime
    sku: str | None = None
    category: str | None = None
    session: str | None = None
    channel: str | None = None
    props: Mapping[str, str | int | bool] = {}
    is_bot: bool = False
    once: str | None = None
    skus: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """By which it counts once."""
        return self.once or self.id

    @property
    def all_skus(self) -> tuple[str, ...]:
        return (*self.skus, self.sku) if self.sku else self.skus

    @property
    def all_categories(self) -> tuple[str, ...]:
        return (*self.categories, self.category) if self.category else self.categories

    @property
    def weight(self) -> int:
        """As how many it counts of those that a day has room for."""
        return max(1, len(self.all_skus), len(self.all_categories))


class Sent(Value, frozen=True):
    person: Person
    event: Event


class Result(StrEnum):
    ACCEPTED = "ACCEPTED"
    DUPLICATE = "DUPLICATE"
    REJECTED = "REJECTED"


class Outcome(Value, frozen=True):
    """What became of one event of a call; rejected ones say why."""

    id: str | None
    result: Result
    is_bot: bool = False
    faults: tuple[Fault, ...] = ()
    more_count: int = 0


class Batch(Value, frozen=True):
    """Events of one person that are written together. They came through a visitor's anonymous id
    that is the customer's where `visitor` is given. `id` is of this very attempt."""

    id: str
    person: Person
    events: tuple[Event, ...]
    visitor: str | None = None


def is_bot(user_agent: str | None) -> bool:
    """None: the sender does not say."""
    return user_agent is not None and _BOT.search(user_agent) is not None


def fault_in_time(event_time: datetime, now: datetime) -> Fault | None:
    if event_time > now + FURTHEST_AHEAD:
        told = "This lies more than 24 hours ahead: set the clock of the sender right."
        return Fault("/event_time", "too_far_ahead", told)
    if event_time < now - LATEST:
        return Fault("/event_time", "too_late", "Events are taken for seven days.")
    return None


def accepted(event: Event) -> Outcome:
    return Outcome(event.id, Result.ACCEPTED, event.is_bot)


def duplicate(event: Event) -> Outcome:
    return Outcome(event.id, Result.DUPLICATE, event.is_bot)


def rejected(event: Event, fault: Fault) -> Outcome:
    return Outcome(event.id, Result.REJECTED, event.is_bot, (fault,))


def refused_by_person() -> Fault:
    return Fault("/customer", "tracking_refused", "This person refuses to have it kept.")


def too_many_that_day() -> Fault:
    told = "{most} events of a person count for one day."
    return Fault("/event_time", "too_many_events", told, facts={"most": MOST_A_DAY})


def repeats_of(sent: Mapping[int, Sent]) -> dict[int, int]:
    """Place of an event → place of the first one of its name before it."""
    first: dict[str, int] = {}
    repeats = {}
    for place, each in sent.items():
        if first.setdefault(each.event.name, place) != place:
            repeats[place] = first[each.event.name]
    return repeats


def rounds_of(sent: Sequence[Sent], new_id: Callable[[], str]) -> Iterator[list[Batch]]:
    """No person is in a round twice, so that no batch of it stands in the way of another."""
    by_person: dict[Person, list[Event]] = {}
    for each in sent:
        by_person.setdefault(each.person, []).append(each.event)
    longest = max(map(len, by_person.values()), default=0)
    for start in range(0, longest, MOST_TOGETHER):
        yield [
            Batch(new_id(), person, tuple(events[start : start + MOST_TOGETHER]))
            for person, events in by_person.items()
            if events[start:]
        ]


def packed(batches: Iterable[Batch], most: int, size: Callable[[Batch], int]) -> list[list[Batch]]:
    """As many together as `most` allows, in their order."""
    packs: list[list[Batch]] = []
    room = 0
    for each in batches:
        if size(each) > room:
            packs.append([])
            room = most
        packs[-1].append(each)
        room -= size(each)
    return packs
