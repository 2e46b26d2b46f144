"""What orders let others read: contracts.orders.OrderReader and PlacedOrders."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from promenade.contracts.orders import OrderDocument, RecordedOrder, StoreDay
from promenade.customer.order.store import HOUR_SHARDS, OrderRecord, day_key, hour_key
from promenade.kit import aws, dynamo
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.kit.refusals import refusals

_PAGE = 1_000
_document_of = msgspec.json.Decoder(OrderDocument)
_recorded_of = msgspec.json.Decoder(RecordedOrder)
_BODIES = {"ProjectionExpression": "#0", "ExpressionAttributeNames": {"#0": "body"}}


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
    """Straight through the client: of a record here only its document is of use, and a month of a
    large store has a hundred thousand."""

    def count_placed(self, day: StoreDay, after: Position | None) -> tuple[int, Position | None]:
        answer = _query(day, after, {"Select": "COUNT"})
        return answer["Count"], _position(answer)

    def list_placed(self, day: StoreDay, after: Position | None) -> Page[OrderDocument]:
        answer = _query(day, after, _BODIES)
        found = (_document_of.decode(item["body"]["S"]) for item in answer["Items"])
        return Page(tuple(found), _position(answer))


def _query(day: StoreDay, after: Position | None, asked: dict[str, Any]) -> dict[str, Any]:
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
