"""What a cart costs, as who takes an order for it is told."""

from datetime import datetime
from typing import Protocol

from promenade.contracts.carts import CartBody
from promenade.contracts.orders import AppliedPromotion, Document, OrderLine
from promenade.kit.http.auth import Principal
from promenade.kit.values import Value


class Asked(Value, frozen=True):
    """Who asks, from which address, and in which language the answer explains itself; `coupons`
    are ids of the buyer's."""

    cart: CartBody
    caller: Principal
    address: str
    language: str
    coupons: tuple[str, ...] = ()


class MissingGift(Value, frozen=True):
    """Units that a promotion gives, and that are not in the cart yet."""

    promotion_id: str
    promotion_name: str
    sku: str
    count: int


class GiftUnits(Value, frozen=True):
    sku: str
    count: int


class PresentedCoupon(Document, frozen=True, kw_only=True):
    """What a coupon of the buyer's did, and why, in the words in which it was told."""

    coupon_id: str
    name: str
    is_applied: bool
    saving_minor: int
    reason: str
    explanation: str


class PricedCart(Value, frozen=True):
    """Σ lines' paid_minor + shipping_minor = payable_minor; lines are numbered from 1, in the order
    of the cart's selected ones. `promotions` are those that applied, coupons among them; `coupons`
    are all that were presented; `quote` is the whole answer, with every reason, as JSON. Nothing
    gives `charged_gifts`, which the cart calls gifts."""

    hash: str
    currency: str
    at: datetime
    lines: tuple[OrderLine, ...]
    promotions: tuple[AppliedPromotion, ...]
    shipping_minor: int
    payable_minor: int
    quote: bytes
    gifts: tuple[MissingGift, ...] = ()
    charged_gifts: tuple[GiftUnits, ...] = ()
    coupons: tuple[PresentedCoupon, ...] = ()


class Quoting(Protocol):
    def price(self, asked: Asked, at: datetime) -> PricedCart:
        """At most two round trips. Raises Invalid for what cannot be sold or is not for the caller
        to say, TooMany for who guesses codes, CouponUnavailable for a coupon that is not the
        buyer's or not good now, Refused for several, and Unavailable."""
        ...
