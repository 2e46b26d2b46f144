"""What staff say of orders placed here, and see of them."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.contracts.references import Reference
from promenade.customer.order.model.attached import CancellationRequest, Invoice, Note
from promenade.customer.order.model.fulfilling import SendParcel
from promenade.customer.order.model.shop_order import (
    Addressee,
    Adjustment,
    Payout,
    ShopOrder,
    ShopReason,
)
from promenade.customer.order.wire.bodies import LineNumber
from promenade.customer.order.wire.masks import mask_document, mask_payout
from promenade.customer.order.wire.shop_orders import ShopOrderView, show_shop_order
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.masks import MASK, masked
from promenade.kit.values import replace

Reason = Annotated[str, Meta(min_length=1, max_length=500)]


class ParcelLineBody(Strict, frozen=True):
    line: LineNumber
    quantity: Annotated[int, Meta(ge=1, le=999_999)]


class ParcelBody(Strict, frozen=True):
    """Without `lines` it takes all that is still to be sent."""

    carrier: Reference
    tracking: Reference
    lines: Annotated[tuple[ParcelLineBody, ...], Meta(max_length=100)] = ()


class AdjustmentBody(Strict, frozen=True):
    """`off_minor` is taken off what is to be paid."""

    off_minor: Annotated[int, Meta(ge=1, le=9_999_999_999)]
    reason: Reason


class CancellationBody(Strict, frozen=True):
    """`customer`: the buyer asked for it; `risk`: it looks like fraud; `staff`: for another reason
    of the shop's."""

    reason: ShopReason


class AddresseeView(View, frozen=True):
    """Whom the order goes to, and what who bought remarked; `***` where the caller may not see
    personal data."""

    recipient: str | None
    phone: str | None
    email: str | None
    address: str | None
    postcode: str | None
    remark: str | None


class HandledOrderView(View, frozen=True):
    """An order as who handles it sees it; `payouts` is money that goes back. `personal` is shown
    where the order is asked for, not where it is changed."""

    order: ShopOrderView
    personal: AddresseeView | None
    placed_by: str
    customer: str | None
    held: dict[str, int]
    adjustments: tuple[Adjustment, ...]
    payouts: tuple[Payout, ...]
    notes: tuple[Note, ...]
    cancellation_request: CancellationRequest | None
    declined_requests: tuple[CancellationRequest, ...]
    invoices: tuple[Invoice, ...]


class StoredQuoteView(View, frozen=True):
    """`quote` is the answer that the buyer agreed to, with every promotion's reason."""

    number: str
    placed_at: datetime
    quote: msgspec.Raw


def read_parcel(call: Call[ParcelBody, None]) -> SendParcel:
    """Raises Invalid."""
    body = call.body
    units = {each.line: each.quantity for each in body.lines}
    if len(units) < len(body.lines):
        raise Invalid([Fault("/lines", "repeated", "Name each line once.")])
    return SendParcel(call.new_id("parcel"), body.carrier, body.tracking, units)


def read_adjustment(call: Call[AdjustmentBody, None], clock: Clock) -> Adjustment:
    return Adjustment(
        id=call.new_id("adjustment"),
        off_minor=call.body.off_minor,
        reason=call.body.reason,
        by=call.caller.name,
        adjusted_at=clock(),
    )


_HIDDEN = AddresseeView(**dict.fromkeys(AddresseeView.__struct_fields__, MASK))


def show_handled(
    order: ShopOrder, *, seen_whole: bool, to: Addressee | None = None, is_sealed: bool = False
) -> HandledOrderView:
    """`to` is whom it goes to, where that was opened; `is_sealed` says that there is somebody."""
    shown = order if seen_whole else _masked(order)
    hidden = _HIDDEN if is_sealed and not seen_whole else None
    return HandledOrderView(
        order=show_shop_order(shown, None),
        personal=show(to, AddresseeView) if to else hidden,
        placed_by=shown.placed_by,
        customer=shown.customer,
        held=shown.held,
        adjustments=shown.adjustments,
        payouts=shown.payouts,
        notes=shown.notes,
        cancellation_request=shown.cancellation_request,
        declined_requests=shown.declined_requests,
        invoices=shown.invoices,
    )


def _masked(order: ShopOrder) -> ShopOrder:
    parcels = (
        replace(each, carrier=masked(each.carrier), tracking=masked(each.tracking))
        for each in order.parcels
    )
    adjustments = (replace(each, reason=masked(each.reason)) for each in order.adjustments)
    return replace(
        mask_document(order),
        parcels=tuple(parcels),
        adjustments=tuple(adjustments),
        payouts=tuple(map(mask_payout, order.payouts)),
        notes=tuple(replace(each, text=masked(each.text)) for each in order.notes),
        cancellation_request=order.cancellation_request and _answered(order.cancellation_request),
        declined_requests=tuple(map(_answered, order.declined_requests)),
        invoices=tuple(map(mask_invoice, order.invoices)),
    )


def _answered(request: CancellationRequest) -> CancellationRequest:
    return replace(request, answer=request.answer and masked(request.answer))


def mask_invoice(invoice: Invoice) -> Invoice:
    return replace(
        invoice,
        number=invoice.number and masked(invoice.number),
        void_reason=invoice.void_reason and masked(invoice.void_reason),
        red_number=invoice.red_number and masked(invoice.red_number),
    )


def show_quote(order: ShopOrder, quote: bytes) -> StoredQuoteView:
    return StoredQuoteView(number=order.number, placed_at=order.placed_at, quote=msgspec.Raw(quote))
