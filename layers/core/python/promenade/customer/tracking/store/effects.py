"""What came of campaigns in DynamoDB: an order, its shares, the arms of who placed it and all sums
change together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.customer.tracking.model.arms import Arm
from promenade.customer.tracking.model.sales import (
    Campaign,
    Counted,
    Line,
    OrderKey,
    Sale,
    disowned,
    lines,
    renewed,
)
from promenade.customer.tracking.model.sums import (
    Sums,
    added,
    changed,
    sums_of_arm,
    sums_of_share,
)
from promenade.customer.tracking.service.effect_ports import (
    ArmKey,
    ArmMove,
    HeldOrder,
    KnownCampaign,
)
from promenade.customer.tracking.store.effect_records import (
    SHARDS,
    SUM_FIELDS,
    EffectRecord,
    SumRecord,
    arm_key,
    campaign_key,
    cell_of,
    expiry,
    order_key,
    own_order,
    placed_sk,
    sum_key,
)
from promenade.customer.tracking.store.records import encode
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition, Record
from promenade.kit.shards import start_of

_counted_of: Callable[[str], Counted] = msgspec.json.Decoder(Counted).decode
_arm_of: Callable[[str], Arm] = msgspec.json.Decoder(Arm).decode
_line_of: Callable[[str], Line] = msgspec.json.Decoder(Line).decode
_campaign_of: Callable[[str], KnownCampaign] = msgspec.json.Decoder(KnownCampaign).decode

_IS_NEW = Record.pk.does_not_exist()


class DynamoEffectStore:
    def find_order(self, key: OrderKey) -> HeldOrder | None:
        record = dynamo.find(EffectRecord, *order_key(key), consistent=True)
        return HeldOrder(_counted_of(record.body or ""), record.version or 0) if record else None

    def keep_order(self, before: HeldOrder | None, sale: Sale) -> None:
        met = before or HeldOrder(Counted(sale), 0)
        kept = _order(renewed(met.counted, sale), met.revision)
        _all_or_none([kept, *_moved(own_order(met.counted.sale), own_order(sale))])

    def disown_order(self, before: HeldOrder) -> None:
        _all_or_none([_order(disowned(before.counted), before.revision)])

    def arms(self, keys: Iterable[ArmKey]) -> Mapping[ArmKey, tuple[Arm, int]]:
        asked = {arm_key(*each): each for each in keys}
        found = dynamo.find_many(EffectRecord, asked, consistent=True)
        return {
            asked[each.pk, each.sk]: (_arm_of(each.body or ""), each.version or 0) for each in found
        }

    def count_order(self, before: HeldOrder, after: Counted, moves: Sequence[ArmMove]) -> None:
        gone = [*map(sums_of_share, before.counted.shares)]
        come = [*map(sums_of_share, after.shares)]
        sums = added([changed(gone, come), _gained(moves)])
        writes = [_order(after, before.revision), *_lines(before.counted, after)]
        writes += [*map(_arm, moves), *_summed(sums, after.sale.number)]
        _all_or_none(writes)

    def see(self, moves: Sequence[ArmMove]) -> None:
        sums = _summed(_gained(moves), moves[0].customer)
        _all_or_none([*map(_arm, moves), *sums])

    def count_messages(self, request_id: str, sums: Sums) -> None:
        once = Write("Put", EffectRecord(f"HANDLED#{request_id}", "-"), _IS_NEW)
        with suppress(ConditionFailed):
            dynamo.transact([once, *_summed(sums, request_id)])

    def learn(self, told: KnownCampaign) -> None:
        record = EffectRecord(*campaign_key(told.id), version=told.version, body=encode(told))
        is_newer = EffectRecord.version.does_not_exist() | (EffectRecord.version < told.version)
        with suppress(ConditionFailed):
            dynamo.put(record, is_newer)
        for template in told.coupon_templates if told.launched_at else ():
            dynamo.put(EffectRecord(f"TEMPLATE#{template}", told.id, body=encode(told)))

    def campaigns_with(self, template_ids: Iterable[str]) -> list[Campaign]:
        return [found for each in sorted(template_ids) for found in _handing_out(each)]

    def find_campaign(self, id_: str) -> KnownCampaign | None:
        record = dynamo.find(EffectRecord, *campaign_key(id_), consistent=True)
        return _campaign_of(record.body or "") if record else None

    def sums(self, campaign: str) -> Sums:
        pk, _ = campaign_key(campaign)
        found = dynamo.all_between(SumRecord, pk, "SUM#", "SUM#~", consistent=True)
        return added({cell_of(campaign, each.sk): _counts(each)} for each in found)

    def lines(self, campaign: str, limit: int, after: Position | None) -> Page[Line]:
        pk, _ = campaign_key(campaign)
        place = Partition(pk, newest_first=True)
        are_orders = EffectRecord.sk.startswith("ORDER#")
        found = dynamo.page(EffectRecord, place, limit=limit, after=after, sk=are_orders)
        return Page(tuple(_line_of(each.body or "") for each in found.items), found.next)


def _all_or_none(writes: Sequence[Write]) -> None:
    """Raises Contended."""
    try:
        dynamo.transact_once(writes)
    except ConditionFailed:
        raise Contended from None


def _order(counted: Counted, revision: int) -> Write:
    key = order_key(counted.sale.key)
    record = EffectRecord(*key, version=revision + 1, body=encode(counted))
    return Write("Put", record, _is_at(revision))


def _arm(move: ArmMove) -> Write:
    arm = move.after
    record = EffectRecord(*arm_key(move.customer, arm.place), version=move.revision + 1)
    record.body = encode(arm)
    record.expires_at = expiry(arm.last_at) if arm.last_at else None
    return Write("Put", record, _is_at(move.revision))


def _is_at(revision: int) -> Condition:
    return EffectRecord.version == revision if revision else _IS_NEW


def _lines(before: Counted, after: Counted) -> Iterator[Write]:
    gone, come = _listed(before), _listed(after)
    for campaign in sorted(gone.keys() | come.keys()):
        yield from _moved(gone.get(campaign), come.get(campaign))


def _listed(counted: Counted) -> Mapping[str, EffectRecord]:
    found = {}
    for campaign, line in lines(counted).items():
        sk = placed_sk(line.placed_at, line.key)
        found[campaign] = EffectRecord(campaign_key(campaign)[0], sk, body=encode(line))
    return found


def _moved(old: EffectRecord | None, new: EffectRecord | None) -> Iterator[Write]:
    """What stands elsewhere by now, or nowhere, is gone from where it stood."""
    if old and (new is None or (old.pk, old.sk) != (new.pk, new.sk)):
        yield Write("Delete", old)
    if new:
        yield Write("Put", new)


def _gained(moves: Sequence[ArmMove]) -> Sums:
    gone = [sums_of_arm(each.before) for each in moves if each.before]
    return changed(gone, [sums_of_arm(each.after) for each in moves])


def _summed(sums: Sums, holder: str) -> Iterator[Write]:
    shard = start_of(holder, SHARDS)
    for cell, counts in sums.items():
        actions = [getattr(SumRecord, name).add(count) for name, count in counts.items()]
        yield Write("Update", SumRecord(*sum_key(cell, shard)), actions=actions)


def _counts(record: SumRecord) -> Mapping[str, int]:
    return {name: getattr(record, name) or 0 for name in SUM_FIELDS}


def _handing_out(template: str) -> Iterator[Campaign]:
    found = dynamo.all_between(EffectRecord, f"TEMPLATE#{template}", " ", "~", consistent=True)
    for each in found:
        told = _campaign_of(each.body or "")
        if told.launched_at:
            yield Campaign(told.id, told.launched_at, template)
