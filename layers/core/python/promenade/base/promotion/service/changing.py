"""How a change of a promotion is made: of the version that the caller saw, by one write."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.goods import CheckedGood
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.book import Changes, Shelf
from promenade.base.promotion.service.revisions import Calendar, Revision, Version
from promenade.contracts.promotion_facts import PromotionFact
from promenade.kit.errors import NotFound, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended, patiently
from promenade.kit.shards import Balance
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value

MadeActivity = tuple[ManagedPromotion, tuple[CheckedGood, ...]]


class PromotionStore(Protocol):
    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None: ...

    def add(
        self, managed: ManagedPromotion, stamp: Stamp, goods: tuple[CheckedGood, ...] = ()
    ) -> ManagedPromotion:
        """With the goods of an activity. A repeated request answers what it drafted. Raises
        Conflict for another one, and CodeTaken; Contended while others write the same code."""
        ...

    def find_activity(self, promotion_id: str, stamp: Stamp) -> MadeActivity | None:
        """What this very call drafted before, as it was then. Raises Conflict where its key was
        sent with another request."""
        ...

    def versions(self, promotion_id: str, limit: int, after: Position | None) -> Page[Version]:
        """The latest first."""
        ...

    def version(self, promotion_id: str, version: int) -> Version | None: ...

    def calendar(self, group: str, now: datetime) -> Calendar: ...

    def save(self, revision: Revision, stamp: Stamp) -> ManagedPromotion:
        """Raises Stale unless the stored version is the one before; CodeTaken; Contended where
        the calendar is not as it was read, or others write the same just now."""
        ...

    def list_unpublished(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        """In no order that tells anything."""
        ...

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

    def list_archived(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        """The one that ended last first."""
        ...

    def read_book(self, now: datetime) -> Shelf: ...

    def read_changes(self, since: datetime) -> Changes: ...


class Allotments(Protocol):
    """What of a promotion's limits is counted over many orders."""

    def prepare(self, promotion: Promotion, stamp: Stamp) -> None:
        """Before these terms come into force: nobody is given more than they or those before
        them allow."""
        ...

    def settle(self, promotion: Promotion, stamp: Stamp) -> None:
        """Once these terms are in force: as much is there as they say. Done again, it does
        nothing."""
        ...

    def balances(self, promotion: Promotion) -> Mapping[str, Balance]:
        """What is left, held and spent of its `total` (orders) and `budget` (minor units)."""
        ...


class Change(Value, frozen=True):
    """One change of the version that the caller has seen."""

    promotion_id: str
    expected_version: int
    stamp: Stamp


# The next version of what is stored, and what it depends on.
Revise = Callable[[ManagedPromotion, datetime], Revision]


def step(
    turn: Callable[[ManagedPromotion, datetime], ManagedPromotion], fact: type[PromotionFact]
) -> Revise:
    return lambda managed, now: Revision(managed, turn(managed, now), fact)


def make(change: Change, store: PromotionStore, revise: Revise) -> ManagedPromotion:
    """Looks again as long as others write what it depends on."""

    def attempt() -> ManagedPromotion:
        stored = find(change.promotion_id, store)
        if stored.is_done(change.expected_version, change.stamp):
            return stored.value
        return store.save(revise(stored.value, change.stamp.at), change.stamp)

    return patiently(attempt, Contended)


def make_at_once(
    promotion_id: str, stamp: Stamp, store: PromotionStore, revise: Revise
) -> ManagedPromotion:
    """Of whatever version there is: for what must not wait for anybody to look first."""

    def attempt() -> ManagedPromotion:
        stored = find(promotion_id, store)
        if stored.fingerprint == stamp.fingerprint:
            return stored.value
        return store.save(revise(stored.value, stamp.at), stamp)

    return patiently(attempt, Contended, Stale)


def find(promotion_id: str, store: PromotionStore) -> Stored[ManagedPromotion]:
    stored = store.find(promotion_id)
    if stored is None:
        raise NotFound("There is no such promotion.", promotion_id=promotion_id)
    return stored


def calendar_of(
    after: ManagedPromotion, now: datetime, store: PromotionStore, *, accept_overlaps: bool
) -> Calendar | None:
    """The one that it enters, if any."""
    if after.group is None or not after.is_published:
        return None
    calendar = store.calendar(after.group, now)
    if not accept_overlaps:
        calendar.refuse_overlaps(after.promotion)
    return calendar
