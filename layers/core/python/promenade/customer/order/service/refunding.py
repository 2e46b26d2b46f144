"""Use cases of who gives money back."""

from promenade.customer.order.model import paying, refunding
from promenade.customer.order.model.refunding import RefundOrder
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import Queue
from promenade.customer.order.service.ending import end, turn
from promenade.customer.order.service.paying import wake_what_is_owed
from promenade.customer.order.service.ports import Course, Desk, ShopOrderStore
from promenade.kit.paging import Page, Position
from promenade.kit.repeats import made_once
from promenade.kit.stamp import Stamp


def refund(number: str, command: RefundOrder, stamp: Stamp, desk: Desk, wakes: Queue) -> ShopOrder:
    """What was not sent of it is on the shelf again in the same write. A repeated request answers
    as at first. Raises NotFound, Conflict, StageForbids, NothingToRefund, Invalid or
    Unavailable."""

    def give_back(met: ShopOrder) -> ShopOrder:
        return refunding.refund(met, command, stamp.at)

    order = made_once(
        lambda: end(number, give_back, stamp, desk), lambda: desk.orders.find_made(stamp)
    )
    wake_what_is_owed(order, wakes)
    return order


def ask_again(number: str, stamp: Stamp, course: Course, wakes: Queue) -> ShopOrder:
    """For the payouts that the gateway refused. Raises NotFound or Unavailable."""
    order = turn(number, paying.asked_again, stamp, course)
    wake_what_is_owed(order, wakes)
    return order


def list_refused(limit: int, after: Position | None, orders: ShopOrderStore) -> Page[ShopOrder]:
    return orders.list_refused(limit, after)
