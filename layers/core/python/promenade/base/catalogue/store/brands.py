"""The register of brands in DynamoDB."""

from collections.abc import Iterator

import msgspec

from promenade.base.catalogue.model.brand import Brand, BrandArchived, BrandInUse
from promenade.base.catalogue.model.change import Change
from promenade.base.catalogue.model.product import Retagged
from promenade.base.catalogue.store.records import (
    CatalogueRecord,
    Guarded,
    aggregate,
    once,
    stale,
    transact,
)
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.dynamo import Write
from promenade.kit.errors import DomainError
from promenade.kit.paging import Page, Position
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp, Stored

BRANDS = "BRANDS"
brand_of = msgspec.json.Decoder(Brand)


class DynamoBrandStore:
    def find_brand(self, brand_id: str) -> Stored[Brand] | None:
        record = dynamo.find(CatalogueRecord, BRANDS, brand_id, consistent=True)
        if record is None:
            return None
        return Stored(brand_of.decode(record.body), record.fingerprint)

    def put_brand(self, before: Brand | None, after: Brand, stamp: Stamp) -> None:
        item = aggregate((BRANDS, after.id), before, after, stamp)
        transact([item, *once(after, stamp), _standing(before, after)])

    def brand_made(self, stamp: Stamp) -> Brand | None:
        made = dynamo_requests.first(CatalogueRecord, stamp)
        return brand_of.decode(made) if made else None

    def list_brands(self, limit: int, after: Position | None) -> Page[Brand]:
        found = dynamo.page(CatalogueRecord, BRANDS, limit=limit, after=after)
        brands = (brand_of.decode(record.body) for record in found.items)
        return Page(tuple(each for each in brands if not each.is_removed), found.next)


def brand_writes(change: Change, stamp: Stamp) -> Iterator[Guarded]:
    """What a product's change does to the register: it leaves one brand, and enters another, which
    it brings where that is not there."""
    if change.left_brand:
        by_one_less = [CatalogueRecord.use_count.add(-1)]
        yield Guarded(Write("Update", _use(change.left_brand), None, by_one_less))
    if change.shown_brand:
        yield _told(change.shown_brand, change, stamp)
    if (brand := change.entered_brand) is None:
        return
    if change.registers:
        yield _told(brand, change, stamp)
        yield Guarded(Write("Put", _opened(brand, 1)))
        return
    takes = CatalogueRecord.use_count.exists() & CatalogueRecord.is_archived.does_not_exist()
    by_one_more = [CatalogueRecord.use_count.add(1)]
    yield Guarded(Write("Update", _use(brand.id), takes, by_one_more), _closed)


def _told(brand: Brand, change: Change, stamp: Stamp) -> Guarded:
    own = aggregate((BRANDS, brand.id), change.known_brand, brand, stamp)
    return Guarded(own.write, _rebranded)


def _standing(before: Brand | None, after: Brand) -> Guarded:
    if after.is_removed:
        is_unused = CatalogueRecord.use_count == 0
        return Guarded(Write("Delete", _use(after.id), is_unused), _in_use)
    if before is None or before.is_removed:
        return Guarded(Write("Put", _opened(after, 0)))
    flag = CatalogueRecord.is_archived
    altered = [flag.set(True) if after.is_archived else flag.remove()]
    return Guarded(Write("Update", _use(after.id), None, altered))


def _opened(brand: Brand, use_count: int) -> CatalogueRecord:
    record = _use(brand.id)
    record.use_count = use_count
    return record


def _use(brand_id: str) -> CatalogueRecord:
    return CatalogueRecord(f"BRAND#{brand_id}", "USE")


def _rebranded(_met: Record | None) -> DomainError:
    return Retagged("Others changed its brand meanwhile.")


def _closed(met: Record | None) -> DomainError:
    if met is None:
        return stale(None)
    return BrandArchived("The brand takes no new products.", brand=met.pk.partition("#")[2])


def _in_use(met: Record | None) -> DomainError:
    count = (met.use_count or 0) if isinstance(met, CatalogueRecord) else 0
    return BrandInUse.by(count)
