"""What the gate keeps: two writes a person it sends to, one of those it does not, and one a request
for what it came to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from promenade.contracts.channels import Channel
from promenade.contracts.deliveries import MESSAGE_TEST, MessagesHandled, SendRequest
from promenade.kit import dynamo
from promenade.kit.due_marks import DueMarks
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.refusals import refusals
from promenade.kit.stamp import Stamp
from promenade.outreach.delivery.model.contacts import Claimed, Contact, Contacts
from promenade.outreach.delivery.model.progress import Progress
from promenade.outreach.delivery.model.receipts import Message
from promenade.outreach.delivery.service.ports import MessageKey
from promenade.outreach.delivery.store.records import (
    DeliveryRecord,
    contacts_key,
    encode,
    is_as,
    later_key,
    message_key,
    past_key,
    request_key,
)

KEPT_FOR = timedelta(days=400)
"""Of messages and what they came to: as long as anybody asks why."""

ACTOR = "system:delivery"

contacts_of = msgspec.json.Decoder(Contacts).decode
progress_of = msgspec.json.Decoder(Progress).decode
past_of = msgspec.json.Decoder(tuple[Contact, ...]).decode
_request_of = msgspec.json.Decoder(SendRequest).decode


class DynamoGateStore:
    def progress(self, campaign: str, request_id: str) -> Progress | None:
        record = dynamo.find(DeliveryRecord, *request_key(campaign, request_id), consistent=True)
        return progress_of(record.body) if record and record.body else None

    def save(self, before: Progress, after: Progress, correlation_id: str) -> None:
        """A test is told to nobody: it is of no campaign's effect."""
        key = request_key(after.campaign, after.request_id)
        record = DeliveryRecord(*key, version=after.version, body=_told(after))
        stamp = Stamp(ACTOR, after.at, correlation_id or after.request_id, after.request_id)
        is_told = after.is_whole and after.campaign != MESSAGE_TEST
        record.stamped(stamp, MessagesHandled if is_told else None)
        record.expires_at = _expiry(after.at)
        _apply(Write("Put", record, is_as(before.version)))

    def contacts(self, customers: Sequence[str], channel: Channel) -> Mapping[str, Contacts]:
        keys = [contacts_key(each, channel) for each in customers]
        found = dynamo.find_many(DeliveryRecord, keys, consistent=True, only=["body"])
        known = {each.customer: each for one in found if (each := contacts_of(one.body or ""))}
        return {each: known.get(each) or Contacts(each, channel) for each in customers}

    def claim(self, claimed: Claimed) -> None:
        if claimed.spilled:
            _put_many(_past(claimed.after.customer, each) for each in claimed.spilled)
        _apply(*map(_following, (claimed.after, *claimed.merged)))

    def keep(self, sent: Mapping[MessageKey, Message], passed: Mapping[str, Contact]) -> None:
        _put_many(_messages(sent))
        _put_many(_past(customer, each) for customer, each in passed.items())

    def postpone(self, request: SendRequest, at: datetime) -> None:
        body = msgspec.json.encode(request).decode()
        dynamo.put(DeliveryRecord(*later_key(request.id), body=body))
        dynamo.apply(DueMarks(DeliveryRecord).mark(at, request.id))


class DynamoLaterStore:
    """What waits, by the minute in which it is due."""

    def __init__(self) -> None:
        self._marks = DueMarks(DeliveryRecord)
        self.swept_until = self._marks.swept_until
        self.due_in = self._marks.due_in
        self.forget = self._marks.forget

    def find(self, names: Sequence[str]) -> Sequence[SendRequest]:
        found = dynamo.find_bodies(DeliveryRecord, map(later_key, names))
        return sorted(map(_request_of, found), key=lambda each: each.id)

    def sweep(self, minute: datetime) -> None:
        self._marks.sweep(minute, ())


def _told(progress: Progress) -> str:
    """With what its fact tells beside what it is stored as."""
    document = msgspec.to_builtins(progress) | {
        "unsent": progress.unsent,
        "double_count": progress.double_count,
    }
    return msgspec.json.encode(document, order="deterministic").decode()


def _messages(sent: Mapping[MessageKey, Message]) -> Iterator[DeliveryRecord]:
    for key, message in sent.items():
        body = msgspec.json.encode(message).decode()
        record = DeliveryRecord(*message_key(key), version=message.version, body=body)
        record.expires_at = _expiry(message.at)
        yield record


def _past(customer: str, contact: Contact) -> DeliveryRecord:
    """In a list, as several stood once."""
    key = past_key(customer, *contact.place)
    body = msgspec.json.encode([contact]).decode()
    return DeliveryRecord(*key, body=body, expires_at=_expiry(contact.at))


def _put_many(records: Iterable[DeliveryRecord]) -> None:
    """One round trip per 25; what stands there is replaced."""
    with refusals(), DeliveryRecord.batch_write() as batch:
        for record in records:
            batch.save(record)


def _following(contacts: Contacts) -> Write:
    key = contacts_key(contacts.customer, contacts.channel)
    record = DeliveryRecord(*key, version=contacts.version, body=encode(contacts))
    return Write("Put", record, is_as(contacts.version - 1))


def _apply(*writes: Write) -> None:
    """A transaction costs twice as much: one write is none."""
    try:
        if len(writes) == 1:
            dynamo.apply(*writes)
        else:
            dynamo.transact_once(writes)
    except ConditionFailed:
        raise Contended from None


def _expiry(at: datetime) -> int:
    return int((at + KEPT_FOR).timestamp())
