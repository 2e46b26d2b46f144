"""Orders follow what an activity gave its buyers."""

import msgspec

from promenade.customer.order.model.claimed import PlaceClaimed, claimed
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service.holding import BY_ANOTHER, hold
from promenade.customer.order.service.placing import schedule
from promenade.customer.order.service.ports import AlreadyPlaced, NewOrder, Till
from promenade.kit.stamp import Stamp


def place_claimed(command: PlaceClaimed, stamp: Stamp, till: Till) -> ShopOrder:
    """With its units of the activity's pool, in one write; once for each claim. Raises
    AlreadyPlaced, OutOfStock, Unavailable."""
    order = claimed(command, till.shop, stamp)
    new = NewOrder(order, None, msgspec.json.encode(command.offer), command.buyer)
    try:
        order = hold(new, order.due_at, stamp, till)
    except AlreadyPlaced:
        return _placed(order, till)
    schedule(order, order.due_at, till)
    return order


def _placed(order: ShopOrder, till: Till) -> ShopOrder:
    """As it was placed, for this claim."""
    met = till.orders.find_placed(order.number)
    if met is None or met.took != order.took:
        raise AlreadyPlaced(BY_ANOTHER)
    return met
