"""Invitations: a customer who was granted an offer hands a link to others, who get a coupon by it;
who invited gets one too, by the offer's terms."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from hmac import compare_digest
from typing import TYPE_CHECKING

from promenade.activity.targeted_offer.model.offer import Offer, ShareBonus
from promenade.activity.targeted_offer.model.personal import (
    AlreadyInOffer,
    PersonalOffer,
    SelfReferral,
    Share,
    ShareTally,
    end_of,
    invitation_closed,
    refuse_closed,
    refuse_unshared,
)
from promenade.activity.targeted_offer.service.granting import Doors, as_given, personal_offer
from promenade.activity.targeted_offer.service.managing import get
from promenade.activity.targeted_offer.service.ports import ShareStore
from promenade.contracts.coupon_gifts import CouponGift, CouponWithheld, GivenCoupon
from promenade.contracts.customers import Claimant
from promenade.kit.errors import NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

if TYPE_CHECKING:  # rules load no store
    from promenade.kit.holds import Part

_ID_LENGTH = 12


class Tokens(Value, frozen=True):
    """A link's id is a keyed digest of the offer and who invites; its token is the id, and a
    proof that only we can make. Neither tells of anybody (N33)."""

    pseudonym: Callable[[str], str]
    proof: Callable[[bytes], str]

    def id_of(self, offer_id: str, inviter: str) -> str:
        return self.pseudonym(f"share {offer_id} {inviter}")

    def token_of(self, share_id: str) -> str:
        return share_id + self.proof(f"share {share_id}".encode())

    def read(self, token: str) -> str:
        """The link's id. Raises NotFound, for what was never handed out as well."""
        share_id = token[:_ID_LENGTH]
        if not compare_digest(token.encode(), self.token_of(share_id).encode()):
            raise unknown()
        return share_id


class ShareDoors(Value, frozen=True):
    shares: ShareStore
    tokens: Tokens
    grants: Doors


def share(offer_id: str, customer: str, stamp: Stamp, doors: ShareDoors) -> ShareTally:
    """The same link however often it is asked for. Raises NotFound, NotShared."""
    mine = doors.grants.personal.find(customer, offer_id).mine
    if mine is None:
        raise NotFound("There is no such offer of yours.", offer_id=offer_id)
    refuse_unshared(get(offer_id, doors.grants.offers), mine, stamp.at)
    id_ = doors.tokens.id_of(offer_id, customer)
    return doors.shares.add(Share(id_, offer_id, customer, stamp.at, mine.ends_at), stamp)


def accept(token: str, by: Claimant, stamp: Stamp, doors: ShareDoors) -> PersonalOffer:
    """A repeated request answers as at first. Raises NotFound, SelfReferral, AlreadyInOffer,
    ShareClosed, CouponWithheld, Conflict."""
    try:
        return made_once(
            lambda: patiently(partial(_accept, token, by, stamp, doors), Contended),
            lambda: doors.grants.personal.made(stamp),
        )
    except AlreadyInOffer as refusal:
        raise AlreadyInOffer("You have this offer.", **refusal.facts) from None


def _accept(token: str, by: Claimant, stamp: Stamp, doors: ShareDoors) -> PersonalOffer:
    """Raises Contended."""
    found = doors.shares.find(doors.tokens.read(token))
    if found is None:
        raise unknown()
    if found.share.inviter == by.customer:
        raise SelfReferral("An invitation is for somebody else.")
    offer = get(found.share.offer_id, doors.grants.offers)
    met = doors.grants.personal.find(by.customer, offer.id).mine
    if met is not None:
        return as_given(met, stamp)
    refuse_closed(offer, found, stamp.at)
    bonus = offer.terms.share_bonus
    if bonus is None:
        raise invitation_closed("ended")
    return _take(offer, bonus, found.share, _Invited(by, stamp, doors))


class _Invited(Value, frozen=True):
    claimant: Claimant
    stamp: Stamp
    doors: ShareDoors


def _take(offer: Offer, bonus: ShareBonus, found: Share, by: _Invited) -> PersonalOffer:
    stamp, customer = by.stamp, by.claimant.customer
    until = end_of(offer, stamp.at)
    gift = CouponGift(bonus.invitee_template_id, customer, offer.id, until, by.claimant)
    given, part = by.doors.grants.gifts.give(gift, stamp)
    mine = replace(
        personal_offer(offer, customer, given, stamp),
        via="share",
        share_id=found.id,
        inviter=found.inviter,
        bonus="pending",
    )
    parts = [part]
    if bonus.bonus_on == "accepted":
        earned, more = _at_once(offer, bonus, found.inviter, by)
        mine, parts = replace(mine, bonus="given", bonus_coupon_id=earned.id), [part, more]
    by.doors.shares.accept(mine, bonus, parts, stamp)
    return mine


def _at_once(
    offer: Offer, bonus: ShareBonus, inviter: str, by: _Invited
) -> "tuple[GivenCoupon, Part]":
    """Where who invited can get nothing, nobody is invited: a promise is kept or not made."""
    try:
        return by.doors.grants.gifts.give(earned_by(offer, bonus, inviter, by.stamp.at), by.stamp)
    except CouponWithheld as refusal:
        raise invitation_closed(str(refusal.facts["reason"])) from None


def earned_by(offer: Offer, bonus: ShareBonus, inviter: str, at: datetime) -> CouponGift:
    """Good for as long as the offer's own are, also beyond its end."""
    until = at + timedelta(hours=offer.terms.hours_valid)
    return CouponGift(bonus.inviter_template_id, inviter, offer.id, until)


def unknown() -> NotFound:
    return NotFound("There is no such invitation.")
