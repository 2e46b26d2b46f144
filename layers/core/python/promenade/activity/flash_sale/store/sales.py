"""Sales in DynamoDB."""

import msgspec

from promenade.activity.flash_sale.model.sale import FlashSale, SaleStatus
from promenade.activity.flash_sale.service.ports import Offers, nothing_else
from promenade.activity.flash_sale.store.records import SaleRecord, sale_key, sale_of
from promenade.contracts.flash_sales import FlashSaleDrafted, FlashSaleFact
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import DomainError, NotFound, Stale
from promenade.kit.holds import Part, Refused, join
from promenade.kit.paging import Page, Position
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored


class DynamoSaleStore:
    def find(self, sale_id: str) -> Stored[FlashSale] | None:
        record = dynamo.find(SaleRecord, *sale_key(sale_id), consistent=True)
        return Stored(sale_of.decode(record.body), record.fingerprint) if record else None

    def glance(self, sale_id: str) -> FlashSale | None:
        record = dynamo.find(SaleRecord, *sale_key(sale_id))
        return sale_of.decode(record.body) if record else None

    def add(self, sale: FlashSale, stamp: Stamp) -> FlashSale:
        record = _record(sale, FlashSaleDrafted, stamp)
        return sale_of.decode(dynamo_requests.add(record, stamp))

    def save(
        self,
        after: FlashSale,
        fact: type[FlashSaleFact],
        stamp: Stamp,
        offers: Offers = nothing_else,
    ) -> FlashSale:
        record = _record(after, fact, stamp)
        own = Part((Write("Put", record, Record.version == after.version - 1),), _not_saved)
        try:
            join(own, offers)
        except Refused as refused:
            raise refused.refusals[0] from None
        return after

    def drop(self, sale: FlashSale) -> None:
        is_same = SaleRecord.version == sale.version
        try:
            dynamo.apply(Write("Delete", SaleRecord(*sale_key(sale.id)), is_same))
        except ConditionFailed:
            raise Stale("It has been changed since.") from None

    def list_by_status(
        self, status: SaleStatus, limit: int, after: Position | None
    ) -> Page[FlashSale]:
        place = Partition(f"SALES#{status}", index="gsi1", newest_first=True)
        found = dynamo.page(SaleRecord, place, limit=limit, after=after)
        return Page(tuple(sale_of.decode(each.body) for each in found.items), found.next)


def _not_saved(lost: ConditionFailed) -> DomainError:
    met = lost.old[0]
    if met is None:
        return NotFound("There is no such flash sale.")
    return Stale("It has been changed since.", version=met.version)


def _record(sale: FlashSale, fact: type[FlashSaleFact], stamp: Stamp) -> SaleRecord:
    record = SaleRecord(*sale_key(sale.id), version=sale.version)
    record.gsi1pk = f"SALES#{sale.status}"
    record.gsi1sk = f"{clock.to_wire(sale.created_at)}#{sale.id}"
    record.body = msgspec.json.encode(sale, order="deterministic").decode()
    if sale.status is SaleStatus.PENDING and sale.review:
        record.wait(sale.review.submitted_at)
    return record.stamped(stamp, fact)
