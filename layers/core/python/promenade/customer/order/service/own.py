"""Use cases of who bought, about orders of theirs alone (N23)."""

from collections.abc import Callable

import msgspec

from promenade.customer.order.model.fulfilling import receive
from promenade.customer.order.model.shop_order import Addressee, ShopOrder
from promenade.customer.order.service import Opener, context_of
from promenade.customer.order.service.ending import cancel, get, turn
from promenade.customer.order.service.ports import Course, Desk, StoredOrder
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.stamp import Stamp

Whose = Callable[[ShopOrder], ShopOrder]
"""The order, or NotFound where it is somebody else's."""


def whose(caller: Principal) -> Whose:
    return lambda order: require_own(order, caller)


def get_own(number: str, caller: Principal, course: Course) -> StoredOrder:
    """Raises NotFound, for orders of others too, as all that follows does."""
    stored = get(number, course)
    require_own(stored.order, caller)
    return stored


def person_of(stored: StoredOrder, vault: Opener) -> Addressee | None:
    """Whom the order goes to, for who placed it. Raises Unavailable."""
    if stored.sealed is None:
        return None
    plain = vault.open(stored.sealed, context_of(stored.order))
    return msgspec.json.decode(plain, type=Addressee)


def cancel_own(number: str, caller: Principal, stamp: Stamp, desk: Desk) -> ShopOrder:
    """While it is not paid; then it is for who sells. Raises StageForbids or Unavailable."""
    return cancel(number, "user", stamp, desk, lambda order: require_own(order, caller))


def receive_own(number: str, caller: Principal, stamp: Stamp, course: Course) -> ShopOrder:
    """All of it has arrived. Raises StageForbids or Unavailable."""

    def arrived(order: ShopOrder) -> ShopOrder:
        return receive(require_own(order, caller), stamp.at)

    return turn(number, arrived, stamp, course)


def require_own(order: ShopOrder, caller: Principal) -> ShopOrder:
    """The order. Raises NotFound."""
    is_theirs = caller.kind == "shopper" and order.customer == caller.id
    if is_theirs or order.placed_by == caller.name:
        return order
    raise NotFound("There is no such order.")
