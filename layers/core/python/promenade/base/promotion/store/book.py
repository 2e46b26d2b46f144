"""The promotions in force as quotes read them, whole or what has changed, with their meters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.promotion.model import Usage
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.meter import Meter
from promenade.base.promotion.service.book import Changes, Shelf
from promenade.base.promotion.service.metering import Metered
from promenade.base.promotion.service.milestones import Milestone, MilestoneKind
from promenade.base.promotion.store.items import BOOK, CHANGES, METER, end_of, managed_of, note
from promenade.base.promotion.store.records import PromotionRecord
from promenade.contracts.promotion_facts import (
    PromotionMilestoneFact,
    PromotionOver,
    PromotionStarted,
    PromotionUsageFact,
)
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import Write
from promenade.kit.paging import Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp

_BOOK_PAGE = 1_000
_meter = msgspec.json.Decoder(Meter)
_MILESTONES: Mapping[MilestoneKind, type[PromotionMilestoneFact]] = {
    "started": PromotionStarted,
    "over": PromotionOver,
}


class DynamoBook:
    def read_changes(self, since: datetime) -> Changes:
        """One round trip for each megabyte of changes, none of which lags."""
        place = Partition(CHANGES, consistent=True)
        return _changes(_all_of(place, PromotionRecord.sk > clock.to_wire(since)))

    def read_book(self, now: datetime) -> Shelf:
        metered = self.metered(now)
        promotions = tuple(each.managed.promotion for each in metered)
        usages = {each.managed.id: each.meter.usage for each in metered if each.meter.version}
        return Shelf(promotions, usages)

    def metered(self, now: datetime) -> tuple[Metered, ...]:
        """One round trip for each megabyte, some 500 promotions."""
        promotions: list[ManagedPromotion] = []
        meters: dict[str, Meter] = {}
        for record in _all_of(Partition(BOOK, index="gsi1"), ending_after(now)):
            if record.sk == METER:
                meter = _meter.decode(record.body)
                meters[meter.promotion_id] = meter
            else:
                promotions.append(managed_of(record.body))
        return tuple(Metered(each, meters.get(each.id) or Meter(each.id)) for each in promotions)

    def put_meter(self, meter: Meter, stamp: Stamp, fact: type[PromotionUsageFact] | None) -> None:
        record = PromotionRecord(
            f"PROMOTION#{meter.promotion_id}",
            METER,
            gsi1pk=BOOK,
            gsi1sk=f"{end_of(meter.end)}#{meter.promotion_id}#{METER}",
            version=meter.version,
            body=msgspec.json.encode(meter).decode(),
        )
        is_next = PromotionRecord.version == meter.version - 1
        is_first = PromotionRecord.pk.does_not_exist()
        mine = Write("Put", record.stamped(stamp, fact), is_next | is_first)
        with suppress(dynamo.ConditionFailed, Contended):
            dynamo.transact_once([mine, note(record, stamp)])

    def tell_milestones(self, milestones: Sequence[Milestone], stamp: Stamp) -> None:
        keys = [_milestone_key(each) for each in milestones]
        told = {(each.pk, each.sk) for each in dynamo.find_many(PromotionRecord, keys)}
        for key, milestone in zip(keys, milestones, strict=True):
            if key not in told:
                record = PromotionRecord(*key, version=milestone.version)
                record.body = msgspec.json.encode(milestone).decode()
                with suppress(dynamo.ConditionFailed):
                    is_new = PromotionRecord.pk.does_not_exist()
                    dynamo.put(record.stamped(stamp, _MILESTONES[milestone.kind]), is_new)


def _milestone_key(milestone: Milestone) -> tuple[str, str]:
    return f"PROMOTION#{milestone.promotion_id}", f"MILESTONE#{milestone.kind}"


def _changes(notes: Iterable[PromotionRecord]) -> Changes:
    promotions: list[ManagedPromotion] = []
    usages: dict[str, Usage] = {}
    for each in notes:
        if each.sk.endswith(METER):
            meter = _meter.decode(each.body)
            usages[meter.promotion_id] = meter.usage
        else:
            promotions.append(managed_of(each.body))
    return Changes(tuple(promotions), usages)


def _all_of(place: Partition, sk: Condition) -> Iterator[PromotionRecord]:
    after: Position | None = None
    while True:
        page = dynamo.page(PromotionRecord, place, limit=_BOOK_PAGE, after=after, sk=sk)
        yield from page.items
        after = page.next
        if after is None:
            return


def ending_after(now: datetime) -> Condition:
    condition: Condition = PromotionRecord.gsi1sk > just_after(now)
    return condition


def just_after(now: datetime) -> str:
    """Between whatever ends at `now` and whatever ends later: `$` follows `#`."""
    return f"{clock.to_wire(now)}$"
