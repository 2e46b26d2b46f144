"""What the use cases need of a store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from promenade.base.price.model.book import PriceBook
from promenade.base.price.model.change import PriceChange, State
from promenade.base.price.model.entry import SkuPrices
from promenade.base.price.model.listing import Listing
from promenade.contracts.prices import PriceChangeFact
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Document, Value


class BookStore(Protocol):
    def books(self) -> Mapping[str, PriceBook]:
        """Every one that was not given up."""
        ...

    def find_book(self, book_id: str) -> Stored[PriceBook] | None: ...

    def book_made(self, stamp: Stamp) -> PriceBook | None:
        """What this very call opened, as it was then. Raises Conflict where its key was sent with
        another request."""
        ...

    def save_book(self, before: PriceBook | None, after: PriceBook, stamp: Stamp) -> PriceBook:
        """A repeated request answers what it stored. Raises Conflict, TooManyBooks, Stale, or
        Contended while others write books."""
        ...


class Sheet(Value, frozen=True):
    """A SKU's entries as they were read, together with one of its changes, all books, and what the
    catalogue showed."""

    prices: SkuPrices
    change: Stored[PriceChange] | None
    books: Mapping[str, PriceBook]
    listing: Listing


class Revision(Value, frozen=True):
    """A change's next version, and the SKU's prices that follow from it, where any do."""

    after: PriceChange
    prices: SkuPrices | None
    fact: type[PriceChangeFact]


class HistoryLine(Document, frozen=True):
    """Which change made the entries what they are at a `version`, and the state it had then."""

    version: int
    at: datetime
    by: str
    change: PriceChange


class ChangeStore(Protocol):
    def sheets(self, asked: Sequence[tuple[str, str]]) -> Sequence[Sheet]:
        """For each (SKU, id of a change). One round trip per 100 items."""
        ...

    def save(self, revision: Revision, stamp: Stamp) -> PriceChange:
        """Change, entries and a line of history in one write. A repeated request answers what it
        stored. Raises Conflict or Stale, and Contended where the entries are not as they were
        read."""
        ...


class ProposalStore(ChangeStore, Protocol):
    def change_made(self, stamp: Stamp) -> PriceChange | None:
        """What this very call proposed, as it was then. Raises Conflict where its key was sent
        with another request."""
        ...


class AdjustmentStore(ChangeStore, Protocol):
    def has_begun(self, adjustment_id: str) -> bool: ...

    def begin(self, adjustment_id: str, stamp: Stamp) -> None:
        """Once; a repeated request begins nothing. Raises Conflict for another one."""
        ...


class PriceStore(AdjustmentStore, ProposalStore, Protocol):
    def prices(self, sku: str) -> SkuPrices:
        """As its books let them hold."""
        ...

    def list_history(self, sku: str, limit: int, after: Position | None) -> Page[HistoryLine]:
        """The last one first."""
        ...

    def list_changes(self, state: State, limit: int, after: Position | None) -> Page[PriceChange]:
        """The last one made first."""
        ...

    def list_all_changes(self, limit: int, after: Position | None) -> Page[PriceChange]:
        """In whatever state, the last one made first."""
        ...
