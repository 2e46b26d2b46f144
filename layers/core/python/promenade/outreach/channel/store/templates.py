"""Message templates in DynamoDB."""

from promenade.contracts.message_facts import (
    MessageTemplateApproved,
    MessageTemplateDrafted,
    MessageTemplateFact,
)
from promenade.contracts.reviews import ReviewState
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored
from promenade.outreach.channel.model.template import Approved, Template
from promenade.outreach.channel.service.ports import Filter
from promenade.outreach.channel.store.records import (
    ChannelRecord,
    approved_key,
    approved_of,
    encode,
    template_key,
    template_of,
)


class DynamoTemplateStore:
    def find(self, template_id: str) -> Stored[Template] | None:
        record = dynamo.find(ChannelRecord, *template_key(template_id), consistent=True)
        return Stored(template_of.decode(record.body), record.fingerprint) if record else None

    def add(self, template: Template, stamp: Stamp) -> Template:
        record = _record(template, MessageTemplateDrafted, stamp)
        return template_of.decode(dynamo_requests.add(record, stamp))

    def save(self, after: Template, fact: type[MessageTemplateFact], stamp: Stamp) -> Template:
        record = _record(after, fact, stamp)
        if fact is not MessageTemplateApproved:
            return template_of.decode(dynamo.replace(record).body)
        mine = Write("Put", record, Record.version == after.version - 1)
        try:
            dynamo.transact([mine, *_kept(after)])
        except ConditionFailed as lost:
            return template_of.decode(dynamo.replayed(lost.old[0], record).body)
        return after

    def list_by(self, wanted: Filter, limit: int, after: Position | None) -> Page[Template]:
        place = Partition(f"MESSAGES#{wanted.channel}", index="gsi1")
        keys = ChannelRecord.gsi1sk.startswith(f"{wanted.status}#") if wanted.status else None
        found = dynamo.page(ChannelRecord, place, limit=limit, after=after, sk=keys)
        return Page(tuple(template_of.decode(each.body) for each in found.items), found.next)


def approved(template_id: str, version: int) -> Approved | None:
    """These very terms never change."""
    record = dynamo.find(ChannelRecord, *approved_key(template_id, version))
    return approved_of.decode(record.body) if record else None


def _kept(template: Template) -> list[Write]:
    if template.approved is None:
        return []
    key = approved_key(template.id, template.approved.version)
    return [Write("Put", ChannelRecord(*key, body=encode(template.approved)))]


def _record(template: Template, fact: type[MessageTemplateFact], stamp: Stamp) -> ChannelRecord:
    record = ChannelRecord(*template_key(template.id), version=template.version)
    record.gsi1pk = f"MESSAGES#{template.channel}"
    drafted_at = clock.to_wire(template.created_at)
    record.gsi1sk = f"{template.status}#{drafted_at}#{template.id}"
    record.body = encode(template)
    if template.status is ReviewState.PENDING and template.review:
        record.wait(template.review.submitted_at)
    return record.stamped(stamp, fact)
