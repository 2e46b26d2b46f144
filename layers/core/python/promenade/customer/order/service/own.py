"""Use cases of who bought, about orders of theirs alone (N23)."""

import msgspec

from promenade.customer.order.model.fulfilling import receive
from promenade.customer.order.model.order import Person
from promenade.customer.order.model.shop_order import ShopOrder
from promenade.customer.order.service import Opener, context_of
from promenade.customer.order.service.ending import cancel, get, turn
from promenade.customer.order.service.ports import Course, Desk, StoredOrder
from promenade.kit.errors import NotFound
from promenade.kit.http.auth import Principal
from promenade.kit.stamp import Stamp


def get_own(number: str, caller: Principal, course: Course) -> StoredOrder:
    """Raises NotFound, for orders of others too, as all that follows does."""
    stored = get(number, course)
    if not _is_own(stored.order, caller):
        raise NotFound("There is no such order.")
    return stored


def person_of(stored: StoredOrder, vault: Opener) -> Person | None:
    """Whom the order goes to, for who placed it. Raises Unavailable."""
    if stored.sealed is None:
        return None
    plain = vault.open(stored.sealed, context_of(stored.order))
    return msgspec.json.decode(plain, type=Person)


def cancel_own(number: str, caller: Principal, stamp: Stamp, desk: Desk) -> ShopOrder:
    """While it is not paid; then it is for who sells. Raises StageForbids or Unavailable."""
    stored = get_own(number, caller, desk)
    return cancel(stored.order.number, "user", stamp, desk)


def receive_own(number: str, caller: Principal, stamp: Stamp, course: Course) -> ShopOrder:
    """All of it has arrived. Raises StageForbids or Unavailable."""
    get_own(number, caller, course)
    return turn(number, lambda order: receive(order, stamp.at), stamp, course)


def _is_own(order: ShopOrder, caller: Principal) -> bool:
    is_theirs = caller.kind == "shopper" and order.customer == caller.id
    return is_theirs or order.placed_by == caller.name
