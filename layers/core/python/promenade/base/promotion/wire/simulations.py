"""Carts and promotions made up to be simulated, on the wire."""

from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.base.promotion.model import (
    ActivityPrice,
    Cart,
    Destination,
    Limits,
    Promotion,
    Usage,
    Usages,
)
from promenade.base.promotion.model.bounds import Count, Grams, Instant, Minor, Name, Names, Times
from promenade.base.promotion.model.checks import contradictions
from promenade.base.promotion.wire.carts import repeated
from promenade.base.promotion.wire.promotions import PromotionBody
from promenade.base.promotion.wire.windows import CouponCodeBody, in_instants
from promenade.contracts.carts import BuyerBody, Codes
from promenade.kit.currencies import Currency
from promenade.kit.decoding import Strict, become, plain
from promenade.kit.errors import Fault, Invalid


class SimulatedLine(Strict, frozen=True):
    """`categories` name the ancestors too; `floor_minor` and `weight_g` are per unit;
    `on_for_days` says since when its SKU is on sale."""

    id: Name
    sku: Name
    product: Name
    qty: Count
    list_minor: Minor
    sale_minor: Minor | None = None
    floor_minor: Minor | None = None
    categories: Names = ()
    brand: Name | None = None
    tags: Names = ()
    selected: bool = True
    discountable: bool = True
    gift: bool = False
    activity: ActivityPrice | None = None
    weight_g: Grams | None = None
    on_for_days: Annotated[int, Meta(ge=0, le=99_999)] | None = None


class SimulatedCart(Strict, frozen=True):
    """`stock` are available units by SKU; of others it is not known."""

    lines: Annotated[tuple[SimulatedLine, ...], Meta(max_length=100)]
    currency: Currency
    at: Instant
    codes: Codes = ()
    buyer: BuyerBody = BuyerBody()
    channel: Name | None = None
    shipping_minor: Minor = 0
    destination: Destination | None = None
    carrier: Name | None = None
    payment_method: Name | None = None
    stock: Annotated[dict[Name, Times], Meta(max_length=300)] = msgspec.field(default_factory=dict)


class SimulatedPromotion(PromotionBody, frozen=True, kw_only=True):
    """Without a currency its amounts are of the cart's."""

    id: Name
    version: Count = 1
    code: CouponCodeBody | None = None
    limits: Limits = Limits()
    paused: bool = False


class SimulationBody(Strict, frozen=True):
    cart: SimulatedCart
    promotions: Annotated[tuple[SimulatedPromotion, ...], Meta(max_length=200)]
    usage: Annotated[dict[str, Usage], Meta(max_length=200)] = msgspec.field(default_factory=dict)


def read_simulation(body: SimulationBody, shop_zone: str) -> tuple[list[Promotion], Cart, Usages]:
    """Raises Invalid with the faults of all promotions and of the cart."""
    promotions, found = _promotions(body, shop_zone)
    found += repeated(body.promotions, "/promotions") + repeated(body.cart.lines, "/cart/lines")
    found += _unknown_usage(body) + _wrong_prices(body.cart)
    if found:
        raise Invalid(found)
    cart = become(body.cart, Cart)
    return promotions, cart, Usages(body.usage)


def _promotions(body: SimulationBody, shop_zone: str) -> tuple[list[Promotion], list[Fault]]:
    promotions: list[Promotion] = []
    found: list[Fault] = []
    for place, given in enumerate(body.promotions):
        document, untimely = in_instants(plain(given), shop_zone)
        promotion = msgspec.convert(document, Promotion)
        promotions.append(promotion)
        found += [
            fault.within(f"/promotions/{place}")
            for fault in (*untimely, *contradictions(promotion))
        ]
    return promotions, found


def _unknown_usage(body: SimulationBody) -> list[Fault]:
    ids = {promotion.id for promotion in body.promotions}
    detail = "There is no such promotion in this simulation."
    return [Fault(f"/usage/{name}", "unknown", detail) for name in body.usage if name not in ids]


def _wrong_prices(cart: SimulatedCart) -> list[Fault]:
    return [
        Fault(f"/cart/lines/{place}/sale_minor", "above_list", "It is above the list price.")
        for place, line in enumerate(cart.lines)
        if line.sale_minor is not None and line.sale_minor > line.list_minor
    ]
