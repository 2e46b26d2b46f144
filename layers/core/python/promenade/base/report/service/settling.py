"""Journal into days: merges what was folded, and checks days that are over against the orders."""

from collections.abc import Sequence
from datetime import date

from promenade.base.report.model.day import SettledDay, absorb, close
from promenade.base.report.model.facts import Shop, ShopDay
from promenade.base.report.model.period import Period, ends_at
from promenade.base.report.service.stores import FactStore
from promenade.kit.clock import Clock
from promenade.kit.errors import Stale, Unavailable
from promenade.kit.values import Value, replace

_TRIES = 4
_SEGMENTS = 1000
"""Absorbed at once: the day remembers their ids for a moment."""


class Settlement(Value, frozen=True):
    """`restated` are days that had been closed and changed now."""

    days: Sequence[SettledDay]
    restated: Sequence[date]


def settle_period(
    shop: Shop, zone: str, period: Period, store: FactStore, clock: Clock
) -> Settlement:
    """The period's days, with everything folded so far and checked as far as they are over."""
    now = clock()
    settled = {each.day.on: each for each in store.list_settled(shop, period)}
    due = {on for on, each in settled.items() if not each.check and ends_at(on, zone) <= now}
    fresh = settle_days(shop, zone, due.union(store.list_unsettled(shop, period)), store, clock)
    settled.update({each.day.on: each for each in fresh.days})
    return Settlement([settled[on] for on in sorted(settled)], fresh.restated)


def settle_days(
    shop: Shop, zone: str, days: Sequence[date] | set[date], store: FactStore, clock: Clock
) -> Settlement:
    started_at = clock()
    settled = [settle(ShopDay(shop, on), zone, store, clock) for on in sorted(days)]
    restated = [e.day.on for e in settled if e.restated_at and e.restated_at >= started_at]
    return Settlement(settled, restated)


def settle(day: ShopDay, zone: str, store: FactStore, clock: Clock) -> SettledDay:
    """Tries again over a difference, of which a transaction half to be seen may be the reason.

    Raises Unavailable when others keep settling the day."""
    for left in reversed(range(_TRIES)):
        try:
            after = _absorb_all(day, store, clock)
            if clock() < ends_at(day.on, zone):
                return after
            checked = _checked(after, store, clock)
            if checked.is_balanced or not left:
                return checked
        except Stale:
            continue
    raise Unavailable("Others are settling this day.")


def _absorb_all(day: ShopDay, store: FactStore, clock: Clock) -> SettledDay:
    """The day is read before its journal: what leaves the journal is in the day already."""
    while True:
        before = store.find_settled(day)
        lying = store.list_segments(day, _SEGMENTS)
        if not lying:
            return before
        after = absorb(before, lying, clock())
        store.settle(after)
        if len(lying) < _SEGMENTS:
            return replace(after, absorbed=frozenset())


def _checked(day: SettledDay, store: FactStore, clock: Clock) -> SettledDay:
    """Unchecked where orders were folded meanwhile: only what is of one moment is compared."""
    ledger = store.sum_ledger(day.day)
    if store.list_segments(day.day, 1):
        return day
    closed = close(day, ledger, clock())
    store.settle(closed)
    return closed
