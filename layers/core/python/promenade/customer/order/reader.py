"""What orders let others read: contracts.orders.OrderReader."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from promenade.contracts.orders import RecordedOrder
from promenade.customer.order.store import HOUR_SHARDS, OrderRecord, hour_key
from promenade.kit import dynamo
from promenade.kit.paging import Position
from promenade.kit.records import Partition

_PAGE = 1_000
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
