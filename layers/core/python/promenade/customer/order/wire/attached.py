"""Notes, and what buyers ask for once an order is placed, on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.contracts.references import Reference
from promenade.customer.order.model.attached import (
    CancellationReason,
    CancellationRequest,
    Invoice,
    Note,
)
from promenade.customer.order.model.order import Person
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.readdressing import Readdress
from promenade.customer.order.wire.desk import Reason
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View
from promenade.kit.http.routes import Call


class NoteBody(Strict, frozen=True):
    """For who handles the order; the buyer never sees it."""

    text: Annotated[str, Meta(min_length=1, max_length=1_000)]


class AnswerBody(Strict, frozen=True):
    """`answer` is what the buyer is told."""

    outcome: Literal["declined"]
    answer: Reason


class CancellationRequestBody(Strict, frozen=True):
    reason: CancellationReason


class RecipientBody(Strict, frozen=True, kw_only=True):
    """Whom the order goes to from now on; what is left out is nobody's."""

    recipient: Annotated[str, Meta(min_length=1, max_length=100)]
    phone: Annotated[str, Meta(min_length=1, max_length=32)] | None = None
    address: Annotated[str, Meta(min_length=1, max_length=500)]
    postcode: Annotated[str, Meta(min_length=1, max_length=16)] | None = None


class RequestedInvoice(View, frozen=True):
    """`amount_minor` is what it was issued for, of what was paid and not refunded; `red_number`
    that of the red-letter invoice that takes it back."""

    id: str
    kind: str
    requested_at: datetime
    number: Reference | None
    amount_minor: int
    issued_at: datetime | None
    voided_at: datetime | None
    red_number: Reference | None


class RequestsView(View, frozen=True):
    """What the buyer has asked for, and what became of it; `declined_requests` came before the last
    one."""

    number: str
    version: int
    cancellation_request: CancellationRequest | None
    declined_requests: tuple[CancellationRequest, ...]
    invoices: list[RequestedInvoice]


def read_note(call: Call[NoteBody, None], clock: Clock) -> Note:
    return Note(id=call.new_id("note"), text=call.body.text, by=call.caller.name, noted_at=clock())


def read_cancellation(
    call: Call[CancellationRequestBody, None], clock: Clock
) -> CancellationRequest:
    return CancellationRequest(
        id=call.new_id("request"), reason=call.body.reason, requested_at=clock()
    )


def read_recipient(call: Call[RecipientBody, None]) -> Readdress:
    body = call.body
    to = Person(body.recipient, body.phone, None, body.address, body.postcode)
    return Readdress(call.path["number"], to, call.if_match)


def show_requests(order: ShopOrder) -> RequestsView:
    return RequestsView(
        number=order.number,
        version=order.version,
        cancellation_request=order.cancellation_request,
        declined_requests=order.declined_requests,
        invoices=list(map(show_requested, order.invoices)),
    )


def show_requested(invoice: Invoice) -> RequestedInvoice:
    return RequestedInvoice(
        id=invoice.id,
        kind=invoice.kind,
        requested_at=invoice.requested_at,
        number=invoice.number,
        amount_minor=invoice.amount_minor,
        issued_at=invoice.issued_at,
        voided_at=invoice.voided_at,
        red_number=invoice.red_number,
    )
