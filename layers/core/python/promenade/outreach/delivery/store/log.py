"""What the log of decisions reads: a person's messages by when, and what their requests came to."""

from collections.abc import Mapping, Sequence

from promenade.contracts.channels import Channel
from promenade.kit import dynamo
from promenade.kit.lookups import Key
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition
from promenade.outreach.delivery.model.contacts import Contact, Contacts, Place
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.service.ports import MessageKey
from promenade.outreach.delivery.store.gate import contacts_of, past_of, progress_of
from promenade.outreach.delivery.store.receipts import message_of
from promenade.outreach.delivery.store.records import (
    PAST,
    DeliveryRecord,
    contacts_key,
    message_key,
    past_key,
    person_place,
    request_key,
)


class DynamoLogStore:
    def recent(self, customer: str) -> Sequence[Contacts]:
        keys = [contacts_key(customer, each) for each in Channel]
        found = dynamo.find_many(DeliveryRecord, keys, consistent=True)
        return sorted((contacts_of(each.body or "") for each in found), key=lambda c: c.channel)

    def passed(self, customer: str, limit: int, before: Place | None) -> Sequence[Contact]:
        place = Partition(person_place(customer), newest_first=True, consistent=True)
        past = DeliveryRecord.sk.startswith(PAST)
        after = _position(past_key(customer, *before)) if before else None
        found = dynamo.page(DeliveryRecord, place, limit=limit, after=after, sk=past)
        return [each for record in found.items for each in past_of(record.body or "[]")]

    def progresses(self, keys: Sequence[Key]) -> Mapping[Key, Progress]:
        bodies = dynamo.find_bodies(DeliveryRecord, [request_key(*each) for each in keys])
        return {(each.campaign, each.request_id): each for each in map(progress_of, bodies)}

    def messages(self, keys: Sequence[MessageKey]) -> Mapping[MessageKey, Message]:
        places = {message_key(each): each for each in keys}
        found = dynamo.find_many(DeliveryRecord, places)
        return {places[each.pk, each.sk]: message_of(each.body or "") for each in found}

    def of_campaign(self, campaign: str, limit: int, after: Position | None) -> Page[Progress]:
        place = Partition(f"CAMPAIGN#{campaign}", consistent=True)
        found = dynamo.page(DeliveryRecord, place, limit=limit, after=after)
        return Page(tuple(progress_of(each.body or "") for each in found.items), found.next)

    def position(self, progress: Progress) -> Position:
        return _position(request_key(progress.campaign, progress.request_id))


def _position(key: Key) -> Position:
    pk, sk = key
    return {"pk": pk, "sk": sk}
