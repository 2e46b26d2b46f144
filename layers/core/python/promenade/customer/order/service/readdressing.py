"""Use cases of an order that goes to somebody else, or elsewhere, before anything of it is sent."""

from typing import Protocol

import msgspec

from promenade.customer.order.model.order import Person
from promenade.customer.order.model.shop_order import Addressee, ShopOrder, moved, require
from promenade.customer.order.service import Opener, Sealer, context_of
from promenade.customer.order.service.ending import get, join_parts
from promenade.customer.order.service.own import Whose
from promenade.customer.order.service.ports import Course, StoredOrder
from promenade.kit.stamp import Stamp, Stored
from promenade.kit.values import Value, replace


class Safe(Sealer, Opener, Protocol):
    """Both: what is kept of the addressee before has to be opened."""


class Readdress(Value, frozen=True):
    """`expected` is the version that was looked at."""

    number: str
    to: Person
    expected: int


def readdress(
    command: Readdress, stamp: Stamp, course: Course, vault: Safe, whose: Whose
) -> ShopOrder:
    """The e-mail, by which a guest is known, and the remark stay. Raises NotFound, Stale,
    StageForbids or Unavailable."""
    stored = get(command.number, course)
    order = whose(stored.order)
    if Stored(order, stored.fingerprint).is_done(command.expected, stamp):
        return order
    require(order, "pending_payment", "paid")
    after = moved(order, order.stage)
    sealed = vault.seal(msgspec.json.encode(_kept(command.to, stored, vault)), context_of(order))
    own = course.orders.turning(replace(stored, sealed=sealed), after, [], stamp)
    join_parts(own, list)
    return after


def _kept(to: Person, stored: StoredOrder, vault: Safe) -> Addressee:
    before = Addressee()
    if stored.sealed is not None:
        plain = vault.open(stored.sealed, context_of(stored.order))
        before = msgspec.json.decode(plain, type=Addressee)
    return Addressee(
        to.recipient, to.phone, before.email, to.address, to.postcode, remark=before.remark
    )
