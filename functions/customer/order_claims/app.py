"""Orders follow the units that flash sales gave their buyers."""

from typing import Any

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.activity.flash_sale.reader import DynamoFlashOffers
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.reader import DynamoStockReader
from promenade.customer.order.service import ports
from promenade.customer.order.service.claimed import place_claimed
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire.claims import read_claimed
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit import batch
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.schedules import Schedules
from promenade.kit.telemetry import logger

log = logger("order")
parked = setting("ORDER_CLAIMS_DEAD_LETTERS_URL")
shop, offers, keyed = read_shop(setting("SHOP")), DynamoFlashOffers(), digests()
till = ports.Till(
    shop,
    DynamoShopOrderStore(shop.source),
    ports.Holds(DynamoStockHolds(), DynamoPromotionHolds(), DynamoCouponHolds()),
    DynamoStockReader(),
    Schedules(setting("ORDER_WAKE_QUEUE_ARN"), setting("ORDER_WAKE_ROLE_ARN")),
)


def app(event: dict[str, Any], _context: object) -> batch.Failures:
    return batch.each(event, _place, parked=parked, log=log)


def _place(body: bytes) -> None:
    told = read_claimed(body, system_clock(), offers, keyed)
    place_claimed(told.command, told.stamp, till)
