"""HTTP surface of who looks for orders, and for what is wrong with them."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.order.service.confined import ConfinedSearch
from promenade.customer.order.service.searching import search
from promenade.customer.order.store.proofs import DynamoOrderProofs
from promenade.customer.order.store.searching import DynamoOrderSearch
from promenade.customer.order.store.strays import DynamoStrayPayments
from promenade.customer.order.wire import proofs
from promenade.customer.order.wire import searching as wire
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.messages import LANGUAGES

app = api("order_search", ACCESS)
pages = cursors()
shop = read_shop(setting("SHOP"))
orders, proven, strays = DynamoOrderSearch(), DynamoOrderProofs(), DynamoStrayPayments()


@app.on(
    "GET /order-searches",
    allow=Permission.ORDER_READ,
    held="within",
    query=wire.SearchQuery,
    answers={200: wire.FoundOrderPage},
    raises=(NotFound,),
)
def search_orders(call: Call[None, wire.SearchQuery]) -> Reply:
    """Find orders by number, parcel, customer, stage, days, SKU or source, newest first."""
    query = call.query
    wanted = wire.read_search(call, shop)
    scope = f"order searches {wanted}"
    here = ConfinedSearch(orders, call.reach)
    page = search(wanted, query.limit, pages.open(query.cursor, scope), here)
    sees = call.caller.may(Permission.PERSONAL_READ)
    return ok(wire.show_found(page, pages.seal(page.next, scope), seen_whole=sees))


@app.on(
    "GET /order-faults",
    allow=Permission.ORDER_MANAGE,
    languages=LANGUAGES,
    answers={200: proofs.OrderFaultsList},
)
def list_order_faults(call: Call[None, None]) -> Reply:
    """List orders for which something else is held or used than they say, and stray payments."""
    found, money = proven.list_faults(100), strays.list_strays(100)
    return ok(proofs.show_faults(found, money, call.language))
