"""Carts on the wire: of the shop's own SKUs."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from promenade.base.promotion.model import Buyer
from promenade.base.promotion.service.asking import AskedLine, QuoteCart
from promenade.contracts.carts import BuyerBody, CartBody, CouponIds, LineBody
from promenade.contracts.coupons import CouponTerms
from promenade.contracts.customers import channel_of, customer_of, groups_of, is_new_buyer
from promenade.kit.codes import code
from promenade.kit.decoding import become
from promenade.kit.errors import Fault, Invalid
from promenade.kit.http.auth import Principal
from promenade.kit.lookups import Lookup

Terms = Lookup[Sequence[CouponTerms]]
Reading = Callable[[str, Sequence[str], datetime], Terms]
"""How coupons of a customer are read: contracts.coupons.CouponReader."""


class QuoteBody(CartBody, frozen=True):
    """Prices are those of the price book in force, else the catalogue's. `buyer`, `channel`, `zone`
    (where it is sold), `shipping_minor` and weights are for servers and staff to say; shoppers and
    their channel are known by their token. Where a promotion asks for a destination, a carrier, a
    payment method or a weight that the cart does not tell, its reason says which. `coupons` are ids
    of coupons that the buyer has."""

    coupons: CouponIds = ()


def read_quote(body: CartBody, caller: Principal) -> QuoteCart:
    """Raises Invalid."""
    found = [*_not_theirs(body, caller), *repeated(body.lines, "/lines")]
    lines = tuple(_asked(place, line) for place, line in enumerate(body.lines) if line.selected)
    if not lines:
        found.append(Fault("/lines", "none_selected", "Select a line."))
    if found:
        raise Invalid(found)
    return QuoteCart(
        lines=lines,
        currency=body.currency,
        codes=body.codes,
        buyer=_buyer(body, caller),
        channel=channel_of(caller) if caller.kind == "shopper" else body.channel,
        shipping_minor=body.shipping_minor or 0,
        zone=body.zone,
        destination=body.destination,
        carrier=body.carrier,
        payment_method=body.payment_method,
        sees_hidden=caller.kind == "staff",
        without=frozenset(body.without),
    )


def _asked(place: int, line: LineBody) -> AskedLine:
    id_ = line.id or str(place + 1)
    return AskedLine(place, id_, code(line.sku), line.qty, line.gift, line.weight_g)


def coupons_of(
    ids: Sequence[str], command: QuoteCart, now: datetime, reading: Reading
) -> Terms | None:
    """Raises Invalid where nobody knows who buys."""
    return reading(buyer_of(command), tuple(dict.fromkeys(ids)), now) if ids else None


def buyer_of(command: QuoteCart) -> str:
    """Whose coupons are meant. Raises Invalid where nobody says."""
    if command.buyer.id is None:
        raise Invalid([Fault("/buyer/id", "missing", "Coupons are somebody's: say who buys.")])
    return command.buyer.id


def guessers(body: CartBody, caller: Principal, address: str) -> list[str]:
    """Against whom unknown codes count. A server has one address for all: it names the buyer, or
    limits its guests itself."""
    if caller.kind != "client":
        return [caller.name, f"address:{address}"]
    buyer = body.buyer
    return [f"{caller.name}/{buyer.id}"] if buyer and buyer.id else []


def _buyer(body: CartBody, caller: Principal) -> Buyer:
    if caller.kind == "shopper":
        groups = groups_of(caller) or frozenset()
        return Buyer(customer_of(caller), groups, is_new=is_new_buyer(caller) is True)
    return become(body.buyer or BuyerBody(), Buyer)


def _not_theirs(body: CartBody, caller: Principal) -> list[Fault]:
    if caller.kind != "shopper":
        return []
    detail = "A shopper does not say this; the shop's server does."
    said: dict[str, object] = {
        "buyer": body.buyer,
        "shipping_minor": body.shipping_minor,
        "channel": body.channel,
        "zone": body.zone,
    }
    said |= {f"lines/{place}/weight_g": line.weight_g for place, line in enumerate(body.lines)}
    return [
        Fault(f"/{name}", "not_yours", detail) for name, value in said.items() if value is not None
    ]


def repeated(items: tuple[Any, ...], at: str) -> list[Fault]:
    """Of lines without an id, the place counts."""
    ids = [each.id or str(place) for place, each in enumerate(items, start=1)]
    return [
        Fault(f"{at}/{place}/id", "repeated", "Another one before it has this id.")
        for place, id_ in enumerate(ids)
        if id_ in ids[:place]
    ]
