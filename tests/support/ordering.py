"""Orders placed straight through the use cases, over the tables of a test: one SKU, one promotion,
and a buyer who agrees to whatever it costs."""

from datetime import datetime
from typing import Any

import msgspec

from promenade.activity.coupon.holds import DynamoCouponHolds
from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.base.stock.holds import DynamoStockHolds
from promenade.base.stock.model import MoveStock
from promenade.base.stock.reader import DynamoStockReader
from promenade.base.stock.service import move_stock
from promenade.base.stock.store import DynamoStockStore
from promenade.contracts.carts import CartBody, LineBody
from promenade.contracts.orders import Allocation, AppliedPromotion, OrderLine
from promenade.contracts.quotes import Asked, PresentedCoupon, PricedCart
from promenade.customer.order.model.paying import Money
from promenade.customer.order.model.placing import PlaceOrder, Shop
from promenade.customer.order.model.shop_order import Addressee, Adjustment, Payout, ShopOrder
from promenade.customer.order.service import placing
from promenade.customer.order.service.ports import Counter, Desk, Holds
from promenade.customer.order.store.shop_orders import DynamoShopOrderStore
from promenade.kit.http.auth import Principal
from promenade.kit.stamp import Stamp
from tests.support.fakes.order import FakeVault
from tests.support.stamps import NOON

SKU, PRICE, OFF = "MUG", 1_000, 100
SHOP = Shop("shop", "flagship", "Asia/Shanghai", 15, 10, 7)
BUYER = Principal("shopper", "amelie", frozenset())


class FixedQuoting:
    """Every unit costs 10.00; `promotion_id` takes 1.00 off the order, and so does each coupon."""

    def __init__(self, promotion_id: str | None = None) -> None:
        self.promotion_id = promotion_id

    def price(self, asked: Asked, at: datetime) -> PricedCart:
        (line,) = asked.cart.lines
        ids = [*filter(None, [self.promotion_id]), *asked.coupons]
        off = OFF * len(ids)
        shares = tuple(Allocation(promotion_id=each, saving_minor=OFF) for each in ids)
        applied = tuple(
            AppliedPromotion(promotion_id=each, version=4, saving_minor=OFF) for each in ids
        )
        goods = line.qty * PRICE
        priced = OrderLine(
            line=1,
            sku=line.sku,
            title="Mug",
            quantity=line.qty,
            unit_price_minor=PRICE,
            discount_minor=off,
            paid_minor=goods - off,
            allocations=shares,
        )
        told = tuple(map(_presented, asked.coupons))
        paid = goods - off
        return PricedCart("0" * 64, "CNY", at, (priced,), applied, 0, paid, b"{}", coupons=told)


def _presented(coupon_id: str) -> PresentedCoupon:
    return PresentedCoupon(
        coupon_id=coupon_id,
        name="Off",
        is_applied=True,
        saving_minor=OFF,
        reason="applied",
        explanation="Saves ¥1.00.",
    )


class FakeSchedules:
    def __init__(self) -> None:
        self.times: dict[str, datetime] = {}

    def set(self, name: str, at: datetime, _body: bytes) -> None:
        self.times.setdefault(name, at)


class FakeGateway:
    """Takes on whatever it is asked for, once for each id."""

    def __init__(self) -> None:
        self.payouts: dict[str, Payout] = {}
        self.asked_count = 0

    def open(self, order: ShopOrder) -> str:
        return f"https://payments.example/{order.number}"

    def send_back(self, _order: str, payout: Payout) -> None:
        self.asked_count += 1
        self.payouts.setdefault(payout.id, payout)


def counter(promotion_id: str | None = None) -> Counter:
    holds = Holds(DynamoStockHolds(), DynamoPromotionHolds(), DynamoCouponHolds())
    orders = DynamoShopOrderStore(SHOP.source)
    quoting = FixedQuoting(promotion_id)
    return Counter(
        SHOP,
        orders,
        holds,
        DynamoStockReader(),
        FakeSchedules(),
        quoting=quoting,
        vault=FakeVault(),
    )


def desk_of(where: Counter) -> Desk:
    return Desk(where.shop, where.orders, where.holds)


def at(instant: datetime, request: str, actor: str = BUYER.name) -> Stamp:
    return Stamp(actor, instant, f"correlation of {request}", request)


def command(
    number: str,
    qty: int = 1,
    quote_hash: str = "0" * 64,
    sku: str = SKU,
    coupons: tuple[str, ...] = (),
) -> PlaceOrder:
    cart = CartBody(lines=(LineBody(sku=sku, qty=qty),), currency="CNY")
    asked = Asked(cart, BUYER, "", "en", coupons)
    return PlaceOrder(number, asked, quote_hash, BUYER.id, "buyer", Addressee(recipient="王芳"))


def place(where: Counter, number: str, qty: int = 1, instant: datetime = NOON) -> ShopOrder:
    return placing.place(command(number, qty), at(instant, f"place {number} {qty}"), where)


def money(order: ShopOrder, transaction: str = "T-1", **other: Any) -> Money:
    paid = Money(transaction, "wechat-pay", order.payable_minor, order.currency, NOON)
    return msgspec.structs.replace(paid, **other)


def taken_off(off_minor: int, key: str = "1") -> Adjustment:
    return Adjustment(
        id=f"adjustment_{key}_{off_minor}",
        off_minor=off_minor,
        reason="Scratched",
        by="staff:sven",
        adjusted_at=NOON,
    )


def receive(count: int, sku: str = SKU) -> None:
    moved = MoveStock(f"opening {sku}", sku, "receive", count, "Opening stock")
    move_stock(moved, at(NOON, f"opening {sku}", "staff:maria"), DynamoStockStore())
