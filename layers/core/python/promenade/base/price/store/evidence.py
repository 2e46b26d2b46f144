"""What was paid and offered, in DynamoDB."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from promenade.base.price.model.baseline import Offers
from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.listing import Listing
from promenade.base.price.model.paid import PaidPrice
from promenade.base.price.service.claiming import LATEST
from promenade.base.price.service.folding import Fold, Guard, OrderKey
from promenade.base.price.store.records import (
    BOOKS,
    Key,
    PriceRecord,
    books_in,
    encode,
    is_next,
    listing_key,
    listing_of,
    prices_key,
    prices_of,
)
from promenade.kit import dynamo
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.patience import Contended
from promenade.kit.records import Partition

_guard_of = msgspec.json.Decoder(Guard)
_paid_of = msgspec.json.Decoder(PaidPrice)


class DynamoEvidenceStore:
    def lowest_paid(self, sku: str, currency: str, on: date) -> PaidPrice | None:
        same_day = PriceRecord.sk.startswith(f"{on}#")
        found = dynamo.page(PriceRecord, _paid(sku, currency), limit=1, after=None, sk=same_day)
        return _paid_of.decode(found.items[0].body) if found.items else None

    def latest_paid(self, sku: str, currency: str, before: date) -> Sequence[PaidPrice]:
        return self._latest(sku, currency, before, LATEST)

    def last_paid(self, sku: str, currency: str, before: date) -> PaidPrice | None:
        latest = self._latest(sku, currency, before, 1)
        if not latest:
            return None
        on = latest[0].on
        same_day = dynamo.all_between(PriceRecord, _paid(sku, currency), f"{on}#", f"{on}~")
        paid = (_paid_of.decode(each.body) for each in same_day)
        return max(paid, key=lambda each: (each.paid_at, -each.unit_minor))

    def offers(self, skus: Sequence[str]) -> Mapping[str, Offers]:
        keys = [BOOKS, *(key(sku) for sku in skus for key in (prices_key, listing_key))]
        records = {(each.pk, each.sk): each for each in dynamo.find_many(PriceRecord, keys)}
        books = books_in(records.get(BOOKS))
        return {sku: _offers(sku, records, books) for sku in skus}

    def _latest(self, sku: str, currency: str, before: date, limit: int) -> Sequence[PaidPrice]:
        place = Partition(_paid(sku, currency), newest_first=True)
        earlier = PriceRecord.sk < f"{before}"
        found = dynamo.page(PriceRecord, place, limit=limit, after=None, sk=earlier)
        return [_paid_of.decode(each.body) for each in found.items]

    def guards(self, orders: Iterable[OrderKey]) -> Mapping[OrderKey, Guard]:
        asked = {_guard(key): key for key in orders}
        found = dynamo.find_many(PriceRecord, asked, consistent=True)
        return {asked[each.pk, each.sk]: _guard_of.decode(each.body) for each in found}

    def fold(self, step: Fold) -> None:
        after = step.after
        record = PriceRecord(*_guard(step.key), version=after.version, body=encode(after))
        guard = Write("Put", record, is_next(after.version))
        rows = {_row(each): each for each in step.come}
        come = [Write("Put", PriceRecord(*row, body=encode(each))) for row, each in rows.items()]
        left = {_row(each) for each in step.gone} - rows.keys()
        gone = [Write("Delete", PriceRecord(*row)) for row in sorted(left)]
        try:
            dynamo.transact_once([guard, *gone, *come]) if gone or come else dynamo.apply(guard)
        except ConditionFailed:
            raise Contended from None

    def listings(self, skus: Sequence[str]) -> Mapping[str, Listing]:
        found = dynamo.find_many(PriceRecord, map(listing_key, skus), consistent=True)
        listings = (listing_of.decode(each.body) for each in found)
        return {each.sku: each for each in listings}

    def save_listing(self, listing: Listing) -> None:
        record = PriceRecord(
            *listing_key(listing.sku), version=listing.version, body=encode(listing)
        )
        try:
            dynamo.put(record, is_next(listing.version))
        except ConditionFailed:
            raise Contended from None


def _offers(sku: str, records: Mapping[Key, PriceRecord], books: Mapping[str, PriceBook]) -> Offers:
    prices, listing = records.get(prices_key(sku)), records.get(listing_key(sku))
    return Offers(
        prices_of.decode(prices.body) if prices else SkuPrices(sku),
        listing_of.decode(listing.body) if listing else Listing(sku),
        books,
    )


def _paid(sku: str, currency: str) -> str:
    return f"PAID#{currency}#{sku}"


def _row(paid: PaidPrice) -> Key:
    order = f"{paid.source}#{paid.number}"
    return _paid(paid.sku, paid.currency), f"{paid.on}#{paid.unit_minor:012d}#{order}"


def _guard(key: OrderKey) -> Key:
    return f"ORDER#{key[0]}#{key[1]}", "-"
