"""Grants on the wire, and what the bus asks for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from promenade.activity.targeted_offer.model.granting import MOST_CUSTOMERS, GrantList
from promenade.activity.targeted_offer.model.personal import PersonalOffer, Via
from promenade.activity.targeted_offer.service.following import ToldCoupon
from promenade.contracts.coupon_facts import CouponFact, CouponReturned, CouponUsed
from promenade.contracts.customers import CustomerId
from promenade.contracts.targeted_offers import BonusState, OfferGrantsRequested
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.facts import name_of, read
from promenade.kit.http.routes import Call
from promenade.kit.stamp import Stamp

_ACTOR = "system:targeted_offer"


class GrantBody(Strict, frozen=True):
    """`customer` is the `sub` of their tokens, whole and exact: such as `ada`."""

    customer: CustomerId


class GrantListBody(Strict, frozen=True):
    """`customers` are the `sub` of their tokens, whole and exact. Who cannot have it is skipped,
    and counted by the reason."""

    customers: Annotated[tuple[CustomerId, ...], Meta(min_length=1, max_length=MOST_CUSTOMERS)]


class GrantView(View, frozen=True):
    """What a customer has of an offer: `coupon_id` is in the wallet, good until `ends_at`. Of one
    that came by an invitation, `bonus` says how it stands with the coupon of the `inviter`."""

    offer_id: str
    customer: str
    via: Via
    coupon_id: str
    given_at: datetime
    ends_at: datetime
    is_used: bool
    inviter: str | None
    bonus: BonusState
    bonus_coupon_id: str | None
    bonus_reason: str | None


class GrantListView(View, frozen=True):
    """`granted_count` and those who were `skipped`, by the reason, come to `customer_count` once it
    is `done`."""

    id: str
    offer_id: str
    state: Literal["queued", "done"]
    customer_count: int
    granted_count: int
    skipped: dict[str, int]
    requested_at: datetime
    requested_by: str
    version: int


def read_list(call: Call[GrantListBody, None], stamp: Stamp) -> GrantList:
    """Raises Invalid where a customer is named twice."""
    seen, found = set[str](), list[Fault]()
    for place, each in enumerate(call.body.customers):
        if each in seen:
            found.append(Fault(f"/customers/{place}", "repeated", "Name each customer once."))
        seen.add(each)
    if found:
        raise Invalid(found)
    return GrantList(
        id=call.new_id("grants"),
        offer_id=call.path["offer_id"],
        customer_count=len(call.body.customers),
        requested_at=stamp.at,
        requested_by=stamp.actor,
        request=stamp.fingerprint,
    )


def show_list(asked: GrantList) -> GrantListView:
    return show(asked, GrantListView)


def show_grant(mine: PersonalOffer) -> GrantView:
    return GrantView(
        offer_id=mine.offer_id,
        customer=mine.customer,
        via=mine.via,
        coupon_id=mine.coupon_id,
        given_at=mine.given_at,
        ends_at=mine.ends_at,
        is_used=mine.is_used,
        inviter=mine.inviter or None,
        bonus=mine.bonus,
        bonus_coupon_id=mine.bonus_coupon_id or None,
        bonus_reason=mine.bonus_reason or None,
    )


_TOLD: Mapping[str, type[CouponFact]] = {
    "CouponUsed": CouponUsed,
    "CouponReturned": CouponReturned,
}


def read_told(message: bytes, clock: Clock) -> tuple[str | ToldCoupon | None, Stamp]:
    """The id of a list to carry out, or what became of an offer's coupon, None of another one.
    Raises Invalid, UnknownSchema."""
    fact = _TOLD.get(name_of(message))
    if fact is None:
        asked = read(message, OfferGrantsRequested)
        return asked.data.id, Stamp(_ACTOR, clock(), asked.correlation_id, asked.event_id)
    event = read(message, fact)
    coupon, stamp = event.data, Stamp(_ACTOR, clock(), event.correlation_id, event.event_id)
    if coupon.source != "targeted_offer":
        return None, stamp
    is_used = fact is CouponUsed
    told = ToldCoupon(coupon.origin, coupon.customer, coupon.id, event.occurred_at, is_used)
    return told, stamp
