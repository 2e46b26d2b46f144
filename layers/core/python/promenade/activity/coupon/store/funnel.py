"""The funnel in DynamoDB.

| item | pk | sk |
|---|---|---|
| a part of what was counted of a template | `FUNNEL#<template>#<shard>` | `-` |
| a fact that was counted, for a month | `COUNTED#<event>` | `-` |
| a coupon that was given | `ROSTER#<template>#<shard>` | `<coupon>` |
| mark that a coupon's end comes near | (see `kit.due_marks`) | `<coupon> <customer>` |

That a coupon was given is counted by the write that lists it, so both are the same number.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from pynamodb.expressions.update import Action

from promenade.activity.coupon.model.funnel import Funnel, Told
from promenade.activity.coupon.store.records import TABLE, CouponRecord, template_key
from promenade.contracts.coupons import CouponSaving
from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.due_marks import DueMarks
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.records import Record
from promenade.kit.shards import start_of

_SHARDS = 16
ROSTERS = 16
_KNOWN_FOR = timedelta(days=30)


class FunnelRecord(Record):
    given = IntegerAttribute(null=True)
    used = IntegerAttribute(null=True)
    returned = IntegerAttribute(null=True)
    voided = IntegerAttribute(null=True)
    saved_minor = IntegerAttribute(null=True)
    platform_minor = IntegerAttribute(null=True)
    store_minor = IntegerAttribute(null=True)

    class Meta:
        table_name = TABLE


_marks = DueMarks(FunnelRecord)


class DynamoFunnel:
    def count(self, told: Told, remind_at: datetime | None) -> None:
        """Once for a coupon that was given, and for another event however often it comes within a
        month. At `remind_at` the coupon's end is near."""
        writes = [] if remind_at is None else [_marks.mark(remind_at, mark_of(told))]
        if told.step != "extended":
            writes += _counted(told)
        try:
            dynamo.transact(writes[::-1])
        except ConditionFailed:
            return

    def read(self, template_id: str) -> Funnel:
        """Two round trips."""
        keys = [_key(template_id, shard) for shard in range(_SHARDS)]
        found = dynamo.find_many(FunnelRecord, keys)
        reserved = dynamo.find(CouponRecord, template_key(template_id)[0], "RESERVED")
        return Funnel(
            reserved=(reserved.taken or 0) if reserved else 0,
            given=sum(each.given or 0 for each in found),
            used=sum(each.used or 0 for each in found),
            returned=sum(each.returned or 0 for each in found),
            voided=sum(each.voided or 0 for each in found),
            saving=CouponSaving(
                saved_minor=sum(each.saved_minor or 0 for each in found),
                platform_minor=sum(each.platform_minor or 0 for each in found),
                store_minor=sum(each.store_minor or 0 for each in found),
            ),
        )

    def issued(self, template_ids: Sequence[str]) -> dict[str, int]:
        """By template; a round trip for six of them."""
        found = dict.fromkeys(template_ids, 0)
        keys = {_key(id_, shard): id_ for id_ in template_ids for shard in range(_SHARDS)}
        for each in dynamo.find_many(FunnelRecord, keys):
            found[keys[each.pk, each.sk]] += each.given or 0
        places = {(template_key(id_)[0], "RESERVED"): id_ for id_ in template_ids}
        for record in dynamo.find_many(CouponRecord, places):
            id_ = places[record.pk, record.sk]
            found[id_] = max(found[id_], record.taken or 0)
        return found


def roster(template_id: str, shard: int) -> str:
    return f"ROSTER#{template_id}#{shard}"


def mark_of(told: Told) -> str:
    """No coupon's id has a blank in it."""
    return f"{told.coupon_id} {told.customer}"


def _counted(told: Told) -> list[Write]:
    """The last of them loses where it was counted before."""
    shard = FunnelRecord(*_key(told.template_id, start_of(told.event_id, _SHARDS)))
    more = Write("Update", shard, None, _more(told))
    if told.step == "given":
        place = roster(told.template_id, start_of(told.coupon_id, ROSTERS))
        once: Record = CouponRecord(place, told.coupon_id, holder=told.customer)
    else:
        once = FunnelRecord(f"COUNTED#{told.event_id}", "-")
        once.expires_at = math.ceil((told.at + _KNOWN_FOR).timestamp())
    return [more, Write("Put", once, FunnelRecord.pk.does_not_exist())]


def _more(told: Told) -> list[Action]:
    counts = {told.step: 1} | (msgspec.structs.asdict(told.saving) if told.saving else {})
    return [getattr(FunnelRecord, name).add(count) for name, count in counts.items()]


def _key(template_id: str, shard: int) -> tuple[str, str]:
    return f"FUNNEL#{template_id}#{shard}", "-"
