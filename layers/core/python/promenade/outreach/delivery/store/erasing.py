"""A customer's own items: they go, wherever they are."""

from promenade.kit import dynamo
from promenade.kit.paging import Position
from promenade.kit.records import Partition
from promenade.outreach.delivery.store.records import DeliveryRecord, inbox_place, person_place

_START: Position | None = None


class DynamoErasureStore:
    def drop(self, customer: str, most: int) -> int:
        found = [
            (record.pk, record.sk)
            for place in (person_place(customer), inbox_place(customer))
            for record in dynamo.page(
                DeliveryRecord, Partition(place, consistent=True), limit=most, after=_START
            ).items
        ]
        dynamo.drop(DeliveryRecord, found[:most])
        return len(found[:most])
