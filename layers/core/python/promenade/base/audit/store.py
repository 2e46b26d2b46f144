"""The audit trail in DynamoDB. The functions' roles may put and query, nothing else.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| line | `CHAIN#<number>` | `<place, 15 digits>` | `<actor>` | `<occurred at>#<subject>` |
| that a change has one | `<subject>` | `<version, 15 digits>` | | |
| that an opening has one | `<subject>` | `<version, 15 digits>#<occasion>` | | |

A subject's version is changed once, so that is its event's identity. A line and that there is one
are written together: a place is taken once, and so is an event. Whatever is listed is a line: of a
subject by `gsi2`, where it has the keys of the latter two.
"""

from datetime import UTC, datetime

import msgspec
from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from promenade.base.audit.model import AuditRecord, End, Line, Link
from promenade.kit import clock, dynamo
from promenade.kit.config import setting
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import IndexedRecord, Partition

_CHAIN = "CHAIN#"
_NULL = msgspec.Raw(b"null")
_SPOILT = AuditRecord("", "", 0, "", "", datetime(1970, 1, 1, tzinfo=UTC), "", _NULL, _NULL)
_line_of = msgspec.json.Decoder(Line)


class _BySubject(GlobalSecondaryIndex["AuditItem"]):  # type: ignore[no-untyped-call]
    class Meta:
        index_name = "gsi2"
        projection = AllProjection()

    gsi2pk = UnicodeAttribute(hash_key=True)
    gsi2sk = UnicodeAttribute(range_key=True)


class AuditItem(IndexedRecord):
    class Meta:
        table_name = setting("AUDIT_TABLE")

    gsi2pk = UnicodeAttribute(null=True)
    gsi2sk = UnicodeAttribute(null=True)
    gsi2 = _BySubject()


class DynamoAuditStore:
    def end(self, chain: int) -> End:
        newest = Partition(_chain_key(chain), newest_first=True, consistent=True)
        found = _page(newest, 1, None).items
        return End(found[0].link.place, found[0].link.hash) if found else End()

    def append(self, line: Line) -> bool:
        event = AuditItem(line.record.subject, _event_key(line.record))
        free = AuditItem.pk.does_not_exist()
        writes = [dynamo.Write("Put", each, free) for each in (event, _item(line))]
        try:
            dynamo.transact_once(writes)
        except dynamo.ConditionFailed as lost:
            if lost.failed[0]:
                return False
            raise Contended from None
        return True

    def list_of_chain(self, chain: int, limit: int, after: Position | None) -> Page[Line]:
        return _page(Partition(_chain_key(chain)), limit, after)

    def list_of_subject(self, subject: str, limit: int, after: Position | None) -> Page[Line]:
        return _page(Partition(subject, index="gsi2", newest_first=True), limit, after)

    def list_of_actor(self, actor: str, limit: int, after: Position | None) -> Page[Line]:
        return _page(Partition(actor, index="gsi1", newest_first=True), limit, after)


def _item(line: Line) -> AuditItem:
    record, link = line.record, line.link
    return AuditItem(
        _chain_key(link.chain),
        f"{link.place:015d}",
        gsi1pk=record.actor,
        gsi1sk=f"{clock.to_wire(record.occurred_at)}#{record.subject}",
        gsi2pk=record.subject,
        gsi2sk=_event_key(record),
        body=msgspec.json.encode(line).decode(),
    )


def _chain_key(chain: int) -> str:
    return f"{_CHAIN}{chain:02d}"


def _event_key(record: AuditRecord) -> str:
    return "#".join(filter(None, (f"{record.version:015d}", record.occasion)))


def _page(partition: Partition, limit: int, after: Position | None) -> Page[Line]:
    found = dynamo.page(AuditItem, partition, limit=limit, after=after)
    return Page(tuple(map(_line, found.items)), found.next)


def _line(item: AuditItem) -> Line:
    """What somebody has spoilt stands where it stood, and proves nothing."""
    try:
        return _line_of.decode(item.body or "")
    except msgspec.DecodeError:
        place = int(item.pk.removeprefix(_CHAIN)), int(item.sk)
        return Line(_SPOILT, Link(*place, previous="", salt="", digest="", hash=""))
