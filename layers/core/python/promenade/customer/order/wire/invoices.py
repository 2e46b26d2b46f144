"""Invoices on the wire."""

from typing import Annotated

from msgspec import Meta

from promenade.contracts.references import Reference
from promenade.customer.order.model.attached import Invoice, InvoiceKind
from promenade.customer.order.model.invoicing import Details, Issue, Void
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.wire.desk import Reason, mask_invoice
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.masks import MASK

_NO_TAX_NUMBER = "An invoice of a company has its tax number."


class InvoiceBody(Strict, frozen=True, kw_only=True):
    """`title` is whom it names: encrypted at rest, and in no event, log or listing."""

    kind: InvoiceKind
    title: Annotated[str, Meta(min_length=1, max_length=100)]
    tax_number: Annotated[str, Meta(min_length=6, max_length=32)] | None = None
    email: Annotated[str, Meta(min_length=3, max_length=254)] | None = None


class InvoiceNumberBody(Strict, frozen=True):
    """`number` is the invoice's own, of no other."""

    number: Reference


class InvoiceVoidBody(Strict, frozen=True):
    """`red_number` is that of the red-letter invoice that takes back an issued one: it has to be
    given once all was refunded."""

    reason: Reason
    red_number: Reference | None = None


class DetailsView(View, frozen=True):
    """`***` where the caller may not see personal data."""

    title: str
    tax_number: str | None
    email: str | None


class InvoiceView(View, frozen=True):
    """`due_minor` is what it would be issued for now: another amount than `amount_minor` is a
    reason to issue it anew."""

    order: str
    invoice: Invoice
    due_minor: int
    details: DetailsView | None


def read_invoice(call: Call[InvoiceBody, None], clock: Clock) -> tuple[Invoice, Details]:
    """Raises Invalid."""
    body, id_ = call.body, call.new_id("invoice")
    if body.kind == "company" and body.tax_number is None:
        raise Invalid([Fault("/tax_number", "missing", _NO_TAX_NUMBER)])
    invoice = Invoice(id=id_, details_id=id_, kind=body.kind, requested_at=clock())
    return invoice, Details(body.title, body.tax_number, body.email)


def read_issue(call: Call[InvoiceNumberBody, None], clock: Clock) -> Issue:
    return Issue(call.body.number, call.caller.name, clock())


def read_void(call: Call[InvoiceVoidBody, None], clock: Clock) -> Void:
    return Void(call.body.reason, call.body.red_number, clock())


def show_invoice(
    order: ShopOrder, invoice: Invoice, *, seen_whole: bool, details: Details | None = None
) -> InvoiceView:
    shown = invoice if seen_whole else mask_invoice(invoice)
    hidden = None if seen_whole else DetailsView(title=MASK, tax_number=MASK, email=MASK)
    return InvoiceView(
        order=order.number,
        invoice=shown,
        due_minor=max(0, order.paid_minor - order.refunded_minor),
        details=show(details, DetailsView) if details else hidden,
    )
