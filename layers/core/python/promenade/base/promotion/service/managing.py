"""What staff do with promotions."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from promenade.base.promotion.model import Promotion, lifecycle
from promenade.base.promotion.model.lifecycle import RUNNING, ManagedPromotion, Status
from promenade.base.promotion.model.overlap import overlapping
from promenade.contracts.promotions import (
    PromotionEdited,
    PromotionEnded,
    PromotionFact,
    PromotionPaused,
    PromotionPublished,
    PromotionResumed,
)
from promenade.kit.errors import Conflict, NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class PromotionsOverlap(Conflict):
    """Another promotion of its exclusion group may meet it on a line at the same time."""


class PromotionStore(Protocol):
    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None: ...

    def add(self, managed: ManagedPromotion, stamp: Stamp) -> ManagedPromotion:
        """A repeated request answers what became of it. Raises Conflict for another one."""
        ...

    def save(
        self, managed: ManagedPromotion, stamp: Stamp, fact: type[PromotionFact]
    ) -> ManagedPromotion:
        """Raises Stale unless the stored version is the one before."""
        ...

    def list_drafts(self, limit: int, after: Position | None) -> Page[ManagedPromotion]: ...

    def list_unended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        """Published ones whose end is still to come, the first to end first."""
        ...

    def list_ended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        """The last one ended first."""
        ...

    def read_book(self, now: datetime) -> tuple[Promotion, ...]:
        """Every published promotion that has not ended, as quotes see them."""
        ...


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    promotion_id: str
    expected_version: int
    stamp: Stamp


def draft(promotion: Promotion, stamp: Stamp, store: PromotionStore) -> ManagedPromotion:
    """Raises Conflict."""
    return store.add(ManagedPromotion(promotion, stamp.at, stamp.fingerprint), stamp)


def edit(
    change: Change, edited: Promotion, store: PromotionStore, *, accept_overlaps: bool
) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, WindowOver; PromotionsOverlap unless accepted."""

    def apply(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
        after = lifecycle.edit(managed, edited, now)
        if managed.is_published and not accept_overlaps:
            _refuse_overlaps(after.promotion, now, store)
        return after

    return _change(change, store, apply, PromotionEdited)


def publish(change: Change, store: PromotionStore, *, accept_overlaps: bool) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, WindowOver; PromotionsOverlap unless accepted."""

    def apply(managed: ManagedPromotion, now: datetime) -> ManagedPromotion:
        after = lifecycle.publish(managed, now)
        if not accept_overlaps:
            _refuse_overlaps(after.promotion, now, store)
        return after

    return _change(change, store, apply, PromotionPublished)


def pause(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return _change(change, store, lifecycle.pause, PromotionPaused)


def resume(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return _change(change, store, lifecycle.resume, PromotionResumed)


def end(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return _change(change, store, lifecycle.end, PromotionEnded)


def get(promotion_id: str, store: PromotionStore) -> ManagedPromotion:
    return _find(promotion_id, store).value


def list_by_status(
    status: Status, now: datetime, limit: int, after: Position | None, store: PromotionStore
) -> Page[ManagedPromotion]:
    """A page may hold fewer than `limit`: running ones are kept together and told apart here."""
    if status is Status.DRAFT:
        return store.list_drafts(limit, after)
    if status not in RUNNING:
        return store.list_ended(now, limit, after)
    page = store.list_unended(now, limit, after)
    return Page(tuple(each for each in page.items if each.status(now) is status), page.next)


def _change(
    change: Change,
    store: PromotionStore,
    apply: Callable[[ManagedPromotion, datetime], ManagedPromotion],
    fact: type[PromotionFact],
) -> ManagedPromotion:
    stored = _find(change.promotion_id, store)
    if stored.is_done(change.expected_version, change.stamp):
        return stored.value
    return store.save(apply(stored.value, change.stamp.at), change.stamp, fact)


def _find(promotion_id: str, store: PromotionStore) -> Stored[ManagedPromotion]:
    stored = store.find(promotion_id)
    if stored is None:
        raise NotFound("There is no such promotion.", promotion_id=promotion_id)
    return stored


def _refuse_overlaps(promotion: Promotion, now: datetime, store: PromotionStore) -> None:
    """Advice to staff, not an invariant: whatever meets in the end competes by N9."""
    met = overlapping(promotion, store.read_book(now))
    if met:
        raise PromotionsOverlap(
            f"It may meet {len(met)} of its exclusion group {promotion.exclusion_group}.",
            promotion_ids=",".join(other.id for other in met),
        )
