"""Reading the meters of promotions that are limited."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.counted import allotted
from promenade.base.promotion.model.managed import ManagedPromotion, Status
from promenade.base.promotion.model.meter import Level, Meter, read
from promenade.base.promotion.service.changing import Allotments, PromotionStore, find
from promenade.base.promotion.service.milestones import LATE, MilestoneStore, tell_milestones
from promenade.contracts.promotion_facts import (
    PromotionNearlyUsedUp,
    PromotionQuotaUsedUp,
    PromotionUsageFact,
    PromotionUsedUp,
)
from promenade.kit.clock import Clock
from promenade.kit.errors import DomainError
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

_ACTOR = "system:promotion_meter"
_FACTS: dict[Level, type[PromotionUsageFact]] = {
    "nearly": PromotionNearlyUsedUp,
    "all": PromotionUsedUp,
}
_RANKS: dict[Level, int] = {"free": 0, "nearly": 1, "all": 2}


class Metered(Value, frozen=True):
    managed: ManagedPromotion
    meter: Meter


class AllotmentsFaulty(DomainError):
    """What was given of promotions is not what was taken of it."""


class ProvenAllotments(Allotments, Protocol):
    def faults(self, promotion: Promotion) -> Sequence[str]:
        """Where the parts of an allotment do not come to its total; nothing while others take."""
        ...


class MeterStore(MilestoneStore, Protocol):
    def metered(self, now: datetime) -> tuple[Metered, ...]:
        """Published promotions whose end comes after `now`, with their meters as last read."""
        ...

    def put_meter(self, meter: Meter, stamp: Stamp, fact: type[PromotionUsageFact] | None) -> None:
        """Nothing is done where another reading was faster."""
        ...


def usage_of(promotion_id: str, store: PromotionStore, allotments: Allotments) -> Metered:
    """As it is now. Raises NotFound."""
    managed = find(promotion_id, store).value
    meter = read(managed, allotments.balances(managed.promotion), Meter(managed.id))
    return Metered(managed, meter)


def read_meters(store: MeterStore, allotments: ProvenAllotments, clock: Clock) -> int:
    """Those that are due, and how many had changed; what is used up is told once, as long as
    its limits are not raised. What has started or is over is told before. Raises AllotmentsFaulty
    once all are read, of those that changed."""
    now = clock()
    book = store.metered(now - LATE)
    tell_milestones((each.managed for each in book), Stamp(_ACTOR, now, "milestones", ""), store)
    changed, faults = 0, list[str]()
    for metered in _due(book, now):
        managed, before = metered.managed, metered.meter
        after = read(managed, allotments.balances(managed.promotion), before)
        after, fact = _to_tell(after, before)
        if after is not before:
            stamp = Stamp(_ACTOR, now, managed.id, f"{managed.id} {after.version}")
            store.put_meter(after, stamp, fact)
            changed += 1
            faults += [f"{managed.id}: {each}" for each in allotments.faults(managed.promotion)]
    if faults:
        raise AllotmentsFaulty("; ".join(faults))
    return changed


def _to_tell(after: Meter, before: Meter) -> tuple[Meter, type[PromotionUsageFact] | None]:
    """One thing at a time: of single quotas in the next reading, where all is used up."""
    if _RANKS[after.level] > _RANKS[before.level]:
        return after, _FACTS.get(after.level)
    if not after.untold_skus:
        return after, None
    return replace(after.told(), version=before.version + 1), PromotionQuotaUsedUp


def _due(book: Iterable[Metered], now: datetime) -> Iterator[Metered]:
    for each in book:
        is_on = each.managed.status(now) is Status.ACTIVE and allotted(each.managed.promotion)
        if is_on and each.meter.is_due(now):
            yield each
