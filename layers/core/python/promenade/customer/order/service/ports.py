"""What the use cases of orders placed here are given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from promenade.contracts.coupons import CouponHolds
from promenade.contracts.promotions import PromotionHolds
from promenade.contracts.quotes import Quoting
from promenade.contracts.stock import StockHolds, StockReader
from promenade.customer.order.model.placing import Shop
from promenade.customer.order.model.shop_order import Payout, ShopOrder
from promenade.customer.order.service import Sealer
from promenade.kit.errors import Conflict
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value


class AlreadyPlaced(Conflict):
    """The key of this request placed another order."""


class NewOrder(Value, frozen=True):
    """`sealed` is whom it goes to, `quote` what it was placed from, `buyer` a keyed digest."""

    order: ShopOrder
    sealed: bytes | None
    quote: bytes
    buyer: str | None


class StoredOrder(Value, frozen=True):
    """`fingerprint` is of the request that made this version."""

    order: ShopOrder
    sealed: bytes | None
    fingerprint: str


class ShopOrderStore(Protocol):
    def find(self, number: str) -> StoredOrder | None: ...

    def find_placed(self, number: str) -> ShopOrder | None:
        """As it was placed."""
        ...

    def find_made(self, stamp: Stamp) -> ShopOrder | None:
        """What a turn under this request's key made of an order. Raises Conflict where it was
        another request."""
        ...

    def find_quote(self, number: str) -> bytes | None: ...

    def list_of(self, buyer: str, limit: int, after: Position | None) -> Page[ShopOrder]:
        """The newest first."""
        ...

    def list_refused(self, limit: int, after: Position | None) -> Page[ShopOrder]:
        """Of which the gateway refuses a payout, by number."""
        ...

    def placing(self, new: NewOrder, due_at: datetime, stamp: Stamp) -> Part:
        """Refused as AlreadyPlaced."""
        ...

    def turning(
        self, stored: StoredOrder, after: ShopOrder, due: Sequence[datetime], stamp: Stamp
    ) -> Part:
        """The version after what is stored, to be woken when something is due. Whoever tells of a
        transaction tells of it for one order. Refused as Stale or TransactionTaken."""
        ...


class Schedules(Protocol):
    def set(self, name: str, at: datetime, body: bytes, /) -> None:
        """That the queue of orders to be woken gets this then, once. Raises Unavailable."""
        ...


class PaymentGateway(Protocol):
    def open(self, order: ShopOrder) -> str:
        """Where the buyer pays, a URL; the same for an order that is to pay the same. Raises
        Unavailable."""
        ...

    def send_back(self, order: str, payout: Payout, /) -> None:
        """Once, however often it is asked for. Raises Unavailable, or what it refuses with."""
        ...


class Holds(Value, frozen=True):
    """What an order is made of, as its owners let it be held."""

    stock: StockHolds
    promotions: PromotionHolds
    coupons: CouponHolds


class Till(Value, frozen=True):
    """Where orders are made of what they hold."""

    shop: Shop
    orders: ShopOrderStore
    holds: Holds
    sourcing: StockReader
    schedules: Schedules


class Counter(Till, frozen=True, kw_only=True):
    """Where carts become orders."""

    quoting: Quoting
    vault: Sealer


class Course(Value, frozen=True):
    """Where orders go on, and nothing becomes of what they hold."""

    shop: Shop
    orders: ShopOrderStore


class Desk(Course, frozen=True):
    """Where they are paid and end too."""

    holds: Holds
