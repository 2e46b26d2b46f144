"""From what was sent to orders, checked; and into the queue's messages and back."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.order import Described, Order, Person
from promenade.customer.order.model.rules import faults
from promenade.customer.order.model.submission import Arrival, Submission, submitted
from promenade.customer.order.wire.bodies import Message, OrderBody, QueuedBody
from promenade.kit.clock import Clock, in_utc
from promenade.kit.decoding import decode
from promenade.kit.digests import Digests
from promenade.kit.errors import Fault, Invalid
from promenade.kit.stamp import Stamp

DOCUMENT_BYTES = 200_000
"""Of one order without its personal data: with it, it fits one SQS message, one event on the bus
and one item."""

PERSON_BYTES = 4_096
"""What KMS encrypts in one call."""


def read_orders(bodies: Sequence[OrderBody], digests: Digests, within: str = "") -> list[Described]:
    """Raises Invalid with the faults of all; `within` points to the list they come from."""
    orders = [describe(body, digests) for body in bodies]
    found = [
        fault.within(f"{within}/{index}") if within else fault
        for index, order in enumerate(orders)
        for fault in (*_too_large(order), *faults(order.document))
    ]
    if found:
        raise Invalid(found)
    return orders


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


def read_arrival(arrival: Arrival) -> Order:
    """Checked as if it had not been before. Raises Invalid."""
    document = _document(decode(arrival.order, QueuedBody))
    if found := list(faults(document)):
        raise Invalid(found)
    return Order(document, arrival.sealed, arrival.fingerprint)


def stamp(arrival: Arrival, clock: Clock) -> Stamp:
    """An order is the doing of who sent it, at the time it is stored."""
    return Stamp(arrival.actor, clock(), arrival.correlation_id, arrival.fingerprint)


def messages(submission_id: str, orders: Iterable[Order], sent: Stamp) -> list[bytes]:
    return [
        message(order, sent.actor, sent.correlation_id, (submission_id, index))
        for index, order in enumerate(orders)
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


def read_submission(submission_id: str, orders: Iterable[Order], sent: Stamp) -> Submission:
    return Submission(submission_id, sent.actor, sent.at, tuple(map(submitted, orders)))


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
