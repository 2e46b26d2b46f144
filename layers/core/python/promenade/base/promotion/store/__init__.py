"""Promotions in DynamoDB.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| promotion | `PROMOTION#<id>` | `-` | `DRAFT`, once published or ended `BOOK` | `<end>#<id>` |

`<end>` is the instant it ends, `9` when nothing ends it: what has ended lies before now in the
book, and what a quote needs lies after, in one query.
"""

from datetime import datetime
from functools import lru_cache

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.lifecycle import ManagedPromotion
from promenade.contracts.promotions import PromotionDrafted, PromotionFact
from promenade.kit import clock, dynamo
from promenade.kit.config import setting
from promenade.kit.errors import Conflict
from promenade.kit.paging import Page, Position
from promenade.kit.records import IndexedRecord, Partition, Record
from promenade.kit.stamp import Stamp, Stored

_DRAFTS, _BOOK = "DRAFT", "BOOK"
_NEVER = "9"
_BOOK_PAGE = 1_000
_managed = msgspec.json.Decoder(ManagedPromotion)


class PromotionRecord(IndexedRecord):
    class Meta:
        table_name = setting("PROMOTION_TABLE")


class DynamoPromotionStore:
    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None:
        record = dynamo.find(PromotionRecord, f"PROMOTION#{promotion_id}", "-", consistent=True)
        return Stored(_read(record.body), record.fingerprint) if record else None

    def add(self, managed: ManagedPromotion, stamp: Stamp) -> ManagedPromotion:
        record = _record(managed, stamp, PromotionDrafted)
        try:
            dynamo.put(record, PromotionRecord.pk.does_not_exist())
        except dynamo.ConditionFailed as lost:
            return _repeated(lost.old[0], managed)
        return managed

    def save(
        self, managed: ManagedPromotion, stamp: Stamp, fact: type[PromotionFact]
    ) -> ManagedPromotion:
        return _read(dynamo.replace(_record(managed, stamp, fact)).body)

    def list_drafts(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        return _page(Partition(_DRAFTS, index="gsi1"), limit, after)

    def list_unended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        return _page(Partition(_BOOK, index="gsi1"), limit, after, _ending_after(now))

    def list_ended(
        self, now: datetime, limit: int, after: Position | None
    ) -> Page[ManagedPromotion]:
        ended = PromotionRecord.gsi1sk < _just_after(now)
        return _page(Partition(_BOOK, index="gsi1", newest_first=True), limit, after, ended)

    def read_book(self, now: datetime) -> tuple[Promotion, ...]:
        """One round trip for each megabyte, some 500 promotions."""
        promotions: list[Promotion] = []
        after: Position | None = None
        while True:
            page = _page(Partition(_BOOK, index="gsi1"), _BOOK_PAGE, after, _ending_after(now))
            promotions += [managed.promotion for managed in page.items]
            after = page.next
            if after is None:
                return tuple(promotions)


def _repeated(met: Record | None, managed: ManagedPromotion) -> ManagedPromotion:
    first = _read(met.body) if met else None
    if first is None or first.request != managed.request:
        raise Conflict("This Idempotency-Key was used for another promotion.")
    return first


def _ending_after(now: datetime) -> Condition:
    condition: Condition = PromotionRecord.gsi1sk > _just_after(now)
    return condition


def _just_after(now: datetime) -> str:
    """Between whatever ends at `now` and whatever ends later: `$` follows `#`."""
    return f"{clock.to_wire(now)}$"


def _page(
    partition: Partition, limit: int, after: Position | None, sk: Condition | None = None
) -> Page[ManagedPromotion]:
    found = dynamo.page(PromotionRecord, partition, limit=limit, after=after, sk=sk)
    return Page(tuple(_read(record.body) for record in found.items), found.next)


@lru_cache(maxsize=1_024)
def _read(body: str) -> ManagedPromotion:
    """Equal documents give the same value, so a book that has not changed is soon read."""
    return _managed.decode(body)


def _record(managed: ManagedPromotion, stamp: Stamp, fact: type[PromotionFact]) -> PromotionRecord:
    end = clock.to_wire(managed.end) if managed.end else _NEVER
    body = msgspec.json.encode(managed, order="deterministic").decode()
    record = PromotionRecord(
        f"PROMOTION#{managed.id}",
        "-",
        gsi1pk=_BOOK if managed.is_published or managed.ended_at else _DRAFTS,
        gsi1sk=f"{end}#{managed.id}",
        version=managed.version,
        body=body,
    )
    return record.stamped(stamp, fact)
