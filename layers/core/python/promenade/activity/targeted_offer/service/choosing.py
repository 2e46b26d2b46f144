"""What customers see of offers, and whether they want any."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

from promenade.activity.targeted_offer.model.checking import not_open_now
from promenade.activity.targeted_offer.model.offer import Offer, OfferStatus
from promenade.activity.targeted_offer.model.personal import PersonalOffer, Targeting
from promenade.activity.targeted_offer.service.granting import Doors
from promenade.activity.targeted_offer.service.managing import get
from promenade.activity.targeted_offer.service.ports import PersonalStore
from promenade.contracts.coupon_gifts import CouponGifts, GiftTemplate
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace


class Alternative(Value, frozen=True):
    """What everybody can have instead, and until when at least."""

    offer_id: str
    template: GiftTemplate
    ends_at: datetime


class Choice(Value, frozen=True):
    customer: str
    is_allowed: bool


class Mine(Value, frozen=True):
    personal: PersonalOffer
    offer: Offer
    alternative: GiftTemplate | None


class MinePage(Value, frozen=True):
    """A page of what a customer has."""

    page: Page[PersonalOffer]
    mine: tuple[Mine, ...]


def list_mine(
    customer: str, limit: int, after: Position | None, now: datetime, doors: Doors
) -> MinePage:
    page = doors.personal.list_of(customer, limit, after)
    offers = doors.offers.find_many({each.offer_id for each in page.items})
    open_now = _open(offers.values(), now, doors.gifts)
    return MinePage(page, tuple(_mine(each, offers, open_now) for each in page.items))


def get_mine(customer: str, offer_id: str, now: datetime, doors: Doors) -> Mine:
    """Raises NotFound, also for what others have."""
    mine = doors.personal.find(customer, offer_id).mine
    if mine is None:
        raise NotFound("There is no such offer of yours.", offer_id=offer_id)
    offers = {offer_id: get(offer_id, doors.offers)}
    return _mine(mine, offers, _open(offers.values(), now, doors.gifts))


def alternatives(
    limit: int, after: Position | None, now: datetime, doors: Doors
) -> Page[Alternative]:
    """Of offers that are in force, the latest first: a page is of as many offers, and may show
    fewer."""
    page = doors.offers.list_latest(limit, after)
    running = [each for each in page.items if each.status(now) is OfferStatus.ACTIVE]
    open_now = _open(running, now, doors.gifts)
    found = [
        Alternative(each.id, template, each.terms.end)
        for each in running
        if (template := open_now.get(each.terms.alternative_template_id))
    ]
    return Page(tuple(found), page.next)


def targeting(customer: str, store: PersonalStore) -> Targeting:
    return store.targeting(customer)


def choose(choice: Choice, stamp: Stamp, store: PersonalStore) -> Targeting:
    """Kept until the customer says otherwise; what was granted before stays."""
    return patiently(partial(_choose, choice, stamp, store), Contended)


def _choose(choice: Choice, stamp: Stamp, store: PersonalStore) -> Targeting:
    met = store.targeting(choice.customer)
    if met.is_allowed is choice.is_allowed:
        return met
    after = replace(met, is_allowed=choice.is_allowed, version=met.version + 1)
    after = replace(after, changed_at=stamp.at)
    store.choose(after, stamp)
    return after


def _mine(
    personal: PersonalOffer, offers: Mapping[str, Offer], open_now: Mapping[str, GiftTemplate]
) -> Mine:
    offer = offers[personal.offer_id]
    return Mine(personal, offer, open_now.get(offer.terms.alternative_template_id))


def _open(offers: Iterable[Offer], now: datetime, gifts: CouponGifts) -> Mapping[str, GiftTemplate]:
    """The alternatives that everybody can claim now, by id."""
    ids = dict.fromkeys(each.terms.alternative_template_id for each in offers)
    found = [gifts.find_template(id_, now) for id_ in ids]
    there = [each for each in found if each is not None and not not_open_now(each, now)]
    gone = gifts.gone(there)
    return {each.id: each for each in there if each.id not in gone}
