"""The promotions in force, compiled once per container and change."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from promenade.base.promotion.model import Book, Promotion, Usage, Usages, compile_book
from promenade.base.promotion.model.validity import next_change
from promenade.kit.errors import Unavailable
from promenade.kit.values import Value, replace

FRESH_FOR = timedelta(seconds=5)
"""How long a change made by staff (a pause, an end) may stay unseen by a quote, at most; the
index that lists promotions adds its own lag, usually well below a second."""

USABLE_FOR = timedelta(minutes=15)
"""How long a quote still goes by promotions that cannot be read again."""

ASK_AGAIN_AFTER = timedelta(seconds=1)


class Shelf(Value, frozen=True):
    """Every published promotion that has not ended, and what is used of those that are limited,
    as it was last read."""

    promotions: tuple[Promotion, ...] = ()
    usages: Mapping[str, Usage] = {}


class BookStore(Protocol):
    def read_book(self, now: datetime) -> Shelf:
        """Raises Unavailable."""
        ...


class BookInForce(Value, frozen=True):
    """`is_stale`: the table did not answer, and this is what it said at `read_at`. `changes_at`:
    the clock changes nothing from then on until this instant."""

    promotions: dict[str, Promotion]
    book: Book
    read_at: datetime
    changes_at: datetime | None
    usages: Usages = Usages()
    is_stale: bool = False


class CurrentBook:
    """Reads the table at most once per FRESH_FOR and compiles only what has changed."""

    def __init__(self, store: BookStore) -> None:
        self._store = store
        self._held: BookInForce | None = None
        self._ask_at: datetime | None = None

    def at(self, now: datetime) -> BookInForce:
        """Raises Unavailable when the table does not answer and what is held is too old."""
        if self._held is None or self._ask_at is None or now >= self._ask_at:
            self._held = self._refreshed(now)
        return self._held

    def _refreshed(self, now: datetime) -> BookInForce:
        held = self._held
        try:
            shelf = self._store.read_book(now)
        except Unavailable:
            if held is None or now - held.read_at > USABLE_FOR:
                raise
            self._ask_at = now + ASK_AGAIN_AFTER
            return replace(held, is_stale=True)
        self._ask_at = now + FRESH_FOR
        promotions, usages = {each.id: each for each in shelf.promotions}, Usages(shelf.usages)
        changes_at = next_change(promotions.values(), now)
        if held is not None and held.promotions == promotions:
            return BookInForce(held.promotions, held.book, now, changes_at, usages)
        book = compile_book(promotions.values())
        return BookInForce(promotions, book, now, changes_at, usages)
