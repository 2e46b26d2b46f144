"""Entries of SKUs, the changes that made them, and their history, in DynamoDB."""

from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from promenade.base.price.model.change import STATES, PriceChange, State
from promenade.base.price.model.choosing import bounded
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.listing import Listing
from promenade.base.price.service.ports import HistoryLine, Revision, Sheet
from promenade.base.price.service.settling import Settled
from promenade.base.price.store.records import (
    BOOKS,
    Key,
    PriceRecord,
    adjustment_key,
    books_in,
    change_key,
    change_of,
    encode,
    is_next,
    listing_key,
    listing_of,
    prices_key,
    prices_of,
)
from promenade.kit import clock, dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict
from promenade.kit.lookups import side_by_side
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.records import Partition, Record
from promenade.kit.stamp import Stamp, Stored

_settled_of = msgspec.json.Decoder(Settled)
_line_of = msgspec.json.Decoder(HistoryLine)


class DynamoPriceStore:
    def sheets(self, asked: Sequence[tuple[str, str]]) -> Sequence[Sheet]:
        each_of = ((prices_key(sku), change_key(sku, id_), listing_key(sku)) for sku, id_ in asked)
        keys = [BOOKS, *chain.from_iterable(each_of)]
        found = dynamo.find_many(PriceRecord, keys, consistent=True)
        records = {(each.pk, each.sk): each for each in found}
        books = books_in(records.get(BOOKS))
        return [
            Sheet(
                _prices(sku, records.get(prices_key(sku))),
                _stored(records.get(change_key(sku, id_))),
                books,
                _listing(sku, records.get(listing_key(sku))),
            )
            for sku, id_ in asked
        ]

    def time_zone(self, book_id: str) -> str:
        found = dynamo.find_many(PriceRecord, [BOOKS])
        book = books_in(found[0] if found else None).get(book_id)
        return book.time_zone if book else "UTC"

    def has_begun(self, adjustment_id: str) -> bool:
        return dynamo.find(PriceRecord, *adjustment_key(adjustment_id)) is not None

    def begin(self, adjustment_id: str, stamp: Stamp) -> None:
        dynamo.add(PriceRecord(*adjustment_key(adjustment_id)).stamped(stamp))

    def settled(self, adjustment_id: str, stamp: Stamp) -> Settled | None:
        found = dynamo.find(PriceRecord, *adjustment_key(adjustment_id), consistent=True)
        if found and found.fingerprint != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return _settled_of.decode(found.body) if found and found.body else None

    def settle(self, adjustment_id: str, settled: Settled, stamp: Stamp) -> Settled:
        told = PriceRecord(*adjustment_key(adjustment_id), body=encode(settled)).stamped(stamp)
        try:
            dynamo.put(told, Record.body.does_not_exist())
        except ConditionFailed:
            return self.settled(adjustment_id, stamp) or settled
        return settled

    def prices(self, sku: str) -> SkuPrices:
        found = dynamo.find_many(PriceRecord, [BOOKS, prices_key(sku)])
        records = {(each.pk, each.sk): each for each in found}
        return bounded(_prices(sku, records.get(prices_key(sku))), books_in(records.get(BOOKS)))

    def save(self, revision: Revision, stamp: Stamp) -> PriceChange:
        record = _record(revision.after, stamp).stamped(stamp, revision.fact)
        own = Write("Put", record, is_next(revision.after.version))
        writes = [own, *_consequences(revision, stamp), *_kept(revision.after, stamp)]
        try:
            dynamo.apply(own) if len(writes) == 1 else dynamo.transact_once(writes)
        except ConditionFailed as lost:
            if not lost.failed[0]:
                raise Contended from None
            return self.change_made(stamp) or _instead(lost.old[0], record, revision.after)
        return revision.after

    def change_made(self, stamp: Stamp) -> PriceChange | None:
        made = dynamo_requests.first(PriceRecord, stamp)
        return change_of.decode(made) if made else None

    def list_history(self, sku: str, limit: int, after: Position | None) -> Page[HistoryLine]:
        place = Partition(f"SKU#{sku}", newest_first=True)
        lines = PriceRecord.sk.startswith("HISTORY#")
        found = dynamo.page(PriceRecord, place, limit=limit, after=after, sk=lines)
        return Page(tuple(_line_of.decode(each.body) for each in found.items), found.next)

    def list_changes(self, state: State, limit: int, after: Position | None) -> Page[PriceChange]:
        found = dynamo.page(PriceRecord, _in_state(state), limit=limit, after=after)
        return Page(tuple(change_of.decode(each.body) for each in found.items), found.next)

    def list_all_changes(self, limit: int, after: Position | None) -> Page[PriceChange]:
        older = PriceRecord.gsi1sk < after["made"] if after else None

        def first(state: State) -> Page[PriceRecord]:
            return dynamo.page(PriceRecord, _in_state(state), limit=limit, after=None, sk=older)

        pages = side_by_side(first, STATES)
        found = sorted(chain.from_iterable(each.items for each in pages), key=_made, reverse=True)
        told = found[:limit]
        is_more = len(found) > limit or any(each.next for each in pages)
        last = {"made": _made(told[-1])} if is_more else None
        return Page(tuple(change_of.decode(each.body) for each in told), last)


def _in_state(state: State) -> Partition:
    return Partition(f"CHANGES#{state}", index="gsi1", newest_first=True)


def _made(record: PriceRecord) -> str:
    return record.gsi1sk or ""


def _prices(sku: str, record: PriceRecord | None) -> SkuPrices:
    return prices_of.decode(record.body) if record else SkuPrices(sku)


def _listing(sku: str, record: PriceRecord | None) -> Listing:
    return listing_of.decode(record.body) if record else Listing(sku)


def _stored(record: PriceRecord | None) -> Stored[PriceChange] | None:
    return Stored(change_of.decode(record.body), record.fingerprint) if record else None


def _record(change: PriceChange, stamp: Stamp) -> PriceRecord:
    record = PriceRecord(
        *change_key(change.sku, change.id),
        gsi1pk=f"CHANGES#{change.state}",
        gsi1sk=f"{clock.to_wire(change.created_at)}#{change.id}",
        version=change.version,
        body=encode(change),
    )
    if change.state == "pending_approval":
        record.wait(stamp.at)
    return record


def _consequences(revision: Revision, stamp: Stamp) -> Iterator[Write]:
    prices, change = revision.prices, revision.after
    if prices is None:
        return
    record = PriceRecord(*prices_key(prices.sku), version=prices.version, body=encode(prices))
    yield Write("Put", record, is_next(prices.version))
    line = HistoryLine(prices.version, stamp.at, stamp.actor, change)
    place: Key = (f"SKU#{prices.sku}", f"HISTORY#{prices.version:012d}")
    yield Write("Put", PriceRecord(*place, body=encode(line)), Record.pk.does_not_exist())


def _kept(change: PriceChange, stamp: Stamp) -> list[Write]:
    made = change.version == 1
    return dynamo_requests.keep(PriceRecord, encode(change), stamp) if made else []


def _instead(met: Record | None, record: PriceRecord, change: PriceChange) -> PriceChange:
    """What a repeated request has stored before. Raises Conflict, Stale or NotFound."""
    if change.version > 1:
        return change_of.decode(dynamo.replayed(met, record).body)
    first = change_of.decode(met.body) if met else None
    if first is None or first.request != change.request:
        raise Conflict("This Idempotency-Key was used for another request.")
    return first
