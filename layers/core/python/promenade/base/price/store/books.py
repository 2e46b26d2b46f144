"""Price books in DynamoDB: each has its item, and all are in the register that quotes read."""

from collections.abc import Mapping
from datetime import datetime

from promenade.base.price.model.book import MAX_BOOKS, PriceBook, TooManyBooks
from promenade.base.price.model.entry import KEPT_FOR
from promenade.base.price.store.records import (
    BOOKS,
    PriceRecord,
    Register,
    book_key,
    book_of,
    books_in,
    encode,
    is_next,
    register_of,
)
from promenade.contracts.prices import PriceBookEdited, PriceBookOpened
from promenade.kit import dynamo, dynamo_requests
from promenade.kit.dynamo import ConditionFailed, Write
from promenade.kit.errors import Conflict
from promenade.kit.patience import Contended
from promenade.kit.records import Record
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import replace


class DynamoBookStore:
    def books(self) -> Mapping[str, PriceBook]:
        return books_in(dynamo.find(PriceRecord, *BOOKS, consistent=True))

    def find_book(self, book_id: str) -> Stored[PriceBook] | None:
        record = dynamo.find(PriceRecord, *book_key(book_id), consistent=True)
        return Stored(book_of.decode(record.body), record.fingerprint) if record else None

    def book_made(self, stamp: Stamp) -> PriceBook | None:
        made = dynamo_requests.first(PriceRecord, stamp)
        return book_of.decode(made) if made else None

    def save_book(self, before: PriceBook | None, after: PriceBook, stamp: Stamp) -> PriceBook:
        fact = PriceBookEdited if before else PriceBookOpened
        record = _record(after).stamped(stamp, fact)
        own = Write("Put", record, is_next(after.version))
        kept = [] if before else dynamo_requests.keep(PriceRecord, encode(after), stamp)
        try:
            dynamo.transact_once([own, _registered(after, stamp.at), *kept])
        except ConditionFailed as lost:
            if lost.failed[1]:
                raise Contended from None
            if before is not None:
                return book_of.decode(dynamo.replayed(lost.old[0], record).body)
            return self.book_made(stamp) or _repeated(lost.old[0], after)
        return after


def _record(book: PriceBook) -> PriceRecord:
    return PriceRecord(*book_key(book.id), version=book.version, body=encode(book))


def _register() -> Register:
    record = dynamo.find(PriceRecord, *BOOKS, consistent=True)
    return register_of.decode(record.body) if record else Register()


def _registered(book: PriceBook, now: datetime) -> Write:
    """The register with this book as it is now, if nobody writes another one meanwhile."""
    held = _register()
    others = [each for each in held.books if each.id != book.id]
    if len(others) >= MAX_BOOKS:
        others = [each for each in others if not each.is_over(now - KEPT_FOR)]
    if len(others) >= MAX_BOOKS:
        raise TooManyBooks(f"At most {MAX_BOOKS} books are open at once.", max_count=MAX_BOOKS)
    books = sorted([*others, book], key=lambda each: each.id)
    after = replace(held, version=held.version + 1, books=tuple(books))
    record = PriceRecord(*BOOKS, version=after.version, body=encode(after))
    return Write("Put", record, is_next(after.version))


def _repeated(met: Record | None, asked: PriceBook) -> PriceBook:
    first = book_of.decode(met.body) if met else None
    if first is None or first.request != asked.request:
        raise Conflict("This Idempotency-Key was used for another request.")
    return first
