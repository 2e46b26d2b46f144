"""How customers come to have an offer: one by one, or by a list; its coupon comes in the same
write, so that nothing is promised and not given."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from promenade.activity.targeted_offer.model.checking import not_open_now
from promenade.activity.targeted_offer.model.granting import GrantList
from promenade.activity.targeted_offer.model.offer import Offer, OfferStatus, require
from promenade.activity.targeted_offer.model.personal import (
    AlreadyInOffer,
    NoAlternative,
    OptedOut,
    PersonalOffer,
    end_of,
)
from promenade.activity.targeted_offer.service.managing import get
from promenade.activity.targeted_offer.service.ports import ListStore, OfferStore, PersonalStore
from promenade.contracts.coupon_gifts import CouponGift, CouponGifts, CouponWithheld, GivenCoupon
from promenade.kit.errors import DomainError, NotFound, Unavailable
from promenade.kit.patience import Contended, patiently
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class Doors(Value, frozen=True):
    offers: OfferStore
    personal: PersonalStore
    gifts: CouponGifts


class ListDoors(Value, frozen=True):
    lists: ListStore
    grants: Doors


def grant(offer_id: str, customer: str, stamp: Stamp, doors: Doors) -> PersonalOffer:
    """A repeated request answers as at first. Raises NotFound, StatusForbids, AlreadyInOffer,
    OptedOut, NoAlternative, CouponWithheld, Conflict."""
    return made_once(
        lambda: patiently(partial(_grant, offer_id, customer, stamp, doors), Contended),
        lambda: doors.personal.made(stamp),
    )


def _grant(offer_id: str, customer: str, stamp: Stamp, doors: Doors) -> PersonalOffer:
    """Raises Contended."""
    offer, standing = get(offer_id, doors.offers), doors.personal.find(customer, offer_id)
    if standing.mine is not None:
        return as_given(standing.mine, stamp)
    require(offer, {OfferStatus.ACTIVE}, stamp.at, "grant")
    if not standing.targeting.is_allowed:
        raise opted_out()
    _refuse_alone(offer, stamp.at, doors.gifts)
    until = end_of(offer, stamp.at)
    gift = CouponGift(offer.terms.template_id, customer, offer_id, until)
    given, part = doors.gifts.give(gift, stamp)
    mine = personal_offer(offer, customer, given, stamp)
    doors.personal.grant(mine, part, stamp)
    return mine


def _refuse_alone(offer: Offer, at: datetime, gifts: CouponGifts) -> None:
    """Raises NoAlternative where others could have nothing instead."""
    alternative = gifts.find_template(offer.terms.alternative_template_id, at)
    if alternative is None or not_open_now(alternative, at):
        told = "What everybody else could have is not in force."
        raise NoAlternative(told, reason="not_in_force")
    if gifts.gone([alternative]):
        told = "All of what everybody else could have were given away."
        raise NoAlternative(told, reason="all_gone")


def personal_offer(offer: Offer, customer: str, given: GivenCoupon, stamp: Stamp) -> PersonalOffer:
    return PersonalOffer(
        offer_id=offer.id,
        customer=customer,
        via="grant",
        coupon_id=given.id,
        given_at=stamp.at,
        ends_at=given.ends_at,
        request=stamp.fingerprint,
    )


def as_given(met: PersonalOffer, stamp: Stamp) -> PersonalOffer:
    """Raises AlreadyInOffer unless this very request gave it."""
    if met.request != stamp.fingerprint:
        raise AlreadyInOffer("The customer has this offer.", offer_id=met.offer_id)
    return replace(met, version=1, is_used=False, told_at=None)


def opted_out() -> OptedOut:
    return OptedOut("The customer wants no targeted offers.")


def request(
    asked: GrantList, customers: Sequence[str], stamp: Stamp, doors: ListDoors
) -> GrantList:
    """A repeated request answers as at first. Raises NotFound, StatusForbids, Conflict."""
    offer = get(asked.offer_id, doors.grants.offers)
    if doors.lists.find(asked.id) is None:
        require(offer, {OfferStatus.ACTIVE}, stamp.at, "grant")
    return doors.lists.add(asked, customers, stamp)


def get_list(list_id: str, lists: ListStore) -> GrantList:
    """Raises NotFound."""
    found = lists.find(list_id)
    if found is None:
        raise NotFound("There is no such list of customers.", list_id=list_id)
    return found


def run(list_id: str, stamp: Stamp, doors: ListDoors) -> GrantList:
    """To its end. Who broke off is followed by who begins again: what it granted is met as granted
    by it. Raises NotFound, Unavailable."""
    asked = get_list(list_id, doors.lists)
    if asked.state == "done":
        return asked
    once = replace(stamp, fingerprint=asked.request)
    outcomes = Counter[str]()
    for customer in doors.lists.customers(asked):
        outcomes[_outcome(asked.offer_id, customer, once, doors.grants)] += 1
    granted_count = outcomes.pop("", 0)
    done = asked.done(granted_count, outcomes)
    doors.lists.finish(done, stamp)
    return done


def _outcome(offer_id: str, customer: str, stamp: Stamp, doors: Doors) -> str:
    """Empty, or the code of what kept the customer from it."""
    try:
        grant(offer_id, customer, stamp, doors)
    except Unavailable:
        raise
    except CouponWithheld as refusal:
        return str(refusal.facts["reason"])
    except DomainError as refusal:
        return refusal.code
    return ""
