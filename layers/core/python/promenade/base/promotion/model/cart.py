"""What is being bought, by whom, where and when: the facts a quote is computed from."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from promenade.base.promotion.model.bounds import Minor, Name, Times
from promenade.contracts.carts import Destination
from promenade.kit.values import Clause, Value


class OrderType(StrEnum):
    """The exclusive ways to buy of stage 1 (N6): each sets the price of its line alone."""

    FLASH_SALE = "flash_sale"
    GROUP_BUY = "group_buy"
    BARGAIN = "bargain"
    POINTS_MALL = "points_mall"


class ActivityPrice(Clause, frozen=True):
    """The unit price an exclusive order type grants a line; it bars stages 2 to 4.

    `allow_coupon` opens the coupon stages (4) again, never the unit and order stages.
    """

    order_type: OrderType
    activity_id: Name
    price_minor: Minor
    allow_coupon: bool = False


class Line(Value, frozen=True):
    """One SKU in the cart. `categories` holds the ancestors too; `floor_minor` and `weight_g` are
    per unit; `on_for_days` says since how many days its SKU is on sale, None that nobody knows.

    A `gift` line was put there by a promotion: it takes no part in any other rule, is free as far
    as a promotion grants it, and costs its selling price beyond that.
    """

    id: str
    sku: str
    product: str
    qty: int
    list_minor: int
    sale_minor: int | None = None
    floor_minor: int | None = None
    categories: frozenset[str] = frozenset()
    brand: str | None = None
    tags: frozenset[str] = frozenset()
    selected: bool = True
    discountable: bool = True
    gift: bool = False
    activity: ActivityPrice | None = None
    weight_g: int | None = None
    on_for_days: int | None = None

    @property
    def selling_minor(self) -> int:
        return self.list_minor if self.sale_minor is None else self.sale_minor


class Buyer(Value, frozen=True):
    """`nth_order` counts this order: 1 is the first. None where nobody can know."""

    id: str | None = None
    groups: frozenset[str] = frozenset()
    nth_order: int | None = None
    is_new: bool = False


class Cart(Value, frozen=True):
    """`at` is the aware instant the cart is priced for; nothing here reads a clock. What is None is
    not known yet. `stock` are available units by SKU, as far as they are known."""

    lines: tuple[Line, ...]
    currency: str
    at: datetime
    codes: tuple[str, ...] = ()
    buyer: Buyer = Buyer()
    channel: str | None = None
    shipping_minor: int = 0
    destination: Destination | None = None
    carrier: str | None = None
    payment_method: str | None = None
    stock: Mapping[str, int] = {}


class Usage(Clause, frozen=True):
    """How far a promotion's limits were used up before this cart; of SKUs whose units are limited,
    how many are left to this buyer, and how many by the buyer's own limit alone. Today is the day
    of the promotion's zone."""

    used: Times = 0
    used_by_buyer: Times = 0
    used_by_buyer_today: Times = 0
    spent_minor: Minor = 0
    code_used: Times = 0
    code_used_by_buyer: Times = 0
    left_by_sku: Annotated[Mapping[Name, Times], Meta(max_length=200)] = {}
    own_left_by_sku: Annotated[Mapping[Name, Times], Meta(max_length=200)] = {}
    units_used_by_buyer: Times = 0


class Usages(Value, frozen=True):
    """Usage per promotion id: of those looked up, else as it was `metered`; a promotion that is in
    neither has not been used."""

    by_promotion: Mapping[str, Usage] = {}
    metered: Mapping[str, Usage] = {}

    def of(self, promotion_id: str) -> Usage:
        found = self.by_promotion.get(promotion_id)
        return self.metered.get(promotion_id, _UNUSED) if found is None else found


_UNUSED = Usage()
