"""Promotions in DynamoDB.

| item | pk | sk | gsi1pk | gsi1sk |
|---|---|---|---|---|
| promotion | `PROMOTION#<id>` | `-` | `DRAFT`, `BOOK`, `ARCHIVE` | `<end>#<id>` |
| one of its versions | `PROMOTION#<id>` | `VERSION#<nine digits>` | | |
| who holds a code | `CODE#<as codes are compared>` | `-` | | |
| calendar of an exclusion group | `GROUP#<group>` | `-` | | |

A promotion moves from the drafts to the book when it is published or ended, and to the archive.
`<end>` is the instant it ends, `9` when nothing ends it: what has ended lies before now in the
book, and what a quote needs lies after, in one query.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import msgspec
from pynamodb.expressions.condition import Condition

from promenade.base.promotion.model import Promotion
from promenade.base.promotion.model.lifecycle import ManagedPromotion
from promenade.base.promotion.service.revisions import (
    Calendar,
    CodeTaken,
    Revision,
    Version,
)
from promenade.base.promotion.store import guards
from promenade.base.promotion.store.records import PromotionRecord
from promenade.contracts.promotions import PromotionDrafted, PromotionFact
from promenade.kit import clock, dynamo
from promenade.kit.dynamo import Write
from promenade.kit.errors import Conflict
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored

_UNPUBLISHED, _BOOK, _ARCHIVE = "DRAFT", "BOOK", "ARCHIVE"
_VERSION = "VERSION#"
_NEVER = "9"
_BOOK_PAGE = 1_000
_managed = msgspec.json.Decoder(ManagedPromotion)


class DynamoPromotionStore:
    def find(self, promotion_id: str) -> Stored[ManagedPromotion] | None:
        record = dynamo.find(PromotionRecord, f"PROMOTION#{promotion_id}", "-", consistent=True)
        return Stored(_read(record.body), record.fingerprint) if record else None

    def find_many(self, promotion_ids: Iterable[str]) -> dict[str, ManagedPromotion]:
        keys = [(f"PROMOTION#{id_}", "-") for id_ in promotion_ids]
        found = dynamo.find_many(PromotionRecord, keys, consistent=True)
        return {managed.id: managed for managed in (_read(each.body) for each in found)}

    def add(self, managed: ManagedPromotion, stamp: Stamp) -> ManagedPromotion:
        record = _record(managed, stamp, PromotionDrafted)
        first = Write("Put", record, PromotionRecord.pk.does_not_exist())
        try:
            dynamo.transact_once([first, *guards.claim(managed, stamp), _version(record)])
        except dynamo.ConditionFailed as lost:
            if not lost.failed[0]:
                raise _code_taken(lost) from None
            return _repeated(lost.old[0], managed)
        return managed

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
        record = _record(after, stamp, revision.fact)
        mine = Write("Put", record, PromotionRecord.version == after.version - 1)
        claims = list(guards.claim_anew(revision, stamp))
        entries = [guards.enter(calendar, after.id, stamp)] if calendar else []
        try:
            others = [*guards.release(revision, stamp.at), *entries]
            dynamo.transact_once([mine, *claims, *others, _version(record)])
        except dynamo.ConditionFailed as lost:
            if lost.failed[0]:
                return _read(dynamo.replayed(lost.old[0], record).body)
            if claims and lost.failed[1]:
                raise _code_taken(lost) from None
            raise Contended from None
        return after

    def versions(self, promotion_id: str, limit: int, after: Position | None) -> Page[Version]:
        place = Partition(f"PROMOTION#{promotion_id}", newest_first=True)
        keys = PromotionRecord.sk.startswith(_VERSION)
        found = dynamo.page(PromotionRecord, place, limit=limit, after=after, sk=keys)
        return Page(tuple(map(_read_version, found.items)), found.next)

    def version(self, promotion_id: str, version: int) -> Version | None:
        key = f"{_VERSION}{version:09}"
        record = dynamo.find(PromotionRecord, f"PROMOTION#{promotion_id}", key)
        return _read_version(record) if record else None

    def list_unpublished(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        return _page(Partition(_UNPUBLISHED, index="gsi1"), limit, after)

    def list_archived(self, limit: int, after: Position | None) -> Page[ManagedPromotion]:
        return _page(Partition(_ARCHIVE, index="gsi1", newest_first=True), limit, after)

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


def _code_taken(lost: dynamo.ConditionFailed) -> CodeTaken:
    holder = lost.old[1]
    return CodeTaken(
        "Another promotion that has not ended has this code.",
        promotion_id=holder.body if holder else None,
    )


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
        gsi1pk=_partition(managed),
        gsi1sk=f"{end}#{managed.id}",
        version=managed.version,
        body=body,
    )
    return record.stamped(stamp, fact)


def _partition(managed: ManagedPromotion) -> str:
    if managed.is_archived:
        return _ARCHIVE
    return _BOOK if managed.is_published or managed.ended_at else _UNPUBLISHED


def _version(record: PromotionRecord) -> Write:
    """What is written now, as it stays; the fact is stated by the promotion's own item."""
    kept = PromotionRecord(record.pk, f"{_VERSION}{record.version:09}", body=record.body)
    kept.actor, kept.updated_at, kept.change = record.actor, record.updated_at, record.fact
    return Write("Put", kept)


def _read_version(record: PromotionRecord) -> Version:
    return Version(_read(record.body), record.actor, record.updated_at, record.change)
