"""HTTP surface of placing orders."""

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.activity.coupon.reader import DynamoCouponReader
from promenade.base.catalogue.reader import DynamoCatalogueReader
from promenade.base.price.reader import DynamoPriceReader
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.promotion.reader import DynamoQuoting
from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.reader import DynamoStockReader
from promenade.contracts.access import ACCESS, Permission
from promenade.contracts.coupons import CouponUnavailable
from promenade.contracts.promotions import (
    BudgetExhausted,
    BuyerUnknown,
    LimitReached,
    PromotionChanged,
)
from promenade.contracts.stock import OutOfStock
from promenade.customer.order.model import placing as rules
from promenade.customer.order.service import placing, ports
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.customer.order.wire import shop_orders as wire
from promenade.kit.clock import system_clock
from promenade.kit.config import setting
from promenade.kit.digests import digests
from promenade.kit.errors import AnswerTooLarge
from promenade.kit.holds import Refused
from promenade.kit.http.edge import api
from promenade.kit.http.routes import Call, Reply, created
from promenade.kit.messages import LANGUAGES
from promenade.kit.schedules import Schedules
from promenade.kit.vault import Vault

app, shop = api("order_checkout", ACCESS), wire.read_shop(setting("SHOP"))
catalogue, prices, stock = DynamoCatalogueReader(), DynamoPriceReader(), DynamoStockReader()
quoting = DynamoQuoting(catalogue, prices, stock, DynamoCouponReader(), digests())
counter = ports.Counter(
    shop,
    DynamoShopOrderStore(shop.source),
    ports.Holds(DynamoStockHolds(), DynamoPromotionHolds(quoting.sights), DynamoCouponHolds()),
    stock,
    Schedules(setting("ORDER_WAKE_QUEUE_ARN"), setting("ORDER_WAKE_ROLE_ARN")),
    quoting=quoting,
    vault=Vault(setting("ORDER_KEY_ID")),
)
REFUSALS = (
    OutOfStock,
    LimitReached,
    BudgetExhausted,
    BuyerUnknown,
    CouponUnavailable,
    PromotionChanged,
    Refused,
    ports.AlreadyPlaced,
    AnswerTooLarge,
    rules.CartTooLarge,
    rules.GiftMissing,
    rules.GiftNotGiven,
    rules.QuoteChanged,
)


@app.on(
    "POST /shop-orders",
    allow=Permission.ORDER_PLACE,
    body=wire.OrderedCartBody,
    idempotent=True,
    languages=LANGUAGES,
    answers={201: wire.ShopOrderView},
    raises=REFUSALS,
)
def place_order(call: Call[wire.OrderedCartBody, None]) -> Reply:
    """Place an order for a cart as it was quoted: all that it is made of is held, or nothing is.

    The hash of a quote promises its price: under two Idempotency-Keys it makes two orders."""
    command = wire.read_placing(call)
    order = placing.place(command, call.stamp(system_clock), counter)
    shown = wire.show_shop_order(order, command.person)
    return created(f"/shop-orders/{order.number}", shown, version=order.version)
