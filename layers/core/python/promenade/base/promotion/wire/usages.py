"""What of a promotion's limits is used up, on the wire."""

from datetime import datetime

from promenade.base.promotion.model.managed import Status
from promenade.base.promotion.model.meter import Level, UnitMeter
from promenade.base.promotion.service.metering import Metered
from promenade.kit.decoding import View


class AllotmentView(View, frozen=True):
    """`limit` is what may be used in all; `held` is reserved by orders that are not paid yet,
    `committed` by paid ones."""

    limit: int
    held: int
    committed: int
    left: int


class QuotaView(View, frozen=True):
    """Units of a SKU, as in AllotmentView."""

    sku: str
    limit: int
    held: int
    committed: int
    left: int


class UsageView(View, frozen=True):
    """`orders` counts those that use it, `budget` what they save, in minor units of `currency`;
    null where that is not limited. `share_bp` is how much of the nearest limit is used, `level`
    says whether that is nearly (80 %) or all of it: the promotion then counts in no quote.
    `units` are those of SKUs that have a quota."""

    promotion_id: str
    status: Status
    terms_version: int
    currency: str | None
    orders: AllotmentView | None
    budget: AllotmentView | None
    units: list[QuotaView]
    share_bp: int
    level: Level
    is_exhausted: bool


def show_usage(metered: Metered, now: datetime) -> UsageView:
    managed, meter = metered.managed, metered.meter
    return UsageView(
        promotion_id=managed.id,
        status=managed.status(now),
        terms_version=managed.promotion.version,
        currency=managed.promotion.currency,
        orders=_allotment(meter.total_count, meter.held_count, meter.used_count),
        budget=_allotment(meter.budget_minor, meter.held_minor, meter.used_minor),
        units=[_quota(sku, each) for sku, each in meter.units.items()],
        share_bp=meter.share_bp,
        level=meter.level,
        is_exhausted=meter.level == "all",
    )


def _allotment(limit: int | None, held: int, used: int) -> AllotmentView | None:
    if limit is None:
        return None
    left = max(limit - used, 0)
    return AllotmentView(limit=limit, held=held, committed=used - held, left=left)


def _quota(sku: str, units: UnitMeter) -> QuotaView:
    return QuotaView(
        sku=sku,
        limit=units.quota,
        held=units.held,
        committed=units.used - units.held,
        left=units.left,
    )
