"""HTTP surface of who bought: orders of the caller's own."""

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.stock.holds import DynamoStockHolds
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.customers import customer_of
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.shop_order import StageForbids
from promenade.customer.order.service import own, ports
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import shop_orders as wire
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.paging import PageQuery
from promenade.kit.vault import Vault

app = api("order_shopper", ACCESS, PATHS)
pages, vault = cursors(), Vault(setting("ORDER_KEY_ID"))
shop = wire.read_shop(setting("SHOP"))
orders = DynamoShopOrderStore(shop.source)
holds = ports.Holds(DynamoStockHolds(), DynamoPromotionHolds(), DynamoCouponHolds())
desk = ports.Desk(shop, orders, holds)


@app.on(
    "GET /shop-orders",
    allow=Permission.ORDER_PLACE,
    query=PageQuery,
    answers={200: wire.ShopOrderPage},
)
def list_own_orders(call: Call[None, PageQuery]) -> Reply:
    """List orders that were placed here in the caller's name, the newest first."""
    buyer = wire.buyer_of(call.digests, customer_of(call.caller), None) or ""
    scope, query = f"shop orders of {buyer}", call.query
    page = orders.list_of(buyer, query.limit, pages.open(query.cursor, scope))
    return ok(wire.show_shop_orders(page, pages.seal(page.next, scope)))


@app.on(
    "GET /shop-orders/{number}",
    allow=Permission.ORDER_PLACE,
    answers={200: wire.ShopOrderView},
    raises=(NotFound,),
)
def get_own_order(call: Call[None, None]) -> Reply:
    """Show an order that the caller placed, or that was placed in the caller's name."""
    stored = own.get_own(call.path["number"], call.caller, desk)
    shown = wire.show_shop_order(stored.order, own.person_of(stored, vault))
    return ok(shown, version=stored.order.version)


@app.on(
    "POST /shop-orders/{number}/receive",
    allow=Permission.ORDER_PLACE,
    answers={200: wire.ShopOrderView},
    raises=(NotFound, StageForbids),
)
def receive_own_order(call: Call[None, None]) -> Reply:
    """Confirm that all of an order that was shipped has arrived."""
    stamp = call.stamp(system_clock)
    order = own.receive_own(call.path["number"], call.caller, stamp, desk)
    return ok(wire.show_shop_order(order, None), version=order.version)


@app.on(
    "POST /shop-orders/{number}/cancel",
    allow=Permission.ORDER_PLACE,
    answers={200: wire.ShopOrderView},
    raises=(NotFound, StageForbids),
)
def cancel_own_order(call: Call[None, None]) -> Reply:
    """Give up an order that is not paid: what it held is free again, once."""
    stamp = call.stamp(system_clock)
    order = own.cancel_own(call.path["number"], call.caller, stamp, desk)
    return ok(wire.show_shop_order(order, None), version=order.version)
