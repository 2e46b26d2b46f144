"""What orders let others read: contracts.orders.OrderReader and PlacedOrders, and
contracts.dependents.Dependents."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec

from promenade.contracts.dependents import Dependent, DependentKind, Turn
from promenade.contracts.orders import OrderDocument, RecordedOrder, StoreDay
from promenade.customer.order.model.searching import Wanted
from promenade.customer.order.store import HOUR_SHARDS, OrderRecord, day_key, hour_key
from promenade.customer.order.store.searching import DynamoOrderSearch
from promenade.customer.order.wire.shop_orders import read_shop
from promenade.kit import aws, dynamo
from promenade.kit.config import setting
from promenade.kit.lookups import Lookup, look_up
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.refusals import refusals

_PAGE = 1_000
_WAITING = 300
_DOCUMENTS = 400
"""Of 256 KB at most, by four calls side by side."""

_document_of = msgspec.json.Decoder(OrderDocument)
_recorded_of = msgspec.json.Decoder(RecordedOrder)


class DynamoOrderReader:
    def list_recorded(self, hour: datetime) -> Iterator[RecordedOrder]:
        """A megabyte a round trip, of the orders of this hour alone."""
        for shard in range(HOUR_SHARDS):
            partition = Partition(hour_key(hour, shard), index="gsi2")
            after: Position | None = None
            while True:
                page = dynamo.page(OrderRecord, partition, limit=_PAGE, after=after)
                yield from (_recorded_of.decode(record.summary) for record in page.items)
                after = page.next
                if after is None:
                    break


class DynamoPlacedOrders:
    def count_placed(self, day: StoreDay, after: Position | None) -> tuple[int, Position | None]:
        answer = _query(day, after, {"Select": "COUNT"})
        return answer["Count"], _position(answer)

    def list_placed(self, day: StoreDay, after: Position | None) -> Page[OrderDocument]:
        """Keys by the index, documents by their keys, a hundred at once: the index holds none, for
        it would store each order twice."""
        answer = _query(day, after, {"ProjectionExpression": "pk", "Limit": _DOCUMENTS})
        keys = tuple((item["pk"]["S"], "-") for item in answer["Items"])
        table = OrderRecord.Meta.table_name
        (found,) = look_up(Lookup(table, keys, _documents))
        return Page(found, _position(answer))


def _documents(bodies: Sequence[str]) -> tuple[OrderDocument, ...]:
    return tuple(sorted(map(_document_of.decode, bodies), key=_source_and_time))


def _source_and_time(order: OrderDocument) -> tuple[str, datetime, str]:
    return order.source, order.placed_at, order.number


def _query(day: StoreDay, after: Position | None, asked: dict[str, Any]) -> dict[str, Any]:
    """Straight through the client: a record of the index would be decoded for its key alone."""
    start = {name: {"S": value} for name, value in after.items()} if after else None
    with refusals():
        answer: dict[str, Any] = aws.client("dynamodb").query(
            TableName=OrderRecord.Meta.table_name,
            IndexName="gsi1",
            KeyConditionExpression="gsi1pk = :day",
            ExpressionAttributeValues={":day": {"S": day_key(day.store, day.on)}},
            **asked,
            **({"ExclusiveStartKey": start} if start else {}),
        )
    return answer


def _position(answer: dict[str, Any]) -> Position | None:
    ended = answer.get("LastEvaluatedKey")
    return {name: value["S"] for name, value in ended.items()} if ended else None


class DynamoOrderDependents:
    def __init__(self) -> None:
        self._shop = read_shop(setting("SHOP"))

    def of(self, turn: Turn, at: datetime) -> Iterator[Dependent]:  # noqa: ARG002
        """Those with what leaves in them that wait for their payment, of the latest 300: more are
        not looked at, and what they hold is in the stock's reservations. Four round trips, and
        three for their documents."""
        if not (leaving := frozenset(turn.leaving)):
            return
        search = DynamoOrderSearch()
        shop = self._shop
        wanted = Wanted(source=shop.source, home=shop.store, stage="pending_payment")
        keys = [each.key for each in search.candidates(wanted, None, _WAITING).items]
        for order in search.orders(keys).values() if keys else ():
            units = Counter[str]()
            for line in order.lines:
                units[line.sku] += line.quantity if line.sku in leaving else 0
            if units := +units:
                yield Dependent(
                    kind=DependentKind.ORDER,
                    id=order.number,
                    how="holds",
                    state="pending_payment",
                    path=f"/orders/{shop.source}/{order.number}",
                    skus=tuple(units),
                    count=units.total(),
                )
