"""Templates in DynamoDB."""

from collections.abc import Iterable, Iterator

from promenade.activity.coupon.model.codes import CodeTaken
from promenade.activity.coupon.model.template import Template, TemplateStatus
from promenade.activity.coupon.service.ports import Version
from promenade.activity.coupon.store import codes
from promenade.activity.coupon.store.records import (
    CouponRecord,
    Key,
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

_VERSION = "VERSION#"
_PAGE = 100


class DynamoTemplateStore:
    def find(self, template_id: str) -> Stored[Template] | None:
        record = dynamo.find(TemplateRecord, *template_key(template_id), consistent=True)
        return Stored(template_of.decode(record.body), record.fingerprint) if record else None

    def add(self, template: Template, stamp: Stamp) -> Template:
        record = _record(template, CouponTemplateDrafted, stamp)
        return template_of.decode(dynamo_requests.add(record, stamp, _keep(record)))

    def save(self, after: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> Template:
        record = _record(after, fact, stamp)
        mine = Write("Put", record, Record.version == after.version - 1)
        try:
            dynamo.transact([mine, *_codes(after, fact, stamp), _keep(record)])
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
        versions = range(1, template.version + 1)
        dynamo.drop(TemplateRecord, (_version_key(template.id, each) for each in versions))

    def list_by_status(
        self, status: TemplateStatus, limit: int, after: Position | None
    ) -> Page[Template]:
        place = Partition(f"TEMPLATES#{status}", index="gsi1", newest_first=True)
        found = dynamo.page(TemplateRecord, place, limit=limit, after=after)
        return Page(tuple(template_of.decode(each.body) for each in found.items), found.next)

    def versions(self, template_id: str, limit: int, after: Position | None) -> Page[Version]:
        place = Partition(template_key(template_id)[0], newest_first=True)
        keys = TemplateRecord.sk.startswith(_VERSION)
        found = dynamo.page(TemplateRecord, place, limit=limit, after=after, sk=keys)
        return Page(tuple(map(_version_of, found.items)), found.next)

    def version(self, template_id: str, number: int) -> Version | None:
        record = dynamo.find(TemplateRecord, *_version_key(template_id, number))
        return _version_of(record) if record else None


def known(template_ids: Iterable[str]) -> frozenset[str]:
    """Those that there are."""
    ids = {template_key(each): each for each in template_ids}
    found = dynamo.find_many(TemplateRecord, ids, only=["pk", "sk"])
    return frozenset(ids[each.pk, each.sk] for each in found)


def every(status: TemplateStatus) -> Iterator[Template]:
    """All of a status, in a round trip a hundred."""
    store, after, is_over = DynamoTemplateStore(), None, False
    while not is_over:
        page = store.list_by_status(status, _PAGE, after)
        yield from page.items
        after, is_over = page.next, page.next is None


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


def _keep(record: TemplateRecord) -> Write:
    """What is written now, as it stays; the fact is stated by the template's own item."""
    kept = TemplateRecord(record.pk, f"{_VERSION}{record.version:09}", body=record.body)
    kept.actor, kept.updated_at, kept.change = record.actor, record.updated_at, record.fact
    return Write("Put", kept)


def _version_key(template_id: str, number: int) -> Key:
    return template_key(template_id)[0], f"{_VERSION}{number:09}"


def _version_of(record: TemplateRecord) -> Version:
    return Version(template_of.decode(record.body), record.actor, record.updated_at, record.change)


def _record(template: Template, fact: type[CouponTemplateFact], stamp: Stamp) -> TemplateRecord:
    record = TemplateRecord(*template_key(template.id), version=template.version)
    record.gsi1pk = f"TEMPLATES#{template.status}"
    record.gsi1sk = f"{clock.to_wire(template.created_at)}#{template.id}"
    record.body = encode(template)
    if template.waits and template.review:
        record.wait(template.review.submitted_at)
    return record.stamped(stamp, fact)
