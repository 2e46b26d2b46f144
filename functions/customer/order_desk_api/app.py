"""HTTP surface of who sells: orders placed here on their way to their buyers."""

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.stock.holds import DynamoStockHolds
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.adjusting import AdjustmentTooLarge
from promenade.customer.order.model.shop_order import ShopOrder, StageForbids
from promenade.customer.order.service import desk as service
from promenade.customer.order.service import ending, ports
from promenade.customer.order.service.confined import within
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import desk as wire
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import AnswerTooLarge, Conflict, NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created, ok

app, shop = api("order_desk", ACCESS, PATHS), read_shop(setting("SHOP"))
holds = ports.Holds(DynamoStockHolds(), DynamoPromotionHolds(), DynamoCouponHolds())
desk = ports.Desk(shop, DynamoShopOrderStore(shop.source), holds)


@app.on(
    "GET /shop-orders/{number}/quote",
    allow=Permission.ORDER_READ,
    held="within",
    answers={200: wire.StoredQuoteView},
    raises=(AnswerTooLarge, NotFound),
)
def get_quote(call: Call[None, None]) -> Reply:
    """Show the quote that an order was placed from: why each amount is what it is."""
    here = within(desk, call.reach)
    order = service.get_for(call.path["number"], call.caller, here).order
    return ok(wire.show_quote(order, service.quote_of(order.number, here)))


@app.on(
    "POST /shop-orders/{number}/adjustments",
    allow=Permission.ORDER_MANAGE,
    held="within",
    body=wire.AdjustmentBody,
    idempotent=True,
    answers={201: wire.HandledOrderView},
    raises=(AdjustmentTooLarge, Conflict, NotFound, StageForbids),
)
def adjust_price(call: Call[wire.AdjustmentBody, None]) -> Reply:
    """Take an amount off an order that is not paid yet."""
    adjustment, stamp = wire.read_adjustment(call, system_clock), call.stamp(system_clock)
    order = service.adjust(call.path["number"], adjustment, stamp, within(desk, call.reach))
    return created(f"/shop-orders/{order.number}/handling", _shown(call.caller, order))


@app.on(
    "POST /shop-orders/{number}/cancellations",
    allow=Permission.ORDER_MANAGE,
    held="within",
    body=wire.CancellationBody,
    answers={200: wire.HandledOrderView},
    raises=(NotFound, StageForbids),
)
def cancel_order(call: Call[wire.CancellationBody, None]) -> Reply:
    """End an order that is not sent yet; what was paid goes back, what was sold is on the shelf."""
    stamp, here = call.stamp(system_clock), within(desk, call.reach)
    order = ending.cancel(call.path["number"], call.body.reason, stamp, here)
    return ok(_shown(call.caller, order), version=order.version)


def _shown(caller: Principal, order: ShopOrder) -> wire.HandledOrderView:
    return wire.show_handled(order, seen_whole=caller.may(Permission.PERSONAL_READ))
