"""A customer's own items: they go, wherever they are."""

from collections.abc import Sequence

from promenade.kit import dynamo
from promenade.kit.paging import Position
from promenade.kit.records import Partition
from promenade.outreach.delivery.model.contacts import Contact
from promenade.outreach.delivery.service.erasing import Item
from promenade.outreach.delivery.store.gate import contacts_of, past_of
from promenade.outreach.delivery.store.records import (
    CONTACTS,
    PAST,
    DeliveryRecord,
    inbox_place,
    person_place,
)

_START: Position | None = None


class DynamoErasureStore:
    def first(self, customer: str, most: int) -> Sequence[Item]:
        found = [
            _item(record)
            for place in (person_place(customer), inbox_place(customer))
            for record in dynamo.page(
                DeliveryRecord, Partition(place, consistent=True), limit=most, after=_START
            ).items
        ]
        return found[:most]

    def drop(self, items: Sequence[Item]) -> None:
        dynamo.drop(DeliveryRecord, [each.key for each in items])


def _item(record: DeliveryRecord) -> Item:
    contacts: Sequence[Contact] = ()
    if record.sk.startswith(PAST):
        contacts = past_of(record.body or "[]")
    elif record.sk.startswith(CONTACTS):
        contacts = contacts_of(record.body or "").recent
    return Item((record.pk, record.sk), [each.request_id for each in contacts])
