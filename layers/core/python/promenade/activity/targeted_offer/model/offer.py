"""An offer: what it gives, from draft to end, and what therefore can be done with it.

It can only give coupons, and a coupon only takes off: nobody's price rises by an offer."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta

from promenade.contracts.coupons import Name
from promenade.kit.clock import to_wire
from promenade.kit.errors import Conflict, DomainError
from promenade.kit.ids import ID
from promenade.kit.messages.words import worded
from promenade.kit.values import Clause, Document, replace

MOST_HOURS = 2_160
TemplateId = Annotated[str, Meta(pattern=ID, extra={"says": "Send the id of a coupon template."})]
Instant = Annotated[datetime, Meta(tz=True)]


class OfferStatus(StrEnum):
    """Computed from what is stored and the instant it is asked for (N12)."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


BEGUN = frozenset({OfferStatus.UPCOMING, OfferStatus.ACTIVE})
LIVING = BEGUN | {OfferStatus.PAUSED}


class StatusForbids(Conflict):
    """The offer is in no status in which this can be done."""


class EndNotLater(DomainError):
    """The offer would not end later than it does, or in the past: `ends_at` is when it does."""


class ShareBonus(Clause, frozen=True):
    """Who was granted the offer may invite others: each of them gets a coupon of
    `invitee_template_id`, and for each the one who invited gets one of `inviter_template_id`: at
    once where `bonus_on` is `accepted`, or when the invited customer has paid an order with theirs;
    that one is void, unless somebody uses it, once that order is refunded in full and theirs is
    back.
    At most so many invitations of one customer, and in all, are accepted."""

    invitee_template_id: TemplateId
    inviter_template_id: TemplateId
    most_per_inviter: Annotated[int, Meta(ge=1, le=100)]
    most_in_all: Annotated[int, Meta(ge=1, le=1_000_000_000)]
    bonus_on: Literal["accepted", "used"] = "used"


class Terms(Document, frozen=True):
    """Customers are granted it in [start, end), and have then a coupon of `template_id` for
    `hours_valid`, at most until its end. `alternative_template_id` is what everybody else can
    have."""

    name: Name
    template_id: TemplateId
    alternative_template_id: TemplateId
    hours_valid: Annotated[int, Meta(ge=1, le=MOST_HOURS)]
    start: Instant
    end: Instant
    zone: Annotated[str, Meta(min_length=1, max_length=64)] = "UTC"
    share_bonus: ShareBonus | None = None


class Offer(Document, frozen=True):
    """`version` counts the changes, `request` is the fingerprint of the request that drafted it."""

    id: str
    terms: Terms
    created_at: datetime
    request: str
    version: int = 1
    activated_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None

    def status(self, at: datetime) -> OfferStatus:
        if self.activated_at is None:
            return OfferStatus.DRAFT
        if self.ended_at is not None or at >= self.terms.end:
            return OfferStatus.ENDED
        if self.paused_at is not None:
            return OfferStatus.PAUSED
        return OfferStatus.UPCOMING if at < self.terms.start else OfferStatus.ACTIVE


def edit(offer: Offer, terms: Terms, now: datetime) -> Offer:
    require(offer, {OfferStatus.DRAFT}, now, "edit")
    return replace(_following(offer), terms=terms)


def activate(offer: Offer, now: datetime) -> Offer:
    require(offer, {OfferStatus.DRAFT}, now, "activate")
    return replace(_following(offer), activated_at=now)


def pause(offer: Offer, now: datetime) -> Offer:
    require(offer, BEGUN, now, "pause")
    return replace(_following(offer), paused_at=now)


def resume(offer: Offer, now: datetime) -> Offer:
    require(offer, {OfferStatus.PAUSED}, now, "resume")
    return replace(_following(offer), paused_at=None)


def end(offer: Offer, now: datetime) -> Offer:
    """For good; coupons that were given stay good."""
    require(offer, LIVING, now, "end")
    return replace(_following(offer), ended_at=now)


def extend(offer: Offer, ends_at: datetime, now: datetime) -> Offer:
    """Raises EndNotLater."""
    require(offer, LIVING, now, "extend")
    if ends_at <= offer.terms.end:
        told = "It would not end later."
        raise EndNotLater(told, ends_at=to_wire(offer.terms.end))
    return replace(_following(offer), terms=replace(offer.terms, end=ends_at))


def require(
    offer: Offer, allowed: frozenset[OfferStatus] | set[OfferStatus], now: datetime, action: str
) -> None:
    status = offer.status(now)
    if status not in allowed:
        told = f"An offer that is {worded(status.value)} cannot be {worded(action)}."
        raise StatusForbids(told, current_status=status.value, action=action)


def _following(offer: Offer) -> Offer:
    return replace(offer, version=offer.version + 1)
