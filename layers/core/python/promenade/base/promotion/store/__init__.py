"""Promotions in DynamoDB.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| promotion | `PROMOTION#<id>` | `-` | `DRAFT`, `BOOK`, `ARCHIVE` | `<end>#<id>` |
| one of its versions | `PROMOTION#<id>` | `VERSION#<nine digits>` | | |
| its meter | `PROMOTION#<id>` | `METER` | `BOOK` | `<end>#<id>#METER` |
| goods of an activity, as they were | `REQUEST#<id>` | `-` | | |
| that it has started, and is over | `PROMOTION#<id>` | `MILESTONE#<started, over>` | | |
| who holds a code | `CODE#<as codes are compared>` | `-` | | |
| calendar of an exclusion group | `GROUP#<group>` | `-` | | |
| what became of one in the book, for a day | `CHANGES` | `<at>#<pk>#<sk>` | | |

A promotion moves from the drafts to the book when it is published or ended, and to the archive.
`<end>` is the instant it ends, `9` when nothing ends it: what has ended lies before now in the
book, and what a quote needs lies after, in one query. What others have to
approve is in `waiting` as well, by when it was submitted.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.promotion.model.goods import CheckedGood
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.changing import MadeActivity
from promenade.base.promotion.service.revisions import (
    Calendar,
    CodeTaken,
    Revision,
    Version,
)
from promenade.base.promotion.store import guards
from promenade.base.promotion.store.book import DynamoBook, ending_after, just_after
from promenade.base.promotion.store.items import (
    ARCHIVE,
    BOOK,
    METER,
    UNPUBLISHED,
    VERSION,
    item_of,
    keep,
    managed_of,
    note,
    version_of,
)
from promenade.base.promotion.store.records import PromotionRecord
from promenade.contracts.codes import CodeRegister
from promenade.contracts.promotion_facts import PromotionDrafted
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.dynamo import Write
from promenade.kit.errors import Conflict
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored

_goods_of = msgspec.json.Decoder(tuple[CheckedGood, ...])


class DynamoPromotionStore(DynamoBook):
    """Who changes codes is given the register of those of coupons."""

    def __init__(self, register: CodeRegister | None = None) -> None:
        self._register = register

    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None:
        record = dynamo.find(PromotionRecord, f"PROMOTION#{promotion_id}", "-", consistent=True)
        return Stored(managed_of(record.body), record.fingerprint) if record else None

    def find_many(self, promotion_ids: Iterable[str]) -> dict[str, ManagedPromotion]:
        keys = [(f"PROMOTION#{id_}", "-") for id_ in promotion_ids]
        found = dynamo.find_many(PromotionRecord, keys, consistent=True)
        return {managed.id: managed for managed in (managed_of(each.body) for each in found)}

    def add(
        self, managed: ManagedPromotion, stamp: Stamp, goods: tuple[CheckedGood, ...] = ()
    ) -> ManagedPromotion:
        record = item_of(managed, stamp, PromotionDrafted)
        first = Write("Put", record, PromotionRecord.pk.does_not_exist())
        try:
            claims = guards.claim(managed, stamp, self._register)
            dynamo.transact_once([first, *claims, keep(record), *_goods(goods, stamp)])
        except dynamo.ConditionFailed as lost:
            if not lost.failed[0]:
                raise _code_taken(lost) from None
            return self._repeated(lost.old[0], managed)
        return managed

    def find_activity(self, promotion_id: str, stamp: Stamp) -> MadeActivity | None:
        goods = dynamo_requests.first(PromotionRecord, stamp)
        drafted = self.version(promotion_id, 1) if goods else None
        return (drafted.managed, _goods_of.decode(goods or "")) if drafted else None

    def _repeated(self, met: Record | None, managed: ManagedPromotion) -> ManagedPromotion:
        """As it was drafted, whatever has become of it."""
        now = managed_of(met.body) if met else None
        if now is None or now.request != managed.request:
            raise Conflict("This Idempotency-Key was used for another request.")
        drafted = self.version(managed.id, 1) if now.version > 1 else None
        return drafted.managed if drafted else now

    def calendar(self, group: str, now: datetime) -> Calendar:
        record = dynamo.find(PromotionRecord, guards.group_key(group), "-", consistent=True)
        if record is None:
            return Calendar(group)
        found = self.find_many(msgspec.json.decode(record.body))
        members = [
            managed
            for managed in found.values()
            if managed.group == group and managed.is_running(now)
        ]
        promotions = sorted((each.promotion for each in members), key=lambda each: each.id)
        return Calendar(group, record.version, tuple(promotions))

    def save(self, revision: Revision, stamp: Stamp) -> ManagedPromotion:
        after, calendar = revision.after, revision.calendar
        record = item_of(after, stamp, revision.fact)
        mine = Write("Put", record, PromotionRecord.version == after.version - 1)
        claims = list(guards.claim_anew(revision, stamp, self._register))
        entries = [guards.enter(calendar, after.id, stamp)] if calendar else []
        notes = [note(record, stamp)] if after.is_published else []
        try:
            others = [*guards.release(revision, stamp.at, self._register), *entries, *notes]
            dynamo.transact_once([mine, *claims, *others, keep(record)])
        except dynamo.ConditionFailed as lost:
            if lost.failed[0]:
                return managed_of(dynamo.replayed(lost.old[0], record).body)
            if claims and any(lost.failed[1 : 1 + len(claims)]):
                raise _code_taken(lost) from None
            raise Contended from None
        return after

    def versions(self, promotion_id: str, limit: int, after: Position | None) -> Page[Version]:
        place = Partition(f"PROMOTION#{promotion_id}", newest_first=True)
        keys = PromotionRecord.sk.startswith(VERSION)
        found = dynamo.page(PromotionRecord, place, limit=limit, after=after, sk=keys)
        return Page(tuple(map(version_of, found.items)), found.next)

    def version(self, promotion_id: str, version: int) -> Version | None:
        key = f"{VERSION}{version:09}"
        record = dynamo.find(PromotionRecord, f"PROMOTION#{promotion_id}", key)
        return version_of(record) if record else None

    def list_unpublished(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        return _page(Partition(UNPUBLISHED, index="gsi1"), limit, after)

    def list_archived(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        return _page(Partition(ARCHIVE, index="gsi1", newest_first=True), limit, after)

    def list_unended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        return _page(Partition(BOOK, index="gsi1"), limit, after, ending_after(now))

    def list_ended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        ended = PromotionRecord.gsi1sk < just_after(now)
        return _page(Partition(BOOK, index="gsi1", newest_first=True), limit, after, ended)


def _goods(goods: tuple[CheckedGood, ...], stamp: Stamp) -> list[Write]:
    body = msgspec.json.encode(goods).decode()
    return dynamo_requests.keep(PromotionRecord, body, stamp) if goods else []


def _code_taken(lost: dynamo.ConditionFailed) -> CodeTaken:
    if not lost.failed[1]:
        told = "A coupon has this code. Choose another code, or archive the coupon's template."
        return CodeTaken(told)
    holder = lost.old[1]
    told = "Another promotion that has not ended has this code."
    return CodeTaken(told, promotion_id=holder.body if holder else None)


def _page(
    partition: Partition, limit: int, after: Position | None, sk: Condition | None = None
) -> Page[ManagedPromotion]:
    found = dynamo.page(PromotionRecord, partition, limit=limit, after=after, sk=sk)
    shown = (record for record in found.items if record.sk != METER)
    return Page(tuple(managed_of(record.body) for record in shown), found.next)
