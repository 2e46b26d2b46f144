"""What a cart costs, as who takes an order for it is told."""

from datetime import datetime
from typing import Protocol

from promenade.contracts.carts import CartBody
from promenade.contracts.orders import AppliedPromotion, OrderLine
from promenade.kit.http.auth import Principal
from promenade.kit.values import Value


class Asked(Value, frozen=True):
    """Who asks, from which address, and in which language the answer explains itself."""

    cart: CartBody
    caller: Principal
    address: str
    language: str


class MissingGift(Value, frozen=True):
    """Units that a promotion gives, and that are not in the cart yet."""

    promotion_id: str
    sku: str
    count: int


class PricedCart(Value, frozen=True):
    """Σ lines' paid_minor + shipping_minor = payable_minor; lines are numbered from 1, in the order
    of the cart's selected ones. `promotions` are those that applied, `quote` is the whole answer,
    with every reason, as JSON."""

    hash: str
    currency: str
    at: datetime
    lines: tuple[OrderLine, ...]
    promotions: tuple[AppliedPromotion, ...]
    shipping_minor: int
    payable_minor: int
    quote: bytes
    gifts: tuple[MissingGift, ...] = ()


class Quoting(Protocol):
    def price(self, asked: Asked, at: datetime) -> PricedCart:
        """At most two round trips. Raises Invalid for what cannot be sold or is not for the caller
        to say, TooMany for who guesses codes, and Unavailable."""
        ...
