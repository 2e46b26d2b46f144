"""Use cases of who sells."""

from promenade.customer.order.model import adjusting, fulfilling
from promenade.customer.order.model.fulfilling import SendParcel
from promenade.customer.order.model.shop_order import Adjustment, ShopOrder
from promenade.customer.order.service.ending import Change, get, turn
from promenade.customer.order.service.ports import Course, StoredOrder
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp


def ship(number: str, command: SendParcel, stamp: Stamp, course: Course) -> ShopOrder:
    """A repeated request answers as at first. Raises NotFound, Conflict, StageForbids,
    CancellationPending, Invalid or Unavailable."""
    return _once(number, lambda order: fulfilling.ship(order, command, stamp.at), stamp, course)


def adjust(number: str, adjustment: Adjustment, stamp: Stamp, course: Course) -> ShopOrder:
    """A repeated request answers as at first. Raises NotFound, Conflict, StageForbids,
    AdjustmentTooLarge or Unavailable."""
    return _once(number, lambda order: adjusting.adjust(order, adjustment), stamp, course)


def _once(number: str, change: Change, stamp: Stamp, course: Course) -> ShopOrder:
    return made_once(
        lambda: turn(number, change, stamp, course), lambda: course.orders.find_made(stamp)
    )


def get_for(number: str, caller: Principal, course: Course) -> StoredOrder:
    """A client sees the orders that it placed. Raises NotFound."""
    stored = get(number, course)
    if caller.client and stored.order.placed_by != caller.name:
        raise NotFound("There is no such order.")
    return stored


def quote_of(number: str, course: Course) -> bytes:
    """What an order was placed from, with every reason, as JSON. Raises NotFound."""
    found = course.orders.find_quote(number)
    if found is None:
        raise NotFound("There is no such order.")
    return found
