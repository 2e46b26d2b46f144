"""HTTP surface of who gives money back, and of money that does not arrive."""

from functools import partial

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.stock.holds import DynamoStockHolds
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.refunding import NothingToRefund
from promenade.customer.order.model.shop_order import StageForbids
from promenade.customer.order.service import ports, refunding
from promenade.customer.order.service.confined import within
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import refunds as wire
from promenade.customer.order.wire.desk import HandledOrderView, show_handled
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.http.edge import api, cursors
from promenade.kit.http.routes import Call, Reply, created, ok
from promenade.kit.queues import Queue

app = api("order_refund", ACCESS, PATHS)
pages = cursors()
handle = partial(app.on, allow=Permission.ORDER_MANAGE, held="within")
wakes = Queue(setting("ORDER_WAKE_QUEUE_URL"))
shop = read_shop(setting("SHOP"))
holds = ports.Holds(DynamoStockHolds(), DynamoPromotionHolds(), DynamoCouponHolds())
desk = ports.Desk(shop, DynamoShopOrderStore(shop.source), holds)


@handle(
    "POST /shop-orders/{number}/refunds",
    second_factor=True,
    body=wire.RefundOrderBody,
    idempotent=True,
    answers={201: HandledOrderView},
    raises=(Conflict, NotFound, NothingToRefund, StageForbids),
)
def refund_order(call: Call[wire.RefundOrderBody, None]) -> Reply:
    """Give back units of an order at what each cost, or all that is left of it.

    Units that were not sent are on the shelf again. Those that were sent are not: once they came
    back, receive them (`POST /stock/{sku}/movements`).
    """
    command, stamp = wire.read_refund(call), call.stamp(system_clock)
    order = refunding.refund(call.path["number"], command, stamp, within(desk, call.reach), wakes)
    shown = show_handled(order, seen_whole=call.caller.may(Permission.PERSONAL_READ))
    return created(f"/shop-orders/{order.number}/handling", shown, version=order.version)


@handle(
    "GET /refused-payouts",
    query=wire.RefusedPayoutsQuery,
    answers={200: wire.RefusedPayoutPage},
)
def list_refused_payouts(call: Call[None, wire.RefusedPayoutsQuery]) -> Reply:
    """List money that should go back, and that the payment gateway refuses to send."""
    position = pages.open(call.query.cursor, "refused payouts")
    page = refunding.list_refused(call.query.limit, position, within(desk, call.reach).orders)
    cursor = pages.seal(page.next, "refused payouts")
    sees = call.caller.may(Permission.PERSONAL_READ)
    return ok(wire.show_refused(page, cursor, seen_whole=sees))


@handle(
    "POST /shop-orders/{number}/payout-retries",
    second_factor=True,
    answers={200: HandledOrderView},
    raises=(NotFound,),
)
def retry_payouts(call: Call[None, None]) -> Reply:
    """Ask the payment gateway again for the payouts of an order that it refused."""
    stamp, here = call.stamp(system_clock), within(desk, call.reach)
    order = refunding.ask_again(call.path["number"], stamp, here, wakes)
    shown = show_handled(order, seen_whole=call.caller.may(Permission.PERSONAL_READ))
    return ok(shown, version=order.version)
