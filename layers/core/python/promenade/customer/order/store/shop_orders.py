"""Orders placed here, in DynamoDB (see `promenade.customer.order.store`).

| item | pk | sk |
|---|---|---|
| order | `ORDER#<our source>#<number>` | `-` |
| what it was placed from, and as it was placed | the same | `QUOTE` |
| one of a buyer's orders | `BUYER#<buyer>` | `<placed at>#<number>` |
| a payout that the gateway refuses | `REFUSED_PAYOUT` | `<number>#<its id>` |
| whose a transaction is, and what came in | `PAYMENT#<who tells>#<transaction>` | `-` |
| one with a parcel | `TRACKING#<tracking number, as codes are compared>` | `<placed at>#<number>` |

An order stands in `gsi3` as well, under `STAGE#<stage>#<shard>`, by when it was placed. Marks of
the minutes in which something of an order is due are those of `kit.due_marks`.
"""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from zlib import crc32

import msgspec

from promenade.customer.order.model.order import Order
from promenade.customer.order.model.paying import TransactionTaken, known_money
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.ports import AlreadyPlaced, NewOrder, StoredOrder
from promenade.customer.order.store import OrderRecord, order_key, record_of
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.codes import normalised
from promenade.kit.due_marks import DueMarks
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError, Stale
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.stamp import Stamp

_REFUSED = "REFUSED_PAYOUT"
STAGE_SHARDS = 4
"""Of a stage: each takes a thousand a second."""

_BETWEEN = b"\n"
"""No JSON of ours has it."""

_order_of = msgspec.json.Decoder(ShopOrder)


class DynamoShopOrderStore:
    """`source` is whose numbers they are."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.marks = DueMarks(OrderRecord)

    def find(self, number: str) -> StoredOrder | None:
        record = dynamo.find(OrderRecord, self._key(number), "-", consistent=True)
        return _stored(record) if record else None

    def find_placed(self, number: str) -> ShopOrder | None:
        record = dynamo.find(OrderRecord, self._key(number), "QUOTE", consistent=True)
        return _order_of.decode(_unpacked(record)[1]) if record else None

    def find_made(self, stamp: Stamp) -> ShopOrder | None:
        body = dynamo_requests.first(OrderRecord, stamp)
        return _order_of.decode(body) if body else None

    def find_quote(self, number: str) -> bytes | None:
        record = dynamo.find(OrderRecord, self._key(number), "QUOTE")
        return _unpacked(record)[0] if record else None

    def list_of(self, buyer: str, limit: int, after: Position | None) -> Page[ShopOrder]:
        place = Partition(f"BUYER#{buyer}", newest_first=True)
        page = dynamo.page(OrderRecord, place, limit=limit, after=after)
        keys = [(self._key(each.sk.partition("#")[2]), "-") for each in page.items]
        return Page(tuple(self._orders(keys)), page.next)

    def list_refused(self, limit: int, after: Position | None) -> Page[ShopOrder]:
        page = dynamo.page(OrderRecord, _REFUSED, limit=limit, after=after)
        numbers = dict.fromkeys(each.sk.partition("#")[0] for each in page.items)
        keys = [(self._key(number), "-") for number in numbers]
        return Page(tuple(self._orders(keys)), page.next)

    def placing(self, new: NewOrder, due_at: datetime, stamp: Stamp) -> Part:
        order = new.order
        writes = [
            Write("Put", self._record(order, new.sealed, stamp), OrderRecord.pk.does_not_exist()),
            Write("Put", self._quote(new)),
            self.marks.mark(due_at, order.number),
        ]
        if new.buyer:
            writes.append(Write("Put", OrderRecord(f"BUYER#{new.buyer}", _place(order))))
        told = "This Idempotency-Key placed another order."
        return Part(tuple(writes), lambda _lost: AlreadyPlaced(told))

    def turning(
        self, stored: StoredOrder, after: ShopOrder, due: Sequence[datetime], stamp: Stamp
    ) -> Part:
        record = self._record(after, stored.sealed, stamp)
        is_next = OrderRecord.version == stored.order.version
        kept = dynamo_requests.keep(OrderRecord, record.body or "", stamp)
        marks = [self.marks.mark(at, after.number) for at in due]
        found = [*_tracked(after, stamp), *_refusals(stored.order, after)]
        claims = list(_claims(stored.order, after, stamp))
        writes = (Write("Put", record, is_next), *claims, *kept, *marks, *found)
        return Part(writes, partial(_not_turned, len(claims)))

    def _record(self, order: ShopOrder, sealed: bytes | None, stamp: Stamp) -> OrderRecord:
        record = record_of(Order(order, sealed, stamp.fingerprint), stamp)
        shard = crc32(order.number.encode()) % STAGE_SHARDS
        record.stage, record.gsi3pk = order.stage, stage_key(order.stage, shard)
        record.gsi3sk = _place(order)
        return record

    def _orders(self, keys: Sequence[tuple[str, str]]) -> Iterator[ShopOrder]:
        """In the order of the keys."""
        found = {each.pk: each for each in dynamo.find_many(OrderRecord, keys)}
        return (_stored(found[pk]).order for pk, _ in keys if pk in found)

    def _quote(self, new: NewOrder) -> OrderRecord:
        packed = zlib.compress(new.quote + _BETWEEN + msgspec.json.encode(new.order))
        return OrderRecord(self._key(new.order.number), "QUOTE", quote=packed)

    def _key(self, number: str) -> str:
        return order_key(self._source, number)


def _claims(before: ShopOrder, after: ShopOrder, stamp: Stamp) -> Iterator[Write]:
    """Where a transaction is told of for the first time, with its amount."""
    known = known_money(after)
    for transaction in known.keys() - known_money(before).keys():
        key, body = f"PAYMENT#{stamp.actor}#{transaction}", msgspec.json.encode(known[transaction])
        record = OrderRecord(key, "-", paid_for=after.number, body=body.decode()).stamped(stamp)
        yield Write("Put", record, OrderRecord.pk.does_not_exist())


def _refusals(before: ShopOrder, after: ShopOrder) -> Iterator[Write]:
    """Where staff find payouts while the gateway refuses them."""
    for payout in after.payouts:
        if payout.was_refused and payout not in before.payouts:
            record = OrderRecord(_REFUSED, f"{after.number}#{payout.id}")
            yield Write("Put" if payout.refused_at else "Delete", record)


def _not_turned(claim_count: int, lost: ConditionFailed) -> DomainError:
    met = next(filter(None, lost.old[1 : 1 + claim_count]), None)
    if lost.failed[0] or not isinstance(met, OrderRecord):
        return Stale("It has been changed since.")
    _, teller, transaction = met.pk.split("#", 2)
    told = f"{teller} told of {transaction} for {met.paid_for} before."
    facts = {"teller": teller, "transaction": transaction, "paid_for": met.paid_for}
    return TransactionTaken(told, **facts)


def stage_key(stage: str, shard: int) -> str:
    return f"STAGE#{stage}#{shard}"


def tracking_key(tracking: str) -> str:
    return f"TRACKING#{normalised(tracking)}"


def _place(order: ShopOrder) -> str:
    return f"{clock.to_wire(order.placed_at)}#{order.number}"


def _tracked(order: ShopOrder, stamp: Stamp) -> Iterator[Write]:
    """The parcels of this very step are found by their tracking numbers."""
    keys = {tracking_key(each.tracking) for each in order.parcels if each.sent_at == stamp.at}
    for key in keys:
        yield Write("Put", OrderRecord(key, _place(order)))


def _unpacked(record: OrderRecord) -> list[bytes]:
    """The quote, and the order as it was placed: what both say is packed once."""
    return zlib.decompress(record.quote).split(_BETWEEN)


def _stored(record: OrderRecord) -> StoredOrder:
    return StoredOrder(_order_of.decode(record.body), record.sealed, record.fingerprint)
