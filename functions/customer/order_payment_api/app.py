"""HTTP surface of payments: where buyers pay, and what the payment gateway tells."""

from functools import partial

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.stock.holds import DynamoStockHolds
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.paths import PATHS
from promenade.customer.order.model.paying import PaymentMismatch, TransactionTaken
from promenade.customer.order.model.shop_order import ShopOrder, StageForbids
from promenade.customer.order.service import paying, ports
from promenade.customer.order.service.waking import wake_body
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.store.strays import DynamoStrayPayments
from promenade.customer.order.wire import payments as wire
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit import aws, batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Signed
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, ok
from promenade.kit.queues import Queue
from promenade.kit.signatures import HEADERS, Signatures
from promenade.kit.signed_calls import CallRefused, SignedCalls
from promenade.kit.telemetry import logger

app = api("order_payment", ACCESS, PATHS)
log = logger("order_payment")
parked, secret_id = setting("ORDER_WAKE_DEAD_LETTERS_URL"), setting("PAYMENT_SECRET_ID")
wakes = Queue(setting("ORDER_WAKE_QUEUE_URL"))
signatures = Signatures(lambda: aws.secret(secret_id))
calls = SignedCalls(setting("PAYMENT_GATEWAY_URL"), signatures, system_clock)
gateway = wire.HttpPaymentGateway(calls.post)
shop = read_shop(setting("SHOP"))
holds = ports.Holds(DynamoStockHolds(), DynamoPromotionHolds(), DynamoCouponHolds())
desk = ports.Desk(shop, DynamoShopOrderStore(shop.source), holds)
strays = DynamoStrayPayments()


@app.on(
    "POST /shop-orders/{number}/payments",
    allow=Permission.ORDER_PLACE,
    answers={200: wire.PaymentPageView},
    raises=(CallRefused, NotFound, StageForbids),
)
def open_payment(call: Call[None, None]) -> Reply:
    """Open the payment of an own order, and tell where the buyer pays."""
    number, stamp = call.path["number"], call.stamp(system_clock)
    opened = paying.open_payment(number, call.caller, stamp, desk, gateway)
    return ok(wire.show_payment_page(opened))


@app.on(
    "POST /payments",
    allow=Signed(partial(wire.prove, signatures=signatures, clock=system_clock), HEADERS),
    body=bytes,
    answers={200: wire.PaymentTakenView},
    raises=(NotFound, PaymentMismatch, TransactionTaken),
)
def take_payment(call: Call[bytes, None]) -> Reply:
    """Take money that the payment gateway received, as often as it tells of it.

    Needs order, transaction, method, amount_minor, currency, paid_at. What is undue goes back."""
    body = wire.read_payment(call.body, system_clock())
    return ok(wire.show_taken(_take(call, body), body.transaction))


def _take(call: Call[bytes, None], body: wire.PaymentBody) -> ShopOrder:
    """What is told otherwise than before, or of another order, is put aside for people."""
    money, stamp = wire.read_money(body), call.stamp(system_clock)
    try:
        return paying.take_payment(body.order, money, stamp, desk, wakes)
    except (PaymentMismatch, TransactionTaken) as error:
        paying.put_aside(body.order, money, error, stamp, strays)
        batch.park(wake_body(body.order).decode(), error, parked)
        log.warning("parked", code=error.code, order=body.order)
        raise
