"""Reads how many coupons are gone, and tells what is nearly or all gone: once, as long as the total
is not raised."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from promenade.activity.coupon.model.meter import RANKS, Level, Meter, read
from promenade.activity.coupon.model.template import Template
from promenade.contracts.coupon_facts import CouponQuotaFact, CouponsAllGone, CouponsNearlyGone
from promenade.kit.stamp import Stamp

_FACTS: dict[Level, type[CouponQuotaFact]] = {"nearly": CouponsNearlyGone, "all": CouponsAllGone}


class MeterStore(Protocol):
    def limited(self) -> Iterator[Template]:
        """Active ones that have a total."""
        ...

    def issued(self, template_ids: Iterable[str]) -> Mapping[str, int]: ...

    def meters(self, template_ids: Iterable[str]) -> Mapping[str, Meter]: ...

    def put_meter(self, meter: Meter, stamp: Stamp, fact: type[CouponQuotaFact] | None) -> None:
        """Nothing is done where another reading was faster."""
        ...


def read_meters(store: MeterStore, now: datetime) -> int:
    """How many are on another level than before."""
    totals = {each.id: each.terms.total or 0 for each in store.limited()}
    issued, known, changed = store.issued(totals), store.meters(totals), 0
    for id_, total in totals.items():
        before = known.get(id_, Meter(id_))
        after = read(before, issued[id_], total)
        if after is not before:
            is_higher = RANKS[after.level] > RANKS[before.level]
            stamp = Stamp("system:coupon", now, id_, f"{id_} {after.version}")
            store.put_meter(after, stamp, _FACTS.get(after.level) if is_higher else None)
            changed += 1
    return changed
