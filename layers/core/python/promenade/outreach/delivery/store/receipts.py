"""Messages that providers took, found by the provider's id: what was told of one is in its item,
and counted with it."""

import msgspec

from promenade.contracts.deliveries import RecipientStopped
from promenade.contracts.messages import Receipt
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.facts import Fact
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp
from promenade.outreach.delivery.model.receipts import Message, stopped
from promenade.outreach.delivery.service.ports import MessageKey
from promenade.outreach.delivery.store.gate import ACTOR, KEPT_FOR
from promenade.outreach.delivery.store.outcomes import counted
from promenade.outreach.delivery.store.records import DeliveryRecord, encode, is_as, message_key

message_of = msgspec.json.Decoder(Message).decode


class DynamoReceiptStore:
    def message(self, key: MessageKey) -> Message | None:
        record = dynamo.find(DeliveryRecord, *message_key(key), consistent=True)
        return message_of(record.body) if record and record.body else None

    def mark(
        self, key: MessageKey, before: Message, after: Message, fact: type[Fact] | None
    ) -> None:
        record = DeliveryRecord(*message_key(key), version=after.version, body=encode(after))
        record.stamped(Stamp(ACTOR, after.at, after.request_id, "/".join(key)), fact)
        record.expires_at = int((after.at + KEPT_FOR).timestamp())
        marked = Write("Put", record, is_as(before.version))
        try:
            dynamo.transact([marked, counted(key, before, after)])
        except ConditionFailed:
            raise Contended from None

    def stop(self, receipt: Receipt) -> None:
        told = stopped(receipt)
        place = f"STOP#{told.channel}#{told.address}", str(receipt.at_s)
        body = msgspec.json.encode(told).decode()
        record = DeliveryRecord(*place, version=1, body=body)
        record.stamped(
            Stamp(ACTOR, told.at, receipt.event_id or told.address, ""), RecipientStopped
        )
        record.expires_at = int((told.at + KEPT_FOR).timestamp())
        try:
            dynamo.apply(Write("Put", record, is_as(0)))
        except ConditionFailed:
            return
