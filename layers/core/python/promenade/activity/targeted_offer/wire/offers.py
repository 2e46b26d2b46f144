"""Offers on the wire: what staff send and see."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from promenade.activity.targeted_offer.model.checking import faults
from promenade.activity.targeted_offer.model.offer import (
    MOST_HOURS,
    Offer,
    OfferStatus,
    ShareBonus,
    TemplateId,
    Terms,
)
from promenade.activity.targeted_offer.model.personal import Tally
from promenade.activity.targeted_offer.service.managing import Change
from promenade.contracts.coupons import Name
from promenade.contracts.shops import Zone
from promenade.kit.clock import Clock
from promenade.kit.decoding import Strict, View, plain, show
from promenade.kit.errors import Fault, Invalid
from promenade.kit.findings import faults as faults_of
from promenade.kit.http.routes import Call
from promenade.kit.paging import Page
from promenade.kit.windows import Moment, When, instant_of, no_moment, read_one
from promenade.kit.zones import known_zone


class OfferBody(Strict, frozen=True):
    """Customers are granted it in [start, end): a coupon of `template_id`, good for `hours_valid`
    and at most until the offer's end. `alternative_template_id` is a coupon template that everybody
    claims from during the whole window: for all, without a total by day. Once all coupons of one
    with a `total` are given away, nobody is granted the offer any more. The other templates are
    those that targeted offers give by (`"take": {"kind": "targeted_offer"}`). With a `share_bonus`
    customers who were granted the offer may invite others."""

    name: Name
    template_id: TemplateId
    alternative_template_id: TemplateId
    hours_valid: Annotated[int, Meta(ge=1, le=MOST_HOURS)]
    start: Moment
    end: Moment
    zone: Zone | None = None
    share_bonus: ShareBonus | None = None


class ExtensionBody(Strict, frozen=True):
    """Later than it was; a date means until it is over in the offer's zone."""

    end: Moment


class ShareBonusView(View, frozen=True):
    """As it was sent, with what was left out."""

    invitee_template_id: str
    inviter_template_id: str
    most_per_inviter: int
    most_in_all: int
    bonus_on: Literal["accepted", "used"]


class OfferView(View, frozen=True):
    """`status` is as of now."""

    id: str
    version: int
    status: OfferStatus
    name: str
    template_id: str
    alternative_template_id: str
    hours_valid: int
    start: datetime
    end: datetime
    zone: str
    share_bonus: ShareBonusView | None
    created_at: datetime
    activated_at: datetime | None
    paused_at: datetime | None
    ended_at: datetime | None


class OfferPage(View, frozen=True):
    items: list[OfferView]
    next: str | None


class OfferStatisticsView(View, frozen=True):
    """`granted_count` customers were granted it, `shared_count` of them have a link, by which
    `accepted_count` others came; `used_count` of all these coupons are used and were kept.
    `bonus_count` coupons went to those who invited; `withheld_count` are due to them and could not
    be given, `voided_count` were taken back, unused, as the order was refunded in full. Lists left
    out `opted_out_count` customers who want no targeted offers, and `skipped_count` for other
    reasons, which each list tells."""

    offer_id: str
    status: OfferStatus
    granted_count: int
    used_count: int
    shared_count: int
    accepted_count: int
    bonus_count: int
    withheld_count: int
    voided_count: int
    opted_out_count: int
    skipped_count: int


def read_terms(body: OfferBody, shop_zone: str) -> Terms:
    """Raises Invalid with everything that is wrong with them."""
    document = plain(body) | {"zone": body.zone or shop_zone}
    zone = known_zone(document["zone"])
    untimely = list[Fault]()
    for edge in ("start", "end"):
        document[edge] = instant_of(document[edge], zone, is_end=edge == "end")
        untimely += [] if document[edge] else [no_moment(f"/{edge}")]
    try:
        terms = msgspec.convert(document, Terms)
    except msgspec.ValidationError:
        known = {pointer.pointer for pointer in untimely}
        others = [each for each in faults_of(document, Terms) if each.pointer not in known]
        raise Invalid([*untimely, *others]) from None
    found = list(faults(terms))
    if found:
        raise Invalid(found)
    return terms


def read_change(call: Call[Any, Any], clock: Clock) -> Change:
    return Change(call.path["offer_id"], call.if_match, call.stamp(clock))


def read_end(body: ExtensionBody) -> When:
    """Raises Invalid."""
    return read_one("/end", body.end)


def show_offer(offer: Offer, at: datetime) -> OfferView:
    bonus = offer.terms.share_bonus
    shown = {name: getattr(offer.terms, name) for name in Terms.__struct_fields__}
    return OfferView(
        **shown | {"share_bonus": None if bonus is None else show(bonus, ShareBonusView)},
        id=offer.id,
        version=offer.version,
        status=offer.status(at),
        created_at=offer.created_at,
        activated_at=offer.activated_at,
        paused_at=offer.paused_at,
        ended_at=offer.ended_at,
    )


def show_page(page: Page[Offer], at: datetime, cursor: str | None) -> OfferPage:
    return OfferPage(items=[show_offer(each, at) for each in page.items], next=cursor)


def show_statistics(offer: Offer, tally: Tally, at: datetime) -> OfferStatisticsView:
    return OfferStatisticsView(
        offer_id=offer.id,
        status=offer.status(at),
        granted_count=tally.granted,
        used_count=tally.used,
        shared_count=tally.shared,
        accepted_count=tally.accepted,
        bonus_count=tally.bonuses,
        withheld_count=tally.withheld,
        voided_count=tally.voided,
        opted_out_count=tally.opted_out,
        skipped_count=tally.skipped,
    )
