"""What the bus tells, as what happens to people; ways that are due, as messages of a queue."""

from collections.abc import Sequence
from datetime import datetime

from promenade.contracts.consents import PersonErased
from promenade.contracts.deliveries import SendRequest
from promenade.contracts.profiles import ProfileChanged
from promenade.kit import facts
from promenade.kit.clock import Clock
from promenade.kit.decoding import canonical, decode
from promenade.kit.facts import Event, F
from promenade.kit.queues import Queue
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value
from promenade.outreach.journey.model.happening import FACTS, Happening, happenings_of
from promenade.outreach.journey.model.traveller import Key

_FACTS = {fact.__name__: fact for fact in FACTS}


class Heard(Value, frozen=True):
    """A fact of the bus: what happened to people, whose profile is another's or nobody's, or whom
    to forget."""

    happenings: tuple[Happening, ...]
    stamp: Stamp
    person: ProfileChanged | None = None
    erased: str = ""


def read_heard(message: bytes, clock: Clock) -> Heard:
    """Of a fact that is none of ours, nothing. Raises Invalid, UnknownSchema."""
    name = facts.name_of(message)
    if name == ProfileChanged.__name__:
        changed = facts.read(message, ProfileChanged)
        return Heard((), _stamp(changed, clock()), changed.data)
    if name == PersonErased.__name__:
        erased = facts.read(message, PersonErased)
        return Heard((), _stamp(erased, clock()), erased=erased.data.person)
    if name not in _FACTS:
        return Heard((), Stamp("system:journey", clock(), "", ""))
    event = facts.read(message, _FACTS[name])
    told = happenings_of(event.data, event.occurred_at)
    return Heard(tuple(told), _stamp(event, clock()))


def step_body(key: Key) -> bytes:
    return canonical(key)


def read_step(body: bytes) -> Key:
    """Raises Invalid."""
    return decode(body, Key)


class DeliveryRequests:
    """The gate's queue."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def send(self, requests: Sequence[SendRequest]) -> None:
        self._queue.send([canonical(each) for each in requests])


def _stamp(event: Event[F], now: datetime) -> Stamp:
    return Stamp("system:journey", now, event.correlation_id, event.event_id)
