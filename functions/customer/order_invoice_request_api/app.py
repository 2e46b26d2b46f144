"""HTTP surface of who bought, and wants an invoice."""

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.invoicing import InvoiceForbids, NothingToInvoice
from promenade.customer.order.service import invoices
from promenade.customer.order.store.invoices import DynamoInvoiceStore
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import attached as wire
from promenade.customer.order.wire import invoices as invoice_wire
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created
from promenade.kit.vault import Vault

app = api("order_invoice_request", ACCESS, PATHS)
shop = read_shop(setting("SHOP"))
orders = DynamoShopOrderStore(shop.source)
office = invoices.Office(shop, orders, DynamoInvoiceStore(shop.source))
vault = Vault(setting("ORDER_KEY_ID"))


@app.on(
    "POST /shop-orders/{number}/invoices",
    allow=Permission.ORDER_PLACE,
    body=invoice_wire.InvoiceBody,
    idempotent=True,
    answers={201: wire.RequestsView},
    raises=(Conflict, InvoiceForbids, NotFound, NothingToInvoice),
)
def request_invoice(call: Call[invoice_wire.InvoiceBody, None]) -> Reply:
    """Ask for an invoice of an order that is paid."""
    number, stamp = call.path["number"], call.stamp(system_clock)
    asked = invoice_wire.read_invoice(call, system_clock)
    order = invoices.request(number, asked, (call.caller, vault), stamp, office)
    return created(f"/shop-orders/{number}/requests", wire.show_requests(order))
