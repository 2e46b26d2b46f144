"""Use cases of who looks for orders: candidates by an index, the newest first, of which those are
shown that are all that is wanted."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.searching import Wanted, fits
from promenade.kit.paging import Page, Position
from promenade.kit.values import Value

_LOOKED_AT = 100
_ROUNDS = 3


class Candidate(Value, frozen=True):
    """`key` is the store's own; `position` is where to go on after it."""

    key: str
    position: Position


class OrderSearch(Protocol):
    def candidates(self, wanted: Wanted, after: Position | None, count: int) -> Page[Candidate]:
        """At most so many, the newest first; perhaps none, though there be more."""
        ...

    def to_send(self, after: Position | None, count: int) -> Page[Candidate]:
        """At most so many that are paid and not all sent, the oldest first."""
        ...

    def orders(self, keys: Sequence[str]) -> Mapping[str, OrderDocument]:
        """Those placed here as they are; one round trip per 100."""
        ...


def to_send(limit: int, after: Position | None, store: OrderSearch) -> Page[OrderDocument]:
    """Orders placed here that are paid and not all sent, the oldest first."""
    page = store.to_send(after, limit)
    orders = store.orders([each.key for each in page.items])
    return Page(tuple(orders[each.key] for each in page.items if each.key in orders), page.next)


def search(
    wanted: Wanted, limit: int, after: Position | None, store: OrderSearch
) -> Page[OrderDocument]:
    """At most 300 orders are looked at: a page may have fewer than its limit, or none, and a
    next."""
    found: list[OrderDocument] = []
    for _ in range(_ROUNDS):
        page = store.candidates(wanted, after, _LOOKED_AT)
        orders = store.orders([each.key for each in page.items])
        for place, each in enumerate(page.items, 1):
            order = orders.get(each.key)
            if order is not None and fits(order, wanted):
                found.append(order)
            if len(found) == limit:
                is_last = place == len(page.items)
                return Page(tuple(found), page.next if is_last else each.position)
        after = page.next
        if after is None:
            break
    return Page(tuple(found), after)
