"""Carts on the wire: of the shop's own SKUs to be priced, or made up to be simulated."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from promenade.base.promotion.model import Buyer, Cart, Promotion, Usage, UsageBook
from promenade.base.promotion.model.checks import contradictions
from promenade.base.promotion.service.quoting import AskedLine, QuoteCart
from promenade.base.promotion.wire import rules
from promenade.base.promotion.wire.promotions import PromotionBody
from promenade.contracts.customers import CustomerId, customer_of
from promenade.kit.codes import code
from promenade.kit.decoding import Strict, become
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.auth import Principal

Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}$")]
Codes = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=64)], ...], Meta(max_length=10)
]
Times = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class BuyerBody(Strict, frozen=True):
    """`nth_order` counts the order to come: 1 is the first."""

    id: CustomerId | None = None
    groups: rules.Names = ()
    nth_order: rules.Count | None = None
    is_new: bool = False


class LineBody(Strict, frozen=True):
    """`id` is the line's place, from 1, unless it is given. A `gift` is a line that a promotion
    put there; it is free as far as one grants it."""

    sku: rules.Name
    qty: rules.Count
    id: rules.Name | None = None
    selected: bool = True
    gift: bool = False


class QuoteBody(Strict, frozen=True):
    """Prices are the catalogue's. `buyer` and `shipping_minor` are for servers and staff to say;
    shoppers are known by their token."""

    lines: Annotated[tuple[LineBody, ...], Meta(min_length=1, max_length=100)]
    currency: Currency
    codes: Codes = ()
    channel: rules.Name | None = None
    buyer: BuyerBody | None = None
    shipping_minor: rules.Minor | None = None


class ActivityBody(Strict, frozen=True):
    """The unit price that an exclusive order type grants the line."""

    order_type: Literal["flash_sale", "group_buy", "bargain", "points_mall"]
    activity_id: rules.Name
    price_minor: rules.Minor
    allow_coupon: bool = False


class SimulatedLine(Strict, frozen=True):
    """`categories` name the ancestors too; `floor_minor` is per unit."""

    id: rules.Name
    sku: rules.Name
    product: rules.Name
    qty: rules.Count
    list_minor: rules.Minor
    sale_minor: rules.Minor | None = None
    floor_minor: rules.Minor | None = None
    categories: rules.Names = ()
    brand: rules.Name | None = None
    tags: rules.Names = ()
    selected: bool = True
    discountable: bool = True
    gift: bool = False
    activity: ActivityBody | None = None


class SimulatedCart(Strict, frozen=True):
    lines: Annotated[tuple[SimulatedLine, ...], Meta(max_length=100)]
    currency: Currency
    at: rules.Instant
    codes: Codes = ()
    buyer: BuyerBody = BuyerBody()
    channel: rules.Name | None = None
    shipping_minor: rules.Minor = 0


class SimulatedCode(rules.Code, frozen=True):
    total: Times | None = None
    per_buyer: Times | None = None


class LimitsBody(rules.Rule, frozen=True):
    """`allow_partial` lets the last cart have what is left of the budget (N15)."""

    total: Times | None = None
    per_buyer: Times | None = None
    budget_minor: rules.Minor | None = None
    allow_partial: bool = False


class SimulatedPromotion(PromotionBody, frozen=True, kw_only=True):
    id: rules.Name
    version: rules.Count = 1
    code: SimulatedCode | None = None
    limits: LimitsBody = LimitsBody()
    paused: bool = False


class UsageBody(Strict, frozen=True):
    """How far a promotion's limits were used up before this cart."""

    used: Times = 0
    used_by_buyer: Times = 0
    spent_minor: rules.Minor = 0
    code_used: Times = 0
    code_used_by_buyer: Times = 0


class SimulationBody(Strict, frozen=True):
    cart: SimulatedCart
    promotions: Annotated[tuple[SimulatedPromotion, ...], Meta(max_length=200)]
    usage: dict[str, UsageBody] = msgspec.field(default_factory=dict)


def read_quote(body: QuoteBody, caller: Principal) -> QuoteCart:
    """Raises Invalid."""
    found = [*_not_theirs(body, caller), *_repeated(body.lines, "/lines")]
    lines = tuple(
        AskedLine(place, line.id or str(place + 1), code(line.sku), line.qty, line.gift)
        for place, line in enumerate(body.lines)
        if line.selected
    )
    if not lines:
        found.append(Fault("/lines", "none_selected", "Select a line."))
    if found:
        raise Invalid(found)
    return QuoteCart(
        lines=lines,
        currency=body.currency,
        codes=body.codes,
        buyer=_buyer(body, caller),
        channel=body.channel,
        shipping_minor=body.shipping_minor or 0,
    )


def _buyer(body: QuoteBody, caller: Principal) -> Buyer:
    if caller.kind == "shopper":
        return Buyer(id=customer_of(caller))
    return become(body.buyer or BuyerBody(), Buyer)


def _not_theirs(body: QuoteBody, caller: Principal) -> list[Fault]:
    if caller.kind != "shopper":
        return []
    detail = "A shopper does not say this; the shop's server does."
    said = {"buyer": body.buyer, "shipping_minor": body.shipping_minor}
    return [
        Fault(f"/{name}", "not_yours", detail) for name, value in said.items() if value is not None
    ]


def _repeated(items: tuple[Any, ...], at: str) -> list[Fault]:
    """Of lines without an id, the place counts."""
    ids = [each.id or str(place) for place, each in enumerate(items, start=1)]
    return [
        Fault(f"{at}/{place}/id", "repeated", "Another one before it has this id.")
        for place, id_ in enumerate(ids)
        if id_ in ids[:place]
    ]


def read_simulation(body: SimulationBody) -> tuple[list[Promotion], Cart, UsageBook]:
    """Raises Invalid with the faults of all promotions and of the cart."""
    promotions = [become(given, Promotion) for given in body.promotions]
    found = [
        Fault(f"/promotions/{place}{fault.pointer}", fault.code, fault.detail)
        for place, promotion in enumerate(promotions)
        for fault in contradictions(promotion)
    ]
    found += _repeated(body.promotions, "/promotions") + _repeated(body.cart.lines, "/cart/lines")
    found += _unknown_usage(body) + _wrong_prices(body.cart)
    if found:
        raise Invalid(found)
    cart = become(body.cart, Cart)
    usage = {name: become(used, Usage) for name, used in body.usage.items()}
    return promotions, cart, UsageBook(usage)


def _unknown_usage(body: SimulationBody) -> list[Fault]:
    ids = {promotion.id for promotion in body.promotions}
    detail = "There is no such promotion in this simulation."
    return [Fault(f"/usage/{name}", "unknown", detail) for name in body.usage if name not in ids]


def _wrong_prices(cart: SimulatedCart) -> list[Fault]:
    return [
        Fault(f"/cart/lines/{place}/sale_minor", "above_list", "It is above list_minor.")
        for place, line in enumerate(cart.lines)
        if line.sale_minor is not None and line.sale_minor > line.list_minor
    ]
