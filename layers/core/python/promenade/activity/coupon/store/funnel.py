"""The funnel in DynamoDB.

| item | pk | sk |
|---|---|---|
| a part of what was counted of a template | `FUNNEL#<template>#<shard>` | `-` |
| a fact that was counted, for a month | `COUNTED#<event>` | `-` |
"""

import math
from datetime import datetime, timedelta

from promenade.activity.coupon.model.funnel import Funnel, Step
from promenade.activity.coupon.store.records import TABLE, CouponRecord, template_key
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

    class Meta:
        table_name = TABLE


class DynamoFunnel:
    def count(self, template_id: str, step: Step, event_id: str, at: datetime) -> None:
        """Once for an event, however often it comes within a month."""
        counted = FunnelRecord(f"COUNTED#{event_id}", "-")
        counted.expires_at = math.ceil((at + _KNOWN_FOR).timestamp())
        first = Write("Put", counted, FunnelRecord.pk.does_not_exist())
        shard = FunnelRecord(*_key(template_id, start_of(event_id, _SHARDS)))
        one_more = getattr(FunnelRecord, step).add(1)
        try:
            dynamo.transact([first, Write("Update", shard, None, [one_more])])
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
        )


def _key(template_id: str, shard: int) -> tuple[str, str]:
    return f"FUNNEL#{template_id}#{shard}", "-"
