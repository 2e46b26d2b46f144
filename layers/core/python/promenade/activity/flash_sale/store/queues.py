"""Queues of sales in DynamoDB."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from promenade.activity.flash_sale.model.pages import pages
from promenade.activity.flash_sale.model.queue import Draw, DrawNote, Queue
from promenade.activity.flash_sale.store.records import QueueRecord, SpotRecord
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import NotFound, Stale
from promenade.kit.lookups import side_by_side
from promenade.kit.records import Record
from promenade.kit.refusals import refusals
from promenade.kit.shards import start_of

SHARDS = 64
"""Each takes 1,000 who join a second."""

_queue_of = msgspec.json.Decoder(Queue)
_draw_of = msgspec.json.Decoder(Draw)
_positions_of = msgspec.json.Decoder(dict[str, int])
_FIRST, _LAST = "0", "g"
"""Around all marks."""


class DynamoQueueStore:
    def join(self, sale_id: str, mark: str, now: datetime, until: datetime) -> datetime:
        record = SpotRecord(_spots(sale_id, start_of(mark, SHARDS)), mark, joined_at=now)
        record.expires_at = int(until.timestamp())
        try:
            dynamo.put(record, SpotRecord.pk.does_not_exist())
        except ConditionFailed as lost:
            met = lost.old[0]
            return met.joined_at if isinstance(met, SpotRecord) and met.joined_at else now
        return now

    def glance(self, sale_id: str) -> Queue:
        return self._find(sale_id, consistent=False)

    def find(self, sale_id: str) -> Queue:
        return self._find(sale_id, consistent=True)

    def count(self, sale_id: str) -> int:
        def ask(shard: int) -> int:
            with refusals():
                return SpotRecord.count(_spots(sale_id, shard), consistent_read=True)

        return sum(side_by_side(ask, range(SHARDS)))

    def marks(self, sale_id: str) -> Collection[str]:
        return {mark for shard in range(SHARDS) for mark in _marks(sale_id, shard)}

    def save(self, after: Queue) -> None:
        _write(_saving(after))

    def save_drawn(self, after: Queue, draw: Draw, positions: Mapping[str, int]) -> None:
        for page, content in pages(positions):
            record = QueueRecord(_pages(after.sale_id, draw.digest), _number(page))
            record.body = msgspec.json.encode(content).decode()
            dynamo.put(record)
        told = QueueRecord(_queue(after.sale_id), f"DRAW#{_number(draw.number)}")
        told.body = msgspec.json.encode(draw).decode()
        _write(_saving(after), Write("Put", told, Record.pk.does_not_exist()))

    def list_draws(self, sale_id: str) -> Sequence[Draw]:
        found = dynamo.all_between(QueueRecord, _queue(sale_id), "DRAW#", "DRAW#~", consistent=True)
        return [_draw_of.decode(record.body or "") for record in found]

    def positions(self, sale_id: str, note: DrawNote, page: int) -> Mapping[str, int]:
        record = dynamo.find(QueueRecord, _pages(sale_id, note.digest), _number(page))
        if record is None:
            raise NotFound("There is no such draw.")
        return _positions_of.decode(record.body or "")

    def _find(self, sale_id: str, *, consistent: bool) -> Queue:
        record = dynamo.find(QueueRecord, _queue(sale_id), "-", consistent=consistent)
        return _queue_of.decode(record.body or "") if record else Queue(sale_id)


def _write(*writes: Write) -> None:
    """Raises Stale."""
    try:
        dynamo.transact(writes)
    except ConditionFailed:
        raise Stale("It has been changed since.") from None


def _saving(after: Queue) -> Write:
    record = QueueRecord(_queue(after.sale_id), "-", version=after.version)
    record.body = msgspec.json.encode(after).decode()
    is_next = Record.version == after.version - 1
    return Write("Put", record, Record.pk.does_not_exist() if after.version == 1 else is_next)


def _marks(sale_id: str, shard: int) -> Iterator[str]:
    found = dynamo.all_between(SpotRecord, _spots(sale_id, shard), _FIRST, _LAST, consistent=True)
    return (record.sk for record in found)


def _queue(sale_id: str) -> str:
    return f"QUEUE#{sale_id}"


def _spots(sale_id: str, shard: int) -> str:
    return f"SPOTS#{sale_id}#{shard}"


def _pages(sale_id: str, digest: str) -> str:
    return f"POSITIONS#{sale_id}#{digest}"


def _number(number: int) -> str:
    return f"{number:03}"
