"""The promotions in force, compiled once per container and change."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from promenade.capabilities.promotion.model import Book, Promotion, compile_book
from promenade.kit.errors import Unavailable

FRESH_FOR = timedelta(seconds=5)
"""How long a change made by staff (a pause, an end) may stay unseen by a quote, at most; the
index that lists promotions adds its own lag, usually well below a second."""

USABLE_FOR = timedelta(minutes=15)
"""How long a quote still goes by promotions that cannot be read again."""

ASK_AGAIN_AFTER = timedelta(seconds=1)


class BookStore(Protocol):
    def read_book(self, now: datetime) -> tuple[Promotion, ...]:
        """Every published promotion that has not ended. Raises Unavailable."""
        ...


@dataclass(frozen=True, slots=True)
class BookInForce:
    """`is_stale`: the table did not answer, and this is what it said at `read_at`."""

    promotions: dict[str, Promotion]
    book: Book
    read_at: datetime
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
            promotions = {each.id: each for each in self._store.read_book(now)}
        except Unavailable:
            if held is None or now - held.read_at > USABLE_FOR:
                raise
            self._ask_at = now + ASK_AGAIN_AFTER
            return replace(held, is_stale=True)
        self._ask_at = now + FRESH_FOR
        if held is not None and held.promotions == promotions:
            return replace(held, read_at=now, is_stale=False)
        return BookInForce(promotions, compile_book(promotions.values()), now)
