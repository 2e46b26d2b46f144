"""Parcels, receipt and completion."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from promenade.customer.order.model.annotating import require_settled
from promenade.customer.order.model.placing import Shop
from promenade.customer.order.model.shop_order import (
    Parcel,
    ParcelLine,
    ShopOrder,
    moved,
    refuse_again,
    require,
)
from promenade.kit.errors import Fault, Invalid
from promenade.kit.values import Value, replace


class SendParcel(Value, frozen=True):
    """`units` by line number; all that is still to be sent where there are none."""

    id: str
    carrier: str
    tracking: str
    units: Mapping[int, int]


def ship(order: ShopOrder, command: SendParcel, now: datetime) -> ShopOrder:
    """Raises Conflict where it was before, StageForbids, CancellationPending, or Invalid for more
    units than are left."""
    refuse_again(command.id, order.parcels)
    require(order, "paid", "partially_shipped")
    require_settled(order)
    left = units_left(order)
    units = command.units or {line: count for line, count in left.items() if count}
    if found := list(_faults(units, left)):
        raise Invalid(found)
    lines = tuple(ParcelLine(line=line, quantity=count) for line, count in units.items())
    parcel = Parcel(
        id=command.id,
        carrier=command.carrier,
        tracking=command.tracking,
        sent_at=now,
        lines=lines,
    )
    rest = sum(left.values()) - sum(units.values())
    after = moved(order, "partially_shipped" if rest else "shipped")
    return replace(after, parcels=(*order.parcels, parcel))


def units_left(order: ShopOrder) -> dict[int, int]:
    """To be sent, by line: neither sent nor given back. What is given back of a line is what was
    not sent of it, as far as that goes."""
    gone: Counter[int] = Counter()
    for parcel in order.parcels:
        gone.update({each.line: each.quantity for each in parcel.lines})
    for refund in order.refunds:
        gone.update({each.line: each.quantity for each in refund.lines})
    return {each.line: max(0, each.quantity - gone[each.line]) for each in order.lines}


def receive(order: ShopOrder, now: datetime) -> ShopOrder:
    """All of it has arrived; once. Raises StageForbids."""
    if order.received_at:
        return order
    require(order, "shipped")
    return replace(moved(order, "received"), received_at=now)


def complete(order: ShopOrder, now: datetime) -> ShopOrder:
    """Nothing but an after-sale changes it any more. Raises StageForbids."""
    require(order, "received")
    return replace(moved(order, "completed"), completed_at=now)


def due_next(order: ShopOrder, shop: Shop) -> datetime | None:
    """When the order goes on by itself, from its stage."""
    if order.stage == "shipped":
        return order.parcels[-1].sent_at + timedelta(days=shop.confirm_days)
    if order.stage == "received" and order.received_at:
        return order.received_at + timedelta(days=shop.complete_days)
    return None


def _faults(units: Mapping[int, int], left: Mapping[int, int]) -> Iterator[Fault]:
    for place, (line, count) in enumerate(units.items()):
        if line not in left:
            yield Fault(f"/lines/{place}/line", "unknown", "The order has no line of this number.")
        elif count > left[line]:
            detail = "Line {line} has {left} units to be sent."
            facts = {"line": line, "left": left[line]}
            yield Fault(f"/lines/{place}/quantity", "above_line", detail, facts=facts)
