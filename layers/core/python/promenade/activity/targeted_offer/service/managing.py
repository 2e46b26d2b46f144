"""What staff do with offers."""

from collections.abc import Callable
from datetime import datetime

from promenade.activity.targeted_offer.model import offer as life
from promenade.activity.targeted_offer.model.checking import gone, named, obstacles
from promenade.activity.targeted_offer.model.offer import Offer, OfferStatus, Terms
from promenade.activity.targeted_offer.model.personal import Tally
from promenade.activity.targeted_offer.service.ports import OfferStore
from promenade.contracts.coupon_gifts import CouponGifts
from promenade.contracts.reviews import NotReady
from promenade.contracts.targeted_offers import (
    TargetedOfferActivated,
    TargetedOfferEdited,
    TargetedOfferEnded,
    TargetedOfferExtended,
    TargetedOfferFact,
    TargetedOfferPaused,
    TargetedOfferResumed,
)
from promenade.kit.errors import NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value
from promenade.kit.windows import When, end_of


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    offer_id: str
    expected_version: int
    stamp: Stamp

    @property
    def at(self) -> datetime:
        return self.stamp.at


class Doors(Value, frozen=True):
    offers: OfferStore
    gifts: CouponGifts


def draft(id_: str, terms: Terms, stamp: Stamp, store: OfferStore) -> Offer:
    """Raises Conflict."""
    return store.add(Offer(id_, terms, stamp.at, stamp.fingerprint), stamp)


def edit(change: Change, terms: Terms, store: OfferStore) -> Offer:
    """Raises NotFound, Stale, StatusForbids."""
    return _make(
        change, store, lambda found: life.edit(found, terms, change.at), TargetedOfferEdited
    )


def activate(change: Change, doors: Doors) -> Offer:
    """Raises NotFound, Stale, StatusForbids, NotReady."""

    def turn(found: Offer) -> Offer:
        activated = life.activate(found, change.at)
        _refuse_unready(activated, change.at, doors.gifts)
        return activated

    return _make(change, doors.offers, turn, TargetedOfferActivated)


def pause(change: Change, store: OfferStore) -> Offer:
    """Raises NotFound, Stale, StatusForbids."""
    return _make(change, store, lambda found: life.pause(found, change.at), TargetedOfferPaused)


def resume(change: Change, store: OfferStore) -> Offer:
    """Raises NotFound, Stale, StatusForbids."""
    return _make(change, store, lambda found: life.resume(found, change.at), TargetedOfferResumed)


def end(change: Change, store: OfferStore) -> Offer:
    """Raises NotFound, Stale, StatusForbids."""
    return _make(change, store, lambda found: life.end(found, change.at), TargetedOfferEnded)


def extend(change: Change, ends_at: When, doors: Doors) -> Offer:
    """A date means until it is over in the offer's zone. Raises NotFound, Stale, StatusForbids,
    EndNotLater, NotReady where a coupon template does not last as long."""

    def turn(found: Offer) -> Offer:
        later = life.extend(found, end_of(ends_at, found.terms.zone), change.at)
        _refuse_unready(later, change.at, doors.gifts)
        return later

    return _make(change, doors.offers, turn, TargetedOfferExtended)


def delete(offer_id: str, expected_version: int, now: datetime, store: OfferStore) -> None:
    """One that never was active. Raises NotFound, Stale, StatusForbids."""
    offer = get(offer_id, store)
    if offer.version != expected_version:
        raise Stale("It has been changed since.", version=offer.version)
    life.require(offer, {OfferStatus.DRAFT}, now, "delete")
    store.drop(offer)


def get(offer_id: str, store: OfferStore) -> Offer:
    """Raises NotFound."""
    return _find(offer_id, store).value


def list_latest(limit: int, after: Position | None, store: OfferStore) -> Page[Offer]:
    return store.list_latest(limit, after)


def statistics(offer_id: str, store: OfferStore) -> tuple[Offer, Tally]:
    """Raises NotFound."""
    return get(offer_id, store), store.tally(offer_id)


def _make(
    change: Change,
    store: OfferStore,
    turn: Callable[[Offer], Offer],
    fact: type[TargetedOfferFact],
) -> Offer:
    stored = _find(change.offer_id, store)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    return store.save(turn(stored.value), fact, change.stamp)


def _refuse_unready(offer: Offer, now: datetime, gifts: CouponGifts) -> None:
    templates = {id_: gifts.find_template(id_, now) for id_ in named(offer.terms).values()}
    found = list(obstacles(offer.terms, templates, now))
    alternative = templates[offer.terms.alternative_template_id]
    if alternative and gifts.gone([alternative]):
        found.append(gone(alternative))
    if found:
        raise NotReady(found)


def _find(offer_id: str, store: OfferStore) -> Stored[Offer]:
    stored = store.find(offer_id)
    if stored is None:
        raise NotFound("There is no such targeted offer.", offer_id=offer_id)
    return stored
