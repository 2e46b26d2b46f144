"""The promotions in force, compiled once per container and change."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from promenade.base.promotion.model import Book, Promotion, Usage, Usages, compile_book
from promenade.base.promotion.model.managed import ManagedPromotion
from promenade.base.promotion.model.validity import next_change
from promenade.kit.errors import Unavailable
from promenade.kit.values import Value, replace

FRESH_FOR = timedelta(seconds=5)
"""How long a change made by staff (a pause, an end) may stay unseen by a quote, at most; the
index that lists promotions adds its own lag, usually well below a second."""

USABLE_FOR = timedelta(minutes=15)
"""How long a quote still goes by promotions that cannot be read again."""

CHANGES_KEPT_FOR = timedelta(days=1)
"""How long the table keeps what became of published promotions; who has not asked for half as long
reads the whole book again."""

OVERLAP = timedelta(minutes=2)
"""How much of what was asked for already is asked for again: clocks differ, and a change is told
when it is stored, some time after the instant that it bears."""

ASK_AGAIN_AFTER = timedelta(seconds=1)


class Shelf(Value, frozen=True):
    """Every published promotion that has not ended, and what is used of those that are limited,
    as it was last read."""

    promotions: tuple[Promotion, ...] = ()
    usages: Mapping[str, Usage] = {}


class Changes(Value, frozen=True):
    """What became of published promotions since an instant, the earliest first, and what is used
    of those whose meters were read since."""

    promotions: tuple[ManagedPromotion, ...] = ()
    usages: Mapping[str, Usage] = {}


class BookStore(Protocol):
    def read_book(self, now: datetime) -> Shelf:
        """Raises Unavailable."""
        ...

    def read_changes(self, since: datetime) -> Changes:
        """Raises Unavailable."""
        ...


class BookInForce(Value, frozen=True):
    """`is_stale`: the table did not answer, and this is what it said at `read_at`. `changes_at`:
    the clock changes nothing until this instant, and until then `public_count` promotions are in
    force without a code."""

    promotions: dict[str, Promotion]
    book: Book
    read_at: datetime
    changes_at: datetime | None
    public_count: int
    usages: Usages = Usages()
    is_stale: bool = False


class CurrentBook:
    """Reads the whole book once, then at most once per FRESH_FOR what has changed, and compiles
    again only where something has."""

    def __init__(self, store: BookStore) -> None:
        self._store = store
        self._held: BookInForce | None = None
        self._ask_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether what is held would be asked for again."""
        return self._ask_at is not None and now >= self._ask_at

    def at(self, now: datetime) -> BookInForce:
        """Raises Unavailable when the table does not answer and what is held is too old."""
        held = self._held
        if held is None or self._ask_at is None or now >= self._ask_at:
            held = self._refreshed(now)
        elif held.changes_at is not None and now >= held.changes_at:
            held = _at(held, now)
        self._held = held
        return held

    def _refreshed(self, now: datetime) -> BookInForce:
        held = self._held
        try:
            shelf = self._read(now)
        except Unavailable:
            if held is None or now - held.read_at > USABLE_FOR:
                raise
            self._ask_at = now + ASK_AGAIN_AFTER
            return replace(_at(held, now), is_stale=True)
        self._ask_at = now + FRESH_FOR
        promotions, usages = (
            {each.id: each for each in shelf.promotions},
            Usages(metered=shelf.usages),
        )
        if held is not None and held.promotions == promotions:
            return replace(_at(held, now), read_at=now, usages=usages, is_stale=False)
        book = compile_book(shelf.promotions)
        return _at(BookInForce(promotions, book, now, None, 0, usages), now)

    def _read(self, now: datetime) -> Shelf:
        held = self._held
        if held is None or now - held.read_at > CHANGES_KEPT_FOR / 2:
            return self._store.read_book(now)
        changes = self._store.read_changes(held.read_at - OVERLAP)
        promotions: Mapping[str, Promotion] = held.promotions
        for managed in changes.promotions:
            promotions = _with(promotions, managed, now)
        running = tuple(each for each in promotions.values() if not _is_over(each, now))
        return Shelf(running, {**held.usages.metered, **changes.usages})


def _with(
    promotions: Mapping[str, Promotion], managed: ManagedPromotion, now: datetime
) -> Mapping[str, Promotion]:
    """What is held already is newer than what is told again."""
    held = promotions.get(managed.id)
    if held is not None and held.version > managed.version:
        return promotions
    if managed.is_running(now):
        return {**promotions, managed.id: managed.promotion}
    return {id_: each for id_, each in promotions.items() if id_ != managed.id}


def _at(held: BookInForce, now: datetime) -> BookInForce:
    """What the clock makes of the promotions."""
    promotions = held.promotions.values()
    return replace(
        held,
        changes_at=next_change(promotions, now),
        public_count=sum(each.code is None and _is_on(each, now) for each in promotions),
    )


def _is_on(promotion: Promotion, now: datetime) -> bool:
    start = promotion.window.start
    is_begun = start is None or start <= now
    return not promotion.paused and is_begun and not _is_over(promotion, now)


def _is_over(promotion: Promotion, now: datetime) -> bool:
    return promotion.window.end is not None and promotion.window.end <= now
