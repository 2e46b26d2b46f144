"""HTTP surface of who looks for orders placed here."""

from promenade.contracts.access import ACCESS, Permission
from promenade.customer.order.service.searching import search
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import desk as wire
from promenade.customer.order.wire.shop_orders import (
    ShopOrderPage,
    buyer_of,
    read_shop,
    show_shop_orders,
)
from promenade.kit.config import setting
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok

app = api("order_search", ACCESS)
pages = cursors()
orders = DynamoShopOrderStore(read_shop(setting("SHOP")).source)


@app.on(
    "GET /order-searches",
    allow=Permission.ORDER_READ,
    query=wire.SearchQuery,
    answers={200: ShopOrderPage},
)
def search_orders(call: Call[None, wire.SearchQuery]) -> Reply:
    """Orders placed here in one stage, the oldest first; or a customer's, the newest first."""
    query = call.query
    wire.require_one(query)
    buyer = buyer_of(call.digests, query.customer, None) or ""
    scope = f"order searches {query.stage} {buyer}"
    page = search(query.stage, buyer, query.limit, pages.open(query.cursor, scope), orders)
    return ok(show_shop_orders(page, pages.seal(page.next, scope)))
