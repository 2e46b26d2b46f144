"""From what was sent to orders, checked; and into the queue's messages and back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from promenade.contracts.orders import OrderDocument
from promenade.contracts.references import Reference, SourceName
from promenade.customer.order.model.order import Described, Order, Person
from promenade.customer.order.model.rules import faults
from promenade.customer.order.model.submission import (
    Arrival,
    Refusal,
    Submission,
    submitted,
    told_in_part,
)
from promenade.customer.order.wire.bodies import Message, OrderBody, QueuedBody, Version
from promenade.kit.clock import Clock, in_utc
from promenade.kit.decoding import decode
from promenade.kit.digests import Digests
from promenade.kit.entries import Entries, Entry
from promenade.kit.errors import Fault, Invalid
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value

DOCUMENT_BYTES = 200_000
"""Of one order without its personal data: with it, it fits one SQS message, one event on the bus
and one item."""

PERSON_BYTES = 4_096
"""What KMS encrypts in one call."""


class Batch(Value, frozen=True):
    taken: Sequence[Described]
    refused: Sequence[Refusal] = ()


def read_order(body: OrderBody, digests: Digests, now: datetime) -> Described:
    """Raises Invalid."""
    order = describe(body, digests)
    if found := [*_too_large(order), *faults(order.document, now)]:
        raise Invalid(found)
    return order


def read_batch(entries: Entries, digests: Digests, own: str | None, now: datetime) -> Batch:
    """Those that are taken, and why the others are not. `own` is the one source whose orders the
    caller may send, None for all."""
    taken, refused = [], []
    for index, entry in enumerate(entries):
        try:
            taken.append(_read_entry(entry, digests, own, now))
        except Invalid as error:
            within = tuple(fault.within(f"/orders/{index}") for fault in error.faults)
            refused.append(Refusal(index, *_named(entry.value), within, error.more_count))
    return Batch(taken, refused)


def _read_entry(entry: Entry, digests: Digests, own: str | None, now: datetime) -> Described:
    if entry.refused:
        raise Invalid(entry.refused, entry.more_count)
    if own not in (None, entry.value.source):
        raise Invalid([Fault("/source", "foreign", "A client sends the orders of its own source.")])
    return read_order(entry.value, digests, now)


def _named(sent: Any) -> tuple[str | None, str | None, int | None]:
    """What could be read of a wrong order's source, number and version."""
    names = msgspec.structs.asdict(sent) if isinstance(sent, OrderBody) else sent
    if not isinstance(names, dict):
        return None, None, None
    return (
        _as(SourceName, names.get("source")),
        _as(Reference, names.get("number")),
        _as(Version, names.get("version")),
    )


def _as(shape: Any, value: Any) -> Any:
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError:
        return None


def read_message(raw: bytes) -> Arrival:
    """The order in it is not read yet. Raises Invalid."""
    found = decode(raw, Message)
    return Arrival(
        found.submission_id,
        found.index,
        found.actor,
        found.correlation_id,
        bytes(found.order),
        found.sealed,
        found.fingerprint,
    )


def read_arrival(arrival: Arrival, now: datetime) -> Order:
    """Checked as if it had not been before. Raises Invalid."""
    document = _document(decode(arrival.order, QueuedBody))
    if found := faults(document, now):
        raise Invalid(found)
    return Order(document, arrival.sealed, arrival.fingerprint)


def stamp(arrival: Arrival, clock: Clock) -> Stamp:
    """An order is the doing of who sent it, at the time it is stored."""
    return Stamp(arrival.actor, clock(), arrival.correlation_id, arrival.fingerprint)


def messages(submission: Submission, orders: Iterable[Order], correlation_id: str) -> list[bytes]:
    """`orders` are those that were taken."""
    return [
        message(order, submission.actor, correlation_id, (submission.id, index))
        for order, (index, _) in zip(orders, submission.placed, strict=True)
    ]


def message(
    order: Order, actor: str, correlation_id: str, place: tuple[str, int] | None = None
) -> bytes:
    """`place` is the submission and the order's index in it; an import has none."""
    submission_id, index = place or (None, 0)
    return msgspec.json.encode(
        Message(
            submission_id=submission_id,
            index=index,
            actor=actor,
            correlation_id=correlation_id,
            order=msgspec.Raw(msgspec.json.encode(order.document)),
            sealed=order.sealed,
            fingerprint=order.fingerprint,
        )
    )


def read_submission(
    submission_id: str, orders: Iterable[Order], refused: Sequence[Refusal], sent: Stamp
) -> Submission:
    taken = tuple(map(submitted, orders))
    return Submission(submission_id, sent.actor, sent.at, taken, told_in_part(refused))


def describe(body: OrderBody, digests: Digests) -> Described:
    """Not checked yet. The fingerprint is that of the content, however it was written down."""
    document = _document(body)
    person = Person(**msgspec.structs.asdict(body.personal)) if body.personal else None
    if person == Person():
        person = None
    said = msgspec.json.encode((document, person))
    return Described(document, person, digests.fingerprint(said))


def _document(body: QueuedBody) -> OrderDocument:
    return _in_utc(msgspec.convert(body, OrderDocument, from_attributes=True))


def _in_utc(document: OrderDocument) -> OrderDocument:
    refunds = tuple(
        msgspec.structs.replace(refund, refunded_at=in_utc(refund.refunded_at))
        for refund in document.refunds
    )
    return msgspec.structs.replace(
        document,
        placed_at=in_utc(document.placed_at),
        paid_at=document.paid_at and in_utc(document.paid_at),
        cancelled_at=document.cancelled_at and in_utc(document.cancelled_at),
        refunds=refunds,
    )


def _too_large(order: Described) -> Iterator[Fault]:
    size = len(msgspec.json.encode(order.document))
    if size > DOCUMENT_BYTES:
        facts = {"size": size, "most": DOCUMENT_BYTES}
        yield Fault("", "too_large", "The order has {size} bytes; {most} are taken.", facts=facts)
    if order.person and (size := len(msgspec.json.encode(order.person))) > PERSON_BYTES:
        facts = {"size": size, "most": PERSON_BYTES}
        yield Fault(
            "/personal", "too_large", "This has {size} bytes; {most} are taken.", facts=facts
        )
