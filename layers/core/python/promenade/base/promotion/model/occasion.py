"""When, where, by whom and how a cart is bought."""

from collections.abc import Callable
from datetime import datetime

from promenade.base.promotion.model.cart import Buyer, Cart, Usages
from promenade.base.promotion.model.reasons import Reason
from promenade.contracts.carts import Destination
from promenade.kit.codes import normalised
from promenade.kit.values import Value


class Occasion(Value, frozen=True):
    """When, where, by whom and with which codes a cart is priced."""

    at: datetime
    channel: str | None
    buyer: Buyer
    codes: frozenset[str]
    usage: Usages
    destination: Destination | None
    carrier: str | None
    payment_method: str | None


Gate = Callable[[Occasion], Reason | None]


def occasion_of(cart: Cart, usage: Usages) -> Occasion:
    codes = frozenset(map(normalised, cart.codes))
    return Occasion(
        cart.at,
        cart.channel,
        cart.buyer,
        codes,
        usage,
        cart.destination,
        cart.carrier,
        cart.payment_method,
    )
