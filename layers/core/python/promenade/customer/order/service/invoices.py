"""Use cases of invoices: each step is one write with the order, by its version."""

from typing import Protocol

import msgspec

from promenade.customer.order.model import invoicing
from promenade.customer.order.model.attached import Invoice
from promenade.customer.order.model.invoicing import Details, Issue, Void
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import Opener, Sealer, context_of
from promenade.customer.order.service.ending import Change, Held, get, turn
from promenade.customer.order.service.own import require_own
from promenade.customer.order.service.ports import Course
from promenade.kit.holds import Part
from promenade.kit.http.auth import Principal
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp


class InvoiceStore(Protocol):
    def keeping(self, number: str, invoice_id: str, sealed: bytes) -> Part:
        """Whom an invoice of this order names."""
        ...

    def numbering(self, invoice_number: str, number: str) -> Part:
        """That it is this order's alone. Refused as InvoiceNumberTaken."""
        ...

    def find_details(self, number: str, invoice_id: str) -> bytes | None: ...


class Office(Course, frozen=True):
    """Where invoices are written."""

    invoices: InvoiceStore


def request(
    number: str,
    asked: tuple[Invoice, Details],
    by: tuple[Principal, Sealer],
    stamp: Stamp,
    office: Office,
) -> ShopOrder:
    """A repeated request answers as at first. Raises NotFound, InvoiceForbids, NothingToInvoice or
    Unavailable."""
    (invoice, details), (caller, vault) = asked, by
    order = require_own(get(number, office).order, caller)
    sealed = vault.seal(msgspec.json.encode(details), context_of(order))
    kept = office.invoices.keeping(number, invoice.id, sealed)
    return _once(
        number, lambda each: invoicing.request(each, invoice), stamp, office, lambda *_: [kept]
    )


def issue(number: str, invoice_id: str, command: Issue, stamp: Stamp, office: Office) -> ShopOrder:
    """Raises NotFound, InvoiceForbids, InvoiceNumberTaken, NothingToInvoice or Unavailable."""
    named = office.invoices.numbering(command.number, number)
    return turn(
        number,
        lambda order: invoicing.issue(order, invoice_id, command),
        stamp,
        office,
        lambda *_: [named],
    )


def void(number: str, invoice_id: str, command: Void, stamp: Stamp, office: Office) -> ShopOrder:
    """Raises NotFound, InvoiceForbids, InvoiceNumberTaken or Unavailable."""
    red = command.red_number
    named = [office.invoices.numbering(red, number)] if red else []
    return turn(
        number,
        lambda order: invoicing.void(order, invoice_id, command),
        stamp,
        office,
        lambda *_: named,
    )


def reissue(
    number: str, ids: tuple[str, str], command: Issue, stamp: Stamp, office: Office
) -> ShopOrder:
    """`ids` are the invoice's and the new one's. A repeated request answers as at first. Raises
    NotFound, InvoiceForbids, InvoiceNumberTaken, NothingToInvoice or Unavailable."""
    named = office.invoices.numbering(command.number, number)
    return _once(
        number,
        lambda order: invoicing.reissue(order, *ids, command),
        stamp,
        office,
        lambda *_: [named],
    )


def details_of(
    order: ShopOrder, invoice: Invoice, store: InvoiceStore, vault: Opener
) -> Details | None:
    """Raises Unavailable."""
    sealed = store.find_details(order.number, invoice.details_id)
    if sealed is None:
        return None
    return msgspec.json.decode(vault.open(sealed, context_of(order)), type=Details)


def _once(number: str, change: Change, stamp: Stamp, office: Office, held: Held) -> ShopOrder:
    return made_once(
        lambda: turn(number, change, stamp, office, held), lambda: office.orders.find_made(stamp)
    )
