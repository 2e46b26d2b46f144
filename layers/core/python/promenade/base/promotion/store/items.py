"""The items of promotions: what their documents become in the table, and back."""

import math
from datetime import datetime
from functools import lru_cache

import msgspec

from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.service.book import CHANGES_KEPT_FOR
from promenade.base.promotion.service.revisions import Version
from promenade.base.promotion.store.records import PromotionRecord
from promenade.contracts.promotion_facts import PromotionFact
from promenade.kit import clock
from promenade.kit.dynamo import Write
from promenade.kit.stamp import Stamp

UNPUBLISHED, BOOK, ARCHIVE, CHANGES = "DRAFT", "BOOK", "ARCHIVE", "CHANGES"
VERSION, METER = "VERSION#", "METER"
_NEVER = "9"
_managed = msgspec.json.Decoder(ManagedPromotion)


@lru_cache(maxsize=8_192)
def managed_of(body: str) -> ManagedPromotion:
    """Equal documents give the same value, so a book that has not changed is soon read."""
    return _managed.decode(body)


def item_of(managed: ManagedPromotion, stamp: Stamp, fact: type[PromotionFact]) -> PromotionRecord:
    body = msgspec.json.encode(managed, order="deterministic").decode()
    record = PromotionRecord(
        f"PROMOTION#{managed.id}",
        "-",
        gsi1pk=_partition(managed),
        gsi1sk=f"{end_of(managed.end)}#{managed.id}",
        version=managed.version,
        body=body,
    )
    if managed.waits and managed.review:
        record.wait(managed.review.submitted_at)
    return record.stamped(stamp, fact)


def end_of(end: datetime | None) -> str:
    return clock.to_wire(end) if end else _NEVER


def _partition(managed: ManagedPromotion) -> str:
    if managed.is_archived:
        return ARCHIVE
    return BOOK if managed.is_published or managed.ended_at else UNPUBLISHED


def keep(record: PromotionRecord) -> Write:
    """What is written now, as it stays; the fact is stated by the promotion's own item."""
    kept = PromotionRecord(record.pk, f"{VERSION}{record.version:09}", body=record.body)
    kept.actor, kept.updated_at, kept.change = record.actor, record.updated_at, record.fact
    return Write("Put", kept)


def note(record: PromotionRecord, stamp: Stamp) -> Write:
    """Tells those who hold the book what has become of one of its items."""
    told = f"{clock.to_wire(stamp.at)}#{record.pk}#{record.sk}"
    written = PromotionRecord(CHANGES, told, body=record.body)
    written.expires_at = math.ceil((stamp.at + CHANGES_KEPT_FOR).timestamp())
    return Write("Put", written.stamped(stamp))


def version_of(record: PromotionRecord) -> Version:
    return Version(managed_of(record.body), record.actor, record.updated_at, record.change)
