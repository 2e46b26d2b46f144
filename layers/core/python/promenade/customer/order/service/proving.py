"""Proves, order by order as they change, that what is held, sold and used for it is what it says.

It costs what changed since the last time. Where an order goes on while it is looked at, it is
looked at again, and left to the fact of its next version where others are always faster.
"""

from typing import Protocol

from promenade.contracts.coupons import KeptCoupons
from promenade.contracts.promotions import KeptUses
from promenade.contracts.stock import KeptUnits
from promenade.customer.order.model.proving import OrderFault, OrderFaults, faults
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.ports import StoredOrder
from promenade.kit.errors import DomainError
from promenade.kit.values import Value

_TRIES = 3


class OrderFaulty(DomainError):
    """What is held or used for an order is not what it says."""


class Orders(Protocol):
    def find(self, number: str) -> StoredOrder | None: ...


class OrderProofs(Protocol):
    def faults(self, number: str) -> OrderFaults | None:
        """As they were found before."""
        ...

    def set_faults(self, faults: OrderFaults) -> None: ...


class Books(Value, frozen=True):
    """Of all that keep something for an order."""

    orders: Orders
    units: KeptUnits
    uses: KeptUses
    coupons: KeptCoupons


def prove(number: str, books: Books, proofs: OrderProofs) -> OrderFaults | None:
    """What was found, where that is new. Raises Unavailable."""
    after = _at_rest(number, books)
    if after is None or after.found == _before(number, proofs):
        return None
    proofs.set_faults(after)
    return after if after.found else None


def told(faults: OrderFaults) -> OrderFaulty:
    first = faults.found[0]
    return OrderFaulty(
        f"{faults.number} is {faults.stage}: {first.kind} of {first.about} should be "
        f"{first.expected} and is {first.found or 'missing'}.",
        number=faults.number,
    )


def _before(number: str, proofs: OrderProofs) -> tuple[OrderFault, ...]:
    found = proofs.faults(number)
    return found.found if found else ()


def _at_rest(number: str, books: Books) -> OrderFaults | None:
    """None where there is no such order of ours, or it never rests."""
    stored = books.orders.find(number)
    for _ in range(_TRIES):
        if stored is None:
            return None
        found = _found(stored.order, books)
        again = books.orders.find(number)
        if again == stored:
            return found
        stored = again
    return None


def _found(order: ShopOrder, books: Books) -> OrderFaults:
    number, ids = order.number, order.kept_coupons
    units = books.units.kept(number, order.held) if order.held else {}
    uses = books.uses.kept(number, order.used) if order.used else {}
    coupons = books.coupons.kept(number, order.customer or "", ids) if ids else {}
    return OrderFaults(number, order.stage, faults(order, units, uses, coupons))
