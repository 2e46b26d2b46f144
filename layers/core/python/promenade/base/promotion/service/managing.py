"""What staff do with promotions."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from promenade.base.promotion.model import Promotion, lifecycle
from promenade.base.promotion.model.lifecycle import RUNNING, ManagedPromotion, Status
from promenade.base.promotion.service.revisions import Calendar, Revision
from promenade.contracts.promotions import (
    PromotionEdited,
    PromotionEnded,
    PromotionFact,
    PromotionPaused,
    PromotionPublished,
    PromotionResumed,
)
from promenade.kit.errors import NotFound
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value


class PromotionStore(Protocol):
    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None: ...

    def add(self, managed: ManagedPromotion, stamp: Stamp) -> ManagedPromotion:
        """A repeated request answers what became of it. Raises Conflict for another one, and
        CodeTaken; Contended while others write the same code."""
        ...

    def calendar(self, group: str, now: datetime) -> Calendar: ...

    def save(self, revision: Revision, stamp: Stamp) -> ManagedPromotion:
        """Raises Stale unless the stored version is the one before; CodeTaken; Contended where
        the calendar is not as it was read, or others write the same just now."""
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

    def read_changes(self, since: datetime) -> tuple[ManagedPromotion, ...]:
        """What became of published promotions since then, the earliest first."""
        ...


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    promotion_id: str
    expected_version: int
    stamp: Stamp


def draft(promotion: Promotion, stamp: Stamp, store: PromotionStore) -> ManagedPromotion:
    """Raises Conflict, CodeTaken."""
    drafted = ManagedPromotion(promotion, stamp.at, stamp.fingerprint)
    return patiently(lambda: store.add(drafted, stamp), Contended)


def edit(
    change: Change, edited: Promotion, store: PromotionStore, *, accept_overlaps: bool
) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, WindowOver, CodeTaken; PromotionsOverlap unless
    accepted."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        after = lifecycle.edit(managed, edited, now)
        calendar = _calendar(after, now, store, accept_overlaps=accept_overlaps)
        return Revision(managed, after, PromotionEdited, calendar)

    return _change(change, store, revise)


def publish(change: Change, store: PromotionStore, *, accept_overlaps: bool) -> ManagedPromotion:
    """Raises NotFound, Stale, StatusForbids, WindowOver; PromotionsOverlap unless accepted."""

    def revise(managed: ManagedPromotion, now: datetime) -> Revision:
        after = lifecycle.publish(managed, now)
        calendar = _calendar(after, now, store, accept_overlaps=accept_overlaps)
        return Revision(managed, after, PromotionPublished, calendar)

    return _change(change, store, revise)


def pause(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return _change(change, store, _step(lifecycle.pause, PromotionPaused))


def resume(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return _change(change, store, _step(lifecycle.resume, PromotionResumed))


def end(change: Change, store: PromotionStore) -> ManagedPromotion:
    """Raises NotFound, Stale or StatusForbids."""
    return _change(change, store, _step(lifecycle.end, PromotionEnded))


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


# The next version of what is stored, and what it depends on.
Revise = Callable[[ManagedPromotion, datetime], Revision]


def _step(
    step: Callable[[ManagedPromotion, datetime], ManagedPromotion], fact: type[PromotionFact]
) -> Revise:
    return lambda managed, now: Revision(managed, step(managed, now), fact)


def _change(change: Change, store: PromotionStore, revise: Revise) -> ManagedPromotion:
    """Looks again as long as others write what it depends on."""

    def attempt() -> ManagedPromotion:
        stored = _find(change.promotion_id, store)
        if stored.is_done(change.expected_version, change.stamp):
            return stored.value
        return store.save(revise(stored.value, change.stamp.at), change.stamp)

    return patiently(attempt, Contended)


def _find(promotion_id: str, store: PromotionStore) -> Stored[ManagedPromotion]:
    stored = store.find(promotion_id)
    if stored is None:
        raise NotFound("There is no such promotion.", promotion_id=promotion_id)
    return stored


def _calendar(
    after: ManagedPromotion, now: datetime, store: PromotionStore, *, accept_overlaps: bool
) -> Calendar | None:
    """The one that it enters, if any."""
    if after.group is None or not after.is_published:
        return None
    calendar = store.calendar(after.group, now)
    if not accept_overlaps:
        calendar.refuse_overlaps(after.promotion)
    return calendar
