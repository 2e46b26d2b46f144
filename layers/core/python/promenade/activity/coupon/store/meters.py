"""The meters of templates in DynamoDB: `METER#<template>`, `-`."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from promenade.activity.coupon.model.meter import Meter
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.store.funnel import DynamoFunnel
from promenade.activity.coupon.store.records import CouponRecord, encode
from promenade.activity.coupon.store.templates import every
from promenade.contracts.coupon_facts import CouponQuotaFact
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed
from promenade.kit.stamp import Stamp

_meter_of = msgspec.json.Decoder(Meter)


class DynamoMeters:
    def limited(self) -> Iterator[Template]:
        active = every(TemplateStatus.ACTIVE)
        return (each for each in active if each.terms.total is not None)

    def issued(self, template_ids: Iterable[str]) -> Mapping[str, int]:
        return DynamoFunnel().issued(list(template_ids))

    def meters(self, template_ids: Iterable[str]) -> Mapping[str, Meter]:
        keys = [_key(id_) for id_ in template_ids]
        found = map(_meter_of.decode, dynamo.find_bodies(CouponRecord, keys))
        return {meter.id: meter for meter in found}

    def put_meter(self, meter: Meter, stamp: Stamp, fact: type[CouponQuotaFact] | None) -> None:
        record = CouponRecord(*_key(meter.id), version=meter.version, body=encode(meter))
        is_new = CouponRecord.pk.does_not_exist()
        try:
            dynamo.put(record.stamped(stamp, fact), is_new | (CouponRecord.version < meter.version))
        except ConditionFailed:
            return


def _key(template_id: str) -> tuple[str, str]:
    return f"METER#{template_id}", "-"
