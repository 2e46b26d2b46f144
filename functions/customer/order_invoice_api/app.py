"""HTTP surface of who writes invoices of orders placed here."""

from functools import partial
from typing import Any

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.invoicing import (
    InvoiceForbids,
    InvoiceNumberTaken,
    NothingToInvoice,
)
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import invoices as service
from promenade.customer.order.service.confined import within
from promenade.customer.order.store.invoices import DynamoInvoiceStore
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import invoices as wire
from promenade.customer.order.wire.desk import HandledOrderView, show_handled
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

app = api("order_invoice", ACCESS, PATHS)
shop = read_shop(setting("SHOP"))
orders = DynamoShopOrderStore(shop.source)
office = service.Office(shop, orders, DynamoInvoiceStore(shop.source))
handle = partial(app.on, allow=Permission.ORDER_MANAGE, held="within")
UNFIT = (InvoiceForbids, InvoiceNumberTaken, NotFound)
PATH = "/shop-orders/{number}/invoices/{invoice_id}"


@handle(
    f"POST {PATH}/issue",
    body=wire.InvoiceNumberBody,
    answers={200: HandledOrderView},
    raises=(*UNFIT, NothingToInvoice),
)
def issue_invoice(call: Call[wire.InvoiceNumberBody, None]) -> Reply:
    """Give an invoice its number, for what is paid and not refunded."""
    command, stamp = wire.read_issue(call, system_clock), call.stamp(system_clock)
    order = service.issue(
        call.path["number"], call.path["invoice_id"], command, stamp, within(office, call.reach)
    )
    return ok(_shown(call, order), version=order.version)


@handle(
    f"POST {PATH}/void", body=wire.InvoiceVoidBody, answers={200: HandledOrderView}, raises=UNFIT
)
def void_invoice(call: Call[wire.InvoiceVoidBody, None]) -> Reply:
    """Take an invoice out of use, or decline to write it."""
    command, stamp = wire.read_void(call, system_clock), call.stamp(system_clock)
    order = service.void(
        call.path["number"], call.path["invoice_id"], command, stamp, within(office, call.reach)
    )
    return ok(_shown(call, order), version=order.version)


@handle(
    f"POST {PATH}/reissue",
    body=wire.InvoiceNumberBody,
    idempotent=True,
    answers={201: HandledOrderView},
    raises=(*UNFIT, Conflict, NothingToInvoice),
)
def reissue_invoice(call: Call[wire.InvoiceNumberBody, None]) -> Reply:
    """Replace an invoice by one of what is left of the payment, after a refund."""
    command, stamp = wire.read_issue(call, system_clock), call.stamp(system_clock)
    ids = call.path["invoice_id"], call.new_id("invoice")
    order = service.reissue(call.path["number"], ids, command, stamp, within(office, call.reach))
    where = f"/shop-orders/{order.number}/invoices/{ids[1]}"
    return created(where, _shown(call, order), version=order.version)


def _shown(call: Call[Any, None], order: ShopOrder) -> HandledOrderView:
    return show_handled(order, seen_whole=call.caller.may(Permission.PERSONAL_READ))
