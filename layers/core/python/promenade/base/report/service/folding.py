"""Recorded orders into facts, exactly once per version whatever the queue does.

An order's guard holds the version that is in the facts. Guard, ledger rows and journal segments
change in one transaction on condition that the guard is still the one that was read, so versions
may come twice, late, in any order and at the same time. Nothing in it is shared between orders
but new items: there is no hot item.
"""

from collections.abc import Iterable

from promenade.base.report.model.contribution import (
    Change,
    OrderKey,
    change_of,
    key_of,
    shop_of,
    transactions,
)
from promenade.base.report.service.stores import FactStore
from promenade.contracts.orders import OrderDocument
from promenade.kit.clock import Clock
from promenade.kit.errors import Stale, Unavailable

_TRIES = 3


def fold(orders: Iterable[OrderDocument], store: FactStore, clock: Clock) -> None:
    """Raises Unavailable when others keep folding the same orders, or TooScattered."""
    newest = _newest(orders)
    for order in newest.values():
        store.add_shop(shop_of(order), order.zone)
    for _ in range(_TRIES):
        try:
            for changes in transactions(_changes(newest, store)):
                store.fold(changes, clock())
        except Stale:
            continue
        return
    raise Unavailable("Other versions of these orders are being folded.")


def _newest(orders: Iterable[OrderDocument]) -> dict[OrderKey, OrderDocument]:
    newest: dict[OrderKey, OrderDocument] = {}
    for order in orders:
        held = newest.get(key_of(order))
        if held is None or held.version < order.version:
            newest[key_of(order)] = order
    return newest


def _changes(newest: dict[OrderKey, OrderDocument], store: FactStore) -> list[Change]:
    folded = store.find_folded(newest)
    changes = (change_of(order, folded.get(key)) for key, order in newest.items())
    return [change for change in changes if change]
