"""What customers see of offers, on the wire."""

from datetime import datetime
from math import ceil
from typing import Annotated

from msgspec import Meta

from promenade.activity.targeted_offer.model.offer import OfferStatus
from promenade.activity.targeted_offer.model.personal import (
    PersonalOffer,
    ShareTally,
    Targeting,
    Via,
)
from promenade.activity.targeted_offer.service.choosing import (
    Alternative,
    Choice,
    Mine,
    MinePage,
)
from promenade.contracts.coupon_gifts import GiftTemplate
from promenade.contracts.customers import Claimant, claimant_of, customer_of
from promenade.kit.decoding import Strict, View, show
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page


class TargetingBody(Strict, frozen=True):
    is_allowed: bool


class AcceptanceBody(Strict, frozen=True):
    """The `token` of the invitation, as the shop's link brought it."""

    token: Annotated[str, Meta(min_length=1, max_length=128)]


class AlternativeView(View, frozen=True):
    """A coupon that everybody may claim, at `claim_path`."""

    template_id: str
    name: str
    claim_path: str


class OwnOfferView(View, frozen=True):
    """`coupon_id` is in the wallet and good until `ends_at`, which is `remaining_s` after
    `server_time`. `can_share` while others may be invited; `alternative` is what those have who
    are not granted the offer, null where it is in force no more or was given away."""

    offer_id: str
    name: str
    via: Via
    coupon_id: str
    given_at: datetime
    ends_at: datetime
    is_over: bool
    is_used: bool
    server_time: datetime
    remaining_s: int
    can_share: bool
    alternative: AlternativeView | None


class OwnOfferPage(View, frozen=True):
    server_time: datetime
    items: list[OwnOfferView]
    next: str | None


class ShareView(View, frozen=True):
    """`token` is what the shop puts into a link that the customer hands on; who follows that sends
    it with `POST /wallet/offer-acceptances`. It tells of nobody, and invites others
    until `ends_at`: `accepted_count` came, `bonus_count` coupons came of that, and
    `withheld_count` are due and could not be given yet."""

    offer_id: str
    token: str
    ends_at: datetime
    server_time: datetime
    accepted_count: int
    bonus_count: int
    withheld_count: int


class AcceptedView(View, frozen=True):
    """`coupon_id` is in the wallet of who was invited, good until `ends_at`."""

    offer_id: str
    coupon_id: str
    given_at: datetime
    ends_at: datetime


class TargetingView(View, frozen=True):
    """Where it is not allowed, no offer is granted to the customer by what is known of them."""

    is_allowed: bool
    changed_at: datetime | None


class OpenAlternativeView(AlternativeView, frozen=True, kw_only=True):
    offer_id: str
    ends_at: datetime


class AlternativePage(View, frozen=True):
    server_time: datetime
    items: list[OpenAlternativeView]
    next: str | None


def shopper(caller: Principal) -> str:
    """The customer who calls. Raises NotFound for all others, who have no offers."""
    if caller.kind != "shopper":
        raise NotFound("Customers have wallets; sign in as one.")
    return customer_of(caller)


def read_claimant(caller: Principal) -> Claimant:
    """Raises NotFound for who is no customer."""
    shopper(caller)
    return claimant_of(caller)


def read_choice(call: Call[TargetingBody, None]) -> Choice:
    return Choice(shopper(call.caller), call.body.is_allowed)


def show_mine(mine: Mine, now: datetime) -> OwnOfferView:
    had, offer = mine.personal, mine.offer
    left_s = (had.ends_at - now).total_seconds()
    can_share = had.via == "grant" and offer.terms.share_bonus is not None and left_s > 0
    return OwnOfferView(
        offer_id=had.offer_id,
        name=offer.terms.name,
        via=had.via,
        coupon_id=had.coupon_id,
        given_at=had.given_at,
        ends_at=had.ends_at,
        is_over=left_s <= 0,
        is_used=had.is_used,
        server_time=now,
        remaining_s=max(0, ceil(left_s)),
        can_share=can_share and offer.status(now) is OfferStatus.ACTIVE,
        alternative=_alternative(mine.alternative) if mine.alternative else None,
    )


def show_own(found: MinePage, now: datetime, cursor: str | None) -> OwnOfferPage:
    items = [show_mine(each, now) for each in found.mine]
    return OwnOfferPage(server_time=now, items=items, next=cursor)


def show_share(found: ShareTally, token: str, now: datetime) -> ShareView:
    return ShareView(
        offer_id=found.share.offer_id,
        token=token,
        ends_at=found.share.ends_at,
        server_time=now,
        accepted_count=found.accepted_count,
        bonus_count=found.bonus_count,
        withheld_count=found.withheld_count,
    )


def show_accepted(mine: PersonalOffer) -> AcceptedView:
    return show(mine, AcceptedView)


def show_targeting(targeting: Targeting) -> TargetingView:
    return TargetingView(is_allowed=targeting.is_allowed, changed_at=targeting.changed_at)


def show_alternatives(
    page: Page[Alternative], now: datetime, cursor: str | None
) -> AlternativePage:
    items = [
        OpenAlternativeView(
            template_id=each.template.id,
            name=each.template.name,
            claim_path=_path(each.template),
            offer_id=each.offer_id,
            ends_at=each.ends_at,
        )
        for each in page.items
    ]
    return AlternativePage(server_time=now, items=items, next=cursor)


def _alternative(template: GiftTemplate) -> AlternativeView:
    return AlternativeView(template_id=template.id, name=template.name, claim_path=_path(template))


def _path(template: GiftTemplate) -> str:
    return f"/coupon-templates/{template.id}/claims"
