"""Reminders in DynamoDB.

| item | pk | sk |
|---|---|---|
| reminder | `CUSTOMER#<customer>` | `REMINDER#<kind>#<id>` |
| how many of a person are on | `CUSTOMER#<customer>` | `COUNT` |

One that is on is in `gsi1` under `<kind>#<id>#<shard>` and the last opening that was told.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.activity.reminder.model import MOST, SHARDS, Kind, Occasion, Piece, Reminder
from promenade.activity.reminder.service import Change, refused_most
from promenade.contracts.reminder import FlashSaleSoon, LimitedDiscountSoon
from promenade.kit import clock, dynamo
from promenade.kit.attributes import IntegerAttribute
from promenade.kit.config import setting
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Position
from promenade.kit.patience import Contended
from promenade.kit.records import IndexedRecord, Partition
from promenade.kit.shards import start_of
from promenade.kit.stamp import Stamp

KEPT_FOR = timedelta(days=91)
"""That is off: its versions are told from those of another one as long as the bus keeps events."""

FACTS = {Kind.DISCOUNT: LimitedDiscountSoon, Kind.FLASH_SALE: FlashSaleSoon}

_NEVER = "-"
_START: Position | None = None
_PAGE = 100
_reminder = msgspec.json.Decoder(Reminder)


class ReminderRecord(IndexedRecord):
    on_count = IntegerAttribute(null=True)

    class Meta:
        table_name = setting("REMINDER_TABLE")


class DynamoReminderStore:
    def find(self, customer: str, occasion: Occasion) -> Reminder | None:
        record = dynamo.find(ReminderRecord, *_key(customer, occasion), consistent=True)
        return _reminder.decode(record.body) if record else None

    def turn_on(self, met: Reminder, after: Reminder, stamp: Stamp) -> None:
        is_below = ReminderRecord.on_count.does_not_exist() | (ReminderRecord.on_count < MOST)
        count = Write("Update", _count_of(met), is_below, [ReminderRecord.on_count.add(1)])
        try:
            dynamo.transact_once([_put(met, after, stamp), count])
        except ConditionFailed as lost:
            raise (Contended() if lost.failed[0] else refused_most()) from None

    def turn_off(self, met: Reminder, after: Reminder, stamp: Stamp) -> None:
        write = _put(met, after, stamp)
        write.record.expires_at = int((stamp.at + KEPT_FOR).timestamp())
        count = Write("Update", _count_of(met), None, [ReminderRecord.on_count.add(-1)])
        try:
            dynamo.transact_once([write, count])
        except ConditionFailed:
            raise Contended from None

    def tell(self, changes: Sequence[Change]) -> int:
        return sum(side_by_side(_tell, changes))

    def list_of(self, customer: str) -> Sequence[Reminder]:
        place = f"CUSTOMER#{customer}"
        found = dynamo.all_between(
            ReminderRecord, place, "REMINDER#", "REMINDER#~", consistent=True
        )
        return [each for record in found if (each := _reminder.decode(record.body)).is_on]

    def untold(self, piece: Piece) -> Iterator[Sequence[Reminder]]:
        place = Partition(_place(piece.occasion, piece.shard), index="gsi1")
        before, after = ReminderRecord.gsi1sk < clock.to_wire(piece.opens_at), _START
        while True:
            page = dynamo.page(ReminderRecord, place, limit=_PAGE, after=after, sk=before)
            yield [_reminder.decode(record.body) for record in page.items]
            after = page.next
            if after is None:
                return


def _tell(change: Change) -> bool:
    write = _put(*change)
    write.record.fact = FACTS[change[0].occasion.kind].__name__
    try:
        dynamo.apply(write)
    except ConditionFailed:
        return False
    return True


def _place(occasion: Occasion, shard: int) -> str:
    return f"{occasion.kind}#{occasion.id}#{shard}"


def _key(customer: str, occasion: Occasion) -> tuple[str, str]:
    return f"CUSTOMER#{customer}", f"REMINDER#{occasion.kind}#{occasion.id}"


def _key_of(reminder: Reminder) -> tuple[str, str]:
    return _key(reminder.customer, reminder.occasion)


def _count_of(reminder: Reminder) -> ReminderRecord:
    return ReminderRecord(f"CUSTOMER#{reminder.customer}", "COUNT")


def _put(met: Reminder, after: Reminder, stamp: Stamp) -> Write:
    record = ReminderRecord(*_key_of(after), version=after.version).stamped(stamp)
    record.body = msgspec.json.encode(_document(after)).decode()
    if after.is_on:
        record.gsi1pk = _place(after.occasion, start_of(after.customer, SHARDS))
        record.gsi1sk = clock.to_wire(after.opens_at) if after.opens_at else _NEVER
    return Write("Put", record, _is_as(met))


def _document(reminder: Reminder) -> dict[str, object]:
    """With what facts call the occasion."""
    kept: dict[str, object] = msgspec.to_builtins(reminder)
    return kept | reminder.occasion.named


def _is_as(met: Reminder) -> Condition:
    if met.is_new:
        return ReminderRecord.pk.does_not_exist()
    return ReminderRecord.version == met.version
