"""Orders placed here, on the wire."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from promenade.contracts.carts import CartBody, CouponIds
from promenade.contracts.customers import customer_of, person, pseudonym
from promenade.contracts.orders import AppliedPromotion, OrderLine, Payment
from promenade.contracts.quotes import Asked, PresentedCoupon
from promenade.customer.order.model.order import Person
from promenade.customer.order.model.placing import PlaceOrder, Shop
from promenade.customer.order.model.shop_order import (
    Addressee,
    CancelReason,
    Parcel,
    RefundStatus,
    ShopOrder,
    Stage,
)
from promenade.customer.order.wire.bodies import PersonBody
from promenade.customer.order.wire.reading import PERSON_BYTES
from promenade.customer.order.wire.views import PersonView
from promenade.kit.decoding import View, show
from promenade.kit.digests import Digests
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page


class OrderedCartBody(CartBody, frozen=True, kw_only=True):
    """The cart as it was quoted; no amount of it is believed. `quote_hash` is the `hash` of the
    quote that the buyer agreed to, `personal` whom the order goes to, `remark` what the shop is
    asked to heed; `coupons` are ids of coupons that the buyer has, as they were quoted: those that
    do something are the order's."""

    quote_hash: Annotated[
        str, Meta(pattern="^[0-9a-f]{64}$", extra={"says": "Send the hash of the quote."})
    ]
    personal: PersonBody | None = None
    remark: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    coupons: CouponIds = ()


class ShopOrderView(View, frozen=True):
    """What was agreed on does not change with promotions or prices (N16). `due_at`: paid by then,
    or its units are free again. `coupons` are all that were presented: those that are applied are
    among the `promotions` too. `adjusted_minor` of the discount was taken off by the shop.
    `late_minor` came too late or twice, and goes back; `late_elsewhere_minor` did so in other
    currencies. `unmatched_minor`, by its currency, was not what was due: it goes back, and what is
    due is still to be paid."""

    number: str
    version: int
    stage: Stage
    placed_at: datetime
    due_at: datetime
    currency: str
    lines: tuple[OrderLine, ...]
    promotions: tuple[AppliedPromotion, ...]
    coupons: tuple[PresentedCoupon, ...]
    goods_minor: int
    discount_minor: int
    shipping_minor: int
    payable_minor: int
    paid_minor: int
    refunded_minor: int
    refund_status: RefundStatus
    late_minor: int
    late_elsewhere_minor: dict[str, int]
    unmatched_minor: dict[str, int]
    adjusted_minor: int
    parcels: tuple[Parcel, ...]
    received_at: datetime | None
    completed_at: datetime | None
    paid_at: datetime | None
    payment: Payment | None
    cancelled_at: datetime | None
    cancel_reason: CancelReason | None
    quote_hash: str
    personal: PersonView | None


class ShopOrderSummary(View, frozen=True):
    number: str
    stage: Stage
    placed_at: datetime
    currency: str
    payable_minor: int
    line_count: int


class ShopOrderPage(View, frozen=True):
    items: list[ShopOrderSummary]
    next: str | None


def read_shop(text: str) -> Shop:
    """The setting SHOP, as JSON."""
    return msgspec.json.decode(text, type=Shop)


def read_placing(call: Call[OrderedCartBody, None]) -> PlaceOrder:
    """Raises Invalid."""
    cart = call.body
    to = _addressee(cart)
    if to and (size := len(msgspec.json.encode(to))) > PERSON_BYTES:
        detail = "This has {size} bytes; {most} are taken."
        facts = {"size": size, "most": PERSON_BYTES}
        raise Invalid([Fault("/personal", "too_large", detail, facts=facts)])
    customer = _customer(call)
    return PlaceOrder(
        number=call.new_id("order"),
        asked=Asked(cart, call.caller, call.address, call.language, cart.coupons),
        quote_hash=cart.quote_hash,
        customer=customer,
        buyer=buyer_of(call.digests, customer, to),
        person=to,
    )


def _addressee(cart: OrderedCartBody) -> Addressee | None:
    if not cart.personal and not cart.remark:
        return None
    named = msgspec.structs.asdict(cart.personal) if cart.personal else {}
    return Addressee(**named, remark=cart.remark)


def buyer_of(digests: Digests, customer: str | None, to: Person | None) -> str | None:
    """A keyed digest of who buys: the same for all orders of theirs, known or a guest."""
    who = person(customer, to.email if to else None, to.phone if to else None)
    return pseudonym(who, digests)


def _customer(call: Call[OrderedCartBody, None]) -> str | None:
    if call.caller.kind == "shopper":
        return customer_of(call.caller)
    return call.body.buyer.id if call.body.buyer else None


def show_shop_order(order: ShopOrder, to: Person | None) -> ShopOrderView:
    plain = {name: getattr(order, name) for name in _PLAIN}
    late = order.late_minor
    return ShopOrderView(
        **plain,
        adjusted_minor=sum(each.off_minor for each in order.adjustments),
        late_minor=late.pop(order.currency, 0),
        late_elsewhere_minor=late,
        personal=None if to is None else show(to, PersonView),
    )


def show_shop_orders(page: Page[ShopOrder], cursor: str | None) -> ShopOrderPage:
    return ShopOrderPage(items=[_summary(each) for each in page.items], next=cursor)


def _summary(order: ShopOrder) -> ShopOrderSummary:
    return ShopOrderSummary(
        number=order.number,
        stage=order.stage,
        placed_at=order.placed_at,
        currency=order.currency,
        payable_minor=order.payable_minor,
        line_count=len(order.lines),
    )


_RECKONED = frozenset({"adjusted_minor", "late_elsewhere_minor", "late_minor", "personal"})
_PLAIN = tuple(name for name in ShopOrderView.__struct_fields__ if name not in _RECKONED)
