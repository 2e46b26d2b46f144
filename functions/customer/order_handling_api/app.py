"""HTTP surface of who handles orders placed here: where they go, what is taken for them."""

from functools import partial

from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model import invoicing
from promenade.customer.order.service import desk, invoices, own, searching
from promenade.customer.order.service.confined import ConfinedSearch, within
from promenade.customer.order.service.ports import Course
from promenade.customer.order.store import subject_of
from promenade.customer.order.store.invoices import DynamoInvoiceStore
from promenade.customer.order.store.searching import DynamoOrderSearch
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import desk as wire
from promenade.customer.order.wire import invoices as invoice_wire
from promenade.customer.order.wire import picking
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.queues import Queue
from promenade.kit.trail import Trail
from promenade.kit.vault import Vault

app = api("order_handling", ACCESS, PATHS)
pages = cursors()
look = partial(app.on, allow=Permission.ORDER_READ, held="within", raises=(NotFound,))
shop = read_shop(setting("SHOP"))
course = Course(shop, DynamoShopOrderStore(shop.source))
search, papers = DynamoOrderSearch(), DynamoInvoiceStore(shop.source)
trail = Trail(Queue(setting("AUDIT_QUEUE_URL")), system_clock)
vault = Vault(setting("ORDER_KEY_ID"))


@look("GET /shop-orders/{number}/handling", answers={200: wire.HandledOrderView})
def get_handling(call: Call[None, None]) -> Reply:
    """Show an order as who handles it sees it; personal data only to who may see them."""
    stored = desk.get_for(call.path["number"], call.caller, within(course, call.reach))
    sees, to = call.caller.may(Permission.PERSONAL_READ), None
    if sees and stored.sealed:
        trail.note("PersonalDataOpened", subject_of(stored.order), call)
        to = own.person_of(stored, vault)
    shown = wire.show_handled(stored.order, seen_whole=sees, to=to, is_sealed=bool(stored.sealed))
    return ok(shown, version=stored.order.version)


@look(
    "GET /shop-orders/{number}/invoices/{invoice_id}",
    answers={200: invoice_wire.InvoiceView},
)
def get_invoice(call: Call[None, None]) -> Reply:
    """Show an invoice; whom it names only to who may see personal data, on record then."""
    order = desk.get_for(call.path["number"], call.caller, within(course, call.reach)).order
    invoice = invoicing.get(order, call.path["invoice_id"])
    sees, details = call.caller.may(Permission.PERSONAL_READ), None
    if sees:
        trail.note("PersonalDataOpened", subject_of(order), call)
        details = invoices.details_of(order, invoice, papers, vault)
    return ok(invoice_wire.show_invoice(order, invoice, seen_whole=sees, details=details))


@app.on(
    "GET /pick-lists",
    allow=Permission.ORDER_MANAGE,
    held="within",
    query=picking.PickQuery,
    answers={200: picking.PickListView},
)
def get_pick_list(call: Call[None, picking.PickQuery]) -> Reply:
    """List what to take from a warehouse's shelves for paid orders, the oldest first."""
    query, scope = call.query, f"pick list of {call.query.warehouse}"
    after = pages.open(query.cursor, scope)
    page = searching.to_send(query.limit, after, ConfinedSearch(search, call.reach))
    return ok(picking.show_picks(page, query.warehouse, pages.seal(page.next, scope)))
