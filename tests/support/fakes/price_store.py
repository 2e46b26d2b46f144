"""Price books and changes in memory, for tests of what uses them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from promenade.base.price.model.book import MAX_BOOKS, PriceBook, TooManyBooks
from promenade.base.price.model.change import PriceChange, State
from promenade.base.price.model.choosing import bounded
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.listing import Listing
from promenade.base.price.service.ports import HistoryLine, Revision, Sheet
from promenade.base.price.service.settling import Settled
from promenade.contracts.prices import PriceChangeFact
from promenade.kit.errors import Conflict, Stale
from promenade.kit.paging import Page, Position
from promenade.kit.patience import Contended
from promenade.kit.stamp import Stamp, Stored
from tests.support.fakes.pages import page


class FakeBookStore:
    def __init__(self, *books: PriceBook) -> None:
        self._books = {each.id: Stored(each, each.request) for each in books}
        self._opened = {each.id: each for each in books}

    def books(self) -> Mapping[str, PriceBook]:
        return {id_: stored.value for id_, stored in self._books.items()}

    def find_book(self, book_id: str) -> Stored[PriceBook] | None:
        return self._books.get(book_id)

    def save_book(self, before: PriceBook | None, after: PriceBook, stamp: Stamp) -> PriceBook:
        met = self._books.get(after.id)
        if before is None and met is not None:
            if met.value.request != after.request:
                raise Conflict("This Idempotency-Key was used for another request.")
            return self._opened[after.id]
        if met is not None and met.is_done(after.version - 1, stamp):
            return met.value
        if met is None and len(self._books) >= MAX_BOOKS:
            raise TooManyBooks(f"At most {MAX_BOOKS} books are open at once.", max_count=MAX_BOOKS)
        self._books[after.id] = Stored(after, stamp.fingerprint)
        self._opened.setdefault(after.id, after)
        return after

    def book_made(self, stamp: Stamp) -> PriceBook | None:
        opened = self._opened.values()
        return next((each for each in opened if each.request == stamp.fingerprint), None)


class FakePriceStore:
    def __init__(self, books: FakeBookStore) -> None:
        self._books = books
        self._prices: dict[str, SkuPrices] = {}
        self._changes: dict[tuple[str, str], Stored[PriceChange]] = {}
        self._begun: dict[str, str] = {}
        self._settled: dict[str, Settled] = {}
        self._made: dict[str, PriceChange] = {}
        self._history: dict[str, list[HistoryLine]] = {}
        self.listings: dict[str, Listing] = {}

    def sheets(self, asked: Sequence[tuple[str, str]]) -> Sequence[Sheet]:
        books = self._books.books()
        return [
            Sheet(self._held(sku), self._changes.get((sku, id_)), books, self._listing(sku))
            for sku, id_ in asked
        ]

    def _listing(self, sku: str) -> Listing:
        return self.listings.get(sku, Listing(sku))

    def has_begun(self, adjustment_id: str) -> bool:
        return adjustment_id in self._begun

    def begin(self, adjustment_id: str, stamp: Stamp) -> None:
        if self._begun.setdefault(adjustment_id, stamp.fingerprint) != stamp.fingerprint:
            raise Conflict("This already exists with other content.")

    def settled(self, adjustment_id: str, stamp: Stamp) -> Settled | None:
        if self._begun.get(adjustment_id, stamp.fingerprint) != stamp.fingerprint:
            raise Conflict("This Idempotency-Key was used for another request.")
        return self._settled.get(adjustment_id)

    def settle(self, adjustment_id: str, settled: Settled, stamp: Stamp) -> Settled:
        self.begin(adjustment_id, stamp)
        return self._settled.setdefault(adjustment_id, settled)

    def prices(self, sku: str) -> SkuPrices:
        return bounded(self._held(sku), self._books.books())

    def _held(self, sku: str) -> SkuPrices:
        return self._prices.get(sku, SkuPrices(sku))

    def save(self, revision: Revision, stamp: Stamp) -> PriceChange:
        after, prices = revision.after, revision.prices
        assert issubclass(revision.fact, PriceChangeFact)
        met = self._changes.get((after.sku, after.id))
        if after.version == 1 and met is not None:
            if met.value.request != after.request:
                raise Conflict("This Idempotency-Key was used for another request.")
            return self.change_made(stamp) or met.value
        if met is not None and met.is_done(after.version - 1, stamp):
            return met.value
        if met is None and after.version > 1:
            raise Stale("It has been changed since.")
        if prices is not None:
            if self._held(after.sku).version != prices.version - 1:
                raise Contended
            self._prices[after.sku] = prices
            line = HistoryLine(prices.version, stamp.at, stamp.actor, after)
            self._history.setdefault(after.sku, []).insert(0, line)
        self._changes[after.sku, after.id] = Stored(after, stamp.fingerprint)
        if after.version == 1:
            self._made[stamp.fingerprint] = after
        return after

    def change_made(self, stamp: Stamp) -> PriceChange | None:
        return self._made.get(stamp.fingerprint)

    def list_history(self, sku: str, limit: int, after: Position | None) -> Page[HistoryLine]:
        return page(self._history.get(sku, []), limit, after)

    def list_changes(self, state: State, limit: int, after: Position | None) -> Page[PriceChange]:
        found = [each.value for each in self._changes.values() if each.value.state == state]
        return page(sorted(found, key=_made, reverse=True), limit, after)

    def list_all_changes(self, limit: int, after: Position | None) -> Page[PriceChange]:
        found = [each.value for each in self._changes.values()]
        return page(sorted(found, key=_made, reverse=True), limit, after)


def _made(change: PriceChange) -> tuple[datetime, str]:
    return change.created_at, change.id
