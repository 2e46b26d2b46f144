"""Sales on the wire: what buyers send and see."""

from datetime import datetime
from math import ceil
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from promenade.activity.flash_sale.model.claim import Claim
from promenade.activity.flash_sale.model.queue import OPENS_BEFORE
from promenade.activity.flash_sale.model.sale import FlashSale, Phase
from promenade.activity.flash_sale.model.terms import MOST_PER_USER, Fairness
from promenade.activity.flash_sale.service.claiming import Order
from promenade.activity.flash_sale.service.tokens import Bearer, Token
from promenade.contracts.customers import customer_of
from promenade.kit.decoding import Strict, View
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call


class OfferView(View, frozen=True):
    """A sale as its buyers see it at `server_time`; `starts_in_s` and `ends_in_s` count down from
    there, to 0. `queue_opens_at` is when it can be joined, where it has a queue. How many units are
    left is not told."""

    id: str
    name: str
    sku: str
    title: str
    currency: str
    price_minor: int
    per_user: int
    fairness: Fairness
    queue_opens_at: datetime | None
    phase: Phase
    is_sold_out: bool
    start: datetime
    end: datetime
    server_time: datetime
    starts_in_s: int
    ends_in_s: int


class AssetQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`digest` is that of the version that the page was made for."""

    digest: Annotated[str, Meta(max_length=64)] = ""


class TokenView(View, frozen=True):
    """For one order of this caller in this sale, before `expires_at`."""

    token: str
    expires_at: datetime


class ClaimBody(Strict, frozen=True):
    """A `token` serves one order: sent again it answers as at first."""

    token: Annotated[str, Meta(min_length=1, max_length=200)]
    qty: Annotated[int, Meta(ge=1, le=MOST_PER_USER)] = 1


class ClaimView(View, frozen=True):
    """The units are the caller's; the order of this number is there within seconds, to be paid in
    time."""

    order: str
    sale_id: str
    qty: int


def bearer(caller: Principal, sale_id: str) -> Bearer:
    """Raises NotFound for all but shoppers, whose limits count by who they are."""
    if caller.kind != "shopper":
        raise NotFound("Customers buy here in their own name; sign in as one.")
    return Bearer(sale_id, customer_of(caller))


def read_order(call: Call[ClaimBody, Any]) -> Order:
    return Order(bearer(call.caller, call.path["sale_id"]), call.body.token, call.body.qty)


def show_offer(sale: FlashSale, now: datetime, *, is_sold_out: bool) -> OfferView:
    terms, is_queued = sale.terms, sale.terms.fairness is Fairness.QUEUE
    return OfferView(
        id=sale.id,
        name=terms.name,
        sku=terms.sku,
        title=sale.goods.title if sale.goods else terms.sku,
        currency=terms.currency,
        price_minor=terms.price_minor,
        per_user=terms.per_user,
        fairness=terms.fairness,
        queue_opens_at=terms.start - OPENS_BEFORE if is_queued else None,
        phase=sale.phase(now, is_sold_out=is_sold_out),
        is_sold_out=is_sold_out,
        start=terms.start,
        end=sale.end,
        server_time=now,
        starts_in_s=_seconds(terms.start, now),
        ends_in_s=_seconds(sale.end, now),
    )


def show_token(token: Token) -> TokenView:
    return TokenView(token=token.text, expires_at=token.expires_at)


def show_claim(claim: Claim) -> ClaimView:
    return ClaimView(order=claim.order, sale_id=claim.sale_id, qty=claim.count)


def _seconds(until: datetime, now: datetime) -> int:
    return max(ceil((until - now).total_seconds()), 0)
