"""Orders of which something is due: an unpaid one ends, money that came too late goes back."""

from typing import Any

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.stock.holds import DynamoStockHolds
from promenade.customer.order.service import ports, waking
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire.payments import HttpPaymentGateway
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit import aws, batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.signatures import Signatures
from promenade.kit.signed_calls import SignedCalls
from promenade.kit.telemetry import logger

log = logger("order")
parked = setting("ORDER_WAKE_DEAD_LETTERS_URL")
secret_id = setting("PAYMENT_SECRET_ID")
signatures = Signatures(lambda: aws.secret(secret_id))
calls = SignedCalls(setting("PAYMENT_GATEWAY_URL"), signatures, system_clock)
gateway = HttpPaymentGateway(calls.post)
shop = read_shop(setting("SHOP"))
holds = ports.Holds(DynamoStockHolds(), DynamoPromotionHolds(), DynamoCouponHolds())
desk = ports.Desk(shop, DynamoShopOrderStore(shop.source), holds)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _wake, parked=parked, log=log)


def _wake(body: bytes) -> None:
    number = waking.read_wake(body)
    waking.wake(number, waking.stamp(number, system_clock()), desk, gateway)
