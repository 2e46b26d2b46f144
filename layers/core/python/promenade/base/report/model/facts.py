"""What an order adds to the days it touches.

Facts add up: a day's are the sum of its orders', a period's the sum of its days'. Every channel's
`hour` cells sum to what its `category` and `other` cells sum to, in each of the measures that
belong to lines.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from operator import add, sub
from types import MappingProxyType
from typing import Literal, NamedTuple

CellKind = Literal["hour", "category", "other", "sku", "buyer"]


class Shop(NamedTuple):
    """A store's business in one currency: amounts of two currencies are never added."""

    currency: str
    store: str


class ShopDay(NamedTuple):
    """A date in the store's own zone."""

    shop: Shop
    on: date


class Cell(NamedTuple):
    """What a fact is about. `name` is the hour ("09"), the category, the SKU, the buyer (under
    a pseudonym), or of `other` cells "shipping", "tax", "tip", "fee", "uncategorised" or
    "unassigned"; `title` is the SKU's."""

    kind: CellKind
    channel: str
    name: str
    title: str = ""


class Measures(NamedTuple):
    """GMV, discount and orders count on the day of placement, refunds on the day of refund, the
    others on the day of payment."""

    gmv_minor: int = 0
    discount_minor: int = 0
    order_count: int = 0
    paid_minor: int = 0
    paid_order_count: int = 0
    guest_order_count: int = 0
    unit_count: int = 0
    refunded_minor: int = 0
    refund_count: int = 0

    @property
    def net_minor(self) -> int:
        return self.paid_minor - self.refunded_minor

    def plus(self, other: "Measures") -> "Measures":
        return Measures._make(map(add, self, other))

    def minus(self, other: "Measures") -> "Measures":
        return Measures._make(map(sub, self, other))


NOTHING = Measures()

Facts = dict[Cell, Measures]


def add_to(facts: Facts, cell: Cell, measures: Measures) -> None:
    """A cell that comes to nothing is no cell."""
    held = facts.get(cell)
    total = measures if held is None else held.plus(measures)
    if total != NOTHING:
        facts[cell] = total
    elif held is not None:
        del facts[cell]


def total_facts(
    parts: Iterable[Mapping[Cell, Measures]], start: Mapping[Cell, Measures] = MappingProxyType({})
) -> Facts:
    total = dict(start)
    for part in parts:
        for cell, measures in part.items():
            add_to(total, cell, measures)
    return total


def difference(after: Mapping[Cell, Measures], before: Mapping[Cell, Measures]) -> Facts:
    """What added to `before` makes `after`."""
    delta = dict(after)
    for cell, measures in before.items():
        add_to(delta, cell, NOTHING.minus(measures))
    return delta


def measured(facts: Mapping[Cell, Measures], kind: CellKind = "hour") -> Measures:
    """The sum over all cells of a kind."""
    total = NOTHING
    for cell, measures in facts.items():
        if cell.kind == kind:
            total = total.plus(measures)
    return total
