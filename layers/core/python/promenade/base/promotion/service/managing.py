"""What staff do with promotions."""

from datetime import datetime

from promenade.base.promotion.model import Promotion, lifecycle
from promenade.base.promotion.model.goods import CheckedGood
from promenade.base.promotion.model.managed import RUNNING, ManagedPromotion, Status
from promenade.base.promotion.service.changing import (
    Allotments,
    Change,
    PromotionStore,
    calendar_of,
    find,
    make,
    make_at_once,
    step,
)
from promenade.base.promotion.service.old_prices import OldPrices
from promenade.base.promotion.service.reviewing import refuse_broken
from promenade.base.promotion.service.revisions import Revision
from promenade.contracts.promotion_facts import (
    PromotionArchived,
    PromotionEdited,
    PromotionEnded,
    PromotionKilled,
    PromotionPaused,
    PromotionPublished,
    PromotionResumed,
    PromotionWindowMoved,
)
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp
from promenade.kit.windows import When


def draft(
    promotion: Promotion, stamp: Stamp, store: PromotionStore, goods: tuple[CheckedGood, ...] = ()
) -> ManagedPromotion:
    """A repeated request answers as at first. Raises Conflict, CodeTaken."""
    drafted = ManagedPromotion(promotion, stamp.at, stamp.fingerprint, authors=(stamp.actor,))
    return patiently(lambda: store.add(drafted, stamp, goods), Contended)


def edit(change: Change, edited: Promotion, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, WindowOver, CodeTaken."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        after = lifecycle.edit(managed, edited, change.stamp.actor, now)
        return Revision(managed, after, PromotionEdited)

    return make(change, store, revise)


def publish(
    change: Change,
    store: PromotionStore,
    allotments: Allotments,
    old_prices: OldPrices,
    *,
    accept_overlaps: bool,
) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, NothingProposed, WindowOver, CodeTaken;
    NotReady where a quote breaks a rule, ClaimFalse, PromotionsOverlap unless accepted."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        after = lifecycle.publish(managed, now)
        refuse_broken(after.promotion)
        old_prices.refuse_false(managed, now)
        calendar = calendar_of(after, now, store, accept_overlaps=accept_overlaps)
        allotments.prepare(after.promotion, change.stamp)
        return Revision(managed, after, PromotionPublished, calendar)

    published = make(change, store, revise)
    allotments.settle(published.promotion, change.stamp)
    return published


def pause(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return make(change, store, step(lifecycle.pause, PromotionPaused))


def resume(change: Change, store: PromotionStore, old_prices: OldPrices) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids or ClaimFalse."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        after = lifecycle.resume(managed, now)
        old_prices.refuse_false_in_force(after, now)
        return Revision(managed, after, PromotionResumed)

    return make(change, store, revise)


def end(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return make(change, store, step(lifecycle.end, PromotionEnded))


def archive(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return make(change, store, step(lifecycle.archive, PromotionArchived))


def move_end(
    change: Change,
    new_end: When,
    store: PromotionStore,
    old_prices: OldPrices,
    *,
    accept_overlaps: bool,
) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, WindowOver, CodeTaken; ClaimFalse where it would end
    later; PromotionsOverlap unless accepted."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        after = lifecycle.move_end(managed, new_end, now)
        if lifecycle.ends_later(after, managed):
            old_prices.refuse_false_in_force(after, now)
        calendar = calendar_of(after, now, store, accept_overlaps=accept_overlaps)
        return Revision(managed, after, PromotionWindowMoved, calendar)

    return make(change, store, revise)


def kill(promotion_id: str, reason: str, stamp: Stamp, store: PromotionStore) -> ManagedPromotion:
    """Whatever its version. Raises NotFound or StatusForbids."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        return Revision(managed, lifecycle.kill(managed, reason, now), PromotionKilled)

    return make_at_once(promotion_id, stamp, store, revise)


def get(promotion_id: str, store: PromotionStore) -> ManagedPromotion:
    return find(promotion_id, store).value


def list_by_status(
    status: Status, now: datetime, limit: int, after: Position | None, store: PromotionStore
) -> Page[ManagedPromotion]:
    """A page may hold fewer than `limit`: those not published and running ones are each kept
    together, and told apart here."""
    if status is Status.ENDED:
        return store.list_ended(now, limit, after)
    if status is Status.ARCHIVED:
        return store.list_archived(limit, after)
    if status in RUNNING:
        page = store.list_unended(now, limit, after)
    else:
        page = store.list_unpublished(limit, after)
    return Page(tuple(each for each in page.items if each.status(now) is status), page.next)
