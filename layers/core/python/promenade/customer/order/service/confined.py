"""Orders as they are to who may see and handle those of some stores alone. An order is of many
categories: of who is confined to some it is none's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from promenade.contracts.orders import OrderDocument
from promenade.customer.order.model.order import Order, Summary
from promenade.customer.order.model.searching import Wanted
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import Day, Orders
from promenade.customer.order.service.ports import Course, NewOrder, ShopOrderStore, StoredOrder
from promenade.customer.order.service.searching import Candidate, OrderSearch
from promenade.kit.authority import Reach
from promenade.kit.holds import Part
from promenade.kit.paging import Page, Position
from promenade.kit.stamp import Stamp
from promenade.kit.values import Value, replace

C = TypeVar("C", bound=Course)


def within(course: C, reach: Reach) -> C:
    """The same over those orders alone that `reach` includes."""
    if reach.is_everywhere:
        return course
    return replace(course, orders=ConfinedShopOrders(course.orders, reach))


class ConfinedOrders(Value, frozen=True):
    """Orders, as they are stored, of the stores that `reach` includes."""

    orders: Orders
    reach: Reach

    def find_order(self, source: str, number: str) -> Order | None:
        found = self.orders.find_order(source, number)
        return found if found and self.reach.includes(found.document.store) else None

    def list_orders(self, place: Day, limit: int, after: Position | None) -> Page[Summary]:
        if not self.reach.includes(place.store):
            return Page((), None)
        return self.orders.list_orders(place, limit, after)


class ConfinedSearch(Value, frozen=True):
    """An OrderSearch that finds those that `reach` includes."""

    orders_found: OrderSearch
    reach: Reach

    def candidates(self, wanted: Wanted, after: Position | None, count: int) -> Page[Candidate]:
        return self.orders_found.candidates(wanted, after, count)

    def to_send(self, after: Position | None, count: int) -> Page[Candidate]:
        return self.orders_found.to_send(after, count)

    def orders(self, keys: Sequence[str]) -> Mapping[str, OrderDocument]:
        found = self.orders_found.orders(keys)
        return {key: each for key, each in found.items() if self.reach.includes(each.store)}


class ConfinedShopOrders(Value, frozen=True):
    """A ShopOrderStore in which there is what `reach` includes; an order stays in its store."""

    orders: ShopOrderStore
    reach: Reach

    def find(self, number: str) -> StoredOrder | None:
        found = self.orders.find(number)
        return found if found and self._has(found.order) else None

    def find_placed(self, number: str) -> ShopOrder | None:
        found = self.orders.find_placed(number)
        return found if found and self._has(found) else None

    def find_made(self, stamp: Stamp) -> ShopOrder | None:
        return self.orders.find_made(stamp)

    def find_quote(self, number: str) -> bytes | None:
        return self.orders.find_quote(number) if self.find(number) else None

    def list_of(self, buyer: str, limit: int, after: Position | None) -> Page[ShopOrder]:
        return self._here(self.orders.list_of(buyer, limit, after))

    def list_refused(self, limit: int, after: Position | None) -> Page[ShopOrder]:
        return self._here(self.orders.list_refused(limit, after))

    def placing(self, new: NewOrder, due_at: datetime, stamp: Stamp) -> Part:
        self.reach.require(new.order.store)
        return self.orders.placing(new, due_at, stamp)

    def turning(
        self, stored: StoredOrder, after: ShopOrder, due: Sequence[datetime], stamp: Stamp
    ) -> Part:
        return self.orders.turning(stored, after, due, stamp)

    def _here(self, page: Page[ShopOrder]) -> Page[ShopOrder]:
        return Page(tuple(filter(self._has, page.items)), page.next)

    def _has(self, order: ShopOrder) -> bool:
        return self.reach.includes(order.store)
