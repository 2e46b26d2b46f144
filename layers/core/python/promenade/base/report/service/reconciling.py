"""Facts against the orders' own table: what never came by the bus is seen here (M1-6).

An hour of orders is looked at once, an hour after it ended, so that a night costs its orders and
not the history. What is missing is noted with the order that it is about, until it is folded."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from promenade.base.report.model.contribution import OrderKey
from promenade.base.report.model.missing import is_missing
from promenade.base.report.service.stores import FactStore
from promenade.contracts.orders import OrderReader, RecordedOrder
from promenade.kit.clock import Clock
from promenade.kit.packs import packs

_HOUR = timedelta(hours=1)
_MOST_HOURS = 48
_AT_ONCE = 100


def reconcile(orders: OrderReader, store: FactStore, clock: Clock) -> list[RecordedOrder]:
    """The recorded orders that the facts lack, of all hours looked at so far."""
    for hour in _due(store.find_reconciled(), clock()):
        lacking = list(_missing(orders.list_recorded(hour), store))
        store.note_missing(lacking, hour)
    known = store.list_missing()
    lacking = list(_missing(known, store))
    store.drop_missing([each for each in known if each not in lacking])
    return lacking


def _due(reconciled: datetime | None, now: datetime) -> Iterator[datetime]:
    """Whole hours that ended an hour ago, those first that were looked at least recently."""
    until = now.replace(minute=0, second=0, microsecond=0) - _HOUR
    hour = until - _HOUR if reconciled is None else reconciled + _HOUR
    for _ in range(_MOST_HOURS):
        if hour < until:
            yield hour
        hour += _HOUR


def _missing(recorded: Iterable[RecordedOrder], store: FactStore) -> Iterator[RecordedOrder]:
    for pack in packs(recorded, lambda _: 1, most=_AT_ONCE, room=_AT_ONCE):
        folded = store.find_folded([OrderKey(each.source, each.number) for each in pack])
        for each in pack:
            if is_missing(each, folded.get(OrderKey(each.source, each.number))):
                yield each
