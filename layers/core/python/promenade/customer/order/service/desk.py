"""Use cases of who sells."""

from promenade.customer.order.model import adjusting, fulfilling
from promenade.customer.order.model.fulfilling import SendParcel
from promenade.customer.order.model.shop_order import Adjustment, ShopOrder
from promenade.customer.order.service.ending import turn
from promenade.customer.order.service.ports import Course
from promenade.kit.errors import NotFound
from promenade.kit.stamp import Stamp


def ship(number: str, command: SendParcel, stamp: Stamp, course: Course) -> ShopOrder:
    """Raises NotFound, StageForbids, Invalid or Unavailable."""
    return turn(number, lambda order: fulfilling.ship(order, command, stamp.at), stamp, course)


def adjust(number: str, adjustment: Adjustment, stamp: Stamp, course: Course) -> ShopOrder:
    """Raises NotFound, StageForbids, AdjustmentTooLarge or Unavailable."""
    return turn(number, lambda order: adjusting.adjust(order, adjustment), stamp, course)


def quote_of(number: str, course: Course) -> bytes:
    """What an order was placed from, with every reason, as JSON. Raises NotFound."""
    found = course.orders.find_quote(number)
    if found is None:
        raise NotFound("There is no such order.")
    return found
