"""Messages to shoppers in their inboxes, sealed: who reads the table learns how many there are."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from promenade.contracts.messages import Content, MessageRefused
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition
from promenade.outreach.delivery.model.inbox import KEPT_FOR, InboxMessage, Note
from promenade.outreach.delivery.store.records import DeliveryRecord, inbox_place, is_as

_MOST_BYTES = 4096
_MESSAGE = "MESSAGE#"
_note_of = msgspec.json.Decoder(Note).decode
_START: Position | None = None


class Sealer(Protocol):
    """kit.vault.Vault."""

    def seal(self, content: bytes, context: Mapping[str, str]) -> bytes: ...

    def open(self, sealed: bytes, context: Mapping[str, str]) -> bytes: ...


class DynamoInbox:
    def __init__(self, vault: Sealer) -> None:
        self._vault = vault

    def put(self, customer: str, id_: str, content: Content, at: datetime) -> None:
        note = Note(content.text[:], content.subject[:], content.url[:], content.language, at)
        plain = msgspec.json.encode(note)
        if len(plain) > _MOST_BYTES:
            raise MessageRefused("The message is too long for an inbox.")
        sealed = self._vault.seal(plain, _context(customer, id_))
        record = DeliveryRecord(*_key(customer, id_), version=1)
        record.body = b64encode(sealed).decode()
        record.updated_at, record.expires_at = at, int((at + KEPT_FOR).timestamp())
        try:
            dynamo.apply(Write("Put", record, is_as(0)))
        except ConditionFailed:
            return

    def page(
        self, customer: str, now: datetime, limit: int, after: Position | None
    ) -> Page[InboxMessage]:
        place = Partition(inbox_place(customer), newest_first=True, consistent=True)
        found = dynamo.page(DeliveryRecord, place, limit=limit, after=after)
        kept = [each for each in found.items if not _is_over(each, now)]
        opened = side_by_side(lambda each: self._opened(customer, each), kept)
        return Page(tuple(opened), found.next)

    def unread(self, customer: str, now: datetime, most: int) -> int:
        """Of the newest `most`."""
        place = Partition(inbox_place(customer), newest_first=True, consistent=True)
        found = dynamo.page(DeliveryRecord, place, limit=most, after=_START)
        return sum(each.version == 1 and not _is_over(each, now) for each in found.items)

    def read(self, customer: str, id_: str, now: datetime) -> bool:
        """Whether there is such a message; again, it does nothing. Raises Contended."""
        record = dynamo.find(DeliveryRecord, *_key(customer, id_), consistent=True)
        if record is None or _is_over(record, now):
            return False
        if record.version == 1:
            record.version = 2
            try:
                dynamo.apply(Write("Put", record, is_as(1)))
            except ConditionFailed:
                raise Contended from None
        return True

    def delete(self, customer: str, id_: str, now: datetime) -> bool:
        """Whether there was such a message; of two at once, each may be told so."""
        record = dynamo.find(DeliveryRecord, *_key(customer, id_), consistent=True)
        if record is None or _is_over(record, now):
            return False
        dynamo.drop(DeliveryRecord, [_key(customer, id_)])
        return True

    def _opened(self, customer: str, record: DeliveryRecord) -> InboxMessage:
        id_ = record.sk.removeprefix(_MESSAGE)
        sealed = b64decode(record.body or "")
        note = _note_of(self._vault.open(sealed, _context(customer, id_)))
        return InboxMessage(id_, note, record.version != 1)


def _key(customer: str, id_: str) -> tuple[str, str]:
    return inbox_place(customer), f"{_MESSAGE}{id_}"


def _context(customer: str, id_: str) -> dict[str, str]:
    return {"customer": customer, "message": id_}


def _is_over(record: DeliveryRecord, now: datetime) -> bool:
    at = record.updated_at or datetime.fromtimestamp(0, UTC)
    return now - at >= KEPT_FOR
