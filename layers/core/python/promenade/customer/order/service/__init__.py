"""Use cases of orders."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Protocol

import msgspec

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.order import Described, Order, Outcome, Person, Summary
from promenade.customer.order.model.submission import (
    Arrival,
    Fate,
    Parking,
    Standings,
    Submission,
    fates,
    is_settled,
)
from promenade.kit.errors import DomainError, Forbidden, NotFound, Unavailable
from promenade.kit.messages import LANGUAGES
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

_REASON = 1024


class Day(Value, frozen=True):
    """The orders of one store placed on one day in its zone; of one `source` or of all."""

    store: str
    day: date
    source: str | None


class Orders(Protocol):
    def find_order(self, source: str, number: str) -> Order | None: ...

    def list_orders(self, place: Day, limit: int, after: Position | None) -> Page[Summary]:
        """By source, then time."""
        ...


class OrderStore(Orders, Protocol):
    def record(self, order: Order, stamp: Stamp) -> Outcome:
        """Stored if newer than what is there and no contradiction to it, in one write.

        Raises OrderConflict or OrderRegressed."""
        ...

    def add_submission(self, submission: Submission, stamp: Stamp) -> Submission:
        """A replay answers the first; raises Conflict for other content under the same id."""
        ...

    def find_submission(self, submission_id: str) -> Submission | None: ...

    def standings(self, keys: Sequence[tuple[str, str]]) -> Standings:
        """By (source, number), of at most 100 orders; one round trip."""
        ...

    def park(self, submission_id: str, parking: Parking) -> None: ...

    def parked(self, submission_id: str) -> Mapping[int, Parking]: ...


class Queue(Protocol):
    def send(self, bodies: Sequence[bytes]) -> None:
        """Raises Unavailable."""
        ...


class Sealer(Protocol):
    def seal(self, content: bytes, context: Mapping[str, str]) -> bytes: ...


class Opener(Protocol):
    def open(self, sealed: bytes, context: Mapping[str, str]) -> bytes: ...


def require_own(order: Described, own: str | None) -> None:
    """Raises Forbidden when a caller who is the source `own` describes another's order."""
    if own not in (None, order.document.source):
        raise Forbidden("A client sends the orders of its own source only.", source=own)


def submit(
    submission: Submission, messages: Sequence[bytes], stamp: Stamp, store: OrderStore, queue: Queue
) -> Submission:
    """Noted first, then sent: a call that broke off in between is repeated by its key, and what
    was sent twice is stored once. Raises Conflict or Unavailable."""
    noted = store.add_submission(submission, stamp)
    queue.send(messages)
    return noted


def seal(described: Described, vault: Sealer) -> Order:
    """Before it is queued, so that neither queue nor dead letters hold a person in clear."""
    document, sealed = described.document, None
    if described.person is not None:
        plain = msgspec.json.encode(described.person)
        sealed = vault.seal(plain, context_of(document))
    return Order(document, sealed, described.fingerprint)


@contextmanager
def parking(arrival: Arrival, store: OrderStore) -> Iterator[None]:
    """Tells the submission why its order is parked, and lets the refusal pass."""
    try:
        yield
    except Unavailable:
        raise
    except DomainError as error:
        if arrival.submission_id is not None:
            said = {language: error.reason_in(language)[:_REASON] for language in LANGUAGES}
            reason = Parking(arrival.index, error.code, error.reason[:_REASON], said)
            store.park(arrival.submission_id, reason)
        raise


def get_order(source: str, number: str, own: str | None, store: Orders) -> Order:
    """`own` is the one source the caller may see, None for all. Raises NotFound."""
    found = store.find_order(source, number) if own in (None, source) else None
    if found is None:
        raise NotFound("There is no such order.")
    return found


def open_person(order: Order, vault: Opener, note: Callable[[], None]) -> Person | None:
    """`note` puts it on record first, and raises Unavailable where it cannot."""
    if order.sealed is None:
        return None
    note()
    plain = vault.open(order.sealed, context_of(order.document))
    return msgspec.json.decode(plain, type=Person)


def list_orders(
    place: Day, own: str | None, limit: int, after: Position | None, store: Orders
) -> Page[Summary]:
    """Raises NotFound for a source that is not the caller's."""
    if own is not None and place.source != own:
        raise NotFound("There is no such source.")
    return store.list_orders(place, limit, after)


def follow(
    submission_id: str, actor: str | None, store: OrderStore
) -> tuple[Submission, list[Fate]]:
    """How far a submission has come; `actor` is whose it must be, None for anyone's.

    Raises NotFound."""
    found = store.find_submission(submission_id)
    if found is None or actor not in (None, found.actor):
        raise NotFound("There is no such submission.")
    keys = list(dict.fromkeys((order.source, order.number) for order in found.orders))
    standings = store.standings(keys)
    open_ends = any(
        not is_settled(order, standings.get((order.source, order.number))) for order in found.orders
    )
    parked = store.parked(submission_id) if open_ends else {}
    return found, list(fates(found, standings, parked))


def context_of(document: OrderDocument) -> dict[str, str]:
    return context_for(document.source, document.number)


def context_for(source: str, number: str) -> dict[str, str]:
    """Binds the sealed person to the order, so that it cannot be opened as another's."""
    return {"source": source, "number": number}
