"""The funnel in DynamoDB.

| item | pk | sk |
|---|---|---|
| a part of what was counted of a template | `FUNNEL#<template>#<shard>` | `-` |
| a fact that was counted, for a month | `COUNTED#<event>` | `-` |
"""

import math
from datetime import timedelta

import msgspec
from pynamodb.expressions.update import Action

from promenade.activity.coupon.model.funnel import Funnel, Told
from promenade.activity.coupon.store.records import TABLE, CouponRecord, template_key
from promenade.contracts.coupons import CouponSaving
from promenade.kit import dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.records import Record
from promenade.kit.shards import start_of

_SHARDS = 16
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


class DynamoFunnel:
    def count(self, told: Told) -> None:
        """Once for an event, however often it comes within a month."""
        counted = FunnelRecord(f"COUNTED#{told.event_id}", "-")
        counted.expires_at = math.ceil((told.at + _KNOWN_FOR).timestamp())
        first = Write("Put", counted, FunnelRecord.pk.does_not_exist())
        shard = FunnelRecord(*_key(told.template_id, start_of(told.event_id, _SHARDS)))
        try:
            dynamo.transact([first, Write("Update", shard, None, _more(told))])
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


def _more(told: Told) -> list[Action]:
    counts = {told.step: 1} | (msgspec.structs.asdict(told.saving) if told.saving else {})
    return [getattr(FunnelRecord, name).add(count) for name, count in counts.items()]


def _key(template_id: str, shard: int) -> tuple[str, str]:
    return f"FUNNEL#{template_id}#{shard}", "-"
