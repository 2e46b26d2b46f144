"""Touches in DynamoDB: one item for each link, minute and doubt, judged once."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import msgspec

from promenade.contracts.tracking import LinkFollowed, MessageOpened
from promenade.customer.tracking.model.touches import Touch
from promenade.customer.tracking.service.ports import Seen, Whose
from promenade.customer.tracking.store.records import TrackingRecord, encode
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp

_MOST_HITS = 1_000
_MOST_TOUCHES = 200
_KEPT_S = 400 * 86_400
_touch_of: Callable[[str], Touch] = msgspec.json.Decoder(Touch).decode


class DynamoTouchStore:
    def see(self, seen: Seen, stamp: Stamp) -> bool:
        record = _record(seen, version=1).stamped(stamp)
        record.expires_at = int(stamp.at.timestamp()) + _KEPT_S
        try:
            dynamo.put(record, TrackingRecord.pk.does_not_exist())
        except ConditionFailed:
            self._count(record)
            return False
        return True

    def _count(self, record: TrackingRecord) -> None:
        hits = TrackingRecord.hit_count
        few = hits.does_not_exist() | (hits < _MOST_HITS)
        with suppress(ConditionFailed):
            dynamo.apply(Write("Update", record, few, [hits.add(1)]))

    def touches(self, whose: Whose) -> Sequence[Seen]:
        place = Partition(_partition(whose), consistent=True)
        found = dynamo.page(TrackingRecord, place, limit=_MOST_TOUCHES, after=None)
        return [Seen(whose, each.sk, _touch_of(each.body)) for each in found.items]

    def drop(self, whose: Whose) -> None:
        while found := self.touches(whose):
            dynamo.drop(TrackingRecord, [(_partition(whose), each.key) for each in found])

    def judge(self, seen: Seen, stamp: Stamp) -> None:
        touch = seen.touch
        fact = (MessageOpened if touch.is_open else LinkFollowed) if touch.is_human else None
        record = _record(seen, version=2).stamped(stamp, fact)
        if touch.is_human:
            record.gsi1pk = f"PERSON#{touch.customer}"
            record.gsi1sk = f"{clock.to_wire(touch.at)}#{seen.whose.set_key}#{seen.key}"
        with suppress(ConditionFailed):
            is_waiting = TrackingRecord.version == 1
            dynamo.apply(Write("Update", record, is_waiting, record.changes()))


def _partition(whose: Whose) -> str:
    return f"TOUCHES#{whose.set_key}#{whose.person:03}"


def _record(seen: Seen, version: int) -> TrackingRecord:
    return TrackingRecord(
        _partition(seen.whose), seen.key, version=version, body=encode(seen.touch)
    )
