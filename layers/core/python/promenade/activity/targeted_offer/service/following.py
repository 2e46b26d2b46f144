"""What becomes of an offer's coupons: who invited gets a coupon when the invited one is used, and
loses it when that order is refunded in full."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from promenade.activity.targeted_offer.model.personal import PersonalOffer
from promenade.activity.targeted_offer.service.granting import Doors
from promenade.activity.targeted_offer.service.managing import get
from promenade.activity.targeted_offer.service.ports import Turn
from promenade.activity.targeted_offer.service.sharing import earned_by
from promenade.contracts.coupon_gifts import CouponWithheld
from promenade.contracts.targeted_offers import OfferBonusGiven, OfferBonusWithheld
from promenade.kit.errors import NotFound
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

if TYPE_CHECKING:  # rules load no store
    from promenade.kit.holds import Part


_AWAITED = ("pending", "voided")


class ToldCoupon(Value, frozen=True):
    """That an order used a customer's coupon of an offer, or gave it back."""

    offer_id: str
    customer: str
    coupon_id: str
    at: datetime
    is_used: bool


def follow(told: ToldCoupon, stamp: Stamp, doors: Doors) -> None:
    """However often it is told, and in whatever order: what happened last counts."""
    patiently(partial(_follow, told, stamp, doors), Contended)


def _follow(told: ToldCoupon, stamp: Stamp, doors: Doors) -> None:
    mine = doors.personal.find(told.customer, told.offer_id).mine
    if mine is None or mine.is_told(told.coupon_id, told.at):
        return
    turn = Turn(mine, mine.turned(told.at, is_used=told.is_used))
    if not told.is_used:
        turn = _undone(turn, stamp, doors)
    elif mine.bonus in _AWAITED:
        turn = _earned(turn, stamp, doors)
    doors.personal.turn(turn, stamp)


def _undone(turn: Turn, stamp: Stamp, doors: Doors) -> Turn:
    """Without what the order earned that was refunded in full, unless somebody uses that by now."""
    after = turn.after
    if after.bonus == "withheld":
        return replace(turn, after=replace(after, bonus="pending", bonus_reason=""))
    if after.bonus != "given" or not _is_for_use(after, doors):
        return turn
    part = doors.gifts.revoke(after.inviter, after.bonus_coupon_id, "order refunded", stamp)
    return replace(turn, after=replace(after, bonus="voided"), parts=[part]) if part else turn


def _is_for_use(mine: PersonalOffer, doors: Doors) -> bool:
    bonus = get(mine.offer_id, doors.offers).terms.share_bonus
    return bonus is not None and bonus.bonus_on == "used"


def give_bonus(offer_id: str, invited: str, stamp: Stamp, doors: Doors) -> PersonalOffer:
    """What was withheld from who invited them, now that it can be given; what was given, or is not
    due, stays as it is. Raises NotFound, CouponWithheld."""
    return patiently(partial(_give_bonus, offer_id, invited, stamp, doors), Contended)


def _give_bonus(offer_id: str, invited: str, stamp: Stamp, doors: Doors) -> PersonalOffer:
    mine = doors.personal.find(invited, offer_id).mine
    if mine is None or mine.bonus == "none":
        raise NotFound("No invitation brought this customer.", offer_id=offer_id)
    if mine.bonus != "withheld":
        return mine
    turn = Turn(mine, replace(mine, version=mine.version + 1, bonus_reason=""))
    earned = _earned(turn, stamp, doors, is_patient=False)
    doors.personal.turn(earned, stamp)
    return earned.after


def _earned(turn: Turn, stamp: Stamp, doors: Doors, *, is_patient: bool = True) -> Turn:
    """With the coupon of who invited, or why there is none. Raises CouponWithheld unless it
    `is_patient`."""
    after = turn.after
    try:
        coupon_id, parts = _coupon(after, stamp, doors)
    except CouponWithheld as refusal:
        if not is_patient:
            raise
        reason = str(refusal.facts["reason"])
        withheld = replace(after, bonus="withheld", bonus_reason=reason)
        return replace(turn, after=withheld, fact=OfferBonusWithheld)
    given = replace(after, bonus="given", bonus_coupon_id=coupon_id)
    return replace(turn, after=given, parts=parts, fact=OfferBonusGiven)


def _coupon(mine: PersonalOffer, stamp: Stamp, doors: Doors) -> "tuple[str, Sequence[Part]]":
    offer = get(mine.offer_id, doors.offers)
    bonus = offer.terms.share_bonus
    if bonus is None:
        raise CouponWithheld("No coupon is promised.", reason="other_way")
    given, part = doors.gifts.give(earned_by(offer, bonus, mine.inviter, stamp.at), stamp)
    return given.id, [part]
