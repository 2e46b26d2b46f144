"""An order and all that it is made of, in one write; its units from wherever they lie."""

from collections import Counter as Units
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from promenade.contracts.stock import MAIN, OutOfStock, StockReader, parts_of
from promenade.customer.order.model.placing import CartTooLarge
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.ending import join_parts, only
from promenade.customer.order.service.ports import AlreadyPlaced, NewOrder, Till
from promenade.kit.errors import DomainError, Unavailable
from promenade.kit.holds import Part, Refused
from promenade.kit.stamp import Stamp
from promenade.kit.values import replace

BY_ANOTHER = "This Idempotency-Key placed another order."
_PLACES_TRIED = 3
_MOST_WRITES = 100
_OWN_WRITES = 4
_WRITES_OF_A_SALE = 3


def hold(new: NewOrder, due_at: datetime, stamp: Stamp, till: Till) -> ShopOrder:
    """In the main warehouse, for which nobody is asked; where that has too few, in others. Raises
    AlreadyPlaced, CartTooLarge, Refused or its one refusal, or Unavailable."""
    for _ in range(_PLACES_TRIED):
        own = till.orders.placing(new, due_at, stamp)
        try:
            is_new = join_parts(own, partial(_parts, new, stamp, till))
        except (OutOfStock, Refused) as refusal:
            held = _elsewhere(new.order, refusal, stamp.at, till.sourcing)
            new = replace(new, order=replace(new.order, held=held))
            continue
        if not is_new:
            raise AlreadyPlaced(BY_ANOTHER)
        return new.order
    raise Unavailable("Others keep taking the same units. Try again.")


def _parts(new: NewOrder, stamp: Stamp, till: Till) -> Sequence[Part]:
    order, holds = new.order, till.holds
    number, minutes = order.number, till.shop.hold_minutes
    stock = holds.stock.hold(number, order.held, minutes, stamp)
    uses = holds.promotions.hold(number, new.buyer, order.uses, order.due_at, stamp)
    customer, ids = order.customer or "", order.kept_coupons
    coupons = holds.coupons.hold(number, customer, ids, order.due_at, stamp)
    others = [*uses, *coupons]
    _require_room(order, stock, others)
    return [*stock, *others]


def _elsewhere(
    order: ShopOrder, refusal: DomainError, at: datetime, sourcing: StockReader
) -> dict[str, int]:
    """Raises the refusal where other places do not help."""
    if not all(isinstance(each, OutOfStock) for each in refusal.refusals or (refusal,)):
        raise refusal
    units: Units[str] = Units()
    for where, count in order.held.items():
        units[parts_of(where)[0]] += count
    try:
        held = dict(sourcing.allocate(units, at))
    except Refused as short:
        raise only(short) from None
    if held == order.held:
        raise refusal
    return held


def _require_room(order: ShopOrder, stock: Sequence[Part], others: Sequence[Part]) -> None:
    """What is held has to be sold in one write as well, other warehouses' under their gates."""
    sales = [_WRITES_OF_A_SALE + (parts_of(where)[1] != MAIN) for where in order.held]
    held = [len(part.writes) for part in stock]
    count = _OWN_WRITES + sum(map(max, sales, held)) + sum(len(part.writes) for part in others)
    if count > _MOST_WRITES:
        raise CartTooLarge(
            f"This order takes {count} writes, {_MOST_WRITES} go together. Place it as several "
            "orders of fewer SKUs.",
            write_count=count,
            most_count=_MOST_WRITES,
        )
