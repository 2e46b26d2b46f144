"""Invoices: asked for by who bought, issued with a number, issued anew after a refund, and taken
back by a red-letter invoice after a full one."""

from datetime import datetime

from promenade.customer.order.model.attached import Invoice
from promenade.customer.order.model.shop_order import ShopOrder, moved
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.values import Value, replace

_MOST_INVOICES = 50


class InvoiceForbids(Conflict):
    """The invoice, or the one before it, does not allow that."""


class NothingToInvoice(Conflict):
    """Nothing of the order is paid, or all of it was given back."""


class InvoiceNumberTaken(Conflict):
    """Another invoice has this number."""


class Details(Value, frozen=True):
    """Whom an invoice names, and where it goes to."""

    title: str
    tax_number: str | None = None
    email: str | None = None


class Issue(Value, frozen=True):
    number: str
    by: str
    at: datetime


class Void(Value, frozen=True):
    """`red_number` is that of the red-letter invoice that takes back what was issued."""

    reason: str
    red_number: str | None
    at: datetime


def request(order: ShopOrder, invoice: Invoice) -> ShopOrder:
    """Raises InvoiceForbids or NothingToInvoice."""
    _net_of(order)
    if any(each.is_open for each in order.invoices):
        raise InvoiceForbids("This order has an invoice, or is waiting for one.")
    if len(order.invoices) >= _MOST_INVOICES:
        raise InvoiceForbids("This order has had too many invoices: write to the shop.")
    return _with(order, invoice)


def issue(order: ShopOrder, invoice_id: str, command: Issue) -> ShopOrder:
    """Once; the very number again changes nothing. Raises NotFound, InvoiceForbids or
    NothingToInvoice."""
    invoice = get(order, invoice_id)
    if invoice.is_open and invoice.number == command.number:
        return order
    if not invoice.is_open or invoice.number is not None:
        raise InvoiceForbids("This invoice is issued or void.")
    return _with(order, _issued(invoice, command, _net_of(order)))


def void(order: ShopOrder, invoice_id: str, command: Void) -> ShopOrder:
    """Once; the very same again changes nothing. Raises NotFound or InvoiceForbids."""
    invoice = get(order, invoice_id)
    if not invoice.is_open:
        if (invoice.void_reason, invoice.red_number) != (command.reason, command.red_number):
            raise InvoiceForbids("This invoice is void.")
        return order
    if invoice.number is None and command.red_number:
        raise InvoiceForbids("What was not issued is void without a red-letter invoice.")
    if invoice.refunded_at and not command.red_number:
        raise InvoiceForbids("All of this was refunded: give its red-letter invoice's number.")
    return _with(order, _voided(invoice, command))


def taken_back(order: ShopOrder, now: datetime) -> ShopOrder:
    """With the last of the money: what was not issued is void, what was has to be taken back."""
    if order.refunded_minor < order.paid_minor:
        return order
    ended = Void("Refunded in full", None, now)
    invoices = tuple(
        each
        if not each.is_open
        else replace(each, refunded_at=now)
        if each.number
        else _voided(each, ended)
        for each in order.invoices
    )
    return replace(order, invoices=invoices)


def _voided(invoice: Invoice, command: Void) -> Invoice:
    return replace(
        invoice,
        voided_at=command.at,
        void_reason=command.reason,
        red_number=command.red_number,
    )


def reissue(order: ShopOrder, invoice_id: str, new_id: str, command: Issue) -> ShopOrder:
    """What was issued is void, and another one of what is left of the payment takes its place.
    Raises NotFound, InvoiceForbids or NothingToInvoice."""
    invoice = get(order, invoice_id)
    if not invoice.is_open or invoice.number is None:
        raise InvoiceForbids("Only an invoice that is issued is issued anew.")
    if invoice.amount_minor == _net_of(order):
        raise InvoiceForbids("Nothing was refunded since it was issued: void it to write another.")
    ended = void(order, invoice_id, Void(f"Replaced by {command.number}", None, command.at))
    new = Invoice(
        id=new_id,
        details_id=invoice.details_id,
        kind=invoice.kind,
        requested_at=invoice.requested_at,
    )
    after = _with(ended, _issued(new, command, _net_of(order)))
    return replace(after, version=order.version + 1)


def get(order: ShopOrder, invoice_id: str) -> Invoice:
    """Raises NotFound."""
    for invoice in order.invoices:
        if invoice.id == invoice_id:
            return invoice
    raise NotFound("There is no such invoice.")


def _issued(invoice: Invoice, command: Issue, amount_minor: int) -> Invoice:
    return replace(
        invoice,
        number=command.number,
        amount_minor=amount_minor,
        issued_at=command.at,
        issued_by=command.by,
    )


def _net_of(order: ShopOrder) -> int:
    net = order.paid_minor - order.refunded_minor
    if net <= 0:
        raise NothingToInvoice("Nothing of this order is paid and kept.")
    return net


def _with(order: ShopOrder, invoice: Invoice) -> ShopOrder:
    others = {each.id: each for each in order.invoices} | {invoice.id: invoice}
    return replace(moved(order, order.stage), invoices=tuple(others.values()))
