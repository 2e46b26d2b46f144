"""The audit trail in DynamoDB. The functions' roles may put and query, nothing else.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| of a change | `<subject>` | `<version, 15 digits>` | `<actor>` | `<occurred at>#<subject>` |
| of an opening | `<subject>` | `<version, 15 digits>#<occasion>` | the same | the same |

A subject's version is changed once, so its key is its event's identity.
"""

import msgspec

from promenade.base.audit.model import AuditRecord
from promenade.kit import clock, dynamo
from promenade.kit.config import setting
from promenade.kit.paging import Page, Position
from promenade.kit.records import IndexedRecord, Partition

_record_of = msgspec.json.Decoder(AuditRecord)


class AuditItem(IndexedRecord):
    class Meta:
        table_name = setting("AUDIT_TABLE")


class DynamoAuditStore:
    def append(self, record: AuditRecord) -> bool:
        item = AuditItem(
            record.subject,
            "#".join(filter(None, (f"{record.version:015d}", record.occasion))),
            gsi1pk=record.actor,
            gsi1sk=f"{clock.to_wire(record.occurred_at)}#{record.subject}",
            body=msgspec.json.encode(record).decode(),
        )
        try:
            dynamo.put(item, AuditItem.pk.does_not_exist())
        except dynamo.ConditionFailed:
            return False
        return True

    def list_of_subject(
        self, subject: str, limit: int, after: Position | None
    ) -> Page[AuditRecord]:
        return _page(Partition(subject, newest_first=True), limit, after)

    def list_of_actor(self, actor: str, limit: int, after: Position | None) -> Page[AuditRecord]:
        return _page(Partition(actor, index="gsi1", newest_first=True), limit, after)


def _page(partition: Partition, limit: int, after: Position | None) -> Page[AuditRecord]:
    found = dynamo.page(AuditItem, partition, limit=limit, after=after)
    return Page(tuple(_record_of.decode(item.body) for item in found.items), found.next)
