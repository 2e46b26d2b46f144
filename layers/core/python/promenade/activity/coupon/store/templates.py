"""Templates in DynamoDB."""

from promenade.activity.coupon.model.codes import CodeTaken
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.store import codes
from promenade.activity.coupon.store.records import (
    CouponRecord,
    TemplateRecord,
    encode,
    template_key,
    template_of,
)
from promenade.contracts.coupon_facts import (
    CouponTemplateActivated,
    CouponTemplateArchived,
    CouponTemplateDrafted,
    CouponTemplateFact,
)
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Stale
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored


class DynamoTemplateStore:
    def find(self, template_id: str) -> Stored[Template] | None:
        record = dynamo.find(TemplateRecord, *template_key(template_id), consistent=True)
        return Stored(template_of.decode(record.body), record.fingerprint) if record else None

    def add(self, template: Template, stamp: Stamp) -> Template:
        record = _record(template, CouponTemplateDrafted, stamp)
        return template_of.decode(dynamo_requests.add(record, stamp))

    def save(self, after: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> Template:
        record = _record(after, fact, stamp)
        mine = Write("Put", record, Record.version == after.version - 1)
        try:
            dynamo.transact([mine, *_codes(after, fact, stamp)])
        except ConditionFailed as lost:
            if not lost.failed[0]:
                raise _code_taken(lost) from None
            return template_of.decode(dynamo.replayed(lost.old[0], record).body)
        return after

    def drop(self, template: Template) -> None:
        record = TemplateRecord(*template_key(template.id))
        try:
            dynamo.apply(Write("Delete", record, Record.version == template.version))
        except ConditionFailed:
            raise Stale("It has been changed since.") from None

    def list_by_status(
        self, status: TemplateStatus, limit: int, after: Position | None
    ) -> Page[Template]:
        place = Partition(f"TEMPLATES#{status}", index="gsi1", newest_first=True)
        found = dynamo.page(TemplateRecord, place, limit=limit, after=after)
        return Page(tuple(template_of.decode(each.body) for each in found.items), found.next)


def _code_taken(lost: ConditionFailed) -> CodeTaken:
    met = lost.old[1]
    holder = codes.holder_of(met) if isinstance(met, CouponRecord) else {}
    if "promotion_id" in holder:
        told = "A promotion has this code. Choose another code, or end that promotion."
    else:
        told = "Another coupon has this code. Choose another code, or archive its template."
    return CodeTaken(told, **holder)


def _codes(template: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> list[Write]:
    """The code that all share is the template's from when it is active until it is archived."""
    if fact is CouponTemplateActivated:
        return codes.share(template, stamp.at)
    return codes.free(template) if fact is CouponTemplateArchived else []


def _record(template: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> TemplateRecord:
    record = TemplateRecord(*template_key(template.id), version=template.version)
    record.gsi1pk = f"TEMPLATES#{template.status}"
    record.gsi1sk = f"{clock.to_wire(template.created_at)}#{template.id}"
    record.body = encode(template)
    return record.stamped(stamp, fact)
